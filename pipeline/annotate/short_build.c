/* Builder of the table "shorts" (short_table.h) from shorts.tsv. Limits: 31 sets of characters. */
#include "pipeline/annotate/short_table.h"
#include "pipeline/core/rule_file.h"
#include "scripts/builders.h"

#define SETS_MAX 31

struct short_builder {
	struct arena a;
	uint32_t *set; /* 65536, of a character: the sets that it is in */
	struct unit_set any;
	struct slice set_name[SETS_MAX];
	size_t n_sets;
	struct datrie_key *keys[SHORT_KIND_N];
	size_t n_keys[SHORT_KIND_N], cap[SHORT_KIND_N];
	const char *path;
};

static uint32_t set_bit(struct short_builder *b, struct slice name, bool make)
{
	for (size_t i = 0; i < b->n_sets; i++)
		if (slice_eq(b->set_name[i], name)) return 1u << i;
	if (!make || b->n_sets == SETS_MAX) return 0;
	b->set_name[b->n_sets] = arena_copy(&b->a, name);
	return 1u << b->n_sets++;
}

/* The sets that a blank-separated list names; 0 when one is unknown. */
static uint32_t set_list(struct short_builder *b, struct slice names, bool make)
{
	struct slice name;
	uint32_t bits = 0;

	while (slice_split(&names, ' ', &name)) {
		uint32_t bit = set_bit(b, name, make);
		if (!bit) return 0;
		bits |= bit;
	}
	return bits;
}

static void add_word(struct short_builder *b, int kind, struct uslice word, uint32_t bits)
{
	for (size_t i = 0; i < b->n_keys[kind]; i++)
		if (uslice_eq(b->keys[kind][i].key, word)) {
			b->keys[kind][i].value |= bits;
			return;
		}
	b->keys[kind] =
		mem_grow(b->keys[kind], &b->cap[kind], b->n_keys[kind] + 1, sizeof *b->keys[kind]);
	b->keys[kind][b->n_keys[kind]++] = (struct datrie_key){ word, bits };
}

/* Columns: set, before, after, lead, pair or run; names of sets; words. Sets stand before the words
 * that use them. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct short_builder *b = ctx;
	bool is_set = n_cols == 3 && slice_is(cols[0], "set");
	uint32_t bits = n_cols == 3 ? set_list(b, cols[1], is_set) : 0;
	struct slice rest, word;
	int kind = 0;

	while (!is_set && n_cols == 3 && kind < SHORT_KIND_N &&
	       !slice_is(cols[0], short_kind_names[kind]))
		kind++;
	if (!bits || kind == SHORT_KIND_N)
		return err_set(e, ERR_RULES, "%s:%u: a kind, known sets and words wanted", b->path,
			       line);
	rest = cols[2];
	while (slice_split(&rest, ' ', &word)) {
		struct uslice u = arena_utf16(&b->a, word);
		if (!u.len) continue;
		if (is_set) {
			b->set[u.p[0]] |= bits;
			unit_set_add(&b->any, u.p[0]);
			continue;
		}
		add_word(b, kind, u, bits);
	}
	return OK;
}

enum status build_shorts(const struct slice *paths, size_t n, struct builder_out *out,
			 struct err *e)
{
	struct short_builder b = { .n_sets = 0 };

	if (n != 1) return err_set(e, ERR_RULES, "shorts: one source, not %zu", n);
	b.path = paths[0].p;
	arena_init(&b.a);
	b.set = mem_zalloc(65536 * sizeof *b.set);
	enum status st = tsv_load(b.path, add_row, &b, e);
	buf_add(builder_section(out, "sets"), b.set, 65536 * sizeof *b.set);
	buf_add(builder_section(out, "any"), &b.any, sizeof b.any);
	for (int k = 0; k < SHORT_KIND_N; k++) {
		if (st == OK)
			st = datrie_build(b.keys[k], b.n_keys[k],
					  builder_section(out, short_kind_names[k]), e);
		mem_free(b.keys[k]);
	}
	mem_free(b.set);
	arena_free(&b.a);
	return st;
}
