/* What stands behind the unit of an amount and belongs to it: smaller units (2 hours 15 minutes, 5
 * jin 3 liang, 3 yuan 5 jiao), a half (3 jin and a half), tenths without a unit (1 metre 75, 9
 * seconds 83, 3 mao 5). A smaller unit that is a power of ten of the larger gives a decimal of the
 * larger (5 jin 3 liang: 5.3 jin), any other is what all is counted in (2 hours 15 minutes: 135
 * minutes), so that every value is exact. Which unit is a part of which: rules/annotate/units.tsv.
 * Limits: four units. */
#include "pipeline/annotate/quantity.h"

#define PARTS_MAX    3
#define DAYS_OF_WEEK 7
#define HOURS_OF_DAY 24

/* The numeral of a smaller part at s[at]: plain, no interval. */
static bool read_part_number(const struct reading *r, size_t at, struct numeral *n)
{
	const unsigned plain = NUMERAL_ARABIC | NUMERAL_CHINESE | NUMERAL_LONE;

	if (at >= r->len || !side_is_numeral(r, at) ||
	    numeral_read(r->t, r->s, r->len, at, n) != NUMERAL_OK)
		return false;
	return !(n->shape & ~plain) && !n->high.n;
}

/* Behind "and" (ten yuan and five jiao, three years and no months but …): a zero or "and" before
 * the next part. */
static size_t skip_and(const struct reading *r, size_t at)
{
	if (at + 1 >= r->len || !side_is_numeral(r, at + 1)) return at;
	unsigned kind = r->t->kind[r->s[at]];
	bool and = KIND_CLASS(kind) == CLS_OF && KIND_VALUE(kind) == 1;
	bool zero = KIND_CLASS(kind) == CLS_DIGIT && KIND_VALUE(kind) == 0;

	return and || zero ? at + 1 : at;
}

/* The power of ten that ratio is, 0 if it is none. */
static int power_of_ten(unsigned ratio)
{
	int power = 0;

	for (; ratio >= 10 && ratio % 10 == 0; ratio /= 10) power++;
	return ratio == 1 ? power : 0;
}

/* Yuan, jiao, fen; dollars and cents: tenths and hundredths of the currency. Fen without a word for
 * money behind it only after jiao: by itself it is a point of a game. */
static void read_money_parts(const struct reading *r, struct side *side)
{
	for (int i = 0; i < PARTS_MAX; i++) {
		size_t at = skip_and(r, side->end);
		struct numeral n;
		struct unit u;
		if (!read_part_number(r, at, &n)) return;
		if (!unit_read(r->t, r->s, r->len, n.end, &u)) return;
		struct unit_part part;
		bool small = side->unit.flags & UNIT_SMALLER;
		if ((i || small) && unit_find_part(&u, side->unit.code, &part))
			u.power = (int8_t)-power_of_ten(part.ratio);
		else if (!(u.flags & UNIT_SMALLER) || u.dim != DIM_MONEY) return;
		if (small) /* jiao and fen: counted in jiao here */
			u.power = (int8_t)(u.power - side->unit.power);
		n.low.exp = (int16_t)(n.low.exp + u.power);
		if (!decimal_add(&side->n.low, &side->n.low, &n.low)) return;
		side->n.step = n.step + u.power;
		side->n.end = n.end;
		side->end = u.off + u.len;
	}
}

/* Five days a week, eight hours a day: one of a day or week before its parts says how often,
 * without "and". */
static bool is_rate(const struct side *side, const struct unit_part *part)
{
	bool often = part->ratio == DAYS_OF_WEEK || part->ratio == HOURS_OF_DAY;

	return often && side->n.low.exp == 0 && decimal_whole(&side->n.low, 2) == 1;
}

/* One smaller part behind side: true when it is joined. */
static bool join_part(const struct reading *r, struct side *side, struct slice whole)
{
	size_t at = skip_and(r, side_skip_space(r, side->end));
	struct unit_part part;
	struct numeral n;
	struct unit u;

	if (!read_part_number(r, at, &n) ||
	    !unit_read(r->t, r->s, r->len, side_skip_space(r, n.end), &u) || u.per.p)
		return false;
	struct decimal ratio, sum;
	if (!unit_find_part(&u, whole, &part)) return false;
	ratio = decimal_small(part.ratio);
	if (decimal_cmp(&n.low, &ratio) >= 0) return false;
	if (is_rate(side, &part) && at == side_skip_space(r, side->end)) return false;
	int power = power_of_ten(part.ratio);
	if (power) {
		n.low.exp = (int16_t)(n.low.exp - power);
		n.step -= power;
		if (!decimal_add(&sum, &side->n.low, &n.low)) return false;
	} else {
		if (!decimal_mul(&sum, &side->n.low, &ratio) || !decimal_add(&sum, &sum, &n.low))
			return false;
		if (!slice_eq(part.code, u.code)) u.dim = side->unit.dim;
		u.code = part.code;
		u.flags &= ~UNIT_CLOCK; /* ten months behind three years are no October */
		side->unit = u;
	}
	side->n.low = sum;
	side->n.step = n.step;
	side->n.end = n.end;
	side->end = u.off + u.len;
	return true;
}

