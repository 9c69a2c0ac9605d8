/* Units of tables: a unit in a column's head ("output (100 million yuan)"), in a row's head, in a
 * column of units or in a line above ("unit: 10,000 tons") reaches the plain numbers that fill the
 * cells below or beside it. They get type, unit and the multiplied value, and ANNOT_HEADING_UNIT;
 * their unit's span is where it stands, in the head. A row is a block of two cells or more, by
 * tabs, bars or two blanks. The nearest head wins. A row's own unit is nearer than its column's,
 * but for shares. Words: rules/annotate/table_heads.tsv. Limits: TABLE_COLUMNS columns; one pass,
 * linear. */
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/number_list.h"
#include "pipeline/annotate/region.h"
#include "pipeline/annotate/table_row.h"
#include "pipeline/annotate/table_unit.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/rule_file.h"

#define YEAR_DIGITS 4
#define PROSE_MIN   40 /* units of a paragraph that ends the reach of the line above */

struct table_state {
	struct head_words w;
	struct number_table *t; /* the same as in w */
	struct region_words *regions;
	struct arena a;
	struct unit_set signs; /* blanks, bars and colons: what cells and lines of units cannot do
				  without */
	const char *path;
};

struct grid {
	const struct table_state *s;
	struct doc *d;
	struct look look; /* for signs */
	/* Units that heads have named: for all numbers below, for shares among them, for each
	 * column of rows of n_columns cells. */
	struct head_unit line, share, column[TABLE_COLUMNS];
	bool alone[TABLE_COLUMNS], relative[TABLE_COLUMNS], shared[TABLE_COLUMNS];
	/* of the last row that named one, for the rows that are its parts */
	struct head_unit whole;
	bool parts;			/* such rows have begun */
	size_t n_columns, units_column; /* TABLE_COLUMNS: none */
	struct table_heads heads;
	struct slice region; /* currency of a plain yuan, once it is known */
	bool region_known;
	size_t next;	    /* annotation to go on with */
	struct annot *more; /* to be added at the end */
	size_t n_more, cap_more;
	bool used; /* a table, or units for one, were found: not all zero any more */
};

/* All of these. ORDER SIGN */
static const uint16_t signs[] = { ' ', 0x3000, 0xa0, '\t', '\n', '|', WIDE_BAR, ':', WIDE_COLON };

static enum status add_words(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct table_state *s = ctx;
	struct slice rest = n == 2 ? cols[1] : SLICE(""), word;
	static const char *const names[HEAD_N] = { "unit",     "alone",	 "number",
						   "relative", "amount", "part" };
	unsigned cls = 0;

	while (n == 2 && cls < HEAD_N && !slice_is(cols[0], names[cls])) cls++;
	if (n != 2 || cls == HEAD_N)
		return err_set(e, ERR_RULES, "%s:%u: not \"class, words\"", s->path, line);
	while (slice_split(&rest, '|', &word)) {
		if (!word.len) return err_set(e, ERR_RULES, "%s:%u: empty word", s->path, line);
		struct head_word *w = ARENA_PUSH(&s->a, s->w.words, s->w.n, s->w.cap);
		*w = (struct head_word){ arena_utf16(&s->a, word), (uint8_t)cls };
	}
	return OK;
}

static void close_table(void *state)
{
	struct table_state *s = state;

	if (!s) return;
	number_table_close(s->t);
	region_close(s->regions);
	arena_free(&s->a);
	mem_free(s);
}

static enum status open_table(const struct env *env, void **state, struct err *e)
{
	struct table_state *s = mem_zalloc(sizeof *s);

	arena_init(&s->a);
	s->path = arena_printf(&s->a, "%.*s/annotate/table_heads.tsv", (int)env->rules_dir.len,
			       env->rules_dir.p)
			  .p;
	enum status st = tsv_load(s->path, add_words, s, e);
	if (st == OK) st = number_table_open(env, &s->t, e);
	s->w.t = s->t;
	if (st == OK) st = region_open(&s->regions, env, e);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) unit_set_add(&s->signs, signs[i]);
	if (st != OK) close_table(s);
	else *state = s;
	return st;
}

/* The plain number that fills the cell, NULL if there is none. Cells come in order. */
static struct annot *number_of(struct grid *x, struct table_cell c)
{
	struct doc *d = x->d;

	c = table_core(d->text.p, c);
	while (x->next < d->n_annots && d->annots[x->next].off < c.off) x->next++;
	for (size_t i = x->next; i < d->n_annots && d->annots[i].off == c.off; i++) {
		struct annot *a = &d->annots[i];
		if (a->type == A_NUMBER && a->form == FORM_PLAIN && !a->unit_len &&
		    a->len == c.end - c.off)
			return a;
	}
	return NULL;
}

