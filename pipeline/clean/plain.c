/* Front for plain text. From: text with line ends of any kind. To: one visible line a line, and one
 * a paragraph where several stand in a line with their indents. Limits: none. */
#include "pipeline/clean/front.h"

#include "pipeline/core/punctuation.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* How the news corpora of Sogou, and what was made of them, write the end of a line. */
#define CORPUS_BREAK 0xe40c

#define WIDE_SPACE   0x3000
#define INDENT_UNITS 512 /* how far behind an indent a sentence must end */

static bool is_break(uint16_t c)
{
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\f' ||
	       c == CORPUS_BREAK;
}

/* Do the wide spaces at i indent another paragraph of the same line ("headline    Agency: …"): two
 * of them behind a character, and before the next two a sentence ends? Cells of a row hold none. */
static bool is_indent(const uint16_t *t, size_t i, size_t to)
{
	if (t[i] != WIDE_SPACE || i + 2 >= to || t[i + 1] != WIDE_SPACE || i == 0 ||
	    unit_is_blank(t[i - 1]) || is_break(t[i - 1]))
		return false;
	if (to - i > INDENT_UNITS) to = i + INDENT_UNITS;
	while (i < to && unit_is_blank(t[i])) i++;
	for (; i < to && t[i] != FULL_STOP; i++)
		if (is_break(t[i]) || (t[i] == WIDE_SPACE && i + 1 < to && t[i + 1] == WIDE_SPACE))
			return false;
	return i < to;
}

/* The first line end or indent in [i, to), to if there is none; eight units at a step. */
static size_t next_break(const uint16_t *t, size_t i, size_t to)
{
#ifdef __SSE2__
	const __m128i control = _mm_set1_epi16('\r'), next_line = _mm_set1_epi16(0x85),
		      one = _mm_set1_epi16(1), separator = _mm_set1_epi16(0x2029),
		      corpus = _mm_set1_epi16((short)CORPUS_BREAK),
		      wide = _mm_set1_epi16(WIDE_SPACE),
		      zero = _mm_setzero_si128();
	for (; i + 8 <= to; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(t + i));
		__m128i may = _mm_cmpeq_epi16(_mm_subs_epu16(v, control), zero); /* up to U+000D */
		may = _mm_or_si128(may, _mm_cmpeq_epi16(v, next_line));
		may = _mm_or_si128(may, _mm_cmpeq_epi16(_mm_or_si128(v, one), separator));
		may = _mm_or_si128(may, _mm_cmpeq_epi16(v, corpus));
		may = _mm_or_si128(may, _mm_cmpeq_epi16(v, wide));
		for (unsigned hit = (unsigned)_mm_movemask_epi8(may); hit; hit &= hit - 1) {
			size_t at = i + (unsigned)__builtin_ctz(hit) / 2;
			if (is_break(t[at]) || is_indent(t, at, to)) return at;
		}
	}
#endif
	while (i < to && !is_break(t[i]) && !is_indent(t, i, to)) i++;
	return i;
}

void front_plain(struct page *p, size_t from, size_t to)
{
	for (size_t end; (end = next_break(p->old.p, from, to)) < to; from = end + 1)
		page_line(p, from, end);
	page_line(p, from, to);
}
