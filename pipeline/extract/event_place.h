/* Where an event happened. */
#ifndef ZHC_EVENT_PLACE_H
#define ZHC_EVENT_PLACE_H

#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/event_table.h"

/* The place of the event whose verb is token tok: as said before it; else that of the dateline
 * (NULL for verbs of what is no one spot's), where the event is of its paragraph and of a day about
 * the article's and the paragraph has named no other place. Time and mood of c are set. */
void event_place(const struct event_table *x, const struct maker *k, size_t tok,
		 const struct dateline *from, struct claim *c);

#endif
