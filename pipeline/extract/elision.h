/* Indicators that are left out: "product orders were 158 billion; metals 19.8 billion",
 * "Europe 69.6 billion". */
#ifndef ZHC_ELISION_H
#define ZHC_ELISION_H

#include "pipeline/extract/frame.h"

/* Does the stretch end in a word that names a measure or an action? */
bool elision_measured(const struct view *v, struct stretch s);

/* Is what was found as the indicator of ms->m[i] rather whose figure it is: a name, the subject of
 * a verb that takes the sum as its object, a thing in a row of parallel clauses, a part of what the
 * sentence before (f) measured? */
bool elision_found(struct mentions *ms, size_t i, const struct view *v, const struct frame *f);

/* Make it the subject; the indicator is that of the figure of the same kind before it, if there is
 * one. */
void elision_borrow(struct mentions *ms, size_t i, const struct view *v, const struct frame *f);

/* What is done with a count that nothing else names: "in all sold 7 million shares"; len 0 where
 * something does, or nothing is done. */
struct stretch elision_deed(const struct mention *m, const struct view *v);

/* Is it a price of somebody's shares: "the tester H. closed at 98.5 yuan"? Asked when m has its
 * subject. */
bool elision_is_quoted(const struct mention *m, const struct view *v);

/* The noun phrase that is all of a clause, without what points at it ("these works,"); empty if it
 * is a name or the clause has more. */
struct phrase elision_noun_alone(const struct view *v, size_t clause);

/* What the clauses before m's, from clause behind on, name as a measure without a figure ("farmers'
 * income, in 1982, was 270 yuan", "the number of people lost, 7 more"); len 0 if none does. */
struct stretch elision_measure_before(const struct mention *m, const struct view *v, size_t behind);

/* "11 provinces": is the unit of a what is counted? */
bool elision_counts_places(const struct view *v, const struct annot *a);

/* Is s, left of a, a place in the place of what a counts: "Sichuan | 11 provinces", "331 counties
 * | 20,000 people"? */
bool elision_is_place(const struct view *v, const struct annot *a, struct stretch s);

/* "128 people died, 600 need help": is what stands behind a count at token behind (n_tok: nothing)
 * something else than what those that k counts did? So it is where k counts places. */
bool elision_did_otherwise(const struct mention *k, const struct view *v, size_t behind);

#endif
