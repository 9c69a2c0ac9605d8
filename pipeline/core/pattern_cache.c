/* Patterns compiled ahead. See pattern_cache.h.
 * A head: FORM; u32 groups, shortest, names, units of a name's entry, number of groups of literals
 * and of those beside, is it held to the text's head, are first units known; their 32 bytes; the
 * table of names; of each group of literals, of those beside, of the beginnings and of the edge
 * u32 min, max, number of literals, whether it is told what follows them and whether what stands
 * before them, then that; then of each literal, and then of what follows each, u32 length and its
 * units. All is filled up to four bytes. */
#include "pipeline/core/pattern_cache.h"

#include <fcntl.h>
#include <unistd.h>

#define FORM	    0x5a480002u /* another one when heads change, or how patterns are compiled */
#define FIRST_BYTES 32

enum { TELLS_AFTER = 1, TELLS_GAP = 2 };

/* Does this PCRE2 read what is there? */
static bool can_read(const char *codes)
{
	pcre2_code *code = NULL;
	bool can = pcre2_serialize_decode(&code, 1, (const uint8_t *)codes, NULL) == 1;

	pcre2_code_free(code);
	return can;
}

static int open_file(const struct env *env)
{
	struct buf path = { 0 };

	buf_printf(&path, "%.*s/patterns.tab", (int)env->data_dir.len, env->data_dir.p);
	buf_addc(&path, 0);
	int file = open(path.p, O_RDONLY | O_CLOEXEC);
	buf_free(&path);
	return file;
}

void pattern_cache_open(struct pattern_cache *c, const struct env *env)
{
	struct err none;

	*c = (struct pattern_cache){ .file = -1 };
	if (table_open(&c->table, env, "patterns", &none) != OK) return;
	struct slice slots = table_section(&c->table, "slots");
	struct slice heads = table_section(&c->table, "heads");
	struct slice codes = table_section(&c->table, "codes");
	size_t n = slots.len / sizeof *c->slots;
	uint32_t form = 0;
	if (heads.len >= sizeof form) memcpy(&form, heads.p, sizeof form);
	if (form != FORM || !slots.p || (n & (n - 1)) || !codes.len || !can_read(codes.p)) return;
	c->file = open_file(env);
	if (c->file < 0) return;
	c->codes_at = codes.p - c->table.bytes.p;
	c->slots = (const struct pattern_slot *)(const void *)slots.p;
	c->heads = heads.p;
	c->n_slots = n;
}

void pattern_cache_close(struct pattern_cache *c)
{
	if (c->n_slots) close(c->file);
	table_close(&c->table);
	mem_free(c->noted);
	buf_free(&c->noted_heads);
	buf_free(&c->noted_codes);
	*c = (struct pattern_cache){ .n_slots = 0 };
}

static bool same_key(const struct pattern_key *a, const struct pattern_key *b)
{
	return a->hash[0] == b->hash[0] && a->hash[1] == b->hash[1];
}

