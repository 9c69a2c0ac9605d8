/* Figures that tell how somebody or something is: ages and sizes; counts of people and of actions,
 * whose unit says what is counted. See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_cut.h"

#define NONE ((struct stretch){ 0, 0 })

bool attach_is_age(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);

	return unit.len > 0 && (words_classes(v->words, unit) & ROLE_LEVEL);
}

/* "The 56-year-old A, his 14-year-old daughter B": the age is of whom the words behind it name. */
struct stretch attach_aged(const struct mention *m, const struct view *v)
{
	if (!attach_is_age(m, v)) return NONE;
	size_t cue = attach_before_cue(m, v), lo = v->clauses[m->clause].from;
	while (cue > lo && (v->cls[cue - 1] & ROLE_REACH)) cue--;
	if (cue > lo && phrase_is_measure(v, cue - 1)) return NONE; /* retiring age of 60 */
	size_t t = attach_behind(m, v);
	if (t + 1 < v->n_tok && v->tok[t].pos == POS_ADJ && v->tok[t].len == 1 &&
	    v->tok[t + 1].pos == POS_DE)
		t++; /* "a girl 5 years | old" */
	if (t < v->n_tok && v->tok[t].pos == POS_DE) t++;
	struct phrase p = t < v->n_tok ? phrase_right(v, t) : NO_PHRASE;
	for (size_t i = t + 1; i < v->clauses[m->clause].to && i < t + 10;
	     i++) /* "the 47-year-old, wholly paralysed A" */
		if (v->tok[i].pos == POS_PERSON && v->tok[i - 1].pos == POS_DE)
			p = phrase_of(i, i + 1);
	for (uint32_t i = p.to; i-- > p.from;) /* behind the last name stands its predicate */
		if (v->tok[i].pos == POS_PERSON) {
			p.to = i + 1;
			break;
		}
	while (p.to > p.from && v->tok[p.to - 1].pos == POS_VN &&
	       (p.to == v->n_tok || v->tok[p.to].pos != POS_DE))
		p.to--;
	/* "at 42, | an advanced age" */
	bool nobody = p.from < p.to && (v->cls[p.to - 1] & ROLE_NOTSUBJ);
	return p.from < p.to && !nobody ? phrase_stretch(v, p) : NONE;
}

/* A word that reaches a size: "as long as", of which the first character is the size. Behind a
 * measure it only reaches: the output was as high as 3 tons. */
static bool reaches_size(const struct view *v, size_t lo, size_t t)
{
	if (!(view_token_label(v, t) & LABEL_SIZES)) return false;
	return t == lo || !(phrase_is_measure(v, t - 1) || (v->cls[t - 1] & ROLE_INDVERB));
}

struct stretch attach_size_word(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	if (a->dim != DIM_LENGTH && a->dim != DIM_MASS) return NONE;
	while (t > lo && v->tok[t - 1].pos != POS_ADJ && v->tok[t - 1].pos != POS_PREP &&
	       !reaches_size(v, lo, t - 1) &&
	       (v->cls[t - 1] & (ROLE_REACH | ROLE_ADVERB)))
		t--;
	if (t == lo) return NONE;
	if (reaches_size(v, lo, t - 1)) return (struct stretch){ v->tok[t - 1].off, 1 };
	bool sized = v->tok[t - 1].pos == POS_ADJ && v->tok[t - 1].len == 1 &&
		     !(t - 1 > lo && (v->cls[t - 2] & (ROLE_COMPARE | ROLE_UP | ROLE_DOWN)));
	return sized ? phrase_stretch(v, phrase_of(t - 1, t)) : NONE;
}

/* "The corridor is | 6 km long": who is long stands right before the adjective. */
struct stretch attach_who_is_sized(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, t = view_token_at(v, m->ind.off);

	if (!m->ind.len || m->inherited || t >= m->tok) return NONE;
	struct stretch size =
		attach_size_word(v, &v->d->annots[m->annot], lo, attach_before_cue(m, v));
	if (size.off != m->ind.off || size.len != m->ind.len) return NONE;
	struct phrase p = phrase_left(v, lo, t);
	bool noun = p.from < p.to && v->tok[p.to - 1].len > 1 && phrase_noun(v, p.to - 1) &&
		    !phrase_is_measure(v, p.to - 1);
	return noun ? phrase_stretch(v, p) : NONE;
}

#define ROW_TOKENS 5 /* of one of a row of sizes, before its figure */

