/* What keeps a verb from being an event. See event_context.h.
 *
 * The words are data (rules/extract/events.tsv); each question below is one way in which Chinese
 * news names an event without telling it: as a modifier of a noun, in a clause that only says when,
 * in a relative clause about who did it, in a name between quotation marks, in a list. What is told
 * but does not happen is event_unreal.c. */
#include "pipeline/extract/event_context.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_embedded.h"
#include "pipeline/extract/event_object.h"
#include "pipeline/extract/event_tally.h"
#include "pipeline/extract/event_unreal.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

#define NAME_UNITS    40 /* units of a name between quotation marks */
#define POINT_TOKENS  6	 /* tokens between what points at a noun and the verb of its clause */
#define NAMING_TOKENS 3	 /* words of a ceremony behind the verb that names it */
#define FAR_TOKENS    10 /* tokens over which a verb reaches the particle of its relative clause */

/* A duration from token i on that says how long ago it was: founded for a year, listed | for only |
 * two weeks. */
static bool counts_since(const struct event_row *r, const struct view *v, size_t i)
{
	bool over = false;

	for (; i + 1 < v->n_tok && (v->tok[i].pos == POS_ADV || (v->cls[i] & ROLE_REACH)); i++)
		over = r->years;
	bool behind =
		i + 1 < v->n_tok && (v->tok[i + 1].pos == POS_DE || v->tok[i + 1].pos == POS_LOC);
	return view_is_type(v, i, A_DURATION) && (over || behind || r->years);
}

/* "Founded in 2015 | 's firm": from token i on a preposition with a time or place, then the
 * particle of the attribute. */
static bool is_dated(const struct event_table *x, const struct view *v, size_t i)
{
	const uint32_t named = POS_BIT(POS_TIME) | POS_BIT(POS_PLACE);
	size_t t = i + 1;

	if (!event_is_word(v, i, &x->list[EVENT_AT])) return false;
	while (t < v->n_tok && (named & POS_BIT(v->tok[t].pos))) t++;
	return t > i + 1 && t < v->n_tok && v->tok[t].pos == POS_DE;
}

/* A word of three characters and more that ends in the suffix of a measure: rate of success. */
static bool is_rate(const struct view *v, size_t i)
{
	const struct token *k = &v->tok[i];

	return k->len > 2 && k->annot < 0 && (view_token_end(v, i, 1).role & ROLE_SUFFIX);
}

/* Does one of the words that make the trigger a modifier follow at token i? */
static bool is_modifier(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t i)
{
	if (i >= v->n_tok) return false;
	if (v->tok[i].pos == POS_DE) return true;
	if (counts_since(r, v, i) || is_dated(x, v, i)) return true;
	if (v->tok[i].pos == POS_TIME &&
	    event_ends_in(view_token_text(v, i), &x->list[EVENT_SINCE]))
		return true; /* signed | a year ago */
	bool number = v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_TIME;
	if (number && event_ends_in(view_token_text(v, i), &r->not_next))
		return true; /* anniversaries */
	if (v->side[i] & SIDE_ETC)
		return true; /* a list of what there was: signings, openings and the like */
	if (!r->object_right && v->tok[i].pos == POS_NOUN && v->tok[i].len > 1)
		return true; /* the injured staff */
	const uint32_t names = POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) | POS_BIT(POS_PERSON);
	bool more =
		i + 1 < v->n_tok && (v->tok[i + 1].pos == POS_NOUN || v->tok[i + 1].pos == POS_DE);
	if (more && slice_is(r->type, "casualty") && (names & POS_BIT(v->tok[i].pos)))
		return true; /* the list of missing | Bretons */
	if (!slice_is(r->type, "release") && (phrase_ends_gauge(v, i) || is_rate(v, i)))
		return true; /* the number of permits, the sum signed for */
	size_t next = i; /* "the site where it is | built" */
	while (next < v->n_tok && event_is_word(v, next, &x->list[EVENT_SERIAL])) next++;
	if (next > i && next < v->n_tok && event_one_follows(v, next, &r->not_next)) return true;
	return event_one_follows(v, i, &r->not_next) ||
	       event_one_follows(v, i, &x->list[EVENT_ASIDE]) ||
	       event_one_follows(v, i, &x->list[EVENT_SAID]);
}

