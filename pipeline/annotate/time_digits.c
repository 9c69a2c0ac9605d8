/* Dates and clock times in digits: 2023-12-09, 3-23-2017, 2016/10, 7/23, 9:30. */
#include "pipeline/annotate/time_reader.h"
#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"

#define DOT_SEPARATORS 3
#define YEAR_FIRST     1900 /* of a date without units whose year stands last or without its day */
#define YEAR_LAST      2100
#define MANY_PARTS     16
#define YEAR_COMPACT   1980 /* of a date in eight digits */

/* 2023-12-09, 2023/12/9, 2023.12.9 */
static size_t read_dotted(const struct time_reader *r, size_t pos, struct time_point *p)
{
	static const uint16_t separators[DOT_SEPARATORS] = { '-', '/', '.' };
	struct time_number y, m, d;
	size_t e = time_read_number(r, pos, &y);
	uint16_t sep;

	if (!e || y.digits != 4 || y.han || y.value < 1000 || e + 3 > r->len || p->has) return 0;
	if (pos > 0 && r->s[pos - 1] == '/') return 0; /* a folder of an address */
	sep = r->s[e];
	for (int i = 0; i < DOT_SEPARATORS; i++) {
		if (sep != separators[i]) continue;
		e = time_read_number(r, e + 1, &m);
		if (!e || m.han || m.digits > 2 || m.value < 1 || m.value > 12 || e >= r->len ||
		    r->s[e] != sep)
			return 0;
		e = time_read_number(r, e + 1, &d);
		if (!e || d.han || d.digits > 2 || d.value < 1 || d.value > 31) return 0;
		if (e + 1 < r->len && r->s[e] == sep &&
		    (sep == '/' || unit_is_any_digit(r->s[e + 1])))
			return 0;
		time_set_field(p, TF_YEAR, y.value, y.value, FROM_ABS);
		time_set_field(p, TF_MONTH, m.value, m.value, FROM_ABS);
		time_set_field(p, TF_DAY, d.value, d.value, FROM_ABS);
		p->digits = 4;
		p->n += 2;
		if (e + 1 < r->len && r->s[e] == 'T' && unit_is_any_digit(r->s[e + 1])) e++;
		return e;
	}
	return 0;
}

static bool is_colon(uint16_t c)
{
	return mark_is_colon(c) || c == 0x2236;
}

/* 9:30, 14:28:04 */
size_t time_read_clock(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number h, m, s;
	size_t e = time_read_number(r, pos, &h), f;

	if (!e || h.han || h.digits > 2 || h.value > 24 || e >= r->len || !is_colon(r->s[e]) ||
	    !time_fits(p, TF_HOUR, FROM_ABS))
		return 0;
	e = time_read_number(r, e + 1, &m);
	if (!e || m.han || m.digits != 2 || m.value > 59) return 0;
	time_set_field(p, TF_HOUR, h.value, h.value, FROM_ABS);
	time_set_field(p, TF_MINUTE, m.value, m.value, FROM_ABS);
	if (e < r->len && is_colon(r->s[e])) {
		f = time_read_number(r, e + 1, &s);
		if (!f || s.digits != 2 || s.value > 59) return 0;
		time_set_field(p, TF_SECOND, s.value, s.value, FROM_ABS);
		e = f;
	}
	if (e < r->len && (r->s[e] == '.' || r->s[e] == '%')) return 0;
	p->ask = p->n == 0 && m.value >= 10; /* with a zero in its minutes it is no score */
	return e;
}

/* A whole number of at most two digits from 1 to max at pos. */
static size_t read_short(const struct time_reader *r, size_t pos, int32_t max,
			 struct time_number *n)
{
	size_t e = time_read_number(r, pos, n);

	return e && !n->han && n->digits <= 2 && n->value >= 1 && n->value <= max ? e : 0;
}

static size_t read_plain_year(const struct time_reader *r, size_t pos, struct time_number *n)
{
	size_t e = time_read_number(r, pos, n);

	return e && !n->han && n->digits == 4 && n->value >= YEAR_FIRST && n->value <= YEAR_LAST
		       ? e
		       : 0;
}

/* Does the number that ends at e go on, or is it counted? */
static bool goes_on(const struct time_reader *r, size_t e, bool han)
{
	uint16_t c = e < r->len ? r->s[e] : ' ';
	uint16_t next = e + 1 < r->len ? r->s[e + 1] : ' ';

	if (unit_is_any_digit(c) || unit_is_letter(c) || c == '%' || c == '/' || c == 0xff05)
		return true;
	if ((c == '-' || c == '.' || c == ',') && (unit_is_any_digit(next) || unit_is_letter(next)))
		return true;
	return han ? unit_is_ideograph(c)
		   : time_word_at(r, 1u << TC_UNIT | 1u << TC_GLUE, e) != NULL;
}

