/* What clean removed and why, told for people from the holes of the map. */
#ifndef ZHC_CLEAN_EXPLAIN_H
#define ZHC_CLEAN_EXPLAIN_H

#include "pipeline/core/doc.h"

/* Append to out: a line for each reason (how many stretches, bytes), then a line for each stretch
 * that is not plain mark-up or white space: reason, bytes [start, end) of the original, and its
 * text when the bytes are at hand in UTF-8. Allocates nothing but out. */
void clean_explain(const struct doc *d, struct buf *out);

#endif
