/* Literals to candidates and places. See rule_filter.h.
 * A literal found costs a note of its place and some words of bits, its sets. Behind the text each
 * set seen gives the few rules for which it is the rarest of those they need; the bits tell of the
 * others. Places are counted in characters by the anchors and in units by the text: they are the
 * same but for surrogates, and a text with surrogates is tried all over. */
#include "pipeline/core/rule_filter_state.h"

#include "pipeline/core/mem.h"

struct seen {
	uint32_t pos, lit;
	uint64_t follows; /* which stand behind it */
};

struct rule_filter_scratch {
	uint64_t *sets;	     /* a bit a set that has been seen */
	uint64_t *candidate; /* a bit a rule */
	struct seen *seen;
	uint64_t *folds; /* of each seen, the bits of all its sets over each other: most sets that
			    it is not in are told from here */
	size_t n_seen, cap_seen, cap_folds;
	bool surrogates;
};

struct rule_filter_scratch *rule_filter_scratch_new(const struct rule_filter *f)
{
	struct rule_filter_scratch *w = mem_zalloc(sizeof *w);

	w->sets = mem_zalloc(f->set_words * sizeof *w->sets);
	w->candidate = mem_zalloc((f->n_rules / 64 + 1) * sizeof *w->candidate);
	return w;
}

void rule_filter_scratch_free(struct rule_filter_scratch *w)
{
	if (!w) return;
	mem_free(w->sets);
	mem_free(w->candidate);
	mem_free(w->seen);
	mem_free(w->folds);
	mem_free(w);
}

/* ---- looking ---- */

/* The bits of a mark where these follow. */
static inline uint64_t marked(uint64_t bits, uint32_t follow, uint64_t follows)
{
	return bits & -(follows >> follow & 1);
}

static inline void note_literal(const struct rule_filter *f, struct rule_filter_scratch *w,
				struct uslice text, size_t i, uint32_t found)
{
	const struct lit *l = &f->lits[found];
	uint16_t next = i + l->len < text.len ? text.p[i + l->len] : LITERAL_END;
	uint64_t follows = f->follows[follow_slot(next)];

	uint64_t fold = 0;

	for (int k = 0; k < LIT_MARKS; k++) {
		w->sets[l->word[k]] |= marked(l->bits[k], l->follow[k], follows);
		fold |= l->bits[k];
	}
	for (const struct lit_marks *m = f->marks + l->from; m < f->marks + l->upto; m++) {
		w->sets[m->word] |= marked(m->bits, m->follow, follows);
		fold |= m->bits;
	}
	w->folds[w->n_seen] = fold;
	w->seen[w->n_seen++] = (struct seen){ (uint32_t)i, found, follows };
}

/* There is room for all that may stand at one place. */
static inline void note_literals(const struct rule_filter *f, struct rule_filter_scratch *w,
				 struct uslice text, size_t i)
{
	uint32_t found[LITERAL_UNITS_MAX], alone;

	if (literal_alone(&f->finder, text.p[i], &alone)) note_literal(f, w, text, i, alone);
	if (!literal_may_head(&f->finder, text, i)) return;
	size_t n = literal_look(&f->finder, text, i, found);
	for (size_t k = 0; k < n; k++) note_literal(f, w, text, i, found[k]);
}

static void find_literals(const struct rule_filter *f, struct rule_filter_scratch *w,
			  struct uslice text)
{
	w->surrogates = false;
	/* first the places, without a branch, then what stands there */
	for (size_t from = 0; from < text.len; from += 64) {
		uint64_t places = literal_places(&f->finder, text, from, &w->surrogates);
		size_t room = w->n_seen + 64 * (LITERAL_UNITS_MAX + 1);
		if (room > w->cap_seen) {
			w->seen = mem_grow(w->seen, &w->cap_seen, room, sizeof *w->seen);
			w->folds = mem_grow(w->folds, &w->cap_folds, room, sizeof *w->folds);
		}
		for (; places; places &= places - 1)
			note_literals(f, w, text, from + (size_t)__builtin_ctzll(places));
	}
}

static void add_candidates(const struct rule_filter *f, struct rule_filter_scratch *w, uint32_t set)
{
	for (uint32_t k = f->key_at[set]; k < f->key_at[set + 1]; k++) {
		const uint32_t *wanted = f->wanted[k]; /* the first has been seen */
		uint64_t all = 1;
		for (size_t i = 1; i < ANCHOR_GROUPS_MAX; i++)
			all &= w->sets[wanted[i] / 64] >> wanted[i] % 64;
		w->candidate[f->key_rules[k] / 64] |= all << f->key_rules[k] % 64;
	}
}

