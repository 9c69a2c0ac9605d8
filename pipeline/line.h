/* The line: the stages of one command, opened once, with the state of every worker. */
#ifndef ZHC_LINE_H
#define ZHC_LINE_H

#include "pipeline/core/stage.h"

#define LINE_MAX_STAGES 16

struct stage_line {
	const struct stage *stages[LINE_MAX_STAGES];
	void *states[LINE_MAX_STAGES];
	size_t n;
	void **workers; /* n_workers * n */
	size_t n_workers;
	struct table_maps *tables; /* of the environment */
};

/* Open stages first..last by name (NULL: from the start, to the end) for n_workers threads. On
 * failure everything is closed again. ERR_USAGE for an unknown name. */
enum status line_open(struct stage_line *l, const struct env *env, const char *first,
		      const char *last, size_t n_workers, struct err *e);
void line_close(struct stage_line *l);

/* Run all stages over n documents, at most LINE_MAX_DOCS, as worker t: stage by stage, so that the
 * rules and tables of one are in the cache for all of them. A stage whose input layers are missing
 * is refused with an error in the document; one without any layer (it could not be read) is left as
 * it is. */
#define LINE_MAX_DOCS 32
void line_run(const struct stage_line *l, size_t t, struct doc *const *docs, size_t n);

#endif
