/* Words around a quantity: bounds and approximations, ranks, what makes "one" an article, where a
 * lone digit counts. */
#include "pipeline/annotate/quantity.h"
#include "pipeline/annotate/segment.h"

#define BASIS_UNITS 8  /* between "one pound" and its price */
#define PRICE_UNITS 16 /* of such a price */
#define FIELD_UNITS 12 /* of the field of a rank, behind its verb */
#define ON_UNITS    4  /* of whom a sum is spent on */
#define WHOLE_UNITS 24 /* between a bound and its share, the whole and the particle */
#define TORN_UNITS  8  /* before a number, cut into words */

/* "Income | above", where the last letters of both words are also a word that bounds nothing ("a
 * trade deficit"): is the word of n units before off torn, its last unit a word of its own? */
static bool is_torn(const struct reading *r, size_t off, size_t n)
{
	size_t from = off - r->sentence > TORN_UNITS ? off - TORN_UNITS : r->sentence;
	struct token *t;
	size_t k = segment_text(r->lexicon, r->cut, (struct uslice){ r->s + from, off - from }, &t);

	return k > 1 && t[k - 1].len == 1 && from + t[k - 2].off < off - n;
}

/* Op of the word before off (one space between), its place in *at and *n. */
static unsigned op_before(const struct reading *r, size_t off, size_t *at, size_t *n)
{
	unsigned op = OP_NULL;

	if (off > r->sentence && (r->s[off - 1] == ' ' || r->s[off - 1] == 0x3000)) off--;
	*n = number_word_before(r->t, LIST_BEFORE, r->s, off, &op);
	if (*n > off - r->sentence) *n = 0;
	if (*n > 1 && op == OP_NULL && is_torn(r, off, *n))
		*n = number_word_before(r->t, LIST_BEFORE, r->s + off - 1, 1, &op);
	*at = off - *n;
	return *n ? op : OP_NULL;
}

static unsigned op_behind(const struct reading *r, size_t end, size_t *at, size_t *n)
{
	unsigned op = OP_NULL;

	if (end < r->sentence_end && r->s[end] == ' ') end++;
	*at = end;
	*n = end < r->sentence_end
		     ? number_word_at(r->t, LIST_AFTER, r->s + end, r->sentence_end - end, &op)
		     : 0;
	/* "for three days | under 8,000": the bound of what follows */
	if (*n && op == OP_LT && end + *n < r->len && side_is_numeral(r, end + *n)) *n = 0;
	return *n ? op : OP_NULL;
}

/* Up to a hundred, past ten thousand: the op of a word that only bounds multipliers. */
static unsigned op_of_scale(const struct reading *r, size_t off, size_t *n)
{
	unsigned kind = 0;

	*n = number_word_before(r->t, LIST_NEAR, r->s, off, &kind);
	if (*n && kind == NEAR_GE) return OP_GE;
	return *n && kind == NEAR_GT ? OP_GT : OP_NULL;
}

/* "No more than | the firm's capital's | 5 %": the bound of a share that stands before its whole
 * and the particle. More words bound parts and multiples ("close to | the country's | third"): a
 * per cent behind them may be that of the other ("above | the average of | 6 %"). */
static unsigned op_of_whole(const struct reading *r, const struct quantity *q, size_t *at,
			    size_t *n)
{
	bool part = q->form == FORM_FRACTION || q->form == FORM_TIMES || q->unit.flags & UNIT_TENTH;
	size_t of = part || q->unit.dim == DIM_SHARE
			    ? number_word_before(r->t, LIST_OF, r->s, q->off, NULL)
			    : 0;
	unsigned op = OP_NULL, of_parts = 0;

	*n = 0;
	for (size_t i = q->off - of; of && i > r->sentence && q->off - i < WHOLE_UNITS; i--) {
		if (!unit_is_ideograph(r->s[i - 1])) return OP_NULL;
		*n = number_word_before(r->t, LIST_BASE, r->s, i, &of_parts);
		*at = i - *n;
		if (*n && (part || !of_parts) &&
		    number_word_before(r->t, LIST_BEFORE, r->s, i, &op))
			return op;
	}
	return OP_NULL;
}

static void set_op(struct quantity *q, unsigned op, size_t off, size_t len)
{
	q->op = (uint8_t)op;
	q->op_off = off;
	q->op_len = len;
}

void bound_read(const struct reading *r, const struct side *side, struct quantity *q)
{
	size_t at, n, at_behind, n_behind;
	unsigned before = op_before(r, q->off, &at, &n);
	unsigned behind = op_behind(r, q->end, &at_behind, &n_behind);
	bool range = q->op == OP_RANGE;

	bool several = side->n.shape & NUMERAL_LONE && q->unit.flags & UNIT_CLASSIFIER;
	if (several && behind == OP_NEAR_ABOVE)
		behind = OP_NULL; /* a city of many peoples: no more than one */
	if (range) return;
	if (before == OP_EQ) before = OP_NULL;
	if (behind == OP_EQ) behind = OP_NULL;
	if (before != OP_NULL && (behind == OP_NULL || before != OP_APPROX)) {
		set_op(q, before, at, n);
	} else if (behind != OP_NULL) {
		set_op(q, behind, at_behind, n_behind);
	} else if (side->n.shape & NUMERAL_BARE_SCALE && op_of_scale(r, q->off, &n)) {
		set_op(q, op_of_scale(r, q->off, &n), q->off - n, n);
	} else if (side->odd != OP_NULL) {
		set_op(q, side->odd, side->odd_off, side->odd_len);
	} else if (side->n.shape & NUMERAL_ABOVE) {
		set_op(q, OP_NEAR_ABOVE, side->n.more_off, side->n.more_len);
	} else {
		before = op_of_whole(r, q, &at, &n);
		if (before != OP_NULL) set_op(q, before, at, n);
	}
}

