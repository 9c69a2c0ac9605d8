/* Web archives: WARC and ARC, plain, one gzip member a record, or one compression over all. In: a
 * stream of records. Out: a document for each page: responses with status 200–299 whose type is
 * text or HTML (or unknown, and the bytes look like it), resource records of such a type,
 * conversion records (extracted text). Its bytes are the body without chunks and content
 * encodings; doc_record is the number of the record from 0, all records and broken stretches
 * counted. The length in the head is believed when a record or the end follows it, or the two line
 * ends that close a record. Where it is wrong, or junk stands between records, the next head at
 * the start of a line is looked for, so that no whole record behind is lost; each such place is a
 * document with an error, which holds the page where only the length was wrong. A broken gzip
 * member costs what is in it. Limits: --max-bytes a record (a larger one is passed over in
 * pieces), --max-ratio, heads of 256 KiB. */
#include <stdio.h>
#include <strings.h>

#include "corpus/http.h"
#include "corpus/reader.h"
#include "corpus/record.h"
#include "corpus/warc_head.h"

#define FIRST_PEEK (64u << 10)
#define SKIP_PEEK  (1u << 20)
#define END_MAX	   8 /* bytes of line ends behind a block */

struct warc {
	struct source *in;
	struct http_limits limits;
	bool is_arc, done;
	int64_t number;
	size_t pending;	  /* bytes of the record given last */
	uint64_t skipped; /* records that hold no page */
	struct buf body, scratch;
};

static int probe(struct slice name, struct slice head)
{
	struct warc_head h;
	if (slice_starts(head, SLICE("WARC/")) && warc_head_parse(head, &h) != HEAD_BAD) return 100;
	if (slice_starts(head, SLICE("filedesc://"))) return 100;
	return slice_ends(name, SLICE(".warc")) || slice_ends(name, SLICE(".arc")) ||
			       slice_ends(name, SLICE(".wet"))
		       ? 60
		       : 0;
}

static enum status open_warc(const struct env *env, struct source *in, void **state, struct err *e)
{
	struct slice head;
	struct warc *w = mem_zalloc(sizeof *w);
	w->in = in;
	w->limits.max = (size_t)env->opt->max_bytes;
	w->limits.ratio = (uint64_t)env->opt->max_ratio;
	w->number = -1;
	(void)source_peek(in, 16, &head, e);
	w->is_arc =
		slice_starts(head, SLICE("filedesc:")) ||
		(slice_ends(source_name(in), SLICE(".arc")) && !slice_starts(head, SLICE("WARC/")));
	*state = w;
	return OK;
}

static enum head_result parse_head(const struct warc *w, struct slice s, struct warc_head *h)
{
	return w->is_arc ? arc_head_parse(s, h) : warc_head_parse(s, h);
}

/* A document that says what is wrong with this place of the archive. */
static enum status bad_place(struct warc *w, struct doc *d, const char *code, const char *message)
{
	record_fail(d, SLICE_NONE, w->in, w->number, code, "%s", message);
	return OK;
}

/* The stream broke: what is left of the member goes, and the next member is looked for. */
static void leave_stream(struct warc *w)
{
	struct slice rest;
	struct err ignored;
	do {
		(void)source_peek(w->in, SKIP_PEEK, &rest, &ignored);
		source_skip(w->in, rest.len);
	} while (rest.len > 0);
	w->done = !source_resume(w->in);
}

static enum status bad_stream(struct warc *w, struct doc *d, enum status st, const struct err *e)
{
	bad_place(w, d, record_code(st), record_message(e, source_path(w->in)));
	leave_stream(w);
	return OK;
}

/* The next whole head in s at or behind from; SIZE_MAX if there is none. */
static size_t find_head(const struct warc *w, struct slice s, size_t from, bool at_end)
{
	struct warc_head h;
	size_t at = warc_head_find(s, from, w->is_arc, at_end);
	while (at != SIZE_MAX && parse_head(w, slice_of(s.p + at, s.len - at), &h) == HEAD_BAD)
		at = warc_head_find(s, at + 1, w->is_arc, at_end);
	return at;
}

