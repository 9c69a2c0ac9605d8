/* Compiled patterns over well-formed UTF-16 text (no lone surrogates): PCRE2-16 with JIT behind a
 * literal filter.
 *
 * Each rule's required literals are derived from its pattern at load. One pass over a text (a line,
 * a sentence, a sketch) finds which literals occur; PCRE2 runs only on rules all of whose literal
 * groups occur. The result always equals brute force (rule_set_brute). Patterns may use {MACRO} for
 * macros given before; they are compiled with PCRE2_UTF | PCRE2_NO_UTF_CHECK, match and depth
 * limits, one JIT stack a thread. Limits: texts of at most RULE_TEXT_MAX units a call are matched
 * whole; longer ones are matched in their first RULE_TEXT_MAX units only (the caller cuts). */
#ifndef ZHC_RULE_SET_H
#define ZHC_RULE_SET_H

#include "pipeline/core/mem.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/status.h"

#define RULE_TEXT_MAX	8192
#define RULE_GROUPS_MAX 24

struct rule_set;	   /* process lifetime, immutable after rule_set_seal */
struct rule_match_scratch; /* thread lifetime */

/* An empty set: macros and patterns are added, then it is sealed. */
struct rule_set *rule_set_new(void);
/* Patterns that are added from here on are looked for among those compiled ahead (NULL: they are
 * not). */
struct pattern_cache;
void rule_set_use(struct rule_set *s, struct pattern_cache *c);
void rule_set_free(struct rule_set *s);

/* {NAME} in later patterns stands for (?:pattern). ERR_RULES if the name is taken or the nesting is
 * circular. */
enum status rule_set_macro(struct rule_set *s, struct slice name, struct slice pattern,
			   struct slice where, struct err *e);
/* Add a pattern; tag is the caller's (an index into its own rules). where: "file:line" for
 * messages. */
enum status rule_set_add(struct rule_set *s, struct slice pattern, uint32_t tag, struct slice id,
			 struct slice where, struct err *e);
/* Add rule i of another set once more, without compiling it again; the other set must live as long.
 */
void rule_set_add_again(struct rule_set *s, const struct rule_set *of, uint32_t i, uint32_t tag);
/* Rule i is tried on texts of at most that many units only. */
void rule_set_longest(struct rule_set *s, uint32_t rule, uint32_t longest);
/* Build the filter; afterwards the set is read-only and may be shared by threads. part (a bit a
 * rule, NULL: none) names rules that are also matched without the others: they get a filter of
 * their own, which looks for their literals alone. */
enum status rule_set_seal(struct rule_set *s, const uint64_t *part, struct err *e);

/* Rules in it. */
size_t rule_set_count(const struct rule_set *s);
/* What the caller gave rule i as id and tag; its pattern, macros expanded, in a. */
struct slice rule_set_id(const struct rule_set *s, uint32_t rule);
uint32_t rule_set_tag(const struct rule_set *s, uint32_t rule);
struct uslice rule_set_pattern(const struct rule_set *s, uint32_t rule, struct arena *a);
/* True if rule i has at least one required literal. */
bool rule_set_anchored(const struct rule_set *s, uint32_t rule);

/* What a thread needs to match by s, which must be sealed and outlive it. */
struct rule_match_scratch *rule_scratch_new(const struct rule_set *s);
void rule_scratch_free(struct rule_match_scratch *w);

/* One match: ovector pairs (start, end in units of the text; UINT32_MAX = unset), group 0 the
 * whole. */
struct rule_hit {
	uint32_t rule; /* index in the order of rule_set_add */
	uint32_t tag;
	uint32_t n_groups;
	uint32_t start[RULE_GROUPS_MAX], end[RULE_GROUPS_MAX];
};
typedef bool rule_hit_fn(void *ctx, const struct rule_hit *hit); /* false stops this call */

