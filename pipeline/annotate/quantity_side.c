/* One side of a quantity: minus or currency, numeral, "and more", unit, smaller parts of an amount. */
#include "pipeline/annotate/quantity.h"

size_t side_skip_space(const struct reading *r, size_t at)
{
	return at + 1 < r->len && (r->s[at] == ' ' || r->s[at] == 0x3000) ? at + 1 : at;
}

static bool is_numeral_class(const struct reading *r, size_t i)
{
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[i]]);

	return c == CLS_ASCII || c == CLS_DIGIT || c == CLS_SMALL || c == CLS_BIG;
}

size_t side_minus(const struct reading *r, size_t at)
{
	size_t n = number_word_before(r->t, LIST_MINUS, r->s, at, NULL);

	if (!n || at - n < r->from) return 0;
	if (at - n == 0) return n;
	uint16_t before = r->s[at - n - 1];
	bool sign = n == 1 && KIND_CLASS(r->t->kind[r->s[at - 1]]) != CLS_MINUS;
	bool word = (before >= '0' && before <= '9') || ((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
	bool twice = number_word_before(r->t, LIST_MINUS, r->s, at - n, NULL) == 1;
	if (sign && (word || twice || is_numeral_class(r, at - n - 1))) return 0;
	return n;
}

/* Does the numeral take this unit? */
static bool unit_fits(const struct side *side, const struct unit *u)
{
	unsigned shape = side->n.shape;

	bool zero = shape & NUMERAL_LONE && decimal_is_zero(&side->n.low);

	if (zero && u->dim <= DIM_COUNT) return false;
	unsigned whole = decimal_whole(&side->n.low, 9999);
	bool year = shape == NUMERAL_ARABIC && side->n.low.exp == 0 && whole >= 1900 && whole < 2100;
	if (u->flags & UNIT_LARGE && year) return false;
	if (shape & NUMERAL_STRING && u->flags & UNIT_CLASSIFIER) return false; /* the name of a unit or room */
	if (u->flags & UNIT_LARGE && shape & NUMERAL_LONE && !side->n.low.neg) return false;
	return true;
}

/* "And more" between numeral and unit. */
static size_t read_odd(const struct reading *r, struct side *side, size_t at)
{
	unsigned op;
	size_t n = number_word_at(r->t, LIST_ODD, r->s + at, r->len - at, &op);

	bool lone = side->n.shape & NUMERAL_LONE && decimal_whole(&side->n.low, 9) < 10;
	if (!n || op == OP_NULL || lone || side->n.shape & NUMERAL_ABOVE) return at;
	if (side->n.shape & NUMERAL_STRING || side->n.high.n) return at;
	side->odd = (uint8_t)op;
	side->odd_off = at;
	side->odd_len = n;
	return at + n;
}

/* 2 ge "and more" / "and a half" month: the unit proper stands behind. */
static void read_inner(const struct reading *r, struct side *side)
{
	size_t at = side->unit.off + side->unit.len;
	struct unit inner;
	static const uint8_t five[] = { 5 };

	if (side->unit.len != 1 || side->unit.dim != DIM_COUNT || at >= r->len) return;
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[at]]);
	if ((c != CLS_MORE && c != CLS_HALF) || !unit_read(r->t, r->s, r->len, at + 1, &inner)) return;
	if (inner.dim != DIM_TIME && !(inner.flags & UNIT_CLOCK)) return;
	if (inner.flags & UNIT_CLOCK) { /* month: only here a length of time */
		inner.code = SLICE("ucum:mo");
		inner.flags &= ~UNIT_CLOCK;
		inner.dim = DIM_TIME;
	}
	if (c == CLS_HALF) {
		struct decimal half = { .d = { five[0] }, .n = 1, .exp = -1 };
		if (!decimal_add(&side->n.low, &side->n.low, &half)) return;
		side->n.step = -1;
	} else {
		side->odd = OP_NEAR_ABOVE;
		side->odd_off = at;
		side->odd_len = 1;
	}
	side->unit = inner;
}

/* Yuan, jiao; dollars and cents: the smaller parts of one amount. */
static void read_parts(const struct reading *r, struct side *side)
{
	for (int i = 0; i < 3; i++) {
		size_t at = side->end;
		struct numeral n;
		struct unit u;
		if (at < r->len && KIND_CLASS(r->t->kind[r->s[at]]) == CLS_OF && KIND_VALUE(r->t->kind[r->s[at]]) == 1)
			at++;
		if (at >= r->len || !is_numeral_class(r, at)) return;
		if (numeral_read(r->t, r->s, r->len, at, &n) != NUMERAL_OK || n.shape & ~(NUMERAL_ARABIC | NUMERAL_CHINESE | NUMERAL_LONE)) return;
		if (!unit_read(r->t, r->s, r->len, n.end, &u) || !(u.flags & UNIT_SMALLER) || u.dim != DIM_MONEY) return;
		n.low.exp = (int16_t)(n.low.exp + u.power);
		if (!decimal_add(&side->n.low, &side->n.low, &n.low)) return;
		side->n.step = n.step + u.power;
		side->n.end = n.end;
		side->end = u.off + u.len;
	}
}

