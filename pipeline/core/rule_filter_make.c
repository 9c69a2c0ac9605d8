/* Rules to literals, sets and plans. See rule_filter.h. */
#include "pipeline/core/rule_filter_state.h"

#include "pipeline/core/mem.h"

#include <assert.h>
#include <stdlib.h>

/* A literal of a set: number of its text and, FOLLOW_AT times, of what follows. */
#define FOLLOW_AT 65536u

/* As the anchors give them: macros come in many rules, so that the same literals in another order,
 * another set then, are rare. */
struct set {
	uint32_t *lits;
	size_t n;
	uint32_t hash;
};

/* Numbers + 1 of texts or sets by their hash, 0 for a free slot; a power of two of them. */
struct slots {
	uint32_t *at, mask;
};

struct maker {
	struct rule_filter *f;
	struct uslice follows[FOLLOWS_MAX];
	uint32_t last;	      /* the follow asked for before */
	bool heads;	      /* asked about the head of a text too: it ends where that goes on */
	struct uslice *texts; /* each once, as they come; when all sets are made, sorted */
	uint32_t *number;     /* where each then stands */
	struct slots text_slots, set_slots;
	struct set *sets;
	size_t cap_sets;
};

static struct slots slots_new(size_t n)
{
	size_t size = 16;

	while (size < 2 * n) size *= 2;
	return (struct slots){ mem_zalloc(size * sizeof(uint32_t)), (uint32_t)size - 1 };
}

/* Of each bit some show below. */
static uint32_t hash_step(uint32_t h, uint32_t x)
{
	h = (h ^ x) * 0x9e3779b1u;
	return h ^ h >> 15;
}

/* The slot of a text, or the free one where it belongs. */
static uint32_t *text_slot(const struct maker *m, struct uslice text)
{
	uint32_t h = (uint32_t)text.len, *at = m->text_slots.at;

	for (size_t i = 0; i < text.len; i++) h = hash_step(h, text.p[i]);
	while (at[h & m->text_slots.mask] &&
	       !uslice_eq(m->texts[at[h & m->text_slots.mask] - 1], text))
		h++;
	return &at[h & m->text_slots.mask];
}

static void add_texts(struct maker *m, const struct anchor_group *g)
{
	for (size_t i = 0; i < g->n; i++) {
		uint32_t *slot = text_slot(m, g->lits[i]);
		if (*slot) continue;
		m->texts[m->f->n_lits] = g->lits[i];
		*slot = (uint32_t)++m->f->n_lits;
	}
}

struct numbered {
	struct uslice text;
	uint32_t number;
};

static int compare_texts(const void *a, const void *b)
{
	return uslice_cmp(((const struct numbered *)a)->text, ((const struct numbered *)b)->text);
}

static void sort_texts(struct maker *m)
{
	size_t n = m->f->n_lits;
	struct numbered *all = mem_alloc((n + 1) * sizeof *all);

	for (size_t i = 0; i < n; i++) all[i] = (struct numbered){ m->texts[i], (uint32_t)i };
	qsort(all, n, sizeof *all, compare_texts);
	m->number = mem_alloc((n + 1) * sizeof *m->number);
	for (size_t i = 0; i < n; i++) {
		m->texts[i] = all[i].text;
		m->number[all[i].number] = (uint32_t)i;
	}
	mem_free(all);
}

/* All literals of the rules. */
static void collect_texts(struct maker *m, const struct anchors *const *rules, size_t n_rules)
{
	size_t n = 0, sets = 0;

	for (size_t i = 0; i < n_rules; i++) {
		for (size_t g = 0; rules[i] && g < rules[i]->n; g++, sets++)
			n += rules[i]->groups[g].n;
		if (rules[i]) n += rules[i]->start.n;
	}
	m->texts = mem_alloc((n + 1) * sizeof *m->texts);
	m->text_slots = slots_new(n);
	m->set_slots = slots_new(sets + n_rules);
	for (size_t i = 0; i < n_rules; i++) {
		for (size_t g = 0; rules[i] && g < rules[i]->n; g++)
			add_texts(m, &rules[i]->groups[g]);
		if (rules[i]) add_texts(m, &rules[i]->start);
	}
}

