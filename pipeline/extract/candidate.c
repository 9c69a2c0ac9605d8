/* Candidates for the owner of a figure. See candidate.h.
 *
 * The topics of its clause and of the clauses before, owners of the figures before, what the
 * paragraph and the document are about. What cannot be an owner is no candidate; all else is a
 * sign, weighed in owner_choice.c. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/owner_find.h"
#include "pipeline/extract/owner_scene.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic_behind.h"
#include "pipeline/extract/topic_embedded.h"

#define LONGEST_NAME  12  /* units of a name */
#define ORG_SHORT     4	  /* and of the short name of an organisation */
#define LATIN_SHORT   2	  /* a word of letters counts like a word of two characters */
#define SUBJECT_REACH 400 /* units over which a subject is carried on */
#define NAMED_OFTEN   3	  /* clauses about a name before it stands for the document */
#define NAMED_REACH   800 /* units over which it does */
#define TITLE_MAX     60  /* units of the title that are looked at */
#define CLAUSES_BACK  5	  /* clauses that are looked at before the figure's own */
#define ALONE_MAX     8	  /* tokens of a clause that only names something */
#define OFFICE_UNITS  4	  /* of the end of an office's name */
#define FIGURES_MAX   6	  /* figures of a clause whose owners are asked for, the last ones */
#define NONE	      ((struct stretch){ 0, 0 })

static bool ends_part(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].to;

	return t > 0 && mark_is_semicolon(phrase_mark(v, t - 1));
}

/* The name that most clauses of the document were about, if it is one that keeps coming. */
static struct stretch most_named(const struct frame *f, uint64_t *is)
{
	size_t best = 0;

	for (size_t i = 1; i < FRAME_NAMES; i++)
		if (f->names[i].n > f->names[best].n) best = i;
	*is = f->names[best].is;
	return f->names[best].n >= NAMED_OFTEN ? f->names[best].s : NONE;
}

struct stretch candidate_place(const struct view *v, const struct candidate *c)
{
	const uint16_t *u = v->d->text.p, *words = u + c->s.off;
	/* of the candidate, of what is looked through */
	size_t len = c->s.len, end = stretch_end(c->s);

	if (c->scope != SCOPE_DOCUMENT) return c->s;
	if (end + NAMED_REACH < v->off) end = v->off - NAMED_REACH;
	for (const uint16_t *p = u + v->off - len, *lo = u + end - len; p > lo; p--)
		if (*p == *words && !memcmp(p, words, len * sizeof *u))
			return (struct stretch){ (uint32_t)(p - u), c->s.len };
	return c->s;
}

/* Do the words stand in the title? */
static bool in_title(const struct frame *f, struct uslice s)
{
	for (size_t i = 0; s.len > 1 && i + s.len <= f->title.len && i < TITLE_MAX; i++)
		if (f->title.p[i] == *s.p && !memcmp(f->title.p + i, s.p, s.len * sizeof *s.p))
			return true;
	return false;
}

/* "Two men were held, | with 200 cartons": people whom an earlier clause counts do what the figure
 * counts, unless that is people too. */
static bool are_doers(const struct collector *k, const struct mention *b)
{
	const struct view *v = k->v;
	const struct annot *a = &v->d->annots[k->m->annot];
	struct word_kind unit = words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len));

	bool behind = b->ind.off > v->d->annots[b->annot].off && b->clause != k->m->clause;
	return behind && !(unit.side & SIDE_SELF) &&
	       speaker_is_people(v, phrase_head_token(v, b->ind)) &&
	       !speaker_is_people(v, phrase_head_token(v, k->m->ind));
}

/* "Roads 24, plants 20": what an earlier figure of the same kind measured stands beside what this
 * one does. */
bool collect_is_sibling(const struct collector *k, struct stretch s)
{
	const struct annot *a = k->v->d->annots;

	if (k->m->inherited || !k->m->ind.len || (k->out->wants & WANT(BARE))) return false;
	for (const struct mention *b = k->m; b-- > k->ms->m;)
		if (!b->inherited && stretch_overlaps(b->ind, s))
			return a[b->annot].dim == a[k->m->annot].dim && !are_doers(k, b);
	return false;
}

/* "Industrial robots were 60, service | robots | 13": the thing of another figure, when the
 * indicator names the same kind of its own before what is measured. */
