/* The topic of a clause inside a clause. See topic_embedded.h. */
#include "pipeline/extract/topic_embedded.h"

#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_cut.h"

/* A verb that takes a clause: orders, finds, lets, says, leads to. */
static bool takes_clause(const struct view *v, size_t t)
{
	const unsigned verbs = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_PREP);

	if (!(verbs >> v->tok[t].pos & 1) || v->tok[t + 1].pos == POS_DE) return false;
	return (v->cls[t] & ROLE_SAY) || (v->side[t] & SIDE_CAUSE) ||
	       (view_token_label(v, t) & LABEL_CLAUSAL);
}

bool topic_aims_at_clause(const struct view *v, size_t t)
{
	bool aims = v->tok[t].pos == POS_VERB && (v->cls[t] & ROLE_MODAL);

	return aims || takes_clause(v, t);
}

/* Does one act between t and the figure at tok: a verb, no mark or particle before it? */
static bool acts(const struct view *v, size_t t, size_t tok)
{
	if (v->tok[t].pos == POS_DE || v->tok[t].pos == POS_LOC || (v->cls[t] & ROLE_AND))
		return false;
	for (; t < tok && !view_is_mark(v, t); t++) {
		bool ends = t + 1 == tok || v->tok[t + 1].pos == POS_VN;
		if (v->tok[t].pos == POS_VERB ||
		    (v->tok[t].pos == POS_VN &&
		     (ends || (v->cls[t] & (ROLE_TRANS | ROLE_INDVERB)))))
			return true;
	}
	return false;
}

/* What may stand between the verb and its clause. */
static bool is_between(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_AUX || p == POS_TIME || (v->side[t] & (SIDE_OPENER | SIDE_ADNOUN)) ||
	       (p == POS_ADV && !(v->side[t] & SIDE_DET));
}

static struct phrase doer_at(const struct view *v, size_t t, size_t tok)
{
	while (t < tok && is_between(v, t)) t++;
	size_t from = t;
	if (t < tok && (v->side[t] & SIDE_DET)) from++;
	if (from < tok && (v->side[from] & SIDE_PERSONAL)) {
		bool how = v->tok[from + 1].pos == POS_PREP; /* "said that he | for 3 million" */
		return how || acts(v, from + 1, tok) ? phrase_of(from, from + 1) : NO_PHRASE;
	}
	struct phrase p = phrase_right(v, from);
	if (p.from == p.to || p.to > tok || v->tok[p.from].pos == POS_DE) return NO_PHRASE;
	if (v->tok[p.from].pos == POS_VERB || v->tok[p.from].pos == POS_VN) return NO_PHRASE;
	topic_cut_person(v, &p);
	topic_cut_verb(v, &p, tok);
	topic_cut_named(v, &p);
	if (topic_is_entity(v, p.from)) topic_cut_predicate(v, &p);
	topic_cut_adnouns(v, &p);
	while (p.to > p.from + 1u && v->tok[p.to - 1].pos == POS_VN &&
	       (p.to == tok || v->tok[p.to].pos == POS_VN))
		p.to--; /* "the firm | stops, rectifies" */
	if (p.from == p.to || p.to == tok || phrase_is_measure(v, p.to - 1) || !acts(v, p.to, tok))
		return NO_PHRASE;
	return phrase_of(t, p.to);
}

/* "Led | in the county | to 3 deaths", "3 men | to die": a place or those who are counted are what
 * a mishap struck, they did nothing. */
static bool is_struck(const struct view *v, struct phrase p)
{
	return phrase_is_count(v, p.from) || v->tok[p.to - 1].pos == POS_PLACE ||
	       (v->side[p.to - 1] & SIDE_PLACEKIND) ||
	       (view_token_end(v, p.to - 1u, 1).side & SIDE_PLACEKIND);
}

struct phrase topic_told_of(const struct view *v, size_t clause)
{
	size_t lo = v->clauses[clause].from, end = v->clauses[clause].to;

	while (end > lo && view_is_mark(v, end - 1)) end--;
	for (size_t t = lo; t < end; t++)
		/* what he says goes on, and so does what was done to things */
		if ((v->cls[t] & ROLE_SAY) || (v->side[t] & SIDE_CAUSE)) return NO_PHRASE;
	return topic_embedded(v, lo, end);
}

struct phrase topic_embedded(const struct view *v, size_t lo, size_t tok)
{
	for (size_t t = tok; t > lo; t--) {
		if (view_is_mark(v, t - 1)) break;
		if (!takes_clause(v, t - 1)) continue;
		struct phrase p = doer_at(v, t, tok);
		if (p.from < p.to && (v->side[t - 1] & SIDE_CAUSE) && is_struck(v, p)) break;
		if (p.from < p.to) return p;
	}
	return NO_PHRASE;
}
