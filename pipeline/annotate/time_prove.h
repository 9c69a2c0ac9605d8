/* Proofs of rules/annotate/time.rules. */
#ifndef ZHC_TIME_PROVE_H
#define ZHC_TIME_PROVE_H

#include "pipeline/core/prove.h"

/* A yes line wants an A_TIME (A_VETO for time.version) of its rule whose text, start, end, type,
 * grain and how are the slots given ("open" for no date; date=YYYY-MM-DD is the article's day, none
 * if absent). A no line wants none of its rule. */
enum status time_prove(const struct env *env, const void *state, struct prove_report *r,
		       struct err *e);

/* One sentence as a document: text, date, a sentence over all; then part_time.run. d must be
 * doc_init'd or reset. */
void time_run_sentence(const void *state, struct doc *d, struct slice sentence, int32_t date);

#endif
