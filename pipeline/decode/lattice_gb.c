/* GBK text that lost bytes: the moves of the beam search over its bytes. See lattice.h. */
#include "pipeline/decode/lattice_bound.h"
#include "pipeline/decode/ngram_step.h"

#define ANY	     0xffffu /* an unknown lead byte */
#define INSERT	     3.5     /* a lead byte is missing without a trace, */
#define INSERT_TRAIL 4.2     /* a trail byte: seldom */
/* a trail is missing where reading out of step came upon a byte that is none */
#define INSERT_AFTER  1.0
#define INSERT_TWO    7.5  /* trail and next lead are missing (a private-use pair was stripped) */
#define DELETE	      12.0 /* a byte too many */
#define MARK_ONE      1.0  /* a mark stands for one byte */
#define MARK_TWO      1.6  /* for two */
#define MARK_ATE      2.6  /* for a trail byte and the bracket behind it */
#define MARK_ATE_CHAR 4.0  /* for a trail byte, a character and the bracket */
/* for a lead byte and the bracket of a gloss that stands inside the character */
#define MARK_INSIDE 2.6
#define LEAD_TOLD   4.0 /* less of it where the gloss before tells the lead byte */
#define FOLDED	    0.3
#define MARK_JUNK   4.0 /* for nothing */
#define MARK_STAYS  1.0 /* it is what it is */
/* also pays for the letters of the gloss, which the model does not expect */
#define GLOSS_FITS  6.0
#define GLOSS_FAILS 5.0
#define QUICK_LIST  40
#define MIDDLE_LIST 32 /* of each of two characters that are chosen together */
#define MAX_EDITS   4
#define NEAR_BEST   5.0
#define NOT_CUT	    3.0	 /* the best path is hardly ever so far behind the text as it is */
#define ASK_SLACK   9.0	 /* with more than that too many paths might reach what is wanted */
#define ROUNDING    1e-6 /* of sums in another order */

static uint32_t pair(const struct lattice *l, uint16_t lead, uint16_t trail)
{
	if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail > 0xfe) return 0;
	return l->t->gb[(lead - 0x81) * CHARSET_ROW + trail - 0x40];
}

/* A gloss behind a chosen character says how it is read. at: element where the gloss would begin.
 */
static double gloss_score(const struct lattice *l, uint32_t cp, size_t at)
{
	if (at >= l->n || !l->readings || l->elems[at].gloss.syllable == UINT16_MAX) return 0;
	return reading_fits(l->readings, cp, l->elems[at].gloss) ? GLOSS_FITS : -GLOSS_FAILS;
}

static void put_any(struct lattice *l, struct lat_node *n, uint32_t cp, double cost,
		    size_t gloss_at)
{
	n->score -= cost;
	n->score += gloss_score(l, cp, gloss_at);
	lattice_put(l, n, cp, true);
	n->pend.n = 0;
	n->edits++;
}

/* The same with a character that the model knows, into n from what from says; false: that path is
 * too low and needs not be pushed. Most are, so a path is copied only when the model has been
 * asked. */
static bool put_chosen(const struct lattice *l, const struct lat_node *from, struct lat_node *n,
		       uint16_t cp, double cost, size_t gloss_at)
{
	double score = from->score - cost + gloss_score(l, cp, gloss_at);
	struct ngram_ctx ctx = from->ctx;

	if (lattice_too_low(l, score)) return false;
	score += (double)ngram_next(l->m, &ctx, ngram_symbol(l->m, cp));
	if (lattice_too_low(l, score)) return false;
	*n = *from;
	n->score = score;
	n->ctx = ctx;
	lattice_emit(l, n, cp, true);
	n->pend.n = 0;
	n->edits++;
	return !lattice_too_low(l, n->score);
}

/* The characters of a list that may be put behind from at a cost and are not too low at once; see
 * lattice_room. */
struct chooser {
	const struct byte_chars *list;
	unsigned n;
	uint16_t before;
	int limit; /* steps that one not seen may cost by itself */
};

