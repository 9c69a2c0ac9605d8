/* A stage: one step of the line, a const struct at the bottom of its stage.c, named in stages.def.
 *
 * Lifetimes: open() once a process (rules, tables, models; read-only afterwards, shared by all
 * threads); worker_open() once a thread (match data, scratch); run() once a document. A stage never
 * prints, never exits, keeps no mutable state outside what these calls hand it. */
#ifndef ZHC_STAGE_H
#define ZHC_STAGE_H

#include "pipeline/core/doc.h"
#include "pipeline/core/opt.h"

struct pattern_cache;
struct table_maps;

/* What the process gives every stage, reader and writer. */
struct env {
	const struct options *opt;
	struct slice rules_dir; /* folder of rules/, no slash at the end */
	struct slice data_dir;	/* folder of the compiled tables (*.tab), no slash at the end */
	struct slice tool;	/* "zhclaims VERSION rules:HASH" for the record */
	struct pattern_cache *patterns; /* compiled ahead, read-only but in tablec; NULL: none */
	struct table_maps *tables; /* compiled tables, mapped once for all (table.h); NULL: each who
				      opens one maps it */
};

struct stage {
	const char *name;      /* the sub-command too */
	const char *summary;   /* one line for --help */
	unsigned needs, makes; /* enum layer bits */
	/* *state = process-lifetime state (may stay NULL). NULL function pointers are allowed but
	 * for run. */
	enum status (*open)(const struct env *env, void **state, struct err *e);
	void (*close)(void *state);
	enum status (*worker_open)(const void *state, void **worker, struct err *e);
	void (*worker_close)(void *worker);
	/* Bad documents get doc_add_error(); never fails as a process. */
	void (*run)(const void *state, void *worker, struct doc *d);
	/* The same for n documents, where a stage has several steps with tables of their own; NULL:
	 * run, one by one. */
	void (*run_all)(const void *state, void *worker, struct doc *const *docs, size_t n);
};

/* All stages in order: X(name) for stage_<name>. pipeline/stages.def */
#define X(name) extern const struct stage stage_##name;
#include "pipeline/stages.def"
#undef X

#endif
