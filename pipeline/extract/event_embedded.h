/* Verbs of events that stand inside what another word of their clause says. */
#ifndef ZHC_EVENT_EMBEDDED_H
#define ZHC_EVENT_EMBEDDED_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/view.h"

/* Is the trigger of row r at token tok, in a clause that ends before token end, not the verb of
 * that clause: behind "is" ("this is the first time they held it"), in the attribute of what
 * somebody becomes, hears or breaks, behind "since" without a time, in what is done for somebody
 * ("held a dinner | for his visit"), at whose ceremony somebody speaks, in a question? */
bool event_is_embedded(const struct event_table *x, const struct event_row *r, const struct view *v,
		       size_t tok, size_t end);

#endif
