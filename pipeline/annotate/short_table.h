/* Layout of the compiled table "shorts", shared by its builder and by short.c: "sets" (65536 u32:
 * of a character the sets that it is in, a bit each), "any" (struct unit_set: the characters that
 * are in one), and a trie of words for each kind, whose values are sets. */
#ifndef ZHC_SHORT_TABLE_H
#define ZHC_SHORT_TABLE_H

#include "pipeline/core/datrie.h"
#include "pipeline/core/unit_set.h"

/* Kinds of words; the first column of the file. ORDER SHORT */
enum short_kind { SHORT_BEFORE, SHORT_AFTER, SHORT_LEAD, SHORT_PAIR, SHORT_RUN, SHORT_KIND_N };
static const char *const short_kind_names[SHORT_KIND_N] = { "before", "after", "lead", "pair",
							   "run" };

#endif
