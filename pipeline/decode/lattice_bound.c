/* See lattice_bound.h.
 *
 * From the end to the beginning: the most that follows each place is the best of its moves, each
 * with what follows there. A character that bytes make is scored behind what is known to stand
 * before it; one that is chosen costs its move and what the best of its list costs there, and the
 * next one is scored behind the best of that list. Behind the unknown a character has the best
 * score that the model gives it anywhere. So no path brings more, and text that stays as it is
 * brings little more than it does. */
#include "pipeline/decode/lattice_bound.h"

#include <limits.h>
#include <math.h>

#include "pipeline/decode/ngram_step.h"

/* What is known behind one character more, of one element (0) or of two (1). */
static const uint8_t kind_behind[BEFORE_N][2] = {
	[BEFORE_ANY] = { BEFORE_1, BEFORE_2 },	 [BEFORE_1] = { BEFORE_11, BEFORE_12 },
	[BEFORE_2] = { BEFORE_21, BEFORE_22 },	 [BEFORE_11] = { BEFORE_11, BEFORE_12 },
	[BEFORE_12] = { BEFORE_21, BEFORE_22 },	 [BEFORE_21] = { BEFORE_11, BEFORE_12 },
	[BEFORE_22] = { BEFORE_21, BEFORE_22 },	 [BEFORE_LEAD] = { BEFORE_1, BEFORE_2 },
	[BEFORE_TRAIL] = { BEFORE_1, BEFORE_2 },
};
/* Of each kind: length of the last character and of the one before it; 0 unknown. */
static const uint8_t kind_last[BEFORE_N] = { 0, 1, 2, 1, 2, 1, 2, 0, 0 },
		     kind_first[BEFORE_N] = { 0, 0, 0, 1, 1, 2, 2, 0, 0 };

static bool is_run(uint16_t sym)
{
	return sym == NGRAM_SYM_DIGIT || sym == NGRAM_SYM_LETTER;
}

static double from_steps(unsigned steps, uint16_t sym)
{
	double p = (double)steps / -(double)NGRAM_SCALE;

	return sym == NGRAM_SYM_DIGIT ? p - 1.0 : sym == NGRAM_SYM_LETTER ? p - 1.4 : p;
}

/* The best score of a symbol, wherever it stands. */
static double best_anywhere(const struct ngram *m, uint16_t sym)
{
	double p = from_steps(m->uni_top[sym], sym);

	return is_run(sym) && p < (double)NGRAM_IN_RUN ? (double)NGRAM_IN_RUN : p;
}

double lattice_bound_char(const struct lattice *l, uint32_t cp)
{
	return cp == '\n' || cp == '\r' ? 0 : best_anywhere(l->m, ngram_symbol(l->m, cp));
}

/* The same behind symbol b, whatever stands before that. */
static double best_behind(const struct ngram *m, uint16_t b, uint16_t sym)
{
	if (b == sym && is_run(sym)) return (double)NGRAM_IN_RUN;
	uint32_t bi = ngram_bigram(m, b, sym);

	if (bi != UINT32_MAX) return from_steps(m->bi_top[bi], sym);
	return from_steps((unsigned)m->uni_bow[b] + m->uni_p[sym], sym);
}

/* What stands before a place, as far as it is known: symbols (BOUND_NO_SYM: not known), or that the
 * last one is of a list. */
#define NO_LIST UINT_MAX
struct before {
	uint16_t a, b;
	unsigned list; /* column of list_tops.h */
};

/* The symbol of len elements that end before a place; of the two before the window each counts as
 * one element. */
static uint16_t symbol_before(const struct lattice *l, size_t at, size_t back, size_t len)
{
	if (at > back) return l->rest[at - back].sym[len - 1];
	return len == 1 && back - at < 2 ? l->before[1 - (back - at)] : BOUND_NO_SYM;
}

/* What is known at a place. False: that cannot stand there, or says no more than a shorter kind. */
static bool known_before(const struct lattice *l, size_t at, enum bound_kind kind, struct before *x)
{
	size_t last = kind_last[kind], first = kind_first[kind];

	*x = (struct before){ BOUND_NO_SYM, BOUND_NO_SYM, NO_LIST };
	if (kind >= BEFORE_LEAD) {
		unsigned byte = at ? l->elems[at - 1].what : 0;
		bool lead = kind == BEFORE_LEAD;
		if (byte >= 0xff || byte < (lead ? 0x81 : 0x40)) return false;
		x->list = list_tops_column(byte, lead);
		return true;
	}
	if (!last) return true;
	if ((x->b = symbol_before(l, at, 0, last)) == BOUND_NO_SYM) return false;
	if (!first) return true;
	if ((x->a = symbol_before(l, at, last, first)) == BOUND_NO_SYM) return false;
	return !(x->a == x->b && is_run(x->a));
}

