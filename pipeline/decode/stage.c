/* decode: bytes -> text and map.
 *
 * Decides the encoding (--encoding, byte-order mark, evidence in the bytes, declared label),
 * decodes, and repairs what an earlier wrong decoding has broken. Bytes that mean nothing become
 * U+FFFD, are counted and reported. Everything the text says stays tied to its bytes. Limits:
 * DOC_MAX_BYTES a document; binary files give an empty text. */

#include "pipeline/core/stage.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/decode/decode.h"
#include "pipeline/decode/label.h"

#define CLEAR_MARGIN 6.0f /* evidence this strong needs no label */

static enum status open_models(const struct env *env, void **state, struct err *e)
{
	struct decoder *dec = mem_zalloc(sizeof *dec);
	enum status st = charset_open(&dec->charsets, env, e);

	*state = dec;
	arena_init(&dec->arena);
	if (st == OK) st = ngram_open(&dec->model, env, e);
	if (st == OK) st = list_tops_open(&dec->tops, env, &dec->model, e);
	if (st == OK) st = readings_open(&dec->readings, env, e);
	if (st == OK) {
		dec->suspects = mem_alloc(sizeof *dec->suspects);
		suspects_make(dec->suspects, &dec->model, dec->tops.lists);
		st = flag_open(dec, env, e);
	}
	dec->option = CS_NONE;
	if (st == OK && env->opt && env->opt->encoding) {
		dec->option = charset_label(slice_str(env->opt->encoding), dec->option_icu);
		if (dec->option == CS_NONE)
			st = err_set(e, ERR_USAGE, "--encoding %s: unknown encoding",
				     env->opt->encoding);
	}
	return st;
}

static void close_models(void *state)
{
	struct decoder *dec = state;

	if (!dec) return;
	charset_close(&dec->charsets);
	ngram_close(&dec->model);
	list_tops_close(&dec->tops);
	readings_close(&dec->readings);
	mem_free(dec->suspects);
	arena_free(&dec->arena);
	mem_free(dec);
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	const struct decoder *dec = state;
	struct decode_worker *w = mem_zalloc(sizeof *w);

	(void)e;
	w->lattice = (struct lattice){ .t = &dec->charsets,
				       .m = &dec->model,
				       .s = dec->suspects,
				       .tops = &dec->tops,
				       .readings = &dec->readings };
	*worker = w;
	return OK;
}

static void close_worker(void *worker)
{
	struct decode_worker *w = worker;

	if (!w) return;
	lattice_free(&w->lattice);
	lattice_result_free(&w->result);
	mem_free(w->odd.at);
	mem_free(w);
}

static void choose(struct choice *c, enum charset cs, const char *icu, const char *how)
{
	c->cs = cs;
	c->how = how;
	if (cs == CS_OTHER && icu != c->icu) memcpy(c->icu, icu, strlen(icu) + 1);
}

/* How well a sample reads under a label that ICU knows. */
static double score_icu(const struct decoder *dec, struct doc *d, const char *icu,
			struct slice sample)
{
	struct text_out o;

	text_out_begin(&o, &d->arena);
	if (!charset_decode_icu(icu, sample, 0, sample.len, &o)) return -1e9;
	return detect_text(&dec->model, (struct uslice){ o.text, o.len });
}

/* A foreign label wins over Chinese evidence when the text reads better under it. */
static bool foreign_reads_better(const struct decoder *dec, struct doc *d, const struct choice *c,
				 const char *icu)
{
	size_t at = 0, n_chars, n_bad;

	while (at < d->bytes.len && (uint8_t)d->bytes.p[at] < 0x80) at++;
	size_t len = d->bytes.len - at < 1024 ? d->bytes.len - at : 1024;
	struct slice sample = slice_of(d->bytes.p + at, len);
	double ours =
		detect_score(&dec->charsets, &dec->model, c->found.cs, sample, &n_chars, &n_bad);

	return score_icu(dec, d, icu, sample) > ours;
}

static bool reads_clean(const struct decoder *dec, const struct doc *d, enum charset cs)
{
	size_t n_chars, n_bad;

	detect_score(&dec->charsets, &dec->model, cs,
		     slice_of(d->bytes.p, d->bytes.len < 4096 ? d->bytes.len : 4096), &n_chars,
		     &n_bad);
	return !n_bad;
}

