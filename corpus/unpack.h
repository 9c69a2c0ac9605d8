/* One layer of decompression over a stream: gzip (many members), zstd (many frames), bzip2, xz
 * (many streams). Pulls its input by a callback, so layers stack. Limits: xz and zstd windows of
 * 128 MiB. */
#ifndef ZHC_UNPACK_H
#define ZHC_UNPACK_H

#include "pipeline/core/slice.h"
#include "pipeline/core/status.h"

enum unpack_kind { UNPACK_NONE, UNPACK_GZIP, UNPACK_ZSTD, UNPACK_BZIP2, UNPACK_XZ };

#define UNPACK_HEAD 10 /* bytes that unpack_detect wants to see */

#define RATIO_FROM (1u << 20) /* below so many decoded bytes nothing is a bomb (--max-ratio) */

/* What the first bytes of a stream say it is; UNPACK_NONE for anything else. */
enum unpack_kind unpack_detect(struct slice head);

/* The layer below: up to cap bytes into p; *n == 0 with OK is the end. *n may be > 0 together with
 * an error. */
typedef enum status unpack_fill(void *ctx, void *p, size_t cap, size_t *n, struct err *e);

struct unpack;
/* head: bytes that were read from below already (copied). Owned by the caller, unpack_free. */
struct unpack *unpack_new(enum unpack_kind k, struct slice head, unpack_fill *fill, void *ctx);
void unpack_free(struct unpack *u);

/* Up to cap (> 0) decoded bytes into p; *n == 0 with OK is the end. ERR_INPUT (broken, cut off,
 * junk behind the end; the message has no path) or what the layer below said; the bytes decoded
 * before were given by earlier calls. */
enum status unpack_read(struct unpack *u, void *p, size_t cap, size_t *n, struct err *e);

/* After ERR_INPUT in gzip: go on at the next member that looks whole. False at the end of the
 * input. */
bool unpack_resume(struct unpack *u);

uint64_t unpack_consumed(const struct unpack *u); /* bytes of input used so far */

#endif
