/* What a page is made of: running text, what stands before it, what stands behind it; headline,
 * subheads, lists. */
#ifndef ZHC_CLEAN_ZONES_H
#define ZHC_CLEAN_ZONES_H

#include "pipeline/clean/debris.h"

/* Set LINE_PROSE on lines of running text. Needs the features that page_line() counts. */
void zones_mark_prose(struct page *p);

/* Turn verdicts into decisions for lines [from, to): what holds where it stands, link lists behind
 * their headers, what follows the article's end, split dates, the headline, channel names,
 * subheads. Facts of lines whose verdict does not hold die. */
void zones_settle(const struct debris *r, struct debris_worker *w, struct page *p, struct facts *f,
		  size_t from, size_t to);

/* Take the titles that metadata gave: site names behind them go, their folded forms stand in
 * w->known. */
void zones_know_titles(const struct debris *r, struct debris_worker *w, struct facts *f);

#define TITLE_SURE 1000 /* score of a line that metadata names */
struct line_range {	/* lines [from, to) */
	size_t from, to;
};

/* Give the headline among some lines as line index, or their end if there is none; its score. */
size_t zones_find_title(const struct debris *r, struct debris_worker *w, const struct page *p,
			const struct facts *f, struct line_range in, int *score);
/* The same on the whole page, only lines that metadata names: n_lines if there is none. */
size_t zones_sure_title(const struct debris *r, struct debris_worker *w, const struct page *p);

#endif
