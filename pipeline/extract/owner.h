/* Owners inside an indicator. */
#ifndef ZHC_OWNER_H
#define ZHC_OWNER_H

#include "pipeline/extract/mention.h"

/* A noun of those who have figures, or a compound that ends in one: firms, catering firms. */
bool owner_is(const struct view *v, size_t t);

/* First token of the words at the end of [from, to) that name the measure; to if there are none. */
size_t owner_measure_tail(const struct view *v, size_t from, size_t to);

/* Behind the first of those who have figures that the count at token t counts, before to; to if there is none. */
size_t owner_counted_end(const struct view *v, size_t t, size_t to);

/* Cut an owner off the head of the mention's indicator ("the county's revenue": the county): m->subj, m->ind. */
void owner_split(struct mention *m, const struct view *v);

#endif