/* Behind the figure of m and those that a list joins to it, each with its own measure. */
static size_t behind_row(const struct mention *m, const struct view *v)
{
	size_t t = attach_behind(m, v), i;

	while (t < v->n_tok && phrase_mark(v, t) == LIST_MARK) {
		for (i = t + 1; i < v->n_tok && i < t + 1u + ROW_TOKENS; i++)
			if (!phrase_inner(v, i) && !(v->cls[i] & (ROLE_REACH | ROLE_ADVERB))) break;
			else if (v->tok[i].pos == POS_QUANTITY) break;
		if (i == t + 1u || i >= v->n_tok || v->tok[i].pos != POS_QUANTITY ||
		    view_is_type(v, i, A_PERCENT))
			break;
		t = i + 1;
		while (t < v->n_tok && (v->side[t] & SIDE_BOUND)) t++;
	}
	return t;
}

struct stretch attach_row_owner(const struct mention *m, const struct view *v)
{
	size_t t = behind_row(m, v);

	if (t == attach_behind(m, v) || t + 1 >= v->n_tok || v->tok[t].pos != POS_DE) return NONE;
	struct phrase p = phrase_right(v, t + 1);
	if (p.from == p.to || phrase_is_measure(v, p.to - 1) ||
	    (v->side[p.to - 1] & SIDE_PLANNED) ||
	    (v->cls[p.to - 1] & (ROLE_GROUP | ROLE_NOTSUBJ)))
		return NONE; /* "the targets of 3 tons of steel and 2 of coal" */
	return phrase_stretch(v, p);
}

bool attach_age_of_nobody(const struct view *v, const struct annot *a, struct stretch s)
{
	size_t t = phrase_head_token(v, s);
	bool thing = v->tok[t].pos == POS_NOUN && !v->cls[t];

	return a->unit_len && !phrase_is_measure(v, t) && (thing || speaker_is_people(v, t)) &&
	       (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL);
}

/* A common noun of people, by its word or by the end of it. */
static bool is_person_noun(const struct view *v, size_t t)
{
	struct word_kind end = { 0, 0, 0, 0 };

	if (phrase_is_measure(v, t)) return false;
	if (speaker_is_people(v, t) || (view_token_label(v, t) & LABEL_PERSONS)) return true;
	if (v->tok[t].len > 2) end = view_token_end(v, t, 2);
	return (end.side & SIDE_PEOPLE) || (end.label & LABEL_PERSONS);
}

/* Does the phrase that starts at token t open its clause, but for times, counts and "there
 * were"? */
static bool opens_clause(const struct view *v, size_t lo, size_t t)
{
	const uint32_t before = POS_BIT(POS_TIME) | POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) |
				POS_BIT(POS_QUANTITY) | POS_BIT(POS_CLASS) | POS_BIT(POS_NUM) |
				POS_BIT(POS_PUNCT) | POS_BIT(POS_SPACE);

	while (t > lo && ((before & POS_BIT(v->tok[t - 1].pos)) || (v->side[t - 1] & SIDE_EXIST)))
		t--;
	return t == lo;
}

/* A verb that begins with the mark of the passive. */
static bool is_passive(const struct view *v, size_t t)
{
	return words_classes(v->words, doc_span(v->d, v->tok[t].off, 1)) & ROLE_PASSIVE;
}

/* Of tokens from..to-1, before a time that something takes, the verb that says what somebody or
 * something does; to if there is none or more than one. */
static size_t deed_within(const struct view *v, size_t lo, size_t from, size_t to)
{
	size_t verb = to;

	for (size_t t = from; t < to; t++) {
		bool acts = v->tok[t].pos == POS_VERB;
		if (v->tok[t].pos == POS_VN && t > lo && is_person_noun(v, t - 1))
			acts = t + 1 == to || is_passive(v, t);
		if (acts && verb < to) return to;
		if (acts) verb = t;
	}
	return verb;
}

/* Can tokens from..to-1 be a thing that does what the verb behind them says? */
static bool is_plain_thing(const struct view *v, size_t from, size_t to)
{
	bool done = v->tok[to + 1].pos == POS_AUX; /* "the pilot | flew (it was done) 6 hours" */
	if (from == to || (v->tok[to].len < 2 && !done) || !phrase_noun(v, to - 1) ||
	    phrase_is_measure(v, to - 1) || (v->cls[to - 1] & ROLE_NOTSUBJ))
		return false;
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_PREP ||
		    v->tok[t].pos == POS_ADV)
			return false;
	return true;
}

bool attach_spends(struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from;

	if (a->type != A_DURATION || !m->ind.len || m->inherited || m->ind.off >= a->off ||
	    m->from >= 0 || attach_is_change(m, v))
		return false;
	size_t from = view_token_at(v, m->ind.off),
	       to = view_token_at(v, stretch_end(m->ind) - 1u) + 1u,
	       verb = deed_within(v, lo, from, to);
	if (verb == to || phrase_is_measure(v, to - 1)) return false;
	for (size_t t = to; t < m->tok; t++)
		if (v->tok[t].pos == POS_VERB) return false; /* "that it spread | took an hour" */
	struct phrase p = verb > from ? phrase_of(from, verb) : phrase_left(v, lo, verb);
	while (p.from < p.to && phrase_is_count(v, p.from)) p.from++;
	topic_cut_adnouns(v, &p);
	if (p.from == p.to || !opens_clause(v, lo, p.from)) return false;
	bool thing = verb + 1 == to && v->tok[verb].pos == POS_VERB &&
		     is_plain_thing(v, from, verb);
	if (!thing && !is_person_noun(v, p.to - 1u)) return false;
	m->subj = phrase_stretch(v, p);
	m->ind = verb + 1 == to ? phrase_stretch(v, phrase_of(verb, to)) : NONE;
	return m->own_subj = true;
}

