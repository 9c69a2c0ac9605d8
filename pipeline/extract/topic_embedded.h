/* The topic of a clause inside a clause: whom a court orders to pay, of whom an office finds out
 * what he did. */
#ifndef ZHC_TOPIC_EMBEDDED_H
#define ZHC_TOPIC_EMBEDDED_H

#include "pipeline/extract/phrase.h"

/* Is token t a verb that takes a clause (orders, finds, lets, says), or aims at what the clause
 * behind it says? */
bool topic_aims_at_clause(const struct view *v, size_t t);

/* Behind the last verb of [lo, tok) that takes a clause, no mark between, the noun phrase that has
 * a verb of its own before token tok; none else. */
struct phrase topic_embedded(const struct view *v, size_t lo, size_t tok);

/* The same of a whole clause, whom the next one may go on to tell of: not of one who only says. */
struct phrase topic_told_of(const struct view *v, size_t clause);

#endif
