/* Attachment of numbers to noun phrases. See attach.h.
 *
 * Chinese puts what is counted behind a classifier (N items of result) and what is measured before the number
 * (income reached N). So a count looks right first, everything else left; left of a value stand words that are no
 * part of any name: adverbs, verbs of reaching and changing, comparisons, times. They are stepped over. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/align.h"
#include "pipeline/extract/elision.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/relate.h"
#include "pipeline/extract/restriction.h"
#include "pipeline/extract/subject.h"
#include "pipeline/extract/topic.h"

#define NONE	  ((struct stretch){ 0, 0 })

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

static bool is_mark(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PUNCT || v->tok[t].pos == POS_SPACE;
}

/* ---- right of the number ---- */

/* First token behind the number, its unit and a bound that follows (above, about). */
size_t attach_behind(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = m->tok + 1;

	while (t < v->n_tok && a->op_len && v->tok[t].off >= a->op_off && v->tok[t].off < a->op_off + a->op_len)
		t++;
	while (t < v->n_tok && a->op_len && (v->side[t] & SIDE_BOUND)) /* "at least 3 or more" */
		t++;
	return t;
}

static bool counts(const struct annot *a)
{
	return a->dim == DIM_COUNT || a->type == A_NUMBER;
}

/* "two batches, 43 projects in all": both count the projects. */
static bool is_joined_count(const struct view *v, size_t t)
{
	bool value = v->tok[t].annot >= 0 && v->tok[t].pos == POS_QUANTITY;

	if (value) return t > 0 && (v->cls[t - 1] & ROLE_STAT);
	return (v->cls[t] & ROLE_STAT) && t + 1 < v->n_tok && v->tok[t + 1].annot >= 0 && v->tok[t + 1].pos == POS_QUANTITY;
}

/* Classifiers of actions and abstract things: a verbal noun behind them is what is counted. */
static bool counts_actions(const struct view *v, const struct annot *a)
{
	return a->unit_len && (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_ABSTRACT);
}

/* The token of the number, or of the words of bound before it (no fewer than). */
static size_t before_cue(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = a->op_len && a->op_off < a->off ? view_token_at(v, a->op_off) : m->tok;

	if (t < m->tok && v->tok[t].off < a->op_off) t++; /* the bound's first character is the end of a word */
	return t < m->tok && t >= v->clauses[m->clause].from ? t : m->tok;
}

/* Is the count that begins at token t an object, part of a longer phrase, or of a place: no noun that it counts stands
 * before it? */
static bool is_governed(const struct view *v, size_t lo, size_t t)
{
	if (t == lo) return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	return p == POS_VERB || p == POS_AUX || p == POS_DE || p == POS_PREP || (v->side[t - 1] & SIDE_DET) ||
	       (p == POS_PLACE && t == lo + 1) || ((v->cls[t - 1] & ROLE_SUBJ) && t == lo + 1);
}

/* "3 trapped people were saved", "saved 3 trapped people": a verb that only describes the noun behind it, because the
 * clause has its own verb before the number or behind the noun. "5 people died" counts the deaths. */
static struct phrase attributive_verb(const struct view *v, const struct mention *m, size_t t)
{
	struct phrase none = { (uint32_t)t, (uint32_t)t };
	size_t lo = v->clauses[m->clause].from, hi = v->clauses[m->clause].to;

	if (t + 1 < hi && v->tok[t].pos == POS_ADJ && v->tok[t + 1].pos == POS_VERB && (t + 2 >= hi || is_mark(v, t + 2)))
		return (struct phrase){ (uint32_t)t, (uint32_t)t + 2 }; /* "10,000 different choices" */
	if (t >= hi || (v->tok[t].pos != POS_VERB && !(v->cls[t] & ROLE_INDVERB))) return none;
	struct phrase p = phrase_right(v, t + 1);
	if (p.from == p.to) {
		bool ends = t + 1 >= hi || is_mark(v, t + 1);
		bool counted = (v->cls[t] & ROLE_INDVERB) || (!v->cls[t] && counts_actions(v, &v->d->annots[m->annot])); /* 14 air raids */
		return ends && counted ? (struct phrase){ (uint32_t)t, (uint32_t)t + 1 } : none;
	}
	if (v->cls[t] & (ROLE_TRANS | ROLE_REACH | ROLE_SAY | ROLE_UP | ROLE_DOWN | ROLE_MODAL | ROLE_BREAK)) return none;
	bool verb_before = is_governed(v, lo, before_cue(m, v));
	bool verb_behind = p.to < hi && (v->tok[p.to].pos == POS_ADV || v->tok[p.to].pos == POS_VERB);
	return verb_before || verb_behind ? (struct phrase){ (uint32_t)t, p.to } : none;
}

