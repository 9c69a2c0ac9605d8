/* Marks of Chinese text that the structure of sentences hangs on, one name for each. Sets of marks
 * and words made of them are data (rules/). */
#ifndef ZHC_PUNCTUATION_H
#define ZHC_PUNCTUATION_H

#define QUOTE_OPEN	 0x201c
#define QUOTE_CLOSE	 0x201d
#define LIST_MARK	 0x3001 /* the comma between members of a list */
#define FULL_STOP	 0x3002
#define SONG_OPEN	 0x3008 /* of an article, a song */
#define TITLE_OPEN	 0x300a /* of a work */
#define TITLE_CLOSE	 0x300b
#define CORNER_CLOSE	 0x300d /* a quotation mark of Taiwan and Hong Kong */
#define WIDE_EXCLAMATION 0xff01
#define BRACKET_OPEN	 0xff08 /* full width, as normalize leaves them beside Chinese */
#define BRACKET_CLOSE	 0xff09
#define WIDE_COMMA	 0xff0c
#define WIDE_POINT	 0xff0e
#define WIDE_COLON	 0xff1a
#define WIDE_SEMICOLON	 0xff1b

#endif
