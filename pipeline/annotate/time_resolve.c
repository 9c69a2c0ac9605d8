/* Days of a time expression: fields from coarse to fine over the article's day and what the text
 * has named before. A month without a year is of the year framed by the text, else of the article's
 * year, else (far ahead) the year before. */
#include "pipeline/annotate/time_resolve.h"

#include "pipeline/annotate/time_calc.h"
#include "pipeline/annotate/time_days.h"
#include "pipeline/annotate/time_default.h"
#include "pipeline/annotate/time_week.h"
#include "pipeline/core/date.h"

#define BIT	      TF_BIT
#define RECENT	      40 /* days: a lone day beside a date so near is counted from the article */
#define SOON	      3	 /* days: a lone day so little ahead of the article is still to come */
#define SOON_SPOKEN   10 /* the same for the spoken form of a day */
#define SOON_FROM     15 /* the same with a word for "from that day on" */
#define DAYS_WEEK     7
#define NEAR_ARTICLE  3
#define BESIDE	      2 /* signs between a month and a day in or behind parentheses */
#define REPORT_MONTHS 5 /* months of a year in which the year before is reported on */

static int day_of(int32_t day)
{
	int y, m, d;

	date_civil(day, &y, &m, &d);
	return d;
}

void time_context_start(struct time_context *c, int32_t doc_day, int guess, bool hant)
{
	memset(c, 0, sizeof *c);
	c->doc = doc_day;
	c->doc_year = doc_day == DAY_NONE ? guess : date_year(doc_day);
	c->hant = hant;
	c->day.day = DAY_NONE;
	c->month = c->told.month = DAY_NONE;
	c->period.start = c->period.end = DAY_NONE;
}

/* The years of a point that has TF_YEAR. False: not known. */
static bool point_years(const struct time_context *c, const struct time_point *p,
			struct time_years *y)
{
	int base;

	switch ((enum time_from)p->from[TF_YEAR]) {
	case FROM_ABS:
		y->lo = p->lo[TF_YEAR];
		y->hi = p->hi[TF_YEAR];
		if (!p->era && p->digits != 4)
			y->lo = y->hi = time_short_year(c, p->lo[TF_YEAR], p->digits);
		y->how = HOW_EXPLICIT;
		return y->lo >= 1;
	case FROM_DOC:
		if (!c->doc_year) return false;
		base = c->doc_year;
		y->how = HOW_RELATIVE_DOC;
		break;
	case FROM_TEXT:
	case FROM_FRAME:
	case FROM_PRIOR:
	default:
		base = c->year.year;
		y->how = HOW_RELATIVE_TEXT;
		if (base && c->year.block == c->block) break;
		if (p->from[TF_YEAR] == FROM_TEXT && base) break;
		if (!c->doc_year && p->from[TF_YEAR] == FROM_FRAME && c->title_year > 0) {
			base = c->title_year; /* the bulletin of that year */
			break;
		}
		if (!c->doc_year) return false;
		base = c->doc_year;
		y->how = HOW_RELATIVE_DOC;
	}
	y->lo = base + p->lo[TF_YEAR];
	y->hi = base + p->hi[TF_YEAR];
	return true;
}

/* A month and day that are the article's own or few days from it, in a text that names another
 * year: what the article is about, unless the sentence gives days of that year. */
static bool is_near_article(const struct time_context *c, const struct time_point *p)
{
	if (c->doc == DAY_NONE || !(p->has & BIT(TF_DAY)) || p->from[TF_DAY] != FROM_ABS ||
	    p->lunar)
		return false;
	if (c->day.day != DAY_NONE && c->day.sentence == c->sentence &&
	    date_year(c->day.day) != c->doc_year)
		return false;
	if (!date_valid(c->doc_year, p->lo[TF_MONTH], p->lo[TF_DAY])) return false;
	int32_t day = date_days(c->doc_year, p->lo[TF_MONTH], p->lo[TF_DAY]);
	return day >= c->doc - NEAR_ARTICLE && day <= c->doc + NEAR_ARTICLE;
}