/* "2143 people went back to work": behind a unit that says what is counted, verbs are the predicate unless they are what
 * is counted (died, applied). */
static bool only_acts(const struct view *v, const struct mention *m, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];

	size_t cue = before_cue(m, v);
	bool named = cue > v->clauses[m->clause].from && v->tok[cue - 1].pos == POS_NOUN && !(v->tok[t].cls & CLASS_ORG_END);
	bool passes = t + 1 < v->n_tok && (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_VERB) && v->tok[t + 1].pos == POS_PREP;
	if (named && passes && !(v->cls[t] & (ROLE_INDVERB | ROLE_HEAD))) return true; /* "shares, 3 million, passed to X" */
	if (!a->unit_len || !(words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_SELF)) return false;
	if (v->cls[t] & (ROLE_INDVERB | ROLE_HEAD)) return false;
	bool acts = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;
	return acts && t + 1 < v->n_tok && !is_mark(v, t + 1); /* a lone verb is what is counted */
}

/* "100 brands with yearly sales of over 10 million", "6 schools of 10,000 pupils' size": nothing counts a measure; the
 * noun stands behind its figure and a particle. */
static struct phrase sized_noun(const struct view *v, struct phrase p)
{
	bool figure = v->tok[p.from].pos == POS_NUM || v->tok[p.from].pos == POS_QUANTITY;
	size_t t = p.to, end;

	for (uint32_t i = p.from; i < p.to; i++)
		if (!phrase_is_measure(v, i) && !(figure && i < p.from + 2u) && !(v->cls[i] & (ROLE_PER | ROLE_STAT))) return p;
	if (v->side[p.to - 1] & SIDE_TALLY) return p;
	for (end = t + 6; !figure && t < v->n_tok && t < end; t++) {
		figure = v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM;
		if (is_mark(v, t) || v->tok[t].pos == POS_DE) return p;
	}
	while (t < v->n_tok && (v->side[t] & SIDE_BOUND))
		t++;
	if (!figure || t >= v->n_tok) return p;
	t += v->tok[t].pos == POS_DE;
	struct phrase q = phrase_right(v, t);
	return q.from < q.to ? (struct phrase){ p.from, q.to } : p;
}

/* "Sold at the price of 60 yuan": the verb behind the measure is not part of it. */
static struct phrase at_price(const struct view *v, struct phrase p)
{
	size_t to = p.to;

	while (to > p.from + 1u && v->tok[to - 1].pos == POS_VN && !phrase_is_measure(v, to - 1))
		to--;
	if (to < p.to && phrase_is_measure(v, to - 1)) p.to = (uint32_t)to;
	return p;
}

/* Two to four characters between a classifier and the end of the clause that the lexicon knows no word for: a noun of the
 * day. */
static struct phrase unknown_noun(const struct view *v, const struct mention *m, size_t t)
{
	size_t hi = v->clauses[m->clause].to, e = t;
	bool modal = t < hi && (v->cls[t] || v->side[t]);

	while (e < hi && v->tok[e].len == 1 && v->tok[e].annot < 0 && !is_mark(v, e) && unit_is_ideograph(v->d->text.p[v->tok[e].off]))
		e++;
	if (modal || e - t < 2 || e - t > 4 || e >= hi || !is_mark(v, e)) return (struct phrase){ (uint32_t)t, (uint32_t)t };
	return (struct phrase){ (uint32_t)t, (uint32_t)e };
}

/* "400 Chinese technical, managing and building hands": a list of modifiers or things without numbers that "and" closes. */
static struct phrase listed(const struct view *v, struct phrase p)
{
	uint32_t to = p.to;

	for (int i = 0; i < 6 && to + 1u < v->n_tok && (v->cls[to] & ROLE_AND); i++) {
		bool last = v->tok[to].pos != POS_PUNCT;
		struct phrase q = phrase_right(v, to + 1u);
		if (q.from == q.to || v->tok[q.from].pos == POS_QUANTITY || v->tok[q.from].pos == POS_NUM) return p;
		to = q.to;
		for (uint32_t k = q.from; k < q.to; k++) /* "A, B and C": the chunker took "B and C" for one */
			last = last || ((v->cls[k] & ROLE_AND) && v->tok[k].pos != POS_PUNCT);
		if (last) return (struct phrase){ p.from, to };
	}
	return p;
}

