/* Signatures of spun text, weighed by the model. See unspin_signs.h. */
#include "pipeline/normalize/unspin_signs.h"

#include "pipeline/core/unit_set.h"
#include "pipeline/decode/ngram_step.h"
#include "pipeline/normalize/trust.h"

#define BEFORE 2u /* units before a signature that the model asks for */
#define AFTER  2u /* units behind it that feel it */

/* log10 odds of a substitution before anything is known of the document, against leaving the
 * string. */
#define PRIOR (-1.45f)

/* What reads so well where it stands, log10 with what is behind it, is hardly ever undone. */
#define READS_WELL (-7.5f)

#define LONG	  500u /* units with strong signatures enough: less to ask for */
#define ASKED_MAX 3u   /* places of one signature: a word of the topic is no spinner */
#define SLOTS	  (2 * UNSPIN_SIGNS) /* a power of two */

/* A signature of the text; list + 1, 0: a free slot. */
struct sign {
	uint32_t list, asked;
	float best; /* trust beyond what clean text has */
};

/* The signatures so far, by a hash of their numbers. */
struct signs {
	struct sign slots[SLOTS];
	size_t n;
};

/* NULL for a new one when the table is full, and for one that has been asked for often. */
static struct sign *sign_to_ask(struct signs *b, uint32_t list)
{
	uint32_t k = (list * 0x9e3779b1u >> 16) % SLOTS;

	while (b->slots[k].list && b->slots[k].list != list + 1) k = (k + 1) % SLOTS;
	if (!b->slots[k].list) {
		if (b->n == UNSPIN_SIGNS) return NULL;
		b->slots[k].list = list + 1;
		b->n++;
	}
	return b->slots[k].asked++ < ASKED_MAX ? &b->slots[k] : NULL;
}

/* A bit for each place of [i, i + 8) where two units stand that may begin a signature, from the
 * text's pairs. n: pairs there are from i on. The hash is of 16-bit arithmetic alone, so that eight
 * are made at a time. */
static unsigned sign_places(const uint8_t *signs, const uint16_t *p, size_t n)
{
	unsigned places = 0;

#ifdef __SSE2__
	if (n >= 8) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p),
			b = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
		a = _mm_mullo_epi16(a, _mm_set1_epi16((short)SPUN_FIRST));
		b = _mm_mullo_epi16(b, _mm_set1_epi16((short)SPUN_SECOND));
		return unit_lanes_mask(unit_set_lanes(signs, _mm_add_epi16(a, b)));
	}
#endif
	for (size_t k = 0; k < n && k < 8; k++) {
		uint16_t bit = (uint16_t)spun_filter_bit(p[k], p[k + 1]);
		places |= (unsigned)(signs[bit >> 3] >> (bit & 7) & 1) << k;
	}
	return places;
}

/* What the model knows of unit i when it has read those before it. */
static struct ngram_ctx context_at(const struct ngram *m, struct uslice text, size_t i)
{
	struct ngram_ctx ctx = ngram_begin(m);

	if (i >= BEFORE && unit_is_ideograph(text.p[i - 2]) && unit_is_ideograph(text.p[i - 1])) {
		uint16_t a = ngram_symbol(m, text.p[i - 2]), b = ngram_symbol(m, text.p[i - 1]);
		uint32_t bi = ngram_bigram(m, a, b);
		return (struct ngram_ctx){ a, b, bi == UINT32_MAX ? 0 : bi + 1 };
	}
	for (size_t k = i < BEFORE ? 0 : i - BEFORE; k < i; k++) ngram_pass(m, &ctx, text.p[k]);
	return ctx;
}

static float walk(const struct ngram *m, struct ngram_ctx ctx, struct uslice s, struct uslice then)
{
	float sum = 0;

	for (size_t i = 0; i < s.len; i++) sum += ngram_step(m, &ctx, s.p[i]);
	for (size_t i = 0; i < then.len; i++) sum += ngram_step(m, &ctx, then.p[i]);
	return sum;
}

/* Trust in the best way to undo the signature of len units at i. */
static float sign_trust(const struct spun *s, const struct ngram *m, struct uslice text, size_t i,
			size_t len, uint32_t list)
{
	struct ngram_ctx nowhere = ngram_begin(m), ctx = context_at(m, text, i);
	size_t end = i + len, behind = text.len - end < AFTER ? text.len - end : AFTER;
	struct uslice own = { text.p + i, len }, then = { text.p + end, behind };
	float best = -99;

	float stays = walk(m, ctx, own, then);
	if (stays > READS_WELL) return best;
	float alone = walk(m, nowhere, then, (struct uslice){ NULL, 0 });
	for (uint32_t k = s->first[list]; k < s->first[list + 1]; k++) {
		if (s->pairs[k].cls == SPUN_CHAIN) continue;
		float score = walk(m, ctx, spun_genuine(s, &s->pairs[k]), then);
		float trust =
			trust_edit(s, &(struct unspin_edit){ .pair = k,
							     .margin = score - stays + PRIOR,
							     .fit = score - alone - s->rate[k] });
		if (trust > best) best = trust;
	}
	return best;
}

/* The signature of a strength that stands at unit i: its length, 0 if there is none. */
static size_t sign_at(const struct spun *s, enum spun_sign strength, struct uslice text, size_t i,
		      uint32_t *list)
{
	uint32_t bit = 65536u + spun_second_bit(text.p[i], text.p[i + 1]);

	if (!(s->signs[strength][bit >> 3] >> (bit & 7) & 1)) return 0;
	size_t len = datrie_longest(&s->table.trie, text.p + i, text.len - i, list);
	return len && s->sign[*list] > strength ? len : 0;
}

float unspin_signs(const struct spun *s, const struct ngram *m, struct uslice text)
{
	const enum spun_sign strength = text.len < LONG ? SPUN_WEAK : SPUN_STRONG;
	struct signs signs = { .n = 0 };
	float sum = 0;

	for (size_t from = 0; from + 1 < text.len; from += 8)
		for (unsigned places =
			     sign_places(s->signs[strength], text.p + from, text.len - 1 - from);
		     places; places &= places - 1) {
			size_t i = from + (unsigned)__builtin_ctz(places);
			uint32_t list;
			size_t len = sign_at(s, strength, text, i, &list);
			struct sign *sign = len ? sign_to_ask(&signs, list) : NULL;
			if (!sign) continue;
			float beyond = trust_beyond(sign_trust(s, m, text, i, len, list));
			if (beyond <= sign->best) continue;
			sum += beyond - sign->best;
			sign->best = beyond;
		}
	return sum;
}
