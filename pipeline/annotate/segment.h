/* Words of a sentence: maximum-probability segmentation over a lexicon with parts of speech.
 *
 * From a stretch of d->text and the annotations over it, to tokens in order that cover it without
 * gap. Annotations are atoms: the outermost ones become one token each and no word crosses their
 * edges. What no lexicon knows becomes runs (digits, Latin letters) and single characters; personal
 * names are found by a model of surnames and given names, foreign ones by a model of the characters
 * that transliterate. The lexicon is the compiled table "words" (rules/annotate/lexicon*.tsv and
 * the gazetteers), opened once a process, read-only and shared by threads; scratch belongs to a
 * thread. Limits: a call takes at most SEGMENT_MAX units; what is longer is cut there into pieces
 * that are segmented alone. */
#ifndef ZHC_SEGMENT_H
#define ZHC_SEGMENT_H

#include "pipeline/core/doc.h"
#include "pipeline/core/stage.h"
#include "pipeline/core/unit_set.h"

#define SEGMENT_MAX 4096 /* UTF-16 units that one lattice spans */

/* Part of speech. Names for the lexicon's files and for tests: segment_pos_name(). ORDER POS */
/* clang-format off */
#define SEGMENT_POS(X) \
	X(OTHER, "x")		/* signs, loose letters */ \
	X(NOUN, "n")		/* common nouns, nouns of kind and material */ \
	X(VERB, "v") \
	X(VN, "vn")		/* verbs that stand as nouns as well */ \
	X(ADJ, "a")		/* adjectives, words of distinction, states */ \
	X(ADV, "d") \
	X(NUM, "m")		/* numerals, and annotated numbers without unit */ \
	X(CLASS, "q")		/* measure words */ \
	X(PRON, "r") \
	X(PREP, "p") \
	X(CONJ, "c") \
	X(AUX, "u")		/* particles of aspect and mood */ \
	X(DE, "uj")		/* the particle of the attribute */ \
	X(LOC, "f")		/* words of place and direction behind a noun */ \
	X(PLACE, "ns") \
	X(ORG, "nt") \
	X(PERSON, "nr") \
	X(TIME, "t")		/* times, also annotated ones and durations */ \
	X(QUANTITY, "mq")	/* annotated quantity, money, percent */ \
	X(TITLE, "nj")		/* office or profession of a person */ \
	X(WORK, "nw")		/* annotated work */ \
	X(VETO, "nx")		/* annotated fixed word */ \
	X(NAME, "nz")		/* other proper names */ \
	X(IDIOM, "i") \
	X(PUNCT, "w") \
	X(FOREIGN, "en")	/* run of Latin letters */ \
	X(SPACE, "ws")
/* clang-format on */
enum pos_tag {
#define X(id, name) POS_##id,
	SEGMENT_POS(X)
#undef X
		POS_N
};

#define TOKEN_KNOWN    1u /* the lexicon or an annotation gave it */
#define TOKEN_MODEL    2u /* a name by the model */
#define TOKEN_HAN      4u /* one character that no word of the lexicon explains */
#define TOKEN_TRANSLIT 8u /* a transliterated name by the model */

/* Classes of words, beside the part of speech; the lexicon files give them as "+speech" and so on.
 * ORDER CLASS */
/* clang-format off */
/* clang-format off */
#define SEGMENT_CLASSES(X) \
	X(SURNAME, "surname") \
	X(SPEECH, "speech")		/* verb of saying: a name stands before it */ \
	X(TITLE, "title")		/* office: a name stands before or behind it */ \
	X(ORG_END, "orgend")		/* noun that ends an organisation's name */ \
	X(ORG_WEAK, "orgweak")		/* the same, only behind a name or place */ \
	X(PLACE_END, "placeend")	/* noun that ends a place's name */ \
	X(BREAK, "break")		/* no name of an organisation goes over it */ \
	X(ORG_IN, "orgin")		/* verb or conjunction that may stand inside such a \
					 * name */ \
	X(GENERIC, "generic")		/* modifier that makes no name: various, relevant, this */ \
	X(COUNTRY, "country") \
	X(PROVINCE, "province") \
	X(AREA, "area")			/* noun that opens an organisation's name: state, \
					 * central, world */ \
	X(PAIR, "pair")			/* short names of countries or provinces in one word */ \
	X(RANK, "rank")			/* narrows a title: deputy, former */ \
	X(ADDRESS, "address")		/* form of address behind a surname; in parentheses \
					 * behind a name */
/* clang-format on */
/* clang-format on */
enum word_class_bit {
#define X(id, name) CLASS_BIT_##id,
	SEGMENT_CLASSES(X)
#undef X
		CLASS_BIT_N
};
enum word_class {
#define X(id, name) CLASS_##id = 1 << CLASS_BIT_##id,
	SEGMENT_CLASSES(X)
#undef X
};

/* One token of a sentence. */
struct token {
	uint32_t off, len; /* UTF-16 units of d->text */
	uint8_t pos;	   /* enum pos_tag */
	uint8_t flags;	   /* TOKEN_* */
	uint16_t cls;	   /* enum word_class bits of the word */
	int32_t annot;	   /* index into d->annots when the token is an annotation, else -1 */
};

