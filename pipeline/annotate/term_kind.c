/* Names that end in the noun of what they name, "the Hualing | steady | bond fund", "the Baisha |
 * village fire". See term.h; the words are rules/annotate/kinds.tsv.
 *
 * No lexicon has such names, and what it does have of their words would be taken for the owner of
 * their figures: the place, the firm, nothing. What is named begins at what can be no common noun:
 * letters, a name, two characters that no word has. */
#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/term.h"
#include "pipeline/core/utf.h"

#define NAME_UNITS_MAX 20
#define NOUNS_INSIDE   2 /* between two pieces of the name itself */
#define LOOSE_MIN      2 /* loose units that make a name of themselves */
#define SENTENCE_UNITS 2048
#define COMMON_COST    140 /* as in part_term.c */

/* What a token may be in such a name. */
enum kind_piece {
	PART_NONE,  /* ends it */
	PART_NOUN,  /* a common word inside it */
	PART_ACTS,  /* the same, that may be a verb: no name stands on both sides */
	PART_LOOSE, /* one character that is no word */
	PART_FAINT, /* one that is a word elsewhere, beside a loose one */
	PART_PLACE,
	PART_NUMBER, /* which is no figure */
	PART_OWN     /* a body, letters, a name: enough */
};

struct kinds_at { /* a sentence */
	const struct kind_words *w;
	const struct doc *d;
	const struct token *t;
	size_t n;
};

static bool text_says(const struct kinds_at *x, size_t off, size_t len, struct slice what)
{
	uint32_t row;

	return datrie_has(&x->w->table.trie, x->d->text.p + off, len, &row) &&
	       slice_eq(table_cell(&x->w->table, row, 1), what);
}

static bool says(const struct kinds_at *x, const struct token *t, struct slice what)
{
	return text_says(x, t->off, t->len, what);
}

static enum kind_piece piece_of_annot(const struct annot *a, uint16_t first)
{
	switch ((enum annot_type)a->type) {
	case A_PLACE:
		return a->flags & ANNOT_ANAPHOR ? PART_NONE : PART_PLACE;
	case A_ORG:
	case A_PERSON:
	case A_NAME:
		return a->flags & ANNOT_ANAPHOR ? PART_NONE : PART_OWN;
	case A_ORDINAL:
		/* "No. 2", not "the second phase" */
		return unit_is_digit(first) && a->dim != DIM_COUNT ? PART_NUMBER : PART_NOUN;
	case A_VETO:
		return PART_NOUN;
	case A_NUMBER:
		return a->unit_len || a->form != FORM_PLAIN ? PART_NONE : PART_NUMBER;
	default:
		return PART_NONE;
	}
}

static enum kind_piece piece_of_one(const struct kinds_at *x, const struct token *t)
{
	uint16_t unit = x->d->text.p[t->off];
	bool common = x->w->lexicon->units[unit].cost < COMMON_COST;

	if (!unit_is_ideograph(unit)) return unit_is_letter(unit) ? PART_OWN : PART_NONE;
	switch ((enum pos_tag)t->pos) {
	case POS_NOUN:
	case POS_NAME:
	case POS_PERSON:
	case POS_PLACE:
	case POS_ORG:
	case POS_OTHER:
		return PART_LOOSE;
	case POS_VERB:
	case POS_VN:
	case POS_NUM:
	case POS_ADJ:
	case POS_CLASS:
	case POS_LOC:
		return common ? PART_NONE : PART_FAINT;
	default:
		return PART_NONE;
	}
}

static enum kind_piece piece_of(const struct kinds_at *x, size_t i)
{
	const struct token *t = &x->t[i];

	if (t->annot >= 0) return piece_of_annot(&x->d->annots[t->annot], x->d->text.p[t->off]);
	if (t->cls & (CLASS_GENERIC | CLASS_SPEECH | CLASS_BREAK | CLASS_TITLE)) return PART_NONE;
	if (t->len == 1) return piece_of_one(x, t);
	switch ((enum pos_tag)t->pos) {
	case POS_PLACE:
		return PART_PLACE;
	case POS_ORG:
	case POS_PERSON:
	case POS_NAME:
	case POS_FOREIGN:
		return PART_OWN;
	case POS_NOUN:
	case POS_ADJ:
	case POS_CLASS:
		return PART_NOUN;
	case POS_VN:
		return PART_ACTS;
	case POS_VERB:
		return says(x, t, SLICE("within")) ? PART_ACTS : PART_NONE;
	default:
		return PART_NONE;
	}
}

