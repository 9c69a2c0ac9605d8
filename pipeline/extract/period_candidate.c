/* Candidates for the time of a figure. See period_candidate.h.
 *
 * The times before it in its sentence, one between what is counted and its verb, those that frame
 * the sentence. What cannot be a time of it is no candidate; all else is a sign, weighed in
 * period_choice.c. */
#include "pipeline/extract/period_candidate.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/period_figure.h"
#include "pipeline/extract/period_scope.h"
#include "pipeline/extract/phrase.h"

#define HORIZON_UNITS 600 /* units over which a plan's deadline holds */
#define REMOTE_UNITS  300
#define OLD_DAYS      550
#define NOUN_TOKENS   6	 /* of what is counted, before a time behind it */
#define VAGUE_UNITS   12 /* units of a time that are looked at */
#define BARE_TOKENS   4	 /* of a clause that is no more than a time */
#define TIMES_BACK    6 /* times of the sentence that are looked at, beside the one that opens it */

/* Signs of what is a time and says no time of what is told. */
#define NO_TIME (WHEN(NAMING) | WHEN(DATING) | WHEN(PLANNED) | WHEN(OF_PART) | WHEN(BRACKETED))

struct collector {
	const struct period_asked *q;
	const struct view *v;
	const struct mention *m;
	uint64_t figure; /* signs of the figure */
	bool price;	 /* it is the price of a share */
	struct period_candidate *out;
	size_t n;
	bool closed; /* nothing further off is asked */
};

/* ---- what the time says ---- */

static uint64_t sign_of_grain(enum time_grain g)
{
	switch (g) {
	case GRAIN_DAY:
		return WHEN(DAY);
	case GRAIN_MONTH:
	case GRAIN_XUN:
	case GRAIN_WEEK:
		return WHEN(MONTH);
	case GRAIN_QUARTER:
	case GRAIN_HALF:
		return WHEN(QUARTER);
	case GRAIN_YEAR:
		return WHEN(YEAR);
	default:
		return WHEN(SPAN);
	}
}

static uint64_t sign_of_type(enum time_type type)
{
	switch (type) {
	case TIME_OPEN_START:
		return WHEN(OPEN_START);
	case TIME_OPEN_END:
		return WHEN(OPEN_END);
	case TIME_DEADLINE:
		return WHEN(DEADLINE);
	default:
		return 0;
	}
}

/* Says no day, month or year by its number or name: the evening, then, some eight years ago. */
static bool is_vague(const struct view *v, const struct annot *a)
{
	struct uslice text = doc_span(v->d, a->off, a->len);
	bool part = a->time.grain == GRAIN_DAY && a->time.how == HOW_RELATIVE_TEXT;

	return part || words_hold(v->words, text, VAGUE_UNITS, ROLE_VAGUE);
}

static uint64_t signs_of_time(const struct view *v, const struct annot *a)
{
	const struct timespan *s = &a->time;
	uint64_t is =
		sign_of_grain((enum time_grain)s->grain) | sign_of_type((enum time_type)s->type);
	int32_t day = v->d->date;

	if (s->start == DAY_NONE && s->end == DAY_NONE) return is | WHEN(UNDATED);
	if (words_kind(v->words, doc_span(v->d, a->off, a->len)).side & SIDE_NOW) is |= WHEN(NOW);
	if (is_vague(v, a)) is |= WHEN(VAGUE);
	if (day == DAY_NONE) return is;
	if (s->end != DAY_NONE && s->end < day) is |= WHEN(OVER);
	if (s->end != DAY_NONE && s->end + OLD_DAYS < day) is |= WHEN(OLD);
	if (s->start != DAY_NONE && s->start >= day && s->end != day) is |= WHEN(COMING);
	return is;
}

static void add(struct collector *k, int32_t annot, enum period_scope scope, uint64_t is)
{
	for (size_t i = 0; i < k->n; i++) {
		if (k->out[i].annot != annot) continue;
		k->out[i].is |= is;
		return;
	}
	if (k->n == PERIODS_MAX) return;
	is |= k->figure | signs_of_time(k->v, &k->v->d->annots[annot]);
	const struct timespan *s = &k->v->d->annots[annot].time;
	bool state = is & (WHEN(EXISTS) | WHEN(STOCK)),
	     point = s->type == TIME_INSTANT || (is & (WHEN(OPEN_START) | WHEN(DEADLINE)));
	if ((is & WHEN(DAY)) && (state || (is & WHEN(SHARE)))) is |= WHEN(DAY_STATE);
	if (!(is & WHEN(DAY)) && !point && state && !(is & WHEN(CHANGE))) is |= WHEN(PERIOD_STATE);
	if ((is & WHEN(DAY)) && (is & WHEN(FIXED))) is |= WHEN(DAY_FIXED);
	if (!(is & WHEN(DAY)) && !point && k->price) is |= WHEN(PERIOD_PRICE);
	/* the article's day, too */
	bool over = s->end != DAY_NONE && k->v->d->date != DAY_NONE && s->end <= k->v->d->date;
	if (over && (is & WHEN(TO_COME))) is |= WHEN(OVER_TO_COME);
	if (!k->n) is |= WHEN(NEAREST);
	for (size_t i = 0; i < k->n; i++)
		if (!(k->out[i].is & NO_TIME)) is |= WHEN(BEYOND);
	k->out[k->n++] = (struct period_candidate){ annot, scope, is };
}