/* The number of what follows, 0 for anything; what is one too many is taken for anything. */
static uint32_t follow_of(struct maker *m, struct uslice after)
{
	struct rule_filter *f = m->f;
	size_t k = 1;

	if (!after.p || (m->heads && after.p[after.len - 1] == ANCHOR_END)) return 0;
	if (m->last && uslice_eq(m->follows[m->last], after)) return m->last; /* as mostly */
	while (k < f->n_follows && !uslice_eq(m->follows[k], after)) k++;
	if (k == FOLLOWS_MAX) return 0;
	m->last = (uint32_t)k;
	if (k < f->n_follows) return (uint32_t)k;
	m->follows[f->n_follows++] = after;
	for (size_t i = 0; i < after.len; i++)
		f->follows[follow_slot(after.p[i])] |= UINT64_C(1) << k;
	return (uint32_t)k;
}

/* What follows lists of words is numbered before what follows single ones: it spares most. */
static void number_follows(struct maker *m, const struct anchors *const *rules, size_t n_rules)
{
	static const size_t least[] = { 24, 8, 3 };

	for (size_t k = 0; k < sizeof least / sizeof *least; k++)
		for (size_t i = 0; i < n_rules; i++)
			for (size_t g = 0; rules[i] && g < rules[i]->n; g++) {
				const struct anchor_group *x = &rules[i]->groups[g];
				for (size_t l = 0; x->after && x->n >= least[k] && l < x->n; l++)
					follow_of(m, x->after[l]);
			}
}

/* The number of the set of these literals, a new one if there is none yet. */
static uint32_t set_of(struct maker *m, const struct anchor_group *g)
{
	struct rule_filter *f = m->f;
	struct set s = { mem_alloc((g->n + 1) * sizeof *s.lits), g->n, (uint32_t)g->n };
	uint32_t *at = m->set_slots.at;

	for (size_t i = 0; i < g->n; i++) {
		s.lits[i] = *text_slot(m, g->lits[i]) - 1;
		if (g->after) s.lits[i] += follow_of(m, g->after[i]) * FOLLOW_AT;
		s.hash = hash_step(s.hash, s.lits[i]);
	}
	for (uint32_t h = s.hash;; h++) {
		uint32_t *slot = &at[h & m->set_slots.mask];
		const struct set *x = *slot ? &m->sets[*slot - 1] : NULL;
		if (!x) {
			*slot = (uint32_t)f->n_sets + 1;
			break;
		}
		if (x->hash != s.hash || x->n != s.n ||
		    memcmp(x->lits, s.lits, s.n * sizeof *s.lits) != 0)
			continue;
		mem_free(s.lits);
		return *slot - 1;
	}
	m->sets = mem_grow(m->sets, &m->cap_sets, f->n_sets + 1, sizeof *m->sets);
	m->sets[f->n_sets] = s;
	return (uint32_t)f->n_sets++;
}

/* Matches begin where a beginning stands; of a rule without known beginnings, so far before the
 * first set that has a place. */
static void plan_rule(struct maker *m, struct plan *p, const struct anchors *an)
{
	*p = (struct plan){ .pivot = { .set = NO_SET }, .anchors = an };
	if (!an) return;
	if (an->start.n) p->pivot.set = set_of(m, &an->start);
	for (size_t g = 0; g < an->n; g++) {
		struct set_need x = { set_of(m, &an->groups[g]), an->groups[g].min,
				      an->groups[g].max, an->groups[g].gap };
		p->sets[p->n_sets++] = x.set;
		if (x.max == ANCHOR_FAR) continue;
		if (p->pivot.set == NO_SET) p->pivot = x;
		else if (x.set != p->pivot.set || x.max > 0) p->near[p->n_near++] = x;
	}
}

