/* Decompression as a stack of pull layers.
 * In: bytes of the layer below, some 900 KiB at a time. Out: decoded bytes. Every format is a row
 * of members (gzip members, zstd frames, bzip2 and xz streams) that follow one another; zero bytes
 * between and behind them are padding. Limits: a gzip member of at most WHOLE_IN bytes is held
 * whole; windows of 128 MiB (xz: memory of 160 MiB); a damaged bzip2, xz or zstd stream is not
 * resumed. */
#include "corpus/unpack.h"

#include <bzlib.h>
#include <libdeflate.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "pipeline/core/mem.h"

#define IN_SIZE (1u << 20)
#define WHOLE_IN                                                                                   \
	(768u                                                                                      \
	 << 10) /* gzip members that fit here are decoded in one go (libdeflate, twice as fast) */
#define WHOLE_OUT   (8u << 20)
#define HISTORY	    (64u << 10) /* used input that is kept, to look again for a member's start */
#define XZ_MEMORY   (160u << 20)
#define ZSTD_WINDOW 27	       /* log2 */
#define STEP_MAX    (1u << 30) /* zlib and bzip2 count in 32 bits */

struct unpack {
	enum unpack_kind kind;
	unpack_fill *fill;
	void *ctx;
	uint8_t *in; /* in_cap bytes: [in_pos, in_len) are not used yet */
	size_t in_pos, in_len, in_cap;
	bool below_end;
	bool open;		  /* inside a member */
	const char *trouble;	  /* found behind bytes that were still good: for the next call */
	uint64_t n_in, member_at; /* input used so far; where the member began */
	struct libdeflate_decompressor *whole; /* NULL: not needed yet */
	uint8_t *out; /* a whole member that the caller had no room for: [out_pos, out_len) is not
			 given yet */
	size_t out_pos, out_len;
	union {
		z_stream gzip;
		ZSTD_DCtx *zstd;
		bz_stream bzip2;
		lzma_stream xz;
	} u;
};

/* One turn of a decoder: what it read and wrote. */
struct step {
	const uint8_t *in;
	size_t in_len;
	uint8_t *out;
	size_t out_len;
	size_t used, made;
	bool done;	     /* the member ends here */
	const char *trouble; /* NULL: none */
};

enum unpack_kind unpack_detect(struct slice head)
{
	const uint8_t *p = (const uint8_t *)head.p;
	if (head.len >= 4 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 && (p[3] & 0xe0) == 0)
		return UNPACK_GZIP;
	if (head.len >= 4 && p[0] == 0x28 && p[1] == 0xb5 && p[2] == 0x2f && p[3] == 0xfd)
		return UNPACK_ZSTD;
	if (head.len >= 4 && (p[0] & 0xf0) == 0x50 && p[1] == 0x2a && p[2] == 0x4d && p[3] == 0x18)
		return UNPACK_ZSTD; /* skippable frame */
	if (head.len >= 10 && memcmp(p, "BZh", 3) == 0 && p[3] >= '1' && p[3] <= '9' &&
	    (memcmp(p + 4, "1AY&SY", 6) == 0 || memcmp(p + 4, "\x17rE8P\x90", 6) == 0))
		return UNPACK_BZIP2;
	if (head.len >= 6 && memcmp(p,
				    "\xfd"
				    "7zXZ\0",
				    6) == 0)
		return UNPACK_XZ;
	return UNPACK_NONE;
}

static const char *kind_name(enum unpack_kind k)
{
	static const char *const names[] = { "plain", "gzip", "zstd", "bzip2", "xz" };
	return names[k];
}

static bool begin(struct unpack *u)
{
	switch (u->kind) {
	case UNPACK_GZIP:
		memset(&u->u.gzip, 0, sizeof u->u.gzip);
		return inflateInit2(&u->u.gzip, 15 + 16) == Z_OK;
	case UNPACK_ZSTD:
		u->u.zstd = ZSTD_createDCtx();
		return u->u.zstd && !ZSTD_isError(ZSTD_DCtx_setParameter(
					    u->u.zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW));
	case UNPACK_BZIP2:
		memset(&u->u.bzip2, 0, sizeof u->u.bzip2);
		return BZ2_bzDecompressInit(&u->u.bzip2, 0, 0) == BZ_OK;
	case UNPACK_XZ: {
		lzma_stream fresh = LZMA_STREAM_INIT;
		u->u.xz = fresh;
		return lzma_stream_decoder(&u->u.xz, XZ_MEMORY, 0) == LZMA_OK;
	}
	case UNPACK_NONE:
		break;
	}
	return false;
}

static void finish(struct unpack *u)
{
	if (!u->open) return;
	u->open = false;
	switch (u->kind) {
	case UNPACK_GZIP:
		inflateEnd(&u->u.gzip);
		break;
	case UNPACK_ZSTD:
		ZSTD_freeDCtx(u->u.zstd);
		break;
	case UNPACK_BZIP2:
		BZ2_bzDecompressEnd(&u->u.bzip2);
		break;
	case UNPACK_XZ:
		lzma_end(&u->u.xz);
		break;
	case UNPACK_NONE:
		break;
	}
}

