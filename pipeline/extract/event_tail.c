/* Objects of events whose noun stands behind a verb of their own. See event_tail.h.
 *
 * Chinese heads are final, but the chunker ends a phrase at a verb, a number, a conjunction:
 * "brought out a | staff | shareholding plan" would be given as the staff. Limits: TAIL_TOKENS
 * words in all, GAP_TOKENS of them behind what the chunker has found, no word of grammar among
 * them. */
#include "pipeline/extract/event_tail.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_words.h"

#define TAIL_TOKENS	 6
#define GAP_TOKENS	 2
#define LINE_UNITS	 4  /* units of the name of a line: its end and its noun */
#define ATTRIBUTE_TOKENS 12 /* words of an attribute behind what opens it */
#define WHOLE_TOKENS	 24 /* words of an object up to the end of its clause */

/* No noun goes over it. */
static bool is_wall(const struct event_table *x, const struct view *v, size_t t)
{
	const uint32_t walls = POS_BIT(POS_PUNCT) | POS_BIT(POS_PREP) | POS_BIT(POS_CONJ) |
			       POS_BIT(POS_ADV) | POS_BIT(POS_AUX) | POS_BIT(POS_DE) |
			       POS_BIT(POS_PRON) | POS_BIT(POS_TIME) | POS_BIT(POS_SPACE) |
			       POS_BIT(POS_LOC) | POS_BIT(POS_QUANTITY);

	return walls & POS_BIT(v->tok[t].pos) || v->cls[t] & ROLE_SAY ||
	       event_is_word(v, t, &x->list[EVENT_DEEDS]) ||
	       event_is_word(v, t, &x->list[EVENT_EDGE]);
}

static bool is_thing(const struct event_table *x, const struct view *v, size_t t)
{
	struct uslice w = view_token_text(v, t);

	return v->tok[t].annot < 0 && event_ends_in(w, &x->list[EVENT_THINGS]);
}

/* A thing behind which no other noun ends the object: a plan, a ceremony; but "a contest | prize
 * list". */
static bool is_whole(const struct event_table *x, const struct view *v, size_t t)
{
	if (event_is_word(v, t, &x->list[EVENT_CEREMONY])) return true;
	return is_thing(x, v, t) && !event_ends_in(view_token_text(v, t), &x->list[EVENT_SUFFIX]);
}

/* "The line from A | to B": with the second end, where a noun of what runs there follows. */
static struct phrase with_end(const struct event_table *x, const struct view *v, struct phrase p)
{
	if (p.from == p.to || p.to + 1u >= v->n_tok ||
	    !event_is_word(v, p.to, &x->list[EVENT_TILL]))
		return p;
	struct phrase q = phrase_right(v, p.to + 1u);
	const struct token *end = &v->tok[q.to ? q.to - 1 : 0];
	bool runs = q.from < q.to &&
		    (end->pos == POS_NOUN || (end->pos == POS_PLACE && end->len >= LINE_UNITS));
	return runs ? phrase_of(p.from, q.to) : p;
}

/* "A programme | with a budget of 88 billion", "a forum | on trade and exchange": in Chinese what
 * was found from t on opens an attribute, when a number, a verb or a conjunction goes on and the
 * noun that ends the clause, a thing, stands behind the particle. */
static struct phrase behind_attribute(const struct event_table *x, const struct view *v,
				      struct phrase p)
{
	size_t end = p.to, de = 0;

	if (p.from == p.to || p.to >= v->n_tok ||
	    (v->tok[p.to].pos != POS_QUANTITY && v->tok[p.to].pos != POS_VERB &&
	     v->tok[p.to].pos != POS_PRON && !(v->cls[p.to] & ROLE_AND)))
		return p;
	while (end < v->n_tok && end < p.to + ATTRIBUTE_TOKENS && v->tok[end].pos != POS_PUNCT &&
	       v->tok[end].pos != POS_SPACE && !(v->cls[end] & ROLE_SAY)) {
		if (v->tok[end].pos == POS_DE) de = end;
		end++;
	}
	bool closed = end == v->n_tok || v->tok[end].pos == POS_PUNCT;
	if (!de || !closed || de + 1 >= end) return p;
	struct phrase q = phrase_right(v, de + 1);
	bool thing = q.to == end && (is_thing(x, v, end - 1) ||
				     event_is_word(v, end - 1, &x->list[EVENT_CEREMONY]));
	return thing ? q : p;
}

static bool is_quote(const struct view *v, size_t t)
{
	return phrase_is_mark(v, t, QUOTE_OPEN) || phrase_is_mark(v, t, QUOTE_CLOSE);
}

/* Does the noun phrase of an object stop at token t? Quotation and enumeration marks, numbers and
 * "and" stand inside one; a preposition only with the particle of an attribute behind it. */
