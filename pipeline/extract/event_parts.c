/* What stands beside the verb of an event. See event_parts.h.
 *
 * Shapes of a row: o takes its object on the right (signed an agreement); s has what happens on its
 * left (the meeting was held); a verb with both takes the right side first; d: a body or person on
 * the left with nothing on the right did it (both signed). */
#include "pipeline/extract/event_parts.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_left.h"
#include "pipeline/extract/event_object.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#define COMPOUND_TOKENS 8 /* words of a compound object at most */
#define MADE_TOKENS	4 /* from a verb that only makes it to its noun: makes an official visit */
#define BACK_CLAUSES	4 /* clauses back to the one that names who does it */

static bool is_entity(const struct view *v, struct phrase p)
{
	for (uint32_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON ||
		    v->tok[t].pos == POS_PLACE || (v->cls[t] & ROLE_SUBJ))
			return true;
	return false;
}

/* Does one of the words stand in tokens [from, to)? */
static bool holds_word(const struct view *v, size_t from, size_t to,
		       const struct event_words *words)
{
	for (size_t t = from; t < to; t++)
		if (event_is_word(v, t, words)) return true;
	return false;
}

/* "Drew detectives and police | to form a team": do tokens [lo, t) hold a verb that only gathers
 * what stands behind it? */
static bool is_gathered(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	const size_t end = t;

	while (t > lo) /* right before them also what the lexicon has as another word */
		if ((v->tok[--t].pos == POS_VERB || t + 1 == end) &&
		    event_is_word(v, t, &x->list[EVENT_GATHER]))
			return true;
	return false;
}

/* The noun phrase before the verb that can act: not the verb beside it (voted and passed), not the
 * object of another. */
static struct phrase doer_left(const struct event_table *x, const struct view *v, size_t lo,
			       size_t tok)
{
	struct phrase p = event_left(x, v, lo, tok, NULL);

	if (p.from + 1 == p.to && (v->tok[p.from].pos == POS_VN || v->tok[p.from].pos == POS_VERB))
		p = event_left(x, v, lo, p.from, NULL);
	/* "the hosts | for their guests"; but "with peace as its theme" */
	while (p.from < p.to && p.from > lo &&
	       event_is_word(v, p.from - 1, &x->list[EVENT_FAVOURS]) &&
	       !holds_word(v, lo, p.from, &x->list[EVENT_BY]))
		p = event_left(x, v, lo, p.from - 1, NULL);
	/* "he went to | Anhui to look at" */
	if (p.from < p.to && p.from > lo && event_is_word(v, p.from - 1, &x->list[EVENT_GOES]))
		p = event_left(x, v, lo, p.from - 1, NULL);
	if (p.from < p.to && is_gathered(x, v, lo, p.from)) return NO_PHRASE;
	bool governed = p.from > lo && v->tok[p.from - 1].pos == POS_VERB &&
			!(v->cls[p.from - 1] & ROLE_SAY) &&
			!event_is_word(v, p.from - 1, &x->list[EVENT_IS]);
	/* "he will visit France | and hold" */
	bool joined = governed && v->tok[tok - 1].pos == POS_CONJ && p.to + 1u == tok;
	return governed && (joined || !is_entity(v, p)) ? NO_PHRASE : p;
}

/* The noun phrase that the short name at s begins, with those joined to it: the county | committee
 * and the county | office. */
static struct stretch whole_name(const struct view *v, struct stretch s, size_t tok)
{
	size_t from = view_token_at(v, s.off), t = view_token_at(v, stretch_end(s));

	if (t == 0 || t >= tok || v->tok[t].off != stretch_end(s) || !phrase_inner(v, t)) return s;
	if (v->tok[t - 1].pos != POS_PLACE && v->tok[t - 1].len > 1) return s;
	struct phrase p = phrase_right(v, from);
	while (p.to + 1u < tok && phrase_is_mark(v, p.to, LIST_MARK)) {
		struct phrase next = phrase_right(v, p.to + 1u);
		if (next.from == next.to) break;
		p.to = next.to;
	}
	bool names = p.from < p.to && p.to <= tok && v->tok[p.to - 1].pos != POS_VN &&
		     v->tok[p.to - 1].pos != POS_QUANTITY;
	if (!names) return s;
	struct stretch longer = phrase_stretch(v, p);
	return stretch_end(longer) > stretch_end(s) ? longer : s;
}

