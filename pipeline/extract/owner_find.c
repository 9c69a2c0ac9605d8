/* Owners that one turn of speech gives. See owner_find.h. */
#include "pipeline/extract/owner_find.h"

#include "pipeline/extract/attach.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define NONE ((struct stretch){ 0, 0 })
#define NAME_TOKENS 4 /* of what happened */

/* An indicator that is no more than the name of a measure: it needs an owner. */
static bool bare_measure(const struct mention *m, const struct view *v)
{
	if (!m->ind.len || m->inherited) return false;
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));
	return to > from && to - from <= 2 && phrase_is_measure(v, to - 1);
}

/* An indicator of nothing but words of measure: margin, sales revenue; not "pork output". */
bool owner_pure_measure(const struct mention *m, const struct view *v)
{
	if (!bare_measure(m, v)) return false;
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));
	for (size_t t = from; t < to; t++)
		if (!phrase_is_measure(v, t) && v->tok[t].pos != POS_VN &&
		    !(v->cls[t] & (ROLE_STAT | ROLE_PER | ROLE_INDVERB)))
			return false;
	return true;
}

/* Of an indicator before it, whose measure this is too: "servo systems earned 29, margin 38": the
 * servo systems. A share is of the whole before it. */
struct stretch owner_of_figure(const struct mention *k, const struct mention *m,
			       const struct view *v)
{
	if (!owner_pure_measure(m, v)) return NONE;
	size_t from = view_token_at(v, k->ind.off), to = view_token_at(v, stretch_end(k->ind));
	size_t end = view_token_at(v, stretch_end(m->ind));

	if (k->inherited || k->ind.off > v->d->annots[k->annot].off || to <= from) return NONE;
	if (words_kind(v->words, doc_span(v->d, m->ind.off, m->ind.len)).label & LABEL_ECONOMY)
		return NONE; /* "industry grew by 8 %, | fixed investment | by 10" */
	if ((v->cls[end - 1] & ROLE_PART) && v->d->annots[m->annot].type == A_PERCENT)
		return v->cls[to - 1] & ROLE_PART ? NONE : k->ind;
	size_t cut = owner_measure_tail(v, from, to), t = from;
	while (t < cut && (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_VERB)) t++;
	if (cut == t + 1u && (view_token_label(v, t) & LABEL_FIELD)) return NONE;
	return cut > t && cut < to ? phrase_stretch(v, phrase_of(from, cut)) : NONE;
}

bool owner_share_follows(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i], *k = m - 1;

	if (i == 0 || k->skip || k->clause + 1u != m->clause || !k->ind.len || !m->ind.len ||
	    m->inherited || attach_is_change(k, v) || v->d->annots[m->annot].type != A_PERCENT ||
	    v->d->annots[k->annot].type == A_PERCENT)
		return false;
	size_t t = view_token_at(v, m->ind.off);
	bool alone = t == v->clauses[m->clause].from && m->ind.len == v->tok[t].len;
	return alone && (v->cls[t] & ROLE_PART) && !(v->cls[t] & (ROLE_UP | ROLE_DOWN));
}

/* "Sina's first-quarter revenue", "the team, in the whole match, ball possession": a name before
 * the time that stands before the indicator. */
struct stretch owner_before_time(const struct mention *m, const struct view *v)
{
	if (!m->ind.len || m->inherited || m->ind.off > v->d->annots[m->annot].off) return NONE;
	size_t t = view_token_at(v, m->ind.off), u = t, lo = v->clauses[view_clause_of(v, t)].from;

