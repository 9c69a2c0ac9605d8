/* Claim rules: the *.rules of rules/extract compiled. A rule matches the sketch of a sentence and
 * sets facets on the numbers (mentions) it has found; facets that an earlier rule has set stay. See
 * rules/extract/README.md for the language. */
#ifndef ZHC_CLAIM_RULES_H
#define ZHC_CLAIM_RULES_H

#include "pipeline/core/rule_set.h"
#include "pipeline/core/stage.h"

/* Facets with a word as value. ORDER FACET */
/* clang-format off */
#define FACETS(X) \
	X(MEASURE, "measure") \
	X(DIRECTION, "direction") \
	X(STAT, "stat") \
	X(COMPARE, "compare") \
	X(SCALE, "scale")		/* 100: times become per cent */ \
	X(REL, "rel")			/* parent_rel to the mention before */ \
	X(MODALITY, "modality") \
	X(OP, "op") \
	X(SKIP, "skip") \
	X(PLACEMENT, "indicator")	/* before | after | verb | none: where the indicator \
					 * stands */
/* clang-format on */
enum facet {
#define X(id, name) FACET_##id,
	FACETS(X)
#undef X
		FACET_N
};

/* Facets with a stretch of the sentence as value, given as @group. ORDER PART */
/* clang-format off */
#define PARTS(X) \
	X(IND, "ind")		/* the indicator, exactly */ \
	X(HEAD, "head")		/* the indicator is the noun phrase that ends here */ \
	X(LEFT, "left")		/* the indicator is looked for left of this */ \
	X(SUBJ, "subj")		/* the noun phrase that ends here is the subject */ \
	X(OWNER, "owner")	/* the noun phrase left of this is the subject */ \
	X(BASE, "base") \
	X(FILTER, "filter") \
	X(FROM, "from")		/* another mention: the earlier value */ \
	X(SINCE, "since")	/* a time: the baseline */
/* clang-format on */
enum part {
#define X(id, name) PART_##id,
	PARTS(X)
#undef X
		PART_N
};

/* A group of the rule's patterns by its name and, once the set is sealed, by its number
 * (rule_set_group). */
struct named_group {
	const char *name;
	int number;
};

struct rule_set_line { /* one "set" line */
	struct named_group group;
	struct set_facet {
		enum facet facet;
		struct slice value;
	} * facets;
	struct set_part {
		enum part part;
		struct named_group group;
	} * parts;
	size_t n_facets, cap_facets, n_parts, cap_parts;
};

/* Groups with a meaning in rules of kind statement and mood. ORDER FIND */
/* clang-format off */
#define FIND_GROUPS(X) \
	X(CUE, "cue") \
	X(WHO, "who") \
	X(WHO_END, "whoend") \
	X(FROM, "from") \
	X(UPTO, "upto") \
	X(WHAT, "what")
/* clang-format on */
enum find_group {
#define X(id, name) FIND_##id,
	FIND_GROUPS(X)
#undef X
		FIND_N
};

enum claim_rule_kind { RULE_MENTION, RULE_STATEMENT, RULE_MOOD };

struct claim_rule {
	struct slice id;
	enum claim_rule_kind kind;
	struct slice speech;		 /* statements: direct indirect attributed */
	struct slice modality, polarity; /* moods */
	struct slice scope;		 /* moods: clause sentence after */
	bool by_code;			 /* no pattern: the program makes claims with this id */
	bool weak;			 /* moods: gives way to another cue before it */
	struct rule_set_line *sets;
	size_t n_sets;
	double confidence; /* NaN: not measured */
	struct slice file;
	unsigned line;
	const struct rule_block *block; /* for proofs */
};

struct claim_rules {
	struct arena a;
	struct rule_set
		*set; /* tag = index into rules; its part are the rules of kind RULE_STATEMENT */
	struct claim_rule *rules;
	size_t n, cap;
	int find[FIND_N]; /* numbers of these groups */
};

/* Load rules/extract/ *.rules. ERR_RULES with file and line. */
enum status claim_rules_open(struct claim_rules *r, const struct env *env, struct err *e);
void claim_rules_close(struct claim_rules *r);

#endif