/* Month of a point whose last field is a month or finer; as index of months. False: not known. */
static bool point_month(const struct time_context *c, const struct time_expr *x,
			const struct time_point *p, int *lo, int *hi, uint8_t *how)
{
	struct time_years y;
	unsigned from = p->from[TF_MONTH];

	if (from == FROM_ABS) {
		if (p->has & BIT(TF_YEAR)) {
			if (!point_years(c, p, &y)) return false;
		} else if (is_near_article(c, p)) {
			y = (struct time_years){ .lo = c->doc_year,
						 .hi = c->doc_year,
						 .how = HOW_YEAR_FROM_DOC };
		} else if (!time_default_year(c, x, p->has & BIT(TF_DAY) ? TF_DAY : TF_MONTH,
					      p->lo[TF_MONTH] - 1, p->hi[TF_MONTH] - 1, &y)) {
			return false;
		}
		*lo = y.lo * 12 + p->lo[TF_MONTH] - 1;
		*hi = y.hi * 12 + p->hi[TF_MONTH] - 1;
		*how = y.how;
		return true;
	}
	if ((from == FROM_TEXT || from == FROM_FRAME) && c->month != DAY_NONE &&
	    (from == FROM_TEXT || c->year.sentence == c->sentence)) {
		*lo = *hi = c->month + p->lo[TF_MONTH];
		*how = HOW_RELATIVE_TEXT;
		return true;
	}
	if (c->doc == DAY_NONE) return false;
	*lo = date_month_index(c->doc) + p->lo[TF_MONTH];
	*hi = date_month_index(c->doc) + p->hi[TF_MONTH];
	*how = HOW_RELATIVE_DOC;
	return true;
}

/* The last of a point's days in a month of so many: its second half ends with the month. */
static int second_half(const struct time_point *p, int days)
{
	return p->lo[TF_DAY] == 16 && p->hi[TF_DAY] == 31 && days < 31 ? days : p->hi[TF_DAY];
}

/* A day of the month without a month. The month named in this paragraph, else the article's or the
 * one before. */
static bool lone_day(const struct time_context *c, const struct time_expr *x,
		     const struct time_point *p, struct timespan *t)
{
	int y, m, d, day = p->lo[TF_DAY], index;
	int soon = p->ask ? SOON_SPOKEN : SOON;
	if (x->after == MODE_FROM || x->after == MODE_LATER) soon = SOON_FROM;
	bool recent = c->doc != DAY_NONE && c->day.day != DAY_NONE &&
		      c->day.day > c->doc - RECENT && c->day.day < c->doc + RECENT;

	bool ahead = c->doc != DAY_NONE && c->day.day > c->doc && c->day.day != DAY_NONE &&
		     c->day.sentence != c->sentence;
	bool until = x->before == MODE_UNTIL || x->before == MODE_DUE || x->is_range;
	bool goes_on = c->day.day != DAY_NONE && c->day.sentence == c->sentence &&
		       day > day_of(c->day.day);
	bool now = c->doc != DAY_NONE && day >= day_of(c->doc) - SOON && day <= day_of(c->doc) &&
		   c->day.day > c->doc + SOON;
	bool half = p->lo[TF_DAY] + 14 <= p->hi[TF_DAY] && c->day.day != DAY_NONE &&
		    c->day.sentence == c->sentence;
	if (c->day.day != DAY_NONE && c->day.block == c->block && !ahead &&
	    (!recent || half || (goes_on && (until || !now)))) {
		index = date_month_index(c->day.day);
		t->how = HOW_RELATIVE_TEXT;
	} else {
		if (c->doc == DAY_NONE) return true;
		date_civil(c->doc, &y, &m, &d);
		index = y * 12 + m - 1;
		if (x->cue && day < d - 10) index++;
		else if (!x->cue && day > d + soon) index--;
		t->how = HOW_RELATIVE_DOC;
	}
	/* "last month (September) the 27th", "on Saturday (the 1st)" */
	bool beside =
		c->month != DAY_NONE && x->off > c->month_end && x->off <= c->month_end + BESIDE;
	if (beside && index != c->month) {
		index = c->month;
		t->how = HOW_RELATIVE_TEXT;
	}
	int last = second_half(p, date_month_len(index / 12, index % 12 + 1));
	if (!date_valid(index / 12, index % 12 + 1, day) ||
	    !date_valid(index / 12, index % 12 + 1, last)) {
		if (t->how == HOW_RELATIVE_TEXT || last > 31) return t->how = HOW_NULL, true;
		index--;
	}
	last = second_half(p, date_month_len(index / 12, index % 12 + 1));
	if (!date_valid(index / 12, index % 12 + 1, last)) return t->how = HOW_NULL, true;
	t->start = date_days(index / 12, index % 12 + 1, day);
	t->end = date_days(index / 12, index % 12 + 1, last);
	return true;
}

