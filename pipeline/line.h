/* The line: the stages of one command, opened once, with the state of every worker. */
#ifndef ZHC_LINE_H
#define ZHC_LINE_H

#include "pipeline/core/stage.h"

#define LINE_MAX_STAGES 16

struct line {
	const struct stage *stages[LINE_MAX_STAGES];
	void *states[LINE_MAX_STAGES];
	size_t n;
	void **workers; /* n_workers * n */
	size_t n_workers;
};

/* Open stages first..last by name (NULL: from the start, to the end) for n_workers threads. On failure everything
 * is closed again. ERR_USAGE for an unknown name. */
enum status line_open(struct line *l, const struct env *env, const char *first, const char *last, size_t n_workers,
		      struct err *e);
void line_close(struct line *l);

/* Run all stages over d as worker t. A stage whose input layers are missing is refused with an error in d. */
void line_run(const struct line *l, size_t t, struct doc *d);

#endif