/* Does one of the words that the trigger needs end what stands before it, over adverbs and times,
 * or the clause before a trigger that opens its own (put to the vote, passed)? */
static bool has_before(const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	if (tok == lo && tok > 1 && v->tok[tok - 1].pos == POS_PUNCT) tok--, lo = 0;
	for (; tok > lo; tok--) {
		tok = phrase_over_parens(v, lo, tok);
		if (tok == lo) return false;
		uint32_t from = v->tok[lo].off; /* also where it is cut into two words */
		struct uslice left =
			doc_span(v->d, from, v->tok[tok - 1].off + v->tok[tok - 1].len - from);
		if (event_ends_in(left, &r->before)) return true;
		enum pos_tag p = (enum pos_tag)v->tok[tok - 1].pos;
		if (p != POS_ADV && p != POS_TIME && !(v->cls[tok - 1] & ROLE_AND)) return false;
		if (v->tok[tok - 1].pos == POS_TIME && tok - 1 > lo &&
		    v->tok[tok - 2].pos == POS_PREP)
			tok--; /* by the council on 24 March */
	}
	return false;
}

/* Does a meeting end between tokens t and tok, before a time or place that tells when it is held:
 * "the seminar | on farming | in Beijing was held"? */
static bool names_meeting(const struct event_table *x, const struct view *v, size_t t, size_t tok)
{
	for (t++; t + 1 < tok; t++) {
		bool meeting = event_ends_in(view_token_text(v, t), &x->list[EVENT_CEREMONY]) ||
			       event_ends_in(view_token_text(v, t), &x->list[EVENT_SUFFIX]);
		if (meeting &&
		    (v->tok[t + 1].pos == POS_TIME || event_is_word(v, t + 1, &x->list[EVENT_AT])))
			return true;
	}
	return false;
}

/* A word of the clause before the trigger that rules it out: interviews are given, charges stand;
 * "since". */
static bool has_never(const struct event_table *x, const struct event_row *r, const struct view *v,
		      size_t lo, size_t tok)
{
	uint32_t from = v->tok[lo].off;

	for (size_t t = lo; t < tok; t++)
		if (event_ends_in(view_token_text(v, t), &r->never) ||
		    (event_is_word(v, t, &x->list[EVENT_UNDER]) && !names_meeting(x, v, t, tok)))
			return true; /* right before, also where it is cut into two words */
	return event_ends_in(doc_span(v->d, from, v->tok[tok].off - from), &r->never);
}

/* Does the object on its right end in one of the words of its row: passed | the inspection? */
static bool has_end(const struct event_table *x, const struct event_row *r, const struct view *v,
		    size_t tok)
{
	struct stretch s = { 0, 0 };

	if (r->ends.n) s = event_object_right(x, r, v, tok);
	return s.len && event_ends_in(doc_span(v->d, s.off, s.len), &r->ends);
}

/* What stands before keeps it from being the verb of the clause: an attributive particle, another
 * verb that it depends on (plan to found, support holding), or the lack of a word that it needs. */
