/* What may open an indicator as the owner of its figure. See candidate_collect.h.
 *
 * "The zone's exports" may be measured whole, or the zone owns them: what is known of the words
 * cuts in one place (owner.c), and behind each noun inside there may be a cut. The choice weighs
 * them like the others. */
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic_embedded.h"

#define CUTS_MAX      5 /* places in an indicator that are looked at, the first ones */
#define TAKEN_UP_BACK 2 /* clauses before whose last word may open the indicator */

/* "The saloon K6's | deliveries", "NORTH Bay's | sales": a model behind its kind, or a name of
 * several words of letters, ends before token t. */
static bool ends_model(const struct view *v, size_t from, size_t t)
{
	if (t < from + 2 || v->cls[t - 1]) return false;
	if (v->tok[t - 1].pos == POS_FOREIGN) return v->tok[t - 2].pos == POS_SPACE;
	uint16_t first = v->d->text.p[v->tok[t - 1].off];
	return v->tok[t - 1].pos == POS_VETO && first >= 'A' && first <= 'Z' &&
	       v->tok[t - 2].pos == POS_NOUN;
}

/* Signs of the words up to token cut, and of those of the indicator behind it. */
static uint64_t signs_of_cut(const struct view *v, struct stretch s, size_t cut, size_t to)
{
	uint64_t is = candidate_signs_of(v, s);

	size_t from = view_token_at(v, s.off);
	if (topic_is_entity(v, from)) is |= SIGN(ENTITY);
	if (ends_model(v, from, cut)) is |= SIGN(NAME_LAST) | SIGN(ENTITY);
	if (candidate_is_long(v, s)) is |= SIGN(LONG);
	if (v->tok[cut].pos == POS_DE) {
		is |= SIGN(OF);
		cut++;
	}
	if (cut < to && (v->tok[cut].pos == POS_VN || v->tok[cut].pos == POS_VERB))
		is |= SIGN(ACTION_LEFT);
	return is;
}

/* "The fire | burned for 43 hours", "ship traffic | opened": a noun that opens its clause, nothing
 * but a verb left of what is measured, or before how long it lasts a verbal noun. */
static bool is_done(const struct collector *k, size_t from, size_t t, size_t to)
{
	const struct view *v = k->v;
	const struct token *verb = &v->tok[t], *noun = &v->tok[t - 1];
	bool lasts = v->d->annots[k->m->annot].type == A_DURATION;

	if (t + 1 != to || verb->len < 2 || noun->len < 2 || noun->pos != POS_NOUN ||
	    (v->side[t - 1] & SIDE_ADNOUN) || !(k->out->wants & WANT(OPENING)) ||
	    k->m->facet[FACET_DIRECTION].len)
		return false;
	for (size_t i = from; i < t; i++)
		if (v->tok[i].pos == POS_VN || v->tok[i].pos == POS_VERB) return false;
	return verb->pos == POS_VERB || (lasts && verb->pos == POS_VN);
}

/* May an owner end before token t? */
static bool may_end(const struct collector *k, size_t from, size_t t, size_t to)
{
	const struct view *v = k->v;

	if (!phrase_head(v, t - 1) || phrase_is_measure(v, t - 1) ||
	    (v->cls[t - 1] & (ROLE_STAT | ROLE_PER)))
		return false;
	if (v->tok[t].pos == POS_PUNCT || (v->cls[t] & ROLE_AND) || (v->cls[t - 1] & ROLE_AND))
		return false;
	if (!topic_is_entity(v, t - 1) && !ends_model(v, from, t) && !is_done(k, from, t, to))
		return false;
	return t > from && t + (v->tok[t].pos == POS_DE) < to;
}

/* Where the list begins of which the indicator holds the last one, "A, B and | C's exports"; from
 * if there is none. */
static size_t list_before(const struct collector *k, size_t from)
{
	const struct view *v = k->v;
	size_t lo = v->clauses[k->m->clause].from;

	if (from < lo + 2u || !list_joins(v, from - 1, JOINS_OWNERS) ||
	    phrase_is_measure(v, from - 2) || v->tok[from - 2].pos == POS_QUANTITY ||
	    v->tok[from - 2].pos == POS_VN)
		return from;
	size_t open = owner_list_start(v, lo, from - 1);
	return open < from - 1 ? open : from;
}

