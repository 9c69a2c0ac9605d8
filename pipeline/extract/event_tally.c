/* Verbs of events that only count. See event_tally.h.
 *
 * "Has built 120 hubs", "in all opened lines | 77": a state of things, whose figure is a claim
 * of its own. What tells it from an event is a word of the sum or of what is done by now, or the
 * number behind the noun, as statistics have it; a day that the sentence names tells of an
 * event. */
#include "pipeline/extract/event_tally.h"

#include "pipeline/extract/event_unreal.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

/* Does the clause go on behind the verb with nothing but a noun and how many? */
static bool is_counted(const struct view *v, size_t tok, size_t end)
{
	struct phrase p = phrase_right(v, tok + 1);

	return p.from < p.to && p.to < end && phrase_is_count(v, p.to) && p.to + 1u == end;
}

/* Do tokens [from, end) end in how many, with nothing before that but what a noun is made of? */
static bool ends_in_count(const struct view *v, size_t from, size_t end)
{
	const uint32_t walls = POS_BIT(POS_PUNCT) | POS_BIT(POS_AUX) | POS_BIT(POS_PREP) |
			       POS_BIT(POS_VERB) | POS_BIT(POS_QUANTITY);

	if (end < from + 2 || !phrase_is_count(v, end - 1)) return false;
	for (size_t t = from; t + 1 < end; t++)
		if (walls & POS_BIT(v->tok[t].pos)) return false;
	return true;
}

/* "Has been held | twelve times", "is held | once": the clause ends in how often, or, on no
 * day that is told, how often stands right before the verb ("three times | won"). */
static bool is_times(const struct event_table *x, const struct event_row *r, const struct view *v,
		     size_t tok, size_t end)
{
	size_t t = tok + 1, lo = v->clauses[view_clause_of(v, tok)].from;

	if (tok > lo && v->tok[tok - 1].pos == POS_QUANTITY && !slice_is(r->type, "casualty") &&
	    event_ends_in(view_token_text(v, tok - 1), &x->list[EVENT_TIMES]))
		return !event_on_a_day(x, v, tok);

	if (t < end && v->tok[t].pos == POS_AUX) t++;
	bool count = t + 1 == end && (v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM);
	return count && slice_is(r->type, "hold");
}

/* "This summer there are in all | 90 films that open", "14 have | been founded". */
static bool is_there(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	for (size_t t = lo; t + 1 < tok; t++) {
		if (!event_one_follows(v, t, &x->list[EVENT_HAVE])) continue;
		while (t + 1 < tok && !phrase_is_count(v, t + 1) && v->tok[t + 1].len < 2) t++;
		if (t + 1 < tok && phrase_is_count(v, t + 1)) return true;
	}
	return false;
}

/* What is reached by now: a word of the sum, or for what lasts or recurs one of what is done, with
 * a count behind the verb; a noun and its count behind the verb. */
static bool is_reached(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t tok, size_t end)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from, next = tok + 1;
	bool so_far = false, lasts = slice_is(r->type, "complete") || slice_is(r->type, "launch") ||
				     slice_is(r->type, "establish") || slice_is(r->type, "hold");

	if (slice_is(r->type, "casualty") || slice_is(r->type, "other") ||
	    slice_is(r->type, "visit") || event_on_a_day(x, v, tok))
		return false;
	if (is_counted(v, tok, end) || is_there(x, v, lo, tok)) return true;
	if (next < end && v->tok[next].pos == POS_AUX) next++;
	if (next >= end || (!phrase_is_count(v, next) && !ends_in_count(v, next, end)))
		return false;
	for (size_t t = lo; t < tok; t++)
		so_far = so_far || v->cls[t] & ROLE_STAT ||
			 (lasts && event_is_word(v, t, &x->list[EVENT_SO_FAR]));
	return so_far;
}

/* A count of what was reached, without a time of its own: "built green works | 100", "built in all
 * 1 billion mu". */
static bool is_sum(const struct event_table *x, const struct event_row *r, const struct view *v,
		   size_t tok, size_t end)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;
	bool total = false, body = false, sum = false;

	bool founded = slice_is(r->type, "establish") || slice_is(r->type, "sign"),
	     built = founded || slice_is(r->type, "complete") || slice_is(r->type, "launch");
	if (!built && !slice_is(r->type, "other")) return false;

	if (founded && tok > lo && event_is_word(v, tok - 1, &x->list[EVENT_NEWLY]))
		return is_counted(v, tok, end); /* newly founded firms | 500 */
	for (size_t t = lo; t < tok; t++) {
		bool named = v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_ORG ||
			     v->tok[t].pos == POS_PERSON;
		if (named && (built || total)) return false;
		body = body || named;
		sum = sum || (v->cls[t] & ROLE_STAT);
		total = (v->cls[t] & ROLE_STAT) != 0;
	}
	if (body && !(sum && !built)) return false; /* "the police seized in all | 3, arrested 5" */
	if (total && tok + 1 < end && v->tok[tok + 1].pos == POS_QUANTITY) return true;
	bool listed = tok > lo && phrase_is_mark(v, tok - 1, LIST_MARK);
	return (listed || event_opens_clause(v, lo, tok)) && is_counted(v, tok, end);
}

/* "Some ten are still | missing": a state that lasts, by the words before its count. */
static bool is_remnant(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t tok)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from, t = tok;

	if (!slice_is(r->type, "casualty") || t == lo || v->tok[t - 1].pos != POS_QUANTITY)
		return false;
	for (t--; t > lo && v->tok[t - 1].pos == POS_ADV; t--) {
	}
	uint32_t from = v->tok[lo].off;
	return event_ends_in(doc_span(v->d, from, v->tok[t].off - from), &x->list[EVENT_REMAIN]);
}

bool event_is_tally(const struct event_table *x, const struct event_row *r, const struct view *v,
		    size_t tok, size_t end)
{
	return is_sum(x, r, v, tok, end) || is_times(x, r, v, tok, end) ||
	       is_reached(x, r, v, tok, end) || is_remnant(x, r, v, tok);
}
