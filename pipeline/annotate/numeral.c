/* Numerals with what may stand behind the plain number: powers and kilos in Latin notation,
 * fractions in words and by a slash, mixed numbers. The plain number itself is numeral_plain.c. */
#include "pipeline/annotate/numeral.h"

#define EXP_MAX	     40
#define AND_OF_MIXED (CLS_OF << 4 | 1)
#define PARTS_MAX    31 /* an improper fraction has no more parts */

/* A whole number in Arabic digits of at most max digits at i; its end, or 0. */
static size_t short_digits(const struct numeral_text *r, size_t i, size_t max, unsigned *value)
{
	size_t from = i;

	*value = 0;
	while (numeral_is_digit(r, i) && i - from < max)
		*value = *value * 10 + KIND_VALUE(numeral_kind_at(r, i++));
	return i > from && !numeral_is_digit(r, i) ? i : 0;
}

static bool is_latin(const struct numeral_text *r, size_t i)
{
	uint16_t c = i < r->len ? r->s[i] | 0x20 : 0;

	return c >= 'a' && c <= 'z';
}

/* 2e5, 2^5: the power is small or the numeral stays as it was. */
static void read_power(const struct numeral_text *r, struct numeral *n)
{
	uint16_t sign = n->end < r->len ? r->s[n->end] : 0;
	size_t i = n->end + 1, minus = 0;
	struct decimal base = n->low, power = decimal_small(1);
	unsigned v;

	for (; i < r->len && (r->s[i] == '+' || r->s[i] == '-'); i++) minus += r->s[i] == '-';
	size_t end = short_digits(r, i, 2, &v);
	if (!end || v > EXP_MAX || is_latin(r, end)) return;
	if (sign == 'e' || sign == 'E') {
		decimal_shift(&n->low, minus % 2 ? -(int)v : (int)v);
	} else {
		while (v--)
			if (!decimal_mul(&power, &power, &base)) return;
		struct decimal one = decimal_small(1);
		if (minus % 2 && !decimal_div(&power, &one, &power, EXP_MAX)) return;
		n->low = power;
	}
	n->step = n->low.exp;
	n->end = end;
}

/* 8/6, 8/17: month and day rather than a fraction, unless "of" follows or nothing stands around. */
static bool day_like(const struct numeral_text *r, unsigned over, unsigned under, size_t end)
{
	if (over > 12 || under > 31 || end >= r->len) return false;
	return over > under || (under > 10 && KIND_CLASS(numeral_kind_at(r, end)) == CLS_NONE);
}

/* n/m, and "n n/m": a fraction by a slash. */
static void read_slash(const struct numeral_text *r, struct numeral *n)
{
	unsigned over, under;
	bool mixed = r->s[n->end] == ' ' || KIND_CLASS(numeral_kind_at(r, n->end)) == CLS_OF;
	size_t bar = short_digits(r, mixed ? n->end + 1 : n->end, 4, &over);

	if (!mixed) {
		bar = n->end;
		over = decimal_whole(&n->low, 9999);
	}
	if (!bar || bar >= r->len || (r->s[bar] != '/' && r->s[bar] != 0xff0f) || over > 9999)
		return;
	size_t end = short_digits(r, bar + 1, 4, &under);
	if (!end || !under || (end < r->len && r->s[end] == '/')) return;
	if (!mixed && (day_like(r, over, under, end) || (over > under && over > PARTS_MAX)))
		return; /* blood pressure, prices */
	struct decimal a = decimal_small(over), b = decimal_small(under), q;
	n->exact = decimal_div(&q, &a, &b, 12);
	if (!n->exact && (mixed || over > under))
		n->rounded = n->exact = decimal_div_cut(&q, &a, &b, FRACTION_DIGITS);
	if (n->exact && mixed) n->exact = decimal_add(&n->low, &n->low, &q);
	else if (n->exact) n->low = q;
	n->shape = NUMERAL_FRACTION | NUMERAL_ARABIC;
	n->step = n->exact ? n->low.exp : 0;
	n->end = end;
}

/* A plain numeral with what Latin notation may put behind it. */
static enum numeral_result read_number(const struct number_table *t, const uint16_t *s, size_t len,
				       size_t at, struct numeral *n)
{
	struct numeral_text view = { .t = t, .s = s, .len = len };
	enum numeral_result got = numeral_read_plain(t, s, len, at, n);

	if (got != NUMERAL_OK || n->end >= len || (n->shape & ~NUMERAL_GROUPED) != NUMERAL_ARABIC)
		return got;
	uint16_t c = s[n->end];
	uint32_t row;
	if (c == 'K' && number_unit_longest(t, s + n->end, len - n->end, &row) > 1)
		return got; /* a mark on a road */
	if (c == '^' || c == 'e' || c == 'E') read_power(&view, n);
	else if (c == ' ' && n->low.exp < 0 && n->end + 1 < len && s[n->end + 1] == 'k' &&
		 !is_latin(&view, n->end + 2) && !numeral_is_digit(&view, n->end + 2)) {
		decimal_shift(&n->low, 3);
		n->step += 3;
		n->shape |= NUMERAL_SCALED;
		n->end += 2;
	} else if ((c == 'k' || c == 'K') && !is_latin(&view, n->end + 1) &&
		   !numeral_is_digit(&view, n->end + 1)) {
		decimal_shift(&n->low, 3);
		n->step += 3;
		n->shape |= NUMERAL_SCALED;
		n->end++;
	} else if (n->low.exp == 0 &&
		   (c == '/' || c == 0xff0f || c == ' ' || t->kind[c] == AND_OF_MIXED)) {
		if (!at || s[at - 1] != '/') read_slash(&view, n); /* 22/18/15: three figures */
	}
	return got;
}

