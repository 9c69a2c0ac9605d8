/* JSON records with the text in a member: one object a line (NDJSON), or the objects of one array,
 * or one object. In: objects. Out: a document each; its bytes, to which all positions refer, are
 * the UTF-8 of the text member as the escapes say (json.loads(line)["text"].encode() in Python);
 * doc_record is the line from 0 (blank ones counted), or the place in the array. Broken objects are
 * documents with an error. A dotted name ("data.body") looks into objects. Limits: --max-bytes an
 * object, JSON_DEPTH levels. */
#include "corpus/fields.h"
#include "corpus/json_scan.h"
#include "corpus/lines.h"
#include "corpus/reader.h"
#include "corpus/record.h"
#include "corpus/wide.h"

#define PATH_DEPTH 8

struct ndjson {
	struct fields fields;
	struct lines lines;
	struct source *in;
	struct wide *wide; /* in is a view of UTF-16, or NULL */
	size_t max;
	bool framed; /* objects by their brackets, not by lines */
	bool done;
	int64_t number;
	size_t pending; /* bytes of the object given last (framed) */
	size_t junk;	/* bytes between objects that should not be there */
	struct buf scratch;
};

/* The best member for each field; value absent: none. */
struct picked {
	struct slice value;
	int score;
	enum json_kind kind;
};

static bool first_line_is_object(struct slice head)
{
	struct json_scan s;
	struct json_member m;
	struct err e;
	const char *nl = memchr(head.p, '\n', head.len);
	enum status st = json_open(&s, slice_of(head.p, nl ? (size_t)(nl - head.p) : head.len), &e);
	while (st == OK) st = json_next(&s, &m, &e);
	return st == END;
}

static struct slice cut_bom(struct slice s)
{
	if (slice_starts(s, SLICE("\xef\xbb\xbf"))) return slice_of(s.p + 3, s.len - 3);
	return s;
}

static int probe(struct slice name, struct slice head)
{
	if (slice_ends(name, SLICE(".ndjson")) || slice_ends(name, SLICE(".jsonl"))) return 90;
	head = slice_trim(cut_bom(head));
	bool object = head.len > 1 && head.p[0] == '{' &&
		      (head.p[1] == '"' || memchr(" \t\r\n", head.p[1], 4));
	bool array = head.len > 1 && head.p[0] == '[';
	if (slice_ends(name, SLICE(".json")) && (object || array)) return 85;
	if (object && first_line_is_object(head)) return 80;
	return 0;
}

static void close_ndjson(void *state)
{
	struct ndjson *r = state;
	fields_close(&r->fields);
	wide_close(r->wide);
	buf_free(&r->scratch);
	mem_free(r);
}

static enum status open_ndjson(const struct env *env, struct source *in, void **state,
			       struct err *e)
{
	struct slice head;
	struct err ignored;
	struct ndjson *r = mem_zalloc(sizeof *r);
	enum status st = fields_open(&r->fields, env, e);
	if (st == OK) st = wide_begin(&r->wide, env, &in, &head, e);
	if (st != OK) {
		close_ndjson(r);
		return st;
	}
	r->in = in;
	r->number = -1;
	r->max = (size_t)env->opt->max_bytes;
	head = slice_trim(head);
	/* lines, unless the first one is only the beginning of something */
	struct slice rest = head, line;
	bool brackets_only = slice_split(&rest, '\n', &line) && slice_trim(line).len <= 1;
	if (head.len && (head.p[0] == '[' || (head.p[0] == '{' && rest.p && brackets_only)))
		r->framed = true;
	if (r->framed && head.p[0] == '[') {
		(void)source_peek(in, 65536, &head, &ignored);
		source_skip(in, (size_t)((const char *)memchr(head.p, '[', head.len) - head.p) + 1);
	}
	lines_open(&r->lines, in, r->max);
	*state = r;
	return OK;
}

/* The next object by its brackets; what stands between objects is passed over, and told at the end
 * (ERR_USAGE, which goes no further than next()). */
static enum status next_framed(struct ndjson *r, struct slice *record, struct err *e)
{
	struct json_frame f = { 0 };
	size_t want = 65536, skip = r->pending;
	source_skip(r->in, skip);
	r->pending = 0;
	*record = SLICE("");
	if (r->done) return END;
	for (;;) {
		enum status st = source_peek(r->in, want, record, e);
		size_t go = 0;
		for (; f.pos == 0 && go < record->len && record->p[go] != '{'; go++)
			r->junk += !memchr(" \t\r\n,]", record->p[go], 6);
		if (go) {
			source_skip(r->in, go);
			continue;
		}
		bool whole = json_frame_end(&f, *record);
		size_t len = f.pos;
		if (!whole && record->len == want && want <= r->max) {
			want = want < r->max / 2 ? want * 2 : r->max + 1;
			continue;
		}
		if (record->len > r->max)
			st = err_set(e, ERR_LIMIT,
				     "an object is larger than %zu bytes (--max-bytes)", r->max);
		if (record->len == 0 && st == OK) {
			r->done = true;
			r->number++;
			return r->junk == 0
				       ? END
				       : err_set(e, ERR_USAGE, "%zu bytes that belong to no object",
						 r->junk);
		}
		r->number++;
		r->done = !whole;
		r->pending = len;
		record->len = len;
		return whole ? OK : st;
	}
}

static void pick_members(const struct ndjson *r, struct slice object, struct slice prefix,
			 struct picked *out, struct json_scan *s, struct err *e);

