/* Names of the items of a list of counts. See listed_name.h. */
#include "pipeline/extract/listed_name.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/phrase.h"

#define NONE	    ((struct stretch){ 0, 0 })
#define ITEM_TOKENS 6 /* of a name in a list of counts */
#define ITEM_UNITS  8

/* Is a count beside ms->m[i] of the same unit, a list mark or comma between? */
static bool counts_beside(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct annot *a = &v->d->annots[ms->m[i].annot];

	for (size_t k = i ? i - 1 : 1; k <= i + 1 && k < ms->n; k += 2) {
		const struct annot *b = &v->d->annots[ms->m[k].annot];
		uint32_t lo = ms->m[k < i ? k : i].tok, hi = ms->m[k < i ? i : k].tok;
		if (!b->unit_len || !annot_same_unit(v, a, b)) continue;
		if (hi - lo <= ITEM_TOKENS + 2 && v->tok[lo + 1].pos == POS_PUNCT) return true;
	}
	return false;
}

/* A name that no lexicon knows: of its characters two and more stand alone, or one that is neither
 * an adjective at its head nor a noun at its end; or known names alone. */
static bool is_name(const struct view *v, size_t from, size_t to)
{
	size_t loose = 0, known = 0, words = 0;

	for (size_t t = from; t < to; t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		bool one = v->tok[t].len == 1 && v->tok[t].annot < 0 &&
			   unit_is_ideograph(v->d->text.p[v->tok[t].off]);
		if (p == POS_DE || p == POS_TIME || p == POS_QUANTITY || p == POS_PUNCT ||
		    phrase_is_measure(v, t))
			return false;
		if (v->cls[t] & (ROLE_TRANS | ROLE_UP | ROLE_DOWN | ROLE_REACH | ROLE_SAY |
				 ROLE_INDVERB | ROLE_STAT | ROLE_COMPARE | ROLE_MODAL))
			return false;
		if ((one && t == from && p == POS_ADJ) || p == POS_ADV || p == POS_PRON ||
		    p == POS_AUX)
			return false;
		if (!one && (p == POS_VERB || p == POS_VN))
			return false; /* "needs handing over 64" */
		loose += one && !(to - from == 2 && t + 1 == to && p == POS_NOUN);
		known += p == POS_PLACE || p == POS_ORG;
		words += !one;
	}
	return (loose > 0 && words < 2) || known == to - from;
}

struct stretch listed_name(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	size_t behind = attach_behind(m, v), lo = v->clauses[m->clause].from, t = m->tok;

	if (a->dim != DIM_COUNT || !a->unit_len || m->part[PART_IND].len ||
	    m->part[PART_HEAD].len || attach_is_change(m, v))
		return NONE;
	if (behind < v->n_tok && !view_is_mark(v, behind)) return NONE;
	while (t > lo && m->tok - t <= ITEM_TOKENS && !view_is_mark(v, t - 1) &&
	       v->tok[t - 1].pos != POS_NUM && v->tok[t - 1].pos != POS_CONJ)
		t--;
	while (t < m->tok && (v->cls[t] & ROLE_REACH)) t++;
	if (t == m->tok || m->tok - t > ITEM_TOKENS || !counts_beside(ms, i, v) ||
	    !is_name(v, t, m->tok))
		return NONE;
	struct stretch s = phrase_stretch(v, phrase_of(t, m->tok));
	return s.len >= 2 && s.len <= ITEM_UNITS ? s : NONE;
}
