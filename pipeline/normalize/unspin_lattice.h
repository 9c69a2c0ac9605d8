/* The lattice of inverse substitutions over one line, decoded under the character model.
 *
 * At every place the text may stay as it is or a spun string may become one of its genuine forms; a
 * path's score is the model's log10 probability of what it reads plus the prior of every
 * substitution it makes or passes up. Beam search, linear in the line. Lines longer than
 * UNSPIN_LINE_MAX units are the caller's to cut. */
#ifndef ZHC_UNSPIN_LATTICE_H
#define ZHC_UNSPIN_LATTICE_H

#include "pipeline/core/mem.h"
#include "pipeline/normalize/spun.h"

#define UNSPIN_LINE_MAX 1024

/* Priors, log10, one a pair: of making the substitution; and one a list: of leaving the string as
 * it is. */
struct unspin_priors {
	float *make;
	float *leave;
};

struct unspin_edit {
	uint32_t pos;  /* unit of the line */
	uint32_t pair; /* index into spun.pairs */
	float margin;  /* log10 odds against the best other reading of the string, the rest of the
			  path held */
	float fit;     /* log10 of how much better the genuine form goes between its neighbours than
			  anywhere */
	float kin;     /* log10 odds of the best word of like meaning (spun_kin) against the
			 genuine form, without priors; UNSPIN_KIN_NONE if none was looked for */
	float seams;   /* log10 commonness of the words that the spun form makes with its
			  neighbours, less those that the genuine form makes */
};

#define UNSPIN_KIN_NONE (-99.0f)

struct unspin_lattice {
	const struct spun *spun;
	const struct ngram *model;
	struct unspin_priors priors;
	bool weigh_kin;		   /* set the edits' kin: it costs more than all else of them */
	struct arena *a;	   /* scratch: everything below lives here */
	struct unspin_edit *edits; /* result, by position */
	size_t n_edits, cap_edits;
};

/* Decode one line into l->edits. */
void unspin_lattice_decode(struct unspin_lattice *l, struct uslice line);

/* All candidates at line.p[i]: the lists whose spun string stands there, shortest first; gives
 * their number. */
#define UNSPIN_LISTS_MAX 8
size_t unspin_lattice_lists(const struct spun *s, struct uslice line, size_t i,
			    uint32_t lists[UNSPIN_LISTS_MAX]);

#endif
