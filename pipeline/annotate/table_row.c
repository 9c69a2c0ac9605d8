/* Rows and heads of tables. See table_row.h. */
#include "pipeline/annotate/table_row.h"

#include "pipeline/core/unit_find.h"

#define WIDE_BAR  0x2502 /* the bar of drawn tables */
#define YEAR_FIRST 1949
#define YEAR_LAST  2060
#define HAN_FIRST 0x3400 /* from here on no blanks and bars */

static bool is_blank(uint16_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xa0;
}

static bool is_bar(uint16_t c)
{
	return c == '\t' || c == '|' || c == WIDE_BAR;
}

struct table_cell table_trim(const uint16_t *s, size_t off, size_t end)
{
	while (off < end && is_blank(s[off]))
		off++;
	while (end > off && is_blank(s[end - 1]))
		end--;
	return (struct table_cell){ off, end };
}

/* How cells are parted: by bars, by two blanks, not at all. */
enum parted { PARTED_NOT, PARTED_BLANKS, PARTED_BARS };

static enum parted how_parted(const uint16_t *s, size_t off, size_t end)
{
	bool gap = false;

	for (size_t k = off; (k = unit_find_between(s, k, end, 0, HAN_FIRST - 1)) < end; k++) { /* few units */
		if (is_bar(s[k])) return PARTED_BARS;
		gap = gap || (k > off && is_blank(s[k]) && is_blank(s[k - 1]));
	}
	return gap ? PARTED_BLANKS : PARTED_NOT;
}

size_t table_split(const uint16_t *s, size_t off, size_t end, struct table_cell cells[TABLE_COLUMNS])
{
	struct table_cell whole = table_trim(s, off, end);
	size_t n = 0, i = whole.off, from = i;
	enum parted parted = how_parted(s, whole.off, whole.end);
	bool bars = parted == PARTED_BARS;

	end = whole.end;
	if (parted == PARTED_NOT) return 0;
	if (bars && i < end && is_bar(s[i]) && s[i] != '\t') from = ++i; /* a bar at the edge */
	for (; i < end && n < TABLE_COLUMNS; i++) {
		bool cut = bars ? is_bar(s[i]) : i + 1 < end && is_blank(s[i]) && is_blank(s[i + 1]);
		if (!cut) continue;
		cells[n] = table_trim(s, from, i);
		if (cells[n].end - cells[n].off > TABLE_CELL) return 0;
		n++;
		while (!bars && i + 1 < end && is_blank(s[i + 1]))
			i++;
		from = i + 1;
	}
	struct table_cell last = table_trim(s, from < end ? from : end, end);
	if (last.end - last.off > TABLE_CELL) return 0;
	if (n < TABLE_COLUMNS && (last.end > last.off || !bars)) cells[n++] = last;
	return n;
}

static bool is_dash(uint16_t c)
{
	return c == '-' || c == '/' || c == '.' || c == 0x2014 || c == 0x2013 || c == 0x2026 || c == 0xff0d || c == '*';
}

bool table_is_year(const uint16_t *s, struct table_cell c)
{
	unsigned year = 0;

	if (c.end - c.off != 4) return false;
	for (size_t i = c.off; i < c.end; i++) {
		if (s[i] < '0' || s[i] > '9') return false;
		year = year * 10 + s[i] - '0';
	}
	return year >= YEAR_FIRST && year <= YEAR_LAST;
}

size_t table_filled(const uint16_t *s, const struct table_cell *cells, size_t n)
{
	size_t filled = 0;

	for (size_t k = 0; k < n; k++) {
		size_t i = cells[k].off;
		while (i < cells[k].end && is_dash(s[i]))
			i++;
		filled += i < cells[k].end;
	}
	return filled;
}

#define GROUP_MAX 20

/* Digits and the marks of a number, no year. */
static bool is_figure(const uint16_t *s, struct table_cell c)
{
	bool digits = false;

	for (size_t i = c.off; i < c.end; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (!digit && s[i] != '.' && s[i] != ',' && s[i] != '-' && s[i] != '%') return false;
		digits = digits || digit;
	}
	return digits && !table_is_year(s, c);
}

/* Does the row have a figure? Then it is no head. */
static bool has_figure(const uint16_t *s, const struct block *b)
{
	struct table_cell cells[TABLE_COLUMNS];
	size_t n = table_split(s, b->off, (size_t)b->off + b->len, cells);

	for (size_t k = 1; k < n; k++)
		if (is_figure(s, cells[k])) return true;
	return false;
}

static bool is_row(const uint16_t *s, const struct block *b)
{
	struct table_cell cells[TABLE_COLUMNS];

	return b->type == BLOCK_TABLE || table_split(s, b->off, (size_t)b->off + b->len, cells) > 1;
}

bool table_is_group(const struct doc *d, size_t i)
{
	const struct block *b = &d->blocks[i];

	if (b->type == BLOCK_TABLE) return true;
	if (i == 0 || i + 1 >= d->n_blocks || b->len > GROUP_MAX || b->type == BLOCK_TITLE) return false;
	return is_row(d->text.p, b - 1) && has_figure(d->text.p, b + 1);
}

void table_heads_add(struct table_heads *h, const struct table_cell *cells, size_t n)
{
	if (h->closed || h->levels == TABLE_LEVELS) h->levels = 0;
	h->closed = false;
	memcpy(h->cell[h->levels], cells, n * sizeof *cells);
	h->n[h->levels++] = n;
}

/* The nearest row of heads is shorter than the rows: it stands below the last heads of the row above, each of which
 * spans as many columns. The number of columns before these, n if it can not be so. */
static size_t lead_columns(const struct table_heads *h, size_t n, size_t *span)
{
	size_t m = h->n[h->levels - 1], upper = h->levels > 1 ? h->n[h->levels - 2] : 0;

	if (m >= n || upper + m <= n) return n;
	size_t spanning = upper + m - n;
	if (spanning >= upper || m % spanning) return n;
	*span = m / spanning;
	return upper - spanning;
}

/* Which head of a level stands over column k of n; TABLE_COLUMNS: none. */
static size_t head_over(const struct table_heads *h, size_t level, size_t n, size_t k)
{
	size_t m = h->n[level], span = 1, lead = lead_columns(h, n, &span);
	bool last = level + 1 == h->levels;

	if (lead < n && last) return k < lead ? TABLE_COLUMNS : k - lead;
	if (lead < n && level + 2 == h->levels) return k < lead ? k : lead + (k - lead) / span;
	if (m == n) return k;
	if (m + 1 == n) return k ? k - 1 : TABLE_COLUMNS;
	if (m == n + 1 && last) return h->numbered ? k + 1 : k;
	if (m < 2 || m > n || !k || (n - 1) % (m - 1)) return TABLE_COLUMNS;
	return 1 + (k - 1) / ((n - 1) / (m - 1));
}

bool table_heads_fit(const struct table_heads *h, size_t n)
{
	return h->levels && n && head_over(h, h->levels - 1, n, n - 1) < TABLE_COLUMNS;
}

bool table_head_at(const struct table_heads *h, size_t level, size_t n, size_t k, struct table_cell *c)
{
	size_t at = level < h->levels && k < n && table_heads_fit(h, n) ? head_over(h, level, n, k) : TABLE_COLUMNS;

	if (at == TABLE_COLUMNS) return false;
	*c = h->cell[level][at];
	return c->end > c->off;
}
