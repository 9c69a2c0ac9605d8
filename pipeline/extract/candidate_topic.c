/* Topics of a clause as candidates for the owner of a figure. See
 * candidate_collect.h.
 *
 * A topic is a candidate as it stands, cut where it may end earlier, and longer where the chunker
 * may have cut it too short. */
#include "pipeline/extract/antecedent.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker.h"
#include "pipeline/extract/topic_cut.h"

#define NONE	    ((struct stretch){ 0, 0 })

bool candidate_is_measured(const struct mentions *ms, struct stretch s, const struct view *v)
{
	for (size_t i = 0; i < ms->n; i++) {
		/* who does something for three days is its subject */
		bool lasts = v->d->annots[ms->m[i].annot].type == A_DURATION;
		if (!lasts && stretch_overlaps(ms->m[i].ind, s)) return true;
	}
	return false;
}

/* Only the name that opens a topic which is itself measured. */
struct stretch candidate_name(const struct view *v, const struct topic *t)
{
	size_t end = topic_name_end(v, t->from, t->to);

	if (end == t->from && t->measured)
		end = owner_measure_tail(v, t->from, t->to); /* this route's | length */
	if (end == t->from + 1u && (v->side[t->from] & SIDE_DET) && t->measured)
		return NONE; /* "this time's | sum" */
	return end > t->from ? phrase_stretch(v, phrase_of(t->from, end)) : t->s;
}

/* "Crop sowing and | overall mechanisation rate": a phrase that the chunker broke belongs to the
 * indicator right behind it. */
static bool runs_into(const struct topic *t, const struct mention *m, const struct view *v)
{
	if (t->entity || t->counted || !m->ind.len || m->ind.off < stretch_end(t->s)) return false;
	size_t from = view_token_at(v, m->ind.off), to = t->to;
	if (from == to && v->tok[from].pos == POS_VERB) return false; /* "Harden | got 28 points" */
	/* fine particles (PM2.5) | concentration */
	if (unit_opens_bracket(phrase_mark(v, to)))
		while (to < from && !unit_closes_bracket(phrase_mark(v, to - 1))) to++;
	bool owner = owner_is(v, t->to - 1) ||
		     (v->tok[t->to - 1].cls & (CLASS_ORG_END | CLASS_PLACE_END));
	while (to < from && (v->cls[to] & ROLE_PER) && !(v->side[to] & SIDE_HEADS))
		to++; /* "annual mean" belongs to the measure */
	bool apart = (v->side[from] & SIDE_HEADS) || (v->cls[from] & ROLE_PART) ||
		     ((v->cls[from] & ROLE_STAT) && !(v->cls[from] & ROLE_PER));
	if (from <= to) return !owner && !apart;
	return from == to + 1u && v->tok[to].pos == POS_VERB && !v->cls[to] &&
	       phrase_is_measure(v, view_token_at(v, stretch_end(m->ind) - 1));
}

/* "The treasury sets aside a fund of 1.1 billion": the chunker took the verb for a noun, so that
 * topic and indicator overlap; what stands before the verb is the topic. */
static struct stretch before_verb(const struct topic *t, const struct mention *m,
				  const struct view *v)
{
	uint32_t end = (uint32_t)view_token_at(v, stretch_end(m->ind));

	for (uint32_t i = t->from + 1; i < t->to && i + 1 < end; i++)
		if (v->tok[i].pos == POS_VN && (v->cls[i] & (ROLE_TRANS | ROLE_INDVERB)) &&
		    !phrase_is_measure(v, i))
			return phrase_stretch(v, phrase_of(t->from, i));
	return NONE;
}

/* "There will be two spells of rain": does a clause open with a verb that only says that something
 * is there or happens? */
static bool only_exists(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].from, end = v->clauses[clause].to;

	while (t < end && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_CONJ ||
			   v->tok[t].pos == POS_TIME || (v->side[t] & SIDE_OPENER)))
		t++;
	return t < end && (v->side[t] & (SIDE_EXIST | SIDE_OCCUR | SIDE_CAUSE)) != 0;
}

/* "The office said that it will put in 42 million": a body that says what it does, in a clause that
 * begins with the verb. An officer speaks for his body, another person for others. */
static bool says_own(const struct topic *t, const struct mention *m, const struct view *v)
{
	size_t n;

	if (t->personal || (collect_is_person(v, t->to - 1) && !t->entity) ||
	    v->tok[t->from].pos == POS_PERSON)
		return false;
	topic_at(v, m->clause, &n);
	if (n > 0 || only_exists(v, m->clause)) return false;
	size_t from = m->ind.len ? view_token_at(v, m->ind.off) : m->tok;
	return m->ind.off > v->d->annots[m->annot].off ||
	       (m->ind.len && (v->cls[from] & (ROLE_TRANS | ROLE_INDVERB)) &&
		!(v->cls[from] & ROLE_HEAD));
}

