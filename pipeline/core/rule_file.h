/* Rule files as data: blocks of "key value" lines, the form of every *.rules file.
 *
 *   # comment
 *   macro  SAY  (?:表示|宣布)          file-wide lines stand alone or in blocks without "rule"
 *
 *   rule   say.announce
 *   match  (?<who>{SPEAKER}){SAY}[，：]
 *   yes    外交部发言人表示，会谈富有成效。	who=外交部发言人 what=会谈富有成效
 *   no     表示层负责界面绘制。
 *
 * A key is lower-case letters, digits and -; the value goes to the end of the line, trimmed. A line
 * that begins with white space continues the value before it (joined without a blank). A blank line
 * ends a block. On yes lines, expected slots follow the first tab: name=value, separated by blanks
 * (value may be quoted "…"). */
#ifndef ZHC_RULE_FILE_H
#define ZHC_RULE_FILE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"
#include "pipeline/core/status.h"

struct rule_field {
	struct slice key, value;
	unsigned line;
};

struct rule_block {
	struct slice id; /* value of "rule", absent for blocks without */
	unsigned line;
	const struct rule_field *fields;
	size_t n;
};

struct rule_file {
	struct slice path;
	const struct rule_block *blocks;
	size_t n;
};

/* Read and cut one file. ERR_RULES (file:line: noun) on bad UTF-8, bad lines, an id twice. All in
 * a. */
enum status rule_file_load(struct rule_file *f, struct arena *a, const char *path, struct err *e);
/* First value of key in a block, absent if none. */
struct slice rule_field(const struct rule_block *b, const char *key);
/* Cut a proof line into sentence and slots ("name=value" pairs; value absent for a bare name). */
struct rule_slot {
	struct slice name, value;
};
struct slice rule_proof(struct slice value, struct arena *a, struct rule_slot **slots, size_t *n);

/* TSV data files: one record a line, columns by tab, # comments and blank lines skipped. fn gets
 * the columns (n_cols of them, at most 16) and may fail. ERR_RULES on bad UTF-8. */
enum status tsv_load(const char *path,
		     enum status (*fn)(void *ctx, const struct slice *cols, size_t n_cols,
				       unsigned line, struct err *e),
		     void *ctx, struct err *e);

/* A whole file, mem_alloc'd with a NUL behind, free with buf_free. ERR_RULES on trouble. */
enum status file_read(const char *path, struct buf *out, struct err *e);

/* *.rules files of a folder (not recursive), sorted by name in byte order: paths in a. */
enum status rule_dir_list(const char *dir, struct arena *a, struct slice **paths, size_t *n,
			  struct err *e);

#endif