static double best_score(const struct lattice *l, const struct before *x, uint16_t sym)
{
	const struct ngram *m = l->m;

	if (x->list != NO_LIST && !is_run(sym))
		return from_steps(list_tops_next(l->tops, sym, x->list), sym);
	if (x->b == BOUND_NO_SYM) return best_anywhere(m, sym);
	if (x->a == BOUND_NO_SYM) return best_behind(m, x->b, sym);
	uint32_t bi = ngram_bigram(m, x->a, x->b);
	struct ngram_ctx ctx = { x->a, x->b, bi == UINT32_MAX ? 0 : bi + 1 };

	return (double)ngram_next(m, &ctx, sym);
}

int lattice_bound_steps(const struct lattice *l, uint16_t sym, unsigned byte, bool lead)
{
	if (!l->tops || sym == BOUND_NO_SYM || byte >= 0xff || byte < (lead ? 0x81 : 0x40))
		return 0;
	return (int)list_tops_choice(l->tops, sym, list_tops_column(byte, lead));
}

/* The best score of a character of a list. */
static double best_choice(const struct lattice *l, const struct before *x, unsigned byte, bool lead)
{
	return lattice_bound_steps(l, x->b, byte, lead) / -(double)NGRAM_SCALE;
}

static uint32_t pair(const struct lattice *l, uint16_t lead, uint16_t trail)
{
	if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail > 0xfe) return 0;
	return l->t->gb[(lead - 0x81u) * CHARSET_ROW + trail - 0x40u];
}

/* The characters that end before each element. False: a gloss, a line's end. */
static bool find_symbols(struct lattice *l)
{
	l->rest[0].sym[0] = l->rest[0].sym[1] = BOUND_NO_SYM;
	for (size_t i = 0; i < l->n; i++) {
		const struct lat_elem *e = &l->elems[i];
		uint16_t *sym = l->rest[i + 1].sym;

		if (e->gloss.syllable != UINT16_MAX || e->what == '\n' || e->what == '\r' ||
		    e->cp == '\r')
			return false;
		sym[0] = e->what >= 0x100 ? ngram_symbol(l->m, e->cp)
			 : e->what < 0x80 ? ngram_symbol(l->m, e->what)
					  : BOUND_NO_SYM;
		uint32_t cp = i ? pair(l, l->elems[i - 1].what, e->what) : 0;
		sym[1] = cp ? ngram_symbol(l->m, cp) : BOUND_NO_SYM;
	}
	return true;
}

static double greater(double a, double b)
{
	return a > b ? a : b;
}

static int more_edits(int e, int by)
{
	return e + by < BOUND_EDITS ? e + by : BOUND_EDITS - 1;
}

/* A character has been chosen, or none put, making e edits; what follows place i + 1, whatever
 * stands before it. */
static double behind_any(const struct lattice *l, size_t i, int e)
{
	return l->rest[i + 1].most[0][BEFORE_ANY][e];
}

/* The same when element i is its trail byte. */
static double behind_trail(const struct lattice *l, size_t i, int e)
{
	return l->rest[i + 1].most[0][BEFORE_TRAIL][e];
}

/* A character has been chosen for lead byte x, its trail is lost; element i is taken anew. e: edits
 * with that. */
static double behind_lost(const struct lattice *l, size_t i, unsigned x, int e)
{
	const struct lat_rest *next = &l->rest[i + 1];
	uint16_t what = l->elems[i].what;
	bool own = i && l->elems[i - 1].what == x;
	struct before list = { BOUND_NO_SYM, BOUND_NO_SYM,
			       x >= 0x81 && x < 0xff ? list_tops_column(x, true) : NO_LIST };

	if (what < 0x100 && what >= 0x80) return next->most[1][own ? BEFORE_LEAD : BEFORE_ANY][e];
	return best_score(l, &list, next->sym[0]) + next->most[0][BEFORE_1][e];
}

static double lost_cost(const struct lattice *l, size_t i, int e)
{
	return e && l->elems[i].what < 0x40 ? l->costs->lost_after : l->costs->lost_trail;
}

static bool may_insert(const struct lat_elem *e, int edits)
{
	return e->may_insert && e->what < 0x100 && edits < BOUND_EDITS - 1;
}

/* Can a lead byte other than that of the element before be unfinished before element i, or an
 * unknown one? Only marks leave such. */
static bool may_be_other(const struct lattice *l, size_t i)
{
	return i && (l->elems[i - 1].what == LAT_WILD ||
		     (l->elems[i - 1].what < 0x100 && l->elems[i - 1].folded));
}

