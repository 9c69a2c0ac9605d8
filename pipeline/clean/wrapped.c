/* Lines wrapped by hand: old pages and mails break their text at a fixed width, amid sentences and
 * words. From: lines with their verdicts. To: lines that go on with the one before them
 * (line.joined). Limits: widths of WIDTH_MIN to WIDTH_MAX columns; what ends with a stop ends its
 * line. */
#include "pipeline/clean/wrapped.h"

#include "pipeline/core/punctuation.h"

/* columns: an ideograph has two; where characters are counted, all have */
#define WIDTH_MIN   36
#define WIDTH_MAX   140
#define SLACK	    4  /* columns that a full line may lack: marks do not begin one */
#define FULL_MIN    4  /* full lines of a wrapped text at least, */
#define FULL_SHARE  3  /* one of so many of its lines, */
#define OPEN_SHARE  2  /* one of so many of them ends without a stop, */
#define MARKS_SHARE 3  /* and so many of them have two marks of a sentence */
#define GAP_MAX	    64 /* units between two lines that are looked at */
#define INDENT_MIN  2  /* columns that open a paragraph */
/* a wrapped line without a stop may have been taken for a heading */
#define OTHER_LINES (LINE_H1 | LINE_TABLE | LINE_LIST | LINE_TITLE | LINE_CAPTION)

struct wrap {
	const struct debris *r;
	struct page *p;
	bool markup;
	bool counted;	/* characters are counted, not columns */
	unsigned width; /* of a full line of the run at most */
};

static bool is_wide(uint16_t c)
{
	return c >= 0x2e80 || c == QUOTE_OPEN || c == QUOTE_CLOSE || c == EM_DASH || c == ELLIPSIS;
}

/* The old text between a line and the one before it. */
static struct uslice gap_before(const struct page *p, size_t i)
{
	size_t end = p->lines[i].old, from = i ? p->lines[i - 1].old_end : 0;
	if (from > end) from = end;
	if (end - from > GAP_MAX) from = end - GAP_MAX;
	return (struct uslice){ p->old.p + from, end - from };
}

/* Columns of white space right before a line. In mark-up plain blanks do not show. */
static unsigned indent_of(const struct wrap *w, size_t i)
{
	static const char blank[] = "&nbsp;";
	const size_t n = sizeof blank - 1;
	struct uslice gap = gap_before(w->p, i);
	unsigned columns = 0;
	for (size_t k = gap.len; k > 0;) {
		uint16_t c = gap.p[k - 1];
		size_t same = 0;
		while (w->markup && same < n && same < k &&
		       gap.p[k - 1 - same] == blank[n - 1 - same])
			same++;
		if (same == n) columns++, k -= n;
		else if (c == 0x3000) columns += 2, k--;
		else if (c == 0xa0 || (!w->markup && (c == ' ' || c == '\t'))) columns++, k--;
		else if (w->markup && c == ' ') k--;
		else break;
	}
	return columns;
}

/* Is the gap before a line one line end, and nothing else? */
static bool one_break(const struct wrap *w, size_t i)
{
	struct uslice gap = gap_before(w->p, i);
	size_t tags = 0, ends = 0;
	for (size_t k = 0; k < gap.len; k++) {
		ends += gap.p[k] == '\n';
		if (gap.p[k] != '<') continue;
		if (k + 2 >= gap.len || (gap.p[k + 1] | 32) != 'b' || (gap.p[k + 2] | 32) != 'r')
			return false;
		tags++;
	}
	return tags ? tags == 1 : ends <= 1;
}

/* The width of a line; WIDTH_MAX + 1: it is no wrapped one. */
static unsigned width_of(const struct wrap *w, size_t i)
{
	const struct line *l = &w->p->lines[i];
	const uint16_t *t = w->p->vis + l->vis;
	if (l->len > WIDTH_MAX) return WIDTH_MAX + 1;
	unsigned n = indent_of(w, i) + l->len * (1 + w->counted);
	for (size_t k = 0; !w->counted && k < l->len; k++) n += is_wide(t[k]);
	return n > WIDTH_MAX ? WIDTH_MAX + 1 : n;
}

/* Does a line end amid a sentence? */
static bool is_open(const struct wrap *w, size_t i)
{
	const struct line *l = &w->p->lines[i];
	uint16_t last = w->p->vis[l->vis + l->len - 1];
	return !debris_is_stop(w->r, last) && !mark_is_colon(last);
}

static bool is_full(const struct wrap *w, size_t i)
{
	unsigned n = width_of(w, i);
	return n <= w->width && n + SLACK >= w->width;
}

/* The width that most lines of [from, to) have, give or take the slack. Gives how many have it:
 * the full ones. */
static size_t find_width(struct wrap *w, size_t from, size_t to)
{
	unsigned lines[WIDTH_MAX + 2] = { 0 }, best = 0, near = 0;
	for (size_t i = from; i < to; i++) lines[width_of(w, i)]++;
	w->width = 0;
	for (unsigned n = 0; n <= WIDTH_MAX; n++) {
		near += lines[n] - (n > SLACK ? lines[n - SLACK - 1] : 0);
		if (n >= WIDTH_MIN && near > best) best = near, w->width = n;
	}
	return best;
}

/* Are the lines [from, to) wrapped text? Those that go on are marked. */
static bool join_run(struct wrap *w, size_t from, size_t to)
{
	size_t full = find_width(w, from, to), open = 0, marks = 0;
	if (full < FULL_MIN || full * FULL_SHARE < to - from) return false;
	for (size_t i = from; i < to; i++) {
		bool is = is_full(w, i);
		open += is && is_open(w, i);
		marks += is ? w->p->lines[i].punct : 0;
	}
	if (open * OPEN_SHARE < full || marks * MARKS_SHARE < full * 2) return false;
	for (size_t i = from + 1; i < to; i++) {
		struct line *l = &w->p->lines[i];
		l->joined = is_full(w, i - 1) && is_open(w, i - 1) && one_break(w, i) &&
			    indent_of(w, i) < INDENT_MIN;
		if (l->joined) l[-1].flags &= (uint16_t)~LINE_HEADING;
	}
	return true;
}

/* Links one below the other are a list. */
static bool may_be_wrapped(const struct line *l, uint32_t box)
{
	return !l->why && l->box == box && !(l->flags & OTHER_LINES) && l->link * 2 <= l->len;
}

void lines_join_wrapped(const struct debris *r, struct page *p, bool markup)
{
	struct wrap w = { .r = r, .p = p, .markup = markup };
	for (size_t i = 0, end; i < p->n_lines; i = end) {
		size_t wide = 0;
		for (end = i; end < p->n_lines && may_be_wrapped(&p->lines[end], p->lines[i].box);
		     end++)
			wide += p->lines[end].len * 2 >= WIDTH_MIN;
		w.counted = false;
		if (wide >= FULL_MIN && !join_run(&w, i, end)) {
			w.counted = true;
			join_run(&w, i, end);
		}
		if (end == i) end++;
	}
}
