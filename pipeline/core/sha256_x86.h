/* SHA-256 blocks with the SHA instructions of x86. */
#ifndef ZHC_SHA256_X86_H
#define ZHC_SHA256_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Has this processor the instructions? False where the program was not built for x86. */
bool sha256_x86_usable(void);
/* n blocks of 64 bytes into the state h, with the round constants k. Only when usable. */
void sha256_x86_blocks(uint32_t h[8], const uint32_t k[64], const uint8_t *p, size_t n);

#endif
