/* Rows and heads of tables. See table_row.h. */
#include "pipeline/annotate/table_row.h"

#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define YEAR_FIRST 1949
#define YEAR_LAST  2060

struct table_cell table_trim(const uint16_t *s, size_t off, size_t end)
{
	while (off < end && table_is_blank(s[off])) off++;
	while (end > off && table_is_blank(s[end - 1])) end--;
	return (struct table_cell){ off, end };
}

/* How cells are parted: by bars, by two blanks, not at all. */
enum parted { PARTED_NOT, PARTED_BLANKS, PARTED_BARS };

/* The first place in [i, end) where a bar or blank may stand: prose is asked as well, and has
 * hardly any. */
static size_t next_parting(const uint16_t *s, size_t i, size_t end)
{
#ifdef __SSE2__
	for (; i + 8 <= end; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
		__m128i hit = _mm_cmpeq_epi16(_mm_subs_epu16(v, _mm_set1_epi16(' ')),
					      _mm_setzero_si128()); /* up to it */
		hit = _mm_or_si128(hit, _mm_cmpeq_epi16(v, _mm_set1_epi16('|')));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi16(v, _mm_set1_epi16(0xa0)));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi16(v, _mm_set1_epi16(WIDE_BAR)));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi16(v, _mm_set1_epi16(0x3000)));
		int hits = _mm_movemask_epi8(hit);
		if (hits) return i + (unsigned)__builtin_ctz((unsigned)hits) / 2;
	}
#endif
	while (i < end && !table_is_blank(s[i]) && !table_is_bar(s[i])) i++;
	return i;
}

static enum parted how_parted(const uint16_t *s, size_t off, size_t end)
{
	bool gap = false;

	for (size_t k = off; (k = next_parting(s, k, end)) < end; k++) {
		if (table_is_bar(s[k])) return PARTED_BARS;
		gap = gap || (k > off && table_is_blank(s[k]) && table_is_blank(s[k - 1]));
	}
	return gap ? PARTED_BLANKS : PARTED_NOT;
}

/* Behind a cut: a line end takes the bars and blanks around it with it. */
static size_t behind_cut(const uint16_t *s, size_t i, size_t end)
{
	size_t next = i, last = i;
	bool line = false;

	for (; next < end && (table_is_blank(s[next]) || s[next] == '|' || s[next] == '\n');
	     next++) {
		line = line || s[next] == '\n';
		if (!table_is_blank(s[next])) last = next;
	}
	return line ? last + 1 : i + 1;
}

size_t table_split(const uint16_t *s, const struct block *b, struct table_cell cells[TABLE_COLUMNS])
{
	struct table_cell whole = table_trim(s, b->off, (size_t)b->off + b->len);
	size_t n = 0, i = whole.off, from = i, end = whole.end,
	       most = b->type == BLOCK_TABLE ? SIZE_MAX : TABLE_CELL;
	enum parted parted = how_parted(s, whole.off, whole.end);
	bool bars = parted == PARTED_BARS, tabs = false;

	if (parted == PARTED_NOT) return 0;
	if (bars && i < end && table_is_bar(s[i]) && s[i] != '\t')
		from = ++i; /* a bar at the edge */
	for (; n < TABLE_COLUMNS && (i = next_parting(s, i, end)) < end; i++) {
		bool cut = bars ? table_is_bar(s[i])
				: i + 1 < end && table_is_blank(s[i]) && table_is_blank(s[i + 1]);
		if (!cut) continue;
		cells[n] = table_trim(s, from, i);
		if (cells[n].end - cells[n].off > most) return 0;
		n++;
		tabs = s[i] == '\t';
		if (bars) i = behind_cut(s, i, end) - 1;
		while (!bars && i + 1 < end && table_is_blank(s[i + 1])) i++;
		from = i + 1;
	}
	struct table_cell last = table_trim(s, from < end ? from : end, end);
	if (last.end - last.off > most) return 0;
	if (n < TABLE_COLUMNS && (last.end > last.off || !bars || tabs)) cells[n++] = last;
	return n;
}

static bool is_dash(uint16_t c)
{
	return c == '-' || c == '/' || c == '.' || c == 0x2014 || c == 0x2013 || c == ELLIPSIS ||
	       c == 0xff0d || c == '*';
}

/* Digits of [*i, end), at most most; -1 without one. */
static int digits_at(const uint16_t *s, size_t *i, size_t end, size_t most)
{
	int value = -1;

	for (; *i < end && most && s[*i] >= '0' && s[*i] <= '9'; (*i)++, most--)
		value = (value < 0 ? 0 : value * 10) + s[*i] - '0';
	return value;
}

static bool parts_date(uint16_t c)
{
	return c == '.' || c == '-' || c == '/';
}

