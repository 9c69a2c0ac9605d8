/* One time point: components from coarse to fine, each a word or a number with its unit. A
 * component is taken only if it is finer than what stands before it, so year + month + day + part
 * of the day + hour folds into one point. */
#include "pipeline/annotate/time_reader.h"
#include "pipeline/core/punctuation.h"

#define BIT	   TF_BIT
#define DAY_LIKE   (BIT(TF_DAY) | BIT(TF_HOLIDAY) | BIT(TF_WEEKDAY))
#define LISTED_MAX 8 /* numbers before one unit */

void time_set_field(struct time_point *p, unsigned f, int lo, int hi, unsigned from)
{
	p->has |= BIT(f);
	p->lo[f] = (int16_t)lo;
	p->hi[f] = (int16_t)hi;
	p->from[f] = (uint8_t)from;
	p->last = (uint8_t)f;
}

static int last_rank(const struct time_point *p)
{
	return p->has ? time_field_rank(p->last) : 0;
}

/* May field f follow what p has? */
bool time_fits(const struct time_point *p, unsigned f, unsigned from)
{
	if (f >= TF_N) return true;
	if (p->has && (from == FROM_TEXT || from == FROM_PRIOR) && f != TF_SAME) return false;
	if (p->has & (BIT(TF_NOW) | BIT(TF_VAGUE) | BIT(TF_SAME))) return false;
	if (f == TF_MINUTE && !(p->has & BIT(TF_HOUR))) return false;
	if (p->has && (f == TF_DAYPART || f == TF_HOUR) && !(p->has & (DAY_LIKE | BIT(TF_DAYPART))))
		return false;
	if (p->has && f == TF_DAY && from == FROM_ABS && !(p->has & BIT(TF_MONTH))) return false;
	if (f == TF_SECOND && !(p->has & BIT(TF_MINUTE))) return false;
	if (p->has && (f == TF_VAGUE || (f == TF_SAME && p->last != TF_YEAR))) return false;
	if (p->has && f == TF_NOW) return false;
	if (p->edge) return f == TF_DAYPART;
	if (p->has && p->lo[p->last] != p->hi[p->last] && f != TF_DAYPART) return false;
	return time_field_rank(f) > last_rank(p);
}

/* Fold a word's assignments in. A frame field (the year in "end of the year") is left out when
 * something coarser or equal is set. */
static bool apply_word(struct time_point *p, const struct time_row *row)
{
	struct time_point q = *p;
	bool added = false;

	for (unsigned i = 0; i < row->n; i++) {
		const struct time_assign *a = &row->a[i];
		if (a->field == TF_EDGE) {
			if (q.edge) return false;
			q.edge = (uint8_t)a->lo;
			added = true;
		} else if (a->field == TF_LUNAR) {
			if (q.has & ~BIT(TF_YEAR)) return false;
			q.lunar = true;
		} else if (a->from == FROM_FRAME && q.has) {
			if (q.last != a->field) return false;
			added = true;
		} else {
			if (!time_fits(&q, a->field, a->from)) return false;
			if (a->from == FROM_FRAME && q.n == 0) q.frame = true;
			time_set_field(&q, a->field, a->lo, a->hi, a->from);
			if (a->field == TF_YEAR && a->from == FROM_ABS) q.digits = 4;
			added = true;
		}
	}
	if (!added) return false;
	*p = q;
	return true;
}

static bool unit_accepts(const struct time_row *u, int v)
{
	return v >= u->a[0].lo && v <= u->a[0].hi;
}

/* Numbers joined by links before one unit: 1-4, 1,2,3. Gives the position behind the last; *count
 * numbers. */
