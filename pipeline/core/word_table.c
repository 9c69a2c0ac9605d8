/* Words with values. See word_table.h. */
#include "pipeline/core/word_table.h"

#include "pipeline/core/mem.h"

#define LENS 65536u

const char *const word_table_part_names[WORD_PARTS] = { "trie", "lens", "some", "slots" };

static void add_short(const struct datrie *trie, struct uslice word, struct unit_set *some,
		      struct word_slot *slots, uint32_t mask)
{
	uint64_t key = word_table_key(word), hash = word_table_hash(key);
	uint32_t i = word_table_slot(mask, hash);

	while (slots[i].key && slots[i].key != key) i = (i + 1) & mask;
	slots[i].key = key;
	unit_set_add(some, (uint16_t)(hash >> 48));
	datrie_has(trie, word.p, word.len, &slots[i].value);
}

/* Bytes of zero. */
static void *room(struct buf *b, size_t len)
{
	buf_reserve(b, len);
	b->len = len;
	return memset(b->p, 0, len);
}

enum status word_table_make(struct buf parts[WORD_PARTS], struct datrie_key *keys, size_t n,
			    struct err *e)
{
	struct datrie trie;
	size_t n_slots = 64;

	TRY(datrie_build(keys, n, &parts[WORD_TRIE], e));
	TRY(datrie_view(&trie, buf_slice(&parts[WORD_TRIE]), e));
	while (n_slots < 3 * n) n_slots *= 2;
	uint8_t *lens = room(&parts[WORD_LENS], LENS);
	struct unit_set *some = room(&parts[WORD_SOME], sizeof *some);
	struct word_slot *slots = room(&parts[WORD_SLOTS], n_slots * sizeof *slots);
	for (size_t i = 0; i < n; i++) {
		struct uslice w = keys[i].key;
		lens[w.p[0]] |= (uint8_t)(1u << (w.len < 8 ? w.len - 1 : 7));
		if (w.len <= WORD_SHORT) add_short(&trie, w, some, slots, (uint32_t)n_slots - 1);
	}
	return OK;
}

enum status word_table_view(struct word_table *t, const struct slice parts[WORD_PARTS],
			    struct err *e)
{
	size_t n_slots = parts[WORD_SLOTS].len / sizeof *t->slots;

	*t = (struct word_table){ .mask = (uint32_t)n_slots - 1 };
	if (parts[WORD_LENS].len != LENS || parts[WORD_SOME].len != sizeof *t->some || !n_slots ||
	    (n_slots & (n_slots - 1)))
		return err_set(e, ERR_RULES, "a table of words is damaged (run make)");
	t->lens = (const uint8_t *)parts[WORD_LENS].p;
	t->some = (const struct unit_set *)(const void *)parts[WORD_SOME].p;
	t->slots = (const struct word_slot *)(const void *)parts[WORD_SLOTS].p;
	return datrie_view(&t->trie, parts[WORD_TRIE], e);
}
