/* Compile spun.tsv: pairs as written, chains derived from them (a synonym whose characters were
 * swapped afterwards), common words with a character turned into its opposite, all candidates of
 * one spun string side by side. */
#include "pipeline/core/mem.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/normalize/spun.h"
#include "scripts/builders.h"

#include <math.h>
#include <stdlib.h>

#define UNITS	    65536u
#define CHAIN_UNITS 4 /* longer words are not chained */

#define WORDS_MAX (SPUN_WORDS / 2)

#define SWAP_UNITS  4     /* longer words are not swapped, */
#define SWAP_COMMON 300.0 /* nor rarer ones (of three and more characters: a third of it), */
#define SWAP_STRAYS 2     /* what clean text may hold of each; not measured */
#define SWAP_WORD   30.0  /* nor such as become words so common */

struct spun_row {
	struct uslice spun, genuine;
	uint8_t cls, strays;
};

/* A word of the lexicon. */
struct spun_known {
	struct uslice word;
	double weight;
};

struct spun_build {
	struct arena a;
	struct spun_row *rows, *swaps; /* swaps: of class swap, either way round */
	size_t n, cap, n_swaps, cap_swaps;
	struct spun_known *known;
	size_t n_known, cap_known;
	const char *path;
	struct spun_word *words; /* SPUN_WORDS slots */
	size_t n_words;
};

static uint8_t read_strays(struct slice col)
{
	unsigned n = 0;

	for (size_t i = 0; i < col.len && n < UINT8_MAX; i++)
		if (col.p[i] >= '0' && col.p[i] <= '9') n = n * 10 + (unsigned)(col.p[i] - '0');
	return n < UINT8_MAX ? (uint8_t)n : UINT8_MAX;
}

/* A word of the annotate stage's lexicon: word, weight, part of speech. */
static enum status add_word(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct spun_build *b = ctx;
	uint16_t unit[2];
	double weight = 0;
	struct uslice word = n > 1 && cols[0].len <= 3 * SWAP_UNITS ? arena_utf16(&b->a, cols[0])
								    : (struct uslice){ NULL, 0 };

	for (size_t i = 0; n > 1 && i < cols[1].len && cols[1].p[i] >= '0' && cols[1].p[i] <= '9';
	     i++)
		weight = weight * 10 + (cols[1].p[i] - '0');
	if (word.len < 2 || weight < 1) return OK;
	*ARENA_PUSH(&b->a, b->known, b->n_known, b->cap_known) =
		(struct spun_known){ word, weight };
	if (word.len != 2) return OK;
	if (++b->n_words > WORDS_MAX)
		return err_set(e, ERR_RULES, "%s:%u: too many words", b->path, line);
	memcpy(unit, word.p, sizeof unit);
	uint32_t k = spun_word_slot(unit[0], unit[1]);
	while (b->words[k].a && !(b->words[k].a == unit[0] && b->words[k].b == unit[1]))
		k = (k + 1) & (SPUN_WORDS - 1);
	b->words[k] = (struct spun_word){ unit[0], unit[1], (uint16_t)(log10(weight) * 32 + 1), 0 };
	return OK;
}

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct spun_build *b = ctx;
	static const char *const names[SPUN_CHAIN] = { "word", "char", "often", "maybe",
							"swap" };
	uint8_t cls = 0;

	while (n > 2 && cls < SPUN_CHAIN && !slice_is(cols[2], names[cls])) cls++;
	if (n < 3 || cls == SPUN_CHAIN || !cols[0].len || !cols[1].len)
		return err_set(e, ERR_RULES,
			       "%s:%u: not \"spun, genuine, class\"; classes: word, "
			       "char, often, maybe, swap",
			       b->path, line);
	struct spun_row *r = cls == SPUN_SWAP
				     ? ARENA_PUSH(&b->a, b->swaps, b->n_swaps, b->cap_swaps)
				     : ARENA_PUSH(&b->a, b->rows, b->n, b->cap);
	*r = (struct spun_row){ .spun = arena_utf16(&b->a, cols[0]),
				.genuine = arena_utf16(&b->a, cols[1]),
				.cls = cls,
				.strays = n > 3 ? read_strays(cols[3]) : 0 };
	if (r->spun.len > 16 || r->genuine.len > 16 ||
	    ((cls == SPUN_CHAR || cls == SPUN_SWAP) &&
	     (r->spun.len != 1 || r->genuine.len != 1)))
		return err_set(e, ERR_RULES, "%s:%u: pair of a wrong length", b->path, line);
	return OK;
}