static size_t read_numbers(const struct time_reader *r, size_t pos, struct time_number *n,
			   size_t max, size_t *count, bool *is_list)
{
	size_t e = time_read_number(r, pos, &n[0]);

	*count = e ? 1 : 0;
	*is_list = true;
	while (e && *count < max) {
		size_t at = time_skip_blank(r, e), f;
		const struct time_row *link = time_word_at(r, 1u << TC_LINK, at);
		if (!link) break;
		at = time_skip_blank(r, at + link->len);
		f = time_read_number(r, at, &n[*count]);
		if (!f || n[*count].han != n[0].han) break;
		if (link->a[0].lo == MODE_RANGE) *is_list = false;
		(*count)++;
		e = f;
	}
	return e;
}

/* Set a field from first..last numbers before unit u; 0 if they do not make one. */
static bool set_numbers(const struct time_reader *r, struct time_point *p, const struct time_row *u,
			const struct time_number *n, size_t count, size_t end)
{
	unsigned f = u->a[0].field;
	const struct time_number *z = &n[count - 1];
	int lo = n[0].value, hi = z->value;

	if (count == 1 && z->second && !(f == TF_YEAR)) { /* two months side by side */
		lo = z->second - 1;
		hi = z->second;
	}
	if (f == TF_YEAR) {
		if (count > 1 && (p->era || n[0].digits != 4 || n[0].value < TIME_YEAR_LO))
			return false;
		if (count > 1 && z->digits == 2) hi += lo / 100 * 100;
		if (count > 1 ? hi < TIME_YEAR_LO || hi > TIME_YEAR_HI
			      : !time_year_value(r, p, z, end, &hi))
			return false;
		if (count == 1) lo = hi;
		/* a year of an era, in words or of a range is no short one */
		bool whole = p->era || (z->han && z->digits == 0) || count > 1;
		p->digits = whole ? 4 : z->digits;
	} else {
		if (u->flags & TW_QUARTERS) lo *= 15, hi *= 15;
		else if (!unit_accepts(u, lo) || !unit_accepts(u, hi)) return false;
		if (f == TF_DECADE && lo % 10) return false;
	}
	if (count > 1 && lo >= hi) return false;
	if (z->couple && f != TF_YEAR && f != TF_HOUR) return false;
	if (f == TF_HOUR && p->n == 0) p->han = z->han && u->len == 1;
	if (f == TF_DAY && p->n == 0 && z->han && z->digits == 1) p->weak = true;
	if (f == TF_DAY && p->n == 0) p->han = z->han;
	time_set_field(p, f, lo, hi, FROM_ABS);
	if (f == TF_MONTH) p->month_han = z->han;
	if (u->flags & TW_FISCAL) p->fiscal = true;
	if (p->n == 0) p->weak = p->weak || (u->flags & TW_NOT_BARE);
	if (p->n == 0) p->ask = u->flags & TW_ASK;
	return true;
}

/* Do the listed numbers follow each other? Months 2, 3 are one period, 2, 5 are not. */
static bool in_a_row(const struct time_number *n, size_t count)
{
	size_t i = 1;

	while (i < count && n[i].value == n[i - 1].value + 1) i++;
	return i == count;
}

/* The 15th, 16th and 23rd with the unit said once: may the first of the listed numbers borrow it
 * from the last? A number and a mark at the start of a clause are as often those of a list item. */
static bool may_borrow(const struct time_reader *r, size_t pos, const struct time_point *p,
		       const struct time_number *n, size_t count)
{
	size_t mark = pos + n[0].digits;

	if (n[0].han || !n[0].digits) return false;
	if (p->n || count > 2 || n[0].digits == 4) return true;
	bool goes_on = pos >= 2 && r->s[pos - 1] == LIST_MARK && unit_is_any_digit(r->s[pos - 2]);
	return goes_on || r->s[mark] != LIST_MARK;
}

/* Behind the listed numbers: their unit, or how many they are and their unit (18, 19 two days). */
static const struct time_row *unit_of_list(const struct time_reader *r, size_t count, size_t *end)
{
	struct time_number many;
	size_t at = time_skip_blank(r, *end), e;
	const struct time_row *u = time_word_at(r, 1u << TC_UNIT, at);

	if (u || count < 2 || !(e = time_read_number(r, at, &many)) || !many.han ||
	    many.value != (int32_t)count)
		return u;
	u = time_word_at(r, 1u << TC_UNIT, e);
	if (u && u->n) *end = e;
	return u;
}

