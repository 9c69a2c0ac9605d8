/* What all readers do alike: hand a record to a document, whole inputs, metadata of containers. */
#ifndef ZHC_RECORD_H
#define ZHC_RECORD_H

#include "corpus/source.h"
#include "pipeline/core/doc.h"

/* d gets a copy of bytes as its original bytes, and its identity. record -1: not in a container. */
void record_set(struct doc *d, struct slice bytes, const struct source *in, int64_t record);
/* A record that cannot be used: identity from raw, no layers (stages pass it by), one
 * error. */
void record_fail(struct doc *d, struct slice raw, const struct source *in, int64_t record,
		 const char *code, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* The message of e without the path in front, where it has it: the document names its path itself.
 */
const char *record_message(const struct err *e, struct slice path);
/* Error code for trouble of a source. */
const char *record_code(enum status st);

/* The rest of the input as one document, at most max bytes. Trouble becomes an error of d; what was
 * decoded before broken compression is kept, of a bomb or of a document that is too large nothing
 * is. */
void record_whole(struct doc *d, struct source *in, size_t max, int64_t record);

/* Metadata that the container knows; value in the container's encoding (decode makes it UTF-8, as
 * it does the text); empty is left out. META_DATE also sets d->date where the value is YYYY-MM-DD,
 * YYYY/M/D, YYYYMMDD, the same with words between (more may follow), 10 May 2024 as in mail, or
 * seconds or milliseconds since 1970. */
void record_meta(struct doc *d, enum meta_key key, struct slice value, const char *how);

#endif
