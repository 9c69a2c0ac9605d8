/* Reading side of the character n-gram model: a trie of trigrams over bigrams over symbols, each
 * level sorted, searched by halving. Interpolated absolute discounting was done at build time, so a
 * score is one entry, or back-off weights and the entry of a shorter context. */
#include "pipeline/decode/ngram_step.h"

struct ngram_head {
	uint32_t n_sym, n_bi, n_tri, scale;
};

static enum status map_sections(struct ngram *m, struct err *e)
{
	enum status st = OK;
	const struct ngram_head *h = table_need(&m->table, "head", sizeof *h, &st, e);

	if (!h) return st;
	m->n_sym = h->n_sym, m->n_bi = h->n_bi, m->n_tri = h->n_tri;
	m->id = table_need(&m->table, "id", 65536 * sizeof *m->id, &st, e);
	m->uni_p = table_need(&m->table, "uni-p", m->n_sym, &st, e);
	m->uni_bow = table_need(&m->table, "uni-bow", m->n_sym, &st, e);
	m->uni_bi = table_need(&m->table, "uni-bi", (m->n_sym + 1) * sizeof *m->uni_bi, &st, e);
	m->bi_seen = table_need(&m->table, "bi-seen", NGRAM_SEEN / 8, &st, e);
	m->bi_sym = table_need(&m->table, "bi-sym", m->n_bi * sizeof *m->bi_sym, &st, e);
	m->bi_p = table_need(&m->table, "bi-p", m->n_bi, &st, e);
	m->bi_bow = table_need(&m->table, "bi-bow", m->n_bi, &st, e);
	m->bi_tri = table_need(&m->table, "bi-tri", (m->n_bi + 1) * sizeof *m->bi_tri, &st, e);
	m->tri_sym = table_need(&m->table, "tri-sym", m->n_tri * sizeof *m->tri_sym, &st, e);
	m->tri_p = table_need(&m->table, "tri-p", m->n_tri, &st, e);
	m->uni_top = table_need(&m->table, "uni-top", m->n_sym, &st, e);
	m->bi_top = table_need(&m->table, "bi-top", m->n_bi, &st, e);
	return st;
}

enum status ngram_open(struct ngram *m, const struct env *env, struct err *e)
{
	memset(m, 0, sizeof *m);
	TRY(table_open(&m->table, env, "ngram", e));
	enum status s = map_sections(m, e);

	if (s != OK) table_close(&m->table);
	return s;
}

void ngram_close(struct ngram *m)
{
	table_close(&m->table);
}

struct ngram_ctx ngram_begin(const struct ngram *m)
{
	(void)m;
	return (struct ngram_ctx){ NGRAM_SYM_END, NGRAM_SYM_START, 0 };
}

float ngram_step(const struct ngram *m, struct ngram_ctx *ctx, uint32_t cp)
{
	if (cp == 0x0a || cp == 0x0d) {
		*ctx = ngram_begin(m);
		return -1.5f;
	}
	return ngram_next(m, ctx, cp == NGRAM_EDGE ? NGRAM_SYM_END : ngram_symbol(m, cp));
}

float ngram_score(const struct ngram *m, uint32_t c1, uint32_t c2, uint32_t c3)
{
	struct ngram_ctx ctx = ngram_begin(m);

	if (c2 != NGRAM_EDGE) {
		ctx.b = ngram_symbol(m, c2);
		ctx.a = c1 == NGRAM_EDGE ? NGRAM_SYM_START : ngram_symbol(m, c1);
		uint32_t bi = ngram_bigram(m, ctx.a, ctx.b);

		ctx.bi = bi == UINT32_MAX ? 0 : bi + 1;
	}
	return ngram_step(m, &ctx, c3);
}

double ngram_text(const struct ngram *m, struct uslice text)
{
	struct ngram_ctx ctx = ngram_begin(m);
	double sum = 0;

	for (size_t i = 0; i < text.len;)
		sum += ngram_step(m, &ctx, utf16_next(text.p, text.len, &i));
	return sum;
}

bool ngram_knows(const struct ngram *m, uint32_t cp)
{
	return ngram_symbol(m, cp) >= NGRAM_FIRST;
}

bool ngram_is_folded(const struct ngram *m, uint32_t cp)
{
	return cp < 0x10000 && (m->id[cp] & NGRAM_FOLDED);
}
