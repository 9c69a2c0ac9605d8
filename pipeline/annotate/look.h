/* Where the parts of annotate have something to look at: a byte a unit of the text, in it a bit a
 * part, filled for all of them in one pass. A part then steps over eight units at a time to the
 * next of its own; text is mostly of no interest to most parts. Without the bytes (a part run by
 * itself) its set of units is asked instead, with the same result. */
#ifndef ZHC_LOOK_H
#define ZHC_LOOK_H

#include "pipeline/annotate/part.h"

#include <string.h>

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

/* How many of the bytes of w, as they lie in memory, are 0 before the first that is not; w is not
 * 0. */
static inline size_t look_lane(uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(w) / 8;
#else
	return (size_t)__builtin_clzll(w) / 8;
#endif
}

/* A search along a text for the units of one set. */
struct look {
	const uint16_t *s;
	const struct unit_set *set;
	const uint8_t *bytes; /* and eight behind the text; NULL: ask the set */
	uint64_t lanes;	      /* the part's bit in each byte */
};

static inline struct look look_for(const struct doc *d, enum look_part part,
				   const struct unit_set *set)
{
	return (struct look){ d->text.p, set, d->looks, UINT64_C(0x0101010101010101) << part };
}

/* The first place in [i, end) of the text of a unit of the set, end if there is none; i itself if
 * it is behind. */
static inline size_t look_next(const struct look *l, size_t i, size_t end)
{
	uint64_t w;

	if (!l->bytes) return unit_set_next(l->set, l->s, i, end);
	if (i >= end) return i;
	for (; i < end; i += sizeof w) { /* over the end too: there is room, and no loop over the
					    last few that none foretells */
		memcpy(&w, l->bytes + i, sizeof w);
		if (!(w & l->lanes)) continue;
		i += look_lane(w & l->lanes);
		return i < end ? i : end;
	}
	return end;
}

#endif