/* Step over everything up to the next head, in pieces. False at the end of the input. */
static bool find_next(struct warc *w)
{
	struct slice s;
	struct err ignored;
	size_t from = 1; /* what we stand on is no head */
	for (;;) {
		enum status st = source_peek(w->in, SKIP_PEEK, &s, &ignored);
		bool at_end = st != OK || s.len < SKIP_PEEK;
		size_t at = find_head(w, s, from, at_end);
		if (at != SIZE_MAX) {
			source_skip(w->in, at);
			return true;
		}
		if (at_end) {
			source_skip(w->in, s.len);
			return st != OK; /* trouble: the next call meets it */
		}
		/* one byte stays in front, so that the start of a line can be seen */
		source_skip(w->in, s.len - HEAD_LOOK - 1);
		from = 1;
	}
}

/* Does a record or the end of the input follow at s (what stands behind a block)? *line_ends: bytes
 * before it. */
static bool good_end(const struct warc *w, struct slice s, bool at_end, size_t *line_ends)
{
	size_t n = 0;
	struct warc_head h;
	while (n < s.len && n < END_MAX && (s.p[n] == '\r' || s.p[n] == '\n')) n++;
	*line_ends = n;
	if (n == s.len) return at_end;
	return parse_head(w, slice_of(s.p + n, s.len - n), &h) != HEAD_BAD;
}

/* Does the block end as it should, two line ends right behind it, and hold no other head? Then the
 * record is whole whatever junk follows. WARC only: ARC has a single line end there. */
static bool whole_before_junk(const struct warc *w, struct slice s, size_t head_len,
			      size_t block_end)
{
	if (w->is_arc || s.len < block_end + 4 || memcmp(s.p + block_end, "\r\n\r\n", 4) != 0)
		return false;
	return find_head(w, slice_of(s.p, block_end), head_len, true) == SIZE_MAX;
}

/* What became of a record too large to hold. */
enum passed { PASSED_WHOLE, PASSED_INSIDE, PASSED_CUT, PASSED_TROUBLE };

/* Step over it in pieces. INSIDE: another head turns up in it, we stand on that. TROUBLE: of the
 * stream, in e. */
static enum passed pass_over(struct warc *w, const struct warc_head *h, enum status *st,
			     struct err *e)
{
	uint64_t left = h->length;
	struct slice s;
	source_skip(w->in, h->head_len);
	while (left > 0) {
		size_t want = left + HEAD_LOOK < SKIP_PEEK ? (size_t)left + HEAD_LOOK : SKIP_PEEK;
		*st = source_peek(w->in, want, &s, e);
		bool at_end = *st != OK || s.len < want;
		size_t at = find_head(w, s, 0, at_end);
		if (at != SIZE_MAX && at < left) {
			source_skip(w->in, at);
			return PASSED_INSIDE;
		}
		size_t go = s.len > HEAD_LOOK && !at_end ? s.len - HEAD_LOOK : s.len;
		if (go > left) go = (size_t)left;
		source_skip(w->in, go);
		left -= go;
		if (left > 0 && at_end) return *st != OK ? PASSED_TROUBLE : PASSED_CUT;
	}
	return PASSED_WHOLE;
}

static enum status too_large(struct warc *w, struct doc *d, const struct warc_head *h)
{
	static const char *const said[][2] = {
		[PASSED_WHOLE] = { "too-large", "record larger than --max-bytes" },
		[PASSED_INSIDE] = { "wrong-length", "its head says more than --max-bytes, and "
						    "another record begins inside" },
		[PASSED_CUT] = { "cut-record",
				 "its head says more than --max-bytes, and the input ends before" },
	};
	struct err e;
	enum status st = OK;
	enum passed how = pass_over(w, h, &st, &e);
	return how == PASSED_TROUBLE ? bad_stream(w, d, st, &e)
				     : bad_place(w, d, said[how][0], said[how][1]);
}

static bool text_type(struct slice type, const char **shape)
{
	static const char *const kinds[][2] = { { "text/html", "html" },
						{ "application/xhtml+xml", "html" },
						{ "text/plain", "text" },
						{ "text/markdown", "markdown" } };
	*shape = NULL;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (type.len == strlen(kinds[i][0]) &&
		    strncasecmp(type.p, kinds[i][0], type.len) == 0) {
			*shape = kinds[i][1];
			return true;
		}
	return false;
}

/* Without a type: does it begin as mark-up? */
static bool sniff_html(struct slice s)
{
	size_t i = 0;
	while (i < s.len && i < 512 && s.p[i] != '<' && (unsigned char)s.p[i] >= 9) i++;
	struct slice tail = { s.p + i, s.len - i };
	return tail.len > 5 &&
	       (strncasecmp(tail.p, "<!doc", 5) == 0 || strncasecmp(tail.p, "<html", 5) == 0 ||
		strncasecmp(tail.p, "<head", 5) == 0 || strncasecmp(tail.p, "<body", 5) == 0);
}

