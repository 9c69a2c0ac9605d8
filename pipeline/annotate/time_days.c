/* Festivals, lunar days, stretches, edges and open ends (time_days.h). */
#include "pipeline/annotate/time_days.h"

#include "pipeline/annotate/lunar.h"
#include "pipeline/annotate/time_calc.h"
#include "pipeline/core/date.h"

#define BIT	  TF_BIT
#define REPUBLIC  1911 /* year 1 of the Republic of China is 1912 */
#define LONG_AGO  40   /* days before the article: the text tells of another day */
#define FAR_AHEAD 200
/* "over the feast": days that the days off may begin behind and end before the article */
#define FEAST_AHEAD  3
#define FEAST_BEHIND 10
#define FEAST_ROUND  6	/* days more than it has may bear its name */
#define FEAST_DAYS   14 /* of one at most; more are weeks round it, without a day of their own */

int time_short_year(const struct time_context *c, int value, int digits)
{
	int pivot = c->doc_year ? c->doc_year % 100 + 10 : 30;

	if (digits >= 3) return REPUBLIC + value;
	if (c->hant && value > 80) return REPUBLIC + value;
	return value <= pivot ? 2000 + value : 1900 + value;
}

/* Qingming and the winter solstice: mean solar terms, right for 1950–2050. */
static int32_t solar_term(int year, int which)
{
	double base = which == 1 ? 4.81 : 21.94;
	int y = year % 100, day;

	if (year < 2000) base = which == 1 ? 5.59 : 22.60;
	day = (int)(y * 0.2422 + base) - (which == 1 ? y / 4 : (y - 1) / 4);
	return date_days(year, which == 1 ? 4 : 12, day);
}

static int32_t holiday_day(const struct time_words *w, const struct time_holiday *h, int year)
{
	int32_t first;
	int weekday, week;

	switch ((enum holiday_kind)h->kind) {
	case HOLIDAY_LUNAR:
		return lunar_day(&w->lunar, year, h->month, h->day);
	case HOLIDAY_NTH:
		weekday = h->day % 10;
		week = h->day / 10;
		first = date_days(year, h->month, 1);
		return first + (weekday - date_weekday(first) + 7) % 7 + 7 * (week - 1);
	case HOLIDAY_TERM:
		return solar_term(year, h->day);
	case HOLIDAY_FIXED:
	default:
		return date_days(year, h->month, h->day);
	}
}

/* The year of a festival: named, framed by the sentence, or the one nearest to the article. */
static bool holiday_year(const struct time_words *w, const struct time_context *c,
			 const struct time_expr *x, const struct time_point *p,
			 struct time_years *y)
{
	const struct time_holiday *h = &w->holidays[p->lo[TF_HOLIDAY]];
	int32_t day, best = INT32_MAX;
	int doc_year;

	if (p->has & BIT(TF_YEAR)) {
		y->how = p->from[TF_YEAR] == FROM_ABS ? HOW_EXPLICIT : HOW_RELATIVE_DOC;
		if (p->from[TF_YEAR] == FROM_ABS)
			y->lo = p->digits == 4 ? p->lo[TF_YEAR]
					       : time_short_year(c, p->lo[TF_YEAR], p->digits);
		else if (p->from[TF_YEAR] != FROM_DOC && c->year.year)
			y->lo = c->year.year + p->lo[TF_YEAR], y->how = HOW_RELATIVE_TEXT;
		else if (!c->doc_year) return false;
		else y->lo = c->doc_year + p->lo[TF_YEAR];
		return y->lo >= 1;
	}
	if (c->year.year && c->year.sentence == c->sentence) {
		y->lo = c->year.year;
		y->how = HOW_RELATIVE_TEXT;
		return true;
	}
	if (!c->doc_year) return false;
	doc_year = c->doc_year;
	y->how = HOW_YEAR_FROM_DOC;
	y->lo = doc_year;
	if (c->doc == DAY_NONE) return true;
	for (int k = doc_year - 1; k <= doc_year + 1; k++) {
		day = holiday_day(w, h, k);
		if (day == DAY_NONE) continue;
		bool ahead = day >= c->doc;
		int32_t away = ahead ? day - c->doc : c->doc - day;
		if (ahead != x->cue) away *= 2; /* what is announced lies ahead, else behind */
		if (away < best) best = away, y->lo = k;
	}
	return best != INT32_MAX;
}

