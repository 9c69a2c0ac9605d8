/* What the pairs did in one document, and the priors that follow: which substitutions this spinner
 * makes. */
#ifndef ZHC_TALLY_H
#define ZHC_TALLY_H

#include "pipeline/normalize/unspin_lattice.h"

/* Numbers of lists or of pairs. */
struct tally_some {
	uint32_t *at; /* mem_alloc'd */
	size_t n, cap;
};

/* Counts over the suspect parts of a document. Thread lifetime: most documents use a hundred cells
 * of the arrays, and only those are cleared for the next one; mem_alloc'd with the first. */
struct tally {
	const struct spun *spun;
	struct tally_some standing; /* the spun strings that stand in the text */
	struct tally_some kept;	    /* pairs with left > 0 */
	uint32_t *form_of;	    /* of a pair: the number of its genuine form */
	bool all;		    /* any cell may have been used */
	struct unspin_priors priors;
	uint32_t *won;	   /* of a pair: sure edits of the best paths */
	uint32_t *in_part; /* of a pair: the same in the part being read */
	uint32_t *stood;   /* of a spun string: occurrences in the text */
	uint32_t *undone;  /* of a spun string: how often any pair won */
	uint32_t *left; /* of a pair: genuine form in the text and not undone into something else */
	bool known_machine; /* the pairs seen in spun text fit this document */
	float *odds;	    /* of a pair: log10 odds that the spinner uses it */
	unsigned rounds;    /* readings so far */
	double gain;	    /* of the part being read: margins, at most TALLY_GAINS edits a pair */
	size_t n_pairs;	    /* of the part being read: different pairs */
	bool *trusted;	    /* of a pair: in the part being read it speaks for a spinner */
	size_t n_trusted;   /* pairs of which that is so */
	size_t read, used;  /* of the last reading: units, different pairs of likely edits ... */
	size_t often, some; /* ... of these such as the lists of many tools hold, and other words */
};
#define TALLY_GAINS 3u /* a word of the topic is no spinner */

/* t: zeroed, or of the document before. */
void tally_begin(struct tally *t, const struct spun *s);
void tally_free(struct tally *t);
/* Spun strings and genuine forms as they stand in a text, before the first reading. */
void tally_count(struct tally *t, struct uslice text);
/* After the last tally_count: is this the machine whose pairs the table has from its own texts? */
void tally_know(struct tally *t);
/* Forget the last reading's edits; counts of the text stay. */
void tally_begin_round(struct tally *t);
void tally_begin_part(struct tally *t);
/* Add the edits of a decoded line. */
void tally_line(struct tally *t, const struct unspin_lattice *l, struct uslice line);
/* Set the priors from all that is known. */
void tally_learn(struct tally *t);
/* Before the first reading: only those of strings that stand in the text counted, which are all
 * that it asks for. Most suspect documents turn out to be clean and need no others. */
void tally_learn_standing(struct tally *t);

/* Is the edit beyond doubt, after the last reading? */
bool tally_is_sure(const struct tally *t, const struct unspin_edit *e);

#endif
