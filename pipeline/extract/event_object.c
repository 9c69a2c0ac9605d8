/* The object of an event where it stands on the right of the verb. See event_object.h. */
#include "pipeline/extract/event_object.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_tail.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

#define COMPOUND_TOKENS 8 /* words of a compound object at most */

/* Over an aspect particle and a number with its measure word; the object's noun begins there. */
static size_t object_start(const struct event_table *x, const struct view *v, size_t t)
{
	while (t < v->n_tok && (v->tok[t].pos == POS_AUX || v->tok[t].pos == POS_ADV)) {
		if (v->tok[t].pos == POS_DE) break;
		t++;
	}
	while (t < v->n_tok && (v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM ||
				v->tok[t].pos == POS_CLASS))
		t++;
	if (t > 0 && t + 1 < v->n_tok && v->tok[t].pos == POS_DE && v->tok[t - 1].pos == POS_ADV)
		t++; /* the latest figures */
	t = event_over_bound(v, t);
	if (t + 1 < v->n_tok && event_is_word(v, t, &x->list[EVENT_AS]))
		t++; /* elected *as* mayor */
	return t;
}

/* "Met the president who is in town", "issued an evacuation order": the noun phrase that ends the
 * clause, behind an attributive particle or, where the event's verb alone is no sentence, a single
 * verb. */
static struct phrase object_far(const struct event_table *x, const struct event_row *r,
				const struct view *v, size_t t)
{
	const struct phrase none = NO_PHRASE;
	size_t end = v->clauses[view_clause_of(v, t)].to;

	/* 6 kinds that may serve */
	bool count = v->tok[t - 1].pos == POS_QUANTITY || v->tok[t - 1].pos == POS_CLASS;
	bool bound = (v->cls[t] & ROLE_REACH) && t + 1 < end &&
		     (v->tok[t + 1].pos == POS_QUANTITY || v->tok[t + 1].pos == POS_NUM);
	if (v->tok[t - 1].pos == POS_ADV || bound || (v->cls[t] & ROLE_AND)) return none;
	if (!count && (v->cls[t] & ROLE_MODAL)) return none; /* its predicate */
	while (end > t && v->tok[end - 1].pos == POS_PUNCT &&
	       !phrase_is_mark(v, end - 1, QUOTE_CLOSE))
		end--;
	size_t open = end; /* the highest | "level five" */
	while (open > t && phrase_is_mark(v, end - 1, QUOTE_CLOSE) &&
	       !phrase_is_mark(v, open - 1, QUOTE_OPEN))
		open--;
	if (open > t + 1 && open < end && v->tok[open - 2].pos == POS_DE)
		return phrase_of(open - 1, end);
	while (end > t && v->tok[end - 1].pos == POS_PUNCT) end--;
	if (end > t && event_is_word(v, end - 1, &x->list[EVENT_SAID])) end--;
	if (end <= t || v->tok[t].pos == POS_PUNCT || v->tok[t].pos == POS_SPACE ||
	    v->tok[t].pos == POS_LOC)
		return none;
	struct phrase p = phrase_left(v, t, end);
	if (p.from == p.to || p.to != end) return none;
	size_t verbs = 0, de = end;
	for (size_t i = t; i < end; i++) {
		if (v->tok[i].pos == POS_DE) de = i;
		if (v->tok[i].pos == POS_DE && !verbs) return none; /* the officer who held it */
		if (i < p.from) verbs += v->tok[i].pos == POS_PREP ? 2 : v->tok[i].pos == POS_VERB;
	}
	if (de + 1 < end) {
		/* the rest of its relative clause */
		bool cut = de > p.from && v->tok[p.from - 1].pos == POS_VERB;
		return cut || p.from == de + 2 ? phrase_of(de + 1, p.to) : p;
	}
	return verbs <= r->object_left ? p : none;
}

bool event_is_edge(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_PUNCT || p == POS_PREP || p == POS_CONJ || p == POS_ADV || p == POS_AUX ||
	       p == POS_DE || p == POS_PRON || p == POS_TIME || p == POS_SPACE || p == POS_LOC ||
	       p == POS_QUANTITY;
}

/* "Latest delivery figures", "an accident site meeting": compounds that the chunker ends at a verb
 * inside them. p: what it has found from t on. */
static struct phrase object_compound(const struct event_table *x, const struct view *v, size_t t,
				     struct phrase p)
{
	size_t end = t;

	while (end < v->n_tok && end < t + COMPOUND_TOKENS &&
	       (!event_is_edge(v, end) ||
		(end > t && v->tok[end].pos == POS_DE && v->tok[end - 1].pos == POS_ADJ)))
		end++;
	bool closed = end == v->n_tok || v->tok[end].pos == POS_PUNCT;
	if (closed && end > t + 1 && event_is_word(v, end - 1, &x->list[EVENT_SAID]))
		end--; /* "issued a report that said" */
	if (!closed || end <= p.to) return p;
	bool suffix = event_is_word(v, end - 1, &x->list[EVENT_SUFFIX]);
	bool acts = v->tok[t].pos == POS_VERB &&
		    ((v->cls[t] & ROLE_TRANS) || event_is_word(v, t, &x->list[EVENT_EDGE]) ||
		     (v->tok[t].len > 1 && end > t + 2)); /* "issued, to seek clues" */
	if (p.from == p.to &&
	    (end < t + 2 || (acts && !suffix) || !(suffix || phrase_head(v, end - 1))))
		return p;
	if (p.from == p.to) return phrase_of(t, end);
	bool open = v->tok[p.to - 1].pos == POS_VN || v->tok[p.to - 1].pos == POS_ADJ || suffix;
	return open && end == p.to + 1u ? phrase_of(p.from, end) : p;
}

