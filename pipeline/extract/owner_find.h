/* Owners of figures that one turn of speech gives, each len 0 where it does not stand. */
#ifndef ZHC_OWNER_FIND_H
#define ZHC_OWNER_FIND_H

#include "pipeline/extract/mention.h"

/* An indicator of nothing but words of measure: margin, sales revenue; not "pork output". */
bool owner_pure_measure(const struct mention *m, const struct view *v);

/* What the indicator of a figure k before m measured, where m's measure is its too: "servo systems
 * earned 29, margin 38". */
struct stretch owner_of_figure(const struct mention *k, const struct mention *m,
			       const struct view *v);

/* "Online sales of 15 billion, a share of 17 %": is figure i the bare share of what figure i - 1
 * measures or counts? */
bool owner_share_follows(const struct mentions *ms, size_t i, const struct view *v);

/* A name before the time that stands before the indicator: "Sina's first-quarter revenue". */
struct stretch owner_before_time(const struct mention *m, const struct view *v);

/* What happened in the clause before one that says to what it led: "a shop caught fire, leading to
 * 5 deaths". */
struct stretch owner_happened(const struct mention *m, const struct view *v);

/* "The office issued the 'Plan', laying down 54 tasks": the document of the clause before one that
 * says what it lays down; len 0 for none. */
struct stretch owner_issued(const struct mention *m, const struct view *v);

/* "The firm issued a bond, with interest at 2 %": what the clause before takes as its object, where
 * the measure is of such things. */
struct stretch owner_taken(const struct mention *m, const struct view *v);

/* Things counted before their sum of investment: "46 projects were signed, with an investment of 68
 * billion". */
struct stretch owner_counted_sum(const struct mentions *ms, size_t i, const struct view *v);

#endif
