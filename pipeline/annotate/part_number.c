/* Numbers of running text: every numeral that no earlier part has claimed (times, fixed words and
 * codes) becomes an annotation with value, bound, unit and dimension. What stands inside a title in
 * brackets is left alone. Rules: rules/annotate/{numerals,units,unit_stops,bounds}.tsv. Linear in
 * the text. */
#include "pipeline/annotate/number_list.h"
#include "pipeline/annotate/number_prove.h"
#include "pipeline/annotate/number_table.h"
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/quantity.h"
#include "pipeline/annotate/region.h"
#include "pipeline/annotate/segment.h"
#include "pipeline/core/punctuation.h"

#define TITLE_MAX 80
#define JOIN_MAX  6 /* units between two bounds of one quantity */

/* Ground that is taken: times and vetoes, joined where they overlap, ascending. */
struct span {
	uint32_t off, end;
};

struct taken {
	struct span *spans;
	size_t n, i;
};

static struct taken collect_taken(struct doc *d)
{
	struct taken t = { .spans = arena_alloc(&d->arena, d->n_annots * sizeof(struct span)) };

	for (size_t i = 0; i < d->n_annots; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type != A_TIME && a->type != A_VETO) continue;
		struct span s = { a->off, a->off + a->len };
		if (t.n && s.off < t.spans[t.n - 1].end) {
			if (s.end > t.spans[t.n - 1].end) t.spans[t.n - 1].end = s.end;
			continue;
		}
		t.spans[t.n++] = s;
	}
	return t;
}

static struct slice decimal_or_none(struct doc *d, const struct decimal *x)
{
	return x->n ? decimal_format(&d->arena, x) : SLICE_NONE;
}

static void add_annot(const struct number_table *t, struct doc *d, const struct quantity *q)
{
	struct annot *a = doc_add_annot(d, (enum annot_type)q->type, q->off, q->end - q->off);

	a->rule_id = slice_str(q->rule);
	if (q->type == A_VETO) return;
	a->op = q->op;
	a->form = q->form;
	a->dim = q->dim;
	a->flags = (uint8_t)q->flags;
	a->num_off = (uint32_t)q->num_off;
	a->num_len = (uint32_t)(q->num_end - q->num_off);
	a->unit_off = (uint32_t)q->unit.off;
	a->unit_len = (uint32_t)q->unit.len;
	a->op_off = (uint32_t)q->op_off;
	a->op_len = (uint32_t)q->op_len;
	a->value_dec = decimal_or_none(d, &q->value);
	a->low_dec = decimal_or_none(d, &q->low);
	a->high_dec = decimal_or_none(d, &q->high);
	if (q->has_step) a->step_dec = decimal_power(&d->arena, q->step);
	a->unit_code = q->code	     ? slice_str(q->code)
		       : q->unit.len ? unit_code(&d->arena, &q->unit)
				     : SLICE_NONE;
	number_list_share(t, d);
}

static bool is_lower(const struct quantity *q)
{
	return (q->op == OP_GE || q->op == OP_GT) && q->value.n;
}

static bool is_upper(const struct quantity *q)
{
	return (q->op == OP_LE || q->op == OP_LT) && q->value.n;
}

/* Does s[from, to) hold nothing but words that join two bounds of one quantity? */
static bool joins(const struct number_table *t, const uint16_t *s, size_t from, size_t to)
{
	while (from < to) {
		size_t n = number_word_at(t, LIST_JOIN, s + from, to - from, NULL);
		if (!n) return false;
		from += n;
	}
	return true;
}

/* Over 18 and under 60 years: two bounds of one quantity side by side are one range, in a. */
static bool merge_bounds(const struct number_table *t, const uint16_t *s, struct quantity *a,
			 const struct quantity *b)
{
	size_t from = a->op_off > a->off ? a->op_off + a->op_len : a->end,
	       to = b->op_off < b->off ? b->op_off : b->off;
	const struct quantity *low = is_lower(a) ? a : b, *high = low == a ? b : a;

	if (!is_lower(low) || !is_upper(high) || from > to || to - from > JOIN_MAX ||
	    !joins(t, s, from, to))
		return false;
	if (a->unit.len && (a->dim != b->dim || !slice_eq(a->unit.code, b->unit.code)))
		return false;
	if (decimal_cmp(&low->value, &high->value) >= 0) return false;
	struct quantity r = *b;
	r.low = low->value;
	r.high = high->value;
	r.value.n = 0;
	r.op = OP_RANGE;
	r.off = a->off;
	r.num_off = a->num_off;
	r.op_off = a->op_off;
	r.op_len = a->op_len;
	r.rule = "number.bounds";
	*a = r;
	return true;
}

/* The end of what may be read from at: the next taken span or the sentence's end; steps over spans
 * behind at. */
