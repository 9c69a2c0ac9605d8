/* Claims of table cells. See table_claims.h. */
#include "pipeline/extract/table_claims.h"

#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/claim_value.h"
#include "pipeline/extract/table_heads.h"
#include "pipeline/extract/table_rows.h"

#include <math.h>

#define FIGURES_MIN 3  /* of a table where numbers without a unit are claimed */
#define WIDE_NAME   4  /* units of a name set wide */
#define CAPTION_MAX 60 /* units of a line that may be a caption */

bool table_claims_any(const struct doc *d)
{
	struct table_cell cells[TABLE_COLUMNS];

	for (size_t i = 0; i < d->n_blocks; i++)
		if (table_split(d->text.p, &d->blocks[i], cells) > 1) return true;
	return false;
}

void table_claims_begin(struct table_reader *t, const struct table_words *w,
			const struct words *words, struct doc *d)
{
	t->w = w;
	t->words = words;
	t->d = d;
	t->heads = (struct table_heads){ .levels = 0 };
	t->n_columns = t->made = 0;
	t->whole = t->whole_cell = t->group = (struct stretch){ 0, 0 };
	t->divided = false;
	t->caption = t->title = (struct table_caption){ .time = { -1, { 0, 0 } } };
}

/* Whose figure it is, what is measured, when. */
struct cell_slots {
	struct stretch subj, ind, base, filter;
	struct table_time time;
	uint8_t how;
};

static const struct stretch nothing = { 0, 0 };

/* The nearest column to the left that names what is measured. */
static struct stretch named_left(const struct table_reader *t, size_t k)
{
	size_t from = t->column[k].section;

	while (k-- > from)
		if (t->column[k].role == ROLE_FIGURE && t->column[k].kind == COLUMN_NAMED)
			return t->column[k].named;
	return nothing;
}

/* What the column's heads say that is measured. */
static struct stretch column_measure(const struct table_reader *t, size_t k)
{
	const struct table_column *c = &t->column[k];

	if (c->kind == COLUMN_SHARE) return c->head;
	if (c->named.len) return c->named;
	return c->kind == COLUMN_RATE || c->kind == COLUMN_VALUE ? named_left(t, k) : nothing;
}

/* Rows are those who have the figures, or times. */
static void slots_by_column(const struct table_reader *t, size_t k, struct cell_slots *x)
{
	x->ind = column_measure(t, k);
	if (!x->ind.len)
		x->ind = table_is_measure(t, t->caption.what) || !table_is_measure(t, t->title.what)
				 ? t->caption.what
				 : t->title.what;
	if (!x->subj.len) x->subj = t->column[k].member;
	else x->filter = t->column[k].member;
}

/* Rows are what is measured: the row's name, or that of the row it is a part of. */
static void slots_by_row(const struct table_reader *t, const struct table_row *r, size_t k,
			 struct cell_slots *x)
{
	const struct table_column *c = &t->column[k];
	bool part = r->part && t->whole.len;

	x->subj = c->named;
	x->ind = r->name;
	if (c->kind == COLUMN_SHARE) { /* the row's share */
		x->subj = r->name;
		x->ind = c->head;
		return;
	}
	if (r->rate) {
		if (!x->ind.len) x->ind = t->whole;
		if (!x->ind.len) x->ind = c->named, x->subj = nothing;
		return;
	}
	if (table_is_measure(t, r->name)) {
		if (part) x->base = t->whole;
		return;
	}
	struct stretch upper = table_is_measure(t, t->group) ? t->group : nothing;
	if (part || (t->divided && t->whole.len)) upper = t->whole;
	if (!upper.len) return;
	if (x->subj.len) {
		x->base = upper;
		return;
	}
	x->subj = r->name;
	x->ind = upper;
}

static struct cell_slots slots_of(const struct table_reader *t, const struct table_row *r, size_t k)
{
	struct cell_slots x = { .time = { -1, { 0, 0 } } };
	bool unnamed = !r->name.len && !r->rate;

