/* Heads of tables. See table_heads.h. */
#include "pipeline/extract/table_heads.h"

#include "pipeline/core/punctuation.h"

#define CAPTION_NUMBER 6 /* units of the number of a table */
#define PREFIX_MIN     2 /* units of what changed, before the word for the change */

static bool is_open(uint16_t c)
{
	return unit_opens_bracket(c) || c == '[';
}

static bool is_close(uint16_t c)
{
	return unit_closes_bracket(c) || c == ']';
}

static bool is_edge(uint16_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xa0 || mark_is_colon(c) || c == '/' ||
	       c == LIST_MARK || mark_is_comma(c);
}

static struct stretch trim_edges(const uint16_t *s, struct stretch x)
{
	while (x.len && is_edge(s[x.off])) x.off++, x.len--;
	while (x.len && is_edge(s[x.off + x.len - 1])) x.len--;
	return x;
}

struct table_time table_time_in(const struct doc *d, struct stretch s)
{
	struct table_time t = { -1, { 0, 0 } };

	if (table_is_year(d->text.p, (struct table_cell){ s.off, s.off + s.len })) t.year = s;
	for (size_t i = doc_first_annot(d, s.off);
	     i < d->n_annots && d->annots[i].off < s.off + s.len; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type != A_TIME || a->time.type == TIME_NULL ||
		    a->off + a->len > s.off + s.len)
			continue;
		t.annot = (int32_t)i;
		break;
	}
	return t;
}

int32_t table_time_start(const struct doc *d, const struct table_time *t)
{
	struct timespan span;
	bool guess;

	if (t->annot >= 0) return d->annots[t->annot].time.start;
	if (!t->year.len) return DAY_NONE;
	return table_period(d->text.p,
			    (struct table_cell){ t->year.off, t->year.off + t->year.len }, &span,
			    &guess)
		       ? span.start
		       : DAY_NONE;
}

/* Without a bracket at the end, as long as something stands before it. */
static struct stretch cut_bracket(const uint16_t *s, struct stretch x)
{
	if (!x.len || !is_close(s[x.off + x.len - 1])) return x;
	for (uint32_t i = x.len - 1; i > 0; i--)
		if (is_open(s[x.off + i])) return trim_edges(s, (struct stretch){ x.off, i });
	return x;
}

/* Marks of notes at the end. */
static struct stretch cut_notes(const uint16_t *s, struct stretch x)
{
	struct table_cell c = table_core(s, (struct table_cell){ x.off, x.off + x.len });

	return (struct stretch){ (uint32_t)c.off, (uint32_t)(c.end - c.off) };
}

/* A share's sign at the end belongs to the figures. */
static struct stretch cut_sign(const uint16_t *s, struct stretch x)
{
	while (x.len > 1 && (s[x.off + x.len - 1] == '%' || s[x.off + x.len - 1] == 0xff05 ||
			     s[x.off + x.len - 1] == 0x2030))
		x.len--;
	return trim_edges(s, x);
}

static bool is_numeral(const struct table_reader *t, const uint16_t *c)
{
	return (*c >= '0' && *c <= '9') ||
	       table_word_is(t->w, TABLE_NUMERAL, (struct uslice){ c, 1 });
}

/* Units of "1.", "(3)", the number of a list item in front of a name. */
static uint32_t numbering(const struct table_reader *t, struct uslice x)
{
	bool bracket = x.len && is_open(x.p[0]);
	uint32_t i = bracket, first = i;

	while (i < x.len && i - first < 3 && is_numeral(t, x.p + i)) i++;
	if (i == first || i >= x.len) return 0;
	if (bracket) return is_close(x.p[i]) ? i + 1 : 0;
	bool dot = x.p[i] == '.' || x.p[i] == WIDE_POINT;
	if (dot && i + 1 < x.len && x.p[i + 1] < HAN_FIRST && x.p[i + 1] != ' ') return 0; /* 3.5 */
	return dot || x.p[i] == LIST_MARK ? i + 1 : 0;
}

struct stretch table_name(const struct table_reader *t, struct stretch s)
{
	const struct doc *d = t->d;
	const uint16_t *p = d->text.p;
	size_t n;

