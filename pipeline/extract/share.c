/* Shares. See share.h. */
#include "pipeline/extract/share.h"

#include "pipeline/extract/attach.h"
#include "pipeline/extract/phrase.h"

#define TEXT_MAX	40 /* units of an indicator that are looked at */
#define AMONG_CLAUSES	4  /* back to "of the year's output," at most */
#define NONE		((struct stretch){ 0, 0 })

/* "Of the buyers 60 % were young, 35 % investors": does the share open its clause? */
static bool share_opens_clause(const struct mention *m, const struct view *v)
{
	size_t t = m->tok;

	while (t > v->clauses[m->clause].from &&
	       (v->tok[t - 1].pos == POS_ADV || (v->side[t - 1] & (SIDE_OPENER | SIDE_BOUND))))
		t--;
	return t == v->clauses[m->clause].from;
}

/* "bought 60 % of X's stock": what stands before the share, if one can hold it. */
static struct stretch stake_in(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;
	struct phrase q = phrase_left(v, lo, m->tok - (v->tok[m->tok - 1].pos == POS_DE));

	for (uint32_t t = q.from; t + 1 < q.to; t++) /* for 300 million bought | X's */
		if (v->tok[t].pos == POS_QUANTITY || (v->cls[t] & ROLE_TRANS)) q.from = t + 1;
	if (q.from >= q.to || q.from <= lo) return NONE;
	const struct token *last = &v->tok[q.to - 1];
	if (last->pos == POS_TITLE || last->pos == POS_PERSON ||
	    (v->side[q.to - 1] & SIDE_HOLDER) || v->tok[q.from - 1].pos == POS_PUNCT)
		return NONE;
	if (v->side[q.from - 1] & SIDE_DET) q.from--; /* of this mine */
	return phrase_stretch(v, q);
}

/* The word behind the whole in "of spending | schools take 21 %", or at the end of a clause before:
 * "of the year's output, | milk takes 18 %"; n_tok if there is none. */
static size_t among_word(const struct mention *m, size_t cue, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	for (size_t t = cue; t-- > lo + 1;)
		if (v->cls[t] & ROLE_AMONG) return t;
	for (size_t c = m->clause, k = 0; c-- > 0 && k < AMONG_CLAUSES; k++) {
		size_t end = v->clauses[c].to, from = v->clauses[c].from;
		if (end > from + 2 && v->tok[end - 1].pos == POS_PUNCT &&
		    (v->cls[end - 2] & ROLE_AMONG))
			return end - 2;
	}
	return v->n_tok;
}

static bool are_people(const struct view *v, struct stretch s)
{
	return s.len && (view_token_end(v, phrase_head_token(v, s), 1).side & SIDE_PEOPLE);
}

/* Of what is named as the whole before what takes the share, or before "63 % of the people". */
static void take_of(struct mention *m, const struct view *v)
{
	bool takes = m->part[PART_LEFT].len,
	     people = !takes && are_people(v, m->ind) && m->ind.off > v->tok[m->tok].off;
	size_t cue = takes ? view_token_at(v, m->part[PART_LEFT].off) : m->tok,
	       t = takes || people ? among_word(m, cue, v) : v->n_tok;

	if (t == v->n_tok) return;
	struct phrase p = phrase_left(v, v->clauses[view_clause_of(v, t)].from, t);
	struct stretch whole = p.from < p.to ? phrase_stretch(v, p) : NONE;
	if (!whole.len || (people && !are_people(v, whole))) return;
	if (m->ind.len && m->ind.off <= v->tok[t].off && v->tok[t].off < stretch_end(m->ind)) {
		struct phrase part = phrase_left(v, t + 1, cue);
		if (part.from == part.to) return;
		m->ind = phrase_stretch(v, part);
	}
	if (!stretch_overlaps(whole, m->ind)) m->base = whole;
}

/* "Of freight 76 % | went by road": what stands before a share that does something is the whole,
 * unless it is a rate. */
static struct stretch doing_whole(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, hi = v->clauses[m->clause].to, t = m->tok,
	       next = m->tok + 1;

	while (t > lo && (v->tok[t - 1].pos == POS_ADV || (v->side[t - 1] & SIDE_EXIST) ||
			  (v->cls[t - 1] & ROLE_AMONG)))
		t--; /* there are, about */
	while (next < hi && (v->side[next] & SIDE_BOUND)) next++;
	if (t == lo || next >= hi || m->inherited) return NONE;
	bool does = v->tok[next].pos == POS_VERB || v->tok[next].pos == POS_PREP ||
		    (v->cls[next] & ROLE_COPULA);
	bool right = m->ind.len && m->ind.off > v->tok[m->tok].off;
	const struct token *head = &v->tok[t - 1];
	bool one = head->pos == POS_PERSON || head->pos == POS_TITLE || head->pos == POS_PLACE ||
		   (v->cls[t - 1] & ROLE_SUBJ); /* M got 23 % */
	bool amount = (v->cls[t - 1] & (ROLE_FLOW | ROLE_STOCK)) || (v->side[t - 1] & SIDE_AMOUNT),
	     rate = (v->cls[t - 1] & ROLE_PART) ||
		    (!amount && (view_token_end(v, t - 1, 1).role & ROLE_SUFFIX));
	if (!does || right || one || rate)
		return NONE;
	struct phrase p = phrase_left(v, lo, t);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "80 % of its capacity": of what stands before the attributive particle right before the share. */
static struct stretch particle_whole(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	if (m->tok < lo + 2 || v->tok[m->tok - 1].pos != POS_DE ||
	    v->tok[m->tok - 2].pos == POS_TIME)
		return NONE;
	struct phrase p = phrase_left(v, lo, m->tok - 1);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* The whole that stands before the share in its own clause. */
static struct stretch whole_before(const struct mention *m, const struct view *v)
{
	bool stake = m->ind.off > mention_annot(m, v)->off &&
		     words_hold_side(v->words, doc_span(v->d, m->ind.off, m->ind.len), TEXT_MAX,
				     SIDE_STAKE);
	struct stretch does = NONE, s;

	if (m->tok == v->clauses[m->clause].from) return NONE;
	if (!stake && !m->part[PART_LEFT].len) does = doing_whole(m, v);
	if (does.len) return does;
	s = stake ? stake_in(m, v) : particle_whole(m, v);
	return stretch_overlaps(s, m->ind) ? NONE : s;
}

void share_find_whole(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];

	if (m->base.len || mention_annot(m, v)->type != A_PERCENT || attach_is_change(m, v)) return;
	/* "Z makes 60 % of trade, J 20 %" */
	bool goes_on = m->part[PART_LEFT].len || share_opens_clause(m, v);
	for (size_t k = i; goes_on && k-- > 0 && !m->base.len;)
		if (mention_annot(&ms->m[k], v)->type == A_PERCENT)
			m->base = ms->m[k].part[PART_BASE];
	if (!m->base.len) take_of(m, v);
	if (!m->base.len) m->base = whole_before(m, v);
}
