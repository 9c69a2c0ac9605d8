/* Character n-gram model of Chinese news: log10 probability of a character after the two before it.
 *
 * A mmap'd table (build/data/ngram.tab), read-only, shared by all threads. Traditional characters
 * are scored as their simplified forms; a run of digits is one symbol, a run of Latin letters
 * another; ASCII and full-width forms of a punctuation mark are one symbol. What the model has
 * never seen gets a floor by its class (rare Han, kana, symbol, private use, …), so that every
 * score is finite (about -12 at worst). Characters are Unicode code points; NGRAM_EDGE stands for
 * the beginning or the end of a line. */
#ifndef ZHC_NGRAM_H
#define ZHC_NGRAM_H

#include "pipeline/core/table.h"

#define NGRAM_EDGE 0xffffffffu

/* A trigram's last two symbols are always a bigram of the model. */
struct ngram {
	struct table table;
	const uint16_t *id; /* BMP code point -> symbol, high bit: folded from a traditional form */
	uint32_t n_sym, n_bi, n_tri;
	const uint8_t *uni_p; /* all scores: minus log10 probability in NGRAM_SCALE steps */
	const uint8_t *uni_bow;
	const uint32_t *uni_bi;	 /* n_sym + 1: first bigram of a symbol */
	const uint64_t *bi_seen; /* NGRAM_SEEN bits: where a pair of symbols that is no bigram has
				    mostly none */
	const uint16_t *bi_sym;
	const uint8_t *bi_p, *bi_bow;
	const uint32_t *bi_tri; /* n_bi + 1: first trigram of a bigram */
	const uint16_t *tri_sym;
	const uint8_t *tri_p;
	/* the least that a symbol costs behind whatever else, that the second of a bigram costs
	 * behind the first whatever stands before: for bounds */
	const uint8_t *uni_top, *bi_top;
};

/* The last two symbols of a running text, runs of digits and of letters collapsed. */
struct ngram_ctx {
	uint16_t a, b; /* symbols, b the nearer */
	uint32_t bi;   /* 1 + index of bigram (a,b), 0 if the model has none */
};

/* Map the table. ERR_RULES when it is missing or damaged. */
enum status ngram_open(struct ngram *m, const struct env *env, struct err *e);
void ngram_close(struct ngram *m);

/* log10 P(c3 | c1, c2). c1, c2: NGRAM_EDGE at the beginning of a line (both) or one character in
 * (c1). c3 NGRAM_EDGE asks for the end of the line. A digit after a digit, a letter after a letter
 * costs a constant. */
float ngram_score(const struct ngram *m, uint32_t c1, uint32_t c2, uint32_t c3);

/* The same along a text: start a line, then step over code points. A line end (U+000A) starts a
 * line again. */
struct ngram_ctx ngram_begin(const struct ngram *m);
float ngram_step(const struct ngram *m, struct ngram_ctx *ctx, uint32_t cp);
/* Sum over a text. */
double ngram_text(const struct ngram *m, struct uslice text);

/* Has the model seen cp (itself or its simplified form)? */
bool ngram_knows(const struct ngram *m, uint32_t cp);
/* Is cp scored as another, simplified character? */
bool ngram_is_folded(const struct ngram *m, uint32_t cp);

/* Symbols below NGRAM_FIRST are classes. ORDER NGRAM */
enum {
	NGRAM_SYM_START,
	NGRAM_SYM_END,
	NGRAM_SYM_DIGIT,
	NGRAM_SYM_LETTER,
	NGRAM_OOV_HAN,	/* unified ideographs of the first block */
	NGRAM_OOV_RARE, /* ideographs of the extensions, compatibility, radicals */
	NGRAM_OOV_KANA,
	NGRAM_OOV_SYMBOL,
	NGRAM_OOV_ASCII,
	NGRAM_OOV_SPACE,
	NGRAM_OOV_LATIN,
	NGRAM_OOV_PUA,
	NGRAM_OOV_OTHER, /* other scripts */
	NGRAM_OOV_BAD,	 /* U+FFFD, controls, unassigned */
	NGRAM_OOV_MARK,	 /* dashes, dots, brackets of Chinese text that the counts lack */
	NGRAM_FIRST = 16
};
#define NGRAM_FOLDED 0x8000u
#define NGRAM_SEEN   (1u << 21)
static inline uint32_t ngram_seen_bit(uint16_t a, uint16_t b)
{
	return ((uint32_t)a << 16 | b) * 2654435761u >> 11;
}
#define NGRAM_SCALE  24.0f
#define NGRAM_IN_RUN (-1.1f) /* a further digit or letter of a run */

#endif
