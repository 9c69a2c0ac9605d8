/* --explain: what was decided, removed and repaired in a document, for people. */
#ifndef ZHC_EXPLAIN_H
#define ZHC_EXPLAIN_H

#include "pipeline/core/doc.h"

#include <stdio.h>

/* Print it to `to`; the document has been through the stages asked for (--until). */
void explain_doc(const struct doc *d, FILE *to);

#endif