/* Fields of day grain. Gives false for a day that does not exist. */
static bool point_day(const struct time_words *w, const struct time_context *c,
		      const struct time_expr *x, const struct time_point *p, struct timespan *t)
{
	int lo, hi;

	t->grain = GRAIN_DAY;
	if (p->from[TF_DAY] == FROM_ABS && p->lunar) return time_lunar_day(w, c, p, t), true;
	if (p->from[TF_DAY] == FROM_ABS && !(p->has & BIT(TF_MONTH))) return lone_day(c, x, p, t);
	if (p->from[TF_DAY] == FROM_ABS) {
		if (p->lo[TF_MONTH] >= 1 && p->from[TF_MONTH] == FROM_ABS && p->hi[TF_DAY] > 29 &&
		    second_half(p, date_month_len(2024, p->lo[TF_MONTH])) >
			    date_month_len(2024, p->lo[TF_MONTH]))
			return false;
		if (!point_month(c, x, p, &lo, &hi, &t->how)) return true;
		bool leap = !(p->has & BIT(TF_YEAR)) && lo % 12 == 1 && p->lo[TF_DAY] == 29 &&
			    p->hi[TF_DAY] == 29;
		for (int i = 0; leap && i < 8 && date_month_len(lo / 12, 2) < 29; i++)
			lo -= 12; /* the last one that there was */
		int days = date_month_len(lo / 12, lo % 12 + 1), last = second_half(p, days);
		if (last > days) return t->how = HOW_NULL, true;
		t->start = date_days(lo / 12, lo % 12 + 1, p->lo[TF_DAY]);
		t->end = date_days(lo / 12, lo % 12 + 1, last);
		return true;
	}
	bool near = c->day.day != DAY_NONE && c->doc != DAY_NONE && c->day.day <= c->doc &&
		    c->day.day >= c->doc - NEAR_ARTICLE;
	if ((p->from[TF_DAY] == FROM_TEXT && c->day.day != DAY_NONE) ||
	    (p->from[TF_DAY] == FROM_PRIOR && near)) {
		t->start = c->day.day + p->lo[TF_DAY];
		t->end = c->day.day + p->hi[TF_DAY];
		t->how = HOW_RELATIVE_TEXT;
	} else if (c->doc != DAY_NONE && (p->from[TF_DAY] == FROM_DOC || p->lo[TF_DAY] == 0)) {
		t->start = c->doc + p->lo[TF_DAY];
		t->end = c->doc + p->hi[TF_DAY];
		t->how = HOW_RELATIVE_DOC;
	}
	return true;
}

static void set_months(struct timespan *t, int lo, int hi)
{
	if (lo < 12 || hi >= 120000) return;
	t->start = date_days(lo / 12, lo % 12 + 1, 1);
	t->end = date_days(hi / 12, hi % 12 + 1, date_month_len(hi / 12, hi % 12 + 1));
}

