/* Verbs of events that only describe the noun behind them. See event_attribute.h. */
#include "pipeline/extract/event_attribute.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

#define ROW_TOKENS 24 /* tokens from the first verb of a row to the particle behind the last */

/* "Hosted by A, organised by B | 's show": behind an enumeration mark another verb, right before
 * the particle. */
static bool is_hosted(const struct view *v, size_t tok)
{
	if (tok + 1 >= v->n_tok || !phrase_is_mark(v, tok + 1, LIST_MARK)) return false;
	for (size_t t = tok + 2; t + 1 < v->n_tok && t < tok + ROW_TOKENS; t++) {
		if (v->tok[t].pos == POS_PUNCT && !phrase_is_mark(v, t, LIST_MARK)) return false;
		bool verb = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;
		if (verb && v->tok[t + 1].pos == POS_DE) return true;
	}
	return false;
}

/* A rank between a body and a person who speaks. */
static bool is_rank(const struct event_row *r, const struct view *v, size_t tok)
{
	if (!slice_is(r->type, "visit") || tok == 0 || tok + 2 >= v->n_tok) return false;
	bool body = v->tok[tok - 1].pos == POS_ORG || v->tok[tok - 1].pos == POS_NOUN;
	return body && v->tok[tok + 1].pos == POS_PERSON && v->cls[tok + 2] & ROLE_SAY;
}

/* "The negotiation | and signing": joined to another verb behind the particle of the attribute, or
 * to a list ("the audit, making | and disclosure"). */
static bool is_joined(const struct view *v, size_t tok)
{
	if (tok < 3 || !(v->cls[tok - 1] & ROLE_AND)) return false;
	if (v->tok[tok - 3].pos != POS_DE && !phrase_is_mark(v, tok - 3, LIST_MARK)) return false;
	bool last = tok + 1 == v->n_tok || v->tok[tok + 1].pos == POS_PUNCT;
	enum pos_tag p = (enum pos_tag)v->tok[tok - 2].pos;
	return last && (p == POS_VN || p == POS_VERB || p == POS_NOUN);
}

/* "At | his death they voiced | deep grief". */
static bool is_answered(const struct event_table *x, const struct view *v, size_t tok)
{
	const struct clause *c = &v->clauses[view_clause_of(v, tok)];
	size_t to = tok;

	while (to > c->from && !event_is_word(v, to - 1, &x->list[EVENT_TOWARD])) to--;
	if (to == c->from || v->tok[to].pos == POS_PRON) return false;
	for (size_t t = tok + 1; t + 1 < c->to; t++)
		if (v->cls[t] & ROLE_SAY) return event_is_word(v, t + 1, &x->list[EVENT_REACTS]);
	return false;
}

/* "In | the grandfather's dying | after": between a preposition of place and "after" with a noun
 * or name that is no place. */
static bool is_after(const struct event_table *x, const struct view *v, size_t tok)
{
	if (tok < 2 || tok + 1 >= v->n_tok || !event_is_word(v, tok + 1, &x->list[EVENT_AFTER]))
		return false;
	enum pos_tag p = (enum pos_tag)v->tok[tok - 1].pos;
	return (p == POS_NOUN || p == POS_PERSON) && event_is_word(v, tok - 2, &x->list[EVENT_AT]);
}

bool event_is_attribute(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t tok)
{
	return is_hosted(v, tok) || is_rank(r, v, tok) || is_joined(v, tok) ||
	       is_answered(x, v, tok) || is_after(x, v, tok);
}