/* Does a number, with its unit or without, fill the cell? */
static bool is_figure(struct grid *x, struct table_cell c)
{
	struct doc *d = x->d;

	if (number_of(x, c)) return true;
	c = table_core(d->text.p, c);
	for (size_t i = x->next; i < d->n_annots && d->annots[i].off == c.off; i++) {
		const struct annot *a = &d->annots[i];
		if (a->num_len && a->len == c.end - c.off && a->type != A_VETO && a->type != A_TIME)
			return true;
	}
	return false;
}

static void give_unit(struct grid *x, struct annot *a, const struct head_unit *h)
{
	struct doc *d = x->d;
	struct unit own = h->u, *u = &own;

	number_scale(d, a, h->power, ANNOT_HEADING_UNIT);
	if (h->bare) return;
	if (u->flags & UNIT_GUESS && !x->region_known) {
		x->region = region_currency(x->s->regions, d);
		x->region_known = true;
	}
	unit_set_region(u, x->region);
	a->type = A_QUANTITY;
	if (u->dim == DIM_SHARE) a->type = A_PERCENT;
	if (u->dim == DIM_MONEY) a->type = A_MONEY;
	if (u->dim == DIM_TIME) a->type = A_DURATION;
	if (u->dim == DIM_TIMES) a->form = FORM_TIMES;
	a->dim = u->dim;
	a->unit_off = (uint32_t)u->off;
	a->unit_len = (uint32_t)u->len;
	a->unit_code = unit_code(&d->arena, u);
	if (u->flags & UNIT_GUESS && slice_is(d->script, "hant")) a->flags |= ANNOT_UNIT_GUESS;
}

/* Does the row hold nothing but dashes, as below a head? */
static bool is_rule(const uint16_t *s, const struct table_cell *cells, size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = cells[k].off; i < cells[k].end; i++)
			if (s[i] != '-' && s[i] != ':' && s[i] != '=') return false;
	return true;
}

/* A head that is nothing but a unit belongs to the one above it, over all columns of that. */
static void share_units(struct grid *x, size_t n)
{
	const uint16_t *s = x->d->text.p;
	struct table_cell here, left, own;

	for (size_t k = 1; k < n; k++)
		for (size_t level = 1;
		     level < x->heads.levels && !x->column[k].set && x->column[k - 1].set;
		     level++) {
			if (!table_head_at(&x->heads, level - 1, n, k, &here) ||
			    !table_head_at(&x->heads, level - 1, n, k - 1, &left))
				continue;
			if (here.off != left.off ||
			    !table_head_at(&x->heads, level, n, k - 1, &own))
				continue;
			if (unit_opens_bracket(s[own.off]) || x->shared[k - 1])
				x->column[k] = x->column[k - 1], x->shared[k] = true;
		}
}

/* What the heads say of the columns of rows of n cells; the nearest level counts, for the unit the
 * nearest that has one. */
static void read_heads(struct grid *x, size_t n)
{
	const uint16_t *s = x->d->text.p;
	struct table_cell c;

	x->n_columns = n;
	x->units_column = TABLE_COLUMNS;
	for (size_t k = 0; k < n; k++) {
		x->column[k].set = x->alone[k] = x->relative[k] = x->shared[k] = false;
		for (size_t level = x->heads.levels; level-- > 0;) {
			if (!table_head_at(&x->heads, level, n, k, &c)) continue;
			if (!x->column[k].set) table_read_head(&x->s->w, s, c, &x->column[k]);
			x->relative[k] =
				x->relative[k] || (table_has_word(&x->s->w, HEAD_RELATIVE, s, c) &&
						   !table_has_word(&x->s->w, HEAD_AMOUNT, s, c));
			x->alone[k] = x->alone[k] || x->relative[k] ||
				      table_has_word(&x->s->w, HEAD_ALONE, s, c);
			if (table_is_unit_word(&x->s->w, s, c)) x->units_column = k;
		}
	}
	share_units(x, n);
}

/* A share or growth beside the amounts of its row. */
static bool is_relative(const struct head_unit *h)
{
	return h->u.dim == DIM_SHARE || h->u.dim == DIM_POINTS || h->u.dim == DIM_TIMES;
}

/* Has the cell an ideograph? */
static bool has_ideograph(const uint16_t *s, struct table_cell c)
{
	for (size_t i = c.off; i < c.end; i++)
		if (s[i] >= HAN_FIRST && s[i] < 0xe000) return true;
	return false;
}

