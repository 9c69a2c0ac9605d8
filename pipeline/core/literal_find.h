/* Which of some thousand literals stand at a place of a text: the filter before the patterns of a rule set.
 *
 * A look into a 64 KB table and one at a bit of the pair of units tell whether a literal may begin, without a branch; only
 * then the pair is looked up. Read-only after literal_finder_make. */
#ifndef ZHC_LITERAL_FIND_H
#define ZHC_LITERAL_FIND_H

#include "pipeline/core/slice.h"

#define LITERAL_UNITS_MAX 16
#define LITERAL_PAIR_BITS (1u << 16)

struct literal_pair {
	uint32_t key;	     /* first unit << 16 | second, LITERAL_ALONE for a literal of one unit; 0 = free */
	uint32_t from, upto; /* literals [from, upto) begin so */
};
#define LITERAL_ALONE 0xffffu /* no character */

struct literal_finder {
	uint8_t *kind; /* of a unit: LITERAL_* */
	uint64_t *bits; /* a bit a pair of units that begins literals, LITERAL_PAIR_BITS of them */
	struct literal_pair *pairs;
	uint32_t mask; /* slots of pairs - 1 */
	uint32_t *at;  /* text of literal l: units[at[l]] to units[at[l+1]] */
	uint16_t *units;
};
enum { LITERAL_ONE = 1, LITERAL_HEAD = 2, LITERAL_SURROGATE = 4 }; /* literal_places knows them by their bits */

/* Order of literals: unit by unit, the shorter first. */
int literal_compare(struct uslice a, struct uslice b);
/* From n different literals in that order, each of 1 to LITERAL_UNITS_MAX units (asserted). */
void literal_finder_make(struct literal_finder *f, const struct uslice *texts, size_t n);
void literal_finder_free(struct literal_finder *f);

static inline uint32_t literal_hash(uint32_t key)
{
	return (key ^ key >> 15) * 0x9e3779b1u;
}

/* A bit for each place of [from, from + 64) of the text where, as far as two units say, a literal may begin. *kinds gets
 * LITERAL_SURROGATE when one stands there. */
static inline uint64_t literal_places(const struct literal_finder *f, struct uslice text, size_t from, uint32_t *kinds)
{
	size_t n = text.len - from < 64 ? text.len - from : 64;
	uint32_t c = text.p[from], all = 0;
	uint64_t places = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t next = from + i + 1 < text.len ? text.p[from + i + 1] : LITERAL_ALONE, kind = f->kind[c];
		uint32_t bit = literal_hash(c << 16 | next) % LITERAL_PAIR_BITS;
		all |= kind;
		places |= ((kind | (kind >> 1 & (f->bits[bit / 64] >> bit % 64))) & 1) << i;
		c = next;
	}
	*kinds |= all;
	return places;
}

/* The literals that begin at text.p[i]: their numbers, at most LITERAL_UNITS_MAX, in found; gives how many. */
size_t literal_look(const struct literal_finder *f, struct uslice text, size_t i, uint32_t *found);

#endif
