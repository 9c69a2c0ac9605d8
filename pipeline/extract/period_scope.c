/* What a time reaches. See period_scope.h. */
#include "pipeline/extract/period_scope.h"

#include "pipeline/extract/phrase.h"

#define SAY_TOKENS   3	/* tokens within which the verb stands behind the day of a saying */
#define SINCE_TOKENS 8	/* the same for the word that makes a time open */
#define MONTH_DAYS   27
#define NAME_TOKENS  24 /* a longer quotation is speech */

static uint16_t mark(const struct view *v, size_t t)
{
	return v->tok[t].annot < 0 && v->tok[t].len == 1 ? v->d->text.p[v->tok[t].off] : 0;
}

static bool closes_bracket(uint16_t c)
{
	return c == ')' || c == 0xff09;
}

bool period_of_saying(const struct view *v, size_t t)
{
	if (v->d->annots[v->tok[t].annot].time.grain != GRAIN_DAY || (v->side[t] & SIDE_NOW)) return false;
	for (size_t i = t + 1; i < v->n_tok && i <= t + SAY_TOKENS; i++) {
		if (v->cls[i] & ROLE_SAY) return true;
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (p != POS_ADV && p != POS_TIME && p != POS_LOC && !closes_bracket(mark(v, i))) return false;
	}
	return false;
}

bool period_in_name(const struct view *v, size_t t)
{
	size_t open = t, close = t;

	while (open > 0 && t - open < NAME_TOKENS && mark(v, open) != 0x201c && mark(v, open) != 0x300c && mark(v, open) != 0x300a) {
		if (view_ends_clause(mark(v, open))) return false;
		open--;
	}
	while (close < v->n_tok && close - t < NAME_TOKENS && mark(v, close) != 0x201d && mark(v, close) != 0x300d && mark(v, close) != 0x300b) {
		if (view_ends_clause(mark(v, close))) return false;
		close++;
	}
	bool both = close < v->n_tok && close - t < NAME_TOKENS && open < t && view_ends_clause(mark(v, open)) == false;
	uint16_t o = mark(v, open);
	if (!both || (o != 0x201c && o != 0x300c && o != 0x300a)) return false;
	return open == 0 || (mark(v, open - 1) != ':' && mark(v, open - 1) != 0xff1a);
}

size_t period_since(const struct view *v, size_t t)
{
	for (size_t i = t + 1; i < v->n_tok && i <= t + SINCE_TOKENS; i++) {
		if (v->side[i] & SIDE_SINCE) return i;
		if (v->tok[i].pos == POS_PUNCT || v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_TIME) return 0;
	}
	return 0;
}

bool period_is_away(const struct view *v, const struct annot *a)
{
	struct uslice last = doc_span(v->d, a->off + a->len - 1, 1);

	return a->len > 1 && a->time.how == HOW_RELATIVE_DOC && (words_kind(v->words, last).side & SIDE_PERIOD);
}

/* Of what a thing has once for all: its length, its ground. */
static bool is_fixed(const struct view *v, const struct mention *m)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (m->from >= 0 || slice_starts(m->facet[FACET_MEASURE].p ? m->facet[FACET_MEASURE] : SLICE("-"), SLICE("change"))) return false;
	if (!m->ind.len) return a->unit_len && (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) & ROLE_LEVEL);
	if (m->facet[FACET_STAT].p && slice_is(m->facet[FACET_STAT], "new")) return false;
	size_t t = phrase_head_token(v, m->ind), len = v->tok[t].len;
	uint64_t side = v->side[t];
	for (size_t n = 2; n < len && n <= 4; n++)
		side |= words_kind(v->words, doc_span(v->d, v->tok[t].off + len - n, n)).side;
	return side & SIDE_FIXED;
}

/* Is what is to come not of a time that is over? Results of a quarter or year may still be expected behind its end. */
static bool is_over(const struct view *v, const struct timespan *s, struct slice modality)
{
	if (s->end == DAY_NONE || v->d->date == DAY_NONE || s->end > v->d->date) return false;
	if (slice_is(modality, "plan")) return true;
	return slice_is(modality, "forecast") && s->start != DAY_NONE && s->end - s->start < MONTH_DAYS;
}

/* Is annot, a time of the sentence or one that the frame carries, the day of a saying? */
static bool is_said(const struct view *v, const struct frame *f, int32_t annot)
{
	if (v->d->annots[annot].off >= v->off) return period_of_saying(v, view_token_at(v, v->d->annots[annot].off));
	return (annot == f->last_time && f->last_said) || (annot == f->para_time && f->para_said);
}

bool period_applies(const struct view *v, const struct frame *f, int32_t annot, uint8_t how, const struct mention *m, struct slice modality)
{
	const struct annot *a = &v->d->annots[annot];

	if (is_said(v, f, annot)) return false;
	if (how == HOW_NULL) {
		bool day = a->time.grain == GRAIN_DAY && view_clause_of(v, view_token_at(v, a->off)) != m->clause;
		return !day || !is_fixed(v, m);
	}
	bool now = words_kind(v->words, doc_span(v->d, a->off, a->len)).side & SIDE_NOW;
	return !now && !is_fixed(v, m) && !is_over(v, &a->time, modality);
}