/* A half, quarter or season as first month and number of months within the year. */
static void part_months(const struct time_point *p, int *first, int *n)
{
	static const uint8_t season_first[] = { 0, 2, 5, 8, 11, 6 };

	if (p->has & BIT(TF_HALF)) {
		*first = (p->lo[TF_HALF] - 1) * 6;
		*n = (p->hi[TF_HALF] - p->lo[TF_HALF] + 1) * 6;
	} else if (p->has & BIT(TF_QUARTER)) {
		*first = (p->lo[TF_QUARTER] - 1) * 3;
		*n = (p->hi[TF_QUARTER] - p->lo[TF_QUARTER] + 1) * 3;
	} else {
		*first = season_first[p->lo[TF_SEASON]];
		*n = p->lo[TF_SEASON] == 5 ? 2 : 3;
	}
}

/* Halves, quarters and seasons. */
static void point_part(const struct time_context *c, const struct time_expr *x,
		       const struct time_point *p, struct timespan *t)
{
	struct time_years y;
	int first, n, quarter;
	bool multi = p->lo[p->last] != p->hi[p->last];

	t->grain = multi || (p->has & BIT(TF_SEASON)) ? GRAIN_MULTI
		   : p->has & BIT(TF_HALF)	      ? GRAIN_HALF
						      : GRAIN_QUARTER;
	if ((p->has & BIT(TF_QUARTER)) && p->from[TF_QUARTER] != FROM_ABS) {
		bool text = p->from[TF_QUARTER] != FROM_DOC && c->month != DAY_NONE;
		if (!text && c->doc == DAY_NONE) return;
		quarter = (text ? c->month : date_month_index(c->doc)) / 3 + p->lo[TF_QUARTER];
		t->how = text ? HOW_RELATIVE_TEXT : HOW_RELATIVE_DOC;
		set_months(t, quarter * 3, quarter * 3 + 2);
		return;
	}
	part_months(p, &first, &n);
	if (p->has & BIT(TF_YEAR)
		    ? !point_years(c, p, &y)
		    : !time_default_year(c, x, p->last, first, multi ? first + n - 1 : first, &y))
		return;
	t->how = y.how;
	if (first == 11 && !p->lo[TF_YEAR] && y.how == HOW_RELATIVE_DOC && c->doc != DAY_NONE &&
	    date_month_index(c->doc) % 12 < 2)
		y.lo--; /* this winter, in January */
	set_months(t, y.lo * 12 + first, y.lo * 12 + first + n - 1);
}

static void point_month_or_xun(const struct time_words *w, const struct time_context *c,
			       const struct time_expr *x, const struct time_point *p,
			       struct timespan *t)
{
	static const uint8_t xun_first[] = { 0, 1, 11, 21 };
	int lo, hi;

	t->grain = p->has & BIT(TF_XUN)			? GRAIN_XUN
		   : p->lo[TF_MONTH] != p->hi[TF_MONTH] ? GRAIN_MULTI
							: GRAIN_MONTH;
	if (p->lunar) {
		time_lunar_day(w, c, p, t);
		return;
	}
	if (p->has & BIT(TF_MONTH)) {
		if (!point_month(c, x, p, &lo, &hi, &t->how)) return;
	} else {
		bool text = c->month != DAY_NONE && c->year.sentence == c->sentence;
		if (!text && c->doc == DAY_NONE) return;
		lo = hi = text ? c->month : date_month_index(c->doc);
		t->how = text ? HOW_RELATIVE_TEXT : HOW_RELATIVE_DOC;
	}
	set_months(t, lo, hi);
	if (!(p->has & BIT(TF_XUN)) || t->start == DAY_NONE) return;
	if (p->hi[TF_XUN] < 3) t->end = t->start + xun_first[p->hi[TF_XUN] + 1] - 2;
	t->start += xun_first[p->lo[TF_XUN]] - 1;
}

/* The n-th week of a month (the first is the one that has most of its days there) or n-th weekday.
 */
