/* Which numbers are claims: not every number of a text says how much there is of something. */
#ifndef ZHC_NUMBER_CLAIM_H
#define ZHC_NUMBER_CLAIM_H

#include "pipeline/extract/mention.h"

/* Does the mention, with all its slots, make a claim? A number with a unit does, but for names
 * ("7-day repos", "the first large partner"). A bare one does when a rule took it, when what it
 * counts stands right behind it, or when the words before it say that it is a value. */
bool number_is_claim(const struct mention *m, const struct view *v);

#endif
