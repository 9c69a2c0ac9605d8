/* See textscore.h. The figures are rounded entropies of running text: a Cyrillic letter after
 * another costs about log10(1/25); what matters is only that wrong readings of bytes, which
 * alternate scripts and cases, cost more. */
#include "pipeline/decode/textscore.h"

/* ORDER CLASS */
enum char_class {
	C_HAN = TEXTSCORE_HAN,
	C_SPACE,
	C_LOWER,
	C_UPPER,
	C_DIGIT,
	C_PUNCT,
	C_CONTROL,
	C_LATIN,
	C_LATIN_UP,
	C_CYRILLIC,
	C_CYRILLIC_UP,
	C_GREEK,
	C_GREEK_UP,
	C_HANGUL,
	C_HIRAGANA,
	C_KATAKANA,
	C_HALF_KANA,
	C_THAI,
	C_THAI_MARK,
	C_THAI_LEAD,
	C_ARABIC,
	C_HEBREW,
	C_TYPE,
	C_LATIN_SIGN,
	C_OTHER
};

#define BAD_BYTE (-3.0)
#define LINE_ON	 (-0.5) /* a sign of box drawing again: lines are drawn of them */

static enum char_class latin1_class(uint32_t c)
{
	if (c < 0xa0) return C_CONTROL;
	if (c == 0xa0) return C_TYPE;
	if (c < 0xc0 || c == 0xd7 || c == 0xf7) return C_LATIN_SIGN;
	return c < 0xdf ? C_LATIN_UP : C_LATIN;
}

static enum char_class ascii_class(uint32_t c)
{
	if (c == ' ' || c == '\n' || c == '\r' || c == '\t') return C_SPACE;
	if (c >= 'a' && c <= 'z') return C_LOWER;
	if (c >= 'A' && c <= 'Z') return C_UPPER;
	if (c >= '0' && c <= '9') return C_DIGIT;
	return c < ' ' || c == 0x7f ? C_CONTROL : C_PUNCT;
}

static enum char_class thai_class(uint32_t c)
{
	if (c >= 0xe40 && c <= 0xe44) return C_THAI_LEAD;
	bool mark = c == 0xe31 || (c >= 0xe34 && c <= 0xe3a) || (c >= 0xe47 && c <= 0xe4e);
	return mark ? C_THAI_MARK : C_THAI;
}

/* Set by bench_sound and bench_decode -p f: no line in GB18030 with rare characters is Thai, no
 * Thai text Chinese. */
#define THAI_RARE 3.0

/* Consonants, signs and digits that running Thai seldom has. */
static bool thai_is_rare(uint32_t c)
{
	const uint64_t rare = 1ull << 3 | 1ull << 5 | 1ull << 6 | 1ull << 12 | 1ull << 14 |
			      1ull << 15 | 1ull << 16 | 1ull << 17 | 1ull << 18 | 1ull << 44 |
			      1ull << 47 | 1ull << 63;

	return c >= 0xe4f || (c < 0xe40 && rare >> (c - 0xe00) & 1);
}

static enum char_class class_of(uint32_t c)
{
	if (c < 0x80) return ascii_class(c);
	if (c < 0x100) return latin1_class(c);
	if (c < 0x250) return c & 1 || c >= 0x180 ? C_LATIN : C_LATIN_UP;
	if (c >= 0x370 && c < 0x400) return c < 0x3ac ? C_GREEK_UP : C_GREEK;
	if (c >= 0x400 && c < 0x530) return c < 0x430 ? C_CYRILLIC_UP : C_CYRILLIC;
	if (c >= 0x5d0 && c < 0x600) return C_HEBREW;
	if (c >= 0x600 && c < 0x700) return C_ARABIC;
	if (c >= 0xe01 && c < 0xe5c) return thai_class(c);
	if (c >= 0x1e00 && c < 0x1f00) return C_LATIN;
	if (c >= 0x2010 && c < 0x2040) return C_TYPE;
	if (c == 0x20ac || c == 0x2116 || c == 0x2122) return C_TYPE;
	if (c >= 0x3041 && c < 0x30a0) return C_HIRAGANA;
	if (c >= 0x30a1 && c < 0x3100) return C_KATAKANA;
	if (c >= 0xac00 && c < 0xd7a4) return C_HANGUL;
	if (c >= 0xff61 && c < 0xffa0) return C_HALF_KANA;
	if ((c >= 0x3000 && c < 0x3040) || (c >= 0x3400 && c < 0xa000) ||
	    (c >= 0xe000 && c < 0xff61))
		return C_HAN;
	return c >= 0x20000 && c < 0x40000 ? C_HAN : C_OTHER;
}

