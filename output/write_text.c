/* For reading: each article with its claims marked in place and numbered, and listed under it in
 * columns. In: a document with text, map and claims. Out: UTF-8 for a terminal; colour with --color
 * always. Without colour a claim's value stands in U+27E6 U+27E7, its number behind it in subscript
 * digits. */
#include "output/marks.h"
#include "output/width.h"
#include "output/writer.h"
#include "pipeline/core/date.h"

#define OPEN_MARK  "\xe2\x9f\xa6"
#define CLOSE_MARK "\xe2\x9f\xa7"
#define RULE_CHAR  "\xe2\x94\x80"
#define PAGE_CELLS 100

/* Columns of the list; widths in cells: as wide as the widest cell, at most max. ORDER COLUMN */
enum column {
	COL_NUMBER,
	COL_MEASURE,
	COL_VALUE,
	COL_INDICATOR,
	COL_SUBJECT,
	COL_TIME,
	COL_SPEAKER,
	COL_MOOD,
	COL_N
};
static const struct {
	const char *head;
	size_t max;
	bool right;
} columns[COL_N] = {
	[COL_NUMBER] = { "#", 5, true },	  [COL_MEASURE] = { "what", 12, false },
	[COL_VALUE] = { "value", 24, true },	  [COL_INDICATOR] = { "indicator", 36, false },
	[COL_SUBJECT] = { "subject", 24, false }, [COL_TIME] = { "time", 24, false },
	[COL_SPEAKER] = { "speaker", 16, false }, [COL_MOOD] = { "mood", 14, false },
};

static bool in_colour(const struct env *env)
{
	return env->opt->color && strcmp(env->opt->color, "always") == 0;
}

static const char *colour_of(const struct claim *c)
{
	if (slice_is(c->kind, "event")) return "\x1b[33m";
	if (slice_is(c->kind, "statement")) return "\x1b[35m";
	if (slice_is(c->direction, "down")) return "\x1b[1;31m";
	if (slice_is(c->kind, "change")) return "\x1b[1;32m";
	return "\x1b[1;36m";
}

/* The value as a reader wants it: bound, number, unit; of an event its type; of a statement who
 * said it how. */
static void add_value(struct buf *b, const struct claim *c)
{
	if (slice_is(c->kind, "event")) {
		buf_add_slice(b, c->trigger_text);
		return;
	}
	if (slice_is(c->kind, "statement")) {
		buf_add_slice(b, c->speech_cue);
		return;
	}
	static const char *const ops[][2] = { { "approx", "~" },      { "near_below", "<~" },
					      { "near_above", ">~" }, { "gt", ">" },
					      { "ge", ">=" },	      { "lt", "<" },
					      { "le", "<=" } };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (slice_is(c->value_op, ops[i][0])) buf_add_str(b, ops[i][1]);
	if (c->from_text.p) {
		buf_add_slice(b, c->from_text);
		buf_add_str(b, " \xe2\x86\x92 ");
	}
	if (c->value_dec.p && c->value_dec.len > 0 && c->value_dec.p[0] == '-' &&
	    c->value_text.len && c->value_text.p[0] != '-')
		buf_addc(b, '-');
	buf_add_slice(b, c->value_text);
	buf_add_slice(b, c->unit_text);
}

static void add_cell(struct buf *b, const struct claim *c, size_t number, enum column col)
{
	switch (col) {
	case COL_NUMBER:
		buf_add_uint(b, number);
		break;
	case COL_MEASURE:
		buf_add_slice(b, c->measure.p	   ? c->measure
				 : c->event_type.p ? c->event_type
						   : c->kind);
		break;
	case COL_VALUE:
		add_value(b, c);
		break;
	case COL_INDICATOR:
		buf_add_slice(b, c->indicator_text.p ? c->indicator_text : c->object_text);
		break;
	case COL_SUBJECT:
		buf_add_slice(b, c->subject_text);
		break;
	case COL_TIME:
		if (c->time_start.p || c->time_end.p) {
			buf_add_slice(b, c->time_start);
			if (!slice_eq(c->time_start, c->time_end)) {
				buf_add_str(b, "..");
				buf_add_slice(b, c->time_end);
			}
		}
		break;
	case COL_SPEAKER:
		buf_add_slice(b, c->speaker_text);
		break;
	case COL_MOOD:
		if (slice_is(c->polarity, "neg")) buf_add_str(b, "not ");
		if (!slice_is(c->modality, "fact")) buf_add_slice(b, c->modality);
		break;
	case COL_N:
		break;
	}
}

static void add_rule(struct buf *out, size_t cells)
{
	while (cells-- > 0) buf_add_str(out, RULE_CHAR);
	buf_addc(out, '\n');
}

