/* Patterns compiled ahead. See pattern_cache.h.
 * A blob: u32 groups, u32 groups beside, u32 held to the head; of each of both, of the beginnings
 * and the edge last, u32 min, max, number of literals and whether it is told what follows them;
 * then of each literal, and then of what follows each, u32 length and its units, filled up to four
 * bytes; then, on 8 bytes, the code as PCRE2 writes it. */
#include "pipeline/core/pattern_cache.h"

#define SEED UINT64_C(0x9e3779b97f4a7c1f) /* another one whenever the blobs change */

void pattern_cache_open(struct pattern_cache *c, const struct env *env)
{
	struct env alone = { .data_dir = env->data_dir }; /* a map of its own, for the close */
	struct err none;

	*c = (struct pattern_cache){ .n_slots = 0 };
	if (table_open(&c->table, &alone, "patterns", &none) != OK) return;
	struct slice slots = table_section(&c->table, "slots");
	size_t n = slots.len / sizeof *c->slots;
	if (!slots.p || (n & (n - 1)) || !table_section(&c->table, "blobs").p) return;
	c->slots = (const struct pattern_slot *)(const void *)slots.p;
	c->n_slots = n;
}

void pattern_cache_close(struct pattern_cache *c)
{
	table_close(&c->table);
	mem_free(c->noted);
	buf_free(&c->blobs);
	*c = (struct pattern_cache){ .n_slots = 0 };
}

static uint64_t hash_with(struct uslice s, uint64_t prime)
{
	uint64_t h = (s.len + 1) * SEED, w;
	size_t i = 0;

	for (; i + 4 <= s.len; i += 4) {
		memcpy(&w, s.p + i, sizeof w);
		h = (h ^ w) * prime;
		h ^= h >> 29;
	}
	for (; i < s.len; i++) h = (h ^ s.p[i]) * prime;
	return h ^ h >> 32;
}

static void hash_pattern(struct uslice s, uint64_t hash[2])
{
	hash[0] = hash_with(s, UINT64_C(0xff51afd7ed558ccd));
	hash[1] = hash_with(s, UINT64_C(0xc4ceb9fe1a85ec53));
}

static const struct pattern_slot *find_slot(const struct pattern_cache *c, const uint64_t hash[2])
{
	for (size_t i = 0; i < c->n_slots; i++) {
		const struct pattern_slot *s = &c->slots[(hash[0] + i) & (c->n_slots - 1)];
		if (!s->len) return NULL;
		if (s->hash[0] == hash[0] && s->hash[1] == hash[1]) return s;
	}
	return NULL;
}

/* ---- reading ---- */

static uint32_t read_u32(const char **p)
{
	uint32_t v;

	memcpy(&v, *p, sizeof v);
	*p += sizeof v;
	return v;
}

static struct uslice read_units(const char **p, struct arena *a)
{
	size_t len = read_u32(p);
	struct uslice s = { (const uint16_t *)(const void *)*p, len };

	*p += (len + 1) / 2 * 4;
	return arena_ucopy(a, s);
}

static void read_group(const char **p, struct anchor_group *g, struct arena *a)
{
	g->min = read_u32(p);
	g->max = read_u32(p);
	g->n = read_u32(p);
	bool after = read_u32(p);
	g->lits = arena_alloc(a, (g->n + 1) * sizeof *g->lits);
	for (size_t i = 0; i < g->n; i++) g->lits[i] = read_units(p, a);
	g->after = after ? arena_alloc(a, (g->n + 1) * sizeof *g->after) : NULL;
	for (size_t i = 0; i < g->n && after; i++) {
		g->after[i] = read_units(p, a);
		if (!g->after[i].len) g->after[i].p = NULL;
	}
}

pcre2_code *pattern_cache_find(const struct pattern_cache *c, struct uslice pattern,
			       struct anchors *an, struct arena *a)
{
	uint64_t hash[2];
	pcre2_code *code = NULL;

