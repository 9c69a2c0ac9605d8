/* The table of substitutions and the document gate. See spun.h. */
#include "pipeline/normalize/spun.h"

#include "pipeline/core/mem.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* log10 a character in clean text: a spun form above it tells nothing */
#define SIGNATURE_RARE (-5.3f)
#define SIGNATURE_MIN  1.0f
#define SIGNATURE_MAX  3.0f
#define PRIOR_WORD     1.0f
#define PRIOR_CHAR     (-0.5f)
#define PRIOR_CHAIN    (-2.0f)
#define PRIOR_MAYBE    (-1.5f)

struct uslice spun_text(const struct spun *s, const struct spun_pair *p)
{
	return (struct uslice){ s->pool + p->spun, p->spun_len };
}

struct uslice spun_genuine(const struct spun *s, const struct spun_pair *p)
{
	return (struct uslice){ s->pool + p->genuine, p->genuine_len };
}

/* log10 of how often a string occurs at a place of clean text. */
static float string_rate(const struct ngram *m, struct uslice s)
{
	uint16_t sym = m->id[s.p[0]] & (uint16_t)~NGRAM_FOLDED;
	struct ngram_ctx ctx = { NGRAM_SYM_START, sym, 0 };
	float sum = (float)m->uni_p[sym] / -NGRAM_SCALE;

	for (size_t i = 1; i < s.len; i++) sum += ngram_step(m, &ctx, s.p[i]);
	return sum;
}

static float first_prior(const struct spun_pair *p)
{
	switch ((enum spun_class)p->cls) {
	case SPUN_WORD:
		return PRIOR_WORD;
	case SPUN_CHAR:
		return PRIOR_CHAR;
	case SPUN_MAYBE:
		return PRIOR_MAYBE;
	case SPUN_CHAIN:
		break;
	}
	return PRIOR_CHAIN;
}

static void note_form(struct spun *s, struct uslice form)
{
	uint32_t bit = form.len > 1 ? spun_filter_bit(form.p[0], form.p[1]) : 65536u + form.p[0];

	s->forms[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

#define COMMON_RATE  (-4.3f) /* log10 a place of clean text */
#define COMMON_RARER 1.0f

/* After the pairs are weighed. */
static void mark_common(struct spun *s)
{
	size_t n = 0;

	while (s->form_first[n] < s->n_pairs) n++;
	s->common = mem_zalloc(n + 1);
	for (size_t f = 0; f < n; f++)
		for (uint32_t p = s->form_first[f]; p < s->form_first[f + 1]; p++) {
			uint32_t k = s->form_pairs[p];
			const struct spun_pair *pair = &s->pairs[k];
			if (pair->cls != SPUN_CHAIN && pair->genuine_len > 1 &&
			    s->rate[k] > COMMON_RATE && s->rarer[k] >= COMMON_RARER)
				s->common[f] = 1;
		}
}

static void weigh(struct spun *s, const struct ngram *m)
{
	s->weight = mem_zalloc((s->n_lists + 1) * sizeof *s->weight);
	s->rate = mem_zalloc((s->n_pairs + 1) * sizeof *s->rate);
	s->rarer = mem_zalloc((s->n_pairs + 1) * sizeof *s->rarer);
	s->signs = mem_zalloc(65536 / 8);
	s->forms = mem_zalloc(2 * 65536 / 8);
	s->own = mem_zalloc((s->n_pairs + 1) * sizeof *s->own);
	s->prior = mem_zalloc((s->n_pairs + 1) * sizeof *s->prior);
	for (uint32_t l = 0; l < s->n_lists; l++) {
		float own = string_rate(m, spun_text(s, &s->pairs[s->first[l]])), w = -99;
		bool chain = true;
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
			const struct spun_pair *p = &s->pairs[k];
			s->rate[k] = string_rate(m, spun_genuine(s, p));
			s->rarer[k] = s->rate[k] - own;
			s->prior[k] = first_prior(p);
			note_form(s, spun_genuine(s, p));
			if (!datrie_has(&s->table.trie, spun_genuine(s, p).p, p->genuine_len,
					&s->own[k]))
				s->own[k] = SPUN_NONE;
			if (s->rarer[k] > w) w = s->rarer[k];
			if (p->cls != SPUN_CHAIN) chain = false;
		}
		size_t len = s->pairs[s->first[l]].spun_len;
		if (len < 2 || own > SIGNATURE_RARE || w < SIGNATURE_MIN || chain) continue;
		const struct uslice sign = spun_text(s, &s->pairs[s->first[l]]);
		uint32_t bit = spun_filter_bit(sign.p[0], sign.p[1]);
		s->signs[bit >> 3] |= (uint8_t)(1u << (bit & 7));
		s->weight[l] = w < SIGNATURE_MAX ? w : SIGNATURE_MAX;
	}
}

enum status spun_open(struct spun *s, const struct env *env, const struct ngram *model,
		      struct err *e)
{
	*s = (struct spun){ 0 };
	TRY(table_open(&s->table, env, "spun", e));
	struct slice pairs = table_section(&s->table, "pairs"),
		     first = table_section(&s->table, "first"),
		     pool = table_section(&s->table, "pool"),
		     filter = table_section(&s->table, "filter"),
		     single = table_section(&s->table, "single"),
		     genuine = table_section(&s->table, "genuine"),
		     forms = table_section(&s->table, "form_first"),
		     form_pairs = table_section(&s->table, "form_pairs"),
		     words = table_section(&s->table, "words");
	if (!pairs.p || first.len < 8 || !pool.p || filter.len != 8192 || single.len != 65536 ||
	    !s->table.trie.cell || !forms.p || !form_pairs.p ||
	    words.len != SPUN_WORDS * sizeof *s->words ||
	    datrie_view(&s->genuine, genuine, e) != OK) {
		spun_close(s);
		return err_set(e, ERR_RULES, "spun.tab: damaged table (run make)");
	}
	s->pairs = (const struct spun_pair *)(const void *)pairs.p;
	s->n_pairs = (uint32_t)(pairs.len / sizeof *s->pairs);
	s->first = (const uint32_t *)(const void *)first.p;
	s->n_lists = (uint32_t)(first.len / 4 - 1);
	s->pool = (const uint16_t *)(const void *)pool.p;
	s->filter = (const uint8_t *)filter.p;
	s->single = (const uint8_t *)single.p;
	s->form_first = (const uint32_t *)(const void *)forms.p;
	s->form_pairs = (const uint32_t *)(const void *)form_pairs.p;
	s->words = (const struct spun_word *)(const void *)words.p;
	weigh(s, model);
	mark_common(s);
	return OK;
}

void spun_close(struct spun *s)
{
	mem_free(s->weight);
	mem_free(s->rate);
	mem_free(s->rarer);
	mem_free(s->prior);
	mem_free(s->own);
	mem_free(s->common);
	mem_free(s->signs);
	mem_free(s->forms);
	table_close(&s->table);
}

size_t spun_common_left(const struct spun *s, struct uslice text)
{
	uint16_t lens[8];
	uint32_t forms[8];
	size_t left = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!spun_form_may_begin(s, text.p + i, text.len - i)) continue;
		size_t n = datrie_prefixes(&s->genuine, text.p + i, text.len - i, 8, lens, forms);
		bool any = false;
		for (size_t k = 0; k < n; k++) any = any || s->common[forms[k]];
		left += any;
	}
	return left;
}

