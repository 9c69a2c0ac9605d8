/* The trie of words that the segmenter walks at every character: a double array of 8-byte cells, in
 * the compiled table.
 *
 * Why not datrie.h: here a cell holds base, check and value together, so that a step of the walk
 * costs one access, and the builder lays frequent words together, so that the cells in use stay in
 * the cache (measured: 3 times faster). A cell: bits 0-29 value · 30-42 code of the unit that leads
 * here · 43-63 base of its children, 0 = none. Child of base b by code c: cell b + c, when that
 * cell's code is c. No two states share a base. Limits: 2^21 cells, 8191 codes, values of 30 bits
 * that are not 0. */
#ifndef ZHC_WORD_TRIE_H
#define ZHC_WORD_TRIE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

#define WORD_VALUE_BITS 30
#define WORD_CODE_BITS	13
#define WORD_CODE_MAX	((1u << WORD_CODE_BITS) - 1)
#define WORD_CELL_MAX	(1u << 21)

struct word_trie {
	const uint64_t *cell; /* the last WORD_CODE_MAX are empty: there is a cell for every step
				 from every base */
	uint32_t n_cells;
	uint32_t root; /* base of the root's children */
};

/* Step from base by code: the cell, 0 when there is no such child (none has base or code 0). */
static inline uint64_t word_trie_step(const struct word_trie *t, uint32_t base, uint32_t code)
{
	uint64_t c = t->cell[base + code];

	/* without a branch */
	return c & (0 - (uint64_t)((c >> WORD_VALUE_BITS & WORD_CODE_MAX) == code));
}

/* Have the cell of such a step brought from memory while other work is done. */
static inline void word_trie_prefetch(const struct word_trie *t, uint32_t base, uint32_t code)
{
	__builtin_prefetch(&t->cell[base + code]);
}

static inline uint32_t word_cell_value(uint64_t c)
{
	return (uint32_t)(c & ((1u << WORD_VALUE_BITS) - 1));
}

static inline uint32_t word_cell_base(uint64_t c)
{
	return (uint32_t)(c >> (WORD_VALUE_BITS + WORD_CODE_BITS));
}

/* One word for the builder. */
struct word_key {
	struct uslice key;
	uint32_t value;
	double weight; /* frequent words are laid together */
};

/* Build from keys sorted by units, each once; code[unit] gets the codes. out: root base (u32),
 * number of cells (u32), cells. */
enum status word_trie_build(const struct word_key *keys, size_t n, uint16_t code[65536],
			    struct buf *out, struct err *e);

#endif
