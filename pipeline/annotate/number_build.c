/* Compiles the units and the words around numbers into numbers.tab.
 * Sources in this order: units.tsv (names by |, code, dimension, flags, power), unit_stops.tsv
 * (text, units of it that are a unit), bounds.tsv (list, words by |, value), numerals.tsv
 * (characters, class, value). A name in two rows is an error. */
#include "pipeline/annotate/number_table.h"
#include "pipeline/core/doc.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/rule_file.h"
#include "scripts/builders.h"

#include <stdlib.h>

struct keys {
	struct datrie_key *k;
	size_t n, cap;
};

struct compile {
	struct arena a;
	const char *path;
	struct buf rows, codes;
	struct keys units, prefixes, words, words_back;
	size_t n_rows;
};

static const struct {
	const char *name;
	enum word_list list;
} lists[] = { { "after", LIST_AFTER },
	      { "range", LIST_RANGE },
	      { "per", LIST_PER },
	      { "word", LIST_WORD },
	      { "next", LIST_NEXT },
	      { "ratio", LIST_RATIO },
	      { "half-word", LIST_HALF_WORD },
	      { "score", LIST_SCORE },
	      { "proportion", LIST_PROPORTION },
	      { "odd", LIST_ODD },
	      { "between", LIST_BETWEEN },
	      { "item", LIST_ITEM },
	      { "join", LIST_JOIN },
	      { "before", LIST_BEFORE },
	      { "minus", LIST_MINUS },
	      { "rank", LIST_RANK },
	      { "prev", LIST_PREV },
	      { "count", LIST_COUNT },
	      { "from", LIST_FROM },
	      { "half-behind", LIST_HALF_BEHIND },
	      { "scale", LIST_SCALE },
	      { "near", LIST_NEAR },
	      { "spend", LIST_SPEND },
	      { "counted", LIST_COUNTED },
	      { "span-behind", LIST_SPAN_BEHIND },
	      { "event", LIST_EVENT },
	      { "span", LIST_SPAN },
	      { "doubled", LIST_DOUBLED },
	      { "week", LIST_WEEK },
	      { "held", LIST_HELD },
	      { "of", LIST_OF },
	      { "base", LIST_BASE } };

static const char *const number_words[WORD_LAST_N] = { "half",	     "over-half", "near-half",
						       "first",	     "double",	  "whole",
						       "fold",	     "fifty",	  "over-fifty",
						       "near-fifty", "none" };

static struct uslice reversed(struct arena *a, struct uslice s)
{
	struct uslice r = arena_ucopy(a, s);

	for (size_t i = 0; i < s.len; i++) ((uint16_t *)(uintptr_t)r.p)[i] = s.p[s.len - 1 - i];
	return r;
}

static void add_key(struct keys *k, struct uslice key, uint32_t value)
{
	k->k = mem_grow(k->k, &k->cap, k->n + 1, sizeof *k->k);
	k->k[k->n++] = (struct datrie_key){ key, value };
}

static enum status unit_flags(struct slice s, unsigned *flags)
{
	static const char letters[] = "caokpq.tg.zdsyhnerwmvb";

	for (size_t i = 0; i < s.len; i++) {
		const char *at = s.p[i] == '.' ? NULL : memchr(letters, s.p[i], sizeof letters - 1);
		if (s.p[i] == '-') continue;
		if (!at) return ERR_RULES;
		*flags |= 1u << (at - letters);
	}
	return OK;
}

static unsigned name_flags(struct uslice name)
{
	uint16_t last = name.p[name.len - 1];
	bool latin = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');

	return latin ? UNIT_LATIN : 0;
}

static void push_row(struct compile *c, struct unit_row row, struct slice code, struct slice part)
{
	row.code_off = (uint32_t)c->codes.len;
	row.code_len = (uint16_t)code.len;
	buf_add_slice(&c->codes, code);
	row.part_off = (uint32_t)c->codes.len;
	row.part_len = (uint16_t)part.len;
	buf_add_slice(&c->codes, part);
	buf_add(&c->rows, &row, sizeof row);
	c->n_rows++;
}

/* names | code (= is zh:<name>) | dimension | flags | power | part of */
static enum status add_unit(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct compile *c = ctx;
	struct slice rest = cols[0], name;
	struct slice first = SLICE_NONE;
	unsigned flags = 0;
	int dim = n >= 3 ? dimension_parse(cols[2]) : -1;

	if (n < 4 || n > 6 || dim < 0 || unit_flags(cols[3], &flags) != OK)
		return err_set(e, ERR_RULES, "%s:%u: not \"names, code, dimension, flags\"",
			       c->path, line);
	while (slice_split(&rest, '|', &name)) {
		if (!name.len) return err_set(e, ERR_RULES, "%s:%u: empty name", c->path, line);
		if (!first.p) first = name;
		struct uslice u = arena_utf16(&c->a, name);
		struct slice code = slice_is(cols[1], "-") ? SLICE("") : cols[1];
		if (slice_is(cols[1], "="))
			code = arena_printf(&c->a, "zh:%.*s", (int)first.len, first.p);
		struct unit_row row = { .dim = (uint8_t)dim, .flags = flags | name_flags(u) };
		if (n >= 5) row.power = (int8_t)strtol(arena_copy(&c->a, cols[4]).p, NULL, 10);
		if (!(flags & UNIT_NO_SUFFIX)) add_key(&c->units, u, (uint32_t)c->n_rows);
		if (flags & (UNIT_PREFIX | UNIT_NO_SUFFIX))
			add_key(&c->prefixes, reversed(&c->a, u), (uint32_t)c->n_rows);
		push_row(c, row, code, n == 6 ? cols[5] : SLICE(""));
	}
	return OK;
}