/* The days off around a festival: the year's own arrangement, else the usual one. */
static void days_off(const struct time_words *w, const struct time_holiday *h, struct timespan *t)
{
	int32_t day = t->start;

	t->start = day - h->before;
	t->end = t->start + h->length - 1;
	for (size_t i = 0; h->length <= FEAST_DAYS && i < w->n_daysoff; i++) {
		if (day < w->daysoff[i].start || day > w->daysoff[i].end) continue;
		t->start = w->daysoff[i].start;
		t->end = w->daysoff[i].end;
		return;
	}
}

/* "From the 1st to the 7th, over the feast": the days just named in the sentence, of which it is no
 * other name if they are far more, are those meant. */
static void days_named(const struct time_context *c, const struct time_holiday *h,
		       struct timespan *t)
{
	const struct timespan *named = &c->period;

	if (c->period_sentence != c->sentence || named->start == DAY_NONE ||
	    named->end <= named->start || named->end - named->start >= h->length + FEAST_ROUND)
		return;
	if (named->start > t->end || named->end < t->start) return;
	t->start = named->start;
	t->end = named->end;
}

/* "Over the feast": of the one that the paragraph has named, else of the days off that the article
 * lies in or just behind, else of the one that it has named anywhere. */
static void feast_meant(const struct time_words *w, const struct time_context *c,
			struct timespan *t)
{
	uint8_t length = c->feast.number ? (uint8_t)w->holidays[c->feast.number - 1].length : 0;
	bool named = length > 1 && length <= FEAST_DAYS;
	bool here = named && c->feast.block == c->block;

	t->grain = GRAIN_MULTI;
	for (size_t i = 0; !here && !c->hant && c->doc != DAY_NONE && i < w->n_daysoff; i++) {
		const struct time_daysoff *off = &w->daysoff[i];
		if (c->doc + FEAST_AHEAD < off->start || c->doc > off->end + FEAST_BEHIND) continue;
		t->start = off->start;
		t->end = off->end;
		t->how = HOW_YEAR_FROM_DOC;
	}
	if (t->start != DAY_NONE || !named) return;
	const struct time_holiday *h = &w->holidays[c->feast.number - 1];
	t->start = t->end = holiday_day(w, h, c->feast.year);
	if (t->start == DAY_NONE) return;
	t->how = HOW_RELATIVE_TEXT;
	days_off(w, h, t);
}

void time_holiday(const struct time_words *w, const struct time_context *c,
		  const struct time_expr *x, const struct time_point *p, struct timespan *t)
{
	const struct time_holiday *h = &w->holidays[p->lo[TF_HOLIDAY]];
	struct time_years y = { 0 };
	int32_t day;

	if (p->from[TF_HOLIDAY] == FROM_TEXT) {
		feast_meant(w, c, t);
		return;
	}
	bool off = x->after == MODE_HOLIDAY || x->after == MODE_DURING || h->length > FEAST_DAYS;

	t->grain = off && h->length > 1 ? GRAIN_MULTI : GRAIN_DAY;
	if (!holiday_year(w, c, x, p, &y)) return;
	day = holiday_day(w, h, y.lo);
	if (day == DAY_NONE) return;
	t->how = y.how;
	t->start = t->end = day;
	if (off && h->length > 1) {
		days_off(w, h, t);
		if (x->way != MODE_FIRST) days_named(c, h, t);
	}
	if (x->way == MODE_FIRST && t->start + x->stretch.hi <= t->end)
		t->end = t->start + x->stretch.hi - 1;
}