static void fill_meta(struct doc *d, const struct warc_head *h, struct slice charset,
		      const char *shape)
{
	record_meta(d, META_URL, h->uri, "archive");
	record_meta(d, META_ID, h->id, "archive");
	record_meta(d, META_CRAWLED, h->date, "archive");
	record_meta(d, META_LABEL, charset, "http");
	if (shape) record_meta(d, META_TYPE, slice_str(shape), "http");
}

/* The page in a response. False when there is none. */
static bool fill_response(struct warc *w, struct doc *d, const struct warc_head *h,
			  struct slice block)
{
	struct http http;
	struct slice body;
	struct err e;
	const char *shape;
	if (!http_parse(block, &http)) {
		if (!w->is_arc || !sniff_html(block))
			return false; /* ARC of early days holds pages without head */
		record_set(d, block, w->in, w->number);
		fill_meta(d, h, SLICE_NONE, "html");
		return true;
	}
	if (http.status < 200 || http.status > 299 || http.body.len == 0) return false;
	if (!text_type(http.type, &shape) && http.type.p) return false;
	enum status st = http_decode(&http, &w->limits, &w->body, &w->scratch, &body, &e);
	if (!http.type.p && !sniff_html(body)) return false;
	if (st == ERR_LIMIT) {
		bad_place(w, d, "over-limit", e.text);
	} else {
		record_set(d, body, w->in, w->number);
		if (st != OK)
			doc_add_error(d, "read", "broken-body",
				      (struct src_span){ (uint32_t)body.len, (uint32_t)body.len },
				      "%s", e.text);
	}
	fill_meta(d, h, http.charset, shape ? shape : "html");
	return true;
}

static bool is_type(const struct warc_head *h, const char *type)
{
	return h->type.len == strlen(type) && strncasecmp(h->type.p, type, h->type.len) == 0;
}

static bool fill_record(struct warc *w, struct doc *d, const struct warc_head *h,
			struct slice block)
{
	const char *shape;
	struct slice type = h->content_type, param;
	if (is_type(h, "response")) return fill_response(w, d, h, block);
	if (!is_type(h, "resource") && !is_type(h, "conversion")) return false;
	(void)slice_split(&type, ';', &param);
	if (!text_type(slice_trim(param), &shape) || block.len == 0) return false;
	record_set(d, block, w->in, w->number);
	bool is_utf8 = is_type(h, "conversion");
	fill_meta(d, h, is_utf8 ? SLICE("utf-8") : SLICE_NONE, shape);
	return true;
}

/* A record whose block is not as its head says: the page in what there is of it, with the error. */
static enum status broken_record(struct warc *w, struct doc *d, const struct warc_head *h,
				 struct slice block, const char *code, const char *message)
{
	if (!block.len || !fill_record(w, d, h, block)) return bad_place(w, d, code, message);
	uint32_t end = (uint32_t)d->n_bytes;
	doc_add_error(d, "read", code, (struct src_span){ end, end }, "%s", message);
	return OK;
}

/* A head at the window's start, as much of the window as it needs. */
static enum head_result read_head(struct warc *w, struct slice *s, struct warc_head *h,
				  enum status *st, struct err *e)
{
	enum head_result r = HEAD_MORE;
	for (size_t want = FIRST_PEEK; want <= 2 * WARC_HEAD_MAX; want *= 2) {
		*st = source_peek(w->in, want, s, e);
		r = parse_head(w, *s, h);
		if (r != HEAD_MORE || s->len < want) break;
	}
	return r;
}

/* Line ends between records. */
static void skip_line_ends(struct warc *w)
{
	struct slice s;
	struct err ignored;
	for (;;) {
		size_t n = 0;
		(void)source_peek(w->in, 64, &s, &ignored);
		while (n < s.len && (s.p[n] == '\r' || s.p[n] == '\n')) n++;
		source_skip(w->in, n);
		if (n < 64) return;
	}
}

/* The block's length is wrong: find where the next record begins. What stands before it is the
 * block, less the line ends that close a record. */
