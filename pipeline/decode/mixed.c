/* Bytes in two encodings: a page pasted together from two sources. Piece by piece (a line, or the
 * text between two tags) the document's encoding must be the better reading, else the piece is
 * decoded in the other one. */
#include "pipeline/decode/decode.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define CLEAR 6.0 /* log10 odds for the other encoding */

/* Where the piece that begins at i ends; *high: has it a byte beyond ASCII? */
static size_t piece_end(const uint8_t *p, size_t i, size_t to, bool *high)
{
	unsigned any = p[i];
	size_t end = i + 1;

#ifdef __SSE2__
	__m128i line = _mm_set1_epi8('\n'), tag = _mm_set1_epi8('<');
	/* sixteen at a step: every GB18030 document comes through here */
	for (; end + 16 <= to; end += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + end));
		__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, line), _mm_cmpeq_epi8(v, tag));
		unsigned ends = (unsigned)_mm_movemask_epi8(hit),
			 above = (unsigned)_mm_movemask_epi8(v);
		if (ends) { /* what stands before the first of them counts */
			*high = any >= 0x80 || (above & (ends - 1) & ~ends);
			return end + (unsigned)__builtin_ctz(ends);
		}
		any |= above ? 0x80 : 0;
	}
#endif
	for (; end < to && p[end] != '\n' && p[end] != '<'; end++) any |= p[end];
	*high = any >= 0x80;
	return end;
}

/* Well-formed UTF-8 with at least two characters of three bytes, those of private use not counted?
 */
static bool is_utf8(const struct decoder *dec, const uint8_t *p, const uint8_t *end)
{
	unsigned three = 0;

	while ((p = charset_skip_ascii(p, end)) < end) {
		struct charset_char c = charset_next(&dec->charsets, CS_UTF8, p, end);

		if (c.bad) return false;
		three += c.len == 3 && (c.cp < 0xe000 || c.cp >= 0xf900);
		p += c.len;
	}
	return three >= 2;
}

static bool is_malformed(const struct decoder *dec, const uint8_t *p, const uint8_t *end)
{
	while ((p = charset_skip_ascii(p, end)) < end) {
		struct charset_char c = charset_next(&dec->charsets, CS_UTF8, p, end);

		if (c.bad) return true;
		p += c.len;
	}
	return false;
}

static enum charset best_for(const struct decoder *dec, enum charset cs, struct slice piece)
{
	static const enum charset double_byte[] = { CS_GB18030, CS_BIG5 };
	const uint8_t *p = (const uint8_t *)piece.p, *end = p + piece.len;
	size_t n, bad;

	if (cs != CS_UTF8) {
		if (!is_utf8(dec, p, end)) return cs;
		double ours = detect_score(&dec->charsets, &dec->model, cs, piece, &n, &bad);

		return detect_score(&dec->charsets, &dec->model, CS_UTF8, piece, &n, &bad) >
				       ours + CLEAR
			       ? CS_UTF8
			       : cs;
	}
	if (!is_malformed(dec, p, end)) return cs;
	double best = detect_score(&dec->charsets, &dec->model, CS_UTF8, piece, &n, &bad) + CLEAR;

	for (size_t i = 0; i < 2; i++) {
		double s =
			detect_score(&dec->charsets, &dec->model, double_byte[i], piece, &n, &bad);

		if (!bad && n >= 2 && s > best) best = s, cs = double_byte[i];
	}
	return cs;
}

bool decode_has_others(const struct decoder *dec, struct slice bytes, size_t from, size_t to,
		       const struct text_out *o)
{
	const uint8_t *p = (const uint8_t *)bytes.p;

	for (size_t i = from; i < to && i <= o->last_bad.start;) {
		bool high;
		size_t end = piece_end(p, i, to, &high);
		struct slice piece = slice_of(bytes.p + i, end - i);

		if (end > o->first_bad.start && high && best_for(dec, CS_UTF8, piece) != CS_UTF8)
			return true;
		i = end;
	}
	return false;
}

size_t decode_mixed(const struct decoder *dec, enum charset cs, struct slice bytes, size_t from,
		    size_t to, struct text_out *o)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	size_t start = from, others = 0;
	enum charset now = cs;

	for (size_t i = from; i < to;) {
		bool high;
		size_t end = piece_end(p, i, to, &high);

		if (high) {
			enum charset c = best_for(dec, cs, slice_of(bytes.p + i, end - i));

			if (c != now) {
				charset_decode(&dec->charsets, now, bytes, start, i, o);
				start = i, now = c;
			}
			others += c != cs;
		}
		i = end;
	}
	charset_decode(&dec->charsets, now, bytes, start, to, o);
	return others;
}
