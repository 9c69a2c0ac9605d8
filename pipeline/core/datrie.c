/* Double-array trie: built once from sorted keys, then read in place. See datrie.h.
 * A state has three cells: the base of its children, the parent state (check), the value of the key
 * that ends there; so a step touches one place of the memory, which is what a look-up waits for. A
 * base says in its highest bit whether a key ends there. Code 0 is no character. */
#include "pipeline/core/datrie.h"

#include "pipeline/core/mem.h"

#include <stdlib.h>

#define MAGIC	  0x33544144u /* "DAT3" */
#define CELLS	  3u	      /* of a state */
#define BASE	  0u
#define CHECK	  1u
#define VALUE	  2u
#define HAS_END	  0x80000000u
#define STATE_MAX (1u << 24)
#define KEY_MAX	  255u
#define FREE	  0xffffffffu

struct builder {
	const struct datrie_key *keys;
	uint16_t *code;
	uint32_t *cell;
	size_t cap;	    /* states allocated */
	uint32_t n;	    /* states in use: 1 + highest */
	uint32_t next_free; /* no free state below this one */
	struct datrie_task *tasks;
	size_t n_tasks, cap_tasks;
};

/* Keys [from, to) share their first depth units and hang below state. */
struct datrie_task {
	uint32_t from, to, state;
	uint32_t depth;
};

static int compare_keys(const void *pa, const void *pb)
{
	const struct datrie_key *a = pa, *b = pb;
	int c = uslice_cmp(a->key, b->key);

	return c ? c : a->key.p < b->key.p ? -1 : a->key.p > b->key.p;
}

/* Dense codes, commonest units first, so that sibling codes lie close together. */
static void assign_codes(uint16_t *code, const struct datrie_key *keys, size_t n)
{
	uint32_t *count = mem_zalloc(65536 * sizeof *count);
	uint16_t *used = mem_alloc(65536 * sizeof *used);
	uint32_t next = 1, n_used = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < keys[i].key.len; k++) count[keys[i].key.p[k]]++;
	for (uint32_t c = 0; c < 65536; c++)
		if (count[c]) used[n_used++] = (uint16_t)c;
	for (int bit = 31; bit >= 0; bit--)
		for (uint32_t i = 0; i < n_used; i++)
			if (count[used[i]] >> bit == 1) code[used[i]] = (uint16_t)next++;
	mem_free(used);
	mem_free(count);
}

static void grow_cells(struct builder *b, size_t need)
{
	size_t old = b->cap;

	if (need <= old) return;
	b->cap = need * 2;
	b->cell = mem_realloc(b->cell, b->cap * CELLS * sizeof *b->cell);
	for (size_t i = old; i < b->cap; i++) {
		b->cell[CELLS * i + BASE] = b->cell[CELLS * i + VALUE] = 0;
		b->cell[CELLS * i + CHECK] = FREE;
	}
}

static bool is_free(const struct builder *b, size_t i)
{
	return i >= b->cap || b->cell[CELLS * i + CHECK] == FREE;
}

/* A base such that every child code lands on a free cell. */
static uint32_t find_base(struct builder *b, const uint16_t *codes, size_t n)
{
	uint32_t first = b->next_free > codes[0] ? b->next_free : codes[0] + 1u;

	for (unsigned tries = 0;; first++) {
		if (!is_free(b, first)) continue;
		uint32_t base = first - codes[0];
		size_t k = 1;
		while (k < n && is_free(b, (size_t)base + codes[k])) k++;
		if (k == n) return base;
		if (++tries > 4096) { /* crowded here: move the search up for good */
			b->next_free = first;
			tries = 0;
		}
	}
}

