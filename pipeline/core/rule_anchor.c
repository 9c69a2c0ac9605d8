/* From a pattern to the literals that a match must contain. Unknown constructs require nothing;
 * depth of groups is limited. */
#include "pipeline/core/rule_need.h"

#define DEPTH_MAX    64
#define CLASS_MAX    12 /* a character class of up to so many characters is a group of literals */
#define RUN_MAX	     16 /* units of a run of literals */
#define BESIDE_REACH 8	/* a mark that may stand over more places is not looked for */

struct reader {
	struct uslice p;
	size_t i;
	struct arena *a;
	uint32_t least, most; /* characters that the escape just read takes */
	unsigned ahead;	      /* looks ahead that are being read */
	bool choice;	      /* the whole pattern is an alternation */
	bool lost;	      /* something makes the whole pattern unsafe to read: (?i), \Q */
};

static const struct anchor_group anything = { .n = 0 };

static bool at(const struct reader *r, uint16_t c)
{
	return r->i < r->p.len && r->p.p[r->i] == c;
}

static bool looking_at(const struct reader *r, const char *s)
{
	for (size_t k = 0; s[k]; k++)
		if (r->i + k >= r->p.len || r->p.p[r->i + k] != (uint16_t)(unsigned char)s[k])
			return false;
	return true;
}

static uint32_t read_number(struct reader *r)
{
	uint32_t v = 0;

	for (; r->i < r->p.len && unit_is_digit(r->p.p[r->i]); r->i++)
		if (v < ANCHOR_FAR) v = v * 10 + (r->p.p[r->i] - '0');
	return v < ANCHOR_FAR ? v : ANCHOR_FAR;
}

struct times {
	bool present;
	uint32_t min, max;
};

/* A quantifier at the cursor: step over it; once if there is none. */
static struct times read_quantifier(struct reader *r)
{
	struct times q = { true, 1, ANCHOR_FAR };

	if (at(r, '?')) {
		q.min = 0;
		q.max = 1;
		r->i++;
	} else if (at(r, '*')) {
		q.min = 0;
		r->i++;
	} else if (at(r, '+')) {
		r->i++;
	} else if (at(r, '{') && r->i + 1 < r->p.len &&
		   (unit_is_digit(r->p.p[r->i + 1]) || r->p.p[r->i + 1] == ',')) {
		r->i++;
		q.min = q.max = read_number(r);
		if (at(r, ',')) {
			r->i++;
			q.max = at(r, '}') ? ANCHOR_FAR : read_number(r);
		}
		while (r->i < r->p.len && !at(r, '}')) {
			q.max = ANCHOR_FAR;
			r->i++;
		}
		r->i++;
	} else {
		return (struct times){ false, 1, 1 };
	}
	if (at(r, '?') || at(r, '+')) r->i++;
	return q;
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
		if (unit_is_digit(c)) v = v * 16 + (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f') v = v * 16 + ((c | 32) - 'a' + 10u);
		else break;
	}
	if (brace && at(r, '}')) r->i++;
	return v > 0xffff ? 0 : v;
}

/* An escape at the cursor (behind the backslash): a literal unit, or 0 for what matches a set or a
 * place. */
static uint32_t read_escape(struct reader *r)
{
	uint16_t c = r->i < r->p.len ? r->p.p[r->i++] : 0;

	r->least = r->most = 1;
	if (c == 'b' || c == 'B' || c == 'A' || c == 'Z' || c == 'z' || c == 'G' || c == 'K')
		r->least = r->most = 0;
	if (unit_is_digit(c) || c == 'k' || c == 'g' || c == 'X' || c == 'R') {
		r->least = 0;
		r->most = ANCHOR_FAR;
	}
	if (c == 'x') return read_hex(r);
	if (c == 'n') return '\n';
	if (c == 't') return '\t';
	if (c == 'Q' || c == 'E') r->lost = true;
	if (c == 'c') r->i++;
	if (unit_is_digit(c))
		while (r->i < r->p.len && unit_is_digit(r->p.p[r->i])) r->i++;
	if ((c == 'N' || c == 'o') && at(r, '{')) {
		while (r->i < r->p.len && r->p.p[r->i] != '}') r->i++;
		r->i++;
		return 0;
	}
	if (c == 'p' || c == 'P' || c == 'k' || c == 'g') {
		uint16_t close = at(r, '{') ? '}' : at(r, '<') ? '>' : at(r, '\'') ? '\'' : 0;
		r->i++;
		while (close && r->i < r->p.len && r->p.p[r->i - 1] != close) r->i++;
		return 0;
	}
	if ((c | 32) >= 'a' && (c | 32) <= 'z') return 0;
	return unit_is_digit(c) ? 0 : c;
}