/* "This time | with the partner it signs": what stands right behind the word for with, at the head
 * of its clause, does not sign. */
static bool is_partner(const struct event_table *x, const struct view *v, size_t lo,
		       struct stretch s)
{
	size_t from = view_token_at(v, s.off);

	if (from <= lo || !event_is_word(v, from - 1, &x->list[EVENT_WITH])) return false;
	for (size_t t = lo; t + 1 < from; t++)
		if (phrase_inner(v, t) || v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON)
			return false;
	return true;
}

/* "At several towns | it fired": does s stand behind a word for to, nothing that could act before
 * it in the clause? */
static bool is_aim(const struct view *v, size_t lo, struct stretch s)
{
	size_t from = view_token_at(v, s.off);

	while (from > lo && v->tok[from - 1].pos == POS_QUANTITY) from--;
	if (!s.len || from <= lo || !(v->cls[from - 1] & ROLE_TO)) return false;
	for (size_t t = lo; t + 1 < from; t++)
		if (v->tok[t].pos != POS_TIME && (phrase_inner(v, t) || event_is_actor(v, t)))
			return false;
	return true;
}

/* "He was, by the court, sentenced to": who stands behind a mark of the agent, without a verb of
 * his own ("approved by", "by the house that printed"). */
static struct phrase marked_doer(const struct event_table *x, const struct view *v, size_t lo,
				 size_t tok)
{
	struct phrase by = NO_PHRASE;

	event_left(x, v, lo, tok, &by);
	for (uint32_t t = by.from; t < by.to; t++)
		if (v->tok[t].pos == POS_DE && t > by.from &&
		    (v->tok[t - 1].pos == POS_VERB || v->tok[t - 1].pos == POS_VN))
			return NO_PHRASE;
	return by.from < by.to && v->tok[by.to - 1].pos != POS_VN ? by : NO_PHRASE;
}

/* The topic of the clause, or all of the noun phrase before the verb where the topic is only its
 * head ("the city and its office") or another makes it act ("he had the city issue"). */
static struct stretch doer_of(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from;
	bool entity;
	struct stretch s = topic_find(v, clause, &entity);
	struct phrase p = doer_left(x, v, lo, tok);

	struct phrase by = marked_doer(x, v, lo, tok);
	if (by.from < by.to) return phrase_stretch(v, by);
	while (p.from + 1 < p.to && v->tok[p.to - 1].pos == POS_VN) p.to--;
	struct stretch near = phrase_stretch(v, p);
	if (s.len && is_partner(x, v, lo, s)) s.len = 0;
	if (near.len && is_partner(x, v, lo, near)) near.len = 0;
	if (is_aim(v, lo, s)) s.len = 0;
	if (is_aim(v, lo, near)) near.len = 0;
	if (!s.len || stretch_end(s) > v->tok[tok].off) return near;
	while (tok > lo && event_is_word(v, tok - 1, &x->list[EVENT_MANNER])) tok--;
	size_t behind = view_token_at(v, stretch_end(s));
	if (!near.len || holds_word(v, behind, p.to, &x->list[EVENT_WITH]))
		return whole_name(v, s, tok);
	uint32_t act = p.to; /* behind the last verb inside the phrase: "he had | the city" */
	while (act > behind && v->tok[act - 1].pos != POS_VN && v->tok[act - 1].pos != POS_VERB)
		act--;
	if (p.from > behind && event_is_word(v, p.from - 1u, &x->list[EVENT_IS])) {
		while (p.to > p.from + 1 && event_is_ordinal(v, p.to - 1u))
			p.to--;		     /* the third time */
		return phrase_stretch(v, p); /* "the result is that | both signed" */
	}
	bool whole = near.off <= s.off && stretch_end(near) > stretch_end(s) && act <= behind;
	if (!whole && act > behind) p.from = p.from < act ? act : p.from;
	bool made = p.from > lo && p.from > behind && v->tok[p.from - 1].pos != POS_PUNCT &&
		    !(v->cls[p.from - 1] & ROLE_SAY);
	made = made && (v->tok[p.from - 1].pos == POS_VERB || v->tok[p.from - 1].pos == POS_VN) &&
	       is_entity(v, p);
	return whole || made ? phrase_stretch(v, p) : whole_name(v, s, tok);
}

