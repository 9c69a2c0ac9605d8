/* Attachment of numbers to noun phrases. See attach.h.
 *
 * Chinese puts what is counted behind a classifier (N items of result) and what is measured before
 * the number (income reached N). So a count looks right first, everything else left; left of a
 * value stand words that are no part of any name: adverbs, verbs of reaching and changing,
 * comparisons, times. They are stepped over. */
#include "pipeline/extract/attach.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/align.h"
#include "pipeline/extract/bracket.h"
#include "pipeline/extract/elision.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/relate.h"
#include "pipeline/extract/restriction.h"
#include "pipeline/extract/subject.h"
#include "pipeline/extract/topic.h"

#define NONE ((struct stretch){ 0, 0 })

static struct slice facet(const struct mention *m, enum facet f)
{
	return m->facet[f];
}

bool attach_is_change(const struct mention *m, const struct view *v)
{
	struct slice x = facet(m, FACET_MEASURE);

	if (x.p) return slice_starts(x, SLICE("change"));
	return v->d->annots[m->annot].dim == DIM_POINTS;
}

/* "a project of 2 billion investment": an amount before the attributive particle measures what
 * stands left of it and is the figure of what stands right. */
static bool is_relative(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_behind(m, v);

	if (a->type == A_PERCENT || t >= v->n_tok || v->tok[t].pos != POS_DE) return false;
	return !attach_counts(a) || owner_holder(m, v).len;
}

/* ---- subject ---- */

/* A work stands without its marks. */
static struct stretch without_marks(struct stretch s, const struct view *v)
{
	const uint16_t *u = v->d->text.p + s.off;

	if (s.len < 3 || (u[0] != TITLE_OPEN && u[0] != LENS_OPEN)) return s;
	if (u[s.len - 1] != u[0] + 1) return s;
	return (struct stretch){ s.off + 1, s.len - 2 };
}

/* "Funds were 48 billion, a share of GDP of 4 %": a share without an owner in its clause is of the
 * indicator before. */
static struct stretch measure_before(const struct mentions *ms, size_t i, const struct view *v)
{
	for (size_t k = i; k-- > 0;) {
		const struct mention *m = &ms->m[k];
		if (m->skip || m->inherited || !m->ind.len) continue;
		bool bare =
			view_token_at(v, m->ind.off) == view_token_at(v, stretch_end(m->ind) - 1);
		return bare && m->subj.len ? m->subj : m->ind; /* output alone: whose it was */
	}
	return NONE;
}

/* "Mining's value added was 2 billion, manufacturing's 30 billion": of a measure carried over to
 * another of the same kind (the words end alike) without the first one's name. */
static void strip_owner(struct mention *m, const struct view *v)
{
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind)),
	       t = to;

	while (t > from && phrase_is_measure(v, t - 1)) t--;
	if (t == from || t == to || !m->subj.len) return;
	const uint16_t *u = v->d->text.p;
	if (u[v->tok[t - 1].off + v->tok[t - 1].len - 1] != u[stretch_end(m->subj) - 1]) return;
	m->ind = phrase_stretch(v, phrase_of(t, to));
}

static bool same_words(const struct view *v, struct stretch a, struct stretch b)
{
	return a.len && a.len == b.len &&
	       !memcmp(v->d->text.p + a.off, v->d->text.p + b.off, a.len * sizeof *v->d->text.p);
}

