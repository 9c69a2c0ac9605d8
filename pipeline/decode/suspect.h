/* Which characters make a text suspicious of having been misread or damaged: one table look-up a
 * character, so that clean text costs next to nothing. */
#ifndef ZHC_SUSPECT_H
#define ZHC_SUSPECT_H

#include "pipeline/core/unit_set.h"
#include "pipeline/decode/charset.h"
#include "pipeline/decode/ngram.h"

#define SUSPECT_LIST 192 /* as many characters can share a byte */

/* Classes of suspicion. */
enum suspect {
	SUS_NONE,
	SUS_RARE,    /* Han that news hardly has */
	SUS_LATIN,   /* U+0080..U+00FF and the letters of windows-1252: misread bytes look so */
	SUS_FOREIGN, /* Hangul, half-width katakana, Cyrillic, box drawing … */
	SUS_PRIVATE, /* private use */
	SUS_LOST,    /* U+FFFD */
	SUS_MARK,    /* ASCII question mark: may stand for a lost byte */
	SUS_TRACE,   /* begins a trace of lost text (rules/decode/lost.tsv) */
	SUS_ESCAPE,  /* backslash, percent, number sign, ampersand: an escape may begin */
	SUS_N
};

/* Known characters that share a byte of their GBK code, commonest first: for where the other byte
 * is lost. */
struct byte_chars {
	uint16_t cp[SUSPECT_LIST], sym[SUSPECT_LIST]; /* symbol of the model */
	uint8_t cost[SUSPECT_LIST]; /* of the symbol by itself, in steps of the model; 0 also for
				       digits and letters */
	uint8_t n;
};

struct suspects {
	uint8_t cls[65536];
	struct unit_set any; /* characters that have a class: small, a look costs no cache miss */
	uint16_t sym_char[0x8000];    /* symbol of the model -> a character of it */
	uint8_t sym_has_hant[0x8000]; /* the symbol has a traditional form */
	const struct byte_chars *by_lead, *by_trail; /* 256 of each; of list_tops.tab */
};

/* Fill from the model; lists: by lead byte, then by trail byte. s is large: allocate it. */
void suspects_make(struct suspects *s, const struct ngram *m, const struct byte_chars *lists);

/* Put a character into a class. */
void suspects_set(struct suspects *s, uint16_t c, enum suspect cls);

static inline bool suspects_has(const struct suspects *s, uint16_t c)
{
	return unit_set_has(&s->any, c);
}

/* Does c begin escapes? */
static inline bool suspects_escape(uint16_t c)
{
	return c == '&' || c == '#' || c == '%' || c == '\\';
}

/* Where the suspicious characters of a text stand (those that begin escapes only where one may
 * begin by the unit behind; in what no reader of a page sees only what is lost for good, see
 * unseen.h), so that the passes behind need not look at all the others again. Thread lifetime,
 * mem_alloc'd. Good as long as of is the text's. */
struct suspect_list {
	const uint16_t *of;
	bool page;    /* the text looks like a page */
	uint32_t *at; /* ascending */
	size_t n, cap;
};

/* List them. */
void suspects_list(const struct suspects *s, struct uslice text, struct suspect_list *l);
/* Those listed by class: n[SUS_N]. Gives the sum of those before SUS_MARK. */
size_t suspects_count(const struct suspects *s, const struct suspect_list *l, size_t n[SUS_N]);
/* Index of the first one at or behind unit at; from: one known to stand not behind it. */
static inline size_t suspects_from(const struct suspect_list *l, size_t from, size_t at)
{
	while (from < l->n && l->at[from] < at) from++;
	return from;
}

#endif
