/* Relations between numbers. See relate.h. */
#include "pipeline/extract/relate.h"

#include "pipeline/core/date.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/bracket.h"
#include "pipeline/extract/claim_value.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner_find.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/share.h"
#include "pipeline/extract/topic.h"

#define RESTRICT_TOKENS 12 /* words of a restriction at most */
#define TEXT_MAX	40 /* units of a time's text that are looked at */

static struct uslice unit_of(const struct mention *m, const struct view *v)
{
	return doc_span(v->d, mention_annot(m, v)->unit_off, mention_annot(m, v)->unit_len);
}

static bool same_unit(const struct mention *m, const struct mention *p, const struct view *v)
{
	return mention_annot(m, v)->dim == mention_annot(p, v)->dim &&
	       annot_same_unit(v, mention_annot(m, v), mention_annot(p, v));
}

static bool overlaps(struct stretch a, struct stretch b)
{
	return a.len && b.len && a.off < b.off + b.len && b.off < a.off + a.len;
}

static bool is(const struct mention *m, enum facet f, const char *value)
{
	return slice_is(m->facet[f], value);
}

/* ---- of what whole ---- */

static bool ends_as(struct uslice s, struct uslice end)
{
	return s.len >= end.len &&
	       uslice_eq((struct uslice){ s.p + s.len - end.len, end.len }, end);
}

/* "Exports of machines were 30 billion, of them phone exports 7": what is done to the whole stands
 * behind the name of the part again; the name is whose figure it is. */
static void split_part(struct mention *m, const struct mention *whole, const struct view *v)
{
	struct uslice done = doc_span(v->d, whole->ind.off, whole->ind.len),
		      part = doc_span(v->d, m->ind.off, m->ind.len);
	size_t first = view_token_at(v, m->ind.off),
	       last = view_token_at(v, stretch_end(m->ind) - 1);

	if (!whole->subj.len || m->own_subj || part.len == done.len || last == first ||
	    !ends_as(part, done))
		return;
	if (v->tok[last].len != done.len || !(v->cls[last] & ROLE_INDVERB)) return;
	m->subj = phrase_stretch(v, phrase_of(first, last));
	m->ind = phrase_stretch(v, phrase_of(last, last + 1));
	m->own_subj = true;
}

/* "Of the 70 cities, those that rose were 26, level two": the verb's phrase before the count is no
 * noun that is counted, it restricts those of the whole. Behind another so restricted (AS_BEFORE) a
 * verbal noun does, too; PARTICLE: only with one. */
enum restriction { VERB, AS_BEFORE, PARTICLE };

static bool restrict_whole(struct mention *m, const struct mention *whole, const struct view *v,
			   enum restriction kind)
{
	size_t lo = v->clauses[m->clause].from, t = m->tok;

	if (m->filter.len || (m->ind.len && m->ind.off > mention_annot(m, v)->off)) return false;
	while (t > lo &&
	       ((v->side[t - 1] & SIDE_EXIST) || (v->cls[t - 1] & (ROLE_REACH | ROLE_ADVERB)) ||
		v->tok[t - 1].pos == POS_ADV))
		t--;
	bool de = t > lo && v->tok[t - 1].pos == POS_DE, verb = false;
	size_t end = de ? t - 1 : t;
	while (lo < end && ((v->side[lo] & SIDE_OPENER) || v->tok[lo].pos == POS_CONJ ||
			    v->tok[lo].pos == POS_ADV))
		lo++;
	for (size_t i = lo; i < end; i++) {
		if (v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_PUNCT) return false;
		verb = verb || v->tok[i].pos == POS_VERB || (v->cls[i] & (ROLE_UP | ROLE_DOWN)) ||
		       (kind == AS_BEFORE && v->tok[i].pos == POS_VN);
	}
	if (kind == PARTICLE && !de) return false;
	if (!verb || end - lo > RESTRICT_TOKENS || (!de && end > lo + 1)) return false;
	m->ind = whole->ind;
	m->inherited = true;
	m->filter = phrase_stretch(v, phrase_of(lo, end));
	return true;
}