	bool timed = false;
	while (u > lo && (v->tok[u - 1].pos == POS_TIME || (v->side[u - 1] & SIDE_ADNOUN))) {
		timed = timed || v->tok[u - 1].pos == POS_TIME;
		u--;
	}
	bool mean = t + 1 < v->n_tok && (v->cls[t + 1] & ROLE_PER) &&
		    (v->side[t + 1] & SIDE_ADNOUN); /* "| PM2.5's mean concentration" */
	if ((u == t && !mean) || u == lo) return NONE;
	if (topic_is_entity(v, u - 1)) return phrase_stretch(v, phrase_of(u - 1, u));
	struct phrase p = phrase_left(v, lo, u);
	if (p.from != lo || p.to == lo || phrase_is_measure(v, u - 1)) return NONE;
	bool owner = owner_is(v, u - 1) ||
		     (v->tok[u - 1].cls & (CLASS_ORG_END | CLASS_PLACE_END)) ||
		     topic_is_entity(v, p.from);
	if (!timed && !owner && phrase_right(v, p.from).to == u && p.to - p.from == 1)
		return NONE; /* "fine particles' mean" */
	for (uint32_t i = p.from; i < p.to; i++)
		if (phrase_is_count(v, i)) p.to = (uint32_t)owner_counted_end(v, i, p.to);
	for (uint32_t i = p.to;
	     i-- > p.from + 1u;) /* "the area's cities' | fine particles' mean" */
		if ((v->side[i - 1] & SIDE_OWNER) && v->tok[i].pos != POS_DE &&
		    !(v->side[p.to - 1] & SIDE_OWNER))
			p.to = i;
	return phrase_stretch(v, p);
}

/* What happened, behind its verb: "a fire"; of "one case of two cars colliding, | an accident" what
 * ends the clause. */
static struct phrase happened(const struct view *v, size_t from, size_t end)
{
	while (end > from && v->tok[end - 1].pos == POS_PUNCT) end--;
	if (from < end && v->tok[from].pos == POS_AUX) from++;
	/* "one case of": cut as the adverb "together" */
	bool counted = from < end && (v->tok[from].pos == POS_ADV || phrase_is_count(v, from));
	struct phrase p = counted ? NO_PHRASE : phrase_right(v, from);
	if (p.from < p.to && p.to == end) return p;
	/* "a shooting | case": a verb inside its name */
	bool named = !counted && from < end && from + NAME_TOKENS >= end && phrase_noun(v, end - 1);
	for (size_t t = from; named && t + 1 < end; t++) {
		if (phrase_is_count(v, t) || v->tok[t].pos == POS_QUANTITY) from = t + 1;
		if (v->tok[t].pos == POS_CONJ && t > from) return phrase_of(from, t);
	}
	if (named) return phrase_of(from, end);
	if (!counted) return p;
	if (from + 1 >= end || !phrase_noun(v, end - 1)) return NO_PHRASE;
	for (size_t t = end; t > from + 1; t--)
		if (v->tok[t - 1].pos == POS_DE) return phrase_of(t, end);
	return phrase_of(from + 1, end);
}

/* The clause of what something led to that clause c tells or goes on with: "killing 3, | 8 were
 * hurt"; 0 for none. */
static size_t clause_of_cause(const struct view *v, size_t c)
{
	while (c > 0 && phrase_is_count(v, v->clauses[c].from)) c--;
	size_t t = v->clauses[c].from, end = v->clauses[c].to;

	while (t < end && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME ||
			   (v->side[t] & SIDE_OPENER)))
		t++;
	return t < end && (v->side[t] & SIDE_CAUSE) ? c : 0;
}

/* "A shop caught fire, leading to 5 deaths": what happened in the clause before one that says what
 * it led to. */
struct stretch owner_happened(const struct mention *m, const struct view *v)
{
	size_t c = clause_of_cause(v, m->clause);

	if (!c) return NONE;
	for (size_t i = v->clauses[c - 1].to; i-- > v->clauses[c - 1].from;) {
		if (!(v->side[i] & SIDE_OCCUR)) continue;
		struct phrase p = happened(v, i + 1, v->clauses[c - 1].to);
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	return NONE;
}

/* The work right behind token i and a particle of its verb; len 0 for none. */
static struct stretch work_behind(const struct view *v, size_t i, size_t end)
{
	size_t t = i + 1;