	s = trim_edges(p, s);
	while (s.len && ((n = table_word_starts(t->w, TABLE_LEAD, table_text(d, s))) ||
			 (n = numbering(t, table_text(d, s)))))
		s = trim_edges(p, (struct stretch){ s.off + (uint32_t)n, s.len - (uint32_t)n });
	int32_t time = table_time_in(d, s).annot;
	if (time >= 0 && d->annots[time].off == s.off && d->annots[time].len <= s.len)
		s = trim_edges(p, (struct stretch){ s.off + d->annots[time].len,
						    s.len - d->annots[time].len });
	s = cut_sign(p, cut_bracket(p, cut_notes(p, s)));
	bool unit = s.len && is_open(p[s.off]) && is_close(p[s.off + s.len - 1]);
	return unit ? (struct stretch){ s.off, 0 } : s;
}

struct uslice table_squeeze(const struct doc *d, struct stretch s, struct table_squeezed *room)
{
	uint32_t n = 0;

	if (s.len > TABLE_SQUEEZED) return table_text(d, s);
	for (uint32_t i = s.off; i < s.off + s.len; i++)
		if (d->text.p[i] != ' ' && d->text.p[i] != 0x3000 && d->text.p[i] != 0xa0)
			room->p[n++] = d->text.p[i];
	return (struct uslice){ room->p, n };
}

/* What stands before the word for a change: what changed. Nothing where that is another word of the
 * comparison. */
static struct stretch changed_thing(const struct table_reader *t, struct stretch name, size_t at)
{
	struct stretch s = trim_edges(t->d->text.p, (struct stretch){ name.off, (uint32_t)at });
	struct uslice x = table_text(t->d, s);
	size_t n = table_word_ends(t->w, TABLE_JOIN, x);

	s = trim_edges(t->d->text.p, (struct stretch){ s.off, s.len - (uint32_t)n });
	x = table_text(t->d, s);
	if (s.len < PREFIX_MIN || table_word_is(t->w, TABLE_VALUE, x) ||
	    table_word_starts(t->w, TABLE_AGAINST, x))
		s.len = 0;
	return s;
}

enum column_kind table_kind(const struct table_reader *t, struct stretch *name,
			    struct stretch whole)
{
	struct table_squeezed room;
	struct uslice x = table_squeeze(t->d, *name, &room);
	size_t len, at;

	if (table_is_year(t->d->text.p, (struct table_cell){ whole.off, whole.off + whole.len }))
		return COLUMN_VALUE;
	if (table_word_is(t->w, TABLE_SKIP, x) || (x.len && x.p[0] >= '0' && x.p[0] <= '9'))
		return COLUMN_NONE;
	if (table_word_is(t->w, TABLE_GUESS, x)) return COLUMN_VALUE;
	if (table_word_ends(t->w, TABLE_INDEX, x)) return COLUMN_NAMED;
	at = table_word_find(t->w, TABLE_RATE, x, &len);
	if (at < x.len) {
		*name = x.len == name->len ? changed_thing(t, *name, at)
					   : (struct stretch){ name->off, 0 };
		return COLUMN_RATE;
	}
	if (table_word_find(t->w, TABLE_SHARE, x, &len) < x.len) return COLUMN_SHARE;
	if (!x.len || table_word_is(t->w, TABLE_VALUE, x) || table_word_is(t->w, TABLE_TARGET, x))
		return whole.len ? COLUMN_VALUE : COLUMN_NONE;
	return COLUMN_NAMED;
}

struct slice table_compare(const struct table_reader *t, struct stretch s)
{
	struct uslice x = table_text(t->d, s);
	size_t len;

	if (table_word_find(t->w, TABLE_SINCE, x, &len) < x.len) return SLICE("since");
	if (table_word_find(t->w, TABLE_YOY, x, &len) < x.len) return SLICE("yoy");
	return table_word_find(t->w, TABLE_POP, x, &len) < x.len ? SLICE("pop") : SLICE_NONE;
}

static void read_words(const struct table_reader *t, struct table_column *c, struct stretch cell)
{
	struct uslice x = table_text(t->d, cell);
	size_t len, at = table_word_find(t->w, TABLE_TARGET, x, &len), other;

	if (at < x.len && !c->target.len && table_word_find(t->w, TABLE_DONE, x, &other) == x.len)
		c->target = (struct stretch){ cell.off + (uint32_t)at, (uint32_t)len };
	c->index = c->index || table_word_find(t->w, TABLE_BASE, x, &len) < x.len;
	c->cumulative = c->cumulative || table_word_find(t->w, TABLE_CUMULATIVE, x, &len) < x.len;
	c->fall = c->fall || table_word_find(t->w, TABLE_FALL, x, &len) < x.len;
	if (!c->compare.p) c->compare = table_compare(t, cell);
	at = table_word_find(t->w, TABLE_GUESS, x, &len);
	if (at < x.len) c->guess = (struct stretch){ cell.off + (uint32_t)at, (uint32_t)len };
}