/* Number(s) and unit: a year, a quarter, several months. */
static size_t read_number_unit(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number n[LISTED_MAX];
	bool is_list;
	size_t count, end = read_numbers(r, pos, n, LISTED_MAX, &count, &is_list);
	const struct time_row *u;

	if (!end) return 0;
	u = is_list ? unit_of_list(r, count, &end)
		    : time_word_at(r, 1u << TC_UNIT, time_skip_blank(r, end));
	for (size_t i = 1; is_list && i < count && n[0].digits == 4 && n[i].digits == 2;
	     i++) { /* 2012, 13 and 14 */
		n[i].value += n[0].value / 100 * 100;
		n[i].digits = 4;
	}
	if (u && u->n && is_list && !in_a_row(n, count)) {
		end = pos + n[0].digits;
		if (may_borrow(r, pos, p, n, count) && time_fits(p, u->a[0].field, FROM_ABS) &&
		    set_numbers(r, p, u, n, 1, end))
			return end;
		u = NULL;
	}
	if (count > 1 && (!u || !time_fits(p, u->a[0].field, FROM_ABS))) {
		end = time_read_number(r, pos, &n[0]);
		count = 1;
		u = time_word_at(r, 1u << TC_UNIT, time_skip_blank(r, end));
	}
	if (!u || !u->n || !time_fits(p, u->a[0].field, FROM_ABS)) return 0;
	end = time_skip_blank(r, end) + u->len;
	if (!set_numbers(r, p, u, n, count, end)) return 0;
	return end;
}

/* A four-digit year without unit before a word that is part of a year: 2023Q1. */
static size_t read_bare_year(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number n;
	const struct time_row *row;
	size_t e = time_read_number(r, pos, &n);

	if (!e || n.digits != 4 || n.han || n.value < 1900 || n.value > 2100 || p->has) return 0;
	row = time_word_at(r, 1u << TC_POINT, e);
	if (!row || !row->n || row->a[0].from != FROM_ABS ||
	    (row->a[0].field != TF_HALF && row->a[0].field != TF_QUARTER))
		return 0;
	time_set_field(p, TF_YEAR, n.value, n.value, FROM_ABS);
	p->digits = 4;
	return e;
}

/* Two years without unit: in brackets (2023-2025), or before their number of years. */
static size_t read_bare_years(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number n[2], years;
	bool is_list, bracketed;
	size_t count, e = read_numbers(r, pos, n, 2, &count, &is_list), f;
	const struct time_row *unit;

	if (count != 2 || is_list || p->has || n[0].han || n[0].digits != 4 || n[1].digits != 4)
		return 0;
	if (n[0].value < 1900 || n[1].value > 2100 || n[1].value <= n[0].value) return 0;
	bracketed = pos > 0 && unit_opens_bracket(r->s[pos - 1]) && e < r->len &&
		    unit_closes_bracket(r->s[e]);
	f = bracketed ? 0 : time_read_number(r, e, &years);
	unit = f ? time_word_at(r, 1u << TC_STRETCH, f) : NULL;
	if (unit && unit->a[0].field == TF_YEAR && years.value == n[1].value - n[0].value + 1)
		e = f + unit->len;
	else if (!bracketed) return 0;
	time_set_field(p, TF_YEAR, n[0].value, n[1].value, FROM_ABS);
	p->digits = 4;
	return e;
}

/* A lunar day: behind its month, without unit. Behind a month in numerals the character of the
 * first ten days tells. */
