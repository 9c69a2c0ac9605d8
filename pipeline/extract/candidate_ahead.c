/* Who is named behind the figure, as its clause only leads to his. See candidate_collect.h.
 *
 * "After 3 rounds of tests, the firm said", "with 20 points a game, Sun was chosen": a clause of a
 * preposition, or that ends in a word for after or when, leaves out the subject of the next. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"

/* Does a clause before the figure's in its item have a topic? */
static bool told_before(const struct view *v, size_t item, size_t clause)
{
	size_t n = 0;

	while (clause-- > item && !n) topic_at(v, clause, &n);
	return n > 0;
}

/* Does the clause lead to the one behind it, at a comma? */
static bool leads_on(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].from, end = v->clauses[clause].to;

	if (end < t + 3 || !mark_is_comma(phrase_mark(v, end - 1))) return false;
	while (t + 1 < end &&
	       (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_CONJ || v->tok[t].pos == POS_TIME))
		t++;
	bool beside = v->tok[end - 2].pos == POS_LOC && (v->cls[end - 2] & ROLE_BESIDE);
	if (v->side[t] & SIDE_SOURCE) return false;
	return (view_token_label(v, t) & LABEL_LEADSON) || (beside && v->tok[t].pos != POS_NOUN);
}

void collect_ahead(struct collector *k)
{
	const struct view *v = k->v;
	size_t c = k->m->clause, n;

	topic_at(v, c, &n);
	if (n || c + 1u >= v->n_clauses || !leads_on(v, c) ||
	    told_before(v, phrase_item_from(v, c), c))
		return;
	const struct topic *t = topic_at(v, c + 1u, &n);
	for (size_t i = 0; i < n; i++, t++) {
		if (t->place || t->counted || t->measured || t->personal || t->speaks) continue;
		if (!t->entity && !owner_is(v, t->to - 1)) continue;
		collect_add(k, t->s,
			    SIGN(AHEAD) | candidate_signs_of(v, t->s) |
				    (t->entity ? SIGN(ENTITY) : 0));
		return;
	}
}
