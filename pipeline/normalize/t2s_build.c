/* Compile the conversion tables: rows of opencc.tsv and t2s-more.tsv -> one dictionary a mode.
 *
 * A regional mode is two steps (regional variants and vocabulary to standard traditional, that to
 * simplified). They are composed here: every key of both steps is converted by both, and
 * second-step words are also entered as they look before the first step, so that one longest match
 * at run time does the work of two. */
#include "pipeline/core/rule_file.h"
#include "pipeline/normalize/t2s.h"
#include "scripts/builders.h"

#include <stdlib.h>

#define UNITS	   65536u
#define PRE_IMAGES 64 /* spellings of one word before the first step */

enum layer_bit { LAYER_TS = 1, LAYER_TW = 2, LAYER_HK = 4, LAYER_TWP = 8 };

struct conv_row {
	struct uslice key, value;
	unsigned layers; /* enum layer_bit */
	uint8_t rank;	 /* lower wins */
	bool final;	 /* ours: the value is not converted again */
};

struct conv_build {
	struct arena a;
	struct conv_row *rows;
	size_t n, cap;
	uint8_t *script;
};

/* One step: the rows of some layers, findable. */
struct conv_step {
	const struct conv_row *rows;
	struct buf bytes;
	struct datrie trie;
	bool empty;
};

static unsigned layer_of(struct slice name)
{
	static const struct {
		const char *name;
		unsigned layers;
	} names[] = { { "ts", LAYER_TS },
		      { "all", LAYER_TS | LAYER_TW | LAYER_HK },
		      { "tw", LAYER_TW },
		      { "hk", LAYER_HK },
		      { "twp", LAYER_TWP } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_is(name, names[i].name)) return names[i].layers;
	return 0;
}

static bool add_script(struct conv_build *b, struct slice name, struct slice chars)
{
	uint8_t script = slice_is(name, "hant") ? T2S_HANT : slice_is(name, "hans") ? T2S_HANS : 0;
	struct uslice u = arena_utf16(&b->a, chars);

	for (size_t i = 0; script && i < u.len; i++) b->script[u.p[i]] = script;
	return script != 0;
}

struct row_source {
	struct conv_build *b;
	bool ours;
	const char *path;
};

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct row_source *s = ctx;
	unsigned layers = n ? layer_of(cols[0]) : 0;

	if (n == 2 && add_script(s->b, cols[0], cols[1])) return OK;
	if (n != 3 || !layers || !cols[1].len || !cols[2].len)
		return err_set(e, ERR_RULES, "%s:%u: not \"layer, from, to\"", s->path, line);
	struct conv_row *r = ARENA_PUSH(&s->b->a, s->b->rows, s->b->n, s->b->cap);
	r->key = arena_utf16(&s->b->a, cols[1]);
	r->value = arena_utf16(&s->b->a, cols[2]);
	r->layers = layers;
	r->final = s->ours;
	/* ours first, then vocabulary, then variants */
	unsigned kind = layers == LAYER_TWP ? 0 : layers == LAYER_TS ? 2 : 1;
	r->rank = (uint8_t)((s->ours ? 0 : 4) + kind);
	return OK;
}

static int compare_rows(const void *pa, const void *pb)
{
	const struct conv_row *a = pa, *b = pb;
	int c = uslice_cmp(a->key, b->key);

	return c ? c : a->rank - b->rank;
}

/* The rows of layers, best rank a key. Rows are sorted by key and rank. */
static enum status make_step(const struct conv_build *b, unsigned layers, struct conv_step *step,
			     struct err *e)
{
	struct datrie_key *keys = mem_alloc((b->n + 1) * sizeof *keys);
	size_t n = 0;

