/* See suspect.h. */
#include "pipeline/decode/suspect.h"

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

/* Sixteen units of a text, a bit each. */
struct step {
	unsigned tags;	  /* open tags */
	unsigned escapes; /* begin escapes, as far as they tell by themselves */
	unsigned odd;	  /* beyond ASCII, or question marks */
};

#ifdef __SSE2__
/* Sixteen units as bytes; those beyond 255 become 0 or 255. */
static inline __m128i as_bytes(const uint16_t *p)
{
	return _mm_packus_epi16(_mm_loadu_si128((const __m128i *)(const void *)p),
				_mm_loadu_si128((const __m128i *)(const void *)(p + 8)));
}

static inline __m128i equals(__m128i v, char c)
{
	return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
}

static inline unsigned bits_of(__m128i v)
{
	return (unsigned)_mm_movemask_epi8(v);
}
#endif

static inline struct step look_at_step(const uint16_t *p)
{
	struct step s = { 0, 0, 0 };

#ifdef __SSE2__
	__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p),
		b = _mm_loadu_si128((const __m128i *)(const void *)(p + 8));
	__m128i beyond = _mm_set1_epi16((short)0xff80), none = _mm_setzero_si128();
	__m128i ascii = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_and_si128(a, beyond), none),
					_mm_cmpeq_epi16(_mm_and_si128(b, beyond), none));
	__m128i v = _mm_packus_epi16(a, b);
	__m128i escapes = _mm_or_si128(equals(v, '\\'), equals(v, '%'));

	escapes = _mm_or_si128(escapes, _mm_or_si128(equals(v, '#'), equals(v, '&')));
	s.escapes = bits_of(escapes);
	s.odd = bits_of(equals(v, '?')) | (bits_of(ascii) ^ 0xffff);
	s.tags = bits_of(equals(v, '<'));
#else
	for (unsigned k = 0; k < STEP; k++) {
		s.escapes |= (unsigned)suspects_escape(p[k]) << k;
		s.odd |= (unsigned)(p[k] >= 0x80 || p[k] == '?') << k;
		s.tags |= (unsigned)(p[k] == '<') << k;
	}
#endif
	return s;
}

/* Those of the escapes of a step behind which an escape goes on: a unit follows the step. The same
 * as begins_nothing tells of each. */
static inline unsigned escapes_that_go_on(struct uslice t, size_t i, unsigned escapes)
{
#ifdef __SSE2__
	__m128i v = as_bytes(t.p + i), next = as_bytes(t.p + i + 1);
	__m128i digit = _mm_sub_epi8(next, _mm_set1_epi8('0'));
	__m128i number = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
	__m128i hex = _mm_or_si128(equals(next, 'x'), equals(next, 'X'));
	__m128i unit = _mm_and_si128(_mm_or_si128(equals(v, '\\'), equals(v, '%')),
				     equals(next, 'u'));
	__m128i name = _mm_and_si128(equals(v, '&'),
				     _mm_or_si128(equals(next, '#'), equals(next, 'a')));
	__m128i point = _mm_and_si128(equals(v, '#'), _mm_or_si128(number, hex));

	return bits_of(_mm_or_si128(unit, _mm_or_si128(name, point))) & escapes;
#else
	unsigned bits = 0;

	for (; escapes; escapes &= escapes - 1)
		bits |= (unsigned)!begins_nothing(t, i + (unsigned)__builtin_ctz(escapes))
			<< __builtin_ctz(escapes);
	return bits;
#endif
}

static inline void list_unit(const struct suspects *s, struct uslice t, size_t at,
			     struct suspect_list *l)
{
	l->at[l->n] = (uint32_t)at;
	l->n += suspects_has(s, t.p[at]);
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

#ifdef __SSE2__
	const uint8_t *any = (const uint8_t *)s->any.bits;
	for (unsigned k = 0; k < STEP; k += 8) {
		__m128i units = _mm_loadu_si128((const __m128i *)(const void *)(p + k));
		bits |= unit_lanes_mask(unit_set_lanes(any, units)) << k;
	}
#else
	for (unsigned k = 0; k < STEP; k++)
		if (suspects_has(s, p[k])) bits |= 1u << k;
#endif
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
	l->n = 0;
	while (i + STEP < text.len) { /* mark-up is ASCII for the most part */
		const struct step x = look_at_step(text.p + i);
		size_t end = i + STEP, unseen = SIZE_MAX;
		unsigned bits = x.odd;

		if (x.escapes) bits |= escapes_that_go_on(text, i, x.escapes);
		if (x.tags && l->page) unseen = first_unseen(&look, i, x.tags, &end);
		if (bits) {
			if ((bits & RUNNING) == RUNNING) bits &= suspects_of_step(s, text.p + i);
			if (unseen != SIZE_MAX) bits &= (1u << (unseen - i)) - 1;
			l->at = mem_grow(l->at, &l->cap, l->n + STEP, sizeof *l->at);
		}
		for (; bits; bits &= bits - 1)
			list_unit(s, text, i + (unsigned)__builtin_ctz(bits), l);
		if (unseen != SIZE_MAX) list_unseen(s, text, unseen, end, l);
		i = end;
	}
	l->at = mem_grow(l->at, &l->cap, l->n + STEP, sizeof *l->at);
	for (; i < text.len; i++)
		if (!begins_nothing(text, i)) list_unit(s, text, i, l);
}

size_t suspects_count(const struct suspects *s, const struct suspect_list *l, size_t n[SUS_N])
{
	size_t sum = 0;

	memset(n, 0, SUS_N * sizeof *n);
	for (size_t i = 0; i < l->n; i++) n[s->cls[l->of[l->at[i]]]]++;
	for (int i = 1; i < SUS_MARK; i++) sum += n[i];
	return sum;
}
