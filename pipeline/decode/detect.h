/* Which encoding are these bytes in? Every candidate explains the bytes as text; the text is scored
 * under the n-gram model (Chinese) and by script (everything else), malformed bytes cost. The best
 * explanation wins, at any byte phase: a file may begin and end in the middle of a character. */
#ifndef ZHC_DETECT_H
#define ZHC_DETECT_H

#include "pipeline/decode/charset.h"
#include "pipeline/decode/ngram.h"

struct detection {
	enum charset cs;    /* CS_OTHER: name says which; CS_NONE never */
	const char *name;   /* of the record: "GB18030", or ICU's name; static */
	const char *second; /* runner-up, NULL none */
	uint8_t phase;	    /* bytes of a broken character at the beginning */
	bool hz_in_gb;	    /* HZ that begins between ~{ and ~} */
	bool plain;	    /* nothing but ASCII: no evidence was needed */
	float margin;	    /* log10 odds against the runner-up */
};

/* Decide over bytes (at most some windows of them are read, any length is fine). */
void detect_charset(const struct charsets *t, const struct ngram *m, struct slice bytes,
		    struct detection *d);

/* Score of bytes under one candidate, over the whole slice; *n_chars: characters beyond ASCII,
 * *n_bad: malformed. */
double detect_score(const struct charsets *t, const struct ngram *m, enum charset cs,
		    struct slice bytes, size_t *n_chars, size_t *n_bad);
/* Score of a decoded text by the same measure. */
double detect_text(const struct ngram *m, struct uslice text);

#endif
