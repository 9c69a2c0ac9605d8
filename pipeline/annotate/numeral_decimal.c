/* Exact decimal arithmetic on short digit strings: what the values of numerals need, no more.
 * Everything is schoolbook and bounded by DEC_DIGITS. */
#include "pipeline/annotate/numeral_decimal.h"

struct decimal decimal_small(unsigned v)
{
	struct decimal x = { .n = 0 };
	unsigned scale = 1000;

	while (scale > 1 && v < scale) scale /= 10;
	for (; scale; scale /= 10) x.d[x.n++] = (uint8_t)(v / scale % 10);
	return x;
}

bool decimal_push(struct decimal *x, unsigned digit)
{
	if (x->n >= DEC_DIGITS) return false;
	x->d[x->n++] = (uint8_t)digit;
	return true;
}

/* Without zeros in front; at least one digit stays. */
static void strip_front(struct decimal *x)
{
	unsigned zeros = 0;

	while (zeros + 1 < x->n && x->d[zeros] == 0) zeros++;
	if (!zeros) return;
	memmove(x->d, x->d + zeros, x->n - zeros);
	x->n = (uint8_t)(x->n - zeros);
}

/* The same value with a smaller exponent. */
static bool lower_exp(struct decimal *x, int exp)
{
	while (x->exp > exp) {
		if (!decimal_push(x, 0)) return false;
		x->exp--;
	}
	return true;
}

bool decimal_add(struct decimal *sum, const struct decimal *a, const struct decimal *b)
{
	struct decimal x = *a, y = *b, r = { .neg = a->neg };
	int exp = x.exp < y.exp ? x.exp : y.exp;
	unsigned carry = 0;

	if (!lower_exp(&x, exp) || !lower_exp(&y, exp)) return false;
	unsigned n = x.n > y.n ? x.n : y.n;
	for (unsigned i = 0; i < n; i++) {
		unsigned v = carry;
		if (i < x.n) v += x.d[x.n - 1 - i];
		if (i < y.n) v += y.d[y.n - 1 - i];
		r.d[n - 1 - i] = (uint8_t)(v % 10);
		carry = v / 10;
	}
	r.n = (uint8_t)n;
	r.exp = (int16_t)exp;
	if (carry) {
		if (n == DEC_DIGITS) return false;
		memmove(r.d + 1, r.d, n);
		r.d[0] = (uint8_t)carry;
		r.n++;
	}
	*sum = r;
	return true;
}

bool decimal_mul(struct decimal *product, const struct decimal *a, const struct decimal *b)
{
	unsigned acc[2 * DEC_DIGITS] = { 0 }, n = (unsigned)a->n + b->n;
	struct decimal r = { .neg = a->neg != b->neg, .exp = (int16_t)(a->exp + b->exp) };

	for (unsigned i = 0; i < a->n; i++)
		for (unsigned k = 0; k < b->n; k++) acc[i + k + 1] += (unsigned)a->d[i] * b->d[k];
	for (unsigned i = n; i-- > 1;) {
		acc[i - 1] += acc[i] / 10;
		acc[i] %= 10;
	}
	unsigned skip = 0;
	while (skip + 1 < n && acc[skip] == 0) skip++;
	if (n - skip > DEC_DIGITS) return false;
	for (unsigned i = skip; i < n; i++) r.d[r.n++] = (uint8_t)acc[i];
	*product = r;
	return true;
}

/* Compare two strings of digits of equal weight: x (n digits) with y (m digits). */
static int compare_digits(const uint8_t *x, unsigned n, const uint8_t *y, unsigned m)
{
	while (n && *x == 0) x++, n--;
	while (m && *y == 0) y++, m--;
	if (n != m) return n < m ? -1 : 1;
	return n ? memcmp(x, y, n) : 0;
}

/* x -= y where x >= y; x keeps its length. */
static void subtract_digits(uint8_t *x, unsigned n, const uint8_t *y, unsigned m)
{
	int borrow = 0;

	for (unsigned i = 0; i < n; i++) {
		int v = x[n - 1 - i] - borrow - (i < m ? y[m - 1 - i] : 0);
		borrow = v < 0;
		x[n - 1 - i] = (uint8_t)(v + (borrow ? 10 : 0));
	}
}

/* Long division; stops where the quotient ends, or, with digits > 0, after that many significant
 * digits. */