	if (!c || !c->n_slots) return NULL;
	hash_pattern(pattern, hash);
	const struct pattern_slot *s = find_slot(c, hash);
	if (!s) return NULL;
	const char *blobs = table_section(&c->table, "blobs").p, *p = blobs + s->off;
	struct anchors found = { .n = read_u32(&p) };
	found.n_beside = read_u32(&p);
	found.head = read_u32(&p) != 0;
	for (size_t g = 0; g < found.n; g++) read_group(&p, &found.groups[g], a);
	for (size_t g = 0; g < found.n_beside; g++) read_group(&p, &found.beside[g], a);
	read_group(&p, &found.start, a);
	read_group(&p, &found.edge, a);
	p = blobs + ((size_t)(p - blobs) + 7) / 8 * 8;
	if (pcre2_serialize_decode(&code, 1, (const uint8_t *)p, NULL) != 1)
		return NULL; /* by another PCRE2 */
	*an = found;
	return code;
}

/* ---- making ---- */

static void put_units(struct buf *b, struct uslice s)
{
	buf_add_u32(b, s.len);
	buf_add(b, s.p, s.len * sizeof *s.p);
	if (s.len % 2) buf_add(b, "\0\0", 2);
}

static void put_group(struct buf *b, const struct anchor_group *g)
{
	buf_add_u32(b, g->min);
	buf_add_u32(b, g->max);
	buf_add_u32(b, g->n);
	buf_add_u32(b, g->after != NULL);
	for (size_t i = 0; i < g->n; i++) put_units(b, g->lits[i]);
	for (size_t i = 0; i < g->n && g->after; i++) put_units(b, g->after[i]);
}

static void fill_up(struct buf *b)
{
	while (b->len % 8) buf_addc(b, 0);
}

void pattern_cache_note(struct pattern_cache *c, struct uslice pattern, const struct anchors *an,
			const pcre2_code *code)
{
	struct pattern_slot s = { .off = c->blobs.len };
	uint8_t *bytes;
	PCRE2_SIZE len;

	hash_pattern(pattern, s.hash);
	for (size_t i = 0; i < c->n_noted; i++)
		if (c->noted[i].hash[0] == s.hash[0] && c->noted[i].hash[1] == s.hash[1]) return;
	if (pcre2_serialize_encode(&code, 1, &bytes, &len, NULL) != 1) return;
	buf_add_u32(&c->blobs, an->n);
	buf_add_u32(&c->blobs, an->n_beside);
	buf_add_u32(&c->blobs, an->head);
	for (size_t g = 0; g < an->n; g++) put_group(&c->blobs, &an->groups[g]);
	for (size_t g = 0; g < an->n_beside; g++) put_group(&c->blobs, &an->beside[g]);
	put_group(&c->blobs, &an->start);
	put_group(&c->blobs, &an->edge);
	fill_up(&c->blobs);
	buf_add(&c->blobs, bytes, len);
	fill_up(&c->blobs);
	pcre2_serialize_free(bytes);
	s.len = c->blobs.len - s.off;
	c->noted = mem_grow(c->noted, &c->cap_noted, c->n_noted + 1, sizeof *c->noted);
	c->noted[c->n_noted++] = s;
}

void pattern_cache_sections(const struct pattern_cache *c, struct buf *slots, struct buf *blobs)
{
	size_t n = 16;

	while (n < 2 * c->n_noted) n *= 2;
	struct pattern_slot *all = mem_zalloc(n * sizeof *all);
	for (size_t i = 0; i < c->n_noted; i++) {
		size_t at = c->noted[i].hash[0] & (n - 1);
		while (all[at].len) at = (at + 1) & (n - 1);
		all[at] = c->noted[i];
	}
	buf_add(slots, all, n * sizeof *all);
	buf_add_slice(blobs, buf_slice(&c->blobs));
	mem_free(all);
}
