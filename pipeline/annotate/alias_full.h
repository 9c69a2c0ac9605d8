/* Where the full name of a short name that a text defines begins. */
#ifndef ZHC_ALIAS_FULL_H
#define ZHC_ALIAS_FULL_H

#include "pipeline/annotate/alias.h"

/* The full name [off, end) was found before a bracket that calls it [from, to): short names are
 * made of characters of the full one, in order. Gives where the full name begins: further left
 * where the short one's first character stands there, with a place right before; further right
 * where the whole short name stands behind words that are no name. n: annotations that are sorted.
 * Both within FULL_UNITS. */
size_t alias_full_start(const struct doc *d, size_t n, size_t off, size_t end, size_t from,
			size_t to);

#endif