/* A dash and another day with its year behind it. */
static bool dash_and_day(const struct time_reader *r, size_t e, uint16_t sep)
{
	struct time_number a, b, y;

	if (sep == '-' || e >= r->len || r->s[e] != '-' || !(e = read_short(r, e + 1, 31, &a)) ||
	    e >= r->len || r->s[e] != sep)
		return false;
	e = read_short(r, e + 1, 31, &b);
	return e && e < r->len && r->s[e] == sep && read_plain_year(r, e + 1, &y);
}

/* 3-23-2017, 23/3/2015: month and day, told apart by what can be a month, then the year. */
static size_t read_year_last(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number a, b, y;
	size_t e = read_short(r, pos, 31, &a);
	uint16_t sep = e && e < r->len ? r->s[e] : 0;

	if (sep != '-' && sep != '/' && sep != '.') return 0;
	e = read_short(r, e + 1, 31, &b);
	if (!e || e >= r->len || r->s[e] != sep || (a.value > 12 && b.value > 12)) return 0;
	e = read_plain_year(r, e + 1, &y);
	if (!e || (goes_on(r, e, false) && !dash_and_day(r, e, sep))) return 0;
	bool month_first = a.value <= 12;
	time_set_field(p, TF_YEAR, y.value, y.value, FROM_ABS);
	time_set_field(p, TF_MONTH, month_first ? a.value : b.value,
		       month_first ? a.value : b.value, FROM_ABS);
	time_set_field(p, TF_DAY, month_first ? b.value : a.value, month_first ? b.value : a.value,
		       FROM_ABS);
	p->digits = 4;
	p->n += 2;
	return e;
}

/* 2016/10, 10/2016, 2016-09. Behind a dash two digits without a zero are as well a year: only where
 * nothing follows. */
static size_t read_year_month(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number y, m;
	size_t e = read_plain_year(r, pos, &y);
	uint16_t sep = e && e < r->len ? r->s[e] : 0;

	if (e) {
		if (sep != '/' && sep != '-') return 0;
		e = read_short(r, e + 1, 12, &m);
		if (!e || (sep == '-' && m.digits != 2)) return 0;
		if (goes_on(r, e, sep == '-' && m.value >= 10)) return 0;
	} else {
		e = read_short(r, pos, 12, &m);
		if (!e || e >= r->len || r->s[e] != '/') return 0;
		e = read_plain_year(r, e + 1, &y);
		if (!e || goes_on(r, e, false)) return 0;
	}
	time_set_field(p, TF_YEAR, y.value, y.value, FROM_ABS);
	time_set_field(p, TF_MONTH, m.value, m.value, FROM_ABS);
	p->digits = 4;
	p->n++;
	return e;
}

/* 20231209 by itself: a day that there is, no letter, digit or Chinese character beside it. */
static size_t read_compact(const struct time_reader *r, size_t pos, struct time_point *p)
{
	int part[3] = { 0 };
	size_t e = pos;

	for (; e < r->len && unit_is_any_digit(r->s[e]) && e - pos < 9; e++) {
		int *value = &part[e - pos < 4 ? 0 : e - pos < 6 ? 1 : 2];
		*value = *value * 10 + r->s[e] % 16;
	}
	if (e - pos != 8 || goes_on(r, e, true) ||
	    (pos > 0 && (unit_is_ideograph(r->s[pos - 1]) || r->s[pos - 1] == '-')))
		return 0;
	if (part[0] < YEAR_COMPACT || part[0] > YEAR_LAST || !date_valid(part[0], part[1], part[2]))
		return 0;
	time_set_field(p, TF_YEAR, part[0], part[0], FROM_ABS);
	time_set_field(p, TF_MONTH, part[1], part[1], FROM_ABS);
	time_set_field(p, TF_DAY, part[2], part[2], FROM_ABS);
	p->digits = 4;
	p->n += 2;
	return e;
}

/* Does the text around [pos, e) let two numbers and a slash be a day: an edge, a word that goes
 * with days, or (many) so many parts that no fraction of a text has them. */
static bool stands_free(const struct time_reader *r, size_t pos, size_t e, bool many)
{
	unsigned behind =
		1u << TC_AFTER | 1u << TC_LINK | 1u << TC_POINT | 1u << TC_AHEAD | 1u << TC_HELD;
	unsigned before = 1u << TC_BEFORE | 1u << TC_OPEN | 1u << TC_CUE | 1u << TC_ZONE;

	if (pos == 0 || e == r->len || !unit_is_ideograph(r->s[pos - 1]) ||
	    !unit_is_ideograph(r->s[e]))
		return true;
	if (many) return true;
	return time_word_at(r, behind, e) || time_words_back(r->w, before, 0, r->s, pos);
}

/* A space and 22:59 at pos. */
static bool clock_behind(const struct time_reader *r, size_t pos)
{
	struct time_number h, m;
	size_t at = time_skip_blank(r, pos), e = at > pos ? time_read_number(r, at, &h) : 0;

	if (!e || h.han || h.value > 24 || e >= r->len || r->s[e] != ':') return false;
	return time_read_number(r, e + 1, &m) && m.digits == 2 && m.value < 60;
}

