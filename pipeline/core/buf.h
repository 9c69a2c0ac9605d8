/* Growing buffers that own their memory: struct buf of bytes, struct ubuf of UTF-16 units.
 * Init with = { 0 }; free with buf_free. Contents move when they grow: keep offsets, not pointers.
 */
#ifndef ZHC_BUF_H
#define ZHC_BUF_H

#include "pipeline/core/slice.h"

struct buf {
	char *p;
	size_t len, cap;
};

struct ubuf {
	uint16_t *p;
	size_t len, cap;
};

/* Room for `more` further bytes, so that adding those moves nothing. */
void buf_reserve(struct buf *b, size_t more);
/* Append; a buffer never fails and never holds a NUL of its own. */
void buf_add(struct buf *b, const void *p, size_t len);
void buf_add_slice(struct buf *b, struct slice s);
void buf_add_str(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_add_uint(struct buf *b, uint64_t v); /* decimal */
void buf_add_int(struct buf *b, int64_t v);
void buf_add_u32(struct buf *b, size_t v); /* low 32 bits in the machine's order, for tables */
void buf_free(struct buf *b);

static inline void buf_addc(struct buf *b, char c)
{
	if (b->len == b->cap) buf_reserve(b, 1);
	b->p[b->len++] = c;
}

static inline struct slice buf_slice(const struct buf *b)
{
	return (struct slice){ b->p ? b->p : "", b->len };
}

/* The same for units. */
void ubuf_reserve(struct ubuf *b, size_t more);
void ubuf_add(struct ubuf *b, const uint16_t *p, size_t len);
void ubuf_add_cp(struct ubuf *b, uint32_t cp); /* one code point, one or two units */
void ubuf_free(struct ubuf *b);

static inline void ubuf_addc(struct ubuf *b, uint16_t c)
{
	if (b->len == b->cap) ubuf_reserve(b, 1);
	b->p[b->len++] = c;
}

/* UTF-16 -> UTF-8, appended; lone surrogates become U+FFFD. */
void buf_add_utf16(struct buf *b, struct uslice s);
/* One code point as UTF-8, appended. cp must be a Unicode scalar value. */
void buf_add_cp(struct buf *b, uint32_t cp);
/* UTF-8 -> UTF-16, appended; malformed sequences become U+FFFD, one for each maximal subpart. */
void ubuf_add_utf8(struct ubuf *b, struct slice s);

/* JSON string with quotes: control characters, quote and backslash escaped, the rest as UTF-8. */
void buf_add_json(struct buf *b, struct slice utf8);
/* One code point as it stands inside a JSON string. */
void buf_add_json_escape(struct buf *b, uint32_t c);
void buf_add_json_utf16(struct buf *b, struct uslice s);

/* Code point at s[*i] (UTF-16), stepping *i over it. A lone surrogate is given as it stands. */
static inline uint32_t utf16_next(const uint16_t *s, size_t len, size_t *i)
{
	uint32_t c = s[(*i)++];
	if ((c & 0xfc00) == 0xd800 && *i < len && (s[*i] & 0xfc00) == 0xdc00)
		c = 0x10000 + ((c - 0xd800) << 10) + (s[(*i)++] - 0xdc00u);
	return c;
}

#endif