	if (t->pairs) {
		const struct table_cell *c = &r->cells[k - 1];
		struct stretch name = { (uint32_t)c->off, (uint32_t)(c->end - c->off) };
		x.ind = table_name(t, name);
		return x;
	}
	if (r->subject.len || r->indicator.len) {
		x.subj = r->subject;
		x.ind = r->indicator;
		x.filter = r->filter;
		if (!x.ind.len) slots_by_column(t, k, &x);
		else if (!x.subj.len && !r->rate) x.subj = t->column[k].named;
		if (r->filter.len) x.filter = r->filter;
		return x;
	}
	if (t->rows_subject || unnamed) {
		if (!table_word_is(t->w, TABLE_TOTAL, table_text(t->d, r->name))) x.subj = r->name;
		slots_by_column(t, k, &x);
		return x;
	}
	slots_by_row(t, r, k, &x);
	return x;
}

/* A day: what a title tells happened then does not hold for its tables. */
static bool is_day(const struct table_reader *t, const struct table_time *x)
{
	return x->annot >= 0 && t->d->annots[x->annot].time.grain == GRAIN_DAY;
}

/* The period: the column's, for a change the latest to its left, else the row's, else that of the
 * lines above. */
static void find_time(const struct table_reader *t, const struct table_row *r, size_t k,
		      struct cell_slots *x)
{
	bool derived = t->column[k].kind == COLUMN_RATE || t->column[k].kind == COLUMN_SHARE;

	if (t->pairs) return; /* what holds for the lines above need not for them */
	x->time = t->column[k].time;
	for (size_t i = r->from; derived && i < k && !table_has_time(&t->column[k].time); i++) {
		const struct table_time *other = &t->column[i].time;
		if (!table_has_time(other)) continue;
		if (!table_has_time(&x->time) ||
		    table_time_start(t->d, other) > table_time_start(t->d, &x->time))
			x->time = *other;
	}
	if (!table_has_time(&x->time)) x->time = r->time;
	if (table_has_time(&x->time)) return;
	bool title =
		!table_has_time(&t->caption.time) && !t->lists_time && !is_day(t, &t->title.time);
	x->time = title ? t->title.time : t->caption.time;
	x->how = HOW_HEADING;
}

/* What the lines above say where rows and columns leave it open. */
static void fill_from_caption(const struct table_reader *t, size_t off, struct cell_slots *x)
{
	uint32_t time = x->time.annot >= 0 ? t->d->annots[x->time.annot].off : x->time.year.off;

	if (!x->subj.len) x->subj = t->caption.name.len ? t->caption.name : t->title.name;
	if (x->subj.len && stretch_overlaps(x->subj, x->ind)) x->subj = (struct stretch){ 0, 0 };
	if (x->subj.len && x->subj.off + TABLE_REACH < off) x->subj = (struct stretch){ 0, 0 };
	if (x->ind.len && x->ind.off + TABLE_REACH < off) x->ind = nothing;
	if (x->base.len && x->base.off + TABLE_REACH < off) x->base = nothing;
	if (x->filter.len && x->filter.off + TABLE_REACH < off) x->filter = nothing;
	if (time + TABLE_REACH < off) x->time = (struct table_time){ -1, { 0, 0 } };
}

static void set_value(struct table_reader *t, struct claim *c, const struct annot *a,
		      const struct table_column *col)
{
	struct doc *d = t->d;
	bool rate = col->kind == COLUMN_RATE,
	     fall = rate && col->fall && a->value_dec.len && a->value_dec.p[0] != '-';

	claim_set_slot(d, c, &c->value_text, SPAN_VALUE,
		       (struct stretch){ a->num_off, a->num_len });
	c->value_dec = fall ? value_negate(&d->arena, a->value_dec) : a->value_dec;
	c->low_dec = a->low_dec;
	c->high_dec = a->high_dec;
	c->step_dec = a->step_dec;
	if (c->value_dec.p) c->value = value_double(c->value_dec);
	c->value_op = slice_str(value_op_name(a->op ? a->op : OP_EQ));
	if (a->unit_len)
		claim_set_slot(d, c, &c->unit_text, SPAN_UNIT,
			       (struct stretch){ a->unit_off, a->unit_len });
	c->unit_code = a->unit_code;
	if (!rate && !col->index) return;
	c->compare = col->compare;
	if (!rate) return;
	if (!c->value_dec.p) return;
	c->direction = c->value_dec.p[0] == '-' ? SLICE("down")
		       : c->value > 0		? SLICE("up")
						: SLICE("flat");
}

