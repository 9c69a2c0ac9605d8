/* Where the parts of annotate have something to look at: a byte a unit of the text, in it a bit a
 * part, filled for all of them in one pass. A part then steps over 32 units at a time to the next
 * of its own; text is mostly of no interest to most parts. Without the bytes (a part run by
 * itself) its set of units is asked instead, with the same result. */
#ifndef ZHC_LOOK_H
#define ZHC_LOOK_H

#include "pipeline/annotate/part.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define LOOK_STEP 32u /* bytes that are looked at together */

enum look_part {
#define X(name) LOOK_##name,
#include "pipeline/annotate/parts.def"
#undef X
	LOOK_PARTS
};
_Static_assert(LOOK_PARTS <= 8, "a bit of a byte for each part");

struct look_table {
	uint8_t of[65536]; /* of a unit: bit p, it is in the set of part p */
};

/* The sets of all parts, each opened with its state, in the order of parts.def. */
void look_table_fill(struct look_table *t, const struct annot_part *const *parts,
		     void *const *states);
/* Set d->looks from its text; and give it back, as annotate alone wants it. */
void look_make(const struct look_table *t, struct doc *d);
void look_free(struct doc *d);

/* A search along a text for the units of one set. */
struct look {
	const uint16_t *s;
	const struct unit_set *set;
	const uint8_t *bytes; /* and LOOK_STEP behind the text; NULL: ask the set */
	unsigned part;	      /* number of the part's bit in a byte */
};

static inline struct look look_for(const struct doc *d, enum look_part part,
				   const struct unit_set *set)
{
	return (struct look){ d->text.p, set, d->looks, part };
}

/* A bit for each of the LOOK_STEP bytes at i in which the part has its own. A sentence is one step
 * or two: smaller ones end where no processor foretells it. */
static inline uint32_t look_places(const struct look *l, size_t i)
{
	uint32_t places = 0;

#ifdef __SSE2__
	const __m128i to_top = _mm_cvtsi32_si128(7 - (int)l->part);
	for (unsigned k = 0; k < LOOK_STEP; k += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(l->bytes + i + k));
		unsigned hits = (unsigned)_mm_movemask_epi8(_mm_sll_epi16(v, to_top));
		places |= hits << k;
	}
#else
	for (unsigned k = 0; k < LOOK_STEP; k++)
		places |= (uint32_t)(l->bytes[i + k] >> l->part & 1) << k;
#endif
	return places;
}

/* The first place in [i, end) of the text of a unit of the set, end if there is none; i itself if
 * it is behind. */
static inline size_t look_next(const struct look *l, size_t i, size_t end)
{
	if (!l->bytes) return unit_set_next(l->set, l->s, i, end);
	if (i >= end) return i;
	for (; i < end; i += LOOK_STEP) { /* over the end too: there is room */
		uint32_t places = look_places(l, i);
		if (!places) continue;
		i += (unsigned)__builtin_ctz(places);
		return i < end ? i : end;
	}
	return end;
}

#endif
