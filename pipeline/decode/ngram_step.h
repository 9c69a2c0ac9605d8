/* A step of the model, inline: what it means is said in ngram.h, how the table is read here and in
 * ngram.c.
 *
 * Readings of doubtful bytes, of misread lines and of spun text are compared character by
 * character, so most of the model's work is here; where it is asked once, call ngram_step. */
#ifndef ZHC_NGRAM_STEP_H
#define ZHC_NGRAM_STEP_H

#include "pipeline/decode/ngram.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline uint16_t ngram_symbol(const struct ngram *m, uint32_t cp)
{
	if (cp < 0x10000) return m->id[cp] & (uint16_t)~NGRAM_FOLDED;
	if (cp >= 0x20000 && cp < 0x40000) return NGRAM_OOV_RARE;
	return cp >= 0xf0000 ? NGRAM_OOV_PUA : NGRAM_OOV_OTHER;
}

/* Index of sym in the sorted a[lo, hi), UINT32_MAX if it is not there. Halved without a branch, for
 * which way it goes no processor can guess; the last eight are looked at together. */
static inline uint32_t ngram_find(const uint16_t *a, uint32_t lo, uint32_t hi, uint16_t sym)
{
	const uint16_t *p = a + lo;
	uint32_t n = hi - lo;

#ifdef __SSE2__
	if (n >= 8) {
		for (; n > 8; n -= n / 2) p += p[n / 2] <= sym ? n / 2 : 0;
		if (p > a + hi - 8) p = a + hi - 8;
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		unsigned hit =
			(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi16(v, _mm_set1_epi16((short)sym)));
		return hit ? (uint32_t)(p - a) + (uint32_t)__builtin_ctz(hit) / 2 : UINT32_MAX;
	}
#endif
	for (; n > 1; n -= n / 2) p += p[n / 2] <= sym ? n / 2 : 0;
	return lo < hi && *p == sym ? (uint32_t)(p - a) : UINT32_MAX;
}

/* False: the model has no bigram (a,b). True: perhaps. */
static inline bool ngram_may_follow(const struct ngram *m, uint16_t a, uint16_t b)
{
	uint32_t bit = ngram_seen_bit(a, b);

	return m->bi_seen[bit >> 6] >> (bit & 63) & 1;
}

static inline uint32_t ngram_bigram(const struct ngram *m, uint16_t a, uint16_t b)
{
	if (!ngram_may_follow(m, a, b)) return UINT32_MAX;
	return ngram_find(m->bi_sym, m->uni_bi[a], m->uni_bi[a + 1], b);
}

/* Steps of minus log10 for c after (ctx); next: bigram (b,c) or UINT32_MAX. */
static inline unsigned ngram_cost(const struct ngram *m, const struct ngram_ctx *ctx, uint16_t c,
				  uint32_t next)
{
	unsigned steps = 0;

	if (ctx->bi) {
		uint32_t bi = ctx->bi - 1;
		uint32_t t = next == UINT32_MAX
				     ? next
				     : ngram_find(m->tri_sym, m->bi_tri[bi], m->bi_tri[bi + 1], c);

		if (t != UINT32_MAX) return m->tri_p[t];
		steps = m->bi_bow[bi];
	}
	if (next != UINT32_MAX) return steps + m->bi_p[next];
	return steps + m->uni_bow[ctx->b] + m->uni_p[c];
}

/* ngram_step for what is neither a line's end nor NGRAM_EDGE, given its symbol. */
static inline float ngram_next(const struct ngram *m, struct ngram_ctx *ctx, uint16_t c)
{
	if (c == ctx->b && (c == NGRAM_SYM_DIGIT || c == NGRAM_SYM_LETTER)) return NGRAM_IN_RUN;
	uint32_t next = ngram_bigram(m, ctx->b, c);
	float p = (float)ngram_cost(m, ctx, c, next) / -NGRAM_SCALE;

	if (c == NGRAM_SYM_DIGIT) p -= 1.0f;
	if (c == NGRAM_SYM_LETTER) p -= 1.4f;
	*ctx = (struct ngram_ctx){ ctx->b, c, next == UINT32_MAX ? 0 : next + 1 };
	return p;
}

/* ngram_step without the score: only the context moves on. */
static inline void ngram_pass(const struct ngram *m, struct ngram_ctx *ctx, uint32_t cp)
{
	if (cp == 0x0a || cp == 0x0d) {
		*ctx = ngram_begin(m);
		return;
	}
	uint16_t c = ngram_symbol(m, cp);

	if (c == ctx->b && (c == NGRAM_SYM_DIGIT || c == NGRAM_SYM_LETTER)) return;
	uint32_t next = ngram_bigram(m, ctx->b, c);

	*ctx = (struct ngram_ctx){ ctx->b, c, next == UINT32_MAX ? 0 : next + 1 };
}

#endif
