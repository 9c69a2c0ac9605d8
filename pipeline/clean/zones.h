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

#endif