/* Rules without literals that may begin as the text does. */
static void add_by_first(const struct rule_filter *f, struct rule_filter_scratch *w,
			 struct uslice text)
{
	unsigned c = text.len ? text.p[0] < 255 ? text.p[0] : 255 : 0;

	for (size_t i = 0; i < f->n_by_first && text.len; i++) {
		uint64_t may = f->plans[f->by_first[i]].anchors->first[c / 8] >> c % 8 & 1;
		w->candidate[f->by_first[i] / 64] |= may << f->by_first[i] % 64;
	}
}

const uint64_t *rule_filter_find(const struct rule_filter *f, struct rule_filter_scratch *w,
				 struct uslice text)
{
	w->n_seen = 0;
	memset(w->sets, 0, f->set_words * sizeof *w->sets);
	memcpy(w->candidate, f->always, (f->n_rules / 64 + 1) * sizeof *w->candidate);
	add_by_first(f, w, text);
	find_literals(f, w, text);
	if (!w->n_seen) return w->candidate;
	for (uint32_t word = 0; word < f->key_words; word++)
		for (uint64_t bits = w->sets[word] & f->keyed[word]; bits; bits &= bits - 1)
			add_candidates(f, w, word * 64 + (uint32_t)__builtin_ctzll(bits));
	return w->candidate;
}

/* ---- places ---- */

/* A set as it is asked for at one literal after the other. */
struct asked {
	const struct rule_filter *f;
	uint64_t bit;
	uint32_t word;
};

static inline struct asked ask_for(const struct rule_filter *f, uint32_t set)
{
	return (struct asked){ f, UINT64_C(1) << set % 64, set / 64 };
}

/* Is a literal of the set? Asked of those that are by their fold; few literals are in more than one
 * set or two. */
static inline bool is_of_set(const struct asked *k, const struct seen *x)
{
	const struct lit *l = &k->f->lits[x->lit];
	uint64_t bits = 0;

	for (int i = 0; i < LIT_MARKS; i++)
		if (l->word[i] == k->word) bits |= marked(l->bits[i], l->follow[i], x->follows);
	for (const struct lit_marks *m = k->f->marks + l->from; m < k->f->marks + l->upto; m++)
		if (m->word == k->word) bits |= marked(m->bits, m->follow, x->follows);
	return bits & k->bit;
}

static inline bool is_member(const struct asked *k, const struct rule_filter_scratch *w, size_t i)
{
	return (w->folds[i] & k->bit) && is_of_set(k, &w->seen[i]);
}

/* A bit for each of n <= 64 seen from i on that may be in the set, without a branch. */
static uint64_t may_be_members(const struct rule_filter_scratch *w, uint32_t set, size_t i,
			       size_t n)
{
	const uint64_t *folds = w->folds + i;
	uint64_t may = 0;
	size_t k = 0;

#ifdef __SSE2__
	/* four at a step: the bit becomes the sign of a number, whose signs are one instruction */
	const __m128i up = _mm_cvtsi32_si128(63 - (int)(set % 64));
	for (; k + 4 <= n; k += 4) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)(folds + k)),
			b = _mm_loadu_si128((const __m128i *)(const void *)(folds + k + 2));
		unsigned two = (unsigned)_mm_movemask_pd(_mm_castsi128_pd(_mm_sll_epi64(a, up))),
			 more = (unsigned)_mm_movemask_pd(_mm_castsi128_pd(_mm_sll_epi64(b, up)));
		may |= (uint64_t)(two | more << 2) << k;
	}
#endif
	for (; k < n; k++) may |= (folds[k] >> set % 64 & 1) << k;
	return may;
}

void rule_places_begin(struct rule_places *p, const struct rule_filter *f,
		       const struct rule_filter_scratch *w, uint32_t rule, struct uslice text)
{
	const struct plan *plan = &f->plans[rule];
	uint32_t s = plan->pivot.set;

	*p = (struct rule_places){ .f = f, .w = w, .rule = rule, .text = text };
	if (s == NO_SET || (w->surrogates && plan->pivot.max > 0))
		p->next = SIZE_MAX; /* anywhere */
}

/* The first place of [from, at] from which only units of the gap stand before the literal at at. */
static uint32_t gap_begin(struct uslice text, const struct unit_gap *gap, uint32_t from,
			  uint32_t at)
{
	if (!gap) return from;
	while (at > from && gap_takes(gap, text.p[at - 1])) at--;
	return at;
}

