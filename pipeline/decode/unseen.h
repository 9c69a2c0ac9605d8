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

/* May an unseen stretch begin with the '<' at i? By the unit behind it most do not. */
static inline bool unseen_may_begin(struct uslice text, size_t i)
{
	return i + 1 < text.len && (text.p[i + 1] == '!' || (text.p[i + 1] | 32) == 's');
}

/* Does one begin with the '<' at i? Then *end is set: behind it, its end tag not counted. What is
 * not closed is seen. Asked in the order of the text. */
bool unseen_begins(struct unseen_search *s, size_t i, size_t *end);

/* Does unit i of a page stand in a tag that tells nothing of the article? Only meta elements do. */
bool unseen_in_tag(struct uslice text, size_t i);

#endif
