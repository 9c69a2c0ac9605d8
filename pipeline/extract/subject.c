/* Whose figure a number is. See subject.h.
 *
 * Chinese says the subject once and leaves it out until it changes: over the clauses of a sentence, and over the
 * sentences of a paragraph. A clause that brings a topic of its own changes it, unless that topic is itself what is
 * measured. Behind a semicolon the parallel part begins anew: only the head of the sentence reaches over it. */
#include "pipeline/extract/subject.h"

#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define SUBJECT_REACH 400 /* units over which a subject is carried on */
#define TOPIC_MAX     12  /* units of a topic without a name that later clauses inherit */
#define NAMED_OFTEN   3	  /* clauses about a name before it stands for the document */
#define CAPTION_MAX   20  /* units of a caption */
#define NAMED_REACH   800 /* units over which it does */
#define NONE	  ((struct stretch){ 0, 0 })

/* ---- topics ---- */

static bool is_indicator(const struct mentions *ms, struct stretch s, const struct view *v)
{
	for (size_t i = 0; i < ms->n; i++) {
		bool lasts = v->d->annots[ms->m[i].annot].type == A_DURATION; /* who does something for three days is its subject */
		if (!lasts && stretch_overlaps(ms->m[i].ind, s)) return true;
	}
	return false;
}

/* Only the name that opens a topic which is itself measured. */
static struct stretch name_of(const struct view *v, const struct topic *t)
{
	size_t end = topic_name_end(v, t->from, t->to);

	if (end == t->from && t->measured) end = owner_measure_tail(v, t->from, t->to); /* this route's | length */
	if (end == t->from + 1u && (v->side[t->from] & SIDE_DET) && t->measured) return NONE; /* "this time's | sum" */
	return end > t->from ? phrase_stretch(v, (struct phrase){ t->from, (uint32_t)end }) : t->s;
}

/* An indicator that is no more than the name of a measure: it needs an owner. */
static bool bare_measure(const struct mention *m, const struct view *v)
{
	if (!m->ind.len || m->inherited) return false;
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));
	return to > from && to - from <= 2 && phrase_is_measure(v, to - 1);
}

/* An indicator of nothing but words of measure: margin, sales revenue; not "pork output". */
static bool pure_measure(const struct mention *m, const struct view *v)
{
	if (!bare_measure(m, v)) return false;
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));
	for (size_t t = from; t < to; t++)
		if (!phrase_is_measure(v, t) && v->tok[t].pos != POS_VN && !(v->cls[t] & (ROLE_STAT | ROLE_PER | ROLE_INDVERB))) return false;
	return true;
}

/* Of an indicator before it, whose measure this is too: "servo systems earned 29, margin 38": the servo systems. A share
 * is of the whole before it. */
static struct stretch owner_of(const struct mention *k, const struct mention *m, const struct view *v)
{
	if (!pure_measure(m, v)) return NONE;

	size_t from = view_token_at(v, k->ind.off), to = view_token_at(v, stretch_end(k->ind));
	size_t end = view_token_at(v, stretch_end(m->ind));

	if (k->inherited || k->ind.off > v->d->annots[k->annot].off || to <= from || !bare_measure(m, v)) return NONE;
	if ((v->cls[end - 1] & ROLE_PART) && v->d->annots[m->annot].type == A_PERCENT) return v->cls[to - 1] & ROLE_PART ? NONE : k->ind;
	size_t cut = owner_measure_tail(v, from, to), t = from;
	while (t < cut && (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_VERB))
		t++;
	return cut > t && cut < to ? phrase_stretch(v, (struct phrase){ (uint32_t)from, (uint32_t)cut }) : NONE;
}

/* "Crop sowing and | overall mechanisation rate": a phrase that the chunker broke belongs to the indicator right behind
 * it. */
