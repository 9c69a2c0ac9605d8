/* The year of what comes without one. */
#ifndef ZHC_TIME_DEFAULT_H
#define ZHC_TIME_DEFAULT_H

#include "pipeline/annotate/time_days.h"

/* The year for field f, which comes without one. first, last: months 0–11 of what is meant, the
 * same unless it counts on from the first. False: not known. */
bool time_default_year(const struct time_context *c, const struct time_expr *x, unsigned field,
		       int first, int last, struct time_years *y);

#endif
