/* Builder of the table "words" (lexicon_table.h): from the lexicon, the gazetteers and the lists of
 * names' characters to one trie of packed words and one array of characters. The name of a source
 * says what it is:
 *   lexicon.tsv      word, weight, part of speech
 *   lexicon_own.tsv  kinds ("v", "+speech", "v,+speech"), weight or "-" (0: no word), words with
 *                    blanks between; wins over lexicon.tsv;
 *                    "tail,+orgweak": nouns that end in one of these characters
 *   places*.tsv orgs*.tsv persons*.tsv titles*.tsv
 *                    the name in the first column; new words of that kind
 *   surnames.tsv given.tsv translit.tsv
 *                    characters of names with counts
 * Weights are per WORD_TOTAL. Limits: those of the trie. */
#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/segment_path.h"
#include "pipeline/annotate/word_trie.h"
#include "pipeline/core/rule_file.h"
#include "scripts/builders.h"

#include <math.h>
#include <stdlib.h>

#define WEIGHT_KEEP (-1.0)
#define WEIGHT_NEW  200.0 /* of a word that only a gazetteer has */
#define POS_KEEP    (-1)

struct word_entry {
	struct uslice key;
	uint32_t seq;
	double weight;
	int pos;
	uint16_t cls;
	bool weak; /* a gazetteer's: an existing word keeps its part of speech */
};

struct words_builder {
	struct arena a;
	const char *path;
	struct word_entry *entries;
	size_t n, cap;
	struct lexicon_char *chars;
	double *count[4];	  /* first, second, alone, translit: by unit */
	uint16_t *tail;		  /* classes of longer nouns by their last character */
	struct word_entry *tails; /* the same by longer tails */
	size_t n_tails, cap_tails;
	int gazetteer_pos;
	uint16_t gazetteer_cls;
};

#define TAIL_UNITS_MIN 3 /* length of nouns that take the class of their last character */

static void add_entry(struct words_builder *b, struct slice word, double weight, int pos,
		      uint16_t cls)
{
	b->entries = mem_grow(b->entries, &b->cap, b->n + 1, sizeof *b->entries);
	b->entries[b->n] = (struct word_entry){
		arena_utf16(&b->a, word), (uint32_t)b->n, weight, pos, cls, false
	};
	b->n++;
}

static void add_tail(struct words_builder *b, struct uslice key, uint16_t cls)
{
	b->tails = mem_grow(b->tails, &b->cap_tails, b->n_tails + 1, sizeof *b->tails);
	b->tails[b->n_tails++] = (struct word_entry){ .key = key, .cls = cls };
}

/* Classes that a noun takes from its end. */
static uint16_t tail_class(const struct words_builder *b, struct uslice key)
{
	for (size_t i = 0; i < b->n_tails; i++) {
		struct uslice t = b->tails[i].key;
		if (key.len > t.len &&
		    uslice_eq((struct uslice){ key.p + key.len - t.len, t.len }, t))
			return b->tails[i].cls;
	}
	return key.len >= TAIL_UNITS_MIN ? b->tail[key.p[key.len - 1]] : 0;
}

static double parse_weight(struct slice s)
{
	char text[32] = "";

	if (!s.len || slice_is(s, "-") || s.len >= sizeof text) return WEIGHT_KEEP;
	memcpy(text, s.p, s.len);
	return strtod(text, NULL);
}

static enum status add_lexicon(void *ctx, const struct slice *cols, size_t n, unsigned line,
			       struct err *e)
{
	struct words_builder *b = ctx;
	int pos = n == 3 ? segment_pos_parse(cols[2]) : -1;

	if (pos < 0)
		return err_set(e, ERR_RULES, "%s:%u: word, weight, part of speech wanted", b->path,
			       line);
	add_entry(b, cols[0], parse_weight(cols[1]), pos, 0);
	return OK;
}

