/* What spinners do: the table of substitutions, and the gate that tells a spun document from a clean one.
 *
 * A spinner ("pseudo-original") replaces words by what a list of synonyms holds for them, then single characters by
 * antonyms, then words again, and never looks where a word begins. The table (rules/normalize/spun.tsv) has pairs
 * (spun, genuine, class); chains of a word and a character swap are derived at build time. */
#ifndef ZHC_SPUN_H
#define ZHC_SPUN_H

#include "pipeline/decode/ngram.h"

enum spun_class { SPUN_WORD, SPUN_CHAR, SPUN_CHAIN };

struct spun_pair {
	uint32_t spun, genuine; /* offsets into pool, units */
	uint8_t spun_len, genuine_len;
	uint8_t cls;   /* enum spun_class */
	uint8_t spare; /* 0 */
	uint32_t list; /* number of the spun string */
};

struct spun {
	struct table table; /* its trie: spun string -> number */
	const struct spun_pair *pairs; /* ordered by list */
	uint32_t n_pairs, n_lists;
	const uint32_t *first; /* n_lists + 1: pairs of a spun string */
	const uint16_t *pool;
	const uint8_t *filter; /* 65536 bits: first two units of a spun string of two and more */
	const uint8_t *single; /* 65536: a spun string of one unit */
	struct datrie genuine; /* genuine form -> number of it */
	const uint32_t *form_first, *form_pairs; /* the pairs of a genuine form */
	float *weight;	 /* of a list: how much rarer in clean text than what it replaces, log10; 0 = no signature */
	float *rate;	 /* of a pair's genuine form in clean text, log10 a character */
};

enum status spun_open(struct spun *s, const struct env *env, const struct ngram *model, struct err *e);
void spun_close(struct spun *s);

/* Signature mass of a text per 1,000 characters. */
double spun_density(const struct spun *s, struct uslice text);

struct uslice spun_text(const struct spun *s, const struct spun_pair *p);
struct uslice spun_genuine(const struct spun *s, const struct spun_pair *p);

static inline uint32_t spun_filter_bit(uint16_t a, uint16_t b)
{
	return (a * 40503u + b * 30011u) & 0xffffu;
}

#endif
