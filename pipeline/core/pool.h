/* Worker pool: documents in from one reader, through any number of threads, out in the order they
 * came in.
 *
 * Every thread does the same: take the next few documents from produce (one thread at a time), work
 * on them, and hand out in order whatever is ready (one thread at a time). Small documents are
 * worked on together: a stage's rules and tables are then brought into the cache once for all of
 * them (a tenth of the time of short news). A bounded store of documents lies between, so memory
 * does not grow with the archive, and a large document holds up others only when the store is full.
 */
#ifndef ZHC_POOL_H
#define ZHC_POOL_H

#include "pipeline/core/buf.h"
#include "pipeline/core/doc.h"

#define POOL_BATCH 32 /* documents that are worked on together at most */

struct pool_job {
	void *ctx;
	/* Fill d (just reset). OK, END, or a failure that ends the run. Called by one thread at a
	 * time. */
	enum status (*produce)(void *ctx, struct doc *d, struct err *e);
	/* Process n documents, at most POOL_BATCH, in thread number t; outs[i], of docs[i], is
	 * empty. Called by many threads at once. */
	void (*work)(void *ctx, size_t t, struct doc *const *docs, struct buf *const *outs,
		     size_t n);
	/* Take the result, in input order. A failure ends the run. Called by one thread at a time.
	 */
	enum status (*consume)(void *ctx, struct doc *d, struct buf *out, struct err *e);
};

/* Run until produce says END and all is handed out, or the first failure (its status and message).
 * n_threads >= 1; with 1 everything happens in the calling thread. */
enum status pool_run(const struct pool_job *job, size_t n_threads, struct err *e);

#endif
