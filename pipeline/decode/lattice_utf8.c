/* UTF-8 that was read as GBK and lost bytes on the way: the moves of the beam search over its
 * bytes. See lattice.h. */
#include "pipeline/decode/lattice.h"

#define ANY	   0xffffu
#define LOST	   2.0 /* a byte of an unfinished character that did not come */
#define NO_LEAD	   4.0 /* the lead byte did not come */
#define DELETE	   9.0
#define MARK_ONE   0.5
#define MARK_TWO   1.0
#define MARK_STAYS 3.0
#define FOLLOWERS  256

static unsigned want(uint16_t lead)
{
	if (lead == ANY) return 3;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static bool fits(uint32_t cp, const uint16_t *b, unsigned n)
{
	uint8_t x[3] = { (uint8_t)(0xe0 | cp >> 12), (uint8_t)(0x80 | (cp >> 6 & 0x3f)),
			 (uint8_t)(0x80 | (cp & 0x3f)) };

	if (n != 3 || cp < 0x800 || cp > 0xffff) return false;
	for (unsigned i = 0; i < 3; i++)
		if (b[i] != ANY && b[i] != x[i]) return false;
	return true;
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

static void chosen(struct lattice *l, const struct lat_node *from, uint32_t cp, double cost,
		   int next)
{
	struct lat_node n = *from;

	n.score -= cost;
	lattice_put(l, &n, cp, true);
	go_on(l, n, next);
}

/* A character whose bytes are b[0, n), some of them ANY. */
static void complete(struct lattice *l, size_t node, const uint16_t *b, unsigned n, double cost,
		     int next)
{
	struct lat_node from = lattice_follow(l, node);
	unsigned unknown = 0, where = 0;

	for (unsigned i = 0; i < n; i++)
		if (b[i] == ANY) unknown++, where = i;
	if (!unknown) {
		uint8_t bytes[4];

		for (unsigned i = 0; i < n; i++) bytes[i] = (uint8_t)b[i];
		struct charset_char c = charset_next(l->t, CS_UTF8, bytes, bytes + n);

		if (c.bad || c.len != n) return;
		from.score -= cost;
		lattice_put(l, &from, c.cp, false);
		go_on(l, from, next);
	} else if (n == 3 && unknown == 1 && where > 0) {
		for (uint32_t k = 0; k < 64; k++) {
			uint32_t lo = where == 1 ? b[2] & 0x3fu : k,
				 mid = where == 1 ? k : b[1] & 0x3fu;
			uint32_t cp = (b[0] & 0xfu) << 12 | mid << 6 | lo;

			if (ngram_knows(l->m, cp) || l->m->id[cp] == NGRAM_OOV_MARK)
				chosen(l, &from, cp, cost, next);
		}
	} else if (n == 3) {
		uint16_t may[FOLLOWERS];
		size_t count = lattice_followers(l, &from, may, FOLLOWERS);

		from.guess = unknown == 3;
		for (size_t i = 0; i < count; i++)
			if (fits(may[i], b, n)) chosen(l, &from, may[i], cost, next);
	}
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
	struct lat_node broken = lattice_follow(l, node); /* a way on where no character fits */

	lattice_put(l, &broken, 0xfffd, false);
	go_on(l, broken, b);
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
	struct lat_node start = { .ctx = ctx, .margin = 1e9 };

	return n <= LATTICE_MAX && lattice_run(l, elems, n, &start, consume, finish) &&
	       lattice_result(l, -1, r);
}
