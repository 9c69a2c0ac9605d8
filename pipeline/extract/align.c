/* Values and the things they are of, one by one. See align.h. */
#include "pipeline/extract/align.h"

#include "pipeline/extract/attach.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/period_scope.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define LIST_MAX      16
#define VALUES_APART  6 /* tokens from one value of a list to the next */
#define VERBAL_TOKENS 2 /* of a verb before a noun of a list */
#define NONE	      ((struct stretch){ 0, 0 })

/* Of a phrase that holds "and", what stands behind the last one: names that the lexicon has not. */
static struct phrase last_of(const struct view *v, struct phrase p)
{
	for (uint32_t i = p.to; i > p.from + 2u; i--)
		if ((v->cls[i - 2] & ROLE_AND) && i - 1 < p.to) return phrase_of(i - 1, p.to);
	return p;
}

/* "Orders won and orders | held": where a noun of a list begins that has a verb before it, no more
 * than a word or two behind the joint; t if there is none. */
static size_t verbal_start(const struct view *v, size_t lo, size_t t)
{
	const unsigned verbal = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADJ);

	for (size_t i = t; i > lo + 1u && t - i <= VERBAL_TOKENS; i--) {
		if (list_joins(v, i - 1, JOINS_ROW)) return i;
		/* "and the trade's | posted | volume" */
		bool whose = i < t && v->tok[i - 1].pos == POS_NOUN && phrase_is_measure(v, t);
		if (!(POS_BIT(v->tok[i - 1].pos) & verbal) && !whose) break;
	}
	return t;
}

/* "A's and B's mean | rent": over the word for the mean before the measure p to the name before. */
static struct phrase over_mean(const struct view *v, size_t lo, struct phrase p)
{
	size_t t = p.from;

	while (t > lo && (v->cls[t - 1] & ROLE_PER)) t--;
	if (t == p.from || t == lo) return p;
	struct phrase q = phrase_left(v, lo, v->tok[t - 1].pos == POS_DE ? t - 1 : t);
	return q.from < q.to ? phrase_of(q.from, p.to) : p;
}

/* The names of a list that ends before token t, last one first; their number. */
static size_t list_left(const struct view *v, size_t lo, size_t t, struct stretch *names)
{
	size_t n = 0;

	t = attach_step_left(v, lo, t);
	while (n < LIST_MAX && t > lo) {
		struct phrase p = phrase_left(v, lo, t);
		if (n == 0 && p.from < p.to) p = over_mean(v, lo, p);
		p = last_of(v, p);
		if (p.from == p.to) break;
		p.from = (uint32_t)verbal_start(v, lo, p.from);
		names[n++] = phrase_stretch(v, p);
		t = p.from;
		if (t == lo || !list_joins(v, t - 1, JOINS_ROW)) break;
		t--;
	}
	return n;
}

static bool is_rate(const struct annot *a)
{
	return a->type == A_PERCENT || a->form == FORM_TIMES || a->dim == DIM_TIMES;
}

static bool same_kind(const struct annot *a, const struct annot *b)
{
	return a->type == b->type || (is_rate(a) && is_rate(b));
}

static bool says_respectively(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if (v->cls[t] & ROLE_RESP) return true;
	return false;
}

/* The values behind "respectively": mentions one after the other with nothing but marks, verbs and
 * their own nouns between, to the end of the sentence or the next such word. */
static size_t values_right(const struct mentions *ms, const struct view *v, size_t t, size_t *which)
{
	size_t n = 0;

	for (size_t i = 0; i < ms->n && n < LIST_MAX; i++) {
		if (ms->m[i].tok <= t || ms->m[i].skip) continue;
		if (n && ms->m[i].tok - ms->m[which[n - 1]].tok > VALUES_APART) break;
		if (n && says_respectively(v, ms->m[which[n - 1]].tok, ms->m[i].tok)) break;
		/* "came to 3 billion yuan and 20 million parcels" */
		bool joined = n && ms->m[i].tok == ms->m[which[n - 1]].tok + 2u &&
			      (v->cls[ms->m[i].tok - 1] & ROLE_AND);
		if (n && !joined &&
		    !same_kind(&v->d->annots[ms->m[i].annot], &v->d->annots[ms->m[which[0]].annot]))
			break;
		which[n++] = i;
	}
	return n;
}

/* "Motorola's and Ericsson's models fell to 8 and 6": the noun behind the last name belongs to all
 * of them, when nothing but names stands before it. Cuts it off the last name and gives it. */
