/* Parts of a year or month that are counted, behind it: the 15th week, the third month, the last
 * two months, the first Friday. One component of a point (time_point.c). */
#include "pipeline/annotate/time_reader.h"

/* The 15th week, the third month of a year, behind that year. */
static size_t read_nth_of_year(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *nth = time_word_at(r, 1u << TC_NTH, pos), *u;
	struct time_number n = { 0 };
	bool counter;

	if (!nth || nth->a[0].field == TF_EDGE || p->lo[TF_YEAR] != p->hi[TF_YEAR] || p->edge ||
	    p->fiscal)
		return 0;
	size_t e = pos + nth->len;
	n.value = nth->a[0].lo;
	if (nth->a[0].field != TF_WEEK &&
	    (!(e = time_read_number(r, e, &n)) || n.second || n.value < 1))
		return 0;
	u = time_word_at(r, 1u << TC_NTH, e);
	if ((counter = u && u->a[0].field == TF_EDGE)) e += u->len;
	u = time_word_at(r, 1u << TC_STRETCH, counter ? e - 1 : e);
	if (counter && u && u->n && u->a[0].field == TF_MONTH && u->a[0].lo == 1 && u->len == 2 &&
	    n.value <= 12 && nth->a[0].field != TF_WEEK) {
		time_set_field(p, TF_MONTH, n.value, n.value, FROM_ABS);
		return e + 1;
	}
	u = time_word_at(r, 1u << TC_STRETCH, e);
	if (!u || !u->n || u->a[0].field != TF_DAY || u->a[0].lo != 7 || n.value > 53) return 0;
	if (time_words_blocked(r->w, TF_BIT(TF_STRETCH), r->s + e + u->len, r->len - e - u->len))
		return 0;
	time_set_field(p, TF_WEEK,
		       nth->a[0].field == TF_WEEK && n.value == NTH_LAST ? NTH_YEAR_LAST : n.value,
		       n.value, FROM_NTH);
	return e + u->len;
}

/* The last two months, the last quarter, the last day of a year, the last day of a month: behind
 * that. */
static size_t read_last(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *nth = time_word_at(r, 1u << TC_NTH, pos), *u;
	struct time_number n = { .value = 1 };
	bool year = p->last == TF_YEAR;

	if (!nth || nth->a[0].field != TF_WEEK || nth->a[0].lo != NTH_LAST || p->edge || p->fiscal)
		return 0;
	if ((!year && p->last != TF_MONTH) || p->lo[p->last] != p->hi[p->last]) return 0;
	size_t e = pos + nth->len, f = time_read_number(r, e, &n);
	if (f) e = f;
	else n.value = 1;
	u = time_word_at(r, 1u << TC_STRETCH, e);
	if (!u || !u->n || n.second || n.value < 1) return 0;
	int months = u->a[0].field == TF_MONTH ? u->a[0].lo : 0;
	if (year && months == 1 && n.value < 12) {
		time_set_field(p, TF_MONTH, 13 - n.value, 12, FROM_ABS);
	} else if (year && months == 3 && n.value < 4) {
		time_set_field(p, TF_QUARTER, 5 - n.value, 4, FROM_ABS);
	} else if (u->a[0].field == TF_DAY && u->a[0].lo == 1 && n.value == 1) {
		if (year) time_set_field(p, TF_MONTH, 12, 12, FROM_ABS);
		p->edge = EDGE_END;
	} else {
		return 0;
	}
	return e + u->len;
}

/* The first week, the last Friday of a month, behind that month. */
static size_t read_nth(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *nth = p->last == TF_MONTH ? time_word_at(r, 1u << TC_NTH, pos)
							 : NULL,
			      *u;
	struct time_number n = { 0 };
	size_t e;

	if (!nth || nth->a[0].field == TF_EDGE || p->lo[TF_MONTH] != p->hi[TF_MONTH] || p->edge)
		return 0;
	e = pos + nth->len;
	n.value = nth->a[0].lo;
	if (nth->a[0].field != TF_WEEK &&
	    (!(e = time_read_number(r, e, &n)) || n.second || n.value < 1 || n.value > 5))
		return 0;
	u = time_word_at(r, 1u << TC_NTH, e);
	if (u && u->a[0].field == TF_EDGE) e += u->len; /* the classifier */
	u = time_word_at(r, 1u << TC_POINT, e);
	bool weekday = u && u->n == 1 && u->a[0].field == TF_WEEKDAY;
	if (!weekday) u = time_word_at(r, 1u << TC_STRETCH, e);
	if (!u || !u->n || (!weekday && (u->a[0].field != TF_DAY || u->a[0].lo != 7))) return 0;
	time_set_field(p, TF_WEEK, n.value, n.value, FROM_NTH);
	if (weekday) time_set_field(p, TF_WEEKDAY, u->a[0].lo, u->a[0].hi, FROM_ABS);
	return e + u->len;
}

/* The first four years of a plan, behind it. */
static size_t read_plan_years(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *first = time_word_at(r, 1u << TC_SPAN, pos), *u;
	struct time_number n;

	if (!first || first->a[0].lo != MODE_FIRST) return 0;
	size_t e = time_read_number(r, pos + first->len, &n);
	u = e ? time_word_at(r, 1u << TC_STRETCH, e) : NULL;
	if (!u || !u->n || u->a[0].field != TF_YEAR || u->a[0].lo != 1 || n.second || n.value < 1)
		return 0;
	if (p->lo[TF_PLAN] + n.value > p->hi[TF_PLAN]) return 0;
	p->hi[TF_PLAN] = (int16_t)(p->lo[TF_PLAN] + n.value - 1);
	return e + u->len;
}

size_t time_read_nth(const struct time_reader *r, size_t pos, struct time_point *p)
{
	size_t e = p->last == TF_PLAN ? read_plan_years(r, pos, p) : read_last(r, pos, p);

	if (e || p->last == TF_PLAN) return e;
	return p->last == TF_YEAR ? read_nth_of_year(r, pos, p) : read_nth(r, pos, p);
}
