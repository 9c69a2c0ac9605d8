/* UTF-16 offsets to code points and back. */
#include "pipeline/core/points.h"

#include "pipeline/core/unit_find.h"

void points_init(struct points *p, struct uslice s)
{
	size_t cap = 0;

	*p = (struct points){ NULL, 0 };
	for (size_t i = unit_find_between(s.p, 1, s.len, 0xdc00, 0xdfff); i < s.len;
	     i = unit_find_between(s.p, i + 1, s.len, 0xdc00, 0xdfff)) {
		if ((s.p[i - 1] & 0xfc00) != 0xd800) continue;
		p->pair = mem_grow(p->pair, &cap, p->n + 1, sizeof *p->pair);
		p->pair[p->n++] = (uint32_t)i;
	}
}

void points_free(struct points *p)
{
	mem_free(p->pair);
}

size_t points_of(const struct points *p, size_t off)
{
	size_t lo = 0, hi = p->n; /* pairs whose second unit stands before off */

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (p->pair[mid] < off) lo = mid + 1;
		else hi = mid;
	}
	return off - lo;
}

size_t points_to(const struct points *p, size_t cp)
{
	size_t lo = 0, hi = p->n; /* pair i begins at code point pair[i] - 1 - i */

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (p->pair[mid] - 1 - mid < cp) lo = mid + 1;
		else hi = mid;
	}
	return cp + lo;
}