static void attach_subject(struct mentions *ms, size_t i, const struct view *v,
			   const struct frame *f, const struct owner_choice *k)
{
	struct mention *m = &ms->m[i];
	struct stretch person = attach_aged(m, v);

	if (person.len && (!m->ind.len || m->ind.off > v->d->annots[m->annot].off)) {
		m->subj = person;
		m->ind = NONE;
		m->own_subj = true;
		return;
	}
	if (elision_found(ms, i, v)) elision_borrow(ms, i, v);
	struct stretch deed = elision_deed(m, v);
	if (deed.len) m->ind = deed;
	bool left = m->ind.len && m->ind.off < v->d->annots[m->annot].off;

	if (m->part[PART_SUBJ].len) {
		m->subj = m->part[PART_SUBJ];
		return;
	}
	if (m->part[PART_OWNER].len) {
		size_t t = view_token_at(v, m->part[PART_OWNER].off);
		struct phrase p = phrase_left(v, v->clauses[m->clause].from, t);
		if (p.from < p.to) m->subj = phrase_stretch(v, p);
		else m->subj = measure_before(ms, i, v);
	}
	m->splits = left && !m->inherited && !m->part[PART_OWNER].len && !owner_is_held(m, v);
	if (m->splits) owner_split_distance(m, v);
	if (m->subj.len && (v->cls[view_token_at(v, stretch_end(m->subj) - 1)] & ROLE_NOTSUBJ))
		m->subj = NONE;
	struct stretch holder = owner_holder(m, v);
	if (holder.len) m->subj = holder;
	if (!m->subj.len && left && is_relative(m, v) && !(m->splits && owner_split(m, v).len))
		m->subj = attach_right(m, v);
	m->own_subj = m->subj.len > 0;
	if (!m->subj.len) m->subj = subject_find(ms, i, v, f, k, m);
	if (!m->subj.len) m->subj = attach_who_is_sized(m, v);
	if (stretch_overlaps(m->subj, m->ind) || same_words(v, m->subj, m->ind)) m->subj = NONE;
	if (m->inherited && m->own_subj) strip_owner(m, v);
	m->subj = without_marks(m->subj, v);
}

/* ---- one mention ---- */

static struct stretch noun_at(const struct view *v, struct stretch part)
{
	size_t t = view_token_at(v, stretch_end(part)),
	       lo = v->clauses[view_clause_of(v, t ? t - 1 : 0)].from;
	struct phrase p = phrase_left(v, lo, t);

	return p.from < p.to ? phrase_stretch(v, p) : part;
}

/* Does a mention before it in the sentence have an indicator? */
static bool lends(const struct mentions *ms, const struct mention *m)
{
	for (const struct mention *k = m; k-- > ms->m;)
		if (k->ind.len && !k->skip) return true;
	return false;
}

/* "Foreign investors bought back 11 billion": the verb right before a sum says more than what the
 * figure before measured. */
static bool acts_on_sum(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	if (a->type != A_MONEY || t == lo || v->tok[t - 1].pos != POS_VERB) return false;
	return !v->cls[t - 1] || (v->cls[t - 1] & ROLE_NOMINAL);
}

/* "314 arrested, down 12 %; solved 559 cases": a verb alone before a count is what is counted. */
static bool acts_on_count(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	if (a->dim != DIM_COUNT || t == lo || v->tok[t - 1].pos != POS_VERB || v->cls[t - 1])
		return false;
	for (size_t i = lo; i + 1 < t; i++)
		if (v->tok[i].pos != POS_ADV && v->tok[i].pos != POS_TIME &&
		    !(v->side[i] & SIDE_OPENER))
			return false;
	return true;
}

/* "GDP growth stood | third in the province": what a rank in a field ranks stands before the verb
 * before the field. */
static struct stretch ranked(const struct mention *m, const struct view *v, size_t lo)
{
	size_t field = view_token_at(v, m->part[PART_BASE].off), t = field;

	while (t > lo && !view_is_mark(v, t - 1) && !(v->cls[t - 1] & ROLE_HEAD)) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool verb = p == POS_VERB || p == POS_ADV || p == POS_PREP || p == POS_AUX ||
			    (v->cls[t - 1] &
			     (ROLE_NOTNOUN | ROLE_REACH | ROLE_ADVERB | ROLE_UP | ROLE_DOWN));
		if (!verb) break;
		t--;
	}
	struct phrase p = phrase_left(v, lo, t);
	return t < field && p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "Give | male staff | 15 days of leave": the noun that ends at left is who gets it. */
static bool is_given(const struct view *v, size_t lo, struct stretch left)
{
	size_t t = view_token_at(v, left.off);

	return t > lo && (v->side[t - 1] & SIDE_GIVE);
}

/* "60 + 3 x (60 - 41) / 12 = 64.75": signs name nothing. */
static bool is_formula(const struct view *v, struct stretch s)
{
	const uint16_t *u = v->d->text.p + s.off;

	for (uint32_t i = 0; i < s.len; i++)
		if (unit_is_ideograph(u[i]) || unit_is_letter(u[i])) return false;
	return s.len > 0;
}

/* "B Co. is to | buy shares for 10 million": behind a sum at the head of its clause, a verb with
 * its object: the price of that, not what was measured before. */
