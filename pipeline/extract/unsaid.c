/* Verbs of saying with which nobody says anything. See unsaid.h. */
#include "pipeline/extract/unsaid.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

#define PASSIVE_TOKENS 5 /* between the word for by and the verb */

bool unsaid_verb(const struct view *v, struct stretch cue)
{
	size_t t = view_token_at(v, cue.off), lo = v->clauses[view_clause_of(v, t)].from;
	bool beside = true, colon = t + 1 < v->n_tok && phrase_is_mark(v, t + 1, WIDE_COLON);

	bool holds = words_classes(v->words, doc_span(v->d, cue.off, cue.len)) & ROLE_HOLDS;
	/* "called the best, | the first": one of a list of nouns */
	if (t + 1 < v->n_tok && phrase_is_mark(v, t + 1, LIST_MARK)) return true;
	for (size_t n = 0; t-- > lo && n < PASSIVE_TOKENS; n++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (v->cls[t] & ROLE_PASSIVE) return true;
		if (beside && !holds && (v->cls[t] & ROLE_DENY)) return true;
		if (beside && !holds && !colon && (v->cls[t] & ROLE_MAKE)) return true;
		beside = beside && (p == POS_ADV || p == POS_ADJ || p == POS_AUX);
		if (p == POS_VERB || p == POS_VN || p == POS_DE || p == POS_PUNCT || p == POS_TIME)
			break;
	}
	return false;
}

static bool is_asked(const struct view *v, struct stretch who, size_t first, size_t end)
{
	if (first > 0 && (v->cls[first - 1] & ROLE_ORDERS)) return true;
	for (size_t t = first; t < end && v->tok[t].off < stretch_end(who); t++)
		if (v->cls[t] & ROLE_ORDERS) return true;
	return false;
}

/* Does a word of what is to come stand between him and the verb, not inside what describes a thing
 * or says when: "at the forum | that will open tomorrow | he said"? */
static bool will_say(const struct view *v, struct stretch who, size_t end)
{
	for (size_t t = end; t-- > 0 && v->tok[t].off >= stretch_end(who);) {
		/* a rank that is cut: middle | will */
		bool rank = t > 0 && v->tok[t - 1].pos == POS_LOC && v->tok[t - 1].len == 1;
		if ((view_token_label(v, t) & LABEL_SHALL) && !rank) return true;
		if (v->tok[t].pos == POS_DE || v->tok[t].pos == POS_PUNCT ||
		    (v->side[t] & SIDE_PERIOD))
			return false;
	}
	return false;
}

bool unsaid_yet(const struct view *v, struct stretch who, struct stretch cue)
{
	size_t first = view_token_at(v, who.off), end = view_token_at(v, cue.off);

	if (!who.len || who.off >= cue.off || first >= v->n_tok) return false;
	return is_asked(v, who, first, end) || will_say(v, who, end);
}

struct stretch unsaid_teller(const struct view *v, struct stretch who, struct stretch cue)
{
	size_t first = view_token_at(v, who.off), end = view_token_at(v, cue.off), t = end;

	if (!who.len || who.off >= cue.off || first >= v->n_tok) return who;
	while (t > first && !(view_token_label(v, t) & LABEL_REPORTED)) t--;
	if (t == first) return who;
	struct phrase p = phrase_left(v, t + 1, end);
	bool names = p.from < p.to && (speaker_is_people(v, p.to - 1u) ||
				       (v->cls[p.to - 1] & ROLE_SUBJ) ||
				       v->tok[p.to - 1].pos == POS_ORG);
	return names ? phrase_stretch(v, p) : (struct stretch){ who.off, 0 };
}
