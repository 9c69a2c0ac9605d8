/* See suspect.h. */
#include "pipeline/decode/suspect.h"

#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define RARE (-5.6f) /* log10 of a character's own probability */

static enum suspect han_class(const struct ngram *m, uint32_t c)
{
	if (!ngram_knows(m, c)) return SUS_RARE;
	return (float)m->uni_p[m->id[c] & 0x7fff] / -NGRAM_SCALE < RARE ? SUS_RARE : SUS_NONE;
}

static enum suspect class_of(const struct ngram *m, uint32_t c)
{
	if (c == '?') return SUS_MARK;
	if (c == '\\' || c == '%' || c == '#' || c == '&') return SUS_ESCAPE;
	if (c < 0x80) return SUS_NONE;
	if (c == 0xfffd) return SUS_LOST;
	if (c == 0xb7 || c == 0xd7 || c == 0xb0 || c == 0xa0 || c == 0xb1)
		return SUS_NONE; /* marks of Chinese text */
	if (c < 0x180 || c == 0x192 || c == 0x2c6 || c == 0x2dc) return SUS_LATIN;
	if (c == 0x2039 || c == 0x203a || c == 0x20ac || c == 0x2122 || c == 0x2021 || c == 0x2020)
		return SUS_LATIN;
	if (c >= 0xe000 && c < 0xf900) return SUS_PRIVATE;
	if ((c >= 0x3400 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00)) return han_class(m, c);
	if (c >= 0x370 && c < 0x2000) return SUS_FOREIGN;
	if ((c >= 0x2160 && c < 0x2190) || (c >= 0x2200 && c < 0x2460) ||
	    (c >= 0x2480 && c < 0x25a0))
		return SUS_FOREIGN;
	if (c >= 0x3041 && c < 0x3130) return SUS_FOREIGN;
	if (c >= 0xac00 && c < 0xd7a4) return SUS_FOREIGN;
	return c >= 0xff61 && c < 0xffe0 ? SUS_FOREIGN : SUS_NONE;
}

struct ranked {
	uint16_t cp;
	uint8_t cost;
};

static int by_cost(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
	return a->cp < b->cp ? -1 : a->cp > b->cp;
}

static void keep_best(const struct ngram *m, struct ranked *list, size_t n, struct byte_chars *out)
{
	qsort(list, n, sizeof *list, by_cost);
	out->n = (uint8_t)(n < SUSPECT_LIST ? n : SUSPECT_LIST);
	for (size_t i = 0; i < out->n; i++) {
		uint16_t sym = m->id[list[i].cp] & 0x7fff;

		out->cp[i] = list[i].cp, out->sym[i] = sym;
		out->cost[i] = sym == NGRAM_SYM_DIGIT || sym == NGRAM_SYM_LETTER ? 0 : list[i].cost;
	}
}

/* Known characters that share a lead byte (or a trail byte). */
static void rank_codes(struct suspects *s, const struct charsets *t, const struct ngram *m,
		       unsigned byte, bool lead)
{
	struct ranked list[256];
	size_t n = 0;

	for (unsigned other = 0x40; other < 0xff; other++) {
		unsigned l = lead ? byte : other, tr = lead ? other : byte;

		if (l < 0x81 || tr < 0x40) continue;
		uint16_t cp = t->gb[(l - 0x81) * CHARSET_ROW + tr - 0x40];

		if (cp && ngram_knows(m, cp))
			list[n++] = (struct ranked){ cp, m->uni_p[m->id[cp] & 0x7fff] };
	}
	keep_best(m, list, n, lead ? &s->by_lead[byte] : &s->by_trail[byte]);
}

void suspects_set(struct suspects *s, uint16_t c, enum suspect cls)
{
	s->cls[c] = (uint8_t)cls;
	if (cls != SUS_NONE) unit_set_add(&s->any, c);
	else s->any.bits[c >> 6] &= ~(UINT64_C(1) << (c & 63));
}

void suspects_make(struct suspects *s, const struct charsets *t, const struct ngram *m)
{
	memset(s, 0, sizeof *s);
	for (uint32_t c = 0; c < 65536; c++) {
		uint16_t sym = m->id[c] & 0x7fff;

		suspects_set(s, (uint16_t)c, class_of(m, c));
		if (sym < NGRAM_FIRST) continue;
		if (m->id[c] & NGRAM_FOLDED) s->sym_has_hant[sym] = 1;
		else if (!s->sym_char[sym] || c >= 0x80) s->sym_char[sym] = (uint16_t)c;
	}
	for (unsigned b = 0x40; b < 0xff; b++) {
		if (b >= 0x81) rank_codes(s, t, m, b, true);
		if (b != 0x7f) rank_codes(s, t, m, b, false);
	}
}

#define STEP 16

/* Sixteen units at p: -1 when not all are ASCII, else a bit for each that class_of calls an
 * escape's or a mark. */
static inline int ascii_suspects(const uint16_t *p)
{
#ifdef __SSE2__
	__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p),
		b = _mm_loadu_si128((const __m128i *)(const void *)(p + 8));
	__m128i high = _mm_and_si128(_mm_or_si128(a, b), _mm_set1_epi16((short)0xff80));

	if (_mm_movemask_epi8(_mm_cmpeq_epi16(high, _mm_setzero_si128())) != 0xffff) return -1;
	__m128i v = _mm_packus_epi16(a, b), odd = _mm_cmpeq_epi8(v, _mm_set1_epi8('?'));

	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('%')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('#')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('&')));
	return _mm_movemask_epi8(odd);
#else
	(void)p;
	return -1;
#endif
}

/* Is what stands at i no more than a sign of mark-up and scripts? By the unit behind it no escape
 * begins there, and they are full of such. */
static inline bool begins_nothing(struct uslice t, size_t i)
{
	uint16_t c = t.p[i], next = i + 1 < t.len ? t.p[i + 1] : 0;

	if (!suspects_escape(c)) return false;
	if (c == '\\' || c == '%') return next != 'u';
	if (c == '&') return next != '#' && next != 'a';
	return (next < '0' || next > '9') && next != 'x' && next != 'X';
}

/* Mark-up is ASCII for the most part: sixteen units of it at a step, of which only the suspicious
 * ones are looked at. */
void suspects_list(const struct suspects *s, struct uslice text, struct suspect_list *l)
{
	size_t i = 0;

	l->of = text.p;
	l->n = 0;
	while (i < text.len) {
		size_t end = i + STEP < text.len ? i + STEP : text.len;
		int odd = end == i + STEP ? ascii_suspects(text.p + i) : -1;

		if (odd) l->at = mem_grow(l->at, &l->cap, l->n + STEP, sizeof *l->at);
		for (unsigned bits = odd < 0 ? 0 : (unsigned)odd; bits; bits &= bits - 1) {
			size_t at = i + (unsigned)__builtin_ctz(bits);

			l->at[l->n] = (uint32_t)at;
			l->n += !begins_nothing(text, at);
		}
		for (size_t at = i; odd < 0 && at < end; at++) {
			l->at[l->n] = (uint32_t)at;
			l->n += suspects_has(s, text.p[at]) && !begins_nothing(text, at);
		}
		i = end;
	}
}

size_t suspects_count(const struct suspects *s, const struct suspect_list *l, size_t n[SUS_N])
{
	size_t sum = 0;

	memset(n, 0, SUS_N * sizeof *n);
	for (size_t i = 0; i < l->n; i++) n[s->cls[l->of[l->at[i]]]]++;
	for (int i = 1; i < SUS_MARK; i++) sum += n[i];
	return sum;
}
