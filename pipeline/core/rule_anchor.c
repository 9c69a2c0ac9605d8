/* From a pattern to the literals that any match must contain: a small reader of PCRE2 syntax.
 * Errs only to the safe side: an unknown construct requires nothing. Depth of groups is limited. */
#include "pipeline/core/rule_anchor.h"

#define DEPTH_MAX 64
#define CLASS_MAX 12 /* a character class of up to so many characters is a group of literals */
#define RUN_MAX	  16
#define LIST_MAX  16
#define START_MAX 400 /* literals that a pattern may begin with */

/* Requirements of a part of a pattern: a conjunction of groups, and what it begins with. */
struct need {
	struct anchor_group g[LIST_MAX];
	size_t n;
	struct anchor_group start; /* literals of which one stands at the beginning */
	enum { START_OPEN, START_KNOWN, START_LOST } begin; /* open: nothing but assertions so far */
};

struct reader {
	struct uslice p;
	size_t i;
	struct arena *a;
	bool lost; /* something makes the whole pattern unsafe to read: (?i), \Q */
};

static bool at(const struct reader *r, uint16_t c)
{
	return r->i < r->p.len && r->p.p[r->i] == c;
}

static bool looking_at(const struct reader *r, const char *s)
{
	for (size_t k = 0; s[k]; k++)
		if (r->i + k >= r->p.len || r->p.p[r->i + k] != (uint16_t)(unsigned char)s[k]) return false;
	return true;
}

/* How well a group filters: long and few literals are best. */
static int group_score(const struct anchor_group *g)
{
	size_t shortest = RUN_MAX;

	for (size_t i = 0; i < g->n; i++)
		if (g->lits[i].len < shortest) shortest = g->lits[i].len;
	return (int)shortest * 100 - (int)g->n;
}

static void need_add(struct need *n, struct anchor_group g)
{
	if (!g.n) return;
	if (n->n < LIST_MAX) {
		n->g[n->n++] = g;
		return;
	}
	size_t worst = 0;
	for (size_t i = 1; i < n->n; i++)
		if (group_score(&n->g[i]) < group_score(&n->g[worst])) worst = i;
	if (group_score(&g) > group_score(&n->g[worst])) n->g[worst] = g;
}

/* The first thing of a sequence that takes characters: with these literals, or (n == 0) with anything. */
static void need_begin(struct need *n, struct anchor_group g)
{
	if (n->begin != START_OPEN) return;
	n->begin = g.n ? START_KNOWN : START_LOST;
	n->start = g;
}

static void need_add_literal(struct need *n, struct arena *a, const uint16_t *p, size_t len)
{
	if (!len) return;
	struct anchor_group g = { arena_alloc(a, sizeof *g.lits), 1 };
	g.lits[0] = arena_ucopy(a, (struct uslice){ p, len });
	need_begin(n, g);
	need_add(n, g);
}

/* Best group of a conjunction, NULL if it requires nothing. */
static const struct anchor_group *need_best(const struct need *n)
{
	const struct anchor_group *best = NULL;

	for (size_t i = 0; i < n->n; i++)
		if (!best || group_score(&n->g[i]) > group_score(best)) best = &n->g[i];
	return best;
}

static struct anchor_group group_join(struct anchor_group x, struct anchor_group y, struct arena *a)
{
	struct anchor_group g = { arena_alloc(a, (x.n + y.n) * sizeof *g.lits), x.n + y.n };

	if (x.n) memcpy(g.lits, x.lits, x.n * sizeof *g.lits);
	if (y.n) memcpy(g.lits + x.n, y.lits, y.n * sizeof *g.lits);
	return g;
}

/* Either x or y: one group that joins the best of both, or nothing. */
static void need_or(struct need *x, const struct need *y, struct arena *a)
{
	if (x->begin == START_KNOWN && y->begin == START_KNOWN && x->start.n + y->start.n <= START_MAX) {
		x->start = group_join(x->start, y->start, a);
	} else {
		x->begin = START_LOST;
		x->start.n = 0;
	}
	const struct anchor_group *gx = need_best(x), *gy = need_best(y);

	if (!gx || !gy || gx->n + gy->n > ANCHOR_LITS_MAX) {
		x->n = 0;
		return;
	}
	x->n = 1;
	x->g[0] = group_join(*gx, *gy, a);
}

static bool is_digit(uint16_t c)
{
	return c >= '0' && c <= '9';
}

/* A quantifier at the cursor: step over it. Gives its minimum, 1 if there is none. */
static unsigned read_quantifier(struct reader *r, bool *present)
{
	unsigned min = 1;

	*present = true;
	if (at(r, '?') || at(r, '*')) {
		min = 0;
		r->i++;
	} else if (at(r, '+')) {
		r->i++;
	} else if (at(r, '{') && r->i + 1 < r->p.len && (is_digit(r->p.p[r->i + 1]) || r->p.p[r->i + 1] == ',')) {
		min = 0;
		r->i++;
		while (r->i < r->p.len && is_digit(r->p.p[r->i]))
			min = min < 1000 ? min * 10 + (r->p.p[r->i++] - '0') : (r->i++, min);
		while (r->i < r->p.len && !at(r, '}'))
			r->i++;
		r->i++;
	} else {
		*present = false;
		return 1;
	}
	if (at(r, '?') || at(r, '+')) r->i++;
	return min;
}

