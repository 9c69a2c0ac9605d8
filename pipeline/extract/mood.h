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

#endif
