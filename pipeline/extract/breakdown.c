/* Parts that make up a whole. See breakdown.h.
 *
 * That the figures add up is no proof: income less cost is profit, and of small counts there are
 * always two that make a third. So words or marks have to say that the one is split into the
 * others (enum cue); and those say it of a list whose length is open, which the sum then tells. */
#include "pipeline/extract/breakdown.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/claim_value.h"
#include "pipeline/extract/phrase.h"

#define PARTS_MAX  16	 /* parts of a whole that are added up */
#define PARTS_FEW  3	 /* so many that add up are no income, cost and profit */
#define ROUND_PART 100	 /* a whole of so many steps may be rounded */
#define TRIED_MAX  10	 /* parts of which any selection is tried */
#define SUM_UNITS  2	 /* of a word that makes a sum of the one behind it */
#define NEAR_LABEL 3	 /* tokens from a word of sums or rests to its figure at most */
#define ONE	   10000 /* as value_fixed has it */
#define HUNDRED	   (100 * ONE)

/* What says that figures are parts of the one before them, the whole. */
enum cue {
	CUE_AMONG = 1, /* "of them": related so already */
	CUE_LIST = 2,  /* a bracket, a colon, "respectively" opens them */
	CUE_REST = 4,  /* the last one is the rest */
	CUE_SAME = 8,  /* the same is measured, of parts */
	CUE_TOTAL = 16 /* the whole is called a sum */
};

struct parts {
	size_t of[PARTS_MAX], n;
	int64_t sum, step; /* of all; largest step */
};

static const struct annot *annot_of(const struct mention *m, const struct view *v)
{
	return &v->d->annots[m->annot];
}

/* Can m be added to others: a stated value, no change, no share, no rank? */
static bool adds(const struct mention *m, const struct view *v, int64_t *value)
{
	const struct annot *a = annot_of(m, v);

	return !m->skip && m->from < 0 && a->form == FORM_PLAIN && a->type != A_PERCENT &&
	       a->type != A_ORDINAL && a->unit_len && !attach_is_change(m, v) &&
	       value_fixed(a->value_dec, value) && *value > 0;
}

static bool same_unit(const struct mention *a, const struct mention *b, const struct view *v)
{
	const struct annot *x = annot_of(a, v), *y = annot_of(b, v);

	return x->dim == y->dim && uslice_eq(doc_span(v->d, x->unit_off, x->unit_len),
					     doc_span(v->d, y->unit_off, y->unit_len));
}

/* Is m told to be part of something? */
static bool is_part(const struct mention *m)
{
	struct slice rel = m->facet[FACET_REL];

	return m->parent >= 0 && (slice_is(rel, "subset_of") || slice_is(rel, "breakdown_of"));
}

static int64_t step_of(const struct mention *m, const struct view *v)
{
	int64_t step;

	return value_fixed(annot_of(m, v)->step_dec, &step) ? step : 0;
}

static void add_part(struct parts *p, size_t i, const struct mention *m, int64_t value,
		     const struct view *v)
{
	int64_t step = step_of(m, v);

	p->of[p->n++] = i;
	p->sum += value;
	if (step > p->step) p->step = step;
}

/* How far the sum of n rounded parts may be from the whole: half a step each, where there are
 * steps to speak of; whole numbers of things are exact. */
static int64_t rounding(int64_t total, int64_t step, size_t n, bool count)
{
	bool exact = count && step <= ONE;

	return exact || total / ROUND_PART < step ? 0 : step * (int64_t)(n + 1) / 2;
}

static int64_t tolerance(const struct mention *whole, int64_t total, const struct parts *p,
			 const struct view *v)
{
	int64_t step = step_of(whole, v);

	return rounding(total, step > p->step ? step : p->step, p->n,
			annot_of(whole, v)->dim == DIM_COUNT);
}

static int64_t distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* ---- what says so ---- */

static bool label_between(const struct view *v, size_t from, size_t to, uint32_t label)
{
	for (size_t t = from; t < to; t++)
		if (view_token_label(v, t) & label) return true;
	return false;
}

/* Does a bracket that stays open, a colon or "respectively" stand between two figures? */
static bool list_opens(const struct view *v, size_t from, size_t to)
{
	size_t open = 0;

	for (size_t t = from; t < to; t++) {
		uint16_t mark = phrase_mark(v, t);
		if (mark_is_semicolon(mark)) return false;
		if (mark_is_colon(mark) || (v->cls[t] & ROLE_RESP)) return true;
		open += unit_opens_bracket(mark);
		open -= open && unit_closes_bracket(mark);
	}
	return open > 0;
}

