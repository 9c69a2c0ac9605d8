/* What the columns of a table are to its rows, and what a row says by them. */
#ifndef ZHC_TABLE_ROWS_H
#define ZHC_TABLE_ROWS_H

#include "pipeline/extract/table_claims.h"

/* The number that fills the cell, NULL if none does. */
const struct annot *table_number(const struct doc *d, struct table_cell c);
/* Does the text end like the name of what is measured? */
bool table_is_measure(const struct table_reader *t, struct stretch s);
/* Bits of the columns that hold numbers. */
uint64_t table_figures(const struct doc *d, const struct table_cell *cells, size_t n);
/* Fill t->column for rows of n cells, by their heads and by the rows from block b on. */
void table_rows_begin(struct table_reader *t, const struct block *b, size_t n);
/* What the row's cells of names say. False: nobody's figures stand in it. */
bool table_row_read(struct table_reader *t, struct table_row *r);

#endif
