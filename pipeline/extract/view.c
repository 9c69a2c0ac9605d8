/* A sentence as the extractor sees it. See view.h. */
#include "pipeline/extract/view.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"

#include <assert.h>

#define PRIVATE_FIRST 0xe000
#define PRIVATE_LAST  0xf8ff

enum {
#define X(name, code) SK_##name = code,
	SKETCH_CLASSES(X)
#undef X
};

/* The sketch class of an annotation, 0 for none. */
static uint16_t sketch_class(const struct annot *a)
{
	switch ((enum annot_type)a->type) {
	case A_NUMBER:
		if (a->form == FORM_RATIO) return SK_RATIO;
		if (a->form == FORM_FRACTION) return SK_PCT;
		return a->flags & ANNOT_ARTICLE ? SK_ARTICLE : SK_NUM;
	case A_QUANTITY:
		if (a->dim == DIM_POINTS) return SK_PP;
		if (a->flags & ANNOT_DOUBLING) return SK_FAN;
		if (a->form == FORM_TIMES || a->dim == DIM_TIMES) return SK_TIMES;
		return a->flags & ANNOT_ARTICLE ? SK_ARTICLE : SK_QTY;
	case A_MONEY:
		return SK_MONEY;
	case A_PERCENT:
		return SK_PCT;
	case A_DURATION:
		return SK_DUR;
	case A_ORDINAL:
		return a->form == FORM_RANK ? SK_RANK : SK_ORD;
	case A_TIME:
		return SK_TIME;
	case A_PLACE:
		return SK_PLACE;
	case A_ORG:
		return SK_ORG;
	case A_PERSON:
		return SK_PERSON;
	case A_TITLE:
		return SK_TITLE;
	case A_WORK:
		return SK_WORK;
	case A_VETO:
		return SK_VETO;
	case A_NAME: /* rules read its text */
	case A_N:
		break;
	}
	return 0;
}

/* Text between annotations goes into the sketch as it is, but for private-use characters: plain, it
 * has none. */
static size_t copy_text(const struct view *v, uint16_t *s, size_t n, size_t from, size_t to,
			bool plain)
{
	const uint16_t *text = v->d->text.p;
	size_t end = n + to - from;

	memcpy(s + n, text + from, (to - from) * sizeof *s);
	while (!plain && (n = unit_find_between(s, n, end, PRIVATE_FIRST, PRIVATE_LAST)) < end)
		s[n] = SKETCH_MASK;
	return end;
}

bool view_is_plain(const struct doc *d, size_t off, size_t len)
{
	return unit_find_between(d->text.p, off, off + len, PRIVATE_FIRST, PRIVATE_LAST) ==
	       off + len;
}

void view_sketch(struct view *v, struct arena *a)
{
	const struct doc *d = v->d;
	size_t n = 0, i = v->off, end = i + v->len, k = v->first;

	bool plain = view_is_plain(d, v->off, v->len);
	if (plain && (k == d->n_annots || d->annots[k].off >= end)) {
		v->sketch = doc_span(d, i, v->len);
		return;
	}
	uint16_t *s = arena_alloc(a, (v->len + 1u) * sizeof *s);
	for (; k < d->n_annots && d->annots[k].off < end; k++) {
		const struct annot *x = &d->annots[k];
		if (x->off < i || !x->len || x->off + x->len > end || x->flags & ANNOT_SET ||
		    x->type == A_NAME)
			continue;
		n = copy_text(v, s, n, i, x->off, plain);
		i = (size_t)x->off + x->len;
		*ARENA_PUSH(a, v->atoms, v->n_atoms, v->cap_atoms) =
			(struct sketch_atom){ (uint32_t)n, (uint32_t)i, (uint32_t)k };
		s[n++] = sketch_class(x);
	}
	n = copy_text(v, s, n, i, end, plain);
	v->sketch = (struct uslice){ s, n };
}

size_t view_atom_from(const struct view *v, size_t unit)
{
	size_t lo = 0, n = v->n_atoms;

	/* without a branch, here and below: which half it is nothing foretells */
	for (size_t half; n > 1; n -= half) {
		half = n / 2;
		lo += (v->atoms[lo + half - 1].at < unit) * half;
	}
	return lo + (n && v->atoms[lo].at < unit);
}

uint32_t view_text_at(const struct view *v, size_t unit)
{
	size_t k = view_atom_from(v, unit);

	if (k < v->n_atoms && v->atoms[k].at == unit) return v->d->annots[v->atoms[k].annot].off;
	if (!k) return v->off + (uint32_t)unit;
	return v->atoms[k - 1].behind + (uint32_t)unit - v->atoms[k - 1].at - 1;
}

