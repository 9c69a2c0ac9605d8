/* A source line by line, for readers of line-wise containers. UTF-16 with a byte order mark is cut
 * at its own line ends. Memory: one line. */
#ifndef ZHC_LINES_H
#define ZHC_LINES_H

#include "corpus/source.h"

struct lines {
	struct source *in;
	size_t max;	/* bytes of a line */
	int64_t number; /* of the line given last, from 0 */
	unsigned unit;	/* bytes of a code unit: 1, or 2 for UTF-16 */
	bool big;	/* UTF-16BE */
	bool done;
	size_t pending; /* bytes of the line given last, with its end */
};

/* Lines of in from where it stands; max: bytes of a line. */
void lines_open(struct lines *l, struct source *in, size_t max);
/* The next line without its end (LF or CR LF), valid until the next call. END at the end.
 * ERR_LIMIT: the line is longer than max and was passed over (*line empty), it goes on behind it.
 * ERR_INPUT, ERR_IO: *line is what could be read of the last line, then END. */
enum status lines_next(struct lines *l, struct slice *line, struct err *e);
/* "utf-16le", "utf-16be", or absent. */
struct slice lines_label(const struct lines *l);

#endif