static struct chooser choose(const struct lattice *l, const struct lat_node *from, unsigned byte,
			     bool lead, double cost)
{
	const struct byte_chars *list = lead ? &l->s->by_lead[byte] : &l->s->by_trail[byte];
	struct chooser ch = { list, l->quick && list->n > QUICK_LIST ? QUICK_LIST : list->n,
			      from->ctx.b, 256 };
	int room = lattice_room(l, from, cost);

	if (lattice_gloss_near(l)) return ch; /* it may pay */
	if (room < lattice_bound_steps(l, from->ctx.b, byte, lead)) ch.n = 0;
	ch.limit = room - lattice_unseen(l, from);
	return ch;
}

/* Index of the next one from i on, ch->n when there is none. */
static inline unsigned chosen_from(const struct lattice *l, const struct chooser *ch, unsigned i)
{
	while (i < ch->n && ch->list->cost[i] > ch->limit &&
	       !ngram_may_follow(l->m, ch->before, ch->list->sym[i]))
		i++;
	return i;
}

/* Unfinished lead byte x (or ANY) and byte b make a character; b is consumed. */
static void known_pair(struct lattice *l, size_t node, uint16_t x, uint8_t b)
{
	uint32_t cp = x == ANY ? 0 : pair(l, x, b);

	if (cp) {
		struct lat_node n = lattice_follow(l, node);

		lattice_put(l, &n, cp, false);
		n.pend.n = 0;
		lattice_push(l, &n);
	}
	if (x != ANY) return;
	const struct lat_node from = lattice_follow(l, node);
	const struct chooser ch = choose(l, &from, b, false, 0);

	for (unsigned i = chosen_from(l, &ch, 0); i < ch.n; i = chosen_from(l, &ch, i + 1)) {
		struct lat_node n;

		if (put_chosen(l, &from, &n, ch.list->cp[i], 0, l->at + 1)) lattice_push(l, &n);
	}
}

/* Only a good path may suppose that bytes are missing without a trace. */
static bool may_insert(const struct lattice *l, size_t node, const struct lat_elem *e)
{
	const struct lat_node *n = &l->nodes[node];

	double best = l->asking ? l->rest[l->at].as_is - NOT_CUT : l->best_before;

	return e->may_insert && n->edits < MAX_EDITS && n->score > best - NEAR_BEST;
}

/* With nothing unfinished, byte b comes. n is the path so far, perhaps with a character put. */
static void take_byte(struct lattice *l, struct lat_node *n, uint8_t b)
{
	n->pend.n = 0;
	if (b < 0x80) {
		lattice_put(l, n, b, false);
	} else {
		n->pend.n = 1;
		n->pend.b[0] = b;
	}
	lattice_push(l, n);
}

/* The trail byte of x is missing; what comes next is taken up again. */
static void lost_trail(struct lattice *l, size_t node, uint16_t x, const struct lat_elem *e)
{
	double cost = l->nodes[node].edits && e->what < 0x40 ? INSERT_AFTER : INSERT_TRAIL;

	const struct lat_node from = lattice_follow(l, node);
	if (l->asking &&
	    !lattice_bound_choice(l, &from, x, true, cost, lattice_bound_lost(l, x, from.edits)))
		return;
	double next = e->what < 0x100 && e->what >= 0x80
			      ? 0
			      : lattice_bound_char(l, e->what < 0x100 ? e->what : e->cp);
	const struct chooser ch = choose(l, &from, x, true, cost - next);

	for (unsigned i = chosen_from(l, &ch, 0); i < ch.n; i = chosen_from(l, &ch, i + 1)) {
		struct lat_node n;

		if (!put_chosen(l, &from, &n, ch.list->cp[i], cost, l->at) ||
		    lattice_too_low(l, n.score + next))
			continue;
		if (e->what < 0x100) {
			take_byte(l, &n, (uint8_t)e->what);
		} else {
			lattice_put(l, &n, e->cp, false);
			lattice_push(l, &n);
		}
	}
}