/* ---- where it stands in the sentence ---- */

static bool has_mark(const struct view *v, size_t from, size_t to, uint16_t narrow, uint16_t wide)
{
	for (size_t t = from; t < to; t++)
		if (phrase_is_mark(v, t, narrow) || phrase_is_mark(v, t, wide)) return true;
	return false;
}

/* Do parentheses hold the time at t, and not the figure? */
static bool is_bracketed(const struct view *v, size_t t, size_t figure)
{
	return t > 0 && unit_opens_bracket(phrase_mark(v, t - 1)) &&
	       has_mark(v, t, figure, ')', BRACKET_CLOSE);
}

/* Is the first word of its clause the time at t, or only words before it that open a clause? */
static bool opens_clause(const struct view *v, size_t t)
{
	size_t lo = v->clauses[view_clause_of(v, t)].from;

	while (t > lo && (v->tok[t - 1].pos == POS_ADV || v->tok[t - 1].pos == POS_CONJ ||
			  v->tok[t - 1].pos == POS_PREP || (v->side[t - 1] & SIDE_OPENER)))
		t--;
	return t == lo;
}

/* "On the 8th of May," */
static bool is_bare(const struct view *v, size_t clause)
{
	size_t n = 0;

	for (size_t t = v->clauses[clause].from; t < v->clauses[clause].to; t++)
		n += v->tok[t].pos != POS_PUNCT && v->tok[t].pos != POS_SPACE &&
		     !period_is_time(v, t);
	return n + 1 < BARE_TOKENS && view_ends_clause(phrase_mark(v, v->clauses[clause].to - 1));
}

/* Does a quotation open between the time and the figure, and not close? */
static bool is_quoted(const struct view *v, size_t t, size_t figure)
{
	int open = 0;

	for (; t < figure; t++) {
		uint16_t c = phrase_mark(v, t);
		open += (c == QUOTE_OPEN || c == CORNER_OPEN) -
			(open && (c == QUOTE_CLOSE || c == CORNER_CLOSE));
	}
	return open;
}

static bool has_event(const struct view *v, size_t from, size_t to)
{
	for (size_t i = 0; i < v->n_triggers; i++)
		if (v->triggers[i] > from && v->triggers[i] < to) return true;
	return false;
}

/* Does a clause tell something, without a figure? */
static bool tells(const struct view *v, const struct mentions *ms, size_t clause)
{
	bool verb = false;

	for (size_t t = v->clauses[clause].from; t < v->clauses[clause].to; t++)
		verb = verb || v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;
	for (size_t i = 0; i < ms->n; i++)
		if (ms->m[i].clause == clause && ms->m[i].claim >= 0) return false;
	return verb;
}

/* What figures before this one in the sentence say of a time; those behind token t of it passed it.
 */
static uint64_t signs_of_others(const struct collector *k, int32_t annot, size_t t)
{
	const struct mentions *ms = k->q->ms;
	uint64_t is = 0;

	for (size_t i = k->q->i; i-- > 0;) {
		const struct mention *p = &ms->m[i];
		if (p->claim < 0 || period_is_fixed(k->v, p)) continue;
		if (p->when == annot) is |= WHEN(TAKEN);
		else if (p->tok >= t) is |= WHEN(LEFT);
		break;
	}
	if (k->m->parent >= 0 && (size_t)k->m->parent < k->q->i &&
	    ms->m[k->m->parent].when == annot)
		is |= WHEN(KIN);
	return is;
}

static uint64_t signs_of_place(const struct collector *k, size_t t)
{
	const struct view *v = k->v;
	size_t c = view_clause_of(v, t), apart = k->m->clause - c;
	uint64_t is = signs_of_others(k, v->tok[t].annot, t);

	if (is_bare(v, c)) is |= WHEN(BARE);
	if (is_quoted(v, t, k->m->tok)) is |= WHEN(QUOTED);
	if (opens_clause(v, t)) is |= WHEN(FIRST);
	if (has_mark(v, t, k->m->tok, ';', WIDE_SEMICOLON)) is |= WHEN(PARTED);
	if (is_bracketed(v, t, k->m->tok)) is |= WHEN(BRACKETED);
	if (period_names_thing(v, t)) is |= WHEN(NAMING);
	if (period_dates_thing(v, t, k->m)) is |= WHEN(DATING);
	if (period_is_planned(v, t)) is |= WHEN(PLANNED);
	if (period_is_of_part(v, t)) is |= WHEN(OF_PART);
	if (period_of_saying(v, t)) is |= WHEN(SAID);
	if (apart && tells(v, k->q->ms, c)) is |= WHEN(TOLD);
	if (has_event(v, t, k->m->tok)) is |= WHEN(EVENT);
	if (period_since(v, t)) is |= WHEN(SINCE);
	return is;
}

