/* Weighing candidates. See owner_choice.h. A sum of whole numbers: no rounding, no order of adding. */
#include "pipeline/extract/owner_choice.h"

#include "pipeline/core/rule_file.h"

#include <stdlib.h>

#define WEIGHT_MAX 200 /* either way: 64 of them fit in 16 bits */

struct loader {
	struct owner_weights *w;
	uint64_t seen; /* rows read: a bit a sign, SIGN_N for "any" */
	struct slice path;
};

static int sign_named(struct slice name)
{
	static const char *const names[SIGN_N] = {
#define X(id, text) text,
		CANDIDATE_SIGNS(X)
#undef X
	};

	for (int i = 0; i < SIGN_N; i++)
		if (slice_is(name, names[i])) return i;
	return slice_is(name, "any") ? SIGN_N : -1;
}

static bool read_weight(struct slice s, int16_t *out)
{
	char text[8], *end;

	if (!s.len || s.len >= sizeof text) return false;
	memcpy(text, s.p, s.len);
	text[s.len] = 0;
	long v = strtol(text, &end, 10);
	*out = (int16_t)v;
	return !*end && v >= -WEIGHT_MAX && v <= WEIGHT_MAX;
}

/* A row is: sign, three weights, why. "any" is every candidate of the scope. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *l = ctx;
	int sign = sign_named(cols[0]);

	if (n_cols != SCOPE_N + 2) return err_set(e, ERR_RULES, "%s:%u: a sign, three weights and a reason wanted", l->path.p, line);
	if (sign < 0) return err_set(e, ERR_RULES, "%s:%u: unknown sign %.*s", l->path.p, line, (int)cols[0].len, cols[0].p);
	if (l->seen >> sign & 1)
		return err_set(e, ERR_RULES, "%s:%u: a second row of %.*s", l->path.p, line, (int)cols[0].len, cols[0].p);
	for (int i = 0; i < SCOPE_N; i++) {
		int16_t *w = sign < SIGN_N ? &l->w->w[i][sign] : &l->w->scope[i];
		if (!read_weight(cols[i + 1], w)) return err_set(e, ERR_RULES, "%s:%u: bad weight", l->path.p, line);
	}
	l->seen |= UINT64_C(1) << sign;
	return OK;
}

enum status owner_weights_open(struct owner_weights *w, const struct env *env, struct err *e)
{
	struct loader l = { .w = w };
	struct arena a;

	*w = (struct owner_weights){ 0 };
	arena_init(&a);
	l.path = arena_printf(&a, "%s/extract/owners.tsv", env->rules_dir.p);
	enum status st = tsv_load(l.path.p, add_row, &l, e);
	if (st == OK && l.seen != (UINT64_C(2) << SIGN_N) - 1)
		st = err_set(e, ERR_RULES, "%s: a sign has no row", l.path.p);
	arena_free(&a);
	return st;
}

static int score_of(const struct owner_weights *w, const struct candidate *c)
{
	int sum = w->scope[c->scope];

	for (uint64_t is = c->is; is; is &= is - 1)
		sum += w->w[c->scope][__builtin_ctzll(is)];
	return sum;
}

const struct candidate *owner_choose(const struct owner_choice *k, const struct view *v, const struct mention *m,
				     const struct candidate *c, size_t n)
{
	const struct candidate *best = NULL;
	int most = 0;

	for (size_t i = 0; i < n; i++) {
		int score = score_of(k->weights, &c[i]);
		if (score <= most) continue;
		best = &c[i];
		most = score;
	}
	if (k->seen) k->seen(k->ctx, v, m, c, n, best);
	return best;
}
