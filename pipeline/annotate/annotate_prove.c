/* Proofs of the annotate parts' rule files. */
#include "pipeline/annotate/part.h"

static const struct annot_part *const parts[] = {
#define X(name) &part_##name,
#include "pipeline/annotate/parts.def"
#undef X
	NULL,
};

static enum status prove_part(const struct annot_part *p, const struct env *env,
			      struct prove_report *r, struct err *e)
{
	void *state = NULL;

	if (!p->prove) return OK;
	if (p->open) TRY(p->open(env, &state, e));
	enum status st = p->prove(env, state, r, e);
	if (state && p->close) p->close(state);
	return st;
}

enum status annotate_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	for (size_t i = 0; parts[i]; i++) TRY(prove_part(parts[i], env, r, e));
	return OK;
}
