/* Borrowed stretches of bytes and of UTF-16 text, and what a single unit of text is. They own
 * nothing; text may contain NUL. Lengths: struct slice in bytes, struct uslice in UTF-16 units. */
#ifndef ZHC_SLICE_H
#define ZHC_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *p; /* NULL means absent (JSON null); an empty string has p != NULL */
	size_t len;
};

struct uslice {
	const uint16_t *p;
	size_t len;
};

/* A slice of a string literal. */
#define SLICE(lit) ((struct slice){ (lit), sizeof(lit) - 1 })
#define SLICE_NONE ((struct slice){ NULL, 0 })

static inline struct slice slice_of(const char *p, size_t len)
{
	return (struct slice){ p, len };
}

/* For NUL-terminated strings of the program itself (option values, file names), never for text. */
static inline struct slice slice_str(const char *s)
{
	return (struct slice){ s, s ? strlen(s) : 0 };
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool slice_is(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

static inline bool slice_starts(struct slice a, struct slice head)
{
	return a.len >= head.len && memcmp(a.p, head.p, head.len) == 0;
}

static inline bool slice_ends(struct slice a, struct slice tail)
{
	return a.len >= tail.len && memcmp(a.p + (a.len - tail.len), tail.p, tail.len) == 0;
}

static inline bool uslice_eq(struct uslice a, struct uslice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len * sizeof *a.p) == 0);
}

/* Byte order, shorter first when one is the head of the other: <0, 0, >0. */
int slice_cmp(struct slice a, struct slice b);
/* The same by the values of units. */
int uslice_cmp(struct uslice a, struct uslice b);

/* The unit at i, 0 behind the end. */
static inline uint16_t uslice_at(struct uslice s, size_t i)
{
	return i < s.len ? s.p[i] : 0;
}

/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

/* Cut the next word off *rest: up to a blank or tab, without those before it; empty at the end. */
struct slice slice_word(struct slice *rest);

/* Which of n names s is, -1 none of them. */
int slice_index(struct slice s, const char *const *names, int n);

/* Cut the head of *rest up to the next sep (not included) and step over it.
 * Gives false when *rest was used up (p == NULL). The last piece leaves *rest absent. */
bool slice_split(struct slice *rest, char sep, struct slice *piece);

/* ---- what a unit is ---- */

/* An ASCII digit. */
static inline bool unit_is_digit(uint16_t c)
{
	return c >= '0' && c <= '9';
}

/* A digit, ASCII or full width. */
static inline bool unit_is_any_digit(uint16_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

/* An ASCII letter. */
static inline bool unit_is_letter(uint16_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool unit_is_alnum(uint16_t c)
{
	return unit_is_digit(c) || unit_is_letter(c);
}

/* A space, ASCII or as wide as an ideograph. */
static inline bool unit_is_blank(uint16_t c)
{
	return c == ' ' || c == 0x3000;
}

/* One of those or the space that breaks no line. */
static inline bool unit_is_any_blank(uint16_t c)
{
	return unit_is_blank(c) || c == 0xa0;
}

/* A round bracket, ASCII or full width. */
static inline bool unit_opens_bracket(uint16_t c)
{
	return c == '(' || c == 0xff08;
}

static inline bool unit_closes_bracket(uint16_t c)
{
	return c == ')' || c == 0xff09;
}

/* What is a Chinese character: each answer is wider than the one before it; the last is a bound.
 *
 * A unified ideograph of the basic plane or its first extension. */
static inline bool unit_is_ideograph(uint16_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf);
}

#define HAN_ZERO 0x3007
/* One of those, the Chinese zero, or a compatibility ideograph: all that take one unit. */
static inline bool unit_is_one_han(uint16_t c)
{
	return unit_is_ideograph(c) || c == HAN_ZERO || (c >= 0xf900 && c <= 0xfaff);
}

/* One of those or the first unit of an ideograph that takes two. */
static inline bool unit_is_han(uint16_t c)
{
	return unit_is_one_han(c) || (c >= 0xd840 && c <= 0xd88f);
}

/* Below it stand letters, digits, marks and kana, from it on mostly ideographs: enough where a name
 * or a word is told from signs. */
#define HAN_FIRST 0x3400

#endif
