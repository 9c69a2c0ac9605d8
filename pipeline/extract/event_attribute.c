/* Verbs of events that only describe the noun behind them. See event_attribute.h. */
#include "pipeline/extract/event_attribute.h"

#include "pipeline/core/punctuation.h"
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

bool event_is_attribute(const struct event_row *r, const struct view *v, size_t tok)
{
	return is_hosted(v, tok) || is_rank(r, v, tok);
}
