/* The choice among candidates for the time of a figure: weights of their signs, added up.
 *
 * rules/extract/times.tsv has a row a sign (period_candidate.h). Read at start, read-only
 * afterwards, shared by threads. */
#ifndef ZHC_PERIOD_CHOICE_H
#define ZHC_PERIOD_CHOICE_H

#include "pipeline/extract/period_candidate.h"
#include "pipeline/extract/sign_weights.h"

struct period_weights {
	/* the last: of every candidate of the scope */
	int16_t w[PERIOD_SCOPE_N][PERIOD_SIGN_N + 1];
};

/* Errors: those of sign_weights_open. */
enum status period_weights_open(struct period_weights *w, const struct env *env, struct err *e);

/* What a worker chooses with. seen: told of every choice (taken: NULL for none), to fit weights;
 * NULL otherwise. */
struct period_choice {
	const struct period_weights *weights;
	void (*seen)(void *ctx, const struct period_asked *q, const struct period_candidate *c,
		     size_t n, const struct period_candidate *taken);
	void *ctx;
};

/* Annotation of the time that the figure holds for, -1 if for none has more to be said than
 * against. *how: HOW_NULL keeps the annotation's own; HOW_PREVIOUS and HOW_HEADING say that it
 * stands before the sentence. */
int32_t period_choose(const struct period_choice *k, const struct period_asked *q, uint8_t *how);

#endif