static bool bad_before(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t lo, size_t tok)
{
	size_t first = tok;

	while (tok > lo && event_is_word(v, tok - 1, &x->list[EVENT_MANNER])) tok--;
	if (tok > lo && (v->tok[tok - 1].pos == POS_DE || (v->side[tok - 1] & SIDE_DET)))
		return true; /* this opening shows */
	if (tok > lo + 1 && v->tok[tok - 1].pos == POS_QUANTITY && (v->side[tok - 2] & SIDE_DET))
		return true; /* these two purchases */
	bool last = first + 1 == v->n_tok || v->tok[first + 1].pos == POS_PUNCT;
	if (last && tok > lo + 1 && v->tok[tok - 1].pos == POS_ADV && v->tok[tok - 2].pos == POS_DE)
		return true; /* its continual issue */
	/* "put out a | founding notice"; but "got approved", "held talks" */
	if (tok > lo + 1 && v->tok[tok - 1].pos == POS_AUX && v->tok[tok - 2].pos == POS_VERB &&
	    !slice_is(r->type, "visit") && !slice_is(r->type, "approve"))
		return true;
	if (has_never(x, r, v, lo, first)) return true;
	for (size_t t = tok; t > lo; t--) {
		if (event_is_word(v, t - 1, &x->list[EVENT_BEFORE])) return true;
		bool accident = r->actor && v->tok[t - 1].pos == POS_ADJ;
		if (accident && t - 1 > lo && event_is_word(v, t - 2, &x->list[EVENT_IS]))
			return true;
		if (v->tok[t - 1].pos != POS_ADV && !accident) break;
	}
	if (r->before.n && !r->object_right && !last) return true; /* the works are done, no more */
	if (r->before.n) return !has_before(r, v, lo, tok) && !has_end(x, r, v, first);
	if (tok == lo) return false;
	uint64_t cls = v->cls[tok - 1];
	if (slice_is(r->type, "visit") && (v->side[tok - 1] & SIDE_LIGHT)) return false;
	bool ends = first + 1 == v->n_tok || v->tok[first + 1].pos == POS_PUNCT;
	if (r->object_left && ends && v->tok[tok - 1].pos == POS_VN && tok - 1 > lo &&
	    phrase_head(v, tok - 2))
		return false; /* the pilot began */
	if (cls & (ROLE_MODAL | ROLE_ADVERB)) return false;
	return (cls & ROLE_POLICY) || (v->tok[tok - 1].pos == POS_VERB && (cls & ROLE_TRANS));
}

/* A clause that only says when: its last word is "after", "when", with no other verb before that;
 * the main clause may follow without a comma. */
static bool is_setting(const struct event_table *x, const struct view *v, size_t tok, size_t end)
{
	size_t verbs = 0;
	bool dated = false;

	for (size_t t = 0; t < tok; t++) dated = dated || view_is_type(v, t, A_TIME);
	size_t lo = v->clauses[view_clause_of(v, tok)].from;
	if (lo < tok && v->tok[lo].pos == POS_PREP)
		dated = false; /* "at his release of it | they" */
	bool at = tok > lo && event_is_word(v, tok - 1, &x->list[EVENT_AT]); /* on | signing it */
	for (size_t t = tok + 1; t < end && (at || verbs < 2); t++) {
		verbs += v->tok[t].pos == POS_VERB;
		bool after = event_is_word(v, t, &x->list[EVENT_AFTER]);
		bool other = v->tok[t].annot >= 0 && !view_is_type(v, t, A_TIME);
		if (other || (!after && !event_is_word(v, t, &x->list[EVENT_ENDING]))) continue;
		enum pos_tag next = t + 1 < end ? (enum pos_tag)v->tok[t + 1].pos : POS_PUNCT;
		bool body = t + 1 < end && v->cls[t + 1] & ROLE_SUBJ;
		bool goes = after && !verbs && v->tok[t].pos == POS_LOC &&
			    (next == POS_VERB || next == POS_ADV || /* after winning | wept */
			     (next == POS_NOUN && event_opens_clause(v, lo, tok)));
		bool ends = t == tok + 1 || next == POS_PUNCT || next == POS_PERSON ||
			    next == POS_PRON || next == POS_ORG || body || goes ||
			    (t + 1 < end && v->cls[t + 1] & ROLE_SAY); /* as he met them | said */
		if (at || ends || (v->tok[t].len > 1 && next != POS_DE))
			return at || !(after && dated);
	}
	return false;
}

/* What points at the noun behind the relative clause stands before it: "the second | elected
 * fellow", "those | who founded firms abroad", "the first | body that opened here". doer: the noun
 * is one who did it. */
static bool is_pointed(const struct view *v, size_t tok, bool doer)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;

	if (tok > lo && view_is_type(v, tok - 1, A_ORDINAL)) return true;
	for (size_t t = tok; doer && t > lo && t + POINT_TOKENS > tok; t--) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		if (view_is_type(v, t - 1, A_ORDINAL) || (v->side[t - 1] & SIDE_DET)) return true;
		if (p == POS_VERB || p == POS_VN || p == POS_PUNCT || p == POS_DE) return false;
	}
	return false;
}

