/* Shares: of what whole. */
#ifndef ZHC_SHARE_H
#define ZHC_SHARE_H

#include "pipeline/extract/mention.h"

/* Give mention i, whose indicator is known, the whole that it is a share of, if it is a share and
 * has none; where the whole stands before the part in one clause, the indicator is what stands
 * behind it. Mentions are to be asked in order. */
void share_find_whole(struct mentions *ms, size_t i, const struct view *v);

#endif