static enum status add_own(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct words_builder *b = ctx;
	struct slice kinds = n ? cols[0] : SLICE_NONE, kind, words, word;
	int pos = POS_KEEP;
	uint16_t cls = 0;
	bool tail = false;

	if (n != 3)
		return err_set(e, ERR_RULES, "%s:%u: kinds, weight, words wanted", b->path, line);
	while (slice_split(&kinds, ',', &kind)) {
		if (slice_is(kind, "tail")) {
			tail = true;
			continue;
		}
		bool plus = kind.len && kind.p[0] == '+';
		uint16_t bit = plus ? segment_class_parse(slice_of(kind.p + 1, kind.len - 1)) : 0;
		int p = plus ? -1 : segment_pos_parse(kind);
		if (!bit && p < 0)
			return err_set(e, ERR_RULES, "%s:%u: unknown kind %.*s", b->path, line,
				       (int)kind.len, kind.p);
		cls |= bit;
		if (p >= 0) pos = p;
	}
	words = cols[2];
	while (slice_split(&words, ' ', &word)) {
		struct uslice key = arena_utf16(&b->a, word);
		if (tail && key.len == 1) b->tail[key.p[0]] |= cls;
		else if (tail) add_tail(b, key, cls);
		else if (word.len) add_entry(b, word, parse_weight(cols[1]), pos, cls);
	}
	return OK;
}

/* Countries and provinces by the shape of their code. */
static uint16_t place_class(struct slice code)
{
	if (slice_starts(code, SLICE("iso3166:")) && code.len == 10) return CLASS_COUNTRY;
	if (slice_starts(code, SLICE("gbt2260:")) && code.len == 14 &&
	    memcmp(code.p + 10, "0000", 4) == 0)
		return CLASS_PROVINCE;
	return 0;
}

static enum status add_gazetteer(void *ctx, const struct slice *cols, size_t n, unsigned line,
				 struct err *e)
{
	struct words_builder *b = ctx;

	if (!n || !cols[0].len) return err_set(e, ERR_RULES, "%s:%u: empty name", b->path, line);
	struct uslice key = arena_utf16(&b->a, cols[0]);
	if (key.len < 2) return OK; /* one character alone is no name without its neighbours */
	add_entry(b, cols[0], WEIGHT_KEEP, b->gazetteer_pos,
		  b->gazetteer_cls | place_class(n > 1 ? cols[1] : SLICE_NONE));
	b->entries[b->n - 1].weak = n > 1 && slice_starts(cols[n - 1], SLICE("weak"));
	return OK;
}

static uint8_t name_cost(double share)
{
	double c = -log(share) * WORD_COST_UNIT;

	return c > 253 ? 253 : c < 0 ? 0 : (uint8_t)c;
}

static enum status add_surname(void *ctx, const struct slice *cols, size_t n, unsigned line,
			       struct err *e)
{
	struct words_builder *b = ctx;
	struct uslice key = arena_utf16(&b->a, cols[0]);

	if (n < 2 || !key.len)
		return err_set(e, ERR_RULES, "%s:%u: surname and weight wanted", b->path, line);
	if (slice_is(cols[1], "familiar")) {
		if (key.len == 1) b->chars[key.p[0]].surname = NAME_FAMILIAR;
		return OK;
	}
	if (key.len == 1) b->chars[key.p[0]].surname = name_cost(parse_weight(cols[1]) / 1000);
	add_entry(b, cols[0], WEIGHT_KEEP, POS_KEEP, CLASS_SURNAME);
	return OK;
}

static enum status add_given(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct words_builder *b = ctx;
	struct uslice key = arena_utf16(&b->a, cols[0]);

	if (n != 4 || key.len != 1)
		return err_set(e, ERR_RULES, "%s:%u: character and three counts wanted", b->path,
			       line);
	for (size_t i = 0; i < 3; i++) b->count[i][key.p[0]] = parse_weight(cols[i + 1]);
	return OK;
}

static enum status add_translit_char(void *ctx, const struct slice *cols, size_t n, unsigned line,
				     struct err *e)
{
	struct words_builder *b = ctx;
	struct uslice key = arena_utf16(&b->a, cols[0]);

	if (n != 2 || key.len != 1)
		return err_set(e, ERR_RULES, "%s:%u: character and count wanted", b->path, line);
	b->count[3][key.p[0]] = parse_weight(cols[1]);
	return OK;
}

