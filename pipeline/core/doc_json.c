/* Writing doc/1; claims are in claim_json.c, reading is in doc_read.c. See doc_json.h.
 *
 * Positions inside are UTF-16 units; on the line start and end are code points of "text". struct
 * points turns one into the other: the text's surrogate pairs in order, usually none. */
#include "pipeline/core/doc_json.h"

#include "pipeline/core/date.h"
#include "pipeline/core/points.h"

static void add_str(struct buf *out, struct slice s)
{
	if (s.p) buf_add_json(out, s);
	else buf_add(out, "null", 4);
}

static void add_key(struct buf *out, const char *name)
{
	buf_add(out, ",\"", 2);
	buf_add_str(out, name);
	buf_add(out, "\":", 2);
}

static void add_member(struct buf *out, const char *name, struct slice s)
{
	add_key(out, name);
	add_str(out, s);
}

/* Left out when absent: for annotations, where most members do not apply. */
static void add_some(struct buf *out, const char *name, struct slice s)
{
	if (s.p) add_member(out, name, s);
}

static void add_name(struct buf *out, const char *name, const char *value)
{
	if (value) add_member(out, name, slice_str(value));
}

static void add_span(struct buf *out, struct src_span s)
{
	buf_addc(out, '[');
	buf_add_uint(out, s.start);
	buf_addc(out, ',');
	buf_add_uint(out, s.end);
	buf_addc(out, ']');
}

static void add_src(struct buf *out, struct src_span s)
{
	add_key(out, "src");
	add_span(out, s);
}

static void add_null(struct buf *out)
{
	buf_add(out, "null", 4);
}

/* ---- the document ---- */

/* Runs as [characters, gap, bytes, class*2+uniform(, why)]: characters of text, bytes between the
 * end of the run before and this one, bytes of source. */
static void add_map(struct buf *out, const struct doc *d, struct points *pt)
{
	uint32_t at = 0;

	add_key(out, "map");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->map.n; i++) {
		const struct map_run *r = &d->map.runs[i];
		size_t n = points_of(pt, r->off + r->len) - points_of(pt, r->off);
		if (i) buf_addc(out, ',');
		buf_addc(out, '[');
		buf_add_uint(out, n);
		buf_addc(out, ',');
		buf_add_int(out, (int64_t)r->src - at);
		buf_addc(out, ',');
		buf_add_uint(out, r->src_len);
		buf_addc(out, ',');
		buf_add_uint(out, r->cls * 2u + (r->upc != 0));
		if (r->why) {
			buf_addc(out, ',');
			buf_add_uint(out, r->why);
		}
		buf_addc(out, ']');
		at = r->src + r->src_len;
	}
	buf_addc(out, ']');
}

static void add_range(struct buf *out, struct points *pt, size_t off, size_t len)
{
	add_key(out, "start");
	buf_add_uint(out, points_of(pt, off));
	add_key(out, "end");
	buf_add_uint(out, points_of(pt, off + len));
}

