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

#define MADE_MARGIN 0.3f
#define MADE_FIT    0.21f
#define MADE_MOST   10.0f /* of those two that counts */
#define MADE_SEAMS  0.48f
#define MADE_STRAYS 0.12f
#define MADE_RARE   1.5f    /* for each log10 a place below ... */
#define MADE_COMMON (-4.0f) /* ... this: lists hardly have rarer words */
#define MADE_KIN    0.26f
#define MADE_BETTER 0.12f /* more where a word of like meaning goes better */
#define MADE_OFTEN  1.75f /* more of pairs that the lists of many tools hold ... */
#define MADE_SEEN   1.2f  /* ... or that were seen in spun text */
#define KIN_LEAST   (-3.0f)
#define KIN_MOST    2.0f

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

static float at_most(float x, float most)
{
	return x < most ? x : most;
}

float trust_made(const struct spun *s, const struct unspin_edit *e)
{
	const struct spun_pair *p = &s->pairs[e->pair];
	float rare = at_most(s->rate[e->pair] - MADE_COMMON, 0);
	float kin = at_most(e->kin > KIN_LEAST ? e->kin : KIN_LEAST, KIN_MOST);

	return MADE_MARGIN * at_most(e->margin, MADE_MOST) + MADE_FIT * at_most(e->fit, MADE_MOST) +
	       MADE_SEAMS * e->seams + MADE_RARE * rare -
	       MADE_STRAYS * logf(1 + (float)p->strays / 2) - MADE_KIN * kin -
	       (kin > 0 ? MADE_BETTER * kin : 0) + (p->cls == SPUN_OFTEN ? MADE_OFTEN : 0) +
	       (p->cls == SPUN_WORD ? MADE_SEEN : 0);
}
