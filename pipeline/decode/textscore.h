/* How likely is a text, whatever its language? Han and CJK punctuation under the n-gram model,
 * ASCII by character class, other scripts by whether letters stand together as they should. One
 * measure for all, so that explanations of the same bytes can be compared. All scores are log10
 * probabilities. */
#ifndef ZHC_TEXTSCORE_H
#define ZHC_TEXTSCORE_H

#include "pipeline/decode/ngram_step.h"

struct textscore {
	const struct ngram *m;
	struct ngram_ctx ctx;
	uint8_t prev;  /* class of the last character */
	uint32_t line; /* the last character, if it is of box drawing; meant only with its class */
	double sum;
	double wide_sum; /* of characters beyond ASCII */
	size_t n_wide;	 /* those */
	size_t n_han;	 /* Han the model knows */
	size_t n_bad;
};

void textscore_begin(struct textscore *s, const struct ngram *m);
void textscore_add(struct textscore *s, uint32_t cp);
/* The same, inline for Han, which nearly all of a Chinese text is. */
#define TEXTSCORE_HAN 0 /* prev: Han, CJK marks */
static inline void textscore_next(struct textscore *s, uint32_t cp)
{
	if (cp < 0x4e00 || cp > 0x9fff) {
		textscore_add(s, cp);
		return;
	}
	uint16_t c = ngram_symbol(s->m, cp);
	double cost = (double)ngram_next(s->m, &s->ctx, c);

	s->sum += cost;
	s->wide_sum += cost;
	s->n_wide++;
	s->n_han += c >= NGRAM_FIRST;
	s->prev = TEXTSCORE_HAN;
}
/* A malformed sequence of n bytes. */
void textscore_bad(struct textscore *s, unsigned n);

#endif
