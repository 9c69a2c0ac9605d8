/* What is told as an event but does not happen. See event_unreal.h.
 *
 * Each question is one way of not happening: it is asked for or ruled out by another verb, wanted,
 * laid down by a rule, advised, denied, supposed or aimed at. The words are data
 * (rules/extract/events.tsv). */
#include "pipeline/extract/event_unreal.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_left.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

#define UNREAL_CLAUSES 3 /* clauses back over which what is asked for goes on */

/* Does token t end the name of a meeting, behind which a time or place tells when it is held: "the
 * meeting to promote hiring | on Monday"? */
static bool is_apart(const struct event_table *x, const struct view *v, size_t t, size_t hi)
{
	struct uslice w = view_token_text(v, t);

	return t + 1 < hi &&
	       (event_ends_in(w, &x->list[EVENT_CEREMONY]) ||
		event_ends_in(w, &x->list[EVENT_SUFFIX])) &&
	       (v->tok[t + 1].pos == POS_TIME || event_is_word(v, t + 1, &x->list[EVENT_AT]));
}

/* Is the word that ends at offset end, before token u, part of a noun: the first half of a longer
 * token ("the one in charge"), or before a head of one character ("the welcoming | ceremony")? */
static bool names_more(const struct event_table *x, const struct view *v, size_t u, uint32_t end)
{
	const uint32_t free = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADV) |
			      POS_BIT(POS_AUX) | POS_BIT(POS_CONJ) | POS_BIT(POS_PREP) |
			      POS_BIT(POS_TIME); /* "every year | in July" */
	const struct token *last = &v->tok[u - 1];

	if (last->off + last->len > end) return !(free & POS_BIT(last->pos));
	return u < v->n_tok && v->tok[u].len == 1 &&
	       (event_is_word(v, u, &x->list[EVENT_SUFFIX]) ||
		event_is_word(v, u, &x->list[EVENT_DOERS]));
}

/* "The application was | approved", "the request yesterday | got its permit": over times and
 * adverbs, is token t a mark of the agent, or does the verb at hi open with one? */
static bool is_done(const struct event_table *x, const struct view *v, size_t t, size_t hi)
{
	while (t < hi && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_ADV)) t++;
	if (t < hi) return event_is_word(v, t, &x->list[EVENT_AGENTS]);
	size_t k, to;
	return t < v->n_tok && event_may_begin(v, t, &x->list[EVENT_AGENTS], &k, &to);
}

/* Does one of the words stand in tokens [lo, hi) as a verb with something behind it? near: not
 * inside an attribute ("drugs that the old often use"). */
static bool governs(const struct event_table *x, const struct view *v, size_t lo, size_t hi,
		    const struct event_words *words, bool near)
{
	for (size_t t = lo; t < hi; t++) {
		size_t k, to;
		if (!event_may_begin(v, t, words, &k, &to)) continue;
		if (t == 0 && (v->cls[t] & ROLE_EACH)) continue; /* of nobody: part of a name */
		enum pos_tag before = t > lo ? (enum pos_tag)v->tok[t - 1].pos : POS_PUNCT;
		bool named = t + 1 < hi &&
			     (v->tok[t + 1].pos == POS_PERSON || v->tok[t + 1].pos == POS_ORG ||
			      v->tok[t + 1].pos == POS_PLACE);
		bool passive = is_done(x, v, t + 1, hi);
		bool noun =
			v->tok[t].pos == POS_VN && !named &&
			(before == POS_VERB || before == POS_PREP || before == POS_DE || passive);
		for (; k < to && !noun; k++) {
			if (!event_word_follows(v, t, words->w[k])) continue;
			uint32_t end = v->tok[t].off + (uint32_t)words->w[k].len;
			size_t u = t;
			while (u < hi && v->tok[u].off < end) u++;
			if (names_more(x, v, u, end)) continue;
			bool wall = u < hi && v->tok[u].pos == POS_PUNCT &&
				    !phrase_is_mark(v, u, QUOTE_OPEN);
			if (u < hi && (wall || v->tok[u].pos == POS_DE || v->tok[u].pos == POS_LOC))
				continue;
			while (near && u < hi && v->tok[u].pos != POS_DE &&
			       (t == lo || !is_apart(x, v, u, hi)))
				u++;
			if (!near || u == hi) return true;
		}
	}
	return false;
}

bool event_opens_clause(const struct view *v, size_t lo, size_t tok)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) | POS_BIT(POS_AUX);

	bool on = lo < tok && (v->cls[lo] & ROLE_AND); /* "and, for Hong Kong, hold" */
	while (lo < tok && ((small & POS_BIT(v->tok[lo].pos)) || phrase_opens(v, lo))) lo++;
	if (!on || lo == tok || v->tok[lo].pos != POS_PREP) return lo == tok;
	while (lo < tok && v->tok[lo].pos != POS_ORG && v->tok[lo].pos != POS_PERSON) lo++;
	return lo == tok;
}

