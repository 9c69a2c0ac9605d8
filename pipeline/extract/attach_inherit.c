/* The indicator of a figure whose clause names none: what the figure before measured, else what the
 * clauses before are about. See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/elision.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define NONE ((struct stretch){ 0, 0 })

bool attach_is_rate(const struct view *v, struct stretch ind)
{
	return (v->cls[view_token_at(v, stretch_end(ind) - 1)] & ROLE_PART) != 0;
}

/* "Prices fell 0.2 %, the fall widened by 0.1 points, on the year they rose 0.6 %": points of a
 * rate lend nothing to a rate. */
static bool is_side_rate(const struct mention *m, const struct mention *k, const struct view *v)
{
	if (v->d->annots[m->annot].type != A_PERCENT || v->d->annots[k->annot].dim != DIM_POINTS ||
	    !k->ind.len)
		return false;
	return attach_is_rate(v, k->ind);
}

/* "A share of 76 % of output, 18 % more than the year before": what grew by per cent is no share
 * when something else was measured before. */
static bool is_share_before(const struct mentions *ms, size_t k, const struct mention *m,
			    const struct view *v)
{
	const struct mention *s = &ms->m[k];

	if (!attach_is_change(m, v) || v->d->annots[m->annot].dim != DIM_SHARE || !s->ind.len ||
	    s->inherited)
		return false;
	if (v->d->annots[s->annot].type != A_PERCENT || attach_is_change(s, v) || !s->base.len)
		return false;
	for (size_t i = k; i-- > 0;)
		if (ms->m[i].ind.len && !ms->m[i].skip &&
		    v->d->annots[ms->m[i].annot].type != A_PERCENT)
			return true;
	return false;
}

/* "The load hit a record, reaching 1.5 billion": a clause that opens with a verb of reaching. */
static bool reaches_only(const struct view *v, const struct mention *m)
{
	size_t t = v->clauses[m->clause].from;

	return t < m->tok && (v->cls[t] & ROLE_REACH) && v->tok[t].pos == POS_VERB;
}

/* "Our car exports went on rising, over 400,000 for two months": of a name's topic, what it
 * measures. */
static struct stretch after_name(const struct view *v, struct stretch s, bool any)
{
	size_t from = view_token_at(v, s.off), to = view_token_at(v, stretch_end(s));
	size_t end = topic_name_end(v, from, to);

	if (end == to) to = phrase_right(v, end).to;
	uint64_t tail = 0; /* roles of the last two characters of a longer word */
	if (to > from && v->tok[to - 1].len > 2) {
		uint32_t last = v->tok[to - 1].off + v->tok[to - 1].len - 2;
		tail = words_classes(v->words, doc_span(v->d, last, 2));
	}
	bool measured = any || phrase_is_measure(v, to - 1) ||
			((v->cls[to - 1] | tail) & (ROLE_INDVERB | ROLE_HEAD));
	return end > from && end < to && measured ? phrase_stretch(v, phrase_of(end, to)) : NONE;
}

/* "A's turnover in June | hit a record, reaching 8 million": the measure before the verb of a
 * clause. */
static struct stretch measure_that_acts(const struct view *v, size_t clause)
{
	size_t lo = v->clauses[clause].from;

