/* Worker pool: documents in from one reader, through any number of threads, out in the order they came in.
 *
 * Every thread does the same: take the next document from produce (one at a time), work on it, and hand out in
 * order whatever is ready (one at a time). A bounded ring of documents lies between, so memory does not grow with
 * the archive, and a large document holds up others only when the ring is full. */
#ifndef ZHC_POOL_H
#define ZHC_POOL_H

#include "pipeline/core/buf.h"
#include "pipeline/core/doc.h"

struct pool_job {
	void *ctx;
	/* Fill d (just reset). OK, END, or a failure that ends the run. Called by one thread at a time. */
	enum status (*produce)(void *ctx, struct doc *d, struct err *e);
	/* Process d in thread number t; out is empty. Called by many threads at once. */
	void (*work)(void *ctx, size_t t, struct doc *d, struct buf *out);
	/* Take the result, in input order. A failure ends the run. Called by one thread at a time. */
	enum status (*consume)(void *ctx, struct doc *d, struct buf *out, struct err *e);
};

/* Run until produce says END and all is handed out, or the first failure (its status and message). n_threads >= 1;
 * with 1 everything happens in the calling thread. */
enum status pool_run(const struct pool_job *job, size_t n_threads, struct err *e);

#endif
