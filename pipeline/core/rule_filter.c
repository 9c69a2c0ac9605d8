/* Literals to candidates and places. See rule_filter.h.
 * A literal found costs a note of its place and some words of bits, its sets. Behind the text each
 * set seen gives the few rules for which it is the rarest of those they need; the bits tell of the
 * others. Places are counted in characters by the anchors and in units by the text: they are the
 * same but for surrogates, and a text with surrogates is tried all over. */
#include "pipeline/core/rule_filter.h"

#include "pipeline/core/mem.h"

#include <stdlib.h>

#define NO_SET UINT32_MAX

struct set {
	uint32_t *lits; /* sorted */
	size_t n;
	uint32_t hash;
};

/* A set and how far from the place pivoted on it lies. */
struct need {
	uint32_t set, min, max;
};

struct plan {
	struct need pivot; /* set NO_SET: no literal says where matches begin */
	struct need near[ANCHOR_GROUPS_MAX];
	size_t n_near;
	uint32_t sets[ANCHOR_GROUPS_MAX]; /* that must have been seen; the first filters best */
	size_t n_sets;
	const struct anchors *anchors; /* for what stands beside */
};

struct marks {
	uint32_t word;
	uint64_t bits;
};

/* A literal: its sets are those of marks[from] to marks[upto], LIT_MARKS of them at least: most
 * have no more, and the last may be empty. */
#define LIT_MARKS 2
struct lit {
	uint32_t from, upto;
	uint64_t fold; /* their bits over each other */
};

struct rule_filter {
	struct literal_finder finder;
	size_t n_rules, n_lits, n_sets;
	size_t set_words; /* of 64 sets */
	size_t key_words; /* of these those with a bit in keyed: the first ones */
	struct lit *lits;
	struct marks *marks;
	uint64_t *keyed;	      /* a bit a set: it is the first of some rule */
	uint32_t *key_at, *key_rules; /* rules of which set i is the first: key_rules[key_at[i]] to
					 key_rules[key_at[i + 1]] */
	/* all sets of key_rules[k], the first one again where there are fewer */
	uint32_t (*wanted)[ANCHOR_GROUPS_MAX];
	struct plan *plans;
	uint64_t *always;   /* rules without anchors */
	uint32_t *by_first; /* those of them of which the first unit tells whether they can match */
	size_t n_by_first;
};