/* With nothing unfinished, the moves that put a chosen character, or none; with e edits before. */
static void find_free_moves(struct lattice *l, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	const struct lat_costs *c = l->costs;
	struct lat_moves *m = &l->rest[i].moves[0];
	int e1 = more_edits(e, 1);

	m->chosen[e] = m->plain[e] = -INFINITY;
	if (el->what == LAT_WILD) {
		m->plain[e] = greater(l->rest[i + 1].other[e] - c->mark_one,
				      behind_any(l, i, e1) - c->mark_two);
		m->plain[e] = greater(m->plain[e], behind_any(l, i, e1) - c->mark_junk);
		return;
	}
	if (!may_insert(el, e)) return;
	if (el->what >= 0x40) m->chosen[e] = behind_trail(l, i, e1) - c->insert;
	if (el->what >= 0x80) m->plain[e] = behind_any(l, i, e1) - c->delete;
}

/* The same behind the lead byte before. */
static void find_lead_moves(struct lattice *l, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];
	const struct lat_costs *c = l->costs;
	struct lat_moves *m = &l->rest[i].moves[1];
	bool insert = may_insert(el, e);
	int e1 = more_edits(e, 1);

	m->chosen[e] = m->plain[e] = -INFINITY;
	if (el->what >= 0x100 || insert || next->sym[1] == BOUND_NO_SYM)
		m->chosen[e] = behind_lost(l, i, l->elems[i - 1].what, e1) - lost_cost(l, i, e);
	if (el->what == LAT_WILD) {
		m->chosen[e] = greater(m->chosen[e], behind_any(l, i, e1) - c->mark_one);
		m->chosen[e] = greater(m->chosen[e], next->other[e1] - c->mark_two);
	}
	if (el->what < 0x100 && el->folded) m->plain[e] = next->other[e] - c->folded;
	if (insert)
		m->chosen[e] = greater(m->chosen[e],
				       behind_trail(l, i, more_edits(e, 2)) - c->lost_middle);
}

/* Behind another lead byte, or an unknown one. */
static double moves_behind_other(const struct lattice *l, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];
	const struct lat_costs *c = l->costs;
	int e1 = more_edits(e, 1);
	double most = behind_lost(l, i, 0, e1) - lost_cost(l, i, e);

	if (el->what == LAT_WILD) {
		most = greater(most,
			       greater(behind_any(l, i, e), behind_any(l, i, e1)) - c->mark_one);
		most = greater(most, next->other[e1] - c->mark_two);
	}
	if (el->what < 0x100)
		most = greater(most, greater(behind_trail(l, i, e), behind_trail(l, i, e1)));
	if (el->what < 0x100 && el->folded)
		most = greater(most, greater(next->other[e], next->other[e1]) - c->folded);
	return most;
}

/* All ways from a place with x before it: what does not depend on the edits made. */
struct ways {
	double choice; /* the best score of a character chosen for the byte at hand */
	double score;  /* of the character that the bytes make as they are, and what follows it;
			  NULL: they make none */
	const double *next;
};

/* kind: what is known of x. With nothing unfinished (pend 0) or behind a lead byte. */
static struct ways find_ways(const struct lattice *l, size_t i, int pend, enum bound_kind kind,
			     const struct before *x)
{
	const struct lat_elem *e = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];
	uint16_t sym = next->sym[pend];
	struct ways w = { 0 };

	w.choice = pend ? best_choice(l, x, l->elems[i - 1].what, true)
			: best_choice(l, x, e->what, false);
	if (!pend && e->what < 0x100 && e->what >= 0x80) {
		w.next = next->most[1][kind];
	} else if (sym != BOUND_NO_SYM && !(pend && e->what >= 0x100)) {
		w.score = best_score(l, x, sym) - (e->what == LAT_WILD ? l->costs->mark_stays : 0);
		w.next = next->most[0][kind_behind[kind][pend]];
	}
	return w;
}

static inline double most_of(const struct lat_moves *m, int e, const struct ways *w)
{
	double most = greater(w->choice + m->chosen[e], m->plain[e]);

	return w->next ? greater(most, w->score + w->next[e]) : most;
}

static void fill_end(struct lattice *l)
{
	struct lat_rest *r = &l->rest[l->n];
	double edge = l->line_end ? best_anywhere(l->m, NGRAM_SYM_END) : 0,
	       lost = edge - l->costs->lost_after;

	for (int e = 0; e < BOUND_EDITS; e++) {
		for (int k = 0; k < BEFORE_N; k++) r->most[0][k][e] = edge, r->most[1][k][e] = lost;
		r->other[e] = lost;
	}
	r->top = edge;
}

