/* Events: clauses whose main verb signs, opens, founds, releases … (rules/extract/events.tsv). */
#ifndef ZHC_EVENT_H
#define ZHC_EVENT_H

#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/event_table.h"

/* The events of the sentence as claims. text offset of each trigger is its value's place for
 * speech_at; the first new claim is at index d->n_claims before the call; offs (in a) gets the
 * trigger's text offset of each. */
size_t event_collect(const struct event_table *t, const struct maker *k, struct arena *a,
		     uint32_t **offs);

#endif