static const struct pattern_slot *find_slot(const struct pattern_cache *c,
					    const struct pattern_key *key)
{
	for (size_t i = 0; i < c->n_slots; i++) {
		const struct pattern_slot *s = &c->slots[(key->hash[0] + i) & (c->n_slots - 1)];
		if (!s->len) return NULL;
		if (same_key(&s->key, key)) return s;
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

static const void *read_bytes(const char **p, size_t len)
{
	const void *bytes = *p;

	*p += (len + 3) / 4 * 4;
	return bytes;
}

static struct uslice read_units(const char **p)
{
	size_t len = read_u32(p);

	return (struct uslice){ read_bytes(p, len * sizeof(uint16_t)), len };
}

static void read_group(const char **p, struct anchor_group *g, struct arena *a)
{
	g->min = read_u32(p);
	g->max = read_u32(p);
	g->n = read_u32(p);
	uint32_t told = read_u32(p);
	bool after = told & TELLS_AFTER;
	g->gap = told & TELLS_GAP ? read_bytes(p, sizeof *g->gap) : NULL;
	g->lits = arena_alloc(a, (g->n + 1) * sizeof *g->lits);
	for (size_t i = 0; i < g->n; i++) g->lits[i] = read_units(p);
	g->after = after ? arena_alloc(a, (g->n + 1) * sizeof *g->after) : NULL;
	for (size_t i = 0; i < g->n && after; i++) {
		g->after[i] = read_units(p);
		if (!g->after[i].len) g->after[i].p = NULL;
	}
}

bool pattern_cache_find(const struct pattern_cache *c, const struct pattern_key *key,
			struct pattern *out, struct arena *a)
{
	const struct pattern_slot *s = c && c->n_slots ? find_slot(c, key) : NULL;

	if (!s) return false;
	const char *p = c->heads + s->head;
	struct anchors *an = &out->anchors;
	*out = (struct pattern){ .ahead = c, .slot = s };
	out->groups = read_u32(&p);
	out->shortest = read_u32(&p);
	out->names = read_u32(&p);
	out->name_size = read_u32(&p);
	an->n = read_u32(&p);
	an->n_beside = read_u32(&p);
	an->head = read_u32(&p) != 0;
	if (read_u32(&p)) an->first = read_bytes(&p, FIRST_BYTES);
	out->name_table = read_bytes(&p, out->names * out->name_size * sizeof *out->name_table);
	for (size_t g = 0; g < an->n; g++) read_group(&p, &an->groups[g], a);
	for (size_t g = 0; g < an->n_beside; g++) read_group(&p, &an->beside[g], a);
	read_group(&p, &an->start, a);
	read_group(&p, &an->edge, a);
	return true;
}

static pcre2_code *read_ahead(const struct pattern *p)
{
	pcre2_code *code = NULL;
	size_t len = p->slot->len;
	uint8_t *bytes = mem_alloc(len);

	if (pread(p->ahead->file, bytes, len, p->ahead->codes_at + p->slot->code) == (ssize_t)len)
		pcre2_serialize_decode(&code, 1, bytes, NULL);
	mem_free(bytes);
	return code;
}

const pcre2_code *pattern_shared(struct pattern *p)
{
	pcre2_code *code = atomic_load(&p->code), *none = NULL;

	if (code) return code;
	code = read_ahead(p);
	if (atomic_compare_exchange_strong(&p->code, &none, code)) return code;
	pcre2_code_free(code); /* another thread was quicker */
	return none;
}

/* Copies would share tables that PCRE2 counts without a lock. */
pcre2_code *pattern_own(const struct pattern *p)
{
	return p->ahead ? read_ahead(p) : pcre2_code_copy(p->code);
}

/* ---- making ---- */

static void put_bytes(struct buf *b, const void *p, size_t len)
{
	buf_add(b, p, len);
	while (b->len % 4) buf_addc(b, 0);
}

static void put_units(struct buf *b, struct uslice s)
{
	buf_add_u32(b, s.len);
	put_bytes(b, s.p, s.len * sizeof *s.p);
}

static void put_group(struct buf *b, const struct anchor_group *g)
{
	buf_add_u32(b, g->min);
	buf_add_u32(b, g->max);
	buf_add_u32(b, g->n);
	buf_add_u32(b, (g->after ? TELLS_AFTER : 0) | (g->gap ? TELLS_GAP : 0));
	if (g->gap) put_bytes(b, g->gap, sizeof *g->gap);
	for (size_t i = 0; i < g->n; i++) put_units(b, g->lits[i]);
	for (size_t i = 0; i < g->n && g->after; i++) put_units(b, g->after[i]);
}

static void put_head(struct buf *b, const struct pattern *p)
{
	const struct anchors *an = &p->anchors;

	buf_add_u32(b, p->groups);
	buf_add_u32(b, p->shortest);
	buf_add_u32(b, p->names);
	buf_add_u32(b, p->name_size);
	buf_add_u32(b, an->n);
	buf_add_u32(b, an->n_beside);
	buf_add_u32(b, an->head);
	buf_add_u32(b, an->first != NULL);
	if (an->first) put_bytes(b, an->first, FIRST_BYTES);
	put_bytes(b, p->name_table, p->names * p->name_size * sizeof *p->name_table);
	for (size_t g = 0; g < an->n; g++) put_group(b, &an->groups[g]);
	for (size_t g = 0; g < an->n_beside; g++) put_group(b, &an->beside[g]);
	put_group(b, &an->start);
	put_group(b, &an->edge);
}

void pattern_cache_note(struct pattern_cache *c, const struct pattern_key *key,
			const struct pattern *p)
{
	const pcre2_code *code = p->code;
	uint8_t *bytes;
	PCRE2_SIZE len;

	for (size_t i = 0; i < c->n_noted; i++)
		if (same_key(&c->noted[i].key, key)) return;
	if (pcre2_serialize_encode(&code, 1, &bytes, &len, NULL) != 1) return;
	if (!c->n_noted) buf_add_u32(&c->noted_heads, FORM);
	c->noted = mem_grow(c->noted, &c->cap_noted, c->n_noted + 1, sizeof *c->noted);
	c->noted[c->n_noted++] = (struct pattern_slot){ .key = *key,
							.head = (uint32_t)c->noted_heads.len,
							.code = (uint32_t)c->noted_codes.len,
							.len = (uint32_t)len };
	put_head(&c->noted_heads, p);
	buf_add(&c->noted_codes, bytes, len);
	while (c->noted_codes.len % 8) buf_addc(&c->noted_codes, 0);
	pcre2_serialize_free(bytes);
}

void pattern_cache_sections(const struct pattern_cache *c, struct buf *slots)
{
	size_t n = 16;

	while (n < 2 * c->n_noted) n *= 2;
	struct pattern_slot *all = mem_zalloc(n * sizeof *all);
	for (size_t i = 0; i < c->n_noted; i++) {
		size_t at = c->noted[i].key.hash[0] & (n - 1);
		while (all[at].len) at = (at + 1) & (n - 1);
		all[at] = c->noted[i];
	}
	buf_add(slots, all, n * sizeof *all);
	mem_free(all);
}