static bool pays_for(const struct view *v, const struct mention *m, size_t behind)
{
	size_t lo = v->clauses[m->clause].from;

	if (v->d->annots[m->annot].type != A_MONEY || m->tok > lo + 2u ||
	    behind + 1 >= v->clauses[m->clause].to)
		return false;
	return (v->tok[behind].pos == POS_VERB || (v->cls[behind] & ROLE_TRANS)) &&
	       phrase_inner(v, behind + 1) &&
	       !(v->cls[behind] & (ROLE_REACH | ROLE_UP | ROLE_DOWN));
}

/* Of a figure before the particle ("a project of 2 billion investment"): what it measures, left or
 * right of it; lone as for attach_left. */
static struct stretch relative_indicator(const struct mention *m, const struct view *v, bool lone)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);
	struct stretch left = attach_left(v, lo, t, lone), right = attach_right(m, v);
	/* "turnover had profit of 4 million" */
	bool gained = a->type == A_MONEY && right.len && elision_measured(v, right);
	/* has had 3 months of training */
	bool acted =
		t > lo &&
		(v->tok[t - 1].pos == POS_AUX ||
		 (v->tok[t - 1].pos == POS_VERB &&
		  !(t > lo + 1u && (v->cls[t - 1] & ROLE_REACH) && phrase_is_measure(v, t - 2))));
	if (a->type == A_DURATION && right.len && (acted || (left.len && is_given(v, lo, left))))
		return right;
	if (left.len && !gained &&
	    (!right.len || owner_holder(m, v).len || elision_measured(v, left) ||
	     a->type == A_DURATION))
		return left;
	return right;
}

static struct stretch find_indicator(const struct mentions *ms, const struct mention *m,
				     const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);
	bool lone = !lends(ms, m) || acts_on_sum(v, a, lo, t) || acts_on_count(v, a, lo, t);
	struct slice where = facet(m, FACET_PLACEMENT);
	bool change = attach_is_change(m, v) || m->from >= 0;

	if (!change && !m->part[PART_IND].len && !m->part[PART_HEAD].len &&
	    attach_is_sized(v, a, lo, t))
		return phrase_stretch(v, phrase_of(t - 1, t));
	size_t behind = attach_behind(m, v);
	if (!change && t > lo && (v->cls[t - 1] & ROLE_MODAL) && pays_for(v, m, behind) &&
	    (v->cls[behind] & ROLE_TRANS)) /* "is to | pay 5 billion to buy" */
		return phrase_stretch(v, phrase_of(behind, behind + 1));
	bool reached = change || (t > lo && (v->cls[t - 1] & ROLE_REACH) &&
				  v->tok[t - 1].pos != POS_PREP); /* cut to under 3 hours */
	bool spans = a->type == A_DURATION && !reached && behind < v->n_tok &&
		     v->tok[behind].pos == POS_LOC; /* within three years */

	if (m->part[PART_IND].len) return m->part[PART_IND];
	if (a->form == FORM_RANK && m->part[PART_BASE].len && m->part[PART_BASE].off < a->off)
		return ranked(m, v, lo);
	if (m->part[PART_HEAD].len) return noun_at(v, m->part[PART_HEAD]);
	if (slice_is(where, "after")) return attach_right(m, v);
	if (m->part[PART_LEFT].len)
		return attach_left(v, lo, view_token_at(v, m->part[PART_LEFT].off), lone);
	if (slice_is(where, "none") || slice_is(where, "head") || spans) return NONE;
	if (m->from >= 0 && ms->m[m->from].tok < t && ms->m[m->from].clause == m->clause)
		t = ms->m[m->from].tok;
	bool right_first = attach_counts(a) ? !change || a->type == A_QUANTITY : !change;
	if (slice_is(where, "before")) return attach_left(v, lo, t, lone);
	if (!change && m->from < 0 && is_relative(m, v)) {
		struct stretch r = relative_indicator(m, v, lone);
		if (r.len) return r;
	}
	if (change && m->from < 0 && is_relative(m, v)) { /* "add 1 billion of profit" */
		struct stretch right = attach_right(m, v);
		if (right.len && elision_measured(v, right)) return right;
	}
	if (a->type == A_PERCENT && !change && attach_behind(m, v) < v->n_tok &&
	    v->tok[attach_behind(m, v)].pos == POS_DE) {
		struct stretch right = attach_right(m, v); /* "opened 20 % of the stands" */
		bool own = t > lo + 1u && (v->cls[t - 1] & ROLE_REACH) &&
			   phrase_is_measure(v, t - 2); /* "shops whose coverage is 96 %" */
		if (own) return attach_left(v, lo, t, lone);
		if (right.len && !m->part[PART_BASE].len) return right;
	}
	/* "a swap facility with a first | volume of 500 billion" */
	bool named = a->type == A_MONEY && t > lo && t == m->tok && v->tok[t - 1].pos == POS_NOUN &&
		     (v->cls[t - 1] & ROLE_HEAD);
	struct stretch s = right_first && m->from < 0 && !named ? attach_right(m, v) : NONE;
	if (!s.len) s = attach_left(v, lo, t, lone);
	if (s.len && attach_age_of_nobody(v, a, s)) return NONE;
	return elision_is_place(v, a, s) || is_formula(v, s) ? NONE : s;
}

