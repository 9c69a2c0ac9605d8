/* What is told as an event but does not happen: asked for, wanted, laid down by a rule, denied. */
#ifndef ZHC_EVENT_UNREAL_H
#define ZHC_EVENT_UNREAL_H

#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/event_table.h"

/* Does the verb at token tok, a trigger of row r, tell of what does not happen? */
bool event_is_unreal(const struct event_table *x, const struct event_row *r, const struct maker *k,
		     size_t tok);

/* The mood of the event at token tok: "will" is no cue where it only takes the object. */
struct mood event_mood(const struct event_table *x, const struct maker *k, size_t tok);

/* Does nothing but adverbs and conjunctions stand between token lo, where its clause begins, and
 * the verb at tok? */
bool event_opens_clause(const struct view *v, size_t lo, size_t tok);

#endif
