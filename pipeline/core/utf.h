/* UTF-16 <-> UTF-8 into memory that is there already: the two conversions behind buf.h and mem.h.
 */
#ifndef ZHC_UTF_H
#define ZHC_UTF_H

#include "pipeline/core/slice.h"

#define UTF_REPLACEMENT 0xfffdu

/* Bytes that s may take as UTF-8, with what utf8_write may touch behind its end. */
#define UTF8_ROOM(units) ((size_t)(units)*3 + 1)

/* s as UTF-8 at out, which has UTF8_ROOM(s.len) bytes; lone surrogates become U+FFFD. Gives the
 * bytes written. */
size_t utf8_write(char *out, struct uslice s);
/* s as UTF-16 at out, which has s.len units; malformed sequences become U+FFFD, one for each
 * maximal subpart. Gives the units written. */
size_t utf16_write(uint16_t *out, struct slice s);

/* Does a code unit of UTF-16 take three bytes in UTF-8 (no surrogate)? */
static inline bool utf8_takes_three(uint32_t c)
{
	return c >= 0x800 && (c & 0xf800) != 0xd800;
}

/* A character of three bytes at p. Writes a fourth byte, which the next character overwrites: one
 * store instead of three. */
static inline void utf8_put_three(void *p, uint32_t c)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t bytes = 0x8080e0u | c >> 12 | (c << 2 & 0x3f00) | (c << 16 & 0x3f0000);
#else
	uint32_t bytes = 0xe0808000u | c >> 12 << 24 | (c << 10 & 0x3f0000) | (c << 8 & 0x3f00);
#endif
	memcpy(p, &bytes, 4);
}

/* One scalar value as UTF-8 at out (4 bytes of room). Gives the bytes written. */
size_t utf8_put(char *out, uint32_t cp);
/* One code point of UTF-8 at s.p[*i], stepping over it, or over the maximal subpart of a malformed
 * one (U+FFFD). */
uint32_t utf8_next(struct slice s, size_t *i);

/* Is s well-formed UTF-8 to its end? */
bool utf8_valid(struct slice s);

/* A well-formed sequence of three bytes at p, of which `left` are there? No surrogates, no E0 (its
 * second byte is bounded): the common Chinese character, told in a few instructions. */
static inline bool utf8_is_common3(const unsigned char *p, size_t left)
{
	return left >= 3 && p[0] > 0xe0 && p[0] <= 0xef && p[0] != 0xed && (p[1] & 0xc0) == 0x80 &&
	       (p[2] & 0xc0) == 0x80;
}

#endif
