/* Numerals: a left-to-right reader over character classes.
 *
 * The value is total + section + pending: pending is the digit or digit run just read, section what
 * stands below the next 10^4, total what a 10^4, 10^8 or 10^12 has closed. A larger multiplier
 * behind a smaller one scales everything before it (as in one-two wan yi). "Spread" is how far an
 * interval's upper end lies above its lower end. Limits: DEC_DIGITS digits; spaces inside only
 * before a multiplier or behind one, at most NUMERAL_SPACES. */
#include "pipeline/annotate/numeral.h"
#include "pipeline/core/punctuation.h"

#define MIDDLE_DOT     0x00b7
#define EXP_MAX	       40
#define MEGA_POWER     12
#define DIGIT_COUNTING 10 /* values from here are digits that only count: value - 10 */

struct reader {
	struct numeral_text in;
	size_t at;
	struct decimal total, section, pending, spread;
	bool has_total, has_section, has_pending, zero, full, closed;
	int section_limit; /* next small multiplier must be below */
	int big_limit;	   /* next big multiplier of an addition must be below */
	int last_mult;	   /* power of the multiplier just read, -1 otherwise */
	bool last_big;
	int step;
	unsigned shape, n_chars;
	bool spread_set;
	size_t more_off, more_len;
	int pending_mult;  /* multiplier right before pending began, -1: none */
	bool pending_zero; /* a zero stood before pending */
};

static bool is_small_or_big(unsigned kind)
{
	return KIND_CLASS(kind) == CLS_SMALL || KIND_CLASS(kind) == CLS_BIG;
}

static bool is_chinese_digit(unsigned kind)
{
	return KIND_CLASS(kind) == CLS_DIGIT || KIND_CLASS(kind) == CLS_FORMAL;
}

/* Does a unit of two characters or more begin here (kilowatt, megapascal)? Then its first is no
 * multiplier. */
static bool unit_begins(const struct reader *r, size_t i)
{
	uint32_t row;
	size_t n = number_unit_longest(r->in.t, r->in.s + i, r->in.len - i, &row);

	return n >= 2 && (!(r->in.t->rows[row].flags & UNIT_STOP) || r->in.t->rows[row].take >= 2);
}

static void push_pending(struct reader *r, unsigned digit)
{
	if (!r->has_pending) {
		r->pending_mult = r->last_mult;
		r->pending_zero = r->zero;
	}
	if (!decimal_push(&r->pending, digit)) r->full = true;
	r->has_pending = true;
}

/* A separator of thousands: three digits behind it, and no fourth. The comma of Chinese text is one
 * only where a multiplier or unit follows at once. */
static bool group_follows(const struct reader *r, size_t i)
{
	uint16_t c = i < r->in.len ? r->in.s[i] : 0;
	uint32_t row;

	if (c != ',' && c != '\'' && c != WIDE_COMMA) return false;
	for (int groups = 0; groups < 6; groups++, i += 4) {
		if (!numeral_is_digit(&r->in, i + 1) || !numeral_is_digit(&r->in, i + 2) ||
		    !numeral_is_digit(&r->in, i + 3) || numeral_is_digit(&r->in, i + 4))
			return false;
		if (c != WIDE_COMMA) return true;
		if (i + 4 >= r->in.len || r->in.s[i + 4] != WIDE_COMMA) break;
	}
	i += 4;
	if (i < r->in.len && r->in.s[i] == '.' && numeral_is_digit(&r->in, i + 1))
		for (i++; numeral_is_digit(&r->in, i);) i++;
	return is_small_or_big(numeral_kind_at(&r->in, i)) ||
	       (i < r->in.len && number_unit_longest(r->in.t, r->in.s + i, r->in.len - i, &row));
}

/* Do digits from i on, and behind them a power or the unit of a measure, make a decimal? */
static bool measures_behind(const struct number_table *t, const uint16_t *s, size_t len, size_t i,
			    enum numeral_class digit)
{
	uint32_t row;
	size_t e = i;

	while (e < len && KIND_CLASS(t->kind[s[e]]) == digit) e++;
	if (e == i || e >= len) return false;
	if (KIND_CLASS(t->kind[s[e]]) == CLS_BIG) return true;
	if (!number_unit_longest(t, s + e, len - e, &row)) return false;
	const struct unit_row *unit = &t->rows[row];
	return !(unit->flags & (UNIT_STOP | UNIT_NAME)) && unit->dim > DIM_COUNT &&
	       unit->dim != DIM_TIME;
}

