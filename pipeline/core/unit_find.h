/* Finding one or two UTF-16 units, eight and more at a step where the machine has SSE2, else four.
 * Pure; linear. */
#ifndef ZHC_UNIT_FIND_H
#define ZHC_UNIT_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define UNIT_LANES UINT64_C(0x0001000100010001)

/* Not 0 when one of the four units of w is 0. */
static inline uint64_t unit_zero(uint64_t w)
{
	return (w - UNIT_LANES) & ~w & (UNIT_LANES << 15);
}

/* The first place of c in p[i, end), end if there is none. */
static inline size_t unit_find(const uint16_t *p, size_t i, size_t end, uint16_t c)
{
#ifdef __SSE2__
	__m128i all = _mm_set1_epi16((short)c);
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		int hit = _mm_movemask_epi8(_mm_cmpeq_epi16(v, all));
		if (hit) return i + (unsigned)__builtin_ctz((unsigned)hit) / 2;
	}
#endif
	uint64_t w, want = UNIT_LANES * c;
	for (; i + 4 <= end; i += 4) {
		memcpy(&w, p + i, sizeof w);
		if (unit_zero(w ^ want)) break;
	}
	while (i < end && p[i] != c) i++;
	return i;
}

/* The same where it is likely far: thirty-two at a step. */
static inline size_t unit_find_far(const uint16_t *p, size_t i, size_t end, uint16_t c)
{
#ifdef __SSE2__
	__m128i all = _mm_set1_epi16((short)c);
	for (; i + 32 <= end; i += 32) {
		const __m128i *v = (const __m128i *)(const void *)(p + i);
		__m128i a = _mm_cmpeq_epi16(_mm_loadu_si128(v), all),
			b = _mm_cmpeq_epi16(_mm_loadu_si128(v + 1), all);
		a = _mm_or_si128(a, _mm_cmpeq_epi16(_mm_loadu_si128(v + 2), all));
		b = _mm_or_si128(b, _mm_cmpeq_epi16(_mm_loadu_si128(v + 3), all));
		if (_mm_movemask_epi8(_mm_or_si128(a, b))) break;
	}
#endif
	return unit_find(p, i, end, c);
}

/* The first place of a unit beyond ASCII: in mark-up and scripts it is likely far. */
static inline size_t unit_find_wide(const uint16_t *p, size_t i, size_t end)
{
#ifdef __SSE2__
	const __m128i beyond = _mm_set1_epi16((short)0xff80), none = _mm_setzero_si128();
	for (; i + 32 <= end; i += 32) {
		const __m128i *v = (const __m128i *)(const void *)(p + i);
		__m128i a = _mm_or_si128(_mm_loadu_si128(v), _mm_loadu_si128(v + 1)),
			b = _mm_or_si128(_mm_loadu_si128(v + 2), _mm_loadu_si128(v + 3));
		__m128i ascii = _mm_cmpeq_epi16(_mm_and_si128(_mm_or_si128(a, b), beyond), none);
		if (_mm_movemask_epi8(ascii) != 0xffff) break;
	}
#endif
	while (i < end && p[i] < 0x80) i++;
	return i;
}

/* The first place of a unit from lo to hi. */
static inline size_t unit_find_between(const uint16_t *p, size_t i, size_t end, uint16_t lo,
				       uint16_t hi)
{
#ifdef __SSE2__
	__m128i from = _mm_set1_epi16((short)lo), wide = _mm_set1_epi16((short)(hi - lo));
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i over = _mm_subs_epu16(_mm_sub_epi16(v, from), wide); /* 0: within */
		int hit = _mm_movemask_epi8(_mm_cmpeq_epi16(over, _mm_setzero_si128()));
		if (hit) return i + (unsigned)__builtin_ctz((unsigned)hit) / 2;
	}
#endif
	while (i < end && (p[i] < lo || p[i] > hi)) i++;
	return i;
}

/* The first place of c or d. */
static inline size_t unit_find_either(const uint16_t *p, size_t i, size_t end, uint16_t c,
				      uint16_t d)
{
#ifdef __SSE2__
	__m128i all = _mm_set1_epi16((short)c), or_all = _mm_set1_epi16((short)d);
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		int hit = _mm_movemask_epi8(
			_mm_or_si128(_mm_cmpeq_epi16(v, all), _mm_cmpeq_epi16(v, or_all)));
		if (hit) return i + (unsigned)__builtin_ctz((unsigned)hit) / 2;
	}
#endif
	uint64_t w, want = UNIT_LANES * c, or_want = UNIT_LANES * d;
	for (; i + 4 <= end; i += 4) {
		memcpy(&w, p + i, sizeof w);
		if (unit_zero(w ^ want) | unit_zero(w ^ or_want)) break;
	}
	while (i < end && p[i] != c && p[i] != d) i++;
	return i;
}

/* Behind the last place of c or d in p[begin, i), begin if there is none. */
static inline size_t unit_find_either_back(const uint16_t *p, size_t begin, size_t i, uint16_t c,
					   uint16_t d)
{
#ifdef __SSE2__
	__m128i all = _mm_set1_epi16((short)c), or_all = _mm_set1_epi16((short)d);
	for (; i >= begin + 8; i -= 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i - 8));
		if (_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi16(v, all),
						   _mm_cmpeq_epi16(v, or_all))))
			break;
	}
