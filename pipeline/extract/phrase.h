/* Noun phrases beside a place of the sentence, by a light chunker over tokens. */
#ifndef ZHC_PHRASE_H
#define ZHC_PHRASE_H

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/mention.h"

/* A phrase as tokens [from, to); to == from: none. */
struct phrase {
	uint32_t from, to;
};
#define NO_PHRASE ((struct phrase){ 0, 0 })

/* Tokens [from, to), which fit: a sentence has fewer than 2^32. */
static inline struct phrase phrase_of(size_t from, size_t to)
{
	return (struct phrase){ (uint32_t)from, (uint32_t)to };
}

/* The noun phrase that begins at token t (no gap): modifiers and a final head, through the
 * attributive particle and quotes; not over the end of the clause but over list marks inside
 * quotes. */
struct phrase phrase_right(const struct view *v, size_t t);

/* Verb phrases before the attributive particle: the token behind the particle of the one that
 * begins at t, 0 if the clause or another figure comes first. */
size_t phrase_relative(const struct view *v, size_t t);

/* What of a phrase right of a classifier is counted; keep_verbal: the classifier counts actions. */
struct phrase phrase_counted(const struct view *v, struct phrase p, bool keep_verbal);
/* "78 malls' turnover rose", "a flat's rent is": without the measure at its end that has a figure
 * of its own. */
struct phrase phrase_before_measure(const struct view *v, struct phrase p);

/* The noun phrase that ends right before token t (its head is token t-1), not further left than
 * token lo. */
struct phrase phrase_left(const struct view *v, size_t lo, size_t t);

/* The stretch of text of a phrase, quotes and brackets at its edges that do not pair inside it cut
 * off. */
struct stretch phrase_stretch(const struct view *v, struct phrase p);

/* To be called once of a view before the others: looks at each token once. */
void phrase_begin(const struct view *v);

/* Bits of v->noun. ORDER NOUN */
enum {
	NOUN_KNOWN = 1,
	NOUN_HEAD = 2,
	NOUN_INNER = 4,
	NOUN_MEASURE_KNOWN = 8,
	NOUN_MEASURE = 16,
	NOUN_PLAIN = 32 /* of two units and more, without any role: most tokens of phrases */
};
/* What phrase_begin could not tell of token t: the bits. */
uint8_t phrase_look(const struct view *v, size_t t);

static inline uint8_t phrase_nouns(const struct view *v, size_t t)
{
	return v->noun[t] & NOUN_KNOWN ? v->noun[t] : phrase_look(v, t);
}

/* Can token t be part of a noun phrase at all? head: could it end one? */
static inline bool phrase_inner(const struct view *v, size_t t)
{
	return phrase_nouns(v, t) & NOUN_INNER;
}
static inline bool phrase_head(const struct view *v, size_t t)
{
	return phrase_nouns(v, t) & NOUN_HEAD;
}

/* Could token t end one as a noun: no verbal noun, no unknown word? */
bool phrase_noun(const struct view *v, size_t t);

/* Nouns at t, with what describes them, of which one is a body or place: study | agencies, private
 * | hospitals. */
bool phrase_ends_in_bodies(const struct view *v, size_t t);

/* "More than the 10 % that the law | lays down": does the verb at t stand before the particle and a
 * figure? */
bool phrase_laid_down(const struct view *v, size_t t);

/* Behind "per": what token t names is the basis of a figure, no part of a name. */
bool phrase_is_per(const struct view *v, size_t t);

/* A word that names a measure, or a compound that ends in one: income, sales income. */
bool phrase_is_measure(const struct view *v, size_t t);

/* A suffix at t that makes one measure with the verb or adjective right before it, also a verb of
 * reaching: the reaching rate, the evenness rate, the lock-up period. */
bool phrase_is_suffixed(const struct view *v, size_t t);

/* The noun of a measure of one character, or one that is no object of verbs: right behind a verb it
 * makes one name with it. */
bool phrase_ends_gauge(const struct view *v, size_t t);

/* "Analysts | had expected": does token t name those whose forecast a figure is, and no more? */
bool phrase_expects(const struct view *v, size_t t);

/* The number of a list item, which is part of no phrase. */
static inline bool phrase_is_item_number(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_VETO && v->tok[t].annot >= 0 &&
	       slice_is(v->d->annots[v->tok[t].annot].rule_id, "number.list");
}

/* First clause of the numbered item of a list ("1. …; 2. …") that the clause stands in, where
 * another item stands before it in the sentence, else 0: what that one tells does not hold here. */
size_t phrase_item_from(const struct view *v, size_t clause);

/* A number with a classifier. */
static inline bool phrase_is_count(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0 &&
	       v->d->annots[v->tok[t].annot].dim == DIM_COUNT;
}

/* The token that is the head of the stretch s: its last one, or the last before a parenthesis that
 * closes it. */
size_t phrase_head_token(const struct view *v, struct stretch s);

/* The unit of a token that is one unit and no annotation, else 0. */
static inline uint16_t phrase_mark(const struct view *v, size_t t)
{
	return v->unit[t];
}

/* Unit, token is a bracket or quotation mark that opens. */
static inline bool phrase_mark_opens(uint16_t c)
{
	return c == QUOTE_OPEN || c == SINGLE_OPEN || unit_opens_bracket(c) || c == CORNER_OPEN ||
	       c == WHITE_CORNER_OPEN || c == TITLE_OPEN || c == LENS_OPEN;
}

/* Unit, token is one that closes. */
static inline bool phrase_mark_closes(uint16_t c)
{
	return c == QUOTE_CLOSE || c == SINGLE_CLOSE || unit_closes_bracket(c) ||
	       c == CORNER_CLOSE || c == WHITE_CORNER_CLOSE || c == TITLE_CLOSE || c == LENS_CLOSE;
}

static inline bool phrase_opens(const struct view *v, size_t t)
{
	return phrase_mark_opens(phrase_mark(v, t));
}

/* Token is punctuation with this code point. */
static inline bool phrase_is_mark(const struct view *v, size_t t, uint16_t c)
{
	return phrase_mark(v, t) == c;
}

/* Where the parentheses that end right before token t open, not left of lo; t where none do. t > 0.
 */
size_t phrase_over_parens(const struct view *v, size_t lo, size_t t);

#endif