static void add_head(const struct doc *d, bool colour, struct buf *out)
{
	static const enum meta_key keys[] = { META_SOURCE, META_AUTHOR, META_EDITOR, META_URL };
	struct slice title = doc_meta(d, META_TITLE);
	add_rule(out, PAGE_CELLS);
	width_clean(out, d->path);
	if (d->record >= 0) buf_printf(out, " #%lld", (long long)d->record);
	buf_addc(out, '\n');
	if (title.len) {
		if (colour) buf_add_str(out, "\x1b[1m");
		width_clean(out, title);
		buf_add_str(out, colour ? "\x1b[0m\n" : "\n");
	}
	size_t n = 0;
	int y, m, day;
	if (d->date != DAY_NONE) {
		date_civil(d->date, &y, &m, &day);
		buf_printf(out, "%04d-%02d-%02d", y, m, day);
		n++;
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct slice value = doc_meta(d, keys[i]);
		if (value.len == 0) continue;
		if (n++ > 0) buf_add_str(out, " | ");
		width_clean(out, value);
	}
	buf_add_str(out, n > 0 ? "\n\n" : "\n");
}

static void add_subscript(struct buf *out, size_t number)
{
	char digits[24];
	size_t n = 0;
	do digits[n++] = (char)(number % 10);
	while ((number /= 10) > 0);
	while (n > 0) buf_add_cp(out, 0x2080u + (uint32_t)digits[--n]);
}

static void add_text(const struct doc *d, size_t off, size_t len, struct buf *out)
{
	struct buf utf8 = { 0 };
	marks_text(d, off, len, &utf8);
	width_clean(out, buf_slice(&utf8));
	buf_free(&utf8);
}

static void add_article(const struct doc *d, const struct marks *m, bool colour, struct buf *out)
{
	size_t at = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct mark *k = &m->marks[i];
		const struct claim *c = &d->claims[m->order[k->first]];
		add_text(d, at, k->off - at, out);
		buf_add_str(out, colour ? colour_of(c) : OPEN_MARK);
		add_text(d, k->off, k->len, out);
		buf_add_str(out, colour ? "\x1b[0m" : CLOSE_MARK);
		for (size_t j = 0; j < k->n; j++) {
			if (j > 0) buf_add_str(out, ",");
			add_subscript(out, m->order[k->first + j] + 1);
		}
		at = k->off + k->len;
	}
	add_text(d, at, d->text.len - at, out);
	if (d->text.len && d->text.p[d->text.len - 1] != '\n') buf_addc(out, '\n');
}

static void measure(const struct doc *d, size_t *widths, struct buf *cell)
{
	for (int col = 0; col < COL_N; col++) {
		size_t widest = 0;
		for (size_t i = 0; i < d->n_claims; i++) {
			cell->len = 0;
			add_cell(cell, &d->claims[i], i + 1, (enum column)col);
			size_t w = width_of(buf_slice(cell));
			if (w > widest) widest = w;
		}
		size_t head = strlen(columns[col].head);
		if (widest > 0 && widest < head)
			widest = head; /* a column of nothing is left out */
		widths[col] = widest > columns[col].max ? columns[col].max : widest;
	}
}

static void end_line(struct buf *out)
{
	while (out->len > 0 && out->p[out->len - 1] == ' ') out->len--;
	buf_addc(out, '\n');
}

static void add_list(const struct doc *d, bool colour, struct buf *out)
{
	size_t widths[COL_N];
	struct buf cell = { 0 };
	measure(d, widths, &cell);
	if (colour) buf_add_str(out, "\x1b[2m");
	for (int col = 0; col < COL_N; col++) {
		if (widths[col] == 0) continue;
		width_add(out, slice_str(columns[col].head), widths[col], columns[col].right);
		buf_add_str(out, "  ");
	}
	end_line(out);
	if (colour) buf_add_str(out, "\x1b[0m");
	for (size_t i = 0; i < d->n_claims; i++) {
		for (int col = 0; col < COL_N; col++) {
			if (widths[col] == 0) continue;
			cell.len = 0;
			add_cell(&cell, &d->claims[i], i + 1, (enum column)col);
			bool paint = colour && col == COL_VALUE;
			if (paint) buf_add_str(out, colour_of(&d->claims[i]));
			width_add(out, buf_slice(&cell), widths[col], columns[col].right);
			buf_add_str(out, paint ? "\x1b[0m  " : "  ");
		}
		end_line(out);
	}
	buf_free(&cell);
}

static void add_errors(const struct doc *d, bool colour, struct buf *out)
{
	for (size_t i = 0; i < d->n_errors; i++) {
		const struct doc_error *x = &d->errors[i];
		buf_add_str(out, colour ? "\x1b[31m! " : "! ");
		buf_add_slice(out, x->stage);
		buf_addc(out, ' ');
		buf_add_slice(out, x->code);
		buf_printf(out, " at byte %lu: ", (unsigned long)x->src.start);
		width_clean(out, x->message);
		buf_add_str(out, colour ? "\x1b[0m\n" : "\n");
	}
}

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	bool colour = in_colour(env);
	struct marks m;
	marks_find(d, &m);
	add_head(d, colour, out);
	add_article(d, &m, colour, out);
	add_errors(d, colour, out);
	if (d->n_claims > 0) {
		buf_addc(out, '\n');
		add_list(d, colour, out);
	}
	buf_addc(out, '\n');
	marks_free(&m);
}

const struct writer writer_text = {
	.name = "text",
	.summary = "the article with its claims marked in place and listed under it",
	.doc = write_doc,
};
