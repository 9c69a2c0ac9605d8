/* What a time reaches: which times of the text are of a saying or a name, and which values a time said before leaves alone. */
#ifndef ZHC_PERIOD_SCOPE_H
#define ZHC_PERIOD_SCOPE_H

#include "pipeline/extract/frame.h"

/* "The envoy announced on the 14th that …": is the time at token t the day of the saying, not of what is said? */
bool period_of_saying(const struct view *v, size_t t);

/* "Holds the fair 'Your future – talents of 2026'": does the time at token t stand inside a quoted name? */
bool period_in_name(const struct view *v, size_t t);

/* "Since it went online in April": the token behind the time at t, in its clause, that makes it open; 0 if none does. */
size_t period_since(const struct view *v, size_t t);

/* "30 years ago": a point that the text looks back or ahead to, not what a report is about. */
bool period_is_away(const struct view *v, const struct annot *a);

/* Does the time annot, found how (enum time_how, HOW_NULL: in the sentence), hold for mention m of that modality? The day
 * of a saying does not, "now" not behind its sentence; what is planned has no day that is over, an age or a length none of
 * the sentences before. */
bool period_applies(const struct view *v, const struct frame *f, int32_t annot, uint8_t how, const struct mention *m, struct slice modality);

#endif