/* "269 motions came in. Of them 26 from groups": the only figure of that unit in the sentence
 * before, or the only one that measures the same; index into the frame's figures, -1 none. */
static int32_t find_outer(const struct mention *m, const struct view *v, const struct frame *f)
{
	struct uslice unit = unit_of(m, v), part = doc_span(v->d, m->ind.off, m->ind.len);
	struct slice value = mention_annot(m, v)->value_dec;
	int32_t found = -1, same = -1, n = 0, n_same = 0;

	if (!(v->cls[0] & ROLE_AMONG) || !(v->side[0] & SIDE_OPENER)) return -1;
	for (uint32_t i = 0; i < f->n_figures; i++) {
		const struct annot *a = &v->d->annots[f->figures[i].annot];
		struct stretch ind = f->figures[i].ind;
		if (a->dim != mention_annot(m, v)->dim || !a->value_dec.p || !value.p ||
		    value_compare(value, a->value_dec) > 0 ||
		    !uslice_eq(unit, doc_span(v->d, a->unit_off, a->unit_len)))
			continue;
		found = (int32_t)i;
		n++;
		if (!ind.len || !ends_as(part, doc_span(v->d, ind.off, ind.len))) continue;
		same = (int32_t)i;
		n_same++;
	}
	return n == 1 ? found : n_same == 1 ? same : -1;
}

/* "1,400 fell ill, 18 died. Of them in H 320 fell ill, 10 died": the figure of the sentence before
 * that counts or measures the very same, else that of the part before. */
static int32_t outer_of(const struct mention *m, const struct mention *before, const struct view *v,
			const struct frame *f)
{
	struct uslice part = doc_span(v->d, m->ind.off, m->ind.len);

	for (uint32_t i = 0; before->outer >= 0 && part.len && i < f->n_figures; i++) {
		struct stretch ind = f->figures[i].ind;
		if (uslice_eq(part, doc_span(v->d, ind.off, ind.len)) &&
		    v->d->annots[f->figures[i].annot].dim == mention_annot(m, v)->dim)
			return (int32_t)i;
	}
	return before->outer;
}

/* A list that "among them" opens goes on: counts of the same kind in the same sentence belong to
 * the same whole. */
static void continue_subset(struct mentions *ms, size_t i, const struct view *v,
			    const struct frame *f)
{
	struct mention *m = &ms->m[i];

	if (m->facet[FACET_REL].p || attach_is_change(m, v) || m->part[PART_BASE].len) return;
	for (size_t k = i; k-- > 0;) {
		const struct mention *p = &ms->m[k];
		if (p->skip || attach_is_change(p, v) ||
		    (mention_annot(p, v)->type == A_PERCENT &&
		     mention_annot(m, v)->type != A_PERCENT))
			continue;
		if (is(p, FACET_REL, "subset_of") && same_unit(m, p, v) &&
		    !bracket_closes(v, mention_annot(p, v)->off, mention_annot(m, v)->off)) {
			m->facet[FACET_REL] = p->facet[FACET_REL];
			m->parent = p->parent;
			m->outer = outer_of(m, p, v, f);
			if (m->parent >= 0) split_part(m, &ms->m[m->parent], v);
			m->base = p->base;
			if (m->parent >= 0 && mention_annot(m, v)->type != A_PERCENT)
				restrict_whole(m, &ms->m[m->parent], v,
					       p->filter.len ? AS_BEFORE : VERB);
		}
		return;
	}
}

/* The mention that "among them" refers to: the nearest counted in the same unit, else the nearest;
 * -1 none. */
static int32_t find_whole(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	int32_t nearest = -1;
	/* "of them 2,600 teachers, | including 400": part of a part */
	bool includes = (v->side[v->clauses[m->clause].from] & SIDE_PARTS) &&
			(i == 0 || ms->m[i - 1].clause < m->clause);

	for (size_t k = i; k-- > 0;) {
		const struct mention *p = &ms->m[k];
		bool sibling = !includes && p->facet[FACET_REL].p &&
			       slice_eq(p->facet[FACET_REL], m->facet[FACET_REL]);
		if (p->skip || sibling || attach_is_change(p, v)) continue;
		if (same_unit(m, p, v)) return (int32_t)k;
		/* a share is of what the sentence counts first; lifts are no part of a sum of money
		 */
		bool share = mention_annot(m, v)->type == A_PERCENT,
		     like = share || mention_annot(m, v)->dim == mention_annot(p, v)->dim;
		if (like && (nearest < 0 || share)) nearest = (int32_t)k;
	}
	return nearest;
}

