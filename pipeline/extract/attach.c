/* Attachment of numbers to noun phrases. See attach.h.
 *
 * Chinese puts what is counted behind a classifier (N items of result) and what is measured before
 * the number (income reached N). So a count looks right first, everything else left; left of a
 * value stand words that are no part of any name: adverbs, verbs of reaching and changing,
 * comparisons, times. They are stepped over.
 *
 * Here: the order of the work and the subject; the indicator in its own clause is found by
 * attach_indicator.c, told before by attach_inherit.c. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/align.h"
#include "pipeline/extract/bracket.h"
#include "pipeline/extract/breakdown.h"
#include "pipeline/extract/elision.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/relate.h"
#include "pipeline/extract/restriction.h"
#include "pipeline/extract/subject.h"

#define LISTED_TOKENS  2 /* of one of a list whose measure stands behind the last one */
#define COMPOUND_UNITS 4 /* of a word that is a measure with what it is of */
#define NONE ((struct stretch){ 0, 0 })

/* A work stands without its marks. */
static struct stretch without_marks(struct stretch s, const struct view *v)
{
	const uint16_t *u = v->d->text.p + s.off;

	if (s.len < 3 || (u[0] != TITLE_OPEN && u[0] != LENS_OPEN)) return s;
	if (u[s.len - 1] != u[0] + 1) return s;
	return (struct stretch){ s.off + 1, s.len - 2 };
}

/* Of a base, without the particle and the blank before its share. */
static struct stretch without_particle(struct stretch s, const struct view *v)
{
	size_t from = s.len ? view_token_at(v, s.off) : 0,
	       to = s.len ? view_token_at(v, stretch_end(s)) : 0;

	while (to > from + 1u && (v->tok[to - 1].pos == POS_SPACE || v->tok[to - 1].pos == POS_DE))
		to--;
	uint32_t end = to > from ? v->tok[to - 1].off + v->tok[to - 1].len : 0;
	return end > s.off && end < stretch_end(s) ? (struct stretch){ s.off, end - s.off } : s;
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

/* "A is worth 3 billion, against B's | 45 billion": right before a figure of a measure told before,
 * with its particle, stands the name of whose it is. */
static struct stretch named_owner(const struct mention *m, const struct view *v)
{
	const uint32_t names = POS_BIT(POS_ORG) | POS_BIT(POS_PLACE) | POS_BIT(POS_PERSON);
	size_t t = m->tok, lo = v->clauses[m->clause].from;