/* text | length of the unit in it (0: none) */
static enum status add_stop(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct compile *c = ctx;
	struct slice rest = cols[0], word;

	if (n != 2 || cols[1].len != 1 || cols[1].p[0] < '0' || cols[1].p[0] > '9')
		return err_set(e, ERR_RULES, "%s:%u: not \"words, length\"", c->path, line);
	while (slice_split(&rest, '|', &word)) {
		struct unit_row row = { .flags = UNIT_STOP, .take = (uint8_t)(cols[1].p[0] - '0') };
		if (!word.len) return err_set(e, ERR_RULES, "%s:%u: empty word", c->path, line);
		add_key(&c->units, arena_utf16(&c->a, word), (uint32_t)c->n_rows);
		push_row(c, row, SLICE(""), SLICE(""));
	}
	return OK;
}

static enum status word_value(enum word_list list, struct slice s, unsigned *value)
{
	int v = 0;

	if (slice_is(s, "null")) v = OP_NULL;
	else if (list == LIST_AFTER || list == LIST_BEFORE || list == LIST_ODD)
		v = value_op_parse(s);
	else if (list == LIST_WORD) {
		while (v < WORD_LAST_N && !slice_is(s, number_words[v])) v++;
		if (v == WORD_LAST_N) v = -1;
	} else if (s.len == 1 && s.p[0] >= '0' && s.p[0] <= '9') v = s.p[0] - '0';
	*value = (unsigned)v;
	return v < 0 ? ERR_RULES : OK;
}

/* list | words | value */
static enum status add_words(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct compile *c = ctx;
	size_t i = 0;
	unsigned value = 0;

	while (i < sizeof lists / sizeof *lists && !slice_is(cols[0], lists[i].name)) i++;
	if (n < 2 || n > 3 || i == sizeof lists / sizeof *lists)
		return err_set(e, ERR_RULES, "%s:%u: not \"list, words, value\"", c->path, line);
	if (word_value(lists[i].list, n == 3 ? cols[2] : SLICE(""), &value) != OK)
		return err_set(e, ERR_RULES, "%s:%u: unknown value", c->path, line);
	bool back = lists[i].list >= LIST_BEFORE;
	struct keys *k = back ? &c->words_back : &c->words;
	struct slice rest = cols[1], word;
	while (slice_split(&rest, '|', &word)) {
		struct uslice u = arena_utf16(&c->a, word);
		if (!u.len) return err_set(e, ERR_RULES, "%s:%u: empty word", c->path, line);
		if (back) u = reversed(&c->a, u);
		size_t at = 0;
		while (at < k->n && !uslice_eq(k->k[at].key, u)) at++;
		if (at < k->n && value && k->k[at].value >> 24 && k->k[at].value >> 24 != value)
			return err_set(e, ERR_RULES,
				       "%s:%u: %.*s has another value in another list", c->path,
				       line, (int)word.len, word.p);
		if (at < k->n) k->k[at].value |= number_word_pack(lists[i].list, value);
		else add_key(k, u, number_word_pack(lists[i].list, value));
	}
	return OK;
}

static enum status no_twins(struct keys *k, const char *path, struct arena *a, struct err *e)
{
	if (k->n) qsort(k->k, k->n, sizeof *k->k, datrie_key_order);
	for (size_t i = 1; i < k->n; i++)
		if (uslice_eq(k->k[i - 1].key, k->k[i].key))
			return err_set(e, ERR_RULES, "%s: %s stands there twice", path,
				       arena_utf8(a, k->k[i].key).p);
	return OK;
}

/* Which lists have a word that begins with each character, and whether one of others does. */
static enum status add_sets(const struct keys *words, const struct keys *others, struct buf *out,
			    struct err *e)
{
	uint32_t *set = mem_zalloc(65536 * sizeof *set);

	for (size_t i = 0; i < words->n; i++)
		set[words->k[i].key.p[0]] |= words->k[i].value & ((1u << WORD_LIST_BITS) - 1);
	for (size_t i = 0; i < others->n; i++) set[others->k[i].key.p[0]] |= BEGINS_UNIT;
	bool fits = class_sets_build(set, out);
	mem_free(set);
	return fits ? OK : err_set(e, ERR_RULES, "numbers: too many sets of lists");
}

struct kinds {
	uint8_t *of; /* 65536 */
	struct arena a;
	const char *path;
};

