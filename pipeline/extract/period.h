/* The period a value holds for. */
#ifndef ZHC_PERIOD_H
#define ZHC_PERIOD_H

#include "pipeline/extract/frame.h"

/* Annotation of the time of something at text offset off in clause c, -1 if none: in its clause before it, in the
 * clauses before, in the paragraph's frame. baseline (an annotation, -1 none) is passed over. *how: HOW_NULL keeps the
 * annotation's own; otherwise HOW_HEADING or HOW_PREVIOUS. state: a state takes its time from its own sentence only. */
int32_t period_find(const struct view *v, const struct frame *f, size_t clause, size_t off, int32_t baseline, bool state,
		  uint8_t *how);

/* Carry the sentence's times on in the frame. */
void period_carry(const struct view *v, struct frame *f);

/* Annotation of type A_TIME that holds text offset off, -1. */
int32_t period_at(const struct view *v, size_t off);

#endif
