/* The processor's time, for what is shown to people only (progress, profiles): nothing that is
 * written out may depend on it. */
#ifndef ZHC_CLOCK_H
#define ZHC_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds since some moment, never stepping back. */
static inline uint64_t clock_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

#endif