static size_t free_end(struct taken *t, size_t at, size_t sentence_end)
{
	while (t->i < t->n && t->spans[t->i].end <= at) t->i++;
	return t->i < t->n && t->spans[t->i].off < sentence_end ? t->spans[t->i].off : sentence_end;
}

/* Behind the title that opens at i, or i + 1. */
static size_t skip_title(const uint16_t *s, size_t end, size_t i)
{
	for (size_t k = i + 1; k < end && k <= i + TITLE_MAX; k++)
		if (s[k] == s[i] + 1)
			return k + 1; /* the mark that shuts stands next in the code */
	return i + 1;
}

/* A lone Chinese digit inside words, as most are: no unit, range, ratio or word of a number's end
 * begins behind it, and no currency ends before it. quantity_read would say so too, at twenty times
 * the cost. */
static bool names_by_digit(const struct reading *r, size_t at)
{
	const unsigned goes_on = BEGINS_UNIT | 1u << LIST_RANGE | 1u << LIST_RATIO |
				 1u << LIST_NEXT | 1u << LIST_ODD | 1u << LIST_COUNTED;
	const struct number_table *t = r->t;

	if (KIND_CLASS(t->kind[r->s[at]]) != CLS_DIGIT || at + 1 >= r->sentence_end || at == 0)
		return false;
	uint16_t next = r->s[at + 1], before = r->s[at - 1];
	if (!unit_is_ideograph(next) || t->kind[next] || class_set(&t->begins, next) & goes_on)
		return false;
	if (class_set(&t->begins, r->s[at]) & 1u << LIST_WORD ||
	    class_set(&t->ends, before) & BEGINS_UNIT)
		return false;
	return before != ' ' && !number_may_start(t, before);
}

struct number_state {
	struct number_table *t;
	struct region_words *regions;
	struct lexicon *lexicon;
};

static void scan_sentence(const struct number_state *n, struct segment_scratch *cut, struct doc *d,
			  struct taken *taken, const struct sentence *at, struct slice region)
{
	const struct number_table *t = n->t;
	size_t off = at->off, end = off + at->len;
	uint8_t game = 0;
	struct reading r = { .t = t,
			     .s = d->text.p,
			     .from = off,
			     .sentence = off,
			     .sentence_end = end,
			     .game = &game,
			     .traditional = slice_is(d->script, "hant"),
			     .region = region,
			     .lexicon = n->lexicon,
			     .cut = cut };
	struct quantity room[2], *q = &room[0], *held = &room[1], *swap;
	struct look look = look_for(d, LOOK_number, t->starts);
	bool holding = false;
	size_t i = off;

	while ((i = look_next(&look, i, end)) < end) {
		r.len = free_end(taken, i, end);
		if (i >= r.len) { /* on taken ground */
			i = taken->spans[taken->i].end;
			r.from = i;
			continue;
		}
		if (r.s[i] == TITLE_OPEN || r.s[i] == SONG_OPEN) {
			i = skip_title(r.s, r.len, i);
			continue;
		}
		if (names_by_digit(&r, i)) {
			i++;
			continue;
		}
		if (quantity_read(&r, i, q) == QUANTITY_OK) {
			if (holding && merge_bounds(t, r.s, held, q)) {
				add_annot(t, d, held);
				holding = false;
			} else {
				if (holding) add_annot(t, d, held);
				/* only these join with what follows */
				holding = is_lower(q) || is_upper(q);
				if (!holding) add_annot(t, d, q);
			}
			r.from = q->end;
			i = q->end > i ? q->end : i + 1;
			swap = held;
			held = holding ? q : held;
			q = holding ? swap : q;
			continue;
		}
		i = q->end > i ? q->end : i + 1;
	}
	if (holding) add_annot(t, d, held);
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct number_state *n = state;
	struct taken taken = collect_taken(d);
	struct slice region = region_currency(n->regions, d);

	for (size_t i = 0; i < d->n_sentences; i++)
		scan_sentence(n, worker, d, &taken, &d->sentences[i], region);
}

static void close_state(void *state)
{
	struct number_state *n = state;

	if (!n) return;
	number_table_close(n->t);
	region_close(n->regions);
	lexicon_close(n->lexicon);
	mem_free(n);
}

static enum status open_state(const struct env *env, void **state, struct err *e)
{
	struct number_state *n = mem_zalloc(sizeof *n);
	enum status st = number_table_open(env, &n->t, e);

	if (st == OK) st = region_open(&n->regions, env, e);
	if (st == OK) st = lexicon_open(&n->lexicon, env, e);
	if (st != OK) close_state(n);
	else *state = n;
	return st;
}

static const struct unit_set *looks(const void *state)
{
	const struct number_state *n = state;

	return n->t->starts;
}

const struct annot_part part_number = {
	.name = "number",
	.open = open_state,
	.close = close_state,
	.worker_open = part_cutter_open,
	.worker_close = part_cutter_close,
	.run = run,
	.looks = looks,
	.prove = number_prove,
};