static size_t read_lunar_day(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row
		*edge = /* its one character: the longer words are grades of schools */
		pos < r->len ? time_words_fore(r->w, 1u << TC_EDGE, r->s + pos, 1) : NULL;
	struct time_number n;
	size_t e, at = edge && edge->n && edge->a[0].lo == EDGE_START ? pos + 1 : pos;

	if (p->last != TF_MONTH || (!p->lunar && (at == pos || !p->month_han))) return 0;
	if (!(e = time_read_number(r, at, &n))) return 0;
	if (!n.han || n.value < 1 || n.value > 30 || (at > pos && n.value > 10)) return 0;
	if (!p->lunar && p->lo[TF_MONTH] != p->hi[TF_MONTH]) return 0;
	p->lunar = true;
	time_set_field(p, TF_DAY, n.value, n.value, FROM_ABS);
	return e;
}

size_t time_read_lunar_end(const struct time_reader *r, size_t pos, const struct time_point *a,
			   struct time_point *b)
{
	bool days = a->lunar && a->last == TF_DAY;

	if (!days && a->last != TF_HOLIDAY) return 0;
	memset(b, 0, sizeof *b);
	b->off = (uint32_t)pos;
	b->n = 1;
	b->month_han = true;
	time_set_field(b, TF_MONTH, days ? a->lo[TF_MONTH] : 1, days ? a->lo[TF_MONTH] : 1,
		       FROM_ABS);
	b->end = (uint32_t)read_lunar_day(r, pos, b);
	if (b->end && days && b->lo[TF_DAY] <= a->lo[TF_DAY]) /* of the month behind */
		b->lo[TF_MONTH] = b->hi[TF_MONTH] = (int16_t)(a->lo[TF_MONTH] % 12 + 1);
	return b->end;
}

/* A bracketed day of the week behind a day. */
static size_t read_weekday_bracket(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *row;
	size_t e;

	if (pos + 2 >= r->len || !unit_opens_bracket(r->s[pos]) || p->last != TF_DAY) return 0;
	row = time_word_at(r, 1u << TC_POINT | 1u << TC_DAYNAME, pos + 1);
	if (!row || row->n != 1 || row->a[0].field != TF_WEEKDAY ||
	    unit_is_any_digit(r->s[pos + 1]))
		return 0;
	e = pos + 1 + row->len;
	if (e >= r->len || !unit_closes_bracket(r->s[e])) return 0;
	time_set_field(p, TF_WEEKDAY, row->a[0].lo, row->a[0].hi, FROM_ABS);
	return e + 1;
}

static size_t read_word(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *row = time_word_at(r, 1u << TC_POINT | 1u << TC_ERA, pos);
	size_t e;

	if (!row || !row->n) return 0;
	e = pos + row->len;
	if ((row->flags & TW_CLOSED) && e < r->len && unit_is_ideograph(r->s[e])) return 0;
	if (row->cls == TC_ERA) {
		if (row->a[0].field == TF_LUNAR) {
			if (p->has & ~BIT(TF_YEAR)) return 0;
			p->lunar = true;
			return e;
		}
		if (p->has) return 0;
		p->era = true;
		p->era_base = row->a[0].lo;
		return time_skip_blank(r, e);
	}
	if (unit_is_letter(r->s[pos]) && e < r->len &&
	    (unit_is_any_digit(r->s[e]) || unit_is_letter(r->s[e])))
		return 0;
	if (!apply_word(p, row)) return 0;
	p->weak = p->n == 0 && (row->flags & TW_NOT_BARE);
	if (p->n == 0) p->ordinal = row->flags & TW_ORDINAL;
	if (p->n == 0) p->lone = row->flags & TW_LONE;
	if (p->n == 0) p->set = row->flags & TW_SET;
	if (p->n && row->a[0].field < TF_N && (row->flags & TW_NOT_BARE) == 0) p->weak = false;
	return e;
}

