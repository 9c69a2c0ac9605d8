/* Tables of weights of signs. See sign_weights.h. */
#include "pipeline/extract/sign_weights.h"

#include "pipeline/core/rule_file.h"

#include <stdlib.h>

#define WEIGHT_MAX 200 /* either way: SIGNS_MAX of them fit in 16 bits */

struct loader {
	const struct sign_table *t;
	bool seen[SIGNS_MAX + 1]; /* rows read; the n-th for "any" */
	struct slice path;
};

/* Its place in a row, n for "any", above n for none. */
static size_t sign_named(const struct sign_table *t, struct slice name)
{
	for (size_t i = 0; i < t->n; i++)
		if (slice_is(name, t->names[i])) return i;
	return slice_is(name, "any") ? t->n : t->n + 1;
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

static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct loader *l = ctx;
	const struct sign_table *t = l->t;
	size_t sign = sign_named(t, cols[0]);
	const char *path = l->path.p;

	if (n_cols != t->n_scopes + 2)
		return err_set(e, ERR_RULES, "%s:%u: a sign, %zu weights and a reason wanted", path,
			       line, t->n_scopes);
	if (sign > t->n)
		return err_set(e, ERR_RULES, "%s:%u: unknown sign %.*s", path, line,
			       (int)cols[0].len, cols[0].p);
	if (l->seen[sign])
		return err_set(e, ERR_RULES, "%s:%u: a second row of %.*s", path, line,
			       (int)cols[0].len, cols[0].p);
	for (size_t i = 0; i < t->n_scopes; i++)
		if (!read_weight(cols[i + 1], &t->w[i * (t->n + 1) + sign]))
			return err_set(e, ERR_RULES, "%s:%u: bad weight", path, line);
	l->seen[sign] = true;
	return OK;
}

enum status sign_weights_open(const struct sign_table *t, const char *file, const struct env *env,
			      struct err *e)
{
	struct loader l = { .t = t };
	struct arena a;

	memset(t->w, 0, t->n_scopes * (t->n + 1) * sizeof *t->w);
	arena_init(&a);
	l.path = arena_printf(&a, "%s/extract/%s", env->rules_dir.p, file);
	enum status st = tsv_load(l.path.p, add_row, &l, e);
	for (size_t i = 0; i <= t->n && st == OK; i++)
		if (!l.seen[i]) st = err_set(e, ERR_RULES, "%s: a sign has no row", l.path.p);
	arena_free(&a);
	return st;
}
