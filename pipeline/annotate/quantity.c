/* Quantities: what stands at a numeral of running text, whole. The order of attempts: words that
 * are numbers, ordinals, halves, then a numeral with its unit, as a range, a ratio or alone. What
 * does not count gives QUANTITY_NONE. */
#include "pipeline/annotate/quantity.h"

#define PERCENT "ucum:%"

/* An empty quantity; the digits of its decimals are not touched. */
static void blank(struct quantity *q, size_t at)
{
	q->type = A_NUMBER;
	q->op = OP_EQ;
	q->form = FORM_PLAIN;
	q->dim = DIM_NONE;
	q->flags = 0;
	q->off = q->num_off = at;
	q->end = q->num_end = at + 1;
	q->unit_off = q->unit_len = 0;
	q->op_off = q->op_len = 0;
	decimal_clear(&q->value);
	decimal_clear(&q->low);
	decimal_clear(&q->high);
	q->step = 0;
	q->has_step = false;
	q->unit = (struct unit){ .len = 0 };
	q->code = NULL;
	q->rule = "number.plain";
}

/* Half, over half, first place, doubled: one word. */
static bool read_word(const struct reading *r, size_t at, struct quantity *q)
{
	unsigned word;
	size_t n = number_word_at(r->t, LIST_WORD, r->s + at, r->len - at, &word);

	if (!n || word == WORD_NONE || (word == WORD_FIRST && !bound_is_rank(r, at))) return false;
	if (word == WORD_FOLD && !number_word_before(r->t, LIST_SPEND, r->s, at, NULL))
		return false;
	q->end = q->num_end = at + n;
	q->type = A_PERCENT;
	q->form = FORM_FRACTION;
	q->dim = DIM_SHARE;
	q->value = decimal_small(50);
	q->code = PERCENT;
	q->rule = "number.word";
	if (word == WORD_OVER_HALF) q->op = OP_GT;
	if (word == WORD_NEAR_HALF) q->op = OP_NEAR_BELOW;
	if (word == WORD_WHOLE) {
		q->value = decimal_small(100);
		q->form = FORM_PLAIN;
	} else if (word == WORD_FIRST || word == WORD_DOUBLE) {
		q->value = decimal_small(1);
		q->type = word == WORD_FIRST ? A_ORDINAL : A_QUANTITY;
		q->form = word == WORD_FIRST ? FORM_RANK : FORM_TIMES;
		q->dim = word == WORD_FIRST ? DIM_NONE : DIM_TIMES;
		q->code = NULL;
		if (word == WORD_DOUBLE) q->flags |= ANNOT_DOUBLING;
	}
	if (word >= WORD_FIFTY && word <= WORD_NEAR_FIFTY) {
		q->type = A_NUMBER;
		q->form = FORM_PLAIN;
		q->dim = DIM_NONE;
		q->code = NULL;
		if (word == WORD_OVER_FIFTY) q->op = OP_GT;
		if (word == WORD_NEAR_FIFTY) q->op = OP_NEAR_BELOW;
	}
	if ((q->type != A_PERCENT && word != WORD_FIFTY) || q->op != OP_EQ) return true;
	struct side none = { .off = at };
	bound_read(r, &none, q);
	return true;
}

/* Article 48 bis, 48-2: the number of an article put in behind another; "of one" is not, it counts
 * one of them. */
static size_t read_inserted(const struct reading *r, size_t at)
{
	struct numeral n;
	unsigned of = at + 1 < r->len ? r->t->kind[r->s[at]] : 0;

	if (KIND_CLASS(of) != CLS_OF || KIND_VALUE(of) != 0 || !side_is_numeral(r, at + 1))
		return at;
	if (numeral_read(r->t, r->s, r->len, at + 1, &n) != NUMERAL_OK ||
	    n.shape & ~(NUMERAL_ARABIC | NUMERAL_CHINESE | NUMERAL_LONE))
		return at;
	return n.shape & NUMERAL_ARABIC || decimal_whole(&n.low, 99) > 1 ? n.end : at;
}

