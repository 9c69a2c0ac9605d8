/* What stands between a name and a verb of saying, and makes another speaker of it: his kin, his
 * office, a section. */
#ifndef ZHC_SPEAKER_NEAR_H
#define ZHC_SPEAKER_NEAR_H

#include "pipeline/extract/mention.h"

/* The speaker whom the name "who", matched before the verb at token cue, may only describe ("A's
 * sister says"). */
struct stretch speaker_near(const struct view *v, struct stretch who, size_t cue);

/* The token behind the last one in [lo, cue) that is no adverb or time. */
size_t speaker_over_manner(const struct view *v, size_t lo, size_t cue);
/* The token behind the nouns that begin at t, at most e. */
size_t speaker_nouns_end(const struct view *v, size_t t, size_t e);
/* Do nouns up to token more, behind the name that a rule has found, belong to the speaker? */
bool speaker_goes_on(const struct view *v, size_t more);

#endif