static bool is_other_kind(const struct collector *k, struct stretch s)
{
	const struct view *v = k->v;

	if (k->scope != SCOPE_SENTENCE || s.off < v->off || !k->m->ind.len || k->m->inherited)
		return false;
	size_t from = view_token_at(v, s.off), last = view_token_at(v, stretch_end(s) - 1);
	size_t t = view_token_at(v, k->m->ind.off) + 1,
	       end = view_token_at(v, stretch_end(k->m->ind) - 1);
	if (from == last || v->tok[last].pos != POS_NOUN || v->tok[last].len < 2) return false;
	while (t < end && !uslice_eq(view_token_text(v, t), view_token_text(v, last))) t++;
	return t < end;
}

/* "Towns' new jobs were 32,000, | homes built 5,600": a word for where or in which trade something
 * is measured, of another clause; it owns no more than what it describes. */
static bool only_describes(const struct collector *k, struct stretch s)
{
	const struct view *v = k->v;

	if (k->scope == SCOPE_INSIDE || s.off >= v->tok[v->clauses[k->m->clause].from].off)
		return false;
	return words_kind(v->words, doc_span(v->d, s.off, s.len)).label & LABEL_FIELD;
}

/* An end in the middle of a quotation. */
static bool cuts_quotation(const struct doc *d, struct stretch s)
{
	const uint16_t *u = d->text.p;
	int open = 0;

	for (size_t i = s.off; i < stretch_end(s); i++) {
		if (u[i] == QUOTE_OPEN || u[i] == CORNER_OPEN || u[i] == TITLE_OPEN) open++;
		if (u[i] == QUOTE_CLOSE || u[i] == CORNER_CLOSE || u[i] == TITLE_CLOSE) open--;
	}
	return open != 0;
}

/* "These projects' | building": without the particle behind a candidate that was cut. */
static struct stretch without_particle(const struct view *v, struct stretch s)
{
	if (!s.len || s.off < v->off || stretch_end(s) > v->off + v->len) return s;
	const struct token *last = &v->tok[view_token_at(v, stretch_end(s) - 1)];
	if (last->pos == POS_DE && last->len < s.len) s.len -= last->len;
	return s;
}

/* An age without a measure's name is a person's: no place, body or thing is 43 years old. */
static bool is_unfit(const struct collector *k, struct stretch s, uint64_t is)
{
	const struct view *v = k->v;

	if (k->m->ind.len || !attach_is_age(k->m, v) ||
	    (is & (SIGN(PERSON) | SIGN(HOLDER) | SIGN(PERSONAL) | SIGN(BRACKETED))))
		return false;
	if (s.off < v->off || s.off >= v->off + v->len)
		return is & (SIGN(OWNER) | SIGN(PLACE) | SIGN(OFFICE));
	size_t last = view_token_at(v, stretch_end(s) - 1);
	const unsigned things = POS_BIT(POS_NOUN) | POS_BIT(POS_VN) | POS_BIT(POS_PLACE) |
				POS_BIT(POS_ORG) | POS_BIT(POS_WORK);
	return (things >> v->tok[last].pos & 1) && !speaker_is_people(v, last) &&
	       !(v->cls[last] & ROLE_KIN) && !(view_token_label(v, last) & LABEL_PERSONS);
}

void collect_add(struct collector *k, struct stretch s, uint64_t is)
{
	const uint16_t *u = k->v->d->text.p;

	s = without_particle(k->v, s);
	if (!s.len || collect_owns_never(k->v, s) || cuts_quotation(k->v->d, s)) return;
	if (k->scope != SCOPE_INSIDE && stretch_overlaps(s, k->m->ind)) return;
	if (!(is & (SIGN(POINTED) | SIGN(TAKEN))) && is_other_kind(k, s)) return;
	if (!(is & SIGN(TAKEN)) && only_describes(k, s)) return;
	if (k->scope == SCOPE_DOCUMENT && s.off < k->f->headline) is |= SIGN(BROKEN);
	if (is_unfit(k, s, is)) is |= SIGN(UNFIT);
	if (k->scope == SCOPE_SENTENCE && s.off >= k->v->off && collect_is_sibling(k, s))
		is |= SIGN(SIBLING);
	if ((is & SIGN(NAME_LAST)) && in_title(k->f, doc_span(k->v->d, s.off, s.len)))
		is |= SIGN(TITLED);
	for (size_t i = 0; i < k->out->n; i++) {
		struct candidate *c = &k->out->c[i];
		if (c->s.len != s.len || u[c->s.off] != u[s.off] ||
		    memcmp(u + c->s.off, u + s.off, s.len * sizeof *u))
			continue;
		if (c->scope == k->scope) c->is |= c->s.off == s.off ? is & ~SIGN(INSIDE) : is;
		if (c->s.off != s.off) c->is |= SIGN(REPEATED);
		else if (!c->who.len) c->who = k->who;
		return;
	}
	if (k->out->n < CANDIDATES_MAX)
		k->out->c[k->out->n++] = (struct candidate){ s, k->who, is, k->scope };
}