/* The unit that the row names: in its column of units, in the cell that heads it, or in a cell that
 * is nothing else. */
static void read_row_unit(struct grid *x, const struct table_cell *cells, size_t n, bool named,
			  struct head_unit *row)
{
	const uint16_t *s = x->d->text.p;

	if (named && x->units_column < n) table_read_unit(&x->s->w, s, cells[x->units_column], row);
	for (size_t k = 0; k < n && k < 3 && !row->set; k++)
		if (k == 0 || has_ideograph(s, cells[k]))
			table_read_head(&x->s->w, s, cells[k], row);
	for (size_t k = 1; k < n && k < 3 && !row->set; k++)
		if (has_ideograph(s, cells[k]) && table_read_unit(&x->s->w, s, cells[k], row) &&
		    row->bare)
			row->set = false;
}

/* A part of the row above ("of which") has its unit, and the rows behind it that name none. */
static void read_part_unit(struct grid *x, const struct table_cell *cells, size_t n,
			   struct head_unit *row)
{
	const uint16_t *s = x->d->text.p;
	size_t k = 0;

	while (k + 1 < n && cells[k].end == cells[k].off) k++;
	bool part = table_word_at(&x->s->w, HEAD_PART, s, cells[k].off, cells[k].end) > 0;
	x->parts = part || (x->parts && !row->set);
	if (row->set) x->whole = *row;
	else if (x->parts && x->whole.set) *row = x->whole;
	else if (!x->parts) x->whole.set = false;
}

/* Digits of a year in a column of figures: a number, if a unit reaches it. NULL: not so. The last
 * of x->more. */
static struct annot *year_number(struct grid *x, const struct table_cell *cells, size_t n, size_t k)
{
	struct doc *d = x->d;
	struct table_cell c = cells[k];
	bool figures = k && n == x->heads.n_full && x->heads.figures >> k & 1;

	for (size_t i = c.off; figures && i < c.end; i++)
		figures = d->text.p[i] >= '0' && d->text.p[i] <= '9';
	size_t there = figures ? doc_first_annot(d, c.off) : d->n_annots;
	if (there < d->n_annots && d->annots[there].off == c.off) return NULL;
	if (!figures || c.end - c.off != YEAR_DIGITS ||
	    table_has_word(&x->s->w, HEAD_ALONE, d->text.p, cells[0]))
		return NULL;
	struct annot *a = ARENA_PUSH(&d->arena, x->more, x->n_more, x->cap_more);
	*a = (struct annot){ .type = A_NUMBER,
			     .op = OP_EQ,
			     .off = (uint32_t)c.off,
			     .len = YEAR_DIGITS,
			     .num_off = (uint32_t)c.off,
			     .num_len = YEAR_DIGITS };
	a->value_dec = arena_utf8(&d->arena, (struct uslice){ d->text.p + c.off, YEAR_DIGITS });
	a->step_dec = SLICE("1");
	a->rule_id = SLICE(TABLE_RULE);
	return a;
}

static void read_row(struct grid *x, const struct table_cell *cells, size_t n)
{
	struct head_unit row = { .set = false };
	const uint16_t *s = x->d->text.p;
	bool named = table_heads_fit(&x->heads, n);

	if (named && x->n_columns != n) read_heads(x, n);
	read_row_unit(x, cells, n, named, &row);
	read_part_unit(x, cells, n, &row);
	for (size_t k = 0; k < n; k++) {
		struct annot *a = table_is_year(s, cells[k]) ? NULL : number_of(x, cells[k]);
		if (!a) a = year_number(x, cells, n, k);
		if (!a) continue;
		bool alone = named ? x->alone[k] || k == 0 : k == 0;
		bool column = named && x->column[k].set;
		if (column && (!row.set || is_relative(&x->column[k])))
			give_unit(x, a, &x->column[k]);
		else if (row.set && !alone) give_unit(x, a, &row);
		else if (x->line.set &&
			 (!alone || (named && x->relative[k] && is_relative(&x->line))))
			give_unit(x, a, &x->line);
		else if (x->share.set && named && x->relative[k]) give_unit(x, a, &x->share);
		else if (x->n_more && a == x->more + x->n_more - 1)
			x->n_more--; /* a year after all */
	}
}

/* A bar, or two blanks side by side behind the first word: without them the text has no cells. */
static bool has_cells(const struct grid *x, size_t off, size_t end)
{
	const uint16_t *s = x->d->text.p;

	while (off < end && table_is_blank(s[off])) off++;
	for (size_t i = off; (i = look_next(&x->look, i, end)) < end; i++)
		if (table_is_bar(s[i]) ||
		    (i + 1 < end && table_is_blank(s[i]) && table_is_blank(s[i + 1])))
			return true;
	return false;
}