/* "The police say they have | held 3 men": a body that says in the figure's clause what it does. */
static bool says_itself(const struct topic *t, const struct mention *m, const struct view *v)
{
	size_t i = t->to;

	if (t->personal || collect_is_person(v, t->to - 1) || v->tok[t->from].pos == POS_PERSON)
		return false;
	while (i < m->tok && !(v->cls[i] & ROLE_SAY)) i++;
	for (i++; i < m->tok && (v->tok[i].pos == POS_ADV || v->tok[i].pos == POS_TIME ||
				 v->tok[i].pos == POS_AUX || (v->cls[i] & ROLE_MODAL));)
		i++;
	if (i >= m->tok || (v->cls[i] & (ROLE_HEAD | ROLE_NOMINAL)) ||
	    (v->side[i] & (SIDE_EXIST | SIDE_OCCUR | SIDE_CAUSE)))
		return false;
	return (v->cls[i] & ROLE_TRANS) || (v->tok[i].pos == POS_VERB && !v->cls[i]);
}

/* "Third in the province": the field of a rank is nobody's subject. */
static bool is_field(const struct mentions *ms, size_t clause, struct stretch s)
{
	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++)
		if (ms->m[i].clause == clause && stretch_overlaps(ms->m[i].part[PART_BASE], s))
			return true;
	return false;
}

/* "The 339 cities' mean was 43": the whole owner of a figure of the clause, where the topic is only
 * its beginning. */
static struct stretch whole_owner(const struct mentions *ms, size_t clause, struct stretch s)
{
	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++) {
		const struct mention *k = &ms->m[i];
		if (k->clause == clause && k->own_subj && k->subj.off == s.off &&
		    k->subj.len > s.len)
			return k->subj;
	}
	return s;
}

/* "The statistics office announced that": right behind the topic a verb of one who finds out or
 * handles what others have. */
static bool tells(const struct view *v, size_t t, size_t end)
{
	while (t < end && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME ||
			   (v->side[t] & SIDE_ADNOUN)))
		t++;
	return t < end && ((v->side[t] & SIDE_TELL) || (v->cls[t] & ROLE_SAY));
}

/* "The statistics office announced on Monday, | prices rose": the clause of an office ends in the
 * verb of telling, and what it tells has owners of its own. */
static bool only_tells(const struct collector *k, const struct topic *t, size_t clause)
{
	const struct view *v = k->v;
	size_t i = t->to, end = v->clauses[clause].to;

	if (clause == k->m->clause || !(candidate_signs_of(v, t->s) & SIGN(OFFICE))) return false;
	while (i < end && (v->tok[i].pos == POS_ADV || v->tok[i].pos == POS_TIME ||
			   (v->side[i] & SIDE_ADNOUN)))
		i++;
	bool verb = i < end && ((v->side[i] & SIDE_TELL) || (v->cls[i] & (ROLE_SAY | ROLE_ISSUE)));
	return verb && !(v->side[i] & SIDE_COMMIT) && i + 2 == end && view_is_mark(v, i + 1);
}

/* "As to line 3, | the length is": no clause from there to the figure's has a topic of its own. */
static bool leaves_topic_out(const struct collector *k, size_t clause)
{
	size_t n = 0;

	for (size_t c = clause + 1; c <= k->m->clause && !n; c++) topic_at(k->v, c, &n);
	return clause < k->m->clause && !n;
}

static uint64_t signs_of_topic(const struct collector *k, const struct topic *t, size_t clause)
{
	uint64_t is = 0;

	if (t->entity) is |= SIGN(ENTITY);
	if (t->counted) is |= SIGN(COUNTED);
	if (t->described) is |= SIGN(DESCRIBED);
	if (t->personal) is |= SIGN(PERSONAL);
	if (t->place) is |= SIGN(SCENE);
	if (t->named && leaves_topic_out(k, clause)) is |= SIGN(IDENTIFIED);
	bool speaks = t->speaks || only_tells(k, t, clause);
	if (speaks) is |= SIGN(SPEAKS);
	if (speaks && says_own(t, k->m, k->v)) is |= SIGN(SAYS_OWN);
	if (tells(k->v, t->to, k->v->clauses[clause].to)) is |= SIGN(TELLS);
	if (candidate_is_measured(k->ms, t->s, k->v)) is |= SIGN(MEASURED_ITSELF);
	if ((is & SIGN(MEASURED_ITSELF)) && collect_is_sibling(k, t->s)) is |= SIGN(SIBLING);
	if (clause != k->m->clause && is_field(k->ms, clause, t->s)) is |= SIGN(FIELD);
	return is;
}

