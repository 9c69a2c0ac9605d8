/* What a single token may be in a noun phrase: its head, a part of it, the noun of a measure. See
 * phrase.h. Found once of each token, as it is asked many times. */
#include "pipeline/extract/phrase.h"

#define BODIES_TOKENS 3 /* nouns before the one that names bodies */

/* "Line no. 8", "building no. 3": digits with two words behind them; "no. 8" alone is none, nor is
 * the turn of a game. */
static bool is_numbered_name(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];
	uint32_t n = 0;

	if (k->annot < 0) return false;
	const struct annot *a = &v->d->annots[k->annot];
	if (a->type != A_ORDINAL || a->form == FORM_RANK) return false;
	if (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_GAME)
		return false;
	while (n < k->len && v->d->text.p[k->off + n] >= '0' && v->d->text.p[k->off + n] <= '9')
		n++;
	return n > 0 && k->len == n + 2;
}

/* "Mate | 60": digits that count nothing, a blank behind letters. */
static bool is_model(const struct view *v, size_t t)
{
	return t > 1 && v->tok[t].annot < 0 && v->tok[t - 1].pos == POS_SPACE &&
	       v->tok[t - 2].pos == POS_FOREIGN && unit_is_digit(v->d->text.p[v->tok[t].off]);
}

size_t phrase_item_from(const struct view *v, size_t clause)
{
	size_t own = 0;

	if (!(v->all_pos & POS_BIT(POS_VETO))) return 0;
	for (size_t c = clause + 1; c-- > 0;) {
		size_t t = v->clauses[c].from;
		while (t + 1 < v->clauses[c].to && v->tok[t].pos == POS_SPACE) t++;
		if (!phrase_is_item_number(v, t)) continue;
		if (own) return own;
		own = c;
	}
	return 0;
}

/* "The lock-up | period": a suffix that the lexicon has as a classifier, right behind its word. */
static bool ends_word(const struct view *v, size_t t)
{
	return (v->cls[t] & ROLE_SUFFIX) && t > 0 && v->tok[t].pos == POS_CLASS &&
	       (v->tok[t - 1].pos == POS_VERB || v->tok[t - 1].pos == POS_VN);
}

/* "Data | set", "cup | named so": of a classifier or a character that is no word by itself, right
 * behind a noun; behind a number it counts. */
static bool ends_noun(const struct view *v, size_t t)
{
	if (t == 0 || v->tok[t].len != 1 || v->tok[t].annot >= 0 || v->tok[t - 1].len < 2 ||
	    !(view_token_label(v, t) & LABEL_TAILS))
		return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	return p == POS_NOUN || p == POS_VN || p == POS_PLACE || p == POS_NAME ||
	       (p == POS_VERB && !v->cls[t - 1] && v->tok[t].pos == POS_OTHER);
}

static bool is_head(const struct view *v, size_t t)
{
	if (ends_word(v, t) || ends_noun(v, t)) return true;
	if (v->cls[t] & (ROLE_HEAD | ROLE_SUBJ | ROLE_GROUP)) return true;
	if (v->cls[t] & (ROLE_NOTNOUN | ROLE_BREAK | ROLE_ADVERB)) return false;
	if (v->tok[t].len > 1 && (v->cls[t] & (ROLE_COMPARE | ROLE_REACH | ROLE_UP | ROLE_DOWN)))
		return false;
	if (POS_NAMING & POS_BIT(v->tok[t].pos)) return true;
	switch ((enum pos_tag)v->tok[t].pos) {
	case POS_IDIOM:
		return true;
	case POS_VETO:
		return !phrase_is_item_number(v, t);
	case POS_NUM:
		return is_numbered_name(v, t) || is_model(v, t);
	case POS_OTHER:
		return v->tok[t].len > 0 &&
		       ((v->tok[t].flags & TOKEN_HAN) || (v->tok[t].cls & CLASS_PLACE_END));
	default:
		return false;
	}
}

/* "In five years | ": one character for "within", "in between" that belongs to the time before it;
 * behind an age it does not. "Once built | output": after what was done. */
static bool ends_time(const struct view *v, size_t t)
{
	if (t == 0 || v->tok[t].len > 1) return false;
	const struct token *k = &v->tok[t - 1];
	if ((v->cls[t] & ROLE_BESIDE) && (k->pos == POS_VERB || k->pos == POS_VN)) return true;
	if (k->pos == POS_TIME || k->annot < 0) return k->pos == POS_TIME;
	const struct annot *a = &v->d->annots[k->annot];

	return a->type == A_DURATION &&
	       !(words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL);
}