static struct stretch split_last(const struct view *v, struct stretch *names, size_t n)
{
	size_t from = view_token_at(v, names[0].off), to = view_token_at(v, stretch_end(names[0]));
	size_t end = topic_name_end(v, from, to), thing = end;

	if (thing < to && v->tok[thing].pos == POS_DE) thing++;
	if (end == from || thing >= to) return NONE;
	for (size_t i = 1; i < n; i++) {
		size_t t = view_token_at(v, names[i].off),
		       last = view_token_at(v, stretch_end(names[i]));
		if (topic_name_end(v, t, last) != last) return NONE;
	}
	names[0] = phrase_stretch(v, phrase_of(from, end));
	return phrase_stretch(v, phrase_of(thing, to));
}

/* A word that names what is measured: a measure, a verb that is what is counted (exports). */
static bool names_measure(const struct view *v, size_t t)
{
	return phrase_is_measure(v, t) || (v->cls[t] & ROLE_INDVERB) || v->tok[t].pos == POS_VN;
}

/* "Coal and power prices rose 5 % and 6 %": the measure behind the last thing belongs to all of
 * them, when the others name none. Cuts it off the last name and gives it. */
static struct stretch split_measure(const struct view *v, struct stretch *names, size_t n)
{
	size_t from = view_token_at(v, names[0].off), to = view_token_at(v, stretch_end(names[0])),
	       end = owner_measure_tail(v, from, to);

	if (end == to && (v->cls[to - 1] & ROLE_INDVERB)) end--;
	if (end == from || end == to) return NONE;
	size_t thing = end;
	if (v->tok[thing].pos == POS_DE) thing++;
	if (v->cls[thing] & ROLE_SUFFIX) return NONE; /* the number of a and b: not "number" */
	for (size_t i = 1; i < n; i++)
		if (names_measure(v, view_token_at(v, stretch_end(names[i]) - 1))) return NONE;
	names[0] = phrase_stretch(v, phrase_of(from, end));
	return phrase_stretch(v, phrase_of(thing, to));
}

/* Whether the names are whose values these are, what they measure or against what they are. */
struct aligned {
	const struct view *v;
	size_t lo;	       /* start of the clause of the names */
	size_t from;	       /* token behind the names */
	struct stretch *names; /* last one first */
	size_t n;
};

/* "Wheat, maize, | the two crops' | output": where the last name holds the number of all of them,
 * what stands behind it and is measured. Cuts number and measure off the name. */
static struct stretch split_counted(const struct view *v, struct stretch *names, size_t n)
{
	size_t from = view_token_at(v, names[0].off), to = view_token_at(v, stretch_end(names[0])),
	       t = from + 1;

	while (t < to && !phrase_is_count(v, t)) t++;
	if (t + 1 >= to) return NONE;
	struct slice value = v->d->annots[v->tok[t].annot].value_dec;
	if (n > 9 || value.len != 1 || value.p[0] != (char)('0' + n)) return NONE;
	size_t thing = owner_measure_tail(v, t + 1, to);
	if (thing == to || !names_measure(v, to - 1)) return NONE;
	if (v->tok[thing].pos == POS_DE) thing++;
	names[0] = phrase_stretch(v, phrase_of(from, t));
	return phrase_stretch(v, phrase_of(thing, to));
}

/* "Rail and road each | carried goods | of 3 and 28 tons": the measure between the names, which
 * measure nothing themselves, and the first value. */
static struct stretch measure_behind(const struct aligned *a, const struct mention *first)
{
	struct stretch s = attach_left(a->v, a->from, first->tok, false);

	for (size_t i = 0; i < a->n; i++)
		if (names_measure(a->v, view_token_at(a->v, stretch_end(a->names[i]) - 1)))
			return NONE;
	return s.len && phrase_is_measure(a->v, phrase_head_token(a->v, s)) ? s : NONE;
}

/* Facets that m lacks, with the baseline that a comparison names. */
static void take_facets(struct mention *m, const struct mention *from)
{
	if (!m->facet[FACET_COMPARE].p) m->part[PART_SINCE] = from->part[PART_SINCE];
	for (int f = 0; f < FACET_N; f++)
		if (!m->facet[f].p) m->facet[f] = from->facet[f];
}

/* "Than the country and the province by 0.7 and 1.4 points respectively": names behind a word of
 * comparison. */
static bool is_compared(const struct view *v, size_t lo, struct stretch first)
{
	size_t t = view_token_at(v, first.off);

	return t > lo && (v->cls[t - 1] & ROLE_COMPARE);
}