	*step = (struct conv_step){ .rows = b->rows };
	for (size_t i = 0; i < b->n; i++) {
		if (!(b->rows[i].layers & layers)) continue;
		if (n && uslice_eq(keys[n - 1].key, b->rows[i].key)) continue;
		keys[n++] = (struct datrie_key){ b->rows[i].key, (uint32_t)i };
	}
	step->empty = n == 0;
	enum status st = n ? datrie_build(keys, n, &step->bytes, e) : OK;
	if (st == OK && n) st = datrie_view(&step->trie, buf_slice(&step->bytes), e);
	mem_free(keys);
	return st;
}

static size_t find_key(const struct conv_step *s, const uint16_t *p, size_t len, uint32_t *row)
{
	return s->empty ? 0 : datrie_longest(&s->trie, p, len, row);
}

static void apply_one(const struct conv_step *s, struct uslice in, struct ubuf *out)
{
	for (size_t i = 0; i < in.len;) {
		uint32_t row;
		size_t len = find_key(s, in.p + i, in.len - i, &row);
		if (len) ubuf_add(out, s->rows[row].value.p, s->rows[row].value.len);
		else ubuf_addc(out, in.p[i]);
		i += len ? len : 1;
	}
}

/* Both steps; what a final row gives stays out of the second. */
static void apply_both(const struct conv_step *first, const struct conv_step *second,
		       struct uslice in, struct ubuf *out)
{
	struct ubuf mid = { 0 };

	for (size_t i = 0; i <= in.len;) {
		uint32_t row = 0;
		size_t len = i < in.len ? find_key(first, in.p + i, in.len - i, &row) : 0;
		bool final = len && first->rows[row].final;
		if (len && !final)
			ubuf_add(&mid, first->rows[row].value.p, first->rows[row].value.len);
		else if (!len && i < in.len) ubuf_addc(&mid, in.p[i]);
		if (final || i == in.len) {
			apply_one(second, (struct uslice){ mid.p, mid.len }, out);
			mid.len = 0;
			if (final)
				ubuf_add(out, first->rows[row].value.p, first->rows[row].value.len);
		}
		i += len ? len : 1;
	}
	ubuf_free(&mid);
}

struct mode_build {
	const struct conv_step *first, *second;
	struct arena *a;
	struct datrie_key *keys; /* all but one unit to one unit */
	size_t n, cap;
	uint16_t *one;
	uint8_t *kind, *filter;
	struct ubuf *pool;
	enum status st;
};

static enum status enter_key(struct mode_build *m, struct uslice key, struct err *e)
{
	struct ubuf out = { 0 };

	apply_both(m->first, m->second, key, &out);
	if (out.len > 255) return err_set(e, ERR_RULES, "t2s: value of more than 255 units");
	if (key.len == 1 && out.len == 1) {
		m->one[key.p[0]] = out.p[0];
		if (m->kind[key.p[0]] == T2S_NONE && out.p[0] != key.p[0])
			m->kind[key.p[0]] = T2S_ONE;
	} else {
		struct datrie_key *k = ARENA_PUSH(m->a, m->keys, m->n, m->cap);
		uint32_t bit = t2s_filter_bit(key.p[0], key.len > 1 ? key.p[1] : 0);
		*k = (struct datrie_key){ key, (uint32_t)(m->pool->len << 8 | out.len) };
		ubuf_add(m->pool, out.p, out.len);
		if (key.len == 1) m->kind[key.p[0]] = T2S_ALWAYS;
		else if (m->kind[key.p[0]] != T2S_ALWAYS) m->kind[key.p[0]] = T2S_WORD;
		m->filter[bit >> 3] |= (uint8_t)(1u << (bit & 7));
	}
	ubuf_free(&out);
	return OK;
}

