/* Tables in plain text. From: the visible lines. To: rows told by tabs and bars are marked; where a
 * page was scraped cell by cell, a line each, the cells of a row are made one line (its line ends
 * part them). Limits: CELL_MAX units a cell, PERIOD_MAX columns, TRIES_MAX looks a run of short
 * lines; linear. */
#include "pipeline/clean/front.h"
#include "pipeline/core/punctuation.h"

#define CELL_MAX   40
#define PERIOD_MIN 3
#define PERIOD_MAX 12
#define ROWS_MIN   2 /* below the heads */
#define TRIES_MAX  4
#define BARS_MIN   6

enum cell_kind {
	CELL_NONE,
	CELL_WORD,
	CELL_FIGURE,
	CELL_DASH,
	CELL_MIXED /* a figure with its unit, or a time */
};

/* Figures: digits with their marks; a year or a day is a word. */
static enum cell_kind kind_of(const uint16_t *t, size_t len)
{
	size_t digits = 0, dashes = 0, i = 0;

	while (len && (unit_is_any_blank(t[len - 1]) || t[len - 1] == '|')) len--;
	if (!len) return CELL_NONE;
	for (i = 0; i < len; i++) {
		bool dash = t[i] == '-' || t[i] == 0x2014 || t[i] == ELLIPSIS || t[i] == 0x2212 ||
			    t[i] == '/';
		dashes += dash;
		digits += unit_is_digit(t[i]);
		if (!dash && !unit_is_digit(t[i]) && t[i] != '.' && t[i] != ',' && t[i] != '%' &&
		    t[i] != '+')
			return digits && unit_is_digit(t[0]) ? CELL_MIXED : CELL_WORD;
	}
	if (!digits) return dashes == len ? CELL_DASH : CELL_WORD;
	bool year = digits >= 4 && (t[0] == '1' || t[0] == '2') && (t[1] == '9' || t[1] == '0') &&
		    unit_is_digit(t[2]) && unit_is_digit(t[3]);
	year = year && (len == 4 || (len == 7 && t[4] == '.')); /* 2023, 2023.05 */
	bool word = year || dashes > 1 || (dashes && !(t[0] == '-' || t[0] == 0x2212));
	return word ? CELL_WORD : CELL_FIGURE;
}

static enum cell_kind line_kind(const struct page *p, size_t i)
{
	return kind_of(p->vis + p->lines[i].vis, p->lines[i].len);
}

static bool parts_cells(uint16_t c)
{
	return c == '\t' || c == '|';
}

/* Cells of a line parted by tabs or bars, and whether one holds a figure. */
static size_t count_cells(const struct page *p, const struct line *l, bool *figure)
{
	const uint16_t *t = p->vis + l->vis;
	size_t n = 0;

	for (size_t i = 0, from = 0; i <= l->len; i++) {
		if (i < l->len && !parts_cells(t[i])) continue;
		while (from < i && unit_is_any_blank(t[from])) from++;
		n += i > from;
		*figure = *figure || kind_of(t + from, i - from) == CELL_FIGURE;
		from = i + 1;
	}
	return n;
}

/* With the tabs at its ends, which stand for empty cells. */
static void keep_edges(const struct page *p, struct line *l)
{
	while (l->vis && p->vis[l->vis - 1] == '\t') l->vis--, l->old--, l->len++;
	while (l->vis + l->len < p->vis_len && p->vis[l->vis + l->len] == '\t')
		l->len++, l->old_end++;
}

static void mark_rows(struct page *p)
{
	for (size_t i = 0, end; i < p->n_lines; i = end + 1) {
		bool figures = false;
		for (end = i; end < p->n_lines && count_cells(p, &p->lines[end], &figures) > 1;
		     end++) {
		}
		for (size_t k = i; figures && end - i > 1 && k < end; k++) {
			p->lines[k].flags |= LINE_TABLE;
			keep_edges(p, &p->lines[k]);
		}
	}
}

static bool may_be_cell(const struct page *p, size_t i)
{
	const struct line *l = &p->lines[i];

	return l->len <= CELL_MAX && !(l->flags & LINE_TABLE) &&
	       (!l->punct || line_kind(p, i) == CELL_FIGURE);
}

