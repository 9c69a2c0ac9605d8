/* The beam search of lattice.h: layers of nodes, one after each element; a layer is cut to its best
 * nodes, one for each state (last two symbols, unfinished bytes, open quotation).
 *
 * Thousands of paths are pushed for a layer of a hundred. Each goes straight into its state, found
 * by hash, where only the best one stays; only states are sorted. Whatever cannot be among the kept
 * ones goes at once. How sure the best path is shows in a second look at what leads into it. */
#include "pipeline/core/punctuation.h"
#include "pipeline/decode/lattice_bound.h"

#include <math.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BAD_QUOTE    3.0 /* closing what is not open, opening what is */
#define OTHER_SCRIPT 2.0 /* a chosen character in the script that the document does not use */
#define MAX_MARGIN   99.0
#define FULL_WIDTH   128
#define QUICK_WIDTH  20 /* in a first look */
#define SLOTS	     1024
#define QUICK_SLOTS  256
#define GLOSS_PAYS   12 /* no path gains more by a step, and none gains where there is no gloss */
#define ASK_STATES   120 /* more are too many to ask */

void lattice_free(struct lattice *l)
{
	mem_free(l->nodes);
	mem_free(l->keys);
	mem_free(l->states);
	mem_free(l->slots);
	mem_free(l->rest);
	mem_free(l->followers[0]);
	mem_free(l->followers[1]);
}

void lattice_result_free(struct lat_result *r)
{
	ubuf_free(&r->text);
	mem_free(r->parts.p);
	r->parts = (struct lat_parts){ 0 };
}

struct lat_node lattice_follow(const struct lattice *l, size_t node)
{
	struct lat_node n = l->nodes[node];

	n.parent = (uint32_t)node + 1;
	n.chosen = 0;
	memset(n.cp, 0, sizeof n.cp);
	return n;
}

static double script_cost(const struct lattice *l, uint32_t cp)
{
	if (cp > 0xffff) return 0;
	if (ngram_is_folded(l->m, cp)) return l->hant ? 0 : OTHER_SCRIPT;
	return l->hant && l->s->sym_has_hant[l->m->id[cp] & 0x7fff] ? OTHER_SCRIPT / 2 : 0;
}

void lattice_put(struct lattice *l, struct lat_node *n, uint32_t cp, bool model)
{
	n->score += (double)ngram_step(l->m, &n->ctx, cp);
	lattice_emit(l, n, cp, model);
}

void lattice_emit(const struct lattice *l, struct lat_node *n, uint32_t cp, bool model)
{
	if (cp == QUOTE_OPEN || cp == QUOTE_CLOSE) {
		if (n->quote == (cp == QUOTE_OPEN)) n->score -= BAD_QUOTE;
		n->quote = cp == QUOTE_OPEN;
	}
	if (model) {
		n->score -= script_cost(l, cp);
		n->model = 1;
	}
	for (int i = 0; i < LATTICE_EMIT; i++)
		if (!n->cp[i]) {
			n->cp[i] = cp;
			n->chosen |= (uint8_t)(model << i);
			break;
		}
}

static bool is_before(const struct lat_key *a, const struct lat_key *b)
{
	return a->score != b->score ? a->score > b->score : a->order < b->order;
}

static int by_score(const void *x, const void *y)
{
	return is_before(x, y) ? -1 : is_before(y, x);
}

/* The first k of n keys become the k best, in no order: quickselect. No two keys are equal. */
static void select_best(struct lat_key *keys, size_t n, size_t k)
{
	size_t lo = 0, hi = n;

	while (hi - lo > 1 && k > lo && k < hi) {
		struct lat_key pivot = keys[lo + (hi - lo) / 2];
		size_t i = lo, j = hi - 1;
		while (i <= j) {
			while (is_before(&keys[i], &pivot)) i++;
			while (is_before(&pivot, &keys[j])) j--;
			if (i > j) break;
			struct lat_key swap = keys[i];
			keys[i++] = keys[j];
			keys[j] = swap;
			if (j == 0) break;
			j--;
		}
		if (k <= j) hi = j + 1;
		else if (k >= i) lo = i;
		else return;
	}
}

/* ---- states ---- */

static uint8_t few_edits(const struct lat_node *n)
{
	return n->edits < BOUND_EDITS ? n->edits : BOUND_EDITS - 1;
}

static bool same_state(const struct lattice *l, const struct lat_node *a, const struct lat_node *b)
{
	bool same = a->ctx.a == b->ctx.a && a->ctx.b == b->ctx.b && a->quote == b->quote &&
		    a->skip == b->skip && a->pend.n == b->pend.n;

	for (size_t i = 0; same && i < a->pend.n; i++) same = a->pend.b[i] == b->pend.b[i];
	return same && (!l->asking || few_edits(a) == few_edits(b));
}

