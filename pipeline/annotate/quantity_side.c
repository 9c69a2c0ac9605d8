/* One side of a quantity: minus or currency, numeral, "and more", unit. What follows the unit
 * within one amount: quantity_amount.c. */
#include "pipeline/annotate/quantity.h"

#define RATE_DIGITS 3 /* batting averages */
#define SPACED_MIN  3 /* digits with a space between each */

size_t side_skip_space(const struct reading *r, size_t at)
{
	return at + 1 < r->len && (r->s[at] == ' ' || r->s[at] == 0x3000) ? at + 1 : at;
}

/* The minus before s[at]: its length, 0 if there is none. */
static size_t minus_before(const struct reading *r, size_t at)
{
	unsigned both = 0;
	size_t n = number_word_before(r->t, LIST_MINUS, r->s, at, &both);

	if (!n || both || at - n < r->from) return 0;
	bool dash = n == 1 && r->s[at - 1] < 0x80;
	if (dash && KIND_CLASS(r->t->kind[r->s[at]]) != CLS_ASCII && r->s[at] != '.')
		return 0; /* a dash before a numeral in words */
	if (at - n == r->from && r->from > r->sentence && r->s[at - n] < 0x80)
		return 0; /* behind an amount: from it to another */
	if (at - n == 0) return n;
	uint16_t before = r->s[at - n - 1];
	bool sign = n == 1 && KIND_CLASS(r->t->kind[r->s[at - 1]]) != CLS_MINUS;
	bool word = (before >= '0' && before <= '9') ||
		    ((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
	bool twice =
		at - n != r->from && number_word_before(r->t, LIST_MINUS, r->s, at - n, NULL) == 1;
	if (sign && (word || twice || side_is_numeral(r, at - n - 1))) return 0;
	return n;
}

/* Is the unit the first of a longer look-alike (income a year)? Behind 60 billion the year belongs
 * to that word. */
static bool begins_word(const struct reading *r, const struct unit *u)
{
	uint32_t row;

	return number_unit_longest(r->t, r->s + u->off, r->len - u->off, &row) > u->len;
}

/* Three mao that something costs, one jiao five: small money by its one character. */
static bool is_spoken_price(const struct reading *r, const struct side *side, const struct unit *u)
{
	size_t end = u->off + u->len;

	if (u->dim != DIM_MONEY || !(u->flags & UNIT_SMALLER)) return false;
	return (end < r->len && side_is_numeral(r, end)) ||
	       number_word_before(r->t, LIST_SPEND, r->s, side->off, NULL);
}

/* Does the numeral take this unit? */
static bool unit_fits(const struct reading *r, const struct side *side, const struct unit *u)
{
	unsigned shape = side->n.shape;

	bool zero = shape & NUMERAL_LONE && decimal_is_zero(&side->n.low);

	if (zero && (u->dim <= DIM_COUNT || u->dim == DIM_INDEX))
		return false; /* midnight is no index */
	unsigned whole = decimal_whole(&side->n.low, 9999);
	bool year =
		shape == NUMERAL_ARABIC && side->n.low.exp == 0 && whole >= 1900 && whole < 2100;
	if (u->flags & UNIT_LARGE && year &&
	    !number_word_before(r->t, LIST_SCALE, r->s, side->off, NULL))
		return false;
	unsigned price = 0;
	bool thing =
		shape & NUMERAL_SCALED && u->flags & UNIT_CLASSIFIER && !(u->flags & UNIT_SPOKEN);
	if (thing && number_word_before(r->t, LIST_SPEND, r->s, side->off, &price) &&
	    price == SPEND_PRICE)
		return false; /* from 700,000 on */
	if (shape & NUMERAL_SCALED && u->flags & UNIT_RANK)
		return false; /* a prize of nine hundred million */
	if (shape & NUMERAL_SCALED && u->dim == DIM_TIME && begins_word(r, u)) return false;
	if (shape & NUMERAL_STRING && u->flags & UNIT_CLASSIFIER)
		return false; /* the name of a unit or room */
	if (u->flags & UNIT_LARGE && shape & NUMERAL_LONE && !side->n.low.neg &&
	    !is_spoken_price(r, side, u))
		return false;
	return true;
}

/* "And more" between numeral and unit. */
static size_t read_odd(const struct reading *r, struct side *side, size_t at)
{
	unsigned op;
	size_t begin = side_skip_space(r, at);
	size_t n = number_word_at(r->t, LIST_ODD, r->s + begin, r->len - begin, &op);

	bool more = begin < r->len && KIND_CLASS(r->t->kind[r->s[begin]]) == CLS_MORE;
	if (begin > at && more && side->n.shape & NUMERAL_ARABIC)
		at = begin; /* pages set a space behind digits */
	else if (begin > at) return at;
	bool lone = side->n.shape & NUMERAL_LONE && decimal_whole(&side->n.low, 9) < 10;
	if (!n || op == OP_NULL || lone || side->n.shape & NUMERAL_ABOVE) return at;
	if (side->n.shape & NUMERAL_STRING || side->n.high.n) return at;
	side->odd = (uint8_t)op;
	side->odd_off = at;
	side->odd_len = n;
	return at + n;
}

/* 2 ge "and more" / "and a half" month or percentage point: the unit proper stands behind. */
static void read_inner(const struct reading *r, struct side *side)
{
	size_t at = side->unit.off + side->unit.len;
	struct unit inner;
	static const uint8_t five[] = { 5 };

	if (side->unit.len != 1 || side->unit.dim != DIM_COUNT || at >= r->len) return;
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[at]]);
	if ((c != CLS_MORE && c != CLS_HALF) || !unit_read(r->t, r->s, r->len, at + 1, &inner))
		return;
	if (inner.dim != DIM_TIME && inner.dim != DIM_POINTS && !(inner.flags & UNIT_CLOCK)) return;
	if (inner.flags & UNIT_CLOCK) { /* month: only here a length of time */
		inner.code = SLICE("ucum:mo");
		inner.flags &= ~UNIT_CLOCK;
		inner.dim = DIM_TIME;
	}
	if (c == CLS_HALF) {
		struct decimal half = { .d = { five[0] }, .n = 1, .exp = -1 };
		if (!decimal_add(&side->n.low, &side->n.low, &half)) return;
		side->n.step = -1;
		side->n.end = at + 1;
	} else {
		side->odd = OP_NEAR_ABOVE;
		side->odd_off = at;
		side->odd_len = 1;
	}
	side->unit = inner;
}

