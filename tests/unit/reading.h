/* What tests of readers share: the options of `run`, and gzip members. Include it behind cmocka.h.
 */
#ifndef ZHC_TEST_READING_H
#define ZHC_TEST_READING_H

#include <zlib.h>

#include "pipeline/core/buf.h"
#include "pipeline/core/opt.h"

/* Defaults of `zhclaims run`; free with opt_free. */
static inline enum status options_of_run(struct options *o)
{
	char run_word[] = "run", *argv[] = { run_word, run_word, NULL };
	struct err e;
	return opt_parse(o, 2, argv, &e);
}

/* Append s as one gzip member. */
static inline void add_gzip(struct buf *out, struct slice s)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.len };
	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	size_t room = deflateBound(&z, (uLong)s.len);
	buf_reserve(out, room);
	z.next_out = (Bytef *)out->p + out->len;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->len += room - z.avail_out;
	deflateEnd(&z);
}

#endif
