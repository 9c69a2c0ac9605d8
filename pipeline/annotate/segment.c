/* Words of a sentence by the cheapest path through a lattice. See segment.h.
 * From text, annotations and the table "words" to tokens: annotations cut a piece of text into
 * stretches, and segment_path.c cuts each of these into words. */
#include "pipeline/annotate/segment.h"

#include "pipeline/annotate/segment_path.h"
#include "pipeline/core/table.h"

/* of a document's text are looked at together; more would not stay in the nearest cache */
#define AHEAD_UNITS 1024

struct segment_scratch {
	unsigned skip; /* types of annotations that are no atoms: 1 << type */
	struct token *tokens;
	size_t n_tokens, cap_tokens;
	size_t annot;	 /* the annotation where the search for the next atom begins */
	size_t from, to; /* what lattice.units hold of a document's text, for segment_sentence() */
	struct segment_lattice lattice;
};

static bool view_words(struct lexicon *l)
{
	struct slice c = table_section(&l->table, "chars"), u = table_section(&l->table, "units"),
		     w = table_section(&l->table, "words");
	uint32_t head[2];

	if (c.len != 65536 * sizeof *l->chars || u.len != 65536 * sizeof *l->units ||
	    w.len < sizeof head + WORD_CODE_MAX * sizeof *l->words.cell)
		return false;
	l->chars = (const struct lexicon_char *)(const void *)c.p;
	l->units = (const struct lexicon_unit *)(const void *)u.p;
	memcpy(head, w.p, sizeof head);
	l->words = (struct word_trie){ (const uint64_t *)(const void *)(w.p + sizeof head), head[1],
				       head[0] };
	return w.len == sizeof head + (size_t)head[1] * sizeof *l->words.cell;
}

/* Longest word that s begins with: its length, 0 if none. */
static size_t longest_word(const struct lexicon *l, const uint16_t *s, size_t len, uint32_t *value)
{
	uint32_t base = l->words.root;
	size_t best = 0;

	for (size_t i = 0; i < len && base; i++) {
		uint32_t code = l->chars[s[i]].code;
		uint64_t c = code ? word_trie_step(&l->words, base, code) : 0;
		if (!c) break;
		if (word_cell_value(c)) {
			best = i + 1;
			*value = word_cell_value(c);
		}
		base = word_cell_base(c);
	}
	return best;
}

enum status lexicon_open(struct lexicon **out, const struct env *env, struct err *e)
{
	struct lexicon *l = mem_zalloc(sizeof *l);
	enum status st = table_open(&l->table, env, "words", e);

	if (st == OK) {
		if (!view_words(l))
			st = err_set(e, ERR_RULES, "words.tab: damaged table (run make)");
	}
	if (st != OK) {
		lexicon_close(l);
		return st;
	}
	*out = l;
	return OK;
}

void lexicon_close(struct lexicon *l)
{
	if (!l) return;
	table_close(&l->table);
	mem_free(l);
}

int lexicon_pos(const struct lexicon *l, struct uslice s, uint16_t *cls)
{
	uint32_t v = 0;

	if (!s.len || longest_word(l, s.p, s.len, &v) != s.len) return -1;
	*cls = word_class(v);
	return word_pos(v);
}

bool lexicon_parts(const struct lexicon *l, uint16_t unit)
{
	const struct lexicon_char *c = &l->chars[unit];

	if (c->kind == CHAR_SPACE) return !c->code;
	return c->kind == CHAR_PUNCT && !c->code && !segment_joins_run(unit);
}

static bool in_run(uint8_t kind)
{
	return kind == CHAR_LATIN || kind == CHAR_DIGIT;
}

/* A place is dear when it takes the head of an office away (segment_path.c): not so before an
 * annotation. A name ends before a middle dot only when that belongs to an annotation. */
bool lexicon_binds(const struct lexicon *l, const uint16_t *s, size_t n)
{
	uint8_t before = l->chars[s[0]].kind, behind = l->chars[s[1]].kind;
	uint32_t base = l->words.root;

	if (behind == CHAR_DOT || (in_run(before) && (in_run(behind) || segment_joins_run(s[1]))))
		return true;
	if (segment_joins_run(s[0]) && in_run(behind)) return true;
	for (size_t i = 0; i < n && base; i++) {
		uint32_t code = l->chars[s[i]].code;
		uint64_t c = code ? word_trie_step(&l->words, base, code) : 0;
		if (i && word_class(word_cell_value(c)) & CLASS_TITLE) return true;
		base = c ? word_cell_base(c) : 0;
	}
	return false;
}

struct segment_scratch *segment_scratch_new(void)
{
	return mem_zalloc(sizeof(struct segment_scratch));
}

void segment_scratch_free(struct segment_scratch *w)
{
	if (!w) return;
	mem_free(w->tokens);
	mem_free(w);
}

/* ---- annotations as atoms ---- */

uint8_t segment_annot_pos(uint8_t type)
{
	switch (type) {
	case A_NUMBER:
	case A_ORDINAL:
		return POS_NUM;
	case A_PERCENT:
	case A_QUANTITY:
	case A_MONEY:
		return POS_QUANTITY;
	case A_DURATION:
	case A_TIME:
		return POS_TIME;
	case A_PLACE:
		return POS_PLACE;
	case A_ORG:
		return POS_ORG;
	case A_PERSON:
		return POS_PERSON;
	case A_TITLE:
		return POS_TITLE;
	case A_WORK:
		return POS_WORK;
	case A_NAME:
		return POS_NAME;
	default:
		return POS_VETO;
	}
}

