/* Exact decimals as strings: the few operations that a claim needs. Digits, one point, a leading
 * minus. */
#ifndef ZHC_CLAIM_VALUE_H
#define ZHC_CLAIM_VALUE_H

#include "pipeline/core/mem.h"

/* -d (zero stays as it is). */
struct slice value_negate(struct arena *a, struct slice d);
/* d * 100, trailing zeros as the shift leaves them. */
struct slice value_percent(struct arena *a, struct slice d);
/* n doublings as growth in per cent: 1 -> 100, 2 -> 300, n up to 20; absent for what is no such
 * whole number. */
struct slice value_doublings(struct arena *a, struct slice n);
/* d in thousandths; false where it does not fit in them. */
bool value_fixed(struct slice d, int64_t *value);
#define VALUE_ONE 1000 /* one in them */

/* A sum of n decimals in thousandths, with the largest of their steps. */
struct value_sum {
	int64_t sum, step;
	size_t n;
};
/* Add d, rounded to step (absent: exact). False where it or the sum does not fit. */
bool value_sum_add(struct value_sum *s, struct slice d, struct slice step);
/* How far the sum may be from a total as all of them are rounded: half a step each, where there are
 * steps to speak of; whole numbers of things (count) are exact. */
int64_t value_sum_slack(const struct value_sum *s, int64_t total, struct slice step, bool count);
/* <0, 0, >0 by value. */
int value_compare(struct slice x, struct slice y);
/* Nearest double. */
double value_double(struct slice d);

#endif
