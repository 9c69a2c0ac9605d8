/* Which members of an NDJSON record, or columns of a CSV file, mean what: --field, and the usual
 * names of rules/read/fields.tsv. */
#ifndef ZHC_FIELDS_H
#define ZHC_FIELDS_H

#include "pipeline/core/stage.h"

/* What a field can be. ORDER FIELD (names in fields.c) */
enum field {
	FIELD_TEXT,
	FIELD_TITLE,
	FIELD_DATE,
	FIELD_SOURCE,
	FIELD_AUTHOR,
	FIELD_EDITOR,
	FIELD_URL,
	FIELD_ID,
	FIELD_N
};

struct usual_names {
	struct slice *at; /* the first is the best */
	size_t n, cap;
};

struct fields {
	struct slice name[FIELD_N]; /* given by --field, absent: the usual names */
	struct usual_names usual[FIELD_N];
	struct arena arena;
};

/* From env->opt->fields ("text=content,title=headline", borrowed) and the table. ERR_USAGE on an
 * unknown left side, an empty name, a field given twice; ERR_RULES when the table is bad. To be
 * freed in every case. */
enum status fields_open(struct fields *f, const struct env *env, struct err *e);
void fields_close(struct fields *f);

/* How well a name fits a field: 0 not at all, higher is better than another name of it. */
int fields_match(const struct fields *f, enum field which, struct slice name);

/* The metadata key of a field; -1 for FIELD_TEXT. */
int fields_meta(enum field which);

#endif
