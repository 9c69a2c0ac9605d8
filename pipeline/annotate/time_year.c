/* What year a number before the unit of years is: of an era, of four digits, of the Republic of
 * China, or of two digits where a month, a word for that sort of year or another such year stands
 * beside it. */
#include "pipeline/annotate/time_reader.h"

#define REPUBLIC_LO 101 /* bare years of the Republic of China: 2012 … */
#define REPUBLIC_HI 130
#define SHORT_LO    50 /* years of two digits without a month: 1950 … */
#define RANGE_LO    78 /* … as both ends of a range: 1978 … */

/* A year of two digits with its unit at pos: its value, -1 if there is none. */
static int short_year_at(const struct time_reader *r, size_t pos, size_t *end)
{
	struct time_number n;
	size_t e = time_read_number(r, pos, &n);
	const struct time_row *unit = e ? time_word_at(r, 1u << TC_UNIT, e) : NULL;

	if (!unit || !unit->n || unit->a[0].field != TF_YEAR || unit->len > 1 || n.han ||
	    n.digits != 2)
		return -1;
	*end = e + unit->len;
	return n.value;
}

/* 95 to 98, both with the unit of years: no land is leased so long, so they are of the last
 * century. */
static bool in_short_range(const struct time_reader *r, size_t pos, int value, size_t after)
{
	size_t at = pos, end = after, behind = 0;
	int other = -1;
	const struct time_row *link = time_word_at(r, 1u << TC_LINK, after);

	if (value < RANGE_LO) return false;
	if (link && link->a[0].lo == MODE_RANGE &&
	    (other = short_year_at(r, after + link->len, &end)) > value)
		return true;
	for (size_t n = 1; n <= 2 && at > r->min + n + 2; n++) {
		link = time_word_at(r, 1u << TC_LINK, at - n);
		if (!link || link->len != n || link->a[0].lo != MODE_RANGE) continue;
		other = short_year_at(r, at - n - 3, &behind);
		if (other >= RANGE_LO && other < value && behind == at - n) return true;
	}
	return false;
}

bool time_year_value(const struct time_reader *r, const struct time_point *p,
		     const struct time_number *n, size_t after, int *year)
{
	const struct time_row *month;
	struct time_number m;
	size_t at = time_skip_blank(r, after), e;

	*year = n->value;
	if (p->era) {
		*year = p->era_base <= -9000 ? n->value - 9000 : n->value + p->era_base;
		return n->value >= 1 && (p->era_base <= 0 || n->value <= 200);
	}
	if (n->value >= TIME_YEAR_LO && n->value <= TIME_YEAR_HI)
		return n->digits == 4 || n->chars >= 4;
	if (n->digits == 2 && !n->han && n->value < 10) return true; /* 08 */
	if (n->digits == 2 && n->han) return !n->second || n->value >= 60;
	if (n->digits == 3 && n->value >= REPUBLIC_LO && n->value <= REPUBLIC_HI)
		return true; /* the caller knows where */
	if (n->han || (n->digits != 2 && n->digits != 3)) return false;
	const struct time_row *held =
		n->digits == 2 && n->value >= SHORT_LO ? time_word_at(r, 1u << TC_HELD, at) : NULL;
	if (held && held->flags & TW_SHORT) return true; /* graduated in 99 */
	if (n->digits == 2 &&
	    in_short_range(r, p->end ? time_skip_blank(r, p->end) : p->off, n->value, after))
		return true;
	e = time_read_number(r, at, &m);
	if (!e || m.value < 1 || m.value > 12) return false;
	month = time_word_at(r, 1u << TC_UNIT, time_skip_blank(r, e));
	if (!month || month->a[0].field != TF_MONTH) return false;
	return n->digits == 2 || (n->value >= 80 && n->value <= 150);
}