/* No number before: what the clause before is about, else what was measured last. */
static struct stretch whole_named(const struct mention *m, const struct view *v,
				  const struct frame *f)
{
	bool entity;
	struct stretch s =
		m->clause ? topic_find(v, m->clause - 1, &entity) : (struct stretch){ 0, 0 };

	if (s.len && !overlaps(s, m->ind)) return s;
	bool like = mention_annot(m, v)->type == A_PERCENT ||
		    mention_annot(m, v)->dim == f->indicator_dim;
	return !like || overlaps(f->indicator, m->ind) ? (struct stretch){ 0, 0 } : f->indicator;
}

/* "Exports of machines were 30 billion, phones exported 7": the same is measured, of things; the
 * whole is the things. Of a body's or a place's total, the total. */
static struct stretch whole_of(const struct mention *whole, const struct mention *m,
			       const struct view *v)
{
	struct uslice w = doc_span(v->d, whole->ind.off, whole->ind.len),
		      part = doc_span(v->d, m->ind.off, m->ind.len);

	if (!part.len || !ends_as(w, part) || !m->subj.len || !whole->subj.len ||
	    overlaps(m->subj, whole->subj))
		return whole->ind;
	size_t t = view_token_at(v, whole->subj.off),
	       last = view_token_at(v, stretch_end(whole->subj) - 1);
	bool thing = v->tok[last].pos == POS_NOUN && !topic_is_entity(v, t) &&
		     !topic_is_entity(v, last) && !(v->cls[last] & ROLE_SUBJ);
	return thing ? whole->subj : whole->ind;
}

/* What whole a part is of that has none in its sentence, and what is counted or measured there. */
static void relate_outer(struct mention *m, const struct view *v, const struct frame *f)
{
	m->outer = find_outer(m, v, f);
	struct stretch ind = m->outer >= 0 ? f->figures[m->outer].ind : (struct stretch){ 0, 0 };
	if (m->base.len) return;
	m->base = ind.len && !overlaps(ind, m->ind) ? ind : whole_named(m, v, f);
}

static void relate_parent(struct mentions *ms, size_t i, const struct view *v,
			  const struct frame *f)
{
	struct mention *m = &ms->m[i];
	struct slice rel = m->facet[FACET_REL];

	if (!rel.p && m->parent >= 0 && attach_is_change(m, v))
		m->facet[FACET_REL] = SLICE("change_of");
	/* "of them 25.9, 67.1 %": the share is of the same whole */
	if (!rel.p && m->inherited && m->parent >= 0 && m->part[PART_LEFT].len && !m->base.len)
		m->base = ms->m[m->parent].base;
	if (!rel.p && !m->base.len && owner_share_follows(ms, i, v) && ms->m[i - 1].base.len) {
		m->base = ms->m[i - 1].base; /* "of them 15 billion online, a share of 17 %" */
		m->parent = ms->m[i - 1].parent;
		m->facet[FACET_REL] = SLICE("share_of");
		return;
	}
	if (!rel.p) return;
	int32_t k = find_whole(ms, i, v);
	bool part = slice_is(rel, "subset_of") || slice_is(rel, "share_of");
	if (k >= 0) m->parent = k;
	else if (part) relate_outer(m, v, f);
	if (m->base.len || !part || k < 0) return;
	split_part(m, &ms->m[k], v);
	m->base = whole_of(&ms->m[k], m, v);
	if (mention_annot(m, v)->dim == DIM_COUNT && same_unit(m, &ms->m[k], v))
		restrict_whole(m, &ms->m[k], v, PARTICLE);
}

/* The mention counted by a clause that is no more than "among the 54 projects,", -1 if it is
 * another clause. */
