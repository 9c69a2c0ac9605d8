/* See trust.h. */
#include "pipeline/normalize/trust.h"

#include <math.h>

#define TRUST_MARGIN 0.4f
#define TRUST_FIT    0.32f
#define TRUST_RATE   1.5f
#define TRUST_COMMON (-3.0f) /* the odds are right for a word so common, log10 a place */
#define TRUST_SEAMS  0.5f
#define TRUST_STRAYS 0.5f
#define TRUST_LEAST  1.0f /* to speak for a spun part */
#define TRUST_MOST   6.0f

float trust_pair(const struct spun *s, uint32_t pair)
{
	const struct spun_pair *p = &s->pairs[pair];
	float rate = s->rate[pair];

	if (p->genuine_len > 2) rate *= 2 / (float)p->genuine_len;
	if (rate > TRUST_COMMON) rate = TRUST_COMMON;
	return TRUST_RATE * (rate - TRUST_COMMON) - TRUST_STRAYS * logf(1 + (float)p->strays / 2);
}

float trust_edit(const struct spun *s, const struct unspin_edit *e)
{
	return TRUST_MARGIN * e->margin + TRUST_FIT * e->fit + TRUST_SEAMS * e->seams +
	       trust_pair(s, e->pair);
}

float trust_beyond(float trust)
{
	return (trust < TRUST_MOST ? trust : TRUST_MOST) - TRUST_LEAST;
}
