/* Patterns with long lists of words, written so that the machine finds the word at a place in fewer
 * steps.
 *
 * PCRE2 tries the alternatives of a group one after the other, and rules have groups of a hundred
 * words. Alternatives that begin with different characters never match at the same place, so those
 * with the same first character can be brought together, (?:ab|c|ad) to (?:a(?:b|d)|c), and all of
 * them be put behind a look at the first character. Matches, captures and the order in which they
 * are found stay the same. */
#ifndef ZHC_RULE_FACTOR_H
#define ZHC_RULE_FACTOR_H

#include "pipeline/core/buf.h"

/* The pattern rewritten into out, or as it is where it holds what is not understood here (options
 * inside, conditions, verbs, quoted stretches). Patterns as rule_set compiles them: groups without
 * a name do not capture. */
void rule_factor(struct uslice pattern, struct ubuf *out);

#endif