/* The mark was full width: two bytes, of which the first ends the unfinished character. */
static void folded_mark(struct lattice *l, size_t node, uint16_t x, uint8_t b)
{
	uint32_t cp = x == ANY ? 0 : pair(l, x, 0xa3);
	const struct byte_chars *trail = &l->s->by_trail[0xa3];
	unsigned count =
		x == ANY ? (l->quick && trail->n > QUICK_LIST ? QUICK_LIST : trail->n) : cp != 0;

	for (unsigned i = 0; i < count; i++) {
		const struct lat_node from = lattice_follow(l, node);
		struct lat_node n = from;

		if (x == ANY && !put_chosen(l, &from, &n, trail->cp[i], FOLDED, l->n)) continue;
		if (x != ANY) lattice_put(l, &n, cp, false), n.score -= FOLDED;
		take_byte(l, &n, b | 0x80);
	}
}

/* Two bytes are missing: the trail of x and a lead for b. */
static void lost_middle(struct lattice *l, size_t node, uint16_t x, uint8_t b)
{
	const struct lat_node from = lattice_follow(l, node);

	if (l->asking && !lattice_bound_choice(l, &from, x, true, INSERT_TWO,
					       lattice_bound_trail(l, from.edits + 1u)))
		return;
	const struct chooser one = choose(l, &from, x, true, INSERT_TWO);

	for (unsigned i = chosen_from(l, &one, 0); i < one.n && i < MIDDLE_LIST;
	     i = chosen_from(l, &one, i + 1)) {
		struct lat_node first = from, n;

		put_any(l, &first, one.list->cp[i], INSERT_TWO, l->n);
		const struct chooser two = choose(l, &first, b, false, 0);
		for (unsigned k = chosen_from(l, &two, 0);
		     k < two.n && k < MIDDLE_LIST && (first.score > l->best - 5 || l->asking);
		     k = chosen_from(l, &two, k + 1))
			if (put_chosen(l, &first, &n, two.list->cp[k], 0, l->at + 1))
				lattice_push(l, &n);
	}
}

static void consume_byte(struct lattice *l, size_t node, const struct lat_elem *e)
{
	const struct lat_pend p = l->nodes[node].pend;
	uint8_t b = (uint8_t)e->what;
	bool insert = may_insert(l, node, e);

	if (p.n) {
		known_pair(l, node, p.b[0], b);
		if (e->folded) folded_mark(l, node, p.b[0], b);
		if (p.b[0] != ANY && (insert || !pair(l, p.b[0], b)))
			lost_trail(l, node, p.b[0], e);
		if (p.b[0] != ANY && insert && !l->quick) lost_middle(l, node, p.b[0], b);
		return;
	}
	const struct lat_node from = lattice_follow(l, node);
	struct lat_node n = from;

	take_byte(l, &n, b);
	if (!insert) return;
	if (b >= 0x40 && (!l->asking || lattice_bound_choice(l, &from, b, false, INSERT,
							     lattice_bound_trail(l, from.edits)))) {
		const struct chooser ch = choose(l, &from, b, false, INSERT);

		for (unsigned i = chosen_from(l, &ch, 0); i < ch.n; i = chosen_from(l, &ch, i + 1))
			if (put_chosen(l, &from, &n, ch.list->cp[i], INSERT, l->at + 1))
				lattice_push(l, &n);
	}
	if (b < 0x80) return;
	n = from;
	n.score -= DELETE, n.edits++;
	lattice_push(l, &n);
}