/* Does a preposition stand before the names and nouns that end before token t? */
static bool is_placed(const struct view *v, size_t t)
{
	while (t > 0 && (POS_NAMING & POS_BIT(v->tok[t - 1].pos))) t--;
	return t > 0 && v->tok[t - 1].pos == POS_PREP;
}

/* "Domestic | tourists", "upstream | firms": a word of place that names no place, right before the
 * noun. Behind a name or noun it may end a phrase of place (near the station | shops); where no
 * preposition opens one, such a word as the second is part of the name: a river's | upstream |
 * firms. */
static bool describes_where(const struct view *v, size_t t)
{
	bool counted = t > 0 && v->tok[t].len > 1 && v->tok[t - 1].pos == POS_QUANTITY &&
		       !(v->side[t] & SIDE_BOUND); /* "3 | at sea | wind farms" */
	bool sited = v->tok[t].len > 1 && (view_token_label(v, t) & LABEL_SITED);

	if ((!counted && !sited && !(v->tok[t].cls & CLASS_GENERIC)) || t + 1 >= v->n_tok)
		return false;
	bool compound = v->tok[t + 1].pos == POS_VN && t + 2 < v->n_tok &&
			v->tok[t + 2].pos == POS_NOUN && /* foreign travel agents */
			!(sited && (v->cls[t + 1] & ROLE_TRANS));
	if (v->tok[t + 1].pos != POS_NOUN && !compound) return false;
	bool named = t > 0 && (v->tok[t - 1].pos == POS_NOUN || v->tok[t - 1].pos == POS_PLACE ||
			       v->tok[t - 1].pos == POS_ORG);
	return !named || (sited && !is_placed(v, t));
}

bool phrase_is_per(const struct view *v, size_t t)
{
	return t > 0 && (v->cls[t - 1] & ROLE_PER) && (v->side[t - 1] & SIDE_DET);
}

static bool is_inner(const struct view *v, size_t t)
{
	uint64_t out = ROLE_NOTNOUN | ROLE_BREAK | ROLE_ADVERB | ROLE_REACH | ROLE_UP | ROLE_DOWN |
		       ROLE_TRANS;

	if (v->tok[t].len == 1 && v->tok[t].pos == POS_ADJ)
		return true; /* high-, low-, new: parts of compounds */
	if (v->cls[t] & out) return false;
	switch ((enum pos_tag)v->tok[t].pos) {
	case POS_NUM: /* "in those five years | " */
		return v->tok[t].annot >= 0 || !ends_time(v, t);
	case POS_ADJ:
	case POS_OTHER:
		return true;
	case POS_CLASS:
		return !ends_time(v, t) && !phrase_is_per(v, t);
	case POS_LOC: /* inner, outer, upper: parts of compounds; domestic, foreign */
		return (v->tok[t].len == 1 && !ends_time(v, t)) || describes_where(v, t);
	case POS_QUANTITY:
	case POS_TIME:
		return true; /* 12 GWh storage project; the caller's edges decide */
	case POS_VERB:
		return false;
	default:
		return false;
	}
}

uint8_t phrase_look(const struct view *v, size_t t)
{
	bool head = is_head(v, t);

	v->noun[t] |= (uint8_t)(NOUN_KNOWN | (head	       ? NOUN_HEAD | NOUN_INNER
					      : is_inner(v, t) ? NOUN_INNER
							       : 0));
	return v->noun[t];
}

/* "The members | cast | (particle: it was done) | a vote": is the verbal noun before the particle
 * at t a verb? Not one that may be what is measured, nor before "and so on". */
static bool is_done(const struct view *v, size_t t)
{
	bool figure = t + 1 < v->n_tok && v->tok[t + 1].annot >= 0;
	bool done = (v->cls[t] & ROLE_ADVERB) && !(v->side[t] & SIDE_ETC) && !figure;

	return done && v->tok[t - 1].pos == POS_VN &&
	       !(v->cls[t - 1] & (ROLE_INDVERB | ROLE_HEAD | ROLE_FLOW | ROLE_STOCK));
}

/* Of most words the part of speech tells, where they have no role: told here of all tokens, without
 * a branch. What is not listed depends on more. */
