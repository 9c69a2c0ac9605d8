/* The indicator of a figure from the words of its own clause: right of it, left of it, or named by
 * the rule that found it. See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/elision.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

#define NONE ((struct stretch){ 0, 0 })

bool attach_is_change(const struct mention *m, const struct view *v)
{
	struct slice x = m->facet[FACET_MEASURE];

	if (x.p) return slice_starts(x, SLICE("change"));
	return v->d->annots[m->annot].dim == DIM_POINTS;
}

/* "Firms of | staff above 300": does a bound part the count from a common noun before it that owns
 * nothing? Then that is counted; who has them stands behind the particle. */
static bool is_exceeded(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_before_cue(m, v);

	if (!attach_counts(a) || a->form != FORM_PLAIN || a->op_off > a->off || t == m->tok ||
	    t == v->clauses[m->clause].from)
		return false;
	return v->tok[t - 1].pos == POS_NOUN && !(v->side[t - 1] & SIDE_OWNER) &&
	       !(v->cls[t - 1] & ROLE_SUBJ);
}

bool attach_is_relative(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_behind(m, v);

	if (a->type == A_PERCENT || t >= v->n_tok || v->tok[t].pos != POS_DE) return false;
	return !attach_counts(a) || is_exceeded(m, v) || owner_holder(m, v).len;
}

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

/* "A holder of 5 % | sells no more than 2 million shares": a verb of one who acts right before the
 * number says what is counted, where the figure before is not of such a deed. */
static bool acts_anew(const struct mentions *ms, const struct mention *m, const struct view *v,
		      size_t t)
{
	if (t == v->clauses[m->clause].from || !(v->cls[t - 1] & ROLE_ACTS)) return false;
	for (const struct mention *k = m; k-- > ms->m;)
		if (k->ind.len && !k->skip) return !attach_is_change(k, v);
	return false;
}

/* "GDP growth stood | third in the province": what a rank in a field ranks stands before the verb
 * before the field; a measure also without a verb. */
static struct stretch ranked(const struct mention *m, const struct view *v, size_t lo)
{
	size_t field = view_token_at(v, m->part[PART_BASE].off), t = field;

	while (t > lo && !view_is_mark(v, t - 1) && !(v->cls[t - 1] & ROLE_HEAD)) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool verb = p == POS_VERB || p == POS_ADV || p == POS_PREP || p == POS_AUX ||
			    p == POS_TIME || (p == POS_NUM && v->tok[t - 1].len > 1) ||
			    (v->cls[t - 1] &
			     (ROLE_NOTNOUN | ROLE_REACH | ROLE_ADVERB | ROLE_UP | ROLE_DOWN));
		if (!verb) break;
		t--;
	}
	struct phrase p = phrase_left(v, lo, t);
	bool told = t < field || (p.from < p.to && phrase_is_measure(v, p.to - 1));
	if (!told || p.from == p.to) return NONE;
	struct stretch plain = phrase_stretch(v, p), whole = attach_left(v, lo, t, false);
	return stretch_end(whole) == stretch_end(plain) ? whole : plain;
}

/* "The second largest | deficit in history": behind a rank and its adjective, at t, what is ranked
 * where that is a measure. */
