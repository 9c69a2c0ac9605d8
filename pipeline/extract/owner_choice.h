/* The choice among candidates for the owner of a figure: weights of their signs, added up.
 *
 * rules/extract/owners.tsv has a row a sign (candidate.h): its weight for a candidate of the
 * figure's own clause, of its sentence, of what stands before, and why. Read at start, read-only
 * afterwards, shared by threads. */
#ifndef ZHC_OWNER_CHOICE_H
#define ZHC_OWNER_CHOICE_H

#include "pipeline/extract/candidate.h"
#include "pipeline/extract/sign_weights.h"

struct owner_weights {
	/* signs, wants of the figure; the last: of every candidate of the scope */
	int16_t w[SCOPE_N][SIGN_N + WANT_N + 1];
};

/* Errors: those of sign_weights_open. */
enum status owner_weights_open(struct owner_weights *w, const struct env *env, struct err *e);

/* What a worker chooses with. seen: told of every choice (taken: NULL for none), to fit weights;
 * NULL otherwise. */
struct owner_choice {
	const struct owner_weights *weights;
	struct arena *scratch; /* memory of the sentence */
	void (*seen)(void *ctx, const struct view *v, const struct mention *m,
		     const struct candidates *c, const struct candidate *taken);
	void *ctx;
};

/* The best candidate, of equal ones the first; NULL where none has more to be said for it than
 * against. */
const struct candidate *owner_choose(const struct owner_choice *k, const struct view *v,
				     const struct mention *m, const struct candidates *c);

#endif
