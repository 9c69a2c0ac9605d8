/* What single words are beside a verb of saying. See speaker_words.h. */
#include "pipeline/extract/speaker_words.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"

#define PHRASE_UNITS 4 /* of a set phrase that the lexicon has as a noun: it may be a predicate */

/* A noun of two characters or more, an office, a name: it may end the name of a speaker. */
bool speaker_is_noun(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (v->cls[t] & ROLE_KIN) return true;
	return p == POS_TITLE || p == POS_ORG || p == POS_PLACE || p == POS_FOREIGN ||
	       p == POS_WORK ||
	       (v->tok[t].len > 1 && (p == POS_NOUN || p == POS_VN || p == POS_NAME));
}

/* What may stand in a clause before its speaker: times, openers, "another", "there is". */
bool speaker_may_follow(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_TIME || p == POS_CONJ || p == POS_PUNCT || p == POS_SPACE || p == POS_ADV ||
	       p == POS_QUANTITY || p == POS_NUM || p == POS_CLASS || p == POS_IDIOM ||
	       (p == POS_PRON && !(v->side[t] & SIDE_PERSONAL)) ||
	       (v->side[t] & (SIDE_OPENER | SIDE_EXIST | SIDE_DET));
}

/* May the token stand in a run of words that names a speaker? A verb of one character is as often
 * part of a name. */
bool speaker_in_run(const struct view *v, size_t t)
{
	if (POS_NAMING & POS_BIT(v->tok[t].pos)) return true;
	switch ((enum pos_tag)v->tok[t].pos) {
	case POS_ADJ:
	case POS_LOC:
	case POS_CONJ:
	case POS_DE:
	case POS_QUANTITY:
	case POS_NUM:
	case POS_CLASS:
		return true;
	case POS_VERB:
		if (v->tok[t].len == 1) return !(v->cls[t] & (ROLE_REACH | ROLE_SAY));
		return v->tok[t].len == 2 && !v->cls[t] && !v->side[t] && t + 1 < v->n_tok &&
		       v->tok[t + 1].pos == POS_NOUN; /* armed faction */
	case POS_OTHER:
		return v->tok[t].len > 0 && v->d->text.p[v->tok[t].off] >= HAN_FIRST;
	default:
		return false;
	}
}

/* A name or office in a list or chain of them before the one who speaks. */
bool speaker_leads_up(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_ORG || p == POS_PLACE || p == POS_PERSON || p == POS_TITLE ||
	       p == POS_FOREIGN || p == POS_NAME || (v->cls[t] & ROLE_AND) ||
	       (v->side[t] & SIDE_ETC);
}

bool speaker_is_people(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_TITLE || v->tok[t].pos == POS_PERSON) return true;
	if ((v->cls[t] & ROLE_KIN) || (v->side[t] & SIDE_PEOPLE)) return true;
	if (v->tok[t].len < 2 || !(POS_NAMING & POS_BIT(v->tok[t].pos))) return false;
	size_t last = (size_t)v->tok[t].off + v->tok[t].len - 1;
	const struct word_kind *end =
		words_kind_at(v->words, (struct uslice){ v->d->text.p, v->d->text.len }, last, 1);
	return end && (end->side & SIDE_PEOPLE);
}

bool speaker_is_human(const struct view *v, struct stretch who)
{
	if (!who.len || who.off < v->off || stretch_end(who) > v->off + v->len) return false;
	size_t first = view_token_at(v, who.off), last = view_token_at(v, stretch_end(who) - 1);
	enum pos_tag p = (enum pos_tag)v->tok[last].pos;
	if (p == POS_PERSON || p == POS_FOREIGN || speaker_is_people(v, last)) return true;
	return who.len <= SHORT_NAME &&
	       (p == POS_OTHER || p == POS_NAME || (first < last && v->tok[last].len == 1));
}

bool speaker_ends_run(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	bool name = p == POS_NOUN || p == POS_VN || p == POS_PLACE || p == POS_ORG ||
		    p == POS_PERSON || p == POS_TITLE || p == POS_WORK || p == POS_NAME ||
		    p == POS_FOREIGN || p == POS_OTHER;

	if (p == POS_NUM && t > 0 && v->tok[t].len == 1 && v->tok[t].annot < 0 &&
	    v->tok[t - 1].len == 1 && v->tok[t - 1].pos == POS_NOUN)
		return true; /* a firm's short name */
	return name && !(v->cls[t] & (ROLE_NOTSUBJ | ROLE_NOTNOUN | ROLE_BREAK));
}

bool speaker_only_names(const struct view *v, struct stretch cue)
{
	const uint32_t nouns = POS_BIT(POS_NOUN) | POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) |
			       POS_BIT(POS_PERSON) | POS_BIT(POS_TITLE) | POS_BIT(POS_DE);
	size_t t = view_token_at(v, stretch_end(cue)), from = t;

	if (t >= v->n_tok || v->tok[t].off != stretch_end(cue)) return false;
	while (t < v->n_tok && nouns & POS_BIT(v->tok[t].pos)) t++;
	bool ends = t >= v->n_tok || phrase_is_mark(v, t, FULL_STOP) ||
		    phrase_is_mark(v, t, WIDE_EXCLAMATION);
	return ends && t > from && v->tok[t - 1].pos == POS_NOUN &&
	       v->tok[t - 1].len < PHRASE_UNITS;
}
