/* What a part of a pattern requires, while anchors are derived from it (rule_anchor.c): groups of
 * literals, what it begins with and which literals it ends with. Everything lives in the arena that
 * is given. */
#ifndef ZHC_RULE_NEED_H
#define ZHC_RULE_NEED_H

#include "pipeline/core/rule_anchor.h"

#define NEED_GROUPS 16 /* groups of a conjunction, units of a run of literals */

/* Requirements of a part of a pattern: a conjunction of groups, and what it begins with. */
struct need {
	struct anchor_group g[NEED_GROUPS];
	size_t n;
	struct anchor_group start; /* literals of which one stands at the beginning */
	enum {
		START_OPEN,
		START_KNOWN,
		START_LOST
	} begin;	       /* open: nothing so far, or only what may be left out */
	uint32_t min, max;     /* characters taken so far */
	struct unit_gap taken; /* and which */
	/* the literals of one of the groups: those of them that are open end where the part does,
	 * and what must follow them may still be told; NULL: what it ends with is not known */
	const struct uslice *tail;
};

/* How well a group filters: long and few literals are best, below 0 it does not filter at all. */
int group_score(const struct anchor_group *g);

void need_add(struct need *n, struct anchor_group g);
/* The literal that begins where place says, and ends the part so far. */
void need_add_literal(struct need *n, struct arena *a, struct uslice lit,
		      struct anchor_group place);
/* Sum and product of numbers of characters; what is more than a limit is ANCHOR_FAR. */
uint32_t need_sum(uint32_t a, uint32_t b);
uint32_t need_product(uint32_t a, uint32_t b);
/* At least min, at most max characters are taken. */
void need_take(struct need *n, uint32_t min, uint32_t max);

/* The first thing of a sequence that takes characters: with these literals, or (n == 0) with
 * anything. optional: it may be left out, what follows begins then. */
void need_begin(struct need *n, struct anchor_group g, bool optional, struct arena *a);

/* Either x or y: one group that joins the best of both, or nothing. */
void need_or(struct need *x, struct need *y, struct arena *a);

/* A group with room for n literals, all of them open, where place says. */
struct anchor_group need_group(struct arena *a, size_t n, struct anchor_group place);
/* Where what comes next begins. */
struct anchor_group need_place(const struct need *n, struct arena *a);
/* In place of g, which stands in a part that begins at place. */
struct anchor_group need_within(struct anchor_group place, struct anchor_group g, struct arena *a);
/* Behind the part stands one of these literals: the open ones are wanted only before their first
 * units. */
void need_follow(struct need *n, const struct anchor_group *next, struct arena *a);

#endif
