/* Bytes to UTF-16 text with the map, a stretch at a time.
 *
 * Hot: every document goes through here. Runs of ASCII, of two-byte and of three-byte characters
 * have loops of their own that write one map run each; whatever else comes, malformed sequences
 * too, goes through charset_next. Limits: sources below 2 GiB (DOC_MAX_BYTES). */
#include <unicode/ucnv.h>

#include "pipeline/core/utf.h"
#include "pipeline/decode/charset.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void text_out_begin(struct text_out *o, struct arena *a)
{
	*o = (struct text_out){ .a = a };
	map_init(&o->map);
}

/* Room for more further units. */
static void reserve(struct text_out *o, size_t more)
{
	if (o->cap - o->len < more)
		o->text = arena_grow(o->a, o->text, &o->cap, o->len + more, sizeof *o->text);
}

void text_out_bad(struct text_out *o, uint32_t src, uint32_t src_len, bool cut)
{
	reserve(o, 1);
	o->text[o->len++] = 0xfffd;
	map_push_block(o->a, &o->map, 1, src, src_len, MAP_LOSSY);
	if (!o->n_bad++) o->first_bad = (struct src_span){ src, src + src_len };
	o->last_bad = (struct src_span){ src, src + src_len };
	o->cut = cut;
}

/* One character for those bytes. */
static void add_char(struct text_out *o, uint32_t cp, uint32_t src, uint8_t src_len,
		     enum map_class cls)
{
	reserve(o, 2);
	if (cp < 0x10000) {
		o->text[o->len++] = (uint16_t)cp;
		map_push(o->a, &o->map, map_uniform(1, 1, src, src_len, cls));
		return;
	}
	o->text[o->len++] = (uint16_t)(0xd7c0 + (cp >> 10));
	o->text[o->len++] = (uint16_t)(0xdc00 + (cp & 0x3ff));
	map_push(o->a, &o->map, map_uniform(1, 2, src, src_len, cls));
}

static size_t put_char(struct text_out *o, const struct charset_char *c, size_t src,
		       enum map_class cls)
{
	if (c->bad) {
		text_out_bad(o, (uint32_t)src, c->len, c->cut);
	} else if (c->more) {
		reserve(o, 2);
		o->text[o->len++] = (uint16_t)c->cp;
		o->text[o->len++] = (uint16_t)c->more;
		map_push_block(o->a, &o->map, 2, (uint32_t)src, c->len, cls);
	} else {
		add_char(o, c->cp, (uint32_t)src, c->len, cls);
	}
	return c->len;
}

/* ASCII bytes at p widened to out, which has room for all up to end: their number. Sixteen or eight
 * at a time. */
static size_t ascii_run(const uint8_t *p, const uint8_t *end, uint16_t *out)
{
	const uint8_t *start = p;
	uint64_t w;

#ifdef __SSE2__
	for (; end - p >= 16; p += 16, out += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		unsigned others = (unsigned)_mm_movemask_epi8(v);
		_mm_storeu_si128((__m128i *)(void *)out, _mm_unpacklo_epi8(v, _mm_setzero_si128()));
		_mm_storeu_si128((__m128i *)(void *)(out + 8),
				 _mm_unpackhi_epi8(v, _mm_setzero_si128()));
		if (others) return (size_t)(p - start) + (unsigned)__builtin_ctz(others);
	}
#endif
	while (end - p >= 8) {
		memcpy(&w, p, 8);
		if (w & 0x8080808080808080u) break;
		for (int i = 0; i < 8; i++) out[i] = p[i];
		p += 8, out += 8;
	}
	while (p < end && *p < 0x80) *out++ = *p++;
	return (size_t)(p - start);
}

/* Well-formed three-byte characters at p: their number. Two at a time out of one load where bytes
 * are little-endian. */
static size_t three_byte_run(const uint8_t *p, const uint8_t *end, uint16_t *out)
{
	const uint8_t *start = p;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	while (end - p >= 8) {
		uint64_t w;

		memcpy(&w, p, 8);
		if ((w & 0xc0c0f0c0c0f0u) != 0x8080e08080e0u) break;
		uint32_t c = (uint32_t)((w & 0xf) << 12 | (w >> 8 & 0x3f) << 6 | (w >> 16 & 0x3f));
		uint32_t d = (uint32_t)((w >> 24 & 0xf) << 12 | (w >> 32 & 0x3f) << 6 |
					(w >> 40 & 0x3f));

		if (!utf8_takes_three(c) || !utf8_takes_three(d)) break;
		out[0] = (uint16_t)c, out[1] = (uint16_t)d;
		p += 6, out += 2;
	}
#endif
	while (end - p >= 3 && (p[0] & 0xf0) == 0xe0 && (p[1] & 0xc0) == 0x80 &&
	       (p[2] & 0xc0) == 0x80) {
		uint32_t c = (uint32_t)((p[0] & 0xf) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));

		if (!utf8_takes_three(c)) break;
		*out++ = (uint16_t)c;
		p += 3;
	}
	return (size_t)(p - start) / 3;
}