#endif
	while (i > begin && p[i - 1] != c && p[i - 1] != d) i--;
	return i;
}

#ifdef __SSE2__
/* Which of sixteen units are an ASCII letter, all that small with 0x20 over it. */
static inline __m128i unit_letters(const uint16_t *p, __m128i letter)
{
	__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i b = _mm_loadu_si128((const __m128i *)(const void *)(p + 8));
	/* wider units become 0 or 255: no letters */
	__m128i v = _mm_or_si128(_mm_packus_epi16(a, b), _mm_set1_epi8(0x20));
	return _mm_cmpeq_epi8(v, letter);
}
#endif

/* The first place of an ASCII letter (given as a small one) of either case. Thirty-two at a step:
 * letters that are looked for are rare. */
static inline size_t unit_find_letter(const uint16_t *p, size_t i, size_t end, char letter)
{
#ifdef __SSE2__
	__m128i all = _mm_set1_epi8(letter);
	for (; i + 32 <= end; i += 32) {
		__m128i a = unit_letters(p + i, all), b = unit_letters(p + i + 16, all);
		if (!_mm_movemask_epi8(_mm_or_si128(a, b))) continue;
		unsigned hits = (unsigned)_mm_movemask_epi8(a) |
				(unsigned)_mm_movemask_epi8(b) << 16;
		return i + (unsigned)__builtin_ctz(hits);
	}
#endif
	while (i < end && (p[i] | 0x20) != (uint16_t)letter) i++;
	return i;
}

/* The first unit of p[i, end) that white space may be: what clean takes for it, and few others. */
static inline size_t unit_find_space(const uint16_t *p, size_t i, size_t end)
{
#ifdef __SSE2__
	const __m128i none = _mm_setzero_si128();
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i low = _mm_cmpeq_epi16(_mm_subs_epu16(v, _mm_set1_epi16(0x20)), none);
		__m128i wide = _mm_sub_epi16(v, _mm_set1_epi16(0x2000)); /* to U+202F */
		wide = _mm_cmpeq_epi16(_mm_subs_epu16(wide, _mm_set1_epi16(0x2f)), none);
		__m128i one = _mm_or_si128(_mm_cmpeq_epi16(v, _mm_set1_epi16(0xa0)),
					   _mm_cmpeq_epi16(v, _mm_set1_epi16(0x3000)));
		__m128i other = _mm_or_si128(_mm_cmpeq_epi16(v, _mm_set1_epi16(0x85)),
					     _mm_cmpeq_epi16(v, _mm_set1_epi16((short)0xfeff)));
		one = _mm_or_si128(_mm_or_si128(low, wide), _mm_or_si128(one, other));
		int hit = _mm_movemask_epi8(one);
		if (hit) return i + (unsigned)__builtin_ctz((unsigned)hit) / 2;
	}
#else
	(void)p, (void)end;
#endif
	return i;
}

/* The first place in p[i, end) of a unit that is no blank, tab or line end, as far as eight at a
 * step tell: what is left of them at the end is not looked at. *broken becomes true when a line end
 * stands before it. */
static inline size_t unit_find_text(const uint16_t *p, size_t i, size_t end, bool *broken)
{
#ifdef __SSE2__
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i ends = _mm_or_si128(_mm_cmpeq_epi16(v, _mm_set1_epi16('\n')),
					    _mm_cmpeq_epi16(v, _mm_set1_epi16('\r')));
		__m128i space = _mm_or_si128(_mm_cmpeq_epi16(v, _mm_set1_epi16(' ')),
					     _mm_cmpeq_epi16(v, _mm_set1_epi16('\t')));
		unsigned text = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(space, ends)) & 0xffffu;
		unsigned before = (text & -text) - 1; /* bits below the first that is text */
		*broken |= ((unsigned)_mm_movemask_epi8(ends) & before) != 0;
		if (text) return i + (unsigned)__builtin_ctz(text) / 2;
	}
#else
	(void)p, (void)end, (void)broken;
#endif
	return i;
}

/* How many of the eight units at p, from the first on, take three bytes as UTF-8: from U+0800 on,
 * no surrogates. */
static inline unsigned unit_lead_three(const uint16_t *p)
{
#ifdef __SSE2__
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i low =
		_mm_cmpeq_epi16(_mm_subs_epu16(v, _mm_set1_epi16(0x7ff)), _mm_setzero_si128());
	__m128i half = _mm_cmpeq_epi16(_mm_and_si128(v, _mm_set1_epi16((short)0xf800)),
				       _mm_set1_epi16((short)0xd800));
	int others = _mm_movemask_epi8(_mm_or_si128(low, half));
	return others ? (unsigned)__builtin_ctz((unsigned)others) / 2 : 8;
#else
	unsigned n = 0;
	while (n < 8 && p[n] >= 0x800 && (p[n] & 0xf800) != 0xd800) n++;
	return n;
#endif
}

#endif
