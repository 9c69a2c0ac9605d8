/* Collecting candidates: what candidate.c and candidate_topic.c share. */
#ifndef ZHC_CANDIDATE_COLLECT_H
#define ZHC_CANDIDATE_COLLECT_H

#include "pipeline/extract/candidate.h"

struct collector {
	const struct mentions *ms;
	const struct mention *m; /* the figure */
	const struct view *v;
	const struct frame *f;
	struct arena *a; /* of the sentence */
	struct candidates *out;
	struct stretch who;	    /* whom what is added next stands for, len 0 itself */
	bool recent;		    /* the owner of the figure right before is in */
	enum candidate_scope scope; /* of what is added */
};

/* Is the stretch longer than names are? The full name of an organisation counts as a short one. */
bool candidate_is_long(const struct view *v, struct stretch s);

/* A candidate more, unless it is what is measured itself, a whole, or empty; the same words are one
 * candidate with the signs of all their places of the scope that had them first. */
void collect_add(struct collector *k, struct stretch s, uint64_t is);

/* Is a stretch of the sentence what an earlier figure of the same kind measured: an item beside
 * this one's? */
bool collect_is_sibling(const struct collector *k, struct stretch s);

/* Does another figure of the clause stand between token t and this one? */
bool collect_figure_between(const struct collector *k, size_t t);

/* Does the clause open a part of what was counted before it: of them? */
bool collect_opens_part(const struct view *v, size_t clause);

/* The topics of a clause; where: signs of the clause; head: its first topic is the sentence's
 * first. */
void collect_clause(struct collector *k, size_t clause, uint64_t where, bool head);

/* A topic with the signs is, cut where it may end earlier. */
void collect_edges(struct collector *k, const struct topic *t, uint64_t is);

/* "The mill | closing,": the noun phrase before the verbal nouns that end p where nothing but how
 * it is done follows; none if they are no predicate. */
struct phrase collect_before_verbs(const struct view *v, struct phrase p);

/* "After 3 rounds of tests, | the firm | said": the topic of the clause that the figure's leads to.
 */
void collect_ahead(struct collector *k);

/* "To the owner a fine of 350,000", "the engineers with 26,012": the noun phrases of a clause
 * before token end. */
void collect_phrases(struct collector *k, size_t clause, size_t end, uint64_t where);

/* "Qingxi (2.86), Shima (2.93)": the phrase right before the parenthesis that holds the figure
 * alone. */
void collect_bracketed(struct collector *k);

/* He or she at token t, who stands for the person meant, with the signs is; false where none is
 * known, or in a quotation: who is quoted speaks of others. */
bool collect_person(struct collector *k, size_t t, uint64_t is);

/* Is the stretch nobody who has a figure, by its words alone? */
bool collect_owns_never(const struct view *v, struct stretch s);

/* WANT(...) of a figure. */
uint64_t collect_wants(const struct mention *m, const struct view *v);

/* What may open the indicator as its owner: "exports of the zone", "the ship's crew's age". */
void collect_inside(struct collector *k);

static inline bool collect_is_person(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_TITLE ||
	       (v->tok[t].cls & CLASS_TITLE);
}

#endif
