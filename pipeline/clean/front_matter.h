/* The block of names and values above a Markdown text. */
#ifndef ZHC_CLEAN_FRONT_MATTER_H
#define ZHC_CLEAN_FRONT_MATTER_H

#include "pipeline/clean/front.h"

/* Does the text begin with one, blank lines aside? Looks at the first MATTER_MAX units. */
bool front_matter_is_there(const uint16_t *t, size_t len);

/* Read it, if there is one: facts, and the stretch noted as hidden. Gives the place behind, 0 if
 * there is none. */
size_t front_matter_read(const struct meta_names *m, struct page *p, struct facts *f);

#endif
