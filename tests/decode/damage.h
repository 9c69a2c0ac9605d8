/* Damage to clean text, with the truth kept: what the decode stage must undo. Used by the bench and
 * the unit tests. All choices come from a small generator with a fixed seed, so that every run
 * damages alike. */
#ifndef ZHC_TEST_DAMAGE_H
#define ZHC_TEST_DAMAGE_H

#include "pipeline/core/rule_file.h"
#include "pipeline/decode/charset.h"

struct dice {
	uint64_t state;
};

static inline uint32_t dice_roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return sides ? (uint32_t)((d->state >> 16) % sides) : 0;
}

/* Bytes of a text; characters the charset lacks are left out of *kept (the truth) too. kept may be
 * NULL. */
static inline void damage_encode(const struct charsets *t, enum charset cs, struct uslice text,
				 struct buf *out, struct ubuf *kept)
{
	bool gb = false;

	for (size_t i = 0; i < text.len;) {
		uint32_t cp = utf16_next(text.p, text.len, &i);
		uint8_t b[4];
		unsigned n;

		if (cs == CS_HZ) { /* through GB 2312 */
			n = charset_encode(t, CS_GB18030, cp, b);
			bool wide = n == 2 && b[0] >= 0xa1 && b[1] >= 0xa1 &&
				    charset_gb2312(t, b[0], b[1]) == cp;

			if (n != 1 && !wide) continue;
			if (wide != gb) buf_add_str(out, wide ? "~{" : "~}");
			gb = wide;
			for (unsigned k = 0; k < n; k++) b[k] &= 0x7f;
			if (cp == '~') buf_addc(out, '~');
		} else if (cs == CS_EUCTW) {
			n = 0;
			if (cp < 0x80) b[n++] = (uint8_t)cp;
			for (uint32_t k = 0; k < 2u * 94 * 94 && !n; k++) {
				if (t->euctw[k] != cp) continue;
				if (k >= 94 * 94) b[n++] = 0x8e, b[n++] = 0xa2;
				b[n++] = (uint8_t)(0xa1 + k % (94 * 94) / 94);
				b[n++] = (uint8_t)(0xa1 + k % 94);
			}
		} else {
			n = charset_encode(t, cs, cp, b);
		}
		if (!n) continue;
		buf_add(out, b, n);
		if (kept) ubuf_add_cp(kept, cp);
	}
	if (gb) buf_add_str(out, "~}");
}

/* Bytes read as cs, the wrong one: bad sequences become mark (0: they vanish). */
static inline void damage_read(const struct charsets *t, enum charset cs, struct slice bytes,
			       uint32_t mark, struct ubuf *out)
{
	const uint8_t *p = (const uint8_t *)bytes.p, *end = p + bytes.len;

	while (p < end) {
		struct charset_char c = charset_next(t, cs, p, end);

		if (!c.bad) ubuf_add_cp(out, c.cp);
		else if (mark) ubuf_add_cp(out, mark);
		if (c.more) ubuf_add_cp(out, c.more);
		p += c.len;
	}
}

/* Written as one charset, read as another, rounds times over. */
struct misreading {
	enum charset wrote, read;
	int rounds;
};

static inline void damage_misread(const struct charsets *t, struct misreading m, struct uslice text,
				  struct ubuf *out, struct ubuf *truth)
{
	struct buf bytes = { 0 };

	damage_encode(t, m.wrote, text, &bytes, truth);
	for (int i = 1; i < m.rounds; i++) {
		struct ubuf once = { 0 };
		struct buf again = { 0 };

		damage_read(t, m.read, buf_slice(&bytes), 0xfffd, &once);
		damage_encode(t, m.wrote, (struct uslice){ once.p, once.len }, &again, NULL);
		buf_free(&bytes);
		ubuf_free(&once);
		bytes = again;
	}
	damage_read(t, m.read, buf_slice(&bytes), 0xfffd, out);
	buf_free(&bytes);
}

struct byte_loss {
	char mark;  /* what stands for the lost byte and for bad pairs; 0: nothing */
	bool strip; /* private-use characters go */
};

/* GBK bytes without one byte of a two-byte character, its lead byte, read as GB18030. False:
 * nothing to damage. */
static inline bool damage_lose_byte(const struct charsets *t, struct dice *d, struct uslice text,
				    struct byte_loss loss, struct ubuf *out, struct ubuf *truth)
{
	struct buf bytes = { 0 };
	size_t leads[4096], n = 0;
	struct ubuf read = { 0 };

	damage_encode(t, CS_GB18030, text, &bytes, truth);
	for (size_t i = 0; i < bytes.len && n < 4096; i++) {
		struct charset_char c = charset_next(t, CS_GB18030, (const uint8_t *)bytes.p + i,
						     (const uint8_t *)bytes.p + bytes.len);

		if (c.len == 2) leads[n++] = i;
		i += c.len - 1u;
	}
	if (n) {
		size_t at = leads[dice_roll(d, (uint32_t)n)];

		damage_read(t, CS_GB18030, slice_of(bytes.p, at), (uint8_t)loss.mark, &read);
		if (loss.mark) ubuf_addc(&read, (uint8_t)loss.mark);
		damage_read(t, CS_GB18030, slice_of(bytes.p + at + 1, bytes.len - at - 1),
			    (uint8_t)loss.mark, &read);
		for (size_t i = 0; i < read.len; i++)
			if (!loss.strip || read.p[i] < 0xe000 || read.p[i] >= 0xf900)
				ubuf_addc(out, read.p[i]);
	}
	ubuf_free(&read);
	buf_free(&bytes);
	return n > 0;
}

/* Characters beyond ASCII as escapes: style 'u' \uXXXX, '%' %uXXXX, '&' &amp;#N;, '#' #N; */
static inline void damage_escape(char style, struct uslice text, struct buf *out)
{
	for (size_t i = 0; i < text.len;) {
		size_t from = i;
		uint32_t cp = utf16_next(text.p, text.len, &i);

		if (cp < 0x80) {
			buf_addc(out, (char)cp);
		} else if (style == 'u' || style == '%') {
			for (; from < i; from++)
				buf_printf(out, style == 'u' ? "\\u%04x" : "%%u%04X", text.p[from]);
		} else {
			buf_printf(out, style == '&' ? "&amp;#%u;" : "#%u;", (unsigned)cp);
		}
	}
}

/* Edit distance of two texts, at most 4095 units each. */
static inline size_t damage_distance(struct uslice a, struct uslice b)
{
	size_t row[4096];

	if (b.len > 4095) b.len = 4095;
	for (size_t j = 0; j <= b.len; j++) row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diag = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t up = row[j], best = diag + (a.p[i - 1] != b.p[j - 1]);

			if (up + 1 < best) best = up + 1;
			if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
			diag = up, row[j] = best;
		}
	}
	return row[b.len];
}

#endif
