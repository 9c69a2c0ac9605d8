/* A source in UTF-16 (with a byte order mark) seen as UTF-8, for readers that look for ASCII marks:
 * CSV, JSON. */
#ifndef ZHC_WIDE_H
#define ZHC_WIDE_H

#include "corpus/source.h"

struct wide;

void wide_close(struct wide *w); /* NULL is allowed */

/* What readers of fields (CSV, JSON) begin with: *in, seen as UTF-8 through *w where it is UTF-16
 * (else *w is NULL), its byte order mark stepped over; *head becomes its first bytes, as many as
 * are there at once. The source must outlive *w. One that fails gives an empty head. */
enum status wide_begin(struct wide **w, const struct env *env, struct source **in,
		       struct slice *head, struct err *e);

#endif
