/* Names that only the document makes known: annotations of part "term". The words that were cut
 * before names were looked for, as pieces of names that the lexicon does not have; term.c finds
 * which of them keep coming back. */
#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/part.h"
#include "pipeline/annotate/term.h"

#include <string.h>

#define COMMON_COST  140 /* in 1/16 nat: a verb or adverb of one character below it is a word */
#define MODEL_DIGITS 4
#define LETTERS_MIN  3
#define LETTERS_NEAR 64 /* words of letters on either side that are compared with one */

struct term_state { /* process lifetime */
	struct lexicon *lexicon;
	struct table words;
	struct kind_words kinds;
};

struct term_worker { /* thread lifetime */
	struct term_pieces pieces;
	struct kind_scratch kinds;
};

#define KIND_HAN    (PIECE_STRONG + 1) /* strong if it is an ideograph */
#define KIND_COMMON (PIECE_STRONG + 2) /* weak unless it is a common word by itself */

/* What words of one unit and longer ones may be by their part of speech, of which a stop is the
 * rest. */
static const uint8_t may_be[2][POS_N] = {
	{ [POS_NOUN] = PIECE_WORD,
	  [POS_VN] = PIECE_WORD,
	  [POS_ADJ] = PIECE_WORD,
	  [POS_NAME] = PIECE_WORD,
	  [POS_PLACE] = PIECE_WORD,
	  [POS_PERSON] = PIECE_WORD,
	  [POS_FOREIGN] = PIECE_WORD,
	  [POS_PUNCT] = PIECE_OPEN,
	  [POS_SPACE] = PIECE_OPEN },
	{ [POS_NOUN] = KIND_HAN,
	  [POS_NAME] = KIND_HAN,
	  [POS_PERSON] = KIND_HAN,
	  [POS_PLACE] = KIND_HAN,
	  [POS_ORG] = KIND_HAN,
	  [POS_OTHER] = KIND_HAN,
	  [POS_VERB] = KIND_COMMON,
	  [POS_VN] = KIND_COMMON,
	  [POS_ADV] = KIND_COMMON,
	  [POS_NUM] = KIND_COMMON,
	  [POS_ADJ] = PIECE_WEAK,
	  [POS_LOC] = PIECE_WEAK,
	  [POS_CLASS] = PIECE_WEAK,
	  [POS_TIME] = PIECE_WEAK,
	  [POS_TITLE] = PIECE_WEAK,
	  [POS_FOREIGN] = PIECE_WORD,
	  [POS_PUNCT] = PIECE_OPEN,
	  [POS_SPACE] = PIECE_OPEN },
};

static enum term_piece_kind kind_of(const struct term_state *s, const struct doc *d, size_t off,
				    struct kept_word w)
{
	uint8_t kind = may_be[w.len == 1][w.pos];

	if (w.flags == KEPT_ATOM) return w.pos == POS_TIME ? PIECE_OPEN : PIECE_STOP;
	if (kind == KIND_HAN)
		return unit_is_ideograph(d->text.p[off]) ? PIECE_STRONG : PIECE_STOP;
	if (kind == KIND_COMMON)
		return s->lexicon->units[d->text.p[off]].cost < COMMON_COST ? PIECE_STOP
									     : PIECE_WEAK;
	if (kind == PIECE_WORD && w.len > TERM_UNITS && w.pos != POS_FOREIGN) return PIECE_STOP;
	return (enum term_piece_kind)kind;
}

/* Pieces as they come. Most are stops, of which only the one before a run is wanted. */
struct run {
	struct term_pieces *x;
	struct term_piece stop; /* the last one */
	size_t first;		/* first piece of the run, 0: none since the stop */
};

/* The run has ended: without two pieces, one strong, it goes again, and the stop before it. */
static void end_run(struct run *r)
{
	struct term_pieces *x = r->x;
	bool strong = false;

	for (size_t i = r->first; i < x->n; i++)
		strong |= x->p[i].kind == PIECE_STRONG || x->p[i].pos == POS_FOREIGN;
	if (!strong || x->n < r->first + 2) x->n = r->first - 1;
	r->first = 0;
}

