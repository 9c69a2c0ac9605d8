/* What stands on the left of the verb of an event: its noun phrase, and what does not belong to who
 * does it. See event_left.h. */
#include "pipeline/extract/event_left.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_parts.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/speaker_words.h"

#define PLACE_TOKENS 6 /* words of a place, up to its last ones, without marks of a list */
#define AT_TOKENS    4 /* words of an attribute of a place */

/* The noun phrase that ends before t, with those that are joined to it: Chengdu and Chongqing. */
static struct phrase joined_left(const struct view *v, size_t lo, size_t t)
{
	struct phrase q = phrase_left(v, lo, t);

	if (q.from == q.to && t > lo && v->tok[t - 1].annot >= 0 &&
	    v->d->annots[v->tok[t - 1].annot].type == A_ORDINAL) {
		q = phrase_left(v, lo, t - 1); /* metro line 3 */
		q.to = (uint32_t)t;
	}
	/* the league, the office | and other bodies */
	bool plain = true; /* "forums on trade | and such fields" are not all of a list */
	for (uint32_t k = q.from; k < q.to; k++) plain = plain && v->tok[k].pos != POS_DE;
	while (q.from < q.to && q.from > lo &&
	       (v->cls[q.from - 1] & ROLE_AND || (plain && v->side[q.from - 1] & SIDE_ETC))) {
		struct phrase more = phrase_left(v, lo, q.from - 1);
		if (more.from == more.to) break;
		q.from = more.from;
	}
	return q;
}

/* "At | the hotel where he stays": the preposition before an attribute, of a few words that name no
 * place, which ends with the particle at de; t if there is none. */
static size_t attribute_start(const struct event_table *x, const struct view *v, size_t lo,
			      size_t de, size_t t)
{
	for (size_t k = de; k > lo && k + AT_TOKENS > de; k--) {
		enum pos_tag p = (enum pos_tag)v->tok[k - 1].pos;
		if (event_is_word(v, k - 1, &x->list[EVENT_AT])) return k - 1;
		if (p == POS_PUNCT || p == POS_PLACE || p == POS_ORG || p == POS_NOUN) return t;
	}
	return t;
}

/* The preposition of the place of which a phrase from token t on is the end ("in | a port of
 * ours"); t if there is none. */
static size_t place_start(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	size_t reach = PLACE_TOKENS;

	for (size_t i = t; i > lo && i + reach > t; i--) {
		enum pos_tag p = (enum pos_tag)v->tok[i - 1].pos;
		if (phrase_is_mark(v, i - 1, LIST_MARK)) {
			reach += 4; /* on A, B, C and other channels */
			continue;
		}
		if (event_is_word(v, i - 1, &x->list[EVENT_AT])) return i - 1;
		if (p == POS_PREP) return t;
		if (p == POS_DE) return attribute_start(x, v, lo, i - 1, t);
		if (p == POS_VERB || p == POS_VN || p == POS_PUNCT || p == POS_CONJ || p == POS_DE)
			return t;
	}
	return t;
}

/* "In the | whole country": the preposition of a place that ends before t in a word of place. */
static size_t inside_start(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	for (size_t i = t - 1; i > lo && i + PLACE_TOKENS > t; i--) {
		enum pos_tag p = (enum pos_tag)v->tok[i - 1].pos;
		if (event_is_word(v, i - 1, &x->list[EVENT_AT])) return i - 1;
		if (p == POS_PUNCT || p == POS_PREP) return t;
	}
	return t;
}

/* Without a note in brackets that opens the phrase and holds a time or the byline: "today | (26
 * February) | examined". */
static struct phrase behind_note(const struct event_table *x, const struct view *v, struct phrase q)
{
	uint32_t t = q.from;
	bool note = false;

	if (q.from == q.to || !phrase_opens(v, t)) return q;
	for (; t < q.to && !unit_closes_bracket(phrase_mark(v, t)); t++)
		note = note || v->tok[t].pos == POS_TIME ||
		       event_is_word(v, t, &x->list[EVENT_BYLINES]);
	return note && t + 1 < q.to ? phrase_of(t + 1, q.to) : q;
}

/* "With growth as its theme | the forum": behind the attribute that a word for "as" opens, where
 * its other half stands before. */
static struct phrase behind_theme(const struct event_table *x, const struct view *v, size_t lo,
				  struct phrase q)
{
	bool as = q.from > lo && (event_is_word(v, q.from, &x->list[EVENT_FAVOURS]) ||
				  event_is_word(v, q.from - 1, &x->list[EVENT_FAVOURS]));
	size_t by = lo, de = q.from;