/* "Prices fell 0.2 %, the fall widened by 0.1 points, on the year they rose 0.6 %": points of a
 * rate lend nothing to a rate. */
static bool is_side_rate(const struct mention *m, const struct mention *k, const struct view *v)
{
	if (v->d->annots[m->annot].type != A_PERCENT || v->d->annots[k->annot].dim != DIM_POINTS ||
	    !k->ind.len)
		return false;
	return (v->cls[view_token_at(v, stretch_end(k->ind) - 1)] & ROLE_PART) != 0;
}

/* "A share of 76 % of output, 18 % more than the year before": what grew by per cent is no share
 * when something else was measured before. */
static bool is_share_before(const struct mentions *ms, size_t k, const struct mention *m,
			    const struct view *v)
{
	const struct mention *s = &ms->m[k];

	if (!attach_is_change(m, v) || v->d->annots[m->annot].dim != DIM_SHARE || !s->ind.len ||
	    s->inherited)
		return false;
	if (v->d->annots[s->annot].type != A_PERCENT || attach_is_change(s, v) || !s->base.len)
		return false;
	for (size_t i = k; i-- > 0;)
		if (ms->m[i].ind.len && !ms->m[i].skip &&
		    v->d->annots[ms->m[i].annot].type != A_PERCENT)
			return true;
	return false;
}

/* "The load hit a record, reaching 1.5 billion": a clause that opens with a verb of reaching. */
static bool reaches_only(const struct view *v, const struct mention *m)
{
	size_t t = v->clauses[m->clause].from;

	return t < m->tok && (v->cls[t] & ROLE_REACH) && v->tok[t].pos == POS_VERB;
}

/* "Our car exports went on rising, over 400,000 for two months": of a name's topic, what it
 * measures. */
static struct stretch after_name(const struct view *v, struct stretch s, bool any)
{
	size_t from = view_token_at(v, s.off), to = view_token_at(v, stretch_end(s));
	size_t end = topic_name_end(v, from, to);

	if (end == to) to = phrase_right(v, end).to;
	uint64_t tail = 0; /* roles of the last two characters of a longer word */
	if (to > from && v->tok[to - 1].len > 2) {
		uint32_t last = v->tok[to - 1].off + v->tok[to - 1].len - 2;
		tail = words_classes(v->words, doc_span(v->d, last, 2));
	}
	bool measured = any || phrase_is_measure(v, to - 1) ||
			((v->cls[to - 1] | tail) & (ROLE_INDVERB | ROLE_HEAD));
	return end > from && end < to && measured ? phrase_stretch(v, phrase_of(end, to)) : NONE;
}

/* "A's turnover in June | hit a record, reaching 8 million": the measure before the verb of a
 * clause. */
static struct stretch measure_that_acts(const struct view *v, size_t clause)
{
	size_t lo = v->clauses[clause].from;