void time_lunar_day(const struct time_words *w, const struct time_context *c,
		    const struct time_point *p, struct timespan *t)
{
	int year, month = p->lo[TF_MONTH], len;
	int32_t day;
	bool has_day = (p->has & BIT(TF_DAY)) != 0;

	if ((p->has & BIT(TF_YEAR)) && p->from[TF_YEAR] == FROM_ABS) {
		year = p->lo[TF_YEAR];
		t->how = HOW_EXPLICIT;
	} else {
		if (!c->doc_year) return;
		year = c->doc_year + ((p->has & BIT(TF_YEAR)) ? p->lo[TF_YEAR] : 0);
		t->how = (p->has & BIT(TF_YEAR)) ? HOW_RELATIVE_DOC : HOW_YEAR_FROM_DOC;
		day = lunar_day(&w->lunar, year, month, 1);
		if (!(p->has & BIT(TF_YEAR)) && day != DAY_NONE && c->doc != DAY_NONE &&
		    day > c->doc + FAR_AHEAD)
			year--;
	}
	len = lunar_month_len(&w->lunar, year, month);
	if (!len) {
		t->how = HOW_NULL;
		return;
	}
	t->start = lunar_day(&w->lunar, year, month, has_day ? p->lo[TF_DAY] : 1);
	t->end = lunar_day(&w->lunar, year, month, has_day ? p->hi[TF_DAY] : len);
}

void time_clock(const struct time_context *c, struct timespan *t)
{
	t->grain = GRAIN_DAY;
	t->type = TIME_INSTANT;
	/* "at 2:24" right behind the paragraph of the day */
	bool near = c->day.block + 1 >= c->block;
	bool old = c->doc == DAY_NONE || c->day.day + LONG_AGO < c->doc;
	if (c->day.day != DAY_NONE && (c->day.block == c->block || (near && old))) {
		t->start = t->end = c->day.day;
		t->how = HOW_RELATIVE_TEXT;
	} else if (c->doc != DAY_NONE) {
		t->start = t->end = c->doc;
		t->how = HOW_RELATIVE_DOC;
	}
}

static int32_t shift(int32_t day, const struct time_stretch *s, int n)
{
	int amount = n * s->factor;

	switch (s->field) {
	case TF_YEAR:
		return time_add_months(day, 12 * amount);
	case TF_MONTH:
		return time_add_months(day, amount);
	case TF_HOUR:
		return day + (amount < 0 ? -((23 - amount) / 24) : (amount + 23) / 24);
	case TF_MINUTE:
		return day;
	default:
		return day + amount;
	}
}

/* Three years ago, in five days: that year, month or day, counted from the article; after only if
 * the text has named no day yet. */
static void stretch_away(const struct time_context *c, const struct time_expr *x,
			 struct timespan *t)
{
	const struct time_stretch *s = &x->stretch;
	bool later = x->way == MODE_LATER;
	int y, m, d;

	t->grain = s->field == TF_YEAR	  ? GRAIN_YEAR
		   : s->field == TF_MONTH ? GRAIN_MONTH
					  : GRAIN_DAY;
	t->type = t->grain == GRAIN_DAY ? TIME_INSTANT : TIME_PERIOD;
	if (s->lo != s->hi || c->doc == DAY_NONE || (later && c->day.day != DAY_NONE && !x->cue))
		return;
	t->start = shift(c->doc, s, later ? s->hi : -s->hi);
	if (s->field == TF_HOUR) t->start = c->doc + (later ? s->hi : -s->hi) * s->factor / 24;
	t->end = t->start;
	if (t->start == DAY_NONE) return;
	t->how = HOW_RELATIVE_DOC;
	date_civil(t->start, &y, &m, &d);
	if (t->grain == GRAIN_YEAR) t->start = date_days(y, 1, 1), t->end = date_days(y, 12, 31);
	if (t->grain == GRAIN_MONTH)
		t->start = date_days(y, m, 1), t->end = date_days(y, m, date_month_len(y, m));
}

