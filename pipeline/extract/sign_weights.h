/* Weights of signs: what speaks for and against a candidate, read from a table under
 * rules/extract/.
 *
 * A row is a sign, a weight for each scope of candidates, and why; "any" stands for every candidate
 * of a scope. Read at start, read-only afterwards, shared by threads. */
#ifndef ZHC_SIGN_WEIGHTS_H
#define ZHC_SIGN_WEIGHTS_H

#include "pipeline/core/stage.h"

/* Where the weights of n signs (fewer than SIGNS_MAX) go: w has a row of n + 1 for each scope, the
 * last of a row is of "any". */
#define SIGNS_MAX 128
struct sign_table {
	const char *const *names; /* as they stand in the file */
	size_t n, n_scopes;
	int16_t *w;
};

/* Read rules/extract/FILE. ERR_RULES with file and line on an unknown sign, a sign without a row or
 * with two, a bad number. */
enum status sign_weights_open(const struct sign_table *t, const char *file, const struct env *env,
			      struct err *e);

/* The sum of the weights of a set of signs, of which w has the first. No rounding, no order of
 * adding. */
static inline int sign_weights_sum(const int16_t *w, uint64_t is)
{
	int sum = 0;

	for (; is; is &= is - 1) sum += w[__builtin_ctzll(is)];
	return sum;
}

#endif