/* Without what makes a sum of it: total investment. */
static struct uslice without_sum(struct uslice s, const struct view *v)
{
	for (size_t n = SUM_UNITS; n > 0; n--)
		if (n < s.len &&
		    (words_kind(v->words, (struct uslice){ s.p, n }).label & LABEL_SUM))
			return (struct uslice){ s.p + n, s.len - n };
	return s;
}

/* Do the words of the part's indicator end in those of the whole's? */
static bool same_thing(const struct mention *whole, const struct mention *part,
		       const struct view *v)
{
	struct uslice x = without_sum(doc_span(v->d, whole->ind.off, whole->ind.len), v),
		      y = doc_span(v->d, part->ind.off, part->ind.len);

	return x.len && y.len >= x.len &&
	       uslice_eq((struct uslice){ y.p + y.len - x.len, x.len }, x);
}

/* A word of the class right before the figure, in its clause. */
static bool label_before(const struct view *v, const struct mention *m, uint32_t label)
{
	size_t from = m->tok > NEAR_LABEL ? m->tok - NEAR_LABEL : 0,
	       lo = v->clauses[m->clause].from;

	return label_between(v, from < lo ? lo : from, m->tok, label);
}

/* "In all", "together" before the figure, or in the name of what is measured. */
static bool is_total(const struct mention *m, const struct view *v)
{
	return label_before(v, m, LABEL_SUM) ||
	       (m->ind.len &&
		words_hold_label(v->words, doc_span(v->d, m->ind.off, m->ind.len), LABEL_SUM));
}

/* One digit and zeros: of such figures some always add up. */
static bool is_round(const struct mention *m, const struct view *v)
{
	struct slice d = annot_of(m, v)->value_dec;
	size_t digits = 0;

	for (size_t i = 0; i < d.len; i++) digits += d.p[i] >= '1' && d.p[i] <= '9';
	return digits < 2;
}

static unsigned cues_of(const struct mentions *ms, size_t w, const struct parts *p,
			const struct view *v)
{
	const struct mention *whole = &ms->m[w], *last = &ms->m[p->of[p->n - 1]],
			     *before = &ms->m[p->of[p->n - 2]];
	bool total = is_total(whole, v);
	unsigned cues = CUE_AMONG | (is_round(whole, v) && !total ? 0 : CUE_SAME);

	for (size_t i = 0; i < p->n; i++) {
		const struct mention *m = &ms->m[p->of[i]];
		if (!is_part(m) || m->parent != (int32_t)w) cues &= ~(unsigned)CUE_AMONG;
		if (!same_thing(whole, m, v)) cues &= ~(unsigned)CUE_SAME;
	}
	if (list_opens(v, whole->tok + 1u, ms->m[p->of[0]].tok)) cues |= CUE_LIST;
	if (label_between(v, before->tok + 1u, last->tok, LABEL_REST | LABEL_OTHERS))
		cues |= CUE_REST;
	if (total) cues |= CUE_TOTAL;
	return cues;
}

static bool are_told(unsigned cues, const struct parts *p)
{
	return (cues & (CUE_AMONG | CUE_LIST | CUE_REST | CUE_SAME)) ||
	       ((cues & CUE_TOTAL) && p->n >= PARTS_FEW);
}

/* ---- parts behind the whole ---- */

/* "More than the 20 planned": part of a comparison. */
static bool is_compared(const struct mention *m, const struct view *v)
{
	size_t t = v->clauses[m->clause].from;

	while (t < m->tok && !(v->cls[t] & ROLE_COMPARE)) t++;
	return t < m->tok;
}

/* The parts behind w, up to those that add up to it: figures of its unit, but for parts of parts.
 * True where they do. */
static bool parts_behind(const struct mentions *ms, size_t w, int64_t total, struct parts *p,
			 const struct view *v)
{
	int64_t value;

	*p = (struct parts){ .n = 0 };
	for (size_t i = w + 1; i < ms->n && p->n < PARTS_MAX; i++) {
		const struct mention *m = &ms->m[i];
		if (!adds(m, v, &value) || !same_unit(&ms->m[w], m, v) || is_compared(m, v))
			continue;
		bool part = is_part(m);
		if (part && m->parent > (int32_t)w) continue;
		if (part && m->parent < (int32_t)w) return false;
		add_part(p, i, m, value, v);
		if (p->n < 2) continue;
		int64_t apart = distance(p->sum, total);
		if (apart == 0) return true;
		if (apart <= tolerance(&ms->m[w], total, p, v) &&
		    (cues_of(ms, w, p, v) & (CUE_AMONG | CUE_REST)))
			return true;
		if (p->sum > total) return false;
	}
	return false;
}

