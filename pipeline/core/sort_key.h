/* Sorting what comes nearly in order, by keys beside it: runs are found and neighbours merged until
 * one is left, so that order costs one pass. Stable; n log n at worst. */
#ifndef ZHC_SORT_KEY_H
#define ZHC_SORT_KEY_H

#include <stddef.h>
#include <stdint.h>

struct sort_key {
	uint64_t place;
	uint32_t index; /* of what the key stands for; not compared */
	uint8_t type;	/* decides between equal places */
};

/* The key of a span of text: by off ascending, then len descending, then type. */
static inline struct sort_key sort_key_span(uint32_t off, uint32_t len, uint8_t type, size_t index)
{
	return (struct sort_key){ (uint64_t)off << 32 | (uint32_t)~len, (uint32_t)index, type };
}

/* Must a stand behind b? */
static inline int sort_key_behind(const struct sort_key *a, const struct sort_key *b)
{
	return a->place != b->place ? a->place > b->place : a->type > b->type;
}

/* Sort k[0, n) by place and type; room has place for n more. Equal ones stay in order. */
void sort_keys(struct sort_key *k, size_t n, struct sort_key *room);

#endif
