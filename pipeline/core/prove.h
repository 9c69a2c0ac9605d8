/* Proving rules: every rule file of a stage runs its own yes and no lines.
 * `zhclaims rules check` and `make test` call all provers. */
#ifndef ZHC_PROVE_H
#define ZHC_PROVE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/stage.h"

struct prove_report {
	size_t n_rules, n_proofs; /* seen */
	size_t n_failed;	  /* proofs that failed, and rules without yes or no */
	struct buf text;	  /* "file:line: message\n" for each failure */
};

/* One failure. */
void prove_fail(struct prove_report *r, struct slice file, unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Make of d, which is fresh or reset, what decode, clean and normalize would make of the text
 * (UTF-8): a paragraph a line, a pilcrow (U+00B6) ends a line. No date. All in d's arena. */
void prove_set_lines(struct doc *d, struct slice text);

/* One prover a stage (same order as stages.def). ERR_RULES when rules cannot be loaded at all. */
#define X(name)                                                                                    \
	enum status name##_prove(const struct env *env, struct prove_report *r, struct err *e);
#include "pipeline/stages.def"
#undef X

#endif
