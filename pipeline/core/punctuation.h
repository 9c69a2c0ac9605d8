/* Marks of Chinese text that the structure of sentences hangs on, one name for each. Sets of marks
 * and words made of them are data (rules/). */
#ifndef ZHC_PUNCTUATION_H
#define ZHC_PUNCTUATION_H

#include <stdbool.h>
#include <stdint.h>

#define EM_DASH		   0x2014
#define SINGLE_OPEN	   0x2018 /* quotation marks inside others */
#define SINGLE_CLOSE	   0x2019
#define QUOTE_OPEN	   0x201c
#define QUOTE_CLOSE	   0x201d
#define ELLIPSIS	   0x2026
#define WHITE_CIRCLE	   0x25cb /* written for nought */
#define LIST_MARK	   0x3001 /* the comma between members of a list */
#define FULL_STOP	   0x3002
#define SONG_OPEN	   0x3008 /* of an article, a song */
#define SONG_CLOSE	   0x3009
#define TITLE_OPEN	   0x300a /* of a work */
#define TITLE_CLOSE	   0x300b
#define CORNER_OPEN	   0x300c /* quotation marks of Taiwan and Hong Kong */
#define CORNER_CLOSE	   0x300d
#define WHITE_CORNER_OPEN  0x300e /* inside others */
#define WHITE_CORNER_CLOSE 0x300f
#define LENS_OPEN	   0x3010 /* brackets of headings and labels */
#define LENS_CLOSE	   0x3011
#define WIDE_EXCLAMATION   0xff01
#define BRACKET_OPEN	   0xff08 /* full width, as normalize leaves them beside Chinese */
#define BRACKET_CLOSE	   0xff09
#define WIDE_COMMA	   0xff0c
#define WIDE_PERCENT 0xff05
#define WIDE_POINT	   0xff0e
#define WIDE_COLON	   0xff1a
#define WIDE_SEMICOLON	   0xff1b
#define WIDE_QUESTION	   0xff1f

/* The mark in either width. Brackets: unit_opens_bracket, unit_closes_bracket (slice.h). */
static inline bool mark_is_comma(uint16_t c)
{
	return c == ',' || c == WIDE_COMMA;
}

static inline bool mark_is_colon(uint16_t c)
{
	return c == ':' || c == WIDE_COLON;
}

static inline bool mark_is_semicolon(uint16_t c)
{
	return c == ';' || c == WIDE_SEMICOLON;
}

#endif
