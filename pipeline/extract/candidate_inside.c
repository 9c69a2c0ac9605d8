/* What may open an indicator as the owner of its figure. See candidate_collect.h.
 *
 * "The zone's exports" may be measured whole, or the zone owns them: what is known of the words
 * cuts in one place (owner.c), and behind each noun inside there may be a cut. The choice weighs
 * them like the others. */
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"

#define CUTS_MAX 5 /* places in an indicator that are looked at, the first ones */

/* Signs of the words up to token cut, and of those of the indicator behind it. */
static uint64_t signs_of_cut(const struct view *v, struct stretch s, size_t cut, size_t to)
{
	uint64_t is = candidate_signs_of(v, s);

	if (topic_is_entity(v, view_token_at(v, s.off))) is |= SIGN(ENTITY);
	if (candidate_is_long(v, s)) is |= SIGN(LONG);
	if (v->tok[cut].pos == POS_DE) {
		is |= SIGN(OF);
		cut++;
	}
	if (cut < to && (v->tok[cut].pos == POS_VN || v->tok[cut].pos == POS_VERB))
		is |= SIGN(ACTION_LEFT);
	return is;
}

/* May an owner end before token t? */
static bool may_end(const struct view *v, size_t from, size_t t, size_t to)
{
	if (!phrase_head(v, t - 1) || phrase_is_measure(v, t - 1) ||
	    (v->cls[t - 1] & (ROLE_STAT | ROLE_PER)))
		return false;
	if (v->tok[t].pos == POS_PUNCT || (v->cls[t] & ROLE_AND) || (v->cls[t - 1] & ROLE_AND))
		return false;
	if (!topic_is_entity(v, t - 1)) return false;
	return t > from && t + (v->tok[t].pos == POS_DE) < to;
}

void collect_inside(struct collector *k)
{
	const struct view *v = k->v;
	size_t from = view_token_at(v, k->m->ind.off),
	       to = view_token_at(v, stretch_end(k->m->ind)), n = 0;
	struct stretch known = owner_split(k->m, v);

	k->scope = SCOPE_INSIDE;
	if (stretch_overlaps(k->m->ind, k->m->base)) return; /* the whole that it is a share of */
	if (known.len) {
		size_t cut = view_token_at(v, stretch_end(known) - 1) + 1;
		collect_add(k, known, SIGN(SPLIT) | signs_of_cut(v, known, cut, to));
	}
	to = owner_bound_end(v, from, to);
	for (size_t t = from + 1; t < to && n < CUTS_MAX; t++) {
		if (!may_end(v, from, t, to)) continue;
		struct stretch s = phrase_stretch(v, phrase_of(from, t));
		if (!s.len || stretch_end(s) == stretch_end(known)) continue;
		collect_add(k, s, signs_of_cut(v, s, t, to));
		n++;
	}
}
