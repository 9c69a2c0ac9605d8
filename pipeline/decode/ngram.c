/* Reading side of the character n-gram model: a trie of trigrams over bigrams over symbols, each level sorted, searched
 * by halving. Interpolated absolute discounting was done at build time, so a score is one entry, or back-off weights
 * and the entry of a shorter context. */
#include "pipeline/decode/ngram.h"

struct ngram_head {
	uint32_t n_sym, n_bi, n_tri, scale;
};

/* A section of at least want bytes; else *st is set and NULL given. */
static const void *section(const struct ngram *m, const char *name, size_t want, enum status *st, struct err *e)
{
	struct slice s = table_section(&m->table, name);

	if (s.p && s.len >= want) return s.p;
	*st = err_set(e, ERR_RULES, "ngram.tab: section %s is missing or short (run make)", name);
	return NULL;
}

static enum status map_sections(struct ngram *m, struct err *e)
{
	enum status st = OK;
	const struct ngram_head *h = section(m, "head", sizeof *h, &st, e);

	if (!h) return st;
	m->n_sym = h->n_sym, m->n_bi = h->n_bi, m->n_tri = h->n_tri;
	m->id = section(m, "id", 65536 * sizeof *m->id, &st, e);
	m->uni_p = section(m, "uni-p", m->n_sym, &st, e);
	m->uni_bow = section(m, "uni-bow", m->n_sym, &st, e);
	m->uni_bi = section(m, "uni-bi", (m->n_sym + 1) * sizeof *m->uni_bi, &st, e);
	m->bi_seen = section(m, "bi-seen", NGRAM_SEEN / 8, &st, e);
	m->bi_sym = section(m, "bi-sym", m->n_bi * sizeof *m->bi_sym, &st, e);
	m->bi_p = section(m, "bi-p", m->n_bi, &st, e);
	m->bi_bow = section(m, "bi-bow", m->n_bi, &st, e);
	m->bi_tri = section(m, "bi-tri", (m->n_bi + 1) * sizeof *m->bi_tri, &st, e);
	m->tri_sym = section(m, "tri-sym", m->n_tri * sizeof *m->tri_sym, &st, e);
	m->tri_p = section(m, "tri-p", m->n_tri, &st, e);
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

static uint16_t symbol(const struct ngram *m, uint32_t cp)
{
	if (cp < 0x10000) return m->id[cp] & (uint16_t)~NGRAM_FOLDED;
	if (cp >= 0x20000 && cp < 0x40000) return NGRAM_OOV_RARE;
	return cp >= 0xf0000 ? NGRAM_OOV_PUA : NGRAM_OOV_OTHER;
}

/* Index of sym in the sorted a[lo, hi), UINT32_MAX if it is not there. Halved without a branch: which way it goes no
 * processor can guess, and models are asked all the time. */
static uint32_t find(const uint16_t *a, uint32_t lo, uint32_t hi, uint16_t sym)
{
	const uint16_t *p = a + lo;

	for (uint32_t n = hi - lo; n > 1; n -= n / 2) p += p[n / 2] <= sym ? n / 2 : 0;
	return lo < hi && *p == sym ? (uint32_t)(p - a) : UINT32_MAX;
}

static uint32_t find_bigram(const struct ngram *m, uint16_t a, uint16_t b)
{
	uint32_t bit = ngram_seen_bit(a, b);

	if (!(m->bi_seen[bit >> 6] >> (bit & 63) & 1)) return UINT32_MAX;
	return find(m->bi_sym, m->uni_bi[a], m->uni_bi[a + 1], b);
}

/* Steps of minus log10 for c after (ctx); *next: bigram (b,c) or UINT32_MAX. */
static unsigned cost(const struct ngram *m, const struct ngram_ctx *ctx, uint16_t c, uint32_t *next)
{
	unsigned steps = 0;

	*next = find_bigram(m, ctx->b, c);
	if (ctx->bi) {
		uint32_t bi = ctx->bi - 1;
		uint32_t t = *next == UINT32_MAX ? *next : find(m->tri_sym, m->bi_tri[bi], m->bi_tri[bi + 1], c);

		if (t != UINT32_MAX) return m->tri_p[t];
		steps = m->bi_bow[bi];
	}
	if (*next != UINT32_MAX) return steps + m->bi_p[*next];
	return steps + m->uni_bow[ctx->b] + m->uni_p[c];
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
	uint16_t c = cp == NGRAM_EDGE ? NGRAM_SYM_END : symbol(m, cp);

	if (c == ctx->b && (c == NGRAM_SYM_DIGIT || c == NGRAM_SYM_LETTER)) return NGRAM_IN_RUN;
	uint32_t next;
	float p = (float)cost(m, ctx, c, &next) / -NGRAM_SCALE;

	if (c == NGRAM_SYM_DIGIT) p -= 1.0f;
	if (c == NGRAM_SYM_LETTER) p -= 1.4f;
	*ctx = (struct ngram_ctx){ ctx->b, c, next == UINT32_MAX ? 0 : next + 1 };
	return p;
}

float ngram_score(const struct ngram *m, uint32_t c1, uint32_t c2, uint32_t c3)
{
	struct ngram_ctx ctx = ngram_begin(m);

	if (c2 != NGRAM_EDGE) {
		ctx.b = symbol(m, c2);
		ctx.a = c1 == NGRAM_EDGE ? NGRAM_SYM_START : symbol(m, c1);
		uint32_t bi = find_bigram(m, ctx.a, ctx.b);

		ctx.bi = bi == UINT32_MAX ? 0 : bi + 1;
	}
	return ngram_step(m, &ctx, c3);
}

double ngram_text(const struct ngram *m, struct uslice text)
{
	struct ngram_ctx ctx = ngram_begin(m);
	double sum = 0;

	for (size_t i = 0; i < text.len;) sum += ngram_step(m, &ctx, utf16_next(text.p, text.len, &i));
	return sum;
}

bool ngram_knows(const struct ngram *m, uint32_t cp)
{
	return symbol(m, cp) >= NGRAM_FIRST;
}

bool ngram_is_folded(const struct ngram *m, uint32_t cp)
{
	return cp < 0x10000 && (m->id[cp] & NGRAM_FOLDED);
}