/* Step over annotations that are empty, skipped, sets of times, inside earlier ones or begin before
 * off. */
static size_t annot_skip(const struct doc *d, size_t k, size_t off, unsigned skip)
{
	while (k < d->n_annots && (d->annots[k].off < off || !segment_is_atom(&d->annots[k]) ||
				   skip >> d->annots[k].type & 1))
		k++;
	return k;
}

/* Parts of speech of words that name nothing. */
#define POS_PLAIN                                                                          \
	(POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADJ) | POS_BIT(POS_ADV) |       \
	 POS_BIT(POS_PRON) | POS_BIT(POS_PREP) | POS_BIT(POS_CONJ))

struct token segment_atom(const struct lexicon *l, const struct doc *d, size_t k)
{
	const struct annot *a = &d->annots[k];
	struct token t = { .off = a->off,
			   .len = a->len,
			   .pos = segment_annot_pos(a->type),
			   .flags = TOKEN_KNOWN,
			   .annot = (int32_t)k };
	uint16_t cls;
	int pos = a->type == A_VETO ? lexicon_pos(l, doc_span(d, a->off, a->len), &cls) : -1;

	if (pos >= 0 && (POS_PLAIN & POS_BIT(pos))) {
		t.pos = (uint8_t)pos;
		t.cls = cls;
		t.annot = -1;
	}
	return t;
}

/* The next atom of the piece of len units at off, from its unit i on; NULL if there is none:
 * w->annot is its index. One that goes over the end of the piece is none, nor what begins where it
 * does. */
static const struct annot *next_atom(struct segment_scratch *w, const struct doc *d, size_t off,
				     size_t len, size_t i)
{
	for (size_t at = off + i;
	     (w->annot = annot_skip(d, w->annot, at, w->skip)) < d->n_annots;) {
		const struct annot *a = &d->annots[w->annot];
		if (a->off >= off + len) break;
		if (a->off + a->len <= off + len) return a;
		at = a->off + 1;
	}
	return NULL;
}

/* One piece of at most SEGMENT_MAX units at off of text; units: its own in the lattice. d may be
 * NULL. */
static void segment_piece(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
			  struct uslice text, size_t off, size_t units)
{
	struct segment_stretch x = { .s = text.p, .n = text.len, .off = off, .units = units };

	w->tokens = mem_grow(w->tokens, &w->cap_tokens, w->n_tokens + text.len, sizeof *w->tokens);
	while (x.from < text.len) {
		const struct annot *a = d ? next_atom(w, d, off, text.len, x.from) : NULL;
		x.to = a ? a->off - off : text.len;
		if (x.to > x.from)
			w->n_tokens += segment_path(l, &w->lattice, &x, w->tokens + w->n_tokens);
		if (a) w->tokens[w->n_tokens++] = segment_atom(l, d, w->annot);
		x.behind_title = a && a->type == A_TITLE;
		x.from = a ? x.to + a->len : text.len;
	}
}

/* Pieces of [off, text.len): at most SEGMENT_MAX units, no surrogate pair cut. */
static size_t segment_pieces(const struct lexicon *l, struct segment_scratch *w,
			     const struct doc *d, struct uslice text, size_t off,
			     struct token **out)
{
	w->n_tokens = 0;
	w->from = w->to = 0;
	for (size_t i = off, end; i < text.len; i = end) {
		end = text.len - i > SEGMENT_MAX ? i + SEGMENT_MAX : text.len;
		if (end < text.len && end > i + 1 && (text.p[end] & 0xfc00) == 0xdc00) end--;
		struct uslice piece = { text.p + i, end - i };
		segment_units(l, &w->lattice, piece);
		w->annot = d ? doc_first_annot(d, i) : 0;
		segment_piece(l, w, d, piece, i, 0);
	}
	*out = w->tokens;
	return w->n_tokens;
}

size_t segment(const struct lexicon *l, struct segment_scratch *w, const struct doc *d, size_t off,
	       size_t len, struct token **out)
{
	w->skip = 0;
	return segment_pieces(l, w, d, (struct uslice){ d->text.p, off + len }, off, out);
}

size_t segment_text(const struct lexicon *l, struct segment_scratch *w, struct uslice text,
		    struct token **out)
{
	w->skip = 0;
	return segment_pieces(l, w, NULL, text, 0, out);
}

size_t segment_sentence(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
			size_t sentence, unsigned skip, struct token **out)
{
	const struct sentence *s = &d->sentences[sentence];
	size_t end = s->off + s->len;

	w->skip = skip;
	if (s->len > SEGMENT_MAX)
		return segment_pieces(l, w, d, (struct uslice){ d->text.p, end }, s->off, out);
	if (sentence == 0) w->from = w->to = 0;
	if (s->off < w->from || end > w->to) {
		size_t most = s->len > AHEAD_UNITS ? s->len : AHEAD_UNITS;
		w->from = s->off;
		w->to = d->text.len - s->off > most ? s->off + most : d->text.len;
		w->annot = doc_first_annot(d, s->off);
		segment_units(l, &w->lattice,
			      (struct uslice){ d->text.p + w->from, w->to - w->from });
	}
	w->n_tokens = 0;
	segment_piece(l, w, d, doc_span(d, s->off, s->len), s->off, s->off - w->from);
	*out = w->tokens;
	return w->n_tokens;
}