/* Third, the fifth session, rank 1. */
static enum quantity_result read_ordinal(const struct reading *r, size_t at, struct quantity *q)
{
	struct numeral n;
	struct unit u;
	size_t i = side_skip_space(r, at + 1);

	if (i >= r->len || numeral_read(r->t, r->s, r->len, i, &n) != NUMERAL_OK)
		return QUANTITY_NONE;
	if (n.shape & (NUMERAL_PER | NUMERAL_FRACTION)) return QUANTITY_NONE;
	q->type = A_ORDINAL;
	q->value = n.low;
	q->num_end = q->end = n.end;
	q->rule = "number.ordinal";
	bool unit = unit_read_for(r->t, r->s, r->len, n.end, UNIT_HAN | UNIT_CLOCK, &u) &&
		    !u.per.p && (u.dim <= DIM_COUNT || u.dim == DIM_TIME || u.flags & UNIT_NAME);
	bool place = !unit || u.flags & UNIT_PERSON, largest = unit && u.flags & UNIT_RANK;
	if (unit) q->end = u.off + u.len;
	bool ranked = bound_is_rank(r, at) || bound_ranks_in_field(r, at, q->end);
	if (largest || (place && ranked)) q->form = FORM_RANK;
	if (unit && q->form != FORM_RANK) q->unit = u;
	if (unit) q->end = read_inserted(r, q->end);
	return QUANTITY_OK;
}

/* Seven tenths, six: the space before a last digit behind which nothing follows. */
static size_t spaced_tenth(const struct reading *r, size_t at)
{
	bool digit = at + 1 < r->len && r->s[at] == ' ' &&
		     KIND_CLASS(r->t->kind[r->s[at + 1]]) == CLS_DIGIT;

	return digit && bound_is_edge(r, at + 2) ? 1 : 0;
}

/* A digit by itself, in words or not: none, no point and no sign goes on behind it. */
static bool lone_digit(const struct reading *r, size_t at)
{
	unsigned cls = KIND_CLASS(r->t->kind[r->s[at]]);
	uint16_t next = at + 1 < r->len ? r->s[at + 1] : ' ';

	if (cls != CLS_ASCII) return cls == CLS_DIGIT;
	if (next < 0x80)
		return next == ' ' || next == ',' || next == ')' || next == '-' || next == '~' ||
		       next == '\n';
	return KIND_CLASS(r->t->kind[next]) != CLS_ASCII;
}

/* A share counted in tenths: seven tenths (and a half, and six), 75 as a discount. */
static void read_tenths(const struct reading *r, struct quantity *q)
{
	unsigned v = decimal_whole(&q->value, 99);
	struct decimal more = { .d = { 5 }, .n = 1, .exp = -1 };
	bool discount = q->unit.flags & UNIT_DISCOUNT;
	size_t at = q->end + spaced_tenth(r, q->end);

	if (at < r->len && q->value.n == 1 && !discount) {
		unsigned kind = r->t->kind[r->s[at]];
		uint32_t row;
		bool digit = lone_digit(r, at) && KIND_VALUE(kind) > 0 &&
			     !number_unit_longest(r->t, r->s + at + 1, r->len - at - 1, &row);
		if (digit) more.d[0] = (uint8_t)KIND_VALUE(kind);
		if ((digit || KIND_CLASS(kind) == CLS_HALF) &&
		    decimal_add(&q->value, &q->value, &more)) {
			q->end = at + 1;
			q->step = -1;
		}
	}
	bool tenths = !discount || v < 10;
	struct decimal ten = { .d = { 1 }, .n = 1, .exp = 1 }, zero = { .n = 1 };
	struct decimal *const ends[] = { &q->value, &q->low, &q->high };
	for (size_t i = 0; i < 3 && tenths; i++)
		if (ends[i]->n && decimal_mul(ends[i], ends[i], &ten))
			decimal_add(ends[i], ends[i], &zero);
	q->step += tenths;
	q->num_end = q->end;
	q->unit.len = 0;
	q->code = PERCENT;
}

