/* SHA-256 after FIPS 180-4; base32 after RFC 4648, lower case. */
#include "pipeline/core/sha256.h"

#include "pipeline/core/sha256_x86.h"

static const uint32_t round_k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2
};

static uint32_t ror(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/* One round; the caller turns the names, so that no value moves. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                           \
	do {                                                                                       \
		uint32_t t_ = (h) + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) +                        \
			      (((e) & (f)) ^ (~(e) & (g))) + round_k[i] + w[i];                    \
		(d) += t_;                                                                         \
		(h) = t_ + (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) +                                 \
		      (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));                                   \
	} while (0)

static void compress(uint32_t h[8], const uint8_t *p)
{
	uint32_t w[64];

	for (int i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	for (int i = 16; i < 64; i++) {
		uint32_t x = w[i - 15], y = w[i - 2];
		w[i] = w[i - 16] + w[i - 7] + (ror(x, 7) ^ ror(x, 18) ^ x >> 3) +
		       (ror(y, 17) ^ ror(y, 19) ^ y >> 10);
	}
	uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
	for (int i = 0; i < 64; i += 8) {
		ROUND(a, b, c, d, e, f, g, k, i);
		ROUND(k, a, b, c, d, e, f, g, i + 1);
		ROUND(g, k, a, b, c, d, e, f, i + 2);
		ROUND(f, g, k, a, b, c, d, e, i + 3);
		ROUND(e, f, g, k, a, b, c, d, i + 4);
		ROUND(d, e, f, g, k, a, b, c, i + 5);
		ROUND(c, d, e, f, g, k, a, b, i + 6);
		ROUND(b, c, d, e, f, g, k, a, i + 7);
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
	h[5] += f;
	h[6] += g;
	h[7] += k;
}

/* n whole blocks. */
static void compress_all(struct sha256 *s, const uint8_t *p, size_t n)
{
	if (s->fast) {
		sha256_x86_blocks(s->h, round_k, p, n);
		return;
	}
	for (; n > 0; n--, p += 64) compress(s->h, p);
}

void sha256_begin(struct sha256 *s)
{
	static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	memcpy(s->h, start, sizeof start);
	s->len = 0;
	s->fast = sha256_x86_usable();
}

void sha256_add(struct sha256 *s, const void *data, size_t len)
{
	const uint8_t *p = data;
	size_t have = s->len % 64;

	s->len += len;
	if (have) {
		size_t n = 64 - have < len ? 64 - have : len;
		memcpy(s->block + have, p, n);
		p += n;
		len -= n;
		if (have + n < 64) return;
		compress_all(s, s->block, 1);
	}
	if (len >= 64) {
		compress_all(s, p, len / 64);
		p += len / 64 * 64;
		len %= 64;
	}
	if (len) memcpy(s->block, p, len);
}

/* Highest byte first. */
static inline void put_word(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

void sha256_end(struct sha256 *s, uint8_t digest[32])
{
	uint64_t bits = s->len * 8;
	size_t n = s->len % 64;

	s->block[n++] = 0x80;
	if (n > 56) {
		memset(s->block + n, 0, 64 - n);
		compress_all(s, s->block, 1);
		n = 0;
	}
	memset(s->block + n, 0, 56 - n);
	put_word(s->block + 56, (uint32_t)(bits >> 32));
	put_word(s->block + 60, (uint32_t)bits);
	compress_all(s, s->block, 1);
	for (int i = 0; i < 8; i++) put_word(digest + 4 * i, s->h[i]);
}

void sha256_hex(const uint8_t digest[32], char out[65])
{
	for (int i = 0; i < 64; i++)
		out[i] = "0123456789abcdef"[i % 2 ? digest[i / 2] & 15 : digest[i / 2] >> 4];
	out[64] = 0;
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";

void sha256_base32(const uint8_t digest[32], char out[17])
{
	for (int half = 0; half < 2; half++) { /* five bytes are eight characters */
		const uint8_t *d = digest + 5 * half;
		uint32_t high = (uint32_t)d[0] << 12 | (uint32_t)d[1] << 4 | d[2] >> 4,
			 low = (uint32_t)(d[2] & 15) << 16 | (uint32_t)d[3] << 8 | d[4];
		for (int i = 0; i < 4; i++) {
			out[8 * half + i] = letters[high >> (15 - 5 * i) & 31];
			out[8 * half + 4 + i] = letters[low >> (15 - 5 * i) & 31];
		}
	}
	out[16] = 0;
}
