/* Verbs of events that only describe the noun behind them: hosts in a row, ranks before a name. */
#ifndef ZHC_EVENT_ATTRIBUTE_H
#define ZHC_EVENT_ATTRIBUTE_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/view.h"

/* Is the trigger of row r at token tok part of an attribute: the first of several verbs before the
 * particle ("hosted by A, | organised by B, the show"), the rank of the person behind it who
 * speaks ("the ministry's inspector Lu says"), the last of two verbs that are a noun ("the
 * negotiation | and signing of it"), what is only answered ("voiced grief | at his death"), or a
 * setting ("after | his grandfather died")? */
bool event_is_attribute(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t tok);

#endif
