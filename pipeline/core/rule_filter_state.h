/* What a rule filter holds: made in rule_filter_make.c, asked in rule_filter.c. */
#ifndef ZHC_RULE_FILTER_STATE_H
#define ZHC_RULE_FILTER_STATE_H

#include "pipeline/core/literal_find.h"
#include "pipeline/core/rule_filter.h"

#define NO_SET UINT32_MAX

#define FOLLOWS_MAX  64 /* bits of a word; the first stands for anything */
#define FOLLOW_SLOTS 256

/* A set, how far from the place pivoted on it lies, and what may stand between. */
struct set_need {
	uint32_t set, min, max;
	const struct unit_gap *gap;
};

struct plan {
	struct set_need pivot; /* set NO_SET: no literal says where matches begin */
	struct set_need near[ANCHOR_GROUPS_MAX];
	size_t n_near;
	uint32_t sets[ANCHOR_GROUPS_MAX]; /* that must have been seen; the first filters best */
	size_t n_sets;
	const struct anchors *anchors; /* for what stands beside */
};

struct lit_marks {
	uint32_t word, follow;
	uint64_t bits;
};

/* A literal: the sets that it is in. Most are told by LIT_MARKS marks, which stand here so that a
 * literal seen costs one place in memory; further ones are marks[from] to marks[upto]. */
#define LIT_MARKS 2
struct lit {
	uint64_t bits[LIT_MARKS];
	uint32_t from, upto;
	uint16_t word[LIT_MARKS];
	uint8_t follow[LIT_MARKS];
	uint8_t len;
};
#define WORDS_MAX UINT16_MAX /* of sets, by struct lit */

struct rule_filter {
	struct literal_finder finder;
	size_t n_rules, n_lits, n_sets;
	size_t set_words; /* of 64 sets */
	size_t key_words; /* of these those with a bit in keyed: the first ones */
	struct lit *lits;
	struct lit_marks *marks;      /* that literals have no room for */
	uint64_t *keyed;	      /* a bit a set: it is the first of some rule */
	uint32_t *key_at, *key_rules; /* rules of which set i is the first: key_rules[key_at[i]] to
					 key_rules[key_at[i + 1]] */
	/* all sets of key_rules[k], the first one again where there are fewer */
	uint32_t (*wanted)[ANCHOR_GROUPS_MAX];
	struct plan *plans;
	uint64_t *always;		/* rules without anchors */
	uint64_t follows[FOLLOW_SLOTS]; /* by follow_slot of a unit: which follows it is of */
	size_t n_follows;
	uint32_t *by_first; /* those of them of which the first unit tells whether they can match */
	size_t n_by_first;
};

/* What may stand behind a literal is a follow, a set of units. A unit is of the follows of its
 * slot: another unit there makes it of more, never of less, and a filter may let too much pass. */
static inline size_t follow_slot(uint16_t c)
{
	return (c ^ c >> 7) % FOLLOW_SLOTS;
}

#endif
