/* Mood: is a number meant as a fact, a target, a plan, a forecast; asserted or denied. */
#ifndef ZHC_MOOD_H
#define ZHC_MOOD_H

#include "pipeline/extract/frame.h"

struct mood {
	struct slice modality, polarity; /* never absent: fact, pos by default */
	struct stretch cue;
};

/* Mood at text offset off of the sentence: the nearest cue before it whose scope reaches it. A
 * deadline in the sentence makes a target where no cue speaks; so does a section or a document that
 * sets targets. */
struct mood mood_at(const struct finds *fs, const struct view *v, const struct frame *f,
		    size_t off);

/* What the figure m makes of the mood at its offset. "Another 20,000 flats will be offered", "the
 * first five areas will finish": what is counted is the doer of what is to come, whose cue stands
 * behind it, and the count is planned. "6 million are expected, 20 % more than the 5 million of
 * 2023": what a forecast or plan is compared with is a fact. */
void mood_of_figure(const struct finds *fs, const struct view *v, const struct mention *m,
		    struct mood *mood);

#endif