/* \x{hhhh} or \xhh behind the x; 0 when it is no simple BMP character. */
static uint32_t read_hex(struct reader *r)
{
	uint32_t v = 0;
	bool brace = at(r, '{');
	size_t max = brace ? 6 : 2;

	if (brace) r->i++;
	for (size_t k = 0; k < max && r->i < r->p.len; k++, r->i++) {
		uint16_t c = r->p.p[r->i];
		if (is_digit(c))
			v = v * 16 + (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + ((c | 32) - 'a' + 10u);
		else
			break;
	}
	if (brace && at(r, '}')) r->i++;
	return v > 0xffff ? 0 : v;
}

/* An escape at the cursor (behind the backslash): a literal unit, or 0 for what matches a set or a place. */
static uint32_t read_escape(struct reader *r)
{
	uint16_t c = r->i < r->p.len ? r->p.p[r->i++] : 0;

	if (c == 'x') return read_hex(r);
	if (c == 'n') return '\n';
	if (c == 't') return '\t';
	if (c == 'Q' || c == 'E') r->lost = true;
	if (c == 'c') r->i++;
	if (is_digit(c))
		while (r->i < r->p.len && is_digit(r->p.p[r->i]))
			r->i++;
	if ((c == 'N' || c == 'o') && at(r, '{')) {
		while (r->i < r->p.len && r->p.p[r->i] != '}')
			r->i++;
		r->i++;
		return 0;
	}
	if (c == 'p' || c == 'P' || c == 'k' || c == 'g') {
		uint16_t close = at(r, '{') ? '}' : at(r, '<') ? '>' : at(r, '\'') ? '\'' : 0;
		r->i++;
		while (close && r->i < r->p.len && r->p.p[r->i - 1] != close)
			r->i++;
		return 0;
	}
	if ((c | 32) >= 'a' && (c | 32) <= 'z') return 0;
	return is_digit(c) ? 0 : c;
}

/* A class at the cursor (behind the '['): its characters if few and plain. */
static void read_class(struct reader *r, struct anchor_group *g)
{
	uint16_t set[CLASS_MAX];
	size_t n = 0;
	bool plain = !at(r, '^');

	if (!plain) r->i++;
	for (bool first = true; r->i < r->p.len && (first || !at(r, ']')); first = false) {
		uint32_t c = r->p.p[r->i++];
		if (c == '[' && at(r, ':')) {
			plain = false;
			while (r->i < r->p.len && !looking_at(r, ":]"))
				r->i++;
			r->i += 2;
			continue;
		}
		if (c == '\\') c = read_escape(r);
		uint32_t hi = c;
		if (at(r, '-') && r->i + 1 < r->p.len && r->p.p[r->i + 1] != ']') {
			r->i++;
			hi = r->p.p[r->i++];
			if (hi == '\\') hi = read_escape(r);
		}
		if (!c || !hi || hi < c || (c & 0xf800) == 0xd800 || hi - c >= CLASS_MAX - n) {
			plain = false;
			continue;
		}
		for (uint32_t k = c; k <= hi && plain; k++)
			set[n++] = (uint16_t)k;
	}
	r->i++;
	if (!plain || !n) return;
	g->lits = arena_alloc(r->a, n * sizeof *g->lits);
	g->n = n;
	for (size_t k = 0; k < n; k++)
		g->lits[k] = arena_ucopy(r->a, (struct uslice){ &set[k], 1 });
}

enum group_kind { GROUP_PLAIN, GROUP_AROUND, GROUP_NOTHING, GROUP_COMMENT };

/* What stands behind '(': step over it. */
static enum group_kind read_group_head(struct reader *r)
{
	if (at(r, '*')) {
		r->lost = true;
		return GROUP_NOTHING;
	}
	if (!at(r, '?')) return GROUP_PLAIN;
	r->i++;
	if (looking_at(r, "<=")) {
		r->i += 2;
		return GROUP_AROUND;
	}
	if (looking_at(r, "P<")) {
		r->i += 2;
		while (r->i < r->p.len && r->p.p[r->i++] != '>')
			;
		return GROUP_PLAIN;
	}
	if (looking_at(r, "<!")) {
		r->i += 2;
		return GROUP_NOTHING;
	}
	if (at(r, '<') || at(r, '\'')) {
		uint16_t close = at(r, '<') ? '>' : '\'';
		r->i++;
		while (r->i < r->p.len && r->p.p[r->i++] != close)
			;
		return GROUP_PLAIN;
	}
	if (at(r, '=')) {
		r->i++;
		return GROUP_AROUND;
	}
	if (at(r, ':') || at(r, '>') || at(r, '|')) {
		r->i++;
		return GROUP_PLAIN;
	}
	if (at(r, '!')) {
		r->i++;
		return GROUP_NOTHING;
	}
	if (at(r, '#')) {
		while (r->i < r->p.len && !at(r, ')'))
			r->i++;
		r->i++;
		return GROUP_COMMENT;
	}
	r->lost = true; /* flags, conditions, recursion */
	return GROUP_NOTHING;
}

static void read_alternation(struct reader *r, struct need *out, unsigned depth);

/* The literal run that is being read in a sequence. */
struct run {
	uint16_t s[RUN_MAX];
	size_t n;
};

static void run_flush(struct run *u, struct need *out, struct arena *a)
{
	need_add_literal(out, a, u->s, u->n);
	u->n = 0;
}

static void take_literal(struct reader *r, struct run *u, struct need *out, uint16_t c)
{
	bool q;
	unsigned min = read_quantifier(r, &q);

	if (u->n == RUN_MAX || (q && min == 0) || (c & 0xf800) == 0xd800) {
		run_flush(u, out, r->a);
		if ((q && min == 0) || (c & 0xf800) == 0xd800) {
			need_begin(out, (struct anchor_group){ NULL, 0 });
			return;
		}
	}
	u->s[u->n++] = c;
	if (q) {
		run_flush(u, out, r->a);
		if (min > 0) u->s[u->n++] = c; /* x+ before what follows: its last character stands next to it */
	}
}

static void take_group(struct reader *r, struct run *u, struct need *out, unsigned depth)
{
	struct need inner = { .n = 0 };
	bool q;
	enum group_kind kind = read_group_head(r);

	if (kind == GROUP_COMMENT) return;
	run_flush(u, out, r->a);
	if (depth >= DEPTH_MAX) {
		r->lost = true;
		return;
	}
	read_alternation(r, &inner, depth + 1);
	r->i++; /* ')' */
	unsigned min = read_quantifier(r, &q);
	if (kind == GROUP_NOTHING) return;
	if (kind == GROUP_PLAIN)
		need_begin(out, q && min == 0 ? (struct anchor_group){ NULL, 0 } : inner.start);
	if (q && min == 0) return;
	for (size_t k = 0; k < inner.n; k++)
		need_add(out, inner.g[k]);
}

static void read_sequence(struct reader *r, struct need *out, unsigned depth)
{
	struct run u = { .n = 0 };

	while (r->i < r->p.len && !r->lost && !at(r, '|') && !at(r, ')')) {
		uint16_t c = r->p.p[r->i++];
		bool q;
		if (c == '(') {
			take_group(r, &u, out, depth);
		} else if (c == '[') {
			struct anchor_group g = { NULL, 0 };
			run_flush(&u, out, r->a);
			read_class(r, &g);
			if (read_quantifier(r, &q) == 0) g.n = 0;
			need_begin(out, g);
			need_add(out, g);
		} else if (c == '\\') {
			uint32_t lit = read_escape(r);
			if (lit) {
				take_literal(r, &u, out, (uint16_t)lit);
			} else {
				run_flush(&u, out, r->a);
				need_begin(out, (struct anchor_group){ NULL, 0 });
				read_quantifier(r, &q);
			}
		} else if (c == '.' || c == '^' || c == '$') {
			run_flush(&u, out, r->a);
			need_begin(out, (struct anchor_group){ NULL, 0 });
			read_quantifier(r, &q);
		} else {
			take_literal(r, &u, out, c);
		}
	}
	run_flush(&u, out, r->a);
}

static void read_alternation(struct reader *r, struct need *out, unsigned depth)
{
	read_sequence(r, out, depth);
	while (at(r, '|') && !r->lost) {
		struct need other = { .n = 0 };
		r->i++;
		read_sequence(r, &other, depth);
		need_or(out, &other, r->a);
	}
}

static struct anchor_group group_copy(struct anchor_group g, struct arena *a)
{
	struct uslice *lits = arena_alloc(a, (g.n + 1) * sizeof *lits);

	for (size_t i = 0; i < g.n; i++)
		lits[i] = arena_ucopy(a, g.lits[i]);
	return (struct anchor_group){ lits, g.n };
}

/* The best groups of what is required, and the beginnings, copied into a. */
static void take_best(struct anchors *out, struct need *n, struct arena *a)
{
	if (n->begin == START_KNOWN) out->start = group_copy(n->start, a);
	while (n->n && out->n < ANCHOR_GROUPS_MAX) {
		size_t best = 0;
		for (size_t i = 1; i < n->n; i++)
			if (group_score(&n->g[i]) > group_score(&n->g[best])) best = i;
		out->groups[out->n++] = group_copy(n->g[best], a);
		n->g[best] = n->g[--n->n];
	}
}

void anchor_derive(struct anchors *out, struct uslice pattern, struct arena *a)
{
	struct need n = { .n = 0 };
	struct arena work; /* joining alternatives leaves much behind */

	arena_init(&work);
	struct reader r = { .p = pattern, .a = &work };
	*out = (struct anchors){ .n = 0 };
	read_alternation(&r, &n, 0);
	if (!r.lost && r.i >= pattern.len) take_best(out, &n, a);
	arena_free(&work);
}