	while (as && by < q.from && !event_is_word(v, by, &x->list[EVENT_BY])) by++;
	if (!as || by == q.from) return q;
	while (de < q.to && v->tok[de].pos != POS_DE) de++;
	return de + 1 < q.to ? phrase_of(de + 1, q.to) : q;
}

/* "The line from A | to B's port": with the phrase before the word for to. */
static struct phrase with_start(const struct view *v, size_t lo, struct phrase q)
{
	struct phrase p = phrase_left(v, lo, q.from - 1u);

	return p.from < p.to ? phrase_of(p.from, q.to) : q;
}

/* The word for by before the attribute of what begins at token t ("by | the officer who came"); t
 * if there is none, or the attribute says who does it ("hosted by the city | 's fair"). */
static size_t marked_start(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	if (v->tok[t - 1].pos != POS_DE) return t;
	for (size_t k = t - 1; k > lo && k + PLACE_TOKENS > t; k--) {
		if (v->tok[k - 1].pos == POS_PUNCT || phrase_head(v, k - 1)) return t;
		if (v->tok[k - 1].pos == POS_PREP &&
		    event_is_word(v, k - 1, &x->list[EVENT_AGENTS]))
			return k - 1;
	}
	return t;
}

/* "By the office compiled | the yearbook": behind the attribute that says who made it, in the
 * phrase q; its end if there is none. */
static uint32_t made_by(const struct view *v, struct phrase q)
{
	for (uint32_t t = q.from + 1u; t + 1 < q.to; t++)
		if (v->tok[t].pos == POS_DE &&
		    (v->tok[t - 1].pos == POS_VERB || v->tok[t - 1].pos == POS_VN))
			return t + 1;
	return q.to;
}

/* "Because | the founder died": people behind a word of cause do what follows. */
static bool is_cause(const struct event_table *x, const struct view *v, struct phrase q)
{
	return event_is_word(v, q.from - 1u, &x->list[EVENT_CAUSE]) &&
	       (event_is_actor(v, q.to - 1u) || speaker_is_people(v, q.to - 1u));
}

/* "Of | a sudden illness | died": the word of cause before a phrase that begins at token t and
 * names nobody, over the verb or attribute that belongs to it; t if there is none. */
static size_t cause_start(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	const uint32_t walls = POS_BIT(POS_PUNCT) | POS_BIT(POS_PERSON) | POS_BIT(POS_ORG) |
			       POS_BIT(POS_PRON) | POS_BIT(POS_SPACE);

	for (size_t i = t; i > lo && i + PLACE_TOKENS > t; i--) {
		if (event_is_word(v, i - 1, &x->list[EVENT_CAUSE])) return i - 1;
		if (walls & POS_BIT(v->tok[i - 1].pos)) return t;
	}
	return t;
}

/* Where the circumstance begins that phrase q ends, of what or where it was; q.from if it is none.
 */
static size_t way_start(const struct event_table *x, const struct view *v, size_t lo,
			struct phrase q)
{
	bool named = event_is_actor(v, q.to - 1u) || speaker_is_people(v, q.to - 1u);
	size_t cause = named ? q.from : cause_start(x, v, lo, q.from);

	return cause < q.from ? cause : place_start(x, v, lo, q.from);
}

/* "Have already | in plenty | come out": a single word behind one of what is reached does nothing.
 */
static bool is_plenty(const struct event_table *x, const struct view *v, size_t lo,
		      struct phrase q)
{
	return q.from > lo && q.from + 1 == q.to && v->tok[q.from].pos != POS_VN &&
	       event_is_word(v, q.from - 1u, &x->list[EVENT_SO_FAR]);
}

/* "Was | struck and died", "on | 2 September": a word for by or on right before token t, which is
 * behind what was done or a time; but nobody was. */
static bool leads_verb(const struct event_table *x, const struct view *v, size_t lo, size_t t)
{
	if (v->tok[t].pos == POS_TIME) return v->tok[t - 1].pos == POS_PREP;
	return v->tok[t].pos == POS_VERB && (v->cls[t - 1] & ROLE_PASSIVE) &&
	       !(t > lo + 1 && event_is_word(v, t - 2, &x->list[EVENT_BEFORE]));
}

struct phrase event_left(const struct event_table *x, const struct view *v, size_t lo, size_t tok,
			 struct phrase *agent)
{
	size_t t = tok;

