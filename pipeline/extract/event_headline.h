/* Headlines that tell what the text below them tells. */
#ifndef ZHC_EVENT_HEADLINE_H
#define ZHC_EVENT_HEADLINE_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/mention.h"

/* An event in a sentence: its row of the table, its verb, and its object or who did it (may be
 * empty). */
struct headline_event {
	uint32_t sentence;
	const struct event_row *row;
	struct stretch trigger, what;
};

/* Does the sentence stand in a headline, or an item of a list of headlines, and a later paragraph
 * within reach have the same verb, or another of its row, beside the same thing? */
bool event_is_headline(const struct event_table *x, const struct doc *d,
		       const struct headline_event *h);

#endif
