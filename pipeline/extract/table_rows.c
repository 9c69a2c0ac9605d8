/* Rows of tables. See table_rows.h. A column is told by its head where that says it, else by what
 * its cells are. */
#include "pipeline/extract/table_rows.h"

#include "pipeline/extract/table_heads.h"

static bool is_empty(struct table_cell c)
{
	return c.end == c.off;
}

static struct stretch cell_stretch(struct table_cell c)
{
	return (struct stretch){ (uint32_t)c.off, (uint32_t)(c.end - c.off) };
}

const struct annot *table_number(const struct doc *d, struct table_cell c)
{
	bool year = table_is_year(d->text.p, c);
	c = table_core(d->text.p, c);
	for (size_t i = doc_first_annot(d, c.off); i < d->n_annots && d->annots[i].off == c.off;
	     i++) {
		const struct annot *a = &d->annots[i];
		bool number = a->type == A_NUMBER || a->type == A_PERCENT ||
			      a->type == A_QUANTITY || a->type == A_MONEY || a->type == A_DURATION;
		if (year && !slice_is(a->rule_id, TABLE_RULE)) continue;
		uint16_t first = d->text.p[a->num_off];
		/* in digits: the days of a week are none */
		number = number && (first < 0x80 || first == 0x2212 || first >= 0xff00);
		if (a->type == A_DURATION && a->op == OP_RANGE) return NULL; /* an age group */
		if (number && a->num_len && !(a->flags & ANNOT_ARTICLE) && a->len == c.end - c.off)
			return a;
	}
	return NULL;
}

uint64_t table_figures(const struct doc *d, const struct table_cell *cells, size_t n)
{
	uint64_t figures = 0;

	for (size_t k = 1; k < n; k++)
		if (!is_empty(cells[k]) && table_number(d, cells[k])) figures |= UINT64_C(1) << k;
	return figures;
}

/* A letter or a Chinese character. */
static bool has_name(const struct doc *d, struct table_cell c)
{
	for (size_t i = c.off; i < c.end; i++) {
		uint16_t u = d->text.p[i];
		if ((u | 32) >= 'a' && (u | 32) <= 'z' && u < 0x80) return true;
		if (u >= HAN_FIRST && u < 0xff00) return true;
	}
	return false;
}

/* Is the cell a time and nothing else? */
static bool is_time(const struct doc *d, struct table_cell c)
{
	if (table_is_year(d->text.p, c)) return true;
	for (size_t i = doc_first_annot(d, c.off); i < d->n_annots && d->annots[i].off == c.off;
	     i++)
		if (d->annots[i].type == A_TIME && d->annots[i].len == c.end - c.off) return true;
	return false;
}

/* What the cells of a column were, in the rows looked at. */
struct tally {
	size_t names, figures, times;
	size_t measures; /* names of what is measured, of changes */
};

bool table_is_measure(const struct table_reader *t, struct stretch s)
{
	return table_word_ends(t->w, TABLE_MEASURE, table_text(t->d, s)) > 0;
}

/* Does the name in cell k tell what is measured, by its end, as the unit's, or as a kind of figure?
 */
static bool names_measure(const struct table_reader *t, const struct table_cell *cells, size_t n,
			  size_t k)
{
	struct stretch whole = cell_stretch(cells[k]), name = table_name(t, whole), cut = name;

	if (table_is_measure(t, name)) return true;
	for (size_t i = k + 1; i < n && name.off + name.len < cells[k].end; i++) {
		const struct annot *a = is_empty(cells[i]) ? NULL : table_number(t->d, cells[i]);
		if (a && a->unit_len && a->unit_off >= cells[k].off && a->unit_off < cells[k].end)
			return true;
	}
	enum column_kind kind = table_kind(t, &cut, whole);
	return kind != COLUMN_NAMED && kind != COLUMN_NONE;
}

/* A figure with words behind it is no name; an age group is. */
static bool opens_with_digit(const struct table_reader *t, struct table_cell c)
{
	struct stretch name = table_name(t, cell_stretch(c));
	bool digit = name.len && t->d->text.p[name.off] >= '0' && t->d->text.p[name.off] <= '9';

	for (size_t i = doc_first_annot(t->d, name.off);
	     digit && i < t->d->n_annots && t->d->annots[i].off == name.off; i++)
		if (t->d->annots[i].op == OP_RANGE || t->d->annots[i].type == A_VETO) return false;
	return digit;
}

static void tally_rows(const struct table_reader *t, const struct block *b, size_t n,
		       struct tally tally[TABLE_COLUMNS])
{
	struct table_cell cells[TABLE_COLUMNS];
	const struct doc *d = t->d;
	const struct block *end = d->blocks + d->n_blocks;

	memset(tally, 0, n * sizeof *tally);
	for (size_t rows = 0; b < end && rows < TABLE_AHEAD; b++, rows++) {
		size_t m = table_split(d->text.p, b, cells);
		if (m < 2 && !table_is_group(d, (size_t)(b - d->blocks))) return;
		if (m != n) continue;
		for (size_t k = 0; k < n; k++) {
			if (is_empty(cells[k])) continue;
			if (table_number(d, cells[k])) tally[k].figures++;
			else if (is_time(d, cells[k])) tally[k].times++;
			else if (has_name(d, cells[k]) && !opens_with_digit(t, cells[k])) {
				tally[k].names++;
				tally[k].measures += names_measure(t, cells, n, k);
			}
		}
	}
}