void time_stretch(const struct time_context *c, const struct time_expr *x, struct timespan *t)
{
	*t = (struct timespan){ DAY_NONE, DAY_NONE, TIME_PERIOD, GRAIN_MULTI, HOW_NULL };
	if (!x->stretch.factor)
		return; /* days of trade and work: which they are no calendar of ours says */
	if (x->way == MODE_LATER || x->way == MODE_EARLIER) {
		stretch_away(c, x, t);
		return;
	}
	if (c->doc == DAY_NONE) return;
	t->how = HOW_RELATIVE_DOC;
	t->start = t->end = c->doc;
	if (x->way == MODE_NEXT) t->end = shift(c->doc, &x->stretch, x->stretch.hi);
	else t->start = shift(c->doc, &x->stretch, -x->stretch.hi);
	if (t->start == DAY_NONE || t->end == DAY_NONE)
		t->start = t->end = DAY_NONE, t->how = HOW_NULL;
}

/* Days over which a span is of years, of decades, of a century. */
#define YEARS_DAYS   1000
#define DECADE_DAYS  3000
#define CENTURY_DAYS 30000

/* Years that the first and the last part of a decade or century have, less one. */
static int edge_years(const struct timespan *t)
{
	return t->end - t->start > CENTURY_DAYS ? 9 : 2;
}

static void edge_start(struct timespan *t)
{
	int y, m, d, n = 0; /* days that the beginning has */

	if (t->grain == GRAIN_YEAR) n = 31;
	if (t->grain == GRAIN_MONTH) n = 10;
	if (t->grain == GRAIN_WEEK) n = 2;

	if (n) {
		t->end = t->start + n - 1;
	} else if (t->end - t->start > DECADE_DAYS) {
		date_civil(t->start, &y, &m, &d);
		t->end = date_days(y + edge_years(t), 12, 31);
	} else {
		date_civil(t->start, &y, &m, &d);
		t->end = t->end - t->start > YEARS_DAYS ? date_days(y, 12, 31)
							: date_days(y, m, date_month_len(y, m));
	}
}

void time_apply_edge(const struct time_point *p, struct timespan *t)
{
	int y, m, d;

	if (!p->edge || t->start == DAY_NONE) return;
	if (p->edge == EDGE_START) {
		edge_start(t);
	} else if (p->edge == EDGE_MIDDLE) {
		date_civil(t->start, &y, &m, &d);
		if (t->end - t->start > CENTURY_DAYS) {
			t->start = date_days(y + 40, 1, 1);
			t->end = date_days(y + 59, 12, 31);
		} else if (t->grain == GRAIN_YEAR) {
			t->start = date_days(y, 6, 1);
			t->end = date_days(y, 7, 31);
		} else if (t->grain == GRAIN_MONTH) {
			t->start = date_days(y, m, 11);
			t->end = date_days(y, m, 20);
		}
	} else if (t->end - t->start > DECADE_DAYS) {
		date_civil(t->end, &y, &m, &d);
		t->start = date_days(y - edge_years(t), 1, 1);
	} else {
		t->start = t->end;
		t->type = TIME_INSTANT;
	}
}

static void open_before(const struct time_context *c, struct timespan *t)
{
	if (t->end == DAY_NONE || c->doc == DAY_NONE || t->end >= c->doc || t->how == HOW_NULL) {
		t->type = TIME_DEADLINE;
		return;
	}
	t->type = TIME_OPEN_START;
	if (t->start != t->end) t->end = t->start - 1;
	t->start = DAY_NONE;
}

static void apply_after(const struct time_context *c, const struct time_expr *x, struct timespan *t)
{
	switch ((enum time_mode)x->after) {
	case MODE_SINCE:
	case MODE_FROM:
	case MODE_TONOW:
		t->type = TIME_OPEN_END;
		t->end = DAY_NONE;
		break;
	case MODE_LATER:
		t->type = TIME_OPEN_END;
		if (t->end != DAY_NONE && (x->a.has & BIT(TF_HOLIDAY))) t->start = t->end + 1;
		t->end = DAY_NONE;
		break;
	case MODE_EARLIER:
	case MODE_DUE:
		open_before(c, t);
		break;
	case MODE_UNTIL:
		if (x->is_range) break;
		t->type = TIME_OPEN_START;
		t->start = DAY_NONE;
		break;
	case MODE_DURING:
	case MODE_HOLIDAY:
		if (t->type == TIME_INSTANT && t->start != t->end) t->type = TIME_PERIOD;
		break;
	default:
		break;
	}
}