	if (!m->inherited || t < lo + 2u || v->tok[t - 1].pos != POS_DE ||
	    !(names & POS_BIT(v->tok[t - 2].pos)))
		return NONE;
	if (t > lo + 2u && v->tok[t - 3].pos == POS_PREP) return NONE; /* in Hong Kong */
	return phrase_stretch(v, phrase_of(t - 2, t - 1));
}

/* "Highways | cut off: 9, farm roads | cut off: 63": what is counted by its mishap has nothing of
 * what is counted so beside it. */
static struct stretch not_beside(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	size_t verb = m->ind.len ? view_token_at(v, stretch_end(m->ind)) : v->n_tok;

	if (verb < v->n_tok && (view_token_label(v, verb) & LABEL_BEFALLS))
		for (size_t k = i; k-- > 0;)
			if (same_words(v, m->subj, ms->m[k].ind)) return ms->m[k].subj;
	return m->subj;
}

static void attach_subject(struct mentions *ms, size_t i, const struct view *v,
			   const struct frame *f, const struct owner_choice *k)
{
	struct mention *m = &ms->m[i];
	struct stretch person = attach_aged(m, v);
	bool behind = m->ind.len && m->ind.off > v->d->annots[m->annot].off;

	/* "on her 50th | birthday": no age measures it */
	if (behind && attach_is_age(m, v) &&
	    (v->cls[view_token_at(v, stretch_end(m->ind) - 1)] & ROLE_NOTSUBJ))
		m->ind = NONE;
	if (person.len && (behind || !m->ind.len)) {
		m->subj = person;
		m->ind = NONE;
		m->own_subj = true;
		return;
	}
	if (attach_spends(m, v)) return;
	if (elision_found(ms, i, v, f)) elision_borrow(ms, i, v, f);
	struct stretch deed = elision_deed(m, v);
	if (deed.len) m->ind = deed;
	bool left = m->ind.len && m->ind.off < v->d->annots[m->annot].off;

	if (m->part[PART_SUBJ].len) {
		m->subj = m->part[PART_SUBJ];
		return;
	}
	if (m->part[PART_OWNER].len) {
		size_t t = view_token_at(v, m->part[PART_OWNER].off);
		struct phrase p = phrase_left(v, v->clauses[view_clause_of(v, t)].from, t);
		if (p.from < p.to) m->subj = phrase_stretch(v, p);
		else m->subj = measure_before(ms, i, v);
	}
	m->splits = left && !m->inherited && !m->part[PART_OWNER].len && !owner_is_held(m, v) &&
		    !attach_joins_places(v, view_token_at(v, m->ind.off));
	if (m->splits) owner_split_distance(m, v);
	if (m->subj.len && (v->cls[view_token_at(v, stretch_end(m->subj) - 1)] & ROLE_NOTSUBJ))
		m->subj = NONE;
	struct stretch holder = owner_holder(m, v);
	if (holder.len) m->subj = holder;
	if (!m->subj.len) m->subj = attach_described(m, v);
	if (!m->subj.len && left && !attach_counts(&v->d->annots[m->annot]))
		m->subj = attach_row_owner(m, v);
	if (!m->subj.len && left && attach_is_relative(m, v) &&
	    !(m->splits && owner_split(m, v).len)) {
		m->subj = attach_right(m, v);
		/* "bought 50 million worth of | stock": stock owns nothing */
		size_t head = m->subj.len ? phrase_head_token(v, m->subj) : 0;
		if (m->subj.len && ((v->side[head] & (SIDE_STAKE | SIDE_PLANNED)) ||
				    (v->cls[head] & ROLE_NOTSUBJ)))
			m->subj = NONE;
	}
	if (!m->subj.len) m->subj = named_owner(m, v);
	m->own_subj = m->subj.len > 0;
	if (!m->subj.len) m->subj = subject_find(ms, i, v, f, k, m);
	if (!m->subj.len) m->subj = attach_who_is_sized(m, v);
	m->subj = not_beside(ms, i, v);
	if (stretch_overlaps(m->subj, m->ind) || same_words(v, m->subj, m->ind)) m->subj = NONE;
	if (m->inherited && m->own_subj) strip_owner(m, v);
	m->subj = without_marks(m->subj, v);
}

/* May [from, to) be one of those of whom a measure behind the last one is told: a noun or two that
 * are neither names nor measures? */
static bool is_listed(const struct view *v, size_t from, size_t to)
{
	const uint32_t nouns = POS_BIT(POS_NOUN) | POS_BIT(POS_VN) | POS_BIT(POS_ADJ);

	if (from >= to || to - from > LISTED_TOKENS || phrase_is_measure(v, to - 1)) return false;
	while (from < to && v->tok[from].annot < 0 && (nouns >> v->tok[from].pos & 1) &&
	       !(v->cls[from] & (ROLE_SUBJ | ROLE_SAY | ROLE_NOTNOUN | ROLE_GROUP)))
		from++;
	return from == to;
}

/* "Industry and crafts' | output": the indicator with the list before it, of which it holds the
 * last one; behind the owner. */
static struct stretch with_list(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, from = view_token_at(v, m->ind.off),
	       to = view_token_at(v, stretch_end(m->ind)), owned = lo;

	if (m->subj.len && m->subj.off < m->ind.off)
		owned = view_token_at(v, stretch_end(m->subj) - 1) + 1;
	size_t tail = owner_measure_tail(v, from, to), start = from;
	bool compound = tail == from && v->tok[from].len >= COMPOUND_UNITS; /* schooling costs */
	if (tail == to || (tail == from && !compound)) return m->ind;
	if (tail > from && !is_listed(v, from, tail)) return m->ind;
	while (start > owned + 1u && list_joins(v, start - 1, JOINS_OWNERS)) {
		struct phrase p = phrase_left(v, owned, start - 1);
		if (!is_listed(v, p.from, p.to)) break;
		start = p.from;
	}
	return start < from ? phrase_stretch(v, phrase_of(start, to)) : m->ind;
}

/* "The firm | lays off | 300": the verb of a change right before the figure that names its object
 * itself, where nothing else is measured. */
static struct stretch change_alone(const struct mention *m, const struct view *v)
{
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	while (t > lo && (v->cls[t - 1] & ROLE_ADVERB)) t--;
	uint64_t cls = t > lo ? v->cls[t - 1] : 0;
	bool act = (cls & (ROLE_UP | ROLE_DOWN)) && (cls & (ROLE_INDVERB | ROLE_ACTS));
	return act ? phrase_stretch(v, phrase_of(t - 1, t)) : NONE;
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

void attach_all(struct mentions *ms, const struct view *v, struct frame *f,
		const struct owner_choice *k)
{
	f->parted = f->indicator;
	align_respectively(ms, v);
	align_rates(ms, v);
	align_lists(ms, v);
	align_points(ms, v);
	bool measured = false; /* the sentence has told of something measured */
	for (size_t i = 0; i < ms->n; i++) {
		struct mention *m = &ms->m[i];
		if (m->skip) continue;
		m->base = without_particle(m->part[PART_BASE], v);
		m->filter = m->part[PART_FILTER];
		if (m->beside >= 0) {
			share_slots(ms, i);
			continue;
		}
		m->ind = attach_indicator(ms, m, v);
		if (!m->ind.len && !slice_is(m->facet[FACET_PLACEMENT], "none"))
			attach_inherit(ms, i, v, f);
		if (!m->inherited) bracket_cut_owner(m, v);
		attach_subject(ms, i, v, f, k);
		if (m->ind.len && !m->inherited && m->ind.off < v->d->annots[m->annot].off &&
		    !m->part[PART_IND].len && m->resp_count < 2)
			m->ind = with_list(m, v);
		if (!m->ind.len && !m->inherited) m->ind = change_alone(m, v);
		relate_mention(ms, i, v, f);
		restriction_attach(m, v);
		if (m->ind.len) {
			/* of growth it says nothing */
			enum dimension dim = v->d->annots[m->annot].dim;
			/* "rose 3.8 %, a rate 0.8 points higher": prices are told of next */
			bool side = dim == DIM_POINTS && measured && attach_is_rate(v, m->ind);
			if (!side) f->indicator = m->ind;
			measured = true;
			bool rate = dim == DIM_SHARE || dim == DIM_POINTS || dim == DIM_TIMES;
			if (!rate && !m->inherited) f->indicator_dim = (uint8_t)dim;
		}
	}
	subject_carry(ms, v, f);
	for (size_t i = 0; i < ms->n; i++) /* last: it lends nothing to others */
		if (!ms->m[i].skip) attach_traded(ms, i, v);
	breakdown_relate(ms, v, f);
}