/* Behind "parts of" (with spaces), 0 if it does not stand here. */
static size_t after_parts_of(const struct numeral_text *r, size_t i)
{
	i = numeral_skip_space(r, i);
	if (KIND_CLASS(numeral_kind_at(r, i)) != CLS_PART) return 0;
	i = numeral_skip_space(r, i + 1);
	if (KIND_CLASS(numeral_kind_at(r, i)) != CLS_OF || KIND_VALUE(numeral_kind_at(r, i)) != 0)
		return 0;
	return numeral_skip_space(r, i + 1);
}

/* One digit, or ten in one character; 0: none. */
static unsigned one_figure(const struct numeral_text *r, size_t i)
{
	struct numeral n;

	if (numeral_read_plain(r->t, r->s, i + 1 < r->len ? i + 1 : r->len, i, &n) != NUMERAL_OK)
		return 0;
	return n.low.exp >= 0 && n.end == i + 1 ? decimal_whole(&n.low, 10) : 0;
}

/* "3 parts 1", as Hong Kong writes a third: the place of the numerator, 0 if it is no such
 * fraction. Both are one character, nothing is counted behind them (3 minutes 1 second), and digits
 * want a word of bounds before them (3 points 1 assist). */
static size_t after_short_part(const struct numeral_text *r, size_t at, size_t end)
{
	uint32_t row;
	size_t over = end + 1;

	if (end != at + 1 || over >= r->len || KIND_CLASS(numeral_kind_at(r, end)) != CLS_PART)
		return 0;
	unsigned under = one_figure(r, at), upper = one_figure(r, over);
	if (!upper || upper >= under || numeral_is_digit(r, over + 1) ||
	    (over + 1 < r->len && KIND_CLASS(numeral_kind_at(r, over + 1)) != CLS_NONE))
		return 0;
	size_t unit = number_unit_longest(r->t, r->s + over + 1, r->len - over - 1, &row);
	if (unit && !(r->t->rows[row].flags & UNIT_STOP)) return 0;
	bool words = !numeral_is_digit(r, at) && !numeral_is_digit(r, over);
	return words || number_word_before(r->t, LIST_BEFORE, r->s, at, NULL) ? over : 0;
}

/* "Of 100 parts n", "of 3 parts n" after the denominator in n; the fraction of a mixed number or
 * one above 1 is cut after FRACTION_DIGITS digits where it has no end, others stay without a value.
 */
static enum numeral_result read_fraction(const struct numeral_text *r, size_t at, bool mixed,
					 struct numeral *n)
{
	const struct number_table *t = r->t;
	const uint16_t *s = r->s;
	size_t len = r->len;
	struct numeral under = *n, over = { .end = 0 };
	bool neg = at < len && KIND_CLASS(t->kind[s[at]]) == CLS_MINUS;
	struct decimal q;

	if (read_number(t, s, len, at + neg, &over) != NUMERAL_OK) return NUMERAL_NONE;
	n->end = over.end;
	n->more_len = 0;
	if (under.shape & NUMERAL_BARE_SCALE && !(under.shape & NUMERAL_ABOVE)) {
		n->low = over.low;
		n->high = over.high;
		n->step = over.step;
		n->per = (unsigned)(under.low.n + under.low.exp - 1);
		n->shape = over.shape | NUMERAL_PER;
		return NUMERAL_OK;
	}
	n->shape = NUMERAL_FRACTION | NUMERAL_CHINESE;
	n->high.n = 0;
	n->exact = decimal_div(&q, &over.low, &under.low, 12);
	if (!n->exact && (mixed || decimal_cmp(&over.low, &under.low) > 0))
		n->rounded = n->exact = decimal_div_cut(&q, &over.low, &under.low, FRACTION_DIGITS);
	if (n->exact) n->low = q;
	n->low.neg = neg;
	n->step = n->exact ? q.exp : 0;
	return NUMERAL_OK;
}

/* n and a fraction: "and" is a character of class OF, value 1. */
static void read_mixed(const struct numeral_text *r, struct numeral *n)
{
	size_t i = numeral_skip_space(r, n->end);
	struct numeral part;

	if (KIND_CLASS(numeral_kind_at(r, i)) != CLS_OF || KIND_VALUE(numeral_kind_at(r, i)) != 1)
		return;
	i = numeral_skip_space(r, i + 1);
	if (read_number(r->t, r->s, r->len, i, &part) != NUMERAL_OK) return;
	size_t over = after_parts_of(r, part.end);
	if (!over || read_fraction(r, over, true, &part) != NUMERAL_OK) return;
	if (part.shape & NUMERAL_PER) decimal_shift(&part.low, -(int)part.per);
	n->end = part.end;
	n->exact = part.exact && decimal_add(&n->low, &n->low, &part.low);
	n->rounded = part.rounded;
	n->shape = NUMERAL_FRACTION | NUMERAL_CHINESE;
	n->step = n->exact ? n->low.exp : 0;
}

enum numeral_result numeral_read(const struct number_table *t, const uint16_t *s, size_t len,
				 size_t at, struct numeral *n)
{
	struct numeral_text view = { .t = t, .s = s, .len = len };
	enum numeral_result got = read_number(t, s, len, at, n);

	if (got != NUMERAL_OK) return got;
	size_t over = after_parts_of(&view, n->end);
	if (!over) over = after_short_part(&view, at, n->end);
	if (over) {
		struct numeral fraction = *n;
		if (read_fraction(&view, over, false, &fraction) == NUMERAL_OK) *n = fraction;
		return NUMERAL_OK;
	}
	read_mixed(&view, n);
	return NUMERAL_OK;
}
