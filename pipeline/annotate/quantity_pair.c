/* Two numbers as one: ranges (3 to 5, 5,000-6,000, between 20 and 30) and ratios (1.8:1), told from
 * scores. */
#include "pipeline/annotate/quantity.h"

#define PROPORTION_MAX 12 /* units before a ratio for words of proportions */

/* Power of ten that the multipliers at the numeral's end make (hundred and more). */
static int trailing_power(const struct reading *r, size_t off, size_t end)
{
	int power = 0;

	while (end > off) {
		unsigned kind = r->t->kind[r->s[end - 1]];
		bool small = KIND_CLASS(kind) == CLS_SMALL && KIND_VALUE(kind) >= 2;
		if (!small && KIND_CLASS(kind) != CLS_BIG) break;
		power += (int)KIND_VALUE(kind);
		end--;
	}
	return power;
}

/* 3 to 5 wan: the first end takes the multiplier of the second where it is the smaller figure. */
static void share_power(const struct reading *r, struct side *a, const struct side *b)
{
	struct decimal figure = b->n.low;
	int power = trailing_power(r, b->num_off, b->n.end);

	if (!power || a->unit.len || a->n.shape & (NUMERAL_SCALED | NUMERAL_PER)) return;
	if (trailing_power(r, a->num_off, a->n.end)) return;
	figure.exp = (int16_t)(figure.exp - power);
	if (decimal_cmp(&a->n.low, &figure) >= 0) return;
	a->n.low.exp = (int16_t)(a->n.low.exp + power);
}

static bool same_unit(const struct reading *r, const struct unit *a, const struct unit *b)
{
	if (a->len == b->len && memcmp(r->s + a->off, r->s + b->off, a->len * sizeof *r->s) == 0)
		return true;
	/* "per" may stand behind the second alone */
	return a->dim == b->dim && a->code.p && slice_eq(a->code, b->code) && !a->per.p;
}

static bool year_like(const struct side *s)
{
	unsigned v = decimal_whole(&s->n.low, 9999);

	return !s->unit.len && s->n.shape == NUMERAL_ARABIC && s->n.low.exp == 0 && v >= 1800 &&
	       v < 2200;
}

/* The word between the ends, spaces around it stepped over; 0 if there is none. */
static size_t range_word(const struct reading *r, size_t at, unsigned *kind)
{
	size_t i = side_skip_space(r, at);
	size_t n = i < r->len ? number_word_at(r->t, LIST_RANGE, r->s + i, r->len - i, kind) : 0;

	if (!n || (i != at && KIND_CLASS(r->t->kind[r->s[i]]) != CLS_NONE)) return 0;
	return side_skip_space(r, i + n);
}

static size_t skip_minus(const struct reading *r, size_t at)
{
	for (size_t n = 1; n <= 2 && at + n < r->len; n++)
		if (number_word_before(r->t, LIST_MINUS, r->s, at + n, NULL) == n) return at + n;
	return at;
}

/* Is "and" between two numbers a range: "between" must stand behind. */
static size_t between_behind(const struct reading *r, size_t end)
{
	return end < r->len ? number_word_at(r->t, LIST_BETWEEN, r->s + end, r->len - end, NULL)
			    : 0;
}

static bool read_second(const struct reading *r, size_t at, struct side *b)
{
	struct reading inner = *r;
	size_t digits = skip_minus(r, at);

	inner.from = inner.sentence = at; /* a minus here is its own */
	if (digits >= r->len || KIND_CLASS(r->t->kind[r->s[digits]]) == CLS_NONE) return false;
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[digits]]);
	if (c > CLS_BIG && c != CLS_TENS) return false;
	return side_read(&inner, digits, b) == NUMERAL_OK && b->off == at;
}

static bool word_within(const struct reading *r, enum word_list list, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (number_word_at(r->t, list, r->s + i, to - i, NULL)) return true;
	return false;
}

bool pair_of_game(const struct reading *r)
{
	if (!*r->game) *r->game = word_within(r, LIST_SCORE, r->sentence, r->sentence_end) ? 2 : 1;
	return *r->game == 2;
}

/* 1-0 in a sentence about a game. */
static bool is_score(const struct reading *r, const struct side *a, const struct side *b)
{
	if (a->unit.len || b->unit.len || a->n.shape != NUMERAL_ARABIC ||
	    b->n.shape != NUMERAL_ARABIC)
		return false;
	if (b->off != a->end + 1 || decimal_whole(&a->n.low, 200) > 200 ||
	    decimal_whole(&b->n.low, 200) > 200)
		return false;
	return pair_of_game(r);
}