/* The days of a month or day that stand behind a year. */
static bool period_in_year(const uint16_t *s, size_t i, size_t end, int year, struct timespan *t)
{
	uint16_t mark = s[i++];
	size_t from = i;
	int month = digits_at(s, &i, end, 2), day;

	if (month < 1 || month > 12 || (mark == '.' && i - from != 2 && i == end)) return false;
	t->start = date_days(year, month, 1);
	t->end = (month < 12 ? date_days(year, month + 1, 1) : date_days(year + 1, 1, 1)) - 1;
	t->grain = GRAIN_MONTH;
	if (i == end) return true;
	if (s[i++] != mark || (day = digits_at(s, &i, end, 2)) < 1 || day > 31 || i != end)
		return false;
	t->start += day - 1;
	if (t->start > t->end) return false;
	t->end = t->start;
	t->grain = GRAIN_DAY;
	t->type = TIME_INSTANT;
	return true;
}

bool table_period(const uint16_t *s, struct table_cell c, struct timespan *t, bool *guess)
{
	size_t i = c.off;

	*guess = false;
	if (c.end - c.off < 4 || c.end - c.off > 10) return false;
	int year = digits_at(s, &i, c.end, 4);
	if (i - c.off != 4 || year < YEAR_FIRST || year > YEAR_LAST) return false;
	*t = (struct timespan){ date_days(year, 1, 1), date_days(year, 12, 31), TIME_PERIOD,
				GRAIN_YEAR, HOW_EXPLICIT };
	if (i == c.end) return true;
	if (i + 1 < c.end) return parts_date(s[i]) && period_in_year(s, i, c.end, year, t);
	*guess = s[i] == 'E' || s[i] == 'F';
	return *guess || s[i] == 'A';
}

bool table_is_year(const uint16_t *s, struct table_cell c)
{
	struct timespan t;
	bool guess;

	return table_period(s, c, &t, &guess);
}

/* Asterisks, daggers, raised and ringed numbers. */
static bool is_note_mark(uint16_t c)
{
	return c == '*' || c == 0xff0a || c == 0x203b || c == 0x2020 || c == 0x2021 || c == 0xb9 ||
	       c == 0xb2 || c == 0xb3 || (c >= 0x2460 && c <= 0x2473) ||
	       (c >= 0x2074 && c <= 0x2079);
}

/* Are [off, end) only marks that point to a note? */
static bool is_note(const uint16_t *s, size_t off, size_t end)
{
	while (off < end) {
		if (table_is_blank(s[off]) || is_note_mark(s[off])) {
			off++;
			continue;
		}
		if (s[off++] != '[') return false;
		if (digits_at(s, &off, end, 2) < 0 || off == end || s[off++] != ']') return false;
	}
	return true;
}

size_t table_filled(const uint16_t *s, const struct table_cell *cells, size_t n)
{
	size_t filled = 0;

	for (size_t k = 0; k < n; k++) {
		size_t i = cells[k].off;
		while (i < cells[k].end && is_dash(s[i])) i++;
		filled += i < cells[k].end;
	}
	return filled;
}

struct table_cell table_core(const uint16_t *s, struct table_cell c)
{
	size_t end = c.end;

	if (c.off < end && (s[c.off] == '+' || s[c.off] == 0xff0b)) c.off++;
	while (end > c.off &&
	       (table_is_blank(s[end - 1]) || is_note_mark(s[end - 1]) || s[end - 1] == ']')) {
		size_t from = end - 1;
		while (s[end - 1] == ']' && from > c.off && s[from] != '[') from--;
		if (!is_note(s, from, end)) break;
		end = from;
	}
	c.end = end;
	return c;
}

#define GROUP_MAX 20

/* Digits and the marks of a number, no year. */
static bool is_figure(const uint16_t *s, struct table_cell c)
{
	bool digits = false;

	for (size_t i = c.off; i < c.end; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (!digit && s[i] != '.' && s[i] != ',' && s[i] != '-' && s[i] != '%')
			return false;
		digits = digits || digit;
	}
	return digits && !table_is_year(s, c);
}

/* Does the row have a figure? Then it is no head. */
static bool has_figure(const uint16_t *s, const struct block *b)
{
	struct table_cell cells[TABLE_COLUMNS];
	size_t n = table_split(s, b, cells);

	for (size_t k = 1; k < n; k++)
		if (is_figure(s, cells[k])) return true;
	return false;
}

static bool is_row(const uint16_t *s, const struct block *b)
{
	struct table_cell cells[TABLE_COLUMNS];

	return b->type == BLOCK_TABLE || table_split(s, b, cells) > 1;
}

bool table_is_group(const struct doc *d, size_t i)
{
	const struct block *b = &d->blocks[i];

	if (b->type == BLOCK_TABLE) return true;
	if (i == 0 || i + 1 >= d->n_blocks || b->len > GROUP_MAX || b->type == BLOCK_TITLE)
		return false;
	return is_row(d->text.p, b - 1) && has_figure(d->text.p, b + 1);
}

bool table_is_gap_row(const struct table_heads *h, const uint16_t *s,
		      const struct table_cell *cells, size_t n)
{
	if (!h->closed || n != h->n_full) return false;
	for (size_t k = 1; k < n; k++) {
		size_t i = cells[k].off;
		while (i < cells[k].end && is_dash(s[i])) i++;
		if (h->figures >> k & 1 && i > cells[k].off && i == cells[k].end) return true;
	}
	return false;
}

