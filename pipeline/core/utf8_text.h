/* A whole text as UTF-8, made once: a span of it is a slice, and nothing is converted or looked at
 * for JSON twice. For stages that quote much of the text (the evidence of claims is many times the
 * text itself). */
#ifndef ZHC_UTF8_TEXT_H
#define ZHC_UTF8_TEXT_H

#include "pipeline/core/buf.h"
#include "pipeline/core/map.h"
#include "pipeline/core/mem.h"

#define UTF8_TEXT_PAGE 64

/* Most units of a text take three bytes; where others stand is kept as bits. */
struct utf8_text_page {
	uint32_t base; /* byte offset of its first unit */
	/* units that take one byte, two bytes; the second of a pair counts as one */
	uint64_t one, two;
};

struct utf8_text {
	struct uslice of; /* the text it was made of; of another text it says nothing */
	struct slice utf8;
	const struct utf8_text_page *pages; /* of the text's units and its end */
	const uint32_t *escapes;	    /* bytes of utf8 that JSON escapes, ascending */
	size_t n_escapes;
	const uint64_t *escaped; /* a bit a page of bytes of utf8: there are some */
};

/* All in a. Lone surrogates become U+FFFD. Limit: 4 GiB of UTF-8. map, bytes: of the text, from
 * whose original it is copied where it stands there in UTF-8; NULL and absent if there is none. */
struct utf8_text *utf8_text_make(struct arena *a, struct uslice text, const struct map *map,
				 struct slice bytes);

/* How many bits are set, without the call that compilers make of it for any processor: each two,
 * four, eight bits hold their number, then all bytes are added up. */
static inline unsigned utf8_bits(uint64_t x)
{
	x -= x >> 1 & UINT64_C(0x5555555555555555);
	x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
	x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(x * UINT64_C(0x0101010101010101) >> 56);
}

/* Byte offset of unit i; of the second unit of a pair, which is no boundary, that of the first. */
static inline uint32_t utf8_text_at(const struct utf8_text *t, size_t i)
{
	if (i && i < t->of.len && (t->of.p[i] & 0xfc00) == 0xdc00 &&
	    (t->of.p[i - 1] & 0xfc00) == 0xd800)
		i--;
	const struct utf8_text_page *g = &t->pages[i / UTF8_TEXT_PAGE];
	uint64_t before = (UINT64_C(1) << i % UTF8_TEXT_PAGE) - 1;
	uint64_t one = g->one & before, two = g->two & before; /* of Chinese text mostly 0 */
	unsigned less = (one ? 2 * utf8_bits(one) : 0) + (two ? utf8_bits(two) : 0);

	return g->base + 3 * (uint32_t)(i % UTF8_TEXT_PAGE) - less;
}

/* Units [off, off+len) of the text, on code-point boundaries. Borrowed, without a NUL behind. */
static inline struct slice utf8_text_span(const struct utf8_text *t, size_t off, size_t len)
{
	uint32_t from = utf8_text_at(t, off), to = utf8_text_at(t, off + len);

	return slice_of(t->utf8.p + from, to - from);
}

/* s as a JSON string: where it is a span of t, without looking at every byte; t may be NULL. */
void utf8_text_json(const struct utf8_text *t, struct buf *out, struct slice s);

#endif