/* The slot of a node's state, or the free one where it belongs. */
static uint32_t find_slot(const struct lattice *l, const struct lat_node *node)
{
	uint32_t h = (uint32_t)node->ctx.a * 31u + (uint32_t)node->ctx.b * 2654435761u;

	for (size_t i = 0; i < node->pend.n; i++) h = h * 31u + node->pend.b[i];
	uint32_t at = (h ^ h >> 15 ^ (uint32_t)(node->pend.n * 4 + node->quote * 2)) & l->mask;
	while (l->slots[at] && !same_state(l, &l->states[l->slots[at] - 1].node, node))
		at = (at + 1) & l->mask;
	return at;
}

static void clear_slots(struct lattice *l)
{
	for (size_t i = 0; i < l->n_states; i++) l->slots[l->states[i].slot] = 0;
}

/* States into slots of their own; all slots are free. */
static void place_states(struct lattice *l)
{
	for (size_t i = 0; i < l->n_states; i++) {
		l->states[i].slot = find_slot(l, &l->states[i].node);
		l->slots[l->states[i].slot] = (uint32_t)i + 1;
	}
}

/* The states that are not far behind, into l->keys. */
static size_t list_states(struct lattice *l)
{
	size_t n = 0;

	l->keys = mem_grow(l->keys, &l->cap_keys, l->n_states + 1, sizeof *l->keys);
	for (size_t i = 0; i < l->n_states; i++)
		if (l->asking || l->states[i].node.score >= l->best - LATTICE_FAR_BEHIND)
			l->keys[n++] = (struct lat_key){ l->states[i].node.score,
							 l->states[i].order, (uint32_t)i };
	return n;
}

static size_t width_of(const struct lattice *l)
{
	return l->asking ? ASK_STATES : l->quick ? QUICK_WIDTH : FULL_WIDTH;
}

/* The best states stay, in the order they came, and nothing as bad as the last of them comes in
 * again. */
static void drop_low_states(struct lattice *l)
{
	size_t n = list_states(l), width = width_of(l), kept = 0;
	bool full = n > width;

	if (full) {
		select_best(l->keys, n, width);
		n = width;
	}
	/* none is near where one much better has just come */
	struct lat_key last = n ? l->keys[0] : (struct lat_key){ INFINITY, 0, 0 };
	for (size_t i = 1; i < n; i++)
		if (is_before(&last, &l->keys[i])) last = l->keys[i];
	if (full) l->floor = last.score;
	clear_slots(l);
	for (size_t i = 0; i < l->n_states; i++) {
		const struct lat_state *s = &l->states[i];
		struct lat_key key = { s->node.score, s->order, 0 };
		if (!is_before(&last, &key)) l->states[kept++] = *s;
	}
	l->n_states = kept;
	place_states(l);
}

static void add_state(struct lattice *l, const struct lat_node *node, uint32_t slot)
{
	if (l->asking) {
		if (l->n_states > ASK_STATES) return;
	} else if (l->n_states == width_of(l) * 3 / 2) { /* then all but the best go */
		drop_low_states(l);
		if (node->score <= l->floor) return;
		slot = find_slot(l, node);
	}
	l->states = mem_grow(l->states, &l->cap_states, l->n_states + 1, sizeof *l->states);
	l->states[l->n_states++] = (struct lat_state){ *node, l->n_pushed, slot };
	l->slots[slot] = (uint32_t)l->n_states;
}

static void note_way(struct lattice *l, const struct lat_node *node)
{
	struct lat_ways *w = &l->ways;

	if (!same_state(l, node, w->into)) return;
	if (node->score > w->first) w->second = w->first, w->first = node->score;
	else if (node->score > w->second) w->second = node->score;
}

void lattice_push(struct lattice *l, const struct lat_node *node)
{
	const struct lat_node *n = node;
	struct lat_node end;

	if (l->at == l->n && l->line_end) {
		end = *node;
		end.score += (double)ngram_step(l->m, &end.ctx, NGRAM_EDGE);
		n = &end;
	}
	if (lattice_too_low(l, n->score)) return;
	if (l->asking && l->at < l->n && n->score + lattice_bound_rest(l, l->at + 1, n) < l->want)
		return;
	if (n->score > l->best) l->best = n->score;
	if (l->ways.into) {
		note_way(l, n);
		return;
	}
	uint32_t slot = find_slot(l, n);

	if (!l->slots[slot]) {
		add_state(l, n, slot);
	} else {
		struct lat_state *s = &l->states[l->slots[slot] - 1];

		if (n->score > s->node.score) *s = (struct lat_state){ *n, l->n_pushed, slot };
	}
	l->n_pushed++;
}