static void read_unit(const struct reading *r, struct side *side)
{
	size_t at = side_skip_space(r, read_odd(r, side, side->n.end));
	struct unit u;
	bool arabic = side->n.shape & NUMERAL_ARABIC;

	if (side->odd && at == side->odd_off + side->odd_len + 1) at--;
	if (!unit_read_for(r->t, r->s, r->len, at, arabic ? UNIT_HAN : UNIT_DIGITS, &u) ||
	    !unit_fits(r, side, &u)) {
		if (side->odd && side->odd_off == side->n.end) side->end = side->n.end;
		return;
	}
	side->unit = u;
	if (u.flags & UNIT_NAME_HAN && !arabic) side->unit.flags |= UNIT_NAME;
	read_inner(r, side);
	side->end = side->unit.off + side->unit.len;
	amount_read(r, side);
}

/* Half a mile, one and a half hours: measures only, what is counted is another noun. */
static void read_unit_of_fraction(const struct reading *r, struct side *side)
{
	static const uint8_t measured[DIM_N] = {
		[DIM_TIME] = 1, [DIM_LENGTH] = 1, [DIM_MASS] = 1, [DIM_AREA] = 1, [DIM_VOLUME] = 1
	};
	struct unit u;

	if (!unit_read_for(r->t, r->s, r->len, side->n.end, UNIT_CLOCK | UNIT_NAME, &u) ||
	    !measured[u.dim])
		return;
	side->unit = u;
	side->end = u.off + u.len;
}

/* .5: a decimal point without a digit before it. Right behind a word it may be a full stop: only as
 * rates of games are written. */
