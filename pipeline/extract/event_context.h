/* What keeps a verb of an event from being one: modifiers, subordinate clauses, what is only asked
 * for, rules, names. */
#ifndef ZHC_EVENT_CONTEXT_H
#define ZHC_EVENT_CONTEXT_H

#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/event_table.h"

/* Is the trigger of row r at token tok, by what stands around it, no event of its own? */
bool event_is_none(const struct event_table *x, const struct event_row *r, const struct maker *k,
		   size_t tok);

#endif
