/* Whom an attribution names, between its preposition and its verb. */
#ifndef ZHC_SPEAKER_SOURCE_H
#define ZHC_SPEAKER_SOURCE_H

#include "pipeline/extract/mention.h"

/* What stands between the preposition and the verb of find f ("according to the office's count"),
 * or the notice itself where that is all or its name goes on over the verb. */
struct stretch speaker_source(const struct view *v, const struct find *f);

/* Does the name of a body, person or place stand in tokens [from, to)? */
bool speaker_names_body(const struct view *v, size_t from, size_t to);

#endif