/* The stretch s that opens the indicator, with the list before it. */
static struct stretch from_list(const struct collector *k, size_t open, struct stretch s)
{
	uint32_t off = k->v->tok[open].off, ind = k->m->ind.off;

	return off < ind && s.off == ind ? (struct stretch){ off, stretch_end(s) - off } : s;
}

/* "Pressure on | the island", "paid to | the firm": to whom something is done is not whose it is.
 */
static bool is_aim(const struct view *v, size_t open, uint64_t is)
{
	return open > 0 && (v->cls[open - 1] & ROLE_TO) && (is & (SIGN(PLACE) | SIGN(ACTION_LEFT)));
}

/* "This will make | the county's output rise by": what is measured is the subject of a clause
 * inside the clause, and who opens it owns it. */
static uint64_t is_embedded(const struct view *v, size_t open)
{
	return open > 0 && topic_aims_at_clause(v, open - 1) ? SIGN(EMBEDDED) : 0;
}

/* "Bought a flat, | the flat's area": does the word that ends the stretch s end a clause right
 * before the figure's? */
static bool is_taken_up(const struct collector *k, struct stretch s)
{
	const struct view *v = k->v;
	size_t last = view_token_at(v, stretch_end(s) - 1), c = k->m->clause;

	if (v->tok[last].pos == POS_VN) return false;
	for (size_t back = 0; c-- > 0 && back < TAKEN_UP_BACK; back++) {
		size_t t = v->clauses[c].to;
		while (t > v->clauses[c].from && view_is_mark(v, t - 1)) t--;
		if (t > v->clauses[c].from &&
		    uslice_eq(view_token_text(v, t - 1), view_token_text(v, last)))
			return true;
	}
	return false;
}

/* What the owner of the indicator may be where the words alone do not tell it. */
static void add_kind(struct collector *k, size_t open, size_t to, uint64_t embedded)
{
	const struct view *v = k->v;
	struct stretch kind = owner_kind(k->m, v, KIND_CERTAIN);
	uint64_t is = embedded | SIGN(KIND);

	if (!kind.len) {
		kind = owner_kind(k->m, v, KIND_BESIDE);
		if (kind.len && is_taken_up(k, kind)) {
			is |= SIGN(TAKEN_UP);
		} else {
			kind = owner_kind(k->m, v, KIND_ALONE);
			is |= SIGN(THING);
		}
		if (!kind.len) return;
	}
	size_t cut = view_token_at(v, stretch_end(kind) - 1) + 1;
	is |= signs_of_cut(v, kind, cut, to) & ~(SIGN(OF) | SIGN(OWNER));
	collect_add(k, from_list(k, open, kind), is);
}

void collect_inside(struct collector *k)
{
	const struct view *v = k->v;
	size_t from = view_token_at(v, k->m->ind.off),
	       to = view_token_at(v, stretch_end(k->m->ind)), n = 0;
	struct stretch known = owner_split(k->m, v);

	k->scope = SCOPE_INSIDE;
	if (stretch_overlaps(k->m->ind, k->m->base)) return; /* the whole that it is a share of */
	size_t open = list_before(k, from);
	uint64_t embedded = is_embedded(v, open);
	if (known.len) {
		size_t cut = view_token_at(v, stretch_end(known) - 1) + 1;
		uint64_t is = embedded | SIGN(SPLIT) | signs_of_cut(v, known, cut, to);
		if (known.off < k->m->ind.off || !is_aim(v, open, is))
			collect_add(k, from_list(k, open, known), is);
	}
	if (!known.len) add_kind(k, open, to, embedded);
	to = owner_bound_end(v, from, to);
	for (size_t t = from + 1; t < to && n < CUTS_MAX; t++) {
		if (!may_end(k, from, t, to)) continue;
		struct stretch s = phrase_stretch(v, phrase_of(from, t));
		if (!s.len || stretch_end(s) == stretch_end(known)) continue;
		uint64_t is = embedded | signs_of_cut(v, s, t, to);
		if (!topic_is_entity(v, t - 1) && is_done(k, from, t, to)) is |= SIGN(KIND);
		if (!is_aim(v, open, is)) collect_add(k, from_list(k, open, s), is);
		n++;
	}
}
