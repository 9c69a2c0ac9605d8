/* Where the claims of a document stand in its text: for writers that show the article. */
#ifndef ZHC_MARKS_H
#define ZHC_MARKS_H

#include "pipeline/core/doc.h"

/* A marked stretch of d->text; claims [first, first+n) of order share it. */
struct mark {
	size_t off, len;
	size_t first, n;
};

struct marks {
	struct mark *marks; /* ascending, without overlap */
	size_t n;
	size_t *order; /* indexes into d->claims, by mark */
};

/* Find in the text what each claim hangs on: its value, else trigger, speech cue or indicator.
 * Claims whose anchor is not in the text any more, or overlaps another without being equal, are
 * numbered at the mark before. Free with marks_free. */
void marks_find(const struct doc *d, struct marks *m);
void marks_free(struct marks *m);

/* Append text [off, off+len) as UTF-8. */
void marks_text(const struct doc *d, size_t off, size_t len, struct buf *out);

#endif