static int32_t counted_among(const struct mentions *ms, size_t clause, const struct view *v)
{
	size_t end = v->clauses[clause].to, loc = end - 2;

	if (end < v->clauses[clause].from + 4 || !(v->cls[loc] & ROLE_AMONG) ||
	    v->tok[end - 1].pos != POS_PUNCT)
		return -1;
	for (size_t k = 0; k < ms->n; k++) {
		const struct mention *p = &ms->m[k];
		if (p->clause != clause || p->skip || mention_annot(p, v)->dim != DIM_COUNT ||
		    !p->ind.len)
			continue;
		size_t last = view_token_at(v, p->ind.off + p->ind.len - 1);
		if (p->ind.off > mention_annot(p, v)->off && last + 1 == loc) return (int32_t)k;
	}
	return -1;
}

/* "Of 35 trades 28 grew": the mention counted right before the word and the number, -1 if there is
 * none. */
static int32_t among_before(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];

	for (size_t k = i; k-- > 0;) {
		const struct mention *p = &ms->m[k];
		if (p->clause != m->clause || mention_annot(p, v)->dim != DIM_COUNT ||
		    !p->ind.len ||
		    p->ind.off < mention_annot(p, v)->off)
			continue;
		size_t loc = view_token_at(v, p->ind.off + p->ind.len - 1) + 1;
		bool among = loc < m->tok && loc + 3 > m->tok && (v->cls[loc] & ROLE_AMONG);
		return among ? (int32_t)k : -1;
	}
	return -1;
}

/* "Among the 54 projects, 24 are roads, 44 %; 20 are plants": counts and shares of the sentence are
 * of what its first clause counts. */
static void relate_among(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];
	bool share = mention_annot(m, v)->type == A_PERCENT;

	if (m->base.len || m->facet[FACET_REL].p || attach_is_change(m, v) || m->from >= 0) return;
	if (!share && mention_annot(m, v)->dim != DIM_COUNT) return;
	for (size_t c = m->clause + 1u; c-- > 0;) {
		int32_t k = c == m->clause ? among_before(ms, i, v) : counted_among(ms, c, v);
		if (k < 0 || (!share && !same_unit(m, &ms->m[k], v))) continue;
		bool same = overlaps(ms->m[k].ind, m->ind);
		bool restricted =
			!share && same && m->inherited && restrict_whole(m, &ms->m[k], v, VERB);
		if (same && !restricted && (c < m->clause || m->ind.off > mention_annot(m, v)->off))
			continue;
		if (same) m->ind = ms->m[k].ind; /* "of 35 trades 28 grew": trades */
		m->inherited = m->inherited || same;
		m->base = ms->m[k].ind;
		m->parent = k;
		if (!share) restrict_whole(m, &ms->m[k], v, VERB);
		m->facet[FACET_REL] = share ? SLICE("share_of") : SLICE("subset_of");
		return;
	}
}

/* Does the figure count or share those whom the noun before the word at loc means: persons by their
 * classifier, bodies by theirs? */
static bool counts_such(const struct mention *m, size_t loc, const struct view *v)
{
	const struct annot *a = mention_annot(m, v);
	struct word_kind noun = view_token_end(v, loc - 1, 1),
			 whole = view_token_end(v, loc - 1, 2);
	bool people = ((noun.side | whole.side | v->side[loc - 1]) & SIDE_PEOPLE) ||
		      ((whole.label | view_token_label(v, loc - 1)) & LABEL_PERSONS);
	bool bodies = ((v->side[loc - 1] | whole.side) & SIDE_OWNER) &&
		      !((v->side[loc - 1] | whole.side) & SIDE_PLACEKIND);

	if (a->type == A_PERCENT) return people || bodies;
	struct word_kind unit = words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len));
	if (people) return unit.label & LABEL_PERSONS || unit.side & SIDE_PEOPLE;
	return bodies && unit.label & LABEL_BODIES;
}

/* The word behind those of whom the sentence tells the parts, "among the dead," or right before the
 * figure, "of the dead | 3 were"; n_tok if there is none. */