static bool stops(const struct event_table *x, const struct view *v, size_t t, size_t last_de)
{
	const uint32_t walls =
		POS_BIT(POS_ADV) | POS_BIT(POS_AUX) | POS_BIT(POS_PRON) | POS_BIT(POS_SPACE);
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	bool deed = t + 1 < v->n_tok && v->tok[t + 1].pos == POS_VERB &&
		    (v->cls[t + 1] & ROLE_TRANS); /* convened the congress, | drew up */
	if (p == POS_PUNCT) return !is_quote(v, t) && (deed || !phrase_is_mark(v, t, LIST_MARK));
	if (v->side[t] & SIDE_ETC) return false;
	if (event_is_word(v, t, &x->list[EVENT_AS])) return true; /* appointed X | as */
	if (p == POS_CONJ || p == POS_PREP)
		return !(v->cls[t] & ROLE_AND) && !(p == POS_PREP && t < last_de);
	bool noun = p == POS_NOUN || p == POS_VN;
	return walls & POS_BIT(p) || v->cls[t] & ROLE_SAY || (!noun && v->cls[t] & ROLE_MODAL);
}

/* May the word at token t end the object of a verb of this row: a thing or meeting, the office that
 * one is appointed to, the person who is met? */
static bool may_end(const struct event_table *x, const struct event_row *r, const struct view *v,
		    size_t t)
{
	if (slice_is(r->type, "visit")) return v->tok[t].pos == POS_PERSON;
	if (slice_is(r->type, "appoint") && v->tok[t].pos == POS_TITLE) return true;
	return is_thing(x, v, t) || event_is_word(v, t, &x->list[EVENT_CEREMONY]) ||
	       event_ends_in(view_token_text(v, t), &r->ends);
}

/* "Met | the minister who is in town": without the attribute before who is met. */
static struct phrase guest_of(const struct view *v, struct phrase p)
{
	uint32_t t = p.to;

	if (v->tok[p.to - 1u].pos != POS_PERSON) return p;
	if (v->tok[p.from].pos == POS_PLACE && v->tok[p.from + 1u].pos == POS_DE)
		return phrase_of(p.from, p.from + 1u); /* "the minister, who visits | France" */
	while (t > p.from && v->tok[t - 1].pos != POS_DE) t--;
	return phrase_of(t, p.to);
}

/* "An agreement | on trust in the border areas", "files | of farming, forestry and other fields":
 * what the chunker has found only opens the object, when its head may not end one and the noun that
 * ends the clause may. */
static struct phrase to_clause_end(const struct event_table *x, const struct event_row *r,
				   const struct view *v, struct phrase p)
{
	size_t end = v->clauses[view_clause_of(v, p.from)].to, last_de = 0, head;

	if (may_end(x, r, v, p.to - 1u)) return p;
	if (end > p.from + WHOLE_TOKENS) return p;
	while (end > p.to && v->tok[end - 1].pos == POS_PUNCT && !is_quote(v, end - 1)) end--;
	for (size_t t = p.to; t < end; t++)
		if (v->tok[t].pos == POS_DE) last_de = t;
	for (size_t t = p.to; t < end; t++)
		if (stops(x, v, t, last_de)) return p;
	for (head = end; head > p.to && is_quote(v, head - 1);) head--;
	if (head == p.to || !may_end(x, r, v, head - 1)) return p;
	return phrase_of(p.from, end);
}

struct phrase event_tail(const struct event_table *x, const struct event_row *r,
			 const struct view *v, size_t t, struct phrase p)
{
	size_t from = p.from < p.to ? p.to : t, end = from;

	bool visit = slice_is(r->type, "visit");
	if (visit && p.from < p.to) return guest_of(v, p.from == t ? to_clause_end(x, r, v, p) : p);
	if (visit) return p;
	if (p.from == t && p.from < p.to) {
		struct phrase q = behind_attribute(x, v, with_end(x, v, p));
		if (q.to != p.to) return q;
		q = to_clause_end(x, r, v, p);
		if (q.to != p.to) return q;
	}
	if (p.from < p.to && (p.from != t || is_whole(x, v, p.to - 1u))) return p;
	while (end < v->n_tok && end < t + TAIL_TOKENS && !is_wall(x, v, end)) end++;
	bool closed = end == v->n_tok || v->tok[end].pos == POS_PUNCT ||
		      v->tok[end].pos == POS_ADV; /* formed two groups, which each | went */
	if (!closed || end == from || !is_thing(x, v, end - 1)) return p;
	if (p.from < p.to ? end > from + GAP_TOKENS : end < from + 2) return p;
	/* "launched the response | to set up a centre" */
	bool deed = end > from + 1 && v->tok[from].pos == POS_VERB && (v->cls[from] & ROLE_TRANS) &&
		    p.from < p.to;
	return deed ? p : phrase_of(t, end);
}

size_t event_over_bound(const struct view *v, size_t t)
{
	if (t == 0 || v->tok[t - 1].pos != POS_QUANTITY) return t;
	if (t + 1 < v->n_tok && v->tok[t].pos == POS_LOC && v->tok[t + 1].pos == POS_DE)
		return t + 2;
	return t < v->n_tok && v->tok[t].pos == POS_DE ? t + 1 : t;
}
