/* Verbs of saying with which nobody says anything. */
#ifndef ZHC_UNSAID_H
#define ZHC_UNSAID_H

#include "pipeline/extract/mention.h"

/* "He was criticised | by netizens", "she did not | disclose", "he made an | addition". */
bool unsaid_verb(const struct view *v, struct stretch cue);

/* One who is asked to speak, or will, has not spoken: "the caucus asks | the cabinet | to explain",
 * "the firm | will | announce". */
bool unsaid_yet(const struct view *v, struct stretch who, struct stretch cue);

/* "The city | received from a firm | the report that": the firm says so. Who speaks where "who" is
 * told, empty where nobody is named; else who. */
struct stretch unsaid_teller(const struct view *v, struct stretch who, struct stretch cue);

#endif