static bool is_box_line(uint32_t c)
{
	return c >= 0x2500 && c < 0x2580;
}

static bool is_letter(uint8_t c)
{
	return c == C_LOWER || c == C_UPPER || c == C_LATIN || c == C_LATIN_UP;
}

/* Scripts that seldom touch Latin letters: a letter there is likely the second byte of a wrong
 * reading. */
static bool is_wide(uint8_t c)
{
	return c == C_HAN || c == C_HANGUL || c == C_HIRAGANA || c == C_KATAKANA;
}

static double ascii_cost(uint8_t prev, enum char_class c)
{
	switch (c) {
	case C_LOWER:
		return prev == C_LOWER	 ? -1.25
		       : is_letter(prev) ? -1.4
		       : is_wide(prev)	 ? -3.2
					 : -1.9;
	case C_UPPER:
		return prev == C_LOWER || prev == C_LATIN ? -3.2
		       : prev == C_UPPER		  ? -1.6
		       : is_wide(prev)			  ? -2.6
							  : -2.2;
	case C_DIGIT:
		return prev == C_DIGIT ? -1.1 : is_letter(prev) ? -2.6 : -2.0;
	case C_SPACE:
		return prev == C_SPACE ? -0.5 : -0.9;
	case C_PUNCT:
		return -2.0;
	default:
		return -8.0;
	}
}

/* Letters of a script with case: wrong case order is what wrong readings look like. */
static double cased_cost(uint8_t prev, enum char_class c, enum char_class low, enum char_class up)
{
	bool before = prev == low || prev == up;

	if (c == low) return before ? -1.35 : prev == C_SPACE || prev == C_PUNCT ? -1.9 : -4.0;
	return prev == up			    ? -2.0
	       : prev == low			    ? -4.2
	       : prev == C_SPACE || prev == C_PUNCT ? -2.4
						    : -4.5;
}

static double thai_cost(uint8_t prev, enum char_class c)
{
	bool before = prev == C_THAI || prev == C_THAI_MARK || prev == C_THAI_LEAD;

	if (c == C_THAI_MARK) return prev == C_THAI ? -1.2 : prev == C_THAI_MARK ? -1.5 : -4.5;
	if (prev == C_THAI_LEAD) return c == C_THAI ? -1.4 : -4.5;
	return before ? -1.8 : -3.0;
}

static double latin_cost(uint8_t prev, enum char_class c)
{
	if (c == C_LATIN_UP)
		return prev == C_SPACE || prev == C_UPPER || prev == C_PUNCT ? -3.0 : -5.0;
	if (prev == C_LOWER) return -2.0;
	if (prev == C_UPPER || prev == C_SPACE || prev == C_PUNCT) return -2.8;
	return prev == C_LATIN || prev == C_LATIN_UP ? -3.6 : -5.0;
}

static bool is_kana(uint8_t c)
{
	return c == C_HIRAGANA || c == C_KATAKANA;
}

/* Most of the 11,172 syllables are never written: few vowels and few finals carry nearly all text.
 */