static void mark_is_char(struct lattice *l, size_t node, double cost)
{
	const struct lat_node from = lattice_follow(l, node);
	const struct lat_followers f = lattice_followers(l, from.ctx.b, LATTICE_FOLLOWERS_GB);
	int room = lattice_gloss_near(l) ? UINT8_MAX : lattice_room(l, &from, cost);

	for (uint32_t i = lattice_follower(l, &f, l->m->uni_bi[from.ctx.b], room); i < f.end;
	     i = lattice_follower(l, &f, i + 1, room)) {
		struct lat_node n;

		if (!put_chosen(l, &from, &n, l->s->sym_char[l->m->bi_sym[i]], cost, l->at + 1))
			continue;
		n.guess = 1;
		lattice_push(l, &n);
	}
}

static void wait_for_trail(struct lattice *l, struct lat_node n, double cost)
{
	n.score -= cost;
	n.pend.n = 1;
	n.pend.b[0] = ANY;
	lattice_push(l, &n);
}

/* Behind lead x the mark is its trail byte; perhaps also the next lead, or a bracket that was eaten
 * with it. */
static void mark_behind_lead(struct lattice *l, size_t node, uint16_t x)
{
	const struct lat_node from = lattice_follow(l, node);
	const struct chooser ch = choose(l, &from, x, true, 0);

	for (unsigned i = chosen_from(l, &ch, 0); i < ch.n; i = chosen_from(l, &ch, i + 1)) {
		struct lat_node n;
		uint16_t cp = ch.list->cp[i];

		if (put_chosen(l, &from, &n, cp, MARK_ONE, l->at + 1)) lattice_push(l, &n);
		if (put_chosen(l, &from, &n, cp, 0, l->n)) wait_for_trail(l, n, MARK_TWO);
		if (l->elems[l->at].gloss.syllable == UINT16_MAX) continue;
		/* the gloss has lost its bracket */
		if (!put_chosen(l, &from, &n, cp, MARK_ATE, l->at)) continue;
		lattice_put(l, &n, '(', false);
		lattice_push(l, &n);
	}
}

/* The mark took the trail byte of x, a whole character and the bracket of its gloss, which says how
 * it is read. */
static void mark_ate_char(struct lattice *l, size_t node, uint16_t x)
{
	const struct spelling g = l->elems[l->at].gloss;

	for (unsigned i = 0; i < l->s->by_lead[x].n && i < 32; i++) {
		struct lat_node first = lattice_follow(l, node);

		put_any(l, &first, l->s->by_lead[x].cp[i], MARK_ATE_CHAR,
			l->n); /* the gloss pays behind */
		if (first.score < l->best - 12 && !l->asking) continue;
		for (uint8_t tone = g.tone ? g.tone : 1; tone <= (g.tone ? g.tone : 5); tone++) {
			struct uslice chars = reading_chars(l->readings, g.syllable, tone);

			for (size_t k = 0; k < chars.len; k++) {
				struct lat_node n;

				if (!ngram_knows(l->m, chars.p[k])) continue;
				if (!put_chosen(l, &first, &n, chars.p[k], -GLOSS_FITS, l->n))
					continue;
				lattice_put(l, &n, '(', false);
				lattice_push(l, &n);
			}
		}
	}
}

/* A gloss was put between two bytes: the mark is a lead byte and the bracket, the gloss goes, the
 * trail comes behind. Who put it there had found a character one byte out of step: the trail of
 * the one before, glossed too, and the lost lead. So its reading may tell that. */
static void mark_inside(struct lattice *l, size_t node)
{
	struct lat_node n = lattice_follow(l, node);
	uint8_t trail = l->elems[l->at].glossed;

	n.skip = (uint8_t)(l->elems[l->at].gloss_len - 1);
	n.edits++;
	wait_for_trail(l, n, MARK_INSIDE);
	n.score -= MARK_INSIDE - LEAD_TOLD;
	n.pend.n = 1;
	for (uint16_t lead = 0x81; trail && lead < 0xff; lead++) {
		uint32_t cp = pair(l, trail, lead);
		if (!cp || !reading_fits(l->readings, cp, l->elems[l->at].gloss)) continue;
		n.pend.b[0] = lead;
		lattice_push(l, &n);
	}
}

