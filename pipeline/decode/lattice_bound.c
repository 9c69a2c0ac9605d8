/* See lattice_bound.h.
 *
 * From the end to the beginning: the most that follows each place is the best of its moves, each with what follows there.
 * A character that bytes make is scored behind what is known to stand before it; one that is chosen costs only its move,
 * and makes what stands before the next one unknown. Behind the unknown a character has the best score that the model
 * gives it anywhere. So no path brings more, and text that stays as it is brings little more than it does. */
#include "pipeline/decode/lattice_bound.h"

#include <math.h>

#include "pipeline/decode/ngram_step.h"

/* What is known behind one character more, of one element (0) or of two (1). */
static const uint8_t kind_behind[BEFORE_N][2] = {
	[BEFORE_ANY] = { BEFORE_1, BEFORE_2 },	[BEFORE_1] = { BEFORE_11, BEFORE_12 },	[BEFORE_2] = { BEFORE_21, BEFORE_22 },
	[BEFORE_11] = { BEFORE_11, BEFORE_12 }, [BEFORE_12] = { BEFORE_21, BEFORE_22 }, [BEFORE_21] = { BEFORE_11, BEFORE_12 },
	[BEFORE_22] = { BEFORE_21, BEFORE_22 },
};
/* Of each kind: length of the last character and of the one before it; 0 unknown. */
static const uint8_t kind_last[BEFORE_N] = { 0, 1, 2, 1, 2, 1, 2 }, kind_first[BEFORE_N] = { 0, 0, 0, 1, 1, 2, 2 };

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

	return from_steps(bi == UINT32_MAX ? (unsigned)m->uni_bow[b] + m->uni_p[sym] : m->bi_top[bi], sym);
}

/* What is known at a place, as symbols. False: that cannot stand there, or says no more than a shorter kind. */
static bool known_before(const struct lattice *l, size_t at, enum bound_kind kind, uint16_t *a, uint16_t *b)
{
	size_t last = kind_last[kind], first = kind_first[kind];

	*a = *b = BOUND_NO_SYM;
	if (!last) return true;
	if (at < last || (*b = l->rest[at].sym[last - 1]) == BOUND_NO_SYM) return false;
	if (!first) return true;
	if (at < last + first || (*a = l->rest[at - last].sym[first - 1]) == BOUND_NO_SYM) return false;
	return !(*a == *b && is_run(*a));
}

static double best_score(const struct ngram *m, uint16_t a, uint16_t b, uint16_t sym)
{
	if (b == BOUND_NO_SYM) return best_anywhere(m, sym);
	if (a == BOUND_NO_SYM) return best_behind(m, b, sym);
	uint32_t bi = ngram_bigram(m, a, b);
	struct ngram_ctx ctx = { a, b, bi == UINT32_MAX ? 0 : bi + 1 };

	return (double)ngram_next(m, &ctx, sym);
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

		if (e->gloss.syllable != UINT16_MAX || e->what == '\n' || e->what == '\r' || e->cp == '\r') return false;
		sym[0] = e->what >= 0x100 ? ngram_symbol(l->m, e->cp) : e->what < 0x80 ? ngram_symbol(l->m, e->what) : BOUND_NO_SYM;
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

/* A character has been chosen, making e edits; what follows place i + 1. */
static double behind_chosen(const struct lattice *l, size_t i, int e)
{
	return l->rest[i + 1].most[0][BEFORE_ANY][e];
}

/* The trail byte of what stands unfinished is lost; element i is taken anew. e: edits before. */
static double lost_trail(const struct lattice *l, const struct lat_costs *c, size_t i, int e)
{
	const struct lat_rest *next = &l->rest[i + 1];
	uint16_t what = l->elems[i].what;
	double cost = e && what < 0x40 ? c->lost_after : c->lost_trail;

	e = more_edits(e, 1);
	if (what < 0x100 && what >= 0x80) return next->most[1][BEFORE_ANY][e] - cost;
	return best_anywhere(l->m, next->sym[0]) + next->most[0][BEFORE_1][e] - cost;
}

static bool may_insert(const struct lat_elem *e, int edits)
{
	return e->may_insert && e->what < 0x100 && edits < BOUND_EDITS - 1;
}

/* The moves that put a chosen character, or none: what they bring does not depend on what stands before. */
static double free_moves(const struct lattice *l, const struct lat_costs *c, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	int e1 = more_edits(e, 1);
	double most = -INFINITY;

	if (el->what == LAT_WILD) {
		most = greater(l->rest[i + 1].other[e] - c->mark_one, behind_chosen(l, i, e1) - c->mark_two);
		return greater(most, behind_chosen(l, i, e1) - c->mark_junk);
	}
	if (may_insert(el, e) && el->what >= 0x40) most = behind_chosen(l, i, e1) - c->insert;
	if (may_insert(el, e) && el->what >= 0x80) most = greater(most, behind_chosen(l, i, e1) - c->delete);
	return most;
}

static double moves_behind_lead(const struct lattice *l, const struct lat_costs *c, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];
	bool insert = may_insert(el, e);
	double most = -INFINITY;

	if (el->what >= 0x100 || insert || next->sym[1] == BOUND_NO_SYM) most = lost_trail(l, c, i, e);
	if (el->what == LAT_WILD) {
		most = greater(most, behind_chosen(l, i, more_edits(e, 1)) - c->mark_one);
		most = greater(most, next->other[more_edits(e, 1)] - c->mark_two);
	}
	if (el->what < 0x100 && el->folded) most = greater(most, next->other[e] - c->folded);
	if (insert) most = greater(most, behind_chosen(l, i, more_edits(e, 2)) - c->lost_middle);
	return most;
}