/* Does a literal of the set lie as it must from a place of [from, upto]? *at goes on with from. */
static bool lies_near(const struct rule_places *p, const struct set_need *x, size_t *at,
		      uint32_t from, uint32_t upto)
{
	const struct rule_filter_scratch *w = p->w;
	const struct asked asked = ask_for(p->f, x->set);

	while (*at < w->n_seen && w->seen[*at].pos < from + x->min) ++*at;
	for (size_t i = *at; i < w->n_seen && w->seen[i].pos <= upto + x->max; i++)
		if (is_member(&asked, w, i)) {
			uint32_t pos = w->seen[i].pos,
				 last = pos - x->min < upto ? pos - x->min : upto;
			if (gap_begin(p->text, x->gap, last, pos) == last) return true;
		}
	return false;
}

/* Does one of the units stand as far off as it must from a place of [from, upto]? */
static bool stands_beside(struct uslice text, const struct anchor_group *g, size_t from,
			  size_t upto)
{
	for (size_t i = from + g->min; i <= upto + g->max && i < text.len; i++)
		for (size_t k = 0; k < g->n; k++)
			if (text.p[i] == g->lits[k].p[0]) return true;
	return false;
}

static bool all_near(struct rule_places *p, uint32_t from, uint32_t upto)
{
	const struct plan *plan = &p->f->plans[p->rule];

	if (p->w->surrogates) return true;
	for (size_t i = 0; i < plan->anchors->n_beside; i++)
		if (!stands_beside(p->text, &plan->anchors->beside[i], from, upto)) return false;
	for (size_t i = 0; i < plan->n_near; i++)
		if (!lies_near(p, &plan->near[i], &p->near[i], from, upto)) return false;
	return true;
}

/* The first place of [*from, upto] at which a match can begin by the marks there; false if there is
 * none. */
static bool find_edge(struct uslice text, const struct anchor_group *g, uint32_t *from,
		      uint32_t upto)
{
	for (uint32_t i = *from; i <= upto && i <= text.len; i++) {
		bool edge = i == 0;
		uint16_t c = !edge && i - g->min < text.len ? text.p[i - g->min] : 0;
		if (!edge && unit_is_ideograph(c)) continue; /* no mark, as most */
		for (size_t k = 0; k < g->n && !edge; k++) edge = c == g->lits[k].p[0];
		if (!edge) continue;
		*from = i;
		return true;
	}
	return false;
}

/* Can a match begin at the text's begin? Asked of rules that match nowhere else. */
static bool may_stand_first(struct rule_places *p)
{
	const struct set_need *pivot = &p->f->plans[p->rule].pivot;
	const struct asked asked = ask_for(p->f, pivot->set);
	const struct rule_filter_scratch *w = p->w;

	for (size_t i = 0; i < w->n_seen && w->seen[i].pos <= pivot->max; i++)
		if (w->seen[i].pos >= pivot->min && is_member(&asked, w, i) &&
		    !gap_begin(p->text, pivot->gap, 0, w->seen[i].pos))
			return all_near(p, 0, 0);
	return false;
}

/* Which of the next literals seen may be in the set, up to the first 64 with some; false if none
 * is. */
static bool next_members(struct rule_places *p, uint32_t set)
{
	size_t n_seen = p->w->n_seen;

	while (!p->may && p->next < n_seen) {
		size_t n = n_seen - p->next < 64 ? n_seen - p->next : 64;
		p->block = p->next;
		p->may = may_be_members(p->w, set, p->block, n);
		p->next += n;
	}
	return p->may != 0;
}

bool rule_places_next(struct rule_places *p, uint32_t pos, uint32_t *from, uint32_t *upto)
{
	const struct plan *plan = &p->f->plans[p->rule];
	const struct set_need *pivot = &plan->pivot;
	const struct rule_filter_scratch *w = p->w;
	const struct anchor_group *edge = &plan->anchors->edge;

	if (plan->anchors->head) {
		*from = *upto = 0;
		return pos == 0 && (p->next == SIZE_MAX || may_stand_first(p));
	}
	if (p->next == SIZE_MAX) {
		*from = pos;
		*upto = (uint32_t)p->text.len;
		return pos <= p->text.len;
	}
	const struct asked asked = ask_for(p->f, pivot->set);
	for (; p->may || next_members(p, pivot->set); p->may &= p->may - 1) {
		const struct seen *x = &w->seen[p->block + (size_t)__builtin_ctzll(p->may)];
		if (x->pos >= p->text.len)
			return false; /* of a longer text of which this is the head */
		if (!is_of_set(&asked, x) || x->pos < pos + pivot->min) continue;
		*from = x->pos > pos + pivot->max ? x->pos - pivot->max : pos;
		*upto = x->pos - pivot->min;
		*from = gap_begin(p->text, pivot->gap, *from, x->pos);
		if (*from > *upto) continue;
		if (edge->n && !find_edge(p->text, edge, from, *upto)) continue;
		if (all_near(p, *from, *upto)) return true;
	}
	return false;
}