/* Keep the best states of the layer. */
static void cut_layer(struct lattice *l)
{
	size_t n = list_states(l), width = width_of(l);

	if (n > width) {
		select_best(l->keys, n, width);
		n = width;
	}
	if (n > 1) qsort(l->keys, n, sizeof *l->keys, by_score);
	l->layer = l->layers[l->at + 1] = (uint32_t)l->n_nodes;
	l->nodes = mem_grow(l->nodes, &l->cap_nodes, l->n_nodes + n, sizeof *l->nodes);
	for (size_t i = 0; i < n; i++) l->nodes[l->n_nodes++] = l->states[l->keys[i].state].node;
}

static void begin_layer(struct lattice *l)
{
	l->best_before = l->best;
	l->best = -1e9;
	l->floor = l->asking ? l->want - (l->at < l->n ? l->rest[l->at + 1].top : 0) : -INFINITY;
	clear_slots(l);
	l->n_states = 0, l->n_pushed = 0;
}

/* Whatever follows from the nodes [from, to), the best ones first. */
static void push_layer(struct lattice *l, size_t from, size_t to)
{
	lattice_consume_fn *step = l->at < l->n ? l->consume : l->finish;
	double pays = lattice_gloss_near(l) ? GLOSS_PAYS : 0;

	for (size_t i = from; i < to && !lattice_too_low(l, l->nodes[i].score + pays); i++)
		step(l, i);
}

bool lattice_run(struct lattice *l, const struct lat_elem *elems, size_t n,
		 const struct lat_node *start, lattice_consume_fn *consume,
		 lattice_consume_fn *finish)
{
	l->elems = elems, l->n = n;
	l->nodes = mem_grow(l->nodes, &l->cap_nodes, 1, sizeof *l->nodes);
	l->nodes[0] = *start;
	l->n_nodes = 1, l->layer = l->layers[0] = 0;
	l->consume = consume, l->finish = finish;
	l->best = start->score;
	l->n_states = 0; /* of the last run: its slots are free */
	if (!l->slots) l->slots = mem_zalloc(SLOTS * sizeof *l->slots);
	l->mask = (l->quick ? QUICK_SLOTS : SLOTS) - 1;
	for (l->at = 0; l->at <= n; l->at++) {
		size_t from = l->layer, to = l->n_nodes;

		begin_layer(l);
		push_layer(l, from, to);
		if (l->asking && l->n_states > ASK_STATES) break;
		cut_layer(l);
		if (l->n_nodes == l->layer) break;
	}
	bool many = l->asking && l->n_states > ASK_STATES;
	clear_slots(l);
	if (!l->asking) l->effort += l->n_nodes;
	return l->at > n || many;
}

/* Nodes of the path that ends in node, the first one first; a node for each element and one for the
 * end. */
static uint32_t *path_nodes(const struct lattice *l, size_t node, size_t *n)
{
	size_t len = 0, i;

	for (size_t at = node + 1; at; at = l->nodes[at - 1].parent) len++;
	uint32_t *path = mem_alloc(len * sizeof *path);

	*n = i = len;
	for (size_t at = node + 1; at; at = l->nodes[at - 1].parent) path[--i] = (uint32_t)at - 1;
	return path;
}

static void add_part(const struct lattice *l, struct lat_result *r, const struct lat_node *node,
		     int k, size_t from, size_t to)
{
	struct lat_parts *parts = &r->parts;

	if (from >= l->n) from = l->n - 1;
	if (to <= from) to = from + 1;
	if (to > l->n) to = l->n;
	parts->p = mem_grow(parts->p, &parts->cap, parts->n + 1, sizeof *parts->p);
	parts->p[parts->n++] = (struct lat_part){ .len = node->cp[k] > 0xffff ? 2 : 1,
						  .chosen = node->chosen >> k & 1,
						  .from = (uint32_t)from,
						  .to = (uint32_t)to };
	ubuf_add_cp(&r->text, node->cp[k]);
}

/* Text and parts of the path. What a step puts covers the elements since the one before; when it
 * puts several characters, the last one has the element of the step, the others have those that
 * were waiting. */