/* An office, by the longest ending of its name that is known: a ministry is one, a sports club that
 * ends alike is none. */
static bool is_office(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	if (k->pos != POS_ORG && !(k->cls & (CLASS_ORG_END | CLASS_ORG_WEAK)))
		return (v->side[t] & SIDE_OFFICE) != 0;
	for (uint32_t n = k->len < OFFICE_UNITS ? k->len : OFFICE_UNITS; n; n--) {
		uint64_t side = words_kind(v->words, doc_span(v->d, k->off + k->len - n, n)).side;
		if (side & (SIDE_OFFICE | SIDE_OWNER)) return (side & SIDE_OFFICE) != 0;
	}
	return false;
}

/* Of a list of names the longest one counts. */
bool candidate_is_long(const struct view *v, struct stretch s)
{
	uint32_t len = 0, longest = 0;

	if (s.len <= LONGEST_NAME) return false;
	size_t last = view_token_at(v, stretch_end(s) - 1);
	bool crews = v->tok[last].pos == POS_NOUN && speaker_is_people(v, last) &&
		     !(v->side[last] & SIDE_HOLDER);
	bool bodies = owner_is(v, last) || crews;
	for (size_t t = view_token_at(v, s.off); t < v->n_tok && v->tok[t].off < stretch_end(s);
	     t++) {
		const struct token *k = &v->tok[t];
		uint32_t most = k->pos == POS_ORG	? ORG_SHORT
				: k->pos == POS_FOREIGN ? LATIN_SHORT
							: UINT32_MAX;
		len += k->len < most ? k->len : most;
		bool named = t + 1 < v->n_tok &&
			     (topic_is_entity(v, t + 1) || (v->side[t + 1] & SIDE_HOLDER) ||
			      v->tok[t + 1].pos == POS_VETO);
		if ((named || bodies) && list_joins(v, t, JOINS_OWNERS)) len = 0;
		if (len > longest) longest = len;
	}
	return longest > LONGEST_NAME;
}

/* "The company's shareholder Li": a person who has figures of his own. */
static bool is_holder(const struct view *v, size_t from, size_t last)
{
	while (from < last && !(v->side[from] & SIDE_HOLDER)) from++;
	return from < last;
}

/* Signs of the words themselves. */
uint64_t candidate_signs_of(const struct view *v, struct stretch s)
{
	if (!s.len || s.off < v->off || s.off >= v->off + v->len) return 0;
	size_t from = view_token_at(v, s.off), last = view_token_at(v, stretch_end(s) - 1);
	uint64_t is = 0;

	if (owner_is(v, last) || (v->tok[last].cls & (CLASS_ORG_END | CLASS_PLACE_END)))
		is |= SIGN(OWNER);
	uint64_t acts = ROLE_TRANS | ROLE_INDVERB | ROLE_UP | ROLE_DOWN | ROLE_REACH | ROLE_POLICY;
	bool named = topic_is_entity(v, last) || v->tok[last].annot >= 0 ||
		     (last == from + 1 && (v->side[from] & SIDE_DET)); /* this takeover */
	/* what stands in quotation marks is a name, whatever its words are */
	bool quoted = last + 1 < v->n_tok && phrase_mark_closes(phrase_mark(v, last + 1)) &&
		      from > 0 && phrase_mark_opens(phrase_mark(v, from - 1));
	if (last > from && !named && !quoted &&
	    (v->tok[last].pos == POS_VN || v->tok[last].pos == POS_VERB || (v->cls[last] & acts)))
		is |= SIGN(VERBAL);
	if (v->tok[last].pos == POS_PLACE || (v->tok[last].cls & CLASS_PLACE_END) ||
	    (v->side[last] & SIDE_PLACEKIND))
		is |= SIGN(PLACE);
	if (collect_is_person(v, last)) is |= SIGN(PERSON);
	if (is_holder(v, from, last)) is |= SIGN(HOLDER);
	if (s.len == 1 && !(v->side[from] & SIDE_HE)) is |= SIGN(SINGLE);
	if (last + 1 < v->n_tok && (v->side[last + 1] & SIDE_PERIOD))
		is |= SIGN(SCENE); /* before the epidemic */
	if (v->cls[last] & ROLE_SUBJ) is |= SIGN(STANDS_FOR);
	if (v->side[from] & SIDE_DET) is |= SIGN(POINTED);
	if (topic_is_entity(v, last) || topic_is_model(v, last)) is |= SIGN(NAME_LAST);
	if (is_office(v, last)) is |= SIGN(OFFICE);
	return is;
}