/* "201 lakes (reservoirs)": a word of one or two characters in brackets right behind the noun is another of its kind. */
static struct phrase with_kind(const struct view *v, struct phrase p)
{
	uint32_t t = p.to;

	if (t + 2 >= v->n_tok || (!phrase_is_mark(v, t, '(') && !phrase_is_mark(v, t, 0xff08))) return p;
	bool closed = phrase_is_mark(v, t + 2, ')') || phrase_is_mark(v, t + 2, 0xff09);
	bool word = v->tok[t + 1].len <= 2 && unit_is_ideograph(v->d->text.p[v->tok[t + 1].off]);
	return closed && word ? (struct phrase){ p.from, t + 3 } : p;
}

/* Behind "of 7,000 yuan": a word that is no noun by itself, before one: a steady income, short-sight surgery. */
static struct phrase modified(const struct view *v, size_t t)
{
	struct phrase p = { (uint32_t)t, (uint32_t)t };

	if (t + 1 >= v->n_tok || is_mark(v, t) || v->tok[t].pos == POS_PREP || v->tok[t].pos == POS_AUX || v->tok[t].pos == POS_ADV) return p;
	if (v->tok[t].annot >= 0 || (v->cls[t] & (ROLE_SAY | ROLE_MODAL | ROLE_BREAK))) return p;
	struct phrase q = phrase_right(v, t + 1);
	return q.from < q.to ? (struct phrase){ (uint32_t)t, q.to } : p;
}

/* "62 million shares and 19 million shares of state stock": a value of the same unit behind "and". */
static bool same_unit(const struct view *v, const struct annot *a, size_t t)
{
	if (v->tok[t].pos != POS_QUANTITY || v->tok[t].annot < 0 || !a->unit_len) return false;
	const struct annot *b = &v->d->annots[v->tok[t].annot];
	return b->type == a->type && uslice_eq(doc_span(v->d, a->unit_off, a->unit_len), doc_span(v->d, b->unit_off, b->unit_len));
}

/* "Invest 500 million | in building a school": behind a sum that a verb has put in, a verb with its object. */
static bool builds_on(const struct view *v, size_t cue, size_t t)
{
	if (cue == 0 || !(v->cls[cue - 1] & (ROLE_INDVERB | ROLE_TRANS)) || v->tok[t].pos != POS_VN || !(v->cls[t] & ROLE_TRANS)) return false;
	return t + 1 < v->n_tok && (phrase_inner(v, t + 1) || v->tok[t + 1].pos == POS_DE) && !(v->side[t + 1] & SIDE_AMOUNT);
}

/* "Transferred land, 1,800 mu, | growing okra": behind an area whose noun stands before it, a verb with its object. */
static bool used_for(const struct view *v, size_t cue, size_t t)
{
	return cue > 0 && v->tok[cue - 1].pos == POS_NOUN && v->tok[t].pos == POS_VN && t + 1 < v->n_tok && phrase_head(v, t + 1);
}

