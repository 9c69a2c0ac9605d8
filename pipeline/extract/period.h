/* The days that times say, and the times that a sentence leaves to the next. Which of them a figure
 * holds for is chosen in period_choice.h. */
#ifndef ZHC_PERIOD_H
#define ZHC_PERIOD_H

#include "pipeline/extract/frame.h"

/* Annotation of the time of an event whose verb is token tok, the baselines of ms passed over: the
 * time behind it ("founded in 2016"), else the last before it in the sentence that does not only
 * name its object or agent (the stretches of named), else that of the sentence before in the
 * paragraph, if it is no span of years; -1 none. *how: HOW_NULL keeps the annotation's own; else
 * HOW_HEADING or HOW_PREVIOUS. No title, lead or heading gives an event its day. */
int32_t period_of_event(const struct view *v, const struct frame *f, const struct mentions *ms,
			size_t tok, const struct stretch named[2], uint8_t *how);

/* The days that mention m holds for when annot is its time: none before for what is counted up, one
 * year of a range of years for the n-th of as many values, one day at the close of trade, up to the
 * article's day where "up to now" stands between. */
struct timespan period_of(const struct view *v, int32_t annot, const struct mention *m);

/* Carry the sentence's times on in the frame. */
void period_carry(const struct view *v, struct frame *f, const struct mentions *ms);

/* Annotation of type A_TIME that holds text offset off, -1. */
int32_t period_at(const struct view *v, size_t off);

#endif
