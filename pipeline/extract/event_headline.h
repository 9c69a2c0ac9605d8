/* Headlines that tell what the text below them tells. */
#ifndef ZHC_EVENT_HEADLINE_H
#define ZHC_EVENT_HEADLINE_H

#include "pipeline/extract/mention.h"

/* Does the sentence stand in a headline, or an item of a list of headlines, and a later paragraph
 * within reach have the same verb beside the same thing? trigger, what (its object, or who did it;
 * may be empty): of d->text. */
bool event_is_headline(const struct doc *d, uint32_t sentence, struct stretch trigger,
		       struct stretch what);

#endif
