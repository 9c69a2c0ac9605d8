/* Objects of events whose noun stands behind a verb of their own: a plan for staff | to hold |
 * shares. */
#ifndef ZHC_EVENT_TAIL_H
#define ZHC_EVENT_TAIL_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/phrase.h"

/* The phrase from token t on to the noun that ends the clause and names a thing of the list
 * "thing" (of an appointment also an office, of a visit only a person), where what stands between
 * is no verb with an object of its own. p: what the chunker has found from t on, empty if nothing;
 * given back where there is no such noun. */
struct phrase event_tail(const struct event_table *x, const struct event_row *r,
			 const struct view *v, size_t t, struct phrase p);

/* Behind a number with its measure word: over "or so" and the particle of the attribute ("some ten
 * | meetings"); t where neither stands there. */
size_t event_over_bound(const struct view *v, size_t t);

#endif
