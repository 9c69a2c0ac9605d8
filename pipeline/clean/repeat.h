/* Lines that repeat over the pages of a site (--site-profile FILE): furniture that no rule knows.
 * The file is TSV, one line a row: the host of the site (or * for all pages of the run), the line
 * as clean gave it, white space as single blanks. scripts/site-profile.sh writes it from cleaned
 * pages; so what a page keeps depends on the file alone, not on the pages beside it, their order or
 * the threads. Process lifetime, immutable after open. */
#ifndef ZHC_CLEAN_REPEAT_H
#define ZHC_CLEAN_REPEAT_H

#include "pipeline/clean/page.h"

struct repeats {
	struct arena arena;
	const char *path;   /* of the file, borrowed; NULL: none */
	struct slice *rows; /* host, tab, line; sorted */
	size_t n, cap;
};

/* path NULL: none. Errors: ERR_IO and ERR_RULES with file and line. */
enum status repeats_open(struct repeats *r, const char *path, struct err *e);
void repeats_close(struct repeats *r);

/* Lines [from, to) of p that still stand, but for the headline, go if the file names them for the
 * page's host. a: the document's arena. */
void repeats_drop(const struct repeats *r, struct page *p, struct slice url, size_t from, size_t to,
		  struct arena *a);

#endif
