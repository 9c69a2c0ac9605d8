/* Some thousand words, each with a value, asked for at every word of a text.
 *
 * A word of up to four units is a number of 64 bits and stands in a hash table under it. Most words
 * that are asked for are not there: a bit tells so, of 8 KB that stay in the nearest cache. Longer
 * words and beginnings are left to a trie, behind a byte a unit that tells how long the words are
 * which begin with it. Read-only once made. */
#ifndef ZHC_WORD_TABLE_H
#define ZHC_WORD_TABLE_H

#include "pipeline/core/datrie.h"
#include "pipeline/core/unit_set.h"

#define WORD_SHORT 4 /* units */

struct word_slot { /* key and value lie side by side: most lookups wait for memory */
	uint64_t key;
	uint32_t value;
};

/* What a table of words is made of, each as bytes: the sections of a compiled table. ORDER
 * word_table_part_names */
enum word_table_part { WORD_TRIE, WORD_LENS, WORD_SOME, WORD_SLOTS, WORD_PARTS };
extern const char *const word_table_part_names[WORD_PARTS];

struct word_table {
	struct datrie trie;
	const uint8_t *lens; /* 65536; bit n - 1: words of n units begin with the unit, bit 7: of 8
				and more */
	const struct unit_set *some;   /* 16 bits of the hash of each short word */
	const struct word_slot *slots; /* of short words; key 0: free */
	uint32_t mask;		       /* slots - 1 */
};

/* The parts (empty buffers) from n words (of equal ones the first counts; their order may change).
 * ERR_RULES as of datrie_build. */
enum status word_table_make(struct buf parts[WORD_PARTS], struct datrie_key *keys, size_t n,
			    struct err *e);
/* View of parts that were made (borrowed, 8-byte aligned). ERR_RULES when they are damaged. */
enum status word_table_view(struct word_table *t, const struct slice parts[WORD_PARTS],
			    struct err *e);

static inline uint64_t word_table_key(struct uslice s)
{
	/* one to four units, without a branch */
	uint64_t two = s.len > 1, three = s.len > 2, four = s.len > 3;

	return s.p[0] | (s.p[two] * two) << 16 | (s.p[2 * three] * three) << 32 |
	       (s.p[3 * four] * four) << 48;
}

static inline uint64_t word_table_hash(uint64_t key)
{
	return key * UINT64_C(0x9e3779b97f4a7c15);
}

static inline uint32_t word_table_slot(uint32_t mask, uint64_t hash)
{
	return (uint32_t)(hash >> 40) & mask;
}

/* The same for the first len units at s, of which four can be read: without a loop. */
static inline uint64_t word_table_key_at(const uint16_t *s, size_t len)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t k;
	memcpy(&k, s, sizeof k);
	return k & UINT64_MAX >> (64 - 16 * len);
#else
	return word_table_key((struct uslice){ s, len });
#endif
}

/* May s be one of the words? Worth asking first where few words of a text are. */
static inline bool word_table_may_have(const struct word_table *t, struct uslice s)
{
	return s.len && t->lens[s.p[0]] & 1u << (s.len < 8 ? s.len - 1 : 7);
}

static inline bool word_table_has_key(const struct word_table *t, uint64_t key, uint32_t *value)
{
	uint64_t hash = word_table_hash(key);

	if (!unit_set_has(t->some, (uint16_t)(hash >> 48)) || !key) return false;
	uint32_t i = word_table_slot(t->mask, hash);
	while (t->slots[i].key != key && t->slots[i].key) i = (i + 1) & t->mask;
	*value = t->slots[i].value;
	return t->slots[i].key == key;
}

/* May text[off, off + len), len > 0, be one of the words? Told without a branch but for long words
 * and the last ones of a text, of which it is not asked. */
static inline bool word_table_may_have_at(const struct word_table *t, struct uslice text,
					  size_t off, size_t len)
{
	if (len > WORD_SHORT || text.len - off < WORD_SHORT) return true;
	return unit_set_has(t->some, (uint16_t)(word_table_hash(word_table_key_at(
						       text.p + off, len)) >>
					       48));
}

/* Is s one of the words? Its value. */
static inline bool word_table_has(const struct word_table *t, struct uslice s, uint32_t *value)
{
	if (s.len - 1 >= WORD_SHORT) {
		return word_table_may_have(t, s) && datrie_has(&t->trie, s.p, s.len, value);
	}
	return word_table_has_key(t, word_table_key(s), value);
}

/* The same for text[off, off + len), len > 0: quicker, as all but the last words of a text have
 * units behind them. */
static inline bool word_table_has_at(const struct word_table *t, struct uslice text, size_t off,
				     size_t len, uint32_t *value)
{
	if (len > WORD_SHORT || text.len - off < WORD_SHORT)
		return word_table_has(t, (struct uslice){ text.p + off, len }, value);
	return word_table_has_key(t, word_table_key_at(text.p + off, len), value);
}

/* datrie_prefixes over the words. */
static inline size_t word_table_prefixes(const struct word_table *t, struct uslice s, size_t max,
					 uint16_t *lens, uint32_t *values)
{
	return s.len && t->lens[s.p[0]] ? datrie_prefixes(&t->trie, s.p, s.len, max, lens, values)
					: 0;
}

#endif
