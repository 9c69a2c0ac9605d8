/* Table compiler for what lists of characters can bring at best: the tables ngram and charset,
 * built before -> list_tops.tab. A pair of symbols that the model has not seen costs what leaving
 * the first does and what the second does by itself; so a cell begins with the least of that over
 * the list, and each bigram of the model lowers the cells of the lists that have one of its two.
 * Runs at build time only. */
#include "pipeline/decode/list_tops.h"
#include "scripts/builders.h"

#include <stdlib.h>

#define LISTS (LIST_TOPS_TRAIL + 0xff - 0x40)
/* a digit behind a digit, a letter behind a letter: NGRAM_IN_RUN, in the candidate's favour */
#define RUN_STEPS 26

struct ranked {
	uint16_t cp;
	uint8_t cost;
};

static int by_cost(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
	return a->cp < b->cp ? -1 : a->cp > b->cp;
}

static void keep_best(const struct ngram *m, struct ranked *list, size_t n, struct byte_chars *out)
{
	qsort(list, n, sizeof *list, by_cost);
	out->n = (uint8_t)(n < SUSPECT_LIST ? n : SUSPECT_LIST);
	for (size_t i = 0; i < out->n; i++) {
		uint16_t sym = m->id[list[i].cp] & 0x7fff;

		out->cp[i] = list[i].cp, out->sym[i] = sym;
		out->cost[i] = sym == NGRAM_SYM_DIGIT || sym == NGRAM_SYM_LETTER ? 0 : list[i].cost;
	}
}

/* Known characters that share a lead byte (or a trail byte). */
static void rank_codes(struct byte_chars *out, const struct charsets *t, const struct ngram *m,
		       unsigned byte, bool lead)
{
	struct ranked list[256];
	size_t n = 0;

	for (unsigned other = 0x40; other < 0xff; other++) {
		unsigned l = lead ? byte : other, tr = lead ? other : byte;

		if (l < 0x81 || tr < 0x40) continue;
		uint16_t cp = t->gb[(l - 0x81) * CHARSET_ROW + tr - 0x40];

		if (cp && ngram_knows(m, cp))
			list[n++] = (struct ranked){ cp, m->uni_p[m->id[cp] & 0x7fff] };
	}
	keep_best(m, list, n, out);
}

/* Of each byte, as one that begins and as one that ends a pair. */
static struct byte_chars *make_lists(const struct charsets *t, const struct ngram *m)
{
	struct byte_chars *all = mem_zalloc(LIST_TOPS_BYTES * sizeof *all);

	for (unsigned b = 0x40; b < 0xff; b++) {
		if (b >= 0x81) rank_codes(&all[b], t, m, b, true);
		if (b != 0x7f) rank_codes(&all[256 + b], t, m, b, false);
	}
	return all;
}

struct maker {
	const struct ngram *m;
	struct byte_chars *by_byte; /* make_lists */
	uint8_t *choice, *next; /* [symbol][list] */
	uint32_t *at;		/* lists of symbol i: lists[at[i]] to lists[at[i + 1]] */
	uint16_t *lists;
};

static const struct byte_chars *list_of(const struct maker *k, unsigned column)
{
	return &k->by_byte[column < LIST_TOPS_TRAIL ? column + 0x81
						    : 256 + column - LIST_TOPS_TRAIL + 0x40];
}

/* The lists of each symbol. */
static void collect_lists(struct maker *k)
{
	size_t n = 0;

	k->at = mem_zalloc((k->m->n_sym + 2) * sizeof *k->at);
	for (unsigned c = 0; c < LISTS; c++)
		for (unsigned i = 0; i < list_of(k, c)->n; i++)
			k->at[list_of(k, c)->sym[i] + 2]++, n++;
	for (size_t i = 1; i <= k->m->n_sym; i++) k->at[i + 1] += k->at[i];
	k->lists = mem_alloc((n + 1) * sizeof *k->lists);
	for (unsigned c = 0; c < LISTS; c++)
		for (unsigned i = 0; i < list_of(k, c)->n; i++)
			k->lists[k->at[list_of(k, c)->sym[i] + 1]++] = (uint16_t)c;
}

static void lower(uint8_t *cell, unsigned steps)
{
	if (steps < *cell) *cell = (uint8_t)steps;
}

/* What every pair costs at least that the model has not seen. */
static void fill_unseen(struct maker *k)
{
	const struct ngram *m = k->m;

	for (unsigned c = 0; c < LISTS; c++) {
		const struct byte_chars *list = list_of(k, c);
		unsigned p = 255, bow = 255;

		for (unsigned i = 0; i < list->n; i++) {
			if (m->uni_p[list->sym[i]] < p) p = m->uni_p[list->sym[i]];
			if (m->uni_bow[list->sym[i]] < bow) bow = m->uni_bow[list->sym[i]];
		}
		for (uint32_t sym = 0; sym < m->n_sym; sym++) {
			unsigned choice = m->uni_bow[sym] + p, next = bow + m->uni_p[sym];
			k->choice[sym * LIST_TOPS_ROW + c] = (uint8_t)(choice < 255 ? choice : 255);
			k->next[sym * LIST_TOPS_ROW + c] = (uint8_t)(next < 255 ? next : 255);
		}
	}
}

/* b behind a costs so many steps at least. */
static void note_pair(struct maker *k, uint16_t a, uint16_t b, unsigned steps)
{
	for (uint32_t i = k->at[b]; i < k->at[b + 1]; i++)
		lower(&k->choice[a * LIST_TOPS_ROW + k->lists[i]], steps);
	for (uint32_t i = k->at[a]; i < k->at[a + 1]; i++)
		lower(&k->next[b * LIST_TOPS_ROW + k->lists[i]], steps);
}

static void fill(struct maker *k)
{
	const struct ngram *m = k->m;

	collect_lists(k);
	fill_unseen(k);
	for (uint32_t a = 0; a < m->n_sym; a++)
		for (uint32_t i = m->uni_bi[a]; i < m->uni_bi[a + 1]; i++)
			note_pair(k, (uint16_t)a, m->bi_sym[i], m->bi_top[i]);
	note_pair(k, NGRAM_SYM_DIGIT, NGRAM_SYM_DIGIT, RUN_STEPS);
	note_pair(k, NGRAM_SYM_LETTER, NGRAM_SYM_LETTER, RUN_STEPS);
}

enum status build_list_tops(const struct env *env, struct builder_out *out, struct err *e)
{
	struct charsets t;
	struct ngram m;
	enum status st = charset_open(&t, env, e);

	if (st != OK) return st;
	st = ngram_open(&m, env, e);
	if (st == OK) {
		struct maker k = { .m = &m, .by_byte = make_lists(&t, &m) };
		size_t size = (size_t)m.n_sym * LIST_TOPS_ROW;

		k.choice = mem_zalloc(size), k.next = mem_zalloc(size);
		fill(&k);
		buf_add(builder_section(out, "choice"), k.choice, size);
		buf_add(builder_section(out, "next"), k.next, size);
		buf_add(builder_section(out, "lists"), k.by_byte,
			LIST_TOPS_BYTES * sizeof *k.by_byte);
		mem_free(k.choice);
		mem_free(k.next);
		mem_free(k.at);
		mem_free(k.lists);
		mem_free(k.by_byte);
		ngram_close(&m);
	}
	charset_close(&t);
	return st;
}
