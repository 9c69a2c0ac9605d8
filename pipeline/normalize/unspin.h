/* Unspin: find out whether a document was spun, and undo it. */
#ifndef ZHC_UNSPIN_H
#define ZHC_UNSPIN_H

#include "pipeline/normalize/edit.h"
#include "pipeline/normalize/spun.h"

struct unspinner {
	const struct spun *spun;
	const struct ngram *model;
};

/* What was learnt of one document; zero to begin with. Priors live in the arena of the passage. */
struct unspin_verdict {
	double density; /* signature mass per 1,000 characters */
	double gain;	/* model gain per 1,000 characters of the best repair, log10; 0 below the first gate */
	bool spun;
	float *make, *leave; /* priors after this document; NULL unless spun */
};

/* Judge a text and, when it is spun, learn the pairs that its spinner used. scratch is reset by the caller. */
void unspin_judge(const struct unspinner *u, struct uslice text, struct arena *scratch, struct unspin_verdict *v);

/* Repair a passage under a verdict (v->spun must hold). log: document that gets a repair for every edit, NULL for none. */
void unspin_repair(const struct unspinner *u, const struct unspin_verdict *v, struct arena *scratch,
		   struct passage *p, struct doc *log);

#endif
