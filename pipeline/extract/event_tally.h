/* Verbs of events that only count what has been reached. */
#ifndef ZHC_EVENT_TALLY_H
#define ZHC_EVENT_TALLY_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/view.h"

/* Does the trigger of row r at token tok, in a clause that ends before token end, only say how much
 * there is by now ("has opened 77 routes so far", "held six courses"), how often it was ("has been
 * held three times")? On a day of its own it tells what happened. */
bool event_is_tally(const struct event_table *x, const struct event_row *r, const struct view *v,
		    size_t tok, size_t end);

#endif