void time_apply_bounds(const struct time_context *c, const struct time_expr *x, struct timespan *t)
{
	if (t->type == TIME_NULL) return;
	apply_after(c, x, t);
	switch ((enum time_mode)x->before) {
	case MODE_UNTIL:
		t->type = TIME_OPEN_START;
		t->start = DAY_NONE;
		break;
	case MODE_SINCE:
		if (x->is_range) break;
		t->type = TIME_OPEN_END;
		t->end = DAY_NONE;
		break;
	case MODE_DUE:
		if (x->after == MODE_NONE &&
		    (c->doc == DAY_NONE || t->end == DAY_NONE || t->end > c->doc)) {
			t->type = TIME_DEADLINE;
		} else if (x->after == MODE_NONE && t->grain == GRAIN_DAY) { /* up to this day */
			t->type = TIME_OPEN_START;
			t->start = DAY_NONE;
		}
		break;
	default:
		break;
	}
	if (x->way == MODE_UNTIL && !x->is_stretch && t->end != DAY_NONE) {
		t->start = shift(t->end + 1, &x->stretch, -x->stretch.lo);
		t->type = TIME_PERIOD;
		t->grain = GRAIN_MULTI;
	}
	if (t->start == DAY_NONE && t->end == DAY_NONE) t->how = HOW_NULL;
}

/* A month with its year in digits begins to tell, what follows from the text goes on. */
static void note_told(struct time_context *c, const struct timespan *t)
{
	bool on = t->how == HOW_RELATIVE_TEXT && c->told.month != DAY_NONE &&
		  c->told.block == c->block;

	c->told.month = on || t->how == HOW_EXPLICIT ? c->month : DAY_NONE;
	c->told.block = c->block;
	c->told.sentence = c->sentence;
}

void time_note(struct time_context *c, const struct time_expr *x, const struct timespan *t)
{
	int y, m, d, y2;
	bool named = x->a.has & (BIT(TF_YEAR) | BIT(TF_SAME));

	if (t->start == DAY_NONE || t->end == DAY_NONE || x->baseline || (x->a.has & BIT(TF_NOW)))
		return;
	if (x->after == MODE_SINCE || x->after == MODE_FROM || x->after == MODE_TONOW ||
	    x->before == MODE_SINCE)
		return;
	if (x->a.has & BIT(TF_SAME)) return;
	bool away = x->after == MODE_DUE || x->after == MODE_EARLIER || x->after == MODE_LATER;
	if ((x->a.has & BIT(TF_HOLIDAY)) && x->a.from[TF_HOLIDAY] == FROM_ABS && !away) {
		c->feast.number = x->a.lo[TF_HOLIDAY] + 1;
		c->feast.year = date_year(t->start == t->end ? t->start : t->end);
		c->feast.block = c->block;
	}
	c->period = *t;
	c->period_sentence = c->sentence;
	date_civil(t->start, &y, &m, &d);
	y2 = date_year(t->end);
	if (c->block == FIRST_BLOCK && t->how == HOW_EXPLICIT && named)
		c->title_year = y == y2 && (!c->title_year || c->title_year == y) ? y : -1;
	if (y == y2 && (named || t->how == HOW_RELATIVE_TEXT || t->how == HOW_RELATIVE_DOC) &&
	    (c->doc == DAY_NONE || t->end <= c->doc + 366)) {
		if (named || !c->year.year || c->year.year == y) {
			c->year.year = y;
			/* "by the end of last year" frames no months behind it */
			c->year.full = x->a.last == TF_YEAR && x->before != MODE_UNTIL && !x->owned;
			c->year.block = c->block;
			c->year.sentence = c->sentence;
		}
	}
	if (t->end - t->start < 32) {
		c->month = y * 12 + m - 1;
		c->month_end = x->end;
		note_told(c, t);
	}
	if (t->grain == GRAIN_DAY || (x->is_range && x->a.has & BIT(TF_DAY))) {
		c->day.day = t->end;
		c->day.block = c->block;
		c->day.sentence = c->sentence;
	}
}