/* Does the verb at tok stand again in tokens (t, end): "A elected chair, B elected deputy"? */
static bool told_again(const struct view *v, size_t tok, size_t t, size_t end)
{
	for (size_t i = t + 1; i < end; i++)
		if (uslice_eq(view_token_text(v, i), view_token_text(v, tok))) return true;
	return false;
}

/* "Countries that signed papers", "the hope of signing": the noun behind the last attributive
 * particle within reach. */
static bool is_relative(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t tok, size_t end)
{
	size_t de = 0;
	bool verb =
		tok + 2 < end && (v->tok[tok + 1].pos == POS_VERB || v->tok[tok + 1].pos == POS_VN);

	/* "finds that it approved to dig"; but "met the | minister X | who calls" */
	if (verb && v->tok[tok + 2].pos == POS_DE) {
		struct phrase who = phrase_right(v, tok + 3);
		if (!slice_is(r->type, "visit") || who.from == who.to ||
		    v->tok[who.to - 1].pos != POS_PERSON)
			return true;
	}
	for (size_t t = tok + 1; t < end && t <= tok + FAR_TOKENS; t++) {
		if (v->cls[t] & ROLE_SAY) return false;
		if (phrase_is_mark(v, t, QUOTE_OPEN))
			while (t + 1 < end && !phrase_is_mark(v, t, QUOTE_CLOSE)) t++;
		if (t > tok && phrase_is_mark(v, t, LIST_MARK) && told_again(v, tok, t, end))
			return false; /* the next of a list */
		if (v->tok[t].pos == POS_DE) de = t;
	}
	if (!de || de + 1 >= end) return false;
	struct phrase p = phrase_right(v, de + 1);
	if (p.from == p.to) return false;
	struct uslice head = view_token_text(v, p.to - 1);
	if (event_ends_in(head, &x->list[EVENT_VOIDS])) return true;
	bool paper = slice_is(r->type, "release") || slice_is(r->type, "approve") ||
		     slice_is(r->type, "sign") || slice_is(r->type, "other");
	for (size_t t = tok + 1; t < de; t++) /* convened the congress, | drew up its decision */
		paper = paper || phrase_is_mark(v, t, LIST_MARK);
	if (!paper && event_ends_in(head, &x->list[EVENT_DECREES])) return true;
	if (slice_is(r->type, "other") && event_ends_in(head, &r->not_next)) return true;
	enum pos_tag pos = (enum pos_tag)v->tok[p.to - 1].pos;
	bool doer =
		pos == POS_PERSON || pos == POS_ORG || event_ends_in(head, &x->list[EVENT_DOERS]);
	/* "the workers who found a union | hand out forms" */
	enum pos_tag next = p.to < end ? (enum pos_tag)v->tok[p.to].pos : POS_PUNCT;
	bool acts = (next == POS_VERB || next == POS_ADV || next == POS_AUX) &&
		    !event_is_word(v, p.to, &x->list[EVENT_AS]) &&
		    !event_ends_in(view_token_text(v, end - 1), &x->list[EVENT_THINGS]);
	if ((!r->any_head || acts) && event_ends_in(head, &x->list[EVENT_HEADS])) return true;
	if ((r->relative || acts) && doer) return true;
	for (uint32_t t = p.from; t < p.to && !doer; t++)
		doer = event_ends_in(view_token_text(v, t), &x->list[EVENT_DOERS]);
	return is_pointed(v, tok, doer);
}

/* "Start-up funds | are in place": the verb opens its clause and the noun right behind it is the
 * subject of what an adverb opens; an adverb of what is reached tells it of any clause. */
static bool is_name(const struct event_table *x, const struct view *v, size_t tok, size_t end)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) | POS_BIT(POS_TIME);
	struct phrase p = phrase_right(v, tok + 1);
	size_t lo = v->clauses[view_clause_of(v, tok)].from;

	if (p.from != tok + 1 || p.from == p.to || p.to + 1u >= end) return false;
	if (event_is_word(v, p.to, &x->list[EVENT_SO_FAR])) return true;
	if (!event_is_word(v, p.to, &x->list[EVENT_STILL])) return false;
	for (uint32_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_DE) return false;
	while (lo < tok && (small & POS_BIT(v->tok[lo].pos))) lo++;
	return lo == tok;
}

/* "That the bank issues them is fitting", "its launch will lower prices": the clause is a subject
 * of what follows. */
