/* Injected pinyin: a character, a bracket, letters that are a reading of the character, a bracket.
 *
 * Whether a document's glosses were injected is judged over the whole document: a traditional
 * character is never glossed in clean news; others only where many different ones are and pinyin
 * has no other use there. */
#ifndef ZHC_GLOSS_H
#define ZHC_GLOSS_H

#include "pipeline/normalize/edit.h"
#include "pipeline/normalize/reading.h"
#include "pipeline/normalize/t2s.h"

/* What was seen of glosses; zero to begin with, add every text of a document. */
struct gloss_census {
	size_t hant;  /* glosses on traditional characters */
	size_t other; /* on others */
	size_t kinds; /* different characters among the first GLOSS_KINDS of those */
	size_t stray; /* syllables with tone marks that are no gloss */
	uint16_t seen[16];
};
#define GLOSS_KINDS 16

struct gloss {
	const struct readings *readings;
	const uint8_t *script; /* struct t2s */
};

struct sifted;

/* May a gloss begin with this unit, or a syllable that is none have it? */
bool gloss_may_begin(uint16_t unit);
void gloss_count(const struct gloss *g, const struct sifted *text, struct gloss_census *c);
/* l: of the passage. True if anything was changed. */
bool gloss_remove(const struct gloss *g, const struct gloss_census *c, const struct sifted *l,
		  struct passage *p);

#endif
