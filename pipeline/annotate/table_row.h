/* Rows and heads of tables: a row is a block of two cells or more, by tabs, bars or two blanks; rows without numbers
 * above it are its heads. Shared by annotate (units) and extract (claims of cells). */
#ifndef ZHC_TABLE_ROW_H
#define ZHC_TABLE_ROW_H

#include "pipeline/core/doc.h"

#define TABLE_COLUMNS 64
#define TABLE_CELL    40 /* units of a cell: a longer one is prose */
#define TABLE_LEVELS  3	 /* rows of heads */

struct table_cell {
	size_t off, end; /* of the text, without blanks at the edges */
};

/* The heads above a row, the nearest last. Zero is empty. */
struct table_heads {
	struct table_cell cell[TABLE_LEVELS][TABLE_COLUMNS];
	size_t n[TABLE_LEVELS];
	size_t levels;
	bool numbered; /* the first column only numbers its rows: a row without that cell is shorter by it */
	bool closed; /* a row of numbers stood below: the next head begins a new set */
};

/* Without the blanks at the edges of [off, end). */
struct table_cell table_trim(const uint16_t *s, size_t off, size_t end);
/* Cells of [off, end) of s; 0 or 1 when it is no row. Linear. */
size_t table_split(const uint16_t *s, size_t off, size_t end, struct table_cell cells[TABLE_COLUMNS]);
/* Four digits that are a year: in a head, or heading a row. */
bool table_is_year(const uint16_t *s, struct table_cell c);
/* Cells with something in them but dashes. */
size_t table_filled(const uint16_t *s, const struct table_cell *cells, size_t n);
/* Is block i, of one cell, the name of a group of rows: short, between two rows of the table? */
bool table_is_group(const struct doc *d, size_t i);
/* Add a row of heads. */
void table_heads_add(struct table_heads *h, const struct table_cell *cells, size_t n);
/* Do the nearest heads belong to rows of n cells? Else the row is of another table. */
bool table_heads_fit(const struct table_heads *h, size_t n);
/* The head of column k of a row of n cells on a level: as many cells, one fewer (the corner stands further up), one more
 * (an empty cell of the row is left out: the number of the row in front, else at the end), or heads that each stand over
 * equally many columns. False: none. */
bool table_head_at(const struct table_heads *h, size_t level, size_t n, size_t k, struct table_cell *c);

#endif
