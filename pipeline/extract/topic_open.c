/* Where the topic of a clause begins. See topic_open.h. */
#include "pipeline/extract/topic_open.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/owner.h"

#define NAMES (POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) | POS_BIT(POS_PERSON))

/* Behind a preposition: its phrase and the place word after it. */
static struct phrase over_preposition(const struct view *v, size_t t, size_t end)
{
	size_t from = t + 1;
	while (from + 1 < end &&
	       ((v->side[from] & SIDE_DET) || (from > t + 1 && v->tok[from].pos == POS_CLASS)))
		from++; /* "on this line" */
	struct phrase p = phrase_right(v, from);

	if (p.to == p.from) p.to = (uint32_t)t + 1;
	while (p.to < end && v->tok[p.to].pos == POS_LOC) p.to++;
	return p;
}

/* "The card that has X as its carrier", "the rocket made by X": a phrase of a preposition that
 * describes the noun behind its particle. Gives the token of that noun, 0 if it is no such phrase
 * ("on the basis of": a place word follows). */
static size_t behind_relative(const struct view *v, size_t t, size_t end, bool verbal)
{
	for (size_t i = t + 1; i < end && i < t + 16; i++) {
		if (v->tok[i].pos == POS_QUANTITY ||
		    (v->tok[i].pos == POS_PUNCT && !(v->cls[i] & ROLE_AND)))
			return 0;
		if (v->tok[i].pos != POS_DE) continue;
		struct phrase q = phrase_right(v, i + 1);
		if (q.to == q.from || q.to >= end || v->tok[q.to].pos == POS_LOC) return 0;
		size_t last = verbal ? q.to - 1u : i + 1;
		bool named = (NAMES >> v->tok[last].pos & 1) || (NAMES >> v->tok[i + 1].pos & 1) ||
			     (verbal && (owner_is(v, last) ||
					 (v->tok[last].cls & (CLASS_PLACE_END | CLASS_ORG_END))));
		/* "As a county of forests, Xin, | it": alone with a mark behind it only a name */
		if (view_is_mark(v, q.to) && !named) return 0;
		return i + 1;
	}
	return 0;
}

/* "That suffer loss, | the farms", "under construction, | the tunnel": a verb that opens the clause
 * and all up to the particle describe the noun behind it, which has the predicate. Gives its token,
 * 0 if there is none. */
static size_t behind_verbal(const struct view *v, size_t t, size_t end)
{
	const uint64_t heads = ROLE_SAY | ROLE_COPULA | ROLE_COMPARE;
	bool verb = v->tok[t].pos == POS_VERB ||
		    (v->tok[t].pos == POS_VN && (v->cls[t] & (ROLE_TRANS | ROLE_INDVERB)));

	if (!verb || (v->cls[t] & heads) || (v->side[t] & (SIDE_EXIST | SIDE_TELL))) return 0;
	size_t noun = behind_relative(v, t, end, true);
	bool bare = v->tok[t].pos == POS_VERB || (t > 0 && v->tok[t - 1].pos == POS_ADV);
	if (!noun || noun < t + 3u - bare || phrase_is_measure(v, noun)) return 0;
	struct phrase q = phrase_right(v, noun);
	enum pos_tag next = (enum pos_tag)v->tok[q.to].pos;
	bool predicate = next == POS_VERB || next == POS_ADV || next == POS_PREP ||
			 view_is_mark(v, q.to);
	for (size_t i = t; i < noun; i++)
		if (phrase_opens(v, i)) return 0;
	return predicate && q.to > noun && !phrase_is_measure(v, q.to - 1u) ? noun : 0;
}

/* A dateline or a label in brackets before the text: the token behind it, 0 if t opens none. */
static size_t label_end(const struct view *v, size_t t, size_t end)
{
	uint16_t c = phrase_mark(v, t);

	if (!unit_opens_bracket(c) && c != LENS_OPEN) return 0;
	for (size_t i = t + 1; i < end; i++)
		if (unit_closes_bracket(phrase_mark(v, i)) || phrase_is_mark(v, i, LENS_CLOSE))
			return i + 1;
	return 0;
}