static void point_nth(const struct time_context *c, const struct time_expr *x,
		      const struct time_point *p, struct timespan *t)
{
	int lo, hi, n = p->lo[TF_WEEK];
	bool weekday = p->has & BIT(TF_WEEKDAY);

	t->grain = weekday && p->lo[TF_WEEKDAY] == p->hi[TF_WEEKDAY] ? GRAIN_DAY : GRAIN_WEEK;
	if (!point_month(c, x, p, &lo, &hi, &t->how)) return;
	set_months(t, lo, lo);
	if (t->start == DAY_NONE) return;
	int want = weekday ? p->lo[TF_WEEKDAY] : 4; /* a week is where its Thursday is */
	int32_t first = t->start + (want - date_weekday(t->start) + 7) % 7, last = t->end;
	int32_t day =
		n == NTH_LAST ? last - (date_weekday(last) - want + 7) % 7 : first + 7 * (n - 1);
	t->start = weekday ? day : day - 3;
	t->end = weekday ? day + p->hi[TF_WEEKDAY] - p->lo[TF_WEEKDAY] : day + 3;
	if (day > last) t->start = t->end = DAY_NONE;
	if (day > last) t->how = HOW_NULL;
}

/* The n-th week of a year by ISO 8601: the first is the one with the fourth of January. */
static void point_year_week(const struct time_context *c, const struct time_point *p,
			    struct timespan *t)
{
	struct time_years y;
	int n = p->lo[TF_WEEK];

	t->grain = GRAIN_WEEK;
	if (!point_years(c, p, &y)) return;
	int32_t fourth = date_days(y.lo, 1, 4), first = fourth + 1 - date_weekday(fourth);
	int32_t last = date_days(y.lo, 12, 28);
	last += 1 - date_weekday(last);
	t->start = n == NTH_YEAR_LAST ? last : first + 7 * (n - 1);
	if (t->start > last) t->start = DAY_NONE;
	if (t->start == DAY_NONE) return;
	t->end = t->start + 6;
	t->how = y.how;
}

static bool ends_month(int32_t day)
{
	return date_month_index(day) != date_month_index(day + 1);
}

/* The same period as the one named last, some years before. */
static void point_same(const struct time_context *c, const struct time_point *p, struct timespan *t)
{
	int shift = p->lo[TF_SAME];
	struct time_years y;
	int years;

	t->grain = c->period.grain;
	if (c->period.start == DAY_NONE || c->period.end == DAY_NONE) return;
	if (p->has & BIT(TF_YEAR)) {
		if (!point_years(c, p, &y)) return;
		years = date_year(c->period.start) - y.lo;
	} else if (p->from[TF_SAME] == FROM_DOC && c->doc_year) {
		years = date_year(c->period.end) - (c->doc_year + shift);
		if (years <= 0) years = -shift;
	} else {
		years = -shift;
	}
	*t = time_years_before(c->period, years);
	/* "at the end of June its assets were …; | in the period of the report": from the year's
	 * beginning */
	if (!shift && t->start == t->end && t->start != DAY_NONE && ends_month(t->end))
		t->start = date_days(date_year(t->end), 1, 1);
}

/* "The whole year" in a text whose title names the year before, or early in a year in one that has
 * named it last; and it says nothing of what is to come. */
static bool is_year_reported(const struct time_context *c, const struct time_expr *x,
			     const struct time_point *p)
{
	bool whole = p->from[TF_YEAR] == FROM_FRAME && !p->lo[TF_YEAR] && !x->cue &&
		     x->after != MODE_DUE;

	if (!whole || c->doc == DAY_NONE) return false;
	return c->title_year == c->doc_year - 1 ||
	       (c->year.year == c->doc_year - 1 && date_month_index(c->doc) % 12 < REPORT_MONTHS);
}

/* "The first quarter …, against last year's 40": of what the sentence has named a part of this year
 * for, the same part. */