struct stretch attach_right(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_behind(m, v);

	bool particle = t < v->n_tok && v->tok[t].pos == POS_DE;
	t += particle;
	while (t < v->n_tok && is_joined_count(v, t))
		t++;
	while (!particle && t + 1 < v->n_tok && (v->cls[t] & ROLE_AND) && same_unit(v, a, t + 1))
		t += 2;
	if (t >= v->n_tok || v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_QUANTITY) return NONE;
	if (!counts(a) && (v->cls[t] & ROLE_TRANS) && !(v->cls[t] & ROLE_NOMINAL)) return NONE;
	if (a->type == A_MONEY && !particle && builds_on(v, before_cue(m, v), t)) return NONE;
	if (a->dim == DIM_AREA && !particle && used_for(v, before_cue(m, v), t)) return NONE;
	struct phrase p = phrase_right(v, t);
	if (!particle && only_acts(v, m, t)) return NONE;
	if (p.from == p.to && particle) p = modified(v, t);
	if (p.from == p.to && counts(a)) p = attributive_verb(v, m, t);
	if (p.from == p.to && !particle && a->type == A_QUANTITY && a->dim == DIM_COUNT) p = unknown_noun(v, m, t);
	if (p.from < p.to && counts(a) && !particle) p = sized_noun(v, phrase_counted(v, p, counts_actions(v, a)));
	for (uint32_t i = p.from + 1; a->type == A_DURATION && i < p.to; i++) /* "a clerk of 4 years' service" */
		if (v->tok[i].pos == POS_DE && phrase_is_measure(v, i - 1)) p.to = i;
	if (p.from < p.to && counts(a)) p = listed(v, with_kind(v, p));
	size_t cue = before_cue(m, v);
	while (cue > 0 && (v->tok[cue - 1].pos == POS_CLASS || (v->cls[cue - 1] & ROLE_PER))) /* "at | 12 yuan a share" */
		cue--;
	if (particle && cue > 0 && v->tok[cue - 1].pos == POS_PREP) p = at_price(v, p);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "a project of 2 billion investment": an amount before the attributive particle measures what stands left of it and is
 * the figure of what stands right. */
static bool is_relative(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_behind(m, v);

	return !counts(a) && a->type != A_PERCENT && t < v->n_tok && v->tok[t].pos == POS_DE;
}

/* ---- subject ---- */

/* A work stands without its marks. */
static struct stretch without_marks(struct stretch s, const struct view *v)
{
	const uint16_t *u = v->d->text.p + s.off;

	if (s.len < 3 || (u[0] != 0x300a && u[0] != 0x3010)) return s;
	if (u[s.len - 1] != u[0] + 1) return s;
	return (struct stretch){ s.off + 1, s.len - 2 };
}

/* "Funds were 48 billion, a share of GDP of 4 %": a share without an owner in its clause is of the indicator before. */
static struct stretch measure_before(const struct mentions *ms, size_t i, const struct view *v)
{
	for (size_t k = i; k-- > 0;) {
		const struct mention *m = &ms->m[k];
		if (m->skip || m->inherited || !m->ind.len) continue;
		bool bare = view_token_at(v, m->ind.off) == view_token_at(v, stretch_end(m->ind) - 1);
		return bare && m->subj.len ? m->subj : m->ind; /* output alone: whose it was */
	}
	return NONE;
}

/* "Holders sell the company's shares": the owner of what a verb takes is not who does it. */
static bool is_held(const struct mention *m, const struct view *v)
{
	size_t t = view_token_at(v, m->ind.off), lo = v->clauses[m->clause].from;
	bool entity;

	if (t == lo || !(v->cls[t] & ROLE_SUBJ)) return false;
	bool verb = v->tok[t - 1].pos == POS_VERB || (v->tok[t - 1].pos == POS_VN && (v->cls[t - 1] & (ROLE_UP | ROLE_DOWN | ROLE_TRANS | ROLE_INDVERB)));
	if (!verb) return false;
	struct stretch s = topic_find(v, m->clause, &entity);
	return s.len && stretch_end(s) <= v->tok[t - 1].off;
}

/* "The 56-year-old A, his 14-year-old daughter B": the age is of whom the words behind it name. */
static struct stretch aged(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (!a->unit_len || !(words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL)) return NONE;
	size_t t = attach_behind(m, v);
	if (t < v->n_tok && v->tok[t].pos == POS_DE) t++;
	struct phrase p = t < v->n_tok ? phrase_right(v, t) : (struct phrase){ 0, 0 };
	for (size_t i = t + 1; i < v->clauses[m->clause].to && i < t + 10; i++) /* "the 47-year-old, wholly paralysed A" */
		if (v->tok[i].pos == POS_PERSON && v->tok[i - 1].pos == POS_DE) p = (struct phrase){ (uint32_t)i, (uint32_t)i + 1 };
	for (uint32_t i = p.to; i-- > p.from;) /* behind the last name stands its predicate */
		if (v->tok[i].pos == POS_PERSON) {
			p.to = i + 1;
			break;
		}
	while (p.to > p.from && v->tok[p.to - 1].pos == POS_VN && (p.to == v->n_tok || v->tok[p.to].pos != POS_DE))
		p.to--;
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

/* "Mining's value added was 2 billion, manufacturing's 30 billion": of a measure carried over to another of the same kind
 * (the words end alike) without the first one's name. */
static void strip_owner(struct mention *m, const struct view *v)
{
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind)), t = to;

	while (t > from && phrase_is_measure(v, t - 1))
		t--;
	if (t == from || t == to || !m->subj.len) return;
	const uint16_t *u = v->d->text.p;
	if (u[v->tok[t - 1].off + v->tok[t - 1].len - 1] != u[stretch_end(m->subj) - 1]) return;
	m->ind = phrase_stretch(v, (struct phrase){ (uint32_t)t, (uint32_t)to });
}

