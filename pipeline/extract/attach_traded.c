/* What is traded: of stocks, indices and goods that rose or fell, the name stands for its price.
 * See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/elision.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"

#define NAME_UNITS 12 /* of the name of what is traded */
#define NONE	   ((struct stretch){ 0, 0 })

static bool is_rate(const struct mention *m, const struct view *v)
{
	return attach_is_change(m, v) && v->d->annots[m->annot].type == A_PERCENT;
}

/* No part of a name, between it and its verb: at the close, at one time, so far. */
static bool is_between(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME || (v->side[t] & SIDE_CLOSE) ||
	       (v->cls[t] & ROLE_ADVERB);
}

static bool may_name(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	bool verb = p == POS_VERB && (v->tok[t].len > 1 || v->cls[t]);

	return !verb && !view_is_mark(v, t) && !is_between(v, t) && p != POS_DE && p != POS_PREP &&
	       p != POS_CONJ && p != POS_QUANTITY && p != POS_NUM && p != POS_LOC &&
	       p != POS_SPACE && !(v->side[t] & SIDE_OPENER);
}

/* "A Co. | rose 13 %": what stands before the verb of trade in the mention's clause, whether the
 * lexicon knows it or not; NONE for a measure (prices). */
static struct stretch traded_name(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v), end;

	if (t == lo || !(v->side[t - 1] & SIDE_TRADE)) return NONE;
	t--;
	while (t > lo && is_between(v, t - 1)) t--;
	if (t > lo) t = phrase_over_parens(v, lo, t); /* "A Co. | (002258) | fell" */
	for (end = t; t > lo && may_name(v, t - 1);) t--;
	bool place = t + 1 == end && v->tok[t].pos == POS_PLACE;
	if (t == end || place || phrase_is_measure(v, end - 1) ||
	    (v->cls[end - 1] & (ROLE_SUBJ | ROLE_FLOW)))
		return NONE;
	struct stretch s = phrase_stretch(v, phrase_of(t, end));
	return s.len > 1 && s.len <= NAME_UNITS ? s : NONE;
}

/* Does it end in a word that only names: of another script, or none that the lexicon has? */
static bool is_proper(const struct view *v, struct stretch s)
{
	enum pos_tag p = (enum pos_tag)v->tok[view_token_at(v, stretch_end(s) - 1)].pos;

	return p == POS_FOREIGN || p == POS_NAME || p == POS_OTHER || p == POS_ORG;
}

/* "The D. index rose 1 %, | the S. index | 2 %": does the indicator of m end like that of s, whose
 * owner is no more than the name right before it? */
static bool is_like(const struct mention *s, const struct mention *m, const struct view *v)
{
	if (!s->ind.len || stretch_end(s->subj) != s->ind.off) return false;
	size_t a = view_token_at(v, stretch_end(s->ind) - 1),
	       b = view_token_at(v, stretch_end(m->ind) - 1),
	       name = view_token_at(v, s->ind.off - 1);
	bool place = v->tok[name].pos == POS_PLACE || (v->cls[name] & ROLE_SUBJ);

	return !place && m->ind.off < v->tok[b].off &&
	       uslice_eq(view_token_text(v, a), view_token_text(v, b));
}

/* "C. rose 5 %, | D. | 4 %": was another traded before, whose name is given as the subject of what
 * the verb of trade has before it? */
static bool is_anothers(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	size_t t = attach_before_cue(m, v);

	if (m->own_subj || m->inherited || !m->subj.len || t == v->clauses[m->clause].from ||
	    !(v->side[t - 1] & SIDE_TRADE) || !m->ind.len || m->subj.off > m->ind.off)
		return false;
	if (view_clause_of(v, view_token_at(v, m->ind.off)) != m->clause) return false;
	for (size_t k = i; k-- > 0;) {
		const struct mention *s = &ms->m[k];
		if (!is_rate(s, v) || s->clause == m->clause) continue;
		bool named = traded_name(s, v).len > 0 && stretch_overlaps(s->ind, m->subj);
		if (named || (stretch_overlaps(s->subj, m->subj) &&
			      (traded_name(s, v).len > 0 || is_like(s, m, v))))
			return true;
	}
	return false;
}

/* "F. | fell 17 %, is quoted at 23 dollars, was at 20": prices of what a figure before names. */
static void attach_price(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];

	if (v->d->annots[m->annot].type != A_MONEY || !m->ind.len || !m->subj.len) return;
	for (size_t k = i; k-- > 0 && ms->m[k].clause + 2u > m->clause;) {
		const struct mention *s = &ms->m[k];
		if (is_rate(s, v)) {
			struct stretch name = s->subj.len ? s->subj : s->ind;
			bool named = traded_name(s, v).len && stretch_overlaps(m->ind, s->ind);
			if (named && !stretch_overlaps(m->subj, name)) m->subj = name;
			return;
		}
		if (v->d->annots[s->annot].type != A_MONEY) return;
	}
}

void attach_traded(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	if (!is_rate(m, v)) {
		attach_price(ms, i, v);
		return;
	}
	bool quoted = i > 0 && t <= lo + 1u && elision_is_quoted(&ms->m[i - 1], v);
	if (quoted &&
	    (!m->ind.len || m->inherited || stretch_overlaps(m->ind, ms->m[i - 1].subj))) {
		m->ind = m->subj = ms->m[i - 1].subj; /* "closed at 98 yuan, | down 0.6 %" */
		return;
	}
	struct stretch name = traded_name(m, v);
	/* "prices in the east fell 1 %, | the west | rose 2 %": whose they are is known, and what
	 * the sentence before has measured */
	bool borrowed = m->inherited && m->subj.len &&
			(stretch_overlaps(m->subj, name) || m->resp_count > 1) &&
			(m->ind.off < v->tok[0].off ||
			 (v->side[phrase_head_token(v, m->ind)] & SIDE_AMOUNT) ||
			 (owner_is_sold(v, m->ind) &&
			  !(v->cls[phrase_head_token(v, m->ind)] & ROLE_FLOW)));
	if (name.len && !borrowed && (!m->ind.len || m->inherited)) {
		m->ind = m->subj = name;
		m->parent = -1;
	} else if (is_anothers(ms, i, v)) {
		m->subj = name.len && stretch_overlaps(m->ind, name) ? m->ind : NONE;
	} else if (!m->subj.len && name.len && m->ind.off == name.off && is_proper(v, name)) {
		m->subj = name;
	} else if (!m->ind.len && m->own_subj && t > lo && (v->side[t - 1] & SIDE_TRADE) &&
		   v->tok[t - 1].off == stretch_end(m->subj)) {
		m->ind = m->subj;
	}
}