/* What has been found of a name, from its end to the left. */
struct found {
	size_t begin; /* its first token; the kind's: none */
	size_t loose; /* loose units in a row */
	size_t nouns; /* words since begin */
	bool own, place, country, acts, number;
};

/* "Haitang | village": a kind of place of one character or of several behind a noun that is none
 * elsewhere. */
static bool is_spot(const struct kinds_at *x, size_t i)
{
	return i > 0 && (x->t[i].cls & CLASS_PLACE_END) && x->t[i].annot < 0 &&
	       x->t[i - 1].pos == POS_NOUN && x->t[i - 1].annot < 0 && x->t[i - 1].len == 2 &&
	       !x->t[i - 1].cls;
}

/* Takes token i into the name; false where it ends. */
static bool take(const struct kinds_at *x, struct found *f, size_t i)
{
	enum kind_piece p = piece_of(x, i);

	if (p != PART_LOOSE && p != PART_FAINT) f->own |= f->loose >= LOOSE_MIN;
	bool beside = (f->begin == i + 1 && f->loose) ||
		      (i > 0 && piece_of(x, i - 1) == PART_LOOSE);
	if (p == PART_NONE || (p == PART_FAINT && !beside)) return false;
	if (p == PART_NOUN || p == PART_ACTS) {
		bool named = f->own || f->place || f->number || f->loose;
		f->loose = 0;
		if (p == PART_ACTS) return f->acts = !named;
		return !named || ++f->nouns <= NOUNS_INSIDE;
	}
	f->nouns = 0;
	f->begin = i;
	f->loose = p == PART_LOOSE || p == PART_FAINT ? f->loose + 1 : 0;
	f->own |= p == PART_OWN;
	f->place |= p == PART_PLACE;
	f->country |= p == PART_PLACE && (x->t[i].cls & CLASS_COUNTRY);
	f->number |= p == PART_NUMBER;
	return true;
}

/* Does the name only seem to end behind token i: a word that may be part of it, loose characters
 * before it? */
static bool is_torn(const struct kinds_at *x, const struct found *f, size_t i)
{
	const unsigned words = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_NOUN);
	const struct token *t = &x->t[i];

	if (f->nouns > NOUNS_INSIDE) return true;
	return i > 0 && t->annot < 0 && t->len > 1 && words >> t->pos & 1 &&
	       piece_of(x, i - 1) == PART_LOOSE;
}

/* "Traffic | accidents" are counted, none is named: do those words stand before unit off, in token
 * k or before it? */
static bool is_mass(const struct kinds_at *x, size_t k, size_t off)
{
	if (off > x->t[k].off) return text_says(x, x->t[k].off, off - x->t[k].off, SLICE("mass"));
	return k > 0 && says(x, &x->t[k - 1], SLICE("mass"));
}

/* The first token of the name whose kind begins at unit off, in token k; k if there is none. */
static size_t name_begin(const struct kinds_at *x, size_t k, size_t off, struct slice kind)
{
	struct found f = { .begin = k };
	size_t end = x->t[k].off;
	bool event = slice_is(kind, "event"), site = slice_is(kind, "site");

	if (event && is_mass(x, k, off)) return k;
	for (size_t i = k; i-- > 0 && end - x->t[i].off < NAME_UNITS_MAX;) {
		if ((event || site) && is_spot(x, i)) {
			f.begin = i - 1;
			f.place = true;
			break;
		}
		if (take(x, &f, i)) continue;
		if (is_torn(x, &f, i)) return k;
		break;
	}
	f.own |= f.loose >= LOOSE_MIN;
	if (f.own || (f.number && !event)) return f.begin;
	return f.place && (event || (site && !f.country)) ? f.begin : k;
}

