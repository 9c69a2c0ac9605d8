/* Topics and other noun phrases of a clause as candidates for the owner of a figure. See
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

#define PHRASES_MAX 10 /* noun phrases of a clause beside its topics, the last ones */
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

/* Does another figure of the clause stand between token t and this one? */
static bool figure_between(const struct collector *k, size_t t)
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
	if (own && figure_between(k, t->to)) is |= SIGN(PASSED);
	if (t->personal && !t->speaks && collect_person(k, t->from, is)) return;
	if (stretch_overlaps(s, m->ind) && !t->counted && !t->entity)
		s = own ? before_verb(t, m, v) : NONE;
	else if (own && m->ind.off < v->d->annots[m->annot].off && runs_into(t, m, v)) return;
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

/* A noun phrase of a clause, with the signs that it has for every figure. */
struct clause_phrase {
	struct phrase p;
	struct stretch s;
	uint64_t is;
};

struct clause_phrases {
	struct clause_phrase *p;
	size_t n, cap;
	size_t upto; /* token to which they have been looked for, 0 not at all */
};

void candidate_begin(struct view *v, struct arena *a)
{
	v->phrases = arena_zalloc(a, (v->n_clauses + 1) * sizeof *v->phrases);
}

/* Only verbs, a measure, what is never a subject. */
static bool owns_nothing(const struct view *v, struct phrase p)
{
	bool verbal = true;

	for (size_t i = p.from; i < p.to; i++)
		verbal = verbal && (v->tok[i].pos == POS_VN || v->tok[i].pos == POS_ADJ);
	if (v->tok[p.from].pos == POS_DE) return true; /* who are in | the trade */
	bool group = (v->cls[p.to - 1] & ROLE_GROUP) && !(v->side[p.to - 1] & SIDE_OWNER);
	return verbal || group || phrase_is_measure(v, p.to - 1) ||
	       (v->cls[p.from] & ROLE_NOTSUBJ) || (v->cls[p.to - 1] & ROLE_NOTSUBJ);
}

static struct clause_phrase describe(const struct view *v, size_t lo, struct phrase p)
{
	struct clause_phrase x = { p, phrase_stretch(v, p), SIGN(INSIDE) };

	if (p.from > 0 && v->tok[p.from - 1].pos == POS_PREP) x.is |= SIGN(GOVERNED);
	else if (p.from > lo &&
		 (v->tok[p.from - 1].pos == POS_VERB || v->tok[p.from - 1].pos == POS_VN))
		x.is |= SIGN(OBJECT);
	if (topic_is_entity(v, p.from)) x.is |= SIGN(ENTITY);
	if (p.to < v->n_tok && (v->side[p.to] & SIDE_TELL)) x.is |= SIGN(TELLS);
	if (candidate_is_long(v, x.s)) x.is |= SIGN(LONG);
	if (p.to < v->n_tok && v->tok[p.to].pos == POS_LOC) x.is |= SIGN(SCENE);
	if (p.to < v->n_tok && (v->cls[p.to] & ROLE_SAY) && !(v->side[p.to] & SIDE_COMMIT))
		x.is |= SIGN(SPEAKS);
	x.is |= candidate_signs_of(v, x.s);
	return x;
}

/* "Renewing | the town's old estates": a verb that opens a phrase is no part of the thing's name.
 */
static struct phrase behind_verbs(const struct view *v, struct phrase p, size_t lo)
{
	while (p.from + 1 < p.to && v->tok[p.from].pos == POS_VN) {
		uint64_t acts = ROLE_TRANS | ROLE_POLICY | (p.from == lo ? ROLE_INDVERB : 0);
		bool verb = (v->cls[p.from] & acts) && !(v->cls[p.from] & ROLE_NOMINAL) &&
			    v->tok[p.from + 1].pos != POS_DE;
		if (!verb && !topic_verb_names(v, p.from) && !topic_is_led(v, p)) break;
		p.from++;
	}
	return p;
}

