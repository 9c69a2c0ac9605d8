/* What the numbers' parts know, process lifetime: classes of characters
 * (rules/annotate/numerals.tsv), units and their look-alikes (units.tsv, unit_stops.tsv), words
 * around numbers (bounds.tsv). Read-only after number_table_open. */
#ifndef ZHC_NUMBER_TABLE_H
#define ZHC_NUMBER_TABLE_H

#include "pipeline/annotate/class_sets.h"
#include "pipeline/core/table.h"
#include "pipeline/core/unit_set.h"

/* Class of a character in a numeral; high four bits of kind[], the value stands in the low four.
 * ORDER NUMERAL */
enum numeral_class {
	CLS_NONE,
	CLS_ASCII,  /* 0-9, also full width; value 0-9 */
	CLS_DIGIT,  /* Chinese digit; value 0-9 */
	CLS_FORMAL, /* Chinese digit of accounts that is a word of its own when alone; value 0-9 */
	CLS_SMALL,  /* ten, hundred, thousand; value = power of ten */
	CLS_BIG,    /* 10^4, 10^8, 10^12; value = power of ten */
	CLS_POINT,  /* decimal point in words */
	CLS_MINUS,  /* minus in words */
	CLS_SOME,   /* "some": value 0 may follow a ten, 1 only begins */
	CLS_MORE,   /* "and more" */
	CLS_NTH,    /* makes an ordinal */
	CLS_TENS,   /* one character for twenty …; value 2-4 */
	CLS_HALF,
	CLS_PART, /* first character of "parts of" */
	CLS_OF,	  /* value 0: its second character; 1: "and" of a mixed number */
	CLS_WORD  /* first character of a word of list "word" that is no numeral itself */
};

/* Unit flags; letters of the column "flags". ORDER UNIT */
#define UNIT_CLASSIFIER 0x01u	/* c: "one" before it is an article */
#define UNIT_LARGE	0x02u	/* a: not after a single Chinese digit, unless it is counted */
#define UNIT_NAME	0x04u	/* o: numbers things, does not count: ordinal */
#define UNIT_CLOCK	0x08u	/* k: of a date or clock after digits: no quantity */
#define UNIT_PREFIX	0x10u	/* p: may stand before the number */
#define UNIT_NO_SUFFIX	0x20u	/* q: stands only before the number */
#define UNIT_STOP	0x40u	/* look-alike: only its first take units are a unit (0: none) */
#define UNIT_TENTH	0x80u	/* t: counts tenths (discounts and shares in tenths) */
#define UNIT_GUESS	0x100u	/* g: which currency is a guess */
#define UNIT_LATIN	0x200u	/* ends in a Latin letter: must not run on; computed */
#define UNIT_DISCOUNT	0x400u	/* z: counts tenths or hundredths of the price */
#define UNIT_DIGITS	0x800u	/* d: only after Arabic digits */
#define UNIT_DOZEN	0x2000u /* y: twelve; part of the number */
#define UNIT_HAN	0x4000u /* h: only after Chinese numerals */
/* n: numbers things after Chinese numerals, counts after Arabic ones */
#define UNIT_NAME_HAN 0x8000u
#define UNIT_PERSON   0x10000u /* e: persons; an ordinal before them may still be a rank */
#define UNIT_RANK     0x20000u /* r: an ordinal before it is a rank */
#define UNIT_DOUBLING 0x40000u /* w: doublings: value 2^n */
/* m: a currency where a word of spending stands before and no noun behind */
#define UNIT_SPOKEN  0x80000u
#define UNIT_AGE     0x100000u /* v: of age: from 8 to 63 of it is a range, no change */
#define UNIT_BATCH   0x200000u /* b: "one" of it is never a count */
#define UNIT_SMALLER 0x1000u /* s: may follow a larger unit of its kind in one amount */

