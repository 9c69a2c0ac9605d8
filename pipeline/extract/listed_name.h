/* Names of the items of a list of counts. */
#ifndef ZHC_LISTED_NAME_H
#define ZHC_LISTED_NAME_H

#include "pipeline/extract/mention.h"

/* "Second, the Red gang 87 shops, third, Magu 54 shops": in a list of counts of one unit with
 * nothing counted behind, the name of the item, which the lexicon may have torn; len 0 if there is
 * none. */
struct stretch listed_name(const struct mentions *ms, size_t i, const struct view *v);

#endif
