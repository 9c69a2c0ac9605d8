/* Table compiler for what lists of characters can bring at best: the tables ngram and charset,
 * built before -> list_tops.tab. A pair of symbols that the model has not seen costs what leaving
 * the first does and what the second does by itself; so a cell begins with the least of that over
 * the list, and each bigram of the model lowers the cells of the lists that have one of its two.
 * Runs at build time only. */
#include "pipeline/decode/list_tops.h"

#define LISTS (LIST_TOPS_TRAIL + 0xff - 0x40)
/* a digit behind a digit, a letter behind a letter: NGRAM_IN_RUN, in the candidate's favour */
#define RUN_STEPS 26

struct maker {
	const struct ngram *m;
	const struct suspects *s;
	uint8_t *choice, *next; /* [symbol][list] */
	uint32_t *at;		/* lists of symbol i: lists[at[i]] to lists[at[i + 1]] */
	uint16_t *lists;
};

static const struct byte_chars *list_of(const struct suspects *s, unsigned column)
{
	return column < LIST_TOPS_TRAIL ? &s->by_lead[column + 0x81]
					: &s->by_trail[column - LIST_TOPS_TRAIL + 0x40];
}

/* The lists of each symbol. */
static void collect_lists(struct maker *k)
{
	size_t n = 0;

	k->at = mem_zalloc((k->m->n_sym + 2) * sizeof *k->at);
	for (unsigned c = 0; c < LISTS; c++)
		for (unsigned i = 0; i < list_of(k->s, c)->n; i++)
			k->at[list_of(k->s, c)->sym[i] + 2]++, n++;
	for (size_t i = 1; i <= k->m->n_sym; i++) k->at[i + 1] += k->at[i];
	k->lists = mem_alloc((n + 1) * sizeof *k->lists);
	for (unsigned c = 0; c < LISTS; c++)
		for (unsigned i = 0; i < list_of(k->s, c)->n; i++)
			k->lists[k->at[list_of(k->s, c)->sym[i] + 1]++] = (uint16_t)c;
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
		const struct byte_chars *list = list_of(k->s, c);
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

enum status list_tops_sections(const struct env *env, struct buf *choice, struct buf *next,
			       struct err *e)
{
	struct charsets t;
	struct ngram m;
	enum status st = charset_open(&t, env, e);

	if (st != OK) return st;
	st = ngram_open(&m, env, e);
	if (st == OK) {
		struct suspects *s = mem_alloc(sizeof *s);
		struct maker k = { .m = &m, .s = s };
		size_t size = (size_t)m.n_sym * LIST_TOPS_ROW;

		suspects_make(s, &t, &m);
		k.choice = mem_zalloc(size), k.next = mem_zalloc(size);
		fill(&k);
		buf_add(choice, k.choice, size);
		buf_add(next, k.next, size);
		mem_free(k.choice);
		mem_free(k.next);
		mem_free(k.at);
		mem_free(k.lists);
		mem_free(s);
		ngram_close(&m);
	}
	charset_close(&t);
	return st;
}