/* "Held a groundbreaking ceremony for key projects": the object goes on over verbs to the ceremony
 * that ends the clause. p: what has been found from t on. */
static struct phrase object_ceremony(const struct event_table *x, const struct view *v, size_t t,
				     struct phrase p)
{
	size_t from = p.from < p.to ? p.to : t, end = from;

	while (end < v->n_tok && end < from + COMPOUND_TOKENS && !event_is_edge(v, end)) end++;
	bool closed = end == v->n_tok || v->tok[end].pos == POS_PUNCT;
	bool held = from > t && (event_is_word(v, from - 1, &x->list[EVENT_SUFFIX]) ||
				 event_is_word(v, from - 1, &x->list[EVENT_CEREMONY]));
	if (!closed || held || end == from) return p;
	enum pos_tag before = end > from + 1 ? (enum pos_tag)v->tok[end - 2].pos : POS_PUNCT;
	bool meeting = event_is_word(v, end - 1, &x->list[EVENT_SUFFIX]) &&
		       (before == POS_VN || before == POS_VERB);
	if (!meeting && !event_is_word(v, end - 1, &x->list[EVENT_CEREMONY])) return p;
	return phrase_of(p.from < p.to ? p.from : t, end);
}

/* "Held a press meeting | to explain the case": a meeting that a verb follows is the whole object,
 * unless that goes on to a ceremony. */
static struct phrase object_meeting(const struct event_table *x, const struct view *v,
				    struct phrase p)
{
	uint32_t cut = p.to;

	for (uint32_t t = p.from; t + 1 < p.to; t++) {
		if (event_is_word(v, t + 1, &x->list[EVENT_CEREMONY])) return p;
		bool meeting = event_is_word(v, t, &x->list[EVENT_CEREMONY]) ||
			       event_is_word(v, t, &x->list[EVENT_SUFFIX]);
		bool verb = v->tok[t + 1].pos == POS_VERB || v->tok[t + 1].pos == POS_VN;
		if (cut == p.to && meeting && verb) cut = t + 1;
	}
	return phrase_of(p.from, cut);
}

bool event_is_ordinal(const struct view *v, size_t t)
{
	return v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].type == A_ORDINAL;
}

/* "Sky | number 1 | satellite", "metro | line 3": with the ordinal inside the name, and the noun
 * behind it. */
static struct phrase with_ordinal(const struct view *v, struct phrase p)
{
	if (p.from == p.to || p.to >= v->n_tok || !event_is_ordinal(v, p.to)) return p;
	struct phrase q = phrase_right(v, p.to + 1u);
	bool last = p.to + 1u == v->n_tok || v->tok[p.to + 1u].pos == POS_PUNCT;
	if (q.from < q.to) return phrase_of(p.from, q.to);
	return last ? phrase_of(p.from, p.to + 1u) : p;
}

/* Held: a festival that reads like a time, a deed ("held a première") that ends its clause. */
static struct phrase object_held(const struct event_table *x, const struct event_row *r,
				 const struct view *v, size_t t)
{
	const struct phrase none = NO_PHRASE;
	bool last = t + 1 == v->n_tok ||
		    (v->tok[t + 1].pos == POS_PUNCT && !phrase_opens(v, t + 1));

	if (!slice_is(r->type, "hold")) return none;
	bool feast = v->tok[t].pos == POS_TIME &&
		     event_ends_in(view_token_text(v, t), &x->list[EVENT_SUFFIX]);
	bool deed = last && v->tok[t].len > 1 &&
		    (v->tok[t].pos == POS_VN ||
		     (v->tok[t].pos == POS_VERB && v->tok[t - 1].pos == POS_AUX));
	if (!feast && !deed) return none;
	struct phrase more = feast && !last ? phrase_right(v, t + 1) : none;
	return phrase_of(t, more.from == t + 1 && more.from < more.to ? more.to : t + 1);
}

struct stretch event_object_right(const struct event_table *x, const struct event_row *r,
				  const struct view *v, size_t tok)
{
	size_t t = tok + 1;

	/* built and put to use two berths */
	while (t < v->n_tok && event_is_word(v, t, &x->list[EVENT_SERIAL]) &&
	       !(t + 1 < v->n_tok && event_is_word(v, t + 1, &x->list[EVENT_CEREMONY])))
		t++;
	t = object_start(x, v, t);
	if (t >= v->n_tok) return (struct stretch){ 0, 0 };
	bool last = t + 1 == v->n_tok || v->tok[t + 1].pos == POS_PUNCT ||
		    event_is_word(v, t + 1, &x->list[EVENT_SAID]);
	if (last && event_is_word(v, t, &x->list[EVENT_NOTICES]))
		return phrase_stretch(v, phrase_of(t, t + 1));
	struct phrase held = object_held(x, r, v, t);
	if (held.from < held.to) return phrase_stretch(v, held);
	struct phrase p = object_compound(x, v, t, with_ordinal(v, phrase_right(v, t)));
	p = object_ceremony(x, v, t, p);
	struct phrase tail = event_tail(x, r, v, t, p);
	if (tail.to != p.to || tail.from != p.from) return phrase_stretch(v, tail);
	bool stub = p.from + 1 == p.to && v->tok[p.from].len == 1; /* who came to C(hina) for ... */
	struct phrase far = p.from == p.to || stub ? object_far(x, r, v, t) : p;
	return phrase_stretch(v, object_meeting(x, v, far.from < far.to ? far : p));
}