static inline void add_stop(struct run *r, struct term_piece p)
{
	if (r->first) end_run(r);
	r->stop = p;
}

/* There is room for all pieces of a sentence. */
static inline void add_piece(struct run *r, struct term_piece p)
{
	struct term_pieces *x = r->x;

	if (!r->first) {
		x->p[x->n++] = r->stop;
		r->first = x->n;
	}
	x->p[x->n++] = p;
}

/* "Chip | 800": a bare number of a few digits, which may be the model's. */
static bool is_model_number(const struct doc *d, size_t k, size_t off, size_t len)
{
	for (; k < d->n_annots && d->annots[k].off <= off; k++) {
		const struct annot *a = &d->annots[k];
		if (a->off != off || a->type != A_NUMBER || a->len != len || a->unit_len) continue;
		if (len < 2 || len > MODEL_DIGITS) return false;
		for (size_t i = 0; i < len; i++)
			if (!unit_is_digit(d->text.p[off + i])) return false;
		return true;
	}
	return false;
}

/* Letters or digits, perhaps behind a blank, at unit i of the text, looked at in the direction of
 * step. */
static bool letters_beside(struct uslice t, size_t i, size_t step)
{
	if (i < t.len && t.p[i] == ' ') i += step;
	return i < t.len && (unit_is_letter(t.p[i]) || unit_is_digit(t.p[i]));
}

/* "Hater", "iPhone": a word of letters alone among Chinese that is written like a name, not in
 * brackets, where it says the name before it again. */
static bool is_letter_name(const struct term_state *s, const struct doc *d, size_t off, size_t len)
{
	const uint16_t *u = d->text.p + off;
	size_t large = 0, small = 0;
	uint32_t row;

	if (len < LETTERS_MIN || letters_beside(d->text, off + len, 1) ||
	    letters_beside(d->text, off - 1, (size_t)-1))
		return false;
	for (size_t i = 0; i < len; i++) {
		large += u[i] >= 'A' && u[i] <= 'Z';
		small += u[i] >= 'a' && u[i] <= 'z';
		if (!unit_is_letter(u[i])) return false;
	}
	bool marked = off > 0 && (unit_opens_bracket(u[-1]) || u[-1] == '@' || u[-1] == '#' ||
				  u[-1] == '.' || u[-1] == '/');
	bool address = off + len < d->text.len &&
		       (u[len] == '@' || u[len] == '.' || u[len] == '/' || u[len] == ':');
	bool first = u[0] <= 'Z' || (len > 1 && u[1] <= 'Z');
	return first && large && small && !marked && !address &&
	       !datrie_has(&s->words.trie, u, len, &row);
}

/* The pieces of a sentence; *annot: the first annotation in it or behind, of a sentence before as
 * it is called. */
static void add_sentence(const struct term_state *s, const struct doc *d, size_t i,
			 struct term_pieces *x, size_t *annot)
{
	const uint32_t *kept = segment_kept(d, i);
	size_t off = d->sentences[i].off, end = off + d->sentences[i].len;
	size_t k = *annot, reach = 0;
	struct run run = { x, { .kind = PIECE_OPEN }, 0 };
	bool head = true;