static bool divide(struct decimal *quotient, const struct decimal *a, const struct decimal *b,
		   unsigned max_digits, unsigned digits)
{
	struct decimal r = { .neg = a->neg != b->neg };
	uint8_t rest[DEC_DIGITS + 2] = { 0 };
	unsigned len = 1, i = 0, significant = 0;
	bool left = false;

	if (decimal_is_zero(b) || !b->n || !a->n) return false;
	for (; i < a->n || left; i++) {
		if (digits && i >= a->n && significant >= digits) break;
		if (i >= max_digits + a->n || r.n == DEC_DIGITS) return false;
		unsigned digit = 0;
		if (len > b->n) { /* the front of the rest is zero by now */
			memmove(rest, rest + 1, len - 1);
			len--;
		}
		rest[len++] = i < a->n ? a->d[i] : 0;
		while (compare_digits(rest, len, b->d, b->n) >= 0) {
			subtract_digits(rest, len, b->d, b->n);
			digit++;
		}
		r.d[r.n++] = (uint8_t)digit;
		if (significant || digit) significant++;
		left = compare_digits(rest, len, rest, 0) != 0;
	}
	r.exp = (int16_t)(a->exp - b->exp - (int)(i - a->n));
	strip_front(&r);
	*quotient = r;
	return true;
}

bool decimal_div(struct decimal *quotient, const struct decimal *a, const struct decimal *b,
		 unsigned max_digits)
{
	return divide(quotient, a, b, max_digits, 0);
}

bool decimal_div_cut(struct decimal *quotient, const struct decimal *a, const struct decimal *b,
		     unsigned digits)
{
	return divide(quotient, a, b, DEC_DIGITS, digits);
}

bool decimal_is_zero(const struct decimal *x)
{
	for (unsigned i = 0; i < x->n; i++)
		if (x->d[i]) return false;
	return true;
}

int decimal_cmp(const struct decimal *a, const struct decimal *b)
{
	bool zero_a = decimal_is_zero(a), zero_b = decimal_is_zero(b);

	if (zero_a || zero_b) {
		if (zero_a && zero_b) return 0;
		return zero_a ? (b->neg ? 1 : -1) : (a->neg ? -1 : 1);
	}
	if (a->neg != b->neg) return a->neg ? -1 : 1;
	struct decimal x = *a, y = *b;
	int sign = a->neg ? -1 : 1;
	strip_front(&x);
	strip_front(&y);
	int top_x = x.n + x.exp, top_y = y.n + y.exp;
	if (top_x != top_y) return top_x < top_y ? -sign : sign;
	unsigned n = x.n > y.n ? x.n : y.n;
	for (unsigned i = 0; i < n; i++) {
		int dx = i < x.n ? x.d[i] : 0, dy = i < y.n ? y.d[i] : 0;
		if (dx != dy) return dx < dy ? -sign : sign;
	}
	return 0;
}

unsigned decimal_whole(const struct decimal *x, unsigned limit)
{
	unsigned v = 0;
	int whole = x->n + x->exp;

	for (int i = 0; i < whole; i++) {
		v = v * 10 + (i < x->n ? x->d[i] : 0);
		if (v > limit) return limit + 1;
	}
	return v;
}

struct slice decimal_format(struct arena *a, const struct decimal *x)
{
	struct decimal y = *x;
	int whole;

	strip_front(&y);
	whole = y.n + y.exp; /* digits before the point */
	size_t len =
		(size_t)(whole > 0 ? whole : 1) + (y.exp < 0 ? 1u + (size_t)-y.exp : 0) + y.neg;
	char *out = arena_alloc(a, len + 1), *p = out;
	if (y.neg && !decimal_is_zero(&y)) *p++ = '-';
	if (whole <= 0) *p++ = '0';
	for (int i = 0; i < whole; i++) *p++ = (char)('0' + (i < y.n ? y.d[i] : 0));
	if (y.exp < 0) {
		*p++ = '.';
		for (int i = whole; i < y.n; i++) *p++ = (char)('0' + (i < 0 ? 0 : y.d[i]));
	}
	*p = 0;
	return slice_of(out, (size_t)(p - out));
}

struct slice decimal_power(struct arena *a, int exp)
{
	struct decimal one = { .d = { 1 }, .n = 1, .exp = (int16_t)exp };

	return decimal_format(a, &one);
}

bool decimal_parse(struct decimal *x, struct slice text)
{
	bool point = false;

	decimal_clear(x);
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '-') x->neg = true;
		else if (text.p[i] == '.') point = true;
		else if (!decimal_push(x, (unsigned)(text.p[i] - '0'))) return false;
		else if (point) x->exp--;
	}
	return x->n > 0;
}

void decimal_shift(struct decimal *x, int power)
{
	x->exp = (int16_t)(x->exp + power);
}

struct slice decimal_scale(struct arena *a, struct slice text, int power)
{
	struct decimal x;

	if (!text.p || !power || !decimal_parse(&x, text)) return text;
	x.exp = (int16_t)(x.exp + power);
	return decimal_format(a, &x);
}
