/* Growing buffers of bytes and of UTF-16, and JSON strings. The conversions themselves are in
 * utf.c. */
#include "pipeline/core/buf.h"

#include "pipeline/core/mem.h"
#include "pipeline/core/utf.h"

#include <stdarg.h>
#include <stdio.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* Two digits at a step, written where they stay: maps and spans are nothing but numbers. */
void buf_add_uint(struct buf *b, uint64_t v)
{
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930"
				    "31323334353637383940414243444546474849"
				    "50515253545556575859606162636465666768697071727374757677787980"
				    "81828384858687888990919293949596979899";
	/* positions in a document are of this size */
	size_t n = v < 100 ? 1 + (v >= 10) : v < 10000 ? 3 + (v >= 1000) : 5;

	if (n == 5)
		for (uint64_t rest = v / 100000; rest; rest /= 10) n++;
	if (b->cap - b->len < n) buf_reserve(b, n);
	b->len += n;
	char *at = b->p + b->len;
	for (; v >= 100; v /= 100) {
		at -= 2;
		memcpy(at, pairs + v % 100 * 2, 2);
	}
	if (v >= 10) memcpy(at - 2, pairs + v * 2, 2);
	else at[-1] = (char)('0' + v);
}

void buf_add_u32(struct buf *b, size_t v)
{
	uint32_t x = (uint32_t)v;

	buf_add(b, &x, sizeof x);
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
	if (b->cap - b->len < 4) buf_reserve(b, 4);
	b->len += utf8_put(b->p + b->len, cp);
}

void buf_add_utf16(struct buf *b, struct uslice s)
{
	buf_reserve(b, UTF8_ROOM(s.len));
	b->len += utf8_write(b->p + b->len, s);
}

void ubuf_add_utf8(struct ubuf *b, struct slice s)
{
	ubuf_reserve(b, s.len);
	b->len += utf16_write(b->p + b->len, s);
}

/* ---- JSON ---- */

/* What a byte of UTF-8 does in a JSON string: nothing, it wants a look, or it may open a common
 * character. */
enum { JSON_PLAIN, JSON_LOOK, JSON_WIDE };

static inline int json_byte(unsigned char c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7f && c != '"' && c != '\\' ? JSON_PLAIN : JSON_LOOK;
	return JSON_WIDE;
}

void buf_add_json_escape(struct buf *b, uint32_t c)
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
		if (c < 0x20 || c == 0x7f) buf_printf(b, "\\u%04x", (unsigned)c);
		else buf_add_cp(b, c);
	}
}