static bool runs_into(const struct topic *t, const struct mention *m, const struct view *v)
{
	if (t->entity || t->counted || !m->ind.len || m->ind.off < stretch_end(t->s)) return false;
	size_t from = view_token_at(v, m->ind.off), to = t->to;
	if (phrase_is_mark(v, to, '(') || phrase_is_mark(v, to, 0xff08)) /* fine particles (PM2.5) | concentration */
		while (to < from && !phrase_is_mark(v, to - 1, ')') && !phrase_is_mark(v, to - 1, 0xff09))
			to++;
	bool owner = owner_is(v, t->to - 1) || (v->tok[t->to - 1].cls & (CLASS_ORG_END | CLASS_PLACE_END));
	while (to < from && (v->cls[to] & ROLE_PER) && !(v->side[to] & SIDE_HEADS))
		to++; /* "annual mean" belongs to the measure */
	bool apart = (v->side[from] & SIDE_HEADS) || (v->cls[from] & ROLE_PART) || ((v->cls[from] & ROLE_STAT) && !(v->cls[from] & ROLE_PER));
	if (from <= to) return !owner && !apart;
	return from == to + 1u && v->tok[to].pos == POS_VERB && !v->cls[to] && phrase_is_measure(v, view_token_at(v, stretch_end(m->ind) - 1));
}

/* "The treasury sets aside a fund of 1.1 billion": the chunker took the verb for a noun, so that topic and indicator
 * overlap; what stands before the verb is the topic. */
static struct stretch before_verb(const struct topic *t, const struct mention *m, const struct view *v)
{
	uint32_t end = (uint32_t)view_token_at(v, stretch_end(m->ind));

	for (uint32_t i = t->from + 1; i < t->to && i + 1 < end; i++)
		if (v->tok[i].pos == POS_VN && (v->cls[i] & (ROLE_TRANS | ROLE_INDVERB)) && !phrase_is_measure(v, i))
			return phrase_stretch(v, (struct phrase){ t->from, i });
	return NONE;
}

/* "Sina's first-quarter revenue", "the team, in the whole match, ball possession": a name before the time that stands
 * before the indicator. */
static struct stretch before_time(const struct mention *m, const struct view *v)
{
	if (!m->ind.len || m->inherited || m->ind.off > v->d->annots[m->annot].off) return NONE;
	size_t t = view_token_at(v, m->ind.off), u = t, lo = v->clauses[view_clause_of(v, t)].from;

	bool timed = false;
	while (u > lo && (v->tok[u - 1].pos == POS_TIME || (v->side[u - 1] & SIDE_ADNOUN))) {
		timed = timed || v->tok[u - 1].pos == POS_TIME;
		u--;
	}
	bool mean = t + 1 < v->n_tok && (v->cls[t + 1] & ROLE_PER) && (v->side[t + 1] & SIDE_ADNOUN); /* "| PM2.5's mean concentration" */
	if ((u == t && !mean) || u == lo) return NONE;
	if (topic_is_entity(v, u - 1)) return phrase_stretch(v, (struct phrase){ (uint32_t)u - 1, (uint32_t)u });
	struct phrase p = phrase_left(v, lo, u);
	if (p.from != lo || p.to == lo || phrase_is_measure(v, u - 1)) return NONE;
	bool owner = owner_is(v, u - 1) || (v->tok[u - 1].cls & (CLASS_ORG_END | CLASS_PLACE_END)) || topic_is_entity(v, p.from);
	if (!timed && !owner && phrase_right(v, p.from).to == u && p.to - p.from == 1) return NONE; /* "fine particles' mean" */
	for (uint32_t i = p.from; i < p.to; i++)
		if (phrase_is_count(v, i)) p.to = (uint32_t)owner_counted_end(v, i, p.to);
	for (uint32_t i = p.to; i-- > p.from + 1u;) /* "the area's cities' | fine particles' mean" */
		if ((v->side[i - 1] & SIDE_OWNER) && v->tok[i].pos != POS_DE && !(v->side[p.to - 1] & SIDE_OWNER)) p.to = i;
	return phrase_stretch(v, p);
}

/* "29 factories, 7 roads and schools": what an earlier item of the list counts is no owner of this one. */
static bool is_sibling(const struct mentions *ms, const struct mention *m, const struct topic *t, const struct view *v)
{
	if (t->entity || m->inherited || !m->ind.len || m->ind.off > v->d->annots[m->annot].off) return false;
	for (const struct mention *k = m; k-- > ms->m && k->clause == m->clause;) {
		if (!stretch_overlaps(k->ind, t->s) || k->ind.off > v->d->annots[k->annot].off) continue;
		return v->d->annots[k->annot].dim == v->d->annots[m->annot].dim;
	}
	return false;
}

static struct stretch own_topic(const struct mentions *ms, const struct mention *m, const struct view *v)
{
	struct topic t[TOPICS_MAX];
	size_t n = topic_list(v, m->clause, t);
	struct stretch timed = before_time(m, v);

