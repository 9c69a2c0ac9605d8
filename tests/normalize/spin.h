/* A spinner of our own over our own table, and the score of a repair: for the tests and the bench
 * of normalize. A machine: it knows a share of the table's words, writes one thing for each, and
 * does so with a given probability, all drawn from a seed. */
#ifndef ZHC_TEST_SPIN_H
#define ZHC_TEST_SPIN_H

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"
#include "pipeline/normalize/spun.h"

struct spinner {
	const struct spun *spun;
	uint32_t seed;
	unsigned known; /* percent of the genuine forms that it replaces */
	unsigned often; /* percent of their occurrences */
	enum spun_class only; /* writes only pairs of this class; SPUN_CHAIN: all words */
};

static inline uint32_t spin_hash(uint32_t a, uint32_t b)
{
	uint32_t h = (a ^ 0x9e3779b9u) * 2654435761u ^ (b + 0x7f4a7c15u) * 40503u;

	h ^= h >> 15;
	h *= 2246822519u;
	return h ^ h >> 13;
}

/* Might this machine use a pair at all? */
static inline bool spin_may(const struct spinner *m, const struct spun_pair *p)
{
	return p->genuine_len > 1 &&
	       (m->only == SPUN_CHAIN ? spun_is_word(p) : p->cls == m->only);
}

/* The pair that this machine uses for a genuine form, SPUN_NONE if it leaves it. Only words of two
 * units and more. */
static inline uint32_t spin_choice(const struct spinner *m, uint32_t form)
{
	const struct spun *s = m->spun;
	struct uslice word = spun_genuine(s, &s->pairs[s->form_pairs[s->form_first[form]]]);
	uint32_t n = 0, pick = SPUN_NONE, drawn = 0;

	for (size_t i = 0; i < word.len; i++) drawn = spin_hash(drawn, word.p[i]);
	if (spin_hash(m->seed, drawn) % 100 >= m->known) return SPUN_NONE;
	for (uint32_t i = s->form_first[form]; i < s->form_first[form + 1]; i++) {
		const struct spun_pair *p = &s->pairs[s->form_pairs[i]];
		if (!spin_may(m, p)) continue;
		if (spin_hash(m->seed + 1, drawn) % ++n == 0) pick = s->form_pairs[i];
	}
	return pick;
}

/* Is there a pair for a genuine form? */
static inline bool spin_knows(const struct spinner *m, uint32_t form)
{
	const struct spun *s = m->spun;

	for (uint32_t i = s->form_first[form]; i < s->form_first[form + 1]; i++)
		if (spin_may(m, &s->pairs[s->form_pairs[i]])) return true;
	return false;
}

static inline void spin(const struct spinner *m, struct uslice text, struct ubuf *out)
{
	for (size_t i = 0; i < text.len;) {
		uint32_t forms[8], pair = SPUN_NONE;
		uint16_t lens[8], len = 0;
		size_t n = datrie_prefixes(&m->spun->genuine, text.p + i, text.len - i, 8, lens,
					   forms);
		while (n-- && !spin_knows(m, forms[n])) continue;
		if (n < 8) len = lens[n], pair = spin_choice(m, forms[n]);
		if (pair == SPUN_NONE || spin_hash(m->seed + 2, (uint32_t)i) % 100 >= m->often) {
			ubuf_addc(out, text.p[i++]);
			continue;
		}
		struct uslice put = spun_text(m->spun, &m->spun->pairs[pair]);
		ubuf_add(out, put.p, put.len);
		i += len;
	}
}

/* Characters damaged by the spinner and of these restored; changed by the repair and of these
 * right. */
struct spin_score {
	size_t damaged, restored, changed, right;
};

/* Mark what a longest common subsequence matches in a and in b. Lines of at most 4096 units. */
static inline void spin_match(struct arena *a, struct uslice x, struct uslice y, bool *in_x,
			      bool *in_y)
{
	size_t w = y.len + 1;
	uint16_t *t = arena_zalloc(a, (x.len + 1) * w * sizeof *t);

	for (size_t i = x.len; i-- > 0;)
		for (size_t j = y.len; j-- > 0;) {
			uint16_t down = t[(i + 1) * w + j], right = t[i * w + j + 1];
			uint16_t skip = down > right ? down : right;
			uint16_t same =
				x.p[i] == y.p[j] ? (uint16_t)(t[(i + 1) * w + j + 1] + 1) : 0;
			t[i * w + j] = same > skip ? same : skip;
		}
	for (size_t i = 0, j = 0; i < x.len && j < y.len;) {
		if (x.p[i] == y.p[j] && t[i * w + j] == t[(i + 1) * w + j + 1] + 1) {
			in_x[i++] = true;
			in_y[j++] = true;
		} else if (t[(i + 1) * w + j] >= t[i * w + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
}

static inline void spin_score_line(struct spin_score *s, struct uslice genuine, struct uslice spun,
				   struct uslice out)
{
	struct arena a;

	arena_init(&a);
	bool *gs = arena_zalloc(&a, genuine.len + 1), *sg = arena_zalloc(&a, spun.len + 1);
	bool *go = arena_zalloc(&a, genuine.len + 1), *og = arena_zalloc(&a, out.len + 1);
	bool *so = arena_zalloc(&a, spun.len + 1), *os = arena_zalloc(&a, out.len + 1);
	spin_match(&a, genuine, spun, gs, sg);
	spin_match(&a, genuine, out, go, og);
	spin_match(&a, spun, out, so, os);
	for (size_t i = 0; i < genuine.len; i++) {
		s->damaged += !gs[i];
		s->restored += !gs[i] && go[i];
	}
	for (size_t i = 0; i < out.len; i++) {
		s->changed += !os[i];
		s->right += !os[i] && og[i];
	}
	arena_free(&a);
}

static inline struct uslice spin_next_line(struct uslice *rest)
{
	size_t n = 0;

	while (n < rest->len && rest->p[n] != '\n') n++;
	struct uslice line = { rest->p, n };
	n += n < rest->len;
	*rest = (struct uslice){ rest->p + n, rest->len - n };
	return line;
}

/* The first n lines of a text. */
static inline struct uslice spin_first_lines(struct uslice text, size_t n)
{
	struct uslice rest = text;

	while (n-- && rest.len) spin_next_line(&rest);
	return (struct uslice){ text.p, text.len - rest.len };
}

/* Texts of as many lines. */
static inline void spin_score_text(struct spin_score *s, struct uslice genuine, struct uslice spun,
				   struct uslice out)
{
	while (genuine.len) {
		struct uslice g = spin_next_line(&genuine), p = spin_next_line(&spun),
			      o = spin_next_line(&out);
		if (g.len) spin_score_line(s, g, p, o);
	}
}

#endif