static enum status read_source(struct words_builder *b, struct slice path, struct err *e)
{
	static const struct {
		const char *head;
		enum status (*fn)(void *, const struct slice *, size_t, unsigned, struct err *);
		int pos;
		uint16_t cls;
	} kinds[] = {
		{ "lexicon_own", add_own, 0, 0 },
		{ "lexicon", add_lexicon, 0, 0 },
		{ "places", add_gazetteer, POS_PLACE, 0 },
		{ "orgs", add_gazetteer, POS_ORG, 0 },
		{ "persons", add_gazetteer, POS_PERSON, 0 },
		{ "titles", add_gazetteer, POS_TITLE, CLASS_TITLE },
		{ "surnames", add_surname, 0, 0 },
		{ "given", add_given, 0, 0 },
		{ "translit", add_translit_char, 0, 0 },
	};
	size_t cut = path.len;

	while (cut && path.p[cut - 1] != '/') cut--;
	struct slice base = slice_of(path.p + cut, path.len - cut);
	b->path = path.p;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!slice_starts(base, slice_str(kinds[i].head))) continue;
		b->gazetteer_pos = kinds[i].pos;
		b->gazetteer_cls = kinds[i].cls;
		return tsv_load(path.p, kinds[i].fn, b, e);
	}
	return err_set(e, ERR_RULES, "%s: no kind of source for words", path.p);
}

static int compare_entries(const void *pa, const void *pb)
{
	const struct word_entry *a = pa, *b = pb;
	int c = uslice_cmp(a->key, b->key);

	return c ? c : a->seq < b->seq ? -1 : a->seq > b->seq;
}

/* Is the word, after its last weight, none? 0: the words it is made of read better one by one. */
static bool is_gone(const struct word_entry *w, size_t n)
{
	while (n-- > 0)
		if (w[n].weight != WEIGHT_KEEP) return w[n].weight == 0;
	return false;
}

/* Fold the entries of one key, in order: later ones win, classes add up. */
static struct word_key fold(const struct words_builder *b, const struct word_entry *w, size_t n)
{
	double weight = 0;
	int pos = POS_KEEP;
	uint16_t cls = 0;

	for (size_t i = 0; i < n; i++) {
		if (w[i].weight != WEIGHT_KEEP) weight = w[i].weight;
		if (w[i].pos != POS_KEEP && !(w[i].weak && pos != POS_KEEP)) pos = w[i].pos;
		cls |= w[i].cls;
	}
	if (weight < 1) weight = WEIGHT_NEW;
	if (!(cls & CLASS_ORG_END) && (pos == POS_NOUN || pos == POS_NAME || pos == POS_ORG))
		cls |= tail_class(b, w->key);
	uint32_t cost = (uint32_t)(-log(weight / WORD_TOTAL) * WORD_COST_UNIT + 0.5);
	return (struct word_key){ w->key,
				  word_pack(cost ? cost : 1,
					    (uint32_t)(pos == POS_KEEP ? POS_NOUN : pos), cls),
				  weight };
}

static enum status build_trie(struct words_builder *b, struct buf *out, struct err *e)
{
	struct word_key *keys = mem_alloc(b->n * sizeof *keys);
	uint16_t *code = mem_alloc(65536 * sizeof *code);
	size_t n = 0;

	qsort(b->entries, b->n, sizeof *b->entries, compare_entries);
	for (size_t i = 0, j; i < b->n; i = j) {
		for (j = i + 1; j < b->n && uslice_eq(b->entries[i].key, b->entries[j].key); j++)
			;
		if (!is_gone(b->entries + i, j - i)) keys[n++] = fold(b, b->entries + i, j - i);
	}
	enum status st = word_trie_build(keys, n, code, out, e);
	for (uint32_t c = 0; c < 65536; c++) b->chars[c].code = code[c];
	mem_free(code);
	mem_free(keys);
	return st;
}

