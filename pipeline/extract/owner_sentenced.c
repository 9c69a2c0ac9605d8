/* Who is sentenced or fined: penalties are no figures of the court's. See owner_scene.h. */
#include "pipeline/extract/attach.h"
#include "pipeline/extract/owner_scene.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define NONE ((struct stretch){ 0, 0 })

static bool is_person(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_ORG ||
	       (v->tok[t].pos == POS_NOUN && v->side[t] & SIDE_PEOPLE);
}

/* What persons are called before their names: the accused. */
static bool is_called(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_TITLE || (v->tok[t].cls & CLASS_TITLE);
}

static bool is_joint(const struct view *v, size_t t)
{
	return v->unit[t] == LIST_MARK || (v->cls[t] & ROLE_AND);
}

/* The persons that begin at token from, before end, with what they are called but not how many they
 * are; empty if none does. */
static struct phrase persons_at(const struct view *v, size_t from, size_t end)
{
	if (from < end && v->tok[from].pos == POS_QUANTITY) from++;
	size_t to = from;
	for (size_t t = from; t < end; t++) {
		if (is_person(v, t) || is_called(v, t)) to = t + 1;
		else if (!is_joint(v, t)) break;
	}
	return phrase_of(from, to);
}

/* The body that begins at token from, if it ends before end. */
static struct phrase body_at(const struct view *v, size_t from, size_t end)
{
	struct phrase p = phrase_right(v, from);
	bool body = p.from < p.to && p.to <= end &&
		    ((v->side[p.to - 1] & SIDE_OWNER) || topic_is_entity(v, p.from));

	return body ? p : NO_PHRASE;
}

/* Whom the verb at t of the clause from lo on hits: behind it, or behind the preposition that opens
 * its object. */
static struct phrase hit_by(const struct view *v, size_t lo, size_t t, size_t end)
{
	struct phrase p = persons_at(v, t + 1, end);

	/* "sentenced A to 7 years, | B | to 9" */
	for (size_t k = p.to; p.from < p.to && k < end; k++)
		if (v->tok[k].pos == POS_PERSON) return persons_at(v, k, end);
	for (size_t k = t; p.from == p.to && k-- > lo;) {
		bool opens = v->tok[k].pos == POS_PREP || (v->cls[k] & (ROLE_TO | ROLE_MODAL));
		if (v->cls[k] & ROLE_PASSIVE) break;
		if (opens) p = persons_at(v, k + 1, t);
		if (opens && p.from == p.to) p = body_at(v, k + 1, t);
	}
	return p;
}

/* Does the clause of a figure go on with a penalty: "and a fine of 40,000", of nobody else? */
static bool goes_on(const struct mention *m, const struct view *v)
{
	bool penalty = false;

	for (size_t t = v->clauses[m->clause].from; t < m->tok; t++) {
		if (is_person(v, t)) return false;
		penalty = penalty || (view_token_label(v, t) & LABEL_PENALTY);
	}
	return penalty;
}

struct stretch owner_sentenced(const struct mention *m, const struct view *v)
{
	if (!(v->all_cls & ROLE_PUNISHES)) return NONE;
	for (size_t c = m->clause + 1u; c-- > 0;) {
		size_t lo = v->clauses[c].from, end = v->clauses[c].to;
		if (end > m->tok) end = m->tok;
		if (c < m->clause && !goes_on(m, v)) break;
		for (size_t t = end; t-- > lo;) {
			if (!(v->cls[t] & ROLE_PUNISHES)) continue;
			struct phrase p = hit_by(v, lo, t, end);
			return p.from < p.to ? phrase_stretch(v, p) : NONE;
		}
	}
	return NONE;
}
