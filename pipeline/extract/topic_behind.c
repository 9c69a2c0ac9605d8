/* Nouns that are named behind what is said of them. See topic_behind.h.
 *
 * An attribute with a figure stands before its noun in Chinese, and so does the description before
 * the word for "is": both open a clause like a predicate, and what they are about is named last. */
#include "pipeline/extract/topic_behind.h"

#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_cut.h"

#define ATTRIBUTE_TOKENS 14 /* of an attribute with its figure */

/* What an attribute with a figure begins with: nothing that tells of a noun behind it, a verb of
 * having or reaching, what is measured. */
enum attribute { NO_ATTRIBUTE, ATTRIBUTE_HAS, ATTRIBUTE_MEASURES };

static enum attribute attribute_at(const struct view *v, size_t t)
{
	while (t + 1 < v->n_tok && (v->cls[t] & ROLE_ADVERB) && !(v->cls[t] & ROLE_REACH))
		t++; /* "a year | makes" */
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (topic_is_entity(v, t) || (v->cls[t] & (ROLE_SAY | ROLE_COPULA | ROLE_POLICY)))
		return NO_ATTRIBUTE;
	if (phrase_is_measure(v, t) || (v->side[t] & (SIDE_FIXED | SIDE_INVEST | SIDE_AMOUNT)))
		return ATTRIBUTE_MEASURES;
	bool has = (v->cls[t] & ROLE_REACH) || (v->side[t] & SIDE_EXIST);
	return has && p == POS_VERB ? ATTRIBUTE_HAS : NO_ATTRIBUTE;
}

static bool is_value(const struct view *v, size_t t)
{
	return v->tok[t].annot >= 0 && (v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM);
}

/* "A third of | the towns", "there are 20 new | firms": does the figure at t count the noun behind
 * the particle at de, no other noun being between? */
static bool counts_behind(const struct view *v, size_t t, size_t de)
{
	const struct annot *a = &v->d->annots[v->tok[t].annot];

	for (size_t i = t + 1; i < de; i++)
		if (phrase_noun(v, i)) return false;
	return a->dim == DIM_SHARE || a->dim == DIM_COUNT || a->type == A_NUMBER;
}

/* The particle behind a figure of the attribute that begins at t, nothing but nouns between; end if
 * there is none, or if the figure counts what follows. */
static size_t attribute_end(const struct view *v, size_t t, size_t end, enum attribute kind)
{
	size_t figure = end;

	for (size_t i = t; i < end && i < t + ATTRIBUTE_TOKENS; i++) {
		bool list = phrase_is_mark(v, i, LIST_MARK);
		if (is_value(v, i)) figure = i;
		else if (v->tok[i].pos == POS_DE && figure < end)
			return kind == ATTRIBUTE_HAS && figure == t + 1 &&
					       counts_behind(v, figure, i)
				       ? end
				       : i;
		else if ((view_is_mark(v, i) && !list) || v->tok[i].pos == POS_PREP ||
			 v->tok[i].pos == POS_AUX || v->tok[i].pos == POS_PERSON)
			break;
		else if (figure < end && !list && !phrase_inner(v, i)) figure = end;
	}
	return end;
}

/* One who has figures, by his last word; a thing behind the measure that it has, not what was
 * aimed at. */
static bool has_figures(const struct view *v, struct phrase p, bool measured)
{
	if (measured && phrase_noun(v, p.to - 1) && !(v->cls[p.to - 1] & ROLE_GROUP) &&
	    !(v->side[p.to - 1] & (SIDE_PLANNED | SIDE_PERIOD)))
		return true;
	return owner_is(v, p.to - 1) || topic_is_entity(v, p.to - 1) ||
	       (v->cls[p.to - 1] & ROLE_PROJECT) ||
	       (v->tok[p.to - 1].cls & (CLASS_ORG_END | CLASS_ORG_WEAK | CLASS_PLACE_END));
}

struct phrase topic_with_figure(const struct view *v, size_t t, size_t end)
{
	if (t >= end || !(v->all_pos & POS_BIT(POS_DE))) return NO_PHRASE;
	enum attribute kind = attribute_at(v, t);
	if (kind == NO_ATTRIBUTE) return NO_PHRASE;
	size_t de = attribute_end(v, t, end, kind);
	if (de + 1 >= end) return NO_PHRASE;
	struct phrase p = phrase_right(v, de + 1);
	if (p.from >= p.to || p.to >= end || phrase_is_measure(v, p.to - 1)) return NO_PHRASE;
	bool open = v->tok[p.to].pos == POS_DE || v->tok[p.to].pos == POS_LOC ||
		    v->tok[p.to].pos == POS_QUANTITY;
	bool named = topic_is_entity(v, p.from) || has_figures(v, p, kind == ATTRIBUTE_MEASURES);
	bool scale = v->cls[p.to - 1] & ROLE_MARK; /* "reaches | a level of 15 days |," */
	return open || !named || scale ? NO_PHRASE : p;
}

struct phrase topic_with_trait(const struct view *v, size_t t, size_t end)
{
	if (t + 3 >= end || !(v->cls[t] & ROLE_NOTSUBJ) ||
	    (v->tok[t + 1].pos != POS_VERB && v->tok[t + 1].pos != POS_PREP))
		return NO_PHRASE;
	for (size_t i = t + 2; i < end && i < t + ATTRIBUTE_TOKENS; i++) {
		if (view_is_mark(v, i) || v->tok[i].pos == POS_QUANTITY) break;
		if (v->tok[i].pos != POS_DE) continue;
		struct phrase p = phrase_right(v, i + 1);
		if (p.from >= p.to || p.to >= end || view_is_mark(v, p.to)) break;
		bool named = topic_is_entity(v, p.from) || (v->side[p.to - 1] & SIDE_FIRM);
		return named || has_figures(v, p, false) ? p : NO_PHRASE;
	}
	return NO_PHRASE;
}