static void attach_subject(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct mention *m = &ms->m[i];
	struct stretch person = aged(m, v);

	if (person.len && (!m->ind.len || m->ind.off > v->d->annots[m->annot].off)) {
		m->subj = person;
		m->ind = NONE;
		m->own_subj = true;
		return;
	}
	if (elision_found(ms, i, v)) elision_borrow(ms, i, v);
	bool left = m->ind.len && m->ind.off < v->d->annots[m->annot].off;

	if (m->part[PART_SUBJ].len) {
		m->subj = m->part[PART_SUBJ];
		return;
	}
	if (m->part[PART_OWNER].len) {
		size_t t = view_token_at(v, m->part[PART_OWNER].off);
		struct phrase p = phrase_left(v, v->clauses[m->clause].from, t);
		if (p.from < p.to)
			m->subj = phrase_stretch(v, p);
		else
			m->subj = measure_before(ms, i, v);
	}
	if (left && !m->inherited && !m->part[PART_OWNER].len && !is_held(m, v)) subject_split(m, v);
	if (m->subj.len && (v->cls[view_token_at(v, stretch_end(m->subj) - 1)] & ROLE_NOTSUBJ)) m->subj = NONE;
	if (!m->subj.len && left && is_relative(m, v)) m->subj = attach_right(m, v);
	m->own_subj = m->subj.len > 0;
	if (!m->subj.len) m->subj = subject_find(ms, i, v, f, &m->own_subj);
	if (stretch_overlaps(m->subj, m->ind)) m->subj = NONE;
	if (m->inherited && m->own_subj) strip_owner(m, v);
	m->subj = without_marks(m->subj, v);
}

/* ---- one mention ---- */

static struct stretch noun_at(const struct view *v, struct stretch part)
{
	size_t t = view_token_at(v, stretch_end(part)), lo = v->clauses[view_clause_of(v, t ? t - 1 : 0)].from;
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

/* "Foreign investors bought back 11 billion": the verb right before a sum says more than what the figure before measured. */
static bool acts_on_sum(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	if (a->type != A_MONEY || t == lo || v->tok[t - 1].pos != POS_VERB) return false;
	return !v->cls[t - 1] || (v->cls[t - 1] & ROLE_NOMINAL);
}

/* "314 arrested, down 12 %; solved 559 cases": a verb alone before a count is what is counted. */
static bool acts_on_count(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	if (a->dim != DIM_COUNT || t == lo || v->tok[t - 1].pos != POS_VERB || v->cls[t - 1]) return false;
	for (size_t i = lo; i + 1 < t; i++)
		if (v->tok[i].pos != POS_ADV && v->tok[i].pos != POS_TIME && !(v->side[i] & SIDE_OPENER)) return false;
	return true;
}

/* "Weighs 180 grams", "3 km long" with the word before the figure: an adjective of size is what is measured. */
static bool is_sized(const struct view *v, const struct annot *a, size_t lo, size_t t)
{
	return t > lo && (a->dim == DIM_LENGTH || a->dim == DIM_MASS) && v->tok[t - 1].pos == POS_ADJ && v->tok[t - 1].len == 1 &&
	       !(t - 1 > lo && (v->cls[t - 2] & (ROLE_COMPARE | ROLE_UP | ROLE_DOWN)));
}

/* "GDP growth stood | third in the province": what a rank in a field ranks stands before the verb before the field. */
static struct stretch ranked(const struct mention *m, const struct view *v, size_t lo)
{
	size_t field = view_token_at(v, m->part[PART_BASE].off), t = field;

	while (t > lo && !is_mark(v, t - 1) && !(v->cls[t - 1] & ROLE_HEAD)) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool verb = p == POS_VERB || p == POS_ADV || p == POS_PREP || p == POS_AUX || (v->cls[t - 1] & (ROLE_NOTNOUN | ROLE_REACH | ROLE_ADVERB | ROLE_UP | ROLE_DOWN));
		if (!verb) break;
		t--;
	}
	struct phrase p = phrase_left(v, lo, t);
	return t < field && p.from < p.to ? phrase_stretch(v, p) : NONE;
}