/* Does a sum of money stand in it? It does nothing: "the fine of 2,000 dollars". */
static bool holds_amount(const struct view *v, struct stretch s)
{
	size_t end = s.len ? view_token_at(v, stretch_end(s) - 1) : 0;

	for (size_t t = s.len ? view_token_at(v, s.off) : 1; t <= end; t++)
		if (v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].type == A_MONEY)
			return true;
	return false;
}

/* Who does it, where the object stands on the right: who stands before the verb; where the clause
 * begins with the verb, who did what the sentence said last, else the topic of a clause before. */
static struct stretch agent_of(const struct event_table *x, const struct view *v, size_t tok,
			       struct stretch obj, struct stretch last)
{
	size_t clause = view_clause_of(v, tok);
	bool entity;
	struct stretch s = doer_of(x, v, tok);

	if (!s.len && last.len) return last;
	if (holds_amount(v, s)) s.len = 0;
	for (size_t n = 0; !s.len && clause && n < BACK_CLAUSES; n++) {
		s = topic_find(v, --clause, &entity);
		if (holds_amount(v, s)) s.len = 0;
		/* "with the agency, it belongs to …" */
		size_t from = s.len ? view_token_at(v, s.off) : 0;
		if (from > v->clauses[clause].from && v->tok[from - 1].pos == POS_PREP) s.len = 0;
		if (from > v->clauses[clause].from &&
		    event_is_word(v, from - 1, &x->list[EVENT_WITH]))
			s.len = 0;
	}
	return s.len && s.off + s.len <= v->tok[tok].off && !(obj.len && s.off == obj.off)
		       ? s
		       : (struct stretch){ 0, 0 };
}

bool event_is_actor(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_PRON;
}

/* Verbs behind the trigger that go on with it (issued and carried out), with nothing else in the
 * clause? */
static bool goes_on(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t end = v->clauses[view_clause_of(v, tok)].to, t = tok + 1;

	while (t < end && event_is_word(v, t, &x->list[EVENT_SERIAL])) t++;
	return t > tok + 1 &&
	       (t == end || v->tok[t].pos == POS_PUNCT || v->tok[t].pos == POS_SPACE);
}

/* "The city began | to build a line": a body or place on the left of a verb that another goes on
 * with has its object on the right. */
static bool builds(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	if (tok + 2 >= v->n_tok || !event_is_word(v, tok + 1, &x->list[EVENT_SERIAL]) ||
	    v->tok[tok + 2].pos == POS_DE)
		return false;
	struct phrase p = event_left(x, v, lo, tok, NULL);
	return p.from < p.to && (event_is_actor(v, p.to - 1) || v->tok[p.to - 1].pos == POS_PLACE ||
				 (v->tok[p.to - 1].cls & CLASS_ORG_END));
}

/* Does an object stand behind the verb that the chunker cannot read ("launched activities that
 * cover …")? Then what stands on the left is not the object. */
static bool opens_more(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t end = v->clauses[view_clause_of(v, tok)].to;

	if (tok + 2 >= end || goes_on(x, v, tok) ||
	    event_is_word(v, tok + 1, &x->list[EVENT_SERIAL]))
		return false;
	return v->tok[tok + 1].pos == POS_VERB && v->tok[tok + 2].pos != POS_PUNCT;
}