/* Hours, minutes, seconds; years and months; jin and liang: each is a part of the one before. */
static void read_parts(const struct reading *r, struct side *side)
{
	struct slice whole = side->unit.code;

	if (!whole.p || side->n.low.exp < 0) return;
	for (int i = 0; i < PARTS_MAX; i++) {
		struct slice own = unit_part_code(&side->unit);
		if (!join_part(r, side, whole) && (i || !join_part(r, side, own))) return;
		whole = side->unit.code;
	}
}

/* "Three jin and a half". */
static void read_half_behind(const struct reading *r, struct side *side)
{
	static const uint8_t halvable[DIM_N] = { [DIM_TIME] = 1, [DIM_MASS] = 1,  [DIM_LENGTH] = 1,
						 [DIM_AREA] = 1, [DIM_MONEY] = 1, [DIM_SHARE] = 1 };
	struct decimal half = { .d = { 5 }, .n = 1, .exp = -1 };
	size_t at = side->end;

	if (at >= r->len || KIND_CLASS(r->t->kind[r->s[at]]) != CLS_HALF ||
	    !halvable[side->unit.dim])
		return;
	if (side->n.low.exp < 0 || side->n.low.exp > 1 || side->n.high.n || side->odd ||
	    side->unit.per.p)
		return; /* up to tens */
	if (number_word_at(r->t, LIST_HALF_WORD, r->s + at, r->len - at, NULL)) return;
	if (!decimal_add(&side->n.low, &side->n.low, &half)) return;
	side->n.step = -1;
	side->end = side->n.end = at + 1;
}

/* How many digits without a unit may follow this unit as its tenths and hundredths: 0 none.
 * *spoken: only one, and only where nothing is counted behind it. */
static size_t tenths_allowed(const struct side *side, bool *spoken)
{
	const struct unit *u = &side->unit;

	*spoken = u->flags & UNIT_SPOKEN || (u->flags & UNIT_SMALLER && u->dim == DIM_MONEY);
	if (*spoken) return 1;
	if (u->len == 1 && slice_is(u->code, "ucum:m")) return 2;
	return slice_is(u->code, "ucum:s") ? 2 : 0;
}

/* "One metre eight", "1 metre 75", "9 seconds 83", "3 mao 5": the tenths and hundredths behind the
 * unit, where no unit of their own follows. */
static void read_tenths_behind(const struct reading *r, struct side *side)
{
	size_t at = side->end;
	bool spoken, seconds = slice_is(side->unit.code, "ucum:s");
	size_t most = tenths_allowed(side, &spoken);
	int power = side->unit.flags & UNIT_SMALLER ? side->unit.power : 0;
	struct numeral n;
	struct unit u;

	if (!most || side->odd || side->n.low.exp != power || side->n.high.n || side->unit.per.p)
		return;
	if (at >= r->len || !side_is_numeral(r, at) ||
	    numeral_read(r->t, r->s, r->len, at, &n) != NUMERAL_OK)
		return;
	size_t digits = n.end - at;
	if (digits > most || n.low.exp != 0 || n.low.n != digits || n.high.n ||
	    unit_read(r->t, r->s, r->len, n.end, &u))
		return;
	if (seconds && (digits < 2 || !(n.shape & NUMERAL_ARABIC))) return;
	if (spoken && !bound_is_edge(r, n.end) &&
	    !number_word_at(r->t, LIST_NEXT, r->s + n.end, r->len - n.end, NULL))
		return;
	n.low.exp = (int16_t)(power - (int)digits);
	if (!decimal_add(&side->n.low, &side->n.low, &n.low)) return;
	side->n.step = n.low.exp;
	side->end = side->n.end = n.end;
	if (spoken && side->unit.flags & UNIT_SPOKEN) {
		side->unit.code = SLICE("iso4217:CNY");
		side->unit.dim = DIM_MONEY;
		side->unit.flags &= ~(UNIT_CLASSIFIER | UNIT_SPOKEN);
		side->unit.flags |= UNIT_GUESS;
	}
}

/* "Three kuai five mao": what counts lumps elsewhere is the yuan before its own tenths. */
static void spoken_with_parts(const struct reading *r, struct side *side)
{
	struct numeral n;
	struct unit u;

	if (!(side->unit.flags & UNIT_SPOKEN) || side->odd || side->n.high.n ||
	    !read_part_number(r, side->end, &n))
		return;
	if (!unit_read(r->t, r->s, r->len, n.end, &u) || u.dim != DIM_MONEY ||
	    !(u.flags & UNIT_SMALLER))
		return;
	side->unit.code = SLICE("iso4217:CNY");
	side->unit.dim = DIM_MONEY;
	side->unit.flags &= ~(UNIT_CLASSIFIER | UNIT_SPOKEN);
	side->unit.flags |= UNIT_GUESS;
}

void amount_read(const struct reading *r, struct side *side)
{
	spoken_with_parts(r, side);
	bool plain = !side->unit.per.p && !side->odd && !side->n.high.n;

	if (side->unit.dim == DIM_MONEY && !side->unit.per.p && !side->odd)
		read_money_parts(r, side);
	else if (plain) read_parts(r, side);
	if (side->unit.flags & UNIT_SMALLER && side->unit.power) {
		side->n.low.exp = (int16_t)(side->n.low.exp + side->unit.power);
		side->n.step += side->unit.power;
	}
	read_half_behind(r, side);
	read_tenths_behind(r, side);
}