/* The middle dot at i as a decimal point, as papers of the nineties print it: only before what
 * measures, for elsewhere it stands between month and day of an event. */
bool numeral_middle_point(const struct number_table *t, const uint16_t *s, size_t len, size_t i)
{
	return i < len && s[i] == MIDDLE_DOT && measures_behind(t, s, len, i + 1, CLS_ASCII);
}

/* A dot of any width at the reader's place between digits in words, before what measures: papers of
 * Taiwan print so. */
static bool printed_point(const struct reader *r)
{
	uint16_t c = r->at < r->in.len ? r->in.s[r->at] : 0;

	return (c == '.' || c == WIDE_POINT || c == MIDDLE_DOT) &&
	       measures_behind(r->in.t, r->in.s, r->in.len, r->at + 1, CLS_DIGIT);
}

/* Arabic digits with separators and a fraction. False when they cannot continue what was read. */
static bool take_arabic(struct reader *r)
{
	size_t i = r->at, digits = 0;
	bool additional = r->has_section || r->has_total, fraction = false;
	/* a price ends at the comma of the text */
	bool priced = i && (r->in.s[i - 1] == '$' || r->in.s[i - 1] >= 0xff00);

	if (r->has_pending || r->closed || r->shape & NUMERAL_BARE_SCALE) return false;
	decimal_clear(&r->pending);
	while (numeral_is_digit(&r->in, i)) {
		push_pending(r, KIND_VALUE(r->in.t->kind[r->in.s[i++]]));
		digits++;
		if (digits <= 3 && r->pending.n <= 3)
			while (group_follows(r, i) && !(priced && r->in.s[i] == WIDE_COMMA)) {
				for (size_t k = 1; k <= 3; k++)
					push_pending(r, KIND_VALUE(r->in.t->kind[r->in.s[i + k]]));
				i += 4;
				digits += 3;
				r->shape |= NUMERAL_GROUPED;
			}
	}
	uint16_t c = i < r->in.len ? r->in.s[i] : 0;
	if ((c == '.' || c == WIDE_POINT || numeral_middle_point(r->in.t, r->in.s, r->in.len, i)) &&
	    numeral_is_digit(&r->in, i + 1) && !additional) {
		fraction = true;
		for (i++; numeral_is_digit(&r->in, i); i++) {
			push_pending(r, KIND_VALUE(r->in.t->kind[r->in.s[i]]));
			if (!r->full) r->pending.exp--;
		}
	}
	/* 120 thousand 3,400: the run must fit below the multiplier before it, and be no age */
	if (additional && (fraction || r->last_mult < 0 || (int)digits > r->last_mult ||
			   number_age_at(r->in.t, r->in.s + i, r->in.len - i))) {
		r->has_pending = false;
		return false;
	}
	if (r->full) r->has_pending = true;
	r->step = r->pending.exp;
	r->at = i;
	r->last_mult = -1;
	r->n_chars += (unsigned)digits;
	if (!additional) r->shape |= NUMERAL_ARABIC;
	return true;
}

/* Two digits side by side that mean "a or b": three-four, one-two, three-five. */
static bool adjacent(unsigned a, unsigned b)
{
	return a >= 1 && (b == a + 1 || (a == 3 && b == 5));
}

static void set_spread(struct reader *r, unsigned low, unsigned diff)
{
	if (!r->has_pending) {
		r->pending_mult = r->last_mult;
		r->pending_zero = r->zero;
	}
	r->pending = decimal_small(low);
	r->has_pending = true;
	r->spread = decimal_small(diff);
	r->spread_set = true;
}

static unsigned digit_value(unsigned kind)
{
	unsigned v = KIND_VALUE(kind);

	return v >= DIGIT_COUNTING ? v - DIGIT_COUNTING : v;
}

/* A digit that counts (two things) is no last digit: inside a numeral a multiplier must follow, or,
 * behind one, a unit. */
