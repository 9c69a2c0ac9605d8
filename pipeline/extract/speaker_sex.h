/* Whether words beside a name say that somebody is a man or a woman. */
#ifndef ZHC_SPEAKER_SEX_H
#define ZHC_SPEAKER_SEX_H

#include "pipeline/extract/mention.h"

/* SIDE_MALE or SIDE_FEMALE as the words at the end of s (mother), right behind it (Mr) or right
 * before it (the woman Wang) tell; 0 where none does. s: a stretch of the text of v's document. */
uint64_t speaker_sex(const struct view *v, struct stretch s);

/* The same of the last pronoun before a verb of saying in its clause: he, she. */
uint64_t speaker_pronoun_sex(const struct view *v, struct stretch cue);

#endif