/* "Industry's output is 46 % of the product; | trade's output": a measure whose share was told owns
 * no other one. */
static bool is_other_measure(const struct collector *k, const struct mention *before)
{
	const struct view *v = k->v;

	if (!before->subj.len || before->subj.off < v->off || !k->m->ind.len) return false;
	size_t last = view_token_at(v, stretch_end(k->m->ind) - 1);
	return phrase_is_measure(v, view_token_at(v, stretch_end(before->subj) - 1)) &&
	       !(v->cls[last] & ROLE_PART);
}

/* Owners of the figures of a clause. */
static void add_figures(struct collector *k, size_t *end, size_t clause, uint64_t where)
{
	const struct mentions *ms = k->ms;
	size_t n = 0;

	while (*end > 0 && ms->m[*end - 1].clause > clause) --*end;
	for (size_t i = *end; i-- > 0 && ms->m[i].clause == clause && n < FIGURES_MAX; n++) {
		if (ms->m[i].skip) continue;
		bool taken = !k->recent || ms->m[i].own_subj;
		uint64_t is =
			taken ? where | candidate_signs_of(k->v, ms->m[i].subj) | ms->m[i].subj_is
			      : 0;
		bool kind = (ms->m[i].subj_is & SIGN(KIND)) && !owner_kind_goes_on(k->m, k->v);
		if (kind || is_other_measure(k, &ms->m[i])) continue;
		k->who = ms->m[i].who;
		if (!k->recent) collect_add(k, ms->m[i].subj, is | SIGN(RECENT));
		k->recent = true;
		if (ms->m[i].own_subj) collect_add(k, ms->m[i].subj, is | SIGN(FIGURE));
		k->who = NONE;
		struct stretch s =
			k->out->wants & WANT(BARE) ? owner_of_figure(&ms->m[i], k->m, k->v) : NONE;
		if (!s.len) continue;
		bool shared = ms->m + i + 1 == k->m && owner_share_follows(ms, i + 1, k->v);
		uint64_t part = shared ? SIGN(SHARED) : 0;
		collect_add(k, s, where | candidate_signs_of(k->v, s) | part);
	}
}

/* "Among them, the new ship project, total investment 310 million": a short clause without a topic,
 * a verb or a figure. */
static bool names_alone(const struct view *v, size_t clause)
{
	size_t n, from = v->clauses[clause].from, to = v->clauses[clause].to;

	bool opener = from + 2 >= to && (v->side[from] & SIDE_OPENER); /* it is said, */
	if (to - from > ALONE_MAX || opener) return false;
	topic_at(v, clause, &n);
	for (size_t t = from; t < to && !n; t++)
		n = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_QUANTITY ||
		    v->tok[t].pos == POS_PREP;
	return !n;
}

/* "Most was invested in the port": whom a clause names behind what it says of him, where it has no
 * other topic that acts. */
static void add_identified(struct collector *k, size_t clause, uint64_t where)
{
	struct phrase p = topic_identified(k->v, clause);
	size_t n;

	if (p.from == p.to) return;
	const struct topic *t = topic_at(k->v, clause, &n);
	for (size_t i = 0; i < n; i++)
		if (t[i].to + 1u < p.from && (t[i].entity || owner_is(k->v, t[i].to - 1))) return;
	struct stretch s = phrase_stretch(k->v, p);
	collect_add(k, s,
		    where | SIGN(IDENTIFIED) | candidate_signs_of(k->v, s) |
			    (topic_is_entity(k->v, p.from) ? SIGN(ENTITY) : 0));
}

/* "The court orders | the firm | to pay 300,000": who has a verb of his own in the clause of
 * another. */
static void add_embedded(struct collector *k, struct phrase p, uint64_t where)
{
	if (p.from == p.to || collect_person(k, p.from, where | SIGN(EMBEDDED))) return;
	struct stretch s = phrase_stretch(k->v, p);
	collect_add(k, s,
		    where | SIGN(EMBEDDED) | candidate_signs_of(k->v, s) |
			    (topic_is_entity(k->v, p.from) ? SIGN(ENTITY) : 0));
}

