/* Compiled tables: sections in one file made at build time by build/tablec from rules/ (TSV and the
 * like), mmap'd and shared at run time. A table file carries the SHA-256 of what it was made from.
 *
 * A lexicon table (kind "lexicon") holds a datrie from column 1 to the row number and every row's
 * columns. */
#ifndef ZHC_TABLE_H
#define ZHC_TABLE_H

#include "pipeline/core/datrie.h"
#include "pipeline/core/stage.h"

struct table {
	const char *name;   /* as given to table_open */
	struct slice bytes; /* the mapped file */
	bool shared;	    /* it belongs to env->tables */
	struct datrie trie; /* section "trie", if there */
	uint32_t n_rows, n_cols;
	const uint32_t *cell_off; /* (n_rows*n_cols)+1 offsets into text */
	const char *text;
};

/* The files that are mapped, each once for all stages that read it: memory is counted once, and so
 * is what the processor remembers of it. Threads may open tables at the same time. Free behind the
 * last table_close. */
struct table_maps *table_maps_new(void);
void table_maps_free(struct table_maps *m);
/* What was read of them need not stay in memory: what is asked for again comes from what the system
 * keeps of the files, which takes a millisecond for all of them. */
void table_maps_rest(struct table_maps *m);

/* Map env->data_dir/<name>.tab. ERR_RULES "…: not found (run make)" when it is missing or damaged.
 */
enum status table_open(struct table *t, const struct env *env, const char *name, struct err *e);
void table_close(struct table *t);
/* Column col (0 = key) of a row, UTF-8; absent when the row is shorter. */
struct slice table_cell(const struct table *t, uint32_t row, uint32_t col);
/* A named raw section (8-byte aligned), absent if there is none: for tables that are no lexicon. */
struct slice table_section(const struct table *t, const char *name);
/* The same, of at least want bytes: else NULL, and *st is ERR_RULES with the table's and the
 * section's name. */
const void *table_need(const struct table *t, const char *name, size_t want, enum status *st,
		       struct err *e);

/* For the table compiler: write a table file of named sections, atomically. */
struct table_part {
	const char *name;
	struct slice bytes;
};
enum status table_write(const char *path, const struct table_part *parts, size_t n, struct err *e);
/* Make the sections of a lexicon table from TSV rows (columns beyond max_cols are an error). */
enum status table_build_lexicon(const char *tsv, unsigned max_cols, struct buf *trie,
				struct buf *rows, struct err *e);

#endif