/* The first three quarters, the first eleven months: one to N of the year. */
static size_t read_first(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *row = time_word_at(r, 1u << TC_SPAN, pos), *u;
	struct time_number n;
	size_t e;
	unsigned f;

	if (!row || row->a[0].lo != MODE_FIRST) return 0;
	if (!p->has && time_words_back(r->w, 1u << TC_LEFT, BIT(TF_FIRST), r->s, pos)) return 0;
	e = time_read_number(r, time_skip_blank(r, pos + row->len), &n);
	if (!e || n.value < 1 || n.second) return 0;
	e = time_skip_blank(r, e);
	u = time_word_at(r, 1u << TC_UNIT | 1u << TC_STRETCH, e);
	if (!u || !u->n || (u->cls == TC_STRETCH && (u->a[0].field != TF_MONTH || u->a[0].lo == 6)))
		return 0;
	f = u->cls == TC_STRETCH ? (u->a[0].lo == 3 ? TF_QUARTER : TF_MONTH) : u->a[0].field;
	if ((f != TF_MONTH && f != TF_QUARTER) || n.value > (f == TF_MONTH ? 12 : 4) ||
	    !time_fits(p, f, FROM_ABS))
		return 0;
	time_set_field(p, f, 1, n.value, FROM_ABS);
	return e + u->len;
}

/* Today (the 12th): the day with its unit in the brackets that end behind it. */
static size_t read_stem_day(const struct time_reader *r, size_t e, const struct time_number *n,
			    struct time_point *p)
{
	const struct time_row *u = time_word_at(r, 1u << TC_UNIT, e);

	if (!u || u->a[0].field != TF_DAY || !unit_accepts(u, n->value)) return 0;
	e += u->len;
	if (e >= r->len || !unit_closes_bracket(r->s[e])) return 0;
	time_set_field(p, TF_DAY, n->value, n->value, FROM_ABS);
	return e + 1;
}

/* Today (12), next (2026) year: the number in brackets says which. */
static size_t read_stem(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *stem = time_word_at(r, 1u << TC_STEM, pos), *u;
	struct time_number n;
	size_t e = stem ? pos + stem->len : 0;

	if (!stem || p->n || e >= r->len || !unit_opens_bracket(r->s[e])) return 0;
	e = time_read_number(r, e + 1, &n);
	if (!e || n.han || e + 1 >= r->len) return 0;
	if (!unit_closes_bracket(r->s[e])) return read_stem_day(r, e, &n, p);
	u = time_word_at(r, 1u << TC_UNIT, e + 1);
	if (u && u->a[0].field == TF_YEAR) {
		time_set_field(p, TF_YEAR, stem->a[0].lo, stem->a[0].hi, FROM_DOC);
		if (n.digits == 4) time_set_field(p, TF_YEAR, n.value, n.value, FROM_ABS);
		p->digits = 4;
		return e + 1 + u->len;
	}
	if (u && (u->a[0].field == TF_MONTH || u->a[0].field == TF_DAY) &&
	    unit_accepts(u, n.value)) {
		time_set_field(p, u->a[0].field, n.value, n.value, FROM_ABS);
		return e + 1 + u->len;
	}
	u = time_word_at(r, 1u << TC_POINT, e + 1);
	if (!u || u->n != 1 || u->a[0].field != TF_DAYPART || n.value < 1 || n.value > 31) return 0;
	time_set_field(p, TF_DAY, n.value, n.value, FROM_ABS);
	return e + 1;
}

/* Behind an hour: half past, sharp. Behind a year, quarter, month …: its beginning or end. */
static size_t read_tail(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const uint32_t edged = BIT(TF_CENTURY) | BIT(TF_DECADE) | BIT(TF_YEAR) | BIT(TF_PLAN) |
			       BIT(TF_HALF) | BIT(TF_QUARTER) | BIT(TF_MONTH) | BIT(TF_SEASON);
	const struct time_row *row;

	if (!p->n) return 0;
	if (p->last == TF_HOUR) {
		row = time_word_at(r, 1u << TC_HALFHOUR, pos);
		if (row && row->n) {
			time_set_field(p, TF_MINUTE, row->a[0].lo, row->a[0].lo, FROM_ABS);
			return pos + row->len;
		}
	}
	if (p->edge || !(BIT(p->last) & edged)) return 0;
	row = time_word_at(r, 1u << TC_EDGE, pos);
	if (!row || !row->n) return 0;
	p->edge = (uint8_t)row->a[0].lo;
	return pos + row->len;
}

