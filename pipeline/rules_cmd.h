/* zhclaims rules check|list|explain|profile. */
#ifndef ZHC_RULES_CMD_H
#define ZHC_RULES_CMD_H

#include "pipeline/core/stage.h"

/* *failed: a proof failed (exit 1). */
enum status rules_command(const struct env *env, bool *failed, struct err *e);

#endif