/* Rows of n cells from line first on whose cells are words where the first row's are. */
static size_t like_rows(const struct page *p, size_t first, size_t end, size_t n)
{
	size_t rows = 1;

	for (size_t i = first + n; i + n <= end; i += n, rows++)
		for (size_t k = 0; k < n; k++) {
			enum cell_kind a = line_kind(p, first + k), b = line_kind(p, i + k);
			if (a != CELL_MIXED && b != CELL_MIXED &&
			    (a == CELL_WORD) != (b == CELL_WORD))
				return rows;
		}
	return rows;
}

struct shape_found {
	size_t head, n, rows; /* line of the heads, columns, rows with the heads; n 0: none */
};

/* May a row begin so: with a name, or a time; behind a number only with a name? */
static bool may_head(enum cell_kind kind, bool first)
{
	return kind == CELL_WORD || (first && kind == CELL_MIXED);
}

/* The table whose first figure is line at, within [from, end). */
static struct shape_found find_shape(const struct page *p, size_t from, size_t end, size_t at)
{
	struct shape_found best = { 0 };

	for (size_t n = PERIOD_MIN; n <= PERIOD_MAX; n++)
		for (size_t before = 0; before < n && at >= from + before + n; before++) {
			size_t first = at - before;
			if (first + n > end ||
			    !may_head(line_kind(p, first + (before == 0)), before > 0))
				continue;
			size_t rows = like_rows(p, first, end, n);
			if (rows >= ROWS_MIN && n * (rows + 1) > best.n * best.rows)
				best = (struct shape_found){ first - n, n, rows + 1 };
		}
	return best;
}

/* Make the cells of each row one line; *to is where the next line goes. */
static void join_rows(struct page *p, const struct shape_found *s, size_t *to)
{
	for (size_t r = 0; r < s->rows; r++) {
		struct line l = p->lines[s->head + r * s->n];
		for (size_t k = 1; k < s->n; k++) {
			const struct line *x = &p->lines[s->head + r * s->n + k];
			l.han += x->han;
			l.punct += x->punct;
			l.len = x->vis + x->len - l.vis;
			l.old_end = x->old_end;
		}
		l.flags |= LINE_TABLE;
		p->lines[(*to)++] = l;
	}
}

/* Nothing but bars: what parts cells on lines of their own. */
static bool is_bars(const struct page *p, size_t i)
{
	return p->vis[p->lines[i].vis] == '|' && line_kind(p, i) == CELL_NONE;
}

/* Without the lines of bars among the short lines [from, end), where they part most of the others.
 * Gives the new end. */
static size_t drop_bars(struct page *p, size_t from, size_t end)
{
	size_t bars = 0, to = from;

	for (size_t i = from; i < end; i++) bars += is_bars(p, i);
	if (bars < BARS_MIN || bars * 3 < end - from) return end;
	for (size_t i = from; i < end; i++)
		if (!is_bars(p, i)) p->lines[to++] = p->lines[i];
	return to;
}

/* The run of short lines [from, end). */
static void read_run(struct page *p, size_t from, size_t end, size_t *to)
{
	size_t tries = 0;

	for (size_t i = from; i < end && tries < TRIES_MAX; i++) {
		if (line_kind(p, i) != CELL_FIGURE) continue;
		tries++;
		struct shape_found s = find_shape(p, from, end, i);
		if (!s.n) continue;
		while (from < s.head) p->lines[(*to)++] = p->lines[from++];
		join_rows(p, &s, to);
		from = s.head + s.n * s.rows;
		i = from - 1;
		tries = 0;
	}
	while (from < end) p->lines[(*to)++] = p->lines[from++];
}

void front_plain_rows(struct page *p)
{
	size_t to = 0;

	mark_rows(p);
	for (size_t i = 0, end; i < p->n_lines; i = end) {
		for (end = i; end < p->n_lines && may_be_cell(p, end); end++) {
		}
		if (end == i) p->lines[to++] = p->lines[end++];
		else read_run(p, i, drop_bars(p, i, end), &to);
	}
	p->n_lines = to;
}
