/* An HTTP response as web archives store it: head, then a body in transfer and content encodings.
 */
#ifndef ZHC_HTTP_H
#define ZHC_HTTP_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

struct http {
	unsigned status;
	struct slice head;    /* header lines */
	struct slice type;    /* "text/html", in the case it was written; absent if not given */
	struct slice charset; /* of Content-Type */
	struct slice body;    /* raw, behind the head */
};

/* Cut a response. False when it does not begin as one. */
bool http_parse(struct slice response, struct http *h);

struct http_limits {
	size_t max;	/* bytes of a body */
	uint64_t ratio; /* of decompression; 0 counts as 1 */
};

/* The body without chunks and compression (gzip, deflate, br), in out or pointing into h->body. A
 * body that is not encoded although the head says so (archivers decode and leave the head) is given
 * as it stands. ERR_LIMIT: larger than limits allow; ERR_INPUT: broken or cut off, *body is what
 * could be decoded. scratch is the caller's, for reuse. */
enum status http_decode(const struct http *h, const struct http_limits *limits, struct buf *out,
			struct buf *scratch, struct slice *body, struct err *e);

#endif