/* Enter a second-step word in every spelling that the first step turns into it. */
static enum status enter_pre_images(struct mode_build *m, const struct conv_build *b,
				    unsigned layers, struct uslice key, struct err *e)
{
	struct uslice forms[PRE_IMAGES];
	size_t n = 1;

	forms[0] = key;
	for (size_t i = 0; i < key.len; i++) {
		for (size_t r = 0; r < b->n; r++) {
			const struct conv_row *row = &b->rows[r];
			if (!(row->layers & layers) || row->key.len != 1 || row->value.len != 1)
				continue;
			if (row->value.p[0] != key.p[i] || row->key.p[0] == key.p[i] || row->final)
				continue;
			size_t have = n;
			for (size_t f = 0; f < have && n < PRE_IMAGES; f++) {
				uint16_t *copy = arena_alloc(m->a, key.len * sizeof *copy);
				memcpy(copy, forms[f].p, key.len * sizeof *copy);
				copy[i] = row->key.p[0];
				forms[n++] = (struct uslice){ copy, key.len };
			}
		}
	}
	for (size_t f = 0; f < n; f++) TRY(enter_key(m, forms[f], e));
	return OK;
}

static enum status enter_all(struct mode_build *m, const struct conv_build *b, unsigned layers,
			     struct err *e)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct conv_row *r = &b->rows[i];
		if (!(r->layers & (layers | LAYER_TS))) continue;
		if (i && uslice_eq(r->key, b->rows[i - 1].key) &&
		    (b->rows[i - 1].layers & (layers | LAYER_TS)))
			continue;
		TRY(r->key.len > 1 && (r->layers & LAYER_TS)
			    ? enter_pre_images(m, b, layers, r->key, e)
			    : enter_key(m, r->key, e));
	}
	return OK;
}

static enum status build_mode(struct conv_build *b, unsigned layers, struct buf *out,
			      struct ubuf *pool, struct err *e)
{
	struct conv_step first, second;
	struct mode_build m = { .a = &b->a, .pool = pool };
	struct buf trie = { 0 };

	TRY(make_step(b, layers, &first, e));
	TRY(make_step(b, LAYER_TS, &second, e));
	m.first = &first;
	m.second = &second;
	m.kind = arena_zalloc(&b->a, UNITS);
	m.filter = arena_zalloc(&b->a, UNITS / 8);
	m.one = arena_alloc(&b->a, UNITS * sizeof *m.one);
	for (uint32_t c = 0; c < UNITS; c++) m.one[c] = (uint16_t)c;
	enum status st = enter_all(&m, b, layers, e);
	if (st == OK) st = datrie_build(m.keys, m.n, &trie, e);
	buf_add(out, m.kind, UNITS);
	buf_add(out, m.one, UNITS * sizeof *m.one);
	buf_add(out, m.filter, UNITS / 8);
	buf_add(out, trie.p, trie.len);
	buf_free(&trie);
	buf_free(&first.bytes);
	buf_free(&second.bytes);
	return st;
}

enum status build_t2s(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	static const struct {
		const char *name;
		unsigned layers;
	} modes[] = { { "t2s", 0 },
		      { "tw2s", LAYER_TW },
		      { "tw2sp", LAYER_TW | LAYER_TWP },
		      { "hk2s", LAYER_HK },
		      { "auto", LAYER_TW | LAYER_HK } };
	struct conv_build b = { 0 };
	struct ubuf pool = { 0 };
	enum status st = OK;

	arena_init(&b.a);
	b.script = arena_zalloc(&b.a, UNITS);
	for (size_t i = 0; st == OK && i < n; i++) {
		struct row_source s = { &b, i > 0, paths[i].p };
		st = tsv_load(paths[i].p, add_row, &s, e);
	}
	if (b.n) qsort(b.rows, b.n, sizeof *b.rows, compare_rows);
	for (size_t i = 0; st == OK && i < sizeof modes / sizeof *modes; i++)
		st = build_mode(&b, modes[i].layers, builder_section(out, modes[i].name), &pool, e);
	buf_add(builder_section(out, "pool"), pool.p, pool.len * sizeof *pool.p);
	buf_add(builder_section(out, "script"), b.script, UNITS);
	ubuf_free(&pool);
	arena_free(&b.a);
	return st;
}