/* Cells up to the last that is not empty. */
static size_t used_cells(const struct table_cell *cells, size_t n)
{
	while (n && cells[n - 1].end == cells[n - 1].off) n--;
	return n;
}

/* Does a bar stand between the first cells? Text by bars may have lost empty cells. */
static bool by_bars(const uint16_t *s, const struct table_cell *cells, size_t n)
{
	for (size_t i = cells[0].end; n > 1 && i < cells[n - 1].end; i++)
		if (s[i] == '|' || s[i] == WIDE_BAR) return true;
	return false;
}

void table_heads_add(struct table_heads *h, const uint16_t *s, const struct block *b,
		     const struct table_cell *cells, size_t n)
{
	struct table_cell moved[TABLE_COLUMNS];
	size_t gaps = 0;

	if (h->closed || h->levels == TABLE_LEVELS) h->levels = 0, h->figures = 0;
	h->closed = false;
	/* the bar stands behind an empty cell */
	if (s[b->off] == '|' && h->levels && n + 1 == h->split[h->levels - 1]) {
		moved[0] = (struct table_cell){ b->off, b->off };
		memcpy(moved + 1, cells, n++ * sizeof *cells);
		cells = moved;
	}
	size_t used = used_cells(cells, n);
	for (size_t k = 0; k < used; k++) gaps += cells[k].end == cells[k].off;
	h->split[h->levels] = n;
	bool placed = gaps || (b->type == BLOCK_TABLE && !by_bars(s, cells, n));
	h->placed[h->levels] = placed;
	memcpy(h->cell[h->levels], cells, n * sizeof *cells);
	h->n[h->levels++] = placed ? n : used;
	for (size_t i = 0; placed && i < h->levels;
	     i++) /* rows of heads as long are placed as well */
		if (h->split[i] == n) h->placed[i] = true, h->n[i] = n;
}

size_t table_heads_row(struct table_heads *h, const uint16_t *s, const struct block *b,
		       struct table_cell *cells, size_t n, uint64_t figures)
{
	size_t used = used_cells(cells, n), empty = n - used;
	bool edge = s[b->off] == '|' && n + 1 == h->n_full && !empty;

	if (edge) empty = 1;
	if (!empty || !by_bars(s, cells, n) || n + edge != h->n_full || !h->figures) {
		h->figures = n == h->n_full ? h->figures | figures : figures;
		h->n_full = n;
		return n;
	}
	if ((!edge && !(figures & ~h->figures)) || figures << empty & ~h->figures) return n;
	memmove(cells + empty, cells, used * sizeof *cells);
	for (size_t k = 0; k < empty; k++)
		cells[k] = (struct table_cell){ cells[empty].off, cells[empty].off };
	return n + edge;
}

/* The nearest row of heads is shorter than the rows: it stands below the last heads of the row
 * above, each of which spans as many columns. The number of columns before these, n if it can not
 * be so. */
static size_t lead_columns(const struct table_heads *h, size_t n, size_t *span)
{
	size_t m = h->n[h->levels - 1], upper = h->levels > 1 ? h->n[h->levels - 2] : 0;

	if (m >= n || upper + m <= n) return n;
	size_t spanning = upper + m - n;
	if (spanning >= upper || m % spanning) return n;
	*span = m / spanning;
	return upper - spanning;
}

static bool is_empty(const struct table_heads *h, size_t level, size_t k)
{
	return h->cell[level][k].end == h->cell[level][k].off;
}

/* Does a head of a level above begin in column k? */
static bool begins_above(const struct table_heads *h, size_t level, size_t n, size_t k)
{
	while (level-- > 0)
		if (h->n[level] == n && !is_empty(h, level, k)) return true;
	return false;
}

/* The head over column k where each stands over its own: its own, else the one to the left that it
 * goes on with. */
static size_t placed_over(const struct table_heads *h, size_t level, size_t n, size_t k)
{
	while (k && is_empty(h, level, k)) {
		if (begins_above(h, level, n, k)) return TABLE_COLUMNS;
		k--;
		if (!k) return TABLE_COLUMNS; /* the corner is over the first column alone */
	}
	return k;
}

/* Which head of a level stands over column k of n; TABLE_COLUMNS: none. */
static size_t head_over(const struct table_heads *h, size_t level, size_t n, size_t k)
{
	if (h->placed[level] && h->n[level] == n) return placed_over(h, level, n, k);
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
	if (!h->levels || !n) return false;
	return (h->placed[h->levels - 1] && h->n[h->levels - 1] == n) ||
	       head_over(h, h->levels - 1, n, n - 1) < TABLE_COLUMNS;
}

bool table_head_at(const struct table_heads *h, size_t level, size_t n, size_t k,
		   struct table_cell *c)
{
	if (level >= h->levels || k >= n || !table_heads_fit(h, n)) return false;
	size_t at = head_over(h, level, n, k);

	if (at == TABLE_COLUMNS) return false;
	*c = h->cell[level][at];
	return c->end > c->off;
}