static bool is_subject(const struct event_table *x, const struct event_row *r,
		       const struct view *v, size_t tok, size_t end)
{
	/* "its launch | stirred debate": told on no day, and not as what has happened */
	bool known = tok + 1 < end && v->tok[tok + 1].pos == POS_AUX;
	bool stirs = !known && !slice_is(r->type, "casualty") && !event_on_a_day(x, v, tok);

	if (tok + 1 < end && event_is_word(v, tok + 1, &x->list[EVENT_THEN])) return true;
	if (is_name(x, v, tok, end)) return true;
	if (tok + 1 == end && end + 1 < v->n_tok &&
	    event_is_word(v, end + 1, &x->list[EVENT_COPULA]))
		return true;
	size_t de = tok + 1; /* the first attribute behind it: "rules that serve | trade" */
	while (de < end && v->tok[de].pos != POS_DE) de++;
	for (size_t t = tok + 1; t < end; t++) {
		bool inner = t < de && de < end;
		if (phrase_is_mark(v, t, QUOTE_OPEN)) /* a name: the rally "We are one" */
			while (t + 1 < end && !phrase_is_mark(v, t, QUOTE_CLOSE)) t++;
		if (v->tok[t - 1].pos == POS_DE) continue;
		if (event_is_word(v, t, &x->list[EVENT_COPULA]) ||
		    (!inner && event_one_follows(v, t, &x->list[EVENT_SERVES])) ||
		    (!inner && stirs && event_one_follows(v, t, &x->list[EVENT_STIRS])))
			return true;
	}
	/* "holding this fair, | is a step towards" */
	return end + 1 < v->n_tok && event_is_word(v, end + 1, &x->list[EVENT_COPULA]) &&
	       event_opens_clause(v, 0, tok);
}

/* Part of a name between quotation marks: "Release of the Strongest" and the like. */
static bool is_named(const struct view *v, size_t tok)
{
	const uint16_t *s = v->d->text.p;
	uint32_t from = v->tok[tok].off, to = from + v->tok[tok].len, end = v->off + v->len;

	while (from > v->off && v->tok[tok].off - from < NAME_UNITS && s[from - 1] != QUOTE_OPEN) {
		if (view_ends_clause(s[from - 1]) || s[from - 1] == QUOTE_CLOSE) return false;
		from--;
	}
	if (from == v->off || s[from - 1] != QUOTE_OPEN) return false;
	while (to < end && to - v->tok[tok].off < NAME_UNITS && s[to] != QUOTE_CLOSE) {
		if (view_ends_clause(s[to])) return false;
		to++;
	}
	if (to >= end || s[to] != QUOTE_CLOSE) return false;
	if (from == v->tok[tok].off) return true; /* "Open the portal": a task */
	bool apart = from - 1 == v->off || view_ends_clause(s[from - 2]);
	return !apart || (to + 1 < end && !view_ends_clause(s[to + 1]));
}

/* One of several verbs before a noun, or of a list of what there was: "signing and opening
 * ceremony", "releases, signings and the like". */
static bool is_listed(const struct event_table *x, const struct event_row *r, const struct view *v,
		      size_t tok, size_t end)
{
	if (tok + 1 >= end) return false;
	size_t last = tok + 1; /* "completion and start-up ceremony" */
	while (last < end && event_is_word(v, last, &x->list[EVENT_SERIAL])) last++;
	if (!slice_is(r->type, "hold") && last > tok + 1 && last < end &&
	    event_is_word(v, last, &x->list[EVENT_CEREMONY]))
		return true;
	/* "the groundbreaking | and prayer ceremony" */
	const uint32_t walls = POS_BIT(POS_PUNCT) | POS_BIT(POS_PREP) | POS_BIT(POS_AUX) |
			       POS_BIT(POS_TIME) | POS_BIT(POS_ADV) | POS_BIT(POS_CONJ);
	last = tok + 1;
	while (!r->object_right && last < end && last <= tok + NAMING_TOKENS &&
	       !(walls & POS_BIT(v->tok[last].pos)) &&
	       !event_is_word(v, last, &x->list[EVENT_CEREMONY]))
		last++;
	if (!r->object_right && last > tok + 1 && last < end &&
	    event_is_word(v, last, &x->list[EVENT_CEREMONY]))
		return true;
	bool mark = phrase_is_mark(v, tok + 1, LIST_MARK),
	     joined = mark || (v->cls[tok + 1] & ROLE_AND) || v->tok[tok + 1].pos == POS_CONJ;
	if (!joined) return false;
	for (size_t t = tok + 2; t < end; t++)
		if ((mark && (v->side[t] & SIDE_ETC)) ||
		    event_is_word(v, t, &x->list[EVENT_CEREMONY]))
			return true;
	/* "the dead and missing | numbered" */
	return !mark && tok + 3 < end && event_one_follows(v, tok + 3, &r->not_next) &&
	       (v->tok[tok + 2].pos == POS_VERB || v->tok[tok + 2].pos == POS_VN);
}