/* The noun phrases of a clause before token end, looked for once. */
static const struct clause_phrases *phrases_of(const struct collector *k, size_t clause, size_t end)
{
	const struct view *v = k->v;
	struct clause_phrases *x = &v->phrases[clause];
	size_t lo = v->clauses[clause].from;

	if (!x->upto) x->upto = lo;
	for (size_t t = x->upto; t < end; x->upto = t) {
		bool none = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_TIME ||
			    v->tok[t].pos == POS_PUNCT || phrase_is_count(v, t);
		struct phrase p = none ? NO_PHRASE : phrase_right(v, t);
		if (p.to > v->clauses[clause].to) p.to = v->clauses[clause].to;
		if (p.from >= p.to) {
			t++;
			continue;
		}
		t = p.to;
		p = behind_verbs(v, p, lo);
		while (p.to > p.from + 1u &&
		       ((v->side[p.to - 1] & SIDE_FRAME) || phrase_laid_down(v, p.to - 1u)))
			p.to--;
		p.to = (uint32_t)phrase_over_parens(v, p.from, p.to); /* "A Ltd | (600321)" */
		if (!owns_nothing(v, p)) *ARENA_PUSH(k->a, x->p, x->n, x->cap) = describe(v, lo, p);
	}
	return x;
}

/* "Coolers had 656 forms, heaters 1,526": right behind the list mark behind the figure before. */
static bool opens_item(const struct collector *k, size_t t)
{
	if (k->m == k->ms->m || k->m[-1].clause != k->m->clause || k->m[-1].tok >= t || t < 2)
		return false;
	if (!(k->v->cls[t - 1] & ROLE_AND)) return false;
	size_t behind = k->m[-1].ind.off > k->v->d->annots[k->m[-1].annot].off
				? view_token_at(k->v, stretch_end(k->m[-1].ind) - 1)
				: k->m[-1].tok;
	return behind + 2 == t;
}

/* "On the republic's founding 50 years ago", "marking its founding": what a preposition governs or
 * a verb takes is the clause of a verb that is measured, and the name before that is whose verb it
 * is. */
static bool acts_itself(const struct collector *k, const struct clause_phrase *y)
{
	const struct mention *m = k->m;

	if (!(y->is & (SIGN(GOVERNED) | SIGN(OBJECT))) || m->inherited ||
	    stretch_end(y->s) != m->ind.off)
		return false;
	const struct token *t = &k->v->tok[y->p.to];
	return m->ind.len == t->len && (t->pos == POS_VERB || t->pos == POS_VN) &&
	       k->v->d->annots[m->annot].type == A_DURATION;
}

/* "A plans | in the 6 months after the notice": the attribute begins behind a preposition. */
static bool preposition_between(const struct view *v, size_t from, size_t to)
{
	while (from < to && v->tok[from].pos != POS_PREP) from++;
	return from < to;
}

/* "Lower than | Europe's | 6.5 %", "than | the neighbours | at 6.5 % of": what is compared with has
 * the figure, where a particle ties them. */
static bool is_compared(const struct collector *k, const struct clause_phrase *y, size_t cue)
{
	const struct view *v = k->v;
	size_t t = y->p.to, behind = attach_behind(k->m, v);

	if (y->p.from == 0 || !(v->cls[y->p.from - 1] & ROLE_COMPARE)) return false;
	bool of = v->tok[t].pos == POS_DE || (behind < v->n_tok && v->tok[behind].pos == POS_DE);
	if (v->tok[t].pos == POS_DE) t++;
	while (t < cue && (v->cls[t] & (ROLE_PER | ROLE_STAT))) t++;
	return of && t >= cue;
}

/* "Buys | the paper mill's | 90 % of stock": the firm of whose stock a share changes hands, not one
 * who holds it or sells his own. */