struct unit_row {
	uint32_t code_off;
	uint32_t flags;
	uint16_t code_len;
	uint8_t dim;  /* enum dimension */
	uint8_t take; /* stops only: units of the key that are the unit */
	int8_t power; /* value in the code's unit = written value * 10^power (with UNIT_SMALLER) */
	uint8_t spare;
	uint16_t part_len;
	uint32_t part_off; /* of what larger units it is a part: "60 ucum:h ucum:min;…"
			      (unit_find_part) */
};

/* Lists of words in bounds.tsv. ORDER LIST */
enum word_list {
	LIST_AFTER,	 /* value: enum value_op */
	LIST_RANGE,	 /* value: 1 = only between numbers of the same shape */
	LIST_PER,	 /* joins two units */
	LIST_WORD,	 /* value: enum number_word */
	LIST_NEXT,	 /* may follow a lone Chinese digit */
	LIST_RATIO,	 /* value: 1 = also clock and score */
	LIST_HALF_WORD,	 /* words that begin with "half": no half of the unit before */
	LIST_SCORE,	 /* words of games: a ratio in their sentence is a score */
	LIST_PROPORTION, /* words of proportions: a ratio beside them is one */
	LIST_ODD,	 /* "and more" between number and unit; value: enum value_op */
	LIST_BETWEEN,	 /* behind two numbers joined by "and": a range */
	LIST_ITEM,	 /* behind a Chinese digit at a clause's start: an item of a list */
	LIST_JOIN,	 /* between two bounds of one quantity */
	LIST_COUNTED, /* nouns that a lone Chinese digit counts without a classifier; value 1: only
			 the digit of counting */
	LIST_EVENT,   /* behind month and day as one number: an event's name */
	LIST_SPAN_BEHIND, /* behind days or a year above 1000: a length of time */
	LIST_BEFORE = 16, /* reversed; value: enum value_op */
	LIST_MINUS,
	LIST_RANK,	  /* value: enum rank_word */
	LIST_PREV,	  /* may stand before a lone Chinese digit */
	LIST_COUNT,	  /* before "one": counts, no article; value 1: persons only */
	LIST_HALF_BEHIND, /* before "half": of a period or whole, no half of the unit behind */
	LIST_FROM,	  /* before a number: its "to" is no range */
	LIST_SCALE,	  /* before a multiplier without digits: a number */
	LIST_NEAR,  /* those of them that say how near: a fixed word behind is a number after all */
	LIST_SPEND, /* before an amount of money or a discount: to pay, to sell at, a price of */
	LIST_SPAN,  /* before days or a year above 1000: a length of time */
	LIST_DOUBLED, /* before doublings */
	LIST_WEEK,    /* before a digit: a day of the week */
	LIST_HELD,    /* before a unit that else numbers things: that many were held */
	LIST_OF,      /* before "one year", "one day": a year or day of that sort, no duration */
	LIST_BASE /* those of LIST_BEFORE that bound a share over its whole: "no more than | a third
		     of the shares" */
};

enum spend_word {
	SPEND_HERE,  /* the sum stands right behind it */
	SPEND_PRICE, /* a price: large figures behind it are money, not things */
	SPEND_ON,    /* whom it is spent on may stand between: owes | the bank 200 */
};

enum rank_word {
	RANK_NEAR, /* the number stands right behind it */
	RANK_FAR,  /* or behind the field: ranks | among six districts third */
	RANK_LAST, /* last but two: no rank */
};

enum number_word {
	WORD_HALF,	/* 50 % */
	WORD_OVER_HALF, /* more than 50 % */
	WORD_NEAR_HALF, /* nearly 50 % */
	WORD_FIRST,	/* rank 1 in one word */
	WORD_DOUBLE,	/* twice as much: one doubling */
	WORD_WHOLE,	/* 100 % */
	WORD_FOLD,	/* 50 % of a price: only behind a word of spending, else paper is folded */
	WORD_FIFTY,	/* half a hundred */
	WORD_OVER_FIFTY,
	WORD_NEAR_FIFTY,
	WORD_NONE, /* only begins like one of them */
	WORD_LAST_N
};

