/* Turns of speech: paragraphs and headlines that begin with who speaks and a colon. */
#ifndef ZHC_TURN_H
#define ZHC_TURN_H

#include "pipeline/core/doc.h"
#include "pipeline/extract/mention.h"
#include "pipeline/extract/words.h"

enum turn_kind {
	TURN_LABEL,  /* words and a colon: nobody that we know */
	TURN_ASKS,   /* reporter, host: what they say asks */
	TURN_SPEAKS, /* people by what they are, an office */
	TURN_NAMED   /* a person */
};

struct turn {
	uint32_t block;
	uint32_t off;	    /* text offset of its sentence */
	uint32_t from;	    /* of the label */
	uint32_t colon;	    /* of the mark */
	struct stretch who; /* empty: only that it is an answer */
	struct stretch
		said;  /* what follows in the paragraph, or in the next where it stands alone */
	uint32_t end;  /* of the turn, which may go on over paragraphs */
	uint8_t kind;  /* enum turn_kind */
	bool opens;    /* its paragraph, not a sentence inside one */
	bool tells;    /* of a reporter by name: no question in it */
	bool headline; /* it opens a headline */
	bool alone;    /* on its line: what is said stands in the paragraph below */
	bool goes_on;  /* of a conversation */
	bool part;     /* it is one: labels that are none go */
};

struct turns {
	struct turn *t; /* in order */
	size_t n, cap;
	size_t at; /* first that does not lie before the sentence asked for last */
};

/* All turns of a document, in a. A label in the text is one where the document is a conversation
 * (somebody asks and others speak, or one speaks again and again), the script of a report in which
 * several say a paragraph each, or where a person's name stands behind a heading in brackets or
 * before a quotation; in a headline each that names a person, people or an office. */
void turns_find(struct turns *out, struct arena *a, const struct doc *d, const struct words *w);

/* The turn that begins in a sentence, NULL if none. Sentences are asked for in order. */
const struct turn *turns_at(struct turns *t, const struct sentence *s);

#endif