	while (k < d->n_annots && d->annots[k].off < off) k++;
	*annot = k;
	if (!kept) return;
	/* each word is a piece at most, and the stop is one */
	x->p = mem_grow(x->p, &x->cap, x->n + d->sentences[i].len + 1, sizeof *x->p);
	for (struct kept_word w; off < end; off += w.len) {
		w = segment_next_kept(&kept);
		struct term_piece p = { .off = (uint32_t)off,
					.len = (uint8_t)w.len,
					.pos = w.pos,
					.kind = (uint8_t)kind_of(s, d, off, w),
					.verb = (w.pos == POS_ADV) | (w.pos == POS_AUX) };
		if (p.kind <= PIECE_OPEN && w.pos != POS_NUM) { /* as most */
			if (w.pos != POS_SPACE) head = p.kind == PIECE_OPEN;
			add_stop(&run, p);
			continue;
		}
		bool model = w.pos == POS_NUM && is_model_number(d, k, off, w.len);
		for (; k < d->n_annots && d->annots[k].off < off + w.len; k++)
			if (d->annots[k].off + d->annots[k].len > reach)
				reach = d->annots[k].off + d->annots[k].len;
		if (w.pos == POS_FOREIGN && reach <= off && is_letter_name(s, d, off, w.len)) {
			x->l = mem_grow(x->l, &x->cap_l, x->n_l + 1, sizeof *x->l);
			x->l[x->n_l++] =
				(struct term_letters){ (uint32_t)off, (uint32_t)w.len, head };
			p.kind = PIECE_STOP;
		}
		head = false;
		if (model) p.kind = PIECE_DIGITS;
		else if (reach > off) p.kind = PIECE_STOP;
		if (p.kind <= PIECE_OPEN) add_stop(&run, p);
		else add_piece(&run, p);
	}
	if (run.first) end_run(&run);
}

/* Those words of letters are names that are a topic somewhere, or come back. */
static void add_letters(struct doc *d, const struct term_pieces *x)
{
	for (size_t i = 0; i < x->n_l; i++) {
		const struct term_letters *a = &x->l[i];
		size_t n = 0, from = i > LETTERS_NEAR ? i - LETTERS_NEAR : 0;
		for (size_t k = from; k < x->n_l && k < i + LETTERS_NEAR && n < 2; k++)
			if (x->l[k].len == a->len &&
			    !memcmp(d->text.p + x->l[k].off, d->text.p + a->off,
				    a->len * sizeof *d->text.p))
				n += 1 + x->l[k].head;
		if (n < 2) continue;
		doc_add_annot(d, A_NAME, a->off, a->len)->rule_id = SLICE("name.letters");
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct term_state *s = state;
	struct term_worker *w = worker;
	struct term_pieces *x = &w->pieces;
	size_t annot = 0;

	x->n = x->n_l = 0;
	for (size_t i = 0; i < d->n_sentences; i++) add_sentence(s, d, i, x, &annot);
	add_letters(d, x);
	term_find(d, &s->words, x);
	doc_sort_annots(d);
	kind_find(&s->kinds, &w->kinds, d);
}

static void close_term(void *state)
{
	struct term_state *s = state;

	lexicon_close(s->lexicon);
	table_close(&s->words);
	table_close(&s->kinds.table);
	mem_free(s);
}

static enum status open_term(const struct env *env, void **state, struct err *e)
{
	struct term_state *s = mem_zalloc(sizeof *s);
	enum status st = lexicon_open(&s->lexicon, env, e);

	if (st == OK) st = table_open(&s->words, env, "terms", e);
	if (st == OK) st = kind_words_open(&s->kinds, env, e);
	if (st != OK) {
		close_term(s);
		return st;
	}
	s->kinds.lexicon = s->lexicon;
	*state = s;
	return OK;
}

static const struct unit_set *looks(const void *state)
{
	const struct term_state *s = state;

	return &s->kinds.first;
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	struct term_worker *w = mem_zalloc(sizeof *w);

	(void)state;
	(void)e;
	w->kinds.segment = segment_scratch_new();
	arena_init(&w->kinds.arena);
	*worker = w;
	return OK;
}

static void close_worker(void *worker)
{
	struct term_worker *w = worker;

	mem_free(w->pieces.p);
	mem_free(w->pieces.l);
	segment_scratch_free(w->kinds.segment);
	arena_free(&w->kinds.arena);
	mem_free(w->kinds.names);
	mem_free(w);
}

const struct annot_part part_term = {
	.name = "term",
	.open = open_term,
	.close = close_term,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
	.looks = looks,
};
