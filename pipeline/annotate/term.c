/* Names that only the document makes known: a run of pieces into which the lexicon cuts what it
 * does not have, and which stands again and again. See term.h.
 *
 * Of all runs of pieces that may be a name those are looked at whose every joint is met twice,
 * which are few. A name stands in the place of a topic, and different words stand on either side of
 * it; a longer run takes the place of a shorter one where that hardly ever stands without it. */
#include "pipeline/annotate/term.h"

#include <stdlib.h>
#include <string.h>

#define JOINTS	   4096u /* counters of joints */
#define MET_TWICE  2
#define MET_OFTEN  3
#define WORDS_MAX  2 /* pieces that are words, in a name */
#define LONE_PARTS 3 /* single characters that make a name of whatever they are */

/* A place where a run stands. */
struct place {
	uint32_t piece; /* its first one */
	uint32_t run;	/* which */
	uint8_t pieces;
};

struct run { /* all places of one text */
	uint32_t off, n, heads, verbs;
	uint16_t left, right; /* the unit beside the first place */
	uint8_t len, pieces;
	bool lefts, rights; /* others beside others */
	bool weak;	    /* it begins with what is often a word by itself */
	bool odd;	    /* two of its pieces are single characters that the lexicon left over */
	bool taken;
};

struct search {
	struct doc *d;
	const struct table *words;
	const struct term_piece *p;
	size_t n;
	uint8_t joints[JOINTS];
	struct place *places;
	size_t n_places, cap_places;
	struct run *runs;
	size_t n_runs, cap_runs;
};

static size_t joint(const struct search *s, size_t i)
{
	const uint16_t *u = s->d->text.p + s->p[i].off;
	uint32_t h = ((uint32_t)u[-1] << 16 | u[0]) * 0x9e3779b1u;

	return h >> 20;
}

/* Do pieces i - 1 and i stand side by side in one run? */
static bool joined(const struct search *s, size_t i)
{
	return s->p[i - 1].kind > PIECE_OPEN && s->p[i].kind > PIECE_OPEN;
}

/* Does the table say so of the last unit of a piece? */
static bool word_says(const struct search *s, const struct term_piece *p, struct slice what)
{
	uint32_t row;

	return datrie_has(&s->words->trie, s->d->text.p + p->off + p->len - 1, 1, &row) &&
	       slice_eq(table_cell(s->words, row, 1), what);
}

static bool is_verb(const struct term_piece *p)
{
	return p->pos == POS_VERB || p->pos == POS_VN;
}

/* May the run [i, end) be a name by what its pieces are? */
static bool may_name(const struct search *s, size_t i, size_t end)
{
	const struct term_piece *p = s->p, *last = &p[end - 1];
	size_t words = 0, strong = 0, any = 0;

	for (size_t k = i; k < end; k++) {
		words += p[k].kind == PIECE_WORD;
		strong += p[k].kind == PIECE_STRONG;
		any += p[k].kind == PIECE_DIGITS && (k == i || k + 1 < end);
		any += p[k].len == 1 && word_says(s, &p[k], SLICE("any"));
	}
	/* "BOBO | band" */
	bool letters = p[i].pos == POS_FOREIGN && p[i].len > 1 && end == i + 2 &&
		       last->pos == POS_NOUN && last->len > 1;
	if ((!strong && !letters) || words > WORDS_MAX || any) return false;
	if (p[i].len == 1 && is_verb(&p[i]) && (words || end - i < LONE_PARTS)) return false;
	if (p[i].pos == POS_LOC && end - i < LONE_PARTS) return false;
	if (last->kind == PIECE_WEAK && (p[i].kind != PIECE_STRONG ||
					 last[-1].kind != PIECE_STRONG || is_verb(last)))
		return false;
	return !word_says(s, last, SLICE("last"));
}

static void list_places(struct search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t len = s->p[i].len, end = i + 1;
		if (s->p[i].kind <= PIECE_OPEN) continue;
		for (; end < s->n && end < i + TERM_PIECES && joined(s, end); end++) {
			len += s->p[end].len;
			if (len > TERM_UNITS || s->joints[joint(s, end)] < MET_TWICE) break;
			if (!may_name(s, i, end + 1)) continue;
			s->places = mem_grow(s->places, &s->cap_places, s->n_places + 1,
					     sizeof *s->places);
			s->places[s->n_places++] =
				(struct place){ (uint32_t)i, 0, (uint8_t)(end + 1 - i) };
		}
	}
}

struct by_text {
	const uint16_t *u;
	uint32_t len, place;
};

static int compare_units(const uint16_t *a, size_t n, const uint16_t *b, size_t m)
{
	if (n != m) return n < m ? -1 : 1;
	return memcmp(a, b, n * sizeof *a);
}

static int compare_text(const void *pa, const void *pb)
{
	const struct by_text *a = pa, *b = pb;
	int c = compare_units(a->u, a->len, b->u, b->len);

	return c ? c : (a->place > b->place) - (a->place < b->place);
}

static uint32_t units_of(const struct search *s, const struct place *x)
{
	const struct term_piece *last = &s->p[x->piece + x->pieces - 1u];

	return last->off + last->len - s->p[x->piece].off;
}