static bool is_staked(const struct collector *k, const struct clause_phrase *y, size_t cue)
{
	const struct view *v = k->v;
	size_t behind = attach_behind(k->m, v), last = y->p.to - 1;

	if (v->d->annots[k->m->annot].type != A_PERCENT || y->p.to != cue || !y->p.from ||
	    behind >= v->n_tok || !(v->side[behind] & SIDE_STAKE) || (v->cls[last] & ROLE_SUBJ))
		return false;
	const struct token *verb = &v->tok[y->p.from - 1];
	bool passes = verb->pos == POS_PREP || verb->pos == POS_DE ||
		      (view_token_label(v, y->p.from - 1) & LABEL_TAKES) ||
		      ((v->cls[y->p.from - 1] & (ROLE_LEADS | ROLE_ACTS)) == ROLE_LEADS);
	bool firm = v->tok[last].pos == POS_ORG || (v->side[last] & SIDE_FIRM) ||
		    (v->tok[last].cls & (CLASS_ORG_END | CLASS_ORG_WEAK));
	return passes && firm;
}

void collect_phrases(struct collector *k, size_t clause, size_t end, uint64_t where)
{
	if (view_is_label(k->v, clause)) return;
	const struct view *v = k->v;
	const struct clause_phrases *x = phrases_of(k, clause, end);
	size_t cue = attach_before_cue(k->m, v), n = x->n;

	while (n > 0 && x->p[n - 1].p.from >= end) n--;
	/* an indicator of another clause has nobody in this one but whom it is compared with */
	bool lent = k->scope == SCOPE_CLAUSE &&
		    k->m->ind.off < v->tok[v->clauses[clause].from].off && k->m->ind.len;
	uint32_t joined = 0; /* behind the list that was looked at last */
	for (size_t i = n > PHRASES_MAX ? n - PHRASES_MAX : 0; i < n; i++) {
		struct clause_phrase y = x->p[i];
		if (y.p.from < joined) continue;
		struct phrase list = y.p;
		size_t members = topic_join(v, &list, v->clauses[clause].to);
		joined = members ? (uint32_t)members : list.to;
		if (members) continue;
		if (list.to > y.p.to && list.to <= end)
			y = describe(v, v->clauses[clause].from, list);
		if (y.p.to > end) {
			y.p.to = (uint32_t)end;
			if (owns_nothing(v, y.p)) continue;
			y = describe(v, v->clauses[clause].from, y.p);
		}
		if (k->scope == SCOPE_CLAUSE && (y.is & SIGN(SPEAKS))) continue;
		if (k->scope == SCOPE_CLAUSE && figure_between(k, y.p.to)) y.is |= SIGN(PASSED);
		if (k->scope == SCOPE_CLAUSE && opens_item(k, y.p.from))
			y.is = (y.is & ~SIGN(INSIDE)) | SIGN(LAST);
		if (candidate_is_measured(k->ms, y.s, v)) y.is |= SIGN(MEASURED_ITSELF);
		if (k->scope == SCOPE_CLAUSE && acts_itself(k, &y))
			y.is = (y.is & ~(SIGN(GOVERNED) | SIGN(OBJECT) | SIGN(INSIDE))) |
			       SIGN(TIMED) | SIGN(LAST);
		if (k->scope == SCOPE_CLAUSE && y.p.to < cue && v->tok[cue - 1].pos == POS_DE &&
		    !preposition_between(v, y.p.to, cue))
			y.is |= SIGN(DESCRIBES);
		bool compared = k->scope == SCOPE_CLAUSE &&
				(is_compared(k, &y, cue) || is_staked(k, &y, cue));
		if (lent && !compared) continue;
		if (compared)
			y.is = (y.is &
				~(SIGN(INSIDE) | SIGN(OBJECT) | SIGN(DESCRIBES) | SIGN(GOVERNED))) |
			       SIGN(EMBEDDED);
		collect_add(k, y.s, where | y.is);
	}
}

void collect_bracketed(struct collector *k)
{
	const struct view *v = k->v;
	size_t t = k->m->tok, lo = v->clauses[k->m->clause].from;

	if (t < lo + 2 || !unit_opens_bracket(phrase_mark(v, t - 1))) return;
	struct phrase p = phrase_left(v, lo, t - 1);
	if (p.from >= p.to) return;
	struct stretch s = phrase_stretch(v, p);
	collect_add(k, s,
		    SIGN(BRACKETED) | candidate_signs_of(v, s) |
			    (topic_is_entity(v, p.from) ? SIGN(ENTITY) : 0));
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