/* A dash and another month and day by a slash, behind which nothing goes on: 8/21-8/23. */
static bool slash_and_day(const struct time_reader *r, size_t e)
{
	struct time_number m, d;

	if (r->s[e] != '-' || !(e = read_short(r, e + 1, 12, &m)) || e >= r->len || r->s[e] != '/')
		return false;
	e = read_short(r, e + 1, 31, &d);
	return e && !goes_on(r, e, false);
}

/* 7/23, 07-23 before a clock time: a day rather than a fraction, by its numbers as in numeral.c.
 * January needs a part of the day or a weekday. */
static size_t read_month_day(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number m, d;
	size_t e = read_short(r, pos, 12, &m);
	const struct time_row *row;

	if (!e || e >= r->len || (r->s[e] != '/' && r->s[e] != '-')) return 0;
	bool minus = pos > 0 && (r->s[pos - 1] == '-' || r->s[pos - 1] == 0x2212);
	if (minus && (pos < 2 || !unit_is_any_digit(r->s[pos - 2])))
		return 0; /* a negative fraction */
	bool dash = r->s[e] == '-';
	e = read_short(r, e + 1, 31, &d);
	if (!e || (goes_on(r, e, false) && !slash_and_day(r, e)) || (dash && !clock_behind(r, e)))
		return 0;
	bool bracket =
		e + 2 < r->len && unit_opens_bracket(r->s[e]) && unit_is_ideograph(r->s[e + 1]);
	row = time_word_at(r, bracket ? 1u << TC_POINT | 1u << TC_DAYNAME : 1u << TC_POINT,
			   bracket ? e + 1 : e);
	bool many = d.value > MANY_PARTS &&
		    !time_words_back(r->w, 1u << TC_LEFT, TF_BIT(TF_DIGIT), r->s, pos);
	bool vouched = row && row->n == 1 &&
		       (row->a[0].field == TF_DAYPART || row->a[0].field == TF_WEEKDAY);
	/* no fraction is written with a zero in front */
	vouched = vouched || dash || r->s[pos] == '0';
	if (!vouched && m.value <= d.value && d.value <= 10) return 0;
	if (!vouched && (m.value == 1 || !stands_free(r, pos, e, many))) return 0;
	time_set_field(p, TF_MONTH, m.value, m.value, FROM_ABS);
	time_set_field(p, TF_DAY, d.value, d.value, FROM_ABS);
	return e;
}

/* Two numbers up to 31 with a slash between at pos: where they end. */
static size_t read_pair(const struct time_reader *r, size_t pos, struct time_number *a,
			struct time_number *b)
{
	size_t e = read_short(r, pos, 31, a);

	return e && e < r->len && r->s[e] == '/' ? read_short(r, e + 1, 31, b) : 0;
}

/* Where the pair of numbers begins that ends at e. */
static size_t pair_back(const struct time_reader *r, size_t e)
{
	while (e > r->min && unit_is_any_digit(r->s[e - 1])) e--;
	if (e == r->min || r->s[e - 1] != '/') return e;
	e--;
	while (e > r->min && unit_is_any_digit(r->s[e - 1])) e--;
	return e;
}

/* Length of the word between the ends of a range that stands at pos, 0 if there is none. */
static size_t range_link(const struct time_reader *r, size_t pos)
{
	const struct time_row *row = time_word_at(r, 1u << TC_LINK, pos);

	return row && row->n && row->a[0].lo == MODE_RANGE ? row->len : 0;
}

/* The same of a word of one or two units that ends at pos. */
static size_t range_link_back(const struct time_reader *r, size_t pos)
{
	for (size_t n = 2; n > 0; n--)
		if (pos >= r->min + n && range_link(r, pos - n) == n) return n;
	return 0;
}

/* 17/11—23/11: an end of a range of which one cannot begin with its month: the days stand first. */
static size_t read_day_month(const struct time_reader *r, size_t pos, struct time_point *p)
{
	struct time_number d, m, d2, m2;
	size_t e = read_pair(r, pos, &d, &m);

	if (!e || m.value > 12) return 0;
	size_t link = range_link(r, e), back = link ? 0 : range_link_back(r, pos);
	size_t other = link ? e + link : back ? pair_back(r, pos - back) : pos;
	size_t end = other == pos ? 0 : read_pair(r, other, &d2, &m2);
	if (!end || (back && end != pos - back) || goes_on(r, link ? end : e, false)) return 0;
	if (m2.value > 12 || (d.value <= 12 && d2.value <= 12)) return 0;
	time_set_field(p, TF_MONTH, m.value, m.value, FROM_ABS);
	time_set_field(p, TF_DAY, d.value, d.value, FROM_ABS);
	return e;
}

size_t time_read_digits(const struct time_reader *r, size_t pos, struct time_point *p)
{
	static size_t (*const forms[])(const struct time_reader *, size_t, struct time_point *) = {
		read_dotted,    read_year_last, read_year_month,
		read_day_month, read_month_day, read_compact
	};
	size_t e = 0;

	if (p->has || (pos > 0 && r->s[pos - 1] == '/')) return 0;
	for (size_t i = 0; !e && i < sizeof forms / sizeof *forms; i++) e = forms[i](r, pos, p);
	return e;
}