static void consume_mark(struct lattice *l, size_t node, const struct lat_elem *e)
{
	const struct lat_pend p = l->nodes[node].pend;

	bool gloss = e->gloss.syllable != UINT16_MAX;

	if (!p.n) {
		struct lat_node n = lattice_follow(l, node);

		if (gloss) mark_inside(l, node);
		n.score -= MARK_STAYS;
		lattice_put(l, &n, e->cp, false);
		lattice_push(l, &n);
		wait_for_trail(l, lattice_follow(l, node), MARK_ONE);
		mark_is_char(l, node, MARK_TWO);
		n = lattice_follow(l, node);
		n.score -= MARK_JUNK, n.edits++;
		lattice_push(l, &n);
	} else if (p.b[0] == ANY) {
		mark_is_char(l, node, MARK_TWO);
	} else {
		mark_behind_lead(l, node, p.b[0]);
		if (gloss) mark_ate_char(l, node, p.b[0]);
		lost_trail(l, node, p.b[0], e); /* and the mark stays */
	}
}

static void consume(struct lattice *l, size_t node)
{
	const struct lat_elem *e = &l->elems[l->at];

	if (l->nodes[node].skip) {
		struct lat_node n = lattice_follow(l, node);

		n.skip--;
		lattice_push(l, &n);
	} else if (e->what < 0x100) {
		consume_byte(l, node, e);
	} else if (e->what == LAT_WILD) {
		consume_mark(l, node, e);
	} else if (!l->nodes[node].pend.n) {
		struct lat_node n = lattice_follow(l, node);

		lattice_put(l, &n, e->cp, false);
		lattice_push(l, &n);
	} else if (l->nodes[node].pend.b[0] != ANY) {
		lost_trail(l, node, l->nodes[node].pend.b[0], e);
	}
}

/* At the end a lead byte may wait for a trail that is lost. */
static void finish(struct lattice *l, size_t node)
{
	const struct lat_pend p = l->nodes[node].pend;

	if (!p.n) {
		struct lat_node n = lattice_follow(l, node);

		lattice_push(l, &n);
		return;
	}
	if (p.b[0] == ANY) return;
	const struct lat_node from = lattice_follow(l, node);
	double cost = from.edits ? INSERT_AFTER : INSERT_TRAIL;
	const struct chooser ch = choose(l, &from, p.b[0], true, cost);

	for (unsigned i = chosen_from(l, &ch, 0); i < ch.n; i = chosen_from(l, &ch, i + 1)) {
		struct lat_node n;

		if (put_chosen(l, &from, &n, ch.list->cp[i], cost, l->n)) lattice_push(l, &n);
	}
}

bool lattice_decode_gb(struct lattice *l, const struct lat_elem *elems, size_t n,
		       struct lat_edges edges, struct lat_result *r)
{
	struct lat_node start = { .ctx = edges.ctx, .quote = edges.quote };

	return n <= LATTICE_MAX && lattice_run(l, elems, n, &start, consume, finish) &&
	       lattice_result(l, edges.quote_after, r);
}

static const struct lat_costs costs = { INSERT,	  INSERT_TRAIL, INSERT_AFTER, INSERT_TWO, DELETE,
					MARK_ONE, MARK_TWO,	MARK_STAYS,   MARK_JUNK,  FOLDED };

bool lattice_gb_may_reach(struct lattice *l, const struct lat_elem *elems, size_t n,
			  struct lat_edges edges, double want)
{
	struct lat_node start = { .ctx = edges.ctx, .quote = edges.quote };

	l->elems = elems, l->n = n, l->costs = &costs, l->want = want - ROUNDING;
	if (!l->tops || !lattice_bound_make(l, &start)) return true;
	double most = lattice_bound_rest(l, 0, &start);
	if (most < l->want || most - want > ASK_SLACK) return most >= l->want;
	l->asking = true, l->quick = l->score_only = false;
	bool may = lattice_run(l, elems, n, &start, consume, finish);

	l->asking = false;
	return may;
}
