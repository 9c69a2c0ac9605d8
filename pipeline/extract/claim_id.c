/* Identities of claims, after all slots are filled: repair class, flags, ids, parents. See
 * claim_make.h.
 *
 * A hash goes over fields joined by 0x1f, an absent field as 0x1e; the first 80 bits stand as
 * base32 behind a letter. */
#include "pipeline/core/sha256.h"
#include "pipeline/extract/claim_make.h"

#include <stdlib.h>

/* Fields are short and many: they are gathered before they are hashed. */
struct hasher {
	struct sha256 h;
	size_t n;
	char text[512];
};

static void hash_begin(struct hasher *h)
{
	sha256_begin(&h->h);
	h->n = 0;
}

/* memcpy of a few bytes: most fields are shorter than a call is long. */
static inline void copy_short(char *to, const char *from, size_t n)
{
	if (n > 16) {
		memcpy(to, from, n);
	} else if (n >= 8) {
		uint64_t a, b;
		memcpy(&a, from, 8);
		memcpy(&b, from + n - 8, 8);
		memcpy(to, &a, 8);
		memcpy(to + n - 8, &b, 8);
	} else if (n >= 4) {
		uint32_t a, b;
		memcpy(&a, from, 4);
		memcpy(&b, from + n - 4, 4);
		memcpy(to, &a, 4);
		memcpy(to + n - 4, &b, 4);
	} else if (n) {
		char middle = from[n / 2], last = from[n - 1];
		to[0] = from[0];
		to[n / 2] = middle;
		to[n - 1] = last;
	}
}

static void hash_flush(struct hasher *h)
{
	sha256_add(&h->h, h->text, h->n);
	h->n = 0;
}

/* A field that has room. */
static inline void put_field(struct hasher *h, struct slice s)
{
	const char *p = s.p ? s.p : "\x1e";
	size_t n = s.p ? s.len : 1;

	copy_short(h->text + h->n, p, n);
	h->n += n;
	h->text[h->n++] = 0x1f;
}

static void hash_slice(struct hasher *h, struct slice s)
{
	if (s.len + 2 > sizeof h->text - h->n) hash_flush(h);
	if (s.len + 2 <= sizeof h->text) {
		put_field(h, s);
	} else {
		sha256_add(&h->h, s.p, s.len);
		h->text[h->n++] = 0x1f;
	}
}

static void hash_number(struct hasher *h, int64_t v)
{
	char t[24];
	size_t i = sizeof t;
	uint64_t x = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do t[--i] = (char)('0' + x % 10);
	while (x /= 10);
	if (v < 0) t[--i] = '-';
	hash_slice(h, slice_of(t + i, sizeof t - i));
}

#define ID_LEN 17

/* The id, written to text: ID_LEN bytes. */
static struct slice finish(struct hasher *h, char *text, char letter)
{
	uint8_t digest[32];
	char code[ID_LEN];

	hash_flush(h);
	sha256_end(&h->h, digest);
	sha256_base32(digest, code);
	text[0] = letter;
	memcpy(text + 1, code, ID_LEN - 1);
	return slice_of(text, ID_LEN);
}

static struct src_span anchor_of(const struct claim *c)
{
	if (c->spans[SPAN_VALUE].end) return c->spans[SPAN_VALUE];
	if (c->spans[SPAN_TRIGGER].end) return c->spans[SPAN_TRIGGER];
	return c->spans[SPAN_SPEECH_CUE];
}

/* What the ids of all claims of a document begin with, hashed once: a block of two or three. */
static void hash_document(struct hasher *h, const struct doc *d)
{
	hash_begin(h);
	hash_slice(h, SLICE("claim/1"));
	hash_slice(h, d->id);
	hash_number(h, d->record);
	hash_flush(h);
}

static struct slice claim_id(const struct hasher *document, const struct claim *c, char *text)
{
	struct src_span at = anchor_of(c);
	struct hasher h;

	h.h = document->h;
	h.n = 0;
	hash_slice(&h, c->kind);
	hash_slice(&h, c->measure);
	hash_number(&h, at.start);
	hash_number(&h, at.end);
	hash_number(&h, c->spans[SPAN_INDICATOR].end);
	hash_number(&h, c->spans[SPAN_SUBJECT].end);
	return finish(&h, text, 'c');
}

static void hash_fields(struct hasher *h, const struct slice *fields, size_t n)
{
	size_t len = 2 * n;

	for (size_t i = 0; i < n; i++) len += fields[i].len;
	bool room = len <= sizeof h->text - h->n;
	for (size_t i = 0; i < n; i++)
		if (room) put_field(h, fields[i]);
		else hash_slice(h, fields[i]);
}

static struct slice fact_id(const struct claim *c, char *text)
{
	const struct slice fields[] = {
		SLICE("fact/1"),  c->kind,	  c->measure,	c->subject_norm, c->indicator_norm,
		c->filter_text,	  c->base_text,	  c->value_dec, c->value_op,	 c->low_dec,
		c->high_dec,	  c->unit_code,	  c->stat,	c->direction,	 c->compare,
		c->compare_start, c->compare_end, c->from_dec,	c->time_start,	 c->time_end,
		c->place_code,	  c->modality,	  c->polarity,	c->event_type,	 c->object_text,
		c->trigger_text,
	};
	struct hasher h;

