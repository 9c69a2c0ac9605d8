/* Days of points that are told without a month. c: what the text has named so far. t: grain is set;
 * days and how only when they are known. */
#ifndef ZHC_TIME_WEEK_H
#define ZHC_TIME_WEEK_H

#include "pipeline/annotate/time_resolve.h"

/* This week, Monday of last week, Friday: counted from the day that the text named, else from the
 * article's. */
void time_point_week(const struct time_context *c, const struct time_expr *x,
		     const struct time_point *p, struct timespan *t);

/* The nineties, the nineteenth century. */
void time_point_decade(const struct time_context *c, const struct time_point *p,
		       struct timespan *t);

#endif