static struct stretch largest_of(const struct view *v, size_t t)
{
	if (t + 1 < v->n_tok && v->tok[t].len == 1 && v->tok[t].pos == POS_ADJ) t++;
	if (t >= v->n_tok) return NONE;
	struct phrase p = phrase_right(v, t);
	if (p.from == p.to && (v->cls[t] & ROLE_INDVERB)) p = phrase_of(t, t + 1);
	bool measured = p.from < p.to && (phrase_is_measure(v, p.to - 1) ||
					  (v->cls[p.to - 1] & (ROLE_INDVERB | ROLE_HEAD)));
	return measured && (p.to >= v->n_tok || view_is_mark(v, p.to)) ? phrase_stretch(v, p)
								       : NONE;
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

bool attach_pays_for(const struct view *v, const struct mention *m, size_t behind)
{
	size_t lo = v->clauses[m->clause].from;

	if (v->d->annots[m->annot].type != A_MONEY || m->tok > lo + 2u ||
	    behind + 1 >= v->clauses[m->clause].to)
		return false;
	return (v->tok[behind].pos == POS_VERB || (v->cls[behind] & ROLE_TRANS)) &&
	       phrase_inner(v, behind + 1) &&
	       !(v->cls[behind] & (ROLE_REACH | ROLE_UP | ROLE_DOWN));
}

/* "The data of 500,000 people", "7 million people's fate": is s, behind people who are counted,
 * what they have, not who they are, what body they make or what happened to them? "The sailors who
 * drifted | for 5 days": behind a time, who spent it? */
static bool is_theirs(const struct view *v, const struct annot *a, struct stretch s)
{
	size_t t = phrase_head_token(v, s);

	if (a->type == A_DURATION)
		return v->tok[view_token_at(v, s.off) - 1].pos == POS_DE &&
		       v->tok[t].pos != POS_VN && speaker_is_people(v, t) &&
		       !attach_age_of_nobody(v, a, s);
	return attach_counts_people(v, a) && v->tok[t].pos == POS_NOUN &&
	       !(v->cls[t] & ROLE_SUBJ) && !(v->side[t] & SIDE_OWNER) &&
	       !attach_names_people(v, s) &&
	       !(v->tok[t].cls & (CLASS_ORG_END | CLASS_ORG_WEAK));
}

/* "Parcels | of 5 kg weight and over": is the noun right before a figure with a bound behind it, at
 * t, that of a measure? Then what the figure bounds stands behind it. */
static bool is_bounded(const struct mention *m, const struct view *v, size_t t,
		       struct stretch left)
{
	return left.len && m->tok + 1 < v->n_tok && (v->side[m->tok + 1] & SIDE_BOUND) &&
	       stretch_end(left) == v->tok[t - 1].off + v->tok[t - 1].len &&
	       phrase_is_measure(v, t - 1);
}

/* Of a figure before the particle ("a project of 2 billion investment"): what it measures, left or
 * right of it; lone as for attach_left. */
static struct stretch relative_indicator(const struct mention *m, const struct view *v, bool lone)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = attach_before_cue(m, v);
	struct stretch left = attach_left(v, lo, t, lone), right = attach_right(m, v);