	for (size_t t = v->clauses[clause].to; t-- > lo + 1u;) {
		if (v->tok[t].pos == POS_QUANTITY) return NONE;
		if (v->tok[t].pos != POS_VERB || !phrase_is_measure(v, t - 1) ||
		    !phrase_head(v, t - 1))
			continue;
		struct phrase p = phrase_left(v, lo, t);
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	return NONE;
}

/* The noun of a rise or fall: an index is not measured by it. */
static bool is_rise(const struct view *v, struct stretch ind)
{
	uint64_t cls = v->cls[view_token_at(v, stretch_end(ind) - 1)];

	return (cls & ROLE_PART) && (cls & (ROLE_UP | ROLE_DOWN));
}

static bool unit_is(const struct view *v, const struct annot *a, const struct annot *b)
{
	return uslice_eq(doc_span(v->d, a->unit_off, a->unit_len),
			 doc_span(v->d, b->unit_off, b->unit_len));
}

/* "210 firms with 4,500 people, 15 (firms) more, 320 (people) fewer": of several counts before a
 * change, the one with its classifier. */
static bool same_unit_before(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	bool other = false;

	if (a->dim != DIM_COUNT || !a->unit_len || m->resp_count > 1 || !attach_is_change(m, v))
		return false;
	for (size_t k = i; k-- > 0;) {
		const struct mention *s = &ms->m[k];
		const struct annot *b = &v->d->annots[s->annot];
		if (!s->ind.len || s->skip || b->dim != DIM_COUNT || !b->unit_len) continue;
		if (unit_is(v, a, b)) {
			if (!other || s->inherited || attach_is_change(s, v)) return false;
			m->ind = s->ind;
			m->parent = (int32_t)k;
			return m->inherited = true;
		}
		other = true;
	}
	return false;
}

/* What the clauses before are about, the nearest first, behind the name that opens it. */
static struct stretch topic_before(const struct mention *m, const struct view *v)
{
	for (size_t c = m->clause; c-- > 0;) {
		bool entity;
		struct stretch s = topic_find(v, c, &entity);
		if (entity) s = after_name(v, s, reaches_only(v, m));
		if (s.len) return s;
	}
	return NONE;
}

/* "Pay went up by 3.8 %, some 600,000 | gain by it": people are not counted by a measure of money,
 * nor by a rate. */
static bool is_of_people(const struct mention *m, const struct mention *k, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot], *b = &v->d->annots[k->annot];

	if (a->dim != DIM_COUNT || !a->unit_len || attach_is_change(m, v) ||
	    (b->type != A_MONEY && b->type != A_PERCENT))
		return false;
	return words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_SELF;
}

/* Nothing in the clause: what the mention before measured, else what the clauses before are about.
 */
/* "Plans within 6 months to sell": a time that something takes measures only itself, unless a verb
 * of reaching stands before it or it goes on a list. */
static bool is_span(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);
	const struct mention *k = i > 0 ? &ms->m[i - 1] : NULL;
	bool same = k && v->d->annots[k->annot].type == A_DURATION &&
		    unit_is(v, a, &v->d->annots[k->annot]);
	bool listed = same && ((t > 0 && k->tok + 2u == t && view_is_mark(v, t - 1)) ||
			       (k->ind.len && phrase_is_measure(v, phrase_head_token(v, k->ind))));

	return a->type == A_DURATION && !attach_is_change(m, v) && !m->resp_count && !listed &&
	       !(t > lo && (v->cls[t - 1] & (ROLE_REACH | ROLE_STAT)));
}

static void inherit_indicator(struct mentions *ms, size_t i, const struct view *v,
			      const struct frame *f)
{
	struct mention *m = &ms->m[i];
	size_t behind = attach_behind(m, v);
	bool acts = behind < v->clauses[m->clause].to &&
		    (v->tok[behind].pos == POS_VERB || v->tok[behind].pos == POS_VN);

	if (m->resp_count > 1 && m->resp_index > 0 && ms->m[i - 1].ind.len &&
	    !ms->m[i - 1].inherited) { /* "shares of 70 % and 75 %, respectively" */
		m->ind = ms->m[i - 1].ind;
		m->inherited = true;
		return;
	}
	if (acts && attach_counts_actions(v, &v->d->annots[m->annot]))
		return; /* "raised the rate twice" */
	if ((acts && pays_for(v, m, behind)) || is_span(ms, i, v)) return;
	if (elision_counts_places(v, &v->d->annots[m->annot]) && !attach_is_change(m, v)) return;
	m->ind = m->resp_count ? NONE
			       : elision_measure_before(m, v, i ? ms->m[i - 1].clause + 1u : 0);
	if (m->ind.len) return;
	/* "the gap hit a record, reaching 227 billion" */
	if (reaches_only(v, m) && m->clause > 0 &&
	    !(i > 0 && ms->m[i - 1].clause + 1u >= m->clause)) {
		bool entity;
		struct stretch s = measure_that_acts(v, m->clause - 1u);
		if (!s.len) {
			s = topic_find(v, m->clause - 1u, &entity);
			if (entity) s = after_name(v, s, true);
		}
		if (s.len) {
			m->ind = s;
			return;
		}
	}
	size_t nth = m->resp_count > 1 ? m->resp_count - m->resp_index : 1; /* counted backwards */

	if (same_unit_before(ms, i, v)) return;
	for (size_t k = i - m->resp_index; k-- > 0;) {
		if (is_side_rate(m, &ms->m[k], v) || is_share_before(ms, k, m, v)) continue;
		if (is_of_people(m, &ms->m[k], v)) return;
		if (!ms->m[k].ind.len || ms->m[k].skip ||
		    (m->resp_count > 1 && attach_is_change(&ms->m[k], v)))
			continue;
		if (--nth) continue;
		size_t acts_at = behind < v->clauses[m->clause].to ? behind : v->n_tok;
		if (!attach_is_change(m, v) && elision_did_otherwise(&ms->m[k], v, acts_at)) return;
		bool rise = is_rise(v, ms->m[k].ind) && ms->m[k].subj.len &&
			    v->d->annots[m->annot].dim == DIM_INDEX;
		/* "its rise grew to 360 points, it closed at 21,398" */
		m->ind = rise ? ms->m[k].subj : ms->m[k].ind;
		m->parent = (int32_t)k;
		m->inherited = true;
		return;
	}
	m->ind = elision_measure_before(m, v, 0);
	if (m->ind.len) return;
	m->ind = topic_before(m, v);
	if (m->ind.len) return;
	if (f->indicator.len) {
		m->ind = f->indicator;
		m->inherited = true;
	}
}