/* Where the group name of a hit stands (a name may stand for several groups of a pattern: the first
 * that is set). False when the rule has no such group or it took no part. */
bool rule_hit_group(const struct rule_set *s, const struct rule_hit *hit, const char *name,
		    uint32_t *start, uint32_t *end);
/* The same in two steps, for who asks often: the number of a name in the set, -1 if no pattern has
 * it; the group of that number. */
int rule_set_group(const struct rule_set *s, const char *name);
bool rule_set_has_group(const struct rule_set *s, uint32_t rule, int group);
bool rule_hit_group_at(const struct rule_set *s, const struct rule_hit *hit, int group,
		       uint32_t *start, uint32_t *end);

/* All non-overlapping matches of every candidate rule: rule by rule in order, left to right. Gives
 * the number of rules that ran into a match limit (their later matches are lost; the caller reports
 * it). */
size_t rule_set_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text,
		      rule_hit_fn *fn, void *ctx);
/* The same for the rules of the part. The text that the part was asked for last (same place, same
 * length) is not looked through again: whoever writes another one there says rule_scratch_forget
 * before. */
size_t rule_set_match_part(const struct rule_set *s, struct rule_match_scratch *w,
			   struct uslice text, rule_hit_fn *fn, void *ctx);
/* Could any rule match in the text, or in a stretch of it, by the literals that stand there? */
bool rule_set_may_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text);
bool rule_set_part_may_match(const struct rule_set *s, struct rule_match_scratch *w,
			     struct uslice text);
/* The same, where it may be the text asked for last and nothing was written there since. */
bool rule_set_part_may_still(const struct rule_set *s, struct rule_match_scratch *w,
			     struct uslice text);
void rule_scratch_forget(struct rule_match_scratch *w);
/* Units of which one stands in every text that a rule of the set (of those with a bit in rules;
 * NULL: any) matches, added to u: for a look before anything else. often: how often each of the
 * 65536 units stands in text, as far as known; of each literal the rarest is taken. False: there
 * are no such units, a rule has no literals. */
struct unit_set;
bool rule_set_units(const struct rule_set *s, const uint64_t *rules, const uint16_t *often,
		    struct unit_set *u);

/* Several sets that are asked about the same text, a line: joined after they are sealed (at most
 * RULE_JOINT_MAX, which live together; the first one owns what is shared), their literals are
 * looked for in one pass. The scratches, in the same order, are joined too. ERR_RULES as
 * rule_set_seal. */
#define RULE_JOINT_MAX 8
enum status rule_sets_join(struct rule_set *const *sets, size_t n, struct err *e);
void rule_scratches_join(struct rule_match_scratch *const *w, size_t n);
/* Look through a text of at most RULE_TEXT_MAX units. Gives a bit a set: may it match? */
unsigned rule_sets_look(struct rule_match_scratch *const *w, size_t n, struct uslice text);
/* Of what rule_sets_look was asked last: may a rule of these (a bit a rule) match; and
 * rule_set_match for that text or a head of it. */
bool rule_set_any_seen(const struct rule_set *s, const struct rule_match_scratch *w,
		       const uint64_t *rules);
size_t rule_set_match_seen(const struct rule_set *s, struct rule_match_scratch *w,
			   struct uslice text, rule_hit_fn *fn, void *ctx);
/* The same without the filter, for tests. */
size_t rule_set_brute(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text,
		      rule_hit_fn *fn, void *ctx);

/* Counters of this scratch: per rule runs, matches, nanoseconds (timing only when profile is on).
 */
struct rule_profile {
	uint64_t runs, matches, ns;
};
void rule_scratch_profile(struct rule_match_scratch *w, bool on);
/* For measuring: patterns are compiled to machine code at their first try, not only when they have
 * been tried often. */
void rule_scratch_compile_first(struct rule_match_scratch *w);
const struct rule_profile *rule_scratch_counts(const struct rule_match_scratch *w);

#endif
