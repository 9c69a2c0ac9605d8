/* Sinks: the places where results go: standard output or -o FILE, --docs FILE, --db FILE. Called by
 * one thread. */
#ifndef ZHC_SINKS_H
#define ZHC_SINKS_H

#include "pipeline/core/buf.h"
#include "pipeline/core/doc.h"
#include "pipeline/core/stage.h"

struct sinks;

/* What env->opt asks for. On failure *s may be set and is to be closed. ERR_IO; ERR_USAGE when two
 * of the files are one, or one of them is an input. */
enum status sinks_open(struct sinks **s, const struct env *env, struct err *e);
/* The result of one document. ERR_PIPE when the reader of standard output is gone. */
enum status sinks_write(struct sinks *s, const struct doc *d, const struct buf *out, struct err *e);
/* Text around the documents (CSV header, HTML frame). */
enum status sinks_text(struct sinks *s, struct slice text, struct err *e);
/* All is written: flush, sync, give the files their names, commit. */
enum status sinks_finish(struct sinks *s, struct err *e);
/* Free; without sinks_finish nothing half-written keeps its name. NULL is allowed. */
void sinks_close(struct sinks *s);

#endif
