/* What the model says of the pairs of spun.tsv: the tables "ngram" and "spun", built before ->
 * spun_weights.tab. Some twenty thousand strings are looked up in the model. Runs at build time
 * only. */
#include "pipeline/core/mem.h"
#include "pipeline/normalize/trust.h"
#include "scripts/builders.h"

/* log10 a character in clean text: a spun form above it tells nothing */
#define SIGNATURE_MIN 0.8f /* rarer than what it replaces by this, log10 */

/* The sections while they are made. */
struct weights {
	struct ngram model;
	struct spun s; /* without its weights, but for rate and rarer */
	size_t n_forms;
	float *rate, *rarer;
	uint32_t *own;
	uint8_t *sign, *signs[SPUN_SIGNS], *forms, *common;
};

/* log10 of how often a string occurs at a place of clean text. */
static float string_rate(const struct ngram *m, struct uslice s)
{
	uint16_t sym = m->id[s.p[0]] & (uint16_t)~NGRAM_FOLDED;
	struct ngram_ctx ctx = { NGRAM_SYM_START, sym, 0 };
	float sum = (float)m->uni_p[sym] / -NGRAM_SCALE;

	for (size_t i = 1; i < s.len; i++) sum += ngram_step(m, &ctx, s.p[i]);
	return sum;
}

static void note_form(struct weights *w, struct uslice form)
{
	uint32_t bit = form.len > 1 ? spun_filter_bit(form.p[0], form.p[1]) : 65536u + form.p[0];

	w->forms[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

#define COMMON_RATE  (-4.3f) /* log10 a place of clean text */
#define COMMON_RARER 1.0f

/* After the pairs are weighed. */
static void mark_common(struct weights *w)
{
	const struct spun *s = &w->s;

	for (size_t f = 0; f < w->n_forms; f++)
		for (uint32_t p = s->form_first[f]; p < s->form_first[f + 1]; p++) {
			uint32_t k = s->form_pairs[p];
			const struct spun_pair *pair = &s->pairs[k];
			if (spun_is_word(pair) && pair->genuine_len > 1 &&
			    s->rate[k] > COMMON_RATE && s->rarer[k] >= COMMON_RARER)
				w->common[f] = 1;
		}
}

static void note_sign(struct weights *w, uint32_t l, enum spun_sign strength)
{
	struct uslice sign = spun_text(&w->s, &w->s.pairs[w->s.first[l]]);
	uint32_t bit = spun_filter_bit(sign.p[0], sign.p[1]),
		 second = 65536u + spun_second_bit(sign.p[0], sign.p[1]);

	w->signs[strength][bit >> 3] |= (uint8_t)(1u << (bit & 7));
	w->signs[strength][second >> 3] |= (uint8_t)(1u << (second & 7));
	w->sign[l] = (uint8_t)(1 + strength);
}

/* A list is a signature if its rare spun string, of two units and more, could be trusted. own: how
 * often it stands at a place of clean text, log10. */
static void mark_signature(struct weights *w, uint32_t l, float own)
{
	const struct spun *s = &w->s;
	static const struct {
		float rare, trust;
	} least[SPUN_SIGNS] = { { -4.5f, -2.0f }, { -4.9f, -1.5f } };

	if (s->pairs[s->first[l]].spun_len < 2) return;
	for (unsigned i = 0; i < SPUN_SIGNS; i++)
		for (uint32_t k = s->first[l]; own < least[i].rare && k < s->first[l + 1]; k++)
			if (s->pairs[k].cls != SPUN_CHAIN && s->rarer[k] >= SIGNATURE_MIN &&
			    trust_pair(s, k) >= least[i].trust)
				note_sign(w, l, (enum spun_sign)i);
}

static void weigh(struct weights *w)
{
	const struct spun *s = &w->s;

	for (uint32_t l = 0; l < s->n_lists; l++) {
		float own = string_rate(&w->model, spun_text(s, &s->pairs[s->first[l]]));
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
			const struct spun_pair *p = &s->pairs[k];
			w->rate[k] = string_rate(&w->model, spun_genuine(s, p));
			w->rarer[k] = w->rate[k] - own;
			note_form(w, spun_genuine(s, p));
			if (!datrie_has(&s->table.trie, spun_genuine(s, p).p, p->genuine_len,
					&w->own[k]))
				w->own[k] = SPUN_NONE;
		}
		mark_signature(w, l, own);
	}
	mark_common(w);
}

static void put_sections(const struct weights *w, struct builder_out *out)
{
	size_t n = w->s.n_pairs;

	buf_add(builder_section(out, "rate"), w->rate, n * sizeof *w->rate);
	buf_add(builder_section(out, "rarer"), w->rarer, n * sizeof *w->rarer);
	buf_add(builder_section(out, "own"), w->own, n * sizeof *w->own);
	buf_add(builder_section(out, "sign"), w->sign, w->s.n_lists);
	buf_add(builder_section(out, "signs-weak"), w->signs[SPUN_WEAK], SPUN_SIGN_BYTES);
	buf_add(builder_section(out, "signs-strong"), w->signs[SPUN_STRONG], SPUN_SIGN_BYTES);
	buf_add(builder_section(out, "forms"), w->forms, SPUN_SIGN_BYTES);
	buf_add(builder_section(out, "common"), w->common, w->n_forms);
}

enum status build_spun_weights(const struct env *env, struct builder_out *out, struct err *e)
{
	struct weights w = { .n_forms = 0 };
	enum status st = ngram_open(&w.model, env, e);

	if (st == OK) st = spun_open_pairs(&w.s, env, e);
	if (st == OK) {
		struct arena a;
		arena_init(&a);
		while (w.s.form_first[w.n_forms] < w.s.n_pairs) w.n_forms++;
		w.s.rate = w.rate = arena_zalloc(&a, w.s.n_pairs * sizeof *w.rate);
		w.s.rarer = w.rarer = arena_zalloc(&a, w.s.n_pairs * sizeof *w.rarer);
		w.own = arena_zalloc(&a, w.s.n_pairs * sizeof *w.own);
		w.sign = arena_zalloc(&a, w.s.n_lists);
		for (int i = 0; i < SPUN_SIGNS; i++)
			w.signs[i] = arena_zalloc(&a, SPUN_SIGN_BYTES);
		w.forms = arena_zalloc(&a, SPUN_SIGN_BYTES);
		w.common = arena_zalloc(&a, w.n_forms);
		weigh(&w);
		put_sections(&w, out);
		arena_free(&a);
		spun_close(&w.s);
	}
	ngram_close(&w.model);
	return st;
}
