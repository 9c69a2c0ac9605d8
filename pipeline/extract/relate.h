/* Relations between the numbers of a sentence: of what whole, against what baseline, by which
 * statistic. */
#ifndef ZHC_RELATE_H
#define ZHC_RELATE_H

#include "pipeline/extract/frame.h"

/* Give mention i, whose indicator is known, its parent and base, comparison and statistic, as the
 * mentions before it and the frame say; the frame is carried on. Mentions are to be related in
 * order. */
void relate_mention(struct mentions *ms, size_t i, const struct view *v, struct frame *f);

/* What a comparison with the baseline means for a value that holds for t: with the year or the like
 * period before is yoy, with the period right before pop; absent for any other. */
struct slice relate_baseline(const struct timespan *baseline, const struct timespan *t);

#endif
