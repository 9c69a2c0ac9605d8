/* What the files of the decode stage share: its process state, and the decision about one document. */
#ifndef ZHC_DECODE_H
#define ZHC_DECODE_H

#include "pipeline/decode/detect.h"

/* Process lifetime, read-only after open. */
struct decoder {
	struct charsets charsets;
	struct ngram model;
	enum charset option; /* --encoding; CS_NONE without */
	char option_icu[CHARSET_NAME_MAX];
};

struct choice {
	enum charset cs;
	char icu[CHARSET_NAME_MAX]; /* CS_OTHER: name for ICU */
	const char *how;	    /* bom label evidence option default */
	struct slice label;	    /* declared, as written; absent without */
	size_t start;		    /* behind the byte-order mark */
	unsigned phase;		    /* then bytes of a broken character */
	struct detection found;
};

/* What was decided and repaired in a document that has been through the stage, as text for people. */
void decode_explain(const struct doc *d, struct buf *out);

#endif