	if (left.len && is_exceeded(m, v)) return left;
	if (is_bounded(m, v, t, left) || (right.len && is_theirs(v, a, right))) return left;
	/* "turnover had profit of 4 million" */
	bool gained = a->type == A_MONEY && right.len && elision_measured(v, right);
	/* has had 3 months of training, after 3 hours of searching */
	bool acted =
		t > lo &&
		(v->tok[t - 1].pos == POS_AUX || v->tok[t - 1].pos == POS_PREP ||
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

/* Of a value with an earlier one before it: what it measures stands left of that one, from lo to
 * t; "from 10 % before, | raised to 15 %": in the clause before, where this opens with the verb. */
static void over_earlier(const struct mentions *ms, const struct mention *m, const struct view *v,
			 size_t *lo, size_t *t)
{
	const struct mention *k = &ms->m[m->from];
	bool only =
		k->clause + 1u == m->clause && (v->cls[*lo] & (ROLE_REACH | ROLE_UP | ROLE_DOWN));

	if (k->tok >= *t || (k->clause != m->clause && !only)) return;
	if (only) *lo = v->clauses[k->clause].from;
	*t = k->tok;
}

bool attach_ends_list(const struct view *v, const struct mention *m)
{
	size_t t = attach_before_cue(m, v);

	return attach_counts(&v->d->annots[m->annot]) && t > v->clauses[m->clause].from &&
	       (v->side[t - 1] & SIDE_ETC);
}

bool attach_only_has(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	while (t > lo && (v->cls[t - 1] & ROLE_ADVERB)) t--;
	if (a->type != A_QUANTITY || a->dim != DIM_COUNT || t == lo || attach_is_change(m, v))
		return false;
	uint64_t cls = v->cls[t - 1];
	if (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_STAKE)
		return false;
	if ((cls & ROLE_REACH) && (v->side[t - 1] & SIDE_TELL))
		return false; /* sales "recorded" so many */
	return v->tok[t - 1].pos == POS_VERB &&
	       ((cls & ROLE_TRANS) || (v->side[t - 1] & SIDE_OCCUR)) &&
	       !(cls & (ROLE_INDVERB | ROLE_NOMINAL | ROLE_ACTS | ROLE_UP | ROLE_DOWN));
}

/* Is s one verb, the last before the figure? */
static bool is_verb_before(const struct mention *m, const struct view *v, struct stretch s)
{
	size_t t = view_token_at(v, s.off);

	return v->tok[t].pos == POS_VERB && v->tok[t].off + v->tok[t].len == stretch_end(s) &&
	       t < m->tok;
}

/* "The doctor | 24 hours | stands by", "signed with the club | for 5 years": before a time that
 * something takes, who does it or with whom, no measure of it. */
static bool is_of_doer(const struct mention *m, const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off), head = phrase_head_token(v, s),
	       lo = v->clauses[m->clause].from, behind = attach_behind(m, v);

	if (v->d->annots[m->annot].type != A_DURATION || phrase_is_measure(v, head) ||
	    !(POS_NAMING & POS_BIT(v->tok[head].pos)) || v->tok[head].pos == POS_VN)
		return false;
	if (from > lo && (v->tok[from - 1].pos == POS_PREP || (v->cls[from - 1] & ROLE_GOVERNS)))
		return true;
	for (size_t t = head + 1; t < m->tok; t++)
		if (v->tok[t].pos == POS_VERB && !(v->cls[t] & ROLE_REACH)) return false;
	return behind < v->clauses[m->clause].to && v->tok[behind].pos == POS_VERB;
}

/* What stands round a figure. */
struct around {
	size_t lo, t;  /* first token of its clause, first of its own with the words of bound */
	size_t behind; /* first token behind it */
	bool lone;     /* as for attach_left */
	bool change;
};

/* "Rested | for 3 days, then": is the time before a word for "after" that of the verb right before
 * it, which stands alone or behind an adverb? */
static bool lasted(const struct view *v, const struct around *w)
{
	const uint64_t out = ROLE_MODAL | ROLE_SAY | ROLE_BREAK | ROLE_TRANS | ROLE_NOTSUBJ;
	size_t t = w->t;

	if (t == w->lo || !(v->cls[w->behind] & ROLE_BESIDE)) return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	if ((p != POS_VERB && p != POS_VN) || v->tok[t - 1].len < 2 || (v->cls[t - 1] & out))
		return false;
	return t == w->lo + 1u || !phrase_head(v, t - 2);
}

/* Where the rule that found the figure says: its indicator is *s, which may be none. */
static bool told_by_rule(const struct mention *m, const struct view *v, const struct around *w,
			 struct stretch *s)
{
	const struct annot *a = &v->d->annots[m->annot];
	struct slice where = m->facet[FACET_PLACEMENT];
	bool reached = w->change || (w->t > w->lo && (v->cls[w->t - 1] & ROLE_REACH) &&
				     v->tok[w->t - 1].pos != POS_PREP); /* cut to under 3 hours */
	bool measured = a->op == OP_RANGE && w->t > w->lo + 1u &&
			phrase_is_measure(v, w->t - 2); /* ages were | from 18 to 45 */
	bool spans = (a->type == A_DURATION || a->dim == DIM_LENGTH) && !reached && !measured &&
		     w->behind < v->n_tok && v->tok[w->behind].pos == POS_LOC &&
		     !lasted(v, w); /* within three years, 60 km from */

	*s = NONE;
	if (m->part[PART_IND].len) {
		*s = m->part[PART_IND];
	} else if (a->type == A_ORDINAL && m->part[PART_BASE].len &&
		   m->part[PART_BASE].off < a->off) {
		*s = largest_of(v, w->behind);
		if (!s->len) *s = ranked(m, v, w->lo);
	} else if (m->part[PART_HEAD].len) {
		*s = noun_at(v, m->part[PART_HEAD]);
	} else if (slice_is(where, "after")) {
		*s = attach_right(m, v);
	} else if (m->part[PART_LEFT].len) {
		*s = attach_left(v, w->lo, view_token_at(v, m->part[PART_LEFT].off), w->lone);
	} else {
		return slice_is(where, "none") || slice_is(where, "head") || spans;
	}
	return true;
}

/* What a rule looks for left of the figure only; behind a rate and its particle stands the noun of
 * the rate where nothing else does ("kept | a 9 % rate of growth"). */
static struct stretch left_only(const struct mention *m, const struct view *v,
				const struct around *w)
{
	struct stretch s = attach_left(v, w->lo, w->t, w->lone);

	if (s.len || w->behind >= v->n_tok || v->tok[w->behind].pos != POS_DE) return s;
	s = attach_right(m, v);
	return s.len && (v->cls[phrase_head_token(v, s)] & ROLE_PART) ? s : NONE;
}

/* Of a figure with the particle behind it, len 0 if that tells nothing. */
static struct stretch of_particle(const struct mention *m, const struct view *v,
				  const struct around *w)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (m->from < 0 && attach_is_relative(m, v)) {
		if (!w->change) return relative_indicator(m, v, w->lone);
		struct stretch right = attach_right(m, v); /* "add 1 billion of profit" */
		return right.len && elision_measured(v, right) ? right : NONE;
	}
	if (a->type != A_PERCENT || w->change || w->behind >= v->n_tok ||
	    v->tok[w->behind].pos != POS_DE)
		return NONE;
	bool own = w->t > w->lo + 1u && (v->cls[w->t - 1] & ROLE_REACH) &&
		   phrase_is_measure(v, w->t - 2); /* "shops whose coverage is 96 %" */
	if (own) return attach_left(v, w->lo, w->t, w->lone);
	return m->part[PART_BASE].len ? NONE : attach_right(m, v); /* "opened 20 % of the stands" */
}

