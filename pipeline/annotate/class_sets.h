/* What words begin (or end) with a character, as a set of up to 32 bits: most look-ups are answered
 * by this before a trie is walked. Compiled: 65536 bytes, the number of the set of each UTF-16
 * unit, then the sets; small enough to stay in the cache, as a plain table of sets would not.
 * Limit: CLASS_SETS different sets. */
#ifndef ZHC_CLASS_SETS_H
#define ZHC_CLASS_SETS_H

#include "pipeline/core/buf.h"

#define CLASS_SETS 256

struct class_sets {
	const uint8_t *of;    /* 65536 */
	const uint32_t *sets; /* CLASS_SETS */
};

static inline uint32_t class_set(const struct class_sets *c, uint16_t unit)
{
	return c->sets[c->of[unit]];
}

/* View a compiled section; false when its size is wrong. */
static inline bool class_sets_view(struct class_sets *c, struct slice s)
{
	c->of = (const uint8_t *)s.p;
	c->sets = (const uint32_t *)(const void *)(s.p + 65536);
	return s.len == 65536 + CLASS_SETS * sizeof *c->sets;
}

/* For builders: append of (65536 sets) to out; false when there are too many different ones. */
bool class_sets_build(const uint32_t *of, struct buf *out);

#endif