bool collect_figure_between(const struct collector *k, size_t t)
{
	return k->m > k->ms->m && k->m[-1].clause == k->m->clause && k->m[-1].tok >= t;
}

/* "The delta's science resources' sharing | platform has gathered": a verbal noun and a noun behind
 * a topic, with the predicate still to come; to if there are none. */
static size_t extended_end(const struct view *v, size_t to, size_t end)
{
	bool verbal = to + 1 < end && v->tok[to].annot < 0 &&
		      (v->cls[to] & ROLE_NOMINAL ||
		       (v->tok[to].pos == POS_VN && !(v->cls[to] & ROLE_TRANS)));

	if (!verbal) return to;
	struct phrase p = phrase_right(v, to + 1);
	if (p.from == p.to || p.to >= end || phrase_is_measure(v, p.to - 1)) return to;
	enum pos_tag next = (enum pos_tag)v->tok[p.to].pos;
	return next == POS_ADV || next == POS_VERB || next == POS_TIME ? p.to : to;
}

/* "Oil rose by 3 tons, cloth | by 5 bales", "saving funds of 6 million, the rate": what another
 * clause measured is an item of the same list, or what was done there, not whose the next thing is.
 */
static bool is_item(const struct collector *k, const struct topic *t, size_t clause)
{
	const struct view *v = k->v;
	const struct mention *m = k->m;

	/* oil ends the names of firms, but alone it is a thing */
	bool body = t->to > t->from + 1u
			    ? owner_is(v, t->to - 1) || (v->tok[t->to - 1].cls & CLASS_ORG_END)
			    : (v->side[t->from] & SIDE_OWNER) != 0;
	if (!m->ind.len || m->inherited || m->ind.off > v->d->annots[m->annot].off || body ||
	    (v->tok[t->to - 1].cls & CLASS_PLACE_END))
		return false;
	bool thing = !phrase_is_measure(v, view_token_at(v, stretch_end(m->ind) - 1));
	bool done = t->to > t->from + 1u && v->tok[t->from].pos == POS_VN &&
		    (v->cls[t->from] & ROLE_INDVERB);
	for (size_t i = 0; i < k->ms->n; i++) {
		const struct mention *x = &k->ms->m[i];
		const struct annot *a = &v->d->annots[x->annot];
		if (x->clause != clause || x->inherited || x->ind.off != t->s.off ||
		    x->ind.len != t->s.len || a->type == A_DURATION)
			continue;
		if (thing || (done && x->tok == t->to && a->type == A_MONEY)) return true;
	}
	return false;
}

/* "62 firms | made 47 deals": what is counted does by the verb behind it what the figure counts. */
static bool counted_does(const struct topic *t, const struct mention *m, const struct view *v)
{
	if (!t->counted || m->ind.off < v->d->annots[m->annot].off) return false;
	for (size_t i = t->to; i < m->tok; i++) {
		uint16_t mark = phrase_mark(v, i);
		bool bracket = unit_opens_bracket(mark) || unit_closes_bracket(mark);
		if ((view_is_mark(v, i) && !bracket) || (v->cls[i] & ROLE_AND)) return false;
		if (v->tok[i].pos == POS_VERB && (v->cls[i] & ROLE_TRANS)) return true;
	}
	return false;
}

bool collect_person(struct collector *k, size_t t, uint64_t is)
{
	const struct view *v = k->v;
	const struct frame *f = k->f;

	if (!(v->side[t] & SIDE_HE) || f->block >= v->d->n_blocks) return false;
	const struct block *b = &v->d->blocks[f->block];
	struct stretch block = { b->off, b->len }, he = phrase_stretch(v, phrase_of(t, t + 1));
	if (speaker_is_quoted(v->d, block, he.off)) return false;
	struct speech_place place = { v, f->said, block, { stretch_end(he), 1 }, v->off, 0 };
	struct stretch who = antecedent_of(&place, SLICE("pronoun"), he);
	if (!who.len) return false;
	k->who = who;
	collect_add(k, he, (is & ~SIGN(PERSONAL)) | SIGN(ENTITY) | SIGN(NAME_LAST) | SIGN(PERSON));
	k->who = NONE;
	return true;
}

/* What stands of a list before "and other": where it runs into the indicator, "design, law and
 * other | posts". */
