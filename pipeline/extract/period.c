/* Times of claims. See period.h. */
#include "pipeline/extract/period.h"

#define LEAD_UNITS 160 /* title and lead */

static bool is_time(const struct view *v, size_t t)
{
	return v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].type == A_TIME;
}

/* A time with dates that is no baseline; "the same period" serves only its own clause. */
static bool usable(const struct view *v, size_t t, int32_t baseline, bool same_clause)
{
	if (!is_time(v, t) || v->tok[t].annot == baseline) return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	if (a->time.start == DAY_NONE && a->time.end == DAY_NONE) return false;
	return same_clause || !words_hold(v->words, view_token_text(v, t), SIZE_MAX, ROLE_SAMETIME);
}

/* A time that a comparison or a name takes: right behind a word of comparison. */
static bool is_compared(const struct view *v, size_t t)
{
	return t > 0 && (v->cls[t - 1] & ROLE_COMPARE);
}

/* "Last year" in a document without a date: it names the period all the same, nothing further off may take its place. */
static bool unresolved(const struct view *v, size_t t, int32_t baseline)
{
	if (!is_time(v, t) || v->tok[t].annot == baseline || is_compared(v, t)) return false;
	const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
	return s->start == DAY_NONE && s->end == DAY_NONE && s->type != TIME_NULL;
}

int32_t period_at(const struct view *v, size_t off)
{
	size_t t = view_token_at(v, off);

	return t < v->n_tok && is_time(v, t) ? v->tok[t].annot : -1;
}

int32_t period_find(const struct view *v, const struct frame *f, size_t clause, size_t off, int32_t baseline, bool state,
		  uint8_t *how)
{
	size_t end = view_token_at(v, off);

	*how = HOW_NULL;
	for (size_t t = end; t-- > 0;)
		if (unresolved(v, t, baseline)) return v->tok[t].annot;
		else if (usable(v, t, baseline, t >= v->clauses[clause].from) && !is_compared(v, t)) break;
	for (size_t t = end; t-- > v->clauses[clause].from;)
		if (usable(v, t, baseline, true) && !is_compared(v, t)) return v->tok[t].annot;
	for (size_t t = v->clauses[clause].from; t-- > 0;)
		if (usable(v, t, baseline, false) && !is_compared(v, t)) return v->tok[t].annot;
	if (state) return -1;
	*how = HOW_PREVIOUS;
	if (f->last_time >= 0) return f->last_time;
	if (f->para_time >= 0) return f->para_time;
	*how = HOW_HEADING;
	if (f->head_time >= 0) return f->head_time;
	if (f->doc_time >= 0) return f->doc_time;
	*how = HOW_NULL;
	return -1;
}

/* A period of a month and more in the title or the first paragraphs is what a report is about. */
static bool frames_document(const struct doc *d, const struct annot *a)
{
	return a->off < LEAD_UNITS && a->time.type == TIME_PERIOD && ((a->time.grain >= GRAIN_YEAR && a->time.grain <= GRAIN_MONTH) || a->time.grain == GRAIN_MULTI) &&
	       (d->date == DAY_NONE || (a->time.end != DAY_NONE && a->time.end <= d->date));
}

void period_carry(const struct view *v, struct frame *f)
{
	bool heading = f->block < v->d->n_blocks && v->d->blocks[f->block].type == BLOCK_HEADING;

	for (size_t t = 0; t < v->n_tok; t++) {
		if (!is_time(v, t) || is_compared(v, t)) continue;
		const struct annot *a = &v->d->annots[v->tok[t].annot];
		if (!usable(v, t, -1, false)) continue;
		if (t <= 1 && f->para_time < 0) f->para_time = v->tok[t].annot;
		if (heading) f->head_time = v->tok[t].annot;
		if (f->doc_time < 0 && t <= 1 && frames_document(v->d, a) && v->tok[t + 1 < v->n_tok ? t + 1 : t].pos != POS_DE) f->doc_time = v->tok[t].annot;
		f->last_time = v->tok[t].annot;
	}
}
