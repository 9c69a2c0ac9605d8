/* Rows of tables. See html_rows.h. The tabs stand between lines; they show only when the row is
 * joined. */
#include "pipeline/clean/html_rows.h"

#define CELL_MAX   120 /* a row of cells longer than this is a layout, not data */
#define PART_MAX   60  /* units of a cell on several lines */
#define PART_LINES 4
#define LONE_MAX   40 /* units of a row with one full cell */
#define SPAN_ROWS  200

static struct table_spans *open_table(struct builder *b)
{
	return b->n_tables && b->n_tables <= SPAN_TABLES ? &b->tables[b->n_tables - 1] : NULL;
}

static void put_tabs(struct builder *b, size_t n)
{
	static const uint16_t tab = '\t';
	struct page *p = b->p;
	const struct seg *last = p->n_segs ? &p->segs[p->n_segs - 1] : NULL;
	size_t at = p->n_lines ? p->lines[p->n_lines - 1].old_end : 0;

	if (last && (size_t)last->old + last->old_len > at)
		at = (size_t)last->old + last->old_len; /* bars that made no line */
	if (b->none || (!at && p->text.len)) return;
	for (; n; n--) page_replace(p, at, 0, &tab, 1);
	b->start = p->text.len;
}

/* The number in an attribute, 1 without one. */
static unsigned span_of(const struct html_tokenizer *t, const char *name, unsigned most)
{
	const struct html_attr *a = html_attr(t, name);
	unsigned n = 0;

	if (!a) return 1;
	for (size_t i = a->value.off; i < (size_t)a->value.off + a->value.len && n <= most; i++) {
		if (t->p[i] < '0' || t->p[i] > '9') break;
		n = n * 10 + t->p[i] - '0';
	}
	return n < 1 ? 1 : n > most ? most : n;
}

/* Columns that cells of rows above cover are empty in this row. */
static void skip_covered(struct builder *b, struct table_spans *x)
{
	while (x->col < SPAN_COLUMNS && x->left[x->col]) {
		x->left[x->col++]--;
		put_tabs(b, 1);
	}
}

void row_start(struct builder *b, const struct html_tokenizer *t, struct open_element *o)
{
	if (o->tag == TAG_TABLE) b->n_tables++;
	struct table_spans *x = open_table(b);
	unsigned flags = html_tag_flags((enum html_tag)o->tag);

	if (x && o->tag == TAG_TABLE) *x = (struct table_spans){ .col = 0 };
	if (x && flags & TF_R) x->col = x->cells = 0;
	if (!(flags & TF_C)) return;
	b->cells++;
	o->span = 1;
	if (!x || x->col == SPAN_COLUMNS) return;
	skip_covered(b, x);
	unsigned room = (unsigned)SPAN_COLUMNS - x->col, columns = 1, rows = 1;
	if (!room) return;
	if (t->n_attrs)
		columns = span_of(t, "colspan", room), rows = span_of(t, "rowspan", SPAN_ROWS);
	o->span = (uint8_t)columns;
	if (x->cells < SPAN_COLUMNS) x->cells++;
	for (unsigned i = 0; i < columns; i++) x->left[x->col++] = (uint8_t)(rows - 1);
}

void cell_part(struct builder *b, uint16_t next)
{
	static const uint16_t blank = ' ';
	struct page *p = b->p;

	if (p->text.len != b->start || !p->n_lines || !p->text.len) return;
	const struct line *l = &p->lines[p->n_lines - 1];
	uint16_t before = p->text.p[p->text.len - 1];
	if (l->box != b->box || before >= 0x80 || next >= 0x80 || unit_is_space(before)) return;
	page_replace(p, l->old_end, 0, &blank, 1);
	b->start = p->text.len;
}

void cell_end(struct builder *b, const struct open_element *o)
{
	b->cells--;
	put_tabs(b, o->span);
}

/* May the lines from first on be the cells of one row? */
static bool are_cells(const struct builder *b, size_t first)
{
	const struct page *p = b->p;
	size_t total = 0, part = 0, parts = 0;

	if (p->n_lines - first > SPAN_COLUMNS * 2) return false;
	for (size_t i = first; i < p->n_lines; i++) {
		const struct line *l = &p->lines[i];
		bool same = i > first && l->box == l[-1].box;
		total += l->len;
		part = same ? part + l->len : l->len;
		parts = same ? parts + 1 : 1;
		if (l->len > CELL_MAX || l->link * 2 > l->len || l->flags & LINE_TABLE)
			return false;
		if (parts > 1 && (part > PART_MAX || parts > PART_LINES)) return false;
	}
	return total <= 6 * CELL_MAX;
}

/* One line between rows of a table, in a row with other, empty cells. */
static bool is_lone_row(const struct builder *b, const struct table_spans *x, size_t first)
{
	const struct page *p = b->p;

	return x && x->cells > 1 && first && p->lines[first].len <= LONE_MAX &&
	       p->lines[first - 1].flags & LINE_TABLE && p->lines[first - 1].box == b->box;
}

void row_end(struct builder *b, const struct open_element *o)
{
	struct page *p = b->p;
	struct table_spans *x = open_table(b);
	size_t n = p->n_lines - o->row_line;

	if (x)
		for (size_t more = 1; x->col < SPAN_COLUMNS && more;) {
			skip_covered(b, x);
			for (more = x->col; more < SPAN_COLUMNS && !x->left[more]; more++) {
			}
			more = more < SPAN_COLUMNS ? more - x->col : 0;
			put_tabs(b, more);
			x->col = (uint8_t)(x->col + more);
		}
	if (!n || !are_cells(b, o->row_line)) return;
	if (n == 1 ? !is_lone_row(b, x, o->row_line)
		   : p->lines[o->row_line].box == p->lines[p->n_lines - 1].box)
		return;
	struct line *first = &p->lines[o->row_line], *last = &p->lines[p->n_lines - 1];
	for (struct line *l = first + 1; l <= last; l++) {
		first->han += l->han;
		first->punct += l->punct;
		first->link += l->link;
	}
	if (first->vis > o->vis && o->row_line && p->text.p[o->vis] == '\t') {
		first->vis = o->vis;
		first->old = p->lines[o->row_line - 1].old_end;
	}
	/* the tab behind the last cell */
	size_t end = p->text.len - (p->text.p[p->text.len - 1] == '\t');
	first->len = (uint32_t)(end > first->vis ? end - first->vis : 0);
	first->old_end = last->old_end;
	first->flags |= LINE_TABLE;
	first->box = b->box;
	p->n_lines = o->row_line + 1;
}
