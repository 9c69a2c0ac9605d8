/* A source line by line.
 * In: the window of a source. Out: slices of it. LF as a byte is a line end in UTF-8, GB18030, Big5
 * and EUC (it is no trail byte there); in UTF-16 it is a unit. Limit: max bytes a line; a longer
 * one is passed over in pieces. */
#include "corpus/lines.h"

#define FIRST_PEEK (64u << 10)

void lines_open(struct lines *l, struct source *in, size_t max)
{
	struct slice head;
	struct err e;
	*l = (struct lines){ .in = in, .max = max, .number = -1, .unit = 1 };
	(void)source_peek(in, 2, &head, &e); /* its trouble comes again */
	if (head.len == 2 &&
	    (memcmp(head.p, "\xff\xfe", 2) == 0 || memcmp(head.p, "\xfe\xff", 2) == 0)) {
		l->unit = 2;
		l->big = head.p[0] == '\xfe';
	}
}

/* Bytes before the first line end at or behind from; SIZE_MAX if there is none. */
static size_t find_end(const struct lines *l, struct slice s, size_t from)
{
	while (from < s.len) {
		const char *nl = memchr(s.p + from, '\n', s.len - from);
		if (!nl) return SIZE_MAX;
		size_t at = (size_t)(nl - s.p);
		if (l->unit == 1) return at;
		size_t unit = at & ~(size_t)1;
		if (unit + 1 < s.len && s.p[unit] == (l->big ? '\0' : '\n') &&
		    s.p[unit + 1] == (l->big ? '\n' : '\0'))
			return unit;
		from = at + 1;
	}
	return SIZE_MAX;
}

/* Step over the rest of a line that is too long. */
static enum status pass_over(struct lines *l, struct err *e)
{
	struct slice s;
	struct err ignored;
	for (;;) {
		enum status st = source_peek(l->in, FIRST_PEEK, &s, &ignored);
		size_t at = find_end(l, s, 0);
		if (at != SIZE_MAX) {
			source_skip(l->in, at + l->unit);
			break;
		}
		/* an odd byte stays for the next unit */
		size_t go = s.len == FIRST_PEEK ? s.len : s.len & ~(size_t)(l->unit - 1);
		source_skip(l->in, go);
		if (st != OK || s.len < FIRST_PEEK) {
			l->done = true;
			break;
		}
	}
	return err_set(e, ERR_LIMIT, "line %lld is longer than %zu bytes (--max-bytes)",
		       (long long)l->number + 1, l->max);
}

static void cut_cr(const struct lines *l, struct slice *line)
{
	size_t n = line->len;
	if (n < l->unit) return;
	if (l->unit == 1 ? line->p[n - 1] == '\r'
			 : line->p[n - 2] == (l->big ? '\0' : '\r') &&
				   line->p[n - 1] == (l->big ? '\r' : '\0'))
		line->len -= l->unit;
}

enum status lines_next(struct lines *l, struct slice *line, struct err *e)
{
	source_skip(l->in, l->pending);
	l->pending = 0;
	*line = SLICE("");
	if (l->done) return END;
	l->number++;
	size_t want = FIRST_PEEK, scanned = 0;
	for (;;) {
		if (want > l->max + 3) want = l->max + 3;
		enum status st = source_peek(l->in, want, line, e);
		size_t at = find_end(l, *line, scanned);
		if (at != SIZE_MAX) {
			l->pending = at + l->unit;
			line->len = at;
			cut_cr(l, line);
			return OK;
		}
		if (line->len > l->max + 2) {
			*line = SLICE("");
			return pass_over(l, e);
		}
		if (st != OK || line->len < want) {
			l->done = true;
			l->pending = line->len;
			cut_cr(l, line);
			return st != OK ? st : line->len ? OK : END;
		}
		scanned = line->len & ~(size_t)1;
		want *= 2;
	}
}

struct slice lines_label(const struct lines *l)
{
	if (l->unit == 1) return SLICE_NONE;
	return l->big ? SLICE("utf-16be") : SLICE("utf-16le");
}