struct lexicon;		/* process lifetime */
struct segment_scratch; /* thread lifetime */

/* Open the table "words" of env->data_dir. ERR_RULES when it is missing or damaged. */
enum status lexicon_open(struct lexicon **l, const struct env *env, struct err *e);
void lexicon_close(struct lexicon *l);
/* Part of speech of the word s when the lexicon has it, else -1; *cls gets its classes. */
int lexicon_pos(const struct lexicon *l, struct uslice s, uint16_t *cls);

/* Do all characters of s transliterate foreign names? */
bool lexicon_is_translit(const struct lexicon *l, struct uslice s);
/* Is the unit a common surname of one character? */
bool lexicon_is_surname(const struct lexicon *l, uint16_t unit);
/* Is it a surname at all? */
bool lexicon_has_surname(const struct lexicon *l, uint16_t unit);
/* Do the two units make a familiar name: an opener and a character of given names? */
bool lexicon_is_familiar(const struct lexicon *l, uint16_t opener, uint16_t name);

/* Adds to openers all that open familiar names, to surnames these and all units that a surname of
 * the models begins with. */
void lexicon_add_surnames(const struct lexicon *l, struct unit_set *surnames,
			  struct unit_set *openers);

/* What a thread needs for cutting; used by one thread at a time. */
struct segment_scratch *segment_scratch_new(void);
void segment_scratch_free(struct segment_scratch *w);

/* Tokens of [off, off+len) of d->text, which must lie within the text and on code-point boundaries.
 * d->annots must be sorted (doc_sort_annots). *out is valid until the next call with the same
 * scratch. Gives the number of tokens. Linear in len. */
size_t segment(const struct lexicon *l, struct segment_scratch *w, const struct doc *d, size_t off,
	       size_t len, struct token **out);
/* The same of a sentence, annotations of some types left out: skip has bit 1 << type for each. For
 * all sentences of a document in order, from the first on, the text and annotations as they are:
 * much of the work is done for many at once. */
size_t segment_sentence(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
			size_t sentence, unsigned skip, struct token **out);
/* The same over a bare text without annotations. */
size_t segment_text(const struct lexicon *l, struct segment_scratch *w, struct uslice text,
		    struct token **out);

struct segment_place {
	size_t sentence;
	size_t first; /* its first annotation, doc_first_annot */
};

/* Words once cut, for a later stage of the same process. segment_keep keeps the n tokens of a
 * sentence in d; segment_again gives the tokens of the sentence under the annotations that d has
 * now, from those kept where nothing has changed, anew elsewhere and where nothing was kept: always
 * what segment() gives. at: the sentence. *out in a. Limit: the sentence is no longer than
 * SEGMENT_MAX. */
void segment_keep(struct doc *d, size_t sentence, const struct token *t, size_t n);
size_t segment_again(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
		     struct segment_place at, struct arena *a, struct token **out);

/* The kept words of a sentence, NULL if there are none; the next of them. */
const uint32_t *segment_kept(const struct doc *d, size_t sentence);
#define KEPT_ATOM 15u /* flags of a word that was an annotation; no other word has them all */
struct kept_word {
	uint32_t len;
	uint8_t pos, flags;
};
static inline struct kept_word segment_next_kept(const uint32_t **kept)
{
	uint32_t c = *(*kept)++;
	struct kept_word w = { c & 255, (uint8_t)(c >> 8 & 31), (uint8_t)(c >> 28) };

	if (!w.len) w.len = *(*kept)++;
	return w;
}

/* Can the annotation be a token? Empty ones cannot, sets of times are read as words. */
static inline bool segment_is_atom(const struct annot *a)
{
	return a->len > 0 && !(a->flags & ANNOT_SET);
}
/* Part of speech of the token that an annotation of the type becomes. */
uint8_t segment_annot_pos(uint8_t type);
/* d->annots[k] as one token. A fixed word only tells that no number begins in it: what the lexicon
 * has as a word that names nothing (together, only, retail) is that word, no annotation. */
struct token segment_atom(const struct lexicon *l, const struct doc *d, size_t k);
/* Is the unit a mark or blank that is part of no word and no run? */
bool lexicon_parts(const struct lexicon *l, uint16_t unit);
/* An annotation comes to stand behind the first of n > 1 units, where a word ends already: may
 * words before it that end there become cheaper by it, or runs of letters and digits be cut? */
bool lexicon_binds(const struct lexicon *l, const uint16_t *s, size_t n);

/* "n", "vn" … and back; parse gives -1 for an unknown name. */
const char *segment_pos_name(int pos);
int segment_pos_parse(struct slice name);
/* CLASS_* bit of a class name, 0 if unknown. */
uint16_t segment_class_parse(struct slice name);

/* Sets of parts of speech. */
#define POS_BIT(pos) (1u << (pos))
/* nouns, and what names something or somebody */
#define POS_NAMING                                                                                 \
	(POS_BIT(POS_NOUN) | POS_BIT(POS_VN) | POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) |             \
	 POS_BIT(POS_PERSON) | POS_BIT(POS_TITLE) | POS_BIT(POS_WORK) | POS_BIT(POS_NAME) |        \
	 POS_BIT(POS_FOREIGN))

#endif
