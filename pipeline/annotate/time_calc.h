/* Arithmetic on periods: the baselines of growth on the year before and on the period before. Pure
 * functions. */
#ifndef ZHC_TIME_CALC_H
#define ZHC_TIME_CALC_H

#include <stdbool.h>
#include <stdint.h>

#include "pipeline/core/doc.h"

/* day moved by months (negative: back); a day that the month does not have becomes its last.
 * DAY_NONE stays. */
int32_t time_add_months(int32_t day, int months);

/* The same period n years earlier (n < 0: later): 2024-01-01..2024-06-30 -> 2023-01-01..2023-06-30.
 * An end that is the last day of its month stays the last day. Open ends stay open; type and grain
 * are kept, how becomes HOW_RELATIVE_TEXT. */
struct timespan time_years_before(struct timespan t, int n);

#endif