/* "The company disclosed that …", "the mayor announced to | build homes": the verb introduces
 * speech. */
static bool is_said(const struct event_table *x, const struct finds *fs, const struct view *v,
		    size_t tok, size_t clause_end)
{
	uint32_t off = v->tok[tok].off, end = off + v->tok[tok].len;
	bool tells = event_is_word(v, tok, &x->list[EVENT_TELLS]) && tok + 2 < clause_end &&
		     event_is_word(v, tok + 1, &x->list[EVENT_DEEDS]);

	for (size_t t = tok + 2; t < clause_end && tells; t++) tells = v->tok[t].pos != POS_DE;
	if (tells) return true;

	for (size_t i = 0; i < fs->n; i++) {
		struct stretch c = fs->f[i].cue;
		if (fs->f[i].rule->kind == RULE_STATEMENT && c.off < end && off < c.off + c.len)
			return true;
	}
	return false;
}

/* "The launch for the first time uses": the verb is the subject of the next one, over an adverb. */
static bool is_nominal(const struct event_row *r, const struct view *v, size_t tok, size_t end)
{
	size_t t = tok + 1;

	if (!r->object_left || r->actor || r->told) return false;
	while (t < end && v->tok[t].pos == POS_ADV) t++;
	return t > tok + 1 && t + 1 < end && v->tok[t].pos == POS_VERB && v->tok[t].len > 1 &&
	       !(v->cls[t] & ROLE_SAY);
}

/* A number alone, or of people. */
static bool counts_people(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_NUM) return v->tok[t].annot >= 0;
	if (v->tok[t].pos != POS_QUANTITY) return false;
	size_t last = (size_t)v->tok[t].off + v->tok[t].len - 1;
	const struct word_kind *k =
		words_kind_at(v->words, (struct uslice){ v->d->text.p, v->d->text.len }, last, 1);
	return k && (k->side & SIDE_PEOPLE);
}

/* "One dead, three hurt" in words: does a bare numeral stand before the verb, and right before or
 * behind them another with its verb? */
static bool is_toll(const struct view *v, size_t lo, size_t tok)
{
	if (tok == lo || v->tok[tok - 1].pos != POS_NUM) return false;
	bool behind = tok + 2 < v->n_tok && v->tok[tok + 1].pos == POS_NUM &&
		      v->tok[tok + 2].pos == POS_VERB;
	return behind ||
	       (tok >= lo + 4 && v->tok[tok - 2].pos == POS_VERB && v->tok[tok - 3].pos == POS_NUM);
}

/* Has the verb that only counts beside a number one: 3 dead, dead 3? */
static bool has_count(const struct view *v, size_t lo, size_t tok)
{
	for (size_t t = 0; t < tok; t++) /* of a period: in all 486 fires, 9 dead */
		if ((v->cls[t] & ROLE_STAT) && v->tok[t].len == 1) return false;
	return (tok > lo && counts_people(v, tok - 1)) ||
	       (tok + 1 < v->n_tok && counts_people(v, tok + 1)) || is_toll(v, lo, tok);
}

