/* Which numbers are claims. See number_claim.h. From: a mention with its slots, and its sentence.
 * To: yes or no. Limits: none; looks a token or two to the left. */
#include "pipeline/extract/number_claim.h"

#include "pipeline/extract/phrase.h"

#define MODEL_DIGITS  4 /* digits of a model's number at most */
#define LARGE_DIGITS  8 /* of a number that can only be a value */
#define SCALED_DIGITS 5 /* of one that may be a value again */

/* A number without unit, sign or rank. */
static bool is_plain_number(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	return a->type == A_NUMBER && a->form == FORM_PLAIN;
}

/* "a great lot", "part one": one before a word of size counts nothing, nor does what a price is
 * for. */
static bool is_idle_one(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	if (a->num_len != 1 || !slice_is(a->value_dec, "1")) return false;
	uint64_t role =
		a->unit_len ? words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) : 0;
	bool priced = m->tok > 0 && view_is_type(v, m->tok - 1, A_MONEY); /* 40 yuan a pound */
	size_t t = m->tok + 1u; /* "a night | asks | 2,500 yuan" */
	if (a->type == A_DURATION && t + 1 < v->n_tok && !view_is_mark(v, t))
		priced = priced || view_is_type(v, t, A_MONEY) || view_is_type(v, t + 1, A_MONEY);

	return v->d->text.p[a->off] >= 0x80 && ((role & ROLE_SIZE) || priced); /* no digit */
}

/* Right before the number stands a verb of reaching or the noun of a measure or a sum: index at
 * 50.7, population 32,000, deposit 5200. */
static bool says_value(const struct view *v, const struct mention *m)
{
	if (m->tok == v->clauses[m->clause].from) return false;
	return (v->cls[m->tok - 1] & (ROLE_REACH | ROLE_HEAD)) ||
	       (v->side[m->tok - 1] & SIDE_AMOUNT) || phrase_is_measure(v, m->tok - 1);
}

/* "More than the 15.6 billion | of 2007 and the 20 billion | of 2008": what a measure was then. */
static bool is_of_time(const struct view *v, const struct mention *m)
{
	return m->tok > v->clauses[m->clause].from + 1u && v->tok[m->tok - 1].pos == POS_DE &&
	       v->tok[m->tok - 2].pos == POS_TIME;
}

/* "the 787 airliner", "iPhone 11": digits right behind a noun that is no measure, with a noun
 * behind them, are part of a name. */
static bool is_model(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = m->tok, lo = v->clauses[m->clause].from;

	if (a->op > OP_EQ || v->d->text.p[a->off] >= 0x80 || a->num_len > MODEL_DIGITS ||
	    !m->ind.len || m->ind.off < a->off)
		return false;
	if (t > lo && v->tok[t - 1].pos == POS_SPACE) t--;
	if (t == lo) return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	if (p == POS_FOREIGN) return true;
	if (m->ind.len < 2) return false;
	return t == m->tok && (p == POS_NOUN || p == POS_NAME || p == POS_ORG) && !v->cls[t - 1] &&
	       !(v->side[t - 1] & SIDE_GAME) && !phrase_is_measure(v, t - 1);
}

/* "Last year, in the one year", "the holiday's 7 days": how long the time is that stands right
 * before; no age. */
static bool is_times_length(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (a->type != A_DURATION || m->rule || a->op > OP_EQ || m->ind.len || m->tok == 0)
		return false;
	const struct token *before = &v->tok[m->tok - 1];
	if (before->pos != POS_TIME || before->annot < 0) return false; /* not: every two weeks */
	return !(words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL);
}

/* "In a year | saves 60,000", "a month's pay is 5,000": one of a time that no verb rules, before
 * another figure of its clause: how often that comes, not how long something took. */
static bool is_rate_period(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t hi = v->clauses[m->clause].to;
	const unsigned ruled = POS_BIT(POS_VERB) | POS_BIT(POS_PREP) | POS_BIT(POS_AUX) |
			       POS_BIT(POS_QUANTITY);

	if (a->type != A_DURATION || a->op > OP_EQ || m->rule || !slice_is(a->value_dec, "1") ||
	    v->d->text.p[a->off] < HAN_FIRST || says_value(v, m))
		return false;
	for (size_t t = v->clauses[m->clause].from; t < m->tok; t++)
		if ((POS_BIT(v->tok[t].pos) & ruled) || (v->cls[t] & (ROLE_REACH | ROLE_TRANS)))
			return false;
	if (m->tok + 2u >= hi || v->tok[m->tok + 1].pos == POS_LOC) return false;
	for (size_t t = m->tok + 2u; t < hi; t++)
		if (v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0) return true;
	return false;
}

bool number_is_claim(const struct mention *m, const struct view *v)
{
	if (m->skip || is_idle_one(m, v) || is_times_length(m, v) || is_rate_period(m, v))
		return false;
	const struct annot *a = &v->d->annots[m->annot];
	if (a->unit_len &&
	    (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_TENOR))
		return false;				  /* "7-day repos" */
	if (a->form == FORM_RANK) return m->rule != NULL; /* "the first large partner" only names */
	if (!is_plain_number(m, v)) return true;
	if (!m->rule && is_model(m, v)) return false;
	if (m->rule || (m->ind.len && m->ind.off >= a->off)) return true;
	/* "earned 3.2 billion": nothing but a value is so large */
	bool large = a->value_dec.len >= LARGE_DIGITS;
	/* "100,000 visitors came, over 150,000 will" */
	bool scaled = a->value_dec.len >= SCALED_DIGITS;
	if (m->ind.len && scaled && is_of_time(v, m)) return true;
	if (m->inherited && m->parent >= 0 && scaled) return a->op > OP_EQ || says_value(v, m);
	return m->ind.len && !m->inherited &&
	       (a->op > OP_EQ || m->tok == 0 || large || says_value(v, m));
}
