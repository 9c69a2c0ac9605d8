/* Owners that a clause sets for what follows it. See owner_scene.h.
 *
 * What a storm did to roads, houses and fields is told in a long list, and so is what was sold at a
 * fair: the items are things, and whose figures they are stands at the head. */
#include "pipeline/extract/owner_scene.h"

#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_embedded.h"
#include "pipeline/extract/topic_open.h"

#define CAUSE_TOKENS 10 /* of what led to something */
#define NONE	     ((struct stretch){ 0, 0 })

/* Words between a subject and its verb: already, in all, by now. */
static bool is_adverb(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_AUX ||
	       (v->tok[t].annot < 0 && (v->cls[t] & (ROLE_ADVERB | ROLE_STAT)));
}

/* Does what ends with token last tell what happened: a noun, the noun of a mishap or deed, no
 * measure that rose or fell, nobody who did it? */
static bool happens(const struct view *v, size_t last)
{
	if (v->cls[last] & ROLE_MISHAP) return true;
	return phrase_head(v, last) && !phrase_is_measure(v, last) && !topic_is_entity(v, last) &&
	       !(v->cls[last] & (ROLE_UP | ROLE_DOWN | ROLE_NOTSUBJ)) &&
	       v->tok[last].pos != POS_TITLE;
}

/* The phrase of tokens [from, to) as a whole, without what describes it before the particle; empty
 * where a mark, a figure, a verb or a preposition parts it. */
static struct phrase whole_phrase(const struct view *v, size_t from, size_t to)
{
	const unsigned parts = POS_BIT(POS_PREP) | POS_BIT(POS_QUANTITY) | POS_BIT(POS_CONJ);

	for (size_t t = from; t < to; t++) {
		if (v->tok[t].pos == POS_DE || v->tok[t].pos == POS_SPACE) from = t + 1;
	}
	if (from + CAUSE_TOKENS < to) return NO_PHRASE;
	for (size_t t = from; t < to; t++) {
		/* "a flooding | mine accident": a verb inside a name */
		bool inner = t + 1 < to && v->tok[t + 1].pos == POS_NOUN && !v->cls[t];
		bool verb = v->tok[t].pos == POS_VERB && !(v->cls[t] & ROLE_MISHAP) && !inner;
		bool governs = (v->cls[t] & (ROLE_GOVERNS | ROLE_TO)) != 0;
		if (verb || governs || (parts >> v->tok[t].pos & 1) ||
		    view_ends_clause(phrase_mark(v, t)))
			return NO_PHRASE;
	}
	return phrase_of(from, to);
}

/* The verb of leading to something that rules the clause before token end; end if there is none. */
static size_t verb_of_cause(const struct view *v, size_t lo, size_t end)
{
	for (size_t t = end; t-- > lo;)
		if ((v->side[t] & SIDE_CAUSE) && v->tok[t + 1].pos != POS_DE) return t;
	return end;
}

/* "The war led | families | to spend more": does the verb of cause make a body or people do it, no
 * place where it struck? */
static bool leads_body(const struct view *v, size_t verb, size_t end)
{
	struct phrase p = topic_embedded(v, verb, end);
	size_t last = p.from < p.to ? p.to - 1u : 0;

	bool acts = owner_is(v, last) || speaker_is_people(v, last) || topic_is_entity(v, last);
	return acts && p.from < p.to;
}

/* What stands at the head of a clause, before its verb of leading to something, that before token
 * end. */
static struct stretch causes(const struct view *v, size_t clause, size_t end)
{
	size_t lo = v->clauses[clause].from;
	struct phrase place;

	if (v->clauses[clause].to <= end) end = v->clauses[clause].to - 1;
	size_t verb = verb_of_cause(v, lo, end);
	if (verb == lo || verb == end) return NONE;
	size_t from = topic_opens(v, lo, verb, &place), to = verb;
	while (to > from && is_adverb(v, to - 1)) to--;
	for (size_t t = from; t < to; t++) /* "in the city occurred | a shooting |, leading to" */
		if (v->side[t] & SIDE_OCCUR) from = t + 1;
	while (from < to && (is_adverb(v, from) || phrase_is_count(v, from))) from++;
	if (to <= from || !happens(v, to - 1) || leads_body(v, verb, end)) return NONE;
	struct phrase p = whole_phrase(v, from, to);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* Has the clause a figure, or does it tell of a mishap? "Led to | a heavy burden" does neither. */
static bool tells_damage(const struct mentions *ms, const struct view *v, size_t clause)
{
	for (size_t i = 0; i < ms->n; i++)
		if (ms->m[i].clause == clause) return true;
	for (size_t t = v->clauses[clause].from; t < v->clauses[clause].to; t++)
		if (v->cls[t] & ROLE_MISHAP) return true;
	return false;
}

/* Does a clause tell of one who has the figures himself? What it measures is none. */
static bool brings_other(const struct mentions *ms, const struct view *v, size_t clause,
			 bool entity)
{
	size_t n;
	const struct topic *t = topic_at(v, clause, &n);

	for (size_t i = 0; i < n; i++)
		if ((t[i].entity || !entity) && !t[i].measured &&
		    !candidate_is_measured(ms, t[i].s, v))
			return true;
	return false;
}

/* "15 counties", "5 cities": does the figure count places? */
static bool counts_places(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	struct word_kind unit = words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len));

	if (unit.side & SIDE_PLACEKIND) return true;
	if (!m->ind.len || m->ind.off < a->off) return false;
	size_t head = phrase_head_token(v, m->ind);
	return (v->side[head] & SIDE_PLACEKIND) ||
	       (view_token_end(v, head, 1).side & SIDE_PLACEKIND);
}