static void add_chain(struct spun_build *b, struct uslice spun, struct uslice genuine)
{
	if (uslice_eq(spun, genuine)) return;
	*ARENA_PUSH(&b->a, b->rows, b->n, b->cap) =
		(struct spun_row){ arena_ucopy(&b->a, spun), genuine, SPUN_CHAIN, 0 };
}

/* Swap forward (genuine -> spun character) in every subset of places of a synonym: what stands in
 * the text when the swap came after it. swaps: rows of class char. */
static void chain_word(struct spun_build *b, struct spun_row word, const struct spun_row *swaps,
		       size_t n_swaps)
{
	uint16_t form[CHAIN_UNITS];

	if (word.spun.len > CHAIN_UNITS) return;
	for (size_t i = 0; i < n_swaps; i++) {
		for (size_t k = 0; k < word.spun.len; k++) {
			if (word.spun.p[k] != swaps[i].genuine.p[0]) continue;
			memcpy(form, word.spun.p, word.spun.len * sizeof *form);
			form[k] = swaps[i].spun.p[0];
			add_chain(b, (struct uslice){ form, word.spun.len }, word.genuine);
			for (size_t j = i + 1; j < n_swaps; j++)
				for (size_t l = 0; l < word.spun.len; l++) {
					if (l == k || word.spun.p[l] != swaps[j].genuine.p[0])
						continue;
					uint16_t kept = form[l];
					form[l] = swaps[j].spun.p[0];
					add_chain(b, (struct uslice){ form, word.spun.len },
						  word.genuine);
					form[l] = kept;
				}
		}
	}
}

static void derive_chains(struct spun_build *b)
{
	size_t n = b->n, n_swaps = 0;
	struct spun_row *swaps = arena_alloc(&b->a, (n + 1) * sizeof *swaps);

	for (size_t i = 0; i < n; i++)
		if (b->rows[i].cls == SPUN_CHAR) swaps[n_swaps++] = b->rows[i];
	for (size_t i = 0; i < n; i++)
		if (b->rows[i].cls == SPUN_WORD) chain_word(b, b->rows[i], swaps, n_swaps);
}

static int compare_known(const void *pa, const void *pb)
{
	const struct spun_known *a = pa, *b = pb;

	return uslice_cmp(a->word, b->word);
}

/* The word with its character at unit k turned into another, unless that is a word too. */
static void swap_at(struct spun_build *b, const struct spun_known *w, size_t k, uint16_t with)
{
	uint16_t form[SWAP_UNITS];
	struct spun_known key = { { form, w->word.len }, 0 };

	memcpy(form, w->word.p, w->word.len * sizeof *form);
	form[k] = with;
	const struct spun_known *other =
		bsearch(&key, b->known, b->n_known, sizeof key, compare_known);
	if (other && other->weight >= SWAP_WORD) return;
	*ARENA_PUSH(&b->a, b->rows, b->n, b->cap) = (struct spun_row){
		arena_ucopy(&b->a, key.word), w->word, SPUN_SWAP, SWAP_STRAYS
	};
}

static void derive_swaps(struct spun_build *b)
{
	qsort(b->known, b->n_known, sizeof *b->known, compare_known);
	for (size_t i = 0; i < b->n_known; i++) {
		const struct spun_known *w = &b->known[i];
		if (w->weight < (w->word.len == 2 ? SWAP_COMMON : SWAP_COMMON / 3)) continue;
		for (size_t k = 0; k < w->word.len; k++)
			for (size_t s = 0; s < b->n_swaps; s++) {
				uint16_t one = b->swaps[s].spun.p[0],
					 two = b->swaps[s].genuine.p[0];
				if (w->word.p[k] == one) swap_at(b, w, k, two);
				if (w->word.p[k] == two) swap_at(b, w, k, one);
			}
	}
}

static int compare_rows(const void *pa, const void *pb)
{
	const struct spun_row *a = pa, *b = pb;
	int c = uslice_cmp(a->spun, b->spun);

	if (!c) c = uslice_cmp(a->genuine, b->genuine);
	return c ? c : a->cls - b->cls;
}

/* A pair by its genuine form. */
struct spun_form {
	struct uslice genuine;
	uint32_t pair;
};

struct spun_out {
	struct buf *pairs, *first, *pool, *filter, *single;
	struct datrie_key *keys;
	struct spun_form *forms; /* one a pair */
	uint32_t n_pairs, n_lists, pool_len;
};

static uint32_t put_text(struct spun_out *o, struct uslice s)
{
	uint32_t at = o->pool_len;

	buf_add(o->pool, s.p, s.len * sizeof *s.p);
	o->pool_len += (uint32_t)s.len;
	return at;
}

