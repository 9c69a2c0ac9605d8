/* Cells of tables that add up to another one. */
#ifndef ZHC_TABLE_SUMS_H
#define ZHC_TABLE_SUMS_H

#include "pipeline/core/doc.h"

/* The parts of a row (subset_of), and the column above or below a total, become breakdown_of where
 * all of them add up. parent[i]: of claim i, -1 none; a: scratch. */
void table_sums(struct doc *d, int32_t *parent, struct arena *a);

#endif