	while (t > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool serial = t == tok && p == POS_VERB && v->tok[t - 1].len <= 2 &&
			      !(v->cls[t - 1] & ROLE_TRANS); /* fired and rose */
		/* solemnly, at the same time opened */
		bool adverb = t == tok && (p == POS_ADJ || p == POS_IDIOM || p == POS_CONJ);
		if (adverb || (t == tok && event_is_word(v, t - 1, &x->list[EVENT_SCENE])) ||
		    (t == tok && event_is_word(v, t - 1, &x->list[EVENT_MANNER]))) {
			tok = --t;
			continue;
		}
		if (t < tok && leads_verb(x, v, lo, t)) {
			t--;
			continue;
		}
		/* the minister | and his party */
		bool party = p == POS_QUANTITY && event_is_word(v, t - 1, &x->list[EVENT_PARTY]);
		if (party || serial || p == POS_ADV || p == POS_TIME || p == POS_AUX ||
		    p == POS_SPACE || (v->cls[t - 1] & (ROLE_ADVERB | ROLE_MODAL))) {
			t--;
			continue;
		}
		/* the ministry and five others */
		if (p == POS_QUANTITY && t - 1 > lo && (v->side[t - 2] & SIDE_ETC)) {
			t -= 2;
			continue;
		}
		size_t u = phrase_over_parens(v, lo, t);
		if (u == t && p == POS_LOC) u = inside_start(x, v, lo, t);
		if (u < t) {
			t = u;
			continue;
		}
		struct phrase q = behind_note(x, v, joined_left(v, lo, t));
		if (q.from < q.to) q = behind_theme(x, v, lo, q);
		if (q.from == lo || q.from == q.to) return q;
		if (event_is_word(v, q.from - 1, &x->list[EVENT_TILL])) return with_start(v, lo, q);
		size_t by = agent ? marked_start(x, v, lo, q.from) : q.from;
		if (by < q.from) { /* by the officer who came */
			*agent = q;
			t = by;
			continue;
		}
		if (is_cause(x, v, q)) return q;
		bool plenty = t == tok && is_plenty(x, v, lo, q);
		size_t way = plenty ? q.from - 1u : way_start(x, v, lo, q);
		if (way < q.from) {
			t = way;
			continue;
		}
		bool marked = agent && event_is_word(v, q.from - 1, &x->list[EVENT_AGENTS]);
		if (!marked && v->tok[q.from - 1].pos != POS_PREP) return q;
		if (marked && made_by(v, q) < q.to) return phrase_of(made_by(v, q), q.to);
		if (marked) *agent = q;
		t = q.from - 1;
	}
	return NO_PHRASE;
}

struct phrase event_behind_relative(const struct view *v, size_t lo, struct phrase q)
{
	enum pos_tag before = q.from > lo ? (enum pos_tag)v->tok[q.from - 1u].pos : POS_PUNCT;
	uint32_t t = q.from;

	if (q.from == q.to || before != POS_VERB) return q;
	while (t < q.to && v->tok[t].pos != POS_DE) t++;
	return t + 1 < q.to ? phrase_of(t + 1, q.to) : q;
}

struct phrase event_goal(const struct event_table *x, const struct view *v, size_t tok, bool *stays)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from, to = tok;

	while (to > lo &&
	       (v->tok[to - 1].pos == POS_ADV || event_is_word(v, to - 1, &x->list[EVENT_MANNER])))
		to--;
	struct phrase p = phrase_left(v, lo, to);
	if (p.from == p.to && to > lo && v->tok[to - 1].pos == POS_PRON)
		p = phrase_of(to - 1, to); /* came here */
	if (p.from < p.to && p.from > lo + 1 && v->tok[p.from - 1u].pos == POS_PRON) {
		struct phrase more = phrase_left(v, lo, p.from - 1u); /* the army's | some | base */
		p.from = more.from < more.to ? more.from : p.from - 1u;
	}
	while (p.from < p.to && p.from > lo + 1 && phrase_is_mark(v, p.from - 1u, LIST_MARK)) {
		struct phrase more = phrase_left(v, lo, p.from - 1u);
		if (more.from == more.to) break;
		p.from = more.from;
	}
	if (p.from == p.to || p.from == lo || v->tok[p.to - 1u].pos == POS_VN) return NO_PHRASE;
	bool name = v->tok[p.to - 1u].pos == POS_PLACE || v->tok[p.to - 1u].pos == POS_ORG;
	*stays = name && event_is_word(v, p.from - 1u, &x->list[EVENT_AT]);
	return *stays || event_is_word(v, p.from - 1u, &x->list[EVENT_GOES]) ? p : NO_PHRASE;
}

