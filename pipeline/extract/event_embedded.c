/* Verbs of events inside what another word of their clause says. See event_embedded.h. */
#include "pipeline/extract/event_embedded.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

/* Does token t open a quotation or title that is closed before tok? Then *past is behind it. */
static bool is_quoted(const struct view *v, size_t t, size_t tok, size_t *past)
{
	size_t u = t + 1;

	if (!phrase_is_mark(v, t, QUOTE_OPEN)) return false;
	while (u < tok && !phrase_is_mark(v, u, QUOTE_CLOSE)) u++;
	*past = u + 1;
	return u < tok;
}

/* Does the copula at token t rule what stands behind it? Not in "third is: …", in "it is by the
 * council | approved", "he is on Monday | elected", which only stress how, nor behind an attribute
 * and its noun ("the thing of the day is that both | sign"). */
static bool rules(const struct view *v, size_t lo, size_t t, size_t tok)
{
	const uint32_t how = POS_BIT(POS_PREP) | POS_BIT(POS_TIME);

	if (t > lo && v->side[t - 1] & SIDE_DET) return true; /* this is … */
	if (t == lo + 1 && (phrase_is_item_number(v, lo) || v->tok[lo].pos == POS_NUM))
		return false;
	if (t > lo + 1 && v->tok[t - 2].pos == POS_DE) return false;
	return t + 1 == tok || !(how & POS_BIT(v->tok[t + 1].pos));
}

/* "This is the first time that the city | held it": a copula rules the clause; not one in a
 * quotation or in an attribute before the verb. */
static bool is_predicate(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	bool copula = false;

	for (size_t t = lo; t < tok; t++) {
		size_t past;
		if (is_quoted(v, t, tok, &past)) t = past - 1;
		if (v->tok[t].pos == POS_DE) copula = false;
		if (event_is_word(v, t, &x->list[EVENT_IS])) copula = rules(v, lo, t, tok);
	}
	return copula;
}

/* "Heard the report on | his visit", "became the first ship that | opened the line": a verb before
 * whose object is the noun behind the particle of the attribute, at the end of the clause, or that
 * opens the clause ("as one that just | opened a shop, he"). */
static bool is_ruled(const struct event_table *x, const struct view *v, size_t lo, size_t tok,
		     size_t end)
{
	size_t rule = lo, de = 0;

	if (tok + 1 < end && v->tok[tok + 1].pos == POS_AUX) return false;
	while (rule < tok && !event_is_word(v, rule, &x->list[EVENT_RULES])) rule++;
	if (rule + 1 >= tok) return false;
	for (size_t t = rule + 1; t < tok; t++) {
		if (v->tok[t].pos == POS_DE || v->tok[t].pos == POS_PUNCT) return false;
		if (v->cls[t] & ROLE_AND && t == rule + 1) return false; /* heard and passed */
	}
	for (size_t t = tok + 1; t < end; t++)
		if (v->tok[t].pos == POS_DE) de = t;
	if (!de || de + 1 >= end) return false;
	struct phrase p = phrase_right(v, de + 1);
	return p.from < p.to && (p.to == end || rule == lo);
}

/* "Since the project | began, money is short": behind "since", with no time that it dates from. */
static bool is_since(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	const uint32_t dates = POS_BIT(POS_TIME) | POS_BIT(POS_PLACE) | POS_BIT(POS_PRON);

	for (size_t t = lo; t + 1 < tok; t++) {
		if (!event_is_word(v, t, &x->list[EVENT_FROM])) continue;
		size_t u = t + 1;
		while (u < tok && !(dates & POS_BIT(v->tok[u].pos))) u++;
		if (u == tok) return true;
	}
	return false;
}

/* "At the ceremony of | signing it he said": the particle of the attribute, its noun and a word of
 * place before a verb of saying. */
static bool is_occasion(const struct view *v, size_t tok, size_t end)
{
	size_t de = 0;

	for (size_t t = tok + 1; t < end; t++) {
		if (v->tok[t].pos == POS_DE) de = t;
		if (v->cls[t] & ROLE_SAY) return de && t > de + 2 && v->tok[t - 1].pos == POS_LOC;
	}
	return false;
}

/* "Held a dinner | for his visit": for somebody who does it, with the verb that is done for him
 * behind. */
static bool is_favour(const struct event_table *x, const struct event_row *own,
		      const struct view *v, size_t lo, size_t tok, size_t end)
{
	size_t t = lo;

	if (!slice_is(own->type, "visit")) return false;
	while (t < tok && !event_is_word(v, t, &x->list[EVENT_FAVOURS])) t++;
	if (t + 1 >= tok) return false;
	for (size_t i = 0; i < v->n_triggers; i++) {
		size_t u = v->triggers[i];
		const struct event_row *r =
			&x->rows[words_kind(v->words, view_token_text(v, u)).event - 1];
		if (u > tok && u < end && slice_is(r->type, "hold")) return true;
	}
	return false;
}

bool event_is_embedded(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t tok, size_t end)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;

	for (size_t t = tok + 1; t < end; t++)
		if (event_one_follows(v, t, &x->list[EVENT_ASKS])) return true;
	return is_predicate(x, v, lo, tok) || is_ruled(x, v, lo, tok, end) ||
	       is_since(x, v, lo, tok) || is_occasion(v, tok, end) ||
	       is_favour(x, r, v, lo, tok, end);
}
