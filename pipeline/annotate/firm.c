/* Full names of firms: from the legal form that ends them ("... Ltd", "... partnership (limited)")
 * backwards over whatever a brand is made of, up to a place, a sign or a word of grammar. What ends
 * a name is data (rules/annotate/firms.tsv). Other bodies are org.c's. Limits: ORG_TOKENS tokens,
 * ORG_UNITS units. */
#include "pipeline/annotate/firm.h"
#include "pipeline/annotate/org.h"
#include "pipeline/core/punctuation.h"

#define FORM_MIN    4 /* units of a legal form */
#define BRAND_MIN   2 /* units before it */
#define KIND_TOKENS 6 /* where the bracket behind it has closed */

/* Is the text in the table of legal forms, as one or as what may stand behind one? */
static bool has_form(const struct name_sentence *s, struct uslice text, bool behind)
{
	const struct table *firms = &s->s->firms;
	uint32_t row;

	return datrie_has(&firms->trie, text.p, text.len, &row) &&
	       (table_cell(firms, row, 1).len > 0) == behind;
}

size_t firm_kind_last(const struct name_sentence *s, size_t i)
{
	size_t k = i + 2;

	if (k >= s->n || s->taken[i + 1]) return i;
	while (k < s->n && k < i + KIND_TOKENS && !name_is_sign(s, k, BRACKET_CLOSE) &&
	       !name_is_sign(s, k, ')'))
		k++;
	if (k >= s->n || k == i + KIND_TOKENS) return i;
	size_t from = s->t[i + 2].off;
	return has_form(s, doc_span(s->d, from, s->t[k].off - from), true) ? k : i;
}

/* A legal form, or what the name of a partnership ends in. */
static bool is_legal_form(const struct name_sentence *s, size_t i)
{
	bool form = s->t[i].cls & CLASS_ORG_END && s->t[i].len >= FORM_MIN &&
		    has_form(s, name_text(s, i), false);

	return form || (s->t[i].pos == POS_NOUN && firm_last(s, i) > i);
}

enum firm_edge { FIRM_INSIDE, FIRM_DOUBT, FIRM_EDGE };

static bool is_plain_noun(const struct token *t)
{
	return t->len > 1 && (t->pos == POS_NOUN || t->pos == POS_VN);
}

/* One character that elsewhere parts names may be one of a brand; not where it makes a phrase of
 * the word before it ("in the proceedings"). */
static bool is_brand_part(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *before = i > 0 ? &s->t[i - 1] : NULL;

	if (t->len != 1) return false;
	if (t->pos == POS_LOC)
		return !before || before->pos == POS_PLACE || before->pos == POS_PUNCT ||
		       before->cls & (CLASS_BREAK | CLASS_ORG_END);
	if (t->pos == POS_ADV)
		return before && before->len == 1 &&
		       POS_BIT(before->pos) & (POS_NAMING | POS_BIT(POS_OTHER));
	return POS_BIT(t->pos) & (POS_NAMING | POS_BIT(POS_ADJ) | POS_BIT(POS_NUM));
}

/* What token i is to the name of a firm that ends behind it. A brand may be any characters, of
 * which the lexicon makes verbs and adverbs; longer words of that kind are in doubt. Offices, signs
 * and words of grammar are no part of a name. */
static enum firm_edge firm_edge(const struct name_sentence *s, size_t i)
{
	const unsigned grammar = POS_BIT(POS_DE) | POS_BIT(POS_PUNCT) | POS_BIT(POS_SPACE) |
				 POS_BIT(POS_QUANTITY) | POS_BIT(POS_TITLE) | POS_BIT(POS_TIME) |
				 POS_BIT(POS_WORK);
	const unsigned doubtful = POS_BIT(POS_VERB) | POS_BIT(POS_ADV) | POS_BIT(POS_PREP) |
				  POS_BIT(POS_AUX) | POS_BIT(POS_PRON);
	const struct token *t = &s->t[i];
	bool joined = t->cls & CLASS_ORG_IN && t->pos != POS_CONJ;

	if (s->taken[i] || t->cls & CLASS_TITLE || is_legal_form(s, i)) return FIRM_EDGE;
	if (org_is_trade(t)) return FIRM_INSIDE;
	if (org_is_cut(t) && !is_brand_part(s, i)) return FIRM_EDGE;
	if (!joined && (grammar & POS_BIT(t->pos) || t->pos == POS_CONJ)) return FIRM_EDGE;
	if (t->annot >= 0 && t->pos != POS_VETO && t->pos != POS_PLACE && t->len > 1)
		return FIRM_EDGE;
	if (org_is_end(t) && !joined && s->t[i + 1].pos == POS_PLACE) return FIRM_EDGE;
	return t->len > 1 && doubtful & POS_BIT(t->pos) && !joined ? FIRM_DOUBT : FIRM_INSIDE;
}

/* Do tokens [from, i) hold more than nouns of trade? */
static bool has_brand(const struct name_sentence *s, size_t from, size_t i)
{
	while (from < i && is_plain_noun(&s->t[from])) from++;
	return from < i;
}

/* A word in doubt is part of a name that a place opens, and of one that would have no brand without
 * it. */
static size_t settle_doubt(const struct name_sentence *s, size_t at, size_t doubt, size_t i)
{
	size_t place = at;

	while (place < doubt && s->t[place].pos != POS_PLACE) place++;
	return place < doubt ? at : has_brand(s, doubt + 1, i) ? doubt + 1 : doubt;
}

/* The walk of firm_start: over everything that may be inside, up to an edge. */
static size_t walk_left(const struct name_sentence *s, size_t i)
{
	size_t low = i > ORG_TOKENS ? i - ORG_TOKENS : 0, at = i, doubt = i;

	while (at > low && s->t[i].off + s->t[i].len - s->t[at - 1].off <= ORG_UNITS) {
		size_t open = org_bracket_start(s, at - 1, low);
		enum firm_edge edge = open < at - 1 ? FIRM_INSIDE : firm_edge(s, at - 1);
		if (edge == FIRM_EDGE) break;
		at = open < at - 1 ? open : at - 1;
		if (edge == FIRM_DOUBT && doubt == i) doubt = at;
	}
	return doubt < i ? settle_doubt(s, at, doubt, i) : at;
}

size_t firm_start(const struct name_sentence *s, size_t i)
{
	if (!is_legal_form(s, i)) return i;
	size_t at = walk_left(s, i), from = at;

	while (from < i && s->t[from].pos != POS_PLACE) from++;
	bool inner = from > at && s->t[from - 1].pos == POS_PUNCT; /* the place in "X (Y) Ltd" */
	if (from < i && !inner) {
		while (from > at &&
		       (s->t[from - 1].pos == POS_ORG || s->t[from - 1].pos == POS_NAME))
			from--;
	} else {
		for (from = at; from < i; from++) {
			const struct token *t = &s->t[from];
			bool doing = t->len > 1 && t->pos == POS_VN && !is_plain_noun(t + 1);
			if (!doing && !(t->cls & CLASS_GENERIC) && t->pos != POS_PUNCT) break;
		}
	}
	bool cut = from > 0 &&
		   (name_is_sign(s, from - 1, BRACKET_CLOSE) || name_is_sign(s, from - 1, ')'));
	bool named = has_brand(s, from, i) || (i - from > 1 && !cut);
	return named && s->t[i].off - s->t[from].off >= BRAND_MIN ? from : i;
}