	for (size_t t = v->clauses[clause].to; t-- > lo + 1u;) {
		if (v->tok[t].pos == POS_QUANTITY) return NONE;
		if (v->tok[t].pos != POS_VERB || !phrase_is_measure(v, t - 1) ||
		    !phrase_head(v, t - 1))
			continue;
		struct phrase p = phrase_left(v, lo, t);
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	return NONE;
}

/* The noun of a rise or fall: an index is not measured by it. */
static bool is_rise(const struct view *v, struct stretch ind)
{
	uint64_t cls = v->cls[view_token_at(v, stretch_end(ind) - 1)];

	return (cls & ROLE_PART) && (cls & (ROLE_UP | ROLE_DOWN));
}

/* "These works, | those that can be finished this year are 14": a verb's clause with its particle
 * before the count, which restricts what the clause before is about; NONE if it is no such. */
static struct stretch those_that(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, t = m->tok, behind = attach_behind(m, v);

	if (m->clause == 0 || v->d->annots[m->annot].dim != DIM_COUNT ||
	    (behind < v->n_tok && !view_is_mark(v, behind)))
		return NONE;
	while (t > lo && (v->side[t - 1] & SIDE_EXIST)) t--;
	if (t == m->tok || t < lo + 2u || v->tok[t - 1].pos != POS_DE) return NONE;
	if (v->tok[t - 2].pos != POS_VERB && v->tok[t - 2].pos != POS_VN) return NONE;
	struct phrase p = elision_noun_alone(v, m->clause - 1u);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "380 million, more than the 320 million of 2012 | by 18.75 %": is the figure k what the change m
 * of its clause is measured against? The one before it, of the same kind, is then what changed. */
static bool is_compared(const struct mentions *ms, size_t k, const struct mention *m,
			const struct view *v)
{
	const struct mention *s = &ms->m[k];

	if (k == 0 || s->clause != m->clause || !attach_is_change(m, v)) return false;
	const struct mention *w = &ms->m[k - 1];
	if (w->skip || !w->ind.len || attach_is_change(w, v) ||
	    v->d->annots[w->annot].dim != v->d->annots[s->annot].dim)
		return false;
	for (size_t t = s->tok; t-- > v->clauses[s->clause].from && t != w->tok;) {
		if (v->cls[t] & ROLE_COMPARE) return true;
		if (v->tok[t].pos == POS_VERB) return false;
	}
	return false;
}

/* "210 firms with 4,500 people, 15 (firms) more, 320 (people) fewer": of several counts before a
 * change, the one with its classifier. */
static bool same_unit_before(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	bool other = false;

	if (a->dim != DIM_COUNT || !a->unit_len || m->resp_count > 1 || !attach_is_change(m, v))
		return false;
	for (size_t k = i; k-- > 0;) {
		const struct mention *s = &ms->m[k];
		const struct annot *b = &v->d->annots[s->annot];
		if (!s->ind.len || s->skip || b->dim != DIM_COUNT || !b->unit_len) continue;
		if (annot_same_unit(v, a, b)) {
			if (!other || s->inherited || attach_is_change(s, v)) return false;
			m->ind = s->ind;
			m->parent = (int32_t)k;
			return m->inherited = true;
		}
		other = true;
	}
	return false;
}

/* "Phone sales | swing widely, from 450,000 in January": without the verbal noun that is told of
 * the measure, where a word says how. */
static struct stretch measure_told(const struct view *v, struct stretch s)
{
	size_t t = s.len ? view_token_at(v, stretch_end(s) - 1) : 0;

	if (!s.len || t + 1 >= v->n_tok || v->tok[t].pos != POS_VN || v->tok[t].off <= s.off ||
	    !phrase_is_measure(v, t - 1))
		return s;
	bool how = v->tok[t + 1].pos == POS_ADJ || (v->cls[t + 1] & ROLE_ADVERB);
	return how ? (struct stretch){ s.off, v->tok[t].off - s.off } : s;
}

/* What the clauses before are about, the nearest first, behind the name that opens it. */
static struct stretch topic_before(const struct mention *m, const struct view *v)
{
	for (size_t c = m->clause; c-- > 0;) {
		bool entity;
		struct stretch s = topic_find(v, c, &entity);
		if (entity) s = after_name(v, s, reaches_only(v, m));
		if (s.len) return measure_told(v, s);
	}
	return NONE;
}

/* "Pay went up by 3.8 %, some 600,000 | gain by it": people are not counted by a measure of money,
 * nor by a rate. */
static bool is_of_people(const struct mention *m, const struct mention *k, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot], *b = &v->d->annots[k->annot];

	if (a->dim != DIM_COUNT || !a->unit_len || attach_is_change(m, v) ||
	    (b->type != A_MONEY && b->type != A_PERCENT))
		return false;
	return words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_SELF;
}

/* "Plans within 6 months to sell": a time that something takes measures only itself, unless a verb
 * of reaching stands before it or it goes on a list. */
static bool is_span(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);
	const struct mention *k = i > 0 ? &ms->m[i - 1] : NULL;
	bool same = k && v->d->annots[k->annot].type == A_DURATION &&
		    annot_same_unit(v, a, &v->d->annots[k->annot]);
	bool listed = same && ((t > 0 && k->tok + 2u == t && view_is_mark(v, t - 1)) ||
			       (k->ind.len && phrase_is_measure(v, phrase_head_token(v, k->ind))));

	return a->type == A_DURATION && !attach_is_change(m, v) && !m->resp_count && !listed &&
	       !(t > lo && (v->cls[t - 1] & (ROLE_REACH | ROLE_STAT)));
}

