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
#define TRIED_MAX  8	 /* parts of which any selection is tried */
#define SUM_UNITS  2	 /* of a word that makes a sum of the one behind it */
#define NEAR_LABEL 3	 /* tokens from a word of sums or rests to its figure at most */
#define HUNDRED	   (100 * VALUE_ONE)

/* What says that figures are parts of the one before them, the whole. */
enum cue {
	CUE_AMONG = 1, /* "of them": related so already */
	CUE_LIST = 2,  /* a bracket, a colon, "respectively" opens them */
	CUE_REST = 4,  /* the last one is the rest */
	CUE_SAME = 8,  /* the same is measured, of parts */
	CUE_TOTAL = 16 /* the whole is called a sum */
};

struct parts {
	size_t of[PARTS_MAX]; /* mentions, all.n of them */
	struct value_sum all;
};

/* Can m be added to others: a stated value, no change, no share, no rank? */
static bool adds(const struct mention *m, const struct view *v, int64_t *value)
{
	const struct annot *a = mention_annot(m, v);

	return !m->skip && m->from < 0 && a->form == FORM_PLAIN && a->type != A_PERCENT &&
	       a->type != A_ORDINAL && a->unit_len && !attach_is_change(m, v) &&
	       value_fixed(a->value_dec, value) && *value > 0;
}

static bool same_unit(const struct mention *a, const struct mention *b, const struct view *v)
{
	const struct annot *x = mention_annot(a, v), *y = mention_annot(b, v);

	return x->dim == y->dim && annot_same_unit(v, x, y);
}

/* Is m told to be part of something? */
static bool is_part(const struct mention *m)
{
	struct slice rel = m->facet[FACET_REL];

	return m->parent >= 0 && (slice_is(rel, "subset_of") || slice_is(rel, "breakdown_of"));
}

static bool add_part(struct parts *p, size_t i, const struct mention *m, const struct view *v)
{
	const struct annot *a = mention_annot(m, v);

	p->of[p->all.n] = i;
	return value_sum_add(&p->all, a->value_dec, a->step_dec);
}

/* How far the parts may be from the whole. */
static int64_t slack(const struct annot *whole, int64_t total, const struct parts *p)
{
	return value_sum_slack(&p->all, total, whole->step_dec, whole->dim == DIM_COUNT);
}

static int64_t distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* ---- what says so ---- */

static bool label_between(const struct view *v, size_t from, size_t to, uint64_t label)
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
static bool label_before(const struct view *v, const struct mention *m, uint64_t label)
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
	struct slice d = mention_annot(m, v)->value_dec;
	size_t digits = 0;

	for (size_t i = 0; i < d.len; i++) digits += d.p[i] >= '1' && d.p[i] <= '9';
	return digits < 2;
}

