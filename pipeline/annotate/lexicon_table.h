/* Layout of the compiled table "words", shared by its builder and by segment.c.
 *
 * Section "words": double array (word_trie.h) from a word to a packed value:
 *   bits 0-9    cost (-ln of the word's share of all words, in 1/16 nat)
 *   bits 10-14  enum pos_tag
 *   bits 15-29  classes
 * Section "chars": struct lexicon_char for each of the 65536 UTF-16 units.
 * Section "units": struct lexicon_unit for each. */
#ifndef ZHC_LEXICON_TABLE_H
#define ZHC_LEXICON_TABLE_H

#include "pipeline/annotate/word_trie.h"
#include "pipeline/core/table.h"

#include <stdint.h>

#define WORD_COST_UNIT 16 /* parts of a nat */
#define WORD_COST_MAX  1023u
#define WORD_TOTAL     1e8 /* weights are shares of this */

static inline uint32_t word_pack(uint32_t cost, uint32_t pos, uint32_t cls)
{
	return (cost > WORD_COST_MAX ? WORD_COST_MAX : cost) | pos << 10 | cls << 15;
}

static inline uint32_t word_cost(uint32_t v)
{
	return v & WORD_COST_MAX;
}

static inline uint8_t word_pos(uint32_t v)
{
	return (uint8_t)(v >> 10 & 31);
}

static inline uint16_t word_class(uint32_t v)
{
	return (uint16_t)(v >> 15 & 0x7fff);
}

enum char_kind {
	CHAR_OTHER,
	CHAR_HAN,
	CHAR_DIGIT,
	CHAR_LATIN,
	CHAR_PUNCT,
	CHAR_SPACE,
	CHAR_DOT,
	CHAR_SURROGATE
};

#define NAME_NEVER    255 /* cost of a character that does not stand there */
#define NAME_FAMILIAR 254 /* in the place of a surname's cost: it opens a familiar name */

/* What a character may be in a name: bit n beside the bit n + 1 of the next one may be a name.
 * ORDER CHAR_NAMES */
enum char_name {
	CHAR_SURNAME = 1,  /* a surname of one character, not only an opener of familiar names */
	CHAR_GIVEN = 2,	   /* may stand behind it */
	CHAR_TRANSLIT = 4, /* transliterates */
	CHAR_LINK = 8,	   /* that, or a middle dot */
};

/* A character: costs in 1/16 nat in names; code in the words' trie, 0 = in no word. */
struct lexicon_char {
	uint8_t kind : 4;  /* enum char_kind */
	uint8_t names : 4; /* enum char_name */
	uint8_t surname;   /* as a surname of one character */
	uint8_t first;	   /* first of two characters of a given name */
	uint8_t second;	   /* second of two */
	uint8_t alone;	   /* the only one */
	uint8_t translit;  /* in a transliterated foreign name */
	uint16_t code;
};

/* What the segmenter wants of every unit, in one place of the memory (segment_path.c says what edge
 * and odd are). */
struct lexicon_unit {
	uint64_t cell; /* of the words' trie behind the unit; 0: no word is looked for there */
	uint16_t cost; /* of the unit alone */
	uint16_t code; /* as in lexicon_char */
	uint8_t edge;
	uint8_t odd;
	uint8_t names; /* as in lexicon_char */
	uint8_t spare;
};

/* The table as it is open: process lifetime, read-only. */
struct lexicon {
	struct table table;
	struct word_trie words;
	const struct lexicon_char *chars;
	const struct lexicon_unit *units;
};

#endif
