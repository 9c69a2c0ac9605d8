/* Double-array trie over UTF-16: longest and all prefix matches of a lexicon, read-only, position
 * independent, so that it can stand in a mmap'd table. Values are 32-bit, the caller's (an index,
 * packed fields). Limits: 2^24 states, keys of at most 255 units. */
#ifndef ZHC_DATRIE_H
#define ZHC_DATRIE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

struct datrie {
	const uint16_t *code; /* 65536: dense code of a unit, 0 = in no key */
	const uint32_t *cell; /* three a state: base, check, value */
	uint32_t n_states;    /* states */
};

struct datrie_key {
	struct uslice key;
	uint32_t value;
};

/* For qsort of keys: by text, equal ones by value. */
int datrie_key_order(const void *a, const void *b);

/* Build from keys (any order; equal keys: the first wins) into out, 8-byte aligned from its start.
 */
enum status datrie_build(struct datrie_key *keys, size_t n, struct buf *out, struct err *e);
/* View of built bytes (borrowed, 8-byte aligned). ERR_RULES when they are damaged. */
enum status datrie_view(struct datrie *t, struct slice bytes, struct err *e);

/* Longest key that is a prefix of s: its length in units, 0 if none. */
size_t datrie_longest(const struct datrie *t, const uint16_t *s, size_t len, uint32_t *value);
/* All keys that are prefixes of s, shortest first: count (at most max) in len/value arrays. */
size_t datrie_prefixes(const struct datrie *t, const uint16_t *s, size_t len, size_t max,
		       uint16_t *lens, uint32_t *values);
/* Exactly s? */
bool datrie_has(const struct datrie *t, const uint16_t *s, size_t len, uint32_t *value);

#endif