static double moves_behind_other(const struct lattice *l, const struct lat_costs *c, size_t i, int e)
{
	const struct lat_elem *el = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];
	int e1 = more_edits(e, 1);
	double most = lost_trail(l, c, i, e), chosen = greater(behind_chosen(l, i, e), behind_chosen(l, i, e1));

	if (el->what == LAT_WILD) {
		most = greater(most, chosen - c->mark_one);
		most = greater(most, next->other[e1] - c->mark_two);
	}
	if (el->what < 0x100) most = greater(most, chosen);
	if (el->what < 0x100 && el->folded) most = greater(most, greater(next->other[e], next->other[e1]) - c->folded);
	return most;
}

/* Bytes as they are: what is known behind the character that element i ends, of what is known before. NULL: element i
 * ends none, with nothing unfinished (pend 0) or behind a lead byte. */
static const double *as_bytes(const struct lattice *l, size_t i, int pend, enum bound_kind kind)
{
	const struct lat_elem *e = &l->elems[i];
	const struct lat_rest *next = &l->rest[i + 1];

	if (!pend && e->what < 0x100 && e->what >= 0x80) return next->most[1][kind];
	if (next->sym[pend] == BOUND_NO_SYM || (pend && e->what >= 0x100)) return NULL;
	return next->most[0][kind_behind[kind][pend]];
}

/* The score of that character behind two known ones; 0 when element i is a lead byte. */
static double as_bytes_score(const struct lattice *l, const struct lat_costs *c, size_t i, int pend, const uint16_t known[2])
{
	const struct lat_elem *e = &l->elems[i];

	if (!pend && e->what < 0x100 && e->what >= 0x80) return 0;
	return best_score(l->m, known[0], known[1], l->rest[i + 1].sym[pend]) - (e->what == LAT_WILD ? c->mark_stays : 0);
}

static void fill_end(struct lattice *l, const struct lat_costs *c)
{
	struct lat_rest *r = &l->rest[l->n];
	double edge = l->line_end ? best_anywhere(l->m, NGRAM_SYM_END) : 0;

	for (int e = 0; e < BOUND_EDITS; e++) {
		for (int k = 0; k < BEFORE_N; k++) r->most[0][k][e] = edge, r->most[1][k][e] = edge - c->lost_after;
		r->other[e] = edge - c->lost_after;
	}
	r->top = edge;
}