/* Is there one more of them than those that add up: what adds up is chance. */
static bool goes_on(const struct mentions *ms, size_t w, const struct parts *p)
{
	size_t next = p->of[p->n - 1] + 1;

	return next < ms->n && is_part(&ms->m[next]) && ms->m[next].parent == (int32_t)w;
}

static void split(struct mentions *ms, size_t w, const struct parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct mention *m = &ms->m[p->of[i]];
		m->facet[FACET_REL] = SLICE("breakdown_of");
		m->parent = (int32_t)w;
	}
}

/* "269 motions came in. Of them 26 came from A, 243 from B". */
static void split_outer(struct mentions *ms, const struct view *v, const struct frame *f)
{
	struct parts p = { .n = 0 };
	int32_t outer = -1;
	int64_t total, value, step;

	for (size_t i = 0; i < ms->n && p.n < PARTS_MAX; i++) {
		const struct mention *m = &ms->m[i];
		if (m->outer < 0 || !slice_is(m->facet[FACET_REL], "subset_of")) continue;
		if ((outer >= 0 && m->outer != outer) || !adds(m, v, &value)) return;
		outer = m->outer;
		add_part(&p, i, m, value, v);
	}
	if (p.n < 2) return;
	const struct annot *whole = &v->d->annots[f->figures[outer].annot];
	if (!value_fixed(whole->value_dec, &total)) return;
	if (!value_fixed(whole->step_dec, &step) || step < p.step) step = p.step;
	if (distance(p.sum, total) > rounding(total, step, p.n, whole->dim == DIM_COUNT)) return;
	for (size_t i = 0; i < p.n; i++) ms->m[p.of[i]].facet[FACET_REL] = SLICE("breakdown_of");
}

/* ---- a sum behind its parts ---- */

/* "A took 20, B 30, 50 in all": the figures right before a sum. */
static bool parts_before(const struct mentions *ms, size_t w, int64_t total, struct parts *p,
			 const struct view *v)
{
	int64_t value;

	*p = (struct parts){ .n = 0 };
	if (ms->m[w].facet[FACET_REL].p || !label_before(v, &ms->m[w], LABEL_SUM)) return false;
	for (size_t i = w; i-- > 0 && p->n < PARTS_MAX && p->sum < total;) {
		const struct mention *m = &ms->m[i];
		if (!adds(m, v, &value) || !same_unit(&ms->m[w], m, v)) continue;
		if (m->facet[FACET_REL].p) return false;
		add_part(p, i, m, value, v);
	}
	return p->n > 1 && p->sum == total;
}

/* ---- what does not add up ---- */

/* Does some choice of the n values, the last one included, come to within near of total? */
static bool any_adds_up(const int64_t *value, size_t n, int64_t total, int64_t near)
{
	for (unsigned set = 0; set < 1u << (n - 1); set++) {
		int64_t sum = value[n - 1];
		for (size_t i = 0; i + 1 < n; i++)
			if (set >> i & 1) sum += value[i];
		if (distance(sum, total) <= near) return true;
	}
	return false;
}

/* Has every number between two tokens a mention: no "a teacher", no "several"? */
static bool all_counted(const struct mentions *ms, size_t from, size_t to, const struct view *v)
{
	size_t numbers = 0, mentions = 0;

	for (size_t t = from; t < to; t++)
		numbers += v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].num_len > 0;
	for (size_t i = 0; i < ms->n; i++) mentions += ms->m[i].tok >= from && ms->m[i].tok < to;
	return numbers == mentions;
}

/* "Of the 100, 40 are A, 30 are B, the other 20 are C": told as all of it. The parts are left what
 * they are but the whole is marked. */
static void check_rest(struct mentions *ms, size_t w, int64_t total, const struct parts *p,
		       const struct view *v)
{
	int64_t value[TRIED_MAX];
	size_t last = p->n ? p->of[p->n - 1] : 0;

	if (p->n < 2 || p->n > TRIED_MAX || goes_on(ms, w, p)) return;
	unsigned cues = cues_of(ms, w, p, v);
	if (!(cues & CUE_AMONG) || !label_before(v, &ms->m[last], LABEL_REST) ||
	    annot_of(&ms->m[w], v)->op > OP_EQ ||
	    !all_counted(ms, ms->m[w].tok, ms->m[last].tok + 1u, v))
		return;
	for (size_t i = 0; i < p->n; i++)
		if (!adds(&ms->m[p->of[i]], v, &value[i])) return;
	if (!any_adds_up(value, p->n, total, tolerance(&ms->m[w], total, p, v)))
		ms->m[w].sum_mismatch = true;
}