static struct slice measure_of(const struct table_reader *t, const struct annot *a,
			       const struct table_column *col)
{
	if (a->dim == DIM_POINTS) return SLICE("change_pp");
	if (col->kind == COLUMN_RATE)
		return a->dim == DIM_SHARE ? SLICE("change_rate") : SLICE("change_abs");
	if (col->kind == COLUMN_SHARE) return SLICE("share");
	return slice_str(claim_measure(t->d, t->words, a));
}

static int32_t add_years(int32_t days, int years)
{
	int y, m, d;

	if (days == DAY_NONE) return days;
	date_civil(days, &y, &m, &d);
	return m == 2 && d == 29 ? date_days(y + years, 3, 1) - 1 : date_days(y + years, m, d);
}

/* A head without a year ("first quarter") is of the year that the lines above name. */
static bool year_from_lines(const struct table_reader *t, int32_t annot, struct timespan *span)
{
	const struct table_time *above = t->caption.time.annot >= 0 && !is_day(t, &t->caption.time)
						 ? &t->caption.time
						 : &t->title.time;
	const struct annot *a = &t->d->annots[annot];

	if (above->annot < 0 || above->annot == annot || a->time.how != HOW_YEAR_FROM_DOC ||
	    a->time.start == DAY_NONE)
		return false;
	const struct timespan *named = &t->d->annots[above->annot].time;
	if (named->how != HOW_EXPLICIT || named->start == DAY_NONE || named->end == DAY_NONE)
		return false;
	int years = date_year(named->start) - date_year(a->time.start);
	if (!years || date_year(named->start) != date_year(named->end)) return false;
	*span = a->time;
	span->start = add_years(span->start, years);
	span->end = add_years(span->end, years);
	span->how = HOW_HEADING;
	return true;
}

static void set_time(struct table_reader *t, struct claim *c, const struct cell_slots *x)
{
	struct stretch year = x->time.year;
	struct timespan span;
	bool guess;

	claim_set_time(t->d, c, x->time.annot, x->how);
	if (x->time.annot >= 0 && x->how != HOW_HEADING && year_from_lines(t, x->time.annot, &span))
		claim_set_span(t->d, c, &span);
	if (x->time.annot >= 0 ||
	    !table_period(t->d->text.p, (struct table_cell){ year.off, year.off + year.len }, &span,
			  &guess))
		return;
	claim_set_slot(t->d, c, &c->time_text, SPAN_TIME, year);
	claim_set_span(t->d, c, &span);
	c->time_how = slice_str(time_how_name(x->how ? x->how : HOW_EXPLICIT));
}

/* A share in a table whose caption names a change: "price changes against last year, unit: %". */
static bool is_change_by_caption(const struct table_reader *t, const struct table_row *r,
				 const struct annot *a, const struct table_column *col)
{
	if (!t->caption.rate || a->dim != DIM_SHARE || col->kind == COLUMN_SHARE ||
	    col->kind == COLUMN_RATE)
		return false;
	return a->unit_off < t->heads.cell[0][0].off && r->n > 1; /* the unit of the whole table */
}

/* The amount that a change in column k is of: of the same thing and time to its left, else the
 * nearest of the thing. */
static int32_t amount_left(const struct table_reader *t, const struct claim *c, size_t k)
{
	int32_t nearest = -1;

	while (k-- > 0) {
		if (t->claim[k] < 0) continue;
		const struct claim *x = &t->d->claims[t->claim[k]];
		if (!slice_is(x->kind, "quantity") || slice_is(x->measure, "share")) continue;
		if (x->spans[SPAN_INDICATOR].start != c->spans[SPAN_INDICATOR].start) continue;
		if (x->spans[SPAN_SUBJECT].start != c->spans[SPAN_SUBJECT].start) continue;
		if (slice_eq(x->time_start, c->time_start) && slice_eq(x->time_end, c->time_end))
			return t->claim[k];
		if (nearest < 0) nearest = t->claim[k];
	}
	return nearest;
}