	if (timed.len) return timed;
	while (n-- > 0) {
		if (t[n].speaks || stretch_end(t[n].s) > v->d->annots[m->annot].off) continue;
		if (stretch_overlaps(t[n].s, m->ind) && !t[n].counted && !t[n].entity) {
			struct stretch s = before_verb(&t[n], m, v);
			if (s.len && !stretch_overlaps(s, m->ind)) return s;
		}
		if (is_sibling(ms, m, &t[n], v) || stretch_overlaps(t[n].s, m->part[PART_BASE])) continue;
		if (stretch_overlaps(t[n].s, m->ind) || (m->ind.off < v->d->annots[m->annot].off && runs_into(&t[n], m, v))) continue;
		if (t[n].entity && !t[n].counted && (t[n].measured || is_indicator(ms, t[n].s, v))) {
			struct stretch s = name_of(v, &t[n]);
			if (!t[n].measured || s.len < t[n].s.len) return s;
		}
		if (!t[n].measured) return t[n].s;
	}
	return NONE;
}

static bool is_person(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_TITLE || (v->tok[t].cls & CLASS_TITLE);
}

/* "The office said that it will put in 42 million": a body that says what it does, in a clause that begins with the verb.
 * An officer speaks for his body, another person for others. */
static bool says_own(const struct topic *t, const struct mention *m, const struct view *v)
{
	struct topic own[TOPICS_MAX];

	if (t->personal || (is_person(v, t->to - 1) && !t->entity) || v->tok[t->from].pos == POS_PERSON) return false;
	if (topic_list(v, m->clause, own) > 0) return false;
	size_t from = m->ind.len ? view_token_at(v, m->ind.off) : m->tok;
	return m->ind.off > v->d->annots[m->annot].off ||
	       (m->ind.len && (v->cls[from] & (ROLE_TRANS | ROLE_INDVERB)) && !(v->cls[from] & ROLE_HEAD));
}

/* "Of them 49 plants, | investment 49 billion" is the plants'; "last year output reached 5 billion" is not. */
static bool measure_opens_clause(const struct mention *m, const struct view *v)
{
	size_t t = view_token_at(v, m->ind.off), lo = v->clauses[m->clause].from;

	if (v->cls[t] & ROLE_INDVERB && m->ind.len == v->tok[t].len) return false; /* "invested 6.7 million in" */

	while (t > lo && (v->tok[t - 1].pos == POS_ADV || (v->cls[t - 1] & (ROLE_STAT | ROLE_PER)) || v->tok[t - 1].pos == POS_CONJ))
		t--;
	return t == lo;
}

/* "Third in the province": the field of a rank is nobody's subject. */
static bool is_field(const struct mentions *ms, size_t clause, struct stretch s)
{
	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++)
		if (ms->m[i].clause == clause && stretch_overlaps(ms->m[i].part[PART_BASE], s)) return true;
	return false;
}

/* "Main line 192 km, link 67 km,": two and more things with their figures. */
static bool lists_parts(const struct mentions *ms, size_t clause, const struct view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++)
		n += ms->m[i].clause == clause && !ms->m[i].inherited && ms->m[i].ind.len && ms->m[i].ind.off < v->d->annots[ms->m[i].annot].off;
	return n > 1;
}

/* What a clause before offers. */
static struct stretch topic_before(const struct mentions *ms, const struct mention *m, const struct view *v, size_t clause)
{
	struct topic t[TOPICS_MAX];
	size_t n = topic_list(v, clause, t);

	while (n-- > 0) {
		if (stretch_overlaps(t[n].s, m->ind) || (t[n].speaks && !says_own(&t[n], m, v)) || is_field(ms, clause, t[n].s)) continue;
		if (t[n].described) return t[n].s;
		bool ind = is_indicator(ms, t[n].s, v);
		if (t[n].entity && !t[n].counted) return ind || t[n].measured || t[n].speaks ? name_of(v, &t[n]) : t[n].s;
		if (t[n].measured) continue;
		if (ind && (!bare_measure(m, v) || !measure_opens_clause(m, v) || lists_parts(ms, clause, v))) continue;
		if (t[n].s.len <= TOPIC_MAX || t[n].counted) return t[n].s;
	}
	return NONE;
}

static bool ends_part(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].to;

	return t > 0 && (phrase_is_mark(v, t - 1, ';') || phrase_is_mark(v, t - 1, 0xff1b));
}

