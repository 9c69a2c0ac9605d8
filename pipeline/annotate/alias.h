/* Short names and words that take up a name: what part_alias.c, alias_define.c and anaphor.c share.
 */
#ifndef ZHC_ALIAS_H
#define ZHC_ALIAS_H

#include "pipeline/annotate/look.h"
#include "pipeline/annotate/place_names.h"
#include "pipeline/annotate/segment.h"
#include "pipeline/core/table.h"

#define ALIAS_MAX	64 /* short names of a document */
#define ALIAS_UNITS_MAX 16 /* length of a short name */

struct alias_state { /* process lifetime */
	struct lexicon *lexicon;
	struct table words;	/* aliases.tsv */
	struct unit_set second; /* second units of its words, which have two at least */
	struct unit_set looks;	/* first units of its words, opening brackets */
	struct place_names names;
	uint32_t provinces[64]; /* rows of places that are provinces by their full names */
	size_t n_provinces;
};

/* A short name that the text defines. */
struct alias_entry {
	uint32_t off, len; /* where it is defined */
	uint32_t full;	   /* index of the annotation of the full name */
};

static inline struct look alias_look(const struct alias_state *s, const struct doc *d)
{
	return look_for(d, LOOK_alias, &s->looks);
}

/* Definitions "full name (hereinafter: short)": adds annotations for full and short names and for
 * later mentions of the short ones. d->annots must be sorted; it is not afterwards. */
void alias_define(const struct alias_state *s, struct segment_scratch *w, struct doc *d);
/* Anaphora: "the whole city", "that company". The same conditions. */
void anaphor_resolve(const struct alias_state *s, struct doc *d);

#endif
