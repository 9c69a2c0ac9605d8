/* Identities of claims, after all slots are filled: repair class, flags, ids, parents. See claim_make.h.
 *
 * A hash goes over fields joined by 0x1f, an absent field as 0x1e; the first 80 bits stand as base32 behind a letter. */
#include "pipeline/core/sha256.h"
#include "pipeline/extract/claim_make.h"

#include <stdlib.h>

static void hash_slice(struct sha256 *h, struct slice s)
{
	if (s.p)
		sha256_add(h, s.p, s.len);
	else
		sha256_add(h, "\x1e", 1);
	sha256_add(h, "\x1f", 1);
}

static void hash_number(struct sha256 *h, struct arena *a, int64_t v)
{
	hash_slice(h, arena_printf(a, "%lld", (long long)v));
}

static struct slice finish(struct sha256 *h, struct arena *a, char letter)
{
	uint8_t digest[32];
	char text[17];

	sha256_end(h, digest);
	sha256_base32(digest, text);
	return arena_printf(a, "%c%s", letter, text);
}

static struct src_span anchor_of(const struct claim *c)
{
	if (c->spans[SPAN_VALUE].end) return c->spans[SPAN_VALUE];
	if (c->spans[SPAN_TRIGGER].end) return c->spans[SPAN_TRIGGER];
	return c->spans[SPAN_SPEECH_CUE];
}

static struct slice claim_id(const struct claim *c, struct arena *a)
{
	struct src_span at = anchor_of(c);
	struct sha256 h;

	sha256_begin(&h);
	hash_slice(&h, SLICE("claim/1"));
	hash_slice(&h, c->doc_id);
	hash_number(&h, a, c->doc_record);
	hash_slice(&h, c->kind);
	hash_slice(&h, c->measure);
	hash_number(&h, a, at.start);
	hash_number(&h, a, at.end);
	hash_number(&h, a, c->spans[SPAN_INDICATOR].end);
	hash_number(&h, a, c->spans[SPAN_SUBJECT].end);
	return finish(&h, a, 'c');
}

static void hash_fields(struct sha256 *h, const struct slice *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash_slice(h, fields[i]);
}

static struct slice fact_id(const struct claim *c, struct arena *a)
{
	const struct slice fields[] = {
		SLICE("fact/1"), c->kind,	   c->measure,	      c->subject_norm, c->indicator_norm, c->filter_text,
		c->base_text,	 c->value_dec,	   c->value_op,	      c->low_dec,      c->high_dec,	  c->unit_code,
		c->stat,	 c->direction,	   c->compare,	      c->compare_start, c->compare_end,	  c->from_dec,
		c->time_start,	 c->time_end,	   c->place_code,     c->modality,     c->polarity,	  c->event_type,
		c->object_text,	 c->trigger_text,
	};
	struct sha256 h;

	sha256_begin(&h);
	hash_fields(&h, fields, sizeof fields / sizeof *fields);
	return finish(&h, a, 'f');
}

static struct slice series_id(const struct claim *c, struct arena *a)
{
	const struct slice fields[] = {
		SLICE("series/1"), c->measure,	 c->stat,    c->subject_norm, c->indicator_norm, c->filter_text,
		c->base_text,	   c->unit_code, c->compare, c->place_code,   c->time_grain,
	};
	struct sha256 h;

	if (slice_is(c->kind, "event") || slice_is(c->kind, "statement")) return SLICE_NONE;
	sha256_begin(&h);
	hash_fields(&h, fields, sizeof fields / sizeof *fields);
	return finish(&h, a, 's');
}

static enum map_class worst_of(const struct doc *d, const struct claim *c)
{
	size_t off, len;
	struct src_span ev = { (uint32_t)c->ev_start, (uint32_t)c->ev_end };

	return map_text(&d->map, ev, &off, &len) ? map_worst(&d->map, off, len) : MAP_SAME;
}

static struct slice repair_name(enum map_class worst)
{
	switch (worst) {
	case MAP_CERTAIN:
		return SLICE("certain");
	case MAP_MODEL:
		return SLICE("model");
	case MAP_LOSSY:
		return SLICE("lossy");
	case MAP_UNSPUN:
		return SLICE("spun");
	default:
		return SLICE_NONE;
	}
}

static void add_flags(struct doc *d, struct claim *c)
{
	bool number = slice_is(c->kind, "quantity") || slice_is(c->kind, "change");

	if (number && !c->subject_text.p) claim_add_flag(d, c, "no_subject");
	if (number && !c->time_text.p) claim_add_flag(d, c, "no_time");
	if (c->unit_text.p && !c->unit_code.p) claim_add_flag(d, c, "unit_unknown");
	if (d->spun) claim_add_flag(d, c, "spun_document");
}

/* Evidence covers every span of the claim: a slot inherited from further up widens it. */
static void widen_evidence(struct claim *c)
{
	for (int i = 0; i < SPAN_N; i++) {
		if (!c->spans[i].end) continue;
		if (c->spans[i].start < c->ev_start) c->ev_start = c->spans[i].start;
		if (c->spans[i].end > c->ev_end) c->ev_end = c->spans[i].end;
	}
}

/* The quote is the visible text of the evidence. */
static void set_quote(struct doc *d, struct claim *c)
{
	size_t off, len;
	struct src_span ev = { (uint32_t)c->ev_start, (uint32_t)c->ev_end };

	if (map_text(&d->map, ev, &off, &len)) c->quote = doc_span_utf8(d, off, len);
}

void claim_finish_all(struct doc *d, const int32_t *parent)
{
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		int64_t start = c->ev_start, end = c->ev_end;
		widen_evidence(c);
		if (start != c->ev_start || end != c->ev_end) set_quote(d, c);
		c->repair = repair_name(worst_of(d, c));
		add_flags(d, c);
		c->claim_id = claim_id(c, &d->arena);
		c->fact_id = fact_id(c, &d->arena);
		c->series_id = series_id(c, &d->arena);
	}
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (parent[i] >= 0 && c->parent_rel.p)
			c->parent_id = d->claims[parent[i]].claim_id;
		else
			c->parent_rel = SLICE_NONE;
	}
}

static int compare_claims(const void *pa, const void *pb)
{
	const struct claim *a = pa, *b = pb;
	struct src_span x = anchor_of(a), y = anchor_of(b);

	if (x.start != y.start) return x.start < y.start ? -1 : 1;
	if (x.end != y.end) return x.end < y.end ? -1 : 1;
	int c = slice_cmp(a->kind, b->kind);
	return c ? c : slice_cmp(a->claim_id, b->claim_id);
}

void claim_sort(struct doc *d)
{
	if (d->n_claims) qsort(d->claims, d->n_claims, sizeof *d->claims, compare_claims);
}
