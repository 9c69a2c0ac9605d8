/* The document record: identity, layers, and the names used in records. */
#include "pipeline/core/doc.h"

#include "pipeline/core/buf.h"
#include "pipeline/core/date.h"
#include "pipeline/core/sha256.h"
#include "pipeline/core/utf8_text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

void doc_init(struct doc *d)
{
	*d = (struct doc){ .record = -1, .date = DAY_NONE };
	arena_init(&d->arena);
}

void doc_reset(struct doc *d)
{
	struct arena a = d->arena;

	arena_reset(&a);
	*d = (struct doc){ .record = -1, .date = DAY_NONE };
	d->arena = a;
}

void doc_free(struct doc *d)
{
	arena_free(&d->arena);
	doc_init(d);
}

void doc_set_source(struct doc *d, struct slice bytes, struct slice path, int64_t record)
{
	struct sha256 h;
	uint8_t digest[32];
	char hex[65];

	sha256_begin(&h);
	sha256_add(&h, bytes.p, bytes.len);
	sha256_end(&h, digest);
	sha256_hex(digest, hex);
	d->id = arena_printf(&d->arena, "sha256:%s", hex);
	d->path = arena_copy(&d->arena, path);
	d->record = record;
	d->bytes = bytes;
	d->n_bytes = bytes.len;
	d->layers |= L_SOURCE;
}

void doc_add_error(struct doc *d, const char *stage, const char *code, struct src_span src,
		   const char *fmt, ...)
{
	char tmp[400];
	va_list ap;

	if (d->n_errors >= 1000) return; /* the first thousand tell the story */
	va_start(ap, fmt);
	vsnprintf(tmp, sizeof tmp, fmt, ap);
	va_end(ap);
	struct doc_error *e = ARENA_PUSH(&d->arena, d->errors, d->n_errors, d->cap_errors);
	e->stage = slice_str(stage);
	e->code = slice_str(code);
	e->src = src;
	e->message = arena_copy(&d->arena, slice_str(tmp));
}

struct meta *doc_add_meta(struct doc *d, enum meta_key key, struct slice value, struct src_span src,
			  const char *how)
{
	struct meta *m = ARENA_PUSH(&d->arena, d->metas, d->n_metas, d->cap_metas);

	m->key = key;
	m->value = arena_copy(&d->arena, value);
	m->src = src;
	m->how = slice_str(how);
	return m;
}

struct slice doc_meta(const struct doc *d, enum meta_key key)
{
	for (size_t i = 0; i < d->n_metas; i++)
		if (d->metas[i].key == key) return d->metas[i].value;
	return SLICE_NONE;
}

void doc_add_block(struct doc *d, enum block_type type, size_t off, size_t len)
{
	struct block *b = ARENA_PUSH(&d->arena, d->blocks, d->n_blocks, d->cap_blocks);

	b->type = type;
	b->off = (uint32_t)off;
	b->len = (uint32_t)len;
}

struct annot *doc_add_annot(struct doc *d, enum annot_type type, size_t off, size_t len)
{
	assert(off + len <= d->text.len);
	struct annot *a = ARENA_PUSH(&d->arena, d->annots, d->n_annots, d->cap_annots);
	a->type = (uint8_t)type;
	a->off = (uint32_t)off;
	a->len = (uint32_t)len;
	a->time.start = a->time.end = DAY_NONE;
	return a;
}

struct sort_key {
	uint32_t off, len, index;
	uint8_t type;
};

