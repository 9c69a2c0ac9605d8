/* UTF-16 offsets to code points and back, for a text read mostly forward. */
#ifndef ZHC_POINTS_H
#define ZHC_POINTS_H

#include "pipeline/core/mem.h"

struct points {
	uint32_t *pair; /* UTF-16 offset of the second unit of each surrogate pair, ascending;
			   mem_alloc'd or NULL */
	size_t n;
};

/* Collect the surrogate pairs of s. points_free afterwards. */
void points_init(struct points *p, struct uslice s);
void points_free(struct points *p);
/* Code points before UTF-16 offset off. */
size_t points_of(const struct points *p, size_t off);
/* UTF-16 offset of code point cp. */
size_t points_to(const struct points *p, size_t cp);

#endif