static bool is_part_compared(const struct time_context *c, const struct time_expr *x,
			     const struct time_point *p)
{
	return x->baseline && x->owned && p->has == BIT(TF_YEAR) && p->from[TF_YEAR] != FROM_ABS &&
	       p->lo[TF_YEAR] == -1 && c->period_sentence == c->sentence &&
	       c->period.start != DAY_NONE && c->period.end != DAY_NONE &&
	       c->period.end - c->period.start < 360 && date_year(c->period.end) == c->doc_year;
}

static void point_year(const struct time_context *c, const struct time_expr *x,
		       const struct time_point *p, struct timespan *t)
{
	struct time_years y;

	t->grain = p->lo[TF_YEAR] == p->hi[TF_YEAR] ? GRAIN_YEAR : GRAIN_MULTI;
	if (p->fiscal || !point_years(c, p, &y)) return;
	if (y.how == HOW_RELATIVE_DOC && is_year_reported(c, x, p)) {
		y.lo = y.hi = c->doc_year - 1;
		y.how = HOW_RELATIVE_TEXT;
	}
	t->how = y.how;
	t->start = date_days(y.lo, 1, 1);
	t->end = date_days(y.hi, 12, 31);
	if (is_part_compared(c, x, p)) {
		t->grain = c->period.grain;
		*t = time_years_before(c->period, date_year(c->period.end) - y.lo);
	}
}

/* One end of an expression. Gives false for a date that can not be. */
static bool resolve_point(const struct time_words *w, const struct time_context *c,
			  const struct time_expr *x, const struct time_point *p, struct timespan *t)
{
	const uint32_t h = p->has;

	*t = (struct timespan){ DAY_NONE, DAY_NONE, TIME_PERIOD, GRAIN_NULL, HOW_NULL };
	if (h & BIT(TF_VAGUE)) {
		t->type = TIME_NULL;
	} else if (h & BIT(TF_NOW)) {
		t->type = TIME_INSTANT;
		t->grain = GRAIN_DAY;
		if (c->doc != DAY_NONE) t->start = t->end = c->doc, t->how = HOW_RELATIVE_DOC;
	} else if (h & BIT(TF_DAY)) {
		if (!point_day(w, c, x, p, t)) return false;
	} else if (h & BIT(TF_HOLIDAY)) {
		time_holiday(w, c, x, p, t);
	} else if (h & (BIT(TF_WEEK) | BIT(TF_WEEKDAY))) {
		if ((h & BIT(TF_WEEK)) && p->from[TF_WEEK] == FROM_NTH && !(h & BIT(TF_MONTH)))
			point_year_week(c, p, t);
		else if ((h & BIT(TF_WEEK)) && p->from[TF_WEEK] == FROM_NTH) point_nth(c, x, p, t);
		else time_point_week(c, x, p, t);
	} else if (h & (BIT(TF_MONTH) | BIT(TF_XUN))) {
		point_month_or_xun(w, c, x, p, t);
	} else if (h & (BIT(TF_HALF) | BIT(TF_QUARTER) | BIT(TF_SEASON))) {
		point_part(c, x, p, t);
	} else if (h & BIT(TF_SAME)) {
		point_same(c, p, t);
	} else if (h & BIT(TF_PLAN)) {
		t->grain = GRAIN_MULTI;
		t->how = HOW_EXPLICIT;
		t->start = date_days(p->lo[TF_PLAN], 1, 1);
		t->end = date_days(p->hi[TF_PLAN], 12, 31);
	} else if (h & BIT(TF_YEAR)) {
		point_year(c, x, p, t);
	} else if (h & (BIT(TF_CENTURY) | BIT(TF_DECADE))) {
		time_point_decade(c, p, t);
	} else { /* clock time or part of the day */
		time_clock(c, t);
	}
	if (t->grain == GRAIN_DAY && t->start == t->end) t->type = TIME_INSTANT;
	time_apply_edge(p, t);
	return true;
}