/* Are tokens [from, to) a noun phrase, before the place and manner of the verb at to? */
static bool is_one_name(const struct event_table *x, const struct view *v, size_t from, size_t to)
{
	bool place = false;

	while (to > from &&
	       (v->tok[to - 1].pos == POS_ADV || v->tok[to - 1].pos == POS_ADJ ||
		v->tok[to - 1].pos == POS_TIME || event_is_word(v, to - 1, &x->list[EVENT_MANNER])))
		to--;
	for (size_t t = from; t < to; t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		place = place || (t > from && event_is_word(v, t, &x->list[EVENT_AT]));
		bool inner = phrase_inner(v, t) || p == POS_NAME || p == POS_VETO ||
			     p == POS_WORK || p == POS_VERB || p == POS_CLASS;
		if (!place && !inner) return false;
		if (p == POS_PUNCT || p == POS_CONJ) return false;
	}
	return to > from;
}

/* Part of what another trigger of the clause tells: "approved | to be listed", "launched | and
 * rose", "the opening fair | was held". */
static bool is_inner(const struct event_table *x, const struct event_row *own, const struct view *v,
		     size_t tok, size_t end)
{
	for (size_t i = 0; i < v->n_triggers; i++) {
		size_t t = v->triggers[i];
		const struct event_row *r =
			&x->rows[words_kind(v->words, view_token_text(v, t)).event - 1];
		bool same = r == own ||
			    (slice_eq(r->type, own->type) && !slice_is(r->type, "casualty"));
		bool manner = event_is_word(v, t, &x->list[EVENT_MANNER]); /* completed | closure */
		if (t + 1 == tok && !manner &&
		    (same || (slice_is(r->type, "approve") && r->object_right)))
			return true;
		if (t <= tok + 1 || t >= end) continue;
		bool last = t + 1 == end && r->object_left && slice_is(r->type, "hold");
		if (last && is_one_name(x, v, tok + 1, t)) return true;
	}
	return false;
}

/* "Taking the holding of the fair as a chance", "lays the ground for the start of the plant": one
 * word before the verb and one behind it in its clause make it no more than a means or an aim. */
static bool is_between(const struct view *v, size_t lo, size_t tok, size_t end,
		       const struct event_words *before, const struct event_words *behind)
{
	size_t t = lo;

	while (t < tok && !event_is_word(v, t, before)) t++;
	if (t == tok) return false;
	for (t = tok + 1; t + 1 < end; t++)
		if (event_is_word(v, t, behind)) return true;
	return false;
}

bool event_is_none(const struct event_table *x, const struct event_row *r, const struct maker *k,
		   size_t tok)
{
	const struct view *v = k->v;
	const struct clause *c = &v->clauses[view_clause_of(v, tok)];
	size_t lo = c->from, end = c->to;

	while (end > tok + 1 && v->tok[end - 1].pos == POS_PUNCT) end--;
	if (r->counted && !has_count(v, lo, tok)) return true;
	if (event_is_tally(x, r, v, tok, end) || event_is_embedded(x, r, v, tok, end) ||
	    is_nominal(r, v, tok, end) || is_inner(x, r, v, tok, end))
		return true;
	if (r->person && (tok + 1 >= v->n_tok || v->tok[tok + 1].pos != POS_PERSON)) return true;
	if (is_modifier(x, r, v, tok + 1) || bad_before(x, r, v, lo, tok) ||
	    is_said(x, k->finds, v, tok, end))
		return true;
	size_t near = tok; /* right behind it, over verbs that go on, or behind one more word */
	while (near + 1 < end && event_is_word(v, near + 1, &x->list[EVENT_SERIAL])) near++;
	near += r->object_right && near == tok ? 3 : 4;
	if (near > end) near = end;
	if (is_between(v, lo, tok, end, &x->list[EVENT_BY], &x->list[EVENT_AS]) ||
	    is_between(v, lo, tok, end, &x->list[EVENT_TOWARD], &x->list[EVENT_TALKS]) ||
	    (r->object_left &&
	     is_between(v, lo, tok, near, &x->list[EVENT_FOR], &x->list[EVENT_GROUNDS])))
		return true;
	if (is_listed(x, r, v, tok, end) || is_setting(x, v, tok, end) ||
	    is_relative(x, r, v, tok, end) || is_subject(x, r, v, tok, end) || is_named(v, tok))
		return true;
	if (k->frame->plan && !r->told && !(v->types >> A_TIME & 1))
		return true; /* what a plan sets out */
	return event_is_unreal(x, r, k, tok);
}
