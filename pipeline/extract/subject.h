/* Subjects: whose figure a number is. */
#ifndef ZHC_SUBJECT_H
#define ZHC_SUBJECT_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mention.h"
#include "pipeline/extract/owner_choice.h"

/* Whose figure ms->m[i] is, len 0 if the text does not say: the candidate for which most is to be
 * said. Mentions before i are done. m: the same; gets own_subj (its clause says it) and subj_is. */
struct stretch subject_find(const struct mentions *ms, size_t i, const struct view *v,
			    const struct frame *f, const struct owner_choice *k, struct mention *m);

/* Remember the sentence's topics for those that follow. */
void subject_carry(const struct mentions *ms, const struct view *v, struct frame *f);

#endif
