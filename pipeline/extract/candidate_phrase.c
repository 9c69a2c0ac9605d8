/* Noun phrases of a clause beside its topics as candidates for the owner of a figure. See
 * candidate_collect.h. */
#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate_collect.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic_cut.h"

#define PHRASES_MAX 10 /* noun phrases of a clause beside its topics, the last ones */

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
	bool firm = v->tok[last].pos == POS_ORG || topic_is_own_name(v, last) ||
		    (v->side[last] & SIDE_FIRM) ||
		    (v->tok[last].cls & (CLASS_ORG_END | CLASS_ORG_WEAK));
	return passes && firm;
}

/* "As | Lin | 5 times stayed away": who stands right before a count of times and its verb, whatever
 * word joins the clause; nobody to whom it is done. */
static bool does_often(const struct collector *k, const struct clause_phrase *y, size_t cue)
{
	const struct view *v = k->v;
	const struct mention *m = k->m;
	struct stretch deed = attach_done_often(m, v);
	bool aim = y->p.from > 0 && (v->cls[y->p.from - 1] & ROLE_TO);

	return deed.len && m->ind.off == deed.off && y->p.to == cue && !aim &&
	       !(y->is & SIGN(OBJECT));
}

/* "That suffer | loss' farms" where the farms are the topic: a phrase that begins inside the words
 * which describe it. */
static bool is_torn_off(const struct view *v, size_t clause, struct phrase p)
{
	size_t n;
	const struct topic *t = topic_at(v, clause, &n);

	for (size_t i = 0; i < n; i++)
		if (p.from < t[i].from && t[i].to == p.to && v->tok[t[i].from - 1u].pos == POS_DE &&
		    p.from > v->clauses[clause].from)
			return true;
	return false;
}

/* "The school's | 20 pupils came": a thing or body that opens the clause, with nothing but the
 * particle between it and the count of what it has. */
static bool has_counted(const struct collector *k, const struct clause_phrase *y, size_t cue)
{
	const struct view *v = k->v;
	const uint32_t before = POS_BIT(POS_TIME) | POS_BIT(POS_ADV) | POS_BIT(POS_PUNCT) |
				POS_BIT(POS_SPACE);
	size_t t = v->clauses[k->m->clause].from, last = y->p.to - 1, de = y->p.to;

	if (v->tok[de].pos == POS_LOC) de++; /* "under the plan" */
	if (de + 1 != cue || v->tok[de].pos != POS_DE || v->tok[last].pos != POS_NOUN ||
	    v->tok[last].len < 2 || (k->out->wants & WANT(COUNT)) == 0 ||
	    (view_token_label(v, last) & LABEL_FIELD) || (v->side[last] & SIDE_ADNOUN))
		return false;
	for (size_t i = y->p.from; i < y->p.to; i++)
		if (v->tok[i].pos != POS_NOUN && v->tok[i].pos != POS_VN &&
		    !(POS_ENTITY >> v->tok[i].pos & 1))
			return false;
	while (t < y->p.from &&
	       ((before >> v->tok[t].pos & 1) || (v->side[t] & (SIDE_OPENER | SIDE_DET))))
		t++;
	return t == y->p.from;
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
	const uint64_t off = SIGN(INSIDE) | SIGN(DESCRIBES) | SIGN(SCENE) | SIGN(GOVERNED);
	uint32_t joined = 0; /* behind the list that was looked at last */
	for (size_t i = n > PHRASES_MAX ? n - PHRASES_MAX : 0; i < n; i++) {
		struct clause_phrase y = x->p[i];
		if (y.p.from < joined) continue;
		struct phrase list = y.p;
		size_t members = topic_join(v, &list, v->clauses[clause].to);
		joined = members ? (uint32_t)members : list.to;
		if (members || is_torn_off(v, clause, y.p)) continue;
		if (list.to > y.p.to && list.to <= end)
			y = describe(v, v->clauses[clause].from, list);
		if (y.p.to > end) {
			y.p.to = (uint32_t)end;
			if (owns_nothing(v, y.p)) continue;
			y = describe(v, v->clauses[clause].from, y.p);
		}
		if (k->scope == SCOPE_CLAUSE && (y.is & SIGN(SPEAKS))) continue;
		if (k->scope == SCOPE_CLAUSE && collect_figure_between(k, y.p.to))
			y.is |= SIGN(PASSED);
		if (k->scope == SCOPE_CLAUSE && opens_item(k, y.p.from))
			y.is = (y.is & ~SIGN(INSIDE)) | SIGN(LAST);
		if (candidate_is_measured(k->ms, y.s, v)) y.is |= SIGN(MEASURED_ITSELF);
		if (k->scope == SCOPE_CLAUSE && acts_itself(k, &y))
			y.is = (y.is & ~(SIGN(GOVERNED) | SIGN(OBJECT) | SIGN(INSIDE))) |
			       SIGN(TIMED) | SIGN(LAST);
		if (k->scope == SCOPE_CLAUSE && y.p.to < cue && v->tok[cue - 1].pos == POS_DE &&
		    !preposition_between(v, y.p.to, cue))
			y.is |= SIGN(DESCRIBES);
		if (k->scope == SCOPE_CLAUSE && (has_counted(k, &y, cue) || does_often(k, &y, cue)))
			y.is = (y.is & ~off) | SIGN(LAST);
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
	for (uint32_t i = p.from; i < p.to && v->tok[p.to - 1].pos == POS_PERSON; i++)
		if (v->tok[i].pos == POS_DE) p.from = i + 1; /* "who robbed a bank, | Shu (54)" */
	struct stretch s = phrase_stretch(v, p);
	collect_add(k, s,
		    SIGN(BRACKETED) | candidate_signs_of(v, s) |
			    (topic_is_entity(v, p.from) ? SIGN(ENTITY) : 0));
}
