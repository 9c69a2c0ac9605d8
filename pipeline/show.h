/* zhclaims show CLAIM_ID PATH...: open the article again and print a claim's evidence. */
#ifndef ZHC_SHOW_H
#define ZHC_SHOW_H

#include "pipeline/core/stage.h"

/* *missing: no such claim (exit 1). */
enum status show_command(const struct env *env, bool *missing, struct err *e);

#endif
