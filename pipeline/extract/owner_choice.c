/* Weighing candidates. See owner_choice.h. */
#include "pipeline/extract/owner_choice.h"

enum status owner_weights_open(struct owner_weights *w, const struct env *env, struct err *e)
{
	static const char *const names[SIGN_N + WANT_N] = {
#define X(id, text) text,
		CANDIDATE_SIGNS(X) FIGURE_WANTS(X)
#undef X
	};

	return sign_weights_open(&(struct sign_table){ names, SIGN_N + WANT_N, SCOPE_N, w->w[0] },
				 "owners.tsv", env, e);
}

const struct candidate *owner_choose(const struct owner_choice *k, const struct view *v,
				     const struct mention *m, const struct candidates *c)
{
	const struct candidate *best = NULL;
	int most = 0, all[SCOPE_N];

	for (int i = 0; i < SCOPE_N; i++) {
		const int16_t *w = k->weights->w[i];
		all[i] = w[SIGN_N + WANT_N] + sign_weights_sum(w + SIGN_N, c->wants);
	}
	for (size_t i = 0; i < c->n; i++) {
		int score = all[c->c[i].scope] +
			    sign_weights_sum(k->weights->w[c->c[i].scope], c->c[i].is);
		if (score <= most) continue;
		best = &c->c[i];
		most = score;
	}
	if (k->seen) k->seen(k->ctx, v, m, c, best);
	return best;
}
