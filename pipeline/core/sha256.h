/* SHA-256 (FIPS 180-4) and the base32 of ids. */
#ifndef ZHC_SHA256_H
#define ZHC_SHA256_H

#include "pipeline/core/slice.h"

struct sha256 {
	uint32_t h[8];
	uint64_t len; /* bytes so far */
	uint8_t block[64];
	bool fast; /* the processor has instructions for it */
};

/* Hash bytes that come in pieces of any size: begin, add …, end (32 bytes into digest). */
void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t len);
void sha256_end(struct sha256 *s, uint8_t digest[32]);
/* 64 hex digits and a NUL. */
void sha256_hex(const uint8_t digest[32], char out[65]);
/* The first 80 bits as 16 lower-case base32 characters (RFC 4648 alphabet) and a NUL. */
void sha256_base32(const uint8_t digest[32], char out[17]);

#endif
