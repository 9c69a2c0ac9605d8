/* What a time of a sentence is: of what is told, of a saying, of a name, of a target, of a record.
 */
#ifndef ZHC_PERIOD_SCOPE_H
#define ZHC_PERIOD_SCOPE_H

#include "pipeline/extract/frame.h"

#define PARA_UNITS 4000 /* units over which a time of the same paragraph holds */
/* the same for one of a heading or of the lead: a long report; evidence reaches back to it */
#define FRAME_UNITS 20000

/* "The envoy announced on the 14th that …": is the time at token t the day of the saying, not of
 * what is said? */
bool period_of_saying(const struct view *v, size_t t);

/* "Since it went online in April": the token behind the time at t, in its clause, that makes it
 * open; 0 if none does. */
size_t period_since(const struct view *v, size_t t);

/* "30 years ago", "early this year": a point that the text looks back or ahead to, not what a
 * report is about. */
bool period_is_away(const struct view *v, const struct annot *a);

/* Is token t an annotated time? */
bool period_is_time(const struct view *v, size_t t);

/* "Before the long weekend": the figures are not of the days off that are named at t, a time. */
bool period_is_beside(const struct view *v, size_t t);

/* A time with dates that is no baseline of the mentions ms, nor the years over which something is a
 * record; "the same period" serves only its own clause. */
bool period_usable(const struct view *v, size_t t, const struct mentions *ms, bool same_clause);

/* "Than a year before (5 million)", "from last year's 5 million": the annotation of the time, with
 * dates, that stands right before the figure; -1 none. A share or multiple is of it only in a
 * comparison: "twice that of 2010". *base, which may be NULL: a word of comparison stands before
 * the time. */
int32_t period_stated(const struct view *v, const struct mention *m, bool *base);

/* "Last year" in a document without a date: it names the period all the same, nothing further off
 * may take its place. */
bool period_unresolved(const struct view *v, size_t t, const struct mentions *ms);

/* "The year's target": it belongs to the target that a value is a share of, not to the value. */
bool period_is_planned(const struct view *v, size_t t);

/* "Holds 2021's signing ceremony", "2016's third batch of works", 'who took part in "The feast is
 * open"': the year or feast only names what is held. */
bool period_names_thing(const struct view *v, size_t t);

/* "The target set at the beginning of the year": the time of an attribute does not go on. */
bool period_is_attribute(const struct view *v, size_t t);

/* "The firm founded in 2015 sold …", "it was founded in 2015, and sold …": does the time at token t
 * only say when a thing came to be, of which mention m tells something else? */
bool period_dates_thing(const struct view *v, size_t t, const struct mention *m);

/* "Of them, in June alone 6.9 %": the time of a part does not go on. */
bool period_is_of_part(const struct view *v, size_t t);

/* "A Co.: won a bid of 7 million. B Co.: buys …": does the sentence open another item of a digest
 * of firms? */
bool period_opens_item(const struct view *v);

/* Does the time at token t open its sentence? Marks and numbers of a list may stand before it, and
 * a clause that only names the source ("according to the agency, on 16 May …"). */
bool period_opens(const struct view *v, size_t t);

/* "2016-01-04 15:47": when a page was put out, no time that a story tells. */
bool period_is_stamp(const struct view *v, size_t t);

#endif