/* The nearest head of column k, without blanks inside; empty if none. */
static struct uslice head_word(const struct table_reader *t, size_t n, size_t k,
			       struct table_squeezed *room)
{
	struct table_cell c;

	for (size_t level = t->heads.levels; level-- > 0;)
		if (table_head_at(&t->heads, level, n, k, &c))
			return table_squeeze(t->d, cell_stretch(c), room);
	return (struct uslice){ t->d->text.p, 0 };
}

static enum column_role role_of(const struct table_reader *t, size_t n, size_t k,
				const struct tally *y, bool seen_figures)
{
	struct table_squeezed room;
	struct uslice head = head_word(t, n, k, &room);

	if (y->times > y->names && y->times > y->figures) return ROLE_TIME;
	if (table_word_is(t->w, TABLE_NUMBER, head) || table_word_is(t->w, TABLE_SKIP, head))
		return ROLE_SKIP;
	if (y->names <= y->figures) return y->figures || k ? ROLE_FIGURE : ROLE_NAME;
	if (table_word_is(t->w, TABLE_ROWIND, head)) return ROLE_INDICATOR;
	if (table_word_is(t->w, TABLE_ROWSUBJ, head) || table_word_ends(t->w, TABLE_SUBJTAIL, head))
		return ROLE_SUBJECT;
	if (table_word_is(t->w, TABLE_ATTR, head)) return ROLE_SKIP;
	return seen_figures ? ROLE_SKIP : ROLE_NAME;
}

/* Columns of names and of figures by turns: each figure stands behind its name. */
static bool are_pairs(const struct tally *y, size_t n)
{
	if (n < 4 || n % 2) return false;
	for (size_t k = 0; k < n; k += 2)
		if (y[k].names <= y[k].figures || y[k + 1].figures <= y[k + 1].names) return false;
	return true;
}

/* Does a table of its own begin with column k, beside that of column 0: under the same head, behind
 * figures? */
static bool begins_section(const struct table_reader *t, size_t n, size_t k, bool figures)
{
	struct table_squeezed room, first;
	struct uslice head = head_word(t, n, k, &room);

	return k && figures && head.len && uslice_eq(head, head_word(t, n, 0, &first));
}

/* Over names no head of changes stands: the heads are not those of the columns. */
static bool is_shifted(const struct table_column *c)
{
	return c->kind == COLUMN_RATE || c->kind == COLUMN_SHARE || c->index;
}

void table_rows_begin(struct table_reader *t, const struct block *b, size_t n)
{
	struct tally tally[TABLE_COLUMNS];
	bool figures = false, fit = table_heads_fit(&t->heads, n);
	size_t section = 0;

	t->bare = !fit;
	t->lists_time = t->rows_subject = false;
	if (fit) table_read_columns(t, n);
	else
		for (size_t k = 0; k < n; k++)
			t->column[k] = (struct table_column){ .time = { -1, { 0, 0 } },
							      .kind = COLUMN_VALUE };
	t->n_columns = n;
	tally_rows(t, b, n, tally);
	t->pairs = are_pairs(tally, n);
	memset(t->outer, 0, n * sizeof *t->outer);
	for (size_t k = 0; k < n; k++) {
		if (begins_section(t, n, k, figures)) section = k, figures = false;
		t->column[k].section = (uint8_t)section;
		t->column[k].role = (uint8_t)role_of(t, n, k, &tally[k], figures);
		figures = figures || t->column[k].role == ROLE_FIGURE;
		t->claim[k] = t->above[k] = t->of[k] = -1;
	}
	size_t k = 0;
	while (k < n && t->column[k].role != ROLE_NAME && t->column[k].role != ROLE_INDICATOR) k++;
	t->n_figures = 0;
	for (size_t i = 0; i < n; i++) t->n_figures += tally[i].figures;
	t->bare = t->bare || (k < n && is_shifted(&t->column[k]));
	if (fit) table_rows_side(t, n, k < n && tally[k].measures * 2 >= tally[k].names);
}

static bool is_name_role(uint8_t role)
{
	return role == ROLE_NAME || role == ROLE_SUBJECT || role == ROLE_INDICATOR;
}

/* The last name of the row stands in this column; those before it may be kept from the rows above.
 */
static size_t last_name(const struct table_reader *t, const struct table_row *r)
{
	size_t last = TABLE_COLUMNS;

	for (size_t k = r->from; k < r->to; k++)
		if (is_name_role(t->column[k].role) && !is_empty(r->cells[k])) last = k;
	return last;
}

/* The cell in column k of names; its last one above when it is empty, but something stands to its
 * right. */
