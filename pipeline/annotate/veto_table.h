/* Layout of the compiled table "veto", shared by its builder and by part_veto.c: the words (section
 * "trie", values are rows), "series" (a byte a row: a number behind the word belongs to it),
 * "hooks" (struct veto_hooks). */
#ifndef ZHC_VETO_TABLE_H
#define ZHC_VETO_TABLE_H

#include "pipeline/core/unit_set.h"

/* What a character may begin besides a fixed word. */
#define BEGINS_NUMERAL 1u
#define BEGINS_LATIN   2u
#define BEGINS_BRACKET 4u
/* log2 of the size of the filter by the first characters of words, hashed */
#define VETO_FILTER_BITS 19u
#define VETO_LINE_BITS	 9u /* and of a line of the cache in it */
#define BACK_MAX	 31 /* a word's first hook is one of its first so many units */

/* Nearly every word of the lexicon holds a numeral, and few characters of a text are one. So the
 * text is searched for hooks: numerals, Latin letters, brackets, and of words without any of them
 * the last character. A word can only begin at a hook, or before it by one of the distances at
 * which the hook stands in a word as the first one. */
struct veto_hooks {
	uint8_t begins[65536];
	struct unit_set hooks;
	/* units right before the first hook of a word or the number of a series */
	struct unit_set before;
	struct unit_set single; /* words of one unit */
	uint32_t back[65536]; /* of a hook: bit k, it is the first one of a word k units behind that
				 word's begin */
	uint32_t back_series; /* the same for a number right behind a series' name */
	uint32_t back_far;    /* and for one behind what may stand between them */
	/* bits for words of two units and for the first three of longer ones */
	uint8_t filter[1u << (VETO_FILTER_BITS - 3)];
};

/* The bit of the filter for a word of two units, or for the first two. */
static inline uint32_t veto_pair_bit(uint16_t a, uint16_t b)
{
	return (((uint32_t)a << 16 | b) * 2654435761u) >> (32 - VETO_FILTER_BITS);
}

/* The bit for these two and a third: in the same line of the cache. */
static inline uint32_t veto_triple_bit(uint32_t pair, uint16_t c)
{
	return (pair >> VETO_LINE_BITS << VETO_LINE_BITS) |
	       (c * 2654435761u) >> (32 - VETO_LINE_BITS);
}

static inline bool veto_filter_has(const struct veto_hooks *h, uint32_t bit)
{
	return h->filter[bit >> 3] >> (bit & 7) & 1;
}

static inline bool veto_is_latin(uint16_t c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

#endif
