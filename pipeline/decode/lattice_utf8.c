/* UTF-8 that was read as GBK and lost bytes on the way: the moves of the beam search over its
 * bytes. See lattice.h. */
#include "pipeline/decode/lattice_bound.h"
#include "pipeline/decode/ngram_step.h"

#define ANY	   0xffffu
#define LOST	   2.0 /* a byte of an unfinished character that did not come */
#define NO_LEAD	   4.0 /* the lead byte did not come */
#define DELETE	   9.0
#define MARK_ONE   0.5
#define MARK_TWO   1.0
#define MARK_STAYS 3.0

static unsigned want(uint16_t lead)
{
	if (lead == ANY) return 3;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static void take_byte(struct lattice *l, struct lat_node n, uint8_t b)
{
	n.pend.n = 0;
	if (b < 0x80) {
		lattice_put(l, &n, b, false);
	} else if (b >= 0xc2 && b <= 0xf4) {
		n.pend.n = 1, n.pend.b[0] = b;
	} else if (b < 0xc0) {
		n.score -= NO_LEAD;
		n.pend.n = 2, n.pend.b[0] = ANY, n.pend.b[1] = b;
	} else {
		n.score -= DELETE;
	}
	lattice_push(l, &n);
}

/* What comes after a character is put: nothing more (-1), byte 0..255, or ANY. */
static void go_on(struct lattice *l, struct lat_node n, int next)
{
	n.pend.n = 0;
	if (next < 0) {
		lattice_push(l, &n);
	} else if (next == (int)ANY) {
		n.pend.n = 1, n.pend.b[0] = ANY;
		lattice_push(l, &n);
	} else {
		take_byte(l, n, (uint8_t)next);
	}
}

/* What taking up next costs at least. */
static double cost_of_next(const struct lattice *l, int next)
{
	if (next < 0 || next == (int)ANY) return 0;
	if (next < 0x80) return -lattice_bound_char(l, (uint32_t)next);
	if (next < 0xc0) return NO_LEAD;
	return next < 0xc2 || next > 0xf4 ? DELETE : 0;
}

/* Characters put behind from at a cost, then next is taken up. */
struct choice {
	const struct lat_node *from;
	double cost;
	int next;
	int room;   /* steps that one may cost */
	int unseen; /* that one costs which the model has not seen there, besides its own */
};

static struct choice choice_of(const struct lattice *l, const struct lat_node *from, double cost,
			       int next)
{
	return (struct choice){ from, cost, next,
				lattice_room(l, from, cost + cost_of_next(l, next)),
				lattice_unseen(l, from) };
}

/* Is a symbol certainly too low there? */
static inline bool is_too_low(const struct lattice *l, const struct choice *c, uint16_t sym)
{
	return l->m->uni_p[sym] > c->room - c->unseen &&
	       !ngram_may_follow(l->m, c->from->ctx.b, sym);
}

static void chosen(struct lattice *l, const struct choice *c, uint16_t cp)
{
	struct ngram_ctx ctx = c->from->ctx;
	double score = c->from->score - c->cost +
		       (double)ngram_next(l->m, &ctx, ngram_symbol(l->m, cp));

	if (lattice_too_low(l, score)) return;
	struct lat_node n = *c->from;
	n.score = score, n.ctx = ctx;
	lattice_emit(l, &n, cp, true);
	go_on(l, n, c->next);
}

/* The last byte is unknown or the one before it: 64 characters, most of which are too low. */
static void choose_by_two(struct lattice *l, const struct choice *c, const uint16_t *b)
{
	const struct ngram *m = l->m;
	bool middle = b[1] == ANY;

	for (uint32_t k = 0; k < 64; k++) {
		uint32_t lo = middle ? b[2] & 0x3fu : k, mid = middle ? k : b[1] & 0x3fu;
		uint16_t cp = (uint16_t)((b[0] & 0xfu) << 12 | mid << 6 | lo);
		uint16_t sym = ngram_symbol(m, cp);

		if (sym < NGRAM_FIRST && m->id[cp] != NGRAM_OOV_MARK) continue;
		if (!is_too_low(l, c, sym)) chosen(l, c, cp);
	}
}

/* The first byte is unknown: of sixteen characters those that are likely, in the model's order. */
static void choose_by_lead(struct lattice *l, const struct choice *c, const uint16_t *b)
{
	const struct ngram *m = l->m;
	const struct lat_followers f =
		lattice_followers(l, c->from->ctx.b, LATTICE_FOLLOWERS_UTF8);
	uint32_t found[16];
	size_t n = 0;

	for (uint32_t lead = 0; lead < 16; lead++) {
		uint32_t cp = lead << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
		uint16_t sym = ngram_symbol(m, cp);
		uint32_t bi = cp >= 0x800 && l->s->sym_char[sym] == cp
				      ? ngram_bigram(m, c->from->ctx.b, sym)
				      : UINT32_MAX;

		if (bi >= f.end || m->bi_p[bi] > f.limit || m->bi_top[bi] > c->room) continue;
		size_t i = n++;
		for (; i && found[i - 1] > bi; i--) found[i] = found[i - 1];
		found[i] = bi;
	}
	for (size_t i = 0; i < n; i++) chosen(l, c, l->s->sym_char[m->bi_sym[found[i]]]);
}

/* Two bytes are unknown or all: what is likely there. */
static void choose_likely(struct lattice *l, const struct choice *c, const uint16_t *b)
{
	const struct ngram *m = l->m;
	const struct lat_followers f =
		lattice_followers(l, c->from->ctx.b, LATTICE_FOLLOWERS_UTF8);
	unsigned mask = (b[0] == ANY ? 0 : 0xf000u) | (b[1] == ANY ? 0 : 0xfc0u) |
			(b[2] == ANY ? 0 : 0x3fu);
	unsigned bits = ((b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu)) & mask;

	for (uint32_t i = lattice_follower(l, &f, m->uni_bi[c->from->ctx.b], c->room); i < f.end;
	     i = lattice_follower(l, &f, i + 1, c->room)) {
		uint16_t cp = l->s->sym_char[m->bi_sym[i]];

		if ((cp & mask) == bits && cp >= 0x800) chosen(l, c, cp);
	}
}

/* The character that all its bytes make. */
static void put_known(struct lattice *l, const struct choice *c, const uint16_t *b, unsigned n)
{
	uint8_t bytes[4];

	for (unsigned i = 0; i < n; i++) bytes[i] = (uint8_t)b[i];
	struct charset_char ch = charset_next(l->t, CS_UTF8, bytes, bytes + n);

	if (ch.bad || ch.len != n || is_too_low(l, c, ngram_symbol(l->m, ch.cp))) return;
	struct lat_node to = *c->from;
	to.score -= c->cost;
	lattice_put(l, &to, ch.cp, false);
	go_on(l, to, c->next);
}

/* A character whose bytes are b[0, n), some of them ANY. */
static void complete(struct lattice *l, size_t node, const uint16_t *b, unsigned n, double cost,
		     int next)
{
	const struct lat_node from = lattice_follow(l, node);
	const struct choice c = choice_of(l, &from, cost, next);
	unsigned unknown = 0, where = 0;

	if (c.room < 0) return;
	for (unsigned i = 0; i < n; i++)
		if (b[i] == ANY) unknown++, where = i;
	if (!unknown) put_known(l, &c, b, n);
	else if (n == 3 && unknown == 1) (where ? choose_by_two : choose_by_lead)(l, &c, b);
	else if (n == 3) choose_likely(l, &c, b);
}

/* One more byte (or ANY) behind node's unfinished ones; then: what the same mark holds besides, -1
 * nothing. */
static void append(struct lattice *l, size_t node, uint16_t b, double cost, bool another)
{
	struct lat_node n = lattice_follow(l, node);
	unsigned need;

	n.pend.b[n.pend.n++] = b;
	need = want(n.pend.b[0]);
	if (n.pend.n == need) {
		complete(l, node, n.pend.b, need, cost, another ? (int)ANY : -1);
		return;
	}
	n.score -= cost;
	if (another) {
		n.pend.b[n.pend.n++] = ANY;
		if (n.pend.n == need) {
			complete(l, node, n.pend.b, need, cost, -1);
			return;
		}
	}
	if (n.pend.n < 3) lattice_push(l, &n);
}

/* The unfinished bytes get no more: fill up with unknown ones, then take up byte b (ANY: nothing).
 */
static void fill_up(struct lattice *l, size_t node, int b)
{
	uint16_t bytes[4];
	struct lat_pend p = l->nodes[node].pend;
	unsigned need = want(p.b[0]);
	const struct lat_node from = lattice_follow(l, node);
	const struct choice broken = choice_of(l, &from, 0, b); /* a way on where none fits */

	if (!is_too_low(l, &broken, NGRAM_OOV_BAD)) {
		struct lat_node n = from;

		lattice_put(l, &n, 0xfffd, false);
		go_on(l, n, b);
	}
	if (need > 3) return;
	for (unsigned i = 0; i < need; i++) bytes[i] = i < p.n ? p.b[i] : ANY;
	complete(l, node, bytes, need, LOST * (need - p.n), b);
	if (need != 3 || p.n != 2 || p.b[0] == ANY) return;
	bytes[2] = bytes[1], bytes[1] = ANY; /* or the one in the middle is missing */
	complete(l, node, bytes, need, LOST, b);
}

static void consume(struct lattice *l, size_t node)
{
	const struct lat_elem *e = &l->elems[l->at];
	unsigned pending = l->nodes[node].pend.n;

	if (e->what < 0x100) {
		uint8_t b = (uint8_t)e->what;

		if (!pending) {
			take_byte(l, lattice_follow(l, node), b);
		} else if (b >= 0x80 && b < 0xc0) {
			append(l, node, b, 0, false);
			if (pending == 2) /* its last byte and the next lead may be missing */
				fill_up(l, node, b);
		} else {
			fill_up(l, node, b);
		}
		return;
	}
	if (!pending) {
		struct lat_node n = lattice_follow(l, node);

		n.score -= e->what == LAT_WILD ? MARK_STAYS : 0;
		lattice_put(l, &n, e->cp, false);
		lattice_push(l, &n);
	}
	if (e->what == LAT_ATOM) return;
	append(l, node, ANY, MARK_ONE, false);
	append(l, node, ANY, MARK_TWO, true);
}

static void finish(struct lattice *l, size_t node)
{
	struct lat_node n = lattice_follow(l, node);

	if (n.pend.n) {
		fill_up(l, node, -1);
		return;
	}
	lattice_push(l, &n);
}

bool lattice_decode_utf8(struct lattice *l, const struct lat_elem *elems, size_t n,
			 struct ngram_ctx ctx, struct lat_result *r)
{
	struct lat_node start = { .ctx = ctx };

	return n <= LATTICE_MAX && lattice_run(l, elems, n, &start, consume, finish) &&
	       lattice_result(l, -1, r);
}