static void put_text(const struct lattice *l, const uint32_t *path, size_t n, struct lat_result *r)
{
	size_t done = 0;

	r->text.len = r->parts.n = 0;
	for (size_t i = 1; i < n && l->n; i++) {
		const struct lat_node *p = &l->nodes[path[i]];
		size_t at = i - 1, count = 0,
		       end = at + 1 > done + p->pend.n ? at + 1 - p->pend.n : done;

		while (count < LATTICE_EMIT && p->cp[count]) count++;
		for (size_t k = 0; k < count; k++) {
			bool split = count > 1 && done < at && at < end;

			if (split && k + 1 < count) add_part(l, r, p, (int)k, done, at);
			else add_part(l, r, p, (int)k, split ? at : done, end);
		}
		if (count) done = end;
	}
}

/* How much better the path is, wherever another way leads into one of its states; margin where none
 * comes as near. */
static double margin_of_path(struct lattice *l, const uint32_t *path, size_t n, double margin)
{
	for (l->at = 0; l->at + 1 < n; l->at++) {
		const struct lat_node *next = &l->nodes[path[l->at + 1]];
		size_t from = l->layers[l->at], to = l->layers[l->at + 1];

		begin_layer(l);
		l->best_before = l->nodes[from].score;
		l->floor = next->score - margin;
		l->ways = (struct lat_ways){ next, -INFINITY, -INFINITY };
		push_layer(l, from, to);
		double gap = l->ways.first - l->ways.second;
		if (l->ways.second >= l->nodes[to].score - LATTICE_FAR_BEHIND && gap < margin)
			margin = gap;
	}
	l->ways.into = NULL;
	return margin;
}

bool lattice_result(struct lattice *l, int quote_after, struct lat_result *r)
{
	size_t best = SIZE_MAX;
	double second = -1e9, first = -1e9;

	for (size_t i = l->layer; i < l->n_nodes; i++) {
		double s = l->nodes[i].score -
			   (quote_after >= 0 && l->nodes[i].quote != quote_after ? BAD_QUOTE : 0);

		if (s > first) second = first, first = s, best = i;
		else if (s > second) second = s;
	}
	if (best == SIZE_MAX) return false;
	const struct lat_node *n = &l->nodes[best];

	size_t len;
	uint32_t *path = path_nodes(l, best, &len);

	r->score = first;
	r->margin = first - second < MAX_MARGIN ? first - second : MAX_MARGIN;
	r->model = n->model;
	r->guess = n->guess;
	if (!l->score_only) {
		r->margin = margin_of_path(l, path, len, r->margin);
		put_text(l, path, len, r);
	}
	mem_free(path);
	return true;
}

#ifdef __SSE2__
/* Which of sixteen bytes are at most x. */
static unsigned at_most(const uint8_t *p, uint8_t x)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p), max = _mm_set1_epi8((char)x);

	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, max), v));
}
#endif

/* Begins with the likely ones and widens until there are enough to choose from. */
static struct lat_followers find_followers(const struct lattice *l, uint16_t sym, size_t max)
{
	const struct ngram *m = l->m;

	for (unsigned limit = 40;; limit += 24) {
		uint32_t i = m->uni_bi[sym];
		size_t n = 0;

		for (; i < m->uni_bi[sym + 1] && n < max; i++)
			n += m->bi_p[i] <= limit && l->s->sym_char[m->bi_sym[i]];
		if (n >= max / 2 || limit > 80)
			return (struct lat_followers){ i, (uint8_t)limit };
	}
}

struct lat_followers lattice_followers(struct lattice *l, uint16_t sym, size_t max)
{
	struct lat_followers **of = &l->followers[max == LATTICE_FOLLOWERS_GB];

	if (!*of) *of = mem_zalloc(l->m->n_sym * sizeof **of);
	if (!(*of)[sym].limit) (*of)[sym] = find_followers(l, sym, max);
	return (*of)[sym];
}

uint32_t lattice_follower(const struct lattice *l, const struct lat_followers *f, uint32_t i,
			  int room)
{
	const struct ngram *m = l->m;
	uint8_t low = room < 0 ? 0 : room > UINT8_MAX ? UINT8_MAX : (uint8_t)room;

	for (; i < f->end; i++) {
#ifdef __SSE2__
		for (; i + 16 <= f->end; i += 16) { /* nearly all are too low */
			unsigned may = at_most(m->bi_p + i, f->limit) & at_most(m->bi_top + i, low);

			if (may) {
				i += (uint32_t)__builtin_ctz(may);
				break;
			}
		}
		if (i == f->end) break;
#endif
		if (m->bi_p[i] <= f->limit && m->bi_top[i] <= low && l->s->sym_char[m->bi_sym[i]])
			break;
	}
	return i;
}
