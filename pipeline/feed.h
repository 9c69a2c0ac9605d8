/* Feeds: where a command's documents come from. Articles (walk, source, reader) or document records
 * (doc/1 lines). */
#ifndef ZHC_FEED_H
#define ZHC_FEED_H

#include "pipeline/core/stage.h"

struct feed;

/* Articles under the paths of env->opt->args ("-" = standard input). ERR_USAGE for a bad --field
 * or --shard. */
enum status feed_open_articles(struct feed **f, const struct env *env, struct err *e);
/* doc/1 lines of the file args[0], or of standard input. ERR_NOINPUT when it cannot be opened. */
enum status feed_open_records(struct feed **f, const struct env *env, struct err *e);
void feed_close(struct feed *f);

/* The next document into d (just reset); END at the end. A path that cannot be opened, a record
 * that cannot be read: OK, with the error in d. */
enum status feed_next(struct feed *f, struct doc *d, struct err *e);

/* Every article under the paths of env->opt->args once, given to each (which leaves the document to
 * its caller). ERR_NOINPUT where no path can be opened. */
enum status feed_each_article(const struct env *env, void (*each)(void *ctx, struct doc *d),
			      void *ctx, struct err *e);

/* Raw (compressed) bytes read so far. */
uint64_t feed_bytes(const struct feed *f);
/* Records of archives without an article (requests, pictures), and hidden files, so far. */
uint64_t feed_skipped(const struct feed *f);
/* Paths that were opened: 0 at the end means "no input". */
size_t feed_opened(const struct feed *f);

#endif
