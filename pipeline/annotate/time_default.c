/* The year of a month, a quarter or a day that comes without one: framed by the text, else the
 * article's, else (far ahead) the year before. */
#include "pipeline/annotate/time_default.h"

#include "pipeline/core/date.h"

#define FAR_AHEAD  200 /* days: a month so far ahead of the article is last year's */
#define PART_AHEAD 120 /* the same for a quarter */
/* days: months counted from January whose last begins so far ahead are of the year before ... */
#define SPAN_AHEAD  90
#define SPAN_LAG    215 /* ... if they ended not longer ago; for quarters any time */
#define FAR_BACK    300 /* days: with a word of intention it is next year's */
#define TOLD_MONTHS 2	/* from a month that was told to the next, */
#define TOLD_FAR    3	/* and sentences between */

/* Do the days named in the sentence lie ahead, up to this one? Then the next one is no day of last
 * year. */
static bool goes_on(const struct time_context *c, int32_t start)
{
	return c->day.day != DAY_NONE && c->day.sentence == c->sentence && c->day.day > c->doc &&
	       c->day.day <= start + 30;
}

/* Do several months or quarters since January, of the article's year, end so far ahead that last
 * year's are reported? */
static bool is_span_ahead(const struct time_context *c, const struct time_expr *x, unsigned field,
			  int first, int last)
{
	if (first != 0 || last == 0 || x->cue || x->planned || x->after == MODE_DUE) return false;
	if (date_days(c->doc_year, last + 1, 1) <= c->doc + SPAN_AHEAD) return false;
	return field == TF_QUARTER || date_days(c->doc_year - 1, last + 1, 1) >= c->doc - SPAN_LAG;
}

/* A day not long behind a month of a year in digits, in a paragraph that has since named no time
 * counted from the article: the same telling goes on. */
static bool goes_on_telling(const struct time_context *c, const struct time_expr *x, unsigned field,
			    int first)
{
	if (field != TF_DAY || c->told.month == DAY_NONE || c->told.block != c->block) return false;
	if (c->sentence > c->told.sentence + TOLD_FAR) return false;
	if (x->cue && c->told.month / 12 < c->doc_year) return false;
	return first >= c->told.month % 12 && first <= c->told.month % 12 + TOLD_MONTHS;
}

bool time_default_year(const struct time_context *c, const struct time_expr *x, unsigned field,
		       int first, int last, struct time_years *y)
{
	bool framed =
		c->year.year && (c->year.sentence == c->sentence ||
				 (c->year.full && c->year.block == c->block && field != TF_DAY));
	int32_t start;

	if (framed && c->year.year < c->doc_year && (x->cue || x->after == MODE_DUE))
		framed = false; /* what is still to come is not of a past year */
	if (framed) {
		y->lo = y->hi = c->year.year;
		y->how = HOW_RELATIVE_TEXT;
		return true;
	}
	if (goes_on_telling(c, x, field, first)) {
		y->lo = y->hi = c->told.month / 12;
		y->how = HOW_RELATIVE_TEXT;
		return true;
	}
	if (!c->doc_year) return false;
	y->lo = c->doc_year;
	start = date_days(y->lo, first + 1, 1);
	if (c->doc == DAY_NONE) start = DAY_NONE; /* only the year is known */
	else if (start > c->doc + (field == TF_QUARTER ? PART_AHEAD
				   : x->wired	       ? 0
						       : FAR_AHEAD) &&
		 !goes_on(c, start))
		y->lo--;
	else if (is_span_ahead(c, x, field, first, last) && !goes_on(c, start)) y->lo--;
	else if (x->cue && start < c->doc - FAR_BACK) y->lo++;
	y->hi = y->lo;
	y->how = HOW_YEAR_FROM_DOC;
	return true;
}
