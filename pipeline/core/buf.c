/* Growing buffers, and the two conversions between UTF-8 and UTF-16. */
#include "pipeline/core/buf.h"

#include "pipeline/core/mem.h"

#include <stdarg.h>
#include <stdio.h>

#define REPLACEMENT 0xfffdu

void buf_reserve(struct buf *b, size_t more)
{
	b->p = mem_grow(b->p, &b->cap, b->len + more, 1);
}

void buf_add(struct buf *b, const void *p, size_t len)
{
	if (!len) return;
	if (b->cap - b->len < len) buf_reserve(b, len);
	memcpy(b->p + b->len, p, len);
	b->len += len;
}

void buf_add_slice(struct buf *b, struct slice s)
{
	buf_add(b, s.p, s.len);
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	buf_reserve(b, 128);
	va_start(ap, fmt);
	int n = vsnprintf(b->p + b->len, b->cap - b->len, fmt, ap);
	va_end(ap);
	if (n < 0) return;
	if ((size_t)n >= b->cap - b->len) {
		buf_reserve(b, (size_t)n + 1);
		va_start(ap, fmt);
		vsnprintf(b->p + b->len, b->cap - b->len, fmt, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
}

void buf_add_uint(struct buf *b, uint64_t v)
{
	char tmp[20];
	size_t i = sizeof tmp;

	do
		tmp[--i] = (char)('0' + v % 10);
	while (v /= 10);
	buf_add(b, tmp + i, sizeof tmp - i);
}

void buf_add_int(struct buf *b, int64_t v)
{
	if (v < 0) buf_addc(b, '-');
	buf_add_uint(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void buf_free(struct buf *b)
{
	mem_free(b->p);
	*b = (struct buf){ 0 };
}

void ubuf_reserve(struct ubuf *b, size_t more)
{
	b->p = mem_grow(b->p, &b->cap, b->len + more, sizeof *b->p);
}

void ubuf_add(struct ubuf *b, const uint16_t *p, size_t len)
{
	if (!len) return;
	if (b->cap - b->len < len) ubuf_reserve(b, len);
	memcpy(b->p + b->len, p, len * sizeof *p);
	b->len += len;
}

void ubuf_add_cp(struct ubuf *b, uint32_t cp)
{
	if (cp < 0x10000) {
		ubuf_addc(b, (uint16_t)cp);
	} else {
		ubuf_addc(b, (uint16_t)(0xd7c0 + (cp >> 10)));
		ubuf_addc(b, (uint16_t)(0xdc00 | (cp & 0x3ff)));
	}
}

void ubuf_free(struct ubuf *b)
{
	mem_free(b->p);
	*b = (struct ubuf){ 0 };
}

void buf_add_cp(struct buf *b, uint32_t cp)
{
	char t[4];

	if (cp < 0x80) {
		buf_addc(b, (char)cp);
	} else if (cp < 0x800) {
		t[0] = (char)(0xc0 | (cp >> 6));
		t[1] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, t, 2);
	} else if (cp < 0x10000) {
		t[0] = (char)(0xe0 | (cp >> 12));
		t[1] = (char)(0x80 | ((cp >> 6) & 0x3f));
		t[2] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, t, 3);
	} else {
		t[0] = (char)(0xf0 | (cp >> 18));
		t[1] = (char)(0x80 | ((cp >> 12) & 0x3f));
		t[2] = (char)(0x80 | ((cp >> 6) & 0x3f));
		t[3] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, t, 4);
	}
}

static uint32_t next_scalar(struct uslice s, size_t *i)
{
	uint32_t c = utf16_next(s.p, s.len, i);

	return c >= 0xd800 && c < 0xe000 ? REPLACEMENT : c;
}

void buf_add_utf16(struct buf *b, struct uslice s)
{
	buf_reserve(b, s.len * 3);
	for (size_t i = 0; i < s.len;)
		buf_add_cp(b, next_scalar(s, &i));
}

/* One code point of UTF-8 at s[*i], stepping over it, or over the maximal subpart of a malformed one. */
static uint32_t utf8_next(struct slice s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;
	size_t left = s.len - *i;
	unsigned char c = p[0];
	unsigned lo = 0x80, hi = 0xbf, need;
	uint32_t cp;

	*i += 1;
	if (c < 0x80) return c;
	if (c >= 0xc2 && c <= 0xdf) {
		need = 1;
		cp = c & 0x1fu;
	} else if (c >= 0xe0 && c <= 0xef) {
		need = 2;
		cp = c & 0x0fu;
		if (c == 0xe0) lo = 0xa0;
		if (c == 0xed) hi = 0x9f;
	} else if (c >= 0xf0 && c <= 0xf4) {
		need = 3;
		cp = c & 0x07u;
		if (c == 0xf0) lo = 0x90;
		if (c == 0xf4) hi = 0x8f;
	} else {
		return REPLACEMENT;
	}
	for (unsigned k = 1; k <= need; k++) {
		if (k >= left || p[k] < lo || p[k] > hi) return REPLACEMENT;
		cp = cp << 6 | (p[k] & 0x3fu);
		*i += 1;
		lo = 0x80;
		hi = 0xbf;
	}
	return cp;
}

void ubuf_add_utf8(struct ubuf *b, struct slice s)
{
	ubuf_reserve(b, s.len);
	for (size_t i = 0; i < s.len;)
		ubuf_add_cp(b, utf8_next(s, &i));
}

static void add_json_char(struct buf *b, uint32_t c)
{
	switch (c) {
	case '"':
		buf_add(b, "\\\"", 2);
		break;
	case '\\':
		buf_add(b, "\\\\", 2);
		break;
	case '\n':
		buf_add(b, "\\n", 2);
		break;
	case '\r':
		buf_add(b, "\\r", 2);
		break;
	case '\t':
		buf_add(b, "\\t", 2);
		break;
	default:
		if (c < 0x20 || c == 0x7f)
			buf_printf(b, "\\u%04x", (unsigned)c);
		else
			buf_add_cp(b, c);
	}
}

void buf_add_json(struct buf *b, struct slice s)
{
	buf_reserve(b, s.len + 2);
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			buf_addc(b, (char)c);
			i++;
		} else {
			add_json_char(b, utf8_next(s, &i));
		}
	}
	buf_addc(b, '"');
}

void buf_add_json_utf16(struct buf *b, struct uslice s)
{
	buf_reserve(b, s.len * 3 + 2);
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len;)
		add_json_char(b, next_scalar(s, &i));
	buf_addc(b, '"');
}