static void add_metas(struct buf *out, const struct doc *d)
{
	add_key(out, "meta");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_metas; i++) {
		const struct meta *m = &d->metas[i];
		buf_add_str(out, i ? ",{\"key\":" : "{\"key\":");
		add_str(out, slice_str(meta_key_name(m->key)));
		add_member(out, "value", m->value);
		add_member(out, "how", m->how);
		if (m->src.end) add_src(out, m->src);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_date(struct buf *out, const char *name, int32_t days)
{
	int y, m, t;

	add_key(out, name);
	if (days == DAY_NONE) {
		add_null(out);
		return;
	}
	date_civil(days, &y, &m, &t);
	buf_printf(out, "\"%04d-%02d-%02d\"", y, m, t);
}

static void add_blocks(struct buf *out, const struct doc *d, struct points *pt)
{
	add_key(out, "blocks");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_blocks; i++) {
		buf_add_str(out, i ? ",{\"type\":" : "{\"type\":");
		add_str(out, slice_str(block_type_name((int)d->blocks[i].type)));
		add_range(out, pt, d->blocks[i].off, d->blocks[i].len);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_repairs(struct buf *out, const struct doc *d)
{
	add_key(out, "repairs");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_repairs; i++) {
		const struct repair *r = &d->repairs[i];
		buf_add_str(out, i ? ",{\"class\":" : "{\"class\":");
		add_str(out, slice_str(map_class_name((enum map_class)r->cls)));
		add_src(out, r->src);
		add_member(out, "before", r->before);
		add_member(out, "after", r->after);
		add_key(out, "margin");
		json_add_double(out, (double)r->margin);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_sentences(struct buf *out, const struct doc *d, struct points *pt)
{
	add_key(out, "sentences");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_sentences; i++) {
		const struct sentence *s = &d->sentences[i];
		buf_add_str(out, i ? ",{\"block\":" : "{\"block\":");
		buf_add_uint(out, s->block);
		add_range(out, pt, s->off, s->len);
		add_src(out, doc_source(d, s->off, s->len));
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

/* A part of an annotation, as [start,end) code points; left out when empty. */
static void add_part(struct buf *out, const char *name, struct points *pt, size_t off, size_t len)
{
	if (!len) return;
	add_key(out, name);
	buf_addc(out, '[');
	buf_add_uint(out, points_of(pt, off));
	buf_addc(out, ',');
	buf_add_uint(out, points_of(pt, off + len));
	buf_addc(out, ']');
}

static void add_time(struct buf *out, const struct timespan *t)
{
	if (!t->type && t->start == DAY_NONE && t->end == DAY_NONE && !t->grain && !t->how) return;
	add_date(out, "time_start", t->start);
	add_date(out, "time_end", t->end);
	add_name(out, "time_type", time_type_name(t->type));
	add_name(out, "time_grain", time_grain_name(t->grain));
	add_name(out, "time_how", time_how_name(t->how));
}

static void add_annot(struct buf *out, const struct doc *d, const struct annot *a,
		      struct points *pt)
{
	buf_add_str(out, "{\"type\":");
	add_str(out, slice_str(annot_type_name(a->type)));
	add_range(out, pt, a->off, a->len);
	add_src(out, doc_source(d, a->off, a->len));
	add_key(out, "text");
	buf_add_json_utf16(out, doc_span(d, a->off, a->len));
	add_part(out, "num", pt, a->num_off, a->num_len);
	add_part(out, "unit", pt, a->unit_off, a->unit_len);
	add_part(out, "cue", pt, a->op_off, a->op_len);
	add_some(out, "value_dec", a->value_dec);
	add_some(out, "low_dec", a->low_dec);
	add_some(out, "high_dec", a->high_dec);
	add_some(out, "step_dec", a->step_dec);
	add_name(out, "value_op", value_op_name(a->op));
	if (a->form) add_name(out, "form", num_form_name(a->form));
	if (a->unit_len) {
		add_key(out, "unit_text");
		buf_add_json_utf16(out, doc_span(d, a->unit_off, a->unit_len));
	}
	add_some(out, "unit_code", a->unit_code);
	if (a->dim) add_name(out, "dim", dimension_name(a->dim));
	add_time(out, &a->time);
	add_some(out, "code", a->code);
	add_some(out, "norm", a->norm);
	if (a->ref) {
		add_key(out, "ref");
		buf_add_uint(out, a->ref - 1);
	}
	if (a->flags) {
		add_key(out, "flags");
		buf_add_uint(out, a->flags);
	}
	add_some(out, "rule_id", a->rule_id);
	buf_addc(out, '}');
}

static void add_annots(struct buf *out, const struct doc *d, struct points *pt)
{
	add_key(out, "annotations");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_annots; i++) {
		if (i) buf_addc(out, ',');
		add_annot(out, d, &d->annots[i], pt);
	}
	buf_addc(out, ']');
}

static void add_errors(struct buf *out, const struct doc *d)
{
	add_key(out, "errors");
	buf_addc(out, '[');
	for (size_t i = 0; i < d->n_errors; i++) {
		const struct doc_error *e = &d->errors[i];
		buf_add_str(out, i ? ",{\"stage\":" : "{\"stage\":");
		add_str(out, e->stage);
		add_member(out, "code", e->code);
		add_src(out, e->src);
		add_member(out, "message", e->message);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_identity(struct buf *out, const struct doc *d)
{
	add_member(out, "doc_id", d->id);
	add_member(out, "doc_path", d->path);
	add_key(out, "doc_record");
	if (d->record < 0) add_null(out);
	else buf_add_int(out, d->record);
	add_key(out, "bytes");
	buf_add_uint(out, d->n_bytes);
	add_member(out, "encoding", d->encoding);
	add_member(out, "encoding_how", d->encoding_how);
}

static void add_body(struct buf *out, const struct doc *d, struct points *pt)
{
	add_metas(out, d);
	add_date(out, "doc_date", d->date);
	add_member(out, "doc_date_how", d->date_how);
	if (d->layers & L_BODY) add_blocks(out, d, pt);
	if (d->layers & L_NORMAL) {
		add_member(out, "script", d->script);
		buf_printf(out, ",\"spun\":{\"score\":");
		json_add_double(out, d->spun_score);
		buf_printf(out, ",\"verdict\":%s}", d->spun ? "true" : "false");
	}
	if (d->layers & L_TEXT) add_repairs(out, d);
}

void doc_to_json(const struct doc *d, struct buf *out)
{
	struct points pt;

	points_init(&pt, d->text);
	buf_add_str(out, "{\"schema\":\"doc/1\"");
	add_identity(out, d);
	add_key(out, "layers");
	buf_add_uint(out, d->layers);
	if (d->layers & L_TEXT) {
		add_key(out, "text");
		buf_add_json_utf16(out, d->text);
		add_map(out, d, &pt);
	}
	add_body(out, d, &pt);
	if (d->layers & L_ANNOT) {
		add_sentences(out, d, &pt);
		add_annots(out, d, &pt);
	}
	if (d->layers & L_CLAIMS) {
		add_key(out, "claims");
		buf_addc(out, '[');
		for (size_t i = 0; i < d->n_claims; i++) {
			if (i) buf_addc(out, ',');
			claim_to_json(&d->claims[i], d->utf8, out);
		}
		buf_addc(out, ']');
	}
	if (d->dup_of.p) add_member(out, "dup_of", d->dup_of);
	add_errors(out, d);
	buf_add_slice(out, d->unknown);
	buf_add_str(out, "}\n");
	points_free(&pt);
}

/* ---- the side record ---- */

static void add_repair_counts(struct buf *out, const struct doc *d)
{
	size_t n[MAP_UNSPUN + 1] = { 0 };
	bool first = true;

	for (size_t i = 0; i < d->n_repairs; i++) n[d->repairs[i].cls]++;
	add_key(out, "repairs");
	buf_addc(out, '{');
	for (int c = MAP_CERTAIN; c <= MAP_UNSPUN; c++) {
		buf_printf(out, "%s\"%s\":%zu", first ? "" : ",", map_class_name((enum map_class)c),
			   n[c]);
		first = false;
	}
	buf_addc(out, '}');
}

void doc_side_json(const struct doc *d, struct buf *out)
{
	static const enum meta_key keys[] = { META_TITLE, META_SOURCE, META_AUTHOR, META_URL };

	buf_add_str(out, "{\"schema\":\"docs/1\"");
	add_identity(out, d);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		add_member(out, meta_key_name(keys[i]), doc_meta(d, keys[i]));
	add_date(out, "doc_date", d->date);
	add_member(out, "doc_date_how", d->date_how);
	add_member(out, "script", d->script);
	add_repair_counts(out, d);
	add_key(out, "spun_score");
	json_add_double(out, d->spun_score);
	add_key(out, "n_sentences");
	buf_add_uint(out, d->n_sentences);
	add_key(out, "n_claims");
	buf_add_uint(out, d->n_claims);
	add_member(out, "dup_of", d->dup_of);
	add_member(out, meta_key_name(META_MEMBER), doc_meta(d, META_MEMBER));
	add_member(out, meta_key_name(META_ID), doc_meta(d, META_ID));
	add_errors(out, d);
	buf_add_str(out, "}\n");
}
