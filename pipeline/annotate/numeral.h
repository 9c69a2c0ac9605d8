/* One numeral of running text, from its first character: Arabic, Chinese, mixed, with 10^4 and
 * 10^8, decimals, fractions in words, adjacent digits (three-four hundred), "several ten thousand".
 * Exact; linear in its length. */
#ifndef ZHC_NUMERAL_H
#define ZHC_NUMERAL_H

#include "pipeline/annotate/numeral_decimal.h"
#include "pipeline/annotate/number_table.h"

#define FRACTION_DIGITS 15

#define NUMERAL_ARABIC	   1u	/* begins with Arabic digits */
#define NUMERAL_CHINESE	   2u	/* has Chinese digits or tens, hundreds, thousands */
#define NUMERAL_SCALED	   4u	/* has 10^4 or more as a character */
#define NUMERAL_LONE	   8u	/* a single Chinese digit */
#define NUMERAL_STRING	   16u	/* Chinese digits side by side, read as a string */
#define NUMERAL_ABOVE	   32u	/* "and more" stands inside, before a multiplier */
#define NUMERAL_BARE_SCALE 64u	/* only multipliers: hundred, million */
#define NUMERAL_PER	   128u /* a fraction of 100, 1,000 …: low is in units of 10^-per */
#define NUMERAL_FRACTION   256u
#define NUMERAL_VAGUE	   512u	 /* several: low and high */
#define NUMERAL_GROUPED	   1024u /* digits with separators */

struct numeral {
	size_t end;		   /* behind its last character */
	struct decimal low;	   /* the value */
	struct decimal high;	   /* n > 0: an interval from low to high */
	int step;		   /* 10^step is the place of the last written digit */
	unsigned shape;		   /* NUMERAL_* */
	unsigned per;		   /* with NUMERAL_PER: 2 for hundredths … */
	bool exact;		   /* false: a fraction without an end, low is not set */
	bool rounded;		   /* a whole and such a fraction: low has FRACTION_DIGITS digits */
	size_t more_off, more_len; /* "and more" inside */
};

/* The text that a numeral is read from, for both readers. */
struct numeral_text {
	const struct number_table *t;
	const uint16_t *s;
	size_t len;
};

#define NUMERAL_SPACES 2 /* inside a numeral, at one place */

/* Class and value of the character at i (KIND_CLASS, KIND_VALUE); 0 behind the end. */
static inline unsigned numeral_kind_at(const struct numeral_text *x, size_t i)
{
	return i < x->len ? x->t->kind[x->s[i]] : 0;
}

static inline bool numeral_is_digit(const struct numeral_text *x, size_t i)
{
	return KIND_CLASS(numeral_kind_at(x, i)) == CLS_ASCII;
}

/* Behind at most NUMERAL_SPACES spaces. */
static inline size_t numeral_skip_space(const struct numeral_text *x, size_t i)
{
	for (int n = 0; n < NUMERAL_SPACES && i < x->len && unit_is_blank(x->s[i]); n++) i++;
	return i;
}

enum numeral_result { NUMERAL_NONE, NUMERAL_OK, NUMERAL_TOO_LONG };

/* Read the numeral that begins at s[at]; len: end of what may be read. With NUMERAL_TOO_LONG only
 * n->end is set. A minus is the caller's. */
enum numeral_result numeral_read(const struct number_table *t, const uint16_t *s, size_t len,
				 size_t at, struct numeral *n);

/* The same without fractions, powers and kilos. */
enum numeral_result numeral_read_plain(const struct number_table *t, const uint16_t *s, size_t len,
				       size_t at, struct numeral *n);

/* Is the middle dot at i a decimal point? */
bool numeral_middle_point(const struct number_table *t, const uint16_t *s, size_t len, size_t i);

#endif