static int compare_keys(const void *pa, const void *pb)
{
	const struct sort_key *a = pa, *b = pb;

	if (a->off != b->off) return a->off < b->off ? -1 : 1;
	if (a->len != b->len) return a->len > b->len ? -1 : 1;
	if (a->type != b->type) return a->type < b->type ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

void doc_sort_annots(struct doc *d)
{
	size_t n = d->n_annots;
	bool sorted = true;

	for (size_t i = 1; i < n && sorted; i++) {
		const struct annot *a = &d->annots[i - 1], *b = &d->annots[i];
		struct sort_key ka = { a->off, a->len, 0, a->type }, kb = { b->off, b->len, 1, b->type };
		sorted = compare_keys(&ka, &kb) < 0;
	}
	if (sorted) return;
	struct sort_key *k = arena_alloc(&d->arena, n * sizeof *k);
	for (size_t i = 0; i < n; i++)
		k[i] = (struct sort_key){ d->annots[i].off, d->annots[i].len, (uint32_t)i,
					  d->annots[i].type };
	qsort(k, n, sizeof *k, compare_keys);
	struct annot *out = arena_alloc(&d->arena, d->cap_annots * sizeof *out);
	uint32_t *moved = arena_alloc(&d->arena, n * sizeof *moved);
	for (size_t i = 0; i < n; i++) {
		out[i] = d->annots[k[i].index];
		moved[k[i].index] = (uint32_t)i;
	}
	for (size_t i = 0; i < n; i++)
		if (out[i].ref) out[i].ref = moved[out[i].ref - 1] + 1;
	d->annots = out;
}

void doc_add_repair(struct doc *d, enum map_class cls, struct src_span src, struct slice before,
		    struct slice after, float margin)
{
	struct repair *r = ARENA_PUSH(&d->arena, d->repairs, d->n_repairs, d->cap_repairs);

	r->cls = (uint8_t)cls;
	r->src = src;
	r->before = arena_copy(&d->arena, before);
	r->after = arena_copy(&d->arena, after);
	r->margin = margin;
}

struct uslice doc_span(const struct doc *d, size_t off, size_t len)
{
	assert(off + len <= d->text.len);
	return (struct uslice){ d->text.p + off, len };
}

struct slice doc_span_utf8(struct doc *d, size_t off, size_t len)
{
	if (d->utf8 && d->utf8->of == d->text.p) {
		assert(off + len <= d->text.len);
		return utf8_text_span(d->utf8, off, len);
	}
	return arena_utf8(&d->arena, doc_span(d, off, len));
}

void doc_make_utf8(struct doc *d)
{
	if (!d->utf8 || d->utf8->of != d->text.p) d->utf8 = utf8_text_make(&d->arena, d->text);
}

struct src_span doc_source(const struct doc *d, size_t off, size_t len)
{
	return map_source(&d->map, off, len);
}

/* ---- names ---- */

static const char *const annot_types[A_N] = { "number", "ordinal", "percent", "quantity", "money",
					      "duration", "time", "place", "org", "person", "title",
					      "work", "veto" }; /* ORDER ANNOT */
static const char *const value_ops[OP_N] = { NULL, "eq", "approx", "near_below", "near_above", "gt",
					     "ge", "lt", "le", "range" }; /* ORDER OP */
static const char *const num_forms[FORM_N] = { "plain", "fraction", "ratio", "times", "vague", "rank" };
static const char *const dimensions[DIM_N] = { "none", "count", "money", "length", "area", "volume",
					       "mass", "time", "speed", "energy", "temperature", "data",
					       "share", "points", "times", "index", "other" };
static const char *const time_types[TIME_TYPE_N] = { NULL, "instant", "period", "open_start",
						     "open_end", "deadline" };
static const char *const time_grains[GRAIN_N] = { NULL, "year", "half", "quarter", "month", "xun",
						  "week", "day", "multi" };
static const char *const time_hows[HOW_N] = { NULL, "explicit", "year_from_doc_date",
					      "relative_to_doc_date", "relative_to_text_date",
					      "heading", "previous_claim" };
static const char *const meta_keys[META_N] = { "title", "date", "source", "author", "editor", "photo",
					       "url", "site", "dateline", "label", "type", "id",
					       "member", "crawled" };
static const char *const block_types[BLOCK_N] = { "para", "title", "heading", "caption", "list", "table" };
#define CLAIM_SPAN_NAME(id, name) name,
static const char *const claim_spans[SPAN_N] = { CLAIM_SPANS(CLAIM_SPAN_NAME) };

static int find_name(const char *const *names, int n, struct slice s)
{
	for (int i = 0; i < n; i++)
		if (names[i] && slice_is(s, names[i])) return i;
	return -1;
}

#define NAMES(fn, table, count)                                                                    \
	const char *fn##_name(int i)                                                               \
	{                                                                                          \
		return i >= 0 && i < (int)(count) ? (table)[i] : NULL;                             \
	}                                                                                          \
	int fn##_parse(struct slice s)                                                             \
	{                                                                                          \
		return find_name(table, (int)(count), s);                                          \
	}

NAMES(annot_type, annot_types, A_N)
NAMES(value_op, value_ops, OP_N)
NAMES(num_form, num_forms, FORM_N)
NAMES(dimension, dimensions, DIM_N)
NAMES(time_type, time_types, TIME_TYPE_N)
NAMES(time_grain, time_grains, GRAIN_N)
NAMES(time_how, time_hows, HOW_N)
NAMES(meta_key, meta_keys, META_N)
NAMES(block_type, block_types, BLOCK_N)
NAMES(claim_span, claim_spans, SPAN_N)

int map_class_parse(struct slice s)
{
	for (int c = MAP_SAME; c <= MAP_UNSPUN; c++)
		if (slice_is(s, map_class_name((enum map_class)c))) return c;
	return -1;
}