static struct stretch kept_cell(struct table_reader *t, const struct table_row *r, size_t k,
				size_t last)
{
	if (is_empty(r->cells[k]))
		return k < last && last < r->n ? t->outer[k] : (struct stretch){ 0, 0 };
	t->outer[k] = cell_stretch(r->cells[k]);
	for (size_t i = k + 1; i < r->to; i++)
		if (is_name_role(t->column[i].role)) t->outer[i] = (struct stretch){ 0, 0 };
	return t->outer[k];
}

/* What the columns of names hold: by role, and of those not told apart the last and the one before.
 */
struct row_names {
	struct stretch subject, indicator, time, own, outer;
};

static void read_names(struct table_reader *t, const struct table_row *r, struct row_names *x)
{
	size_t last = last_name(t, r);

	*x = (struct row_names){ .own = { 0, 0 } };
	for (size_t k = r->from; k < r->to; k++) {
		uint8_t role = t->column[k].role;
		if (role == ROLE_TIME) {
			if (!is_empty(r->cells[k])) t->outer[k] = cell_stretch(r->cells[k]);
			x->time = t->outer[k];
		}
		if (role == ROLE_SKIP && last == TABLE_COLUMNS && !x->own.len &&
		    has_name(t->d, r->cells[k]))
			x->own = cell_stretch(r->cells[k]);
		if (!is_name_role(role)) continue;
		struct stretch s = kept_cell(t, r, k, last);
		if (!s.len) continue;
		if (role == ROLE_SUBJECT) x->subject = s;
		else if (role == ROLE_INDICATOR) x->indicator = s;
		else x->outer = x->own, x->own = s;
	}
}

/* Which of two names is what is measured, which has the figure. */
static void tell_apart(const struct table_reader *t, struct table_row *r, struct stretch outer,
		       struct stretch own)
{
	if (t->rows_subject) {
		r->subject = own;
		return;
	}
	bool inner = table_is_measure(t, own) && !table_is_measure(t, outer);
	r->indicator = inner ? own : outer;
	r->subject = inner ? outer : own;
}

/* A row that is a change or share of the row above, and nothing else: "growth". */
static void read_kind(const struct table_reader *t, struct table_row *r, struct stretch whole)
{
	struct stretch name = r->name;
	enum column_kind kind = table_kind(t, &name, whole);

	if (t->rows_subject || !r->name.len) return;
	struct uslice x = table_text(t->d, r->name);
	if (table_word_ends(t->w, TABLE_FLOW, x) && !table_word_is(t->w, TABLE_FLOW, x)) return;
	r->rate = kind == COLUMN_RATE && (table_word_ends(t->w, TABLE_RATE, x) ||
					  table_word_ends(t->w, TABLE_RATETAIL, x));
	r->share = kind == COLUMN_SHARE && !table_is_measure(t, r->name);
	if (!r->rate && kind != COLUMN_VALUE) return;
	size_t len;
	r->fall = r->rate &&
		  table_word_find(t->w, TABLE_FALL, table_text(t->d, whole), &len) < whole.len;
	if (r->rate) r->compare = table_compare(t, whole);
	r->name = r->rate ? name : (struct stretch){ 0, 0 };
	r->indicator = r->name;
}

/* Sum rows: whose sum a name in front says. */
static void read_total(const struct table_reader *t, struct table_row *r, struct stretch *name)
{
	size_t n = table_word_ends(t->w, TABLE_TOTAL, table_text(t->d, *name));

	if (n == name->len && n) r->total = true;
	if (!n || n == name->len || !t->rows_subject) return;
	r->total = true;
	name->len -= (uint32_t)n;
}

/* Which column says who, which what. */
static void place_names(const struct table_reader *t, struct table_row *r,
			const struct row_names *x)
{
	struct stretch own = table_name(t, x->own);

	if (x->subject.len && x->indicator.len) {
		r->subject = table_name(t, x->subject);
		r->indicator = table_name(t, x->indicator);
		r->filter = own;
	} else if (x->subject.len) {
		r->subject = r->name = table_name(t, x->subject);
		if (x->own.off > x->subject.off) r->filter = own;
	} else if (x->indicator.len && own.len) {
		r->indicator = table_name(t, x->indicator);
		r->subject = own;
	} else if (x->outer.len) {
		tell_apart(t, r, table_name(t, x->outer), own);
	}
}

bool table_row_read(struct table_reader *t, struct table_row *r)
{
	struct row_names x;

	read_names(t, r, &x);
	struct stretch whole = x.own;
	if (x.subject.len && !(x.own.len && x.own.off < x.subject.off)) whole = x.subject;
	if (x.indicator.len) whole = x.indicator;
	if (!whole.len && !x.time.len) return false;
	r->time = table_time_in(t->d, x.time.len ? x.time : whole);
	r->part = table_word_starts(t->w, TABLE_PART, table_text(t->d, whole)) > 0;
	r->name = table_name(t, whole);
	if (r->time.year.len && !x.time.len) r->name.len = 0;
	place_names(t, r, &x);
	if (!r->subject.len && !r->indicator.len) read_kind(t, r, whole);
	read_total(t, r, r->subject.len ? &r->subject : &r->name);
	if (r->total && r->subject.len &&
	    table_word_is(t->w, TABLE_TOTAL, table_text(t->d, r->subject)))
		r->subject.len = 0;
	return true;
}
