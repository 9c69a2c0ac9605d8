/* Which units may stand in a gap of a pattern: between the place where a match begins and a literal
 * of it. Marks, ASCII and the classes of sketches are told apart, as they end most gaps; all others
 * share slots by a hash, so that a gap may be thought to take a unit that it does not, never the
 * other way round. One line of memory. */
#ifndef ZHC_UNIT_GAP_H
#define ZHC_UNIT_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GAP_SLOTS 512
#define GAP_EXACT 256 /* slots below stand for one unit each */

struct unit_gap {
	uint32_t bits[GAP_SLOTS / 32];
};

static inline unsigned gap_slot(uint16_t c)
{
	switch (c >> 5) {
	case 0x00 >> 5:
	case 0x20 >> 5:
	case 0x40 >> 5:
	case 0x60 >> 5:
		return c;
	case 0x2000 >> 5:
		return 128 | (c & 31);
	case 0x3000 >> 5:
		return 160 | (c & 31);
	case 0xff00 >> 5:
		return 192 | (c & 31);
	case 0xe100 >> 5:
		return 224 | (c & 31);
	default:
		return GAP_EXACT | ((c ^ c >> 8) & 255);
	}
}

static inline bool gap_takes(const struct unit_gap *g, uint16_t c)
{
	unsigned slot = gap_slot(c);

	return g->bits[slot / 32] >> slot % 32 & 1;
}

static inline void gap_add(struct unit_gap *g, uint16_t c)
{
	unsigned slot = gap_slot(c);

	g->bits[slot / 32] |= UINT32_C(1) << slot % 32;
}

static inline void gap_join(struct unit_gap *g, const struct unit_gap *other)
{
	for (size_t i = 0; i < GAP_SLOTS / 32; i++) g->bits[i] |= other->bits[i];
}

/* All units but those of which other tells exactly. */
static inline void gap_add_others(struct unit_gap *g, const struct unit_gap *other)
{
	for (size_t i = 0; i < GAP_SLOTS / 32; i++)
		g->bits[i] |= i < GAP_EXACT / 32 ? ~other->bits[i] : UINT32_MAX;
}

static inline void gap_add_all(struct unit_gap *g)
{
	for (size_t i = 0; i < GAP_SLOTS / 32; i++) g->bits[i] = UINT32_MAX;
}

static inline bool gap_is_all(const struct unit_gap *g)
{
	uint32_t all = UINT32_MAX;

	for (size_t i = 0; i < GAP_SLOTS / 32; i++) all &= g->bits[i];
	return all == UINT32_MAX;
}

#endif
