/* Civil dates (proleptic Gregorian) as days since 1970-01-01. No host clock, no time zone. */
#ifndef ZHC_DATE_H
#define ZHC_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "pipeline/core/mem.h"

/* The day number of a date. month 1–12; day is not checked: a 31st of June is the 1st of July. */
int32_t date_days(int year, int month, int day);
/* The date of a day number, and parts of it. */
void date_civil(int32_t days, int *year, int *month, int *day);
int date_year(int32_t days);
int date_month_index(int32_t days); /* months since January of year 0: year * 12 + month - 1 */
int date_weekday(int32_t days);	    /* 1 Monday … 7 Sunday */

/* Is there such a day? Years 1–9999 only. */
bool date_valid(int year, int month, int day);
/* Days of a month (1–12). */
int date_month_len(int year, int month);

/* "YYYY-MM-DD" in the arena; the other way, false for anything but exactly that and a valid day. */
struct slice date_format(struct arena *a, int32_t days);
bool date_parse(struct slice s, int32_t *days);

#endif