/* "The 339 cities' mean was 43": the whole owner of a figure of the clause, where the topic is only its beginning. */
static struct stretch whole_owner(const struct mentions *ms, size_t clause, struct stretch s)
{
	for (size_t i = 0; i < ms->n && ms->m[i].clause <= clause; i++) {
		const struct mention *k = &ms->m[i];
		if (k->clause == clause && k->own_subj && k->subj.off == s.off && k->subj.len > s.len) return k->subj;
	}
	return s;
}

/* The first topic of the sentence that is no measure: what all its parts are about. What is only counted there is a part
 * itself, beside a count. */
static struct stretch head_topic(const struct mentions *ms, const struct mention *m, const struct view *v)
{
	struct topic t[TOPICS_MAX];
	bool count = v->d->annots[m->annot].dim == DIM_COUNT;

	for (size_t c = 0; c < m->clause; c++)
		for (size_t n = topic_list(v, c, t), i = 0; i < n; i++) {
			if (t[i].place || t[i].speaks || stretch_overlaps(t[i].s, m->ind) || (t[i].measured && !t[i].entity)) continue;
			bool ind = is_indicator(ms, t[i].s, v);
			if ((count || !pure_measure(m, v)) && ind && !t[i].entity && !t[i].counted) continue;
			return t[i].measured || ind ? name_of(v, &t[i]) : whole_owner(ms, c, t[i].s);
		}
	return NONE;
}

/* "A shop caught fire, leading to 5 deaths": what happened in the clause before one that says what it led to. */
static struct stretch what_happened(const struct mention *m, const struct view *v)
{
	size_t t = v->clauses[m->clause].from, end = v->clauses[m->clause].to;

	while (t < end && (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_TIME || (v->side[t] & SIDE_OPENER)))
		t++;
	if (t >= end || !(v->side[t] & SIDE_CAUSE) || !m->clause) return NONE;
	for (size_t i = v->clauses[m->clause - 1].to; i-- > v->clauses[m->clause - 1].from;) {
		if (!(v->side[i] & SIDE_OCCUR)) continue;
		size_t from = i + 1;
		if (from < end && v->tok[from].pos == POS_AUX) from++;
		struct phrase p = phrase_right(v, from);
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	return NONE;
}

/* "Which include A, B and so on": a clause that only lists members. */
static bool lists_members(const struct view *v, size_t clause)
{
	size_t end = v->clauses[clause].to, t = v->clauses[clause].from;

	return (end >= t + 2 && (v->side[end - 2] & SIDE_ETC)) || ((v->cls[t] & ROLE_TRANS) && !(v->cls[t] & ROLE_ADVERB));
}

/* Do the clauses of (from, to) only list members? */
static bool only_lists(const struct view *v, size_t from, size_t to)
{
	for (size_t c = from + 1; c < to; c++)
		if (!lists_members(v, c)) return false;
	return true;
}

/* "46 projects were signed, with a total investment of 68 billion": of the projects. */
static struct stretch invested_in(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];

	if (!bare_measure(m, v) || !(v->side[view_token_at(v, stretch_end(m->ind) - 1)] & SIDE_INVEST)) return NONE;
	for (size_t k = i; k-- > 0;) {
		const struct mention *b = &ms->m[k];
		if (b->skip || !b->ind.len || b->clause == m->clause || lists_members(v, b->clause)) continue;
		if (v->d->annots[b->annot].dim != DIM_COUNT || !only_lists(v, b->clause, m->clause)) return NONE;
		return owner_is(v, view_token_at(v, stretch_end(b->ind) - 1)) ? b->ind : NONE;
	}
	return NONE;
}

static struct stretch earlier(const struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];

	size_t end = i; /* mentions stand in order of their clauses */

	for (size_t c = m->clause; c-- > 0;) {
		if (ends_part(v, c)) return head_topic(ms, m, v);
		struct stretch s = topic_before(ms, m, v, c);
		if (s.len) return s;
		while (end > 0 && ms->m[end - 1].clause > c)
			end--;
		for (size_t k = end; k-- > 0 && ms->m[k].clause == c;) {
			if (ms->m[k].skip) continue;
			if (ms->m[k].own_subj) return ms->m[k].subj;
			s = owner_of(&ms->m[k], m, v);
			if (s.len) return s;
		}
	}
	return NONE;
}

/* The name that most clauses of the document were about, if it is one that keeps coming. */
static struct stretch most_named(const struct frame *f)
{
	size_t best = 0;