struct phrase event_taken(const struct event_table *x, const struct view *v, size_t tok)
{
	const struct phrase none = NO_PHRASE;
	size_t lo = v->clauses[view_clause_of(v, tok)].from, at = tok;

	if (tok + 1 >= v->n_tok) return none;
	while (at > lo &&
	       !(v->tok[at - 1].pos == POS_PREP && event_is_word(v, at - 1, &x->list[EVENT_TAKES])))
		at--;
	if (at == lo) return none;
	struct phrase q = phrase_right(v, at), right = phrase_right(v, tok + 1);
	if (q.from != at || q.from == q.to || q.to > tok || right.from < right.to) return none;
	if (v->tok[q.to - 1].pos == POS_VN || event_is_word(v, q.to - 1, &x->list[EVENT_MANNER]))
		return none; /* "will | jointly" */
	for (size_t t = q.to; t < tok; t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (p != POS_ADV && p != POS_ADJ && p != POS_QUANTITY) return none;
	}
	return q;
}

/* ---- what does not belong to the name of who does it ---- */

/* Without the note in parentheses behind a name: "the president (centre)". */
static struct stretch without_note(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off),
	       to = s.len ? view_token_at(v, stretch_end(s) - 1) : from;

	if (!s.len || !unit_closes_bracket(phrase_mark(v, to))) return s;
	while (to > from + 1 && !phrase_opens(v, to)) to--;
	return phrase_stretch(v, phrase_of(from, to));
}

/* "(reporter X) firm": behind the byline in brackets that opens it. */
static struct stretch without_byline(const struct event_table *x, const struct view *v,
				     struct stretch s)
{
	size_t from = view_token_at(v, s.off),
	       end = s.len ? view_token_at(v, stretch_end(s) - 1) : from;

	for (size_t t = from; s.len && t + 1 < end; t++) {
		if (!phrase_opens(v, t) || !event_is_word(v, t + 1, &x->list[EVENT_BYLINES]))
			continue;
		while (t < end && !unit_closes_bracket(phrase_mark(v, t))) t++;
		if (t < end) return phrase_stretch(v, phrase_of(t + 1, end + 1));
	}
	return s;
}

/* Without the words of manner that end it: "the director, leading, | founded". */
static struct stretch without_manner(const struct event_table *x, const struct view *v,
				     struct stretch s)
{
	size_t from = view_token_at(v, s.off),
	       to = s.len ? view_token_at(v, stretch_end(s) - 1) + 1 : from;

	while (to > from && event_is_word(v, to - 1, &x->list[EVENT_MANNER])) to--;
	return s.len && from < to ? phrase_stretch(v, phrase_of(from, to))
				  : (struct stretch){ 0, 0 };
}

/* Whoever signs or talks with others, without those others: "the city | with two firms". */
static struct stretch without_partner(const struct event_table *x, const struct event_row *r,
				      const struct view *v, struct stretch s)
{
	if (!s.len || !(slice_is(r->type, "sign") || slice_is(r->type, "visit"))) return s;
	size_t from = view_token_at(v, s.off), to = view_token_at(v, stretch_end(s) - 1);
	for (size_t t = from + 1; t < to; t++)
		if (event_is_word(v, t, &x->list[EVENT_WITH]))
			return phrase_stretch(v, phrase_of(from, t));
	return s;
}

struct stretch event_bare_agent(const struct event_table *x, const struct event_row *r,
				const struct view *v, struct stretch s)
{
	s = without_byline(x, v, without_note(v, s));
	s = without_partner(x, r, v, without_manner(x, v, s));
	size_t end = s.len ? view_token_at(v, stretch_end(s) - 1) : 0;
	bool deed = s.len && v->tok[end].pos == POS_VN && v->tok[end].off > s.off &&
		    event_is_word(v, end, &r->before);
	if (deed) s.len = v->tok[end].off - s.off; /* the meeting | examined and passed */
	return s;
}

struct stretch event_begun(const struct event_row *r, const struct view *v, struct stretch object)
{
	bool work = slice_is(r->type, "groundbreak") || slice_is(r->type, "complete");

	if (!work || !object.len) return object;
	size_t head = view_token_at(v, stretch_end(object) - 1);
	return v->tok[head].pos == POS_PERSON ? (struct stretch){ 0, 0 } : object;
}