#ifdef __SSE2__
static inline bool are_plain(__m128i v)
{
	__m128i look = _mm_cmplt_epi8(v, _mm_set1_epi8(' ')); /* controls, and what is not ASCII */
	look = _mm_or_si128(look, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
	look = _mm_or_si128(look, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	look = _mm_or_si128(look, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
	return !_mm_movemask_epi8(look);
}
#endif

/* Sixteen bytes of ASCII that need no escape? Never said without SSE2. */
static inline bool is_plain_16(const unsigned char *p)
{
#ifdef __SSE2__
	return are_plain(_mm_loadu_si128((const __m128i *)(const void *)p));
#else
	(void)p;
	return false;
#endif
}

/* Bytes of p[0, len) that are plain, in steps of sixteen; the last step takes some bytes again. */
static inline size_t plain_steps(const unsigned char *p, size_t len)
{
	size_t i = 0;

	while (i + 16 <= len && is_plain_16(p + i)) i += 16;
	return i && i < len && i + 16 > len && is_plain_16(p + len - 16) ? len : i;
}

/* Sixteen bytes in two words, the same. */
static inline bool is_short_plain(uint64_t a, uint64_t b)
{
#ifdef __SSE2__
	return are_plain(_mm_set_epi64x((int64_t)b, (int64_t)a));
#else
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
#define ZERO_IN(x) (((x)-ones) & ~(x))
#define LOOK(x)                                                                                    \
	((x) | ((x)-ones * 0x20) | ZERO_IN((x) ^ ones * '"') | ZERO_IN((x) ^ ones * '\\') |        \
	 ZERO_IN((x) ^ ones * 0x7f))
	return !((LOOK(a) | LOOK(b)) & high);
#undef LOOK
#undef ZERO_IN
#endif
}

/* Most strings of a record are short: names, numbers, ids. Added with their quotes, for which there
 * is room; false when that cannot be done so. */
static inline bool add_short_json(struct buf *b, struct slice s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	char *p = b->p + b->len + 1;

	if (s.len >= 8 && s.len <= 16) {
		uint64_t first, last;
		memcpy(&first, s.p, 8);
		memcpy(&last, s.p + s.len - 8, 8);
		if (!is_short_plain(first, last)) return false;
		memcpy(p, &first, 8);
		memcpy(p + s.len - 8, &last, 8);
	} else if (s.len >= 4 && s.len < 8) {
		uint32_t first, last;
		memcpy(&first, s.p, 4);
		memcpy(&last, s.p + s.len - 4, 4);
		if (!is_short_plain((uint64_t)last << 32 | first, ones * ' ')) return false;
		memcpy(p, &first, 4);
		memcpy(p + s.len - 4, &last, 4);
	} else if (s.len && s.len < 4) {
		unsigned char first = (unsigned char)s.p[0], middle = (unsigned char)s.p[s.len / 2],
			      last = (unsigned char)s.p[s.len - 1];
		uint64_t all = (uint64_t)last << 16 | (uint64_t)middle << 8 | first;
		if (!is_short_plain(all | (ones * ' ') << 24, ones * ' ')) return false;
		p[0] = (char)first;
		p[s.len / 2] = (char)middle;
		p[s.len - 1] = (char)last;
	} else {
		return false;
	}
	p[-1] = p[s.len] = '"';
	b->len += s.len + 2;
	return true;
}

/* Stretches that need no escape are copied whole: nearly always the string at once. */
void buf_add_json(struct buf *b, struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t from = 0, i = 0;

	if (b->cap - b->len < s.len + 2) buf_reserve(b, s.len + 2);
	if (add_short_json(b, s)) return;
	buf_addc(b, '"');
	i = plain_steps(p, s.len); /* names and numbers of records end here */
	while (i < s.len) {
		int kind = json_byte(p[i]);
		if (kind == JSON_PLAIN) {
			i++;
		} else if (kind == JSON_WIDE && utf8_is_common3(p + i, s.len - i)) {
			i += 3;
		} else {
			buf_add(b, s.p + from, i - from);
			buf_add_json_escape(b, utf8_next(s, &i));
			from = i;
		}
	}
	buf_add(b, s.p + from, i - from);
	buf_addc(b, '"');
}

/* The first unit in p[i, len) that wants an escape, eight at a step. */
static size_t find_escaped(const uint16_t *p, size_t i, size_t len)
{
#ifdef __SSE2__
	const __m128i control = _mm_set1_epi16(0x1f), quote = _mm_set1_epi16('"'),
		      slash = _mm_set1_epi16('\\'), del = _mm_set1_epi16(0x7f);
	for (; i + 8 <= len; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i look = _mm_cmpeq_epi16(_mm_subs_epu16(v, control), _mm_setzero_si128());
		look = _mm_or_si128(look, _mm_cmpeq_epi16(v, quote));
		look = _mm_or_si128(
			look, _mm_or_si128(_mm_cmpeq_epi16(v, slash), _mm_cmpeq_epi16(v, del)));
		int hit = _mm_movemask_epi8(look);
		if (hit) return i + (unsigned)__builtin_ctz((unsigned)hit) / 2;
	}
#endif
	while (i < len && (p[i] >= 0x80 || json_byte((unsigned char)p[i]) == JSON_PLAIN)) i++;
	return i;
}

void buf_add_json_utf16(struct buf *b, struct uslice s)
{
	size_t from = 0;

	buf_reserve(b, UTF8_ROOM(s.len) + 2);
	buf_addc(b, '"');
	for (size_t i; (i = find_escaped(s.p, from, s.len)) < s.len; from = i + 1) {
		buf_add_utf16(b, (struct uslice){ s.p + from, i - from });
		buf_add_json_escape(b, s.p[i]);
	}
	buf_add_utf16(b, (struct uslice){ s.p + from, s.len - from });
	buf_addc(b, '"');
}