/* A dozen is part of the number. */
static void read_dozen(struct quantity *q)
{
	struct decimal twelve = decimal_small(12);

	if (!q->value.n || !decimal_mul(&q->value, &q->value, &twelve)) return;
	q->type = A_NUMBER;
	q->dim = DIM_NONE;
	q->num_end = q->end;
	q->unit.len = 0;
}

/* Behind and before days, and years above 1000: words that make them a length of time (within 90
 * days, 5,800 years ago). */
static bool is_span(const struct reading *r, const struct quantity *q)
{
	size_t behind = q->unit.off + q->unit.len;

	if (number_word_before(r->t, LIST_SPAN, r->s, q->off, NULL)) return true;
	return behind < r->sentence_end && number_word_at(r->t, LIST_SPAN_BEHIND, r->s + behind,
							  r->sentence_end - behind, NULL);
}

#define LAST_YEAR      2200 /* larger numbers of years are lengths */
#define LAST_DAY       31
#define HELD_MAX       200 /* a larger number before a session is a year */
#define DIGIT_OF_COUNT 12  /* in the table of characters: the two that counts */

/* Is number and unit a date, not a length of time? */
static bool is_date(const struct reading *r, const struct quantity *q, const struct numeral *n)
{
	const struct unit *u = &q->unit;
	unsigned v = decimal_whole(&n->low, 9999);

	/* no day is named by it */
	bool two = r->t->kind[r->s[q->num_off]] == (CLS_DIGIT << 4 | DIGIT_OF_COUNT);
	if (u->flags & UNIT_CLOCK && two) return !u->code.p;
	if (u->flags & UNIT_CLOCK)
		return !u->code.p || n->low.exp < 0 ||
		       (v <= LAST_DAY && q->op != OP_RANGE && !is_span(r, q));
	if (n->end < r->len && KIND_CLASS(r->t->kind[r->s[n->end]]) == CLS_MORE)
		return false; /* two thousand-odd years */
	bool years = u->dim == DIM_TIME && slice_is(u->code, "ucum:a");
	if (years && q->num_off > r->sentence && r->s[q->num_off - 1] == '/')
		return true; /* 2025/26/27 */
	if (!years || q->op == OP_RANGE || n->low.n != 4 || n->low.exp != 0) return false;
	if (!(n->shape & NUMERAL_STRING) && v < 1000) return false;
	return !(n->shape & (NUMERAL_SCALED | NUMERAL_GROUPED)) && v <= LAST_YEAR && !is_span(r, q);
}

/* In a text of Taiwan the character for 10^12 and mega is that number (1.25 zhao of budget), unless
 * unit_stops.tsv knows it with what is measured in mega (300 mega broadband). */
static bool means_trillions(const struct reading *r, const struct quantity *q)
{
	const struct unit *u = &q->unit;
	bool one = u->len == 1 && KIND_CLASS(r->t->kind[r->s[u->off]]) == CLS_BIG;
	uint32_t row;

	return one && slice_is(r->region, "iso4217:TWD") &&
	       number_unit_longest(r->t, r->s + u->off, r->len - u->off, &row) == 1;
}

static void take_multiplier(const struct reading *r, struct quantity *q)
{
	int power = (int)KIND_VALUE(r->t->kind[r->s[q->unit.off]]);

	q->value.exp = (int16_t)(q->value.exp + power);
	q->low.exp = (int16_t)(q->low.exp + power);
	q->high.exp = (int16_t)(q->high.exp + power);
	q->step += power;
	q->num_end = q->end;
	q->unit = (struct unit){ .len = 0 };
}

/* Type, dimension and form from the unit. False when number and unit are no quantity (a year, a
 * clock time). */
