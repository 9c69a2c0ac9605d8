/* HTTP responses out of web archives.
 * In: bytes of a response. Out: its body, decoded. Archives hold much that is not as the head says,
 * so every step falls back on the bytes as they are when they cannot be what is claimed. */
#include "corpus/http.h"

#include <brotli/decode.h>
#include <strings.h>
#include <zlib.h>

#include "corpus/unpack.h"
#include "corpus/warc_head.h"

#define STEP (64u << 10)

bool http_parse(struct slice response, struct http *h)
{
	*h = (struct http){ 0 };
	if (response.len < 12 || memcmp(response.p, "HTTP/", 5) != 0) return false;
	const char *blank = memchr(response.p, ' ', response.len < 16 ? response.len : 16);
	if (!blank || response.p + response.len - blank < 4) return false;
	for (int i = 1; i <= 3 && blank[i] >= '0' && blank[i] <= '9'; i++)
		h->status = h->status * 10 + (unsigned)(blank[i] - '0');
	size_t end = header_end(response);
	if (end == 0) end = response.len; /* a head without body */
	h->head = slice_of(response.p, end);
	h->body = slice_of(response.p + end, response.len - end);
	struct slice value = header_field(h->head, "Content-Type"), param;
	if (!value.p) return true;
	(void)slice_split(&value, ';', &param);
	h->type = slice_trim(param);
	while (value.p && slice_split(&value, ';', &param)) {
		param = slice_trim(param);
		if (param.len < 9 || strncasecmp(param.p, "charset=", 8) != 0) continue;
		h->charset = slice_of(param.p + 8, param.len - 8);
		if (h->charset.len > 2 && (h->charset.p[0] == '"' || h->charset.p[0] == '\''))
			h->charset = slice_of(h->charset.p + 1, h->charset.len - 2);
	}
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The size line of a chunk at s[*at]; false when there is none. */
static bool chunk_size(struct slice s, size_t *at, uint64_t *size)
{
	size_t i = *at, from = i;
	*size = 0;
	for (; i < s.len && i - from < 16 && hex_value(s.p[i]) >= 0; i++)
		*size = *size << 4 | (uint64_t)hex_value(s.p[i]);
	if (i == from) return false;
	const char *nl = memchr(s.p + i, '\n', s.len - i < 256 ? s.len - i : 256);
	for (const char *p = s.p + i; nl && p < nl; p++) /* an extension begins with ; */
		if (*p == ';') break;
		else if (*p != ' ' && *p != '\r') return false;
	if (!nl) return false;
	*at = (size_t)(nl - s.p) + 1;
	return true;
}

/* Take the chunks apart. False: the body has none, out is untouched. *cut: it ends early. */
static bool unchunk(struct slice body, struct buf *out, bool *cut)
{
	size_t at = 0;
	uint64_t size;
	*cut = false;
	if (!chunk_size(body, &at, &size)) return false;
	for (;;) {
		if (size == 0) return true;
		size_t n = size > body.len - at ? body.len - at : (size_t)size;
		buf_add(out, body.p + at, n);
		at += n;
		if (at < body.len && body.p[at] == '\r') at++;
		if (at < body.len && body.p[at] == '\n') at++;
		if (n < size || !chunk_size(body, &at, &size)) {
			*cut = true;
			return true;
		}
	}
}

static enum status check_limits(const struct http_limits *l, size_t in, size_t out, struct err *e)
{
	if (out > l->max)
		return err_set(e, ERR_LIMIT, "larger than %zu bytes (--max-bytes)", l->max);
	if (out > RATIO_FROM && out / l->ratio > in)
		return err_set(e, ERR_LIMIT,
			       "decompression ratio over %llu (--max-ratio), refused as a bomb",
			       (unsigned long long)l->ratio);
	return OK;
}

/* bits: 15+32 gzip or zlib, -15 bare deflate. */
static enum status inflate_body(struct slice in, int bits, const struct http_limits *l,
				struct buf *out, struct err *e)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)in.p, .avail_in = (uInt)in.len };
	enum status st = OK;
	int r = inflateInit2(&z, bits);
	while (r == Z_OK && st == OK) {
		buf_reserve(out, out->len < STEP ? STEP : out->len);
		z.next_out = (Bytef *)out->p + out->len;
		size_t room = out->cap - out->len > (1u << 30) ? (1u << 30) : out->cap - out->len;
		z.avail_out = (uInt)room;
		r = inflate(&z, Z_NO_FLUSH);
		out->len += room - z.avail_out;
		st = check_limits(l, (size_t)z.total_in, out->len, e);
		if (r == Z_STREAM_END && z.avail_in > 18 && z.next_in[0] == 0x1f &&
		    z.next_in[1] == 0x8b)
			r = inflateReset(&z);
	}
	inflateEnd(&z);
	if (st != OK || r == Z_STREAM_END) return st;
	return err_set(e, ERR_INPUT, "%s",
		       r == Z_BUF_ERROR ? "the compressed body is cut off"
					: "the compressed body is broken");
}

