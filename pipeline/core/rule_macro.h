/* Macros of patterns: {NAME} stands for (?:pattern). */
#ifndef ZHC_RULE_MACRO_H
#define ZHC_RULE_MACRO_H

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"
#include "pipeline/core/status.h"

struct macros {
	struct macro *items;
	size_t n, cap;
};

/* Stands for the text of a pattern, macros expanded. */
struct pattern_key {
	uint64_t hash[2];
};

/* Copies in a. ERR_RULES if the name is taken. where: "file:line" for messages. */
enum status macros_add(struct macros *m, struct arena *a, struct slice name, struct slice pattern,
		       struct slice where, struct err *e);
/* Append the pattern with its macros expanded. ERR_RULES: an unknown name, a circle, more than
 * 60,000 bytes. */
enum status macros_expand(const struct macros *m, struct slice pattern, struct slice where,
			  struct buf *out, struct err *e);
/* The key of a pattern, made of its text and of the keys of the macros in it: expanding it takes
 * twenty times as long. Asked for when all macros are there; false where macros_expand has
 * something to say. */
bool macros_key(struct macros *m, struct slice pattern, struct pattern_key *key);

#endif
