/* Weighing candidates. See owner_choice.h. */
#include "pipeline/extract/owner_choice.h"

enum status owner_weights_open(struct owner_weights *w, const struct env *env, struct err *e)
{
	static const char *const names[SIGN_N] = {
#define X(id, text) text,
		CANDIDATE_SIGNS(X)
#undef X
	};

	return sign_weights_open(&(struct sign_table){ names, SIGN_N, SCOPE_N, w->w[0] }, "owners.tsv", env, e);
}

const struct candidate *owner_choose(const struct owner_choice *k, const struct view *v, const struct mention *m,
				     const struct candidate *c, size_t n)
{
	const struct candidate *best = NULL;
	int most = 0;

	for (size_t i = 0; i < n; i++) {
		int score = sign_weights_sum(k->weights->w[c[i].scope], SIGN_N, c[i].is);
		if (score <= most) continue;
		best = &c[i];
		most = score;
	}
	if (k->seen) k->seen(k->ctx, v, m, c, n, best);
	return best;
}