/* "The east and the west road had 4 and 2 | sales": what is counted stands behind the count, so
 * that the names before it are whose counts these are. */
static bool names_counters(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	return a->dim == DIM_COUNT && !attach_is_change(m, v) && attach_right(m, v).len;
}

/* "Shanghai and Canton rose | by 1.5 % and 1.2 %": nothing but a name, whose measure was told. */
static bool is_whole_name(const struct view *v, struct stretch name)
{
	size_t from = view_token_at(v, name.off), to = view_token_at(v, stretch_end(name) - 1) + 1;

	return from < to && topic_name_end(v, from, to) == to;
}

/* Each of the n names its value. */
static void give_names(struct mentions *ms, const size_t *which, const struct aligned *a)
{
	const struct view *v = a->v;
	bool compared = a->n > 1 && is_compared(v, a->lo, a->names[a->n - 1]);
	const struct mention *first = &ms->m[which[0]];
	bool counted = names_counters(&ms->m[which[a->n - 1]], v); /* the names are whole */
	bool rows = a->n > 1 && !compared && !counted;
	struct stretch thing = rows ? split_counted(v, a->names, a->n) : NONE;
	bool things = thing.len;

	if (!things && !counted) thing = split_last(v, a->names, a->n);
	if (rows && !thing.len) {
		thing = split_measure(v, a->names, a->n);
		if (!thing.len) thing = measure_behind(a, first);
		things = thing.len;
	}
	for (size_t i = 0; i < a->n; i++) {
		struct mention *m = &ms->m[which[i]];
		struct stretch name = a->names[a->n - 1 - i];
		if (compared) {
			m->part[PART_BASE] = name;
			continue;
		}
		bool entity = things || topic_is_entity(v, view_token_at(v, name.off)) ||
			      names_counters(m, v);
		take_facets(m, first);
		if (!m->part[PART_BASE].len && is_rate(&v->d->annots[m->annot]))
			m->part[PART_BASE] = first->part[PART_BASE]; /* of the same whole */
		if (entity && thing.len && !m->part[PART_IND].len) m->part[PART_IND] = thing;
		if (entity && (thing.len || attach_right(m, v).len || is_whole_name(v, name) ||
			       attach_left(v, a->from, first->tok, false).len))
			m->part[PART_SUBJ] = name;
		else if (!m->part[PART_IND].len) m->part[PART_IND] = name;
	}
}

/* "By block trading and bidding respectively": ways are not what has the values. */
static bool by_means(const struct view *v, size_t lo, struct stretch first)
{
	size_t t = view_token_at(v, first.off);

	return t > lo && v->tok[t - 1].pos == POS_PREP &&
	       ((v->side[t - 1] & SIDE_MEANS) || (v->side[phrase_head_token(v, first)] & SIDE_WAY));
}

static void number_list(struct mentions *ms, const size_t *which, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		ms->m[which[i]].resp_index = (uint32_t)i;
		ms->m[which[i]].resp_count = (uint32_t)k;
	}
}

/* "A and B each had | 2 and 1 deals": are the k values counts of one unit with nothing but "and"
 * between? */
static bool are_joined(const struct mentions *ms, const size_t *which, size_t k,
		       const struct view *v)
{
	for (size_t i = 1; i < k; i++) {
		const struct mention *a = &ms->m[which[i - 1]], *b = &ms->m[which[i]];
		const struct annot *x = &v->d->annots[a->annot], *y = &v->d->annots[b->annot];
		if (b->tok != a->tok + 2 || !list_joins(v, a->tok + 1, JOINS_ROW)) return false;
		if (!annot_same_unit(v, x, y)) return false;
	}
	return k > 0;
}

/* "Towns' and farms' income, | in 2000, respectively": nothing but a time from lo to t, behind a
 * clause that is the list. */
static bool over_frame(const struct view *v, size_t lo, size_t t)
{
	while (t > lo && (v->tok[t - 1].pos == POS_TIME || v->tok[t - 1].pos == POS_ADV)) t--;
	return t == lo && v->tok[lo - 1].pos == POS_PUNCT &&
	       (lo < 2 || v->tok[lo - 2].pos == POS_NOUN || phrase_is_measure(v, lo - 2));
}

/* "Cars, ships and other goods sell well, | exports rose by 8 % and 9 % respectively": the names of
 * the list that opens a clause, last one first; their number. The last one is no longer than the
 * others where nothing closes the list. */
