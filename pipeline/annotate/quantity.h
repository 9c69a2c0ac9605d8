/* A quantity of running text: numeral, unit, bounds, ranges and ratios put together, before it
 * becomes an annotation. Files: quantity.c (the reader), quantity_side.c (numeral + unit),
 * quantity_amount.c (smaller units behind the first), quantity_pair.c (ranges, ratios),
 * quantity_bound.c (words around), quantity_names.c (what only names). */
#ifndef ZHC_QUANTITY_H
#define ZHC_QUANTITY_H

#include "pipeline/annotate/numeral.h"
#include "pipeline/annotate/unit.h"
#include "pipeline/core/doc.h"

/* Where a reader may look. Offsets are into s; nothing outside [from, len) belongs to the quantity,
 * words before it may be looked at down to sentence. */
struct reading {
	const struct number_table *t;
	const uint16_t *s;
	size_t from;	 /* nothing before is free (end of the last annotation) */
	size_t len;	 /* end of what may be read (next claimed ground, end of the sentence) */
	size_t sentence; /* start of the sentence */
	size_t sentence_end;
	bool traditional;    /* yuan of another region */
	struct slice region; /* its currency, absent when it is not known (region.h) */
	uint8_t *game;	     /* does the sentence speak of a game? 0 not yet asked, 1 no, 2 yes; the
				caller's, one a sentence */
	const struct lexicon *lexicon;
	struct segment_scratch *cut; /* the caller's, for words torn by a bound */
};

/* Numeral and unit. */
struct side {
	struct numeral n;
	struct unit unit; /* len 0: none */
	size_t off;	  /* first character, minus and currency included */
	size_t num_off;
	size_t end;  /* behind the unit or the numeral */
	uint8_t odd; /* enum value_op of "and more" between numeral and unit */
	size_t odd_off, odd_len;
	bool prefixed; /* unit stands before the number */
};

struct quantity {
	uint8_t type, op, form, dim;
	unsigned flags; /* ANNOT_* */
	size_t off, end;
	size_t num_off, num_end;
	size_t unit_off, unit_len;
	size_t op_off, op_len;
	struct decimal value, low, high; /* n == 0: absent */
	int step;
	bool has_step;
	struct unit unit;
	const char *code; /* instead of the unit's; NULL */
	const char *rule;
};

/* What the reader found at a place. */
enum quantity_result {
	QUANTITY_NONE, /* nothing that counts; go on behind q->end */
	QUANTITY_OK
};
enum quantity_result quantity_read(const struct reading *r, size_t at, struct quantity *q);

/* ---- quantity_side.c ---- */
/* Read numeral and unit at s[at] (minus, currency before are looked back for down to r->from). */
enum numeral_result side_read(const struct reading *r, size_t at, struct side *side);
/* Behind at most one space. */
size_t side_skip_space(const struct reading *r, size_t at);
/* A digit or multiplier? */
static inline bool side_is_numeral(const struct reading *r, size_t i)
{
	enum numeral_class c = KIND_CLASS(r->t->kind[r->s[i]]);

	return c == CLS_ASCII || c == CLS_DIGIT || c == CLS_SMALL || c == CLS_BIG;
}

/* ---- quantity_amount.c ---- */
/* Behind the unit of side: the smaller parts, half or tenths that belong to the same amount. */
void amount_read(const struct reading *r, struct side *side);

/* ---- quantity_pair.c ---- */
/* A range whose first end is a; true when it is one: q is filled but for bounds. */
bool pair_read_range(const struct reading *r, const struct side *a, struct quantity *q);
/* Is a game spoken of in the sentence? Asked once a sentence. */
bool pair_of_game(const struct reading *r);
/* A ratio or score whose first number is a. */
bool pair_read_ratio(const struct reading *r, const struct side *a, struct quantity *q);

/* ---- quantity_names.c ---- */
/* Does the numeral of a, which has no unit, only name: a bare year, a day as eight digits, digits
 * of a plan (fourteen five), an item's number? */
bool quantity_names_something(const struct reading *r, const struct side *a);

/* ---- quantity_bound.c ---- */
/* Set q->op from the words before and behind it (and what stood inside). */
void bound_read(const struct reading *r, const struct side *side, struct quantity *q);
/* Is the lone "one" of q an article here? */
bool bound_is_article(const struct reading *r, const struct quantity *q);
/* Is it what a price is of ("one pound at 5 yuan"), or half of "one household, one plan"? */
bool bound_is_basis(const struct reading *r, const struct quantity *q);
/* May a lone Chinese digit from off to end, without a unit, be a number here? */
bool bound_lone_digit(const struct reading *r, size_t off, size_t end);
/* Is the place named at off a rank: does a word of ranking stand right before, or before its field
 * ("third | among six districts"), where the clause ends at end? */
bool bound_is_rank(const struct reading *r, size_t off);
bool bound_ranks_in_field(const struct reading *r, size_t off, size_t end);
/* Is s[at] beyond the sentence, or no letter, digit or Chinese character? */
bool bound_is_edge(const struct reading *r, size_t at);
/* Does a word of spending stand before q, and no noun behind? */
bool bound_is_spent(const struct reading *r, const struct quantity *q);

#endif
