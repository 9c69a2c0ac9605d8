/* Topics: the noun phrases at the head of a clause, before its predicate. */
#ifndef ZHC_TOPIC_H
#define ZHC_TOPIC_H

#include "pipeline/extract/mention.h"

/* One who may have figures. */
struct topic {
	struct stretch s;
	uint32_t from, to; /* its tokens */
	bool entity;	   /* a name, or a word that stands for one */
	bool counted;	   /* right behind a count: "79 enterprises earned 5 billion" */
	bool described;	   /* counted, the whole clause describing it: "the 79 sites that the city
			      lists," */
	bool measured;	   /* its last word names a measure: an indicator rather than a subject */
	bool personal;	   /* he, they: carried on only inside its paragraph */
	bool speaks;	   /* it only speaks: what it says has topics of its own */
	bool behind;	   /* an attribute with a figure stands before it: "the firm with 300 men
			      |" */
	bool named;	   /* for the clauses to come: "as to line 3," */
	bool place;	   /* only where it is: "in the county, 12,000 mu" */
};
#define TOPICS_MAX 3

/* Topics are asked for again and again by the numbers behind them: make room in v to keep those
 * found. In a. */
void topic_begin(struct view *v, struct arena *a);

/* The topics of a clause from left to right: a phrase of place that opens it, its noun phrase (with
 * a list: the whole list), a counted noun behind that. Gives their number; none for a clause that
 * begins with its verb. */
size_t topic_list(const struct view *v, size_t clause, struct topic out[TOPICS_MAX]);

/* The same where topic_begin was called, without a copy. */
const struct topic *topic_at(const struct view *v, size_t clause, size_t *n);

#define POS_ENTITY (POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) | POS_BIT(POS_PERSON) | POS_BIT(POS_WORK))
#define POS_MARK   (POS_BIT(POS_PUNCT) | POS_BIT(POS_OTHER))

/* Could one of the topics of a clause, of any clause be an entity? False is certain, and much
 * cheaper than the topics. */
bool topic_may_name(const struct view *v, size_t clause);
bool topic_any_name(const struct view *v);
/* The same for a word that is no annotation, by its part of speech and its first unit; one that is
 * none of POS_MAY_NAME cannot. */
#define POS_MAY_NAME (POS_ENTITY | POS_MARK)
bool topic_word_names(uint8_t pos, size_t len, uint16_t unit);

/* The noun phrase that a clause is about, len 0 if it has none. *entity: it begins with a name. */
struct stretch topic_find(const struct view *v, size_t clause, bool *entity);

/* A name that only the document makes known, a numbered thing. */
static inline bool topic_is_own_name(const struct view *v, size_t t)
{
	const uint32_t names = POS_BIT(POS_NAME) | POS_BIT(POS_FOREIGN);

	return (names >> v->tok[t].pos & 1) && v->tok[t].annot >= 0;
}

/* A token that names: place, organisation, person, work, or a word that stands for one. */
static inline bool topic_is_entity(const struct view *v, size_t t)
{
	return (POS_ENTITY & POS_BIT(v->tok[t].pos)) || (v->cls[t] & ROLE_SUBJ) ||
	       topic_is_own_name(v, t);
}

/* A verbal noun right before a name is a verb: supports the party, opens the city. */
static inline bool topic_verb_names(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_VN && t + 1 < v->n_tok &&
	       (POS_ENTITY & POS_BIT(v->tok[t + 1].pos)) && !(v->cls[t] & ROLE_HEAD);
}

/* Behind the name of a place that no gazetteer knows, at the head of [from, to): up to four units
 * and a kind of place (town, village, city); from if there is none. */
size_t topic_place_end(const struct view *v, size_t from, size_t to);

/* "Wenjie | M7": a sign of letters and digits at token t that ends the name before it. */
bool topic_is_model(const struct view *v, size_t t);

/* "A, B and C | three counties", "the two | cities of A and B": behind the number of those just
 * named and their kind at token t, before to; t if there is none. */
size_t topic_summed_end(const struct view *v, size_t t, size_t to);

/* Where the name at the head of [from, to) ends; from if there is none. */
size_t topic_name_end(const struct view *v, size_t from, size_t to);

/* "… shareholder | Ruiheng Capital", "… director and vice president | Lin": behind a word of shares
 * and offices at t, where the name of whom it says that ends, the word itself where none follows;
 * t if it is no such word. */
size_t topic_holder_end(const struct view *v, size_t t, size_t to);

/* "With 5 % of the shares, shareholder | Hengyue Ltd": the token of the holder's word in [lo, end)
 * whom the share before it describes and whose name follows; end if there is none. */
size_t topic_holder_behind(const struct view *v, size_t lo, size_t end);

#endif
