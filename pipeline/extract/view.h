/* A sentence as the extractor sees it: tokens with classes, clauses, and the sketch.
 *
 * The sketch is the sentence in which every annotation stands as one private-use character of its
 * class, so that a rule reads like the sentence. Private-use characters of the text itself are
 * masked. All memory is of the worker's arena and dies with the next sentence. Most sentences hold
 * no claim: a view is built as far as it is wanted, tokens first (view_build), then clauses and
 * sketch. */
#ifndef ZHC_VIEW_H
#define ZHC_VIEW_H

#include "pipeline/annotate/segment.h"
#include "pipeline/core/doc.h"
#include "pipeline/extract/words.h"

/* Classes of the sketch: macro name, code point. ORDER SKETCH */
/* clang-format off */
#define SKETCH_CLASSES(X) \
	X(NUM, 0xe100)		/* plain number */ \
	X(QTY, 0xe101)		/* number with a classifier or unit */ \
	X(MONEY, 0xe102) \
	X(PCT, 0xe103)		/* per cent, tenths, fraction */ \
	X(PP, 0xe104)		/* percentage points */ \
	X(TIMES, 0xe105)	/* times */ \
	X(FAN, 0xe112)		/* doublings */ \
	X(RATIO, 0xe106) \
	X(DUR, 0xe107) \
	X(ORD, 0xe108)		/* ordinal that only names */ \
	X(RANK, 0xe109)		/* ordinal that says a place */ \
	X(TIME, 0xe10a) \
	X(PLACE, 0xe10b) \
	X(ORG, 0xe10c) \
	X(PERSON, 0xe10d) \
	X(TITLE, 0xe10e) \
	X(WORK, 0xe10f) \
	X(VETO, 0xe110) \
	X(ARTICLE, 0xe111)	/* one as an article */
/* clang-format on */
#define SKETCH_MASK 0xfffc

struct clause {
	uint32_t from, to; /* tokens [from, to), closing mark included */
};

/* An annotation in the sketch. */
struct sketch_atom {
	uint32_t at;	 /* sketch unit */
	uint32_t behind; /* text offset behind it */
	uint32_t annot;	 /* index into d->annots */
};

struct view {
	const struct doc *d;
	const struct words *words;
	uint32_t off, len; /* of d->text */
	size_t first;	   /* annotation that begins in it or behind */
	uint32_t label;	   /* where the colon stands behind the label of one who speaks, 0 none */
	struct token *tok;
	uint64_t *cls;	 /* ROLE_* a token */
	uint64_t *side;	 /* SIDE_* a token */
	uint64_t *label_of; /* LABEL_* a token */
	uint16_t *unit;	 /* of a token that is one unit and no annotation: which, else 0 */
	uint16_t *marks; /* tokens that are signs of which view_clauses takes a look */
	size_t n_marks;
	uint8_t *noun; /* what phrase.c has found of a token, 0 nothing so far: it is asked many
			  times */
	size_t n_tok;
	uint32_t *triggers; /* tokens that are verbs of events, in order */
	size_t n_triggers, cap_triggers;
	uint32_t all_pos; /* POS_BIT, ROLE_* and SIDE_* of all tokens over each other */
	uint64_t all_cls, all_side;
	uint32_t types;		/* 1 << type of the annotations that are tokens of it */
	struct clause *clauses; /* view_clauses, from here on */
	size_t n_clauses;
	uint16_t *clause_of; /* of each token */
	uint16_t *token_of;  /* of each unit; NULL: looked for (view_number_units) */
	/* of each clause, looked for once: see topic_begin; NULL: each time */
	struct clause_topics *topics;
	struct clause_phrases *phrases; /* of each clause, likewise: see candidate_begin */
	struct uslice sketch;		/* view_sketch; without annotations the text itself */
	struct sketch_atom *atoms;	/* in order */
	size_t n_atoms, cap_atoms;
};

struct view_words { /* what cuts and classes words */
	const struct lexicon *lexicon;
	struct segment_scratch *segment;
	const struct words *words;
};

/* Build the view of a sentence, read to SENTENCE_MAX units: its tokens. first: doc_first_annot of
 * it. Everything in a. */
void view_build(struct view *v, struct arena *a, const struct view_words *w, const struct doc *d,
		size_t sentence, size_t first);
#define SENTENCE_MAX 2048 /* at most 65535 */
/* The rest of the view, once it is wanted. */
void view_clauses(struct view *v, struct arena *a);
void view_sketch(struct view *v, struct arena *a);
/* For a sentence of which tokens are asked for by their place again and again. */
void view_number_units(struct view *v, struct arena *a);

/* No private-use characters in a stretch of text: without annotations it is its own sketch. */
bool view_is_plain(const struct doc *d, size_t off, size_t len);

/* Is the clause the label of one who speaks, up to its colon? */
static inline bool view_is_label(const struct view *v, size_t clause)
{
	return v->tok[v->clauses[clause].from].off < v->label;
}

/* Punctuation or a blank? */
static inline bool view_is_mark(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PUNCT || v->tok[t].pos == POS_SPACE;
}

/* Is token t an annotation of this type? */
static inline bool view_is_type(const struct view *v, size_t t, enum annot_type type)
{
	return v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].type == type;
}

/* of the next, where no table helps */
size_t view_look_for_token(const struct view *v, size_t off);
/* Token that holds text offset off (a token that begins there or covers it); n_tok if off is behind
 * the end. */
static inline size_t view_token_at(const struct view *v, size_t off)
{
	return v->token_of && off >= v->off && off - v->off < v->len ? v->token_of[off - v->off]
								     : view_look_for_token(v, off);
}
/* Clause of a token. */
size_t view_clause_of(const struct view *v, size_t tok);
/* Text offset of a sketch unit; of the sketch's end, that of the sentence. */
uint32_t view_text_at(const struct view *v, size_t unit);
/* First atom of the sketch at unit or behind it; n_atoms if there is none. */
size_t view_atom_from(const struct view *v, size_t unit);
struct uslice view_token_text(const struct view *v, size_t tok);
/* LABEL_* of a token's word. */
static inline uint64_t view_token_label(const struct view *v, size_t tok)
{
	return v->label_of[tok];
}
/* Classes of the last n units of a token's word, which tell what kind of noun a compound is; none
 * if it has fewer. */
struct word_kind view_token_end(const struct view *v, size_t tok, size_t n);
/* Marks that end a clause; a list mark does not. */
bool view_ends_clause(uint16_t c);

#endif