static int compare_codes(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

static uint16_t code_at(const struct builder *b, uint32_t key, uint32_t depth)
{
	return b->code[b->keys[key].key.p[depth]];
}

/* The codes by which the keys of a task go on, each once; *from: the first key that does. */
static size_t next_codes(const struct builder *b, const struct datrie_task *t, uint32_t *from,
			 uint16_t *codes)
{
	size_t n = 0;

	*from = t->from;
	while (*from < t->to && b->keys[*from].key.len == t->depth) ++*from;
	for (uint32_t i = *from; i < t->to; i++) {
		uint16_t c = code_at(b, i, t->depth);
		if (i == *from || c != code_at(b, i - 1, t->depth)) codes[n++] = c;
	}
	qsort(codes, n, sizeof *codes, compare_codes);
	return n;
}

static bool place_children(struct builder *b, struct datrie_task t, uint16_t *codes)
{
	uint32_t from, *cell = &b->cell[CELLS * t.state];
	size_t n = next_codes(b, &t, &from, codes);

	if (from > t.from) { /* equal keys: the first */
		cell[BASE] = HAS_END;
		cell[VALUE] = b->keys[t.from].value;
	}
	if (n == 0) return true;
	uint32_t base = find_base(b, codes, n);
	if (base + codes[n - 1] + 1 >= STATE_MAX) return false;
	grow_cells(b, (size_t)base + codes[n - 1] + 1);
	b->cell[CELLS * t.state + BASE] |= base;
	for (size_t k = 0; k < n; k++) {
		uint32_t s = base + codes[k];
		b->cell[CELLS * s + CHECK] = t.state;
		if (s >= b->n) b->n = s + 1;
	}
	while (b->next_free < b->n && !is_free(b, b->next_free)) b->next_free++;
	for (uint32_t i = from, j; i < t.to; i = j) {
		uint16_t c = code_at(b, i, t.depth);
		for (j = i + 1; j < t.to && code_at(b, j, t.depth) == c; j++)
			;
		b->tasks = mem_grow(b->tasks, &b->cap_tasks, b->n_tasks + 1, sizeof *b->tasks);
		b->tasks[b->n_tasks++] = (struct datrie_task){ i, j, base + c, t.depth + 1 };
	}
	return true;
}

int datrie_key_order(const void *pa, const void *pb)
{
	const struct datrie_key *a = pa, *b = pb;
	int c = uslice_cmp(a->key, b->key);

	return c ? c : a->value < b->value ? -1 : a->value > b->value;
}

enum status datrie_build(struct datrie_key *keys, size_t n, struct buf *out, struct err *e)
{
	struct builder b = { .keys = keys, .n = 2, .next_free = 2 };
	enum status st = OK;

	for (size_t i = 0; i < n; i++)
		if (keys[i].key.len > KEY_MAX || keys[i].key.len == 0)
			return err_set(e, ERR_RULES,
				       "lexicon key of %zu units (limits are 1 and %u)",
				       keys[i].key.len, KEY_MAX);
	qsort(keys, n, sizeof *keys, compare_keys);
	b.code = mem_zalloc(65536 * sizeof *b.code);
	assign_codes(b.code, keys, n);
	grow_cells(&b, 1024);
	b.cell[CHECK] = b.cell[CELLS + CHECK] = 0; /* state 0: nothing; 1: root */
	uint16_t *codes = mem_alloc(65537 * sizeof *codes);
	if (n) {
		b.tasks = mem_grow(b.tasks, &b.cap_tasks, 1, sizeof *b.tasks);
		b.tasks[b.n_tasks++] = (struct datrie_task){ 0, (uint32_t)n, 1, 0 };
	}
	while (b.n_tasks && st == OK)
		if (!place_children(&b, b.tasks[--b.n_tasks], codes))
			st = err_set(e, ERR_RULES, "lexicon too large (limit is %u states)",
				     STATE_MAX);
	uint32_t head[2] = { MAGIC, b.n };
	buf_add(out, head, sizeof head);
	buf_add(out, b.code, 65536 * sizeof *b.code);
	grow_cells(&b, b.n);
	for (uint32_t i = 0; i < b.n; i++)
		if (b.cell[CELLS * i + CHECK] == FREE) b.cell[CELLS * i + CHECK] = 0;
	buf_add(out, b.cell, (size_t)b.n * CELLS * sizeof *b.cell);
	mem_free(codes);
	mem_free(b.code);
	mem_free(b.cell);
	mem_free(b.tasks);
	return st;
}

enum status datrie_view(struct datrie *t, struct slice bytes, struct err *e)
{
	uint32_t head[2];

	if (bytes.len < sizeof head + 65536 * 2 || ((uintptr_t)bytes.p & 7))
		return err_set(e, ERR_RULES, "lexicon is damaged: %zu bytes", bytes.len);
	memcpy(head, bytes.p, sizeof head);
	if (head[0] != MAGIC || head[1] > STATE_MAX ||
	    bytes.len < sizeof head + 65536 * 2 + (size_t)head[1] * CELLS * sizeof *t->cell)
		return err_set(e, ERR_RULES, "lexicon is damaged: bad head");
	t->n_states = head[1];
	t->code = (const uint16_t *)(const void *)(bytes.p + sizeof head);
	t->cell = (const uint32_t *)(const void *)(bytes.p + sizeof head + 65536 * 2);
	return OK;
}

/* The child of state by code, 0 if there is none. */
static inline uint32_t step(const struct datrie *t, uint32_t state, uint32_t code)
{
	uint32_t s = (t->cell[CELLS * state + BASE] & ~HAS_END) + code;

	return s < t->n_states && t->cell[CELLS * s + CHECK] == state ? s : 0;
}

/* Does a key end at state? Its value. */
static inline bool ends(const struct datrie *t, uint32_t state, uint32_t *value)
{
	if (!(t->cell[CELLS * state + BASE] & HAS_END)) return false;
	*value = t->cell[CELLS * state + VALUE];
	return true;
}

size_t datrie_longest(const struct datrie *t, const uint16_t *s, size_t len, uint32_t *value)
{
	uint32_t state = 1;
	size_t best = 0;

	for (size_t i = 0; i < len; i++) {
		uint32_t c = t->code[s[i]];
		if (!c || !(state = step(t, state, c))) break;
		if (ends(t, state, value)) best = i + 1;
	}
	return best;
}

size_t datrie_prefixes(const struct datrie *t, const uint16_t *s, size_t len, size_t max,
		       uint16_t *lens, uint32_t *values)
{
	uint32_t state = 1;
	size_t n = 0;

	for (size_t i = 0; i < len && n < max; i++) {
		uint32_t c = t->code[s[i]];
		if (!c || !(state = step(t, state, c))) break;
		if (ends(t, state, &values[n])) lens[n++] = (uint16_t)(i + 1);
	}
	return n;
}

bool datrie_has(const struct datrie *t, const uint16_t *s, size_t len, uint32_t *value)
{
	uint32_t state = 1;

	for (size_t i = 0; i < len; i++) {
		uint32_t c = t->code[s[i]];
		if (!c || !(state = step(t, state, c))) return false;
	}
	return len && ends(t, state, value);
}
