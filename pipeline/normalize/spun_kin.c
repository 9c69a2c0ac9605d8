/* Words of like meaning, as far as the table tells. See spun.h. */
#include "pipeline/normalize/spun.h"

struct kin {
	const struct spun *s;
	struct uslice *words;
	size_t n, max;
	struct uslice self, spun; /* what is no kin: the word itself, its spun form */
};

static void add_kin(struct kin *k, struct uslice word)
{
	if (k->n == k->max || word.len < 2 || uslice_eq(word, k->self) || uslice_eq(word, k->spun))
		return;
	for (size_t i = 0; i < k->n; i++)
		if (uslice_eq(k->words[i], word)) return;
	k->words[k->n++] = word;
}

/* The words that a spun string stands for. */
static void add_list(struct kin *k, uint32_t list)
{
	for (uint32_t p = k->s->first[list]; p < k->s->first[list + 1]; p++)
		if (spun_is_word(&k->s->pairs[p])) add_kin(k, spun_genuine(k->s, &k->s->pairs[p]));
}

size_t spun_kin(const struct spun *s, uint32_t pair, struct uslice *words, size_t max)
{
	struct kin k = { .s = s,
			 .words = words,
			 .max = max,
			 .self = spun_genuine(s, &s->pairs[pair]),
			 .spun = spun_text(s, &s->pairs[pair]) };
	uint32_t form, other;

	if (s->own[pair] != SPUN_NONE) add_list(&k, s->own[pair]);
	if (!datrie_has(&s->genuine, k.self.p, k.self.len, &form)) return k.n;
	for (uint32_t i = s->form_first[form]; i < s->form_first[form + 1]; i++) {
		const struct spun_pair *p = &s->pairs[s->form_pairs[i]];
		struct uslice word = spun_text(s, p);
		if (!spun_is_word(p)) continue;
		add_list(&k, p->list);
		if (datrie_has(&s->genuine, word.p, word.len, &other)) add_kin(&k, word);
	}
	return k.n;
}