/* A row: characters, class, value. ORDER NUMERAL */
static enum status add_chars(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	static const char *const classes[] = { "none",	"ascii", "digit", "formal", "small", "big",
					       "point", "minus", "some",  "more",   "nth",   "tens",
					       "half",	"part",	 "of",	  "word" };
	struct kinds *k = ctx;
	unsigned cls = 0, value = 0;

	while (cls < sizeof classes / sizeof *classes &&
	       (n < 2 || !slice_is(cols[1], classes[cls])))
		cls++;
	if (n != 3 || cls == sizeof classes / sizeof *classes || !cols[2].len)
		return err_set(e, ERR_RULES, "%s:%u: not \"characters, class, value\"", k->path,
			       line);
	for (size_t i = 0; i < cols[2].len; i++)
		value = value * 10 + (unsigned)(cols[2].p[i] - '0');
	if (value > 15) return err_set(e, ERR_RULES, "%s:%u: value over 15", k->path, line);
	struct uslice u = arena_utf16(&k->a, cols[0]);
	for (size_t i = 0; i < u.len; i++) k->of[u.p[i]] = (uint8_t)(cls << 4 | value);
	return OK;
}

enum status number_kinds_load(const char *path, uint8_t kind[65536], struct err *e)
{
	struct kinds k = { .of = kind, .path = path };

	memset(kind, 0, 65536);
	for (unsigned d = 0; d < 10; d++)
		kind['0' + d] = kind[0xff10 + d] = (uint8_t)(CLS_ASCII << 4 | d);
	arena_init(&k.a);
	enum status st = tsv_load(path, add_chars, &k, e);
	arena_free(&k.a);
	return st;
}

/* Which characters may begin a quantity: numerals, what stands before them in ordinals and halves,
 * words that are numbers, and the opening of a title, which is stepped over. */
static void add_starts(const uint8_t kind[65536], const struct keys *words, struct buf *out)
{
	const unsigned begin = 1u << CLS_ASCII | 1u << CLS_DIGIT | 1u << CLS_FORMAL |
			       1u << CLS_SMALL | 1u << CLS_BIG | 1u << CLS_SOME | 1u << CLS_NTH |
			       1u << CLS_TENS | 1u << CLS_HALF;
	struct unit_set starts = { { 0 } };

	for (unsigned c = 0; c < 65536; c++)
		if (begin >> KIND_CLASS(kind[c]) & 1 || c == TITLE_OPEN || c == SONG_OPEN)
			unit_set_add(&starts, (uint16_t)c);
	for (size_t i = 0; i < words->n; i++)
		if (words->k[i].value & 1u << LIST_WORD &&
		    KIND_CLASS(kind[words->k[i].key.p[0]]) >= CLS_DIGIT)
			unit_set_add(&starts, words->k[i].key.p[0]);
	buf_add(out, &starts, sizeof starts);
}

static enum status add_kinds(const struct compile *c, const char *path, struct builder_out *out,
			     struct err *e)
{
	uint8_t *kind = mem_alloc(65536);
	enum status st = number_kinds_load(path, kind, e);

	buf_add(builder_section(out, "kinds"), kind, 65536);
	add_starts(kind, &c->words, builder_section(out, "starts"));
	mem_free(kind);
	return st;
}

enum status build_numbers(const struct slice *paths, size_t n, struct builder_out *out,
			  struct err *e)
{
	enum status (*const readers[])(void *, const struct slice *, size_t, unsigned,
				       struct err *) = { add_unit, add_stop, add_words };
	struct compile c = { 0 };
	enum status st = OK;

	if (n != 4) return err_set(e, ERR_RULES, "numbers: four sources, not %zu", n);
	arena_init(&c.a);
	for (size_t i = 0; i < sizeof readers / sizeof *readers && st == OK; i++) {
		c.path = paths[i].p;
		st = tsv_load(c.path, readers[i], &c, e);
	}
	if (st == OK) st = no_twins(&c.units, paths[0].p, &c.a, e);
	if (st == OK) st = datrie_build(c.units.k, c.units.n, builder_section(out, "unit-trie"), e);
	if (st == OK)
		st = datrie_build(c.prefixes.k, c.prefixes.n, builder_section(out, "prefix-trie"),
				  e);
	if (st == OK) st = datrie_build(c.words.k, c.words.n, builder_section(out, "words"), e);
	if (st == OK)
		st = datrie_build(c.words_back.k, c.words_back.n,
				  builder_section(out, "words-back"), e);
	if (st == OK) st = add_sets(&c.words, &c.units, builder_section(out, "begins"), e);
	if (st == OK) st = add_sets(&c.words_back, &c.prefixes, builder_section(out, "ends"), e);
	if (st == OK) st = add_kinds(&c, paths[3].p, out, e);
	if (st == OK) {
		buf_add_slice(builder_section(out, "units"), buf_slice(&c.rows));
		buf_add_slice(builder_section(out, "codes"), buf_slice(&c.codes));
	}
	mem_free(c.units.k);
	mem_free(c.prefixes.k);
	mem_free(c.words.k);
	mem_free(c.words_back.k);
	buf_free(&c.rows);
	buf_free(&c.codes);
	arena_free(&c.a);
	return st;
}
