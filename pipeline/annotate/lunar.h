/* The Chinese lunar calendar, LUNAR_FIRST to LUNAR_LAST, from a table made of
 * rules/annotate/lunar.tsv. */
#ifndef ZHC_LUNAR_H
#define ZHC_LUNAR_H

#include <stdint.h>

#define LUNAR_FIRST 1900
#define LUNAR_LAST  2100
#define LUNAR_YEARS (LUNAR_LAST - LUNAR_FIRST + 1)

struct lunar_year {
	int32_t new_year; /* days since 1970-01-01 */
	uint8_t leap;	  /* the month after which the leap month stands, 0 none */
	uint8_t n;	  /* 12 or 13 months; 0: year not known */
	uint8_t days[13]; /* in order, leap month included */
};

struct lunar_table {
	const struct lunar_year *year; /* LUNAR_YEARS of them */
};

/* Day of a lunar date as days since 1970-01-01: year by its Gregorian number at New Year, month
 * 1–12 (not a leap month), day 1–30; 31 means the last day of the month. DAY_NONE (INT32_MIN)
 * outside the table. */
int32_t lunar_day(const struct lunar_table *t, int year, int month, int day);
/* Number of days of that month, 0 outside the table. */
int lunar_month_len(const struct lunar_table *t, int year, int month);

#endif
