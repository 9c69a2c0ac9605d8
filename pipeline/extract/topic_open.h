/* What stands before the topic of a clause. Tokens as in phrase.h; nothing is allocated, nothing
 * fails. */
#ifndef ZHC_TOPIC_OPEN_H
#define ZHC_TOPIC_OPEN_H

#include "pipeline/extract/phrase.h"

/* Over what stands before a topic in [t, end): numbers of lists, times, adverbs, openers, phrases
 * of place. *place: the last of these. Gives the token where the topic begins. */
size_t topic_opens(const struct view *v, size_t t, size_t end, struct phrase *place);

/* Does a quotation of whole clauses, which is no name, open at t? */
bool topic_quotes_clauses(const struct view *v, size_t t);

/* A clause that is one quotation: what its last noun phrase names is what the next clauses are
 * about. */
struct phrase topic_quoted(const struct view *v, size_t clause);

#endif
