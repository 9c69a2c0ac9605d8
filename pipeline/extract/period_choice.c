/* Weighing times. See period_choice.h. */
#include "pipeline/extract/period_choice.h"
#include "pipeline/extract/period_scope.h"

enum status period_weights_open(struct period_weights *w, const struct env *env, struct err *e)
{
	static const char *const names[PERIOD_SIGN_N] = {
#define X(id, text) text,
		PERIOD_SIGNS(X)
#undef X
	};

	struct sign_table table = { names, PERIOD_SIGN_N, PERIOD_SCOPE_N, w->w[0] };
	return sign_weights_open(&table, "times.tsv", env, e);
}

int32_t period_choose(const struct period_choice *k, const struct period_asked *q, uint8_t *how)
{
	struct period_candidate c[PERIODS_MAX];
	const struct period_candidate *best = NULL;
	int most = 0;
	int32_t stated = period_stated(q->v, &q->ms->m[q->i], NULL);

	*how = HOW_NULL;
	if (stated >= 0) return stated;
	size_t n = periods_collect(q, c);

	for (size_t i = 0; i < n; i++) {
		const int16_t *w = k->weights->w[c[i].scope];
		int score = w[PERIOD_SIGN_N] + sign_weights_sum(w, c[i].is);
		if (score <= most) continue;
		best = &c[i];
		most = score;
	}
	if (k->seen) k->seen(k->ctx, q, c, n, best);
	if (best && best->scope >= PERIOD_IN_PARAGRAPH)
		*how = best->scope == PERIOD_ABOVE ? HOW_HEADING : HOW_PREVIOUS;
	return best ? best->annot : -1;
}
