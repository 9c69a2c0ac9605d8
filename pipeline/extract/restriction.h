/* Restrictions: what holds only of the counted part ("38 of them have been copied nationwide"). */
#ifndef ZHC_RESTRICTION_H
#define ZHC_RESTRICTION_H

#include "pipeline/extract/mention.h"

/* The predicate behind a count that heads its clause becomes m->filter. m->ind is set. */
void restriction_attach(struct mention *m, const struct view *v);

#endif
