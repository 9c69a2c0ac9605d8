/* clean: first form, a block a line. */
#include "pipeline/core/date.h"
#include "pipeline/core/prove.h"

static void run(const void *state, void *worker, struct doc *d)
{
	size_t from = 0;
	const struct env *env = state;

	(void)worker;
	for (size_t i = 0; i <= d->text.len; i++) {
		if (i < d->text.len && d->text.p[i] != '\n') continue;
		if (i > from) doc_add_block(d, BLOCK_PARA, from, i - from);
		from = i + 1;
	}
	if (d->date == DAY_NONE && env->opt->date) date_parse(slice_str(env->opt->date), &d->date);
}

static enum status open_state(const struct env *env, void **state, struct err *e)
{
	(void)e;
	*state = (void *)(uintptr_t)env;
	return OK;
}

enum status clean_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	(void)env;
	(void)r;
	(void)e;
	return OK;
}

const struct stage stage_clean = {
	.name = "clean",
	.summary = "remove mark-up and boilerplate",
	.needs = L_TEXT,
	.makes = L_BODY,
	.open = open_state,
	.run = run,
};
