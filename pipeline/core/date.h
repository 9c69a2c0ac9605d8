/* Civil dates (proleptic Gregorian) as days since 1970-01-01. No host clock, no time zone. */
#ifndef ZHC_DATE_H
#define ZHC_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "pipeline/core/mem.h"

/* month 1–12, day 1–31, not checked against the month */
int32_t date_days(int year, int month, int day);
void date_civil(int32_t days, int *year, int *month, int *day);
int date_year(int32_t days);
int date_month_index(int32_t days); /* months since January of year 0: year * 12 + month - 1 */
bool date_valid(int year, int month, int day); /* year 1–9999 */
int date_month_len(int year, int month);
int date_weekday(int32_t days); /* 1 Monday … 7 Sunday */
/* "YYYY-MM-DD" in the arena. */
struct slice date_format(struct arena *a, int32_t days);
/* Exactly YYYY-MM-DD. */
bool date_parse(struct slice s, int32_t *days);

#endif