static struct stretch find_indicator(const struct mentions *ms, const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from, t = before_cue(m, v);
	bool lone = !lends(ms, m) || acts_on_sum(v, a, lo, t) || acts_on_count(v, a, lo, t);
	struct slice where = facet(m, FACET_PLACEMENT);
	bool change = attach_is_change(m, v) || m->from >= 0;

	if (!change && !m->part[PART_IND].len && !m->part[PART_HEAD].len && is_sized(v, a, lo, t))
		return phrase_stretch(v, (struct phrase){ (uint32_t)t - 1, (uint32_t)t });
	size_t behind = attach_behind(m, v);
	bool spans = a->type == A_DURATION && behind < v->n_tok && v->tok[behind].pos == POS_LOC; /* within three years */

	if (m->part[PART_IND].len) return m->part[PART_IND];
	if (a->form == FORM_RANK && m->part[PART_BASE].len && m->part[PART_BASE].off < a->off) return ranked(m, v, lo);
	if (m->part[PART_HEAD].len) return noun_at(v, m->part[PART_HEAD]);
	if (slice_is(where, "after")) return attach_right(m, v);
	if (m->part[PART_LEFT].len) return attach_left(v, lo, view_token_at(v, m->part[PART_LEFT].off), lone);
	if (slice_is(where, "none") || slice_is(where, "head") || spans) return NONE;
	if (m->from >= 0 && ms->m[m->from].tok < t && ms->m[m->from].clause == m->clause) t = ms->m[m->from].tok;
	bool right_first = counts(a) ? !change || a->type == A_QUANTITY : !change;
	if (slice_is(where, "before")) return attach_left(v, lo, t, lone);
	if (!change && m->from < 0 && is_relative(m, v)) {
		struct stretch left = attach_left(v, lo, t, lone), right = attach_right(m, v);
		bool gained = a->type == A_MONEY && right.len && elision_measured(v, right); /* "turnover had profit of 4 million" */
		bool acted = t > lo && (v->tok[t - 1].pos == POS_AUX || v->tok[t - 1].pos == POS_VERB); /* has had 3 months of training */
		if (acted && a->type == A_DURATION && right.len) return right;
		if (left.len && !gained && (!right.len || elision_measured(v, left) || a->type == A_DURATION)) return left;
		if (right.len) return right;
	}
	if (change && m->from < 0 && is_relative(m, v)) { /* "add 1 billion of profit" */
		struct stretch right = attach_right(m, v);
		if (right.len && elision_measured(v, right)) return right;
	}
	if (a->type == A_PERCENT && !change && attach_behind(m, v) < v->n_tok && v->tok[attach_behind(m, v)].pos == POS_DE) {
		struct stretch right = attach_right(m, v); /* "opened 20 % of the stands" */
		if (right.len && !m->part[PART_BASE].len) return right;
	}
	struct stretch s = right_first && m->from < 0 ? attach_right(m, v) : NONE;
	return s.len ? s : attach_left(v, lo, t, lone);
}

/* "Prices fell 0.2 %, the fall widened by 0.1 points, on the year they rose 0.6 %": points of a rate lend nothing to a
 * rate. */
static bool is_side_rate(const struct mention *m, const struct mention *k, const struct view *v)
{
	if (v->d->annots[m->annot].type != A_PERCENT || v->d->annots[k->annot].dim != DIM_POINTS || !k->ind.len) return false;
	return (v->cls[view_token_at(v, stretch_end(k->ind) - 1)] & ROLE_PART) != 0;
}

/* "A share of 76 % of output, 18 % more than the year before": what grew by per cent is no share when something else was
 * measured before. */
static bool is_share_before(const struct mentions *ms, size_t k, const struct mention *m, const struct view *v)
{
	const struct mention *s = &ms->m[k];

	if (!attach_is_change(m, v) || v->d->annots[m->annot].dim != DIM_SHARE || !s->ind.len || s->inherited) return false;
	if (v->d->annots[s->annot].type != A_PERCENT || attach_is_change(s, v) || !s->base.len) return false;
	for (size_t i = k; i-- > 0;)
		if (ms->m[i].ind.len && !ms->m[i].skip && v->d->annots[ms->m[i].annot].type != A_PERCENT) return true;
	return false;
}

