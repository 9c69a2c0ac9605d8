/* SHA-256 blocks with the SHA instructions of x86 (five times the speed of plain C); in a file of
 * its own because it is the only one that is written for a processor. Empty elsewhere. After
 * Intel's description: the state in two registers as ABEF and CDGH, four rounds a step, and the
 * message schedule four words ahead. */
#include "pipeline/core/sha256_x86.h"

#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <immintrin.h>
#include <sys/platform/x86.h>

bool sha256_x86_usable(void)
{
	return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1) && CPU_FEATURE_ACTIVE(SSSE3);
}

__attribute__((target("sha,sse4.1,ssse3"))) void
sha256_x86_blocks(uint32_t h[8], const uint32_t k[64], const uint8_t *p, size_t n)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)h), 0xb1);
	__m128i hgfe =
		_mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(h + 4)), 0x1b);
	__m128i abef = _mm_alignr_epi8(badc, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);

	for (; n > 0; n--, p += 64) {
		__m128i w[4], abef_before = abef, cdgh_before = cdgh;
#pragma GCC unroll 4
		for (int i = 0; i < 4; i++)
			w[i] = _mm_shuffle_epi8(
				_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), swap);
#pragma GCC unroll 16 /* else the words go through memory between the steps */
		for (int i = 0; i < 16; i++) {
			__m128i now = w[i & 3];
			__m128i m = _mm_add_epi32(
				now, _mm_loadu_si128((const __m128i *)(const void *)(k + 4 * i)));
			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, m);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(m, 0x0e));
			__m128i next =
				_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) & 3]),
					      _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
			/* of no use in the last four */
			w[i & 3] = _mm_sha256msg2_epu32(next, w[(i + 3) & 3]);
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}
	__m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool sha256_x86_usable(void)
{
	return false;
}

void sha256_x86_blocks(uint32_t h[8], const uint32_t k[64], const uint8_t *p, size_t n)
{
	(void)h;
	(void)k;
	(void)p;
	(void)n;
}

#endif
