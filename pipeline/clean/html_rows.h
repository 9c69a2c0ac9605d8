/* Rows of tables: cells become one line with a tab between them. A cell over several columns, or
 * over several rows, leaves the others empty, so that every cell of a table stands behind as many
 * tabs as columns are to its left. */
#ifndef ZHC_CLEAN_HTML_ROWS_H
#define ZHC_CLEAN_HTML_ROWS_H

#include "pipeline/clean/html_lines.h"

/* A table, row or cell o begins with the attributes in t. Nothing of it stands in the text yet. */
void row_start(struct builder *b, const struct html_tokenizer *t, struct open_element *o);
/* Before a unit of text inside a cell: parts of a cell on several lines are kept apart. */
void cell_part(struct builder *b, uint16_t next);
/* The cell, the row o ends; its lines are made. */
void cell_end(struct builder *b, const struct open_element *o);
void row_end(struct builder *b, const struct open_element *o);

#endif
