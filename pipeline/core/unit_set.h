/* A set of UTF-16 units as a bit a unit: 8 KB, which stay in the first cache. For finding the few
 * places of a text where there is anything to look at: one pass, a bit a unit, no more. Pure,
 * portable; linear. */
#ifndef ZHC_UNIT_SET_H
#define ZHC_UNIT_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct unit_set {
	uint64_t bits[65536 / 64];
};

static inline void unit_set_add(struct unit_set *s, uint16_t c)
{
	s->bits[c >> 6] |= UINT64_C(1) << (c & 63);
}

/* 1 when the unit is in the set, else 0. */
static inline uint64_t unit_set_bit(const struct unit_set *s, uint16_t c)
{
	return s->bits[c >> 6] >> (c & 63) & 1;
}

static inline bool unit_set_has(const struct unit_set *s, uint16_t c)
{
	return unit_set_bit(s, c);
}

#ifdef __SSE2__
/* 1 << (x & 7) in each of eight lanes, as the product of what its three bits say: SSE2 has no shift
 * of lanes by different counts. */
static inline __m128i unit_lane_bits(__m128i x)
{
	const __m128i one = _mm_set1_epi16(1);
	__m128i a = _mm_and_si128(x, one), b = _mm_and_si128(x, _mm_set1_epi16(2)),
		c = _mm_and_si128(x, _mm_set1_epi16(4));

	a = _mm_add_epi16(a, one); /* 1 or 2, ... */
	b = _mm_add_epi16(_mm_add_epi16(b, _mm_srli_epi16(b, 1)), one); /* 1 or 4, ... */
	c = _mm_add_epi16(_mm_sub_epi16(_mm_slli_epi16(c, 2), _mm_srli_epi16(c, 2)), one); /* 16 */
	return _mm_mullo_epi16(_mm_mullo_epi16(a, b), c);
}

/* Of eight units at once: not 0 in the lanes of those that the set has, of which bits are the
 * bytes. A third of the instructions of asking for each. */
static inline __m128i unit_set_lanes(const uint8_t *bits, __m128i units)
{
	__m128i at = _mm_srli_epi16(units, 3), got = _mm_setzero_si128();

#define FETCH(k) got = _mm_insert_epi16(got, bits[_mm_extract_epi16(at, k)], k)
	FETCH(0);
	FETCH(1);
	FETCH(2);
	FETCH(3);
	FETCH(4);
	FETCH(5);
	FETCH(6);
	FETCH(7);
#undef FETCH
	return _mm_and_si128(got, unit_lane_bits(units));
}

/* A bit for each lane that is not 0. */
static inline unsigned unit_lanes_mask(__m128i lanes)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i none = _mm_cmpeq_epi16(lanes, zero);

	return ~(unsigned)_mm_movemask_epi8(_mm_packs_epi16(none, zero)) & 0xff;
}
#endif

/* The first place in p[i, end) of a unit of the set, end if there is none. */
static inline size_t unit_set_next(const struct unit_set *s, const uint16_t *p, size_t i,
				   size_t end)
{
	while (i + 4 <= end && !(unit_set_bit(s, p[i]) | unit_set_bit(s, p[i + 1]) |
				 unit_set_bit(s, p[i + 2]) | unit_set_bit(s, p[i + 3])))
		i += 4;
	while (i < end && !unit_set_has(s, p[i])) i++;
	return i;
}

#endif
