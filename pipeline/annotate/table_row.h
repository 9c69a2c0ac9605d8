/* Rows and heads of tables: a row is a block of two cells or more, by tabs, bars or two blanks (in
 * a table made of lines by clean, by its line ends); rows without numbers above it are its heads.
 * An empty head goes on with the one to its left, or with the one above. Shared by annotate (units)
 * and extract (claims of cells). */
#ifndef ZHC_TABLE_ROW_H
#define ZHC_TABLE_ROW_H

#include "pipeline/core/doc.h"

#define TABLE_COLUMNS 64
/* units of a cell: a longer one is prose, but where mark-up says that it is a cell */
#define TABLE_CELL   60
#define TABLE_LEVELS 4 /* rows of heads */
/* rule_id of a number that looks like a year, in a column of figures with a unit */
#define TABLE_RULE "number.table"

struct table_cell {
	size_t off, end; /* of the text, without blanks at the edges */
};

/* The heads above a row, the nearest last. Zero is empty. */
struct table_heads {
	struct table_cell cell[TABLE_LEVELS][TABLE_COLUMNS];
	size_t n[TABLE_LEVELS], split[TABLE_LEVELS]; /* split: with the empty cells at its end */
	bool placed[TABLE_LEVELS];		     /* every cell stands over its column */
	size_t levels;
	uint64_t figures; /* columns that held figures in rows of n_full cells; 0 none yet */
	size_t n_full;
	bool numbered; /* the first column only numbers its rows: a row without that cell is shorter
			  by it */
	bool closed;   /* a row of numbers stood below: the next head begins a new set */
};

/* Signs without which a line has no cells. ORDER SIGN: signs in part_table.c */
static inline bool table_is_blank(uint16_t c)
{
	return unit_is_any_blank(c) || c == '\r';
}

#define WIDE_BAR 0x2502 /* the bar of drawn tables */
static inline bool table_is_bar(uint16_t c)
{
	return c == '\t' || c == '|' || c == WIDE_BAR || c == '\n';
}

/* Without the blanks at the edges of [off, end). */
struct table_cell table_trim(const uint16_t *s, size_t off, size_t end);
/* Cells of a block of s; 0 or 1 when it is no row. Linear. */
size_t table_split(const uint16_t *s, const struct block *b,
		   struct table_cell cells[TABLE_COLUMNS]);
/* A bare period that heads a row or column: 2023, 2023.05, 2023-5-30, 2024E. False: none. guess: it
 * is called an estimate. */
bool table_period(const uint16_t *s, struct table_cell c, struct timespan *t, bool *guess);
/* Is the cell such a period? */
bool table_is_year(const uint16_t *s, struct table_cell c);
/* The cell without a plus in front and marks of notes behind. */
struct table_cell table_core(const uint16_t *s, struct table_cell c);
/* Cells with something in them but dashes. */
size_t table_filled(const uint16_t *s, const struct table_cell *cells, size_t n);
/* Is block i, of one cell, the name of a group of rows: short, between two rows of the table? */
bool table_is_group(const struct doc *d, size_t i);
/* Is a row without numbers, of n cells, one of the body whose figures are left out (dashes)? */
bool table_is_gap_row(const struct table_heads *h, const uint16_t *s,
		      const struct table_cell *cells, size_t n);
/* Add a row of heads of block b. */
void table_heads_add(struct table_heads *h, const uint16_t *s, const struct block *b,
		     const struct table_cell *cells, size_t n);
/* A row of n cells in block b, of which those in figures are numbers: noted; where text has lost
 * the empty cells in front of it (they stand at its end, or as a bar before it), it is moved under
 * its columns. Gives its cells then. */
size_t table_heads_row(struct table_heads *h, const uint16_t *s, const struct block *b,
		       struct table_cell *cells, size_t n, uint64_t figures);
/* Do the nearest heads belong to rows of n cells? Else the row is of another table. */
bool table_heads_fit(const struct table_heads *h, size_t n);
/* The head of column k of a row of n cells on a level: as many cells, one fewer (the corner stands
 * further up), one more (an empty cell of the row is left out: the number of the row in front, else
 * at the end), or heads that each stand over equally many columns. False: none. */
bool table_head_at(const struct table_heads *h, size_t level, size_t n, size_t k,
		   struct table_cell *c);

#endif