static size_t two_byte_run(const uint8_t *p, const uint8_t *end, uint16_t *out)
{
	const uint8_t *start = p;

	for (; end - p >= 2 && p[0] >= 0xc2 && p[0] < 0xe0 && (p[1] & 0xc0) == 0x80; p += 2)
		*out++ = (uint16_t)((p[0] & 0x1fu) << 6 | (p[1] & 0x3fu));
	return (size_t)(p - start) / 2;
}

/* n characters of bpc bytes were written behind o->len: one run of the map, put without a call
 * where it fits. */
static inline size_t add_run(struct text_out *o, size_t n, uint8_t bpc, size_t src,
			     enum map_class cls)
{
	struct map *m = &o->map;
	struct map_run *last = m->n ? &m->runs[m->n - 1] : NULL;

	o->len += n;
	/* no room, or it may join the last one */
	if (m->n == m->cap || !last || last->bpc == bpc) {
		map_push(o->a, m, map_uniform((uint32_t)n, 1, (uint32_t)src, bpc, cls));
		return n * bpc;
	}
	m->runs[m->n++] = (struct map_run){ .off = m->len,
					    .len = (uint32_t)n,
					    .src = (uint32_t)src,
					    .src_len = (uint32_t)(n * bpc),
					    .upc = 1,
					    .bpc = bpc,
					    .cls = (uint8_t)cls };
	m->len += (uint32_t)n;
	m->src_end = (uint32_t)(src + n * bpc);
	return n * bpc;
}

static void decode_utf8(const struct charsets *t, const uint8_t *p, size_t from, size_t to,
			struct text_out *o)
{
	for (size_t i = from; i < to;) {
		uint16_t *out = o->text + o->len;
		size_t n;

		if (p[i] < 0x80) {
			n = ascii_run(p + i, p + to, out);
			i += add_run(o, n, 1, i, MAP_SAME);
		} else if ((n = three_byte_run(p + i, p + to, out))) {
			i += add_run(o, n, 3, i, MAP_SAME);
		} else if ((n = two_byte_run(p + i, p + to, out))) {
			i += add_run(o, n, 2, i, MAP_SAME);
		} else {
			struct charset_char c = charset_next(t, CS_UTF8, p + i, p + to);

			i += put_char(o, &c, i, MAP_SAME);
		}
	}
}

static size_t gb_run(const struct charsets *t, const uint8_t *p, const uint8_t *end, uint16_t *out)
{
	const uint8_t *start = p;

	for (; end - p >= 2 && p[0] > 0x80 && p[0] < 0xff && p[1] >= 0x40 && p[1] < 0xff; p += 2) {
		uint16_t c = t->gb[(p[0] - 0x81) * CHARSET_ROW + p[1] - 0x40];

		if (!c) break;
		*out++ = c;
	}
	return (size_t)(p - start) / 2;
}

static size_t big5_run(const struct charsets *t, const uint8_t *p, const uint8_t *end,
		       uint16_t *out)
{
	const uint8_t *start = p;

	for (; end - p >= 2 && p[0] > 0x80 && p[0] < 0xff && p[1] >= 0x40 && p[1] < 0xff; p += 2) {
		uint32_t c = t->big5[(p[0] - 0x81) * CHARSET_ROW + p[1] - 0x40];

		if (!c || c > 0xffff) break;
		*out++ = (uint16_t)c;
	}
	return (size_t)(p - start) / 2;
}

static void decode_other(const struct charsets *t, enum charset cs, const uint8_t *p, size_t from,
			 size_t to, struct text_out *o)
{
	for (size_t i = from; i < to;) {
		uint16_t *out = o->text + o->len;
		size_t n;

		if (p[i] < 0x80) {
			n = ascii_run(p + i, p + to, out);
			i += add_run(o, n, 1, i, MAP_DECODED);
			continue;
		}
		n = cs == CS_GB18030 ? gb_run(t, p + i, p + to, out)
		    : cs == CS_BIG5  ? big5_run(t, p + i, p + to, out)
				     : 0;
		if (n) {
			i += add_run(o, n, 2, i, MAP_DECODED);
			continue;
		}
		struct charset_char c = charset_next(t, cs, p + i, p + to);

		i += put_char(o, &c, i, MAP_DECODED);
	}
}

static void decode_utf16(const struct charsets *t, enum charset cs, const uint8_t *p, size_t from,
			 size_t to, struct text_out *o)
{
	unsigned low = cs == CS_UTF16BE;

	for (size_t i = from; i < to;) {
		size_t n = 0;

		for (; i + 2 * n + 1 < to; n++) {
			uint16_t c = (uint16_t)(p[i + 2 * n + low] | p[i + 2 * n + !low] << 8);

			if ((c & 0xf800) == 0xd800) break;
			o->text[o->len + n] = c;
		}
		if (n) {
			i += add_run(o, n, 2, i, MAP_SAME);
			continue;
		}
		struct charset_char c = charset_next(t, cs, p + i, p + to);

		i += put_char(o, &c, i, MAP_SAME);
	}
}

