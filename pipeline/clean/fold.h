/* A line as the rules see it: simplified characters, half-width marks, one blank for any white
 * space, glosses like "fa" in brackets behind a Han character left out. Only for matching: the text
 * itself is not touched. */
#ifndef ZHC_CLEAN_FOLD_H
#define ZHC_CLEAN_FOLD_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

#define FOLD_MAX 512 /* units of a line that are folded at most */

struct fold_table {
	uint16_t to[65536]; /* 0: leave out */
};

struct folded {
	uint16_t p[FOLD_MAX];
	/* offset of each unit in what was folded; at[len] = end of the last one */
	uint32_t at[FOLD_MAX + 1];
	size_t len;
};

/* Read rules/clean/fold.tsv: from (one or more characters) TAB to (as many, or one for all). */
enum status fold_load(struct fold_table *t, const char *path, struct err *e);

/* Blanks are put in where marks (ascending offsets, base counted) stand: fields of a line of facts
 * are often told apart by elements alone. */
void fold_marked(const struct fold_table *t, struct uslice text, uint32_t base,
		 const uint32_t *marks, size_t n_marks, struct folded *f);
/* Fold text[0, len); stops when f is full. base is added to every offset. Blanks at both ends are
 * left out. */
void fold_text(const struct fold_table *t, const uint16_t *text, size_t len, uint32_t base,
	       struct folded *f);

static inline uint32_t folded_start(const struct folded *f, size_t i)
{
	return f->at[i];
}
/* End offset of the unit before i. */
uint32_t folded_end(const struct folded *f, size_t i);

#endif
