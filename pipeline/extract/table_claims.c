/* Claims of table cells. See table_claims.h. */
#include "pipeline/extract/table_claims.h"

#include "pipeline/core/date.h"
#include "pipeline/extract/claim_value.h"
#include "pipeline/extract/table_heads.h"

#include <math.h>

#define CAPTION_MAX 60	/* units of a line that may be a caption */
#define NAME_FIRST  'A' /* a row's head has a letter or a Chinese character */

bool table_claims_any(const struct doc *d)
{
	struct table_cell cells[TABLE_COLUMNS];

	for (size_t i = 0; i < d->n_blocks; i++)
		if (table_split(d->text.p, d->blocks[i].off, (size_t)d->blocks[i].off + d->blocks[i].len, cells) > 1) return true;
	return false;
}

void table_claims_begin(struct table_reader *t, const struct table_words *w, const struct words *words, struct doc *d)
{
	t->w = w;
	t->words = words;
	t->d = d;
	t->heads = (struct table_heads){ .levels = 0 };
	t->n_columns = t->made = 0;
	t->whole = (struct stretch){ 0, 0 };
	t->caption = t->title = (struct table_caption){ .time = { -1, { 0, 0 } } };
}

/* The number that fills the cell, NULL if none does. */
static const struct annot *number_of(const struct doc *d, struct table_cell c)
{
	for (size_t i = doc_first_annot(d, c.off); i < d->n_annots && d->annots[i].off == c.off; i++) {
		const struct annot *a = &d->annots[i];
		bool number = a->type == A_NUMBER || a->type == A_PERCENT || a->type == A_QUANTITY || a->type == A_MONEY || a->type == A_DURATION;
		uint16_t first = d->text.p[a->num_off];
		number = number && (first < 0x80 || first >= 0xff00); /* in digits: the days of a week are none */
		if (number && a->num_len && !(a->flags & ANNOT_ARTICLE) && a->len == c.end - c.off) return a;
	}
	return NULL;
}

static bool has_name(const struct doc *d, struct table_cell c)
{
	for (size_t i = c.off; i < c.end; i++)
		if (d->text.p[i] >= NAME_FIRST && d->text.p[i] != '|' && d->text.p[i] < 0xff00) return true;
	return false;
}

/* The cell that heads the row: the first with a name in it, of the first two; n if none. */
static size_t row_head(const struct doc *d, const struct table_cell *cells, size_t n)
{
	for (size_t k = 0; k < 2 && k < n; k++)
		if (has_name(d, cells[k]) || table_is_year(d->text.p, cells[k])) return k;
	return n;
}

/* A row as it is read. */
struct table_row {
	const struct block *b;
	const struct table_cell *cells;
	size_t n, head;
	struct stretch name; /* of its head, without time */
	struct table_time time; /* in its head */
	bool total, part; /* part: "of which" */
};

/* Whose figure it is, what is measured, when. */
struct cell_slots {
	struct stretch subj, ind;
	struct table_time time;
	uint8_t how;
};

/* The nearest column to the left that names what is measured. */
static struct stretch named_left(const struct table_reader *t, const struct table_row *r, size_t k)
{
	while (k-- > r->head + 1)
		if (t->column[k].kind == COLUMN_NAMED) return t->column[k].named;
	return (struct stretch){ 0, 0 };
}

static struct cell_slots slots_of(const struct table_reader *t, const struct table_row *r, size_t k)
{
	const struct table_column *c = &t->column[k];
	struct stretch owner = r->total || !r->name.len ? (struct stretch){ 0, 0 } : r->name;
	struct cell_slots x = { .subj = owner, .time = { -1, { 0, 0 } } };
	bool row_is_time = table_has_time(&r->time) && !r->name.len;

	if (t->rows_subject || row_is_time) {
		x.ind = c->kind == COLUMN_SHARE ? c->head : c->named.len ? c->named : named_left(t, r, k);
		if (!x.ind.len) x.ind = t->caption.what;
		return x;
	}
	if (c->kind == COLUMN_SHARE) {
		x.ind = c->head;
		return x;
	}
	x.subj = c->kind == COLUMN_NAMED ? c->named : (struct stretch){ 0, 0 };
	x.ind = r->name;
	if (!r->part || !t->whole.len || x.subj.len) return x;
	x.subj = r->name;
	x.ind = t->whole;
	return x;
}

/* The period: the column's, for a change the latest to its left, else the row's, else that of the lines above. */
static void find_time(const struct table_reader *t, const struct table_row *r, size_t k, struct cell_slots *x)
{
	bool derived = t->column[k].kind == COLUMN_RATE || t->column[k].kind == COLUMN_SHARE;

	x->time = t->column[k].time;
	for (size_t i = r->head + 1; derived && i < k && !table_has_time(&t->column[k].time); i++) {
		const struct table_time *other = &t->column[i].time;
		if (!table_has_time(other)) continue;
		if (!table_has_time(&x->time) || table_time_start(t->d, other) > table_time_start(t->d, &x->time)) x->time = *other;
	}
	if (!table_has_time(&x->time)) x->time = r->time;
	if (table_has_time(&x->time)) return;
	x->time = table_has_time(&t->caption.time) || t->lists_time ? t->caption.time : t->title.time;
	x->how = HOW_HEADING;
}

