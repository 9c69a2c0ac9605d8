/* UTF-16 <-> UTF-8. Nearly all text is ASCII or characters of three bytes: those two have short
 * ways. See utf.h. */
#include "pipeline/core/utf.h"

#include "pipeline/core/buf.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t utf8_put(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | (cp >> 6));
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | (cp >> 12));
		out[1] = (char)(0x80 | ((cp >> 6) & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | (cp >> 18));
	out[1] = (char)(0x80 | ((cp >> 12) & 0x3f));
	out[2] = (char)(0x80 | ((cp >> 6) & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* ASCII from s.p[i] on, eight units at a step, to o: their number. */
static inline size_t ascii_steps(char *o, struct uslice s, size_t i)
{
	size_t from = i;
#ifdef __SSE2__
	const __m128i high = _mm_set1_epi16((short)0xff80);
	for (; i + 8 <= s.len; i += 8, o += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i none = _mm_cmpeq_epi16(_mm_and_si128(v, high), _mm_setzero_si128());
		if (_mm_movemask_epi8(none) != 0xffff) break;
		_mm_storel_epi64((__m128i *)(void *)o, _mm_packus_epi16(v, v));
	}
#else
	(void)o;
	(void)s;
#endif
	return i - from;
}

size_t utf8_write(char *out, struct uslice s)
{
	char *o = out;

	for (size_t i = 0; i < s.len;) {
		uint32_t c = s.p[i];
		if (utf8_takes_three(c)) {
			do {
				utf8_put_three(o, c);
				o += 3;
			} while (++i < s.len && utf8_takes_three(c = s.p[i]));
		} else if (c < 0x80) {
			size_t n = ascii_steps(o, s, i);
			i += n, o += n;
			for (n = 0; n < 8 && i < s.len && s.p[i] < 0x80; n++) *o++ = (char)s.p[i++];
		} else {
			c = utf16_next(s.p, s.len, &i);
			o += utf8_put(o, c >= 0xd800 && c < 0xe000 ? UTF_REPLACEMENT : c);
		}
	}
	return (size_t)(o - out);
}

uint32_t utf8_next(struct slice s, size_t *i)
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
		return UTF_REPLACEMENT;
	}
	for (unsigned k = 1; k <= need; k++) {
		if (k >= left || p[k] < lo || p[k] > hi) return UTF_REPLACEMENT;
		cp = cp << 6 | (p[k] & 0x3fu);
		*i += 1;
		lo = 0x80;
		hi = 0xbf;
	}
	return cp;
}

size_t utf16_write(uint16_t *out, struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint16_t *o = out;

	for (size_t i = 0; i < s.len;) {
		if (p[i] < 0x80) {
			*o++ = p[i++];
		} else if (utf8_is_common3(p + i, s.len - i)) {
			*o++ = (uint16_t)((p[i] & 0x0fu) << 12 | (p[i + 1] & 0x3fu) << 6 |
					  (p[i + 2] & 0x3fu));
			i += 3;
		} else {
			uint32_t c = utf8_next(s, &i);
			if (c >= 0x10000) {
				*o++ = (uint16_t)(0xd7c0 + (c >> 10));
				*o++ = (uint16_t)(0xdc00 | (c & 0x3ff));
			} else {
				*o++ = (uint16_t)c;
			}
		}
	}
	return (size_t)(o - out);
}

bool utf8_valid(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p, *end = p + s.len;

	while (p < end) {
		unsigned char c = *p;
		if (c < 0x80) {
			p++;
			continue;
		}
		size_t n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
		if (c < 0xc2 || c > 0xf4 || (size_t)(end - p) < n) return false;
		unsigned char lo = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
		unsigned char hi = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
		if (p[1] < lo || p[1] > hi) return false;
		for (size_t i = 2; i < n; i++)
			if ((p[i] & 0xc0) != 0x80) return false;
		p += n;
	}
	return true;
}