/* "Germany has approved | for Poland to export": a body or place on the left of which something is
 * said that the chunker cannot read: it does so, and is not done. */
static bool leaves_rest(const struct event_table *x, const struct view *v, struct phrase left,
			size_t tok)
{
	size_t end = v->clauses[view_clause_of(v, tok)].to, next = tok + 1;

	if (next + 2 < end && v->tok[next].pos == POS_AUX && v->tok[next + 1].pos == POS_PREP)
		next++; /* has issued | on the reform */
	if (left.from == left.to || next + 1 >= end || v->tok[next].pos == POS_PUNCT ||
	    v->tok[next].pos == POS_SPACE || v->tok[next].pos == POS_AUX ||
	    v->tok[next].pos == POS_ADV || v->tok[next].pos == POS_CONJ ||
	    event_is_word(v, next, &x->list[EVENT_SERIAL]))
		return false;
	bool dated = v->tok[next].pos == POS_PREP && v->tok[next + 1].pos == POS_TIME;
	return !dated && v->tok[next].pos != POS_TIME &&
	       (event_is_actor(v, left.to - 1) || v->tok[left.to - 1].pos == POS_PLACE);
}

/* Who dies, resigns: the phrase on the left without its number; nobody for "four were hurt". */
static struct stretch victim_of(const struct view *v, struct phrase p)
{
	while (p.from < p.to && (v->tok[p.from].pos == POS_QUANTITY ||
				 v->tok[p.from].pos == POS_NUM || v->tok[p.from].pos == POS_CLASS))
		p.from++;
	return phrase_stretch(v, p);
}

/* "The singer's father, on 3 July of cancer | died": who the clause before is about, where the
 * verb's own names and counts nobody; one who is named, or people of whom it tells the cause. */
static struct stretch victim_before(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from;
	struct stretch s = { 0, 0 };
	bool entity;

	for (size_t t = lo; t < tok; t++)
		if (v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM) return s;
	if (clause) s = topic_find(v, clause - 1, &entity);
	if (clause && !s.len) /* nothing but who it is */
		s = phrase_stretch(v, phrase_left(v, v->clauses[clause - 1].from, lo - 1));
	size_t head = s.len ? view_token_at(v, stretch_end(s) - 1) : 0;
	bool who = s.len && (v->tok[head].pos == POS_PERSON ||
			     (speaker_is_people(v, head) &&
			      holds_word(v, lo, tok, &x->list[EVENT_CAUSE])));
	return who ? s : (struct stretch){ 0, 0 };
}

/* Without the words of the list that end it, and what stands before them where nothing else is
 * left. */
static struct phrase without_words(const struct event_table *x, const struct view *v, size_t lo,
				   struct phrase p, const struct event_words *words)
{
	uint32_t to = p.to;

	while (p.to > p.from && v->tok[p.to - 1].pos != POS_ORG &&
	       event_is_word(v, p.to - 1, words))
		p.to--;
	return p.from == p.to && p.to < to ? event_left(x, v, lo, p.from, NULL) : p;
}

/* "On the former mayor's | death they sent their condolences": who stands between the word for on
 * and the verb; left where there is none. */
static struct phrase mourned(const struct event_table *x, const struct view *v, size_t lo,
			     size_t tok, struct phrase left)
{
	struct phrase p = phrase_left(v, lo, tok);

	bool toward = p.from < p.to && p.from > lo &&
		      event_is_word(v, p.from - 1, &x->list[EVENT_TOWARD]);
	return toward && event_is_actor(v, p.to - 1) ? p : left;
}

/* "The groundbreaking | ceremony was held": a ceremony on the left goes back over the verbs that
 * name it, to the edge of its phrase. */
