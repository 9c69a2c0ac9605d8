/* Days of publication as pages write them. */
#ifndef ZHC_CLEAN_WHEN_H
#define ZHC_CLEAN_WHEN_H

#include "pipeline/core/doc.h"

enum when_form {
	WHEN_YEAR,   /* year with four digits */
	WHEN_MINGUO, /* years count from 1912 */
	WHEN_HAN,    /* Chinese numerals; years of fewer than four digits count from 1912 */
	WHEN_SHORT   /* two digits of a year from 2000 on */
};

/* Numbers in the order year month day (2024-07-25, a day in Chinese, 20240725, RFC 3339) or month
 * day year (07/25/2024) or day month year (25/07/2024, 5.6.2024), digits in ASCII; words of other
 * scripts between them do not matter. Gives DAY_NONE when there is no valid day from 1940 to 2099.
 */
int32_t when_parse(const uint16_t *s, size_t len, enum when_form form);
int32_t when_parse_utf8(struct slice s);

/* The same for what machines write: digits alone are a day (20240725) or seconds or milliseconds
 * since 1970, of which the day at home counts. */
int32_t when_stamp(const uint16_t *s, size_t len);
/* Does it say that it is a time in UTC? */
bool when_is_utc(struct slice s);
/* A day that metadata name, as when_stamp reads it; of a time in UTC the day at home. */
int32_t when_at_home(struct slice s);

/* How many minutes ago, by the name of a rule's group (today, yesterday, agoday, agohour,
 * agominute) and what it holds. */
int32_t when_ago(const char *group, const uint16_t *s, size_t len);
/* The day at home (UTC+8) so many minutes before an instant (2024-05-20T01:18:00Z; without a clock:
 * midnight at home); days: only days count, the clock does not. DAY_NONE when the instant is none.
 */
int32_t when_before(struct slice instant, int32_t ago, bool days);

/* May day and month stand for each other (06/02/2022)? */
bool when_is_either(const uint16_t *s, size_t len);

/* Which stands first in the days of a text that leave no doubt (25/06/2024, 06/25/2024): 1 the day,
 * -1 the month, 0 none or both. */
int when_order(const uint16_t *s, size_t len);
/* The same for the pages of a country, by the host of an address (…hk/, ….fr/). */
int when_host_order(struct slice url);
/* A day with day and month changed for each other; DAY_NONE when there is no such day. */
int32_t when_swapped(int32_t day);

/* The day in a path of a file (2024/07/25/a.txt, 2024-07-25-title.md, 20240725_a.txt), by its name
 * and the folders above it, which must be nothing but days. DAY_NONE when there is none or two
 * differ. */
int32_t when_path(struct slice path);

/* A day without a year: month * 100 + day, 0 if there is none. */
uint16_t when_month_day(const uint16_t *s, size_t len);
/* The year that an address names (/2019/…, /201910/…): 0 if there is none, two differ, or a month
 * behind it is not the day's. */
int when_url_year(struct slice url, uint16_t month_day);

#endif