	hash_begin(&h);
	hash_fields(&h, fields, sizeof fields / sizeof *fields);
	return finish(&h, text, 'f');
}

static struct slice series_id(const struct claim *c, char *text)
{
	const struct slice fields[] = {
		SLICE("series/1"), c->measure,	   c->stat,	  c->subject_norm,
		c->indicator_norm, c->filter_text, c->base_text,  c->unit_code,
		c->compare,	   c->place_code,  c->time_grain,
	};
	struct hasher h;

	if (slice_is(c->kind, "event") || slice_is(c->kind, "statement")) return SLICE_NONE;
	hash_begin(&h);
	hash_fields(&h, fields, sizeof fields / sizeof *fields);
	return finish(&h, text, 's');
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
	uint32_t start = UINT32_MAX, end = 0;

	/* without a branch: which spans a claim has nothing foretells */
	for (int i = 0; i < SPAN_N; i++) {
		uint32_t to = c->spans[i].end, from = c->spans[i].start | -(uint32_t)(to == 0);
		start = from < start ? from : start;
		end = to > end ? to : end;
	}
	if (start < c->ev_start) c->ev_start = start;
	if (end > c->ev_end) c->ev_end = end;
}

/* A stretch of bytes that is evidence, and what stands there. */
struct evidence {
	int64_t start, end;
	struct slice repair, quote;
};
#define EVIDENCE_KEPT 16 /* claims of a sentence share theirs, widened or not */

/* The evidence of c, from those kept or looked up. */
static const struct evidence *evidence_of(struct doc *d, struct evidence kept[EVIDENCE_KEPT],
					  const struct claim *c)
{
	struct evidence *e =
		&kept[(size_t)(c->ev_start ^ c->ev_end >> 4 ^ c->ev_end) % EVIDENCE_KEPT];

	if (e->end && e->start == c->ev_start && e->end == c->ev_end) return e;
	struct src_span src = { (uint32_t)c->ev_start, (uint32_t)c->ev_end };
	size_t off, len;
	*e = (struct evidence){ .start = c->ev_start, .end = c->ev_end };
	if (!map_text(&d->map, src, &off, &len)) return e;
	e->repair = repair_name(map_worst(&d->map, off, len));
	e->quote = doc_span_utf8(d, off, len);
	return e;
}

/* The quote is the visible text of the evidence: the sentence, or what it was widened to. */
static void set_evidence(struct doc *d, struct evidence kept[EVIDENCE_KEPT], struct claim *c)
{
	int64_t start = c->ev_start, end = c->ev_end;

	widen_evidence(c);
	const struct evidence *e = evidence_of(d, kept, c);
	c->repair = e->repair;
	if ((start != c->ev_start || end != c->ev_end) && e->quote.p) c->quote = e->quote;
}

void claim_finish_all(struct doc *d, const int32_t *parent)
{
	struct evidence kept[EVIDENCE_KEPT] = { { .end = 0 } };
	struct hasher document;
	/* side by side: a third of what it takes each alone */
	char *ids = arena_alloc(&d->arena, 3 * ID_LEN * d->n_claims);

	hash_document(&document, d);
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		set_evidence(d, kept, c);
		add_flags(d, c);
		c->claim_id = claim_id(&document, c, ids + 3 * ID_LEN * i);
		c->fact_id = fact_id(c, ids + 3 * ID_LEN * i + ID_LEN);
		c->series_id = series_id(c, ids + 3 * ID_LEN * i + 2 * ID_LEN);
	}
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (parent[i] >= 0 && c->parent_rel.p) c->parent_id = d->claims[parent[i]].claim_id;
		else c->parent_rel = SLICE_NONE;
	}
}

/* A claim is a kilobyte: keys are sorted, each claim moves once. */
struct claim_key {
	struct src_span at;
	const struct claim *c;
};

static int compare_keys(const void *pa, const void *pb)
{
	const struct claim_key *a = pa, *b = pb;

	if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
	if (a->at.end != b->at.end) return a->at.end < b->at.end ? -1 : 1;
	int c = slice_cmp(a->c->kind, b->c->kind);
	if (!c) c = slice_cmp(a->c->claim_id, b->c->claim_id);
	return c ? c : a->c < b->c ? -1 : a->c > b->c;
}

/* Put the claim of keys[i] at place i, in place: round by round of the permutation. */
static void move_claims(struct claim *claims, struct claim_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct claim first = claims[i];
		size_t to = i;
		while (keys[to].c != &claims[i]) {
			size_t from = (size_t)(keys[to].c - claims);
			claims[to] = claims[from];
			keys[to].c = &claims[to];
			to = from;
		}
		claims[to] = first;
		keys[to].c = &claims[to];
	}
}

void claim_sort(struct doc *d)
{
	size_t n = d->n_claims;
	struct claim_key *keys = mem_alloc(n * sizeof *keys);
	bool sorted = true;

	for (size_t i = 0; i < n; i++) {
		keys[i] = (struct claim_key){ anchor_of(&d->claims[i]), &d->claims[i] };
		sorted = sorted && (!i || compare_keys(&keys[i - 1], &keys[i]) < 0);
	}
	if (!sorted) {
		qsort(keys, n, sizeof *keys, compare_keys);
		move_claims(d->claims, keys, n);
	}
	mem_free(keys);
}
