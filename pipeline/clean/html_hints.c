/* Names of elements and words of class and id. From: html_tags.def, rules/clean/hints.tsv. To:
 * read-only tables. Limits: class and id are looked at in their first HINT_LOOK units
 * (html_lines.c). */
#include "pipeline/clean/html_lines.h"
#include "pipeline/core/rule_file.h"


#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const char *const tags[TAG_N] = {
	"",
#define TAG(id, name, flags) name,
#include "pipeline/clean/html_tags.def"
#undef TAG
};

const uint16_t html_flags_of_tags[TAG_N] = {
	0,
#define TAG(id, name, flags) flags,
#include "pipeline/clean/html_tags.def"
#undef TAG
};

#ifdef __SSE2__
/* The same for a name of at most eight units with eight units to read. */
static inline bool pack_short(const uint16_t *p, size_t len, struct packed_name *out)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i known = _mm_cmpeq_epi16(
		_mm_subs_epu16(_mm_sub_epi16(v, _mm_set1_epi16('0')), _mm_set1_epi16('z' - '0')),
		_mm_setzero_si128());
	unsigned all = (1u << 2 * len) - 1;
	if (((unsigned)_mm_movemask_epi8(known) & all) != all) return false;
	v = _mm_or_si128(_mm_packus_epi16(v, v), _mm_set1_epi8(32));
	uint64_t head;
	_mm_storel_epi64((__m128i *)(void *)&head, v);
	*out = (struct packed_name){ .head = len < 8 ? head & ((UINT64_C(1) << 8 * len) - 1) : head,
				     .len = (uint32_t)len };
	return true;
}
#endif

/* False: no name of an element. */
static bool pack_name(const uint16_t *p, size_t len, struct packed_name *out)
{
	*out = (struct packed_name){ .len = (uint32_t)len };
	if (len > HTML_NAME_MAX) return false;
	for (size_t i = 0; i < len; i++) {
		uint32_t c = p[i];
		if (c < '0' || c > 'z') return false;
		c |= 32; /* a letter lowered, a digit as it is */
		if (i < 8) out->head |= (uint64_t)c << 8 * i;
		else out->tail |= c << 8 * (i - 8);
	}
	return true;
}

static unsigned name_slot(const struct packed_name *n)
{
	return (unsigned)((n->head ^ n->tail) * UINT64_C(0x9e3779b97f4a7c15) >> 54);
}

static inline bool pack(const struct html_tokenizer *t, struct html_span name,
			struct packed_name *out)
{
#ifdef __SSE2__
	if (name.len <= 8 && (size_t)name.off + 8 <= t->len)
		return pack_short(t->p + name.off, name.len, out);
#endif
	return pack_name(t->p + name.off, name.len, out);
}

enum html_tag html_tag_of(const struct html_hints *h, const struct html_tokenizer *x,
			  struct html_span name)
{
	struct packed_name n;
	if (!pack(x, name, &n)) return TAG_NONE;
	for (unsigned i = name_slot(&n); h->slot[i]; i = (i + 1) & 1023) {
		const struct packed_name *t = &h->packed[h->slot[i]];
		if (t->head == n.head && t->tail == n.tail && t->len == n.len)
			return (enum html_tag)h->slot[i];
	}
	return TAG_NONE;
}

struct words {
	struct datrie_key *keys;
	size_t n, cap;
	struct arena *a;
};

static enum status load_word(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct words *w = ctx;
	int sign = 1, v = 0;
	if (n < 2)
		return err_set(e, ERR_RULES, "rules/clean/hints.tsv:%u: two columns wanted", line);
	bool skip = cols[0].len > 1 && cols[0].p[cols[0].len - 1] == '*';
	for (size_t i = 0; i < cols[1].len; i++) {
		if (cols[1].p[i] == '-') sign = -1;
		else if (cols[1].p[i] >= '0' && cols[1].p[i] <= '9' && v < 1000)
			v = v * 10 + (cols[1].p[i] - '0');
	}
	w->keys = mem_grow(w->keys, &w->cap, w->n + 1, sizeof *w->keys);
	struct slice word = skip ? slice_of(cols[0].p, cols[0].len - 1) : cols[0];
	w->keys[w->n++] = (struct datrie_key){ arena_utf16(w->a, word),
					       skip ? HINT_SKIP : (uint32_t)(sign * v + 1000) };
	return OK;
}

