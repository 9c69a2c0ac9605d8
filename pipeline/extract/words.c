/* The word classes of claims. See words.h. */
#include "pipeline/extract/words.h"

#include "pipeline/core/rule_file.h"
#include "pipeline/core/sha256.h"

#include <stdlib.h>

#define WORDS_DIGEST 32

struct loader {
	struct arena a;
	struct datrie_key *keys; /* value: its own index, into kinds */
	struct word_kind *kinds;
	size_t n, cap, cap_kinds;
	struct slice path;
};

#define X(id, text) text,
static const char *const role_names[] = { WORD_ROLES(X) };
static const char *const side_names[] = { WORD_SIDES(X) };
static const char *const label_names[] = { WORD_LABELS(X) };
#undef X

/* The bit of the class with that name among n, in the order of their bits; 0 if there is none. */
static uint64_t class_bit(const char *const *names, size_t n, struct slice name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_is(name, names[i])) return UINT64_C(1) << i;
	return 0;
}

static bool add_class(struct word_kind *k, struct slice name)
{
	uint64_t role = class_bit(role_names, WORD_ROLE_N, name),
		 side = class_bit(side_names, WORD_SIDE_N, name),
		 label = class_bit(label_names, WORD_LABEL_N, name);

	k->role |= role;
	k->side |= side;
	k->label |= label;
	return role || side || label;
}

static void add_word(struct loader *l, struct uslice word, struct word_kind kind)
{
	l->keys = mem_grow(l->keys, &l->cap, l->n + 1, sizeof *l->keys);
	l->kinds = mem_grow(l->kinds, &l->cap_kinds, l->n + 1, sizeof *l->kinds);
	l->kinds[l->n] = kind;
	l->keys[l->n] = (struct datrie_key){ word, (uint32_t)l->n };
	l->n++;
}

/* A row is: classes, words. The first column names the classes (blanks between), the second the
 * words. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct loader *l = ctx;
	struct slice rest = cols[0], word;
	struct word_kind kind = { 0, 0, 0, 0 };

	if (n_cols != 2) return err_set(e, ERR_RULES, "%s:%u: two columns wanted", l->path.p, line);
	while (slice_split(&rest, ' ', &word)) {
		if (!add_class(&kind, word))
			return err_set(e, ERR_RULES, "%s:%u: unknown class %.*s", l->path.p, line,
				       (int)word.len, word.p);
	}
	rest = cols[1];
	while (slice_split(&rest, ' ', &word))
		if (word.len) add_word(l, arena_utf16(&l->a, word), kind);
	return OK;
}

/* A word that stands in several rows has all their classes. */
static void join_equal(struct loader *l)
{
	qsort(l->keys, l->n, sizeof *l->keys, datrie_key_order);
	for (size_t i = 1; i < l->n; i++) {
		if (!uslice_eq(l->keys[i - 1].key, l->keys[i].key)) continue;
		struct word_kind *all = &l->kinds[l->keys[i - 1].value],
				 *one = &l->kinds[l->keys[i].value];
		all->role |= one->role;
		all->side |= one->side;
		all->label |= one->label;
		if (!all->event) all->event = one->event;
		l->keys[i].value = l->keys[i - 1].value;
	}
}

const char *const words_part_names[WORDS_PARTS] = { "trie", "lens",  "some",
						    "slots", "kinds", "begins", "of" };

static void hash_names(struct sha256 *h, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) sha256_add(h, names[i], strlen(names[i]) + 1);
}

/* Of all that the parts are made from: the file, the triggers, which bit is which class. */
static enum status hash_sources(const char *path, const struct datrie_key *triggers, size_t n,
				uint8_t digest[WORDS_DIGEST], struct err *e)
{
	struct sha256 h;
	struct buf raw = { 0 };
	enum status st = file_read(path, &raw, e);

	sha256_begin(&h);
	sha256_add(&h, raw.p, raw.len);
	for (size_t i = 0; i < n; i++) {
		sha256_add(&h, &triggers[i].value, sizeof triggers[i].value);
		sha256_add(&h, triggers[i].key.p, triggers[i].key.len * sizeof(uint16_t));
	}
	hash_names(&h, role_names, WORD_ROLE_N);
	hash_names(&h, side_names, WORD_SIDE_N);
	hash_names(&h, label_names, WORD_LABEL_N);
	sha256_end(&h, digest);
	buf_free(&raw);
	return st;
}

static enum status view_parts(struct words *w, const struct slice parts[WORDS_PARTS],
			      struct err *e)
{
	w->kinds = (const struct word_kind *)(const void *)parts[WORDS_KINDS].p;
	w->begins = (const struct word_kind *)(const void *)parts[WORDS_BEGINS].p;
	return word_table_view(&w->table, parts, e);
}

