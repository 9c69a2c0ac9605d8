/* A set of UTF-16 units as a bit a unit: 8 KB, which stay in the first cache. For finding the few
 * places of a text where there is anything to look at: one pass, a bit a unit, no more. Pure,
 * portable; linear. */
#ifndef ZHC_UNIT_SET_H
#define ZHC_UNIT_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
