/* Tables of figures in a page: what they say is text, whatever rules of debris match in a row. */
#ifndef ZHC_DATA_ROWS_H
#define ZHC_DATA_ROWS_H

#include "pipeline/clean/page.h"

/* The end of the rows of a table that begin with line i, at most to, when they hold figures: no
 * debris of a page; else i. */
size_t data_rows_end(const struct page *p, size_t i, size_t to);

#endif
