/* Rows of a table of a page that hold figures. See data_rows.h. */
#include "pipeline/clean/data_rows.h"

/* Figures in a cell: digits and their marks, but no year or day. */
static bool is_figure(const uint16_t *t, size_t len)
{
	size_t digits = 0, dashes = 0;

	for (size_t i = 0; i < len; i++) {
		bool digit = t[i] >= '0' && t[i] <= '9';
		digits += digit;
		dashes += t[i] == '-';
		if (!digit && t[i] != '-' && t[i] != '.' && t[i] != ',' && t[i] != '%' &&
		    t[i] != '+' && t[i] != ' ')
			return false;
	}
	bool year = len == 4 && digits == 4 && (t[0] == '1' || t[0] == '2') &&
		    (t[1] == '9' || t[1] == '0');
	return digits && dashes < 2 && !year;
}

static size_t count_figures(const struct page *p, const struct line *l)
{
	const uint16_t *t = p->vis + l->vis;
	size_t n = 0;

	for (size_t i = 0, from = 0; i <= l->len; i++) {
		if (i < l->len && t[i] != '\t' && t[i] != '|' && t[i] != '\n') continue;
		n += is_figure(t + from, i - from);
		from = i + 1;
	}
	return n;
}

#define DATA_ROWS    2
#define DATA_FIGURES 2 /* as many a row on the average */

size_t data_rows_end(const struct page *p, size_t i, size_t to)
{
	size_t end = i, figures = 0, rows = 0;

	for (; end < to && p->lines[end].flags & LINE_TABLE && !p->lines[end].why; end++) {
		size_t n = count_figures(p, &p->lines[end]);
		figures += n;
		rows += n > 0;
	}
	return rows >= DATA_ROWS && figures >= DATA_FIGURES * rows ? end : i;
}