static void add_token(struct collector *k, size_t t, uint64_t is)
{
	bool here = view_clause_of(k->v, t) == k->m->clause;

	add(k, k->v->tok[t].annot, here ? PERIOD_IN_CLAUSE : PERIOD_IN_SENTENCE,
	    is | signs_of_place(k, t));
}

/* "Three workers | on the 14th were saved": behind what is counted, before its verb. */
static void add_behind(struct collector *k)
{
	const struct view *v = k->v;
	size_t t = k->m->tok + 1, hi = v->clauses[k->m->clause].to,
	       end = hi < t + NOUN_TOKENS ? hi : t + NOUN_TOKENS;

	if (v->tok[k->m->tok].pos != POS_QUANTITY && v->tok[k->m->tok].pos != POS_NUM) return;
	for (; t < end && !period_is_time(v, t); t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (!phrase_inner(v, t) || p == POS_PUNCT || p == POS_QUANTITY || p == POS_NUM ||
		    p == POS_VN)
			return;
	}
	if (t >= end || t + 1 >= hi || !period_usable(v, t, k->q->ms, true)) return;
	enum pos_tag next = (enum pos_tag)v->tok[t + 1].pos;
	bool verb = next == POS_VERB || next == POS_VN || next == POS_ADV || next == POS_PREP;
	if (verb && !period_names_thing(v, t))
		add(k, v->tok[t].annot, PERIOD_IN_CLAUSE, WHEN(FIRST));
}

static void add_sentence(struct collector *k)
{
	const struct view *v = k->v;
	size_t from = v->clauses[k->m->clause].from, n = 0;
	size_t item = v->clauses[phrase_item_from(v, k->m->clause)].from;

	for (size_t t = k->m->tok; t-- > item;) {
		if (!period_is_time(v, t)) continue;
		bool undated = period_unresolved(v, t, k->q->ms);
		bool own = t >= from || (period_opens(v, t) && !(k->figure & WHEN(CHANGE)));
		if (!undated && !period_usable(v, t, k->q->ms, own)) continue;
		if (n >= TIMES_BACK && !period_opens(v, t)) continue;
		add_token(k, t, 0);
		n++;
		k->closed = undated;
		if (undated) return;
	}
}

/* ---- what frames the sentence ---- */

static void add_frame(struct collector *k, int32_t annot, enum period_scope scope, uint64_t is,
		      size_t units)
{
	const struct frame *f = k->q->f;

	if (annot < 0) return;
	size_t back = k->v->off - k->v->d->annots[annot].off;
	if (back >= units) return;
	if (back > REMOTE_UNITS) is |= WHEN(REMOTE);
	if (f->figure_time == annot) is |= WHEN(CARRIED);
	if ((annot == f->last_time && f->last_said) || (annot == f->para_time && f->para_said))
		is |= WHEN(SAID);
	add(k, annot, scope, is | signs_of_others(k, annot, 0));
}

static void add_frames(struct collector *k)
{
	const struct frame *f = k->q->f;

	add_frame(k, f->last_time, PERIOD_IN_PARAGRAPH, 0, PARA_UNITS);
	add_frame(k, f->para_time, PERIOD_IN_PARAGRAPH, 0, PARA_UNITS);
	add_frame(k, f->list_time, PERIOD_ABOVE, WHEN(LIST), FRAME_UNITS);
	add_frame(k, f->head_time, PERIOD_ABOVE, WHEN(HEAD), FRAME_UNITS);
	if (f->plan) add_frame(k, f->horizon, PERIOD_ABOVE, WHEN(HORIZON), HORIZON_UNITS);
	add_frame(k, f->doc_time, PERIOD_ABOVE, 0, FRAME_UNITS);
	if (f->day_told) add_frame(k, f->doc_day, PERIOD_ABOVE, WHEN(LEAD_DAY), FRAME_UNITS);
}

size_t periods_collect(const struct period_asked *q, struct period_candidate out[PERIODS_MAX])
{
	struct collector k = { .q = q, .v = q->v, .m = &q->ms->m[q->i], .out = out };

	k.figure = period_figure_signs(q);
	k.price = period_is_price(q->v, k.m);
	add_sentence(&k);
	if (!k.closed) add_behind(&k);
	if (!k.closed && !period_opens_item(q->v)) add_frames(&k);
	return k.n;
}