/* "The gap hit a record, | reaching 227 billion": what the clause before says of whom. */
static struct stretch reached_by(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	bool entity;

	if (!reaches_only(v, m) || m->clause == 0 ||
	    (i > 0 && ms->m[i - 1].clause + 1u >= m->clause))
		return NONE;
	struct stretch s = measure_that_acts(v, m->clause - 1u);
	if (s.len) return s;
	s = topic_find(v, m->clause - 1u, &entity);
	return entity ? after_name(v, s, true) : s;
}

/* "34 fires, | than last year's 41 fell by 7": of a time's count, or one compared with, with a
 * change behind it, the verb says nothing of what is counted. */
static bool is_earlier_count(const struct mention *m, const struct view *v, size_t behind)
{
	size_t t = m->tok, lo = v->clauses[m->clause].from;

	if (!(v->cls[behind] & (ROLE_UP | ROLE_DOWN)) || t < lo + 2u || v->tok[t - 1].pos != POS_DE)
		return false;
	return v->tok[t - 2].pos == POS_TIME || (v->cls[lo] & ROLE_COMPARE);
}

/* "The index of services of June, | from 52.8 in May up to 54.7": the clause before is but the name
 * of what changed. */
static struct stretch named_before(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	if (m->from < 0 || m->clause == 0 || v->tok[lo].pos != POS_PREP) return NONE;
	size_t from = v->clauses[m->clause - 1u].from, to = v->clauses[m->clause - 1u].to;
	while (to > from && v->tok[to - 1].pos == POS_PUNCT) to--;
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_QUANTITY ||
		    v->tok[t].pos == POS_PREP)
			return NONE;
	bool who = to > from && (v->tok[to - 1].pos == POS_ORG || v->tok[to - 1].pos == POS_PLACE ||
				 v->tok[to - 1].pos == POS_PERSON);
	struct phrase p = phrase_left(v, from, to);
	return !who && p.from < p.to && p.to == to ? phrase_stretch(v, p) : NONE;
}

/* "They bought lathes at 30,000 each, | 20 in all": a count alone in its clause, behind a word that
 * sums up, is of what the clause before did something to. */
static struct stretch object_before(const struct mention *m, const struct view *v)
{
	const struct clause *own = &v->clauses[m->clause];
	size_t behind = attach_behind(m, v);

	if (m->clause == 0 || m->tok == own->from || attach_is_change(m, v) ||
	    v->d->annots[m->annot].type != A_QUANTITY ||
	    (behind < own->to && v->tok[behind].pos != POS_PUNCT))
		return NONE;
	for (size_t t = own->from; t < m->tok; t++)
		if (!(v->cls[t] & ROLE_STAT)) return NONE;
	size_t from = own[-1].from, to = own[-1].to;
	while (to > from && v->tok[to - 1].pos == POS_PUNCT) to--;
	if (to < from + 2u || v->tok[to - 1].pos != POS_NOUN || phrase_is_measure(v, to - 1))
		return NONE;
	for (size_t t = to - 1; t-- > from && v->tok[t].pos != POS_QUANTITY;)
		if (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN) {
			struct phrase p = phrase_left(v, t + 1, to);
			return p.to == to ? phrase_stretch(v, p) : NONE;
		}
	return NONE;
}

/* "A ticket is 300 yuan, she | spent 3000", "alone | got 32 points": what is paid or got says
 * nothing of what was measured before, unless that was paid likewise: "sold at 40, now | at 60". */
static bool pays_anew(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	size_t verb = attach_costs(m, v);

	if (attach_scores(m, v)) return true;
	if (verb == v->n_tok) return false;
	return verb > v->clauses[m->clause].from && (i == 0 || attach_costs(m - 1, v) == v->n_tok);
}

/* Does ms->m[i] say all by itself: a time that something takes, how often something is done or what
 * is paid for it, the number of a list, of places? */
static bool needs_none(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	size_t behind = attach_behind(m, v);
	bool acts = behind < v->clauses[m->clause].to &&
		    (v->tok[behind].pos == POS_VERB || v->tok[behind].pos == POS_VN) &&
		    !is_earlier_count(m, v, behind);

	if (pays_anew(ms, i, v)) return true;
	if (acts && (attach_counts_actions(v, a) || attach_pays_for(v, m, behind))) return true;
	if (is_span(ms, i, v) || attach_ends_list(v, m)) return true;
	return elision_counts_places(v, a) && !attach_is_change(m, v);
}

