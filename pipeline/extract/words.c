/* The word classes of claims. See words.h. */
#include "pipeline/extract/words.h"

#include "pipeline/core/rule_file.h"

struct loader {
	struct arena a;
	struct datrie_key *keys;
	size_t n, cap;
	struct slice path;
};

static uint32_t class_bit(struct slice name)
{
	static const char *const names[WORD_ROLE_N] = {
#define X(id, name) name,
		WORD_ROLES(X)
#undef X
	};

	for (int i = 0; i < WORD_ROLE_N; i++)
		if (slice_is(name, names[i])) return 1u << i;
	return 0;
}

/* A row is: classes, words. The first column names the classes (blanks between), the second the words. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *l = ctx;
	struct slice rest = cols[0], word;
	uint32_t bits = 0;

	if (n_cols != 2) return err_set(e, ERR_RULES, "%s:%u: two columns wanted", l->path.p, line);
	while (slice_split(&rest, ' ', &word)) {
		uint32_t b = class_bit(word);
		if (!b) return err_set(e, ERR_RULES, "%s:%u: unknown class %.*s", l->path.p, line, (int)word.len, word.p);
		bits |= b;
	}
	rest = cols[1];
	while (slice_split(&rest, ' ', &word)) {
		if (!word.len) continue;
		l->keys = mem_grow(l->keys, &l->cap, l->n + 1, sizeof *l->keys);
		l->keys[l->n++] = (struct datrie_key){ arena_utf16(&l->a, word), bits };
	}
	return OK;
}

/* A word that stands in several rows has all their classes. */
static void join_equal(struct loader *l)
{
	for (size_t i = 0; i < l->n; i++) {
		uint32_t bits = l->keys[i].value;
		for (size_t k = 0; k < l->n; k++)
			if (uslice_eq(l->keys[i].key, l->keys[k].key)) bits |= l->keys[k].value;
		for (size_t k = i; k < l->n; k++)
			if (uslice_eq(l->keys[i].key, l->keys[k].key)) l->keys[k].value = bits;
	}
}

enum status words_open(struct words *w, const struct env *env, struct err *e)
{
	struct loader l = { .n = 0 };

	*w = (struct words){ 0 };
	arena_init(&l.a);
	l.path = arena_printf(&l.a, "%s/extract/words.tsv", env->rules_dir.p);
	enum status st = tsv_load(l.path.p, add_row, &l, e);
	if (st == OK) {
		join_equal(&l);
		st = datrie_build(l.keys, l.n, &w->bytes, e);
	}
	if (st == OK) st = datrie_view(&w->trie, buf_slice(&w->bytes), e);
	mem_free(l.keys);
	arena_free(&l.a);
	return st;
}

void words_close(struct words *w)
{
	buf_free(&w->bytes);
}

uint32_t words_classes(const struct words *w, struct uslice word)
{
	uint32_t v;

	return datrie_has(&w->trie, word.p, word.len, &v) ? v : 0;
}