static uint32_t step_len(size_t n)
{
	return n > STEP_MAX ? STEP_MAX : (uint32_t)n;
}

static void step_gzip(z_stream *z, struct step *s)
{
	z->next_in = (z_const Bytef *)(uintptr_t)s->in;
	z->avail_in = step_len(s->in_len);
	z->next_out = s->out;
	z->avail_out = step_len(s->out_len);
	int r = inflate(z, Z_NO_FLUSH);
	s->used = (size_t)(z->next_in - s->in);
	s->made = (size_t)(z->next_out - s->out);
	s->done = r == Z_STREAM_END;
	if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
		s->trouble = z->msg ? z->msg : "damaged";
}

static void step_zstd(ZSTD_DCtx *z, struct step *s)
{
	ZSTD_inBuffer in = { s->in, s->in_len, 0 };
	ZSTD_outBuffer out = { s->out, s->out_len, 0 };
	size_t r = ZSTD_decompressStream(z, &out, &in);
	s->used = in.pos;
	s->made = out.pos;
	s->done = r == 0;
	if (ZSTD_isError(r)) s->trouble = ZSTD_getErrorName(r);
}

static void step_bzip2(bz_stream *b, struct step *s)
{
	b->next_in = (char *)(uintptr_t)s->in;
	b->avail_in = step_len(s->in_len);
	b->next_out = (char *)s->out;
	b->avail_out = step_len(s->out_len);
	int r = BZ2_bzDecompress(b);
	s->used = (size_t)((const uint8_t *)b->next_in - s->in);
	s->made = (size_t)((uint8_t *)b->next_out - s->out);
	s->done = r == BZ_STREAM_END;
	if (r != BZ_OK && r != BZ_STREAM_END) s->trouble = "damaged";
}

static void step_xz(lzma_stream *x, struct step *s)
{
	x->next_in = s->in;
	x->avail_in = s->in_len;
	x->next_out = s->out;
	x->avail_out = s->out_len;
	lzma_ret r = lzma_code(x, LZMA_RUN);
	s->used = s->in_len - x->avail_in;
	s->made = s->out_len - x->avail_out;
	s->done = r == LZMA_STREAM_END;
	if (r == LZMA_MEMLIMIT_ERROR) s->trouble = "wants more than 160 MiB of memory";
	else if (r != LZMA_OK && r != LZMA_STREAM_END && r != LZMA_BUF_ERROR)
		s->trouble = "damaged";
}

struct unpack *unpack_new(enum unpack_kind k, struct slice head, unpack_fill *fill, void *ctx)
{
	struct unpack *u = mem_zalloc(sizeof *u);
	u->kind = k;
	u->fill = fill;
	u->ctx = ctx;
	u->in_cap = head.len + IN_SIZE;
	u->in = mem_alloc(u->in_cap);
	if (head.len) memcpy(u->in, head.p, head.len);
	u->in_len = head.len;
	return u;
}

void unpack_free(struct unpack *u)
{
	if (!u) return;
	finish(u);
	if (u->whole) libdeflate_free_decompressor(u->whole);
	mem_free(u->out);
	mem_free(u->in);
	mem_free(u);
}

/* At least want bytes of input, if there are so many. */
static enum status refill(struct unpack *u, size_t want, struct err *e)
{
	while (u->in_len - u->in_pos < want && !u->below_end) {
		size_t go = u->in_pos > HISTORY ? u->in_pos - HISTORY : 0;
		memmove(u->in, u->in + go, u->in_len - go);
		u->in_len -= go;
		u->in_pos -= go;
		size_t n = 0;
		enum status st = u->fill(u->ctx, u->in + u->in_len, u->in_cap - u->in_len, &n, e);
		u->in_len += n;
		if (n > 0) continue;
		if (st != OK) return st;
		u->below_end = true;
	}
	return OK;
}

/* Between members: step over padding and open the next one. *at_end when there is none. */
static enum status next_member(struct unpack *u, bool *at_end, struct err *e)
{
	*at_end = false;
	for (;;) {
		TRY(refill(u, UNPACK_HEAD, e));
		size_t n = u->in_len - u->in_pos, zeros = 0;
		while (zeros < n && u->in[u->in_pos + zeros] == 0) zeros++;
		u->in_pos += zeros;
		u->n_in += zeros;
		if (zeros == 0 || n > zeros) break;
	}
	TRY(refill(u, UNPACK_HEAD, e));
	struct slice head = { (const char *)u->in + u->in_pos, u->in_len - u->in_pos };
	if (head.len == 0) {
		*at_end = true;
		return OK;
	}
	if (unpack_detect(head) != u->kind)
		return err_set(e, ERR_INPUT, "junk %s of the %s data",
			       u->n_in ? "behind the end" : "at the beginning", kind_name(u->kind));
	u->trouble = NULL;
	u->member_at = u->n_in;
	return OK;
}

