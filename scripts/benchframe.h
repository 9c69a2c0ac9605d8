/* What the benchmark programs of this folder share: options and the line opened, the clock, every
 * article once. */
#ifndef ZHC_BENCHFRAME_H
#define ZHC_BENCHFRAME_H

#include "pipeline/env.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"

#include <stdio.h>
#include <time.h>

struct bench_frame {
	struct options opt;
	struct env env;
	struct arena arena;
	struct stage_line line;
	char run[4];	/* the command, for opt_parse */
	uint64_t bytes; /* of the articles that bench_read has read */
	struct err err; /* why opening failed, and for what follows */
};

/* Options of `zhclaims run` from argv[0], then argv[first..]; the line up to stage `until` (NULL:
 * what --until says). */
enum status bench_open(struct bench_frame *f, int argc, char **argv, int first, const char *until);
/* Frees all and says on standard error why st is not OK; the program's exit code. */
int bench_close(struct bench_frame *f, const char *program, enum status st);

/* Every article once through the line, then to each. */
enum status bench_read(struct bench_frame *f, void (*each)(void *ctx, struct doc *d), void *ctx);

/* The main of a program that only listens to what extract chooses (ownerdump, timedump): listen
 * puts a listener into extract's worker, then every article is read once. The program's exit code.
 */
int bench_listen(int argc, char **argv, const char *program, void (*listen)(void *worker));

/* Nanoseconds of the clock id. */
uint64_t bench_now(clockid_t id);

#endif