/* A class at the cursor (behind the '['): its characters if few and plain; and which it takes. */
static void read_class(struct reader *r, struct anchor_group *g, struct unit_gap *takes)
{
	uint16_t set[CLASS_MAX];
	size_t n = 0;
	struct unit_gap listed = { .bits = { 0 } };
	bool but = at(r, '^'), plain = !but, known = true;

	if (but) r->i++;
	for (bool first = true; r->i < r->p.len && (first || !at(r, ']')); first = false) {
		uint32_t c = r->p.p[r->i++];
		if (c == '[' && at(r, ':')) {
			plain = known = false;
			while (r->i < r->p.len && !looking_at(r, ":]")) r->i++;
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
		known = known && c && hi;
		for (uint32_t k = c; k && k <= hi; k++) gap_add(&listed, (uint16_t)k);
		if (!c || !hi || hi < c || (c & 0xf800) == 0xd800 || hi - c >= CLASS_MAX - n) {
			plain = false;
			continue;
		}
		for (uint32_t k = c; k <= hi && plain; k++) set[n++] = (uint16_t)k;
	}
	r->i++;
	if (but) gap_add_others(takes, &listed);
	else if (known) gap_join(takes, &listed);
	else gap_add_all(takes);
	if (!plain || !n) return;
	*g = need_group(r->a, n, *g);
	for (size_t k = 0; k < n; k++)
		g->lits[k] = arena_ucopy(r->a, (struct uslice){ &set[k], 1 });
}

enum group_kind { GROUP_PLAIN, GROUP_AHEAD, GROUP_BEHIND, GROUP_NOTHING, GROUP_COMMENT };

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
		return GROUP_BEHIND;
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
		return GROUP_AHEAD;
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
		while (r->i < r->p.len && !at(r, ')')) r->i++;
		r->i++;
		return GROUP_COMMENT;
	}
	r->lost = true; /* flags, conditions, recursion */
	return GROUP_NOTHING;
}

static void read_alternation(struct reader *r, struct need *out, unsigned depth);

/* The literal run that is being read in a sequence, and where it begins. */
struct run {
	uint16_t s[RUN_MAX];
	size_t n;
	struct anchor_group place;
};

static void run_flush(struct run *u, struct need *out, struct arena *a)
{
	need_add_literal(out, a, (struct uslice){ u->s, u->n }, u->place);
	u->n = 0;
}

static void run_push(struct run *u, uint16_t c, struct anchor_group place)
{
	if (!u->n) u->place = place;
	u->s[u->n++] = c;
}

static void take_literal(struct reader *r, struct run *u, struct need *out, uint16_t c)
{
	struct times q = read_quantifier(r);
	struct anchor_group place = need_place(out, r->a);

	if (u->n == RUN_MAX || q.min == 0) run_flush(u, out, r->a);
	if (!u->n && q.min > 0) {
		struct uslice lit = { &c, 1 };
		need_follow(out, &(struct anchor_group){ .lits = &lit, .n = 1 }, r->a);
	}
	need_take(out, q.min, q.max);
	gap_add(&out->taken, c);
	if (q.min == 0) {
		struct uslice lit = arena_ucopy(r->a, (struct uslice){ &c, 1 });
		place.lits = &lit, place.n = 1;
		need_begin(out, place, true, r->a);
		return;
	}
	run_push(u, c, place);
	if (!q.present) return;
	run_flush(u, out, r->a);
	/* x+ before what follows: its last character stands next to it */
	place = need_place(out, r->a);
	place.min--;
	place.max = place.max == ANCHOR_FAR ? ANCHOR_FAR : place.max - 1;
	run_push(u, c, place);
}

