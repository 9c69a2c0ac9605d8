/* Claims of table cells: a number that fills a cell, below heads that say of what it is. The head
 * of its column is a time, a kind of figure (amount, change, share) or a name; its row is one who
 * has the figure or what is measured. Rows and columns turned about are read alike. What both leave
 * open, the lines above say: caption and title. Rows come block by block; the heads of the lines
 * above are kept. Limits: TABLE_REACH, TABLE_CLAIMS, TABLE_AHEAD. */
#ifndef ZHC_TABLE_CLAIMS_H
#define ZHC_TABLE_CLAIMS_H

#include "pipeline/annotate/table_row.h"
#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/table_words.h"

#define TABLE_REACH  2400 /* the quote of a claim goes from its head to its row */
#define TABLE_CLAIMS 3000
#define TABLE_AHEAD  40 /* rows that are looked at to tell what a column holds */

enum column_kind { COLUMN_NONE, COLUMN_VALUE, COLUMN_RATE, COLUMN_SHARE, COLUMN_NAMED };

/* What the cells of a column are to their rows. */
enum column_role { ROLE_FIGURE, ROLE_NAME, ROLE_SUBJECT, ROLE_INDICATOR, ROLE_TIME, ROLE_SKIP };

/* A time: an annotation, else a bare period. */
struct table_time {
	int32_t annot; /* -1 none */
	struct stretch year;
};

/* What the heads say of a column. */
struct table_column {
	struct stretch head;   /* the nearest head, without time and unit */
	struct stretch named;  /* what is measured, or the nearest name */
	struct stretch member; /* another name, of those who have the figures or of a part */
	struct stretch target; /* a word for what was to be reached */
	struct stretch guess;  /* a word or letter for what is expected */
	struct slice compare;
	struct table_time time;
	uint8_t kind, role;
	uint8_t section; /* the first column of its part of the row */
	bool cumulative, fall;
	bool index; /* "last year = 100" */
};

/* A line above the table. */
struct table_caption {
	struct stretch s, name, what; /* name: of a place or organisation in it; what: without
					 number, time and tail */
	struct table_time time;
	struct slice compare;
	bool rate; /* it names a change */
};

/* A row as it is read. */
struct table_row {
	const struct block *b;
	const struct table_cell *cells;
	size_t n, from, to; /* columns that are read: of one of several tables side by side */
	struct stretch subject, indicator, filter; /* what its columns of names say */
	struct stretch name; /* of the row where they leave open which it is */
	struct table_time time;
	struct slice compare;
	bool total, part;	/* part: "of which" */
	bool rate, fall, share; /* it is a change, a share of the row above */
};

struct table_reader {
	const struct table_words *w;
	const struct words *words;
	struct doc *d;
	struct slice tool, doc_date;
	struct table_heads heads;
	struct table_column column[TABLE_COLUMNS];
	/* the last name in a column of names, for rows that leave it empty */
	struct stretch outer[TABLE_COLUMNS];
	size_t n_columns; /* the cells that column[] is for, 0 none */
	struct table_caption caption, title;
	struct stretch whole, whole_cell; /* name of the last row that is no part of another */
	struct stretch group;		  /* the line between rows above */
	bool rows_subject, lists_time;	  /* heads of rows are those who have the figures; a column
					     names its time */
	bool divided;			  /* the rows are what the group divides the whole into */
	bool bare;			  /* no heads */
	bool pairs;			  /* names and figures by turns */
	int32_t claim[TABLE_COLUMNS];	  /* of the open row; -1 none */
	int32_t above[TABLE_COLUMNS];	  /* of the last row of amounts */
	int32_t of[TABLE_COLUMNS];	  /* of the last row that is no part */
	size_t n_figures;		  /* in the rows looked at ahead */
	size_t made;
};

/* Has the document a line of several cells at all? Without one there is nothing to read. */
bool table_claims_any(const struct doc *d);
void table_claims_begin(struct table_reader *t, const struct table_words *w,
			const struct words *words, struct doc *d);
/* Where the values of the claims of one row stand in the text, and the claims that they hang on (-1
 * none). */
struct table_values {
	uint32_t off[TABLE_COLUMNS];
	int32_t parent[TABLE_COLUMNS];
	size_t n;
};

/* Read the next block. Is it a row of figures below heads, so that no sentence is to be looked for?
 * Claims past the limits are not made. */
bool table_claims_block(struct table_reader *t, const struct block *b, struct table_values *out);

#endif