static size_t among_those(const struct mention *m, const struct view *v)
{
	size_t t = m->tok, lo = v->clauses[m->clause].from;

	while (t > lo && (v->tok[t - 1].pos == POS_ADV ||
			  (v->side[t - 1] & (SIDE_EXIST | SIDE_OPENER | SIDE_BOUND))))
		t--;
	if (t > lo + 1 && (v->cls[t - 1] & ROLE_AMONG)) return t - 1;
	if (t > lo) return v->n_tok; /* somebody else is told of first */
	for (size_t c = m->clause; c-- > 0;) {
		size_t end = v->clauses[c].to;
		if (end > v->clauses[c].from + 2 && v->tok[end - 1].pos == POS_PUNCT &&
		    (v->cls[end - 2] & ROLE_AMONG))
			return end - 2;
	}
	return v->n_tok;
}

/* "Among the dead, 108 were found at home, 4 died in hospital": of whom the figures are parts, who
 * are named but not counted. */
static void relate_those(struct mention *m, const struct view *v)
{
	if (!(v->all_cls & ROLE_AMONG) || m->base.len || m->facet[FACET_REL].p || m->from >= 0 ||
	    attach_is_change(m, v))
		return;
	if (mention_annot(m, v)->type != A_PERCENT && mention_annot(m, v)->dim != DIM_COUNT) return;
	size_t loc = among_those(m, v);
	if (loc == v->n_tok || !counts_such(m, loc, v)) return;
	struct phrase p = phrase_left(v, v->clauses[view_clause_of(v, loc)].from, loc);
	struct stretch whole = p.from < p.to ? phrase_stretch(v, p) : (struct stretch){ 0, 0 };
	if (!stretch_overlaps(whole, m->ind)) m->base = whole;
}

/* ---- against what ---- */

/* The words of a baseline: "last year", "the period before"; the end of last year is neither, and
 * of December of last year the dates tell. */
static struct slice compare_by_words(const struct view *v, struct stretch since)
{
	struct uslice s = doc_span(v->d, since.off, since.len);
	int32_t k = v->tok[view_token_at(v, since.off)].annot;
	enum time_grain grain =
		k >= 0 && v->d->annots[k].type == A_TIME ? v->d->annots[k].time.grain : GRAIN_NULL;

	if (words_hold_side(v->words, s, TEXT_MAX, SIDE_EDGE)) return SLICE_NONE;
	if (words_hold_side(v->words, s, TEXT_MAX, SIDE_LASTYEAR)) {
		bool feast = k >= 0 && slice_is(v->d->annots[k].rule_id, "time.holiday");
		bool dated = (grain == GRAIN_MONTH || grain == GRAIN_DAY) && !feast &&
			     !words_hold(v->words, s, TEXT_MAX, ROLE_SAMETIME);
		return dated ? SLICE_NONE : SLICE("yoy");
	}
	return words_hold_side(v->words, s, TEXT_MAX, SIDE_LASTTURN) ? SLICE("pop") : SLICE_NONE;
}

/* "Compared with last year, | A rose by 6 %, | B by 4 %": does the baseline of m stand in a clause
 * before the figure's, so that it is one for all that follows in the sentence? */
static bool compares_all(const struct mention *m, const struct view *v)
{
	size_t t = m->part[PART_SINCE].len ? view_token_at(v, m->part[PART_SINCE].off) : v->n_tok;

	return t < v->n_tok && view_clause_of(v, t) < m->clause;
}

/* "On the year, exports and imports grew by 6 % and 4 %", "less by 4 billion than the peak of 23":
 * what is said of the figure before it in the clause. A rate of another clause says its own
 * baseline or none, unless the sentence begins with one. */
static void carry_compare(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];

	if (m->facet[FACET_COMPARE].p || m->from >= 0 || !attach_is_change(m, v)) return;
	for (size_t k = i; k-- > 0;) {
		const struct mention *s = &ms->m[k];
		if (!s->facet[FACET_COMPARE].p) continue;
		if (s->clause != m->clause && !compares_all(s, v)) return;
		m->facet[FACET_COMPARE] = s->facet[FACET_COMPARE];
		m->part[PART_SINCE] = s->part[PART_SINCE];
		return;
	}
}