static void fill_kind(struct lattice *l, size_t i, int pend, enum bound_kind k)
{
	struct lat_rest *r = &l->rest[i];
	double *most = r->most[pend][k];
	struct before x;

	if (!known_before(l, i - (size_t)pend, k, &x)) {
		memcpy(most, r->most[pend][kind_first[k] ? kind_last[k] : BEFORE_ANY],
		       sizeof r->most[pend][k]);
		return;
	}
	const struct ways w = find_ways(l, i, pend, k, &x);

	for (int e = 0; e < BOUND_EDITS; e++) {
		most[e] = most_of(&r->moves[pend], e, &w);
		r->top = greater(r->top, most[e]);
	}
}

/* What no path comes to is left out: only marks leave another lead byte than the one before. */
static void fill_place(struct lattice *l, size_t i)
{
	struct lat_rest *r = &l->rest[i];
	bool is_lead = i && l->elems[i - 1].what >= 0x80 && l->elems[i - 1].what < 0x100;

	r->top = -INFINITY;
	for (int e = 0; e < BOUND_EDITS; e++) {
		find_free_moves(l, i, e);
		if (is_lead) find_lead_moves(l, i, e);
		r->other[e] = may_be_other(l, i) ? moves_behind_other(l, i, e) : -INFINITY;
		r->top = greater(r->top, r->other[e]);
	}
	for (int k = 0; k < BEFORE_N; k++) {
		if (k != BEFORE_LEAD) fill_kind(l, i, 0, (enum bound_kind)k);
		if (is_lead) fill_kind(l, i, 1, (enum bound_kind)k);
	}
}

/* Score of the path that leaves everything as it is, at each place. */
static void score_as_is(struct lattice *l, const struct lat_node *start)
{
	struct lat_node n = *start;
	bool lead = false;

	l->rest[0].as_is = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct lat_elem *e = &l->elems[i];
		uint32_t cp = e->what >= 0x100 ? e->cp : e->what;
		bool was_lead = lead;

		lead = !was_lead && e->what >= 0x80 && e->what < 0x100;
		if (was_lead)
			cp = l->rest[i + 1].sym[1] == BOUND_NO_SYM
				     ? 0
				     : pair(l, l->elems[i - 1].what, e->what);
		if (was_lead && !cp) n.score = -INFINITY;
		if (!lead) lattice_put(l, &n, cp, false);
		if (!was_lead && e->what == LAT_WILD) n.score -= l->costs->mark_stays;
		l->rest[i + 1].as_is = n.score;
	}
}

bool lattice_bound_make(struct lattice *l, const struct lat_node *start)
{
	l->rest = mem_grow(l->rest, &l->cap_rest, l->n + 1, sizeof *l->rest);
	l->before[0] = start->ctx.a, l->before[1] = start->ctx.b;
	if (!find_symbols(l)) return false;
	score_as_is(l, start);
	fill_end(l);
	for (size_t i = l->n; i-- > 0;) fill_place(l, i);
	return true;
}

static int few_edits(unsigned edits)
{
	return edits < BOUND_EDITS ? (int)edits : BOUND_EDITS - 1;
}

double lattice_bound_rest(const struct lattice *l, size_t at, const struct lat_node *node)
{
	const struct lat_rest *r = &l->rest[at];
	int pend = node->pend.n > 0, e = few_edits(node->edits);
	size_t place = at - (size_t)pend;

	if (pend && (!at || node->pend.b[0] != l->elems[at - 1].what)) return r->other[e];
	if (at == l->n) return r->most[pend][BEFORE_ANY][e];
	/* its own last symbols are known; behind the next one what the elements say */
	enum bound_kind k = BEFORE_ANY;
	if (node->ctx.b == symbol_before(l, place, 0, 1)) k = BEFORE_1;
	else if (node->ctx.b == symbol_before(l, place, 0, 2)) k = BEFORE_2;
	struct before x = { node->ctx.a, node->ctx.b, NO_LIST };
	const struct ways w = find_ways(l, at, pend, k, &x);

	return most_of(&r->moves[pend], e, &w);
}

double lattice_bound_trail(const struct lattice *l, unsigned edits)
{
	return behind_trail(l, l->at, few_edits(edits + 1));
}

double lattice_bound_lost(const struct lattice *l, unsigned x, unsigned edits)
{
	return behind_lost(l, l->at, x, few_edits(edits + 1));
}

bool lattice_bound_choice(const struct lattice *l, const struct lat_node *node, unsigned byte,
			  bool lead, double cost, double rest)
{
	struct before x = { node->ctx.a, node->ctx.b, NO_LIST };

	return node->score - cost + best_choice(l, &x, byte, lead) + rest >= l->want;
}
