/* What no reader of a page sees: scripts, styles, comments. Full of signs that look like damage,
 * and nobody misses what is not repaired there. But JSON-LD is read (clean takes facts from it).
 * Pure; linear in what is stepped over. */
#ifndef ZHC_UNSEEN_H
#define ZHC_UNSEEN_H

#include "pipeline/core/slice.h"

/* Does the text look like a page? Told by its first tags. */
bool unseen_is_page(struct uslice text);

/* Kinds of unseen stretches. */
enum { UNSEEN_COMMENT, UNSEEN_SCRIPT, UNSEEN_STYLE, UNSEEN_N };

/* A look through a page; begin with open all false. */
struct unseen_search {
	struct uslice text;
	bool open[UNSEEN_N]; /* from here on none of the kind is closed */
};

/* The first unseen stretch from unit i on, its tags not counted; *end: behind it. Gives text.len
 * when there is none. What is not closed counts as seen. */
size_t unseen_next(struct unseen_search *s, size_t i, size_t *end);

#endif
