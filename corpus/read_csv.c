/* CSV (RFC 4180) with a header: one document a row.
 * In: rows; fields separated by comma, tab or semicolon (whichever the header has most of), quoted
 * with "". Rows end with LF or CR LF, with CR alone where the header does. Out: a document each;
 * its bytes are the text field without its quotes, in the file's own encoding; doc_record is the
 * row from 0, the header not counted. --field names columns, or gives their number from 1 (text=3).
 * A quote that never ends makes the rest of the file one broken row. Bytes are enough to cut: comma
 * and quote are no trail bytes in UTF-8, GB18030 or Big5. Limit: --max-bytes a row, COLUMNS
 * columns.
 */
#include <iconv.h>

#include "corpus/fields.h"
#include "corpus/reader.h"
#include "corpus/record.h"
#include "corpus/wide.h"
#include "pipeline/core/utf.h"

#define COLUMNS 1024

struct csv {
	struct fields fields;
	struct source *in;
	struct wide *wide; /* in is a view of UTF-16, or NULL */
	size_t max;
	char sep, end; /* between cells; of a row */
	int64_t number;
	bool done, has_header;
	int column[FIELD_N];	     /* of each field, -1 none */
	struct slice cells[COLUMNS]; /* raw, of the row at hand */
	size_t n_cells;
	size_t pending;
	struct buf scratch;
	struct buf name; /* of a column, as UTF-8 */
};

static int probe(struct slice name, struct slice head)
{
	(void)head;
	return slice_ends(name, SLICE(".csv")) || slice_ends(name, SLICE(".tsv")) ? 80 : 0;
}

/* Where a row ends (its line feed, or s.len), going on at *pos; quoted line feeds do not count. */
struct row_scan {
	size_t pos;
	char sep, end;
	bool quoted, at_start, closed; /* closed: the byte before ended a quoted stretch */
};

static bool row_end(struct row_scan *r, struct slice s)
{
	for (; r->pos < s.len; r->pos++) {
		char c = s.p[r->pos];
		if (c == '"') {
			bool opens = r->at_start || r->closed; /* closed: "" inside */
			r->closed = r->quoted;
			r->quoted = !r->quoted && opens;
			r->at_start = false;
			continue;
		}
		r->closed = false;
		if (!r->quoted && c == r->end) return true;
		r->at_start = !r->quoted && c == r->sep;
	}
	return false;
}

/* The next row, without its end; valid until the next call. */
static enum status next_row(struct csv *r, struct slice *row, struct err *e)
{
	struct row_scan scan = { .sep = r->sep, .end = r->end, .at_start = true };
	size_t want = 65536;
	source_skip(r->in, r->pending);
	r->pending = 0;
	*row = SLICE("");
	if (r->done) return END;
	for (;;) {
		enum status st = source_peek(r->in, want, row, e);
		if (row_end(&scan, *row)) {
			r->pending = scan.pos + 1;
			row->len = scan.pos;
			if (row->len && row->p[row->len - 1] == '\r') row->len--;
			return OK;
		}
		if (row->len == want && want <= r->max) {
			want = want < r->max / 2 ? want * 2 : r->max + 1;
			continue;
		}
		r->done = true;
		if (row->len > r->max)
			return err_set(e, ERR_LIMIT, "a row is larger than %zu bytes (--max-bytes)",
				       r->max);
		if (st != OK) return st;
		if (row->len == 0) return END;
		if (scan.quoted) return err_set(e, ERR_INPUT, "a quoted field is not closed");
		return OK;
	}
}

/* Cut a row into raw cells. */
static void cut_cells(struct csv *r, struct slice row)
{
	size_t from = 0;
	struct row_scan scan = { .sep = r->sep, .end = r->end, .at_start = true };
	r->n_cells = 0;
	for (size_t i = 0; i <= row.len && r->n_cells < COLUMNS; i++) {
		if (i < row.len && (row.p[i] != r->sep || scan.quoted)) {
			scan.pos = i;
			(void)row_end(&scan, slice_of(row.p, i + 1));
			continue;
		}
		r->cells[r->n_cells++] = slice_of(row.p + from, i - from);
		from = i + 1;
		scan.at_start = true;
		scan.closed = false;
	}
}

/* A cell without quotes, in scratch or as it stands. */
static struct slice cell_value(struct csv *r, struct slice raw)
{
	if (raw.len < 2 || raw.p[0] != '"' || raw.p[raw.len - 1] != '"') return raw;
	raw = slice_of(raw.p + 1, raw.len - 2);
	if (!memchr(raw.p, '"', raw.len)) return raw;
	r->scratch.len = 0;
	for (size_t i = 0; i < raw.len; i++) {
		buf_addc(&r->scratch, raw.p[i]);
		if (raw.p[i] == '"' && i + 1 < raw.len && raw.p[i + 1] == '"') i++;
	}
	return buf_slice(&r->scratch);
}

/* The length of the header, by its first line end. */
static size_t header_len(struct slice head)
{
	bool quoted = false;
	size_t i = 0;
	for (; i < head.len; i++) {
		char c = head.p[i];
		quoted ^= c == '"';
		if (!quoted && (c == '\n' || c == '\r')) break;
	}
	return i;
}

static char choose_end(struct slice head)
{
	size_t i = header_len(head);
	bool only = i + 1 < head.len && head.p[i] == '\r' && head.p[i + 1] != '\n';
	return only ? '\r' : '\n';
}

