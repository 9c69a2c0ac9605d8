/* The days of a baseline that the text only names as such: on the year, on the month. */
#ifndef ZHC_BASELINE_H
#define ZHC_BASELINE_H

#include "pipeline/core/annot.h"

/* The like period a year before t, and the one of its length right before it (day, week, month,
 * quarter, half); start DAY_NONE where t is open or no such period. */
struct timespan baseline_year_before(const struct timespan *t);
struct timespan baseline_right_before(const struct timespan *t);

#endif
