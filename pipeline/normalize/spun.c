/* The table of substitutions and the document gate. See spun.h. */
#include "pipeline/normalize/spun.h"

#include "pipeline/core/mem.h"

#define SIGNATURE_RARE (-5.3f) /* log10 a character in clean text: a spun form above it tells nothing */
#define SIGNATURE_MIN  1.0f
#define SIGNATURE_MAX  3.0f

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

	for (size_t i = 1; i < s.len; i++)
		sum += ngram_step(m, &ctx, s.p[i]);
	return sum;
}

static void weigh(struct spun *s, const struct ngram *m)
{
	s->weight = mem_zalloc((s->n_lists + 1) * sizeof *s->weight);
	s->rate = mem_zalloc((s->n_pairs + 1) * sizeof *s->rate);
	for (uint32_t l = 0; l < s->n_lists; l++) {
		float best = -99;
		bool chain = true;
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
			s->rate[k] = string_rate(m, spun_genuine(s, &s->pairs[k]));
			if (s->rate[k] > best) best = s->rate[k];
			if (s->pairs[k].cls != SPUN_CHAIN) chain = false;
		}
		const struct spun_pair *p = &s->pairs[s->first[l]];
		float own = string_rate(m, spun_text(s, p)), w = best - own;
		if (p->spun_len < 2 || own > SIGNATURE_RARE || w < SIGNATURE_MIN || chain) continue;
		s->weight[l] = w < SIGNATURE_MAX ? w : SIGNATURE_MAX;
	}
}

enum status spun_open(struct spun *s, const struct env *env, const struct ngram *model, struct err *e)
{
	*s = (struct spun){ 0 };
	TRY(table_open(&s->table, env, "spun", e));
	struct slice pairs = table_section(&s->table, "pairs"), first = table_section(&s->table, "first"),
		     pool = table_section(&s->table, "pool"), filter = table_section(&s->table, "filter"),
		     single = table_section(&s->table, "single"), genuine = table_section(&s->table, "genuine"),
		     forms = table_section(&s->table, "form_first"),
		     form_pairs = table_section(&s->table, "form_pairs");
	if (!pairs.p || first.len < 8 || !pool.p || filter.len != 8192 || single.len != 65536 ||
	    !s->table.trie.cell || !forms.p || !form_pairs.p || datrie_view(&s->genuine, genuine, e) != OK) {
		spun_close(s);
		return err_set(e, ERR_RULES, "spun.tab: damaged table");
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
	weigh(s, model);
	return OK;
}

void spun_close(struct spun *s)
{
	mem_free(s->weight);
	mem_free(s->rate);
	table_close(&s->table);
}

double spun_density(const struct spun *s, struct uslice text)
{
	double sum = 0;

	for (size_t i = 0; i + 1 < text.len; i++) {
		uint32_t bit = spun_filter_bit(text.p[i], text.p[i + 1]), list;
		if (!(s->filter[bit >> 3] >> (bit & 7) & 1)) continue;
		size_t len = datrie_longest(&s->table.trie, text.p + i, text.len - i, &list);
		if (len) sum += (double)s->weight[list];
	}
	return text.len ? sum * 1000 / (double)text.len : 0;
}