	for (size_t i = 1; i < FRAME_NAMES; i++)
		if (f->names[i].n > f->names[best].n) best = i;
	return f->names[best].n >= NAMED_OFTEN ? f->names[best].s : NONE;
}

/* The last place before the sentence where the same words stand, not further than NAMED_REACH; NONE if there is none. */
static struct stretch last_place(const struct view *v, struct stretch s)
{
	const uint16_t *u = v->d->text.p;
	size_t lo = v->off > NAMED_REACH ? v->off - NAMED_REACH : 0;

	for (size_t i = v->off; s.len && i >= lo + s.len; i--)
		if (u[i - s.len] == u[s.off] && !memcmp(u + i - s.len, u + s.off, s.len * sizeof *u))
			return (struct stretch){ (uint32_t)(i - s.len), s.len };
	return NONE;
}

struct stretch subject_find(const struct mentions *ms, size_t i, const struct view *v, const struct frame *f, bool *own)
{
	const struct mention *m = &ms->m[i];
	struct stretch s = own_topic(ms, m, v);

	*own = s.len > 0;
	if (s.len) return s;
	if (m->inherited && m->parent >= 0) return ms->m[m->parent].subj;
	s = what_happened(m, v);
	*own = s.len > 0;
	if (!s.len) s = invested_in(ms, i, v);
	if (s.len) return s;
	s = earlier(ms, i, v);
	if (s.len) return s;
	if (f->topic.len) return f->topic;
	bool near = f->subject.len && v->off - f->subject.off < SUBJECT_REACH;
	struct stretch often = most_named(f);
	bool here = f->block < v->d->n_blocks && f->subject.off >= v->d->blocks[f->block].off;
	return last_place(v, near && (here || !often.len) ? f->subject : often);
}

/* The head of the sentence: its first topic that is no measure. */
static void carry_head(const struct mentions *ms, const struct view *v, struct frame *f)
{
	struct topic t[TOPICS_MAX];

	for (size_t c = 0; c < v->n_clauses; c++)
		for (size_t n = topic_list(v, c, t), i = 0; i < n; i++) {
			if (t[i].place || t[i].speaks || t[i].counted || t[i].measured || is_indicator(ms, t[i].s, v)) continue;
			if (!t[i].entity || t[i].personal) f->topic = t[i].s;
			return;
		}
}

/* Count a name; a new one takes the place of the rarest. */
static void count_name(struct frame *f, const struct doc *d, struct stretch s)
{
	struct uslice text = doc_span(d, s.off, s.len);
	size_t rare = 0;

	for (size_t i = 0; i < FRAME_NAMES; i++) {
		struct frame_name *k = &f->names[i];
		if (k->n && uslice_eq(doc_span(d, k->s.off, k->s.len), text)) {
			k->s = s;
			k->n++;
			return;
		}
		if (k->n < f->names[rare].n) rare = i;
	}
	f->names[rare] = (struct frame_name){ s, 1 };
}

/* A paragraph or heading that is one noun phrase: what a picture shows, what a section is about. */
static bool is_caption(const struct mentions *ms, const struct view *v, const struct frame *f)
{
	if (ms->n || f->block >= v->d->n_blocks || v->len > CAPTION_MAX || v->n_clauses != 1 || phrase_right(v, 0).to < v->n_tok) return false;
	const struct block *b = &v->d->blocks[f->block];
	return (b->type == BLOCK_PARA || b->type == BLOCK_HEADING) && b->len <= v->len + 1u;
}

void subject_carry(const struct mentions *ms, const struct view *v, struct frame *f)
{
	struct topic t[TOPICS_MAX];
	bool item = f->block < v->d->n_blocks && v->d->blocks[f->block].type == BLOCK_LIST;

	if (item || is_caption(ms, v, f)) return; /* items of a list stand beside each other */
	for (size_t c = 0; c < v->n_clauses; c++)
		for (size_t n = topic_may_name(v, c) ? topic_list(v, c, t) : 0, i = 0; i < n; i++) {
			if (!t[i].entity || t[i].place || t[i].personal || t[i].speaks) continue;
			f->subject = t[i].measured || is_indicator(ms, t[i].s, v) ? name_of(v, &t[i]) : t[i].s;
			f->topic = NONE;
			count_name(f, v->d, f->subject);
		}
	if (ms->n) carry_head(ms, v, f);
}
