/* Fronts: each turns the old text into the visible lines of a page, and gives facts that mark-up holds. */
#ifndef ZHC_CLEAN_FRONT_H
#define ZHC_CLEAN_FRONT_H

#include "pipeline/clean/facts.h"

enum shape { SHAPE_PLAIN, SHAPE_MARKDOWN, SHAPE_HTML };

/* What the text is: META_TYPE when it says so, else by its looks. */
enum shape front_shape(const struct doc *d);

/* Scraped text: every line break ends a line. */
void front_plain(struct page *p, size_t from, size_t to);

#endif