static bool counting_digit_fits(const struct reader *r)
{
	unsigned next = numeral_kind_at(&r->in, numeral_skip_space(&r->in, r->at + 1));
	uint32_t row;

	if (KIND_VALUE(numeral_kind_at(&r->in, r->at)) < DIGIT_COUNTING) return true;
	if (!r->has_pending && !r->has_section && !r->has_total) return true;
	if (is_small_or_big(next)) return KIND_CLASS(next) == CLS_BIG || KIND_VALUE(next) > 1;
	return r->has_pending && r->pending.n == 1 && r->pending.d[0] == 1 &&
	       r->at + 1 < r->in.len &&
	       number_unit_longest(r->in.t, r->in.s + r->at + 1, r->in.len - r->at - 1, &row);
}

/* "One trillion | 5278 | hundred million", digit by digit: does a power stand behind the run of
 * digits at the reader's place, which may have a printed point? */
static bool power_behind(const struct reader *r)
{
	size_t e = r->at;

	while (is_chinese_digit(numeral_kind_at(&r->in, e))) e++;
	uint16_t c = e < r->in.len ? r->in.s[e] : 0;
	if (c == '.' || c == WIDE_POINT || c == MIDDLE_DOT) e++;
	while (is_chinese_digit(numeral_kind_at(&r->in, e))) e++;
	return KIND_CLASS(numeral_kind_at(&r->in, e)) == CLS_BIG;
}

/* A Chinese digit: the next of a string, a digit before a multiplier, or the last digit. */
static bool take_digit(struct reader *r)
{
	unsigned v = digit_value(numeral_kind_at(&r->in, r->at));
	bool first_of_string = !r->has_pending;

	if (!counting_digit_fits(r)) return false;
	if (r->closed || (r->shape & NUMERAL_ARABIC && !r->has_section && !r->has_total))
		return false;
	if (r->spread_set) return false;
	unsigned behind = numeral_kind_at(&r->in, r->at + 1);
	bool before_ten = KIND_CLASS(behind) == CLS_SMALL && KIND_VALUE(behind) == 1;
	if (first_of_string && v == 0 && (r->has_section || r->has_total || before_ten)) {
		if (r->zero) return false;
		r->zero = true; /* one thousand and five */
		r->at++;
		return true;
	}
	if (!first_of_string) {
		unsigned prev = r->pending.d[r->pending.n - 1];
		unsigned next = numeral_kind_at(&r->in, numeral_skip_space(&r->in, r->at + 1));
		if (unit_is_blank(r->in.s[r->at - 1])) return false;
		if (r->pending.n == 1 && adjacent(prev, v) && !is_chinese_digit(next)) {
			set_spread(r, prev, v - prev);
			r->shape |= NUMERAL_CHINESE;
			r->at++;
			r->n_chars++;
			return true;
		}
		if (r->has_section || (r->has_total && !power_behind(r))) return false;
		r->shape |= NUMERAL_STRING;
	} else {
		decimal_clear(&r->pending);
	}
	push_pending(r, v);
	r->shape |= NUMERAL_CHINESE;
	r->at++;
	r->n_chars++;
	r->step = 0;
	return true;
}

/* "Some": before a multiplier 2–9, behind a ten 1–9. */
static bool take_some(struct reader *r)
{
	unsigned only_first = KIND_VALUE(numeral_kind_at(&r->in, r->at));
	unsigned next = numeral_kind_at(&r->in, numeral_skip_space(&r->in, r->at + 1));
	bool first = !r->has_section && !r->has_total && !r->has_pending;

	if (r->has_pending || r->closed || r->spread_set) return false;
	if (first && !is_small_or_big(next)) return false;
	if (!first && (only_first || r->last_mult < 1) && !r->zero) return false;
	set_spread(r, first ? 2 : 1, first ? 7 : 8);
	r->shape |= NUMERAL_CHINESE | NUMERAL_VAGUE;
	r->at++;
	r->n_chars++;
	r->step = 0;
	r->last_mult = -1;
	return true;
}

