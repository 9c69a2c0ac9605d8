/* The commands that move documents: run, decode, the single stages, write. */
#ifndef ZHC_RUN_H
#define ZHC_RUN_H

#include "pipeline/core/stage.h"

/* Run env->opt->command to the end. *bad: some documents carry errors. The only place that writes
 * results. */
enum status run_command(const struct env *env, bool *bad, struct err *e);

#endif