/* The claim that this one hangs on; parent_rel says how. */
static int32_t parent_of(const struct table_reader *t, const struct table_row *r, size_t k,
			 struct claim *c)
{
	int32_t parent = -1;

	if (slice_is(c->kind, "change")) parent = r->rate ? t->above[k] : amount_left(t, c, k);
	if (parent >= 0) {
		c->parent_rel = SLICE("change_of");
		return parent;
	}
	if ((r->part || t->divided) && !r->rate) parent = t->of[k];
	if (parent >= 0) c->parent_rel = SLICE("subset_of");
	return parent;
}

/* What the words of heads make of the claim's mood. */
static void set_head_mood(struct table_reader *t, struct claim *c, const struct table_column *col)
{
	if (col->target.len)
		claim_set_mood(t->d, c,
			       (struct mood){ SLICE("target"), SLICE("pos"), col->target });
	else if (col->guess.len)
		claim_set_mood(t->d, c,
			       (struct mood){ SLICE("forecast"), SLICE("pos"), col->guess });
}

/* A column as this row takes it: rows may be changes too, and the caption may name one. */
static struct table_column column_here(const struct table_reader *t, const struct table_row *r,
				       size_t k, const struct annot *a)
{
	struct table_column c = t->column[k];

	if (is_change_by_caption(t, r, a, &c)) {
		c.kind = COLUMN_RATE;
		c.compare = t->caption.compare;
	}
	if (r->rate) {
		c.kind = COLUMN_RATE;
		c.fall = r->fall;
		c.compare = r->compare;
	}
	return c;
}

/* The norm of a name that may be set wide: two characters with blanks between, to fill the column.
 */
static struct slice spaced_norm(struct doc *d, struct stretch s)
{
	struct table_squeezed room;
	struct uslice x = table_squeeze(d, s, &room);

	return x.len < s.len && x.len <= WIDE_NAME ? arena_utf8(&d->arena, x) : claim_norm(d, s);
}

static void make_claim(struct table_reader *t, const struct maker *m, const struct table_row *r,
		       size_t k, const struct annot *a)
{
	struct table_column change = column_here(t, r, k, a), *col = &change;
	struct doc *d = t->d;
	struct cell_slots x = slots_of(t, r, k);

	find_time(t, r, k, &x);
	fill_from_caption(t, a->off, &x);
	if (!x.ind.len) return;
	struct slice measure = measure_of(t, a, col);
	bool changed = slice_starts(measure, SLICE("change"));
	size_t n = claim_make_plain(m, changed ? SLICE("change") : SLICE("quantity"),
				    SLICE("table.cell"), (double)NAN);
	struct claim *c = &d->claims[n];
	c->measure = measure;
	set_value(t, c, a, col);
	claim_set_slot(d, c, &c->indicator_text, SPAN_INDICATOR, x.ind);
	c->indicator_norm = spaced_norm(d, x.ind);
	claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, x.subj);
	c->subject_norm = spaced_norm(d, x.subj);
	claim_set_slot(d, c, &c->base_text, SPAN_BASE, x.base);
	claim_set_slot(d, c, &c->filter_text, SPAN_FILTER, x.filter);
	claim_set_place(d, c, x.subj);
	set_time(t, c, &x);
	if (a->flags & ANNOT_HEADING_UNIT) claim_add_flag(d, c, "unit_from_head");
	if (r->total) c->stat = SLICE("total");
	if (col->cumulative) c->stat = SLICE("cumulative");
	set_head_mood(t, c, col);
	t->claim[k] = (int32_t)n;
}

