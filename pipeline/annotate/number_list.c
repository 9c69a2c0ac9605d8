/* What is said once for several listed numbers: the unit behind the last ("27, 47 and 18 tons"),
 * with it its power of ten
 * ("7.2 and 8.3 yi yuan"), and the mark of ordinals before the first ("the 27th, 34 and 137
 * articles"); and records of games. From annotations side by side to the same with unit, value or
 * type. Limit: SHARED_MAX numbers. */
#include "pipeline/annotate/number_list.h"

#include "pipeline/annotate/numeral_decimal.h"
#include "pipeline/core/punctuation.h"

#define SHARED_GAP    5	  /* units between two numbers that share points */
#define SHARED_MAX    16  /* numbers */
#define FIGURES_APART 100 /* a figure so much larger than the one with a power of ten has none */

/* Only a list mark, or one and a short name of Han, between two offsets? "above the country's 0.4,
 * | the province's | 0.1 points". */
static bool lists_on(const uint16_t *s, size_t from, size_t to)
{
	if (from >= to || to - from > SHARED_GAP) return false;
	if (to - from == 1) return s[from] == LIST_MARK || unit_is_ideograph(s[from]);
	if (s[from] != LIST_MARK) return false;
	while (++from < to)
		if (!unit_is_ideograph(s[from])) return false;
	return true;
}

static void take_unit(struct annot *b, const struct annot *a)
{
	b->type = a->type;
	b->dim = a->dim;
	b->flags |= a->flags & ANNOT_UNIT_GUESS;
	b->unit_off = a->unit_off;
	b->unit_len = a->unit_len;
	b->unit_code = a->unit_code;
}

/* "0.7, 1.4 points": the decimals listed before points said once are points too. */
static void share_points(struct doc *d)
{
	for (size_t i = d->n_annots; i-- > 1;) {
		const struct annot *a = &d->annots[i];
		struct annot *b = &d->annots[i - 1];
		bool bare = b->type == A_NUMBER && b->form == FORM_PLAIN && !b->unit_len &&
			    b->num_len > 2;
		bool half = b->type == A_QUANTITY && b->unit_len == 1 &&
			    d->text.p[b->unit_off] == d->text.p[a->unit_off];
		if (a->dim != DIM_POINTS || !(bare || half) || b->off >= a->off ||
		    !lists_on(d->text.p, b->off + b->len, a->off))
			return;
		take_unit(b, a);
	}
}

static bool in_digits(const struct number_table *t, const struct doc *d, const struct annot *a)
{
	return a->num_len && KIND_CLASS(t->kind[d->text.p[a->num_off]]) == CLS_ASCII;
}

/* A plain number in digits without a unit. */
static bool is_bare(const struct number_table *t, const struct doc *d, const struct annot *a)
{
	return a->type == A_NUMBER && a->form == FORM_PLAIN && !a->unit_len && a->value_dec.p &&
	       in_digits(t, d, a);
}

/* Is there but a list mark or a word for "and" between b and a behind it? Where to is set, one for
 * "to" will do. */
static bool listed(const struct number_table *t, const uint16_t *s, const struct annot *b,
		   const struct annot *a, bool to)
{
	size_t from = b->off + b->len, n = a->off - from;
	unsigned kind = 0;

	return a->off > from && n <= 2 && number_word_at(t, LIST_RANGE, s + from, n, &kind) == n &&
	       (kind || to);
}

/* May the first of two listed numbers share the unit? A short whole number behind a noun is as
 * often its name. */
static bool opens_list(const struct number_table *t, const struct doc *d, const struct annot *a)
{
	const uint16_t *s = d->text.p;

	if (a->num_len > 2 || !a->off || !unit_is_ideograph(s[a->off - 1])) return true;
	return a->op != OP_EQ || number_word_before(t, LIST_PREV, s, a->off, NULL) ||
	       number_word_before(t, LIST_BEFORE, s, a->off, NULL);
}

/* The power of ten of the multipliers that a's number ends with. */
static int power_of(const struct number_table *t, const struct doc *d, const struct annot *a)
{
	int power = 0;

	for (size_t i = a->num_off + a->num_len;
	     i-- > a->num_off && KIND_CLASS(t->kind[d->text.p[i]]) == CLS_BIG;)
		power += (int)KIND_VALUE(t->kind[d->text.p[i]]);
	return power;
}

