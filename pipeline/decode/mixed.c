/* Bytes in two encodings: a page pasted together from two sources. Piece by piece (a line, or the text between two
 * tags) the document's encoding must be the better reading, else the piece is decoded in the other one. */
#include "pipeline/decode/decode.h"

#define CLEAR 6.0 /* log10 odds for the other encoding */

static size_t piece_end(const uint8_t *p, size_t i, size_t to)
{
	size_t end = i + 1;

	while (end < to && p[end] != '\n' && p[end] != '<') end++;
	return end;
}

static bool has_high(const uint8_t *p, size_t i, size_t end)
{
	for (; i < end; i++)
		if (p[i] >= 0x80) return true;
	return false;
}

/* Well-formed UTF-8 with at least two characters of three bytes? */
static bool is_utf8(const struct decoder *dec, const uint8_t *p, const uint8_t *end)
{
	unsigned three = 0;

	while (p < end) {
		struct charset_char c = charset_next(&dec->charsets, CS_UTF8, p, end);

		if (c.bad) return false;
		three += c.len == 3;
		p += c.len;
	}
	return three >= 2;
}

static bool is_malformed(const struct decoder *dec, const uint8_t *p, const uint8_t *end)
{
	while (p < end) {
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

		return detect_score(&dec->charsets, &dec->model, CS_UTF8, piece, &n, &bad) > ours + CLEAR ? CS_UTF8 : cs;
	}
	if (!is_malformed(dec, p, end)) return cs;
	double best = detect_score(&dec->charsets, &dec->model, CS_UTF8, piece, &n, &bad) + CLEAR;

	for (size_t i = 0; i < 2; i++) {
		double s = detect_score(&dec->charsets, &dec->model, double_byte[i], piece, &n, &bad);

		if (!bad && n >= 2 && s > best) best = s, cs = double_byte[i];
	}
	return cs;
}

size_t decode_mixed(const struct decoder *dec, enum charset cs, struct slice bytes, size_t from, size_t to,
		    struct text_out *o)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	size_t start = from, others = 0;
	enum charset now = cs;

	for (size_t i = from; i < to;) {
		size_t end = piece_end(p, i, to);

		if (has_high(p, i, end)) {
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
