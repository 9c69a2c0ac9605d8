/* How likely is a text, whatever its language? Han and CJK punctuation under the n-gram model, ASCII by character
 * class, other scripts by whether letters stand together as they should. One measure for all, so that explanations
 * of the same bytes can be compared. All scores are log10 probabilities. */
#ifndef ZHC_TEXTSCORE_H
#define ZHC_TEXTSCORE_H

#include "pipeline/decode/ngram.h"

struct textscore {
	const struct ngram *m;
	struct ngram_ctx ctx;
	uint8_t prev;	   /* class of the last character */
	double sum;
	double wide_sum;   /* of characters beyond ASCII */
	size_t n_wide;	   /* those */
	size_t n_han;	   /* Han the model knows */
	size_t n_bad;
};

void textscore_begin(struct textscore *s, const struct ngram *m);
void textscore_add(struct textscore *s, uint32_t cp);
/* A malformed sequence of n bytes. */
void textscore_bad(struct textscore *s, unsigned n);

#endif