static char choose_separator(struct slice head)
{
	size_t commas = 0, tabs = 0, semicolons = 0, len = header_len(head);
	for (size_t i = 0; i < len; i++) {
		commas += head.p[i] == ',';
		tabs += head.p[i] == '\t';
		semicolons += head.p[i] == ';';
	}
	if (tabs > commas && tabs >= semicolons) return '\t';
	return semicolons > commas ? ';' : ',';
}

/* The name of a column as UTF-8: headers of files in GB18030 or Big5 are converted. */
static struct slice column_name(struct csv *r, struct slice raw)
{
	static const char *const tried[] = { "GB18030", "BIG5-HKSCS" };
	struct slice name = slice_trim(cell_value(r, raw));
	if (utf8_valid(name)) return name;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		iconv_t c = iconv_open("UTF-8", tried[i]);
		if (c == (iconv_t)-1) continue;
		char *in = (char *)(uintptr_t)name.p;
		size_t in_left = name.len, out_left = 4 * name.len;
		r->name.len = 0;
		buf_reserve(&r->name, out_left);
		char *out = r->name.p;
		bool good = iconv(c, &in, &in_left, &out, &out_left) != (size_t)-1;
		iconv_close(c);
		r->name.len = (size_t)(out - r->name.p);
		if (good) return buf_slice(&r->name);
	}
	return name;
}

/* Which column is which field. */
static enum status read_header(struct csv *r, struct err *e)
{
	struct slice row;
	int best[FIELD_N] = { 0 };
	enum status st = next_row(r, &row, e);
	if (st != OK) return st;
	cut_cells(r, row);
	for (size_t f = 0; f < FIELD_N; f++) {
		struct slice name = r->fields.name[f];
		int number = 0;
		for (size_t i = 0;
		     i < name.len && name.p[i] >= '0' && name.p[i] <= '9' && number < COLUMNS; i++)
			number = number * 10 + (name.p[i] - '0');
		r->column[f] = number - 1;
		for (size_t c = 0; c < r->n_cells; c++) {
			int score = fields_match(&r->fields, (enum field)f,
						 column_name(r, r->cells[c]));
			if (score <= best[f]) continue;
			best[f] = score;
			r->column[f] = (int)c;
		}
	}
	if (r->column[FIELD_TEXT] >= 0) return OK;
	return err_set(e, ERR_INPUT,
		       "the header has no column \"%.*s\" (--field text=NAME or text=NUMBER)",
		       r->fields.name[FIELD_TEXT].p ? (int)r->fields.name[FIELD_TEXT].len : 4,
		       r->fields.name[FIELD_TEXT].p ? r->fields.name[FIELD_TEXT].p : "text");
}

static void close_csv(void *state)
{
	struct csv *r = state;
	fields_close(&r->fields);
	wide_close(r->wide);
	buf_free(&r->scratch);
	buf_free(&r->name);
	mem_free(r);
}

static enum status open_csv(const struct env *env, struct source *in, void **state, struct err *e)
{
	struct slice head;
	struct csv *r = mem_zalloc(sizeof *r);
	enum status st = fields_open(&r->fields, env, e);
	if (st == OK) st = wide_begin(&r->wide, env, &in, &head, e);
	if (st != OK) {
		close_csv(r);
		return st;
	}
	r->in = in;
	r->number = -1;
	r->max = (size_t)env->opt->max_bytes;
	r->sep = choose_separator(head);
	r->end = choose_end(head);
	*state = r;
	return OK;
}

static void fill(struct csv *r, struct doc *d, struct slice row)
{
	cut_cells(r, row);
	size_t text = (size_t)r->column[FIELD_TEXT];
	if (text >= r->n_cells) {
		record_fail(d, row, r->in, r->number, "no-text",
			    "row has %zu columns, the text is column %zu", r->n_cells, text + 1);
		return;
	}
	record_set(d, cell_value(r, r->cells[text]), r->in, r->number);
	for (int f = 0; f < FIELD_N; f++) {
		int key = fields_meta((enum field)f), c = r->column[f];
		if (key >= 0 && c >= 0 && (size_t)c < r->n_cells)
			record_meta(d, (enum meta_key)key, cell_value(r, r->cells[c]), "record");
	}
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct csv *r = state;
	struct slice row;
	enum status st = OK;
	if (!r->has_header) {
		r->has_header = true;
		st = read_header(r, e);
		if (st != OK) {
			r->done = true;
			r->number = 0;
			if (st == END) return END;
			record_fail(d, SLICE_NONE, r->in, 0,
				    st == ERR_INPUT ? "no-text" : record_code(st), "%s",
				    record_message(e, source_path(r->in)));
			return OK;
		}
	}
	do {
		st = next_row(r, &row, e);
		r->number++;
	} while (st == OK && row.len == 0);
	if (st == END) return END;
	if (st == OK) fill(r, d, row);
	else
		record_fail(d, row, r->in, r->number, st == ERR_INPUT ? "bad-csv" : record_code(st),
			    "%s", record_message(e, source_path(r->in)));
	return OK;
}

const struct reader reader_csv = {
	.name = "csv",
	.summary = "CSV (RFC 4180) with a header, one document a row",
	.probe = probe,
	.open = open_csv,
	.next = next,
	.close = close_csv,
};
