/* A source in UTF-16 (with a byte order mark) seen as UTF-8, for readers that look for ASCII marks:
 * CSV, JSON. */
#ifndef ZHC_WIDE_H
#define ZHC_WIDE_H

#include "corpus/source.h"

struct wide;

/* When in begins with a byte order mark of UTF-16, *w becomes a view of the rest of it; else NULL.
 * in must outlive it. */
enum status wide_open(struct wide **w, const struct env *env, struct source *in, struct err *e);
struct source *wide_source(const struct wide *w);
void wide_close(struct wide *w); /* NULL is allowed */

#endif
