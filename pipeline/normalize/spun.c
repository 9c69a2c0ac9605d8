/* The table of substitutions and the document gate. See spun.h. */
#include "pipeline/normalize/spun.h"

#include "pipeline/core/mem.h"
#include "pipeline/normalize/trust.h"

/* log10 a character in clean text: a spun form above it tells nothing */
#define SIGNATURE_MIN 0.8f /* rarer than what it replaces by this, log10 */
#define PRIOR_WORD    1.0f
#define PRIOR_CHAR    (-0.5f)
#define PRIOR_CHAIN   (-2.0f)
#define PRIOR_MAYBE   (-1.5f)

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

static void note_sign(struct spun *s, uint32_t l, enum spun_sign strength)
{
	struct uslice sign = spun_text(s, &s->pairs[s->first[l]]);
	uint32_t bit = spun_filter_bit(sign.p[0], sign.p[1]),
		 second = 65536u + spun_second_bit(sign.p[0], sign.p[1]);

	s->signs[strength][bit >> 3] |= (uint8_t)(1u << (bit & 7));
	s->signs[strength][second >> 3] |= (uint8_t)(1u << (second & 7));
	s->sign[l] = (uint8_t)(1 + strength);
}

/* A list is a signature if its rare spun string, of two units and more, could be trusted. own: how
 * often it stands at a place of clean text, log10. */
static void mark_signature(struct spun *s, uint32_t l, float own)
{
	static const struct {
		float rare, trust;
	} least[SPUN_SIGNS] = { { -4.5f, -2.0f }, { -4.9f, -1.5f } };

	if (s->pairs[s->first[l]].spun_len < 2) return;
	for (unsigned i = 0; i < SPUN_SIGNS; i++)
		for (uint32_t k = s->first[l]; own < least[i].rare && k < s->first[l + 1]; k++)
			if (s->pairs[k].cls != SPUN_CHAIN && s->rarer[k] >= SIGNATURE_MIN &&
			    trust_pair(s, k) >= least[i].trust)
				note_sign(s, l, (enum spun_sign)i);
}

static void weigh(struct spun *s, const struct ngram *m)
{
	s->sign = mem_zalloc(s->n_lists + 1);
	for (unsigned i = 0; i < SPUN_SIGNS; i++) s->signs[i] = mem_zalloc(2 * 65536 / 8);
	s->rate = mem_zalloc((s->n_pairs + 1) * sizeof *s->rate);
	s->rarer = mem_zalloc((s->n_pairs + 1) * sizeof *s->rarer);
	s->forms = mem_zalloc(2 * 65536 / 8);
	s->own = mem_zalloc((s->n_pairs + 1) * sizeof *s->own);
	s->prior = mem_zalloc((s->n_pairs + 1) * sizeof *s->prior);
	for (uint32_t l = 0; l < s->n_lists; l++) {
		float own = string_rate(m, spun_text(s, &s->pairs[s->first[l]]));
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
			const struct spun_pair *p = &s->pairs[k];
			s->rate[k] = string_rate(m, spun_genuine(s, p));
			s->rarer[k] = s->rate[k] - own;
			s->prior[k] = first_prior(p);
			note_form(s, spun_genuine(s, p));
			if (!datrie_has(&s->table.trie, spun_genuine(s, p).p, p->genuine_len,
					&s->own[k]))
				s->own[k] = SPUN_NONE;
		}
		mark_signature(s, l, own);
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
	mem_free(s->sign);
	mem_free(s->rate);
	mem_free(s->rarer);
	mem_free(s->prior);
	mem_free(s->own);
	mem_free(s->common);
	for (unsigned i = 0; i < SPUN_SIGNS; i++) mem_free(s->signs[i]);
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
