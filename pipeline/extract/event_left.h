/* What stands on the left of the verb of an event. */
#ifndef ZHC_EVENT_LEFT_H
#define ZHC_EVENT_LEFT_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/phrase.h"

/* Left of token tok, back to lo: over adverbs, times, parentheses and a place phrase, the noun
 * phrase before the verb with those joined to it; empty if there is none. What stands behind a mark
 * of the agent (approved by X) goes to agent instead, where one is asked for (NULL: not asked). */
struct phrase event_left(const struct event_table *x, const struct view *v, size_t lo, size_t tok,
			 struct phrase *agent);

/* "That won the prize | 's works": q behind the rest of a relative clause whose verb stands before
 * it, and its particle. */
struct phrase event_behind_relative(const struct view *v, size_t lo, struct phrase q);

/* "He came to the county | to look": where a visit goes to, right before its verb, over adverbs;
 * empty if no word of going stands before that. stays: a word of place does, before a name: "in the
 * county he looked". */
struct phrase event_goal(const struct event_table *x, const struct view *v, size_t tok,
			 bool *stays);

/* "The police took both | and arrested them all": the object of the verb at tok where it stands
 * before it, right behind the preposition that takes it, with nothing but adverbs and numbers
 * between; empty if there is none. */
struct phrase event_taken(const struct event_table *x, const struct view *v, size_t tok);

/* Who does what the verb of row r says, without what does not belong to his name: a byline or note
 * in brackets, words of manner, those with whom he signs or talks. */
struct stretch event_bare_agent(const struct event_table *x, const struct event_row *r,
				const struct view *v, struct stretch s);

/* The object that stands before the verb of row r: len 0 where one who is begun or completed would
 * be a person ("the secretary announced | it begun"). */
struct stretch event_begun(const struct event_row *r, const struct view *v, struct stretch object);

#endif