/* "The load hit a record, reaching 1.5 billion": a clause that opens with a verb of reaching. */
static bool reaches_only(const struct view *v, const struct mention *m)
{
	size_t t = v->clauses[m->clause].from;

	return t < m->tok && (v->cls[t] & ROLE_REACH) && v->tok[t].pos == POS_VERB;
}

/* "Our car exports went on rising, over 400,000 for two months": of a name's topic, what it measures. */
static struct stretch after_name(const struct view *v, struct stretch s, bool any)
{
	size_t from = view_token_at(v, s.off), to = view_token_at(v, stretch_end(s));
	size_t end = topic_name_end(v, from, to);

	if (end == to) to = phrase_right(v, end).to;
	uint32_t tail = to > from && v->tok[to - 1].len > 2 ? words_classes(v->words, doc_span(v->d, v->tok[to - 1].off + v->tok[to - 1].len - 2, 2)) : 0;
	bool measured = any || phrase_is_measure(v, to - 1) || ((v->cls[to - 1] | tail) & (ROLE_INDVERB | ROLE_HEAD));
	return end > from && end < to && measured ? phrase_stretch(v, (struct phrase){ (uint32_t)end, (uint32_t)to }) : NONE;
}

/* Nothing in the clause: what the mention before measured, else what the clauses before are about. */
static void inherit_indicator(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct mention *m = &ms->m[i];
	size_t behind = attach_behind(m, v);
	bool acts = behind < v->clauses[m->clause].to && (v->tok[behind].pos == POS_VERB || v->tok[behind].pos == POS_VN);

	if (acts && counts_actions(v, &v->d->annots[m->annot])) return; /* "raised the rate twice" */
	m->ind = m->resp_count ? NONE : elision_measure_before(m, v, i ? ms->m[i - 1].clause + 1u : 0);
	if (m->ind.len) return;
	if (reaches_only(v, m) && m->clause > 0 && !(i > 0 && ms->m[i - 1].clause + 1u >= m->clause)) { /* "the gap hit a record, reaching 227 billion" */
		bool entity;
		struct stretch s = topic_find(v, m->clause - 1u, &entity);
		if (entity) s = after_name(v, s, true);
		if (s.len) {
			m->ind = s;
			return;
		}
	}
	size_t nth = m->resp_count > 1 ? m->resp_count - m->resp_index : 1; /* counted backwards */

	for (size_t k = i - m->resp_index; k-- > 0;) {
		if (is_side_rate(m, &ms->m[k], v) || is_share_before(ms, k, m, v)) continue;
		if (!ms->m[k].ind.len || ms->m[k].skip || (m->resp_count > 1 && attach_is_change(&ms->m[k], v))) continue;
		if (--nth) continue;
		m->ind = ms->m[k].ind;
		m->parent = (int32_t)k;
		m->inherited = true;
		return;
	}
	m->ind = elision_measure_before(m, v, 0);
	if (m->ind.len) return;
	for (size_t c = m->clause; c-- > 0;) {
		bool entity;
		struct stretch s = topic_find(v, c, &entity);
		if (entity) s = after_name(v, s, reaches_only(v, m));
		if (s.len) {
			m->ind = s;
			return;
		}
	}
	if (f->indicator.len) {
		m->ind = f->indicator;
		m->inherited = true;
	}
}

void attach_all(struct mentions *ms, const struct view *v, struct frame *f, struct arena *a)
{
	(void)a;
	align_respectively(ms, v);
	align_pairs(ms, v);
	for (size_t i = 0; i < ms->n; i++) {
		struct mention *m = &ms->m[i];
		if (m->skip) continue;
		m->base = m->part[PART_BASE];
		m->filter = m->part[PART_FILTER];
		m->ind = find_indicator(ms, m, v);
		if (!m->ind.len && !slice_is(facet(m, FACET_PLACEMENT), "none")) inherit_indicator(ms, i, v, f);
		attach_subject(ms, i, v, f);
		relate_mention(ms, i, v, f);
		restriction_attach(m, v);
		if (m->ind.len) {
			enum dimension dim = v->d->annots[m->annot].dim; /* of growth it says nothing */
			f->indicator = m->ind;
			bool rate = dim == DIM_SHARE || dim == DIM_POINTS || dim == DIM_TIMES;
			if (!rate && !m->inherited) f->indicator_dim = (uint8_t)dim;
		}
	}
	subject_carry(ms, v, f);
}
