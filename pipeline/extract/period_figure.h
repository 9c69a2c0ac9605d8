/* What a figure is, as far as the choice of its time asks. */
#ifndef ZHC_PERIOD_FIGURE_H
#define ZHC_PERIOD_FIGURE_H

#include "pipeline/extract/period_candidate.h"

/* Signs of the figure itself, the same for all its candidates. */
uint64_t period_figure_signs(const struct period_asked *q);

/* Of what a thing has once for all: its length, its ground, its cost, a person's age? */
bool period_is_fixed(const struct view *v, const struct mention *m);

/* What a share costs at one moment? */
bool period_is_price(const struct view *v, const struct mention *m);

#endif