static enum status load_field(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	struct words *w = ctx;
	int key = n < 2 ? -1 : meta_key_parse(cols[1]);
	if (n > 1 && slice_is(cols[1], "center")) key = CLASS_CENTER;
	if (n > 1 && slice_is(cols[1], "legend")) key = CLASS_LEGEND;
	if (n > 1 && slice_is(cols[1], "aside")) key = CLASS_ASIDE;
	if (key < 0)
		return err_set(e, ERR_RULES, "rules/clean/fields.tsv:%u: word and key wanted",
			       line);
	w->keys = mem_grow(w->keys, &w->cap, w->n + 1, sizeof *w->keys);
	w->keys[w->n++] = (struct datrie_key){ arena_utf16(w->a, cols[0]), (uint32_t)key };
	return OK;
}

/* What words begin with. */
static void note_starts(struct class_words *w, const struct words *words)
{
	memset(w->starts, 0, sizeof w->starts);
	for (size_t i = 0; i < words->n; i++) {
		struct uslice key = words->keys[i].key;
		uint16_t any = key.len > 2 ? 1 : key.len > 1 ? 32 : 32 * 32;
		while (any--) {
			unsigned start = class_start(key.p[0], key.len > 1 ? key.p[1] : any / 32,
						     key.len > 2 ? key.p[2] : any % 32);
			w->starts[start / 64] |= UINT64_C(1) << start % 64;
		}
	}
}

static void note_lengths(struct class_words *w, const struct words *words)
{
	memset(w->field_lengths, 0, sizeof w->field_lengths);
	for (size_t i = 0; i < words->n; i++) {
		struct uslice key = words->keys[i].key;
		w->field_lengths[key.p[0] & 31] |= 1u << key.len % 32;
	}
}

enum status html_hints_open(struct html_hints *h, const struct env *env, struct err *e)
{
	arena_init(&h->arena);
	for (unsigned tag = 1; tag < TAG_N; tag++) {
		struct uslice u = arena_utf16(&h->arena, slice_str(tags[tag]));
		if (!pack_name(u.p, u.len, &h->packed[tag]))
			return err_set(e, ERR_RULES, "html_tags.def: %s", tags[tag]);
		unsigned i = name_slot(&h->packed[tag]);
		while (h->slot[i]) i = (i + 1) & 1023;
		h->slot[i] = (uint8_t)tag;
	}
	struct words w = { .a = &h->arena };
	struct slice path = arena_printf(&h->arena, "%.*s/clean/hints.tsv", (int)env->rules_dir.len,
					 env->rules_dir.p);
	enum status st = tsv_load(path.p, load_word, &w, e);
	if (st == OK) st = datrie_build(w.keys, w.n, &h->trie, e);
	if (st == OK) st = datrie_view(&h->names.words, buf_slice(&h->trie), e);
	if (st == OK) note_starts(&h->names, &w);
	w.n = 0;
	path = arena_printf(&h->arena, "%.*s/clean/fields.tsv", (int)env->rules_dir.len,
			    env->rules_dir.p);
	if (st == OK) st = tsv_load(path.p, load_field, &w, e);
	if (st == OK) st = datrie_build(w.keys, w.n, &h->field_trie, e);
	if (st == OK) st = datrie_view(&h->names.fields, buf_slice(&h->field_trie), e);
	if (st == OK) note_lengths(&h->names, &w);
	mem_free(w.keys);
	return st;
}

void html_hints_close(struct html_hints *h)
{
	buf_free(&h->trie);
	buf_free(&h->field_trie);
	arena_free(&h->arena);
}