/* What the clause before the verb only asks for or rules out, or one before where the verb opens
 * its own ("they hope for laws, will strengthen rights and found …"). A clause that says what for
 * ("to encourage hiring, it issued") asks for nothing. */
static bool is_asked_for(const struct event_table *x, const struct view *v, size_t tok)
{
	const struct event_words *unreal = &x->list[EVENT_UNREAL];
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from;

	if (governs(x, v, lo, tok, unreal, false) ||
	    governs(x, v, lo, tok, &x->list[EVENT_GOVERNOR], true))
		return true;
	for (size_t n = 0;
	     n < UNREAL_CLAUSES && clause && event_opens_clause(v, v->clauses[clause].from, tok);
	     n++) {
		size_t from = v->clauses[--clause].from, mark = v->clauses[clause].to - 1;
		if (mark_is_semicolon(phrase_mark(v, mark))) return false;
		if (event_is_word(v, from, &x->list[EVENT_BEFORE])) return false;
		if (governs(x, v, from, v->clauses[clause].to, unreal, false)) return true;
		tok = from;
		while (tok < v->clauses[clause].to && v->tok[tok].pos != POS_VERB &&
		       v->tok[tok].pos != POS_VN)
			tok++;
	}
	return false;
}

/* "You sign the contract and hand it in": what anybody may do, at no time; not what is said to
 * somebody. */
static bool is_advice(const struct event_table *x, const struct view *v, size_t tok)
{
	bool you = false;

	for (size_t t = 0; t < v->n_tok; t++) {
		if (view_is_type(v, t, A_TIME) || phrase_is_mark(v, t, QUOTE_OPEN) ||
		    phrase_is_mark(v, t, QUOTE_CLOSE))
			return false;
		you = you || (t < tok && event_is_word(v, t, &x->list[EVENT_ADVICE]));
	}
	return you;
}

/* A rule tells what shall be, not what has been: "article 30 …", "shall be reported", without a
 * time of its own. */
static bool is_norm(const struct event_table *x, const struct view *v, size_t tok)
{
	bool norm = false;

	if (is_advice(x, v, tok)) return true;
	if (tok + 1 < v->n_tok && v->tok[tok + 1].pos == POS_AUX) return false; /* has passed */

	for (size_t t = 0; t < v->n_tok; t++) {
		if (view_is_type(v, t, A_TIME)) return false;
		bool article = t == 0 && v->tok[t].annot >= 0 &&
			       event_ends_in(view_token_text(v, t), &x->list[EVENT_ARTICLE]);
		norm = norm || article || event_one_follows(v, t, &x->list[EVENT_NORM]);
	}
	return norm;
}

