/* The object of an event where it stands on the right of the verb. */
#ifndef ZHC_EVENT_OBJECT_H
#define ZHC_EVENT_OBJECT_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/phrase.h"

/* What the verb of row r at tok has on its right: over particles and numbers, the noun phrase, on
 * to the head that ends it (a ceremony, a thing); len 0 if there is none. */
struct stretch event_object_right(const struct event_table *x, const struct event_row *r,
				  const struct view *v, size_t tok);

/* Is token t a word that no compound of nouns and verbs goes over? */
bool event_is_edge(const struct view *v, size_t t);

/* Is token t an ordinal: number 1, the third? */
bool event_is_ordinal(const struct view *v, size_t t);

#endif
