/* The document record: identity, layers, and the names used in records. */
#include "pipeline/core/doc.h"

#include "pipeline/core/sha256.h"
#include "pipeline/core/sort_key.h"
#include "pipeline/core/utf.h"
#include "pipeline/core/utf8_text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void doc_init(struct doc *d)
{
	*d = (struct doc){ .record = -1, .date = DAY_NONE };
	arena_init(&d->arena);
	arena_init(&d->text_arena[0]);
	arena_init(&d->text_arena[1]);
}

#define KEPT_MAX (1u << 20) /* bytes of an array that survive a reset, and of an old text */

void doc_reset(struct doc *d)
{
	struct doc old = *d;

	arena_reset(&old.arena);
	arena_reset(&old.text_arena[0]);
	arena_reset(&old.text_arena[1]);
	*d = (struct doc){ .record = -1,
			   .date = DAY_NONE,
			   .arena = old.arena,
			   .text_arena = { old.text_arena[0], old.text_arena[1] } };
	if (old.cap_claims * sizeof *d->claims <= KEPT_MAX) {
		d->claims = old.claims;
		d->cap_claims = old.cap_claims;
	} else {
		mem_free(old.claims);
	}
}

void doc_free(struct doc *d)
{
	arena_free(&d->arena);
	arena_free(&d->text_arena[0]);
	arena_free(&d->text_arena[1]);
	mem_free(d->claims);
	doc_init(d);
}

/* Names of files are bytes, what is written is UTF-8: bytes that are none become \xHH, so that
 * names stay apart. */
static struct slice path_text(struct arena *a, struct slice path)
{
	char *out = arena_alloc(a, path.len * 4 + 1);
	size_t len = 0;

	for (size_t i = 0; i < path.len;) {
		size_t from = i;
		bool bad = utf8_next(path, &i) == UTF_REPLACEMENT &&
			   !slice_is(slice_of(path.p + from, i - from), "\xef\xbf\xbd");
		for (; from < i; from++) {
			if (bad)
				len += (size_t)snprintf(out + len, 5, "\\x%02x",
							(unsigned)(unsigned char)path.p[from]);
			else out[len++] = path.p[from];
		}
	}
	return slice_of(out, len);
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
	d->path = path_text(&d->arena, path);
	d->record = record;
	d->bytes = bytes;
	d->n_bytes = bytes.len;
	d->layers |= L_SOURCE;
}

struct arena *doc_text_room(struct doc *d)
{
	struct arena *a = &d->text_arena[!d->text_at];

	arena_reset(a);
	return a;
}

void doc_text_moved(struct doc *d)
{
	d->text_at = !d->text_at;
}