/* "Three jin and a half". */
static void read_half_behind(const struct reading *r, struct side *side)
{
	static const uint8_t halvable[DIM_N] = { [DIM_TIME] = 1, [DIM_MASS] = 1, [DIM_LENGTH] = 1,
						 [DIM_AREA] = 1, [DIM_MONEY] = 1, [DIM_SHARE] = 1 };
	struct decimal half = { .d = { 5 }, .n = 1, .exp = -1 };
	size_t at = side->end;

	if (at >= r->len || KIND_CLASS(r->t->kind[r->s[at]]) != CLS_HALF || !halvable[side->unit.dim]) return;
	if (side->n.low.exp != 0 || side->n.high.n || side->odd || side->unit.per.p) return;
	if (number_word_at(r->t, LIST_HALF_WORD, r->s + at, r->len - at, NULL)) return;
	if (!decimal_add(&side->n.low, &side->n.low, &half)) return;
	side->n.step = -1;
	side->end = at + 1;
}

/* "One metre eight", "1 metre 75": the tenths and hundredths behind the unit, where no unit of their own follows. */
static void read_tenths_behind(const struct reading *r, struct side *side)
{
	size_t at = side->end;
	struct numeral n;
	struct unit u;

	if (side->unit.len != 1 || !slice_is(side->unit.code, "ucum:m") || side->odd || side->n.low.exp != 0 || side->n.high.n) return;
	if (at >= r->len || !is_numeral_class(r, at) || numeral_read(r->t, r->s, r->len, at, &n) != NUMERAL_OK) return;
	size_t digits = n.end - at;
	if (digits > 2 || n.low.exp != 0 || n.low.n != digits || n.high.n || unit_read(r->t, r->s, r->len, n.end, &u)) return;
	n.low.exp = (int16_t)-(int)digits;
	if (!decimal_add(&side->n.low, &side->n.low, &n.low)) return;
	side->n.step = -(int)digits;
	side->end = n.end;
}

static void read_unit(const struct reading *r, struct side *side)
{
	size_t at = side_skip_space(r, read_odd(r, side, side->n.end));
	struct unit u;
	bool arabic = side->n.shape & NUMERAL_ARABIC;

	if (side->odd && at == side->odd_off + side->odd_len + 1) at--;
	if (!unit_read_for(r->t, r->s, r->len, at, arabic ? UNIT_HAN : UNIT_DIGITS, &u) || !unit_fits(side, &u)) {
		if (side->odd && side->odd_off == side->n.end) side->end = side->n.end;
		return;
	}
	side->unit = u;
	if (u.flags & UNIT_NAME_HAN && !arabic) side->unit.flags |= UNIT_NAME;
	read_inner(r, side);
	side->end = side->unit.off + side->unit.len;
	if (side->unit.dim == DIM_MONEY && !side->unit.per.p && !side->odd) read_parts(r, side);
	if (side->unit.flags & UNIT_SMALLER && side->unit.power) {
		side->n.low.exp = (int16_t)(side->n.low.exp + side->unit.power);
		side->n.step += side->unit.power;
	}
	read_half_behind(r, side);
	read_tenths_behind(r, side);
}

/* Half a mile, one and a half hours: measures only, what is counted is another noun. */
static void read_unit_of_fraction(const struct reading *r, struct side *side)
{
	static const uint8_t measured[DIM_N] = { [DIM_TIME] = 1, [DIM_LENGTH] = 1, [DIM_MASS] = 1, [DIM_AREA] = 1, [DIM_VOLUME] = 1 };
	struct unit u;

	if (!unit_read_for(r->t, r->s, r->len, side->n.end, UNIT_CLOCK | UNIT_NAME, &u) || !measured[u.dim]) return;
	side->unit = u;
	side->end = u.off + u.len;
}

/* .5: a decimal point without a digit before it. */
static bool leading_point(const struct reading *r, size_t at, struct numeral *n)
{
	if (at <= r->from || r->s[at - 1] != '.' || n->shape != NUMERAL_ARABIC || n->low.exp != 0) return false;
	if (at >= 2 && (is_numeral_class(r, at - 2) || r->s[at - 2] == '.' || (r->s[at - 2] | 0x20) >= 'a')) return false;
	n->low.exp = (int16_t)-n->low.n;
	n->step = n->low.exp;
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
	got = numeral_read(r->t, r->s, r->len, at, &side->n);
	side->end = side->n.end;
	if (got != NUMERAL_OK) return got;
	if (leading_point(r, at, &side->n)) side->off = side->num_off = --at;
	if ((minus = side_minus(r, at)) != 0) {
		side->n.low.neg = !side->n.low.neg;
		side->n.high.neg = side->n.low.neg;
		side->off = side->num_off = at - minus;
	}
	size_t before = side->off;
	if (before > r->from && r->s[before - 1] == ' ') before--;
	bool prefixed = unit_read_prefix(r->t, r->s, r->from, before, &prefix);
	if (side->n.shape & NUMERAL_FRACTION && side->n.shape & NUMERAL_CHINESE) read_unit_of_fraction(r, side);
	else if (!(side->n.shape & (NUMERAL_PER | NUMERAL_FRACTION))) read_unit(r, side);
	if (!prefixed) return NUMERAL_OK;
	if (!side->unit.len) {
		side->unit = prefix;
		side->prefixed = true;
	} else if (side->unit.dim != DIM_MONEY) {
		return NUMERAL_OK;
	} else {
		side->unit.code = prefix.code;
	}
	side->unit.flags &= ~UNIT_GUESS;
	side->unit.flags |= prefix.flags & UNIT_GUESS;
	side->off = prefix.off;
	return NUMERAL_OK;
}