/* What the lines above say where rows and columns leave it open. */
static void fill_from_caption(const struct table_reader *t, size_t off, struct cell_slots *x)
{
	uint32_t time = x->time.annot >= 0 ? t->d->annots[x->time.annot].off : x->time.year.off;

	if (!x->subj.len) x->subj = t->caption.name.len ? t->caption.name : t->title.name;
	if (x->subj.len && stretch_overlaps(x->subj, x->ind)) x->subj = (struct stretch){ 0, 0 };
	if (x->subj.len && x->subj.off + TABLE_REACH < off) x->subj = (struct stretch){ 0, 0 };
	if (x->ind.len && x->ind.off + TABLE_REACH < off) x->ind = (struct stretch){ 0, 0 };
	if (time + TABLE_REACH < off) x->time = (struct table_time){ -1, { 0, 0 } };
}

static void set_value(struct table_reader *t, struct claim *c, const struct annot *a, const struct table_column *col)
{
	struct doc *d = t->d;
	bool rate = col->kind == COLUMN_RATE, fall = rate && col->fall && a->value_dec.len && a->value_dec.p[0] != '-';

	claim_set_slot(d, c, &c->value_text, SPAN_VALUE, (struct stretch){ a->num_off, a->num_len });
	c->value_dec = fall ? value_negate(&d->arena, a->value_dec) : a->value_dec;
	c->low_dec = a->low_dec;
	c->high_dec = a->high_dec;
	c->step_dec = a->step_dec;
	if (c->value_dec.p) c->value = value_double(c->value_dec);
	c->value_op = slice_str(value_op_name(a->op ? a->op : OP_EQ));
	if (a->unit_len) claim_set_slot(d, c, &c->unit_text, SPAN_UNIT, (struct stretch){ a->unit_off, a->unit_len });
	c->unit_code = a->unit_code;
	if (!rate) return;
	c->compare = col->compare;
	if (!c->value_dec.p) return;
	c->direction = c->value_dec.p[0] == '-' ? SLICE("down") : c->value > 0 ? SLICE("up") : SLICE("flat");
}

static struct slice measure_of(const struct table_reader *t, const struct annot *a, const struct table_column *col)
{
	if (a->dim == DIM_POINTS) return SLICE("change_pp");
	if (col->kind == COLUMN_RATE) return a->dim == DIM_SHARE ? SLICE("change_rate") : SLICE("change_abs");
	if (col->kind == COLUMN_SHARE) return SLICE("share");
	return slice_str(claim_measure(t->d, t->words, a));
}

static void set_time(struct table_reader *t, struct claim *c, const struct cell_slots *x)
{
	int32_t first = table_time_start(t->d, &x->time);

	claim_set_time(t->d, c, x->time.annot, x->how);
	if (x->time.annot >= 0 || first == DAY_NONE) return;
	struct timespan span = { first, first, TIME_PERIOD, GRAIN_YEAR, HOW_EXPLICIT };
	int y, m, day;
	date_civil(first, &y, &m, &day);
	span.end = date_days(y, 12, 31);
	claim_set_slot(t->d, c, &c->time_text, SPAN_TIME, x->time.year);
	claim_set_span(t->d, c, &span);
	c->time_how = slice_str(time_how_name(x->how ? x->how : HOW_EXPLICIT));
}

/* A share in a table whose caption names a change: "price changes against last year, unit: %". */
static bool is_change_by_caption(const struct table_reader *t, const struct table_row *r, const struct annot *a, const struct table_column *col)
{
	if (!t->caption.rate || a->dim != DIM_SHARE || col->kind == COLUMN_SHARE || col->kind == COLUMN_RATE) return false;
	return a->unit_off < t->heads.cell[0][0].off && r->n > 1; /* the unit of the whole table */
}

static void make_claim(struct table_reader *t, const struct maker *m, const struct table_row *r, size_t k, const struct annot *a)
{
	struct table_column change = t->column[k], *col = &change;
	struct doc *d = t->d;
	struct cell_slots x = slots_of(t, r, k);

	if (is_change_by_caption(t, r, a, col)) {
		change.kind = COLUMN_RATE;
		change.compare = t->caption.compare;
	}

	find_time(t, r, k, &x);
	fill_from_caption(t, a->off, &x);
	if (!x.ind.len) return;
	struct slice measure = measure_of(t, a, col);
	bool changed = slice_starts(measure, SLICE("change"));
	size_t n = claim_make_plain(m, changed ? SLICE("change") : SLICE("quantity"), SLICE("table.cell"), (double)NAN);
	struct claim *c = &d->claims[n];
	c->measure = measure;
	set_value(t, c, a, col);
	claim_set_slot(d, c, &c->indicator_text, SPAN_INDICATOR, x.ind);
	c->indicator_norm = claim_norm(d, x.ind);
	claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, x.subj);
	c->subject_norm = claim_norm(d, x.subj);
	claim_set_place(d, c, x.subj);
	set_time(t, c, &x);
	if (a->flags & ANNOT_HEADING_UNIT) claim_add_flag(d, c, "unit_from_head");
	if (r->total) c->stat = SLICE("total");
	if (col->cumulative) c->stat = SLICE("cumulative");
	if (!col->target.len) return;
	claim_set_mood(d, c, (struct mood){ SLICE("target"), SLICE("pos"), col->target });
}

