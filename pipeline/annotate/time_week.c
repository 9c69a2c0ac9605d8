/* Weeks and days of the week, decades and centuries: points that need no month. See time_week.h. */
#include "pipeline/annotate/time_week.h"

#include "pipeline/core/date.h"

/* Is the week named last the article's own? What came before it is last week, else the one before
 * last. */
static bool is_this_week(const struct time_context *c)
{
	return c->period.grain == GRAIN_WEEK && c->period.start <= c->doc &&
	       c->period.end >= c->doc;
}

void time_point_week(const struct time_context *c, const struct time_expr *x,
		     const struct time_point *p, struct timespan *t)
{
	int32_t monday;
	bool text = (p->has & TF_BIT(TF_WEEK)) && p->from[TF_WEEK] != FROM_DOC &&
		    p->from[TF_WEEK] != FROM_PRIOR && c->day.day != DAY_NONE;

	t->grain = p->has & TF_BIT(TF_WEEKDAY) && p->lo[TF_WEEKDAY] == p->hi[TF_WEEKDAY]
			   ? GRAIN_DAY
			   : GRAIN_WEEK;
	if (!text && c->doc == DAY_NONE) return;
	monday = text ? c->day.day : c->doc;
	t->how = text ? HOW_RELATIVE_TEXT : HOW_RELATIVE_DOC;
	if (p->has & TF_BIT(TF_WEEKDAY) && !(p->has & TF_BIT(TF_WEEK))) {
		int back = (date_weekday(monday) - p->lo[TF_WEEKDAY] + 7) % 7;
		if (x->cue && back) back -= 7;
		t->start = monday - back;
		t->end = t->start + p->hi[TF_WEEKDAY] - p->lo[TF_WEEKDAY];
		return;
	}
	int week = p->lo[TF_WEEK];
	bool prior = (p->has & TF_BIT(TF_WEEK)) && p->from[TF_WEEK] == FROM_PRIOR;
	if (prior && !is_this_week(c)) week--;
	monday += 1 - date_weekday(monday) + 7 * week;
	t->start = p->has & TF_BIT(TF_WEEKDAY) ? monday + p->lo[TF_WEEKDAY] - 1 : monday;
	t->end = p->has & TF_BIT(TF_WEEKDAY) ? monday + p->hi[TF_WEEKDAY] - 1 : monday + 6;
}

void time_point_decade(const struct time_context *c, const struct time_point *p, struct timespan *t)
{
	int century, lo, hi;

	t->grain = GRAIN_MULTI;
	t->how = HOW_EXPLICIT;
	if (p->has & TF_BIT(TF_CENTURY)) {
		if (p->from[TF_CENTURY] != FROM_ABS && !c->doc_year)
			return t->how = HOW_NULL, (void)0;
		century = p->from[TF_CENTURY] == FROM_ABS ? p->lo[TF_CENTURY] - 1
							  : c->doc_year / 100 + p->lo[TF_CENTURY];
		if (p->from[TF_CENTURY] != FROM_ABS) t->how = HOW_RELATIVE_DOC;
		lo = century * 100;
		hi = lo + 99 + (p->hi[TF_CENTURY] - p->lo[TF_CENTURY]) * 100;
	} else {
		lo = p->lo[TF_DECADE] >= 1000 ? 0 : p->lo[TF_DECADE] >= 30 ? 1900 : 2000;
		hi = lo;
	}
	if (p->has & TF_BIT(TF_DECADE)) {
		hi = lo + p->hi[TF_DECADE] + 9;
		lo += p->lo[TF_DECADE];
	}
	if (lo < 1) lo = 1;
	t->start = date_days(lo, 1, 1);
	t->end = date_days(hi, 12, 31);
}