/* Are two of its pieces single characters that the lexicon left over? */
static bool is_odd(const struct search *s, const struct place *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->pieces; i++)
		n += s->p[x->piece + i].kind == PIECE_STRONG &&
		     s->p[x->piece + i].pos != POS_FOREIGN;
	return n > 1;
}

/* What a place adds to what is known of its run. */
static void note_place(const struct search *s, struct run *r, const struct place *x)
{
	const struct term_piece *p = &s->p[x->piece];
	const struct uslice t = s->d->text;
	uint32_t off = p->off;
	uint16_t left = off ? t.p[off - 1] : '\n';
	size_t end = off + (size_t)r->len;
	uint16_t right = end < t.len ? t.p[end] : '\n';
	if (!r->n++) {
		r->left = left;
		r->right = right;
		r->weak = p->kind == PIECE_WEAK;
		r->odd = is_odd(s, x);
	}
	r->lefts |= left != r->left;
	r->rights |= right != r->right;
	r->heads += p[-1].kind == PIECE_OPEN;
	r->verbs += p[-1].kind == PIECE_STOP && p[-1].verb;
}

static void gather_runs(struct search *s)
{
	struct by_text *order = mem_alloc(s->n_places * sizeof *order);

	for (size_t i = 0; i < s->n_places; i++)
		order[i] = (struct by_text){ s->d->text.p + s->p[s->places[i].piece].off,
					     units_of(s, &s->places[i]), (uint32_t)i };
	qsort(order, s->n_places, sizeof *order, compare_text);
	for (size_t i = 0; i < s->n_places; i++) {
		struct place *x = &s->places[order[i].place];
		const struct by_text *o = &order[i];
		if (!i || compare_units(o[-1].u, o[-1].len, o->u, o->len)) {
			s->runs = mem_grow(s->runs, &s->cap_runs, s->n_runs + 1, sizeof *s->runs);
			s->runs[s->n_runs++] = (struct run){ .off = s->p[x->piece].off,
							     .len = (uint8_t)o->len,
							     .pieces = x->pieces };
		}
		x->run = (uint32_t)(s->n_runs - 1);
		note_place(s, &s->runs[x->run], x);
	}
	mem_free(order);
}

static bool is_name(const struct run *r)
{
	if (!r->lefts || !r->rights) return false;
	if (r->weak && 4 * r->verbs > r->n) return false;
	if (r->n < MET_OFTEN) return r->n == 2 && r->heads >= 1 && !r->weak && r->odd;
	return r->heads >= 2;
}

/* The run of a part of run r: from its unit i on, len units; NULL if it may be no name. */
static struct run *part_of(const struct search *s, const struct run *r, size_t i, size_t len)
{
	const uint16_t *u = s->d->text.p;
	size_t lo = 0, hi = s->n_runs;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct run *x = &s->runs[mid];
		int c = compare_units(u + x->off, x->len, u + r->off + i, len);
		if (!c) return &s->runs[mid];
		if (c < 0) lo = mid + 1;
		else hi = mid;
	}
	return NULL;
}

/* Of a run and a part of it the longer one is a name where it is met nearly as often, and no other;
 * both are where it is met half as often: "Hengtai Power", "Hengtai". */
static void settle(struct search *s)
{
	for (size_t i = 0; i < s->n_runs; i++) s->runs[i].taken = is_name(&s->runs[i]);
	for (size_t i = s->n_runs; i-- > 0;) { /* the longest first */
		struct run *r = &s->runs[i];
		for (size_t len = r->len - 1u; r->taken && len > 1; len--)
			for (size_t k = 0; k + len <= r->len && r->taken; k++) {
				struct run *x = part_of(s, r, k, len);
				if (!x || !x->taken) continue;
				if (5 * r->n >= 4 * x->n) x->taken = false;
				else if (2 * r->n < x->n) r->taken = false;
			}
	}
}

/* At each place the longest name, none over another. */
static void annotate(struct search *s)
{
	uint32_t end = 0;

	for (size_t i = 0, k; i < s->n_places; i = k) {
		uint32_t off = s->p[s->places[i].piece].off, len = 0;
		for (k = i; k < s->n_places && s->places[k].piece == s->places[i].piece; k++)
			if (s->runs[s->places[k].run].taken) len = s->runs[s->places[k].run].len;
		if (!len || off < end) continue;
		struct annot *a = doc_add_annot(s->d, A_NAME, off, len);
		a->rule_id = SLICE("name.repeated");
		end = off + len;
	}
}

void term_find(struct doc *d, const struct table *words, const struct term_pieces *x)
{
	struct search *s = mem_zalloc(sizeof *s);
	size_t met = 0;

	*s = (struct search){ .d = d, .words = words, .p = x->p, .n = x->n };
	for (size_t i = 1; i < s->n; i++) {
		if (!joined(s, i)) continue;
		uint8_t *k = &s->joints[joint(s, i)];
		met += *k == 1;
		*k = (uint8_t)(*k + (*k < 255));
	}
	if (met) list_places(s);
	if (s->n_places) {
		gather_runs(s);
		settle(s);
		annotate(s);
	}
	mem_free(s->places);
	mem_free(s->runs);
	mem_free(s);
}
