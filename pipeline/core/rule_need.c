/* Requirements of parts of patterns. See rule_need.h. */
#include "pipeline/core/rule_need.h"

#include "pipeline/core/punctuation.h"

#define START_MAX 400 /* literals that a pattern may begin with */
#define PLACE_MAX 160 /* a literal that may stand further off may stand anywhere */

/* Comma, full stop, colon, quotation marks, brackets, blanks: they stand in every text and tell
 * nothing. */
static bool is_common(struct uslice lit)
{
	static const uint16_t marks[] = { ' ',	      '\n',	     '(',	    ')',
					  ',',	      '.',	     ':',	    ';',
					  QUOTE_OPEN, QUOTE_CLOSE,   0x3000,	    LIST_MARK,
					  FULL_STOP,  BRACKET_OPEN,  BRACKET_CLOSE, WIDE_COMMA,
					  WIDE_COLON, WIDE_SEMICOLON };

	for (size_t i = 0; lit.len == 1 && i < sizeof marks / sizeof *marks; i++)
		if (lit.p[0] == marks[i]) return true;
	return false;
}

/* Is it told what follows literal i, and is that more than the end of the text? */
static bool is_followed(const struct anchor_group *g, size_t i)
{
	if (!g->after || !g->after[i].p) return false;
	for (size_t k = 0; k < g->after[i].len; k++)
		if (g->after[i].p[k] == ANCHOR_END && is_common(g->lits[i])) return false;
	return true;
}

int group_score(const struct anchor_group *g)
{
	size_t shortest = NEED_GROUPS;

	for (size_t i = 0; i < g->n; i++) {
		bool followed = is_followed(g, i);
		if (g->lits[i].len + followed < shortest) shortest = g->lits[i].len + followed;
		if (is_common(g->lits[i]) && !followed) return -(int)g->n;
	}
	return (int)(shortest + 10) * 1000 - (int)g->n;
}

void need_add(struct need *n, struct anchor_group g)
{
	if (!g.n) return;
	if (n->n < NEED_GROUPS) {
		n->g[n->n++] = g;
		return;
	}
	size_t worst = 0;
	for (size_t i = 1; i < n->n; i++)
		if (group_score(&n->g[i]) < group_score(&n->g[worst])) worst = i;
	if (group_score(&g) > group_score(&n->g[worst])) n->g[worst] = g;
}

/* Sum and product of numbers of characters; what is more than PLACE_MAX is without limit. */
uint32_t need_sum(uint32_t a, uint32_t b)
{
	return a + b > PLACE_MAX ? ANCHOR_FAR : a + b;
}

uint32_t need_product(uint32_t a, uint32_t b)
{
	return !a || !b ? 0 : a > PLACE_MAX || b > PLACE_MAX ? ANCHOR_FAR : need_sum(a * b, 0);
}

/* At least min, at most max characters are taken. */
void need_take(struct need *n, uint32_t min, uint32_t max)
{
	n->min += min < PLACE_MAX ? min : PLACE_MAX; /* a pattern is no longer than memory */
	n->max = need_sum(n->max, max);
	if (max) n->tail = NULL;
}

static const struct unit_gap *join_gaps(const struct unit_gap *x, const struct unit_gap *y,
					struct arena *a)
{
	if (!x || !y) return NULL;
	struct unit_gap *g = arena_alloc(a, sizeof *g);
	*g = *x;
	gap_join(g, y);
	return g;
}

struct anchor_group need_place(const struct need *n, struct arena *a)
{
	struct unit_gap *gap = arena_alloc(a, sizeof *gap);

	*gap = n->taken;
	return (struct anchor_group){ .min = n->min, .max = n->max, .gap = gap };
}

struct anchor_group need_within(struct anchor_group place, struct anchor_group g, struct arena *a)
{
	g.min += place.min;
	g.max = need_sum(place.max, g.max);
	g.gap = join_gaps(place.gap, g.gap, a);
	return g;
}

static struct anchor_group group_join(struct anchor_group x, struct anchor_group y, struct arena *a)
{
	struct anchor_group g = { .lits = arena_alloc(a, (x.n + y.n + 1) * sizeof *g.lits),
				  .n = x.n + y.n,
				  .min = x.min < y.min ? x.min : y.min,
				  .max = x.max > y.max ? x.max : y.max,
				  .gap = join_gaps(x.gap, y.gap, a) };

	if (x.n) memcpy(g.lits, x.lits, x.n * sizeof *g.lits);
	if (y.n) memcpy(g.lits + x.n, y.lits, y.n * sizeof *g.lits);
	if (!x.after && !y.after) return g;
	g.after = arena_zalloc(a, (g.n + 1) * sizeof *g.after);
	if (x.after) memcpy(g.after, x.after, x.n * sizeof *g.after);
	if (y.after) memcpy(g.after + x.n, y.after, y.n * sizeof *g.after);
	return g;
}