/* Structural ranges of Unicode; no characters of a language. */
static uint8_t char_kind(uint32_t c)
{
	if (c == 0x00b7 || c == 0x2022 || c == 0x2027 || c == 0x30fb || c == 0xff65)
		return CHAR_DOT;
	if (c == 0x3005 || (c < 0x10000 && unit_is_one_han((uint16_t)c))) return CHAR_HAN;
	if (c >= '0' && c <= '9') return CHAR_DIGIT;
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xc0 && c <= 0x24f))
		return CHAR_LATIN;
	if (c <= 0x20 || c == 0xa0 || c == 0x3000) return CHAR_SPACE;
	if (c >= 0xd800 && c <= 0xdfff) return CHAR_SURROGATE;
	if (c < 0x80 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3001 && c <= 0x303f) ||
	    (c >= 0xfe10 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff0f) ||
	    (c >= 0xff1a && c <= 0xff20) || (c >= 0xff3b && c <= 0xff40) ||
	    (c >= 0xff5b && c <= 0xff64))
		return CHAR_PUNCT;
	return CHAR_OTHER;
}

/* Given names may hold any character, at the price of the rarest, but not those marked "-". */
static uint8_t given_cost(uint8_t kind, double count, double floor, double sum)
{
	return kind == CHAR_HAN && count != WEIGHT_KEEP ? name_cost((count + floor) / (sum + 1))
							: NAME_NEVER;
}

static uint8_t char_names(const struct lexicon_char *x)
{
	unsigned names = 0;

	if (x->surname < NAME_FAMILIAR) names |= CHAR_SURNAME;
	if (x->alone != NAME_NEVER || x->first != NAME_NEVER) names |= CHAR_GIVEN;
	if (x->translit != NAME_NEVER) names |= CHAR_TRANSLIT | CHAR_LINK;
	if (x->kind == CHAR_DOT) names |= CHAR_LINK;
	return (uint8_t)names;
}

/* Transliterations hold listed characters only. */
static void set_chars(struct words_builder *b)
{
	double sum[4] = { 0 };

	for (uint32_t c = 0; c < 65536; c++)
		for (size_t i = 0; i < 4; i++)
			if (b->count[i][c] > 0) sum[i] += b->count[i][c];
	for (uint32_t c = 0; c < 65536; c++) {
		struct lexicon_char *x = &b->chars[c];
		x->kind = char_kind(c) & 15u;
		x->first = given_cost(x->kind, b->count[0][c], 0.5, sum[0]);
		x->second = given_cost(x->kind, b->count[1][c], 0.5, sum[1]);
		x->alone = given_cost(x->kind, b->count[2][c], 0.1, sum[2]);
		x->translit = b->count[3][c] > 0 ? name_cost(b->count[3][c] / sum[3]) : NAME_NEVER;
		x->names = char_names(x) & 15u;
	}
}

/* What the segmenter wants of each unit, from the trie as built and the characters. */
static void add_units(const struct words_builder *b, const struct buf *words, struct buf *out)
{
	struct word_trie t = { 0 };

	memcpy(&t.root, words->p, sizeof t.root);
	uint64_t *cells = mem_alloc(words->len); /* aligned */
	memcpy(cells, words->p + 2 * sizeof t.root, words->len - 2 * sizeof t.root);
	t.cell = cells;
	for (uint32_t c = 0; c < 65536; c++) {
		struct lexicon_unit u = segment_unit(&b->chars[c], &t);
		buf_add(out, &u, sizeof u);
	}
	mem_free(cells);
}

enum status build_words(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct words_builder b = { 0 };
	enum status st = OK;

	arena_init(&b.a);
	b.chars = mem_zalloc(65536 * sizeof *b.chars);
	b.tail = mem_zalloc(65536 * sizeof *b.tail);
	for (uint32_t c = 0; c < 65536; c++) b.chars[c].surname = NAME_NEVER;
	for (size_t i = 0; i < 4; i++) b.count[i] = mem_zalloc(65536 * sizeof *b.count[i]);
	for (size_t i = 0; i < n && st == OK; i++) st = read_source(&b, paths[i], e);
	if (st == OK) {
		set_chars(&b);
		struct buf *words = builder_section(out, "words");
		st = build_trie(&b, words, e);
		buf_add(builder_section(out, "chars"), b.chars, 65536 * sizeof *b.chars);
		if (st == OK) add_units(&b, words, builder_section(out, "units"));
	}
	for (size_t i = 0; i < 4; i++) mem_free(b.count[i]);
	mem_free(b.chars);
	mem_free(b.tail);
	mem_free(b.tails);
	mem_free(b.entries);
	arena_free(&b.a);
	return st;
}