struct seen {
	uint32_t pos, lit;
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

/* ---- making ---- */

struct maker {
	struct rule_filter *f;
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

/* The number of the set of these literals, a new one if there is none yet. */
static uint32_t set_of(struct maker *m, const struct anchor_group *g)
{
	struct rule_filter *f = m->f;
	struct set s = { mem_alloc((g->n + 1) * sizeof *s.lits), 0, 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct uslice *t =
			bsearch(&g->lits[i], m->texts, f->n_lits, sizeof *m->texts, compare_texts);
		s.lits[i] = (uint32_t)(t - m->texts);
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
		struct need x = { set_of(m, &an->groups[g]), an->groups[g].min, an->groups[g].max };
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

static void link_literals(struct maker *m)
{
	struct rule_filter *f = m->f;

	uint64_t *member = mem_zalloc((f->n_lits + 1) * f->set_words * sizeof *member);
	for (uint32_t s = 0; s < f->n_sets; s++)
		for (size_t i = 0; i < m->sets[s].n; i++)
			member[m->sets[s].lits[i] * f->set_words + s / 64] |= UINT64_C(1) << s % 64;
	size_t n = 0, cap = 0;
	f->lits = mem_zalloc((f->n_lits + 1) * sizeof *f->lits);
	for (size_t i = 0; i < f->n_lits; i++) {
		f->lits[i].from = (uint32_t)n;
		for (uint32_t word = 0; word < f->set_words; word++) {
			uint64_t bits = member[i * f->set_words + word];
			if (!bits) continue;
			f->marks = mem_grow(f->marks, &cap, n + 1, sizeof *f->marks);
			f->marks[n++] = (struct marks){ word, bits };
			f->lits[i].fold |= bits;
		}
		while (n - f->lits[i].from < LIT_MARKS) {
			f->marks = mem_grow(f->marks, &cap, n + 1, sizeof *f->marks);
			f->marks[n++] = (struct marks){ 0, 0 };
		}
		f->lits[i].upto = (uint32_t)n;
	}
	mem_free(member);
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
			     struct err *e)
{
	struct rule_filter *f = mem_zalloc(sizeof *f);
	struct maker m = { .f = f };

	f->n_rules = n;
	collect_texts(&m, rules, n);
	bool few = f->n_lits <= LITERALS_MAX;
	if (few) {
		literal_finder_make(&f->finder, m.texts, f->n_lits);
		f->plans = mem_alloc((n + 1) * sizeof *f->plans);
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

static inline void note_literal(const struct rule_filter *f, struct rule_filter_scratch *w,
				size_t i, uint32_t found)
{
	const struct lit *l = &f->lits[found];

	w->folds[w->n_seen] = l->fold;
	w->seen[w->n_seen++] = (struct seen){ (uint32_t)i, found };
	const struct marks *m = f->marks + l->from;
	for (int k = 0; k < LIT_MARKS; k++) w->sets[m[k].word] |= m[k].bits;
	for (m += LIT_MARKS; m < f->marks + l->upto; m++) w->sets[m->word] |= m->bits;
}

/* There is room for all that may stand at one place. */
static inline void note_literals(const struct rule_filter *f, struct rule_filter_scratch *w,
				 struct uslice text, size_t i)
{
	uint32_t found[LITERAL_UNITS_MAX], alone;

	if (literal_alone(&f->finder, text.p[i], &alone)) note_literal(f, w, i, alone);
	if (!literal_may_head(&f->finder, text, i)) return;
	size_t n = literal_look(&f->finder, text, i, found);
	for (size_t k = 0; k < n; k++) note_literal(f, w, i, found[k]);
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
static inline bool is_of_set(const struct asked *k, uint32_t lit)
{
	const struct rule_filter *f = k->f;

	for (uint32_t m = f->lits[lit].from; m < f->lits[lit].upto; m++)
		if (f->marks[m].word == k->word) return (f->marks[m].bits & k->bit) != 0;
	return false;
}

static inline bool is_member(const struct asked *k, const struct rule_filter_scratch *w, size_t i)
{
	return (w->folds[i] & k->bit) && is_of_set(k, w->seen[i].lit);
}

/* A bit for each of n <= 64 seen from i on that may be in the set, without a branch. */
static uint64_t may_be_members(const struct rule_filter_scratch *w, uint32_t set, size_t i,
			       size_t n)
{
	const uint64_t *folds = w->folds + i;
	uint64_t may = 0;

	for (size_t k = 0; k < n; k++) may |= (folds[k] >> set % 64 & 1) << k;
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

/* Does a literal of the set lie as it must from a place of [from, upto]? *at goes on with from. */
static bool lies_near(const struct rule_places *p, const struct need *x, size_t *at, uint32_t from,
		      uint32_t upto)
{
	const struct rule_filter_scratch *w = p->w;
	const struct asked asked = ask_for(p->f, x->set);

	while (*at < w->n_seen && w->seen[*at].pos < from + x->min) ++*at;
	for (size_t i = *at; i < w->n_seen && w->seen[i].pos <= upto + x->max; i++)
		if (is_member(&asked, w, i)) return true;
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
	const struct need *pivot = &p->f->plans[p->rule].pivot;
	const struct asked asked = ask_for(p->f, pivot->set);
	const struct rule_filter_scratch *w = p->w;

	for (size_t i = 0; i < w->n_seen && w->seen[i].pos <= pivot->max; i++)
		if (w->seen[i].pos >= pivot->min && is_member(&asked, w, i))
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
	const struct need *pivot = &plan->pivot;
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
		if (!is_of_set(&asked, x->lit) || x->pos < pos + pivot->min) continue;
		*from = x->pos > pos + pivot->max ? x->pos - pivot->max : pos;
		*upto = x->pos - pivot->min;
		if (edge->n && !find_edge(p->text, edge, from, *upto)) continue;
		if (all_near(p, *from, *upto)) return true;
	}
	return false;
}