static struct stretch before_others(const struct topic *t, const struct mention *m,
				    const struct view *v)
{
	for (uint32_t i = t->to; i > t->from + 1; i--)
		if ((v->side[i - 1] & SIDE_ETC) && v->tok[i - 1].off < stretch_end(m->ind))
			return phrase_stretch(v, phrase_of(t->from, i - 1));
	return NONE;
}

/* A topic as candidate: whole, or cut to the name that opens it where the rest is measured. */
static void add_topic(struct collector *k, const struct topic *t, size_t clause, uint64_t where)
{
	const struct view *v = k->v;
	const struct mention *m = k->m;
	bool own = clause == m->clause;
	struct stretch s = t->s;
	uint64_t is = where | signs_of_topic(k, t, clause);

	if (own && stretch_end(s) > v->d->annots[m->annot].off) return;
	if (stretch_overlaps(s, m->part[PART_BASE]) || (v->side[t->to - 1] & SIDE_PERIOD) ||
	    v->tok[t->to - 1].pos == POS_TIME)
		return;
	if (own && !t->entity && (is & SIGN(SIBLING)) && !counted_does(t, m, v))
		return; /* "3 killed, 11 hurt" */
	if (!own && !t->entity && !t->counted && is_item(k, t, clause)) return;
	if (own && collect_figure_between(k, t->to)) is |= SIGN(PASSED);
	if (t->personal && !t->speaks && collect_person(k, t->from, is)) return;
	if (stretch_overlaps(s, m->ind) && !t->counted && !t->entity) {
		struct stretch list = own ? before_others(t, m, v) : NONE;
		s = list.len || !own ? list : before_verb(t, m, v);
	}
	if (s.off == t->s.off && s.len == t->s.len && own &&
	    m->ind.off < v->d->annots[m->annot].off && runs_into(t, m, v))
		return;
	bool cut = t->measured ||
		   (t->entity && !t->counted && ((is & SIGN(MEASURED_ITSELF)) || t->speaks));
	if (cut && !t->entity && !t->counted) return;
	if (cut || stretch_overlaps(s, m->ind)) {
		struct stretch name = candidate_name(v, t);
		if (t->measured && name.len >= t->s.len) return;
		if (name.len < s.len) is |= SIGN(CUT);
		if (name.len < s.len && (candidate_signs_of(v, name) & SIGN(PLACE)))
			is &= ~SIGN(SAYS_OWN); /* the mayor of a city is not the city */
		s = name;
	}
	if (!s.len) return;
	if (!own) s = whole_owner(k->ms, clause, s);
	if (candidate_is_long(v, s)) is |= SIGN(LONG);
	collect_add(k, s, is | candidate_signs_of(v, s));
	size_t longer = extended_end(v, t->to, v->clauses[clause].to);
	if (longer > t->to) {
		struct stretch x = phrase_stretch(v, phrase_of(t->from, longer));
		if (!own || stretch_end(x) <= v->d->annots[m->annot].off)
			collect_add(k, x, is | SIGN(EXTENDED) | candidate_signs_of(v, x));
	}
	if (!(is & SIGN(CUT)) && !t->counted) collect_edges(k, t, is & ~SIGN(LONG));
}

bool collect_opens_part(const struct view *v, size_t clause)
{
	return (v->cls[v->clauses[clause].from] & ROLE_AMONG) != 0;
}

/* "Of them, River county fared worst, | losing": a part without a figure of its own yet. */
static bool has_figure(const struct mentions *ms, size_t clause)
{
	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++)
		if (ms->m[i].clause == clause && !ms->m[i].skip) return true;
	return false;
}

void collect_clause(struct collector *k, size_t clause, uint64_t where, bool head)
{
	size_t n;
	const struct topic *t = topic_at(k->v, clause, &n);

	if (clause != k->m->clause && collect_opens_part(k->v, clause)) {
		bool next = clause + 1u == k->m->clause &&
			    (k->v->side[k->v->clauses[clause].from] & SIDE_OPENER);
		if (has_figure(k->ms, clause)) where |= SIGN(OF_PART);
		else if (next) where |= SIGN(IDENTIFIED);
	}

	for (size_t i = n; i-- > 0;) {
		uint64_t own = 0;
		if (t[i].speaks && clause == k->m->clause) {
			if (!says_itself(&t[i], k->m, k->v)) continue;
			own = SIGN(SAYS_OWN);
		}
		own |= (i + 1 == n ? SIGN(LAST) : 0) | (head && !i ? SIGN(HEAD) : 0);
		add_topic(k, &t[i], clause, where | own);
	}
}