static void inherit(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct mention *m = &ms->m[i];

	if (m->resp_count > 1 && m->resp_index > 0 && ms->m[i - 1].ind.len &&
	    !ms->m[i - 1].inherited) { /* "shares of 70 % and 75 %, respectively" */
		m->ind = ms->m[i - 1].ind;
		m->inherited = true;
		return;
	}
	m->ind = those_that(m, v);
	m->inherited = m->ind.len > 0;
	if (m->inherited || needs_none(ms, i, v)) return;
	m->ind = named_before(m, v);
	if (!m->ind.len) m->ind = object_before(m, v);
	if (m->ind.len) return;
	m->ind = m->resp_count ? NONE
			       : elision_measure_before(m, v, i ? ms->m[i - 1].clause + 1u : 0);
	if (m->ind.len) return;
	m->ind = reached_by(ms, i, v);
	if (m->ind.len) return;
	size_t nth = m->resp_count > 1 ? m->resp_count - m->resp_index : 1; /* counted backwards */

	if (same_unit_before(ms, i, v)) return;
	const struct annot *a = &v->d->annots[m->annot];
	/* more of the same, or of nothing */
	bool had = attach_only_has(m, v) || attach_is_points(v, a);
	for (size_t k = i - m->resp_index; k-- > 0;) {
		if (is_side_rate(m, &ms->m[k], v) || is_share_before(ms, k, m, v)) continue;
		if (is_compared(ms, k, m, v)) continue;
		if (is_of_people(m, &ms->m[k], v)) return;
		if (had && !annot_same_unit(v, a, &v->d->annots[ms->m[k].annot])) continue;
		if (!ms->m[k].ind.len || ms->m[k].skip ||
		    (m->resp_count > 1 && attach_is_change(&ms->m[k], v)))
			continue;
		if (--nth) continue;
		size_t behind = attach_behind(m, v),
		       acts_at = behind < v->clauses[m->clause].to ? behind : v->n_tok;
		bool same = attach_is_change(m, v) ||
			    (acts_at < v->n_tok && is_earlier_count(m, v, acts_at));
		if (!same && elision_did_otherwise(&ms->m[k], v, acts_at)) return;
		bool rise = is_rise(v, ms->m[k].ind) && ms->m[k].subj.len &&
			    v->d->annots[m->annot].dim == DIM_INDEX;
		/* "its rise grew to 360 points, it closed at 21,398" */
		m->ind = rise ? ms->m[k].subj : ms->m[k].ind;
		m->parent = (int32_t)k;
		m->inherited = true;
		return;
	}
	if (had) return;
	m->ind = elision_measure_before(m, v, 0);
	if (m->ind.len) return;
	m->ind = topic_before(m, v);
	if (m->ind.len) return;
	if (f->indicator.len) {
		m->ind = f->indicator;
		m->inherited = true;
	}
}

/* "Poor households: 3,871, 12,212 people": the same thing counted once more, behind no more than a
 * mark, in a unit that says of itself what it counts. */
static bool is_counted_twice(const struct mentions *ms, size_t i, const struct view *v)
{
	if (i == 0) return false;
	const struct mention *m = &ms->m[i], *k = &ms->m[i - 1];
	const struct annot *a = &v->d->annots[k->annot];
	bool beside = k->tok + 2 == m->tok && view_is_mark(v, k->tok + 1u);

	if (!beside || !a->unit_len || k->ind.off != m->ind.off || k->ind.len != m->ind.len)
		return false;
	return words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_SELF;
}

/* "Costs rose by 2 %; he is | 52 years old": an age after a figure of something else. */
static bool is_anothers_age(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];

	return a->unit_len && m->parent >= 0 &&
	       (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL) &&
	       !annot_same_unit(v, a, &v->d->annots[ms->m[m->parent].annot]);
}

void attach_inherit(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];

	inherit(ms, i, v, f);
	if (!m->ind.len || attach_is_change(m, v)) return;
	bool none = attach_age_of_nobody(v, a, m->ind) || is_anothers_age(ms, i, v) ||
		    (attach_counts_people(v, a) && !attach_tells_people(v, m->ind) &&
		     !is_counted_twice(ms, i, v));
	if (!none) return;
	m->ind = NONE;
	m->inherited = false;
	m->parent = -1;
}
