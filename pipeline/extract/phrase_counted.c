/* What of the words behind a number and its classifier is counted. See phrase.h. */
#include "pipeline/extract/phrase.h"

#include "pipeline/extract/speaker_words.h"

/* Has the count right before token t a classifier of one of the kinds? */
static bool counts(const struct view *v, size_t t, uint64_t kinds)
{
	t -= t > 0 && v->tok[t - 1].pos == POS_DE;
	if (t == 0 || !phrase_is_count(v, t - 1)) return false;
	const struct annot *a = &v->d->annots[v->tok[t - 1].annot];

	return words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).label & kinds;
}

/* Does token t say what persons are, not how they are called? */
static bool is_person_noun(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (p == POS_PERSON || p == POS_VN || !(POS_NAMING & POS_BIT(p))) return false;
	return speaker_is_people(v, t) || (v->tok[t].cls & CLASS_TITLE) ||
	       (view_token_label(v, t) & LABEL_PERSONS);
}

/* "12 officials | live in the village", "3 astronauts' | state is good": behind a classifier of
 * persons a phrase ends with the last word for persons, if it has one. */
static uint32_t persons_end(const struct view *v, struct phrase p)
{
	if (!counts(v, p.from, LABEL_PERSONS)) return p.to;
	for (uint32_t t = p.to; t > p.from; t--) {
		if (!is_person_noun(v, t - 1)) continue;
		return t + (t < p.to && phrase_mark_closes(phrase_mark(v, t)));
	}
	return p.to;
}

static bool is_body(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_ORG || (v->side[t] & SIDE_OWNER) ||
	       (v->tok[t].cls & CLASS_ORG_END) || speaker_is_people(v, t);
}

/* "30 firms | make masks": behind a classifier of bodies a verbal noun behind one says what it
 * does, where no body is named at the end ("30 firms' sales branches") and nothing more is told
 * ("the 30 firms' working hours | rose"). */
static uint32_t bodies_end(const struct view *v, struct phrase p)
{
	bool last = p.to == v->n_tok || v->tok[p.to].pos == POS_PUNCT;

	if (p.from == p.to || !last || !counts(v, p.from, LABEL_BODIES) || is_body(v, p.to - 1u))
		return p.to;
	for (uint32_t t = p.from; t + 2 < p.to; t++)
		if (is_body(v, t) && v->tok[t + 1].pos == POS_VN && v->tok[t + 1].len > 1)
			return t + 1;
	return p.to;
}

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

/* "Five estates' rents | held": one word at the clause's end says how the measure is that bodies or
 * people have; not "three key rates | unchanged". */
static bool state_follows(const struct view *v, size_t noun, size_t t)
{
	bool ends = t + 1 >= v->n_tok || view_is_mark(v, t + 1);

	return ends && is_body(v, noun) && (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_ADJ);
}

struct phrase phrase_before_measure(const struct view *v, struct phrase p)
{
	size_t to = p.to;

	while (to > p.from + 1u && measures(v, to - 1)) to--;
	while (to < p.to && to > p.from + 1u && !phrase_noun(v, to - 1) &&
	       !phrase_mark_closes(phrase_mark(v, to - 1)))
		to--;
	bool mean = p.to < v->n_tok && (v->cls[p.to] & ROLE_PER);
	for (size_t i = p.from + 1u; (to < p.to || mean) && i < to;
	     i++) /* "339 cities' fine particles' mean" */
		if ((v->side[i - 1] & (SIDE_OWNER | SIDE_SPOT)) && v->tok[i].pos != POS_DE) to = i;
	if (to < p.to && p.to < v->n_tok && !(v->cls[to - 1] & ROLE_NOTSUBJ) &&
	    (value_follows(v, p.to) || state_follows(v, to - 1, p.to)) &&
	    (phrase_noun(v, to - 1) || phrase_mark_closes(phrase_mark(v, to - 1))))
		p.to = (uint32_t)to;
	return p;
}

/* A counted thing: up to the attributive particle behind its noun, and without verbal nouns behind
 * a noun ("projects under construction" counts projects). keep_verbal: what is counted is itself an
 * action. */
struct phrase phrase_counted(const struct view *v, struct phrase p, bool keep_verbal)
{
	p.to = persons_end(v, p);
	p.to = bodies_end(v, p);
	enum pos_tag first = p.from < p.to ? (enum pos_tag)v->tok[p.from].pos : POS_NOUN;
	/* "3 patients' | state is grave": they are counted, not what is told of them */
	for (size_t t = p.to; !keep_verbal && t > p.from + 1u && (v->cls[t - 1] & ROLE_TRAIT); t--)
		if (phrase_noun(v, t - 2)) p.to = (uint32_t)t - 1u;
	/* "beds that have a filter", "rules for the trade" */
	bool verb = first == POS_VERB || first == POS_PREP;
	bool record = counts(v, p.from, LABEL_RECORD); /* 120,000 | residents' health files */
	for (size_t i = p.from + 1u; !verb && i < p.to; i++) {
		if (v->tok[i].pos != POS_DE || !phrase_noun(v, i - 1) ||
		    v->tok[i - 1].pos == POS_PERSON)
			continue;
		if (record && ((v->side[i - 1] & (SIDE_OWNER | SIDE_CROWD | SIDE_HOLDER)) ||
			       speaker_is_people(v, i - 1)))
			continue;
		if (v->tok[i - 1].pos == POS_IDIOM) continue; /* "3 | battle-hardened | players" */
		p.to = (uint32_t)i;
		break;
	}
	size_t to = p.to;
	/* "40 village plans passed" */
	bool acts = to < v->n_tok && ((v->cls[to] & ROLE_TRANS) ||
				      (v->tok[to].pos == POS_VERB && !(v->cls[to] & ROLE_REACH)));
	while (!keep_verbal && !acts && to > p.from + 1u && v->tok[to - 1].pos == POS_VN) to--;
	if (to < p.to && phrase_noun(v, to - 1)) p.to = (uint32_t)to;
	return phrase_before_measure(v, p);
}
