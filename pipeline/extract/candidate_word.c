/* What by its words alone is nobody who has a figure. See candidate_collect.h.
 *
 * The chunker takes for a noun phrase what is an adverb, a torn name, the object of a verb of one
 * character: better no owner than such a one. */
#include "pipeline/extract/candidate_collect.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"

static bool one_ideograph(const struct view *v, size_t t)
{
	return t < v->n_tok && v->tok[t].len == 1 && v->tok[t].annot < 0 &&
	       unit_is_ideograph(v->d->text.p[v->tok[t].off]);
}

/* "Of the 54 projects, 24 are roads": what "among" stands behind is the whole of a part. */
static bool is_whole(const struct view *v, size_t behind)
{
	if (behind + 1 >= v->n_tok || !(v->cls[behind] & ROLE_AMONG)) return false;
	return v->tok[behind + 1].pos == POS_PUNCT || phrase_is_count(v, behind + 1);
}

/* A set phrase says how something is done, alone, before the particle of an adverb or as all that
 * a clause says of what stands before it. */
static bool is_manner(const struct view *v, size_t from, size_t last)
{
	if (v->tok[last].pos != POS_IDIOM) return false;
	if (from == last || last + 1 == v->n_tok) return true;
	enum pos_tag next = (enum pos_tag)v->tok[last + 1].pos;
	return next == POS_DE || next == POS_AUX || view_is_mark(v, last + 1);
}

/* One character and another loose one behind it: a name that the lexicon has torn. */
static bool is_torn(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return one_ideograph(v, t) && one_ideograph(v, t + 1) &&
	       (p == POS_NOUN || p == POS_OTHER || p == POS_NAME);
}

/* "Visits to | K.", "war on | J.": a place of one character behind a verb or preposition of one. */
static bool is_aimed_at(const struct view *v, size_t t)
{
	if (t == 0 || v->tok[t].len > 1 || v->tok[t].pos != POS_PLACE || v->tok[t - 1].len > 1)
		return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	return p == POS_VERB || p == POS_VN || p == POS_PREP;
}

/* A word alone that is no noun: an adjective, a number without quotation marks. */
static bool is_no_noun(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_ADJ) return true;
	return v->tok[t].pos == POS_NUM && !phrase_head(v, t) && !(t > 0 && phrase_opens(v, t - 1));
}

/* "The firm's | stock": what one has of a firm, where it does not end the name of one. */
static bool is_stake(const struct view *v, size_t from, size_t last)
{
	bool stock = (v->side[last] & SIDE_STAKE) && (v->side[last] & SIDE_FIRM);

	return stock && (from == last || (from + 1 == last && (v->cls[from] & ROLE_SUBJ)));
}

/* A headline in brackets and what stands behind its colon are no name. */
static bool is_headline(const struct view *v, struct stretch s)
{
	const uint16_t *u = v->d->text.p + s.off;

	if (v->tok[view_token_at(v, s.off)].pos == POS_WORK) return false;
	for (uint32_t i = 0; i < s.len; i++)
		if (u[i] == LENS_OPEN || u[i] == LENS_OPEN + 1 || mark_is_colon(u[i])) return true;
	return false;
}

/* "Per 100 of the old | there are 4.2 beds": what a rate is told for. */
static bool is_denominator(const struct view *v, size_t from)
{
	if (!(v->cls[from] & ROLE_PER) || v->tok[from].len > 1 || from + 1 >= v->n_tok)
		return false;
	return v->tok[from + 1].pos == POS_NUM || v->tok[from + 1].pos == POS_QUANTITY;
}

bool collect_owns_never(const struct view *v, struct stretch s)
{
	if (s.off < v->off || s.off >= v->off + v->len) return false;
	size_t from = view_token_at(v, s.off), last = view_token_at(v, stretch_end(s) - 1);

	if ((v->cls[last] & ROLE_NOTSUBJ) || is_headline(v, s) || phrase_expects(v, last))
		return true;
	bool letters = v->tok[last].pos == POS_FOREIGN && v->tok[last].len >= s.len;
	if (letters && v->d->text.p[s.off] >= 'a' && v->d->text.p[s.off] <= 'z')
		return true;			      /* a word of another language, no name */
	if (v->tok[last].pos == POS_LOC) return true; /* in the output |, at home */
	if (is_whole(v, last + 1) || is_manner(v, from, last) || is_stake(v, from, last) ||
	    is_denominator(v, from))
		return true;
	return from == last && (is_torn(v, from) || is_aimed_at(v, from) || is_no_noun(v, from));
}
