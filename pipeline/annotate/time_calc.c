/* Period arithmetic, see time_calc.h. */
#include "pipeline/annotate/time_calc.h"

#include "pipeline/core/date.h"

#define DAY_MIN (-719162) /* 0001-01-01 */
#define DAY_MAX 2932896	  /* 9999-12-31 */

static bool in_range(int32_t day)
{
	return day >= DAY_MIN && day <= DAY_MAX;
}

static int32_t day_of_month_index(int index, int day)
{
	int y = index >= 0 ? index / 12 : -((11 - index) / 12), m = index - y * 12 + 1, n;

	if (y < 1 || y > 9999) return DAY_NONE;
	n = date_month_len(y, m);
	return date_days(y, m, day > n ? n : day);
}

int32_t time_add_months(int32_t day, int months)
{
	int y, m, d;

	if (!in_range(day)) return DAY_NONE;
	date_civil(day, &y, &m, &d);
	return day_of_month_index(y * 12 + m - 1 + months, d);
}

static bool is_month_end(int32_t day)
{
	int y, m, d;

	date_civil(day, &y, &m, &d);
	return d == date_month_len(y, m);
}

/* Moves the end of a period: the last day of a month stays one. */
static int32_t end_months(int32_t day, int months)
{
	if (!in_range(day)) return DAY_NONE;
	if (!is_month_end(day)) return time_add_months(day, months);
	day = time_add_months(day - 27, months); /* a day that every month has */
	if (day == DAY_NONE) return DAY_NONE;
	int y, m, d;
	date_civil(day, &y, &m, &d);
	return date_days(y, m, date_month_len(y, m));
}

/* Does t cover whole calendar months? */
static bool is_whole_months(struct timespan t)
{
	int y, m, d;

	if (!in_range(t.start) || !in_range(t.end)) return false;
	date_civil(t.start, &y, &m, &d);
	return d == 1 && is_month_end(t.end) && t.end > t.start;
}

struct timespan time_years_before(struct timespan t, int n)
{
	bool whole = is_whole_months(t);

	t.start = time_add_months(t.start, -12 * n);
	t.end = whole || t.start == DAY_NONE ? end_months(t.end, -12 * n)
					     : time_add_months(t.end, -12 * n);
	t.how = HOW_RELATIVE_TEXT;
	return t;
}
