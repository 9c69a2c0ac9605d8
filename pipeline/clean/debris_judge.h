/* A line before the debris rules: shared by debris.c, which judges it, and debris_facts.c, which
 * takes the facts out of it. */
#ifndef ZHC_DEBRIS_JUDGE_H
#define ZHC_DEBRIS_JUDGE_H

#include "pipeline/clean/debris.h"

struct judge {
	const struct debris *r;
	struct debris_worker *w;
	struct page *p;
	struct facts *f;
	uint32_t line;
	uint32_t last; /* line of running text that stays */
	struct folded *fold; /* what the hit's positions count in */
	uint32_t shift;	     /* added to them */
	uint8_t cover[FOLD_MAX];
	uint8_t why;	 /* of the first field */
	unsigned labels; /* facts of the line that labels name */
	bool plain;	 /* no blanks were put into the line for elements */
	bool looked;	 /* its literals have been looked for; */
	unsigned may;	 /* MAY bits: sets that may match */
	bool all_gone;	 /* no line stays from far on: an end there ends nothing */
	const struct debris_rule *rule;
};

/* Add a fact for every group of rule in hit that names one. */
void judge_add_facts(struct judge *j, const struct debris_rule *rule, const struct rule_hit *hit);

#endif
