/* Where a topic may end earlier than its phrase, as candidates of their own. See
 * candidate_collect.h.
 *
 * Nothing in Chinese parts a subject from a verb that may be a noun as well ("the mill | closing"),
 * nor the thing from what is measured of it: the choice weighs the whole and its beginnings. */
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"

#define EDGES_MAX 3 /* places where a topic may end earlier */

/* Behind a name, a body, a noun of those who have figures inside it ("Han | played"). */
static void add_names(struct collector *k, const struct topic *t, uint64_t is)
{
	const struct view *v = k->v;
	size_t n = 0;

	for (size_t i = t->from; i + 1 < t->to && n < EDGES_MAX && !list_joins(v, i, JOINS_OWNERS);
	     i++) {
		if (!topic_is_entity(v, i) && !owner_is(v, i) && !topic_is_model(v, i) &&
		    !(v->tok[i].cls & (CLASS_ORG_END | CLASS_PLACE_END)))
			continue;
		if (topic_is_model(v, i + 1)) continue;
		if (v->tok[i + 1].pos == POS_DE || (v->cls[i + 1] & ROLE_AND)) continue;
		if (v->side[i + 1] & SIDE_HOLDER) continue; /* "the company's | shareholder A" */
		struct stretch s = phrase_stretch(v, phrase_of(t->from, i + 1));
		collect_add(k, s, is | SIGN(CUT) | candidate_signs_of(v, s));
		n++;
	}
}

/* Does a word that says how something is or is done, or the end of the clause, stand at t? */
static bool says_how(const struct view *v, size_t t)
{
	enum pos_tag p = t < v->n_tok ? (enum pos_tag)v->tok[t].pos : POS_PUNCT;

	return p == POS_PUNCT || p == POS_ADJ || p == POS_ADV || p == POS_LOC || p == POS_PREP;
}

struct phrase collect_before_verbs(const struct view *v, struct phrase p)
{
	uint32_t to = p.to;

	if (!says_how(v, p.to)) return NO_PHRASE;
	while (to > p.from && v->tok[to - 1].pos == POS_VN && v->tok[to - 1].len > 1 &&
	       !phrase_is_measure(v, to - 1))
		to--;
	bool noun = to > p.from && to < p.to && phrase_noun(v, to - 1);
	return noun && !phrase_is_measure(v, to - 1) ? phrase_of(p.from, to) : NO_PHRASE;
}

/* "A station to B station": a way from one place to another ends nowhere else. */
static bool is_way(const struct view *v, const struct topic *t)
{
	for (size_t i = t->from; i < t->to; i++)
		if (view_token_label(v, i) & LABEL_SPANS) return true;
	return false;
}

void collect_edges(struct collector *k, const struct topic *t, uint64_t is)
{
	if (is_way(k->v, t)) return;
	add_names(k, t, is);
	struct phrase p = collect_before_verbs(k->v, phrase_of(t->from, t->to));
	if (p.from == p.to) return;
	struct stretch s = phrase_stretch(k->v, p);
	collect_add(k, s, (is & ~CANDIDATE_WORDS) | SIGN(CUT) | candidate_signs_of(k->v, s));
}