	while (t < end && v->tok[t].annot < 0 && v->tok[t].len == 1) t++;
	if (t >= end || v->tok[t].annot < 0) return NONE;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	return a->type == A_WORK ? (struct stretch){ a->off, a->len } : NONE;
}

struct stretch owner_issued(const struct mention *m, const struct view *v)
{
	size_t c = m->clause, t = v->clauses[c].from;

	while (t < m->tok && !(v->cls[t] & ROLE_LAY) &&
	       (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME ||
		(v->side[t] & SIDE_OPENER)))
		t++;
	if (t < m->tok && v->tok[t].pos == POS_PREP) /* "in six fields | it lays down" */
		while (t < m->tok && !(v->cls[t] & ROLE_LAY)) t++;
	if (t >= m->tok || !(v->cls[t] & ROLE_LAY) || !c) return NONE;
	while (c-- > 0) {
		bool lays = v->cls[v->clauses[c].from] & ROLE_LAY;
		for (size_t i = v->clauses[c].to; i-- > v->clauses[c].from && !lays;) {
			if (!(v->cls[i] & ROLE_ISSUE)) continue;
			struct stretch work = work_behind(v, i, v->clauses[c].to);
			if (work.len) return work;
		}
		if (!lays) return NONE;
	}
	return NONE;
}

/* "Which include A, B and so on": a clause that only lists members. */
static bool lists_members(const struct view *v, size_t clause)
{
	size_t end = v->clauses[clause].to, t = v->clauses[clause].from;

	return (end >= t + 2 && (v->side[end - 2] & SIDE_ETC)) ||
	       ((v->cls[t] & ROLE_TRANS) && !(v->cls[t] & ROLE_ADVERB));
}

/* Do the clauses of (from, to) only list members? */
static bool only_lists(const struct view *v, size_t from, size_t to)
{
	for (size_t c = from + 1; c < to; c++)
		if (!lists_members(v, c)) return false;
	return true;
}

/* "The county builds a bridge, 3 km long": what a thing has once for all is of the thing that the
 * verb of the clause before takes; len 0 for none. */
static struct stretch owner_built(const struct mention *m, const struct view *v)
{
	size_t last = view_token_at(v, stretch_end(m->ind) - 1), n;

	if (!m->clause || !(v->side[last] & (SIDE_FIXED | SIDE_INVEST)) || !bare_measure(m, v) ||
	    topic_at(v, m->clause, &n)->entity)
		return NONE;
	size_t lo = v->clauses[m->clause - 1].from, end = v->clauses[m->clause - 1].to;
	while (end > lo && view_is_mark(v, end - 1)) end--;
	struct phrase p = phrase_left(v, lo, end);
	if (p.from == p.to || !((v->cls[end - 1] & ROLE_PROJECT) || owner_is(v, end - 1)))
		return NONE;
	if (p.from > lo && phrase_is_count(v, p.from) && (v->side[p.from - 1] & SIDE_EXIST))
		return NONE; /* "there are 18 stations, 22 km long": the line */
	bool taken = p.from > lo && (v->cls[p.from - 1] & ROLE_TRANS);
	for (; p.from + 1 < p.to && (v->cls[p.from] & ROLE_TRANS); p.from++) taken = true;
	return taken ? phrase_stretch(v, p) : NONE;
}

/* "46 projects were signed, with a total investment of 68 billion": of the projects. */
struct stretch owner_counted_sum(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];

	if (!bare_measure(m, v) ||
	    !(v->side[view_token_at(v, stretch_end(m->ind) - 1)] & SIDE_INVEST))
		return owner_built(m, v);
	for (size_t k = i; k-- > 0;) {
		const struct mention *b = &ms->m[k];
		if (b->skip || !b->ind.len || b->clause == m->clause || lists_members(v, b->clause))
			continue;
		if (v->d->annots[b->annot].dim != DIM_COUNT || !only_lists(v, b->clause, m->clause))
			return owner_built(m, v);
		return owner_is(v, view_token_at(v, stretch_end(b->ind) - 1)) ? b->ind : NONE;
	}
	return owner_built(m, v);
}