/* No mark that is looked at here, like most of a text. */
static inline bool is_usual(uint16_t c)
{
	return c >= 0x3003 && c < 0xff00;
}

/* Marks that end a clause; a list mark does not. */
bool view_ends_clause(uint16_t c)
{
	if (is_usual(c)) return false;
	switch (c) {
	case ',':
	case ';':
	case '!':
	case '?':
	case WIDE_COMMA:     /* full-width comma */
	case WIDE_SEMICOLON: /* semicolon */
	case WIDE_EXCLAMATION:
	case WIDE_QUESTION:
	case FULL_STOP:	 /* full stop */
	case WIDE_COLON: /* colon */
	case 0xff5c:	 /* bar between a headline's topic and the headline */
	case ':':
	case '\n':
	case ELLIPSIS: /* ellipsis */
		return true;
	}
	return false;
}

#define PAREN_TOKENS 24 /* a longer parenthesis has clauses of its own */

/* The token that closes the parenthesis at t; t if none does nearby. */
static size_t paren_end(const struct view *v, size_t t)
{
	for (size_t i = t + 1; i < v->n_tok && i < t + PAREN_TOKENS; i++) {
		uint16_t m = v->unit[i];
		if (unit_closes_bracket(m)) return i;
		if (m == FULL_STOP) break;
	}
	return t;
}

#define FILL_ROOM 8

/* n > 0 times x at p, which has room for FILL_ROOM more: they are written eight at a time, as how
 * many are wanted nothing foretells. Gives the place behind them. */
static uint16_t *fill_numbers(uint16_t *p, size_t n, uint16_t x)
{
	const uint64_t four = UNIT_LANES * x;

	size_t i = 0;

	do { /* once for nearly all */
		memcpy(p + i, &four, sizeof four);
		memcpy(p + i + 4, &four, sizeof four);
	} while ((i += FILL_ROOM) < n);
	return p + n;
}

void view_number_units(struct view *v, struct arena *a)
{
	uint16_t *of = v->token_of = arena_alloc(a, (v->len + FILL_ROOM) * sizeof *of);
	const struct token *tok = v->tok;

	for (size_t t = 0, n = v->n_tok; t < n; t++)
		of = fill_numbers(of, tok[t].len, (uint16_t)t);
	assert(of == v->token_of + v->len);
}

void view_clauses(struct view *v, struct arena *a)
{
	size_t cap = 0, close = 0;
	uint32_t from = 0;

	v->clause_of = arena_alloc(a, (v->n_tok + FILL_ROOM) * sizeof *v->clause_of);
	for (size_t k = 0; k <= v->n_marks; k++) {
		bool mark = k < v->n_marks, last = !mark;
		uint32_t i = mark ? v->marks[k] : (uint32_t)v->n_tok - 1;
		if (last && from >= v->n_tok) break; /* a mark at the end has closed it */
		uint16_t m = mark ? v->d->text.p[v->tok[i].off] : 0;
		if (unit_opens_bracket(m)) close = paren_end(v, i);
		if (i + 1u < v->n_tok && (!view_ends_clause(m) || i < close)) continue;
		struct clause *c = ARENA_PUSH(a, v->clauses, v->n_clauses, cap);
		c->from = from;
		c->to = i + 1;
		fill_numbers(v->clause_of + from, i + 1 - from, (uint16_t)(v->n_clauses - 1));
		from = i + 1;
	}
}

/* "A support plan of 88 million,": a modal that is a noun as well is one where nothing follows that
 * it could open. */
static bool is_noun_at_end(const struct view *v, size_t i)
{
	bool noun = v->tok[i].pos == POS_VN || v->tok[i].pos == POS_NOUN;

	return noun && i > 0 && !view_is_mark(v, i - 1) &&
	       (i + 1 >= v->n_tok || view_is_mark(v, i + 1));
}

/* "The 'X' plan | sets", "the courier service | covers": a verbal noun that ends the name of a plan
 * in quotation marks, or a common noun's compound right before a verb that reaches no number. What
 * stands before it has no role of its own, nor figures. */
