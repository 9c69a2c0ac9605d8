/* What a head, a cell or a line above a table says of units: words of
 * rules/annotate/table_heads.tsv and the unit table. s: the document's text; cells and offsets are
 * UTF-16 units into it. Nothing is allocated, nothing fails. */
#ifndef ZHC_TABLE_UNIT_H
#define ZHC_TABLE_UNIT_H

#include "pipeline/annotate/look.h"
#include "pipeline/annotate/quantity.h"
#include "pipeline/annotate/table_row.h"
#include "pipeline/core/punctuation.h"

enum head_class {
	HEAD_UNIT,
	HEAD_ALONE,
	HEAD_NUMBER,
	HEAD_RELATIVE,
	HEAD_AMOUNT,
	HEAD_PART,
	HEAD_N
};

struct head_word {
	struct uslice word;
	uint8_t cls;
};

struct head_words {
	const struct number_table *t;
	struct head_word *words; /* in the owner's arena */
	size_t n, cap;
};

struct head_unit {
	struct unit u;
	int power; /* 10^power: the multiplier written before the unit */
	bool set;
	bool bare; /* a multiplier alone */
};

/* The sign without which a line names no unit. ORDER SIGN */
static inline bool table_is_colon(uint16_t c)
{
	return mark_is_colon(c);
}

/* The longest word of a class at s[at], 0 if there is none. */
size_t table_word_at(const struct head_words *t, enum head_class cls, const uint16_t *s, size_t at,
		     size_t end);

/* Does a word of the class stand in the cell, a word for "unit" fill it, one for a running number
 * fill it? */
bool table_has_word(const struct head_words *t, enum head_class cls, const uint16_t *s,
		    struct table_cell c);
bool table_is_unit_word(const struct head_words *t, const uint16_t *s, struct table_cell c);
bool table_is_numbered(const struct head_words *t, const uint16_t *s, struct table_cell c);

/* Multiplier and unit that fill [at, end). */
bool table_read_unit(const struct head_words *t, const uint16_t *s, struct table_cell c,
		     struct head_unit *h);

/* "(unit: 10,000 yuan)" anywhere in a short line. */
bool table_read_unit_line(const struct head_words *t, const struct look *look, const uint16_t *s,
			  struct table_cell line, struct head_unit *h, struct head_unit *share);

/* The unit at the end of a head: in brackets, behind a colon or slash, or a bare sign of a share.
 */
bool table_read_head(const struct head_words *t, const uint16_t *s, struct table_cell c,
		     struct head_unit *h);

#endif
