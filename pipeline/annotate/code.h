/* Codes and identifiers: stretches of letters and digits that count nothing (G60, PM2.5, addresses,
 * telephone and document numbers, versions), and the numbering of lists. */
#ifndef ZHC_CODE_H
#define ZHC_CODE_H

#include "pipeline/annotate/number_table.h"

/* Where a code may stand: s[from, len) is a sentence. */
struct code_text {
	const struct number_table *t;
	const uint16_t *s;
	size_t from, len;
};

/* Does a code begin at s[at] (an ASCII letter or digit that continues nothing)? Gives its end and a
 * rule name, or 0 and in *seen the end of the run of letters, digits and joiners that was looked
 * at: no code begins before it. */
size_t code_read(const struct code_text *c, size_t at, const char **rule, size_t *seen);
/* A document number in brackets at s[at]: (2023) 15 hao. Its end, or 0. */
size_t code_read_document(const struct code_text *c, size_t at);
/* The mark of a note at s[at]: [12]. Its end, or 0. */
size_t code_read_note(const struct code_text *c, size_t at);
/* List numbering at s[at], the start of a sentence or clause: (1), "1.", "one,". Its end, or 0. */
size_t code_read_numbering(const struct code_text *c, size_t at, bool sentence_start);
/* A Chinese numeral alone in brackets at s[at], wherever that is, an Arabic one right behind a
 * number: paragraph (3), 24(1). Its end, or 0. */
size_t code_read_item(const struct code_text *c, size_t at);
/* What may stand between a series' name and its number, up to CODE_SERIES_GAP of them. */
#define CODE_GAPS 7
extern const uint16_t code_gaps[CODE_GAPS];
#define CODE_SERIES_GAP 3
/* Is c one of code_gaps? */
bool code_is_series_gap(uint16_t c);
/* Behind a name that takes a number (shuttle 18, telephone: 010-…): the end of the number and its
 * suffix, at if none. */
size_t code_read_series(const struct code_text *c, size_t at);

#endif