static unsigned cues_of(const struct mentions *ms, size_t w, const struct parts *p,
			const struct view *v)
{
	const struct mention *whole = &ms->m[w], *last = &ms->m[p->of[p->all.n - 1]],
			     *before = &ms->m[p->of[p->all.n - 2]];
	bool total = is_total(whole, v);
	unsigned cues = CUE_AMONG | (is_round(whole, v) && !total ? 0 : CUE_SAME);

	for (size_t i = 0; i < p->all.n; i++) {
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
	       ((cues & CUE_TOTAL) && p->all.n >= PARTS_FEW);
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

	p->all = (struct value_sum){ 0, 0, 0 };
	for (size_t i = w + 1; i < ms->n && p->all.n < PARTS_MAX; i++) {
		const struct mention *m = &ms->m[i];
		if (!adds(m, v, &value) || !same_unit(&ms->m[w], m, v) || is_compared(m, v))
			continue;
		bool part = is_part(m);
		if (part && m->parent > (int32_t)w) continue;
		if (part && m->parent < (int32_t)w) return false;
		if (!add_part(p, i, m, v)) return false;
		if (p->all.n < 2) continue;
		int64_t apart = distance(p->all.sum, total);
		if (apart == 0) return true;
		if (apart <= slack(mention_annot(&ms->m[w], v), total, p) &&
		    (cues_of(ms, w, p, v) & (CUE_AMONG | CUE_REST)))
			return true;
		if (p->all.sum > total) return false;
	}
	return false;
}

/* Is there one more of them than those that add up: what adds up is chance. */
static bool goes_on(const struct mentions *ms, size_t w, const struct parts *p)
{
	size_t next = p->of[p->all.n - 1] + 1;

	return next < ms->n && is_part(&ms->m[next]) && ms->m[next].parent == (int32_t)w;
}

static void split(struct mentions *ms, size_t w, const struct parts *p)
{
	for (size_t i = 0; i < p->all.n; i++) {
		struct mention *m = &ms->m[p->of[i]];
		m->facet[FACET_REL] = SLICE("breakdown_of");
		m->parent = (int32_t)w;
	}
}

/* "269 motions came in. Of them 26 came from A, 243 from B". */
static void split_outer(struct mentions *ms, const struct view *v, const struct frame *f)
{
	struct parts p = { .all = { 0, 0, 0 } };
	int32_t outer = -1;
	int64_t total, value;

	for (size_t i = 0; i < ms->n && p.all.n < PARTS_MAX; i++) {
		const struct mention *m = &ms->m[i];
		if (m->outer < 0 || !slice_is(m->facet[FACET_REL], "subset_of")) continue;
		if ((outer >= 0 && m->outer != outer) || !adds(m, v, &value)) return;
		outer = m->outer;
		if (!add_part(&p, i, m, v)) return;
	}
	if (p.all.n < 2) return;
	const struct annot *whole = &v->d->annots[f->figures[outer].annot];
	if (!value_fixed(whole->value_dec, &total) ||
	    distance(p.all.sum, total) > slack(whole, total, &p))
		return;
	for (size_t i = 0; i < p.all.n; i++)
		ms->m[p.of[i]].facet[FACET_REL] = SLICE("breakdown_of");
}

/* ---- a sum behind its parts ---- */

/* "A took 20, B 30, 50 in all": the figures right before a sum. */
static bool parts_before(const struct mentions *ms, size_t w, int64_t total, struct parts *p,
			 const struct view *v)
{
	int64_t value;

	p->all = (struct value_sum){ 0, 0, 0 };
	if (ms->m[w].facet[FACET_REL].p || !label_before(v, &ms->m[w], LABEL_SUM)) return false;
	for (size_t i = w; i-- > 0 && p->all.n < PARTS_MAX && p->all.sum < total;) {
		const struct mention *m = &ms->m[i];
		if (!adds(m, v, &value) || !same_unit(&ms->m[w], m, v)) continue;
		if (m->facet[FACET_REL].p || !add_part(p, i, m, v)) return false;
	}
	return p->all.n > 1 && p->all.sum == total;
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
	size_t last = p->all.n ? p->of[p->all.n - 1] : 0;

	if (p->all.n < 2 || p->all.n > TRIED_MAX || goes_on(ms, w, p)) return;
	unsigned cues = cues_of(ms, w, p, v);
	if (!(cues & CUE_AMONG) || !label_before(v, &ms->m[last], LABEL_REST) ||
	    mention_annot(&ms->m[w], v)->op > OP_EQ ||
	    !all_counted(ms, ms->m[w].tok, ms->m[last].tok + 1u, v))
		return;
	for (size_t i = 0; i < p->all.n; i++)
		if (!adds(&ms->m[p->of[i]], v, &value[i])) return;
	if (!any_adds_up(value, p->all.n, total, slack(mention_annot(&ms->m[w], v), total, p)))
		ms->m[w].sum_mismatch = true;
}

/* "60 % are A, 30 % B, the other 20 % C". */
static void check_shares(struct mentions *ms, const struct view *v)
{
	int64_t value[TRIED_MAX];
	struct parts p = { .all = { 0, 0, 0 } };

	for (size_t i = 0; i < ms->n && p.all.n < TRIED_MAX; i++) {
		struct mention *m = &ms->m[i];
		const struct annot *a = mention_annot(m, v);
		if (m->skip || a->type != A_PERCENT || attach_is_change(m, v)) continue;
		if (a->op > OP_EQ || !value_fixed(a->value_dec, &value[p.all.n]) ||
		    !add_part(&p, i, m, v))
			return;
		if (p.all.n < 2 || !label_before(v, m, LABEL_REST)) continue;
		int64_t near = value_sum_slack(&p.all, HUNDRED, a->step_dec, false);
		if (!any_adds_up(value, p.all.n, HUNDRED, near) &&
		    all_counted(ms, ms->m[p.of[0]].tok, m->tok + 1u, v))
			m->sum_mismatch = true;
		return;
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