/* Ten, hundred, thousand. */
static bool take_small(struct reader *r, size_t i)
{
	int k = (int)KIND_VALUE(r->in.t->kind[r->in.s[i]]);
	struct decimal part = r->pending;
	bool start = !r->has_section && !r->has_total && !r->has_pending;

	/* thirty-four thousand metres, but twelve kilometres, three kilometres, ten thousand
	 * kilowatts */
	bool goes_on =
		r->has_pending && (r->has_section || r->has_total) && !(r->shape & NUMERAL_ARABIC);
	if (r->closed || k >= r->section_limit || (!goes_on && unit_begins(r, i))) return false;
	if (!r->has_pending) {
		if (!start && k > 1 && !r->zero) return false;
		if (start && !(k == 1)) r->shape |= NUMERAL_BARE_SCALE;
		part = decimal_small(1);
	}
	if (r->has_pending && r->pending.n > 1 && (r->shape & NUMERAL_STRING)) return false;
	r->step = (r->has_pending ? part.exp : 0) + k;
	if (part.exp < 0) r->closed = true;
	decimal_shift(&part, k);
	if (r->spread_set && r->has_pending) decimal_shift(&r->spread, k);
	if (!r->has_section) r->section = part;
	else if (!decimal_add(&r->section, &r->section, &part)) return false;
	r->has_section = true;
	r->has_pending = r->zero = false;
	r->section_limit = k;
	r->last_mult = k;
	r->last_big = false;
	r->at = i + 1;
	r->n_chars++;
	r->shape |= NUMERAL_CHINESE;
	return true;
}

/* Section and pending as one number; false if there is none. */
static bool close_group(struct reader *r, struct decimal *group)
{
	if (!r->has_section && !r->has_pending) return false;
	if (r->has_section && r->has_pending) return decimal_add(group, &r->section, &r->pending);
	*group = r->has_section ? r->section : r->pending;
	return true;
}

static bool money_at(const struct reader *r, size_t i)
{
	uint32_t row;

	return i < r->in.len && number_unit_longest(r->in.t, r->in.s + i, r->in.len - i, &row) &&
	       r->in.t->rows[row].dim == DIM_MONEY;
}

/* The character of 10^12 is also mega: behind Arabic digits it is a multiplier only before more of
 * the numeral or money, or where such a number is listed next (84 zhao and 64 zhao won). */
static bool counts_trillions(const struct reader *r, size_t i)
{
	size_t k = i + 1;

	if (!(r->shape & NUMERAL_ARABIC) || KIND_CLASS(numeral_kind_at(&r->in, k)) != CLS_NONE ||
	    money_at(r, k))
		return true;
	size_t word = k < r->in.len ? number_word_at(r->in.t, LIST_RANGE, r->in.s + k,
						     r->in.len - k, NULL)
				    : 0;
	for (k += word;
	     word && (numeral_is_digit(&r->in, k) || (k < r->in.len && r->in.s[k] == '.'));)
		k++;
	return word && KIND_CLASS(numeral_kind_at(&r->in, k)) == CLS_BIG &&
	       KIND_VALUE(numeral_kind_at(&r->in, k)) == MEGA_POWER && money_at(r, k + 1);
}

/* 10^4, 10^8, 10^12. */
static bool take_big(struct reader *r, size_t i)
{
	int k = (int)KIND_VALUE(r->in.t->kind[r->in.s[i]]);
	struct decimal group = decimal_small(1);
	bool any = close_group(r, &group);
	bool scale_all = r->has_total && (!any || k > r->big_limit);

	if (unit_begins(r, i) || (k == MEGA_POWER && !counts_trillions(r, i))) return false;
	if (r->has_total && any && k == r->big_limit) return false;
	if (r->has_total && !any && !r->last_big) return false;
	if (!any && !r->has_total) /* a multiplier without a number before it */
		r->shape |= NUMERAL_BARE_SCALE;
	if (group.exp < 0) r->closed = true;
	if (!scale_all) decimal_shift(&group, k);
	if (r->has_total && (any || !scale_all) && !decimal_add(&r->total, &r->total, &group))
		return false;
	if (!r->has_total) r->total = group;
	if (scale_all) decimal_shift(&r->total, k);
	if (r->spread_set) decimal_shift(&r->spread, k);
	r->step += k;
	if (r->total.exp > EXP_MAX) r->full = true;
	r->has_total = true;
	r->has_section = r->has_pending = r->zero = false;
	r->section_limit = 4;
	r->big_limit = k;
	r->last_mult = k;
	r->last_big = true;
	r->at = i + 1;
	r->n_chars++;
	r->shape |= NUMERAL_SCALED;
	return true;
}

