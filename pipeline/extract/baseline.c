/* Baselines as days. See baseline.h. */
#include "pipeline/extract/baseline.h"

#include "pipeline/core/date.h"

#define MONTHS 12

static const struct timespan NOWHEN = { DAY_NONE, DAY_NONE, 0, 0, 0 };

/* The day so many months before; the last of its month where day is, or where the earlier one is
 * shorter. */
static int32_t months_before(int32_t days, int months)
{
	int year, month, day;

	date_civil(days, &year, &month, &day);
	bool last = day == date_month_len(year, month);
	int index = year * MONTHS + month - 1 - months;
	int len = date_month_len(index / MONTHS, index % MONTHS + 1);
	return date_days(index / MONTHS, index % MONTHS + 1, last || day > len ? len : day);
}

/* The same for a period: its first day is no last one. */
static struct timespan shifted(const struct timespan *t, int months)
{
	struct timespan s = *t;
	int year, month, day;

	date_civil(t->start, &year, &month, &day);
	s.end = months_before(t->end, months);
	s.start = t->start == t->end ? s.end : months_before(t->start - day + 1, months) + day - 1;
	return s;
}

static bool is_closed(const struct timespan *t)
{
	return t->start != DAY_NONE && t->end != DAY_NONE && date_year(t->start) > 1;
}

struct timespan baseline_year_before(const struct timespan *t)
{
	return is_closed(t) ? shifted(t, MONTHS) : NOWHEN;
}

struct timespan baseline_right_before(const struct timespan *t)
{
	struct timespan s = *t;
	int32_t len = t->end - t->start + 1;

	if (!is_closed(t)) return NOWHEN;
	switch (t->grain) {
	case GRAIN_MONTH:
		return shifted(t, 1);
	case GRAIN_QUARTER:
		return shifted(t, 3);
	case GRAIN_HALF:
		return shifted(t, 6);
	case GRAIN_WEEK:
	case GRAIN_DAY:
		s.start -= len;
		s.end -= len;
		return s;
	default:
		return NOWHEN;
	}
}
