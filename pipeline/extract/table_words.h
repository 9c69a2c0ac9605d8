/* Words of tables by class, out of rules/extract/table_words.tsv. Built at start, read-only
 * afterwards. */
#ifndef ZHC_TABLE_WORDS_H
#define ZHC_TABLE_WORDS_H

#include "pipeline/core/stage.h"

/* Classes, names as they stand in the file. */
/* clang-format off */
#define TABLE_CLASSES(X)                                                                   \
	X(RATE, "rate") X(FALL, "fall") X(YOY, "yoy") X(POP, "pop") X(SHARE, "share")      \
	X(VALUE, "value") X(SKIP, "skip") X(TARGET, "target") X(DONE, "done")              \
	X(CUMULATIVE, "cumulative") X(ROWIND, "rowind") X(ROWSUBJ, "rowsubj") X(TOTAL, "total") \
	X(LEAD, "lead") X(CAPTAIL, "captail") X(NUMERAL, "numeral") X(CAPMARK, "capmark") X(UNIT, "unit") X(NUMBER, "number") X(PART, "part") \
	X(MEASURE, "measure") X(JOIN, "join") X(AGAINST, "against") X(GUESS, "guess") X(SINCE, "since") X(DIVIDE, "divide") \
	X(RATETAIL, "ratetail") X(SUBJTAIL, "subjtail") X(ATTR, "attr") X(INDEX, "index") X(BASE, "base") X(FLOW, "flow")
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