void doc_drop_old_text(struct doc *d)
{
	struct arena *a = &d->text_arena[!d->text_at];

	if (a->used > KEPT_MAX) arena_free(a);
	else arena_reset(a);
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

bool doc_require(struct doc *d, unsigned layers, const char *stage)
{
	if ((d->layers & layers) == layers) return true;
	for (size_t i = 0; i < d->n_errors; i++)
		if (slice_is(d->errors[i].code, "missing-layer")) return false;
	doc_add_error(d, stage, "missing-layer", (struct src_span){ 0, 0 },
		      "this document record has not been through the stages before %s", stage);
	return false;
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
	if (!d->annots) /* what news has; more would leave copies behind as it grows */
		d->annots = arena_grow(&d->arena, NULL, &d->cap_annots, 64 + d->text.len / 8,
				       sizeof *d->annots);
	struct annot *a = ARENA_PUSH(&d->arena, d->annots, d->n_annots, d->cap_annots);
	a->type = (uint8_t)type;
	a->off = (uint32_t)off;
	a->len = (uint32_t)len;
	a->time.start = a->time.end = DAY_NONE;
	return a;
}

size_t doc_first_annot(const struct doc *d, size_t off)
{
	size_t lo = 0, n = d->n_annots;

	/* without a branch: which half it is nothing foretells */
	for (size_t half; n > 1; n -= half) {
		half = n / 2;
		lo += (d->annots[lo + half - 1].off < off) * half;
	}
	return lo + (n && d->annots[lo].off < off);
}

void doc_reserve_claims(struct doc *d, size_t n)
{
	d->claims = mem_grow(d->claims, &d->cap_claims, n, sizeof *d->claims);
}

struct claim *doc_add_claim(struct doc *d)
{
	doc_reserve_claims(d, d->n_claims + 1);
	return memset(&d->claims[d->n_claims++], 0, sizeof *d->claims);
}

/* What sorting needs beside the annotations is not left in the arena: of a long document it is as
 * large as they are. */

/* Order of annotations: off ascending, len descending, type ascending, then as they were added. */
static bool annot_behind(const struct annot *a, const struct annot *b)
{
	if (a->off != b->off) return a->off > b->off;
	return a->len != b->len ? a->len < b->len : a->type > b->type;
}

/* Where the annotations from i on come to an end of their order. */
static size_t annots_in_order(const struct doc *d, size_t i)
{
	while (i + 1 < d->n_annots && !annot_behind(&d->annots[i], &d->annots[i + 1])) i++;
	return i + 1 < d->n_annots ? i + 1 : d->n_annots;
}

/* Two runs, [0, mid) and the rest: the second is put aside and both are merged from the end. moved:
 * new place of each. */
static void merge_annots(struct doc *d, size_t mid, uint32_t *moved)
{
	size_t i = mid, j = d->n_annots - mid, o = d->n_annots;
	struct annot *rest = mem_alloc(j * sizeof *rest);

	memcpy(rest, d->annots + mid, j * sizeof *rest);
	while (j > 0) {
		bool left = i > 0 && annot_behind(&d->annots[i - 1], &rest[j - 1]);
		d->annots[--o] = left ? d->annots[--i] : rest[--j];
		moved[left ? i : mid + j] = (uint32_t)o;
	}
	while (i-- > 0) moved[i] = (uint32_t)i;
	mem_free(rest);
}

/* Any order: by keys, then put into place cycle by cycle. */
static void permute_annots(struct doc *d, uint32_t *moved)
{
	size_t n = d->n_annots;
	struct sort_key *k = mem_alloc(2 * n * sizeof *k);
	struct annot *a = d->annots;

	for (size_t i = 0; i < n; i++) k[i] = sort_key_span(a[i].off, a[i].len, a[i].type, i);
	sort_keys(k, n, k + n);
	for (size_t i = 0; i < n; i++) moved[k[i].index] = (uint32_t)i;
	for (size_t i = 0; i < n; i++) {
		if (k[i].index == i) continue;
		struct annot first = a[i];
		size_t at = i, from;
		while ((from = k[at].index) != i) {
			a[at] = a[from];
			k[at].index = (uint32_t)at;
			at = from;
		}
		a[at] = first;
		k[at].index = (uint32_t)at;
	}
	mem_free(k);
}

void doc_sort_annots(struct doc *d)
{
	size_t n = d->n_annots, mid = annots_in_order(d, 0);

	if (mid >= n) return;
	uint32_t *moved = mem_alloc(n * sizeof *moved);
	if (annots_in_order(d, mid) == n)
		merge_annots(d, mid, moved); /* a part adds its own in order, as a rule */
	else permute_annots(d, moved);
	for (size_t i = 0; i < n; i++)
		if (d->annots[i].ref) d->annots[i].ref = moved[d->annots[i].ref - 1] + 1;
	mem_free(moved);
}

void doc_drop_empty_annots(struct doc *d)
{
	size_t n = d->n_annots, kept = 0;
	uint32_t *moved = mem_alloc((n + 1) * sizeof *moved); /* ref -> new ref */

	moved[0] = 0;
	for (size_t i = 0; i < n; i++) moved[i + 1] = d->annots[i].len ? (uint32_t)++kept : 0;
	for (size_t i = 0, to = 0; i < n; i++)
		if (moved[i + 1]) d->annots[to++] = d->annots[i];
	d->n_annots = kept;
	for (size_t i = 0; i < kept; i++) d->annots[i].ref = moved[d->annots[i].ref];
	mem_free(moved);
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
	if (d->utf8 && d->utf8->of.p == d->text.p) {
		assert(off + len <= d->text.len);
		return utf8_text_span(d->utf8, off, len);
	}
	return arena_utf8(&d->arena, doc_span(d, off, len));
}

void doc_make_utf8(struct doc *d)
{
	if (!d->utf8 || d->utf8->of.p != d->text.p)
		d->utf8 = utf8_text_make(&d->arena, d->text, &d->map, d->bytes);
}

struct src_span doc_source(const struct doc *d, size_t off, size_t len)
{
	return map_source(&d->map, off, len);
}

struct src_span doc_source_near(struct doc *d, size_t off, size_t len)
{
	return map_source_near(&d->map, off, len, &d->map_run);
}

/* ---- names ---- */

/* ORDER ANNOT */
static const char *const annot_types[A_N] = { "name",  "number", "ordinal",  "percent", "quantity",
					      "money", "duration", "time",  "place",   "org",
					      "person", "title", "work",    "veto" };
/* ORDER OP */
static const char *const value_ops[OP_N] = { NULL, "eq", "approx", "near_below", "near_above",
					     "gt", "ge", "lt",	   "le",	 "range" };
static const char *const num_forms[FORM_N] = { "plain", "fraction", "ratio",
					       "times", "vague",    "rank" };
static const char *const dimensions[DIM_N] = { "none",	      "count", "money", "length", "area",
					       "volume",      "mass",  "time",	"speed",  "energy",
					       "temperature", "data",  "share", "points", "times",
					       "index",	      "other" };
static const char *const time_types[TIME_TYPE_N] = { NULL,	   "instant",  "period",
						     "open_start", "open_end", "deadline" };
static const char *const time_grains[GRAIN_N] = { NULL,	 "year", "half", "quarter", "month",
						  "xun", "week", "day",	 "multi" };
static const char *const time_hows[HOW_N] = { NULL,
					      "explicit",
					      "year_from_doc_date",
					      "relative_to_doc_date",
					      "relative_to_text_date",
					      "heading",
					      "previous_claim" };
static const char *const meta_keys[META_N] = { "title", "date", "source", "author",   "editor",
					       "photo", "url",	"site",	  "dateline", "label",
					       "type",	"id",	"member", "crawled" };
static const char *const block_types[BLOCK_N] = { "para",    "title", "heading",
						  "caption", "list",  "table" };
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
