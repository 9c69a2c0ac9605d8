/* Subjects: whose figure a number is. */
#ifndef ZHC_SUBJECT_H
#define ZHC_SUBJECT_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mention.h"

/* Whose figure ms->m[i] is, len 0 if the text does not say: a topic of its clause; what the mention that lent its
 * indicator has; the nearest topic of the clauses before; the subject that the frame carries. Mentions before i are
 * done. *own: its clause says it. */
struct stretch subject_find(const struct mentions *ms, size_t i, const struct view *v, const struct frame *f, bool *own);

/* Remember the sentence's topics for those that follow. */
void subject_carry(const struct mentions *ms, const struct view *v, struct frame *f);

#endif