static bool set_type(const struct reading *r, struct quantity *q, const struct numeral *n)
{
	const struct unit *u = &q->unit;

	if (u->len && means_trillions(r, q)) take_multiplier(r, q);
	if (!u->len) return true;
	if (is_date(r, q, n)) return false;
	if (u->flags & UNIT_DOUBLING && !number_word_before(r->t, LIST_DOUBLED, r->s, q->off, NULL))
		return false; /* a bout of */
	q->dim = u->dim;
	q->rule = "number.unit";
	q->type = A_QUANTITY;
	bool two = r->t->kind[r->s[q->num_off]] == (CLS_DIGIT << 4 | DIGIT_OF_COUNT);
	bool held = u->flags & UNIT_NAME &&
		    number_word_before(r->t, LIST_HELD, r->s, q->off, NULL) &&
		    decimal_whole(&q->value, LAST_YEAR) < HELD_MAX;
	/* what is two by that character is counted, not numbered */
	if (u->flags & UNIT_NAME && !two && !held) {
		q->type = A_ORDINAL;
		return true;
	}
	switch (u->dim) {
	case DIM_SHARE:
		q->type = A_PERCENT;
		break;
	case DIM_MONEY:
		q->type = A_MONEY;
		break;
	case DIM_TIME:
		q->type = A_DURATION;
		break;
	case DIM_TIMES:
		q->form = FORM_TIMES;
		break;
	case DIM_INDEX:
		if (n->shape & NUMERAL_CHINESE) q->dim = DIM_COUNT;
		break;
	default:
		break;
	}
	if (u->flags & UNIT_GUESS && (r->traditional || u->flags & UNIT_NO_SUFFIX))
		q->flags |= ANNOT_UNIT_GUESS;
	unit_set_region(&q->unit, r->region);
	if (u->flags & UNIT_DOUBLING) q->flags |= ANNOT_DOUBLING;
	if (u->flags & UNIT_DISCOUNT && q->value.n && decimal_whole(&q->value, 10) == 10)
		return false; /* no discount */
	if (u->flags & UNIT_TENTH) read_tenths(r, q);
	if (u->flags & UNIT_SPOKEN && bound_is_spent(r, q)) {
		q->unit.code = SLICE("iso4217:CNY");
		q->unit.flags &= ~UNIT_CLASSIFIER;
		q->unit.dim = DIM_MONEY;
		q->dim = DIM_MONEY;
		q->type = A_MONEY;
		q->flags |= ANNOT_UNIT_GUESS;
	}
	if (u->flags & UNIT_DOZEN) read_dozen(q);
	return true;
}

/* Half a year, half a ton: 0.5 of the unit behind. */
static enum quantity_result read_half(const struct reading *r, size_t at, struct quantity *q)
{
	static const uint8_t halvable[DIM_N] = {
		[DIM_TIME] = 1, [DIM_MASS] = 1, [DIM_LENGTH] = 1, [DIM_AREA] = 1, [DIM_SHARE] = 1
	};
	struct unit u;
	size_t i = at + 1;

	struct side side = { .odd = OP_NULL };

	unsigned only_ends = 0; /* the word before only ends like one of the list: ahead by half */
	if (number_word_before(r->t, LIST_HALF_BEHIND, r->s, at, &only_ends) && !only_ends)
		return QUANTITY_NONE;
	/* half a century and more */
	if (i + 2 < r->len && unit_read(r->t, r->s, r->len, i, &u) && u.len == 1 &&
	    u.dim == DIM_COUNT && KIND_CLASS(r->t->kind[r->s[i + 1]]) == CLS_MORE) {
		side = (struct side){ .odd = OP_NEAR_ABOVE, .odd_off = i + 1, .odd_len = 1 };
		i += 2;
	}
	if (i >= r->len || !unit_read(r->t, r->s, r->len, i, &u) || !halvable[u.dim])
		return QUANTITY_NONE;
	if (slice_is(u.code, "ucum:mo"))
		u.flags &= ~UNIT_CLOCK; /* half a month, which no month is named by */
	if (u.flags & UNIT_CLOCK) return QUANTITY_NONE;
	bool price = u.flags & UNIT_DISCOUNT; /* half the price */
	q->value = (struct decimal){ .d = { 5 }, .n = 1, .exp = price ? 0 : -1 };
	q->step = price ? 0 : -1;
	q->has_step = true;
	q->num_end = at + 1;
	q->end = u.off + u.len;
	q->unit = u;
	side.n.low = q->value;
	if (!set_type(r, q, &side.n)) return QUANTITY_NONE;
	bound_read(r, &side, q);
	return QUANTITY_OK;
}