static bool is_noun_here(const struct view *v, size_t i, const struct word_kind *kind)
{
	if (i == 0 || i + 1 >= v->n_tok || v->tok[i].pos != POS_VN) return false;
	enum pos_tag before = (enum pos_tag)v->tok[i - 1].pos,
		     next = (enum pos_tag)v->tok[i + 1].pos;
	bool verb = next == POS_VERB && v->tok[i + 1].len > 1;
	bool closed = v->unit[i - 1] == QUOTE_CLOSE || v->unit[i - 1] == CORNER_CLOSE;
	bool plan = (kind->role & ROLE_MODAL) || (kind->side & SIDE_NOTICE);
	if (closed && plan)
		return verb || next == POS_VN || next == POS_DE || next == POS_ADV;
	/* "the 'X' traffic | plan's | 17 figures" */
	bool field = i > 1 && v->unit[i - 2] == QUOTE_CLOSE && !v->cls[i - 1] && !v->side[i - 1];
	if (field && plan && (before == POS_NOUN || before == POS_VN)) return true;
	if (!(kind->role & ROLE_NOMINAL) || !verb || v->tok[i - 1].annot >= 0 ||
	    (before != POS_NOUN && before != POS_VN) || v->tok[i - 1].len < 2)
		return false;
	uint64_t has = v->side[i - 1] | view_token_end(v, i - 1, 2).side;
	uint64_t role = v->cls[i - 1] & ~ROLE_INDVERB;
	return !has && !role && !(words_classes(v->words, view_token_text(v, i + 1)) & ROLE_REACH);
}

/* "The tourism forecast | committee": a noun of a forecast before a noun reaches no figure. */
static bool is_within_name(const struct view *v, size_t i, const struct word_kind *kind)
{
	const uint32_t parts = POS_BIT(POS_NOUN) | POS_BIT(POS_VN) | POS_BIT(POS_DE);

	return (kind->label & LABEL_GUESS) && i + 1 < v->n_tok &&
	       (parts & POS_BIT(v->tok[i + 1].pos));
}

/* The roles of the words of a sentence that have some: toks, n of them, may. */
static void set_roles(struct view *v, struct arena *a, const uint16_t *toks, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		size_t i = toks[k];
		const struct token *t = &v->tok[i];
		const struct word_kind *kind = words_kind_at(v->words, v->d->text, t->off, t->len);
		if (!kind) continue;
		v->cls[i] = kind->role;
		if ((kind->role & (ROLE_MODAL | ROLE_NOMINAL)) &&
		    (((kind->role & ROLE_MODAL) && is_noun_at_end(v, i)) ||
		     is_noun_here(v, i, kind))) {
			v->cls[i] &= ~(uint64_t)(ROLE_MODAL | ROLE_ADVERB | ROLE_TRANS |
						 ROLE_POLICY | ROLE_NOMINAL);
			v->tok[i].pos = POS_NOUN;
		}
		if (is_within_name(v, i, kind)) v->cls[i] &= ~(uint64_t)ROLE_REACH;
		v->all_cls |= v->cls[i];
		v->all_side |= v->side[i] = kind->side;
		v->label_of[i] = kind->label;
		if (kind->event && t->annot < 0 && t->pos != POS_ADJ)
			*ARENA_PUSH(a, v->triggers, v->n_triggers, v->cap_triggers) = (uint32_t)i;
	}
}

/* Classes of all words, and what there is among them. What only some tokens are is gathered in
 * lists without a branch a token. */
static void look_up(struct view *v, struct arena *a)
{
	/* what does not change in the loop is kept out of memory that it writes */
	size_t n = v->n_tok + 1;
	const struct word_table *words = &v->words->table;
	uint32_t all_pos = 0;
	struct uslice text = v->d->text;

	v->cls = arena_zalloc(a, 3 * n * sizeof *v->cls + n);
	v->side = v->cls + n;
	v->label_of = v->side + n;
	v->noun = (uint8_t *)(v->label_of + n);
	uint16_t *unit = v->unit = arena_alloc(a, 3 * n * sizeof *unit), *mark = unit + n,
		 *asked = mark + n, *known = asked;
	v->marks = mark;
	for (size_t i = 0; i < v->n_tok; i++) {
		const struct token *t = &v->tok[i];
		uint16_t c = text.p[t->off];
		bool one = (t->len == 1) & (t->annot < 0);
		unit[i] = (uint16_t)(c * one);
		*mark = *known = (uint16_t)i;
		mark += one & !is_usual(c);
		known += word_table_may_have_at(words, text, t->off, t->len);
		all_pos |= POS_BIT(t->pos);
		if (t->annot >= 0) v->types |= 1u << v->d->annots[t->annot].type;
	}
	v->all_pos = all_pos;
	v->n_marks = (size_t)(mark - v->marks);
	set_roles(v, a, asked, (size_t)(known - asked));
}

