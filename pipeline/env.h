/* The process environment of a run: where rules and tables stand, and what the records say of the
 * tool. */
#ifndef ZHC_ENV_H
#define ZHC_ENV_H

#include "pipeline/core/stage.h"

/* Find rules and tables (--rules, --data; else beside the program; else the installed ones) and
 * hash them. Strings live in a. ERR_RULES when there are none. */
enum status env_init(struct env *env, const struct options *opt, struct arena *a, struct err *e);
/* Also when env_init failed, or was not called and env is all zero. */
void env_close(struct env *env);

#endif
