/* Builder of the words' double array (word_trie.h). States are placed in the order of their
 * heaviest word, so that the cells of common words lie together; codes go to units by their weight
 * for the same reason. */
#include "pipeline/annotate/word_trie.h"

#include "pipeline/core/mem.h"

#include <stdlib.h>

/* Keys [from, to) share their first depth units; their state is cell "cell" (0: the root). */
struct state {
	uint32_t from, to, depth, cell;
	double weight;
};

struct trie_builder {
	const struct word_key *keys;
	const uint16_t *code;
	uint64_t *cell;
	uint8_t *base_used;
	uint32_t n, root;
	uint32_t next_free; /* no free cell below */
	struct state *heap;
	size_t n_heap, cap_heap;
};

struct unit_weight {
	double weight;
	uint32_t unit;
};

static int compare_units(const void *pa, const void *pb)
{
	const struct unit_weight *a = pa, *b = pb;

	if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
	return a->unit < b->unit ? -1 : a->unit > b->unit;
}

static bool assign_codes(const struct word_key *keys, size_t n, uint16_t *code)
{
	struct unit_weight *w = mem_zalloc(65536 * sizeof *w);
	uint16_t next = 1;

	for (uint32_t c = 0; c < 65536; c++) w[c].unit = c;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < keys[i].key.len; k++)
			w[keys[i].key.p[k]].weight += keys[i].weight;
	qsort(w, 65536, sizeof *w, compare_units);
	memset(code, 0, 65536 * sizeof *code);
	for (size_t i = 0; i < 65536 && w[i].weight > 0 && next <= WORD_CODE_MAX; i++)
		code[w[i].unit] = next++;
	bool fits = next <= WORD_CODE_MAX;
	mem_free(w);
	return fits;
}

static void heap_push(struct trie_builder *b, struct state s)
{
	b->heap = mem_grow(b->heap, &b->cap_heap, b->n_heap + 1, sizeof *b->heap);
	size_t i = b->n_heap++;
	for (; i && b->heap[(i - 1) / 2].weight < s.weight; i = (i - 1) / 2)
		b->heap[i] = b->heap[(i - 1) / 2];
	b->heap[i] = s;
}

static struct state heap_pop(struct trie_builder *b)
{
	struct state top = b->heap[0], last = b->heap[--b->n_heap];
	size_t i = 0;

	for (size_t k; (k = 2 * i + 1) < b->n_heap; i = k) {
		if (k + 1 < b->n_heap && b->heap[k + 1].weight > b->heap[k].weight) k++;
		if (b->heap[k].weight <= last.weight) break;
		b->heap[i] = b->heap[k];
	}
	if (b->n_heap) b->heap[i] = last;
	return top;
}

/* Children of the state as states of their own, by unit; a key that ends here is none. */
static size_t split(const struct trie_builder *b, struct state s, struct state *out)
{
	size_t n = 0;

	for (uint32_t i = s.from, j; i < s.to; i = j) {
		j = i + 1;
		if (b->keys[i].key.len == s.depth) continue;
		uint16_t unit = b->keys[i].key.p[s.depth];
		double weight = b->keys[i].weight;
		for (; j < s.to && b->keys[j].key.p[s.depth] == unit; j++)
			if (b->keys[j].weight > weight) weight = b->keys[j].weight;
		out[n++] = (struct state){ i, j, s.depth + 1, 0, weight };
	}
	return n;
}

static uint32_t child_code(const struct trie_builder *b, const struct state *child)
{
	return b->code[b->keys[child->from].key.p[child->depth - 1]];
}

/* A base not used yet under which all children's cells are free; 0 when the array is full. */
static uint32_t find_base(struct trie_builder *b, const struct state *child, size_t n)
{
	uint32_t low = WORD_CODE_MAX;

	for (size_t k = 0; k < n; k++)
		if (child_code(b, &child[k]) < low) low = child_code(b, &child[k]);
	uint32_t first = b->next_free > low ? b->next_free - low : 1;
	for (uint32_t base = first, tries = 0; base + WORD_CODE_MAX < WORD_CELL_MAX; base++) {
		size_t k = 0;
		if (b->base_used[base]) continue;
		while (k < n && !b->cell[base + child_code(b, &child[k])]) k++;
		if (k == n) return base;
		/* crowded here: larger sets look further up from now on */
		if (++tries > 3000 && n > 1) {
			b->next_free = base;
			tries = 0;
		}
	}
	return 0;
}

static bool place(struct trie_builder *b, struct state s, struct state *child)
{
	size_t n = split(b, s, child);
	uint32_t base = n ? find_base(b, child, n) : 0;

	if (n && !base) return false;
	if (s.cell) b->cell[s.cell] |= (uint64_t)base << (WORD_VALUE_BITS + WORD_CODE_BITS);
	else b->root = base;
	if (n) b->base_used[base] = 1;
	for (size_t k = 0; k < n; k++) {
		uint32_t code = child_code(b, &child[k]);
		const struct word_key *key = &b->keys[child[k].from];
		uint32_t value = key->key.len == child[k].depth ? key->value : 0;
		child[k].cell = base + code;
		b->cell[base + code] = (uint64_t)code << WORD_VALUE_BITS | value;
		if (base + code >= b->n) b->n = base + code + 1;
		heap_push(b, child[k]);
	}
	while (b->next_free < b->n && b->cell[b->next_free]) b->next_free++;
	return true;
}

enum status word_trie_build(const struct word_key *keys, size_t n, uint16_t code[65536],
			    struct buf *out, struct err *e)
{
	struct trie_builder b = { .keys = keys, .code = code, .next_free = 1 };
	enum status st = OK;

	if (!assign_codes(keys, n, code))
		return err_set(e, ERR_RULES, "words of more than %u characters", WORD_CODE_MAX);
	b.cell = mem_zalloc(WORD_CELL_MAX * sizeof *b.cell);
	b.base_used = mem_zalloc(WORD_CELL_MAX);
	struct state *child = mem_alloc((WORD_CODE_MAX + 1) * sizeof *child);
	heap_push(&b, (struct state){ 0, (uint32_t)n, 0, 0, 0 });
	while (b.n_heap && st == OK)
		if (!place(&b, heap_pop(&b), child))
			st = err_set(e, ERR_RULES, "too many words (limit is %u cells)",
				     WORD_CELL_MAX);
	/* no step leaves the array */
	b.n = b.n + WORD_CODE_MAX < WORD_CELL_MAX ? b.n + WORD_CODE_MAX : WORD_CELL_MAX;
	uint32_t head[2] = { b.root, b.n };
	buf_add(out, head, sizeof head);
	buf_add(out, b.cell, b.n * sizeof *b.cell);
	mem_free(child);
	mem_free(b.cell);
	mem_free(b.base_used);
	mem_free(b.heap);
	return st;
}