static struct phrase ceremony_left(const struct event_table *x, const struct view *v, size_t lo,
				   struct phrase p)
{
	if (p.from == p.to || p.from <= lo ||
	    !event_is_word(v, p.to - 1u, &x->list[EVENT_CEREMONY]))
		return p;
	enum pos_tag before = (enum pos_tag)v->tok[p.from - 1u].pos;
	if (before != POS_VN && before != POS_VERB) return p;
	for (uint32_t t = p.from; t < p.to; t++)
		if (phrase_is_mark(v, t, QUOTE_OPEN)) return p; /* it has a name already */
	for (size_t n = 0; n < COMPOUND_TOKENS && p.from > lo && !event_is_edge(v, p.from - 1u);
	     n++)
		p.from--;
	return p;
}

/* Who does what to what it takes: the object stands before the verb. */
static struct event_parts taken_parts(const struct event_table *x, const struct view *v, size_t tok,
				      struct stretch last)
{
	struct phrase q = event_taken(x, v, tok);
	struct event_parts p = { phrase_stretch(v, q), { 0, 0 } };

	if (p.object.len) p.agent = agent_of(x, v, q.from - 1u, p.object, last);
	return p;
}

/* "The suspect was (duly) arrested": a mark of the agent before the verb, over how it was done. */
static bool is_passive(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	while (tok > lo && (v->tok[tok - 1].pos == POS_ADV || v->tok[tok - 1].pos == POS_ADJ ||
			    event_is_word(v, tok - 1, &x->list[EVENT_MANNER])))
		tok--;
	return tok > lo && v->tok[tok - 1].pos == POS_PREP &&
	       event_is_word(v, tok - 1, &x->list[EVENT_AGENTS]);
}

/* What stands on the left, without the relative clause before it. */
static struct phrase noun_left(const struct event_table *x, const struct view *v, size_t lo,
			       size_t tok, struct phrase *agent)
{
	return event_behind_relative(v, lo, event_left(x, v, lo, tok, agent));
}

static struct event_parts parts_of(const struct event_table *x, const struct event_row *r,
				   const struct view *v, size_t tok, struct stretch last)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;
	struct event_parts p = { { 0, 0 }, { 0, 0 } };
	struct phrase agent = { 0, 0 };

	if ((r->object_right || builds(x, v, lo, tok)) && !(r->object_left && goes_on(x, v, tok)))
		p.object = event_object_right(x, r, v, tok);
	struct event_parts taken = { { 0, 0 }, { 0, 0 } };
	if (!p.object.len && !r->actor) taken = taken_parts(x, v, tok, last);
	if (taken.object.len) return taken;
	if (p.object.len) {
		p.agent = agent_of(x, v, tok, p.object, last);
	} else if (r->object_left) {
		struct phrase left = noun_left(x, v, lo, tok, r->object_right ? &agent : NULL);
		/* examined and passed */
		struct phrase bare = without_words(x, v, lo, left, &r->before);
		/* what it passed follows, unread */
		bool goes = tok + 1 < v->n_tok && v->tok[tok + 1].pos != POS_PUNCT;
		bool body = bare.from < bare.to && event_is_word(v, left.to - 1, &r->before) &&
			    (goes || event_is_actor(v, bare.to - 1));
		left = slice_is(r->type, "hold") ? ceremony_left(x, v, lo, bare) : bare;
		agent = without_words(x, v, lo, agent, &r->before);
		/* examined | and approved by the committee */
		while (agent.from + 1 < agent.to && v->tok[agent.to - 1].pos == POS_VN &&
		       v->tok[agent.to - 1].len > 1)
			agent.to--;
		bool acts = agent.from == agent.to && left.from < left.to &&
			    (body || (r->doer && event_is_actor(v, left.to - 1)));
		if (r->actor) {
			left = mourned(x, v, lo, tok, left);
			/* "the minister is in town to talk | with the president" */
			bool partner = left.from < left.to && left.from > lo &&
				       event_is_word(v, left.from - 1, &x->list[EVENT_WITH]);
			if (partner && slice_is(r->type, "visit")) {
				p.agent = agent_of(x, v, left.from - 1u, p.object, last);
				return p;
			}
			bool people = left.from < left.to && (event_is_actor(v, left.to - 1) ||
							      speaker_is_people(v, left.to - 1));
			/* "on suspicion of fraud | arrested" */
			bool deed = !people && slice_is(r->type, "other");
			p.agent = deed ? agent_of(x, v, tok, p.object, last) : victim_of(v, left);
			if (left.from == left.to && slice_is(r->type, "casualty"))
				p.agent = victim_before(x, v, tok);
			return p;
		}
		bool unread =
			r->object_right && (opens_more(x, v, tok) || leaves_rest(x, v, left, tok));
		if (unread) {
			p.agent = agent_of(x, v, tok, p.object, last);
			return p;
		}
		bool entity;
		if (left.from == left.to && is_passive(x, v, lo, tok)) {
			p.object = topic_find(v, view_clause_of(v, tok), &entity);
			return p;
		}
		p.object = event_begun(r, v, phrase_stretch(v, acts ? agent : left));
		p.agent = phrase_stretch(v, acts ? left : agent);
	}
	return p;
}