/* RFC 1843: ~{ and ~} switch, ~~ is a tilde, ~ and a line end is nothing; a line end switches back.
 */
static void decode_hz(const struct charsets *t, const uint8_t *p, size_t from, size_t to,
		      struct text_out *o)
{
	bool gb = o->hz_in_gb;

	for (size_t i = from; i < to;) {
		uint8_t c = p[i], d = i + 1 < to ? p[i + 1] : 0;

		if (c == '~' && (d == '{' || d == '}' || (d == '\n' && !gb))) {
			gb = d == '{';
			map_push_hole(o->a, &o->map, (uint32_t)i, 2, MAP_REMOVED, 0);
			i += 2;
		} else if (c == '~' && d == '~' && !gb) {
			add_char(o, '~', (uint32_t)i, 2, MAP_DECODED);
			i += 2;
		} else if (!gb || c <= ' ') {
			if (c == '\n') gb = false;
			if (c < 0x80) add_char(o, c, (uint32_t)i, 1, MAP_DECODED);
			else text_out_bad(o, (uint32_t)i, 1, false);
			i++;
		} else {
			uint32_t cp = d ? charset_gb2312(t, c, d) : 0;
			uint8_t len = (uint8_t)(i + 1 < to ? 2 : 1);

			if (cp) add_char(o, cp, (uint32_t)i, 2, MAP_DECODED);
			else text_out_bad(o, (uint32_t)i, len, len == 1);
			i += len;
		}
	}
}

void charset_decode(const struct charsets *t, enum charset cs, struct slice bytes, size_t from,
		    size_t to, struct text_out *o)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	bool wide = cs == CS_UTF16LE || cs == CS_UTF16BE;

	reserve(o, wide ? (to - from) / 2 + 2 : to - from + 8);
	if (!o->map.cap) /* what mixed text needs; growing by and by would leave copies behind */
		o->map.runs = arena_grow(o->a, NULL, &o->map.cap, (to - from) / 32 + 8,
					 sizeof *o->map.runs);
	switch (cs) {
	case CS_UTF8:
		decode_utf8(t, p, from, to, o);
		break;
	case CS_UTF16LE:
	case CS_UTF16BE:
		decode_utf16(t, cs, p, from, to, o);
		break;
	case CS_HZ:
		decode_hz(t, p, from, to, o);
		break;
	default:
		decode_other(t, cs, p, from, to, o);
		break;
	}
}

/* Units made by one call of the converter; offs[i]: byte (from the call's start) that unit i comes
 * from. */
static void put_icu(struct text_out *o, const UChar *text, const int32_t *offs, size_t n,
		    size_t base, size_t end)
{
	for (size_t i = 0; i < n;) {
		size_t j = i + 1;

		while (j < n && (offs[j] < 0 || offs[j] == offs[i])) j++;
		size_t src = base + (size_t)offs[i], next = j < n ? base + (size_t)offs[j] : end;

		if (text[i] == 0xfffd) {
			for (size_t k = i; k < j; k++)
				text_out_bad(o, (uint32_t)src, (uint32_t)(k == i ? next - src : 0),
					     false);
		} else {
			reserve(o, j - i);
			memcpy(o->text + o->len, text + i, (j - i) * sizeof *text);
			o->len += j - i;
			map_push_block(o->a, &o->map, (uint32_t)(j - i), (uint32_t)src,
				       (uint32_t)(next - src), MAP_DECODED);
		}
		i = j;
	}
}

bool charset_decode_icu(const char *name, struct slice bytes, size_t from, size_t to,
			struct text_out *o)
{
	UErrorCode ec = U_ZERO_ERROR;
	UConverter *cv = ucnv_open(name, &ec);

	if (U_FAILURE(ec)) return false;
	const char *p = bytes.p + from, *end = bytes.p + to;

	/* A character at a time across calls would lose offsets: feed whole stretches, take all
	 * that came. */
	do {
		UChar text[1024], *out = text;
		int32_t offs[1024];
		const char *start = p, *stop = end - p > 512 ? p + 512 : end;
		bool last = stop == end;

		while (!last && stop > p && (*(stop - 1) & 0x80))
			stop--; /* cut behind an ASCII byte */
		if (stop == p) stop = end - p > 512 ? p + 512 : end;
		ec = U_ZERO_ERROR;
		ucnv_toUnicode(cv, &out, text + 1024, &p, stop, offs, last, &ec);
		size_t n = (size_t)(out - text);

		while (n && offs[0] < 0) offs[0] = 0;
		put_icu(o, text, offs, n, (size_t)(start - bytes.p), (size_t)(p - bytes.p));
		if (U_FAILURE(ec) && ec != U_BUFFER_OVERFLOW_ERROR) break;
	} while (p < end);
	ucnv_close(cv);
	return true;
}
