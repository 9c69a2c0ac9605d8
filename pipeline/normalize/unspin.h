/* Unspin: find out whether a document, or a large part of it, was spun, and undo it. */
#ifndef ZHC_UNSPIN_H
#define ZHC_UNSPIN_H

#include "pipeline/normalize/edit.h"
#include "pipeline/normalize/spun.h"

struct tally;

struct unspinner {
	const struct spun *spun;
	const struct ngram *model;
	struct tally *tally; /* of the worker: what is learnt of the document's spinner */
};

/* A stretch of some thousand units that is judged by itself. */
struct unspin_part {
	uint32_t from, to; /* units of the text judged */
	double gain; /* margins of its best repair per 1,000 units, few a pair; 0 if the signs did
			not suspect it */
	size_t n_pairs;	  /* different pairs that the repair would use */
	size_t n_trusted; /* those that speak for a spinner */
	double signs;	  /* trust in its signatures, beyond what clean text has */
	bool suspect, spun;
};

/* What was found of one document; zero to begin with. The parts live in the scratch arena. */
struct unspin_verdict {
	struct unspin_part *parts;
	size_t n_parts, cap_parts;
	double score; /* highest gain of a part */
	bool spun;    /* any part */
	bool whole;   /* most of it: then all of it is repaired */
};

/* Judge a text and, when it is spun, learn the pairs that its spinner used. strict: twice the
 * evidence is asked for (text of another region, where the model is weaker). */
void unspin_judge(const struct unspinner *u, struct uslice text, bool strict, struct arena *scratch,
		  struct unspin_verdict *v);

/* Repair a passage under a verdict (v->spun must hold): the text that was judged, part by part, or
 * another text of the same document (a title), whole. log: document that gets a repair for every
 * edit, NULL for none; an edit in doubt is logged with what stands there as its result and not
 * made. */
void unspin_repair(const struct unspinner *u, const struct unspin_verdict *v, struct passage *p,
		   struct doc *log);

#endif
