/* One opened input as a stream of bytes: a file, standard input, or memory; gzip, zstd (bzip2, xz)
 * seen through, also nested to a small depth. Enforces --max-ratio. */
#ifndef ZHC_SOURCE_H
#define ZHC_SOURCE_H

#include "pipeline/core/stage.h"

struct source;

/* path "-" is standard input. ERR_NOINPUT when it cannot be opened (message says why), ERR_INPUT
 * for what is no regular file: directory, device, fifo. direct = true (named on the command line)
 * lets through a shell's <(...). */
enum status source_open(struct source **s, const struct env *env, const char *path, bool direct,
			struct err *e);
/* A member of a container that is read from outer: fill gives its bytes (up to cap into p; *n == 0
 * with OK is the end). It has outer's path and its own name. ERR_LIMIT when containers are nested
 * deeper than --max-nesting. */
typedef enum status source_fill(void *ctx, void *p, size_t cap, size_t *n, struct err *e);
struct source_feed {
	source_fill *fill;
	void *ctx;
};
enum status source_open_member(struct source **s, const struct env *env, const struct source *outer,
			       struct slice name, struct source_feed feed, struct err *e);
/* A stream over bytes in memory, borrowed. name is for messages and probing. */
enum status source_open_memory(struct source **s, const struct env *env, struct slice bytes,
			       struct slice name, struct err *e);
void source_close(struct source *s);

/* Without consuming: up to want bytes from the current position; shorter only at the end of the
 * input. The slice lives until the next call on s. ERR_IO, ERR_INPUT (truncated or broken
 * compression), ERR_LIMIT (ratio): then *out holds what was decoded before the trouble (less than
 * want, maybe nothing), and the error comes again whenever more is wanted. The message begins with
 * the path. */
enum status source_peek(struct source *s, size_t want, struct slice *out, struct err *e);
/* All that is left, if it is at most max bytes, into the arena (peeked and skipped in one, without
 * a second copy where the size is known). What is larger is not copied: out->p is NULL then and
 * out->len over max. Errors as source_peek. */
enum status source_take(struct source *s, size_t max, struct arena *a, struct slice *out,
			struct err *e);
/* Step over n bytes that were peeked. */
void source_skip(struct source *s, size_t n);

/* After ERR_INPUT of a gzip file of many members: go on at the next member that looks whole. What
 * was decoded before stays readable in front of it. False when there is none. */
bool source_resume(struct source *s);

struct slice source_path(const struct source *s); /* as given */
struct slice source_name(const struct source *s); /* without compression suffixes, for probing */
/* Opened by source_open_member? */
bool source_is_member(const struct source *s);
/* The path of a regular file without compression, which a library may open itself; NULL for
 * anything else. */
const char *source_file(const struct source *s);
/* raw (compressed) bytes read so far, for progress */
uint64_t source_consumed(const struct source *s);

#endif