static size_t list_opening(const struct view *v, size_t clause, struct stretch *names)
{
	size_t t = v->clauses[clause].from, end = v->clauses[clause].to, n = 0, most = 0;

	while (t < end && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_ADV ||
			   v->tok[t].pos == POS_CONJ || (v->side[t] & SIDE_OPENER)))
		t++;
	while (t < end && n < LIST_MAX) {
		size_t to = t;
		while (to < end && phrase_inner(v, to) && !list_joins(v, to, JOINS_ROW) &&
		       v->tok[to].pos != POS_DE)
			to++;
		bool joined = to + 1 < end && list_joins(v, to, JOINS_ROW);
		bool etc = to < end && (v->side[to] & SIDE_ETC);
		if (to == t || (!joined && !n)) return 0;
		if (!joined && !etc && to - t > most) to = t + most;
		if (to - t > most) most = to - t;
		if (!phrase_noun(v, to - 1) || phrase_is_measure(v, to - 1)) return 0;
		names[n++] = phrase_stretch(v, phrase_of(t, to));
		if (!joined) break;
		t = to + 1;
	}
	for (size_t i = 0; i < n / 2; i++) {
		struct stretch last = names[n - 1 - i];
		names[n - 1 - i] = names[i];
		names[i] = last;
	}
	return n;
}

/* "A and B handled 3 deals, 5 yuan, | up 4 % and 6 %": do as many figures as that, told one by one,
 * stand in a clause? */
static bool has_figures(const struct mentions *ms, size_t clause, size_t k)
{
	size_t n = 0;

	for (size_t i = 0; i < ms->n; i++)
		n += ms->m[i].clause == clause && !ms->m[i].skip && ms->m[i].resp_count < 2;
	return n >= k;
}

/* Each of the values is of one of the names that open the clause before. */
static void align_before(struct mentions *ms, const size_t *which, size_t k, size_t clause,
			 const struct view *v)
{
	struct stretch names[LIST_MAX];

	if (!clause || k < 2 || has_figures(ms, clause - 1u, k) ||
	    list_opening(v, clause - 1u, names) != k)
		return;
	for (size_t i = 0; i < k; i++) {
		struct mention *m = &ms->m[which[i]];
		take_facets(m, &ms->m[which[0]]);
		if (!m->part[PART_SUBJ].len) m->part[PART_SUBJ] = names[k - 1 - i];
	}
}

/* Names and values of equal number belong together one by one; unequal numbers are left alone. */
void align_respectively(struct mentions *ms, const struct view *v)
{
	struct stretch names[LIST_MAX];
	size_t which[LIST_MAX];

	if (!(v->all_cls & ROLE_RESP) && !(v->all_side & SIDE_DET)) return; /* as most */
	for (size_t t = 0; t < v->n_tok; t++) {
		bool each = (v->side[t] & SIDE_DET) && (v->cls[t] & ROLE_ADVERB);
		if (!(v->cls[t] & ROLE_RESP) && !each) continue;
		size_t clause = view_clause_of(v, t), lo = v->clauses[clause].from, end = t;
		if (!each && clause > 0 && over_frame(v, lo, t)) {
			lo = v->clauses[clause - 1].from;
			end = v->clauses[clause].from - 1u;
		}
		size_t n = list_left(v, lo, end, names), k = values_right(ms, v, t, which);
		if (each && (n < 2 || k != n || !are_joined(ms, which, k, v) ||
			     !names_counters(&ms->m[which[k - 1]], v)))
			continue;
		number_list(ms, which, k);
		if (n < 2 && !each) align_before(ms, which, k, clause, v);
		if (n < 2 || k < n || by_means(v, lo, names[n - 1])) continue;
		give_names(ms, which, &(struct aligned){ v, lo, t + 1, names, n });
	}
}

int32_t align_time(const struct view *v, int32_t annot, const struct mention *m)
{
	const struct annot *a = annot < 0 ? NULL : &v->d->annots[annot];

	if (!a || m->resp_count < 2 || a->off < v->off || a->off >= v->d->annots[m->annot].off)
		return annot;
	size_t first = view_token_at(v, a->off), last = first;
	while (first >= 2 && list_joins(v, first - 1, JOINS_ROW) && period_is_time(v, first - 2))
		first -= 2;
	while (last + 2 < v->n_tok && list_joins(v, last + 1, JOINS_ROW) &&
	       period_is_time(v, last + 2))
		last += 2;
	if (last - first != 2u * (m->resp_count - 1u)) return annot;
	return v->tok[first + 2u * m->resp_index].annot;
}