/* The last digit behind a multiplier without "zero": two hundred five(ty). */
static void scale_last_digit(struct reader *r)
{
	int power = r->pending_mult - 1;

	if (!r->has_pending || r->pending_zero || r->pending.n != 1 || power < 1 ||
	    r->pending.exp != 0)
		return;
	if (r->shape & NUMERAL_VAGUE) return;
	decimal_shift(&r->pending, power);
	if (r->spread_set) decimal_shift(&r->spread, power);
	r->step = power;
}

/* Everything read so far as one number in pending, with a fraction in words behind. */
static bool take_point(struct reader *r)
{
	size_t i = numeral_skip_space(&r->in, r->at + 1);
	unsigned first = numeral_kind_at(&r->in, i);
	struct decimal whole;

	if (r->closed || r->spread_set || (r->shape & NUMERAL_ARABIC)) return false;
	if (KIND_VALUE(first) >= DIGIT_COUNTING) return false;
	size_t end = i;
	while (is_chinese_digit(numeral_kind_at(&r->in, end)) &&
	       KIND_VALUE(numeral_kind_at(&r->in, end)) < DIGIT_COUNTING)
		end++;
	if (KIND_CLASS(numeral_kind_at(&r->in, end)) == CLS_SMALL)
		return false; /* ten past three */
	if (end > i) scale_last_digit(r);
	if (!is_chinese_digit(first) || !close_group(r, &whole)) {
		if (!is_chinese_digit(first) || !r->has_total) return false;
		whole = r->total;
	} else if (r->has_total && !decimal_add(&whole, &whole, &r->total)) {
		return false;
	}
	struct decimal zero = { .n = 1 };
	if (!decimal_add(&whole, &whole, &zero)) return false; /* exponent 0 */
	r->pending = whole;
	for (; i < end && !r->full; i++) {
		push_pending(r, KIND_VALUE(r->in.t->kind[r->in.s[i]]));
		r->pending.exp--;
	}
	r->has_pending = true;
	r->has_section = r->has_total = false;
	r->closed = true;
	r->step = r->pending.exp;
	r->at = end;
	r->n_chars += 2;
	r->last_mult = -1;
	return true;
}

/* "Twenty" as one character. */
static bool take_tens(struct reader *r)
{
	if (r->has_pending || r->closed || r->section_limit < 2) return false;
	struct decimal part = decimal_small(KIND_VALUE(numeral_kind_at(&r->in, r->at)) * 10);
	if (r->has_section && !decimal_add(&part, &r->section, &part)) return false;
	r->section = part;
	r->has_section = true;
	r->section_limit = 1;
	r->last_mult = 1;
	r->last_big = false;
	r->step = 1;
	r->at++;
	r->n_chars += 2;
	r->shape |= NUMERAL_CHINESE;
	return true;
}

/* "And more" before a big multiplier: 3,000-odd wan. */
static bool take_more(struct reader *r)
{
	size_t i = numeral_skip_space(&r->in, r->at + 1);

	if (r->shape & NUMERAL_ABOVE || !(r->has_pending || r->has_section || r->has_total))
		return false;
	if (KIND_CLASS(numeral_kind_at(&r->in, i)) != CLS_BIG) return false;
	size_t at = r->at;
	if (!take_big(r, i)) return false;
	r->more_off = at;
	r->more_len = 1;
	r->shape |= NUMERAL_ABOVE;
	return true;
}

/* A printed point: behind a power its fraction is of the digits alone, "one trillion 5278.6 | ". */
static bool take_printed_point(struct reader *r)
{
	size_t i = r->at + 1;

	if (!r->has_total || r->has_section || !r->has_pending) return take_point(r);
	for (; is_chinese_digit(numeral_kind_at(&r->in, i)) && !r->full; i++) {
		push_pending(r, KIND_VALUE(r->in.t->kind[r->in.s[i]]));
		r->pending.exp--;
	}
	r->step = r->pending.exp;
	r->at = i;
	return true;
}

