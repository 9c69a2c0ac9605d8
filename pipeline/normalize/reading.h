/* Readings: which syllables of Mandarin a character can have, and which characters a syllable can
 * stand for.
 *
 * From the Unihan database (rules/normalize/readings.tsv), polyphones included; traditional and
 * simplified forms each have their own. A mmap'd table, read-only, shared by all threads. Only
 * characters of the BMP. */
#ifndef ZHC_READING_H
#define ZHC_READING_H

#include "pipeline/core/table.h"

/* units of the longest spelling that is parsed, tone marks as separate units included */
#define READING_MAX 12

struct readings {
	/* its trie: toneless syllable (ASCII, v for u with two dots) -> number */
	struct table table;
	uint32_t n_syllables;
	/* (n_syllables * 8) + 1: characters of syllable * 8 + tone (1-5) */
	const uint32_t *syl_off;
	const uint16_t *syl_chars;
	const uint32_t *char_off; /* 65536 + 1: readings of a character */
	const uint16_t *char_syl; /* syllable << 3 | tone */
};

/* A parsed spelling; tone 0: none is written. */
struct spelling {
	uint16_t syllable;
	uint8_t tone;
};

/* Map the table "readings". ERR_RULES when it is missing or damaged. */
enum status readings_open(struct readings *r, const struct env *env, struct err *e);
void readings_close(struct readings *r);

/* Is s exactly one syllable as pinyin spells it: with a tone mark, composed or not, or without;
 * upper or lower case, full width too; the typewritten forms of a, g and u with dots (v) allowed?
 */
bool reading_parse(const struct readings *r, const uint16_t *s, size_t len, struct spelling *out);

/* Can cp be read so? A reading without tone fits every tone; one with a tone only that or the
 * toneless entry. */
bool reading_fits(const struct readings *r, uint32_t cp, struct spelling what);

/* The characters that can be read so in one tone (1-5), in code point order. To have all of a
 * toneless reading, ask for each tone. Borrowed from the table. */
struct uslice reading_chars(const struct readings *r, uint16_t syllable, uint8_t tone);

/* A letter that may stand in a spelling (also with a tone mark), or a combining tone mark. */
bool reading_is_letter(uint16_t c);

#endif