/* May the number in this column be a claim? */
static bool claimable(const struct table_reader *t, const struct table_row *r, size_t k, const struct annot *a)
{
	const struct table_column *col = &t->column[k];

	if (!a) return false;
	if (!table_heads_fit(&t->heads, r->n)) return r->b->type == BLOCK_TABLE && r->n == 2 && a->unit_len; /* a name and its figure */
	if (col->kind == COLUMN_NONE) return false;
	return a->unit_len || (col->kind != COLUMN_RATE && col->kind != COLUMN_SHARE);
}

static bool read_row(struct table_reader *t, struct table_row *r, struct table_values *out)
{
	const struct doc *d = t->d;
	struct view v = { .d = d, .words = t->words, .off = r->b->off, .len = r->b->len };
	struct shared_slots shared = { false };
	struct maker m = { .d = t->d, .v = &v, .tool = t->tool, .doc_date = t->doc_date, .shared = &shared };
	struct stretch whole = { (uint32_t)r->cells[r->head].off, (uint32_t)(r->cells[r->head].end - r->cells[r->head].off) };
	bool taken = false;

	if (t->n_columns != r->n) table_read_columns(t, r->n, r->head);
	if (!table_heads_fit(&t->heads, r->n))
		for (size_t k = 0; k < r->n; k++)
			t->column[k] = (struct table_column){ .time = { -1, { 0, 0 } }, .kind = COLUMN_VALUE };
	r->name = table_name(t, whole);
	r->time = table_time_in(d, whole);
	if (r->time.year.len) r->name = (struct stretch){ 0, 0 };
	r->part = table_word_starts(t->w, TABLE_PART, table_text(d, whole)) > 0;
	if (!r->part) t->whole = r->name;
	r->total = table_word_is(t->w, TABLE_TOTAL, table_text(d, r->name));
	for (size_t k = r->head + 1; k < r->n; k++) {
		const struct annot *a = number_of(d, r->cells[k]);
		size_t before = d->n_claims;
		if (!claimable(t, r, k, a)) continue;
		taken = true;
		bool far = a->unit_len && a->unit_off + TABLE_REACH < a->off;
		if (far || t->made >= TABLE_CLAIMS) continue;
		make_claim(t, &m, r, k, a);
		if (d->n_claims > before) out->off[out->n++] = a->off;
	}
	t->made += out->n;
	return taken;
}

static bool has_numbers(const struct doc *d, const struct table_cell *cells, size_t n)
{
	for (size_t k = 1; k < n; k++)
		if (!table_is_year(d->text.p, cells[k]) && number_of(d, cells[k])) return true;
	return false;
}

/* A line that is no row: above a table it is its caption; prose ends a table. */
static void read_line(struct table_reader *t, const struct block *b)
{
	bool row = table_is_group(t->d, (size_t)(b - t->d->blocks));

	if (table_is_unit_line(t, b) || (row && t->heads.levels && !t->heads.closed)) return;

	if (b->type == BLOCK_TITLE) table_read_caption(t, b, &t->title);
	if (!row) t->heads.levels = t->n_columns = 0;
	if (b->len > CAPTION_MAX) t->caption = (struct table_caption){ .time = { -1, { 0, 0 } } };
	if (b->len > CAPTION_MAX || b->type == BLOCK_TITLE || (row && t->n_columns)) return;
	struct table_caption c;
	table_read_caption(t, b, &c);
	if (c.what.len || table_has_time(&c.time) || c.name.len) t->caption = c;
}

bool table_claims_block(struct table_reader *t, const struct block *b, struct table_values *out)
{
	struct table_cell cells[TABLE_COLUMNS];
	const uint16_t *s = t->d->text.p;
	size_t n = table_split(s, b->off, (size_t)b->off + b->len, cells);

	out->n = 0;
	if (n < 2) read_line(t, b);
	if (n < 2) return false;
	if (!has_numbers(t->d, cells, n)) {
		if (table_filled(s, cells, n) < 2) return false;
		table_heads_add(&t->heads, cells, n);
		t->whole = (struct stretch){ 0, 0 };
		t->heads.numbered = table_word_is(t->w, TABLE_NUMBER, (struct uslice){ s + cells[0].off, cells[0].end - cells[0].off });
		t->n_columns = 0;
		return false;
	}
	struct table_row r = { .b = b, .cells = cells, .n = n, .head = row_head(t->d, cells, n), .time = { -1, { 0, 0 } } };
	t->heads.closed = true;
	return r.head < n && read_row(t, &r, out);
}
