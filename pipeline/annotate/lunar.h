/* The Chinese lunar calendar, from the table rules/annotate/lunar.tsv (1900–2100). */
#ifndef ZHC_LUNAR_H
#define ZHC_LUNAR_H

#include "pipeline/core/stage.h"

struct lunar_table; /* process lifetime, read-only */

/* ERR_RULES with file and line; free with lunar_free. */
enum status lunar_load(struct lunar_table **out, const struct env *env, struct err *e);
void lunar_free(struct lunar_table *t);

/* Day of a lunar date as days since 1970-01-01: year by its Gregorian number at New Year, month 1–12 (not a leap
 * month), day 1–30; 31 means the last day of the month. DAY_NONE outside the table. */
int32_t lunar_day(const struct lunar_table *t, int year, int month, int day);
/* Number of days of that month, 0 outside the table. */
int lunar_month_len(const struct lunar_table *t, int year, int month);

#endif
