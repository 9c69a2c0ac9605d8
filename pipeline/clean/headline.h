/* The headline of the lines that zones.c settles. */
#ifndef ZHC_CLEAN_HEADLINE_H
#define ZHC_CLEAN_HEADLINE_H

#include "pipeline/clean/zones.h"

/* Lines [from, to) while they are settled. */
struct zone {
	const struct debris *r;
	struct debris_worker *w;
	struct page *p;
	struct facts *f;
	size_t from, to;
	size_t first, last; /* first and last line of running text; first > last: none */
	size_t head; /* what stands above it counts as head: first, or a few lines behind it */
	size_t sign; /* the day below a body's name that a document ends with; n_lines: none */
};

/* Mark the headline, LINE_TITLE, and what belongs to it: its fact, names of channels above, the
 * same line once more. Lines outside metadata's titles count by mark-up and place. */
void headline_mark(struct zone *z);

#endif