static double hangul_cost(uint8_t prev, uint32_t cp)
{
	const uint32_t finals = 1u << 0 | 1u << 1 | 1u << 4 | 1u << 8 | 1u << 16 | 1u << 17 |
				1u << 19 | 1u << 20 | 1u << 21;
	const uint32_t vowels = 1u << 0 | 1u << 1 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 8 |
				1u << 12 | 1u << 13 | 1u << 18 | 1u << 20;
	const uint32_t doubled = 1u << 1 | 1u << 4 | 1u << 8 | 1u << 10 | 1u << 13 | 1u << 15;
	uint32_t i = cp - 0xac00, last = i % 28;
	double cost = last == 0 ? -2.1 : finals >> last & 1 ? -2.6 : -4.6;

	if (!(vowels >> (i / 28 % 21) & 1)) cost -= 1.2;
	if (doubled >> (i / 588) & 1) cost -= 0.7;
	return prev == C_HANGUL			    ? cost
	       : prev == C_SPACE || prev == C_PUNCT ? cost - 0.3
						    : cost - 1.4;
}

static double script_cost(uint8_t prev, enum char_class c)
{
	if (c >= C_CYRILLIC && c <= C_HEBREW && is_letter(prev))
		return -5.0; /* scripts do not mix in a word */
	switch (c) {
	case C_LATIN:
	case C_LATIN_UP:
		return latin_cost(prev, c);
	case C_CYRILLIC:
	case C_CYRILLIC_UP:
		return cased_cost(prev, c, C_CYRILLIC, C_CYRILLIC_UP);
	case C_GREEK:
	case C_GREEK_UP:
		return cased_cost(prev, c, C_GREEK, C_GREEK_UP);
	case C_THAI:
	case C_THAI_MARK:
	case C_THAI_LEAD:
		return thai_cost(prev, c);
	case C_HIRAGANA:
		return is_kana(prev) ? -1.6 : prev == C_HAN ? -1.8 : -2.2;
	case C_KATAKANA:
		return prev == C_KATAKANA ? -1.7 : -2.8;
	case C_HALF_KANA:
		return prev == C_HALF_KANA ? -2.3 : -5.5;
	case C_ARABIC:
		return prev == C_ARABIC ? -1.45 : -2.6;
	case C_HEBREW:
		return prev == C_HEBREW ? -1.3 : -1.85;
	case C_TYPE:
		return -2.8;
	case C_LATIN_SIGN:
		return -4.2;
	case C_CONTROL:
		return -7.0;
	default:
		return -6.0;
	}
}

void textscore_begin(struct textscore *s, const struct ngram *m)
{
	*s = (struct textscore){ .m = m, .ctx = ngram_begin(m), .prev = C_SPACE };
}

void textscore_add(struct textscore *s, uint32_t cp)
{
	enum char_class c = class_of(cp);
	double cost;

	if (cp < 0x80) {
		ngram_pass(s->m, &s->ctx, cp);
		s->sum += ascii_cost(s->prev, c);
		s->prev = (uint8_t)c;
		return;
	}
	if (c == C_HAN || (c == C_TYPE && s->prev == C_HAN)) {
		uint16_t symbol = ngram_symbol(s->m, cp);

		cost = (double)ngram_next(s->m, &s->ctx, symbol);
		s->n_han += symbol >= NGRAM_FIRST;
		c = C_HAN;
	} else {
		ngram_pass(s->m, &s->ctx, cp);
		cost = c == C_HANGUL ? hangul_cost(s->prev, cp) : script_cost(s->prev, c);
		if (c == C_THAI && thai_is_rare(cp)) cost -= THAI_RARE;
		if (s->prev == C_OTHER && cp == s->line) cost = LINE_ON;
		s->line = is_box_line(cp) ? cp : 0;
	}
	s->sum += cost;
	s->wide_sum += cost;
	s->n_wide++;
	s->prev = (uint8_t)c;
}

void textscore_bad(struct textscore *s, unsigned n)
{
	s->sum += BAD_BYTE * (double)n - 1.5;
	s->n_bad++;
	s->prev = C_OTHER;
	s->line = 0;
}
