/* What the two halves of rule_set.h share: rule_set.c, which makes sets, and rule_match.c, which
 * matches texts. */
#ifndef ZHC_RULE_SET_STATE_H
#define ZHC_RULE_SET_STATE_H

#include "pipeline/core/pattern_cache.h"
#include "pipeline/core/rule_filter.h"
#include "pipeline/core/rule_set.h"

#define RULE_FLAGS (PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE)

enum { FILTER_ALL, FILTER_PART, FILTER_JOINT, FILTERS };

struct rule {
	struct slice id, where;
	uint32_t tag;
	struct slice source;	     /* the pattern as it was given */
	const struct macros *macros; /* those in it */
	struct pattern pattern;	     /* threads make machine code of their own */
	uint32_t longest;	     /* units of a text that it is tried on */
	bool at; /* the code is anchored: tried only where a match can begin */
	const uint8_t *name_ids; /* of each name of the pattern: index into the set's names */
};

struct rule_set {
	struct arena a;
	struct macros macros;
	struct rule *rules;
	size_t n, cap;
	const uint16_t **names; /* of groups, each once, with a 0 behind */
	size_t n_names, cap_names;
	/* after seal; the joint one belongs to the first set of those joined */
	struct rule_filter *filter[FILTERS];
	struct rule_joint *joint; /* of the first set */
	uint32_t base;		  /* number of the set's first rule in the joint filter; of 64 */
	pcre2_compile_context *cctx;
	struct pattern_cache *cache;
};

struct rule_joint {
	const struct rule_set *sets[RULE_JOINT_MAX];
	size_t n;
};

struct rule_match_scratch {
	const struct rule_set *set;
	pcre2_match_data *data;
	pcre2_match_context *mctx, *trial; /* for machine code, for the first tries */
	pcre2_jit_stack *stack;
	/* the joint one belongs to the scratch of the first set */
	struct rule_filter_scratch *filter[FILTERS];
	struct uslice looked; /* the text for which the part was asked last and not forgotten */
	const uint64_t *candidates;	  /* of it */
	const uint64_t *joint_candidates; /* of what rule_sets_look was asked last */
	bool profile;
	struct rule_profile *counts;
	pcre2_code **jit;   /* of each rule, NULL: not needed so far */
	uint8_t *tries;	    /* of each rule without it */
	pcre2_code **brute; /* the same as it is written */
};

#endif