/* The member that begins here in one go, into p or, when it is larger, u->out. False: step by step,
 * please. */
static bool read_whole(struct unpack *u, void *p, size_t cap, size_t *n)
{
	struct err ignored; /* comes again */
	size_t used, made, limit = WHOLE_OUT;
	if (refill(u, WHOLE_IN, &ignored) != OK) return false;
	if (!u->whole) u->whole = libdeflate_alloc_decompressor();
	if (!u->whole) return false;
	const uint8_t *in = u->in + u->in_pos;
	size_t in_len = u->in_len - u->in_pos;
	enum libdeflate_result r =
		libdeflate_gzip_decompress_ex(u->whole, in, in_len, p, cap, &used, &made);
	if (r == LIBDEFLATE_SUCCESS) {
		*n = made;
	} else if (r == LIBDEFLATE_INSUFFICIENT_SPACE && cap < limit) {
		if (!u->out) u->out = mem_alloc(limit);
		r = libdeflate_gzip_decompress_ex(u->whole, in, in_len, u->out, limit, &used,
						  &made);
		if (r != LIBDEFLATE_SUCCESS) return false;
		u->out_pos = 0;
		u->out_len = made;
	} else {
		return false;
	}
	u->in_pos += used;
	u->n_in += used;
	return true;
}

/* What of a whole member is left. */
static size_t give_rest(struct unpack *u, void *p, size_t cap)
{
	size_t n = u->out_len - u->out_pos < cap ? u->out_len - u->out_pos : cap;
	memcpy(p, u->out + u->out_pos, n);
	u->out_pos += n;
	return n;
}

static void step(struct unpack *u, struct step *s)
{
	switch (u->kind) {
	case UNPACK_GZIP:
		step_gzip(&u->u.gzip, s);
		break;
	case UNPACK_ZSTD:
		step_zstd(u->u.zstd, s);
		break;
	case UNPACK_BZIP2:
		step_bzip2(&u->u.bzip2, s);
		break;
	case UNPACK_XZ:
		step_xz(&u->u.xz, s);
		break;
	case UNPACK_NONE:
		break;
	}
}

enum status unpack_read(struct unpack *u, void *p, size_t cap, size_t *n, struct err *e)
{
	*n = 0;
	while (*n == 0) {
		if (u->out_pos < u->out_len) {
			*n = give_rest(u, p, cap);
			return OK;
		}
		if (!u->open) {
			bool at_end;
			TRY(next_member(u, &at_end, e));
			if (at_end) return OK;
			if (u->kind == UNPACK_GZIP && read_whole(u, p, cap, n)) continue;
			if (!begin(u))
				return err_set(e, ERR_LIMIT, "%s: no memory", kind_name(u->kind));
			u->open = true;
		}
		if (u->trouble) {
			finish(u);
			return err_set(e, ERR_INPUT, "%s: %s", kind_name(u->kind), u->trouble);
		}
		TRY(refill(u, 1, e));
		struct step s = { .in = u->in + u->in_pos,
				  .in_len = u->in_len - u->in_pos,
				  .out = p,
				  .out_len = cap };
		step(u, &s);
		u->in_pos += s.used;
		u->n_in += s.used;
		*n = s.made;
		u->trouble = s.trouble;
		if (s.done) finish(u);
		else if (s.trouble) continue;
		else if (s.made == 0 && s.used == 0 && u->below_end && u->in_pos == u->in_len) {
			finish(u);
			return err_set(e, ERR_INPUT, "ends inside its %s data", kind_name(u->kind));
		}
	}
	return OK;
}

bool unpack_resume(struct unpack *u)
{
	struct err e;
	finish(u);
	if (u->kind != UNPACK_GZIP) return false;
	/* A member that was cut short has eaten into the next one: look again from its start. */
	uint64_t back = u->n_in - u->member_at;
	if (back > u->in_pos) back = u->in_pos;
	u->in_pos -= back;
	u->n_in -= back;
	for (;;) {
		if (refill(u, UNPACK_HEAD, &e) != OK) return false;
		size_t n = u->in_len - u->in_pos;
		if (n < UNPACK_HEAD) return false;
		/* step over this byte first: the broken member begins like one, too */
		const uint8_t *at = memchr(u->in + u->in_pos + 1, 0x1f, n - 1);
		size_t go = at ? (size_t)(at - (u->in + u->in_pos)) : n;
		u->in_pos += go;
		u->n_in += go;
		if (!at) continue;
		if (refill(u, UNPACK_HEAD, &e) != OK) return false;
		struct slice head = { (const char *)u->in + u->in_pos, u->in_len - u->in_pos };
		if (unpack_detect(head) == UNPACK_GZIP) return true;
	}
}

uint64_t unpack_consumed(const struct unpack *u)
{
	return u->n_in;
}
