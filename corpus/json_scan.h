/* JSON objects read member by member, without a tree and without recursion: for records of which a
 * few strings matter. Checks the syntax of all it steps over. Bytes over 0x7f are taken as they
 * come (any encoding that keeps ASCII). Limit: JSON_DEPTH levels of nesting. */
#ifndef ZHC_JSON_SCAN_H
#define ZHC_JSON_SCAN_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

#define JSON_DEPTH 512

enum json_kind {
	JSON_STRING,
	JSON_NUMBER,
	JSON_OBJECT,
	JSON_ARRAY,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL
};

struct json_scan {
	struct slice text;
	size_t pos;
	bool utf8; /* else a byte over 0x80 takes the byte behind it with it (GBK, Big5: it may be a
		      backslash) */
	bool inside; /* the opening brace is behind pos */
};

struct json_member {
	struct slice key;   /* between the quotes, escapes and all */
	struct slice value; /* raw: with quotes, brackets */
	enum json_kind kind;
};

/* Begin an object; text may have white space around it. ERR_INPUT ("byte 17: …") when it does not
 * begin as one. */
enum status json_open(struct json_scan *s, struct slice text, struct err *e);
/* The next member. END behind the last one, when nothing but white space follows the object.
 * ERR_INPUT otherwise. */
enum status json_next(struct json_scan *s, struct json_member *m, struct err *e);

/* Append what a string value (with its quotes) stands for. \u escapes become UTF-8; a lone
 * surrogate becomes U+FFFD and is counted: gives their number, *first_at the place of the first in
 * out. */
size_t json_unescape(struct slice raw, bool utf8, struct buf *out, size_t *first_at);

/* Where a top-level object ends in a stream of bytes that arrives in pieces. */
struct json_frame {
	size_t pos; /* bytes looked at */
	size_t depth;
	bool in_string, escaped;
};
/* Look at more of s (the same bytes again, and more behind): true when the object ends at f->pos.
 */
bool json_frame_end(struct json_frame *f, struct slice s);

#endif