/* "Flats of three rooms | (44 %) | had the biggest share": behind the parentheses that hold only
 * the share, a measure of what stands before them; "profit | (3 billion) | fell": the measure right
 * before those that hold only the figure; len 0 if there is none. */
static struct stretch at_parens(const struct mention *m, const struct view *v,
				const struct around *w)
{
	size_t cue = attach_before_cue(m, v), t = w->behind + 1;

	if (cue < w->lo + 2u || w->behind >= v->n_tok ||
	    !unit_opens_bracket(phrase_mark(v, cue - 1)) ||
	    !unit_closes_bracket(phrase_mark(v, w->behind)))
		return NONE;
	if (v->d->annots[m->annot].type == A_PERCENT && t < v->n_tok && (v->cls[t] & ROLE_PART))
		return phrase_stretch(v, phrase_of(t, t + 1));
	if (!phrase_is_measure(v, cue - 2)) return NONE;
	struct phrase p = phrase_left(v, w->lo, cue - 1);
	for (size_t i = p.from; i > w->lo && !view_is_mark(v, i - 1); i--)
		if ((v->cls[i - 1] & ROLE_COMPARE) || v->tok[i - 1].pos == POS_PREP)
			return NONE; /* "against the price (7.98 yuan) | ..." */
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "Source countries | rose to 70 | countries and regions": does a count that something rose to
 * tell how many of the noun before the verb there are, whose kind the noun behind says? */
static bool is_number_of(const struct mention *m, const struct view *v, const struct around *w,
			 struct stretch right)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = w->t, kind = right.len ? view_token_at(v, right.off) : 0;

	if (a->dim != DIM_COUNT || !right.len || !(v->side[kind] & SIDE_SELF) ||
	    (v->side[kind] & SIDE_PLACEKIND) || t < w->lo + 2u)
		return false;
	size_t end = view_token_at(v, stretch_end(right) - 1) + 1;
	if (end < v->n_tok && !view_is_mark(v, end)) return false;
	if (!(v->cls[t - 1] & ROLE_REACH)) return false;
	bool up = v->cls[t - 1] & ROLE_UP;
	if (!up && t > w->lo + 2u && (v->cls[t - 2] & ROLE_UP)) up = t--;
	return up && v->tok[t - 2].pos == POS_NOUN && !(v->side[t - 2] & SIDE_OWNER) &&
	       !phrase_is_measure(v, t - 2);
}

/* Does s end in the noun of a sum that one has or gives: loans, subsidies? */
static bool is_sum(const struct view *v, struct stretch s)
{
	size_t t = phrase_head_token(v, s);
	const struct token *k = &v->tok[t];
	struct word_kind end = { v->cls[t], v->side[t], 0, 0 };

	if (k->pos == POS_VERB || (v->side[t] & SIDE_OWNER)) return false;
	if (k->len > 2) end = view_token_end(v, t, 2);
	return (end.side & SIDE_AMOUNT) || (end.role & ROLE_STOCK);
}

/* "Small loans | in all | granted: 516, | paid out: 25 million": s is a lone verb behind adverbs;
 * the sum that it is done with, named before them or, where nothing is, measured before; else s. */
