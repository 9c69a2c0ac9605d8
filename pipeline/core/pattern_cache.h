/* Patterns of the rules compiled ahead: the table "patterns", made with the others by build/tablec.
 *
 * Compiling some hundred patterns is most of a start. A pattern is found by a hash of its text, so
 * that a rule edited since the table was made is simply compiled; so is everything where the table
 * is missing or PCRE2 is of another version. Immutable after open, shared by threads; while it is
 * being made (pattern_cache_note) it belongs to one thread. */
#ifndef ZHC_PATTERN_CACHE_H
#define ZHC_PATTERN_CACHE_H

#define PCRE2_CODE_UNIT_WIDTH 16
#include "pipeline/core/rule_anchor.h"
#include "pipeline/core/table.h"

#include <pcre2.h>

struct pattern_slot {
	uint64_t hash[2];
	uint64_t off, len; /* in the section "blobs"; len 0: free */
};

struct pattern_cache {
	struct table table;
	const struct pattern_slot *slots; /* hashed by hash[0]; a power of two */
	size_t n_slots;
	bool making;
	struct pattern_slot *noted; /* while it is being made: mem_alloc'd */
	size_t n_noted, cap_noted;
	struct buf blobs;
};

/* Maps the table if it is there; an empty cache otherwise. Closed it is an empty one too: done when
 * all stages are open. */
void pattern_cache_open(struct pattern_cache *c, const struct env *env);
void pattern_cache_close(struct pattern_cache *c);

/* The code of a pattern and its anchors, these in a; NULL when it is not there. The caller frees
 * the code. */
pcre2_code *pattern_cache_find(const struct pattern_cache *c, struct uslice pattern,
			       struct anchors *an, struct arena *a);

/* For the table compiler: what rule sets compile is noted; then the sections. */
void pattern_cache_note(struct pattern_cache *c, struct uslice pattern, const struct anchors *an,
			const pcre2_code *code);
void pattern_cache_sections(const struct pattern_cache *c, struct buf *slots, struct buf *blobs);

#endif