struct stretch owner_struck(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, t = verb_of_cause(v, lo, m->tok) + 1, from = t;

	if (!(v->all_side & SIDE_CAUSE) || t > m->tok || !topic_is_entity(v, from) ||
	    !counts_places(m, v))
		return NONE;
	while (t < m->tok && !phrase_is_count(v, t) && v->tok[t].pos != POS_VERB) t++;
	while (t > from && v->tok[t - 1].pos == POS_DE) t--;
	return phrase_stretch(v, phrase_of(from, t));
}

/* Does the thing measured begin with one who has it: "the county's | investment"? */
static bool begins_with_owner(const struct mention *m, const struct view *v)
{
	return m->ind.len && m->ind.off >= v->off &&
	       topic_is_entity(v, view_token_at(v, m->ind.off));
}

/* "3 | dead": a verb of one character right behind a number. */
static bool is_toll(const struct view *v, size_t t)
{
	return t > 0 && v->tok[t].pos == POS_VERB && v->tok[t].len == 1 &&
	       v->tok[t - 1].annot >= 0;
}

/* "There occurred | a shooting with | 3 dead, 5 hurt |": what happened, behind the figures that
 * describe it. */
static struct stretch incident(const struct mention *m, const struct view *v)
{
	const unsigned inner = POS_BIT(POS_NUM) | POS_BIT(POS_VERB) | POS_BIT(POS_QUANTITY) |
			       POS_BIT(POS_ADV);
	size_t lo = v->clauses[m->clause].from, end = v->clauses[m->clause].to, t = m->tok;

	if (!(v->all_side & SIDE_OCCUR) || t + 1 >= end || !is_toll(v, t + 1)) return NONE;
	while (t > lo && !(v->side[t - 1] & SIDE_OCCUR) && (inner >> v->tok[t - 1].pos & 1)) t--;
	if (t == lo || !(v->side[t - 1] & SIDE_OCCUR)) return NONE;
	while (end > m->tok && view_is_mark(v, end - 1)) end--;
	for (t = end; !is_toll(v, t - 1);) t--;
	if (t < end && v->tok[t].pos == POS_DE) t++;
	return t < end && happens(v, end - 1) ? phrase_stretch(v, phrase_of(t, end)) : NONE;
}

struct stretch owner_cause(const struct mentions *ms, const struct mention *m,
			   const struct view *v)
{
	struct stretch happened = incident(m, v);
	if (happened.len || !(v->all_side & SIDE_CAUSE)) return happened;
	for (size_t c = m->clause + 1u; c-- > 0;) {
		struct stretch s = causes(v, c, m->tok);
		if (s.len) return tells_damage(ms, v, c) ? s : NONE;
		if (begins_with_owner(m, v) || brings_other(ms, v, c, true)) break;
	}
	return NONE;
}

/* Does a noun of what is held or carried out end right before token t? */
static bool ends_occasion(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t - 1];
	struct word_kind end = view_token_end(v, t - 1, 2);

	if (!phrase_head(v, t - 1) || (k->cls & CLASS_ORG_END)) return false;
	return ((view_token_label(v, t - 1) | end.label) & LABEL_OCCASION) != 0;
}

/* What a clause says to be the occasion: "at | the fair |", "during the fair", before its end or,
 * in the figure's own clause, before what was done. */
static struct stretch occasion(const struct view *v, size_t clause, const struct mention *m)
{
	size_t lo = v->clauses[clause].from, end = v->clauses[clause].to;

	if (m->tok < end) end = m->tok;
	for (size_t t = lo + 1; t + 1 < end; t++) {
		bool at = v->tok[t].pos == POS_LOC && v->tok[t].len == 1;
		if ((!at && !(v->side[t] & SIDE_PERIOD)) || !ends_occasion(v, t)) continue;
		bool own = clause == m->clause && phrase_right(v, t + 1).to == t + 1;
		if (!view_is_mark(v, t + 1) && !own) continue;
		struct phrase p = phrase_left(v, lo, t);
		for (uint32_t i = p.from; i < p.to; i++)
			if (v->tok[i].pos == POS_DE || (v->cls[i] & ROLE_TRANS)) p.from = i + 1;
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	return NONE;
}

/* Does the clause tell what somebody says, what happened or what that led to? */
static bool tells_other(const struct view *v, size_t clause)
{
	for (size_t t = v->clauses[clause].from; t < v->clauses[clause].to; t++)
		if ((v->cls[t] & ROLE_SAY) || (v->side[t] & (SIDE_OCCUR | SIDE_CAUSE)))
			return true;
	return false;
}

/* "40 schools' | pupils", "3000 pupils | that make up | a choir": inside an attribute. */
static bool in_attribute(const struct mention *m, const struct view *v)
{
	bool right = m->ind.len && m->ind.off > v->d->annots[m->annot].off;
	size_t t = right ? view_token_at(v, stretch_end(m->ind) - 1) + 1 : attach_behind(m, v);

	return t < v->n_tok && (v->tok[t].pos == POS_DE || phrase_relative(v, t));
}

struct stretch owner_occasion(const struct mentions *ms, const struct mention *m,
			      const struct view *v)
{
	if (in_attribute(m, v)) return NONE;
	for (size_t c = m->clause + 1u; c-- > 0;) {
		bool colon = mark_is_colon(phrase_mark(v, v->clauses[c].to - 1));
		if (tells_other(v, c) || (colon && c < m->clause)) break;
		struct stretch s = occasion(v, c, m);
		if (s.len) return s;
		if (brings_other(ms, v, c, false)) break;
	}
	return NONE;
}
