/* A gate before the look-up of whole words in a trie: most words of a text stand in no list, and one byte tells so.
 *
 * lens[unit]: a bit a length of the words that begin with the unit; the last bit is of all lengths from 8 on. The table is
 * 64 KB, of which a text touches the lines of its own characters. */
#ifndef ZHC_WORD_GATE_H
#define ZHC_WORD_GATE_H

#include "pipeline/core/datrie.h"
#include "pipeline/core/mem.h"

struct word_gate {
	uint8_t *lens; /* 65536, owned */
};

static inline uint8_t word_gate_bit(size_t len)
{
	return (uint8_t)(1u << (len < 8 ? len - 1 : 7));
}

/* The gate of n words; freed by mem_free(g->lens). */
static inline void word_gate_make(struct word_gate *g, const struct datrie_key *keys, size_t n)
{
	g->lens = mem_zalloc(65536);
	for (size_t i = 0; i < n; i++)
		if (keys[i].key.len) g->lens[keys[i].key.p[0]] |= word_gate_bit(keys[i].key.len);
}

/* May s be one of the words? */
static inline bool word_gate_opens(const struct word_gate *g, struct uslice s)
{
	return s.len && g->lens[s.p[0]] & word_gate_bit(s.len);
}

/* May one of the words begin with the unit? */
static inline bool word_gate_begins(const struct word_gate *g, uint16_t unit)
{
	return g->lens[unit] != 0;
}

#endif