/* One more piece of the numeral at r->at; false at its end. */
static bool take_next(struct reader *r)
{
	size_t i = numeral_skip_space(&r->in, r->at);
	unsigned kind = numeral_kind_at(&r->in, i);

	if (is_small_or_big(kind))
		return KIND_CLASS(kind) == CLS_SMALL ? take_small(r, i) : take_big(r, i);
	if (i != r->at) { /* behind a space: a Chinese digit that goes on below a multiplier, or a
			     point in words */
		size_t back = r->at;
		bool low = is_chinese_digit(kind) && r->last_mult >= 1 &&
			   !(r->shape & NUMERAL_BARE_SCALE);
		bool arabic = KIND_CLASS(kind) == CLS_ASCII && r->last_mult >= 1;
		if (arabic) {
			size_t k = i;
			while (numeral_is_digit(&r->in, k)) k++;
			low = is_small_or_big(numeral_kind_at(&r->in, k));
		}
		if (!low && KIND_CLASS(kind) != CLS_POINT && KIND_CLASS(kind) != CLS_MORE)
			return false;
		r->at = i;
		bool taken = KIND_CLASS(kind) == CLS_POINT  ? take_point(r)
			     : KIND_CLASS(kind) == CLS_MORE ? take_more(r)
			     : arabic			    ? take_arabic(r)
							    : take_digit(r);
		if (!taken) r->at = back;
		return taken;
	}
	switch (KIND_CLASS(kind)) {
	case CLS_ASCII:
		return take_arabic(r);
	case CLS_DIGIT:
	case CLS_FORMAL:
		return take_digit(r);
	case CLS_SOME:
		return take_some(r);
	case CLS_POINT:
		return take_point(r);
	case CLS_TENS:
		return take_tens(r);
	case CLS_MORE:
		return take_more(r);
	default:
		return printed_point(r) && take_printed_point(r);
	}
}

static bool finish(struct reader *r, struct numeral *n)
{
	struct decimal v;

	if (!close_group(r, &v)) {
		if (!r->has_total) return false;
		v = r->total;
	} else if (r->has_total && !decimal_add(&v, &v, &r->total)) {
		return false;
	}
	n->end = r->at;
	n->low = v;
	decimal_clear(&n->high);
	n->step = r->step;
	n->shape = r->shape;
	n->per = 0;
	n->exact = true;
	n->rounded = false;
	n->more_off = r->more_off;
	n->more_len = r->more_len;
	if (r->spread_set && !decimal_add(&n->high, &v, &r->spread)) return false;
	if (r->n_chars == 1 && r->shape & NUMERAL_CHINESE && !(r->shape & NUMERAL_BARE_SCALE))
		n->shape |= NUMERAL_LONE;
	return true;
}

/* An empty reader; the digits of its decimals are not touched. */
static void start(struct reader *r, const struct number_table *t, const uint16_t *s, size_t len)
{
	r->in = (struct numeral_text){ t, s, len };
	decimal_clear(&r->total);
	decimal_clear(&r->section);
	decimal_clear(&r->pending);
	decimal_clear(&r->spread);
	r->has_total = r->has_section = r->has_pending = r->zero = r->full = r->closed = false;
	r->section_limit = 4;
	r->big_limit = EXP_MAX;
	r->last_mult = r->pending_mult = -1;
	r->last_big = r->spread_set = r->pending_zero = false;
	r->step = 0;
	r->shape = r->n_chars = 0;
	r->more_off = r->more_len = 0;
}

enum numeral_result numeral_read_plain(const struct number_table *t, const uint16_t *s, size_t len,
				       size_t at, struct numeral *n)
{
	struct reader r;

	start(&r, t, s, len);
	r.at = at;
	n->end = at;
	while (take_next(&r))
		if (r.full) {
			while (numeral_is_digit(&r.in, r.at) ||
			       is_chinese_digit(numeral_kind_at(&r.in, r.at)))
				r.at++;
			n->end = r.at;
			return NUMERAL_TOO_LONG;
		}
	/* a zero at the end belongs to what follows, or to nothing */
	while (r.zero && !r.has_pending && r.at > at + 1 &&
	       is_chinese_digit(numeral_kind_at(&r.in, r.at - 1)) &&
	       KIND_VALUE(numeral_kind_at(&r.in, r.at - 1)) == 0)
		r.at--;
	scale_last_digit(&r);
	return finish(&r, n) ? NUMERAL_OK : NUMERAL_NONE;
}