static void relate_compare(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];

	if (is(m, FACET_COMPARE, "since") && m->part[PART_SINCE].len) {
		struct slice c = compare_by_words(v, m->part[PART_SINCE]);
		if (c.p) m->facet[FACET_COMPARE] = c;
	}
	carry_compare(ms, i, v);
}

struct slice relate_baseline(const struct timespan *baseline, const struct timespan *t)
{
	if (baseline->start == DAY_NONE || t->start == DAY_NONE) return SLICE_NONE;
	int back = date_month_index(t->start) - date_month_index(baseline->start);
	/* a year, not its end */
	bool year = baseline->grain == GRAIN_YEAR && baseline->start != baseline->end;
	/* over the past five years, | 312 more than in 2016: at their end */
	bool several = t->end != DAY_NONE &&
		       date_month_index(t->end) - date_month_index(t->start) > 12;
	int last = date_month_index(several ? t->end : t->start);
	int years = last / 12 - date_month_index(baseline->start) / 12;

	if (year && t->grain == GRAIN_YEAR) return back == 12 ? SLICE("yoy") : SLICE_NONE;
	if (year) return years == 1 ? SLICE("yoy") : SLICE_NONE;
	if (baseline->grain != t->grain) return SLICE_NONE;
	if (back == 12) return SLICE("yoy");
	bool next =
		(t->grain == GRAIN_MONTH && back == 1) || (t->grain == GRAIN_QUARTER && back == 3);
	return next ? SLICE("pop") : SLICE_NONE;
}

/* ---- by which statistic ---- */

/* Statistics that a list states once for all its items. */
static bool is_shared(struct slice stat)
{
	return slice_is(stat, "new") || slice_is(stat, "cumulative") || slice_is(stat, "mean") ||
	       slice_is(stat, "per_capita") || slice_is(stat, "total");
}

/* Between two numbers of one list stand nouns and a mark or "and", no verb. */
static bool in_one_list(const struct mention *p, const struct mention *m, const struct view *v)
{
	bool joined = false;

	for (size_t t = p->tok + 1; t < m->tok; t++) {
		enum pos_tag pos = (enum pos_tag)v->tok[t].pos;
		bool mark = list_joins(v, t, JOINS_ROW);
		joined = joined || mark;
		if (!mark && (pos == POS_PUNCT || pos == POS_VERB ||
			      (v->cls[t] & (ROLE_TRANS | ROLE_STAT | ROLE_UP | ROLE_DOWN))))
			return false;
	}
	return joined;
}

static void relate_stat(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];

	if (m->from >= 0 && !m->facet[FACET_STAT].p)
		m->facet[FACET_STAT] = ms->m[m->from].facet[FACET_STAT];
	if (m->facet[FACET_STAT].p || attach_is_change(m, v) ||
	    mention_annot(m, v)->type == A_PERCENT)
		return;
	for (size_t k = i; k-- > 0;) {
		const struct mention *p = &ms->m[k];
		if (p->skip || !is_shared(p->facet[FACET_STAT]) || attach_is_change(p, v)) return;
		bool respective = m->resp_count && p->resp_count && p->resp_index < m->resp_index;
		bool part = is(m, FACET_REL, "subset_of") && is(p, FACET_STAT, "new") &&
			    same_unit(m, p, v);
		if (respective || part || in_one_list(p, m, v))
			m->facet[FACET_STAT] = p->facet[FACET_STAT];
		return;
	}
}

void relate_mention(struct mentions *ms, size_t i, const struct view *v, struct frame *f)
{
	struct mention *m = &ms->m[i];

	if (m->from >= 0 && !m->facet[FACET_COMPARE].p)
		m->facet[FACET_COMPARE] = ms->m[m->from].facet[FACET_COMPARE];
	if (m->from >= 0 && !m->base.len) m->base = ms->m[m->from].part[PART_BASE];
	relate_among(ms, i, v);
	relate_parent(ms, i, v, f);
	continue_subset(ms, i, v, f);
	share_find_whole(ms, i, v);
	relate_those(m, v);
	relate_compare(ms, i, v);
	relate_stat(ms, i, v);
}
