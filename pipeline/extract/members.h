/* The members of a counted list: "A, B, C and other 8 platforms", "three cities: A, B and C". */
#ifndef ZHC_MEMBERS_H
#define ZHC_MEMBERS_H

#include "pipeline/extract/mention.h"

#define MEMBERS_MAX 64 /* members of a list that are kept */

struct members {
	struct stretch of[MEMBERS_MAX];
	size_t n;
	bool mismatch; /* they are not as many as the number says */
};

/* What the list beside the count m names, right before it or behind what it counts. Two members at
 * least; out->n is 0 where there is no such list. "And other" leaves a list open: fewer than the
 * number are no mismatch then. */
void members_find(const struct view *v, const struct mention *m, struct members *out);

/* Figures of those that the count is of become its member_of: of a name in its list, or as many
 * values "respectively" as it says; but for those that are part of another figure. */
void members_relate(struct mentions *ms, size_t counted, const struct view *v,
		    const struct members *list);

#endif
