/* Required literals of a pattern: what must occur in a text for the pattern to match there.
 * The result is a conjunction of groups; of each group at least one literal must occur, and not
 * anywhere: so many characters behind the place where the match begins. */
#ifndef ZHC_RULE_ANCHOR_H
#define ZHC_RULE_ANCHOR_H

#include "pipeline/core/mem.h"
#include "pipeline/core/unit_gap.h"

#define ANCHOR_GROUPS_MAX 4
#define ANCHOR_BESIDE_MAX 2
#define ANCHOR_LITS_MAX	  256

#define ANCHOR_AFTER_MAX 12
#define ANCHOR_END	 0xffffu /* among units that follow: the end of the text */

#define ANCHOR_FAR 0xffffu /* no limit, or none that is worth a look */

struct anchor_group {
	struct uslice *lits;
	size_t n;
	uint32_t min, max; /* characters between the begin of the match and the literal's; max
			      ANCHOR_FAR: it may stand anywhere */
	/* of each literal the units of which one must stand right behind it, sorted, none (p NULL)
	 * where anything may; NULL: that holds for all */
	struct uslice *after;
	/* of such units are all between the begin of the match and the literal; NULL: of any */
	const struct unit_gap *gap;
};

struct anchors {
	struct anchor_group groups[ANCHOR_GROUPS_MAX];
	size_t n; /* 0: nothing is required */
	/* of these a literal of one unit must stand within a few characters */
	struct anchor_group beside[ANCHOR_BESIDE_MAX];
	size_t n_beside;
	struct anchor_group start; /* every match begins with one of these; n == 0: unknown */
	/* n > 0: a match begins at the text's begin or where one of these marks stands: right
	 * before it (min 1), as its first character (min 0) */
	struct anchor_group edge;
	bool head;	      /* a match begins at the text's begin only */
	const uint8_t *first; /* of a pattern without literals: a bit a unit that the text may begin
			       * with, bit 255 for all from there on; NULL: any. Not derived here */
};

/* Derive from a pattern (PCRE2 syntax, macros expanded, UTF-16). Conservative: what it does not
 * understand requires nothing. Results in a. */
void anchor_derive(struct anchors *out, struct uslice pattern, struct arena *a);

#endif