unsigned spun_word_common(const struct spun *s, uint16_t a, uint16_t b)
{
	for (uint32_t k = spun_word_slot(a, b);; k = (k + 1) & (SPUN_WORDS - 1)) {
		const struct spun_word *w = &s->words[k];
		if (w->a == a && w->b == b) return w->common;
		if (!w->a) return 0;
	}
}

#define SIGN_SLOTS (2 * SPUN_SIGNS) /* a power of two */

/* How often lists have signed, by a hash of their numbers. */
struct sign_counts {
	uint32_t lists[SIGN_SLOTS]; /* + 1; 0: free */
	uint8_t counts[SIGN_SLOTS];
};

/* One more of list: how many there are now, counting to 3; a full table counts nothing new. n: the
 * lists in it. */
static unsigned count_sign(struct sign_counts *c, size_t *n, uint32_t list)
{
	uint32_t k = (list * 0x9e3779b1u >> 16) % SIGN_SLOTS;

	while (c->lists[k] && c->lists[k] != list + 1) k = (k + 1) % SIGN_SLOTS;
	if (!c->lists[k]) {
		if (*n == SPUN_SIGNS) return 3;
		c->lists[k] = list + 1;
		++*n;
	}
	return c->counts[k] < 3 ? ++c->counts[k] : 3;
}

/* A bit for each place of [i, i + 8) where two units stand that may begin a signature, from the
 * text's pairs. n: pairs there are from i on. The hash is of 16-bit arithmetic alone, so that eight
 * are made at a time. */
static unsigned sign_places(const struct spun *s, const uint16_t *p, size_t n)
{
	uint16_t bit[8];
	unsigned places = 0;

	if (n > 8) n = 8;
#ifdef __SSE2__
	if (n == 8) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p),
			b = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
		a = _mm_mullo_epi16(a, _mm_set1_epi16((short)SPUN_FIRST));
		b = _mm_mullo_epi16(b, _mm_set1_epi16((short)SPUN_SECOND));
		_mm_storeu_si128((__m128i *)(void *)bit, _mm_add_epi16(a, b));
	} else
#endif
		for (size_t k = 0; k < n; k++) bit[k] = (uint16_t)spun_filter_bit(p[k], p[k + 1]);
	for (size_t k = 0; k < n; k++)
		places |= (unsigned)(s->signs[bit[k] >> 3] >> (bit[k] & 7) & 1) << k;
	return places;
}

double spun_sign_mass(const struct spun *s, struct uslice text)
{
	struct sign_counts counts = { .lists = { 0 } };
	size_t distinct = 0;
	double mass = 0;

	for (size_t from = 0; from + 1 < text.len; from += 8)
		for (unsigned places = sign_places(s, text.p + from, text.len - 1 - from); places;
		     places &= places - 1) {
			size_t i = from + (unsigned)__builtin_ctz(places);
			uint32_t list;
			size_t len =
				datrie_longest(&s->table.trie, text.p + i, text.len - i, &list);
			if (len && s->weight[list] > 0 && count_sign(&counts, &distinct, list) < 3)
				mass += (double)s->weight[list];
		}
	return text.len ? mass * 1000 / (double)text.len : 0;
}