static void take_group(struct reader *r, struct run *u, struct need *out, unsigned depth)
{
	struct need inner = { .n = 0 };
	enum group_kind kind = read_group_head(r);

	if (kind == GROUP_COMMENT) return;
	run_flush(u, out, r->a);
	if (depth >= DEPTH_MAX) {
		r->lost = true;
		return;
	}
	r->ahead += kind == GROUP_AHEAD;
	read_alternation(r, &inner, depth + 1);
	r->ahead -= kind == GROUP_AHEAD;
	r->i++; /* ')' */
	struct times q = read_quantifier(r);
	if (kind == GROUP_NOTHING) return;
	if (kind == GROUP_PLAIN && (inner.begin != START_OPEN || inner.start.n))
		need_begin(out, inner.begin == START_LOST ? anything : inner.start,
			   inner.begin == START_OPEN || q.min == 0, r->a);
	struct anchor_group place = need_place(out, r->a);
	if (kind == GROUP_BEHIND) place.max = ANCHOR_FAR;
	for (size_t k = 0; k < inner.n && q.min > 0; k++)
		need_add(out, need_within(place, inner.g[k], r->a));
	if (kind != GROUP_BEHIND && q.min > 0 && inner.begin == START_KNOWN)
		need_follow(out, &inner.start, r->a);
	if (kind != GROUP_PLAIN) return;
	need_take(out, inner.min * q.min, need_product(inner.max, q.max));
	gap_join(&out->taken, &inner.taken);
	if (q.min == 1 && q.max == 1 && inner.tail) out->tail = inner.tail;
}

static void take_class(struct reader *r, struct need *out)
{
	struct anchor_group g = need_place(out, r->a);

	read_class(r, &g, &out->taken);
	struct times q = read_quantifier(r);
	need_begin(out, g, q.min == 0, r->a);
	if (q.min > 0) {
		need_follow(out, &g, r->a);
		need_add(out, g);
	}
	need_take(out, q.min, q.max);
	if (q.min == 1 && q.max == 1) out->tail = g.lits;
}

/* What is no literal and takes so many characters. */
static void take_any(struct reader *r, struct need *out, uint32_t least, uint32_t most)
{
	struct times q = read_quantifier(r);

	if (most) need_begin(out, anything, false, r->a);
	need_take(out, least * q.min, need_product(most, q.max));
	if (most) gap_add_all(&out->taken);
}

/* The end of the text or of a line, looked ahead to. */
static void take_end(struct reader *r, struct need *out)
{
	static const uint16_t ends[] = { ANCHOR_END, '\n' };
	struct uslice lits[] = { { &ends[0], 1 }, { &ends[1], 1 } };
	struct times q = read_quantifier(r);

	need_begin(out, (struct anchor_group){ .lits = lits, .n = 2 }, q.min == 0, r->a);
}

