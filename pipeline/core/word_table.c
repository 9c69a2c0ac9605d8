/* Words with values. See word_table.h. */
#include "pipeline/core/word_table.h"

#include "pipeline/core/mem.h"

static void add_short(struct word_table *t, struct uslice word)
{
	uint64_t key = word_table_key(word);
	uint64_t hash = word_table_hash(key);
	uint32_t i = word_table_slot(t, hash);

	while (t->slots[i].key && t->slots[i].key != key) i = (i + 1) & t->mask;
	t->slots[i].key = key;
	unit_set_add(t->some, (uint16_t)(hash >> 48));
	datrie_has(&t->trie, word.p, word.len, &t->slots[i].value);
}

enum status word_table_make(struct word_table *t, struct datrie_key *keys, size_t n, struct err *e)
{
	size_t slots = 64;

	*t = (struct word_table){ .mask = 0 };
	enum status st = datrie_build(keys, n, &t->bytes, e);
	if (st == OK) st = datrie_view(&t->trie, buf_slice(&t->bytes), e);
	if (st != OK) return st;
	while (slots < 3 * n) slots *= 2;
	t->mask = (uint32_t)slots - 1;
	t->some = mem_zalloc(sizeof *t->some);
	t->slots = mem_zalloc(slots * sizeof *t->slots);
	t->lens = mem_zalloc(65536);
	for (size_t i = 0; i < n; i++) {
		struct uslice w = keys[i].key;
		t->lens[w.p[0]] |= (uint8_t)(1u << (w.len < 8 ? w.len - 1 : 7));
		if (w.len <= WORD_SHORT) add_short(t, w);
	}
	return OK;
}

void word_table_free(struct word_table *t)
{
	buf_free(&t->bytes);
	mem_free(t->lens);
	mem_free(t->some);
	mem_free(t->slots);
	*t = (struct word_table){ .mask = 0 };
}