/* The second end counts from the first: February to May, the 8th to the 9th, November to February
 * of the next year. */
static bool resolve_range(const struct time_words *w, const struct time_expr *x,
			  const struct time_context *c, struct timespan *t)
{
	struct timespan a = *t, b;
	struct time_context from = *c;
	bool back;

	if (a.start != DAY_NONE) {
		from.year.year = date_year(a.start);
		from.year.sentence = from.sentence;
		from.year.block = from.block;
		from.day.day = a.start;
		from.day.block = from.block;
		from.day.sentence = from.sentence;
		from.month = date_month_index(a.start);
	}
	if (!resolve_point(w, &from, x, &x->b, &b)) return false;
	/* the next one behind the first */
	if (x->b.has == BIT(TF_WEEKDAY) && a.start != DAY_NONE && b.start != DAY_NONE) {
		int ahead = (x->b.lo[TF_WEEKDAY] - date_weekday(a.start) + DAYS_WEEK) % DAYS_WEEK;
		b.end = a.start + ahead + (b.end - b.start);
		b.start = a.start + ahead;
	}
	/* Friday to Monday next week: the Friday to come */
	if (x->a.has == BIT(TF_WEEKDAY) && x->b.has & BIT(TF_WEEK) && a.start != DAY_NONE &&
	    b.end > a.start + DAYS_WEEK)
		t->start = a.start += DAYS_WEEK;
	bool one_day = a.grain == GRAIN_DAY && b.grain == GRAIN_DAY && a.start == b.start;
	t->grain = one_day ? GRAIN_DAY : GRAIN_MULTI;
	t->type = TIME_PERIOD;
	if (a.start == DAY_NONE || b.end == DAY_NONE) return true;
	back = b.end < a.start && !(x->b.has & BIT(TF_YEAR));
	if (back && (x->b.has & BIT(TF_MONTH))) b = time_years_before(b, -1);
	if (back && !(x->b.has & BIT(TF_MONTH))) b.end = time_add_months(b.end, 1);
	if ((x->b.has & BIT(TF_YEAR)) &&
	    !(x->a.has & (BIT(TF_YEAR) | BIT(TF_CENTURY) | BIT(TF_DECADE))) &&
	    x->b.from[TF_YEAR] == FROM_ABS) {
		int n = date_year(a.start) - date_year(b.start);
		a = time_years_before(a, n);
		if (a.start > b.start) a = time_years_before(a, 1);
		t->start = a.start;
	}
	if (b.end < a.start) {
		t->start = t->end = DAY_NONE;
		t->how = HOW_NULL;
		return true;
	}
	t->end = b.end;
	return true;
}

/* Does it count from the article? Then what was told before is over. */
static bool is_of_article(const struct time_point *p)
{
	for (unsigned f = 0; f < TF_N; f++)
		if ((p->has & BIT(f)) && p->from[f] == FROM_DOC) return true;
	return false;
}

bool time_resolve(const struct time_words *w, const struct time_expr *x, struct time_context *c,
		  struct timespan *t)
{
	if (x->is_stretch) {
		time_stretch(c, x, t);
		return true;
	}
	if (!resolve_point(w, c, x, &x->a, t)) return false;
	if (x->is_range && !resolve_range(w, x, c, t)) return false;
	if (is_of_article(&x->a)) c->told.month = DAY_NONE;
	if (c->doc == DAY_NONE && (t->how == HOW_YEAR_FROM_DOC || t->how == HOW_RELATIVE_DOC))
		t->how = HOW_RELATIVE_TEXT; /* it has no day: its own text has told the year */
	if (x->every) {
		*t = (struct timespan){ DAY_NONE, DAY_NONE, TIME_NULL, t->grain, HOW_NULL };
		return true;
	}
	time_note(c, x, t);
	time_apply_bounds(c, x, t);
	if (x->way == MODE_UNTIL) c->period = *t; /* the months up to a day */
	return true;
}