/* The verb of "to France he makes | an official visit": its token; tok if there is none. */
static size_t made_at(const struct view *v, size_t tok)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;

	for (size_t t = tok; t > lo && t + MADE_TOKENS > tok; t--) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		if (v->side[t - 1] & SIDE_LIGHT) return t - 1;
		if (p != POS_NOUN && p != POS_ADJ && p != POS_ADV && p != POS_VN && p != POS_AUX)
			break;
	}
	return tok;
}

/* Whom he makes it to, who makes it. */
static struct event_parts made_parts(const struct event_table *x, const struct view *v, size_t made,
				     struct stretch last)
{
	size_t lo = v->clauses[view_clause_of(v, made)].from, to = made;
	struct event_parts p = { { 0, 0 }, { 0, 0 } };

	while (to > lo && !(v->cls[to - 1] & ROLE_TO)) to--;
	if (to == lo) return p;
	p.object = phrase_stretch(v, phrase_right(v, to));
	if (stretch_end(p.object) > v->tok[made].off) p.object.len = 0;
	if (!p.object.len) return p;
	p.agent = agent_of(x, v, to - 1, p.object, last);
	return p;
}

/* Who visits what stands before the verb, with nothing behind that: "he came to the county to
 * look". Nobody unless an actor came. */
static struct event_parts goal_parts(const struct event_table *x, const struct view *v, size_t tok)
{
	const struct event_parts none = { { 0, 0 }, { 0, 0 } };
	bool stays, acts = false;
	struct phrase q = event_goal(x, v, tok, &stays);

	if (q.from == q.to) return none;
	size_t lo = v->clauses[view_clause_of(v, tok)].from;
	struct phrase who = event_left(x, v, lo, q.from - 1u, NULL);
	for (uint32_t t = who.from; t < who.to; t++)
		acts = acts || event_is_actor(v, t) || speaker_is_people(v, t);
	if (!acts) return none;
	return (struct event_parts){ stays ? none.object : phrase_stretch(v, q),
				     phrase_stretch(v, who) };
}

struct event_parts event_parts_of(const struct event_table *x, const struct event_row *r,
				  const struct view *v, size_t tok, struct stretch last)
{
	struct event_parts p = parts_of(x, r, v, tok, last);
	size_t made = r->object_right && !p.object.len ? made_at(v, tok) : tok;

	if (made < tok && slice_is(r->type, "visit")) p = made_parts(x, v, made, last);
	bool visit = r->object_right && !r->object_left && slice_is(r->type, "visit");
	/* "to inspect | and look" */
	size_t head = p.object.len ? view_token_at(v, p.object.off) : v->n_tok;
	bool deed =
		head == tok + 1 && v->tok[head].pos == POS_VN && v->tok[head].len == p.object.len;
	if (visit && (deed || !p.object.len)) p = goal_parts(x, v, tok);
	p.agent = event_bare_agent(x, r, v, p.agent);
	return p;
}
