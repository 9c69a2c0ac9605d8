/* What an event has beside its verb: its object, and who does it. */
#ifndef ZHC_EVENT_PARTS_H
#define ZHC_EVENT_PARTS_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/mention.h"

struct event_parts {
	struct stretch object, agent; /* len 0: none is named */
};

/* The parts of the trigger of row r at token tok. last: who did what the sentence said last, the
 * one who does it where the clause begins with the verb; empty if none. */
struct event_parts event_parts_of(const struct event_table *x, const struct event_row *r,
				  const struct view *v, size_t tok, struct stretch last);

/* Is token t a body, a person or a pronoun: one who acts? */
bool event_is_actor(const struct view *v, size_t t);

#endif
