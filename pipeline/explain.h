/* --explain: what was decided, removed and repaired in a document, for people. */
#ifndef ZHC_EXPLAIN_H
#define ZHC_EXPLAIN_H

#include "pipeline/core/doc.h"

#include <stdio.h>

void explain_doc(const struct doc *d, FILE *to);

#endif