/* Of a list of points: indicator, subject and mood words of the one before. */
static void share_slots(struct mentions *ms, size_t i)
{
	struct mention *m = &ms->m[i];
	const struct mention *k = &ms->m[m->beside];

	m->ind = k->ind;
	m->subj = k->subj;
	m->filter = k->filter;
	m->parent = k->parent;
	m->inherited = true;
	if (!m->base.len) m->base = m->part[PART_BASE];
}

/* "A Co. rose 13 %": of what is traded its price is meant, and the name stands for it: whose figure
 * it is and what rose. */
static void attach_traded(struct mentions *ms, size_t i, const struct view *v)
{
	struct mention *m = &ms->m[i];
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	if (!attach_is_change(m, v) || v->d->annots[m->annot].type != A_PERCENT) return;
	bool quoted = i > 0 && t <= lo + 1u && elision_is_quoted(&ms->m[i - 1], v);
	if (quoted &&
	    (!m->ind.len || m->inherited || stretch_overlaps(m->ind, ms->m[i - 1].subj))) {
		m->ind = m->subj = ms->m[i - 1].subj; /* "closed at 98 yuan, | down 0.6 %" */
		return;
	}
	if (m->ind.len || !m->subj.len || !m->own_subj || t == lo) return;
	bool trade = (v->side[t - 1] & SIDE_TRADE) && v->tok[t - 1].off == stretch_end(m->subj);
	if (trade && v->tok[view_token_at(v, m->subj.off)].pos != POS_PERSON &&
	    v->tok[view_token_at(v, m->subj.off)].pos != POS_PLACE)
		m->ind = m->subj;
}

void attach_all(struct mentions *ms, const struct view *v, struct frame *f,
		const struct owner_choice *k)
{
	align_respectively(ms, v);
	align_rates(ms, v);
	align_lists(ms, v);
	align_points(ms, v);
	for (size_t i = 0; i < ms->n; i++) {
		struct mention *m = &ms->m[i];
		if (m->skip) continue;
		m->base = m->part[PART_BASE];
		m->filter = m->part[PART_FILTER];
		if (m->beside >= 0) {
			share_slots(ms, i);
			continue;
		}
		m->ind = find_indicator(ms, m, v);
		if (!m->ind.len && !slice_is(facet(m, FACET_PLACEMENT), "none"))
			inherit_indicator(ms, i, v, f);
		if (!m->inherited) bracket_cut_owner(m, v);
		attach_subject(ms, i, v, f, k);
		relate_mention(ms, i, v, f);
		restriction_attach(m, v);
		if (m->ind.len) {
			/* of growth it says nothing */
			enum dimension dim = v->d->annots[m->annot].dim;
			f->indicator = m->ind;
			bool rate = dim == DIM_SHARE || dim == DIM_POINTS || dim == DIM_TIMES;
			if (!rate && !m->inherited) f->indicator_dim = (uint8_t)dim;
		}
	}
	subject_carry(ms, v, f);
	for (size_t i = 0; i < ms->n; i++) /* last: it lends nothing to others */
		if (!ms->m[i].skip) attach_traded(ms, i, v);
}