/* Is b a figure of the size that a has before its power of ten? */
static bool same_size(const struct annot *b, const struct annot *a, int power)
{
	struct decimal x, y, apart = decimal_small(FIGURES_APART);

	if (!a->value_dec.p || !decimal_parse(&x, b->value_dec) || !decimal_parse(&y, a->value_dec))
		return false;
	y.exp = (int16_t)(y.exp - power);
	return decimal_mul(&y, &y, &apart) && decimal_cmp(&x, &y) < 0;
}

/* "27, 47 and 18 tons": the numbers listed before one that has a unit are counted in it too. */
static void share_unit(const struct number_table *t, struct doc *d)
{
	const struct annot *last = &d->annots[d->n_annots - 1];
	size_t n = 0, i = d->n_annots - 1;
	bool counts = last->type == A_QUANTITY || last->type == A_MONEY ||
		      last->type == A_PERCENT || last->type == A_DURATION ||
		      (last->type == A_ORDINAL && last->form == FORM_PLAIN);

	if (!counts || last->unit_off < last->num_off + last->num_len || !last->unit_len ||
	    !in_digits(t, d, last))
		return;
	for (; i > 0 && n < SHARED_MAX; i--, n++)
		if (!is_bare(t, d, &d->annots[i - 1]) ||
		    !listed(t, d->text.p, &d->annots[i - 1], &d->annots[i], false))
			break;
	if (n == 1 && !opens_list(t, d, &d->annots[i])) return;
	int power = n ? power_of(t, d, last) : 0;
	for (; n; n--, i++) {
		struct annot *b = &d->annots[i];
		take_unit(b, last);
		if (power && !power_of(t, d, b) && same_size(b, last, power))
			number_scale(d, b, power, ANNOT_SHARED_POWER);
	}
}

static bool counts_by_one(const struct annot *a)
{
	return a->type == A_QUANTITY && a->dim == DIM_COUNT && a->unit_len == 1;
}

/* "8 won 5 drawn 4 lost": the middle of three that stand together is counted by its character,
 * whatever else that measures. */
static void share_record(const struct number_table *t, struct doc *d)
{
	struct annot *c = &d->annots[d->n_annots - 1], *b = c - 1, *a = b - 1;
	uint32_t end = b->off + b->len;

	if (!counts_by_one(c) || !counts_by_one(a) || !is_bare(t, d, b) || c->off != end + 1 ||
	    a->off + a->len != b->off)
		return;
	if (!unit_is_ideograph(d->text.p[end])) return;
	b->type = A_QUANTITY;
	b->dim = DIM_COUNT;
	b->unit_off = end;
	b->unit_len = 1;
	b->len++;
	b->rule_id = c->rule_id;
	b->unit_code = arena_printf(&d->arena, "zh:%s",
				    arena_utf8(&d->arena, (struct uslice){ d->text.p + end, 1 }).p);
}

/* "The 27th, 34 and 137 articles", "the 13th to 15 articles", "article 13-1": ordinals all of
 * them. */
static void share_ordinal(const struct number_table *t, struct doc *d)
{
	struct annot *a = &d->annots[d->n_annots - 1];
	const struct annot *b = a - 1;
	bool whole = (a->type == A_NUMBER || a->type == A_QUANTITY) && a->form == FORM_PLAIN &&
		     a->op == OP_EQ && in_digits(t, d, a);

	if (!whole || b->type != A_ORDINAL || b->unit_len || !listed(t, d->text.p, b, a, true))
		return;
	if (KIND_CLASS(t->kind[d->text.p[b->off + b->len - 1]]) != CLS_ASCII) return;
	a->type = A_ORDINAL;
	a->form = b->form;
	a->rule_id = b->rule_id;
}

void number_scale(struct doc *d, struct annot *a, int power, uint8_t flag)
{
	a->flags = (uint8_t)(a->flags | flag);
	a->value_dec = decimal_scale(&d->arena, a->value_dec, power);
	a->low_dec = decimal_scale(&d->arena, a->low_dec, power);
	a->high_dec = decimal_scale(&d->arena, a->high_dec, power);
	a->step_dec = decimal_scale(&d->arena, a->step_dec, power);
}

void number_list_share(const struct number_table *t, struct doc *d)
{
	if (d->n_annots < 2) return;
	const struct annot *a = &d->annots[d->n_annots - 1], *b = a - 1;
	if (b->off + b->len >= a->off || a->off - b->off - b->len > SHARED_GAP) return;
	if (d->n_annots > 2 && a->off == b->off + b->len + 1) share_record(t, d);
	if (a->dim == DIM_POINTS) share_points(d);
	else if (b->type == A_ORDINAL) share_ordinal(t, d);
	else share_unit(t, d);
}
