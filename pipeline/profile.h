/* zhclaims rules profile: time and matches of every extract rule over some articles. */
#ifndef ZHC_PROFILE_H
#define ZHC_PROFILE_H

#include "pipeline/core/stage.h"

/* Run the pipeline over the articles under args[1..] of env->opt and print the table on standard
 * output, most time first. ERR_NOINPUT where nothing can be read. */
enum status profile_command(const struct env *env, struct err *e);

#endif
