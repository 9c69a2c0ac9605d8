/* What single words are to one who speaks: part of his name, its end, what may stand before it. */
#ifndef ZHC_SPEAKER_WORDS_H
#define ZHC_SPEAKER_WORDS_H

#include "pipeline/extract/mention.h"

#define SHORT_NAME 4 /* units of a person's name that no lexicon knows */

/* Does token t name people by what they are: a person, an office, kin, or a noun that ends like
 * one? */
bool speaker_is_people(const struct view *v, size_t t);

/* Is the speaker one person: by name, in Latin letters, by what he is, or a short word that no
 * lexicon knows as a noun? */
bool speaker_is_human(const struct view *v, struct stretch who);

/* Is token t a noun of two characters or more, an office, a name: may it end the name of a speaker?
 */
bool speaker_is_noun(const struct view *v, size_t t);
/* May token t stand in a clause before its speaker: times, openers, "another", "there is"? */
bool speaker_may_follow(const struct view *v, size_t t);
/* May token t stand in a run of words that names a speaker, and end it? */
bool speaker_in_run(const struct view *v, size_t t);
bool speaker_ends_run(const struct view *v, size_t t);
/* Is token t a name or office in a list or chain of them before the one who speaks? */
bool speaker_leads_up(const struct view *v, size_t t);

/* "He denied | the charges": is what stands behind the verb of saying, with no mark before it, a
 * noun that ends the sentence? It is what is spoken of, and says nothing. */
bool speaker_only_names(const struct view *v, struct stretch cue);

#endif
