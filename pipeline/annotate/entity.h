/* Names: what the parts entity and alias share with place.c, org.c, person.c and work.c.
 *
 * Each sentence is cut into tokens; spans of whole tokens are claimed one kind after the other
 * (organisations, places, persons, titles), so that names nest with annotations made before but
 * never cross them. Spans of a document are collected, judged together (a name that is certain once
 * is certain everywhere; a place is told apart by the places around it) and only then become
 * annotations. */
#ifndef ZHC_ENTITY_H
#define ZHC_ENTITY_H

#include "pipeline/annotate/look.h"
#include "pipeline/annotate/segment.h"
#include "pipeline/core/table.h"

struct short_names;

struct entity_state { /* process lifetime */
	struct short_names *shorts;
	struct lexicon *lexicon;
	struct table places;	  /* name, codes, full names, "weak" */
	struct table world;	  /* name, code, full name, kind */
	struct table orgs;	  /* name, full name */
	struct table firms;	  /* legal forms that end the names of firms */
	struct table parks;	  /* words of the names of development zones and parks */
	struct unit_set looks;	  /* what opens a work, and the characters of short names */
	struct unit_set surnames; /* first characters of surnames, those of familiar names too */
	struct unit_set openers;  /* those of familiar names alone */
};

/* How sure a span is a name: weak ones are taken when the same text is likely elsewhere, guesses
 * also when they come back. */
enum span_trust { TRUST_NONE, TRUST_WEAK, TRUST_GUESS, TRUST_LIKELY, TRUST_CERTAIN };

struct name_span {
	uint32_t off, len;
	uint8_t type;  /* enum annot_type */
	uint8_t trust; /* enum span_trust */
	bool weak;     /* a place's name that is an ordinary word too */
	bool foreign;  /* transliterated: place or person by the evidence of the whole document */
	bool open;     /* one loose character stands right behind it, which may be its last */
	struct slice codes; /* of a place: candidates, blanks between, in a table; of an
			       organisation: its place's */
	struct slice norms; /* full names, parallel to codes */
	const char *rule;   /* rule id, static */
};

/* Tokens of one sentence under work. */
struct name_sentence {
	const struct entity_state *s;
	const struct doc *d;
	const struct token *t;
	size_t n;
	/* per token: 1 + type of the span of this sentence that covers it, 0 none */
	uint8_t *taken;
	const uint32_t *openers; /* the tokens with which a person's name may begin, ascending */
	size_t n_openers;
	unsigned pos, cls; /* all that its tokens are: 1 << enum pos_tag, enum word_class */
	bool familiar;	   /* two of them may be a familiar name */
	bool hyphen;	   /* one begins with a hyphen */
};

struct name_list {			/* thread lifetime, reused */
	struct name_span *items, *room; /* room: for sorting */
	size_t n, cap, cap_room;
	uint64_t persons[4]; /* a bit a low byte of a unit: a certain person's name begins with such
				a one */
};

/* May the name of a certain person on the list begin with c? */
static inline bool name_may_begin(const struct name_list *l, uint16_t c)
{
	return l->persons[c >> 6 & 3] >> (c & 63) & 1;
}

struct name_kind {
	enum annot_type type;
	enum span_trust trust;
	const char *rule;
};

/* Claim tokens [from, to] as a span and add it to the list. */
struct name_span *name_add(struct name_list *l, struct name_sentence *s, size_t from, size_t to,
			   struct name_kind kind);
/* Text of token i. */
struct uslice name_text(const struct name_sentence *s, size_t i);
/* A loose character, not a word of grammar; two or three of them before the noun that ends names
 * may be a name that no lexicon knows: a guess, taken when it comes back. */
bool name_is_loose(const struct name_sentence *s, size_t i);
#define NAME_RUN_MIN 2
#define NAME_RUN_MAX 3
/* Is token i the one sign of the given code point? Mostly it is neither one unit nor that. */
static inline bool name_is_sign(const struct name_sentence *s, size_t i, uint16_t sign)
{
	return (s->t[i].len == 1) & (s->d->text.p[s->t[i].off] == sign);
}

/* The four finders, in this order; each leaves taken tokens alone. */
void org_find(struct name_sentence *s, struct name_list *l);
void place_find(struct name_sentence *s, struct name_list *l);
void person_find(struct name_sentence *s, struct name_list *l);
void title_find(struct name_sentence *s, struct name_list *l);

/* Codes and norm of the gazetteer for the place of this text, if it has it. */
void place_look_up(const struct entity_state *s, struct uslice text, struct name_span *x);

/* Code of the place that tokens [from, to] begin with ("the Shanghai Qingpu court"), absent when
 * none is certain. */
struct slice place_code_of(const struct name_sentence *s, size_t from, size_t to);

/* Works between book-title marks over the whole document: adds annotations. */
void work_find(struct doc *d, const struct entity_state *s);

/* Choose among the codes of the places of a document (spans sorted by off); sets codes and norms to
 * the one chosen, codes to absent where none is certain. Memory from d's arena. */
void place_resolve(struct doc *d, struct name_list *l);

#endif
