/* Where a text in traditional script is from, by its words: what a plain yuan is worth there.
 * Data: rules/annotate/regions.tsv. Process lifetime, read-only after region_open. */
#ifndef ZHC_REGION_H
#define ZHC_REGION_H

#include "pipeline/core/doc.h"
#include "pipeline/core/stage.h"

struct region_words;

/* *w is mem_alloc'd; ERR_RULES with file and line. */
enum status region_open(struct region_words **w, const struct env *env, struct err *e);
void region_close(struct region_words *w);

/* The currency of a plain yuan or dollar sign in d ("iso4217:TWD", in w), absent where it is the
 * renminbi or unknown: text in simplified script, no word of a region, or nearly as many of
 * another. One pass over the text. */
struct slice region_currency(const struct region_words *w, const struct doc *d);

#endif
