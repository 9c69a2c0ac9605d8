/* What the values of class and id say: weights of their words, the fact they name, whether a site's
 * rule knows them. Values come again and again in a page and in the pages of a site, so what they
 * say is remembered (class_note). Thread lifetime. */
#ifndef ZHC_CLEAN_HTML_CLASS_H
#define ZHC_CLEAN_HTML_CLASS_H

#include "pipeline/clean/html_token.h"
#include "pipeline/clean/sites.h"
#include "pipeline/core/datrie.h"

#define HINT_KILL    (-100)
#define HINT_SKIP    5000u	  /* in the table: what follows to the next blank says nothing */
#define CLASS_CENTER META_N	  /* a part that sets its text in the middle */
#define CLASS_LEGEND (META_N + 1) /* what it holds tells what a picture shows */
#define CLASS_ASIDE  (META_N + 2) /* a title that sets its element apart from the article */
#define CLASS_NOTES  8192	  /* values remembered; a power of two */
#define CLASS_UNITS  (256u << 10) /* of all values remembered; then it begins anew */

struct class_words {
	struct datrie words;	   /* words of class and id -> weight + 1000 */
	uint64_t starts[512];	   /* a bit for each three units that a word begins with */
	struct datrie fields;	   /* parts of class and id -> enum meta_key, CLASS_* */
	uint32_t field_lengths[32]; /* by the first letter of fields, bits of their lengths */
	const struct sites *sites; /* NULL: none */
};

/* The bit of three units in class_words.starts: letters of either case are one. */
static inline unsigned class_start(uint16_t first, uint16_t second, uint16_t third)
{
	return (first & 31u) << 10 | (second & 31u) << 5 | (third & 31u);
}

struct class_note {
	uint32_t off, len;    /* the value, in struct class_notes; len 0: free */
	int16_t hint;	      /* sum of its words' weights; HINT_KILL: never article text */
	uint8_t field;	      /* enum meta_key + 1 of a part that names a fact, 0 none */
	bool center;	      /* a part sets it in the middle */
	bool legend;	      /* a name or a part of one tells what a picture shows */
	bool as_class, as_id; /* a site's rule names it */
};

/* Values and their notes; all zero at first. */
struct class_notes {
	struct class_note at[CLASS_NOTES]; /* by hash */
	struct ubuf values;
};
void class_notes_free(struct class_notes *n);

/* What the value v of the text p says; the first does not remember it. */
struct class_note class_look(const struct class_words *w, const uint16_t *p, struct html_span v);
struct class_note class_note(const struct class_words *w, struct class_notes *notes,
			     const uint16_t *p, struct html_span v);

#endif
