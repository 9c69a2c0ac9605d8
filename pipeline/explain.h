/* A document told for people: --explain (what was decided, removed and repaired), and why an input
 * could not be read. */
#ifndef ZHC_EXPLAIN_H
#define ZHC_EXPLAIN_H

#include "pipeline/core/doc.h"

#include <stdio.h>

/* Print it to `to`; the document has been through the stages asked for (--until). */
void explain_doc(const struct doc *d, FILE *to);

/* What a file or its name holds, for a terminal: control characters as dots. */
void explain_text(struct slice s, FILE *to);

/* A file that could not be opened or read: its path and why. Nothing of any other document. */
void explain_unread(const struct doc *d, FILE *to);

#endif