/* "Of those | the largest one |": a count between the particle and the word for "is". */
static size_t over_count(const struct view *v, size_t lo, size_t t)
{
	return t > lo + 1 && phrase_is_count(v, t - 1) ? t - 1 : t;
}

/* A word for the next of those told one after the other, or which one it is: second. */
static bool is_next(const struct view *v, size_t t)
{
	if (view_token_label(v, t) & LABEL_NEXT) return true;
	return v->tok[t].pos == POS_NUM && v->tok[t].annot >= 0 &&
	       v->d->annots[v->tok[t].annot].type == A_ORDINAL;
}

/* Does what stands in [lo, t) describe and name nobody: it ends in the particle, or only says that
 * the next one comes? */
static bool describes(const struct view *v, size_t lo, size_t t)
{
	size_t i = over_count(v, lo, t);

	if (i > lo + 1 && v->tok[i - 1].pos == POS_DE) return true;
	/* "another | project", "the second | prize" */
	size_t noun = t > lo + 1 && v->tok[t - 1].pos == POS_NOUN ? t - 1 : t;
	for (i = noun; i > lo && is_next(v, i - 1);) i--;
	if (i == noun) return false;
	return i < t && (i == lo || (v->side[i - 1] & SIDE_OPENER));
}

struct phrase topic_identified(const struct view *v, size_t clause)
{
	size_t lo = v->clauses[clause].from, end = v->clauses[clause].to;

	while (end > lo && view_is_mark(v, end - 1)) end--;
	for (size_t t = end; t-- > lo + 1u;) {
		bool mark = view_is_mark(v, t) && !list_joins(v, t, JOINS_OWNERS);
		if (v->tok[t].pos == POS_DE || mark) break;
		if (!(view_token_label(v, t) & LABEL_IDENTIFIES)) continue;
		bool other = t + 2 < end && v->tok[t + 1].pos == POS_PRON; /* "other goods" */
		struct phrase p = phrase_right(v, other ? t + 2 : t + 1);
		if (p.from < p.to) topic_join(v, &p, end);
		if (p.from < p.to && other) p.from--;
		bool whole = p.from < p.to && p.to == end && !phrase_is_measure(v, end - 1);
		return whole && describes(v, lo, t) ? p : NO_PHRASE;
	}
	return NO_PHRASE;
}

/* One of them, not a kind of sum (a batch) or an abstract thing. */
static bool is_one(const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[v->tok[t].annot];

	return slice_is(a->value_dec, "1") &&
	       !(words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_ABSTRACT);
}

/* One who has figures, a work, a person. */
static bool has_own(const struct view *v, size_t last)
{
	return owner_is(v, last) || speaker_is_people(v, last) ||
	       (view_token_label(v, last) & LABEL_PERSONS) || (v->cls[last] & ROLE_PROJECT) ||
	       (v->tok[last].cls & (CLASS_ORG_END | CLASS_ORG_WEAK | CLASS_PLACE_END));
}

/* "There are | firms that lost 3 million": behind the word at t that opens the clause, those who
 * have a verb of their own, without a number. */
static struct phrase introduced_some(const struct view *v, size_t lo, size_t t, size_t end)
{
	while (t > lo && (v->tok[t - 1].pos == POS_ADV || v->tok[t - 1].pos == POS_CONJ ||
			  v->tok[t - 1].pos == POS_TIME || (v->side[t - 1] & SIDE_OPENER)))
		t--;
	if (t > lo) return NO_PHRASE;
	while (!(v->side[t] & SIDE_EXIST)) t++;
	struct phrase p = phrase_right(v, t + 1);
	if (p.from == p.to || p.to >= end) return NO_PHRASE;
	topic_cut_verb(v, &p, end);
	topic_cut_person(v, &p);
	const unsigned acts = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADV) |
			      POS_BIT(POS_TIME) | POS_BIT(POS_PREP);
	bool some = speaker_is_people(v, p.to - 1) || owner_is(v, p.to - 1) ||
		    (view_token_label(v, p.to - 1) & LABEL_PERSONS);
	bool says = (v->cls[p.to] & ROLE_SAY) || (v->side[p.to] & SIDE_TELL);
	return some && !says && (acts >> v->tok[p.to].pos & 1) ? p : NO_PHRASE;
}

struct phrase topic_introduced(const struct view *v, size_t clause)
{
	size_t end = v->clauses[clause].to;

	if (!(v->all_side & SIDE_EXIST)) return NO_PHRASE;
	for (size_t t = v->clauses[clause].from; t + 2 < end; t++) {
		if (!(v->side[t] & SIDE_EXIST)) continue;
		size_t one = t + 1;
		while (one + 1 < end && v->tok[one].pos == POS_AUX) one++;
		if (one == t + 1 && !phrase_is_count(v, one))
			return introduced_some(v, v->clauses[clause].from, t, end);
		if (!phrase_is_count(v, one) || !is_one(v, one)) return NO_PHRASE;
		struct phrase p = phrase_right(v, one + 1);
		if (p.from == p.to || p.to >= end) return NO_PHRASE;
		topic_cut_verb(v, &p, end);
		bool open = v->tok[p.to].pos == POS_DE || v->tok[p.to].pos == POS_QUANTITY;
		return open || !has_own(v, p.to - 1) ? NO_PHRASE : p;
	}
	return NO_PHRASE;
}
