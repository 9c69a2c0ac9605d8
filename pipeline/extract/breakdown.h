/* Parts that make up a whole: "136 projects, 52 of industry, 38 of farming, 46 of services". */
#ifndef ZHC_BREAKDOWN_H
#define ZHC_BREAKDOWN_H

#include "pipeline/extract/frame.h"

/* Figures that split another one of the sentence, or of the one before, become its breakdown_of:
 * rel and parent of the parts, behind attach_all's other relations. What the text calls all of a
 * whole, the rest included, but does not add up to it, sets sum_mismatch: of the whole, or of the
 * rest where shares should come to a hundred. */
void breakdown_relate(struct mentions *ms, const struct view *v, const struct frame *f);

#endif
