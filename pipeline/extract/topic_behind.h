/* Nouns that are named behind what is said of them. Tokens as in phrase.h; nothing is allocated,
 * nothing fails. */
#ifndef ZHC_TOPIC_BEHIND_H
#define ZHC_TOPIC_BEHIND_H

#include "pipeline/extract/phrase.h"

/* "The firm with | 3,000 employees | sits in A": the noun behind the particle of an attribute with
 * a figure that begins at token t, before end: who has figures, with what is said of him behind;
 * none where somebody acts in the attribute ("the firm that A has sold for 3 million"). */
struct phrase topic_with_figure(const struct view *v, size_t t, size_t end);

/* "Whose seat is in A, | the firm | owns": the noun behind the particle of a clause that begins at
 * token t with a part of it that has no figures of its own, before end. */
struct phrase topic_with_trait(const struct view *v, size_t t, size_t end);

/* "Most was invested | in the port", "the next is | Jiangsu,": what a clause that describes names
 * behind its word for "is", at its end. */
struct phrase topic_identified(const struct view *v, size_t clause);

/* "The town has | a reservoir |, which", "there is | a mill | that put in": the one thing or person
 * that a clause says to be there; what follows is told of it. */
struct phrase topic_introduced(const struct view *v, size_t clause);

#endif
