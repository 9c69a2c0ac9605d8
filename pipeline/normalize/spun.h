/* What spinners do: the table of substitutions, and the gate that tells a spun document from a
 * clean one.
 *
 * A spinner ("pseudo-original") replaces words by what a list of synonyms holds for them, then
 * single characters by antonyms, then words again, and never looks where a word begins. The table
 * (rules/normalize/spun.tsv) has pairs (spun, genuine, class); chains of a word and a character
 * swap are derived at build time. */
#ifndef ZHC_SPUN_H
#define ZHC_SPUN_H

#include "pipeline/decode/ngram.h"

/* word: seen in spun text; char: a swap seen there; often: the lists of many tools hold it; maybe:
 * some list may; swap: a common word with a character turned into its opposite, as other machines
 * may do; chain: a word of the first swapped afterwards. */
enum spun_class { SPUN_WORD, SPUN_CHAR, SPUN_OFTEN, SPUN_MAYBE, SPUN_SWAP, SPUN_CHAIN };

/* How strong a sign of spun text a spun string is: by how rare it is in clean text, how common
 * what it replaces. */
enum spun_sign { SPUN_WEAK, SPUN_STRONG, SPUN_SIGNS };

struct spun_pair {
	uint32_t spun, genuine; /* offsets into pool, units */
	uint8_t spun_len, genuine_len;
	uint8_t cls;	/* enum spun_class */
	uint8_t strays; /* pieces of clean text in which the pair seemed to have been used */
	uint32_t list;	/* number of the spun string */
};

/* A slot of the table of words of two characters; both 0: free. */
struct spun_word {
	uint16_t a, b;
	uint16_t common; /* log10 of its weight, 32 steps a decade */
	uint16_t spare;
};

struct spun {
	struct table table;	       /* its trie: spun string -> number */
	const struct spun_pair *pairs; /* ordered by list */
	uint32_t n_pairs, n_lists;
	const uint32_t *first; /* n_lists + 1: pairs of a spun string */
	const uint16_t *pool;
	const uint8_t *filter; /* 65536 bits: first two units of a spun string of two and more */
	const uint8_t *signs[SPUN_SIGNS]; /* the same for signatures of a strength and above; then
					     again by spun_second_bit */
	const uint8_t *single;	    /* 65536: a spun string of one unit */
	struct datrie genuine;	    /* genuine form -> number of it */
	const uint8_t *forms; /* the same as filter for genuine forms; then a bit a unit for those
				 of one unit */
	const uint32_t *form_first, *form_pairs; /* the pairs of a genuine form */
	const struct spun_word *words;		 /* SPUN_WORDS slots, hashed */
	struct table weights;
	const uint8_t *sign; /* of a list: 1 + enum spun_sign; 0: no signature */
	const float *rate;   /* of a pair: log10 of how often its genuine form stands at a place of
				clean text */
	const float *rarer;  /* of a pair: log10 of how much rarer its spun form is in clean text
				than its genuine one */
	const uint8_t *common; /* of a genuine form: common, with a pair whose spun form is rare */
	const uint32_t *own; /* of a pair: the list of its genuine form, where that is a spun string
				too; else SPUN_NONE */
};
#define SPUN_SIGN_BYTES (2 * 65536 / 8)

#define SPUN_NONE 0xffffffffu

/* Map the tables "spun" and "spun_weights" (what the model says of the pairs; without them:
 * spun_open_pairs, for who makes them). ERR_RULES when one is missing or damaged. */
enum status spun_open(struct spun *s, const struct env *env, struct err *e);
enum status spun_open_pairs(struct spun *s, const struct env *env, struct err *e);
void spun_close(struct spun *s);

/* Places of a text where a common genuine form stands: what is left of the words that spinners
 * replace. */
size_t spun_common_left(const struct spun *s, struct uslice text);

/* A word for another, whoever writes it: no swap of characters. */
static inline bool spun_is_word(const struct spun_pair *p)
{
	return p->cls == SPUN_WORD || p->cls == SPUN_OFTEN || p->cls == SPUN_MAYBE;
}

/* The two sides of a pair; borrowed from the table. */
struct uslice spun_text(const struct spun *s, const struct spun_pair *p);
struct uslice spun_genuine(const struct spun *s, const struct spun_pair *p);

/* Other words that might have stood where a pair is undone: those that share a spun form with its
 * genuine one, or stand for each other in the table. Gives their number, at most max. */
size_t spun_kin(const struct spun *s, uint32_t pair, struct uslice *words, size_t max);

#define SPUN_WORDS (1u << 18) /* slots of the word table: a power of two */

/* How common the two-character word ab is: 0 for no word. */
unsigned spun_word_common(const struct spun *s, uint16_t a, uint16_t b);

/* Slot where the search for a word begins. */
static inline uint32_t spun_word_slot(uint16_t a, uint16_t b)
{
	return (a * 2654435761u ^ b * 40503u * 65521u) >> 8 & (SPUN_WORDS - 1);
}

#define SPUN_FIRST  40503u
#define SPUN_SECOND 30011u
static inline uint32_t spun_filter_bit(uint16_t a, uint16_t b)
{
	return (a * SPUN_FIRST + b * SPUN_SECOND) & 0xffffu;
}

/* Another hash of the two, for what has passed the first. */
static inline uint32_t spun_second_bit(uint16_t a, uint16_t b)
{
	return ((a * 0x9e3779b1u ^ b * 0x85ebca6bu) >> 15) & 0xffffu;
}

/* May a genuine form begin with the units at p, of which n are left? */
static inline bool spun_form_may_begin(const struct spun *s, const uint16_t *p, size_t n)
{
	uint32_t bit = n > 1 ? spun_filter_bit(p[0], p[1]) : 0, alone = 65536u + p[0];

	return (n > 1 && s->forms[bit >> 3] >> (bit & 7) & 1) ||
	       (s->forms[alone >> 3] >> (alone & 7) & 1);
}

#endif