struct number_table {
	struct table tab; /* numbers.tab */
	struct datrie units, prefixes, words, words_back;
	const struct unit_row *rows;
	uint32_t n_rows;
	struct slice text;	       /* codes */
	const uint8_t *kind;	       /* 65536, of each unit: KIND_CLASS, KIND_VALUE */
	const struct unit_set *starts; /* a quantity may begin there */
	/* Lists (bits) of which a word begins or ends with the character; BEGINS_UNIT: a unit or
	 * prefix does. */
	struct class_sets begins, ends;
};

#define WORD_LIST_BITS 20 /* of a word's value: a bit a list */
#define BEGINS_UNIT    (1u << 30)

/* May a quantity begin with c? For the scan of running text. */
static inline bool number_may_start(const struct number_table *t, uint16_t c)
{
	return unit_set_has(t->starts, c);
}

/* May a unit begin with c? */
static inline bool number_unit_may_start(const struct number_table *t, uint16_t c)
{
	return class_set(&t->begins, c) & BEGINS_UNIT;
}

#define KIND_CLASS(k) ((enum numeral_class)((k) >> 4))
#define KIND_VALUE(k) ((unsigned)((k)&15u))

/* *t is mem_alloc'd; ERR_RULES with file and line when the data are bad or not compiled. */
enum status number_table_open(const struct env *env, struct number_table **t, struct err *e);
void number_table_close(struct number_table *t);

/* Longest unit or look-alike at s[0]: its length, 0 if none. */
size_t number_unit_longest(const struct number_table *t, const uint16_t *s, size_t len,
			   uint32_t *row);
/* Does the unit of an age begin at s? */
bool number_age_at(const struct number_table *t, const uint16_t *s, size_t len);

/* The walks behind number_word_at() and number_word_before(). */
size_t number_walk_at(const struct number_table *t, enum word_list list, const uint16_t *s,
		      size_t len, unsigned *value);
size_t number_walk_before(const struct number_table *t, enum word_list list, const uint16_t *s,
			  size_t at, unsigned *value);

/* Longest word of a list that begins at s[0]: its length in units, 0 if none, as most often. *value
 * may be NULL. */
static inline size_t number_word_at(const struct number_table *t, enum word_list list,
				    const uint16_t *s, size_t len, unsigned *value)
{
	return len && class_set(&t->begins, s[0]) & 1u << list
		       ? number_walk_at(t, list, s, len, value)
		       : 0;
}

/* Longest word of a list (LIST_BEFORE …) that ends at s[at]; at most 8 units are looked at. */
static inline size_t number_word_before(const struct number_table *t, enum word_list list,
					const uint16_t *s, size_t at, unsigned *value)
{
	return at && class_set(&t->ends, s[at - 1]) & 1u << (list - LIST_BEFORE)
		       ? number_walk_before(t, list, s, at, value)
		       : 0;
}

/* What a word of LIST_NEAR says of the number behind it, as bounds.tsv has it; 0: how near. */
#define NEAR_GE	  2u
#define NEAR_GT	  3u
#define NEAR_NONE 9u /* of a word that only ends like one that says how near */

/* Does a word of LIST_NEAR end at s[at]? */
static inline bool number_near_before(const struct number_table *t, const uint16_t *s, size_t at)
{
	unsigned kind = 0;

	return number_word_before(t, LIST_NEAR, s, at, &kind) && kind != NEAR_NONE;
}

/* For builders: the kinds of all units from numerals.tsv. ERR_RULES with file and line. */
enum status number_kinds_load(const char *path, uint8_t kind[65536], struct err *e);

/* Words are packed into 32 bits: a bit a list (low 24: forward and reversed lists apart), value
 * above. */
uint32_t number_word_pack(enum word_list list, unsigned value);

#endif
