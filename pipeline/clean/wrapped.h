/* Lines that someone wrapped at a fixed width are joined again. */
#ifndef ZHC_CLEAN_WRAPPED_H
#define ZHC_CLEAN_WRAPPED_H

#include "pipeline/clean/debris.h"

/* Mark the lines that go on with the one before them. Behind the verdicts, before page_emit.
 * markup: the text was an HTML page. */
void lines_join_wrapped(const struct debris *r, struct page *p, bool markup);

#endif
