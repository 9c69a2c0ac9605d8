/* Who speaks: the noun phrase beside a verb of saying. */
#ifndef ZHC_SPEAKER_H
#define ZHC_SPEAKER_H

#include "pipeline/extract/claim_make.h"

/* The speaker of a find of kind statement in a sentence whose paragraph is block, with offices and
 * without a heading in brackets before it; empty if none is named. */
struct stretch speaker_find(const struct find *f, const struct view *v, struct stretch block);

/* Does text offset off stand inside a quotation that opens before it in the paragraph? */
bool speaker_is_quoted(const struct doc *d, struct stretch block, size_t off);

/* The speaker left of token t of saying: a person, else the noun phrase; empty if there is none. */
struct stretch speaker_before(const struct view *v, size_t t);

/* A person at the end of a phrase of offices is the speaker: manager Yao Wang. */
struct phrase speaker_person(const struct view *v, struct phrase p);

#endif
