/* See suspect.h. */
#include "pipeline/decode/suspect.h"

#include <limits.h>

#include "pipeline/core/unit_find.h"
#include "pipeline/decode/unseen.h"

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

void suspects_set(struct suspects *s, uint16_t c, enum suspect cls)
{
	s->cls[c] = (uint8_t)cls;
	if (cls != SUS_NONE) unit_set_add(&s->any, c);
	else s->any.bits[c >> 6] &= ~(UINT64_C(1) << (c & 63));
}

void suspects_make(struct suspects *s, const struct ngram *m, const struct byte_chars *lists)
{
	memset(s, 0, sizeof *s);
	s->by_lead = lists;
	s->by_trail = lists + 256;
	for (uint32_t c = 0; c < 65536; c++) {
		uint16_t sym = m->id[c] & 0x7fff;
		enum suspect cls = class_of(m, c);

		if (cls != SUS_NONE) suspects_set(s, (uint16_t)c, cls);
		if (sym < NGRAM_FIRST) continue;
		if (m->id[c] & NGRAM_FOLDED) s->sym_has_hant[sym] = 1;
		else if (!s->sym_char[sym] || c >= 0x80) s->sym_char[sym] = (uint16_t)c;
	}
}

#define STEP 16

/* Sixteen units at p, a bit each: those that open tags in *open, and as the result those to look
 * up, beyond ASCII or what class_of calls an escape's or a mark. */
static inline unsigned look_at_step(const uint16_t *p, unsigned *open)
{
#ifdef __SSE2__
	__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p),
		b = _mm_loadu_si128((const __m128i *)(const void *)(p + 8));
	__m128i beyond = _mm_set1_epi16((short)0xff80), none = _mm_setzero_si128();
	__m128i ascii = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_and_si128(a, beyond), none),
					_mm_cmpeq_epi16(_mm_and_si128(b, beyond), none));
	__m128i v = _mm_packus_epi16(a, b), odd = _mm_cmpeq_epi8(v, _mm_set1_epi8('?'));

	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('%')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('#')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8('&')));
	*open = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('<')));
	return (unsigned)_mm_movemask_epi8(odd) | ((unsigned)_mm_movemask_epi8(ascii) ^ 0xffff);
#else
	unsigned bits = 0;

	*open = 0;
	for (unsigned k = 0; k < STEP; k++) {
		bits |= (unsigned)(p[k] >= 0x80 || p[k] == '?' || suspects_escape(p[k])) << k;
		*open |= (unsigned)(p[k] == '<') << k;
	}
	return bits;
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

static inline void list_unit(const struct suspects *s, struct uslice t, size_t at,
			     struct suspect_list *l)
{
	if (!suspects_has(s, t.p[at]) || begins_nothing(t, at)) return;
	l->at[l->n++] = (uint32_t)at;
}

/* Those of what no reader sees: only what is lost for good. */
static void list_unseen(const struct suspects *s, struct uslice t, size_t i, size_t end,
			struct suspect_list *l)
{
	for (i = unit_find_wide(t.p, i, end); i < end; i = unit_find_wide(t.p, i + 1, end)) {
		if (s->cls[t.p[i]] != SUS_LOST && s->cls[t.p[i]] != SUS_TRACE) continue;
		l->at = mem_grow(l->at, &l->cap, l->n + 1, sizeof *l->at);
		l->at[l->n++] = (uint32_t)i;
	}
}

/* Running text: each of four units spread over a step is to be looked up. Then all are, in
 * a row, as nearly none is suspicious. */
#define RUNNING 0x1111u

static inline unsigned suspects_of_step(const struct suspects *s, const uint16_t *p)
{
	unsigned bits = 0;

	for (unsigned k = 0; k < STEP; k++)
		if (suspects_has(s, p[k])) bits |= 1u << k;
	return bits;
}

/* Of the tags that open at the bits of open, from unit i on, the first that holds what no reader
 * sees; *end: behind that. SIZE_MAX: none. */
static size_t first_unseen(struct unseen_search *look, size_t i, unsigned open, size_t *end)
{
	for (; open; open &= open - 1) {
		size_t at = i + (unsigned)__builtin_ctz(open);

		if (unseen_may_begin(look->text, at) && unseen_begins(look, at, end)) return at;
	}
	return SIZE_MAX;
}

void suspects_list(const struct suspects *s, struct uslice text, struct suspect_list *l)
{
	struct unseen_search look = { .text = text };
	size_t i = 0;

	l->of = text.p;
	l->page = unseen_is_page(text);
	unsigned in_page = l->page ? UINT_MAX : 0;
	l->n = 0;
	while (i + STEP <= text.len) { /* mark-up is ASCII for the most part */
		unsigned open, bits = look_at_step(text.p + i, &open);
		size_t end = i + STEP;
		if (!(bits | (open & in_page))) {
			i = end;
			continue;
		}
		size_t unseen = open & in_page ? first_unseen(&look, i, open, &end) : SIZE_MAX;

		if ((bits & RUNNING) == RUNNING) bits &= suspects_of_step(s, text.p + i);
		if (unseen != SIZE_MAX) bits &= (1u << (unseen - i)) - 1;
		if (l->n + STEP > l->cap)
			l->at = mem_grow(l->at, &l->cap, l->n + STEP, sizeof *l->at);
		for (; bits; bits &= bits - 1)
			list_unit(s, text, i + (unsigned)__builtin_ctz(bits), l);
		if (unseen != SIZE_MAX) list_unseen(s, text, unseen, end, l);
		i = end;
	}
	l->at = mem_grow(l->at, &l->cap, l->n + STEP, sizeof *l->at);
	for (; i < text.len; i++) list_unit(s, text, i, l);
}

size_t suspects_count(const struct suspects *s, const struct suspect_list *l, size_t n[SUS_N])
{
	size_t sum = 0;

	memset(n, 0, SUS_N * sizeof *n);
	for (size_t i = 0; i < l->n; i++) n[s->cls[l->of[l->at[i]]]]++;
	for (int i = 1; i < SUS_MARK; i++) sum += n[i];
	return sum;
}
