/* The headline: of a page, and of the lines that zones.c settles. */
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

/* Take the titles that metadata gave: site names behind them go, their folded forms stand in
 * w->known. What the page's foot says of its owner is none. */
void headline_know(const struct debris *r, struct debris_worker *w, const struct page *p,
		   struct facts *f);

#define TITLE_SURE 1000 /* score of a line that metadata names */
struct line_range {	/* lines [from, to) */
	size_t from, to;
};

/* Give the headline among some lines as line index, or their end if there is none; its score. */
size_t headline_find(const struct debris *r, struct debris_worker *w, const struct page *p,
		     const struct facts *f, struct line_range in, int *score);
/* The same on the whole page, only lines that metadata names: n_lines if there is none. */
size_t headline_find_sure(const struct debris *r, struct debris_worker *w, const struct page *p);

#endif