/* "The centre may found a body": allowed, at no time. */
static bool is_allowed(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	if (tok == lo || !event_is_word(v, tok - 1, &x->list[EVENT_MAY])) return false;
	for (size_t t = lo; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return false;
	return true;
}

/* "Regions one after another bring out rules", "founds it by the rules": what many do over time, or
 * what is usual, on no day that is told. */
static bool is_undated(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t lo, size_t tok)
{
	bool undated = false;

	for (size_t t = lo; t < tok && !undated; t++)
		undated = event_is_word(v, t, &x->list[EVENT_UNDATED]);
	return undated && !slice_is(r->type, "other") && !slice_is(r->type, "casualty") &&
	       !event_on_a_day(x, v, tok);
}

struct mood event_mood(const struct event_table *x, const struct maker *k, size_t tok)
{
	struct mood m = mood_at(k->finds, k->v, k->frame, k->v->tok[tok].off);
	struct phrase taken = event_taken(x, k->v, tok);
	size_t lo = k->v->clauses[view_clause_of(k->v, tok)].from;

	bool ahead = slice_is(m.modality, "plan") || slice_is(m.modality, "forecast");

	/* "intends to sell, the firm signed": with the particle of what is done */
	if (ahead && m.cue.off < k->v->tok[lo].off && tok + 1 < k->v->n_tok &&
	    k->v->tok[tok + 1].pos == POS_AUX)
		m = (struct mood){ SLICE("fact"), m.polarity, { 0, 0 } };
	/* "took both": the same word as "will" */
	if (taken.from == taken.to || !m.cue.len || m.cue.off != k->v->tok[taken.from - 1u].off)
		return m;
	return (struct mood){ SLICE("fact"), SLICE("pos"), { 0, 0 } };
}

/* What is denied, supposed, demanded or only aimed at does not happen. */
static bool happens(const struct event_table *x, const struct maker *k, const struct event_row *r,
		    size_t tok)
{
	struct mood m = event_mood(x, k, tok);

	if (!slice_is(m.polarity, "pos")) return false;
	if (slice_is(m.modality, "plan") &&
	    (slice_is(r->type, "other") || slice_is(r->type, "casualty")))
		return false; /* intends to buy, half of them will die */
	bool timed = m.cue.len && k->v->tok[view_token_at(k->v, m.cue.off)].pos == POS_TIME;
	if (slice_is(m.modality, "forecast") && slice_is(r->type, "casualty") && !timed)
		return false; /* may bring the roof down */
	if (slice_is(m.modality, "forecast"))
		return k->v->types >> A_TIME & 1; /* expected, but when? */
	return slice_is(m.modality, "fact") || slice_is(m.modality, "plan");
}

/* "To push the signing of the treaty forward": a verb before what happens, in a clause without a
 * time, only wants it. */
static bool is_driven(const struct event_table *x, const struct event_row *r, const struct view *v,
		      size_t lo, size_t tok)
{
	bool driven = false;

	if (!r->object_left || r->actor || slice_is(r->type, "hold"))
		return false; /* meetings bear such verbs in their names */
	for (size_t t = lo; t + 1 < tok; t++) {
		if (v->tok[t].pos == POS_TIME || (v->cls[t] & ROLE_SAY)) return false;
		driven = event_is_word(v, t, &x->list[EVENT_DRIVERS]) ||
			 (driven && v->tok[t].pos != POS_DE);
	}
	size_t next = tok + 1;
	while (next < v->n_tok && event_is_word(v, next, &x->list[EVENT_SERIAL])) next++;
	bool object = next + 1 < v->n_tok && phrase_noun(v, next + 1); /* issue | relief measures */
	return driven && (next >= v->n_tok || v->tok[next].pos == POS_PUNCT ||
			  v->tok[next].pos == POS_PREP || (v->tok[next].pos == POS_VN && !object));
}

/* Does the clause open with a word for if, over a conjunction? */
static bool opens_if(const struct event_table *x, const struct view *v, const struct clause *c)
{
	size_t t = c->from;

	if (t + 1 < c->to && (v->tok[t].pos == POS_CONJ || v->tok[t].pos == POS_ADV) &&
	    !event_is_word(v, t, &x->list[EVENT_IFS]))
		t++;
	return t + 1 < c->to && event_is_word(v, t, &x->list[EVENT_IFS]) &&
	       v->tok[t + 1].pos != POS_PUNCT;
}

/* Does the clause say what will be or shall be? */
static bool foretells(const struct event_table *x, const struct view *v, const struct clause *c)
{
	for (size_t t = c->from; t < c->to; t++)
		if ((v->cls[t] & ROLE_MODAL) || event_is_word(v, t, &x->list[EVENT_THEN]))
			return true;
	return false;
}

/* "If they sign it, a notice will follow": what a clause supposes, where the next says what would
 * be, and what would be; at no time of its own, and not told as done. */
static bool is_supposed(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t own = view_clause_of(v, tok), n = own;
	const struct clause *c = &v->clauses[own];

	for (size_t t = c->from; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return false;
	if (tok + 1 < c->to && v->tok[tok + 1].pos == POS_AUX) return false;
	if (opens_if(x, v, c)) return own + 1 < v->n_clauses && foretells(x, v, c + 1);
	if (!foretells(x, v, &(struct clause){ c->from, (uint32_t)tok })) return false;
	while (n > 0) {
		if (mark_is_semicolon(phrase_mark(v, v->clauses[n].from - 1))) return false;
		if (opens_if(x, v, &v->clauses[--n])) return true;
	}
	return false;
}

/* "They want | the mayor | to resign": before who is to do it a verb of wanting. */
static bool is_wanted(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	size_t t = tok;

	while (t > lo && v->tok[t - 1].pos == POS_ADV) t--;
	return t > lo + 1 && (v->tok[t - 1].pos == POS_PERSON || v->tok[t - 1].pos == POS_PRON) &&
	       event_is_word(v, t - 2, &x->list[EVENT_WANTS]);
}

bool event_is_unreal(const struct event_table *x, const struct event_row *r, const struct maker *k,
		     size_t tok)
{
	const struct view *v = k->v;
	size_t lo = v->clauses[view_clause_of(v, tok)].from;

	return is_driven(x, r, v, lo, tok) || is_asked_for(x, v, tok) || is_norm(x, v, tok) ||
	       is_allowed(x, v, lo, tok) || is_wanted(x, v, lo, tok) || is_supposed(x, v, tok) ||
	       is_undated(x, r, v, lo, tok) || !happens(x, k, r, tok);
}