static void choose_by_evidence(const struct decoder *dec, struct doc *d, struct choice *c)
{
	char icu[CHARSET_NAME_MAX];
	enum charset said = c->label.p ? charset_label(c->label, icu) : CS_NONE;

	detect_charset(&dec->charsets, &dec->model, d->bytes, &c->found);
	choose(c, c->found.cs, "", c->found.plain ? "default" : "evidence");
	c->phase = c->found.phase;
	if (said == CS_NONE || c->found.plain) return;
	if (said == c->found.cs) {
		c->how = "label";
	} else if (said >= CS_CHINESE_N) {
		if (c->found.cs == CS_UTF8 && c->found.margin > CLEAR_MARGIN) return;
		if (said != CS_OTHER)
			memcpy(icu, charset_name(said), strlen(charset_name(said)) + 1);
		if (!foreign_reads_better(dec, d, c, icu)) return;
		choose(c, said, icu, "label");
		c->phase = 0;
	} else if (c->found.margin < CLEAR_MARGIN && said != CS_UTF16LE && said != CS_UTF16BE &&
		   reads_clean(dec, d, said)) {
		choose(c, said, "", "label");
		c->phase = 0;
	}
}

static void choose_encoding(const struct decoder *dec, struct doc *d, struct choice *c)
{
	size_t bom_len = 0;
	enum charset bom = label_bom(d->bytes, &bom_len, c->icu);

	c->label = doc_meta(d, META_LABEL);
	if (!c->label.p) c->label = label_declared(d->bytes);
	c->start = bom_len;
	if (dec->option != CS_NONE) {
		choose(c, dec->option, dec->option_icu, "option");
		if (bom != dec->option) c->start = 0;
		return;
	}
	if (bom != CS_NONE) {
		choose(c, bom, c->icu, "bom");
		if (bom != CS_UTF8) return;
		struct slice rest = slice_of(d->bytes.p + bom_len, d->bytes.len - bom_len);

		detect_charset(&dec->charsets, &dec->model, rest, &c->found);
		if (c->found.cs != CS_UTF8 && c->found.margin > CLEAR_MARGIN)
			choose(c, c->found.cs, "", "evidence");
		return;
	}
	choose_by_evidence(dec, d, c);
}

static void report_faults(struct doc *d, const struct choice *c, const struct text_out *o)
{
	size_t n = o->n_bad - o->cut;

	if (c->phase)
		doc_add_error(d, "decode", "truncated-char", (struct src_span){ 0, c->phase },
			      "the file begins inside a character");
	if (n)
		doc_add_error(d, "decode", c->cs == CS_UTF8 ? "invalid-utf8" : "lossy-bytes",
			      o->first_bad, "%zu malformed %s sequence%s, first at byte %u", n,
			      d->encoding.p, n == 1 ? "" : "s", (unsigned)o->first_bad.start);
	if (o->cut)
		doc_add_error(d, "decode", "truncated-char", o->last_bad,
			      "the file ends inside a character");
}

/* Straight through first: only malformed UTF-8, or UTF-8 inside a double-byte page, calls for a
 * closer look. */
static void decode_part(const struct decoder *dec, struct doc *d, struct choice *c, size_t from,
			struct text_out *o)
{
	if (c->cs != CS_UTF8) {
		c->others = decode_mixed(dec, c->cs, d->bytes, from, d->bytes.len, o);
		return;
	}
	charset_decode(&dec->charsets, c->cs, d->bytes, from, d->bytes.len, o);
	if (!o->n_bad || !decode_has_others(dec, d->bytes, from, d->bytes.len, o)) return;
	text_out_begin(o, o->a);
	if (c->start) map_push_hole(o->a, &o->map, 0, (uint32_t)c->start, MAP_REMOVED, 0);
	c->others = decode_mixed(dec, c->cs, d->bytes, from, d->bytes.len, o);
}

static void decode_bytes(const struct decoder *dec, struct doc *d, struct choice *c,
			 struct text_out *o)
{
	size_t at = c->start;

	if (at) map_push_hole(o->a, &o->map, 0, (uint32_t)at, MAP_REMOVED, 0);
	if (c->phase) {
		text_out_bad(o, (uint32_t)at, c->phase, false);
		o->n_bad = 0;
	}
	o->hz_in_gb = c->found.hz_in_gb;
	if (c->cs == CS_UTF8 || c->cs == CS_GB18030 || c->cs == CS_BIG5) {
		decode_part(dec, d, c, at + c->phase, o);
	} else if (c->cs != CS_OTHER) {
		charset_decode(&dec->charsets, c->cs, d->bytes, at + c->phase, d->bytes.len, o);
	} else if (!charset_decode_icu(c->icu, d->bytes, at, d->bytes.len, o)) {
		charset_decode(&dec->charsets, CS_UTF8, d->bytes, at, d->bytes.len, o);
	}
}

/* Too many control characters for a text of any kind? */
static bool is_binary(struct uslice t)
{
	size_t control = 0, n = t.len < 8192 ? t.len : 8192;

	for (size_t i = unit_find_between(t.p, 0, n, 0, 0x1f); i < n;
	     i = unit_find_between(t.p, i + 1, n, 0, 0x1f)) {
		uint16_t c = t.p[i];

		/* NUL may be padding */
		control += c && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b;
	}
	return n >= 16 && control * 20 > n;
}