static struct stretch sum_done(const struct mentions *ms, const struct mention *m,
			       const struct view *v, const struct around *w, struct stretch s)
{
	size_t verb = view_token_at(v, s.off), t = verb;
	enum pos_tag p = (enum pos_tag)v->tok[verb].pos;

	const struct annot *a = &v->d->annots[m->annot];
	bool given = v->side[verb] & SIDE_GIVE, gained = (v->cls[verb] & ROLE_INDVERB) && !given;

	if (w->change || s.off > a->off || v->tok[verb].len != s.len || gained ||
	    (p != POS_VERB && p != POS_VN) || phrase_is_measure(v, verb) ||
	    a->type == A_DURATION || attach_counts_people(v, a))
		return s;
	while (t > w->lo && ((v->cls[t - 1] & ROLE_ADVERB) || v->tok[t - 1].pos == POS_ADV ||
			     v->tok[t - 1].pos == POS_TIME))
		t--;
	if (t == w->lo && m > ms->m && given && a->type == A_MONEY)
		return m[-1].ind.len && is_sum(v, m[-1].ind) ? m[-1].ind : s;
	struct phrase q = t == verb || t == w->lo ? NO_PHRASE : phrase_left(v, w->lo, t);
	return q.from < q.to && is_sum(v, phrase_stretch(v, q)) ? phrase_stretch(v, q) : s;
}

/* "Helped 400 people | find work", not "trained 400 people": is the word at t a verb that rules
 * those who do what stands behind their number? */
static bool is_helped(const struct view *v, size_t t, size_t behind)
{
	return (v->cls[t] & ROLE_TRANS) && v->tok[t].pos == POS_VN && behind < v->n_tok &&
	       !view_is_mark(v, behind);
}

/* Does s, left of the figure, tell nothing of what is counted or measured? */
static bool tells_nothing(const struct mention *m, const struct view *v, const struct around *w,
			  struct stretch s)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (attach_age_of_nobody(v, a, s) || elision_is_place(v, a, s) || is_formula(v, s))
		return true;
	if (w->change || s.off > a->off) return false;
	if (attach_scores(m, v)) return true;
	if (speaker_is_people(v, phrase_head_token(v, s)) && attach_costs(m, v) < v->n_tok)
		return true; /* "the boss | spent 2000" */
	size_t deed = attach_deed_counted(m, v);
	if (deed < v->n_tok && phrase_head_token(v, s) == deed) return false;
	if (attach_counts_people(v, a) &&
	    (!attach_names_people(v, s) || is_helped(v, phrase_head_token(v, s), w->behind)))
		return true;
	return is_of_doer(m, v, s) || (attach_only_has(m, v) && is_verb_before(m, v, s));
}

#define SUM_DIGITS 3 /* of a sum without a unit at least: pay in | two forms */

/* A number without a unit right behind the noun of a sum. */
static bool is_bare_sum(const struct mention *m, const struct view *v, size_t lo)
{
	const struct annot *a = &v->d->annots[m->annot];

	return m->tok > lo && a->type == A_NUMBER && a->value_dec.len >= SUM_DIGITS &&
	       (v->side[m->tok - 1] & SIDE_AMOUNT);
}

/* Where the clause of a figure begins, or right behind such a number before it. */
static size_t behind_sum(const struct mentions *ms, const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	for (const struct mention *k = ms->m; k < m; k++)
		if (k->clause == m->clause && !k->skip && is_bare_sum(k, v, lo) &&
		    v->tok[k->tok + 1].pos != POS_PUNCT)
			lo = k->tok + 1u;
	return lo;
}

/* "The meeting of 20 years | of its founding": a time since what stands before it. */
static bool is_jubilee(const struct view *v, const struct annot *a)
{
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);

	return a->type == A_DURATION && a->unit_len &&
	       (words_kind(v->words, unit).label & LABEL_JUBILEE);
}

/* The noun behind the figure, where that is what it counts or measures. */
static struct stretch right_of(const struct mention *m, const struct view *v,
			       const struct around *w)
{
	const struct annot *a = &v->d->annots[m->annot];
	/* "a swap facility with a first | volume of 500 billion" */
	bool named = a->type == A_MONEY && w->t > w->lo && w->t == m->tok &&
		     v->tok[w->t - 1].pos == POS_NOUN && (v->cls[w->t - 1] & ROLE_HEAD);
	bool may = !w->change || (attach_counts(a) && a->type == A_QUANTITY);

	if (!may || m->from >= 0 || named || is_bare_sum(m, v, w->lo)) /* "pay 8000 | rent 3000" */
		return NONE;
	if (is_jubilee(v, a) && w->t > w->lo &&
	    (v->tok[w->t - 1].pos == POS_VERB || phrase_inner(v, w->t - 1)))
		return NONE; /* the founding's 20 years, | a meeting */
	struct stretch s = attach_right(m, v);
	return s.len && (is_theirs(v, a, s) || is_number_of(m, v, w, s)) ? NONE : s;
}

