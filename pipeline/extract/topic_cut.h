/* A topic is less than the noun phrase at the head of its clause: predicates, adverbs and relative
 * clauses go. Tokens as in phrase.h; nothing is allocated, nothing fails. */
#ifndef ZHC_TOPIC_CUT_H
#define ZHC_TOPIC_CUT_H

#include "pipeline/extract/phrase.h"

/* Behind the name at the head of *p, a verb that takes objects opens the predicate: *p ends there.
 */
void topic_cut_predicate(const struct view *v, struct phrase *p);

/* Behind a person in *p and his titles, an adverb, a preposition or a verb opens the predicate: *p
 * ends there, unless it is an attribute. */
void topic_cut_person(const struct view *v, struct phrase *p);

/* *p fills its clause: behind a name or one of those who have figures in it, a verbal noun with
 * its object is the clause's verb; *p ends there. */
void topic_cut_whole(const struct view *v, struct phrase *p);

/* A verbal noun right before a name in *p is the clause's verb; *p ends there. */
void topic_cut_named(const struct view *v, struct phrase *p);

/* "This | takeover cost": behind what points at a deed, the token at t, which with a verb or a
 * figure still to come before end is no verb itself; one token, none if it is one. */
struct phrase topic_deed(const struct view *v, size_t t, size_t end);

/* Is the phrase nothing but verbal nouns? At the head of a clause they are its verbs. */
bool topic_only_verbs(const struct view *v, struct phrase p);

/* Adverbs before the verb (on the spot, mainly) at the end of *p go. */
void topic_cut_adnouns(const struct view *v, struct phrase *p);

/* A verbal noun at the end of *p, right before a number or a verb or at the clause's end, is the
 * clause's verb and goes. end: the clause's end. */
void topic_cut_verb(const struct view *v, struct phrase *p, size_t end);

/* "Affects the company", "renewed the villages' old houses": does the phrase begin with the verb of
 * its clause, with its object? */
bool topic_is_led(const struct view *v, struct phrase p);

/* Of a clause that describes, only the noun behind its last particle stays in *p. */
void topic_cut_relative(const struct view *v, struct phrase *p);

/* What belongs to the measure or the predicate behind *p goes: "our | mean life span", "the
 * firm's | annual report", a set phrase that ends the clause. */
void topic_cut_tail(const struct view *v, struct phrase *p);

/* "Zou | and others": *p ends behind them, before end; "a think tank of B's -- | the Centre": *p is
 * the name behind the dashes. */
void topic_over_others(const struct view *v, struct phrase *p, size_t end);

/* The noun phrase at t with the rest of its list or way, names or counted things joined by marks or
 * by "to". end: the clause's end. */
struct phrase topic_right(const struct view *v, size_t t, size_t end);

/* *p is the first of a list: it ends behind the last one ("A, B and other firms"), or is the quoted
 * name that the list has. The token of a
 * count right behind it that counts its members, 0 for none; *p stays as it was then. end: the
 * clause's end. */
size_t topic_join(const struct view *v, struct phrase *p, size_t end);

#endif