/* "Only | one shop", not "nearby | a farm": does a word stand before the lone "one" behind which it
 * counts? */
static bool counts_one(const struct reading *r, const struct quantity *q)
{
	unsigned persons = 0, op = OP_EQ;
	size_t n = number_word_before(r->t, LIST_COUNT, r->s, q->off, &persons);
	size_t whole = number_word_before(r->t, LIST_BEFORE, r->s, q->off, &op);

	if (!n || (whole > n && op == OP_NULL)) return false;
	return !persons || q->unit.flags & UNIT_PERSON;
}

bool bound_is_article(const struct reading *r, const struct quantity *q)
{
	if (q->unit.flags & UNIT_BATCH) return true;
	if (q->op != OP_EQ) return false;
	if (q->unit.dim == DIM_TIME)
		return number_word_before(r->t, LIST_OF, r->s, q->off, NULL) > 0;
	if (!(q->unit.flags & UNIT_CLASSIFIER)) return false;
	return !counts_one(r, q);
}

/* Behind digits from i on and marks of a range between them. */
static size_t behind_numerals(const struct reading *r, size_t i)
{
	size_t end = i + PRICE_UNITS < r->sentence_end ? i + PRICE_UNITS : r->sentence_end;

	while (i < end) {
		size_t n = number_word_at(r->t, LIST_RANGE, r->s + i, end - i, NULL);
		if (!n && (side_is_numeral(r, i) || r->s[i] == '.')) n = 1;
		if (!n) break;
		i += n;
	}
	return i;
}

bool bound_is_basis(const struct reading *r, const struct quantity *q)
{
	size_t i = q->end, end = i + BASIS_UNITS;
	struct unit u;

	if (q->op != OP_EQ || !q->unit.len || q->unit.dim == DIM_TIME || q->unit.dim == DIM_MONEY)
		return false;
	bool again = i < r->sentence_end && r->s[i] == r->s[q->num_off];
	if (again && q->unit.len == 1 && i + 1 < r->sentence_end && unit_is_ideograph(r->s[i + 1]))
		return true; /* one household, one plan */
	if (end > r->sentence_end) end = r->sentence_end;
	while (i < end && unit_is_ideograph(r->s[i]) && !side_is_numeral(r, i)) i++;
	if (i == end || !side_is_numeral(r, i)) return false;
	return unit_read(r->t, r->s, r->sentence_end, behind_numerals(r, i), &u) &&
	       u.dim == DIM_MONEY;
}

/* Not a letter, digit or Chinese character. */
static bool is_edge(uint16_t c)
{
	bool ascii_word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

	if (ascii_word) return false;
	return c < 0x2e80 || (c >= 0x3000 && c <= 0x303f && c != 0x3007) || c >= 0xff00;
}

/* Two shareholders, four departments: a noun that digits from two on count without a classifier.
 * The plain two and one number or point at things. */
static bool counts_noun(const struct reading *r, size_t off, size_t end)
{
	unsigned kind = r->t->kind[r->s[off]], noun, two = 12;

	if (end != off + 1 || KIND_CLASS(kind) != CLS_DIGIT || KIND_VALUE(kind) < 3) return false;
	if (!number_word_at(r->t, LIST_COUNTED, r->s + end, r->sentence_end - end, &noun))
		return false;
	return !noun || (noun == 1 && KIND_VALUE(kind) == two);
}

bool bound_lone_digit(const struct reading *r, size_t off, size_t end)
{
	bool open = off == r->sentence || is_edge(r->s[off - 1]) ||
		    number_word_before(r->t, LIST_PREV, r->s, off, NULL);

	if (counts_noun(r, off, end)) return true;
	if (!open) return false;
	return end >= r->sentence_end || is_edge(r->s[end]) ||
	       number_word_at(r->t, LIST_NEXT, r->s + end, r->sentence_end - end, NULL);
}

bool bound_is_rank(const struct reading *r, size_t off)
{
	unsigned kind;

	return number_word_before(r->t, LIST_RANK, r->s, off, &kind) && kind != RANK_LAST;
}

bool bound_ranks_in_field(const struct reading *r, size_t off, size_t end)
{
	unsigned kind = RANK_NEAR;

	if (!bound_is_edge(r, end)) return false;
	for (size_t i = off; i > r->sentence && off - i < FIELD_UNITS; i--) {
		if (number_word_before(r->t, LIST_RANK, r->s, i, &kind) && kind != RANK_NEAR)
			return kind == RANK_FAR;
		if (!unit_is_ideograph(r->s[i - 1])) return false;
	}
	return false;
}

bool bound_is_edge(const struct reading *r, size_t at)
{
	return at >= r->sentence_end || is_edge(r->s[at]);
}

bool bound_is_spent(const struct reading *r, const struct quantity *q)
{
	unsigned kind;

	if (!bound_is_edge(r, q->end)) return false;
	if (number_word_before(r->t, LIST_SPEND, r->s, q->off, NULL)) return true;
	for (size_t i = q->off; i > r->sentence && q->off - i < ON_UNITS; i--) {
		if (!unit_is_ideograph(r->s[i - 1])) return false;
		if (number_word_before(r->t, LIST_SPEND, r->s, i - 1, &kind) && kind == SPEND_ON)
			return true;
	}
	return false;
}