/* Bytes without order read as UTF-16 have what no text has, misread or not: characters of extension
 * A and of the scripts from Yi to Meetei Mayek make a seventh of all units, and control characters
 * come too. */
static bool is_noise(struct uslice t)
{
	size_t strange = 0, n = t.len < 8192 ? t.len : 8192;

	for (size_t i = 0; i < n; i++) {
		uint16_t c = t.p[i];

		strange += (c >= 0x3400 && c < 0x4dc0) || (c >= 0xa000 && c < 0xac00) ||
			   (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f');
	}
	return n >= 16 && strange * 16 > n;
}

/* Leaves the document without text and says why, unless that is known: it could not be read. */
static void refuse(struct doc *d, const char *code, const char *why)
{
	if (d->bytes.len || !d->n_errors)
		doc_add_error(d, "decode", code, (struct src_span){ 0, 0 }, "%s", why);
	map_init(&d->map);
	map_push_hole(&d->arena, &d->map, 0, (uint32_t)d->bytes.len, MAP_REMOVED, 0);
	d->text = (struct uslice){ NULL, 0 };
	d->layers |= L_TEXT;
}

/* Decision, margin and runner-up for the record: a member of its own. */
static void note_decision(struct doc *d, const struct choice *c)
{
	if (!c->others && (c->found.plain || !c->found.second)) return;
	struct slice note = arena_printf(
		&d->arena, ",\"decode\":{\"margin\":%.1f,\"second\":%s%s%s,\"other_pieces\":%zu}",
		(double)c->found.margin, c->found.second ? "\"" : "",
		c->found.second ? c->found.second : "null", c->found.second ? "\"" : "", c->others);

	d->unknown = arena_printf(&d->arena, "%.*s%.*s", (int)d->unknown.len,
				  d->unknown.p ? d->unknown.p : "", (int)note.len, note.p);
}

/* Metadata of a record stands in the encoding of its container: what is no UTF-8 is read like the
 * text beside it. */
static void decode_metas(const struct decoder *dec, struct doc *d, enum charset cs)
{
	if (cs != CS_BIG5 && cs != CS_EUCTW) cs = CS_GB18030;
	for (size_t i = 0; i < d->n_metas; i++) {
		struct slice *v = &d->metas[i].value;
		struct uslice text = arena_utf16(&d->arena, *v);
		struct text_out o;
		size_t at = 0;
		while (at < text.len && text.p[at] != 0xfffd) at++;
		if (at == text.len) continue;
		text_out_begin(&o, &d->arena);
		charset_decode(&dec->charsets, cs, *v, 0, v->len, &o);
		*v = arena_utf8(&d->arena, (struct uslice){ o.text, o.len });
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct decoder *dec = state;
	struct choice c = { .cs = CS_UTF8, .how = "default" };
	struct text_out o;
	const char *kind = label_binary(d->bytes);

	if (!d->bytes.len || kind) {
		d->encoding = SLICE_NONE, d->encoding_how = SLICE("default");
		if (kind)
			refuse(d, "binary-input", arena_printf(&d->arena, "%s, not text", kind).p);
		else refuse(d, "empty-input", "no bytes");
		decode_metas(dec, d, CS_GB18030);
		return;
	}
	choose_encoding(dec, d, &c);
	const char *name = c.cs == CS_OTHER ? c.icu : charset_name(c.cs);

	d->encoding = arena_copy(&d->arena, slice_str(name));
	d->encoding_how = slice_str(c.how);
	text_out_begin(&o, doc_text_room(d));
	decode_bytes(dec, d, &c, &o);
	d->text = (struct uslice){ o.text, o.len };
	d->map = o.map;
	doc_text_moved(d);
	d->layers |= L_TEXT;
	bool wide = c.cs == CS_UTF16LE || c.cs == CS_UTF16BE;

	if (wide && slice_is(d->encoding_how, "evidence") && is_noise(d->text)) {
		refuse(d, "binary-input", "no text in any encoding");
		return;
	}
	if (!wide && is_binary(d->text)) {
		repair_bytewise(dec, d);
		if (d->text.p == o.text) {
			refuse(d, "binary-input", "control characters all over, not text");
			return;
		}
	}
	report_faults(d, &c, &o);
	decode_metas(dec, d, c.cs);
	note_decision(d, &c);
	repair_text(dec, worker, d);
}

const struct stage stage_decode = {
	.name = "decode",
	.summary = "bytes to text: encoding, misread and damaged text",
	.needs = L_SOURCE,
	.makes = L_TEXT,
	.open = open_models,
	.close = close_models,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
};