/* The number that each set gets: those that are the first of some rule come before the others, as
 * behind every text these are walked. */
static void order_sets(const struct rule_filter *f, uint32_t *number)
{
	uint32_t n = 0;

	for (size_t s = 0; s < f->n_sets; s++) number[s] = NO_SET;
	for (size_t i = 0; i < f->n_rules; i++) {
		const struct plan *p = &f->plans[i];
		if (p->n_sets && number[p->sets[0]] == NO_SET) number[p->sets[0]] = n++;
	}
	for (size_t s = 0; s < f->n_sets; s++)
		if (number[s] == NO_SET) number[s] = n++;
}

static void number_sets(struct maker *m)
{
	struct rule_filter *f = m->f;
	uint32_t *number = mem_alloc((f->n_sets + 1) * sizeof *number);
	struct set *sets = mem_alloc((f->n_sets + 1) * sizeof *sets);

	order_sets(f, number);
	for (size_t s = 0; s < f->n_sets; s++) sets[number[s]] = m->sets[s];
	mem_free(m->sets);
	m->sets = sets;
	for (size_t i = 0; i < f->n_rules; i++) {
		struct plan *p = &f->plans[i];
		if (p->pivot.set != NO_SET) p->pivot.set = number[p->pivot.set];
		for (size_t k = 0; k < p->n_near; k++) p->near[k].set = number[p->near[k].set];
		for (size_t k = 0; k < p->n_sets; k++) p->sets[k] = number[p->sets[k]];
	}
	mem_free(number);
}

/* Literal i is in the set where that follows. */
static void add_mark(struct rule_filter *f, size_t *cap, struct lit *l, uint32_t follow,
		     uint32_t set)
{
	uint64_t bit = UINT64_C(1) << set % 64;
	uint32_t k = 0, word = set / 64;

	for (; k < LIT_MARKS; k++) {
		bool none = !l->bits[k];
		if (!none && (l->word[k] != word || l->follow[k] != follow)) continue;
		l->word[k] = (uint16_t)word, l->follow[k] = (uint8_t)follow;
		l->bits[k] |= bit;
		return;
	}
	for (k = l->from; k < l->upto; k++)
		if (f->marks[k].word == word && f->marks[k].follow == follow) break;
	if (k == l->upto) {
		f->marks = mem_grow(f->marks, cap, ++l->upto, sizeof *f->marks);
		f->marks[k] = (struct lit_marks){ word, follow, 0 };
	}
	f->marks[k].bits |= bit;
}

/* The sets of each literal, literal by literal. */
static void link_literals(struct maker *m)
{
	struct rule_filter *f = m->f;
	size_t n = 0, cap = 0, *at = mem_zalloc((f->n_lits + 2) * sizeof *at);

	for (size_t s = 0; s < f->n_sets; n += m->sets[s++].n)
		for (size_t i = 0; i < m->sets[s].n; i++)
			at[m->number[m->sets[s].lits[i] % FOLLOW_AT] + 2]++;
	for (size_t i = 1; i <= f->n_lits; i++) at[i + 1] += at[i];
	struct member {
		uint32_t set, follow;
	} *members = mem_alloc((n + 1) * sizeof *members);
	for (size_t s = 0; s < f->n_sets; s++)
		for (size_t i = 0; i < m->sets[s].n; i++) {
			uint32_t l = m->sets[s].lits[i];
			members[at[m->number[l % FOLLOW_AT] + 1]++] =
				(struct member){ (uint32_t)s, l / FOLLOW_AT };
		}
	f->lits = mem_zalloc((f->n_lits + 1) * sizeof *f->lits);
	for (size_t i = 0; i < f->n_lits; i++) {
		struct lit *l = &f->lits[i];
		l->from = l->upto = i ? l[-1].upto : 0;
		l->len = (uint8_t)m->texts[i].len;
		for (size_t k = at[i]; k < at[i + 1]; k++)
			add_mark(f, &cap, l, members[k].follow, members[k].set);
	}
	mem_free(members);
	mem_free(at);
}

