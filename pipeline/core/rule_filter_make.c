/* Rules to literals, sets and plans. See rule_filter.h. */
#include "pipeline/core/rule_filter_state.h"

#include "pipeline/core/mem.h"

#include <stdlib.h>

/* Literals as they are gathered: number of the text and, FOLLOW_AT times, of its follow. */
#define FOLLOW_AT 65536u
struct set {
	uint32_t *lits; /* sorted */
	size_t n;
	uint32_t hash;
};

struct maker {
	struct rule_filter *f;
	struct uslice follows[FOLLOWS_MAX];
	bool heads;	      /* asked about the head of a text too: it ends where that goes on */
	struct uslice *texts; /* sorted, each once */
	struct set *sets;
	size_t cap_sets;
};

static int compare_texts(const void *a, const void *b)
{
	return uslice_cmp(*(const struct uslice *)a, *(const struct uslice *)b);
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static size_t add_texts(struct uslice **texts, size_t *cap, size_t n, const struct anchor_group *g)
{
	*texts = mem_grow(*texts, cap, n + g->n + 1, sizeof **texts);
	for (size_t i = 0; i < g->n; i++) (*texts)[n++] = g->lits[i];
	return n;
}

/* All literals of the rules, sorted, each once. */
static void collect_texts(struct maker *m, const struct anchors *const *rules, size_t n_rules)
{
	size_t n = 0, cap = 0, kept = 0;

	for (size_t i = 0; i < n_rules; i++) {
		for (size_t g = 0; rules[i] && g < rules[i]->n; g++)
			n = add_texts(&m->texts, &cap, n, &rules[i]->groups[g]);
		if (rules[i]) n = add_texts(&m->texts, &cap, n, &rules[i]->start);
	}
	if (n) qsort(m->texts, n, sizeof *m->texts, compare_texts);
	for (size_t i = 0; i < n; i++)
		if (!kept || uslice_cmp(m->texts[i], m->texts[kept - 1]) != 0)
			m->texts[kept++] = m->texts[i];
	m->f->n_lits = kept;
}

/* The number of what follows, 0 for anything; what is one too many is taken for anything. */
static uint32_t follow_of(struct maker *m, struct uslice after)
{
	struct rule_filter *f = m->f;
	size_t k = 1;

	if (!after.p || (m->heads && after.p[after.len - 1] == ANCHOR_END)) return 0;
	while (k < f->n_follows && !uslice_eq(m->follows[k], after)) k++;
	if (k == FOLLOWS_MAX) return 0;
	if (k < f->n_follows) return (uint32_t)k;
	m->follows[f->n_follows++] = after;
	for (size_t i = 0; i < after.len; i++)
		f->follows[follow_slot(after.p[i])] |= UINT64_C(1) << k;
	return (uint32_t)k;
}

/* The number of the set of these literals, a new one if there is none yet. */
static uint32_t set_of(struct maker *m, const struct anchor_group *g)
{
	struct rule_filter *f = m->f;
	struct set s = { mem_alloc((g->n + 1) * sizeof *s.lits), 0, 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct uslice *t =
			bsearch(&g->lits[i], m->texts, f->n_lits, sizeof *m->texts, compare_texts);
		s.lits[i] = (uint32_t)(t - m->texts);
		if (g->after) s.lits[i] += follow_of(m, g->after[i]) * FOLLOW_AT;
	}
	qsort(s.lits, g->n, sizeof *s.lits, compare_numbers);
	for (size_t i = 0; i < g->n; i++)
		if (!s.n || s.lits[i] != s.lits[s.n - 1]) s.lits[s.n++] = s.lits[i];
	for (size_t i = 0; i < s.n; i++) s.hash = (s.hash ^ s.lits[i]) * 0x01000193u;
	for (size_t i = 0; i < f->n_sets; i++) {
		if (m->sets[i].hash != s.hash || m->sets[i].n != s.n ||
		    memcmp(m->sets[i].lits, s.lits, s.n * sizeof *s.lits) != 0)
			continue;
		mem_free(s.lits);
		return (uint32_t)i;
	}
	m->sets = mem_grow(m->sets, &m->cap_sets, f->n_sets + 1, sizeof *m->sets);
	m->sets[f->n_sets] = s;
	return (uint32_t)f->n_sets++;
}

/* Matches begin where a beginning stands; of a rule without known beginnings, so far before the
 * first set that has a place. */
static void plan_rule(struct maker *m, struct plan *p, const struct anchors *an)
{
	*p = (struct plan){ .pivot = { NO_SET, 0, 0 }, .anchors = an };
	if (!an) return;
	if (an->start.n) p->pivot.set = set_of(m, &an->start);
	for (size_t g = 0; g < an->n; g++) {
		struct set_need x = { set_of(m, &an->groups[g]), an->groups[g].min,
				      an->groups[g].max };
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
static void add_mark(struct rule_filter *f, size_t *cap, size_t i, uint32_t follow, uint32_t set)
{
	struct lit *l = &f->lits[i];
	uint32_t k = l->from;

	l->fold |= UINT64_C(1) << set % 64;
	while (k < l->upto && (f->marks[k].word != set / 64 || f->marks[k].follow != follow)) k++;
	if (k == l->upto) {
		f->marks = mem_grow(f->marks, cap, ++l->upto, sizeof *f->marks);
		f->marks[k] = (struct lit_marks){ set / 64, follow, 0 };
	}
	f->marks[k].bits |= UINT64_C(1) << set % 64;
}

/* The sets of each literal, literal by literal. */
static void link_literals(struct maker *m)
{
	struct rule_filter *f = m->f;
	size_t n = 0, cap = 0, *at = mem_zalloc((f->n_lits + 2) * sizeof *at);

	for (size_t s = 0; s < f->n_sets; n += m->sets[s++].n)
		for (size_t i = 0; i < m->sets[s].n; i++) at[m->sets[s].lits[i] % FOLLOW_AT + 2]++;
	for (size_t i = 1; i <= f->n_lits; i++) at[i + 1] += at[i];
	struct member {
		uint32_t set, follow;
	} *members = mem_alloc((n + 1) * sizeof *members);
	for (size_t s = 0; s < f->n_sets; s++)
		for (size_t i = 0; i < m->sets[s].n; i++) {
			uint32_t l = m->sets[s].lits[i];
			members[at[l % FOLLOW_AT + 1]++] =
				(struct member){ (uint32_t)s, l / FOLLOW_AT };
		}
	f->lits = mem_zalloc((f->n_lits + 1) * sizeof *f->lits);
	for (size_t i = 0; i < f->n_lits; i++) {
		struct lit *l = &f->lits[i];
		l->from = l->upto = i ? l[-1].upto : 0;
		l->len = (uint32_t)m->texts[i].len;
		for (size_t k = at[i]; k < at[i + 1]; k++)
			add_mark(f, &cap, i, members[k].follow, members[k].set);
		while (l->upto - l->from < LIT_MARKS) {
			f->marks = mem_grow(f->marks, &cap, l->upto + 1, sizeof *f->marks);
			f->marks[l->upto++] = (struct lit_marks){ 0, 0, 0 };
		}
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
		literal_finder_make(&f->finder, m.texts, f->n_lits);
		f->plans = mem_alloc((n + 1) * sizeof *f->plans);
		for (size_t i = 0; i < FOLLOW_SLOTS; i++) f->follows[i] = 1;
		f->n_follows = 1;
		for (size_t i = 0; i < n; i++) plan_rule(&m, &f->plans[i], rules[i]);
		number_sets(&m);
		f->set_words = f->n_sets / 64 + 1;
		link_rules(f);
		link_literals(&m);
	}
	for (size_t i = 0; i < f->n_sets; i++) mem_free(m.sets[i].lits);
	mem_free(m.sets);
	mem_free(m.texts);
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