/* One digit and zeros behind it: the digit, *power its zeros; 0 for other numbers. */
static unsigned lone_figure(const struct decimal *x, int *power)
{
	unsigned v = x->exp >= 0 && x->n ? x->d[0] : 0;

	for (unsigned i = 1; i < x->n; i++)
		if (x->d[i]) return 0;
	*power = x->exp + x->n - 1;
	return v;
}

/* "8、9 patients", "2、3000 yuan", "3000、4000 yuan": neighbouring figures are about so many, not
 * two numbers; in words only where the second has tens or more, as the lines 3、4 may be numbered.
 * An age and what has no unit is each its own. Gives the first its power of ten. */
static bool neighbours(const struct reading *r, struct side *a, const struct side *b)
{
	int pa = 0, pb = 0;
	unsigned x = lone_figure(&a->n.low, &pa), y = lone_figure(&b->n.low, &pb);
	unsigned row = 0;

	bool words = a->n.shape == (NUMERAL_CHINESE | NUMERAL_LONE) && pb > 0 &&
		     b->n.shape & NUMERAL_CHINESE;
	if ((a->n.shape != NUMERAL_ARABIC && !words) || a->unit.len || a->prefixed ||
	    !b->unit.len || b->unit.flags & UNIT_CLOCK)
		return false;
	if (!x || y != x + 1 || (pa && pa != pb)) return false;
	bool age = b->unit.dim == DIM_TIME && slice_starts(b->unit.code, SLICE("zh:"));
	if (age || b->unit.dim >= DIM_SHARE || b->unit.flags & (UNIT_NAME | UNIT_NAME_HAN))
		return false;
	if (a->off > r->sentence && number_word_at(r->t, LIST_RANGE, r->s + a->off - 1, 1, &row) &&
	    row == 2)
		return false;
	a->n.low.exp = (int16_t)(a->n.low.exp + pb - pa);
	return true;
}

/* One year to three years and ten months: the first end too in the smaller unit. */
static void in_parts(struct side *a, const struct side *b)
{
	struct unit_part part;

	if (!a->unit.len || a->unit.per.p || b->unit.per.p || !b->unit.len ||
	    !unit_find_part(&b->unit, a->unit.code, &part))
		return;
	struct decimal ratio = decimal_small(part.ratio), sum;
	if (b->n.end <= b->num_off + 1 || !slice_eq(part.code, b->unit.code) ||
	    !decimal_mul(&sum, &a->n.low, &ratio))
		return;
	a->n.low = sum;
	a->unit.code = b->unit.code;
}

/* "From 80,000 to 1.2 million | unequal", "from 8 to 63 years of age": b ends no change. */
static bool is_uneven(const struct reading *r, const struct side *b)
{
	size_t at = b->end;
	unsigned op = OP_EQ;

	if (b->unit.flags & UNIT_AGE) return true;
	return at < r->len && number_word_at(r->t, LIST_AFTER, r->s + at, r->len - at, &op) &&
	       op == OP_NULL;
}

/* "Fell by 120 points | to 18,500 points": each with its unit, the second so much larger that it is
 * no end of a range. */
#define FAR_TIMES 4
static bool reaches_far(const struct reading *r, const struct side *a, const struct side *b)
{
	struct decimal times = decimal_small(FAR_TIMES), far;

	/* growth of 1 to 19 % is foreseen so */
	bool rate = slice_is(a->unit.code, "ucum:%") || a->n.shape & NUMERAL_PER;
	if (!a->unit.len || !b->unit.len || rate || !unit_is_ideograph(r->s[a->end])) return false;
	return decimal_mul(&far, &a->n.low, &times) && decimal_cmp(&b->n.low, &far) > 0;
}

