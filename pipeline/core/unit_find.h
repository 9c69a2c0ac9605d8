/* Finding one or two UTF-16 units, four at a step. Pure, portable; linear. */
#ifndef ZHC_UNIT_FIND_H
#define ZHC_UNIT_FIND_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UNIT_LANES UINT64_C(0x0001000100010001)

/* Not 0 when one of the four units of w is 0. */
static inline uint64_t unit_zero(uint64_t w)
{
	return (w - UNIT_LANES) & ~w & (UNIT_LANES << 15);
}

/* The first place of c in p[i, end), end if there is none. */
static inline size_t unit_find(const uint16_t *p, size_t i, size_t end, uint16_t c)
{
	uint64_t w, want = UNIT_LANES * c;
	for (; i + 4 <= end; i += 4) {
		memcpy(&w, p + i, sizeof w);
		if (unit_zero(w ^ want)) break;
	}
	while (i < end && p[i] != c) i++;
	return i;
}

/* The first place of c or d. */
static inline size_t unit_find_either(const uint16_t *p, size_t i, size_t end, uint16_t c, uint16_t d)
{
	uint64_t w, want = UNIT_LANES * c, or_want = UNIT_LANES * d;
	for (; i + 4 <= end; i += 4) {
		memcpy(&w, p + i, sizeof w);
		if (unit_zero(w ^ want) | unit_zero(w ^ or_want)) break;
	}
	while (i < end && p[i] != c && p[i] != d) i++;
	return i;
}

#endif