/* The kind that begins at unit i of the text ends at a token's end? Behind that token, else 0. */
static size_t kind_end(const struct kinds_at *x, size_t k, size_t end)
{
	while (k < x->n && x->t[k].off + x->t[k].len < end) k++;
	return k < x->n && x->t[k].off + x->t[k].len == end ? k + 1 : 0;
}

/* What stands in the table for the longest of its words at unit off; *len: its units. */
static struct slice kind_at(const struct kinds_at *x, size_t off, size_t *len)
{
	const struct uslice text = x->d->text;
	uint32_t row;

	*len = datrie_longest(&x->w->table.trie, text.p + off, text.len - off, &row);
	return *len ? table_cell(&x->w->table, row, 1) : SLICE("");
}

/* Looks for a name of which the kind begins at unit off; *k: a token before it. */
static void look_at(struct kind_scratch *s, const struct kinds_at *x, size_t off, size_t *k)
{
	size_t len;
	struct slice kind = kind_at(x, off, &len);

	if (!slice_is(kind, "name") && !slice_is(kind, "event") && !slice_is(kind, "site")) return;
	while (*k < x->n && x->t[*k].off + x->t[*k].len <= off) ++*k;
	size_t behind = kind_end(x, *k, off + len);
	if (!behind) return;
	/* "the Hualing fund | company", "the fund | said" */
	if (behind < x->n && ((x->t[behind].cls & CLASS_SPEECH) ||
			      says(x, &x->t[behind], SLICE("tail"))))
		return;
	const struct token *last = &x->t[behind - 1];
	if (last->annot >= 0 && x->d->annots[last->annot].type != A_VETO) return;
	size_t begin = name_begin(x, *k, off, kind);
	if (begin == *k) return;
	uint32_t from = x->t[begin].off;
	if (s->n && s->names[s->n - 1].off >= from) s->n--; /* a longer one */
	s->names = mem_grow(s->names, &s->cap, s->n + 1, sizeof *s->names);
	s->names[s->n++] = (struct kind_name){ from, (uint32_t)(off + len) - from };
}

static void find_in(const struct kind_words *w, struct kind_scratch *s, const struct doc *d,
		    size_t sentence)
{
	const struct sentence *in = &d->sentences[sentence];
	const size_t end = in->off + in->len;
	struct look at = look_for(d, LOOK_term, &w->first);
	struct kinds_at x = { .w = w, .d = d };
	size_t k = 0;

	if (in->len > SENTENCE_UNITS) return;
	for (size_t i = in->off; (i = look_next(&at, i, end)) < end; i++) {
		if (i + 1 == end || !unit_set_has(&w->second, d->text.p[i + 1])) continue;
		if (!x.t) {
			struct segment_place place = { sentence, doc_first_annot(d, in->off) };
			struct token *t;
			arena_reset(&s->arena);
			x.n = segment_again(w->lexicon, s->segment, d, place, &s->arena, &t);
			x.t = t;
		}
		look_at(s, &x, i, &k);
	}
}

void kind_find(const struct kind_words *w, struct kind_scratch *s, struct doc *d)
{
	s->n = 0;
	for (size_t i = 0; i < d->n_sentences; i++) find_in(w, s, d, i);
	for (size_t i = 0; i < s->n; i++)
		doc_add_annot(d, A_NAME, s->names[i].off, s->names[i].len)->rule_id =
			SLICE("name.kind");
}

enum status kind_words_open(struct kind_words *w, const struct env *env, struct err *e)
{
	enum status st = table_open(&w->table, env, "kinds", e);
	uint16_t word[6]; /* two characters and what the cut leaves of a third */

	for (uint32_t i = 0; st == OK && i < w->table.n_rows; i++) {
		struct slice cell = table_cell(&w->table, i, 0), kind = table_cell(&w->table, i, 1);
		bool ends = slice_is(kind, "name") || slice_is(kind, "event") ||
			    slice_is(kind, "site");
		if (!ends || utf16_write(word, slice_of(cell.p, cell.len < 6 ? cell.len : 6)) < 2)
			continue;
		unit_set_add(&w->first, word[0]);
		unit_set_add(&w->second, word[1]);
	}
	return st;
}