static void put_rows(const struct spun_build *b, struct spun_out *o, uint8_t *filter,
		     uint8_t *single)
{
	uint32_t spun_at = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct spun_row *r = &b->rows[i], *last = i ? &b->rows[i - 1] : NULL;
		bool same = last && uslice_eq(last->spun, r->spun);
		if (same && uslice_eq(last->genuine, r->genuine)) continue;
		if (!same) {
			buf_add(o->first, &o->n_pairs, sizeof o->n_pairs);
			o->keys[o->n_lists] = (struct datrie_key){ r->spun, o->n_lists };
			o->n_lists++;
			spun_at = put_text(o, r->spun);
			uint32_t bit =
				spun_filter_bit(r->spun.p[0], r->spun.len > 1 ? r->spun.p[1] : 0);
			if (r->spun.len > 1) filter[bit >> 3] |= (uint8_t)(1u << (bit & 7));
			else single[r->spun.p[0]] = 1;
		}
		struct spun_pair p = { spun_at,
				       put_text(o, r->genuine),
				       (uint8_t)r->spun.len,
				       (uint8_t)r->genuine.len,
				       r->cls,
				       r->strays,
				       o->n_lists - 1 };
		buf_add(o->pairs, &p, sizeof p);
		o->forms[o->n_pairs] = (struct spun_form){ r->genuine, o->n_pairs };
		o->n_pairs++;
	}
	buf_add(o->first, &o->n_pairs, sizeof o->n_pairs);
}

static int compare_forms(const void *pa, const void *pb)
{
	const struct spun_form *a = pa, *b = pb;
	int c = uslice_cmp(a->genuine, b->genuine);

	return c ? c : a->pair < b->pair ? -1 : 1;
}

/* The index from genuine forms to pairs. */
static enum status put_forms(struct spun_out *o, struct builder_out *out, struct err *e)
{
	struct buf *first = builder_section(out, "form_first"),
		   *pairs = builder_section(out, "form_pairs");
	struct buf *trie = builder_section(out, "genuine");
	uint32_t n = 0;

	qsort(o->forms, o->n_pairs, sizeof *o->forms, compare_forms);
	for (uint32_t i = 0; i < o->n_pairs; i++) {
		if (!i || !uslice_eq(o->forms[i].genuine, o->forms[i - 1].genuine)) {
			buf_add(first, &i, sizeof i);
			o->keys[n] = (struct datrie_key){ o->forms[i].genuine, n };
			n++;
		}
		buf_add(pairs, &o->forms[i].pair, sizeof o->forms[i].pair);
	}
	buf_add(first, &o->n_pairs, sizeof o->n_pairs);
	return datrie_build(o->keys, n, trie, e);
}

enum status build_spun(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct spun_build b = { 0 };
	enum status st = OK;

	arena_init(&b.a);
	if (n != 2)
		return err_set(e, ERR_RULES,
			       "spun: sources are the pairs and the lexicon, not %zu files", n);
	b.words = arena_zalloc(&b.a, SPUN_WORDS * sizeof *b.words);
	b.path = paths[0].p;
	st = tsv_load(b.path, add_row, &b, e);
	b.path = paths[1].p;
	if (st == OK) st = tsv_load(b.path, add_word, &b, e);
	if (st == OK && b.n) {
		buf_add(builder_section(out, "words"), b.words, SPUN_WORDS * sizeof *b.words);
		derive_chains(&b);
		derive_swaps(&b);
		qsort(b.rows, b.n, sizeof *b.rows, compare_rows);
		uint8_t *filter = arena_zalloc(&b.a, UNITS / 8),
			*single = arena_zalloc(&b.a, UNITS);
		struct spun_out o = { .pairs = builder_section(out, "pairs"),
				      .first = builder_section(out, "first"),
				      .pool = builder_section(out, "pool"),
				      .filter = builder_section(out, "filter"),
				      .single = builder_section(out, "single"),
				      .keys = arena_alloc(&b.a, b.n * sizeof *o.keys),
				      .forms = arena_alloc(&b.a, b.n * sizeof *o.forms) };
		put_rows(&b, &o, filter, single);
		buf_add(o.filter, filter, UNITS / 8);
		buf_add(o.single, single, UNITS);
		st = datrie_build(o.keys, o.n_lists, builder_section(out, "trie"), e);
		if (st == OK) st = put_forms(&o, out, e);
	}
	arena_free(&b.a);
	return st;
}
