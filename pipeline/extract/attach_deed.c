/* Figures that count a deed, or things by what is done with them or befalls them: the verb right
 * before the figure. See attach.h.
 *
 * Of people, households and times with nothing behind them the verb is what is counted ("detained
 * 12"); of things their noun before it is ("roads cut off: 9"). */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

/* Of the unit of a: "times". */
static bool counts_times(const struct view *v, const struct annot *a)
{
	return words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_OFTEN;
}

/* Is the figure a plain count with nothing behind it in its clause? */
static bool ends_clause(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t behind = attach_behind(m, v);

	if (a->type != A_QUANTITY || a->dim != DIM_COUNT || !a->unit_len || m->from >= 0 ||
	    attach_is_change(m, v))
		return false;
	return behind >= v->clauses[m->clause].to || view_is_mark(v, behind);
}

size_t attach_deed_counted(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	const uint64_t out = ROLE_REACH | ROLE_MODAL | ROLE_SAY | ROLE_BREAK | ROLE_HEAD |
			     ROLE_STAT;
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	if (!ends_clause(m, v) || (!attach_self_unit(v, a) && !counts_times(v, a)))
		return v->n_tok;
	while (t > lo && (v->cls[t - 1] & ROLE_ADVERB)) t--;
	if (t == lo || v->tok[t - 1].len < 2 ||
	    (v->tok[t - 1].pos != POS_VERB && v->tok[t - 1].pos != POS_VN) ||
	    (v->cls[t - 1] & out) || (view_token_label(v, t - 1) & LABEL_CONTAINS))
		return v->n_tok;
	return t - 1;
}

struct stretch attach_done_often(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from,
	       verb = attach_behind(m, v), end = v->clauses[m->clause].to;

	if (a->type != A_QUANTITY || !a->unit_len || !counts_times(v, a) || verb >= end ||
	    v->tok[verb].pos != POS_VERB || v->tok[verb].len < 2 ||
	    (v->cls[verb] & (ROLE_REACH | ROLE_SAY | ROLE_UP | ROLE_DOWN | ROLE_MODAL)))
		return (struct stretch){ 0, 0 };
	while (t > lo && (v->cls[t - 1] & ROLE_ADVERB)) t--;
	if (t > lo && !phrase_noun(v, t - 1) && !topic_is_entity(v, t - 1))
		return (struct stretch){ 0, 0 };
	struct phrase p = phrase_right(v, verb + 1);
	bool takes = (v->cls[verb] & ROLE_TRANS) && p.from < p.to && p.to < end &&
		     view_is_mark(v, p.to);
	return phrase_stretch(v, takes ? p : phrase_of(verb, verb + 1));
}

/* Of s, what is left of the figure, only the verb at deed: what stands before it does it or says
 * where, unless that is people or, before a verbal noun, a thing. */
static struct stretch without_doer(const struct mention *m, const struct view *v, struct stretch s,
				   size_t deed)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t from = view_token_at(v, s.off);

	if (from >= deed || stretch_end(s) != v->tok[deed].off + v->tok[deed].len) return s;
	const struct token *who = &v->tok[deed - 1];
	const uint16_t *u = v->d->text.p;
	bool body = who->pos == POS_ORG || (v->cls[deed - 1] & ROLE_SUBJ) ||
		    (v->side[deed - 1] & (SIDE_OWNER | SIDE_ADNOUN)) ||
		    (who->cls & CLASS_ORG_END);
	bool verb = v->tok[deed].pos == POS_VERB && !speaker_is_people(v, deed - 1) &&
		    phrase_noun(v, deed - 1);
	bool counted = u[who->off + who->len - 1] == u[a->unit_off + a->unit_len - 1];
	return (body || verb) && !counted ? phrase_stretch(v, phrase_of(deed, deed + 1)) : s;
}

/* "Roads | were cut off: 9", "pylons | fell: 12, | broke: 30": of s, what is left of the figure and
 * ends in a verb of what befalls things or is done with them, the thing; behind such a figure of
 * the same unit the thing is that one's. */
static struct stretch befallen(const struct mentions *ms, const struct mention *m,
			       const struct view *v, struct stretch s)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from,
	       behind = attach_behind(m, v);
	bool row = behind < v->n_tok && phrase_is_count(v, behind); /* cut off: 9, at 28 places */

	if (s.off > a->off || (!ends_clause(m, v) && !row) || a->dim != DIM_COUNT ||
	    !a->unit_len || attach_self_unit(v, a) || counts_times(v, a))
		return s;
	while (t > lo && ((v->cls[t - 1] & ROLE_ADVERB) || phrase_is_count(v, t - 1))) t--;
	if (t == lo || !(view_token_label(v, t - 1) & LABEL_BEFALLS)) return s;
	size_t verb = t - 1;
	while (verb > lo && (v->tok[verb - 1].pos == POS_ADV || v->tok[verb - 1].pos == POS_ADJ ||
			     (v->cls[verb - 1] & ROLE_ADVERB)))
		verb--;
	struct phrase p = verb > lo ? phrase_left(v, lo, verb) : NO_PHRASE;
	if (p.from < p.to && v->tok[p.to - 1].pos == POS_NOUN && !phrase_is_measure(v, p.to - 1))
		return phrase_stretch(v, p);
	const struct mention *k = m > ms->m && verb == lo ? m - 1 : NULL;
	bool same = k && k->ind.len && annot_same_unit(v, a, &v->d->annots[k->annot]);
	return same ? k->ind : s;
}

struct stretch attach_deed(const struct mentions *ms, const struct mention *m, const struct view *v,
			   struct stretch s)
{
	size_t deed = attach_deed_counted(m, v);

	if (deed < v->n_tok)
		s = s.len ? without_doer(m, v, s, deed)
			  : phrase_stretch(v, phrase_of(deed, deed + 1));
	return s.len ? befallen(ms, m, v, s) : s;
}
