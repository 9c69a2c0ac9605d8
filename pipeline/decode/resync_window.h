/* Where text may have been read out of step: windows round odd stretches (marks, private-use
 * characters, characters that do not stand together) with a little of the sound text at their
 * sides. Limit: WINDOW_MAX characters each. */
#ifndef ZHC_RESYNC_WINDOW_H
#define ZHC_RESYNC_WINDOW_H

#include "pipeline/decode/decode.h"

struct window {
	size_t from, to;	   /* units of the text */
	size_t core_from, core_to; /* where there is reason for doubt */
	bool mark, private;	   /* there is a mark or U+FFFD, a private-use character, */
	bool odd;		   /* or another suspicious one */
};

/* Where a window may begin: places are looked at in order. */
struct window_search {
	size_t at;
	const struct suspect_list *odd; /* NULL: keen, every place may be one */
	size_t k;			/* where in the list to go on */
};

/* The next window from s->at on; false when there is none. */
bool window_find(const struct decoder *dec, struct uslice t, struct window_search *s,
		 struct window *w);
/* Letters in t as nobody writes them: of another alphabet in no word, full-width beside ASCII. */
size_t window_stray(struct uslice t);
/* The gloss "(reading)" at t[i], its bracket perhaps eaten by a mark; *end: behind it. */
struct spelling window_gloss(const struct readings *r, struct uslice t, size_t i, size_t *end);

static inline bool window_ends_line(struct uslice t, size_t at)
{
	return at >= t.len || t.p[at] == '\n' || t.p[at] == '\r';
}

/* Reading out of step ends before a byte that is no second one: something in ASCII, or the end of
 * the line. */
static inline bool window_ends_run(struct uslice t, size_t i)
{
	return window_ends_line(t, i) || t.p[i] < 0x40;
}

#endif
