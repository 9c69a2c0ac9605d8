/* Exact decimal numbers of limited length: digits and a power of ten, never binary floating point.
 * Limit: DEC_DIGITS digits; an operation that would need more says so and leaves its result
 * undefined. */
#ifndef ZHC_NUMERAL_DECIMAL_H
#define ZHC_NUMERAL_DECIMAL_H

#include "pipeline/core/mem.h"

#define DEC_DIGITS 80

/* Value: d[0]…d[n-1] (0–9, most significant first) times 10^exp; n == 0 means "no number". */
struct decimal {
	uint8_t d[DEC_DIGITS];
	uint8_t n;
	bool neg;
	int16_t exp;
};

/* "No number", with its digits left as they are: on the way to most numerals many are never
 * written. */
static inline void decimal_clear(struct decimal *x)
{
	x->n = 0;
	x->neg = false;
	x->exp = 0;
}

/* A small number: v <= 9999 as written without leading zeros ("0" for 0). */
struct decimal decimal_small(unsigned v);
/* Append one more digit. False when it is full. */
bool decimal_push(struct decimal *x, unsigned digit);
/* a + b of equal sign (the sign of a is kept). False when it does not fit. */
bool decimal_add(struct decimal *sum, const struct decimal *a, const struct decimal *b);
/* a * b. False when it does not fit. */
bool decimal_mul(struct decimal *product, const struct decimal *a, const struct decimal *b);
/* a / b where the quotient ends within max_digits digits; false where it does not (or b is 0). */
bool decimal_div(struct decimal *quotient, const struct decimal *a, const struct decimal *b,
		 unsigned max_digits);
/* a / b cut after digits significant digits; false where b is 0. */
bool decimal_div_cut(struct decimal *quotient, const struct decimal *a, const struct decimal *b,
		     unsigned digits);
/* Values compared, signs and all: <0, 0, >0. */
int decimal_cmp(const struct decimal *a, const struct decimal *b);
bool decimal_is_zero(const struct decimal *x);
/* Digits before the point, as 0–limit; larger values give limit + 1. For small whole numbers only.
 */
unsigned decimal_whole(const struct decimal *x, unsigned limit);
/* As written: "12000", "-0.50". Trailing zeros of the digits stay, leading ones go. In the arena.
 */
struct slice decimal_format(struct arena *a, const struct decimal *x);
/* The other way: false for more digits than there is room for, or no decimal. */
bool decimal_parse(struct decimal *x, struct slice text);
/* Times 10^power, in place. */
void decimal_shift(struct decimal *x, int power);
/* The decimal as text, times 10^power, in the arena; text itself where it is absent or does not
 * fit. */
struct slice decimal_scale(struct arena *a, struct slice text, int power);
/* "1000", "1", "0.01": ten to the power of exp. In the arena. */
struct slice decimal_power(struct arena *a, int exp);

#endif
