/* Names that only the document makes known: what part_term.c and term.c share. */
#ifndef ZHC_TERM_H
#define ZHC_TERM_H

#include "pipeline/annotate/segment.h"
#include "pipeline/core/table.h"

#define TERM_PIECES 5 /* of a name at most */
#define TERM_UNITS  8

/* What a word may be in a name that no lexicon has. ORDER PIECE */
enum term_piece_kind {
	PIECE_STOP,  /* nothing: a mark, a word of grammar, an annotation; ends a run of pieces */
	PIECE_OPEN,  /* the same, behind which a name has the place of a topic */
	PIECE_WORD,  /* a word of the lexicon, of two characters or more */
	PIECE_DIGITS, /* a bare number, which may end the name of a model */
	PIECE_WEAK,  /* one character that is often a word by itself: an adjective, a verb */
	PIECE_STRONG /* one character that the lexicon left over, a word of letters */
};

struct term_piece {
	uint32_t off;
	uint8_t len;
	uint8_t pos;
	uint8_t kind;
	uint8_t verb; /* of a stop: what stands behind it is a verb (not, will) */
};

/* A word of letters that may be a name by itself. */
struct term_letters {
	uint32_t off, len;
	bool head; /* in the place of a topic */
};

struct term_pieces { /* thread lifetime, reused; runs of pieces, each behind its stop */
	struct term_piece *p;
	struct term_letters *l;
	size_t n, cap, n_l, cap_l;
};

/* Names among the pieces, added to d's annotations (A_NAME). Linear in the pieces. */
void term_find(struct doc *d, const struct table *words, const struct term_pieces *x);

/* Nouns that end names (rules/annotate/kinds.tsv): process lifetime, read-only. */
struct kind_words {
	const struct lexicon *lexicon;
	struct table table;
	struct unit_set first, second; /* units of such nouns */
};
enum status kind_words_open(struct kind_words *w, const struct env *env, struct err *e);

struct kind_name {
	uint32_t off, len;
};
struct kind_scratch { /* thread lifetime, reused */
	struct segment_scratch *segment;
	struct arena arena;
	struct kind_name *names;
	size_t n, cap;
};

/* Names that end in such a noun, added to d's annotations (A_NAME), which are sorted. Linear. */
void kind_find(const struct kind_words *w, struct kind_scratch *s, struct doc *d);

#endif
