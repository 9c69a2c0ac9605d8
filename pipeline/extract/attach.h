/* Attachment: what is measured, whose figure it is, against what whole. */
#ifndef ZHC_ATTACH_H
#define ZHC_ATTACH_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mention.h"
#include "pipeline/extract/owner_choice.h"

/* Give every mention of the sentence its indicator, subject, base and filter (m->ind …), in order;
 * the frame is read and carried on, owners chosen with k. */
void attach_all(struct mentions *ms, const struct view *v, struct frame *f,
		const struct owner_choice *k);

/* What m measures by the words of its own clause, len 0 if they name nothing. */
struct stretch attach_indicator(const struct mentions *ms, const struct mention *m,
				const struct view *v);

/* Is the indicator a rate or share of something measured (growth, fall, share)? */
bool attach_is_rate(const struct view *v, struct stretch ind);
/* Its clause names nothing: m->ind of ms->m[i] from the figures and clauses before, else from the
 * frame. */
void attach_inherit(struct mentions *ms, size_t i, const struct view *v, const struct frame *f);

/* First token behind the number, its unit and a bound that follows (above, about). */
size_t attach_behind(const struct mention *m, const struct view *v);

/* Step left from token t, not further than lo, over words that are no part of the indicator. */
size_t attach_step_left(const struct view *v, size_t lo, size_t t);

/* "With the peak of last May | compared": where such a comparison begins whose verb ends right
 * before token t, t if none does. */
size_t attach_over_compared(const struct view *v, size_t lo, size_t t);

/* "A project of 2 billion investment": an amount before the attributive particle measures what
 * stands left of it and is the figure of what stands right. */
bool attach_is_relative(const struct mention *m, const struct view *v);

/* "The ministry and other | 9 departments": does the count of m close a list of those it counts?
 * They are not what is measured: where no noun follows, its unit says it all. */
bool attach_ends_list(const struct view *v, const struct mention *m);

/* "B Co. is to | buy shares for 10 million": behind a sum at the head of its clause, a verb with
 * its object at token behind: the price of that, not what was measured before. */
bool attach_pays_for(const struct view *v, const struct mention *m, size_t behind);

/* "The firm with | 3,000 employees", "the 2 billion yuan plant": whom the attribute describes in
 * which the figure stands, where that opens the clause; len 0 for none. */
struct stretch attach_described(const struct mention *m, const struct view *v);

/* A count, or a bare number: what it counts stands behind it. */
bool attach_counts(const struct annot *a);

/* Classifiers of actions and abstract things: a verbal noun behind them is what is counted. */
bool attach_counts_actions(const struct view *v, const struct annot *a);

/* The token of the number, or of the words of bound before it (no fewer than). */
size_t attach_before_cue(const struct mention *m, const struct view *v);

/* Is token t a verb of what is paid or got for a thing? */
bool attach_is_cost(const struct view *v, size_t t);

/* Such a verb before the figure, over adverbs and words of reaching; n_tok if there is none. */
size_t attach_costs(const struct mention *m, const struct view *v);

/* "The works | were 20 times | chosen for shows": the verb behind a count of times, or what it
 * takes, with nothing but a noun before the count; len 0 for none. */
struct stretch attach_done_often(const struct mention *m, const struct view *v);

/* "Detained | 12 |", "the hospital took in | 38 |": of people, households or times with nothing
 * behind them, the verb before that says what was done with so many, not that there are so many;
 * n_tok if none stands there. */
size_t attach_deed_counted(const struct mention *m, const struct view *v);

/* What is counted where that is a deed, or a thing by what befalls it; s: what stands left of the
 * figure, which is given back where it is neither. */
struct stretch attach_deed(const struct mentions *ms, const struct mention *m, const struct view *v,
			   struct stretch s);

/* Does the figure count points, in a sentence about a game? */
bool attach_is_points(const struct view *v, const struct annot *a);

/* "He alone | got 32 points": are points counted, by a verb of how one came by them? */
bool attach_scores(const struct mention *m, const struct view *v);

/* What is counted right of the number, len 0 for nothing. */
struct stretch attach_right(const struct mention *m, const struct view *v);

/* The phrase left of token t within the clause that starts at lo. lone: nothing before it in the
 * sentence could lend its indicator, so that even a bare verb is better than none. */
struct stretch attach_left(const struct view *v, size_t lo, size_t t, bool lone);

/* "A | to | B": do tokens t to t + 2 name two places as the ends of a way? */
bool attach_joins_places(const struct view *v, size_t t);

/* Is the figure an age, by its unit? */
bool attach_is_age(const struct mention *m, const struct view *v);

/* "The 47-year-old | A": whose age the figure is, len 0 if it is none of a person. */
struct stretch attach_aged(const struct mention *m, const struct view *v);

/* "Weighs 180 grams", "as long as 3 km": the word of size before the figure, whose first token with
 * the words of its bound is t, in a clause that starts at lo; it is what is measured. Len 0 for
 * none. */
struct stretch attach_size_word(const struct view *v, const struct annot *a, size_t lo, size_t t);

/* "A log 34 m long and of | 60 tons": the noun behind the particle of a row of figures that m
 * opens, each with its own measure; len 0 for none. */
struct stretch attach_row_owner(const struct mention *m, const struct view *v);

/* "The corridor is | 6 km long": who is long, which stands right before the adjective; len 0 if the
 * indicator is none. */
struct stretch attach_who_is_sized(const struct mention *m, const struct view *v);

/* "Passengers | queued | for 2 hours", "the couple | were trapped in the flames": before a time
 * that something takes, takes who or what spends it out of the indicator. */
bool attach_spends(struct mention *m, const struct view *v);

/* "On the beach | a 34-year-old woman": is the figure an age and s no noun of a measure, so that s
 * is not what it measures? */
bool attach_age_of_nobody(const struct view *v, const struct annot *a, struct stretch s);

/* "Was | given 35 votes", "it | happens 800 times": does a verb stand before the count that only
 * takes what is counted for its object? It names nothing itself. */
bool attach_only_has(const struct mention *m, const struct view *v);

/* A count whose unit says that people are counted (not one with a classifier for them). */
bool attach_counts_people(const struct view *v, const struct annot *a);

/* A unit that stands for what it counts: people, villages. */
bool attach_self_unit(const struct view *v, const struct annot *a);

/* "Four berths | of 200,000 tons |": behind a figure of size right behind the classifier, before
 * the noun. */
size_t attach_behind_size(const struct view *v, const struct annot *a, size_t t);

/* "12 | aged 20 to 30 | men", "7 | but 11 months old | babies", "2 | 20-year-old | women": behind
 * an age or another length of time that describes what is counted; the place of the noun. */
size_t attach_behind_age(const struct view *v, const struct annot *a, size_t t);

/* "The meeting, | 300 people": may s say more of people who are counted than that they are: which
 * they are, by what they are measured, what was done? */
bool attach_tells_people(const struct view *v, struct stretch s);
/* The same in the figure's own clause, where a noun that ends in one for persons is enough: village
 * | officials, aged | groups. */
bool attach_names_people(const struct view *v, struct stretch s);

/* "A Co. rose 13 %": of what is traded its price is meant, and the name stands for it: whose figure
 * it is and what rose. Behind all others, as it lends nothing to them. */
void attach_traded(struct mentions *ms, size_t i, const struct view *v);

/* Does the mention say a change (by rule, or by its unit)? */
bool attach_is_change(const struct mention *m, const struct view *v);

#endif