/* What nothing else tells: the noun behind the figure, else what stands before it. */
static struct stretch either_side(const struct mentions *ms, const struct mention *m,
				  const struct view *v, const struct around *w)
{
	struct stretch s = right_of(m, v, w);

	if (s.len && attach_age_of_nobody(v, &v->d->annots[m->annot], s)) {
		s = attach_left(v, w->lo, w->t, false); /* "boys | aged | 8 to 12" */
		return s.len && phrase_is_measure(v, phrase_head_token(v, s)) ? s : NONE;
	}
	if (!s.len && attach_ends_list(v, m)) return NONE;
	s = s.len || w->change ? s : attach_done_often(m, v);
	if (!s.len) s = attach_left(v, w->lo, w->t, w->lone);
	if (s.len) s = sum_done(ms, m, v, w, s);
	s = attach_deed(ms, m, v, s);
	return s.len && tells_nothing(m, v, w, s) ? NONE : s;
}

static struct stretch find_indicator(const struct mentions *ms, const struct mention *m,
				     const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = behind_sum(ms, m, v), t = attach_before_cue(m, v);
	struct around w = {
		.lo = lo,
		.t = t,
		.behind = attach_behind(m, v),
		.lone = !lends(ms, m) || acts_on_sum(v, a, lo, t) || acts_on_count(v, a, lo, t) ||
			acts_anew(ms, m, v, t),
		.change = attach_is_change(m, v) || m->from >= 0,
	};
	struct stretch s;

	if (!w.change && !m->part[PART_IND].len && !m->part[PART_HEAD].len) {
		s = attach_size_word(v, a, lo, t);
		if (s.len) return s;
	}
	if (!w.change && t > lo && (v->cls[t - 1] & ROLE_MODAL) &&
	    attach_pays_for(v, m, w.behind) &&
	    (v->cls[w.behind] & ROLE_TRANS)) /* "is to | pay 5 billion to buy" */
		return phrase_stretch(v, phrase_of(w.behind, w.behind + 1));
	if (told_by_rule(m, v, &w, &s)) return s;
	s = at_parens(m, v, &w);
	if (s.len) return s;
	if (m->from >= 0) over_earlier(ms, m, v, &w.lo, &w.t);
	if (slice_is(m->facet[FACET_PLACEMENT], "before")) return left_only(m, v, &w);
	struct stretch whom = attach_described(m, v);
	if (whom.len && w.behind < v->n_tok && v->tok[w.behind].off + 1 == whom.off)
		return attach_left(v, w.lo, w.t, w.lone); /* "with 3,000 employees | the firm" */
	s = of_particle(m, v, &w);
	if (s.len) return s;
	return either_side(ms, m, v, &w);
}

/* "Wrote *one sheet* | amount 350,000 of | note": an article before a measure counts the noun
 * behind the particle; "*a* phone | sells at" counts nothing, "*two* cakes | sell at" only says of
 * how many the price is. */
static struct stretch without_article(const struct view *v, struct stretch s)
{
	size_t t = s.len ? view_token_at(v, s.off) : v->n_tok;

	if (t + 1 >= v->n_tok || v->tok[t].pos != POS_QUANTITY || v->tok[t].annot < 0 ||
	    v->tok[t + 1].off >= stretch_end(s))
		return s;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	bool one = phrase_is_measure(v, t + 1) &&
		   (slice_is(a->value_dec, "1") || phrase_is_count(v, t));
	size_t end = view_token_at(v, stretch_end(s));
	while (end < v->n_tok && (v->cls[end] & ROLE_ADVERB)) end++;
	bool priced = v->tok[t + 1].pos == POS_NOUN && !(v->side[t + 1] & SIDE_OWNER) &&
		      end < v->n_tok && (view_token_label(v, end) & LABEL_COSTS);
	if (!one && !priced && !(a->flags & ANNOT_ARTICLE)) return s;
	return (struct stretch){ v->tok[t + 1].off, stretch_end(s) - v->tok[t + 1].off };
}

struct stretch attach_indicator(const struct mentions *ms, const struct mention *m,
				const struct view *v)
{
	return without_article(v, find_indicator(ms, m, v));
}
