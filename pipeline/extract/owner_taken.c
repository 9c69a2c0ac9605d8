/* What the clause before takes as its object has the figure. See owner_find.h.
 *
 * "The firm issued | a bond |, with interest at 2 %": some measures are of things alone, never of
 * who makes, finds or sells them; others, like an area, are of the things where they were counted
 * or are new. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/owner_find.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#define MEASURE_TOKENS 2 /* of a measure: coupon | rate */
#define CHAIN_MAX      4 /* clauses with one measure each of the same thing */
#define NONE	       ((struct stretch){ 0, 0 })

/* Of a measure that ends before token to: is it of things? */
static uint64_t kind_of(const struct view *v, size_t from, size_t to)
{
	uint32_t off = v->tok[from].off, end = v->tok[to - 1].off + v->tok[to - 1].len;
	uint64_t all = words_kind(v->words, doc_span(v->d, off, end - off)).label;

	return (all | view_token_label(v, to - 1)) & (LABEL_OFTHING | LABEL_OFCOUNTED);
}

/* First token of a clause that is neither time nor adverb. */
static size_t opens(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].from, end = v->clauses[clause].to;

	while (t < end && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_ADV ||
			   v->tok[t].pos == POS_CONJ || (v->side[t] & SIDE_OPENER) ||
			   (v->cls[t] & (ROLE_STAT | ROLE_PER))))
		t++;
	return t;
}

/* What of a thing the mention measures where that opens its clause, 0 for nothing such. */
static uint64_t measured(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from;

	if (!m->ind.len || m->inherited || m->ind.off >= a->off || m->ind.off < v->tok[lo].off)
		return 0;
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));
	if (from > opens(v, m->clause) || to <= from || to - from > MEASURE_TOKENS) return 0;
	return attach_size_word(v, a, lo, to).len ? LABEL_OFTHING : kind_of(v, from, to);
}

/* "34 m long, | 6 m thick": the clause tells no more than a measure of the thing before it. */
static bool goes_on(const struct view *v, size_t clause)
{
	size_t t = opens(v, clause), end = v->clauses[clause].to;

	if (t + 1 >= end) return false;
	bool figure = v->tok[t + 1].pos == POS_QUANTITY || v->tok[t + 1].pos == POS_ADV ||
		      (v->cls[t + 1] & ROLE_REACH);
	return figure && (v->tok[t].pos == POS_ADJ || kind_of(v, t, t + 1));
}

static bool counts(const struct view *v, size_t t)
{
	return phrase_is_count(v, t) || (v->tok[t].pos == POS_NUM && v->tok[t].len > 1) ||
	       (v->tok[t].pos == POS_VETO && v->tok[t].annot >= 0);
}

/* A verb that takes what stands behind it, or says that it is there. */
static bool takes(const struct view *v, size_t t)
{
	return (v->cls[t] & (ROLE_TRANS | ROLE_LEADS)) || (v->side[t] & SIDE_EXIST) ||
	       (view_token_label(v, t) & LABEL_TAKES);
}

/* The object that ends a clause; *counted: the clause says how many, or that it is one. */
static struct phrase object_of(const struct view *v, size_t clause, bool *counted)
{
	const unsigned verbs = POS_BIT(POS_VERB) | POS_BIT(POS_VN);
	size_t lo = v->clauses[clause].from, end = v->clauses[clause].to;

	while (end > lo && view_is_mark(v, end - 1)) end--;
	*counted = end > lo && phrase_is_count(v, end - 1);
	end -= *counted;
	struct phrase p = phrase_left(v, lo, end);
	if (p.from >= p.to) return NO_PHRASE;
	for (uint32_t t = p.to - 1u; t > p.from; t--)
		if (counts(v, t - 1) || (v->tok[t - 1].pos != POS_NOUN && takes(v, t - 1))) {
			p.from = t;
			break;
		}
	size_t t = p.from;
	for (; t > lo && (counts(v, t - 1) || v->tok[t - 1].pos == POS_AUX); t--)
		*counted = *counted || v->tok[t - 1].pos != POS_AUX;
	bool verb = t > lo && (takes(v, t - 1) ||
			       (*counted && t > lo + 1u && (verbs >> v->tok[t - 1].pos & 1)));
	return verb ? p : NO_PHRASE;
}

/* A thing or people by a common noun. */
static bool is_thing(const struct view *v, struct phrase p, bool counted)
{
	size_t last = p.to - 1u;
	bool noun = phrase_noun(v, last) ||
		    (counted && v->tok[last].pos == POS_VN && !(v->cls[last] & ROLE_TRANS));

	return noun && (v->tok[last].len > 1 || counted) && !phrase_is_measure(v, last) &&
	       !topic_is_entity(v, last) && !(v->cls[last] & (ROLE_GROUP | ROLE_NOTSUBJ));
}

struct stretch owner_taken(const struct mention *m, const struct view *v)
{
	uint64_t what = measured(m, v);
	size_t c = m->clause;
	bool counted;

	if (!what || !c) return NONE;
	for (int i = 0; i < CHAIN_MAX && c > 1 && goes_on(v, c - 1u); i++) c--;
	uint16_t mark = phrase_mark(v, v->clauses[--c].to - 1u);
	if (!mark_is_comma(mark) && !mark_is_colon(mark)) return NONE;
	struct phrase p = object_of(v, c, &counted);
	if (p.from == p.to || !is_thing(v, p, counted)) return NONE;
	/* "there are 18 stations, 22 km long": the line */
	size_t t = p.from - 1u;
	while (t > v->clauses[c].from && counts(v, t)) t--;
	if (counted && !(what & LABEL_OFCOUNTED) && (v->side[t] & SIDE_EXIST)) return NONE;
	return (what & LABEL_OFTHING) || counted ? phrase_stretch(v, p) : NONE;
}
