/* The topic of a clause inside a clause: whom a court orders to pay, of whom an office finds out
 * what he did. */
#ifndef ZHC_TOPIC_EMBEDDED_H
#define ZHC_TOPIC_EMBEDDED_H

#include "pipeline/extract/phrase.h"

/* Behind the last verb of [lo, tok) that takes a clause, no mark between, the noun phrase that has
 * a verb of its own before token tok; none else. */
struct phrase topic_embedded(const struct view *v, size_t lo, size_t tok);

#endif