/* The rates from mention i on that stand in one list, the first a change; their number. */
static size_t rates_from(const struct mentions *ms, size_t i, const struct view *v, size_t *which)
{
	size_t n = 0;

	for (size_t k = i; k < ms->n && n < LIST_MAX; k++) {
		const struct mention *m = &ms->m[k];
		bool next = !n || (m->clause == ms->m[i].clause && m->tok == ms->m[k - 1].tok + 2 &&
				   list_joins(v, m->tok - 1, JOINS_ROW));
		if (!next || m->skip || m->resp_count || m->from >= 0 ||
		    v->d->annots[m->annot].type != A_PERCENT)
			break;
		which[n++] = k;
	}
	return n > 1 && attach_is_change(&ms->m[i], v) ? n : 0;
}

/* Do n figures of one kind that are no rates stand right before mention i, in one clause? */
static bool figures_before(const struct mentions *ms, size_t i, const struct view *v, size_t n)
{
	if (i < n) return false;
	for (size_t k = i - n; k < i; k++) {
		const struct mention *m = &ms->m[k];
		if (m->skip || m->clause != ms->m[i - 1].clause ||
		    is_rate(&v->d->annots[m->annot]) ||
		    v->d->annots[m->annot].dim != v->d->annots[ms->m[i - 1].annot].dim)
			return false;
	}
	return true;
}

/* "Sales and profit rose 5 % and 6 %": as many names as rates stand before the verb. */
static bool names_before(struct mentions *ms, const size_t *which, size_t n, const struct view *v)
{
	struct stretch names[LIST_MAX];
	const struct mention *m = &ms->m[which[0]];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);

	if (list_left(v, lo, t, names) != n) return false;
	number_list(ms, which, n);
	give_names(ms, which, &(struct aligned){ v, lo, t, names, n });
	return true;
}

/* "12,000 visitors came, income was 5 million, up 21 % and 33 %": two rates joined by "and" that
 * name no two things of their own are of the two figures before them, one by one; so are three or
 * more behind as many figures of one clause. */
void align_lists(struct mentions *ms, const struct view *v)
{
	size_t which[LIST_MAX];

	for (size_t i = 0; i + 1 < ms->n; i++) {
		size_t n = rates_from(ms, i, v, which);
		if (!n) continue;
		bool first = i == 0 || ms->m[i - 1].clause != ms->m[i].clause;
		if (first && names_before(ms, which, n, v)) continue;
		if (first && (n == 2 || figures_before(ms, i, v, n))) number_list(ms, which, n);
		i += n - 1;
	}
}

/* Every rate behind a change is one: the rules see the first of the list. */
void align_rates(struct mentions *ms, const struct view *v)
{
	for (size_t i = 1; i < ms->n; i++) {
		struct mention *m = &ms->m[i], *k = m - 1;
		struct slice first = k->facet[FACET_MEASURE], own = m->facet[FACET_MEASURE];
		bool rates = is_rate(&v->d->annots[m->annot]) && is_rate(&v->d->annots[k->annot]);
		if (!rates || own.p || m->skip || k->skip || m->tok != k->tok + 2 ||
		    !list_joins(v, k->tok + 1, JOINS_ROW))
			continue;
		if (!slice_is(first, "change_rate") && !slice_is(first, "change")) continue;
		take_facets(m, k);
		if (v->d->annots[m->annot].type != A_PERCENT) m->facet[FACET_SCALE] = SLICE("100");
		m->rule = k->rule;
	}
}

void align_points(struct mentions *ms, const struct view *v)
{
	for (size_t i = 1; i < ms->n; i++) {
		struct mention *m = &ms->m[i], *k = m - 1;
		bool points = v->d->annots[m->annot].dim == DIM_POINTS &&
			      v->d->annots[k->annot].dim == DIM_POINTS;
		/* each of a thing of its own */
		bool named = m->part[PART_IND].len || m->part[PART_SUBJ].len;
		if (!points || named || m->skip || k->skip || m->clause != k->clause ||
		    m->tok < k->tok + 2 || m->tok > k->tok + 3)
			continue;
		if (!list_joins(v, k->tok + 1, JOINS_ROW)) continue;
		size_t name = k->tok + 2;
		if (name < m->tok && !topic_is_entity(v, name)) continue;
		take_facets(m, k);
		struct phrase base = { (uint32_t)name, (uint32_t)name + 1 };
		if (name < m->tok) m->part[PART_BASE] = phrase_stretch(v, base);
		m->beside = (int32_t)(i - 1);
	}
}
