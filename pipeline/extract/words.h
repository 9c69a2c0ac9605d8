/* Words with a role in claims: rules/extract/words.tsv, one word a line with its classes.
 * Read-only once open, shared by threads. */
#ifndef ZHC_WORDS_H
#define ZHC_WORDS_H

#include "pipeline/core/stage.h"
#include "pipeline/core/table.h"
#include "pipeline/core/word_table.h"
#include "pipeline/extract/word_classes.h"

struct word_kind {
	uint64_t role, side; /* ROLE_*, SIDE_* */
	uint64_t event;	     /* row of the event that it triggers + 1, 0 none */
	uint64_t label;	     /* LABEL_*; all of one width: it is written as it lies in memory */
};

/* The parts of word_table.h, then the classes, those of all words by how they begin, and a hash of
 * what all is made from. */
enum { WORDS_KINDS = WORD_PARTS, WORDS_BEGINS, WORDS_HASH, WORDS_PARTS };
#define WORDS_SLOTS 256

struct words {
	struct word_table table; /* value: index into kinds */
	const struct word_kind *kinds;
	/* WORDS_SLOTS: all that words are which begin with a unit that is this modulo WORDS_SLOTS.
	 * Tells of most places of a text that no word of a class stands there. */
	const struct word_kind *begins;
	struct table compiled; /* where the parts are, ... */
	struct buf made[WORDS_PARTS]; /* ... unless they were made at start */
};

/* Read rules/extract/words.tsv; triggers are n words of events, value the row (of equal ones the
 * first counts). One table for both, as every token is looked up; ahead: the one compiled ahead
 * (claim_words.tab), if of these words. ERR_RULES with file and line on an unknown class. */
enum status words_open(struct words *w, const struct env *env, bool ahead,
		       const struct datrie_key *triggers, size_t n, struct err *e);
extern const char *const words_part_names[WORDS_PARTS];
void words_close(struct words *w);
/* Classes of exactly this word, zero if it has none. */
static inline struct word_kind words_kind(const struct words *w, struct uslice word)
{
	uint32_t v;

	return word_table_has(&w->table, word, &v) ? w->kinds[v] : (struct word_kind){ 0, 0, 0, 0 };
}
/* The same for text[off, off + len), NULL if it has none. */
static inline const struct word_kind *words_kind_at(const struct words *w, struct uslice text,
						    size_t off, size_t len)
{
	uint32_t v;

	return word_table_has_at(&w->table, text, off, len, &v) ? &w->kinds[v] : NULL;
}
/* Its roles alone. */
uint64_t words_classes(const struct words *w, struct uslice word);
/* Does a word with one of these roles stand anywhere in the first max units of s? */
bool words_hold(const struct words *w, struct uslice s, size_t max, uint64_t role);
/* The same for classes of the second set (SIDE_*). */
bool words_hold_side(const struct words *w, struct uslice s, size_t max, uint64_t side);
/* The same for classes of labels (LABEL_*), anywhere in s. */
bool words_hold_label(const struct words *w, struct uslice s, uint64_t label);

#endif
