/* Builder of the table "veto" (veto_table.h) from the words (veto.tsv: word, class) and the
 * characters of numerals (numerals.tsv), in this order. */
#include "pipeline/annotate/code.h"
#include "pipeline/annotate/veto_table.h"
#include "pipeline/core/rule_file.h"
#include "scripts/builders.h"

struct veto_builder {
	struct arena a;
	struct veto_hooks *h;
	struct datrie_key *words; /* in the order of the file: the value is the row */
	size_t n, cap;
	struct buf series;
};

static enum status add_word(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct veto_builder *b = ctx;

	if (n > 2 || !cols[0].len)
		return err_set(e, ERR_RULES, "veto.tsv:%u: not \"word, class\"", line);
	b->words = mem_grow(b->words, &b->cap, b->n + 1, sizeof *b->words);
	b->words[b->n] = (struct datrie_key){ arena_utf16(&b->a, cols[0]), (uint32_t)b->n };
	b->n++;
	buf_addc(&b->series, n == 2 && slice_is(cols[1], "series"));
	return OK;
}

/* The first hook of a word, its length if there is none near enough to its begin. */
static size_t first_hook(const struct veto_hooks *h, struct uslice word)
{
	size_t k = unit_set_next(&h->hooks, word.p, 0, word.len < BACK_MAX ? word.len : BACK_MAX);

	return k < word.len && unit_set_has(&h->hooks, word.p[k]) ? k : word.len;
}

/* Characters that are hooks by themselves. */
static void add_hooks(struct veto_hooks *h, const uint8_t *kind)
{
	static const uint16_t brackets[] = { '(', 0xff08, '[', 0x3014, 0xfe5d };
	const unsigned numerals = 1u << CLS_DIGIT | 1u << CLS_ASCII | 1u << CLS_SMALL;
	const unsigned more =
		1u << CLS_FORMAL | 1u << CLS_BIG | 1u << CLS_NTH | 1u << CLS_TENS | 1u << CLS_HALF;

	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
		h->begins[brackets[i]] |= BEGINS_BRACKET;
	for (unsigned c = 0; c < 65536; c++) {
		enum numeral_class k = KIND_CLASS(kind[c]);
		if (numerals >> k & 1) h->begins[c] |= BEGINS_NUMERAL;
		if (veto_is_latin((uint16_t)c)) h->begins[c] |= BEGINS_LATIN;
		if (h->begins[c] || (numerals | more) >> k & 1)
			unit_set_add(&h->hooks, (uint16_t)c);
	}
}

/* And one of each word that has none and takes no number. */
static void add_hook_of(struct veto_hooks *h, struct uslice word, bool series)
{
	if (series ? word.len > BACK_MAX - CODE_SERIES_GAP : first_hook(h, word) == word.len)
		unit_set_add(&h->hooks, word.p[word.len - 1 < BACK_MAX ? word.len - 1 : 0]);
}

/* Where a word lies about its hook. */
static void place_word(struct veto_hooks *h, struct uslice word)
{
	size_t k = first_hook(h, word);

	if (word.len == 1) {
		unit_set_add(&h->single, word.p[0]);
	} else {
		uint32_t bit = veto_pair_bit(word.p[0], word.p[1]);
		if (word.len > 2) bit = veto_triple_bit(bit, word.p[2]);
		h->filter[bit >> 3] |= (uint8_t)(1u << (bit & 7));
	}
	if (k == word.len) h->back_series |= 1u << word.len; /* the hook is its number's */
	else h->back[word.p[k]] |= 1u << k;
	if (k) unit_set_add(&h->before, word.p[k - 1]);
}

static void fill_hooks(struct veto_builder *b, const uint8_t *kind)
{
	struct veto_hooks *h = b->h;

	add_hooks(h, kind);
	for (size_t i = 0; i < b->n; i++) add_hook_of(h, b->words[i].key, b->series.p[i]);
	for (size_t i = 0; i < b->n; i++) place_word(h, b->words[i].key);
	for (size_t i = 0; i < CODE_GAPS; i++) unit_set_add(&h->before, code_gaps[i]);
	for (uint32_t gap = 0; gap < CODE_SERIES_GAP; gap++)
		h->back_far |= h->back_series << (gap + 1);
}

enum status build_veto(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct veto_builder b = { .n = 0 };

	if (n != 2) return err_set(e, ERR_RULES, "veto: two sources, not %zu", n);
	uint8_t *kind = mem_alloc(65536);
	arena_init(&b.a);
	b.h = mem_zalloc(sizeof *b.h);
	enum status st = tsv_load(paths[0].p, add_word, &b, e);
	if (st == OK) st = number_kinds_load(paths[1].p, kind, e);
	if (st == OK) {
		fill_hooks(&b, kind);
		buf_add(builder_section(out, "hooks"), b.h, sizeof *b.h);
		buf_add_slice(builder_section(out, "series"), buf_slice(&b.series));
		/* puts them into another order */
		st = datrie_build(b.words, b.n, builder_section(out, "trie"), e);
	}
	mem_free(kind);
	mem_free(b.h);
	mem_free(b.words);
	buf_free(&b.series);
	arena_free(&b.a);
	return st;
}
