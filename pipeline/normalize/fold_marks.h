/* Marks and look-alikes: what is folded, and how quotation marks and boxes read. Data:
 * rules/normalize/marks.tsv and folds.tsv, compiled to the table "marks".
 *
 * Width (fold_marks_width): full-width letters and digits to ASCII, signs inside numbers and words
 * with them; radicals, compatibility ideographs, small forms and the many zeros of Chinese year
 * numbers to the usual character; invisible characters removed; a date and a clock time glued
 * together set apart. Quotes (fold_marks_quotes): corner brackets to quotation marks; boxes around
 * names of works to title marks; boxed single characters, doubled commas and spaced-out words set
 * plain. */
#ifndef ZHC_FOLD_MARKS_H
#define ZHC_FOLD_MARKS_H

#include "pipeline/decode/ngram.h"
#include "pipeline/normalize/edit.h"

/* Bits of a unit. Names in marks_build.c. ORDER MARK */
enum mark_bit {
	MARK_FOLD = 1,
	MARK_DIGIT = 2,
	MARK_ZERO = 4,
	MARK_ZERO_END = 8,
	MARK_OUTER_OPEN = 16,
	MARK_OUTER_CLOSE = 32,
	MARK_INNER_OPEN = 64,
	MARK_INNER_CLOSE = 128,
	MARK_BOX_OPEN = 256,
	MARK_BOX_CLOSE = 512,
	MARK_TWICE = 1024,
	MARK_WIDE = 2048,      /* full-width letters, digits and signs of numbers */
	MARK_INVISIBLE = 4096, /* no width and no meaning */
	MARK_SPACE = 8192,     /* blanks that are not U+0020 */
	MARK_CONTEXT = 16384,  /* matters in a context only: full-width comma and colon, ASCII colon
				  and quotation mark, blanks */
	MARK_SPACED = 32768,   /* fold_marks_scan: a blank between two Chinese characters */
	MARK_AIRED = 65536, /* fold_marks_scan: a blank between a Chinese character and a number, or
			       inside a number */
	MARK_STRAIGHT = 131072 /* fold_marks_scan: a straight quotation mark */
};

struct fold_marks {
	struct table table;		 /* its trie: last words of names of works */
	const uint16_t *bits, *to, *alt; /* 65536 each */
};

/* Reasons of holes made by normalize (struct map_run.why). */
enum normalize_why { WHY_GLOSS = 64, WHY_INVISIBLE, WHY_BOXED, WHY_DOUBLED, WHY_SPACED, WHY_SPUN };

/* Map the table "marks". ERR_RULES when it is missing or damaged. */
enum status fold_marks_open(struct fold_marks *m, const struct env *env, struct err *e);
void fold_marks_close(struct fold_marks *m);

struct sifted;

/* What a text holds that one of the folds below may change (enum mark_bit): 0 for most clean text.
 */
unsigned fold_marks_scan(const struct fold_marks *m, const struct sifted *l);

/* seen: fold_marks_scan of the passage before the first of them; l: of the passage as it is.
 * Without anything to do they give it back untouched. True if anything was changed. */
bool fold_marks_width(const struct fold_marks *m, unsigned seen, const struct sifted *l,
		      struct passage *p);
bool fold_marks_quotes(const struct fold_marks *m, const struct ngram *model, unsigned seen,
		       const struct sifted *l, struct passage *p);

#endif
