/* Brackets beside figures: behind a name with its code or short name, around a list. */
#ifndef ZHC_BRACKET_H
#define ZHC_BRACKET_H

#include "pipeline/extract/mention.h"

/* "A Co. (600716) turnover", "B Co. ("Bee") turnover": cuts the name and its bracket off the
 * indicator of m and makes the name the owner, where no other is set. */
void bracket_cut_owner(struct mention *m, const struct view *v);

/* Does a bracket close between text offsets a and b that has been opened before a? */
bool bracket_closes(const struct view *v, size_t a, size_t b);

#endif
