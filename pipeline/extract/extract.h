/* extract: claims out of annotated sentences. */
#ifndef ZHC_EXTRACT_H
#define ZHC_EXTRACT_H

#include "pipeline/core/rule_set.h"
#include "pipeline/core/stage.h"

struct owner_choice;
struct period_choice;

/* For rules profile: the rule set of the stage's state, and the scratch of a worker. */
const struct rule_set *extract_rule_set(const void *state);
struct rule_match_scratch *extract_rule_scratch(void *worker);
/* For fitting the weights of owners (scripts/ownerdump.c): how a worker chooses. */
struct owner_choice *extract_owner_choice(void *worker);
/* The same of times (scripts/timedump.c). */
struct period_choice *extract_period_choice(void *worker);

#endif