/* "There is a mill that put in 800,000, hired 36": the one that a clause before token end says to
 * be there. */
static void add_introduced(struct collector *k, size_t clause, size_t end, uint64_t where)
{
	struct phrase p = topic_introduced(k->v, clause);

	if (p.from == p.to || p.to > end) return;
	struct stretch s = phrase_stretch(k->v, p);
	collect_add(k, s,
		    where | SIGN(INTRODUCED) | candidate_signs_of(k->v, s) |
			    (topic_is_entity(k->v, p.from) ? SIGN(ENTITY) : 0));
}

/* "A grew by 12 %; B came next, | up 10 %": the clause tells, without a figure, of a name that
 * takes the place of those before the semicolon. */
static bool has_other(const struct collector *k, size_t clause)
{
	const struct view *v = k->v;
	size_t n;
	const struct topic *t = topic_at(v, clause, &n);

	for (const struct mention *m = k->m; m-- > k->ms->m && m->clause >= clause;)
		if (m->clause == clause) return false;
	return n > 0 && t->entity && !t->measured && !t->place && !t->speaks && !t->personal &&
	       topic_name_end(v, t->from, t->to) == t->to && !(v->cls[t->from] & ROLE_SUBJ);
}

/* First clause of [item, clause) from which on nobody stands in the place of its topics. */
static size_t part_from(const struct collector *k, size_t item, size_t clause)
{
	bool other = false;

	for (size_t c = clause; c-- > item;) {
		if (other && ends_part(k->v, c)) return c + 1;
		other = other || has_other(k, c);
	}
	return item;
}

static void add_sentence(struct collector *k, size_t i)
{
	const struct view *v = k->v;
	size_t c = k->m->clause, end = i, first, n = 0;
	bool parted = false;

	size_t item = phrase_item_from(v, c), part = part_from(k, item, c);

	for (first = item; first < c && !n; first += !n) topic_at(v, first, &n);
	for (size_t back = 1; c-- > item && back <= CLAUSES_BACK; back++) {
		parted = parted || ends_part(v, c);
		uint64_t where = (back == 1 ? SIGN(NEXT) : SIGN(EARLIER)) |
				 (parted ? SIGN(PARTED) : 0) | (c < part ? SIGN(BROKEN) : 0);
		if (back <= 2 && !parted) add_identified(k, c, where);
		if (back == 1 && !parted && (k->out->wants & WANT(VERB)))
			add_embedded(k, topic_told_of(v, c), where);
		if (back <= 3 && !parted) add_introduced(k, c, v->clauses[c].to, where);
		collect_clause(k, c, where, c == first);
		bool has = back == 1 && (v->side[v->clauses[k->m->clause].from] & SIDE_EXIST);
		if (back <= 2 && names_alone(v, c))
			collect_phrases(k, c, v->clauses[c].to, where | (has ? 0 : SIGN(ALONE)));
		add_figures(k, &end, c, where);
	}
	if (k->m->clause > CLAUSES_BACK && first + CLAUSES_BACK < k->m->clause)
		collect_clause(k, first, SIGN(EARLIER), true);
}

static bool is_near(const struct view *v, struct stretch s)
{
	return s.len && v->off - s.off < NAMED_REACH;
}

static void add_frame(struct collector *k, const struct frame *f)
{
	const struct view *v = k->v;
	bool near = f->subject.len && v->off - f->subject.off < SUBJECT_REACH;
	bool here = f->block < v->d->n_blocks && f->subject.off >= v->d->blocks[f->block].off;

	/* what neither is nor stands for a name or a body is carried on to a bare measure only */
	uint64_t has = SIGN(OWNER) | SIGN(STANDS_FOR) | SIGN(NAME_LAST);
	if (f->topic.len && ((k->out->wants & WANT(BARE)) || (f->topic_is & has)))
		collect_add(k, f->topic, SIGN(PARA) | f->topic_is);
	if (near)
		collect_add(k, f->subject, (here ? SIGN(NAMED) : SIGN(NAMED_FAR)) | f->subject_is);
	bool same = f->block < v->d->n_blocks && f->figure.off >= v->d->blocks[f->block].off;
	uint64_t part = (f->figure_is & has) && collect_opens_part(v, 0) ? SIGN(WHOLE) : 0;
	bool kind = (f->figure_is & SIGN(KIND)) && !owner_kind_goes_on(k->m, v);
	k->who = f->figure_who;
	if (is_near(v, f->figure) && !kind)
		collect_add(k, f->figure,
			    (same ? SIGN(FIGURE) | part : SIGN(RECENT)) | f->figure_is);
	k->who = NONE;
	uint64_t is;
	struct stretch often = most_named(f, &is);
	if (is_near(v, often)) collect_add(k, often, is);
}

