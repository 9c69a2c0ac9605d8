/* Aliases and anaphora: annotations of part "alias". */
#include "pipeline/annotate/part.h"

static void run(const void *state, void *worker, struct doc *d)
{
	(void)state;
	(void)worker;
	(void)d;
}

const struct annot_part part_alias = {
	.name = "alias",
	.run = run,
};