/* Look into an object for names with dots, as far as some wanted name begins with path. */
static bool wanted_inside(const struct ndjson *r, struct slice path)
{
	for (size_t i = 0; i < FIELD_N; i++)
		if (r->fields.name[i].len > path.len && slice_starts(r->fields.name[i], path))
			return true;
	return false;
}

static void pick_one(const struct ndjson *r, struct slice prefix, const struct json_member *m,
		     struct picked *out, struct json_scan *s)
{
	char path[256];
	if (prefix.len + m->key.len + 1 >= sizeof path) return;
	if (prefix.len) memcpy(path, prefix.p, prefix.len);
	memcpy(path + prefix.len, m->key.p, m->key.len);
	struct slice name = { path, prefix.len + m->key.len };
	for (size_t i = 0; i < FIELD_N; i++) {
		int score = fields_match(&r->fields, (enum field)i, name);
		bool scalar = m->kind == JSON_STRING || (m->kind == JSON_NUMBER && i != FIELD_TEXT);
		if (score > out[i].score && scalar)
			out[i] = (struct picked){ m->value, score, m->kind };
	}
	if (m->kind != JSON_OBJECT) return;
	path[name.len++] = '.';
	struct err ignored;
	if (wanted_inside(r, name)) pick_members(r, m->value, name, out, s, &ignored);
}

static void pick_members(const struct ndjson *r, struct slice object, struct slice prefix,
			 struct picked *out, struct json_scan *s, struct err *e)
{
	struct json_scan inner;
	struct json_member m;
	size_t dots = 0;
	for (size_t i = 0; i < prefix.len; i++) dots += prefix.p[i] == '.';
	if (dots > PATH_DEPTH || json_open(&inner, object, e) != OK) return;
	inner.utf8 = s->utf8;
	while (json_next(&inner, &m, e) == OK) pick_one(r, prefix, &m, out, s);
}

static enum status pick_all(const struct ndjson *r, struct slice record, struct picked *out,
			    struct json_scan *s, struct err *e)
{
	struct json_member m;
	TRY(json_open(s, record, e));
	for (;;) {
		enum status st = json_next(s, &m, e);
		if (st == END) return OK;
		if (st != OK) return st;
		pick_one(r, SLICE_NONE, &m, out, s);
	}
}

static void fill_meta(struct ndjson *r, struct doc *d, const struct picked *p, bool utf8)
{
	for (int i = 0; i < FIELD_N; i++) {
		int key = fields_meta((enum field)i);
		size_t at;
		if (key < 0 || !p[i].value.p) continue;
		r->scratch.len = 0;
		if (p[i].kind == JSON_STRING)
			(void)json_unescape(p[i].value, utf8, &r->scratch, &at);
		else buf_add_slice(&r->scratch, p[i].value);
		record_meta(d, (enum meta_key)key, buf_slice(&r->scratch), "record");
	}
}

static void fill(struct ndjson *r, struct doc *d, struct slice record, int64_t number)
{
	struct picked p[FIELD_N] = { { { 0 }, 0, JSON_NULL } };
	struct json_scan s;
	struct err e;
	size_t at = 0;
	enum status st = pick_all(r, record, p, &s, &e);
	if (st != OK) {
		record_fail(d, record, r->in, number, "bad-json", "not a JSON record: %s", e.text);
		return;
	}
	struct slice text = p[FIELD_TEXT].value;
	if (!text.p) {
		const struct slice *name = &r->fields.name[FIELD_TEXT];
		record_fail(d, record, r->in, number, "no-text",
			    "no string member \"%.*s\" in the record", name->p ? (int)name->len : 4,
			    name->p ? name->p : "text");
		fill_meta(r, d, p, s.utf8);
		return;
	}
	r->scratch.len = 0;
	size_t lone = json_unescape(text, s.utf8, &r->scratch, &at);
	record_set(d, buf_slice(&r->scratch), r->in, number);
	if (lone)
		doc_add_error(d, "read", "lone-surrogate",
			      (struct src_span){ (uint32_t)at, (uint32_t)at + 3 },
			      "%zu lone surrogate%s in \\u escapes", lone, lone == 1 ? "" : "s");
	fill_meta(r, d, p, s.utf8);
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct ndjson *r = state;
	struct slice record = SLICE_NONE;
	enum status st;
	do st = r->framed ? next_framed(r, &record, e) : lines_next(&r->lines, &record, e);
	while (st == OK && slice_trim(record).len == 0);
	if (st == END) return END;
	int64_t number = r->framed ? r->number : r->lines.number;
	if (st == OK || (st == ERR_INPUT && slice_trim(record).len > 0)) {
		fill(r, d, record, number);
		if (st != OK)
			doc_add_error(d, "read", record_code(st), (struct src_span){ 0, 0 }, "%s",
				      record_message(e, source_path(r->in)));
		return OK;
	}
	if (st == ERR_USAGE) {
		record_fail(d, SLICE_NONE, r->in, number, "bad-json", "not a JSON record: %s",
			    e->text);
		return OK;
	}
	bool too_large = st == ERR_LIMIT && (r->framed || !r->lines.done);
	record_fail(d, SLICE_NONE, r->in, number, too_large ? "too-large" : record_code(st), "%s",
		    record_message(e, source_path(r->in)));
	return OK;
}

const struct reader reader_ndjson = {
	.name = "ndjson",
	.summary = "JSON records with the article in a member, one a line or in one array",
	.probe = probe,
	.open = open_ndjson,
	.next = next,
	.close = close_ndjson,
};
