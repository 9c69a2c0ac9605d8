/* Doubles as JSON, the shortest text of 15 to 17 digits that reads back equal.
 *
 * Nearly all values are whole or have a few decimals: if v is m / 10^k for a whole m of at most 15
 * digits, then the decimal m * 10^-k is what "%.15g" prints, and it reads back as v (both division
 * and reading round correctly). The rest goes through printf. */
#include "pipeline/core/doc_json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define DECIMALS_MAX 6
#define WHOLE_MAX    1e15 /* from here on %g has an exponent */

/* m * 10^-k, k digits behind the point. */
static void add_decimal(struct buf *out, bool negative, uint64_t m, unsigned k)
{
	char t[24];
	size_t i = sizeof t;

	for (unsigned n = 0; m || n <= k; n++, m /= 10) {
		t[--i] = (char)('0' + m % 10);
		if (n + 1 == k) t[--i] = '.';
	}
	if (negative) t[--i] = '-';
	buf_add(out, t + i, sizeof t - i);
}

static bool add_short(struct buf *out, double v)
{
	double x = fabs(v), power = 1;

	if (!(x >= 1e-4) || x >= WHOLE_MAX) return false;
	for (unsigned k = 0; k <= DECIMALS_MAX && x * power < WHOLE_MAX; k++, power *= 10) {
		double m = floor(x * power + 0.5);
		if (m / power != x || m >= WHOLE_MAX) continue;
		add_decimal(out, v < 0, (uint64_t)m, k);
		return true;
	}
	return false;
}

void json_add_double(struct buf *out, double v)
{
	char t[40];

	if (!isfinite(v)) {
		buf_add(out, "null", 4);
		return;
	}
	if (add_short(out, v)) return;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(t, sizeof t, "%.*g", digits, v);
		if (strtod(t, NULL) == v) break;
	}
	buf_add_str(out, t);
}
