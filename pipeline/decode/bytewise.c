/* UTF-16 that was taken for single bytes: every character of the text is one byte of a UTF-16 text.
 * Line ends are such bytes too, so the whole text is judged at once. */
#include <math.h>

#include "pipeline/decode/decode.h"

#define GAIN_UNIT 0.5  /* log10 that every unit must gain */
#define SAMPLE	  2000 /* units judged */

static bool all_bytes(const struct decoder *dec, struct uslice t, struct buf *out)
{
	for (size_t i = 0; i < t.len; i++) {
		uint8_t b[4];

		if (charset_encode(&dec->charsets, CS_LATIN1, t.p[i], b) != 1) return false;
		buf_addc(out, (char)b[0]);
	}
	return true;
}

/* Bytes that running text of one byte a character does not have so many of. */
static bool is_odd(const struct decoder *dec, struct uslice t)
{
	size_t odd = 0, n = t.len < SAMPLE ? t.len : SAMPLE;

	for (size_t i = 0; i < n; i++) {
		uint16_t c = t.p[i];

		odd += (c < ' ' && c != '\n' && c != '\r' && c != '\t') ||
		       dec->suspects->cls[c] == SUS_LATIN;
	}
	return n >= 8 && odd * 4 >= n;
}

/* log10 probability of the first n bytes in cs. */
static double score(const struct decoder *dec, enum charset cs, const struct buf *bytes, size_t n)
{
	size_t chars, bad;
	double s =
		detect_score(&dec->charsets, &dec->model, cs, slice_of(bytes->p, n), &chars, &bad);

	return bad * 20 > n ? -1e9 : s;
}

static void put_pairs(const struct decoder *dec, struct doc *d, enum charset cs,
		      const struct buf *bytes)
{
	struct rewrite rw;
	const uint8_t *p = (const uint8_t *)bytes->p, *end = p + bytes->len;

	rewrite_begin(&rw, &d->arena, d->text, &d->map);
	while (p < end) {
		struct charset_char c = charset_next(&dec->charsets, cs, p, end);
		uint16_t u[2] = { (uint16_t)c.cp, 0 };
		size_t n = 1;

		if (c.cp > 0xffff)
			u[0] = (uint16_t)(0xd7c0 + (c.cp >> 10)),
			u[1] = (uint16_t)(0xdc00 + (c.cp & 0x3ff)), n = 2;
		rewrite_put(&rw, c.len, u, n, c.bad ? MAP_LOSSY : MAP_CERTAIN);
		p += c.len;
	}
	doc_add_repair(d, MAP_CERTAIN, map_source(&d->map, 0, d->text.len),
		       arena_utf8(&d->arena, d->text), SLICE_NONE, NAN);
	rewrite_end(&rw, &d->text, &d->map);
	d->repairs[d->n_repairs - 1].after = arena_utf8(&d->arena, d->text);
}

void repair_bytewise(const struct decoder *dec, struct doc *d)
{
	struct buf bytes = { 0 };

	if (is_odd(dec, d->text) && all_bytes(dec, d->text, &bytes)) {
		size_t n = bytes.len < SAMPLE ? bytes.len : SAMPLE;
		double now = detect_text(&dec->model, (struct uslice){ d->text.p, n });
		double le = score(dec, CS_UTF16LE, &bytes, n),
		       be = score(dec, CS_UTF16BE, &bytes, n);

		static const enum charset rivals[] = { CS_UTF8, CS_GB18030, CS_BIG5 };

		for (size_t i = 0; i < sizeof rivals / sizeof *rivals; i++) {
			double rival = score(dec, rivals[i], &bytes, n);

			if (rival > now) now = rival;
		}
		if ((le > be ? le : be) > now + GAIN_UNIT * (double)n)
			put_pairs(dec, d, le > be ? CS_UTF16LE : CS_UTF16BE, &bytes);
	}
	buf_free(&bytes);
}