bool pair_read_range(const struct reading *r, const struct side *first, struct quantity *q)
{
	struct side a = *first, b;
	unsigned kind = 0;
	size_t at = range_word(r, a.end, &kind);

	if (at == a.end + 2 && a.n.low.neg && r->s[a.end] == '-' && r->s[a.end + 1] == '-')
		at--; /* from one loss to another */
	if (!at || a.n.high.n || a.odd || a.n.shape & NUMERAL_FRACTION || !read_second(r, at, &b))
		return false;
	if (b.n.high.n || b.n.shape & NUMERAL_FRACTION) return false;
	/* four to five hundredths, said once */
	bool per_first = a.n.shape & NUMERAL_PER && !b.unit.len;
	if ((a.n.shape ^ b.n.shape) & NUMERAL_PER && !per_first) return false;
	if (year_like(&a) && year_like(&b)) return false;
	in_parts(&a, &b);
	if (a.unit.len && !a.prefixed && (!b.unit.len || !same_unit(r, &a.unit, &b.unit)))
		return false;
	if (a.unit.flags & UNIT_CLOCK || b.unit.flags & UNIT_CLOCK) return false;
	if (kind == 2 && !neighbours(r, &a, &b)) return false;
	if (kind == 1 && b.unit.len && between_behind(r, b.unit.off)) {
		b.end = b.n.end;
		b.unit.len = 0;
	}
	if (kind == 1 && !between_behind(r, b.end)) return false;
	/* without it "and" joins no range */
	size_t end = kind == 1 ? b.end + between_behind(r, b.end) : b.end;
	unsigned change = 0;
	/* a sign joins a range even there: from 4-5 yuan to 7 */
	bool from = kind == 0 && unit_is_ideograph(r->s[at - 1]) &&
		    number_word_before(r->t, LIST_FROM, r->s, a.off, &change);
	if (from && (!change || reaches_far(r, &a, &b)) && !is_uneven(r, &b)) return false;
	if (is_score(r, &a, &b)) {
		q->type = A_VETO;
		q->rule = "number.score";
		q->off = a.off;
		q->end = b.end;
		return true;
	}
	share_power(r, &a, &b);
	int order = decimal_cmp(&a.n.low, &b.n.low);
	bool falling = order > 0 && kind == 0 && a.unit.len && b.unit.len &&
		       !unit_is_ideograph(r->s[a.end]); /* 1.75 to 1.65 million lost */
	if (order == 0 || (order > 0 && !falling)) return false;
	if (falling) {
		struct decimal low = b.n.low;
		b.n.low = a.n.low;
		a.n.low = low;
	}
	q->off = a.off;
	q->num_off = a.num_off;
	q->num_end = b.n.end;
	q->end = end;
	q->unit = b.unit.len ? b.unit : a.unit;
	q->low = a.n.low;
	q->high = b.n.low;
	q->step = b.n.step;
	q->has_step = true;
	q->op = OP_RANGE;
	q->op_off = a.end;
	q->op_len = at - a.end;
	return true;
}

static bool is_one(const struct decimal *x)
{
	return decimal_whole(x, 2) == 1 && x->exp >= 0;
}

/* 3:2:1, a ratio of more than two terms: the end of the last, 0 for two terms. */
static size_t more_terms(const struct reading *r, size_t at)
{
	size_t end = 0;

	for (int i = 0; i < 8; i++) {
		struct side next;
		size_t n = at < r->len
				   ? number_word_at(r->t, LIST_RATIO, r->s + at, r->len - at, NULL)
				   : 0;
		if (!n || !read_second(r, at + n, &next)) break;
		end = at = next.n.end;
	}
	return end;
}

bool pair_read_ratio(const struct reading *r, const struct side *a, struct quantity *q)
{
	unsigned clock = 0;
	struct side b;
	size_t n = a->end < r->len ? number_word_at(r->t, LIST_RATIO, r->s + a->end,
						    r->len - a->end, &clock)
				   : 0;

	bool unit = a->unit.len && !a->prefixed; /* the dollar | 16:30: a time of day */
	if (!n || unit || a->n.high.n ||
	    a->n.shape & (NUMERAL_PER | NUMERAL_FRACTION | NUMERAL_SCALED))
		return false;
	if (!read_second(r, a->end + n, &b)) return false;
	/* by 4:1, which is not one game */
	bool won = b.unit.flags & UNIT_DIGITS && b.unit.dim == DIM_COUNT;
	if (won) {
		b.unit = (struct unit){ .len = 0 };
		b.end = b.n.end;
	}
	if (b.unit.len || b.n.high.n || b.n.shape & (NUMERAL_PER | NUMERAL_FRACTION)) return false;
	size_t near = a->off > r->sentence + PROPORTION_MAX ? a->off - PROPORTION_MAX : r->sentence;
	bool decimals = a->n.low.exp < 0 || b.n.low.exp < 0;
	bool ratio =
		decimals || (!won && !pair_of_game(r) &&
			     (is_one(&b.n.low) || word_within(r, LIST_PROPORTION, near, a->off)));
	size_t many = more_terms(r, b.end);
	q->off = q->num_off = a->num_off;
	q->num_end = q->end = many ? many : b.end;
	if (!ratio || many) {
		q->type = A_VETO;
		q->rule = many ? "number.terms" : "number.score";
		return true;
	}
	q->type = A_NUMBER;
	q->form = FORM_RATIO;
	q->op = OP_EQ;
	if (is_one(&b.n.low)) q->value = a->n.low;
	else if (!decimal_div(&q->value, &a->n.low, &b.n.low, 12)) q->value.n = 0;
	q->rule = "number.ratio";
	return true;
}