/* "The ship project is a key project. The project will": a nearer candidate that is only the last
 * word of another. */
static void mark_resumed(struct collector *k)
{
	const uint16_t *u = k->v->d->text.p;

	for (size_t i = 0; i < k->out->n; i++) {
		if (k->out->c[i].scope == SCOPE_INSIDE || !(k->out->c[i].is & SIGN(OWNER)) ||
		    (k->out->c[i].is & (SIGN(STANDS_FOR) | SIGN(NAME_LAST))))
			continue;
		for (size_t c = 0; c < k->out->n; c++) {
			struct stretch a = k->out->c[i].s, b = k->out->c[c].s;
			if (a.len >= b.len ||
			    memcmp(u + a.off, u + stretch_end(b) - a.len, a.len * sizeof *u))
				continue;
			k->out->c[i].is |= SIGN(SHORT);
			k->out->c[c].is |= SIGN(RESUMED);
		}
	}
}

void candidates_collect(struct candidates *out, const struct mentions *ms, size_t i,
			const struct view *v, const struct frame *f, struct arena *a)
{
	struct collector k = { .ms = ms, .m = &ms->m[i], .v = v, .f = f, .a = a, .out = out };

	out->n = 0;
	out->wants = collect_wants(k.m, v);

	if (k.m->splits) collect_inside(&k);
	k.scope = SCOPE_CLAUSE;
	size_t inside = out->n;
	collect_add(&k, owner_before_time(k.m, v), SIGN(TIMED));
	struct stretch struck = owner_struck(k.m, v),
		       cause = struck.len ? NONE : owner_cause(ms, k.m, v);
	collect_add(&k, struck, SIGN(EMBEDDED) | SIGN(ENTITY));
	bool here = cause.off >= v->tok[v->clauses[k.m->clause].from].off;
	if (here) collect_add(&k, cause, SIGN(EMBEDDED));
	collect_add(&k, owner_sentenced(k.m, v), SIGN(EMBEDDED) | SIGN(ENTITY));
	collect_bracketed(&k);
	add_identified(&k, k.m->clause, 0);
	add_embedded(&k, topic_embedded(v, v->clauses[k.m->clause].from, k.m->tok), 0);
	add_introduced(&k, k.m->clause, attach_before_cue(k.m, v), 0);
	collect_clause(&k, k.m->clause, 0, false);
	size_t lo = v->clauses[k.m->clause].from;
	bool left = k.m->ind.len && k.m->ind.off < v->d->annots[k.m->annot].off &&
		    k.m->ind.off >= v->tok[lo].off;
	size_t end = left ? view_token_at(v, k.m->ind.off) : k.m->tok;
	if (end > lo && end <= k.m->tok) collect_phrases(&k, k.m->clause, end, 0);
	for (size_t c = inside; c < out->n; c++)
		if (!(out->c[c].is & (SIGN(INSIDE) | SIGN(MEASURED_ITSELF) | SIGN(SCENE))))
			k.out->wants |= WANT(TOPIC);
	k.scope = SCOPE_SENTENCE;
	if (k.m->inherited && k.m->parent >= 0) {
		const struct mention *lender = &ms->m[k.m->parent];
		bool other = lender->clause < part_from(&k, 0, k.m->clause);
		collect_add(&k, lender->subj, SIGN(LENT) | (other ? SIGN(BROKEN) : 0));
	}
	collect_add(&k, owner_happened(k.m, v), SIGN(LED));
	if (!here) collect_add(&k, cause, SIGN(LED));
	if ((out->wants & (WANT(VERB) | WANT(OPENING) | WANT(BARE))) &&
	    !(out->wants & WANT(QUOTED)))
		collect_add(&k, owner_occasion(ms, k.m, v), SIGN(LED));
	collect_add(&k, owner_issued(k.m, v), SIGN(LED));
	collect_add(&k, owner_counted_sum(ms, i, v), SIGN(INTRODUCED));
	collect_add(&k, owner_taken(k.m, v), SIGN(TAKEN));
	collect_ahead(&k);
	add_sentence(&k, i);
	k.scope = SCOPE_DOCUMENT;
	add_frame(&k, f);
	mark_resumed(&k);
}