/* A row whose figures all look like years: bits of their columns. Heads name years that follow one
 * another. */
static uint64_t year_figures(struct grid *x, const struct table_cell *cells, size_t n)
{
	const uint16_t *s = x->d->text.p;
	uint64_t figures = 0;
	int last = 0;
	bool heads = false;

	if (!x->heads.closed || n != x->heads.n_full || !has_ideograph(s, cells[0])) return 0;
	for (size_t k = 1; k < n; k++) {
		int value = 0;
		if (!(x->heads.figures >> k & 1) || cells[k].end - cells[k].off != YEAR_DIGITS)
			continue;
		for (size_t i = cells[k].off; i < cells[k].end && value >= 0; i++)
			value = s[i] >= '0' && s[i] <= '9' ? value * 10 + s[i] - '0' : -1;
		if (value < 0) continue;
		heads = heads ||
			(last && (value - last == 1 || last - value == 1 || value == last));
		last = value;
		figures |= UINT64_C(1) << k;
	}
	return heads ? 0 : figures;
}

static void read_block(struct grid *x, const struct block *b)
{
	struct table_cell cells[TABLE_COLUMNS];
	const uint16_t *s = x->d->text.p;
	size_t end = (size_t)b->off + b->len, n = 0;
	struct head_unit line, share;
	bool numbers = false;

	if (has_cells(x, b->off, end)) n = table_split(s, b, cells);
	if (table_read_unit_line(&x->s->w, &x->look, x->d->text.p,
				 n && n <= TABLE_COLUMNS ? cells[0]
							 : (struct table_cell){ b->off, end },
				 &line, &share) ||
	    table_read_unit_line(&x->s->w, &x->look, x->d->text.p,
				 (struct table_cell){ b->off, end }, &line, &share)) {
		x->used = true;
		x->line = line;
		x->share = share;
		if (n < 2 || b->type != BLOCK_TABLE) return;
	}
	if (n < 2 && table_is_group(x->d, (size_t)(b - x->d->blocks))) return;
	if (n < 2) {
		if (x->heads.closed) /* the table that they were for has ended */
			x->line.set = x->share.set = false;
		x->heads.closed = false;
		x->heads.levels = x->n_columns = 0;
		if (b->type == BLOCK_TITLE || (b->type == BLOCK_PARA && b->len >= PROSE_MIN))
			x->line.set = x->share.set = false;
		return;
	}
	if (is_rule(s, cells, n)) return;
	x->used = true;
	size_t keep = x->next;
	uint64_t figures = 0;
	for (size_t k = 1; k < n; k++)
		if (!table_is_year(s, cells[k]) && is_figure(x, cells[k]))
			figures |= UINT64_C(1) << k;
	if (!figures) figures = year_figures(x, cells, n);
	numbers = figures != 0;
	x->next = keep;
	if (!numbers && (table_filled(s, cells, n) < 2 || table_is_gap_row(&x->heads, s, cells, n)))
		return;
	if (numbers) {
		n = table_heads_row(&x->heads, s, b, cells, n, figures);
		read_row(x, cells, n);
		x->heads.closed = true;
	} else {
		table_heads_add(&x->heads, s, b, cells, n);
		x->whole.set = x->parts = false;
		x->heads.numbered = table_is_numbered(&x->s->w, s, cells[0]);
		x->n_columns = 0;
	}
}

/* A grid is large and most documents hold no table: one a thread, cleared behind those that do. */
static enum status open_grid(const void *state, void **worker, struct err *e)
{
	(void)state;
	(void)e;
	*worker = mem_zalloc(sizeof(struct grid));
	return OK;
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct table_state *s = state;
	struct grid *x = worker;

	if (x->used) memset(x, 0, sizeof *x);
	x->s = s;
	x->d = d;
	x->units_column = TABLE_COLUMNS;
	x->look = look_for(d, LOOK_table, &s->signs);
	for (size_t i = 0; i < d->n_blocks; i++) read_block(x, &d->blocks[i]);
	for (size_t i = 0; i < x->n_more; i++)
		*doc_add_annot(d, A_NUMBER, x->more[i].off, x->more[i].len) = x->more[i];
	if (x->n_more) doc_sort_annots(d);
}

static const struct unit_set *looks(const void *state)
{
	const struct table_state *s = state;

	return &s->signs;
}

const struct annot_part part_table = {
	.name = "table",
	.open = open_table,
	.close = close_table,
	.worker_open = open_grid,
	.worker_close = mem_free,
	.run = run,
	.looks = looks,
};