static bool covered_by_name(const struct doc *d, struct stretch s)
{
	for (size_t i = doc_first_annot(d, s.off); i < d->n_annots && d->annots[i].off == s.off;
	     i++) {
		const struct annot *a = &d->annots[i];
		if ((a->type == A_PLACE || a->type == A_ORG) && a->len == s.len) return true;
	}
	return false;
}

/* Names in the heads of a column, the nearest first. */
struct head_names {
	struct stretch s[TABLE_LEVELS];
	size_t n;
};

static void add_name(const struct doc *d, struct head_names *names, struct stretch s)
{
	for (size_t i = 0; i < names->n; i++) /* the same word on two levels */
		if (names->s[i].len == s.len &&
		    uslice_eq(table_text(d, names->s[i]), table_text(d, s)))
			return;
	if (s.len) names->s[names->n++] = s;
}

/* Which of them is what is measured: one that ends like a measure; a name of a place is not. */
static void choose_names(const struct table_reader *t, struct table_column *c,
			 const struct head_names *names)
{
	size_t best = 0;

	if (!names->n) return;
	while (best < names->n &&
	       !table_word_ends(t->w, TABLE_MEASURE, table_text(t->d, names->s[best])))
		best++;
	for (size_t i = 0; best == names->n && i < names->n; i++)
		if (!covered_by_name(t->d, names->s[i])) best = i;
	if (best == names->n) best = 0;
	c->named = names->s[best];
	for (size_t i = 0; i < names->n && !c->member.len; i++)
		if (i != best) c->member = names->s[i];
}

static void read_guess(const struct doc *d, struct table_column *c, struct stretch whole)
{
	struct timespan span;
	bool guess;

	if (table_period(d->text.p, (struct table_cell){ whole.off, whole.off + whole.len }, &span,
			 &guess) &&
	    guess)
		c->guess = (struct stretch){ whole.off + whole.len - 1, 1 };
}

/* The levels of one column, the nearest first. */
static void read_column(const struct table_reader *t, size_t n, size_t k, struct table_column *c)
{
	struct head_names names = { .n = 0 };
	struct table_cell cell;
	bool first = true;

	*c = (struct table_column){ .time = { -1, { 0, 0 } } };
	for (size_t level = t->heads.levels; level-- > 0;) {
		if (!table_head_at(&t->heads, level, n, k, &cell)) continue;
		struct stretch whole = { (uint32_t)cell.off, (uint32_t)(cell.end - cell.off) },
			       name = table_name(t, whole), head = name;
		enum column_kind kind = table_kind(t, &name, whole);
		struct table_time time = table_time_in(t->d, whole);
		if (time.annot >= 0 && kind == COLUMN_RATE &&
		    t->d->annots[time.annot].off > whole.off)
			time.annot = -1; /* than last year */
		read_words(t, c, whole);
		if (!table_has_time(&c->time) && !c->index) c->time = time;
		read_guess(t->d, c, whole);
		if (kind == COLUMN_NAMED || kind == COLUMN_RATE) add_name(t->d, &names, name);
		bool says = kind == COLUMN_RATE || kind == COLUMN_SHARE;
		if (first || (c->kind == COLUMN_VALUE && says) ||
		    (c->kind == COLUMN_NAMED && kind == COLUMN_RATE)) {
			/* years below a share, a part below a change */
			c->head = head.len ? head : whole;
			c->kind = (uint8_t)kind;
		}
		first = false;
	}
	if (c->index && (c->kind == COLUMN_RATE || c->kind == COLUMN_NAMED))
		c->kind = COLUMN_VALUE, names.n = 0;
	choose_names(t, c, &names);
	if (c->kind == COLUMN_VALUE && c->named.len) c->kind = COLUMN_NAMED;
}

void table_read_columns(struct table_reader *t, size_t n)
{
	t->lists_time = false;
	for (size_t k = 0; k < n; k++) {
		read_column(t, n, k, &t->column[k]);
		t->lists_time = t->lists_time || table_has_time(&t->column[k].time);
	}
}

/* The head of the first column of names, and the role that it has. */
static struct uslice corner_of(const struct table_reader *t, size_t n, struct table_squeezed *room)
{
	struct table_cell c;