/* Value and span from one side. */
static void from_side(const struct side *a, struct quantity *q)
{
	const struct numeral *n = &a->n;

	q->off = a->off;
	q->end = a->end;
	q->num_off = a->num_off;
	q->num_end = n->end;
	q->unit = a->unit;
	q->step = n->step;
	q->has_step = true;
	if (n->high.n) {
		q->low = n->low;
		q->high = n->high;
		q->op = OP_RANGE;
		q->form = n->shape & NUMERAL_VAGUE ? FORM_VAGUE : FORM_PLAIN;
	} else if (n->exact) {
		q->value = n->low;
	}
}

/* Hundredths, thousandths in words: per cent. */
static void set_per(const struct numeral *n, struct quantity *q)
{
	int shift = (int)n->per - 2;

	q->type = A_PERCENT;
	q->dim = DIM_SHARE;
	q->code = PERCENT;
	q->rule = "number.percent";
	q->value.exp = (int16_t)(q->value.exp - shift);
	q->low.exp = (int16_t)(q->low.exp - shift);
	q->high.exp = (int16_t)(q->high.exp - shift);
	q->step -= shift;
}

/* Multipliers without a digit: hundred wan of money, over a hundred; not in "(unit: wan yuan)". */
static bool bare_scale_counts(const struct reading *r, const struct side *a)
{
	if (a->odd == OP_APPROX && !a->unit.len)
		return false; /* a name that ends in words for "or so" */
	if (a->odd != OP_NULL || a->n.shape & NUMERAL_ABOVE) return true;
	bool large = a->n.end > a->num_off + 1;
	if (a->unit.len && number_word_before(r->t, LIST_SCALE, r->s, a->off, NULL)) return true;
	if (large && number_near_before(r->t, r->s, a->off)) return true;
	enum numeral_class first = KIND_CLASS(r->t->kind[r->s[a->num_off]]);
	enum numeral_class last = KIND_CLASS(r->t->kind[r->s[a->n.end - 1]]);
	if (large && !a->unit.len && last == CLS_DIGIT)
		return bound_lone_digit(r, a->off, a->end); /* a hundred and thirty, short */
	unsigned noun = 0;
	if (a->unit.len &&
	    number_word_at(r->t, LIST_COUNTED, r->s + a->n.end, r->len - a->n.end, &noun) &&
	    noun == 2)
		return true; /* a hundred stars */
	return first == CLS_SMALL && a->n.end > a->num_off + 1 && a->unit.len;
}

/* Does a numeral of this shape count here? */
static bool shape_counts(const struct reading *r, const struct side *a)
{
	unsigned shape = a->n.shape;

	if (shape & NUMERAL_LONE && !(shape & NUMERAL_PER) &&
	    KIND_CLASS(r->t->kind[r->s[a->n.end - 1]]) == CLS_FORMAL)
		return false;
	if (shape & NUMERAL_BARE_SCALE && !(shape & NUMERAL_PER)) return bare_scale_counts(r, a);
	if (a->unit.len || shape & (NUMERAL_PER | NUMERAL_FRACTION)) return true;
	if (quantity_names_something(r, a)) return false;
	if (shape & NUMERAL_LONE) return bound_lone_digit(r, a->off, a->end);
	if (shape & NUMERAL_VAGUE) return true;
	if (a->n.high.n) { /* three-four hundred, but not fourteen-five */
		enum numeral_class last = KIND_CLASS(r->t->kind[r->s[a->n.end - 1]]);
		return last == CLS_SMALL || last == CLS_BIG;
	}
	if (shape & NUMERAL_STRING)
		return a->n.end - a->num_off > 2 && bound_lone_digit(r, a->off, a->end);
	return true;
}

