/* Words of tables by class, out of rules/extract/table_words.tsv. Built at start, read-only
 * afterwards. */
#ifndef ZHC_TABLE_WORDS_H
#define ZHC_TABLE_WORDS_H

#include "pipeline/core/stage.h"

/* Classes, names as they stand in the file. */
/* clang-format off */
#define TABLE_CLASSES(X) \
	X(RATE, "rate")			/* in a head: a change */ \
	X(FALL, "fall")			/* of rate: its figures are falls */ \
	X(YOY, "yoy")			/* in a head: against the year before */ \
	X(POP, "pop")			/* in a head: against the period before */ \
	X(SHARE, "share")		/* in a head: a share */ \
	X(VALUE, "value")		/* a whole head: says no more than that figures stand \
					 * below */ \
	X(SKIP, "skip")			/* a whole head: no figures to claim below it */ \
	X(TARGET, "target")		/* a whole head, or in one: what was to be reached */ \
	X(DONE, "done")			/* in a head beside target: how much of it was reached */ \
	X(CUMULATIVE, "cumulative")	/* in a head: from the start of the period on */ \
	X(ROWIND, "rowind")		/* first head of all: the rows are measures */ \
	X(ROWSUBJ, "rowsubj")		/* first head of all: the rows are those who have the \
					 * figures */ \
	X(TOTAL, "total")		/* name of a row, or the end of one: the sum of others */ \
	X(LEAD, "lead")			/* marks before the name of a row */ \
	X(CAPTAIL, "captail")		/* ends a caption without being part of its name */ \
	X(NUMERAL, "numeral")		/* digits of the numbers before names of rows */ \
	X(CAPMARK, "capmark")		/* opens a line above the table that is its caption */ \
	X(UNIT, "unit")			/* opens a line above the table that names the unit */ \
	X(NUMBER, "number")		/* a whole head: its column only numbers the rows */ \
	X(PART, "part")			/* before the name of a row: it is part of the row \
					 * above */ \
	X(MEASURE, "measure")		/* ends the name of what is measured */ \
	X(JOIN, "join")			/* stands between what changed and the word for the \
					 * change */ \
	X(AGAINST, "against")		/* opens a comparison: nothing that changed is named \
					 * there */ \
	X(GUESS, "guess")		/* in a head: what is expected */ \
	X(SINCE, "since")		/* in a head: against the start of the period */ \
	X(DIVIDE, "divide")		/* opens a line that divides the row above */ \
	X(RATETAIL, "ratetail")		/* ends the name of a row that is a change, behind the \
					 * word for it */ \
	X(SUBJTAIL, "subjtail")		/* ends the head over those who have the figures */ \
	X(ATTR, "attr")			/* a whole head: what those are like */ \
	X(INDEX, "index")		/* ends the head of an index, which is no change */ \
	X(BASE, "base")			/* in a head: the base of an index */ \
	X(FLOW, "flow")			/* ends the name of a row that tells of a change but is \
					 * an amount */
/* clang-format on */
enum table_class {
#define X(id, name) TABLE_##id,
	TABLE_CLASSES(X)
#undef X
		TABLE_CLASS_N
};

#define TABLE_GATE 16384

struct table_word;
struct table_words {
	struct arena a;
	struct table_word *words;
	size_t n, cap;
	uint64_t first[TABLE_GATE / 64],
		last[TABLE_GATE / 64]; /* a bit a class and unit that a word begins, ends with */
};

/* Read the file; close with table_words_close, also after an error. */
enum status table_words_open(struct table_words *w, const struct env *env, struct err *e);
void table_words_close(struct table_words *w);

/* Is the text one of the class's words? */
bool table_word_is(const struct table_words *w, enum table_class cls, struct uslice text);
/* Units of the longest word of the class at the start (at the end) of the text, 0 for none. */
size_t table_word_starts(const struct table_words *w, enum table_class cls, struct uslice text);
size_t table_word_ends(const struct table_words *w, enum table_class cls, struct uslice text);
/* Where in the text a word of the class begins, and its units; text.len for none. */
size_t table_word_find(const struct table_words *w, enum table_class cls, struct uslice text,
		       size_t *len);

#endif
