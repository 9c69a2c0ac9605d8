/* extract: first form. */
#include "pipeline/core/prove.h"
#include "pipeline/extract/extract.h"

static void run(const void *state, void *worker, struct doc *d)
{
	(void)state;
	(void)worker;
	(void)d;
}

const struct rule_set *extract_rule_set(const void *state)
{
	return state;
}

struct rule_match_scratch *extract_rule_scratch(void *worker)
{
	return worker;
}

enum status extract_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	(void)env;
	(void)r;
	(void)e;
	return OK;
}

const struct stage stage_extract = {
	.name = "extract",
	.summary = "claims",
	.needs = L_TEXT | L_ANNOT,
	.makes = L_CLAIMS,
	.run = run,
};
