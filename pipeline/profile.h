/* zhclaims rules profile: time and matches of every extract rule over some articles. */
#ifndef ZHC_PROFILE_H
#define ZHC_PROFILE_H

#include "pipeline/core/stage.h"

enum status profile_command(const struct env *env, struct err *e);

#endif