/* "Line 2", "unit 3": ordinals that name what they number are names. A name in letters is still a
 * word of letters. */
static void class_names(struct view *v)
{
	if (!(v->types & (1u << A_ORDINAL | 1u << A_NAME))) return;
	for (size_t i = 0; i < v->n_tok; i++) {
		struct uslice word = view_token_text(v, i);
		if (view_is_type(v, i, A_NAME) && unit_is_letter(word.p[word.len - 1]))
			v->tok[i].pos = POS_FOREIGN;
		if (!view_is_type(v, i, A_ORDINAL)) continue;
		const struct annot *a = &v->d->annots[v->tok[i].annot];
		struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);
		if (!(words_kind(v->words, unit).label & LABEL_NUMBERED)) continue;
		v->tok[i].pos = POS_NAME;
	}
}

/* "Based in H. | schools", "to M. | students": is token t a word of direction of one character,
 * which with the short name behind it says which are meant, right before a noun? */
static bool is_bound_name(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	if (t + 2 >= v->n_tok || k->len != 1 || k[1].pos != POS_PLACE || k[1].len != 1 ||
	    k->annot >= 0 || k[2].pos != POS_NOUN || k[2].len < 2)
		return false;
	/* "in J. | jointly met" */
	bool adverb = words_kind(v->words, view_token_text(v, t + 2)).side & SIDE_ADNOUN;
	return !adverb && (words_kind(v->words, view_token_text(v, t)).label & LABEL_DIRECTS);
}

/* Such words as one, which describes. Few sentences have any: all before the first stays where it
 * is. */
static void join_bound_names(struct view *v)
{
	size_t n = 0;

	while (n + 2 < v->n_tok && !(v->tok[n + 1].pos == POS_PLACE && is_bound_name(v, n))) n++;
	if (n + 2 >= v->n_tok) return;
	for (size_t t = n; t < v->n_tok; t++, n++) {
		v->tok[n] = v->tok[t];
		if (!is_bound_name(v, t)) continue;
		v->tok[n].len += v->tok[++t].len;
		v->tok[n].pos = POS_ADJ;
		v->tok[n].cls = 0;
	}
	v->n_tok = n;
}

void view_build(struct view *v, struct arena *a, const struct view_words *w, const struct doc *d,
		size_t sentence, size_t first)
{
	const struct sentence *s = &d->sentences[sentence];
	struct token *t;

	*v = (struct view){ .d = d,
			    .words = w->words,
			    .first = first,
			    .off = s->off,
			    .len = s->len < SENTENCE_MAX ? s->len : SENTENCE_MAX };
	if (s->len <= SENTENCE_MAX) {
		v->n_tok = segment_again(w->lexicon, w->segment, d,
					 (struct segment_place){ sentence, first }, a, &v->tok);
	} else {
		v->n_tok = segment(w->lexicon, w->segment, d, v->off, v->len, &t);
		v->tok = arena_alloc(a, (v->n_tok + 1) * sizeof *t);
		memcpy(v->tok, t, v->n_tok * sizeof *t);
	}
	join_bound_names(v);
	look_up(v, a);
	class_names(v);
}

static inline size_t token_end(const struct token *t)
{
	return (size_t)t->off + t->len;
}

size_t view_look_for_token(const struct view *v, size_t off)
{
	size_t lo = 0, n = v->n_tok;

	if (off < v->off) return 0;
	if (off >= (size_t)v->off + v->len) return v->n_tok;
	for (size_t half; n > 1; n -= half) {
		half = n / 2;
		lo += (token_end(&v->tok[lo + half - 1]) <= off) * half;
	}
	return lo + (n && token_end(&v->tok[lo]) <= off);
}

size_t view_clause_of(const struct view *v, size_t tok)
{
	if (tok < v->n_tok) return v->clause_of[tok];
	return v->n_clauses ? v->n_clauses - 1 : 0;
}

struct uslice view_token_text(const struct view *v, size_t tok)
{
	return doc_span(v->d, v->tok[tok].off, v->tok[tok].len);
}

struct word_kind view_token_end(const struct view *v, size_t tok, size_t n)
{
	struct uslice word = view_token_text(v, tok);

	if (word.len < n) return (struct word_kind){ 0, 0, 0, 0 };
	return words_kind(v->words, (struct uslice){ word.p + word.len - n, n });
}
