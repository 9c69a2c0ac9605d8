/* Which rules of a set may match a text, and where: from the literals that stand in it.
 *
 * Every rule requires groups of literals (rule_anchor.h). Equal groups of different rules are one
 * set. One pass over the text notes each literal and its place; a rule is a candidate when all its
 * sets have been seen. Then only places count from which all its sets lie as far off as its pattern
 * says: "who (up to ten characters) says" is tried at a name behind which a verb of saying stands
 * within ten characters. Read-only after rule_filter_make; the scratch is a thread's. */
#ifndef ZHC_RULE_FILTER_H
#define ZHC_RULE_FILTER_H

#include "pipeline/core/rule_anchor.h"
#include "pipeline/core/status.h"

struct rule_filter;
struct rule_filter_scratch;

/* From the anchors of n rules, which must live as long; a rule whose anchors are NULL is never a
 * candidate. heads: the filter may be asked about the head of the text that it looked at.
 * ERR_RULES on more than 60000 literals. */
enum status rule_filter_make(struct rule_filter **out, const struct anchors *const *rules, size_t n,
			     bool heads, struct err *e);
void rule_filter_free(struct rule_filter *f);
struct rule_filter_scratch *rule_filter_scratch_new(const struct rule_filter *f);
void rule_filter_scratch_free(struct rule_filter_scratch *w);

/* Look through a text (at most RULE_TEXT_MAX units). Gives a bit a rule: the candidates, valid
 * until the next call. */
const uint64_t *rule_filter_find(const struct rule_filter *f, struct rule_filter_scratch *w,
				 struct uslice text);

/* A walk over the places where a match of one candidate can begin. */
struct rule_places {
	const struct rule_filter *f;
	const struct rule_filter_scratch *w;
	struct uslice text;
	uint32_t rule;
	size_t next;  /* literal seen that is looked at next */
	uint64_t may; /* a bit a literal seen from block on: it may be one that is looked for */
	size_t block;
	size_t near[ANCHOR_GROUPS_MAX]; /* the same for each set that must be near by */
};
void rule_places_begin(struct rule_places *p, const struct rule_filter *f,
		       const struct rule_filter_scratch *w, uint32_t rule, struct uslice text);
/* The next stretch [*from, *upto] of places at pos or behind; false when there is none any more. A
 * rule whose beginnings are known has stretches of one place. */
bool rule_places_next(struct rule_places *p, uint32_t pos, uint32_t *from, uint32_t *upto);

#endif
