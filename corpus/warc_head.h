/* Record heads of web archives: WARC 0.17–1.1 and ARC 1, 2. Slices point into the bytes parsed. */
#ifndef ZHC_WARC_HEAD_H
#define ZHC_WARC_HEAD_H

#include "pipeline/core/slice.h"

#define WARC_HEAD_MAX (256u << 10) /* bytes of a head; a longer one is none */

struct warc_head {
	struct slice type; /* "response" …; ARC: "response", or "filedesc" for its first record */
	struct slice uri, date, id; /* absent when not given */
	struct slice content_type;
	uint64_t length; /* of the block behind the head */
	size_t head_len; /* with the blank line */
};

enum head_result { HEAD_OK, HEAD_MORE, HEAD_BAD }; /* MORE: cut off by the end of s */

/* Parse the head at the start of s. BAD: no head begins here, or its length is missing or no
 * number. */
enum head_result warc_head_parse(struct slice s, struct warc_head *h);
enum head_result arc_head_parse(struct slice s, struct warc_head *h);

/* The next place at or behind from where a head seems to begin (WARC: its first line, anywhere;
 * ARC: a whole head at the start of a line); SIZE_MAX if there is none. The last HEAD_LOOK bytes of
 * s are not decided unless at_end. */
#define HEAD_LOOK 512u
size_t warc_head_find(struct slice s, size_t from, bool is_arc, bool at_end);

/* Value of a header field in lines "Name: value" (name without regard to case); absent if there is
 * none. A value may go on in lines that begin with a blank. */
struct slice header_field(struct slice lines, const char *name);
/* The same of the next field of that name, which the lines lose with all before it. */
struct slice header_next(struct slice *lines, const char *name);
/* Bytes of a head up to and with its blank line (CR LF CR LF or LF LF); 0 if there is none. */
size_t header_end(struct slice s);

#endif
