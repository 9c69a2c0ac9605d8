/* Signs of a figure. See period_figure.h. */
#include "pipeline/extract/period_figure.h"

#include "pipeline/extract/phrase.h"

#define HEAD_UNITS 4 /* units of a noun's end that may name a measure */

static bool is_change(const struct period_asked *q, const struct mention *m)
{
	return m->from >= 0 || slice_starts(q->measure, SLICE("change"));
}

/* Classes of the words at the end of a stretch: of its last token, and of fewer or more units
 * there. */
static struct word_kind end_kind(const struct view *v, struct stretch s)
{
	if (!s.len || s.off < v->off) return (struct word_kind){ 0, 0, 0, 0 };
	size_t t = phrase_head_token(v, s), end = v->tok[t].off + v->tok[t].len;
	struct word_kind kind = { v->cls[t], v->side[t], 0, 0 };
	for (size_t n = 2; n <= HEAD_UNITS && s.off + n <= end; n++) {
		struct word_kind k = words_kind(v->words, doc_span(v->d, end - n, n));
		kind.role |= k.role;
		kind.side |= k.side;
	}
	return kind;
}

/* Does a figure of the sentence tell a change? */
static bool has_growth(const struct mentions *ms)
{
	for (size_t i = 0; i < ms->n; i++) {
		struct slice measure = ms->m[i].facet[FACET_MEASURE];
		if (!ms->m[i].skip && measure.p && slice_starts(measure, SLICE("change")))
			return true;
	}
	return false;
}

bool period_is_fixed(const struct view *v, const struct mention *m)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (m->from >= 0 ||
	    slice_starts(m->facet[FACET_MEASURE].p ? m->facet[FACET_MEASURE] : SLICE("-"),
			 SLICE("change")))
		return false;
	if (a->unit_len &&
	    (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL))
		return true;
	if (m->facet[FACET_STAT].p && slice_is(m->facet[FACET_STAT], "new")) return false;
	for (size_t t = v->clauses[m->clause].from; t < m->tok; t++)
		if (v->cls[t] & ROLE_DESIGN) return true;
	/* "takes up | 86 mu" */
	uint64_t side = m->ind.len || !m->tok ? end_kind(v, m->ind).side : v->side[m->tok - 1];
	return side & SIDE_FIXED;
}

bool period_is_price(const struct view *v, const struct mention *m)
{
	return end_kind(v, m->ind).role & ROLE_PRICE;
}

static uint64_t sign_of_measure(const struct period_asked *q, const struct mention *m)
{
	if (is_change(q, m)) return WHEN(CHANGE);
	if (slice_is(q->measure, "count")) return WHEN(COUNT);
	if (slice_is(q->measure, "share")) return WHEN(SHARE);
	bool money = slice_is(q->measure, "level") && q->v->d->annots[m->annot].type == A_MONEY;
	return money ? WHEN(MONEY) : 0;
}

/* First token behind the number and what it counts. */
static size_t behind(const struct view *v, const struct mention *m)
{
	bool right = m->ind.len && m->ind.off > v->d->annots[m->annot].off;

	return (right ? view_token_at(v, stretch_end(m->ind) - 1) : m->tok) + 1;
}

/* "There are 12 firms that take part": what is counted does something. */
static bool does_something(const struct view *v, const struct mention *m)
{
	size_t t = behind(v, m);

	return t < v->clauses[m->clause].to &&
	       (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN || v->tok[t].pos == POS_ADV);
}

/* The verb that stands before what is measured or before the number. */
static uint64_t signs_of_verb(const struct view *v, const struct mention *m)
{
	size_t lo = v->clauses[m->clause].from, t = m->tok, head = t;
	uint64_t is = 0;

	if (m->ind.len && !m->inherited && m->ind.off < v->d->annots[m->annot].off)
		head = view_token_at(v, m->ind.off);
	while (t > lo && (v->tok[t - 1].pos == POS_ADV || (v->cls[t - 1] & ROLE_STAT)) &&
	       !(v->cls[t - 1] & ROLE_REACH))
		t--;
	if (t > lo && (v->side[t - 1] & SIDE_EXIST))
		return does_something(v, m) ? WHEN(ACTS) : WHEN(EXISTS);
	if (t > lo && (v->cls[t - 1] & ROLE_REACH)) is |= WHEN(REACHES);
	if (head < lo || head > t) head = t;
	while (head > lo && (v->tok[head - 1].pos == POS_ADV || v->tok[head - 1].pos == POS_AUX ||
			     (v->cls[head - 1] & ROLE_STAT)))
		head--;
	if (head == lo) return is;
	if (v->side[head - 1] & SIDE_EXIST) return WHEN(EXISTS); /* "has old people's homes | 27" */
	bool acts = (v->cls[head - 1] & (ROLE_TRANS | ROLE_INDVERB | ROLE_POLICY)) &&
		    !(v->cls[head - 1] & ROLE_REACH);
	if (acts || (v->tok[head - 1].pos == POS_VERB && !is)) is |= WHEN(ACTS);
	return is;
}

/* "Agents of 26 countries", "from 26 countries", "86 cities' 168 works": only what modifies another
 * noun. */
static bool is_inner(const struct view *v, const struct mention *m)
{
	size_t t = behind(v, m);

	if (m->tok > v->clauses[m->clause].from && (v->cls[m->tok - 1] & ROLE_ORIGIN)) return true;
	if (t >= v->n_tok || view_clause_of(v, t) != m->clause) return false;
	return v->tok[t].pos == POS_DE || v->tok[t].pos == POS_QUANTITY || (v->cls[t] & ROLE_AMONG);
}

/* Behind a preposition. */
static bool is_governed(const struct view *v, const struct mention *m)
{
	size_t lo = v->clauses[m->clause].from, t = m->tok;

	while (t > lo && (v->side[t - 1] & SIDE_BOUND)) t--;
	return t > lo && v->tok[t - 1].pos == POS_PREP;
}

uint64_t period_figure_signs(const struct period_asked *q)
{
	const struct mention *m = &q->ms->m[q->i];
	const struct view *v = q->v;
	uint64_t is = sign_of_measure(q, m) | signs_of_verb(v, m);

	uint64_t role = end_kind(v, m->ind).role;

	if (period_is_fixed(v, m)) is |= WHEN(FIXED);
	if (role & ROLE_FLOW) is |= WHEN(FLOW);
	if (role & ROLE_STOCK) is |= WHEN(STOCK);
	if (has_growth(q->ms)) is |= WHEN(GROWTH);
	if (end_kind(v, m->subj).role & ROLE_PROJECT) is |= WHEN(PROJECT);
	if (m->ind.len && (v->cls[phrase_head_token(v, m->ind)] & ROLE_GROUP)) is |= WHEN(GROUP);
	if (m->facet[FACET_STAT].p && slice_is(m->facet[FACET_STAT], "cumulative"))
		is |= WHEN(CUMULATIVE);
	if (is_inner(v, m)) is |= WHEN(INNER);
	if (is_governed(v, m)) is |= WHEN(GOVERNED);
	if (!m->ind.len) is |= WHEN(NOTHING);
	if (m->base.len || m->facet[FACET_REL].p) is |= WHEN(PART);
	if (!slice_is(q->modality, "fact")) is |= WHEN(TO_COME);
	if (m->own_subj) is |= WHEN(OWN_TOPIC);
	return is;
}
