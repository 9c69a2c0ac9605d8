/* What a figure wants of an owner, by its own words and the clause round it. See
 * candidate_collect.h. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/owner_find.h"
#include "pipeline/extract/phrase.h"

/* Does what is measured or counted open the clause: nothing before it but times, adverbs, openers?
 */
static bool thing_opens(const struct mention *m, const struct view *v)
{
	size_t t = m->tok, lo = v->clauses[m->clause].from;

	if (m->inherited) return false;
	if (m->ind.len && m->ind.off < v->d->annots[m->annot].off) t = view_token_at(v, m->ind.off);
	if (t < lo) return false;
	while (t > lo && (v->tok[t - 1].pos == POS_ADV || v->tok[t - 1].pos == POS_CONJ ||
			  v->tok[t - 1].pos == POS_TIME || (v->side[t - 1] & SIDE_OPENER) ||
			  (v->cls[t - 1] & (ROLE_STAT | ROLE_PER))))
		t--;
	return t <= lo;
}

/* "Who took part in the drive, | the riders' pay": does token t open what is measured, as a verb
 * that describes it? */
static bool describes_thing(const struct mention *m, const struct view *v, size_t t)
{
	if (!m->ind.len || m->inherited || m->ind.off != v->tok[t].off ||
	    !phrase_is_measure(v, view_token_at(v, stretch_end(m->ind) - 1)))
		return false;
	for (size_t i = t + 1; i < v->n_tok && v->tok[i].off < stretch_end(m->ind); i++)
		if (v->tok[i].pos == POS_DE) return true;
	return false;
}

/* "Pushed on 65 projects": does the clause open with a verb, its subject left out? */
static bool verb_opens(const struct mention *m, const struct view *v)
{
	size_t t = v->clauses[m->clause].from;

	while (t < m->tok && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_CONJ ||
			      v->tok[t].pos == POS_TIME || (v->side[t] & SIDE_OPENER)))
		t++;
	if (t >= m->tok || (v->cls[t] & (ROLE_HEAD | ROLE_SUBJ)) || describes_thing(m, v, t))
		return false;
	bool acts =
		v->tok[t].pos == POS_VN && (v->cls[t] & (ROLE_TRANS | ROLE_INDVERB | ROLE_POLICY));
	return v->tok[t].pos == POS_VERB || acts;
}

/* Classes of the verb that stands before the figure, or what it measures, in its clause. */
static uint64_t verb_before(const struct mention *m, const struct view *v)
{
	bool left = m->ind.len && !m->inherited && m->ind.off < v->d->annots[m->annot].off;
	size_t t = left ? view_token_at(v, m->ind.off) : m->tok, lo = v->clauses[m->clause].from;

	while (t-- > lo) {
		bool acts = v->tok[t].pos == POS_VN &&
			    (v->cls[t] &
			     (ROLE_TRANS | ROLE_INDVERB | ROLE_UP | ROLE_DOWN | ROLE_REACH));
		if (v->tok[t].pos == POS_VERB || acts) return v->side[t];
	}
	return 0;
}

/* "In 30 cities", "with 12 firms": a preposition stands before the number, at most a place between.
 */
static bool is_adjunct(const struct mention *m, const struct view *v)
{
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	for (int i = 0;
	     i < 2 && t > lo && (topic_is_entity(v, t - 1) || v->tok[t - 1].pos == POS_ADJ); i++)
		t--;
	return t > lo && v->tok[t - 1].pos == POS_PREP;
}

/* Behind a quotation mark that is not closed before token t. */
static bool in_quotation(const struct view *v, size_t t)
{
	bool open = false;

	for (size_t k = 0; k < v->n_marks && v->marks[k] < t; k++) {
		uint16_t c = phrase_mark(v, v->marks[k]);
		if (c == QUOTE_OPEN || c == CORNER_OPEN) open = true;
		if (c == QUOTE_CLOSE || c == CORNER_CLOSE) open = false;
	}
	return open;
}

uint64_t collect_wants(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	uint64_t is = 0;

	if (owner_pure_measure(m, v)) is |= WANT(BARE);
	if (m->ind.len && m->ind.off > a->off) is |= WANT(COUNT);
	if (thing_opens(m, v)) is |= WANT(OPENING);
	if (verb_opens(m, v)) is |= WANT(VERB);
	if (m->inherited) is |= WANT(LENT);
	if (!m->ind.len) is |= WANT(NOTHING);
	if (a->type == A_PERCENT) is |= WANT(SHARE);
	if (a->type == A_MONEY) is |= WANT(MONEY);
	if (is_adjunct(m, v)) is |= WANT(ADJUNCT);
	if (in_quotation(v, m->tok)) is |= WANT(QUOTED);
	if (verb_before(m, v) & SIDE_PARTS) is |= WANT(PARTS);
	return is;
}
