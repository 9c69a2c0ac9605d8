/* Which members of an NDJSON record, or columns of a CSV file, mean what: --field and the usual names. */
#ifndef ZHC_FIELDS_H
#define ZHC_FIELDS_H

#include "pipeline/core/doc.h"

/* What a field can be. ORDER FIELD (names in fields.c) */
enum field { FIELD_TEXT, FIELD_TITLE, FIELD_DATE, FIELD_SOURCE, FIELD_AUTHOR, FIELD_EDITOR, FIELD_URL, FIELD_ID, FIELD_N };

struct fields {
	struct slice name[FIELD_N]; /* given by --field, absent: the usual names */
};

/* Parse "text=content,title=headline"; list is borrowed, NULL is none. ERR_USAGE on an unknown left side, an empty
 * name, a field given twice. */
enum status fields_parse(struct fields *f, const char *list, struct err *e);

/* How well a name fits a field: 0 not at all, higher is better. */
int fields_match(const struct fields *f, enum field which, struct slice name);

/* The metadata key of a field; -1 for FIELD_TEXT. */
int fields_meta(enum field which);
const char *fields_name(enum field which);

#endif