/* Rules by their first set, in order; those without a set always run. */
static void link_rules(struct rule_filter *f)
{
	f->always = mem_zalloc((f->n_rules / 64 + 1) * sizeof *f->always);
	f->key_at = mem_zalloc((f->n_sets + 2) * sizeof *f->key_at);
	f->key_rules = mem_alloc((f->n_rules + 1) * sizeof *f->key_rules);
	f->wanted = mem_alloc((f->n_rules + 1) * sizeof *f->wanted);
	f->by_first = mem_alloc((f->n_rules + 1) * sizeof *f->by_first);
	f->keyed = mem_zalloc(f->set_words * sizeof *f->keyed);
	for (size_t i = 0; i < f->n_rules; i++)
		if (f->plans[i].n_sets) f->key_at[f->plans[i].sets[0] + 2]++;
		else if (f->plans[i].anchors && f->plans[i].anchors->first)
			f->by_first[f->n_by_first++] = (uint32_t)i;
		else if (f->plans[i].anchors) f->always[i / 64] |= UINT64_C(1) << i % 64;
	for (size_t s = 1; s < f->n_sets; s++) f->key_at[s + 1] += f->key_at[s];
	for (size_t i = 0; i < f->n_rules; i++) {
		const struct plan *p = &f->plans[i];
		if (!p->n_sets) continue;
		uint32_t k = f->key_at[p->sets[0] + 1]++;
		f->keyed[p->sets[0] / 64] |= UINT64_C(1) << p->sets[0] % 64;
		f->key_rules[k] = (uint32_t)i;
		for (size_t s = 0; s < ANCHOR_GROUPS_MAX; s++)
			f->wanted[k][s] = p->sets[s < p->n_sets ? s : 0];
	}
	while (f->key_words < f->set_words && f->keyed[f->key_words]) f->key_words++;
}

enum status rule_filter_make(struct rule_filter **out, const struct anchors *const *rules, size_t n,
			     bool heads, struct err *e)
{
	struct rule_filter *f = mem_zalloc(sizeof *f);
	struct maker m = { .f = f, .heads = heads };

	f->n_rules = n;
	collect_texts(&m, rules, n);
	bool few = f->n_lits <= LITERALS_MAX;
	if (few) {
		f->plans = mem_alloc((n + 1) * sizeof *f->plans);
		for (size_t i = 0; i < FOLLOW_SLOTS; i++) f->follows[i] = 1;
		f->n_follows = 1;
		number_follows(&m, rules, n);
		for (size_t i = 0; i < n; i++) plan_rule(&m, &f->plans[i], rules[i]);
		number_sets(&m);
		f->set_words = f->n_sets / 64 + 1;
		assert(f->set_words <= WORDS_MAX);
		link_rules(f);
		sort_texts(&m);
		literal_finder_make(&f->finder, m.texts, f->n_lits);
		link_literals(&m);
	}
	for (size_t i = 0; i < f->n_sets; i++) mem_free(m.sets[i].lits);
	mem_free(m.sets);
	mem_free(m.texts);
	mem_free(m.number);
	mem_free(m.text_slots.at);
	mem_free(m.set_slots.at);
	*out = f;
	return few ? OK
		   : err_set(e, ERR_RULES, "too many literals in one rule set (limit is %d)",
			     LITERALS_MAX);
}

void rule_filter_free(struct rule_filter *f)
{
	if (!f) return;
	literal_finder_free(&f->finder);
	mem_free(f->lits);
	mem_free(f->marks);
	mem_free(f->keyed);
	mem_free(f->key_at);
	mem_free(f->key_rules);
	mem_free(f->wanted);
	mem_free(f->plans);
	mem_free(f->always);
	mem_free(f->by_first);
	mem_free(f);
}