/* Behind what may a day or minute leave out its unit: the end, a mark, a part of the day, a range.
 */
static bool unit_left_out(const struct time_reader *r, size_t pos)
{
	size_t at = time_skip_blank(r, pos);
	const struct time_row *row;

	if (at >= r->len) return true;
	if (unit_is_any_digit(r->s[at]) || unit_is_letter(r->s[at]) || r->s[at] == '.' ||
	    r->s[at] == '%' || r->s[at] == '/')
		return false;
	row = time_word_at(r, 1u << TC_POINT | 1u << TC_LINK, at);
	if (row && row->cls == TC_LINK)
		return row->a[0].lo == MODE_RANGE && unit_is_ideograph(r->s[at]);
	if (row && row->n == 1 && row->a[0].field == TF_DAYPART) return true;
	return !unit_is_ideograph(r->s[at]);
}

/* A minute without its unit behind an hour, a day without it behind a month. */
static size_t read_unitless(const struct time_reader *r, size_t pos, struct time_point *p)
{
	unsigned f = p->last == TF_HOUR ? TF_MINUTE : TF_DAY;
	struct time_number n;
	size_t e;

	if (!p->n || (p->lunar && f == TF_DAY) || (f == TF_MINUTE && p->n < 2) ||
	    (p->last != TF_HOUR && p->last != TF_MONTH))
		return 0;
	if (p->from[p->last] != FROM_ABS || p->lo[p->last] != p->hi[p->last] || p->edge) return 0;
	e = time_read_number(r, pos, &n);
	if (!e || n.second || n.value > (f == TF_DAY ? 31 : 59) || n.value < (f == TF_DAY))
		return 0;
	if (n.han ? n.chars < 2 : n.digits > 2 || (f == TF_MINUTE && n.digits < 2)) return 0;
	if (!unit_left_out(r, e)) return 0;
	time_set_field(p, f, n.value, n.value, FROM_ABS);
	return e;
}

/* The mark of ordinals before a quarter. */
static size_t skip_ordinal(const struct time_reader *r, size_t pos)
{
	const struct time_row *row =
		pos < r->len ? time_words_back(r->w, 1u << TC_LEFT, BIT(TF_QUARTER), r->s, pos + 1)
			     : NULL;

	return row && row->len == 1 ? pos + 1 : pos;
}

/* The name of the day behind this week, last week. */
static size_t read_dayname(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const struct time_row *row =
		p->last == TF_WEEK ? time_word_at(r, 1u << TC_DAYNAME, pos) : NULL;
	size_t e;

	if (!row || !row->n || !time_fits(p, TF_WEEKDAY, FROM_ABS)) return 0;
	e = pos + row->len;
	if (e < r->len && time_words_blocked(r->w, BIT(TF_WEEKDAY), r->s + e, r->len - e)) return 0;
	time_set_field(p, TF_WEEKDAY, row->a[0].lo, row->a[0].hi, FROM_ABS);
	return e;
}