/* The first thing of a sequence that takes characters: with these literals, or (n == 0) with
 * anything. optional: it may be left out, what follows begins then. */
void need_begin(struct need *n, struct anchor_group g, bool optional, struct arena *a)
{
	if (n->begin != START_OPEN) return;
	if (!g.n || n->start.n + g.n > START_MAX) {
		n->begin = START_LOST;
		n->start.n = 0;
		return;
	}
	g.after = NULL; /* neither is asked of beginnings */
	g.gap = NULL;
	n->start = group_join(n->start, g, a);
	if (!optional) n->begin = START_KNOWN;
}

/* A literal of which it is not known yet what must follow it. */
static const struct uslice open_literal = { NULL, 1 };

static bool is_open(struct uslice after)
{
	return !after.p && after.len;
}

struct anchor_group need_group(struct arena *a, size_t n, struct anchor_group place)
{
	struct anchor_group g = place;

	g.lits = arena_zalloc(a, n * sizeof *g.lits);
	g.after = arena_alloc(a, n * sizeof *g.after);
	g.n = n;
	for (size_t i = 0; i < n; i++) g.after[i] = open_literal;
	return g;
}

void need_add_literal(struct need *n, struct arena *a, struct uslice lit, struct anchor_group place)
{
	if (!lit.len) return;
	struct anchor_group g = need_group(a, 1, place);
	g.lits[0] = arena_ucopy(a, lit);
	need_begin(n, g, false, a);
	need_add(n, g);
	n->tail = g.lits;
}

/* What follows the literals of a group that do not end their part is not asked. */
static void close_unless_tail(const struct need *n, const struct anchor_group *g)
{
	for (size_t i = 0; i < g->n && g->after && n->tail != g->lits; i++)
		if (is_open(g->after[i])) g->after[i] = (struct uslice){ NULL, 0 };
}

/* Best group of a conjunction, NULL if it requires nothing. */
static const struct anchor_group *need_best(const struct need *n)
{
	const struct anchor_group *best = NULL;

	for (size_t i = 0; i < n->n; i++)
		if (!best || group_score(&n->g[i]) > group_score(best)) best = &n->g[i];
	return best;
}

void need_or(struct need *x, struct need *y, struct arena *a)
{
	if (x->begin != START_LOST && y->begin != START_LOST &&
	    x->start.n + y->start.n <= START_MAX) {
		x->start = group_join(x->start, y->start, a);
		bool known = x->begin == START_KNOWN && y->begin == START_KNOWN;
		x->begin = known ? START_KNOWN : START_OPEN;
	} else {
		x->begin = START_LOST;
		x->start.n = 0;
	}
	if (y->min < x->min) x->min = y->min;
	if (y->max > x->max) x->max = y->max;
	gap_join(&x->taken, &y->taken);
	const struct anchor_group *gx = need_best(x), *gy = need_best(y);

	if (!gx || !gy || gx->n + gy->n > ANCHOR_LITS_MAX) {
		x->n = 0;
		x->tail = NULL;
		return;
	}
	bool tail = x->tail == gx->lits || y->tail == gy->lits;
	close_unless_tail(x, gx);
	close_unless_tail(y, gy);
	x->n = 1;
	x->g[0] = group_join(*gx, *gy, a);
	x->tail = tail ? x->g[0].lits : NULL;
}

/* The units that the literals begin with, sorted, each once; empty if they are too many. */
static struct uslice first_units(const struct anchor_group *next, struct arena *a)
{
	uint16_t units[ANCHOR_AFTER_MAX];
	size_t n = 0;

	for (size_t i = 0; i < next->n; i++) {
		uint16_t c = next->lits[i].p[0];
		size_t at = 0, k;
		while (at < n && units[at] < c) at++;
		if (at < n && units[at] == c) continue;
		if (n == ANCHOR_AFTER_MAX) return (struct uslice){ NULL, 0 };
		for (k = n++; k > at; k--) units[k] = units[k - 1];
		units[at] = c;
	}
	return arena_ucopy(a, (struct uslice){ units, n });
}

void need_follow(struct need *n, const struct anchor_group *next, struct arena *a)
{
	struct uslice units = n->tail ? first_units(next, a) : (struct uslice){ NULL, 0 };

	for (size_t k = 0; k < n->n && units.len; k++)
		for (size_t i = 0; i < n->g[k].n && n->g[k].lits == n->tail; i++)
			if (is_open(n->g[k].after[i])) n->g[k].after[i] = units;
}
