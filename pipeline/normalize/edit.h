/* Changing a text while its blocks stay where they belong.
 *
 * A passage is a text with its map and the blocks that stand in it: the body of a document, or one
 * value of its metadata (no blocks). An edit is one walk over it from left to right; every change
 * names its place in the text as it was before the edit, and places must ascend. When nothing was
 * changed, nothing is copied. */
#ifndef ZHC_EDIT_H
#define ZHC_EDIT_H

#include "pipeline/core/doc.h"

struct passage {
	struct arena *a;
	struct doc *body; /* whose body this is, for the room of its new texts; NULL: all in a */
	struct uslice text;
	struct map map;
	struct block *blocks; /* changed in place */
	size_t n_blocks;
};

/* A change of length: old units [from, to) became new units up to new_to. */
struct edit_shift {
	uint32_t from, to, new_to;
};

struct edit {
	struct passage *p;
	struct rewrite w;
	struct edit_shift *shifts;
	size_t n_shifts, cap_shifts;
};

/* Begin a walk over p. */
void edit_begin(struct edit *e, struct passage *p);
/* Units [pos, pos + n) go; why as in struct map_run. */
void edit_drop(struct edit *e, size_t pos, size_t n, enum map_class cls, uint8_t why);
/* Units [pos, pos + n) become text; character by character where both have one unit each and each
 * is. */
void edit_put(struct edit *e, size_t pos, size_t n, struct uslice text, enum map_class cls);
/* One unit becomes another. */
void edit_swap(struct edit *e, size_t pos, uint16_t unit, enum map_class cls);
/* Write text and map back to the passage and move its blocks. True if anything was changed. */
bool edit_end(struct edit *e);

#endif
