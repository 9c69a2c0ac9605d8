/* One-character names of countries, provinces and cities, where the words beside them say that they
 * are names (rules/annotate/shorts.tsv): a visit to M, the M side, relations of Z and M, in J. */
#ifndef ZHC_SHORT_H
#define ZHC_SHORT_H

#include "pipeline/annotate/entity.h"
#include "pipeline/core/stage.h"

struct short_names; /* process lifetime, read-only */

/* Open the table "shorts". ERR_RULES when it is missing or damaged. */
enum status short_names_open(struct short_names **out, const struct env *env, struct err *e);
void short_names_close(struct short_names *n);

/* Adds all characters of short names. */
void short_names_add(const struct short_names *n, struct unit_set *set);
/* Add the short names of a sentence whose organisations and places are found. */
void short_find(const struct short_names *n, struct name_sentence *s, struct name_list *l);

#endif
