/* Owners inside an indicator. */
#ifndef ZHC_OWNER_H
#define ZHC_OWNER_H

#include "pipeline/extract/mention.h"

/* A noun of those who have figures, or a compound that ends in one: firms, catering firms. */
bool owner_is(const struct view *v, size_t t);

/* One who has figures, by the last word of his name: also a name, a project, a body, a place. */
bool owner_ends(const struct view *v, size_t t);

/* First token of the words at the end of [from, to) that name the measure; to if there are none. */
size_t owner_measure_tail(const struct view *v, size_t from, size_t to);

/* Behind the first of those who have figures that the count at token t counts, before to; to if
 * there is none. */
size_t owner_counted_end(const struct view *v, size_t t, size_t to);

/* Where a list of names that ends before token t begins, not left of lo; t if there is none. */
size_t owner_list_start(const struct view *v, size_t lo, size_t t);

/* First token in [from, to) of a verb that binds what follows to the measure, "profit belonging to
 * holders"; to if there is none. */
size_t owner_bound_end(const struct view *v, size_t from, size_t to);

/* "The port's distance from the station": cut a distance down to its word; what stands before is
 * the subject: m->subj, m->ind. */
void owner_split_distance(struct mention *m, const struct view *v);

/* The owner that opens the mention's indicator by what is known of such words ("the county's
 * revenue": the county); len 0 for none. It may begin before the indicator. */
struct stretch owner_split(const struct mention *m, const struct view *v);

/* The kind of things or people that opens the mention's indicator ("phones' shipments"); len 0 for
 * none. */
enum owner_kind_how {
	KIND_CERTAIN, /* the measure is its own */
	KIND_BESIDE,  /* another kind is told beside it: any measure is its own */
	KIND_ALONE,   /* a measure that may be its own where nobody else is named */
};
struct stretch owner_kind(const struct mention *m, const struct view *v, enum owner_kind_how how);

/* Does the stretch end in a measure of nothing but things that are made, sold or let? */
bool owner_is_sold(const struct view *v, struct stretch ind);

/* May a kind of things told before own what m measures too? "Pork sold 3 tons, the price": not
 * incomes. */
bool owner_kind_goes_on(const struct mention *m, const struct view *v);

/* "Holders sell the company's shares": is m's indicator what a verb takes, so that its owner is not
 * who does it? */
bool owner_is_held(const struct mention *m, const struct view *v);

/* "Holder A of 2 million shares", whose figure stands before him in Chinese: who has the shares or
 * the per cent that m counts; len 0 for none. */
struct stretch owner_holder(const struct mention *m, const struct view *v);

/* What is left of an indicator behind the owner that opens it. */
struct stretch owner_rest(const struct view *v, struct stretch ind, struct stretch owner);

#endif
