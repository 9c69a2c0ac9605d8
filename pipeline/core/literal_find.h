/* Which of some thousand literals stand at a place of a text: the filter before the patterns of a
 * rule set.
 *
 * A bit of the unit and one of the pair of units tell whether a literal may begin, without a branch
 * and from two tables that stay in the nearest cache; only then the pair is looked up. Read-only
 * after literal_finder_make. */
#ifndef ZHC_LITERAL_FIND_H
#define ZHC_LITERAL_FIND_H

#include "pipeline/core/slice.h"
#include "pipeline/core/unit_set.h"

#define LITERAL_UNITS_MAX 16

struct literal_pair {
	uint32_t key;	     /* first unit << 16 | second; 0 = free */
	uint32_t from, upto; /* literals [from, upto) begin so */
};
#define LITERALS_MAX 60000
#define LITERAL_END  0xffffu /* stands for what is behind the text; no character */

struct literal_finder {
	struct unit_set *alone; /* units that are literals */
	uint16_t *alone_lit;	/* of a unit that is one, its number */
	struct unit_set *heads; /* literal_bit of pairs of units that begin literals */
	struct literal_pair *pairs;
	uint32_t mask; /* slots of pairs - 1 */
	uint32_t *at;  /* text of literal l: units[at[l]] to units[at[l+1]] */
	uint16_t *units;
};
/* From n different literals in the order of uslice_cmp, at most LITERALS_MAX, each of 1 to
 * LITERAL_UNITS_MAX units (asserted). */
void literal_finder_make(struct literal_finder *f, const struct uslice *texts, size_t n);
void literal_finder_free(struct literal_finder *f);

/* Slot of a pair, before it is cut to the table's size; its bit in bits. */
static inline uint32_t literal_hash(uint32_t key)
{
	return (key ^ key >> 15) * 0x9e3779b1u;
}

/* Of 16-bit arithmetic alone, so that eight are made at a time. */
#define LITERAL_FIRST  0x9e37
#define LITERAL_SECOND 0x79b9
static inline uint16_t literal_bit(uint16_t c, uint16_t next)
{
	return (uint16_t)(c * (uint32_t)LITERAL_FIRST + next * (uint32_t)LITERAL_SECOND);
}

static inline uint64_t literal_may_begin(const struct literal_finder *f, uint16_t c, uint16_t bit)
{
	return (unit_set_bit(f->alone, c) | unit_set_bit(f->heads, bit)) & 1;
}

/* A bit for each place of [from, from + 64) of the text where, as far as two units say, a literal
 * may begin. *surrogates becomes true when one stands there. */
static inline uint64_t literal_places(const struct literal_finder *f, struct uslice text,
				      size_t from, bool *surrogates)
{
	const uint16_t *p = text.p + from;
	size_t n = text.len - from < 64 ? text.len - from : 64, i = 0;
	uint64_t places = 0;

#ifdef __SSE2__
	const __m128i first = _mm_set1_epi16((short)LITERAL_FIRST),
		      second = _mm_set1_epi16((short)LITERAL_SECOND);
	const __m128i head = _mm_set1_epi16((short)0xf800), half = _mm_set1_epi16((short)0xd800);
	__m128i halves = _mm_setzero_si128();
	const uint8_t *alone = (const uint8_t *)f->alone->bits,
		      *heads = (const uint8_t *)f->heads->bits;
	for (; i + 8 < n + (from + n < text.len); i += 8) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(p + i + 1));
		__m128i bit =
			_mm_add_epi16(_mm_mullo_epi16(c, first), _mm_mullo_epi16(next, second));
		halves = _mm_or_si128(halves, _mm_cmpeq_epi16(_mm_and_si128(c, head), half));
		__m128i some = _mm_or_si128(unit_set_lanes(alone, c), unit_set_lanes(heads, bit));
		places |= (uint64_t)unit_lanes_mask(some) << i;
	}
	*surrogates |= _mm_movemask_epi8(halves) != 0;
#endif
	for (; i < n; i++) {
		uint16_t next = from + i + 1 < text.len ? p[i + 1] : LITERAL_END;
		*surrogates |= (p[i] & 0xf800) == 0xd800;
		places |= literal_may_begin(f, p[i], literal_bit(p[i], next)) << i;
	}
	return places;
}

/* Is the unit a literal? */
static inline bool literal_alone(const struct literal_finder *f, uint16_t c, uint32_t *lit)
{
	if (!unit_set_has(f->alone, c)) return false;
	*lit = f->alone_lit[c];
	return true;
}

/* May a longer literal begin at text.p[i]? */
static inline bool literal_may_head(const struct literal_finder *f, struct uslice text, size_t i)
{
	return i + 1 < text.len && unit_set_has(f->heads, literal_bit(text.p[i], text.p[i + 1]));
}

/* The literals of two and more units that begin at text.p[i] where one may: their numbers, at most
 * LITERAL_UNITS_MAX, in found; gives how many. */
size_t literal_look(const struct literal_finder *f, struct uslice text, size_t i, uint32_t *found);

#endif