static void fill_kind(struct lattice *l, const struct lat_costs *c, size_t i, int pend, enum bound_kind k,
		      const double moves[BOUND_EDITS])
{
	struct lat_rest *r = &l->rest[i];
	double *most = r->most[pend][k];
	uint16_t known[2];

	if (!known_before(l, i - (size_t)pend, k, &known[0], &known[1])) {
		memcpy(most, r->most[pend][kind_first[k] ? kind_last[k] : BEFORE_ANY], sizeof r->most[pend][k]);
		return;
	}
	const double *next = as_bytes(l, i, pend, k);
	double score = next ? as_bytes_score(l, c, i, pend, known) : 0;

	for (int e = 0; e < BOUND_EDITS; e++) {
		most[e] = next ? greater(moves[e], score + next[e]) : moves[e];
		r->top = greater(r->top, most[e]);
	}
}

static void fill_place(struct lattice *l, const struct lat_costs *c, size_t i)
{
	struct lat_rest *r = &l->rest[i];
	bool is_lead = i && l->elems[i - 1].what >= 0x80 && l->elems[i - 1].what < 0x100;
	double moves[BOUND_EDITS];

	r->top = -INFINITY;
	for (int e = 0; e < BOUND_EDITS; e++) {
		r->other[e] = moves_behind_other(l, c, i, e);
		r->top = greater(r->top, r->other[e]);
	}
	for (int e = 0; e < BOUND_EDITS; e++) moves[e] = free_moves(l, c, i, e);
	for (int k = 0; k < BEFORE_N; k++) fill_kind(l, c, i, 0, (enum bound_kind)k, moves);
	for (int e = 0; e < BOUND_EDITS; e++) moves[e] = moves_behind_lead(l, c, i, e);
	for (int k = 0; k < BEFORE_N; k++) {
		if (is_lead) fill_kind(l, c, i, 1, (enum bound_kind)k, moves);
		else memcpy(r->most[1][k], r->other, sizeof r->other);
	}
}

/* Score of the path that leaves everything as it is, at each place. */
static void score_as_is(struct lattice *l, const struct lat_costs *c, const struct lat_node *start)
{
	struct lat_node n = *start;
	bool lead = false;

	l->rest[0].as_is = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct lat_elem *e = &l->elems[i];
		uint32_t cp = e->what >= 0x100 ? e->cp : e->what;
		bool was_lead = lead;

		lead = !was_lead && e->what >= 0x80 && e->what < 0x100;
		if (was_lead) cp = l->rest[i + 1].sym[1] == BOUND_NO_SYM ? 0 : pair(l, l->elems[i - 1].what, e->what);
		if (was_lead && !cp) n.score = -INFINITY;
		if (!lead) lattice_put(l, &n, cp, false);
		if (!was_lead && e->what == LAT_WILD) n.score -= c->mark_stays;
		l->rest[i + 1].as_is = n.score;
	}
}

bool lattice_bound_make(struct lattice *l, const struct lat_costs *costs, const struct lat_node *start)
{
	l->rest = mem_grow(l->rest, &l->cap_rest, l->n + 1, sizeof *l->rest);
	if (!find_symbols(l)) return false;
	score_as_is(l, costs, start);
	fill_end(l, costs);
	for (size_t i = l->n; i-- > 0;) fill_place(l, costs, i);
	return true;
}

double lattice_bound_rest(const struct lattice *l, size_t at, const struct lat_node *node)
{
	const struct lat_rest *r = &l->rest[at];
	int pend = node->pend.n > 0, e = node->edits < BOUND_EDITS ? node->edits : BOUND_EDITS - 1;

	if (pend && node->pend.b[0] != l->elems[at - 1].what) return r->other[e];
	double most = r->most[pend][BEFORE_ANY][e];

	for (int k = BEFORE_1; k < BEFORE_N; k++) {
		uint16_t a, b;

		if (!known_before(l, at - (size_t)pend, (enum bound_kind)k, &a, &b)) continue;
		if (b == node->ctx.b && (a == BOUND_NO_SYM || a == node->ctx.a) && r->most[pend][k][e] < most)
			most = r->most[pend][k][e];
	}
	return most;
}
