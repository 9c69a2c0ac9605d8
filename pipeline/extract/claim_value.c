/* Exact decimals as strings. See claim_value.h. */
#include "pipeline/extract/claim_value.h"

#include <stdlib.h>

static bool negative(struct slice d)
{
	return d.len && d.p[0] == '-';
}

static struct slice magnitude(struct slice d)
{
	return negative(d) ? slice_of(d.p + 1, d.len - 1) : d;
}

struct slice value_negate(struct arena *a, struct slice d)
{
	bool zero = true;

	if (!d.p) return d;
	for (size_t i = 0; i < d.len; i++)
		zero = zero && (d.p[i] == '0' || d.p[i] == '.' || d.p[i] == '-');
	if (zero || negative(d)) return zero ? d : arena_copy(a, magnitude(d));
	return arena_printf(a, "-%.*s", (int)d.len, d.p);
}

struct slice value_percent(struct arena *a, struct slice d)
{
	struct slice m = magnitude(d);
	const char *dot = m.len ? memchr(m.p, '.', m.len) : NULL;
	size_t whole = dot ? (size_t)(dot - m.p) : m.len, frac = dot ? m.len - whole - 1 : 0, n = 0;

	if (!d.p) return d;
	char *out = arena_alloc(a, d.len + 4);
	if (negative(d)) out[n++] = '-';
	size_t first = n;
	for (size_t i = 0; i < whole; i++) out[n++] = m.p[i];
	for (size_t i = 0; i < 2; i++) out[n++] = i < frac ? dot[1 + i] : '0';
	size_t skip = 0; /* leading zeros, one digit stays */
	while (n - first - skip > 1 && out[first + skip] == '0') skip++;
	memmove(out + first, out + first + skip, n - first - skip);
	n -= skip;
	if (frac > 2) out[n++] = '.';
	for (size_t i = 2; i < frac; i++) out[n++] = dot[1 + i];
	return slice_of(out, n);
}

struct slice value_doublings(struct arena *a, struct slice n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n.len; i++) {
		if (n.p[i] < '0' || n.p[i] > '9' || v > 20) return SLICE_NONE;
		v = v * 10 + (unsigned)(n.p[i] - '0');
	}
	if (!n.p || v < 1 || v > 20) return SLICE_NONE;
	return arena_printf(a, "%u", ((1u << v) - 1) * 100);
}

#define FIXED_BEHIND 3	/* digits behind the point that value_fixed keeps */
#define FIXED_DIGITS 18 /* digits in all: sums of eight fit in 64 bits */

bool value_fixed(struct slice d, int64_t *value)
{
	size_t i = negative(d), digits = 0, behind = 0;
	bool point = false;
	int64_t x = 0;

	for (; i < d.len; i++) {
		if (d.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (d.p[i] < '0' || d.p[i] > '9') return false;
		if (behind == FIXED_BEHIND && d.p[i] != '0') return false;
		if (behind == FIXED_BEHIND) continue;
		x = x * 10 + (d.p[i] - '0');
		behind += point;
		if (++digits > FIXED_DIGITS) return false;
	}
	if (!digits) return false;
	for (; behind < FIXED_BEHIND && digits < FIXED_DIGITS; behind++, digits++) x *= 10;
	*value = negative(d) ? -x : x;
	return behind == FIXED_BEHIND;
}

#define SUM_MAX	      (INT64_MAX / 4) /* no value that fits is so large */
#define STEPS_ROUNDED 100	      /* a total of so many steps may be rounded */

bool value_sum_add(struct value_sum *s, struct slice d, struct slice step)
{
	int64_t value, unit;

	if (!value_fixed(d, &value) || s->sum > SUM_MAX || s->sum < -SUM_MAX) return false;
	s->sum += value;
	if (value_fixed(step, &unit) && unit > s->step) s->step = unit;
	s->n++;
	return true;
}

int64_t value_sum_slack(const struct value_sum *s, int64_t total, struct slice step, bool count)
{
	int64_t unit;

	if (!value_fixed(step, &unit) || unit < s->step) unit = s->step;
	bool exact = (count && unit <= VALUE_ONE) || total / STEPS_ROUNDED < unit;
	return exact ? 0 : unit * (int64_t)(s->n + 1) / 2;
}

static int compare_magnitude(struct slice x, struct slice y)
{
	while (x.len > 1 && x.p[0] == '0' && x.p[1] != '.') x = slice_of(x.p + 1, x.len - 1);
	while (y.len > 1 && y.p[0] == '0' && y.p[1] != '.') y = slice_of(y.p + 1, y.len - 1);
	const char *dx = x.len ? memchr(x.p, '.', x.len) : NULL,
		   *dy = y.len ? memchr(y.p, '.', y.len) : NULL;
	size_t wx = dx ? (size_t)(dx - x.p) : x.len, wy = dy ? (size_t)(dy - y.p) : y.len;
	if (wx != wy) return wx < wy ? -1 : 1;
	int c = wx ? memcmp(x.p, y.p, wx) : 0;
	for (size_t i = wx + 1; !c && (i < x.len || i < y.len); i++) {
		char a = i < x.len ? x.p[i] : '0', b = i < y.len ? y.p[i] : '0';
		c = a - b;
	}
	return c;
}

int value_compare(struct slice x, struct slice y)
{
	if (negative(x) != negative(y)) return negative(x) ? -1 : 1;
	int c = compare_magnitude(magnitude(x), magnitude(y));
	return negative(x) ? -c : c;
}

/* whole numbers of so many digits, and powers of ten up to the 22nd, are exact in a double */
#define EXACT_DIGITS 15

/* Digits with a point and a sign, few enough that the quotient of two exact numbers is the nearest
 * double. */
static bool is_short(struct slice d, double *value)
{
	static const double ten[EXACT_DIGITS + 1] = {
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
	};
	bool minus = d.len && d.p[0] == '-', point = false;
	size_t i = minus, digits = 0, behind = 0;
	int64_t v = 0;

	for (; i < d.len; i++) {
		if (d.p[i] == '.' && !point && digits) {
			point = true;
			continue;
		}
		if (d.p[i] < '0' || d.p[i] > '9' || ++digits > EXACT_DIGITS) return false;
		v = v * 10 + (d.p[i] - '0');
		behind += point;
	}
	*value = (minus ? -1.0 : 1.0) * ((double)v / ten[behind]);
	return digits > 0;
}

double value_double(struct slice d)
{
	double value;
	char t[400];

	if (is_short(d, &value)) return value;

	if (d.len >= sizeof t) return strtod("inf", NULL);
	memcpy(t, d.p, d.len);
	t[d.len] = 0;
	return strtod(t, NULL);
}