static void add_begins(const struct loader *l, struct buf *out)
{
	struct word_kind begins[WORDS_SLOTS] = { { .role = 0 } };

	for (size_t i = 0; i < l->n; i++) {
		struct word_kind *b = &begins[l->keys[i].key.p[0] % WORDS_SLOTS];
		const struct word_kind *k = &l->kinds[l->keys[i].value];
		b->role |= k->role;
		b->side |= k->side;
		b->label |= k->label;
	}
	buf_add(out, begins, sizeof begins);
}

static enum status make_parts(struct words *w, const char *path, const struct datrie_key *triggers,
			      size_t n, struct err *e)
{
	struct loader l = { .path = slice_str(path) };

	arena_init(&l.a);
	enum status st = tsv_load(path, add_row, &l, e);
	for (size_t i = 0; st == OK && i < n; i++)
		add_word(&l, triggers[i].key, (struct word_kind){ 0, 0, triggers[i].value + 1, 0 });
	if (st == OK) {
		join_equal(&l);
		st = word_table_make(w->made, l.keys, l.n, e);
		buf_add(&w->made[WORDS_KINDS], l.kinds, l.n * sizeof *l.kinds);
		add_begins(&l, &w->made[WORDS_BEGINS]);
	}
	mem_free(l.kinds);
	mem_free(l.keys);
	arena_free(&l.a);
	return st;
}

/* Are the parts compiled ahead there, and of these sources? */
static bool open_parts(struct words *w, const struct env *env, const uint8_t digest[WORDS_DIGEST])
{
	struct slice parts[WORDS_PARTS];
	struct err none;

	if (table_open(&w->compiled, env, "claim_words", &none) != OK) return false;
	for (int i = 0; i < WORDS_PARTS; i++)
		parts[i] = table_section(&w->compiled, words_part_names[i]);
	return parts[WORDS_HASH].len == WORDS_DIGEST &&
	       parts[WORDS_BEGINS].len == WORDS_SLOTS * sizeof *w->begins &&
	       memcmp(parts[WORDS_HASH].p, digest, WORDS_DIGEST) == 0 &&
	       view_parts(w, parts, &none) == OK;
}

enum status words_open(struct words *w, const struct env *env, bool ahead,
		       const struct datrie_key *triggers, size_t n, struct err *e)
{
	uint8_t digest[WORDS_DIGEST];
	struct slice parts[WORDS_PARTS];
	struct buf path = { 0 };

	*w = (struct words){ .kinds = NULL };
	buf_printf(&path, "%s/extract/words.tsv", env->rules_dir.p);
	buf_addc(&path, 0);
	enum status st = hash_sources(path.p, triggers, n, digest, e);
	if (st == OK && !(ahead && open_parts(w, env, digest))) {
		st = make_parts(w, path.p, triggers, n, e);
		buf_add(&w->made[WORDS_HASH], digest, sizeof digest);
		for (int i = 0; i < WORDS_PARTS; i++) parts[i] = buf_slice(&w->made[i]);
		if (st == OK) st = view_parts(w, parts, e);
	}
	buf_free(&path);
	return st;
}

void words_close(struct words *w)
{
	for (int i = 0; i < WORDS_PARTS; i++) buf_free(&w->made[i]);
	table_close(&w->compiled);
}

uint64_t words_classes(const struct words *w, struct uslice word)
{
	return words_kind(w, word).role;
}

static inline bool shares(const struct word_kind *a, const struct word_kind *b)
{
	return (a->role & b->role) | (a->side & b->side) | (a->label & b->label);
}

/* Does a word with one of these classes stand in the first max units of s? */
static bool hold(const struct words *w, struct uslice s, size_t max, struct word_kind kind)
{
	uint16_t lens[8];
	uint32_t values[8];

	for (size_t i = 0; i < s.len && i < max; i++) {
		if (!shares(&w->begins[s.p[i] % WORDS_SLOTS], &kind)) continue;
		size_t n = word_table_prefixes(&w->table, (struct uslice){ s.p + i, s.len - i }, 8,
					       lens, values);
		for (size_t k = 0; k < n; k++)
			if (shares(&w->kinds[values[k]], &kind)) return true;
	}
	return false;
}

bool words_hold(const struct words *w, struct uslice s, size_t max, uint64_t role)
{
	return hold(w, s, max, (struct word_kind){ role, 0, 0, 0 });
}

bool words_hold_side(const struct words *w, struct uslice s, size_t max, uint64_t side)
{
	return hold(w, s, max, (struct word_kind){ 0, side, 0, 0 });
}

bool words_hold_label(const struct words *w, struct uslice s, uint64_t label)
{
	return hold(w, s, SIZE_MAX, (struct word_kind){ 0, 0, 0, label });
}