/* "60 % are A, 30 % B, the other 20 % C". */
static void check_shares(struct mentions *ms, const struct view *v)
{
	int64_t value[TRIED_MAX];
	struct parts p = { .n = 0 };

	for (size_t i = 0; i < ms->n && p.n < TRIED_MAX; i++) {
		struct mention *m = &ms->m[i];
		const struct annot *a = annot_of(m, v);
		if (m->skip || a->type != A_PERCENT || attach_is_change(m, v)) continue;
		if (a->op > OP_EQ || !value_fixed(a->value_dec, &value[p.n])) return;
		add_part(&p, i, m, value[p.n], v);
		if (p.n < 2 || !label_before(v, m, LABEL_REST)) continue;
		int64_t near = p.step * (int64_t)(p.n + 1) / 2;
		if (!any_adds_up(value, p.n, HUNDRED, near) &&
		    all_counted(ms, ms->m[p.of[0]].tok, m->tok + 1u, v))
			m->sum_mismatch = true;
		return;
	}
}

/* ---- cells of tables ---- */

/* What hangs on the claim of a cell: n = 0 where some of it cannot be added. */
struct below {
	int64_t sum, step;
	size_t n;
	bool refused;
};

static void add_cell(struct below *b, const struct claim *c, const struct claim *whole)
{
	int64_t value, step;

	if (!slice_eq(c->unit_code, whole->unit_code) || !value_fixed(c->value_dec, &value)) {
		b->refused = true;
		return;
	}
	if (!value_fixed(c->step_dec, &step)) step = 0;
	b->sum += value;
	b->step = step > b->step ? step : b->step;
	b->n++;
}

static bool adds_up(const struct below *b, const struct claim *whole)
{
	int64_t total, step;

	if (b->n < 2 || b->refused || !value_fixed(whole->value_dec, &total)) return false;
	if (!value_fixed(whole->step_dec, &step) || step < b->step) step = b->step;
	return distance(total, b->sum) <=
	       rounding(total, step, b->n, slice_is(whole->measure, "count"));
}

static bool is_cell(const struct claim *c)
{
	return slice_is(c->rule_id, "table.cell");
}

static bool is_cell_part(const struct claim *c)
{
	return slice_is(c->parent_rel, "subset_of") && is_cell(c);
}

/* Do two cells stand below the same head and hold for the same time? */
static bool same_column(const struct claim *a, const struct claim *b)
{
	return is_cell(b) && slice_is(b->kind, "quantity") &&
	       a->spans[SPAN_INDICATOR].start == b->spans[SPAN_INDICATOR].start &&
	       slice_eq(a->time_start, b->time_start) && slice_eq(a->time_end, b->time_end);
}

/* The row of a total: all other cells of its column that hang on nothing are its parts, where they
 * add up to it. */
static void split_total(struct doc *d, int32_t *parent, size_t whole)
{
	const struct claim *w = &d->claims[whole];
	struct below b = { .n = 0 };

	for (size_t i = 0; i < d->n_claims; i++)
		if (i != whole && parent[i] < 0 && same_column(w, &d->claims[i]))
			add_cell(&b, &d->claims[i], w);
	if (!adds_up(&b, w)) return;
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (i == whole || parent[i] >= 0 || !same_column(w, c)) continue;
		c->parent_rel = SLICE("breakdown_of");
		parent[i] = (int32_t)whole;
	}
}

void breakdown_cells(struct doc *d, int32_t *parent, struct arena *a)
{
	struct below *below = NULL;

	for (size_t i = 0; i < d->n_claims; i++) {
		if (parent[i] < 0 || !is_cell_part(&d->claims[i])) continue;
		if (!below) below = arena_zalloc(a, d->n_claims * sizeof *below);
		add_cell(&below[parent[i]], &d->claims[i], &d->claims[parent[i]]);
	}
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (below && parent[i] >= 0 && is_cell_part(c) &&
		    adds_up(&below[parent[i]], &d->claims[parent[i]]))
			c->parent_rel = SLICE("breakdown_of");
		if (is_cell(c) && slice_is(c->stat, "total") && slice_is(c->kind, "quantity") &&
		    parent[i] < 0)
			split_total(d, parent, i);
	}
}

void breakdown_relate(struct mentions *ms, const struct view *v, const struct frame *f)
{
	struct parts p;
	int64_t total;

	for (size_t w = 0; ms->n > 2 && w < ms->n; w++) {
		if (!adds(&ms->m[w], v, &total)) continue;
		bool whole = parts_behind(ms, w, total, &p, v);
		if (whole && are_told(cues_of(ms, w, &p, v), &p) && !goes_on(ms, w, &p))
			split(ms, w, &p);
		else if (!whole) check_rest(ms, w, total, &p, v);
		if (parts_before(ms, w, total, &p, v)) split(ms, w, &p);
	}
	if (ms->n > 1) {
		split_outer(ms, v, f);
		check_shares(ms, v);
	}
}