static void read_sequence(struct reader *r, struct need *out, unsigned depth)
{
	struct run u = { .n = 0 };

	while (r->i < r->p.len && !r->lost && !at(r, '|') && !at(r, ')')) {
		uint16_t c = r->p.p[r->i++];
		if (c == '(') {
			take_group(r, &u, out, depth);
		} else if (c == '[') {
			run_flush(&u, out, r->a);
			take_class(r, out);
		} else if (c == '\\') {
			uint32_t lit = read_escape(r);
			if ((lit & 0xf800) == 0xd800) {
				r->i++;
				lit = 0;
			}
			if (lit) {
				take_literal(r, &u, out, (uint16_t)lit);
			} else {
				run_flush(&u, out, r->a);
				take_any(r, out, r->least, r->most);
			}
		} else if ((c & 0xf800) == 0xd800) { /* a pair: no literal of ours */
			run_flush(&u, out, r->a);
			r->i++;
			take_any(r, out, 1, 1);
		} else if (c == '$' && r->ahead) {
			run_flush(&u, out, r->a);
			take_end(r, out);
		} else if (c == '.' || c == '^' || c == '$') {
			run_flush(&u, out, r->a);
			take_any(r, out, c == '.', c == '.');
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
		r->choice = r->choice || depth == 0;
		read_sequence(r, &other, depth);
		need_or(out, &other, r->a);
	}
}

static struct anchor_group group_copy(struct anchor_group g, struct arena *a)
{
	struct uslice *lits = arena_alloc(a, (g.n + 1) * sizeof *lits);

	struct uslice *after = NULL;
	for (size_t i = 0; i < g.n; i++) {
		lits[i] = arena_ucopy(a, g.lits[i]);
		if (!g.after || !g.after[i].p) continue;
		if (!after) after = arena_zalloc(a, g.n * sizeof *after);
		after[i] = arena_ucopy(a, g.after[i]);
	}
	g.lits = lits;
	g.after = after;
	/* who stands at the beginning, or anywhere, has no gap before it */
	if (g.gap && (!g.max || g.max == ANCHOR_FAR || gap_is_all(g.gap))) g.gap = NULL;
	if (!g.gap) return g;
	struct unit_gap *gap = arena_alloc(a, sizeof *gap);
	*gap = *g.gap;
	g.gap = gap;
	return g;
}

/* Marks say little, but where exactly one must follow it is quickly seen. */
static void take_beside(struct anchors *out, const struct need *n, struct arena *a)
{
	for (size_t i = 0; i < n->n && out->n_beside < ANCHOR_BESIDE_MAX; i++) {
		const struct anchor_group *g = &n->g[i];
		bool units = g->max != ANCHOR_FAR && g->max - g->min <= BESIDE_REACH &&
			     g->n <= CLASS_MAX;
		for (size_t k = 0; k < g->n && units; k++) units = g->lits[k].len == 1;
		if (units) out->beside[out->n_beside++] = group_copy(*g, a);
	}
}

/* A mark: what a clause may begin behind. */
static bool is_mark(uint16_t c)
{
	return !unit_is_ideograph(c) && (c & 0xf800) != 0xd800 && c != '\\' && c != '^' &&
	       c != '-' && c != '[' && c != '|' && c != '.' && c != '$';
}

/* The head of many rules, "text's begin or behind a mark": (?:^|(?<=[marks])) or (?:^|[marks]), a
 * lone mark without the brackets. Their units in g, none when the pattern begins otherwise. */
static void read_edge(struct uslice pattern, struct anchor_group *g, struct arena *a)
{
	struct reader r = { .p = pattern };
	uint16_t marks[CLASS_MAX];
	size_t n = 0;

	if (!looking_at(&r, "(?:^|")) return;
	r.i += 5;
	bool behind = looking_at(&r, "(?<="), set;
	if (behind) r.i += 4;
	set = at(&r, '[');
	r.i += set;
	while (r.i < pattern.len && n < (set ? CLASS_MAX : 1) && is_mark(pattern.p[r.i]) &&
	       pattern.p[r.i] != ']')
		marks[n++] = pattern.p[r.i++];
	if (set && !at(&r, ']')) return;
	r.i += set;
	if (behind && !at(&r, ')')) return;
	r.i += behind;
	if (!n || !at(&r, ')')) return;
	r.i++;
	if (at(&r, '?') || at(&r, '*') || at(&r, '+') || at(&r, '{')) return;
	*g = (struct anchor_group){ arena_alloc(a, n * sizeof *g->lits), n, .min = behind };
	for (size_t k = 0; k < n; k++) g->lits[k] = arena_ucopy(a, (struct uslice){ &marks[k], 1 });
}

/* The best groups of what is required, and the beginnings, copied into a. */
static void take_best(struct anchors *out, struct need *n, struct arena *a)
{
	bool placed = false;

	while (n->n && out->n < ANCHOR_GROUPS_MAX) {
		size_t best = 0;
		for (size_t i = 1; i < n->n; i++)
			if (group_score(&n->g[i]) > group_score(&n->g[best])) best = i;
		if (out->n && group_score(&n->g[best]) < 0) break;
		placed = placed || (group_score(&n->g[best]) > 0 && n->g[best].max != ANCHOR_FAR);
		out->groups[out->n++] = group_copy(n->g[best], a);
		n->g[best] = n->g[--n->n];
	}
	take_beside(out, n, a);
	/* "comma, then X" is better looked for at X than at each comma */
	if (n->begin == START_KNOWN && (!placed || group_score(&n->start) > 0))
		out->start = group_copy(n->start, a);
}

void anchor_derive(struct anchors *out, struct uslice pattern, struct arena *a)
{
	struct need n = { .n = 0 };
	struct arena work; /* joining alternatives leaves much behind */

	arena_init(&work);
	struct reader r = { .p = pattern, .a = &work };
	*out = (struct anchors){ .n = 0 };
	read_alternation(&r, &n, 0);
	if (!r.lost && r.i >= pattern.len) {
		take_best(out, &n, a);
		if (!r.choice) read_edge(pattern, &out->edge, a);
		out->head = !r.choice && pattern.len && pattern.p[0] == '^';
	}
	arena_free(&work);
}
