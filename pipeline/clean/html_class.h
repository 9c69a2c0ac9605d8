/* What the values of class and id say: weights of their words, the fact they name, whether a site's
 * rule knows them. Values come again and again in a page, so each is looked at once (class_note).
 * Thread lifetime, a page at a time. */
#ifndef ZHC_CLEAN_HTML_CLASS_H
#define ZHC_CLEAN_HTML_CLASS_H

#include "pipeline/clean/html_token.h"
#include "pipeline/clean/sites.h"
#include "pipeline/core/datrie.h"

#define HINT_KILL    (-100)
#define HINT_SKIP    5000u  /* in the table: what follows to the next blank says nothing */
#define CLASS_CENTER META_N /* a part that sets its text in the middle */
#define CLASS_LEGEND (META_N + 1) /* what it holds tells what a picture shows */
#define CLASS_NOTES  1024   /* values remembered; a power of two */

struct class_words {
	struct datrie words;	   /* words of class and id -> weight + 1000 */
	struct datrie fields;	   /* parts of class and id -> enum meta_key, CLASS_* */
	const struct sites *sites; /* NULL: none */
};

struct class_note {
	uint32_t off, len;    /* the value, in the text of the page; len 0: free */
	int16_t hint;	      /* sum of its words' weights; HINT_KILL: never article text */
	uint8_t field;	      /* enum meta_key + 1 of a part that names a fact, 0 none */
	bool center;	      /* a part sets it in the middle */
	bool legend;	      /* a name or a part of one tells what a picture shows */
	bool as_class, as_id; /* a site's rule names it */
};

/* The note of a value of the text p. notes: CLASS_NOTES of them, all zero before a page's first
 * value. */
/* not remembered */
struct class_note class_look(const struct class_words *w, const uint16_t *p, struct html_span v);
struct class_note class_note(const struct class_words *w, struct class_note *notes,
			     const uint16_t *p, struct html_span v);

#endif