static enum status wrong_length(struct warc *w, struct doc *d, struct slice all,
				const struct warc_head *h, bool at_end)
{
	char message[160];
	size_t at = find_head(w, all, h->head_len, true);
	uint64_t length = h->length;
	if (at != SIZE_MAX) {
		struct slice block = { all.p + h->head_len, at - h->head_len };
		(void)snprintf(message, sizeof message,
			       "its head says %llu bytes, the next record begins after %zu",
			       (unsigned long long)length, at - h->head_len);
		w->pending = at;
		for (int k = 0; k < 4 && block.len && strchr("\r\n", block.p[block.len - 1]); k++)
			block.len--;
		if (!fill_record(w, d, h, block)) return bad_place(w, d, "wrong-length", message);
		doc_add_error(d, "read", "wrong-length", (struct src_span){ 0, 0 }, "%s", message);
		return OK;
	}
	struct slice block = slice_of(all.p + h->head_len, all.len - h->head_len);
	bool cut = at_end && block.len < length;
	if (block.len > length) block.len = (size_t)length;
	(void)snprintf(message, sizeof message, "its head says %llu bytes, %s",
		       (unsigned long long)length,
		       cut ? "the input ends before" : "no record follows them");
	broken_record(w, d, h, block, cut ? "cut-record" : "wrong-length", message);
	source_skip(w->in, all.len);
	if (at_end || !find_next(w)) w->done = true;
	return OK;
}

/* One record. END, or OK; *given when d holds a document. */
static enum status next_record(struct warc *w, struct doc *d, bool *given, struct err *e)
{
	struct slice s;
	struct warc_head h;
	enum status st = OK;
	*given = true;
	skip_line_ends(w);
	enum head_result r = read_head(w, &s, &h, &st, e);
	if (s.len == 0 && st == OK) return END;
	w->number++;
	if (r != HEAD_OK && st != OK) return bad_stream(w, d, st, e);
	if (r != HEAD_OK) {
		bad_place(w, d, "junk",
			  r == HEAD_MORE ? "the input ends inside a record's head"
					 : "no record begins here");
		w->done = r == HEAD_MORE || !find_next(w);
		return OK;
	}
	if (h.length > w->limits.max) return too_large(w, d, &h);
	size_t want = h.head_len + (size_t)h.length + WARC_HEAD_MAX, line_ends;
	size_t block_end = h.head_len + (size_t)h.length;
	if (want > s.len) st = source_peek(w->in, block_end + HEAD_LOOK, &s, e);
	bool at_end = s.len < block_end + HEAD_LOOK;
	(void)parse_head(w, s, &h); /* the window may have moved */
	if (st != OK && s.len < block_end) {
		broken_record(w, d, &h, slice_of(s.p + h.head_len, s.len - h.head_len),
			      record_code(st), record_message(e, source_path(w->in)));
		leave_stream(w);
		return OK;
	}
	if (s.len < block_end) return wrong_length(w, d, s, &h, true);
	struct slice behind = { s.p + block_end, s.len - block_end };
	if (!good_end(w, behind, at_end, &line_ends) && st == OK) {
		/* a head longer than we looked at is a good end, too */
		st = source_peek(w->in, want, &s, e);
		at_end = s.len < want;
		(void)parse_head(w, s, &h);
		behind = slice_of(s.p + block_end, s.len - block_end);
	}
	if (!good_end(w, behind, at_end, &line_ends) &&
	    !whole_before_junk(w, s, h.head_len, block_end))
		return wrong_length(w, d, s, &h, at_end && st == OK);
	w->pending = block_end;
	*given = fill_record(w, d, &h, slice_of(s.p + h.head_len, (size_t)h.length));
	w->skipped += !*given;
	return OK;
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct warc *w = state;
	bool given = false;
	enum status st = OK;
	while (!given && st == OK) {
		source_skip(w->in, w->pending);
		w->pending = 0;
		if (w->done) return END;
		st = next_record(w, d, &given, e);
	}
	return st;
}

static uint64_t skipped(const void *state)
{
	const struct warc *w = state;
	return w->skipped;
}

static void close_warc(void *state)
{
	struct warc *w = state;
	buf_free(&w->body);
	buf_free(&w->scratch);
	mem_free(w);
}

const struct reader reader_warc = {
	.name = "warc",
	.summary = "web archives (WARC, ARC, WET), one document a page",
	.probe = probe,
	.open = open_warc,
	.next = next,
	.close = close_warc,
	.skipped = skipped,
};