/* May the number in this column be a claim? */
static bool claimable(const struct table_reader *t, const struct table_row *r, size_t k,
		      const struct annot *a)
{
	const struct table_column *col = &t->column[k];

	if (!a || col->role != ROLE_FIGURE) return false;
	if (t->pairs) return r->b->type == BLOCK_TABLE && a->unit_len && a->unit_off >= r->b->off;
	if (t->bare) /* a name and its figure */
		return r->b->type == BLOCK_TABLE && r->n == 2 && a->unit_len;
	if (col->kind == COLUMN_NONE) return false;
	if (!a->unit_len && col->kind == COLUMN_NAMED && t->n_figures < FIGURES_MIN) return false;
	return a->unit_len || col->index ||
	       (col->kind != COLUMN_RATE && col->kind != COLUMN_SHARE && !r->rate);
}

/* A row whose unit stands in the row above is a part of it. */
static bool has_unit_of_whole(const struct table_reader *t, const struct table_row *r)
{
	for (size_t k = 1; k < r->n; k++) {
		const struct annot *a = table_number(t->d, r->cells[k]);
		if (a && a->unit_len && t->whole_cell.len && a->unit_off >= t->whole_cell.off &&
		    a->unit_off < t->whole_cell.off + t->whole_cell.len)
			return true;
	}
	return false;
}

/* What the rows below may hang on. */
static void keep_row(struct table_reader *t, const struct table_row *r)
{
	size_t n = (r->to - r->from) * sizeof *t->above;

	if (r->rate) return;
	memcpy(t->above + r->from, t->claim + r->from, n);
	if (r->part || t->divided) return;
	memcpy(t->of + r->from, t->claim + r->from, n);
}

static bool read_cells(struct table_reader *t, const struct maker *m, const struct table_row *r,
		       struct table_values *out)
{
	bool taken = false;

	for (size_t k = r->from; k < r->to; k++) {
		t->claim[k] = -1;
		const struct annot *a = k ? table_number(t->d, r->cells[k]) : NULL;
		if (!claimable(t, r, k, a)) continue;
		taken = true;
		bool far = a->unit_len && a->unit_off + TABLE_REACH < a->off;
		if (far || t->made >= TABLE_CLAIMS) continue;
		make_claim(t, m, r, k, a);
		if (t->claim[k] < 0) continue;
		out->parent[out->n] = parent_of(t, r, k, &t->d->claims[t->claim[k]]);
		out->off[out->n++] = a->off;
		t->made++;
	}
	return taken;
}

/* One of the tables side by side. */
static bool read_section(struct table_reader *t, const struct maker *m, struct table_row *r,
			 struct table_values *out)
{
	if (!table_row_read(t, r)) return false;
	r->part = r->part || has_unit_of_whole(t, r);
	if (!r->part && !r->rate && !t->divided && r->name.len) {
		t->whole = r->name;
		t->whole_cell = (struct stretch){ r->name.off,
						  (uint32_t)(r->b->off + r->b->len - r->name.off) };
	}
	bool taken = read_cells(t, m, r, out);
	keep_row(t, r);
	return taken;
}

/* A figure without a unit of its own: read as prose it says nothing. */
static bool has_bare_figure(const struct doc *d, const struct table_cell *cells, size_t n)
{
	for (size_t k = 1; k < n; k++) {
		const struct annot *a =
			cells[k].end > cells[k].off ? table_number(d, cells[k]) : NULL;
		if (a && (!a->unit_len || a->flags & ANNOT_HEADING_UNIT)) return true;
	}
	return false;
}

/* The cells of a row of figures. Is there a claim in it, or are there heads and figures that tell
 * that it is no prose? */
static bool read_row(struct table_reader *t, const struct block *b, const struct table_cell *cells,
		     size_t n, struct table_values *out)
{
	struct view v = { .d = t->d, .words = t->words, .off = b->off, .len = b->len };
	struct shared_slots shared = { false };
	struct maker m = {
		.d = t->d, .v = &v, .tool = t->tool, .doc_date = t->doc_date, .shared = &shared
	};
	bool taken = false;

	if (t->n_columns != n) table_rows_begin(t, b, n);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && t->column[to].section == from; to++) {
		}
		struct table_row r = { .b = b,
				       .cells = cells,
				       .n = n,
				       .from = from,
				       .to = to,
				       .time = { -1, { 0, 0 } } };
		taken |= read_section(t, &m, &r, out);
	}
	return taken || (!t->bare && b->type == BLOCK_TABLE && has_bare_figure(t->d, cells, n));
}

