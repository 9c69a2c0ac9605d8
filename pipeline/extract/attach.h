/* Attachment: what is measured, whose figure it is, against what whole. */
#ifndef ZHC_ATTACH_H
#define ZHC_ATTACH_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mention.h"

/* Give every mention of the sentence its indicator, subject, base and filter (m->ind …), in order; the frame is read
 * and carried on. */
void attach_all(struct mentions *ms, const struct view *v, struct frame *f, struct arena *a);

/* First token behind the number, its unit and a bound that follows (above, about). */
size_t attach_behind(const struct mention *m, const struct view *v);

/* Does the mention say a change (by rule, or by its unit)? */
bool attach_is_change(const struct mention *m, const struct view *v);

#endif
