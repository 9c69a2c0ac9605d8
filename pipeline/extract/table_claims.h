/* Claims of the cells of tables. A number that fills a cell below heads is a claim: what the row's or the column's head
 * names is measured or counted, the other one is whose figure it is or what period it holds for; what both leave open
 * the caption says. See rules/extract/README.md.
 * Limits: cells within TABLE_REACH units of their heads, TABLE_CLAIMS claims a document, three rows of heads. Linear. */
#ifndef ZHC_TABLE_CLAIMS_H
#define ZHC_TABLE_CLAIMS_H

#include "pipeline/annotate/table_row.h"
#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/table_words.h"

#define TABLE_REACH  2400 /* the quote of a claim goes from its head to its row */
#define TABLE_CLAIMS 3000

enum column_kind { COLUMN_NONE, COLUMN_VALUE, COLUMN_RATE, COLUMN_SHARE, COLUMN_NAMED };

/* A time in a head: an annotation, else a bare year. */
struct table_time {
	int32_t annot; /* -1 none */
	struct stretch year;
};

/* What the heads say of a column. */
struct table_column {
	struct stretch head;	/* the nearest head, without time and unit */
	struct stretch named;	/* the nearest that names something */
	struct stretch target;	/* a word for what was to be reached */
	struct slice compare;
	struct table_time time;
	uint8_t kind;
	bool cumulative, fall;
};

/* A line above the table. */
struct table_caption {
	struct stretch s, name, what; /* name: of a place or organisation in it; what: without number, time and tail */
	struct table_time time;
	struct slice compare;
	bool rate; /* it names a change */
};

struct table_reader {
	const struct table_words *w;
	const struct words *words;
	struct doc *d;
	struct slice tool, doc_date;
	struct table_heads heads;
	struct table_column column[TABLE_COLUMNS];
	size_t n_columns; /* the cells that column[] is for, 0 none */
	struct table_caption caption, title;
	struct stretch whole; /* name of the last row that is no part of another */
	bool rows_subject, lists_time; /* heads of rows are those who have the figures; a column names its time */
	size_t made;
};

/* Has the document a line of several cells at all? Without one there is nothing to read. */
bool table_claims_any(const struct doc *d);
void table_claims_begin(struct table_reader *t, const struct table_words *w, const struct words *words, struct doc *d);
/* Where the values of the claims of one row stand in the text. */
struct table_values {
	uint32_t off[TABLE_COLUMNS];
	size_t n;
};

/* Read the next block. Is it a row of figures below heads, so that no sentence is to be looked for? Claims past the
 * limits are not made. */
bool table_claims_block(struct table_reader *t, const struct block *b, struct table_values *out);

#endif
