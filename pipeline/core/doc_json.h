/* The only codec of the document record doc/1 and of the claim record claim/1.
 *
 * Writing is our own (it is hot); reading uses json-c. What is written and read again gives an
 * equal document and equal bytes; members that we do not know pass through in the order they came,
 * at the end. */
#ifndef ZHC_DOC_JSON_H
#define ZHC_DOC_JSON_H

#include "pipeline/core/buf.h"
#include "pipeline/core/doc.h"
#include "pipeline/core/utf8_text.h"

/* Append d as one line (with newline). Layers that are not filled are left out. */
void doc_to_json(const struct doc *d, struct buf *out);

/* Read one line into d (just reset). ERR_INPUT with a message (byte offset in the line) when it is
 * no doc/1 record; nesting deeper than 64 is refused. */
enum status doc_from_json(struct doc *d, struct slice line, struct err *e);

/* Append one claim as one JSON object, no newline, all fields of CLAIM_FIELDS in order. text:
 * d->utf8 of its document (may be NULL), so that what quotes it is copied. */
void claim_to_json(const struct claim *c, const struct utf8_text *text, struct buf *out);

/* Append the values of list-like fields as JSON, for CSV and SQLite: spans, participants, members,
 * flags. */
void claim_spans_json(const struct claim *c, struct buf *out);
void claim_participants_json(const struct claim *c, struct buf *out);
void claim_strings_json(const struct slice *items, size_t n, struct buf *out);

/* One record a document for --docs: the side record of CLAIMS.md, one line with newline. */
void doc_side_json(const struct doc *d, struct buf *out);

/* A double as JSON, shortest form that reads back equal; NaN and infinities are null. */
void json_add_double(struct buf *out, double v);

#endif