/* Classifiers of actions and abstract things: a verbal noun behind them is what is counted. */
bool attach_counts_actions(const struct view *v, const struct annot *a)
{
	return a->unit_len &&
	       (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_ABSTRACT);
}

bool attach_counts_people(const struct view *v, const struct annot *a)
{
	if (a->dim != DIM_COUNT || !a->unit_len) return false;
	struct uslice last = doc_span(v->d, a->unit_off + a->unit_len - 1, 1);

	return (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_SELF) &&
	       (words_kind(v->words, last).side & SIDE_PEOPLE);
}

bool attach_tells_people(const struct view *v, struct stretch s)
{
	size_t t = phrase_head_token(v, s);
	uint64_t cls = v->cls[t];

	if (speaker_is_people(v, t) || phrase_is_measure(v, t) || (cls & ROLE_INDVERB)) return true;
	return v->tok[t].pos == POS_VN && (!(cls & ROLE_TRANS) || (cls & ROLE_NOMINAL));
}

bool attach_names_people(const struct view *v, struct stretch s)
{
	size_t t = phrase_head_token(v, s);
	struct word_kind end = { 0, 0, 0, 0 };

	if (attach_tells_people(v, s) || (view_token_label(v, t) & LABEL_PERSONS)) return true;
	if (v->tok[t].len > 2) end = view_token_end(v, t, 2);
	return (end.side & SIDE_PEOPLE) || (end.label & LABEL_PERSONS);
}

bool attach_self_unit(const struct view *v, const struct annot *a)
{
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);
	return a->unit_len && (words_kind(v->words, unit).side & SIDE_SELF);
}

/* Is nothing between token t and the one before? */
static bool touches(const struct view *v, size_t t)
{
	return v->tok[t].off == v->tok[t - 1].off + v->tok[t - 1].len;
}

size_t attach_behind_size(const struct view *v, const struct annot *a, size_t t)
{
	if (!attach_counts(a) || t + 1 >= v->n_tok || v->tok[t].annot < 0) return t;
	const struct annot *b = &v->d->annots[v->tok[t].annot];
	size_t noun = t + 1;
	while (noun < v->n_tok && (v->side[noun] & SIDE_BOUND)) noun++;
	bool bound = noun > t + 1u && b->unit_len;
	bool size = a->dim == DIM_COUNT && b->type == A_QUANTITY && b->unit_len > 1;

	if (!(bound || size) || b->dim == DIM_SHARE || b->dim == DIM_POINTS ||
	    b->dim == DIM_TIMES || attach_self_unit(v, a) || !touches(v, t))
		return t;
	noun += bound && noun < v->n_tok && v->tok[noun].pos == POS_DE;
	struct phrase p = noun < v->n_tok ? phrase_right(v, noun) : NO_PHRASE;
	return p.from < p.to && !phrase_is_measure(v, p.to - 1) ? noun : t;
}

#define AGED_TOKENS 8 /* of an age before its particle */

static bool is_length_of_time(const struct view *v, size_t t)
{
	return v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].dim == DIM_TIME;
}

size_t attach_behind_age(const struct view *v, const struct annot *a, size_t t)
{
	bool aged = false;

	if (a->dim != DIM_COUNT || (phrase_head(v, t) && !phrase_is_measure(v, t))) return t;
	bool length = t + 1 < v->n_tok && is_length_of_time(v, t) && touches(v, t);
	if (length && !attach_self_unit(v, a) && phrase_head(v, t + 1)) return t + 1;
	for (size_t i = t; i + 1 < v->n_tok && i < t + AGED_TOKENS; i++) {
		if (v->tok[i].pos == POS_DE) return aged && phrase_head(v, i + 1) ? i + 1 : t;
		if (view_is_mark(v, i) || v->tok[i].pos == POS_AUX) return t;
		aged = aged || is_length_of_time(v, i);
	}
	return t;
}

struct stretch attach_described(const struct mention *m, const struct view *v)
{
	size_t n;
	const struct topic *t = topic_at(v, m->clause, &n);

	for (size_t i = 0; i < n; i++)
		if (t[i].behind && t[i].from > m->tok) return t[i].s;
	return NONE;
}