/* 7 2 as a discount: two digits with a space between, as pages set them. */
static bool read_spaced_discount(const struct reading *r, size_t at, struct quantity *q)
{
	struct decimal value = { .n = 0 };
	struct unit u;

	if (at + 4 >= r->len || r->s[at + 1] != ' ' || (at > r->from && !bound_is_edge(r, at - 1)))
		return false;
	for (size_t i = at; i <= at + 2; i += 2) {
		enum numeral_class c = KIND_CLASS(r->t->kind[r->s[i]]);
		unsigned v = KIND_VALUE(r->t->kind[r->s[i]]);
		if ((c != CLS_DIGIT && c != CLS_ASCII) || v < 1 || v > 9) return false;
		decimal_push(&value, v);
	}
	if (!unit_read(r->t, r->s, r->len, side_skip_space(r, at + 3), &u) ||
	    !(u.flags & UNIT_DISCOUNT))
		return false;
	q->value = value;
	q->has_step = true;
	q->num_end = q->end = u.off + u.len;
	q->type = A_PERCENT;
	q->dim = DIM_SHARE;
	q->code = PERCENT;
	q->rule = "number.unit";
	return true;
}

static enum quantity_result read_numeral(const struct reading *r, size_t at, struct quantity *q)
{
	struct side a;

	if (at + 1 < r->len && r->s[at + 1] == ' ' && read_spaced_discount(r, at, q))
		return QUANTITY_OK;
	enum numeral_result got = side_read(r, at, &a);

	q->end = a.n.end > at ? a.n.end : at + 1;
	if (got == NUMERAL_TOO_LONG) {
		q->type = A_VETO;
		q->rule = "number.too-long";
		return QUANTITY_OK;
	}
	if (got != NUMERAL_OK || (r->s[a.n.end - 1] == 'K' && pair_of_game(r)))
		return QUANTITY_NONE; /* so many struck out */
	bool range = pair_read_range(r, &a, q);
	if ((range && q->type == A_VETO) || (!range && pair_read_ratio(r, &a, q)))
		return QUANTITY_OK;
	if (!range) {
		if (!shape_counts(r, &a)) {
			q->end = a.n.end;
			return QUANTITY_NONE;
		}
		from_side(&a, q);
	}
	if (a.n.shape & NUMERAL_PER) set_per(&a.n, q);
	if (a.n.shape & NUMERAL_FRACTION) {
		q->form = FORM_FRACTION;
		q->rule = a.n.rounded ? "number.fraction-cut" : "number.fraction";
	}
	if (!set_type(r, q, &a.n)) return QUANTITY_NONE;
	bound_read(r, &a, q);
	if (q->op == OP_GE || q->op == OP_GT) q->low = q->value;
	if (q->op == OP_LE || q->op == OP_LT) q->high = q->value;
	if (a.n.shape & NUMERAL_LONE && !range && a.n.low.n && a.n.low.d[0] == 1 &&
	    a.n.low.exp == 0 && (bound_is_article(r, q) || bound_is_basis(r, q)))
		q->flags |= ANNOT_ARTICLE;
	return QUANTITY_OK;
}

enum quantity_result quantity_read(const struct reading *r, size_t at, struct quantity *q)
{
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[at]]);

	blank(q, at);
	if (c >= CLS_DIGIT && read_word(r, at, q)) return QUANTITY_OK;
	switch (c) {
	case CLS_NTH:
		return read_ordinal(r, at, q);
	case CLS_HALF:
		return read_half(r, at, q);
	case CLS_ASCII:
	case CLS_DIGIT:
	case CLS_FORMAL:
	case CLS_SMALL:
	case CLS_BIG:
	case CLS_SOME:
	case CLS_TENS:
		return read_numeral(r, at, q);
	default:
		return QUANTITY_NONE;
	}
}
