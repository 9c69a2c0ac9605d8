/* What of the words behind a number and its classifier is counted. See phrase.h. */
#include "pipeline/extract/phrase.h"

/* A word that names what figures are of. */
static bool measures(const struct view *v, size_t t)
{
	return (v->cls[t] & (ROLE_HEAD | ROLE_STAT | ROLE_PER)) || phrase_is_measure(v, t);
}

/* "… ranked third". */
static bool ranks(const struct view *v, size_t t)
{
	bool verb = t + 1 < v->n_tok && v->tok[t].pos == POS_VERB && v->tok[t + 1].annot >= 0;

	return verb && v->d->annots[v->tok[t + 1].annot].form == FORM_RANK;
}

/* A figure or a word that leads to one. */
static bool value_follows(const struct view *v, size_t t)
{
	if (ranks(v, t)) return true;
	while (t + 1 < v->n_tok && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME)) t++;
	return (v->cls[t] & (ROLE_REACH | ROLE_UP | ROLE_DOWN | ROLE_COMPARE | ROLE_ADVERB)) ||
	       v->tok[t].pos == POS_QUANTITY;
}

/* A counted thing: up to the attributive particle behind its noun, and without verbal nouns behind
 * a noun ("projects under construction" counts projects). keep_verbal: what is counted is itself an
 * action. */
struct phrase phrase_counted(const struct view *v, struct phrase p, bool keep_verbal)
{
	enum pos_tag first = p.from < p.to ? (enum pos_tag)v->tok[p.from].pos : POS_NOUN;
	/* "3 patients' | state is grave": they are counted, not what is told of them */
	for (size_t t = p.to; !keep_verbal && t > p.from + 1u && (v->cls[t - 1] & ROLE_TRAIT); t--)
		if (phrase_noun(v, t - 2)) p.to = (uint32_t)t - 1u;
	/* "beds that have a filter", "rules for the trade" */
	bool verb = first == POS_VERB || first == POS_PREP;
	for (size_t i = p.from + 1u; !verb && i < p.to; i++) {
		if (v->tok[i].pos != POS_DE || !phrase_noun(v, i - 1) ||
		    v->tok[i - 1].pos == POS_PERSON)
			continue;
		p.to = (uint32_t)i;
		break;
	}
	size_t to = p.to;
	/* "40 village plans passed" */
	bool acts = to < v->n_tok && ((v->cls[to] & ROLE_TRANS) ||
				      (v->tok[to].pos == POS_VERB && !(v->cls[to] & ROLE_REACH)));
	while (!keep_verbal && !acts && to > p.from + 1u && v->tok[to - 1].pos == POS_VN) to--;
	if (to < p.to && phrase_noun(v, to - 1)) p.to = (uint32_t)to;
	/* "78 malls' turnover rose": the malls are counted, the turnover is what rose */
	to = p.to;
	while (to > p.from + 1u && measures(v, to - 1)) to--;
	while (to < p.to && to > p.from + 1u && !phrase_noun(v, to - 1) &&
	       !phrase_mark_closes(phrase_mark(v, to - 1)))
		to--;
	bool mean = p.to < v->n_tok && (v->cls[p.to] & ROLE_PER);
	for (size_t i = p.from + 1u; (to < p.to || mean) && i < to;
	     i++) /* "339 cities' fine particles' mean" */
		if ((v->side[i - 1] & (SIDE_OWNER | SIDE_SPOT)) && v->tok[i].pos != POS_DE) to = i;
	if (to < p.to && p.to < v->n_tok && value_follows(v, p.to) &&
	    (phrase_noun(v, to - 1) || phrase_mark_closes(phrase_mark(v, to - 1))))
		p.to = (uint32_t)to;
	return p;
}
