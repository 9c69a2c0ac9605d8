/* The table of substitutions and the document gate. See spun.h. */
#include "pipeline/normalize/spun.h"

struct uslice spun_text(const struct spun *s, const struct spun_pair *p)
{
	return (struct uslice){ s->pool + p->spun, p->spun_len };
}

struct uslice spun_genuine(const struct spun *s, const struct spun_pair *p)
{
	return (struct uslice){ s->pool + p->genuine, p->genuine_len };
}

/* What the model says of the pairs: spun_weights.tab. */
static enum status open_weights(struct spun *s, const struct env *env, struct err *e)
{
	enum status st = table_open(&s->weights, env, "spun_weights", e);
	const struct table *t = &s->weights;
	size_t n_forms = 0;

	if (st != OK) return st;
	while (s->form_first[n_forms] < s->n_pairs) n_forms++;
	s->rate = table_need(t, "rate", s->n_pairs * sizeof *s->rate, &st, e);
	s->rarer = table_need(t, "rarer", s->n_pairs * sizeof *s->rarer, &st, e);
	s->own = table_need(t, "own", s->n_pairs * sizeof *s->own, &st, e);
	s->sign = table_need(t, "sign", s->n_lists, &st, e);
	s->signs[SPUN_WEAK] = table_need(t, "signs-weak", SPUN_SIGN_BYTES, &st, e);
	s->signs[SPUN_STRONG] = table_need(t, "signs-strong", SPUN_SIGN_BYTES, &st, e);
	s->forms = table_need(t, "forms", SPUN_SIGN_BYTES, &st, e);
	s->common = table_need(t, "common", n_forms, &st, e);
	return st;
}

enum status spun_open_pairs(struct spun *s, const struct env *env, struct err *e)
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
	return OK;
}

enum status spun_open(struct spun *s, const struct env *env, struct err *e)
{
	TRY(spun_open_pairs(s, env, e));
	enum status st = open_weights(s, env, e);

	if (st != OK) spun_close(s);
	return st;
}

void spun_close(struct spun *s)
{
	table_close(&s->table);
	table_close(&s->weights);
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
