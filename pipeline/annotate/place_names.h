/* Names of places as such, outside of any sentence: in a dateline, at the head of a title or of an
 * outlet's name. Tables of rules/annotate. Process lifetime, read-only after place_names_open. */
#ifndef ZHC_PLACE_NAMES_H
#define ZHC_PLACE_NAMES_H

#include "pipeline/core/table.h"

struct place_names {
	struct table places; /* divisions of China: name, codes, full names, "weak" */
	struct table world;  /* others: name, code, full name */
};

struct place_name {
	struct slice code, name; /* absent where unknown; full name; in the tables */
	size_t units;		 /* of the text */
};

enum status place_names_open(struct place_names *n, const struct env *env, struct err *e);
void place_names_close(struct place_names *n);

/* The longest name of a place that text begins with, whose full name ends in one of the endings
 * (blanks between; empty: any). False where there is none, where several places of that name would
 * do, and where the name is an ordinary word too. */
bool place_names_head(const struct place_names *n, struct uslice text, struct slice endings,
		      struct place_name *out);

#endif
