/* The table of events. See event_table.h.
 *
 * Columns of rules/extract/events.tsv: type, shape (letters), verbs, words that may not follow,
 * words of which one stands before, words that may not stand before, words of which one ends the
 * object. A row whose type is the name of a list has its words in the third column. */
#include "pipeline/extract/event_table.h"

#include "pipeline/core/rule_file.h"

#include <stdlib.h>

struct loader {
	struct event_table *t;
	const char *path;
};

static void add_words(struct arena *a, struct slice col, struct event_words *out)
{
	struct slice word;

	while (slice_split(&col, ' ', &word)) {
		if (!word.len) continue;
		struct uslice w = arena_utf16(a, word);
		*ARENA_PUSH(a, out->w, out->n, out->cap) = w;
		uint16_t last = w.p[w.len - 1];
		out->begin[w.p[0] >> 6 & 3] |= UINT64_C(1) << (w.p[0] & 63);
		out->end[last >> 6 & 3] |= UINT64_C(1) << (last & 63);
	}
}

static int compare_words(const void *a, const void *b)
{
	return uslice_cmp(*(const struct uslice *)a, *(const struct uslice *)b);
}

/* All words of a list are there: into their order. */
static void sort_words(struct arena *a, struct event_words *x)
{
	if (!x->n) return;
	qsort(x->w, x->n, sizeof *x->w, compare_words);
	x->first = arena_alloc(a, x->n * sizeof *x->first);
	for (size_t i = 0; i < x->n; i++) x->first[i] = x->w[i].p[0];
}

/* The list of this name, EVENT_LIST_N if there is none. */
static size_t list_of(struct slice name)
{
	static const char *const names[] = {
#define X(id, name) name,
		EVENT_LISTS(X)
#undef X
	};
	size_t i = 0;

	while (i < EVENT_LIST_N && !slice_is(name, names[i])) i++;
	return i;
}

static void set_shape(struct event_row *r, struct slice letters)
{
	const struct {
		char letter;
		bool *flag;
	} shape[] = {
		{ 'o', &r->object_right }, { 's', &r->object_left }, { 'p', &r->person },
		{ 'd', &r->doer },	   { 'a', &r->actor },	     { 't', &r->told },
		{ 'r', &r->relative },	   { 'y', &r->years },	     { 'n', &r->untitled },
		{ 'w', &r->any_head },	   { 'q', &r->counted },     { 'm', &r->moment },
		{ 'l', &r->spot },
	};

	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
		*shape[i].flag = memchr(letters.p, shape[i].letter, letters.len) != NULL;
}

static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct loader *l = ctx;
	struct event_table *t = l->t;
	struct slice rest, word;

	if (n_cols < 3) return err_set(e, ERR_RULES, "%s:%u: three columns wanted", l->path, line);
	size_t list = list_of(cols[0]);
	if (list < EVENT_LIST_N) return add_words(&t->a, cols[2], &t->list[list]), OK;
	struct event_row *r = ARENA_PUSH(&t->a, t->rows, t->n, t->cap);
	*r = (struct event_row){ .type = arena_copy(&t->a, cols[0]) };
	r->id = arena_printf(&t->a, "event.%.*s", (int)cols[0].len, cols[0].p);
	set_shape(r, cols[1]);
	if (n_cols > 3) add_words(&t->a, cols[3], &r->not_next);
	if (n_cols > 4) add_words(&t->a, cols[4], &r->before);
	if (n_cols > 5) add_words(&t->a, cols[5], &r->never);
	if (n_cols > 6) add_words(&t->a, cols[6], &r->ends);
	rest = cols[2];
	while (slice_split(&rest, ' ', &word)) {
		if (!word.len) continue;
		*ARENA_PUSH(&t->a, t->triggers, t->n_triggers, t->cap_triggers) =
			(struct datrie_key){ arena_utf16(&t->a, word), (uint32_t)(t->n - 1) };
	}
	return OK;
}

enum status event_open(struct event_table *t, const struct env *env, struct err *e)
{
	struct loader l = { .t = t };

	*t = (struct event_table){ .n = 0 };
	arena_init(&t->a);
	l.path = arena_printf(&t->a, "%s/extract/events.tsv", env->rules_dir.p).p;
	enum status st = tsv_load(l.path, add_row, &l, e);
	for (size_t i = 0; i < EVENT_LIST_N; i++) sort_words(&t->a, &t->list[i]);
	for (size_t i = 0; i < t->n; i++) {
		sort_words(&t->a, &t->rows[i].not_next);
		sort_words(&t->a, &t->rows[i].before);
		sort_words(&t->a, &t->rows[i].never);
		sort_words(&t->a, &t->rows[i].ends);
	}
	if (st != OK) event_close(t);
	return st;
}

void event_close(struct event_table *t)
{
	arena_free(&t->a);
}