/* A preposition, or "just now in" before a place; not "as to", before what the clause is about. */
static bool governs(const struct view *v, size_t t, size_t end)
{
	if (v->tok[t].pos == POS_PREP)
		return !(v->cls[t] & ROLE_COMPARE) && !(v->side[t] & SIDE_OPENER);
	return (v->cls[t] & ROLE_WITHIN) && t + 1 < end &&
	       (v->tok[t + 1].pos == POS_PLACE || v->tok[t + 1].pos == POS_ORG);
}

size_t topic_opens(const struct view *v, size_t t, size_t end, struct phrase *place)
{
	bool numbered = false;

	*place = NO_PHRASE;
	while (t < end) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		size_t close = label_end(v, t, end), verbal = behind_verbal(v, t, end);
		if (close) {
			t = close;
		} else if (verbal) {
			return verbal;
		} else if (phrase_is_item_number(v, t)) {
			numbered = true;
			t++;
		} else if (governs(v, t, end)) {
			size_t described = behind_relative(v, t, end, false);
			if (described) return described;
			struct phrase q = over_preposition(v, t, end);
			if (q.from < q.to && (v->cls[t] & ROLE_REACH) &&
			    (v->tok[q.from].pos == POS_PLACE || (v->cls[q.from] & ROLE_SUBJ)))
				*place = q;
			t = q.to;
		} else if (p == POS_TIME || p == POS_CONJ || p == POS_SPACE || p == POS_LOC ||
			   p == POS_AUX || (p == POS_ADV && !(v->side[t] & SIDE_DET)) ||
			   (v->side[t] & SIDE_OPENER) ||
			   (p == POS_DE && t > 0 && v->tok[t - 1].pos == POS_TIME)) {
			t++; /* "today's | China" */
		} else if (t == v->clauses[view_clause_of(v, t)].from && p == POS_NUM &&
			   t + 1 < end && v->tok[t + 1].pos == POS_OTHER &&
			   view_is_mark(v, t + 1)) {
			t += 2; /* a number with a sign of its own */
		} else if ((numbered && !phrase_opens(v, t) &&
			    (view_is_mark(v, t) || (v->cls[t] & ROLE_REACH))) ||
			   (p == POS_OTHER && view_is_mark(v, t))) {
			numbered = view_is_mark(v, t);
			t++;
		} else {
			break;
		}
	}
	return t;
}

bool topic_quotes_clauses(const struct view *v, size_t t)
{
	uint16_t c = v->tok[t].len == 1 ? v->d->text.p[v->tok[t].off] : 0;

	if (c != QUOTE_OPEN && c != CORNER_OPEN && c != SINGLE_OPEN) return false;
	for (size_t i = t + 1; i < v->n_tok && i < t + 60; i++) {
		uint16_t m = v->tok[i].len == 1 ? v->d->text.p[v->tok[i].off] : 0;
		if (m == QUOTE_CLOSE || m == CORNER_CLOSE || m == SINGLE_CLOSE) return false;
		if (view_ends_clause(m)) return true;
	}
	return true;
}

struct phrase topic_quoted(const struct view *v, size_t clause)
{
	size_t from = v->clauses[clause].from, to = v->clauses[clause].to;
	uint16_t open = v->tok[from].len == 1 ? v->d->text.p[v->tok[from].off] : 0;
	uint16_t want = open == QUOTE_OPEN ? QUOTE_CLOSE : open == CORNER_OPEN ? CORNER_CLOSE : 0;

	if (!want || to < from + 5 || !phrase_is_mark(v, to - 2, want)) return NO_PHRASE;
	for (size_t i = from + 1; i + 2 < to; i++)
		if (phrase_is_mark(v, i, open) || phrase_is_mark(v, i, want)) return NO_PHRASE;
	return phrase_left(v, from + 1, to - 2);
}
