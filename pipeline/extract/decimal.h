/* Exact decimals as strings: the few operations that a claim needs. Digits, one point, a leading minus. */
#ifndef ZHC_DECIMAL_H
#define ZHC_DECIMAL_H

#include "pipeline/core/mem.h"

/* -d (zero stays as it is). */
struct slice decimal_negate(struct arena *a, struct slice d);
/* d * 100, trailing zeros as the shift leaves them. */
struct slice decimal_percent(struct arena *a, struct slice d);
/* n doublings as growth in per cent: 1 -> 100, 2 -> 300, n up to 20; absent for what is no such whole number. */
struct slice decimal_doublings(struct arena *a, struct slice n);
/* <0, 0, >0 by value. */
int decimal_compare(struct slice x, struct slice y);
/* Nearest double. */
double decimal_double(struct slice d);

#endif
