/* Lines that repeat over the pages of a site. From: the file of --site-profile and judged lines.
 * To: lines that go. Limits: lines of at most REPEAT_MAX units are looked up. */
#include "pipeline/clean/repeat.h"

#include "pipeline/clean/sites.h"
#include "pipeline/core/rule_file.h"

#include <stdlib.h>

#define REPEAT_MAX 300

static enum status load_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct repeats *r = ctx;
	if (n != 2 || !cols[0].len || !cols[1].len)
		return err_set(e, ERR_RULES, "%s:%u: host (or *), tab and line wanted", r->path,
			       line);
	*ARENA_PUSH(&r->arena, r->rows, r->n, r->cap) = arena_printf(
		&r->arena, "%.*s\t%.*s", (int)cols[0].len, cols[0].p, (int)cols[1].len, cols[1].p);
	return OK;
}

static int row_cmp(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	return slice_cmp(*x, *y);
}

enum status repeats_open(struct repeats *r, const char *path, struct err *e)
{
	arena_init(&r->arena);
	r->path = path;
	if (!path) return OK;
	TRY(tsv_load(path, load_row, r, e));
	if (r->n) qsort(r->rows, r->n, sizeof *r->rows, row_cmp);
	return OK;
}

void repeats_close(struct repeats *r)
{
	arena_free(&r->arena);
}

static bool has_row(const struct repeats *r, struct slice host, struct slice line, struct arena *a)
{
	struct slice key = arena_printf(a, "%.*s\t%.*s", (int)host.len, host.p ? host.p : "",
					(int)line.len, line.p);
	return bsearch(&key, r->rows, r->n, sizeof *r->rows, row_cmp) != NULL;
}

/* The line with single blanks for white space, as UTF-8. */
static struct slice line_key(const struct page *p, const struct line *l, struct ubuf *u,
			     struct arena *a)
{
	u->len = 0;
	for (uint32_t i = l->vis; i < l->vis + l->len; i++) {
		bool space = unit_is_space(p->vis[i]);
		if (space && u->len && u->p[u->len - 1] == ' ') continue;
		ubuf_addc(u, space ? ' ' : p->vis[i]);
	}
	return arena_utf8(a, (struct uslice){ u->p, u->len });
}

void repeats_drop(const struct repeats *r, struct page *p, struct slice url, size_t from, size_t to,
		  struct arena *a)
{
	struct ubuf u = { 0 };
	struct slice host = sites_host(url);
	for (size_t i = from; r->n && i < to; i++) {
		struct line *l = &p->lines[i];
		if (l->why || l->len > REPEAT_MAX || (l->flags & LINE_TITLE)) continue;
		struct slice key = line_key(p, l, &u, a);
		if (has_row(r, SLICE("*"), key, a) || (host.len && has_row(r, host, key, a)))
			l->why = WHY_REPEAT;
	}
	ubuf_free(&u);
}