/* A line between rows: the name of a group of them. */
static void read_group(struct table_reader *t, struct stretch s)
{
	t->group = table_name(t, s);
	t->divided = table_word_starts(t->w, TABLE_DIVIDE, table_text(t->d, t->group)) > 0;
	if (!t->divided) t->whole = t->whole_cell = nothing;
}

/* A sentence above a table says no more than its period, and that is no day. Not read as a caption
 * then: in a document with a table all paragraphs of prose come by here. */
static void read_period(const struct table_reader *t, const struct block *b,
			struct table_caption *c)
{
	struct stretch s = { b->off, b->len };

	*c = (struct table_caption){ .s = s, .time = table_time_in(t->d, s) };
	if (is_day(t, &c->time)) c->time.annot = -1;
}

/* A line that is no row: above a table it is its caption; prose ends a table. */
static void read_line(struct table_reader *t, const struct block *b)
{
	bool row = table_is_group(t->d, (size_t)(b - t->d->blocks));

	if (table_is_unit_line(t, b) || (row && t->heads.levels && !t->heads.closed)) return;

	if (b->type == BLOCK_TITLE) table_read_caption(t, b, &t->title);
	if (!row) {
		t->heads.levels = t->n_columns = 0;
		t->group = t->whole = t->whole_cell = nothing;
		t->divided = false;
	} else if (t->n_columns) {
		read_group(t, (struct stretch){ b->off, b->len });
	}
	if (b->len > CAPTION_MAX) t->caption = (struct table_caption){ .time = { -1, { 0, 0 } } };
	if (b->len > CAPTION_MAX || b->type == BLOCK_TITLE || (row && t->n_columns)) return;
	struct table_caption c;
	if (t->d->text.p[b->off + b->len - 1] == FULL_STOP) read_period(t, b, &c);
	else table_read_caption(t, b, &c);
	if (c.what.len || table_has_time(&c.time) || c.name.len) t->caption = c;
}

/* The only cell of the row with something in it. */
static struct stretch lone_cell(const struct table_cell *cells, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (cells[k].end > cells[k].off)
			return (struct stretch){ (uint32_t)cells[k].off,
						 (uint32_t)(cells[k].end - cells[k].off) };
	return nothing;
}

/* A row without figures: a head, the name of a group, or a row that leaves them out. */
static void read_words_row(struct table_reader *t, const struct block *b,
			   const struct table_cell *cells, size_t n)
{
	const uint16_t *s = t->d->text.p;

	if (table_is_gap_row(&t->heads, s, cells, n)) return;
	if (table_filled(s, cells, n) < 2) {
		struct stretch lone = lone_cell(cells, n);
		if (lone.len && t->heads.closed) read_group(t, lone);
		return;
	}
	table_heads_add(&t->heads, s, b, cells, n);
	t->whole = t->whole_cell = t->group = nothing;
	t->divided = false;
	t->heads.numbered =
		table_word_is(t->w, TABLE_NUMBER,
			      (struct uslice){ s + cells[0].off, cells[0].end - cells[0].off });
	t->n_columns = 0;
}

bool table_claims_block(struct table_reader *t, const struct block *b, struct table_values *out)
{
	struct table_cell cells[TABLE_COLUMNS];
	size_t n = table_split(t->d->text.p, b, cells);

	out->n = 0;
	if (n < 2) read_line(t, b);
	if (n < 2) return false;
	uint64_t figures = table_figures(t->d, cells, n);
	if (!figures) {
		read_words_row(t, b, cells, n);
		return false;
	}
	n = table_heads_row(&t->heads, t->d->text.p, b, cells, n, figures);
	t->heads.closed = true;
	return read_row(t, b, cells, n, out);
}
