/* Random numbers of property tests: the same on every machine, from a seed. Include it behind the
 * system's headers. */
#ifndef ZHC_TEST_DRAW_H
#define ZHC_TEST_DRAW_H

#include <stdint.h>

struct rng {
	uint64_t seed;
};

/* One of 0..n-1; n > 0. */
static inline uint32_t draw(struct rng *g, uint32_t n)
{
	g->seed = g->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(g->seed >> 33) % n;
}

#endif