static bool leading_point(const struct reading *r, size_t at, struct numeral *n)
{
	if (at <= r->from || r->s[at - 1] != '.' || n->shape != NUMERAL_ARABIC || n->low.exp != 0)
		return false;
	uint16_t before = at >= 2 ? r->s[at - 2] : ' ';
	bool rate =
		unit_is_ideograph(before) && n->end == at + RATE_DIGITS && bound_is_edge(r, n->end);
	if (at >= 2 && (side_is_numeral(r, at - 2) || before == '.' || before == '%' ||
			((before | 0x20) >= 'a' && !rate)))
		return false;
	n->low.exp = (int16_t)-n->low.n;
	n->step = n->low.exp;
	return true;
}

/* "1 8 7 tons", as some pages space every digit: single digits from three on, a unit behind them.
 */
static bool read_spaced_digits(const struct reading *r, size_t at, struct numeral *n)
{
	size_t i = at, digits = 0;
	struct unit u;

	if (at + 5 >= r->len || r->s[at + 1] != ' ' ||
	    KIND_CLASS(r->t->kind[r->s[at]]) != CLS_ASCII)
		return false;
	if (at >= 2 && r->s[at - 1] == ' ' && side_is_numeral(r, at - 2)) return false;
	decimal_clear(&n->low);
	while (i < r->len && KIND_CLASS(r->t->kind[r->s[i]]) == CLS_ASCII) {
		if (!decimal_push(&n->low, KIND_VALUE(r->t->kind[r->s[i]]))) return false;
		digits++;
		if (i + 2 >= r->len || r->s[i + 1] != ' ' ||
		    KIND_CLASS(r->t->kind[r->s[i + 2]]) != CLS_ASCII)
			break;
		i += 2;
	}
	if (digits < SPACED_MIN || i + 1 >= r->len || side_is_numeral(r, i + 1)) return false;
	if (!unit_read(r->t, r->s, r->len, side_skip_space(r, i + 1), &u) || u.flags & UNIT_CLOCK)
		return false;
	decimal_clear(&n->high);
	n->end = i + 1;
	n->shape = NUMERAL_ARABIC;
	n->step = 0;
	n->exact = true;
	n->rounded = false;
	n->more_off = n->more_len = 0;
	return true;
}

enum numeral_result side_read(const struct reading *r, size_t at, struct side *side)
{
	struct unit prefix;
	enum numeral_result got;
	size_t minus;

	side->off = side->num_off = at;
	side->n.end = at; /* all that is read of a numeral that is none */
	side->unit = (struct unit){ .len = 0 };
	side->odd = OP_NULL;
	side->odd_off = side->odd_len = 0;
	side->prefixed = false;
	got = read_spaced_digits(r, at, &side->n) ? NUMERAL_OK
						  : numeral_read(r->t, r->s, r->len, at, &side->n);
	side->end = side->n.end;
	if (got != NUMERAL_OK) return got;
	if (leading_point(r, at, &side->n)) side->off = side->num_off = --at;
	if ((minus = minus_before(r, at)) != 0) {
		side->n.low.neg = !side->n.low.neg;
		side->n.high.neg = side->n.low.neg;
		side->off = side->num_off = at - minus;
	}
	size_t before = side->off;
	if (before > r->from && r->s[before - 1] == ' ') before--;
	bool prefixed = unit_read_prefix(r->t, r->s, r->from, before, &prefix);
	/* 6 and 2/3 innings */
	bool over_one = side->n.shape == (NUMERAL_FRACTION | NUMERAL_ARABIC) && side->n.rounded;
	if (side->n.shape & NUMERAL_FRACTION && side->n.shape & NUMERAL_CHINESE)
		read_unit_of_fraction(r, side);
	else if (over_one) read_unit(r, side);
	else if (!(side->n.shape & (NUMERAL_PER | NUMERAL_FRACTION))) read_unit(r, side);
	/* Celsius 35 | degrees: the degrees must follow, a currency stands alone */
	if (!prefixed || (side->unit.len ? side->unit.dim : DIM_MONEY) != prefix.dim)
		return NUMERAL_OK;
	if (side->unit.len) {
		side->unit.code = prefix.code;
	} else {
		side->unit = prefix;
		side->prefixed = true;
	}
	side->unit.flags &= ~UNIT_GUESS;
	side->unit.flags |= prefix.flags & UNIT_GUESS;
	side->off = prefix.off;
	return NUMERAL_OK;
}