	for (size_t k = 0; k < n; k++) {
		uint8_t role = t->column[k].role;
		if (role != ROLE_NAME && role != ROLE_SUBJECT && role != ROLE_INDICATOR) continue;
		for (size_t level = t->heads.levels; level-- > 0;) {
			if (!table_head_at(&t->heads, level, n, k, &c)) continue;
			struct stretch s = { (uint32_t)c.off, (uint32_t)(c.end - c.off) };
			struct uslice x = table_squeeze(t->d, s, room);
			if (table_word_is(t->w, TABLE_ROWIND, x) ||
			    table_word_is(t->w, TABLE_ROWSUBJ, x))
				return x;
		}
	}
	return (struct uslice){ room->p, 0 };
}

void table_rows_side(struct table_reader *t, size_t n, bool measures)
{
	struct table_squeezed room;
	struct uslice corner = corner_of(t, n, &room);
	size_t named = 0, places = 0, things = 0;

	for (size_t k = 0; k < n; k++) {
		const struct table_column *c = &t->column[k];
		if (c->role != ROLE_FIGURE || c->kind != COLUMN_NAMED) continue;
		named++;
		places += covered_by_name(t->d, c->named);
		things += !table_word_ends(t->w, TABLE_MEASURE, table_text(t->d, c->named));
	}
	bool subject = table_word_is(t->w, TABLE_ROWSUBJ, corner),
	     ind = table_word_is(t->w, TABLE_ROWIND, corner);
	t->rows_subject = !ind && (subject || (named && places * 2 <= named));
	bool told = table_word_ends(t->w, TABLE_MEASURE, table_text(t->d, t->caption.what)) > 0;
	if (!ind && !named && !measures && told) t->rows_subject = true; /* the line above does */
	if (ind && named && !things && !measures)
		t->rows_subject = true; /* the columns name what is measured, the rows do not */
}

/* The name in a caption: the first place or organisation. */
static struct stretch name_in(const struct doc *d, struct stretch s)
{
	for (size_t i = doc_first_annot(d, s.off);
	     i < d->n_annots && d->annots[i].off < s.off + s.len; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type == A_PLACE || a->type == A_ORG)
			return (struct stretch){ a->off, a->len };
	}
	return (struct stretch){ 0, 0 };
}

/* Without the number of the table in front: "table 3-1:". */
static struct stretch cut_number(const struct table_reader *t, struct stretch x)
{
	const uint16_t *s = t->d->text.p;
	uint32_t mark = (uint32_t)table_word_starts(t->w, TABLE_CAPMARK, table_text(t->d, x)),
		 i = mark;

	if (!mark) return x;
	while (i < x.len && unit_is_any_blank(s[x.off + i])) i++;
	uint32_t from = i;
	while (i < x.len && s[x.off + i] < HAN_FIRST && !unit_is_any_blank(s[x.off + i]) &&
	       !is_open(s[x.off + i]))
		i++;
	if (i == from || i - from > CAPTION_NUMBER) return x;
	while (i < x.len && (is_edge(s[x.off + i]))) i++;
	return (struct stretch){ x.off + i, x.len - i };
}

bool table_is_unit_line(const struct table_reader *t, const struct block *b)
{
	struct stretch s = trim_edges(t->d->text.p, (struct stretch){ b->off, b->len });

	if (s.len && is_open(t->d->text.p[s.off])) s.off++, s.len--;
	return table_word_starts(t->w, TABLE_UNIT, table_text(t->d, s)) > 0;
}

void table_read_caption(const struct table_reader *t, const struct block *b,
			struct table_caption *c)
{
	const uint16_t *p = t->d->text.p;
	struct stretch s = cut_bracket(p, (struct stretch){ b->off, b->len });
	size_t n;

	*c = (struct table_caption){ .s = { b->off, b->len },
				     .time = table_time_in(t->d,
							   (struct stretch){ b->off, b->len }) };
	c->name = name_in(t->d, c->s);
	size_t len;
	c->rate = table_word_find(t->w, TABLE_RATE, table_text(t->d, c->s), &len) < c->s.len;
	if (c->rate) c->compare = table_compare(t, c->s);
	s = table_name(t, cut_number(t, s));
	while (s.len && (n = table_word_ends(t->w, TABLE_CAPTAIL, table_text(t->d, s))) &&
	       n < s.len)
		s.len -= (uint32_t)n;
	if (c->name.len && c->name.off == s.off && c->name.len + 2 <= s.len)
		s = trim_edges(p, (struct stretch){ s.off + c->name.len, s.len - c->name.len });
	c->what = s.len >= 2 ? s : (struct stretch){ 0, 0 };
}