void phrase_begin(const struct view *v)
{
	enum { NONE = NOUN_KNOWN, PART = NONE | NOUN_INNER, HEAD = PART | NOUN_HEAD };
	static const uint8_t told[POS_N] = {
		[POS_NOUN] = HEAD,    [POS_VN] = HEAD,	  [POS_PLACE] = HEAD, [POS_ORG] = HEAD,
		[POS_PERSON] = HEAD,  [POS_TITLE] = HEAD, [POS_WORK] = HEAD,  [POS_NAME] = HEAD,
		[POS_FOREIGN] = HEAD, [POS_IDIOM] = HEAD, [POS_ADJ] = PART,   [POS_QUANTITY] = PART,
		[POS_TIME] = PART,    [POS_VERB] = NONE,  [POS_ADV] = NONE,   [POS_PRON] = NONE,
		[POS_PREP] = NONE,    [POS_CONJ] = NONE,  [POS_AUX] = NONE,   [POS_DE] = NONE,
		[POS_PUNCT] = NONE,   [POS_SPACE] = NONE,
	};

	/* what does not change in the loop is kept out of memory that it writes */
	const struct token *tok = v->tok;
	const uint64_t *cls = v->cls, *side = v->side;
	uint8_t *noun = v->noun;

	for (size_t t = 0, n = v->n_tok; t < n; t++) {
		const struct token *k = &tok[t];
		int plain = (k->pos == POS_NOUN) & (k->len > 1) & !side[t];
		noun[t] = (uint8_t)((told[k->pos] | plain * NOUN_PLAIN) & ((cls[t] != 0) - 1));
		if (k->pos == POS_AUX && t > 0 && is_done(v, t)) v->noun[t - 1] = NONE;
	}
}

static bool is_measure(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	if ((v->cls[t] & ROLE_HEAD) || ends_word(v, t)) return true;
	if (k->len < 3 || (k->annot >= 0 && k->pos != POS_VETO)) return false;
	return ((view_token_end(v, t, 2).role | view_token_end(v, t, 1).role) & ROLE_HEAD) != 0;
}

bool phrase_is_measure(const struct view *v, size_t t)
{
	if (!(v->noun[t] & NOUN_MEASURE_KNOWN))
		v->noun[t] |= (uint8_t)(NOUN_MEASURE_KNOWN | (is_measure(v, t) ? NOUN_MEASURE : 0));
	return v->noun[t] & NOUN_MEASURE;
}

#define EXPECT_TOKENS 2 /* between who expects and his verb: so far, on the whole */

bool phrase_expects(const struct view *v, size_t t)
{
	if (!(view_token_label(v, t) & LABEL_VOICE)) return false;
	for (size_t i = t + 1; i < v->n_tok && i <= t + 1u + EXPECT_TOKENS; i++) {
		if ((v->side[i] & SIDE_TELL) && (v->cls[i] & (ROLE_MODAL | ROLE_REACH)))
			return true;
		if (v->tok[i].pos != POS_ADV && v->tok[i].pos != POS_TIME) return false;
	}
	return false;
}

/* One of those who have figures by his word, or by what ends it: firms, finance departments. */
static bool is_body(const struct view *v, size_t t)
{
	if ((v->side[t] & SIDE_OWNER) || (v->tok[t].cls & (CLASS_ORG_END | CLASS_PLACE_END)))
		return true;
	return v->tok[t].len > 2 && v->tok[t].annot < 0 &&
	       (view_token_end(v, t, 2).side & SIDE_OWNER);
}

bool phrase_ends_in_bodies(const struct view *v, size_t t)
{
	for (size_t i = t; i < v->n_tok && i < t + BODIES_TOKENS &&
			   (phrase_head(v, i) || v->tok[i].pos == POS_ADJ);
	     i++)
		if (is_body(v, i)) return true;
	return false;
}

size_t phrase_over_parens(const struct view *v, size_t lo, size_t t)
{
	if (!unit_closes_bracket(phrase_mark(v, t - 1))) return t;
	for (size_t i = t - 1; i > lo; i--)
		if (unit_opens_bracket(phrase_mark(v, i - 1))) return i - 1;
	return t;
}

bool phrase_laid_down(const struct view *v, size_t t)
{
	return (v->cls[t] & ROLE_LAY) && t + 2 < v->n_tok && v->tok[t + 1].pos == POS_DE &&
	       v->tok[t + 2].annot >= 0;
}