static size_t read_component(const struct time_reader *r, size_t pos, struct time_point *p)
{
	size_t e = 0, q;
	unsigned start;

	if (pos >= r->len) return 0;
	start = r->w->start[r->s[pos]];
	if (start & (TIME_START_DIGIT | TIME_START_HAN)) {
		if ((e = read_number_unit(r, pos, p))) return e;
		if ((e = read_unitless(r, pos, p))) return e;
		if (start & TIME_START_DIGIT) {
			if (!p->n && (e = time_read_digits(r, pos, p))) return e;
			if ((e = time_read_clock(r, pos, p))) return e;
			if ((e = read_bare_year(r, pos, p))) return e;
			return read_bare_years(r, pos, p);
		}
	} else if (start & TIME_START_NTH && (q = skip_ordinal(r, pos)) > pos) {
		struct time_point save = *p;
		if ((e = read_word(r, pos, p))) return e; /* a quarter that is a word of its own */
		*p = save;
		e = read_number_unit(r, q, p);
		if (e && p->last == TF_QUARTER) return e;
		*p = save;
	}
	if (p->n && (e = time_read_nth(r, pos, p))) return e;
	if ((e = read_stem(r, pos, p))) return e;
	if ((e = read_first(r, pos, p))) return e;
	if (p->n && pos == p->end && (e = read_dayname(r, pos, p))) return e;
	if ((e = read_word(r, pos, p))) return e;
	if ((e = read_lunar_day(r, pos, p))) return e;
	if ((e = read_tail(r, pos, p))) return e;
	return p->n ? read_weekday_bracket(r, pos, p) : 0;
}

/* "Today (21 December) at 9": the date that a word for a day has in brackets, where the time of the
 * day goes on behind them. */
static size_t read_date_bracket(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_point date = { 0 }, on = *p;
	size_t e;

	if (pos + 2 >= r->len || !unit_opens_bracket(r->s[pos]) || p->last != TF_DAY ||
	    p->from[TF_DAY] != FROM_DOC)
		return 0;
	e = read_number_unit(r, pos + 1, &date);
	if (e && date.last == TF_MONTH) e = read_number_unit(r, e, &date);
	if (!e || date.last != TF_DAY || e >= r->len || !unit_closes_bracket(r->s[e])) return 0;
	if (!read_component(r, e + 1, &on) || (on.last != TF_DAYPART && on.last != TF_HOUR))
		return 0;
	if (date.has & BIT(TF_MONTH))
		time_set_field(p, TF_MONTH, date.lo[TF_MONTH], date.lo[TF_MONTH], FROM_ABS);
	time_set_field(p, TF_DAY, date.lo[TF_DAY], date.lo[TF_DAY], FROM_ABS);
	return e + 1;
}

/* A component in quotation marks. Only festivals and plans stand so. */
static size_t read_quoted(const struct time_reader *r, size_t pos, struct time_point *p)
{
	const uint32_t quotable = BIT(TF_HOLIDAY) | BIT(TF_PLAN);
	size_t e;

	if (pos + 2 >= r->len || !time_is_open_quote(r->s[pos])) return 0;
	e = read_word(r, pos + 1, p);
	if (!e || !(BIT(p->last) & quotable) || e >= r->len || !time_is_close_quote(r->s[e]))
		return 0;
	p->quoted = true;
	return e + 1;
}

size_t time_read_point(const struct time_reader *r, size_t pos, struct time_point *p)
{
	size_t end = 0;

	memset(p, 0, sizeof *p);
	p->off = (uint32_t)pos;
	while (p->n < 12) {
		size_t at = end ? time_skip_blank(r, end) : pos, e;
		struct time_point save = *p;
		e = read_component(r, at, p);
		if (!e) {
			*p = save;
			e = read_quoted(r, at, p);
			if (!e && end) e = read_date_bracket(r, at, p);
		}
		if (!e && end && p->has) { /* a particle between components */
			const struct time_row *glue = time_word_at(r, 1u << TC_GLUE, at);
			bool past = glue && glue->n; /* a quarter past the hour: minutes only */
			if (glue && (!past || p->last == TF_HOUR))
				e = read_component(r, at + glue->len, p);
			if (past && p->last != TF_MINUTE) e = 0;
		}
		if (!e) {
			*p = save;
			break;
		}
		if (p->n) p->weak = p->ask = false;
		end = e;
		p->end = (uint32_t)e;
		p->n++;
	}
	return p->has ? end : 0;
}
