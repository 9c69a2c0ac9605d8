/* UTF-16 seen as UTF-8.
 * In: a source. Out: a source over it; lone surrogates and an odd byte at the end become U+FFFD. */
#include "corpus/wide.h"

#include "pipeline/core/buf.h"

struct wide {
	struct source *outer, *inner;
	bool big;
	struct buf utf8;
};

/* The unit at s.p + at. */
static uint32_t unit_at(const struct wide *w, struct slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	return w->big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* The character at s[*at], stepping over it. False: its second half is still to come. */
static bool next_char(const struct wide *w, struct slice s, bool at_end, size_t *at, uint32_t *cp)
{
	uint32_t c = unit_at(w, s, *at);
	*cp = c;
	if ((c & 0xfc00) == 0xd800) {
		if (*at + 4 > s.len && !at_end) return false;
		uint32_t low = *at + 4 <= s.len ? unit_at(w, s, *at + 2) : 0;
		if ((low & 0xfc00) == 0xdc00) {
			*cp = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			*at += 4;
			return true;
		}
	}
	if ((c & 0xf800) == 0xd800) *cp = 0xfffd;
	*at += 2;
	return true;
}

static enum status fill(void *ctx, void *p, size_t cap, size_t *n, struct err *e)
{
	struct wide *w = ctx;
	struct slice s;
	size_t want = cap / 3 * 2 & ~(size_t)1, at = 0; /* a unit becomes at most three bytes */
	uint32_t cp;
	*n = 0;
	if (want < 4) return err_set(e, ERR_LIMIT, "no room for a character");
	enum status st = source_peek(w->outer, want, &s, e);
	bool at_end = s.len < want;
	w->utf8.len = 0;
	while (at + 2 <= s.len && next_char(w, s, at_end, &at, &cp)) buf_add_cp(&w->utf8, cp);
	if (at_end && at + 1 == s.len) {
		buf_add_cp(&w->utf8, 0xfffd);
		at++;
	}
	source_skip(w->outer, at);
	*n = w->utf8.len;
	if (*n) memcpy(p, w->utf8.p, *n);
	return *n ? OK : st;
}

void wide_close(struct wide *w)
{
	if (!w) return;
	source_close(w->inner);
	buf_free(&w->utf8);
	mem_free(w);
}

/* *out becomes a view of the rest of in where that begins with a byte order mark of UTF-16; else
 * NULL. */
static enum status open_wide(struct wide **out, const struct env *env, struct source *in,
			     struct err *e)
{
	struct slice head;
	struct err ignored; /* the reader meets it again */
	*out = NULL;
	(void)source_peek(in, 2, &head, &ignored);
	bool big = slice_starts(head, SLICE("\xfe\xff"));
	if (!big && !slice_starts(head, SLICE("\xff\xfe"))) return OK;
	source_skip(in, 2);
	struct wide *w = mem_zalloc(sizeof *w);
	w->outer = in;
	w->big = big;
	enum status st = source_open_member(&w->inner, env, in, source_name(in),
					    (struct source_feed){ fill, w }, e);
	if (st == OK) *out = w;
	else wide_close(w);
	return st;
}

#define HEAD_LOOK 65536

enum status wide_begin(struct wide **w, const struct env *env, struct source **in,
		       struct slice *head, struct err *e)
{
	struct err ignored;
	TRY(open_wide(w, env, *in, e));
	if (*w) *in = (*w)->inner;
	(void)source_peek(*in, HEAD_LOOK, head, &ignored);
	if (!slice_starts(*head, SLICE("\xef\xbb\xbf"))) return OK;
	source_skip(*in, 3);
	(void)source_peek(*in, HEAD_LOOK, head, &ignored);
	return OK;
}