static enum status unbrotli(struct slice in, const struct http_limits *l, struct buf *out,
			    struct err *e)
{
	BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	const uint8_t *next = (const uint8_t *)in.p;
	size_t left = in.len;
	enum status st = OK;
	BrotliDecoderResult r = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	while (b && r == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && st == OK) {
		buf_reserve(out, out->len < STEP ? STEP : out->len);
		uint8_t *to = (uint8_t *)out->p + out->len;
		size_t room = out->cap - out->len;
		r = BrotliDecoderDecompressStream(b, &left, &next, &room, &to, NULL);
		out->len = out->cap - room;
		st = check_limits(l, in.len - left, out->len, e);
	}
	if (b) BrotliDecoderDestroyInstance(b);
	if (st != OK || r == BROTLI_DECODER_RESULT_SUCCESS) return st;
	return err_set(e, ERR_INPUT, "%s",
		       r == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT
			       ? "the compressed body is cut off"
			       : "the compressed body is broken");
}

/* Bytes that begin like text or mark-up: the archiver has decoded them. */
static bool looks_plain(struct slice s)
{
	size_t n = s.len < 64 ? s.len : 64;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s.p[i] < 0x20 && !memchr("\t\r\n\f", s.p[i], 4)) return false;
	return true;
}

static bool names(struct slice value, const char *coding)
{
	size_t n = strlen(coding);
	return value.len == n && strncasecmp(value.p, coding, n) == 0;
}

/* Undo one content coding. */
static enum status undo(struct slice coding, struct slice in, const struct http_limits *l,
			struct buf *out, struct slice *body, struct err *e)
{
	const unsigned char *p = (const unsigned char *)in.p;
	bool gzip = names(coding, "gzip") || names(coding, "x-gzip"),
	     deflate = names(coding, "deflate");
	enum status st = OK;
	*body = in;
	out->len = 0;
	if (in.len == 0 || (!gzip && !deflate && !names(coding, "br"))) return OK;
	if (gzip || deflate) {
		bool magic = in.len > 2 && ((p[0] == 0x1f && p[1] == 0x8b) ||
					    ((p[0] & 15) == 8 && (p[0] * 256 + p[1]) % 31 == 0));
		if (gzip && !magic)
			return looks_plain(in) ? OK : err_set(e, ERR_INPUT, "the body is not gzip");
		st = inflate_body(in, magic ? 15 + 32 : -15, l, out, e);
	} else {
		st = unbrotli(in, l, out, e);
	}
	if (st == ERR_INPUT && out->len == 0 && looks_plain(in)) return OK;
	*body = buf_slice(out);
	return st;
}

#define CODINGS_MAX 4 /* undone at most */

/* All values of a field, as if they stood in one: lists with commas between. */
static size_t join_fields(struct slice lines, const char *name, char *out, size_t room)
{
	size_t n = 0;
	for (struct slice v = header_next(&lines, name); v.p; v = header_next(&lines, name)) {
		if (!v.len || n + v.len + 1 > room) continue;
		memcpy(out + n, v.p, v.len);
		out[n + v.len] = ',';
		n += v.len + 1;
	}
	return n;
}

/* The last of a list of codings, which the list loses. */
static struct slice last_coding(struct slice *codings)
{
	size_t from = codings->len;
	while (from > 0 && codings->p[from - 1] != ',') from--;
	struct slice coding = slice_trim(slice_of(codings->p + from, codings->len - from));
	codings->len = from > 0 ? from - 1 : 0;
	return coding;
}

enum status http_decode(const struct http *h, const struct http_limits *limits, struct buf *out,
			struct buf *scratch, struct slice *body, struct err *e)
{
	struct http_limits l = { limits->max, limits->ratio ? limits->ratio : 1 };
	char names_of[512];
	size_t len = join_fields(h->head, "Content-Encoding", names_of, sizeof names_of);
	/* what was done for the way was done last */
	len += join_fields(h->head, "Transfer-Encoding", names_of + len, sizeof names_of - len);
	struct slice codings = { names_of, len };
	enum status st = OK;
	bool cut = false, chunked = false;
	unsigned n = 0;
	*body = h->body;
	scratch->len = 0;
	while (codings.len > 0 && st == OK && n < CODINGS_MAX) {
		struct slice coding = last_coding(&codings);
		if (names(coding, "chunked")) {
			if (!chunked && !n && unchunk(h->body, scratch, &cut))
				*body = buf_slice(scratch);
			chunked = true;
		} else if (coding.len) {
			st = undo(coding, *body, &l, n++ & 1 ? scratch : out, body, e);
		}
	}
	if (st == OK && body->len > l.max) st = check_limits(&l, SIZE_MAX, body->len, e);
	return st != OK || !cut ? st : err_set(e, ERR_INPUT, "the chunked body is cut off");
}
