/* Times of claims. See period.h. */
#include "pipeline/extract/period.h"

#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/period_scope.h"
#include "pipeline/extract/phrase.h"

#define LEAD_UNITS     160 /* title and lead */
#define LEAD_SENTENCES 240 /* units within which the lead says that it tells of one thing */
#define LEAD_DAYS      3   /* days that the day of a lead may lie before the article */
/* days after which a year, a month, another period in the lead is background */
#define RECENT_YEAR   550
#define RECENT_MONTH  150
#define RECENT_PERIOD 400
#define DAYS_MAX      31 /* days of a meeting at most */
#define BESIDE_UNITS  14 /* units between two times that bound one period */
#define BESIDE_ANNOTS 2	 /* annotations between them, plus one */

int32_t period_at(const struct view *v, size_t off)
{
	size_t t = view_token_at(v, off);

	return t < v->n_tok && period_is_time(v, t) ? v->tok[t].annot : -1;
}

/* Is there an annotation, near enough before off? */
static bool holds(const struct view *v, int32_t annot, size_t off, size_t units)
{
	return annot >= 0 && off - v->d->annots[annot].off < units;
}

static bool inside(struct stretch s, uint32_t off)
{
	return s.len && off >= s.off && off < stretch_end(s);
}

/* "Founded in 2016": the time that ends the clause behind the verb at tok and a preposition; -1. */
static int32_t behind_verb(const struct view *v, const struct mentions *ms, size_t tok)
{
	size_t t = tok + 2;

	if (t >= v->n_tok || v->tok[t - 1].pos != POS_PREP || !period_usable(v, t, ms, true))
		return -1;
	return t + 1 == v->n_tok || v->tok[t + 1].pos == POS_PUNCT ? v->tok[t].annot : -1;
}

/* A time before the event that goes on to the next sentences: not a span of years, not a deadline.
 */
static bool carries(const struct view *v, int32_t annot, size_t off)
{
	if (!holds(v, annot, off, PARA_UNITS)) return false;
	const struct timespan *s = &v->d->annots[annot].time;
	return s->grain != GRAIN_MULTI && s->type != TIME_DEADLINE && s->type != TIME_OPEN_END;
}

/* Where the year at token t only dates what is held, a day of it said before it in the sentence;
 * else the year. */
static int32_t day_of_year(const struct view *v, const struct mentions *ms, size_t t)
{
	const struct timespan *year = &v->d->annots[v->tok[t].annot].time;

	for (size_t i = t; year->grain == GRAIN_YEAR && i-- > 0;) {
		if (!period_usable(v, i, ms, true)) continue;
		const struct timespan *s = &v->d->annots[v->tok[i].annot].time;
		bool days =
			s->start != DAY_NONE && s->end != DAY_NONE && s->end - s->start < DAYS_MAX;
		if (days && s->start >= year->start && s->end <= year->end) return v->tok[i].annot;
	}
	return v->tok[t].annot;
}

/* "After the quake, the bureau …": the clause before it ends with a word of place or time behind a
 * verb or noun. */
static bool behind_what(const struct view *v, size_t tok)
{
	size_t from = v->clauses[view_clause_of(v, tok)].from;

	return from > 2 && v->tok[from - 2].pos == POS_LOC && v->tok[from - 2].len <= 2 &&
	       v->tok[from - 1].pos == POS_PUNCT;
}

int32_t period_of_event(const struct view *v, const struct frame *f, const struct mentions *ms,
			size_t tok, const struct stretch named[2], uint8_t *how)
{
	int32_t n = behind_verb(v, ms, tok);
	uint32_t off = v->tok[tok].off;

	*how = HOW_NULL;
	if (n >= 0) return n;
	for (size_t t = tok, from = v->clauses[view_clause_of(v, tok)].from; t-- > 0;) {
		if (period_unresolved(v, t, ms)) return v->tok[t].annot;
		if (!period_usable(v, t, ms, t >= from) || inside(named[0], v->tok[t].off) ||
		    inside(named[1], v->tok[t].off))
			continue;
		if (!period_is_planned(v, t) && !period_names_thing(v, t))
			return day_of_year(v, ms, t);
	}
	*how = HOW_PREVIOUS;
	if (carries(v, f->last_time, off)) return f->last_time;
	if (carries(v, f->para_time, off)) return f->para_time;
	*how = HOW_HEADING;
	if (holds(v, f->list_time, off, FRAME_UNITS)) return f->list_time;
	if (behind_what(v, tok) && holds(v, f->doc_day, off, FRAME_UNITS)) return f->doc_day;
	*how = HOW_NULL;
	return -1;
}

/* ---- the days of a value ---- */

static bool has_side(const struct view *v, size_t from, size_t to, uint64_t side)
{
	for (size_t t = from; t < to; t++)
		if (v->side[t] & side) return true;
	return false;
}

/* The year of the n-th of as many values as the range has years. */
static void take_year(struct timespan *s, const struct mention *m)
{
	int y, z, mon, day;

	if (s->start == DAY_NONE || s->end == DAY_NONE || m->resp_count < 2) return;
	date_civil(s->start, &y, &mon, &day);
	date_civil(s->end, &z, &mon, &day);
	if (z - y + 1 != (int)m->resp_count || s->start != date_days(y, 1, 1) ||
	    s->end != date_days(z, 12, 31))
		return;
	y += (int)m->resp_index;
	s->start = date_days(y, 1, 1);
	s->end = date_days(y, 12, 31);
	s->grain = GRAIN_YEAR;
}

static struct timespan span_of(const struct view *v, int32_t annot, const struct mention *m)
{
	const struct annot *a = &v->d->annots[annot];
	struct timespan s = a->time;

	take_year(&s, m);
	if (a->off < v->off || a->off >= v->d->annots[m->annot].off) return s;
	size_t t = view_token_at(v, a->off);
	bool at_close = t + 1 < v->n_tok && (v->side[t + 1] & SIDE_CLOSE);
	at_close =
		at_close || words_hold_side(v->words, view_token_text(v, t), SIZE_MAX, SIDE_CLOSE);
	bool counted = v->d->annots[m->annot].dim == DIM_COUNT ||
		       slice_is(m->facet[FACET_STAT], "cumulative");
	if (s.type == TIME_OPEN_START && at_close && !counted) {
		s.start = s.end;
		s.type = TIME_INSTANT;
	}
	bool point = s.type == TIME_PERIOD || s.type == TIME_INSTANT;
	if (s.start != DAY_NONE && point && s.grain != GRAIN_MULTI && period_since(v, t)) {
		s.end = DAY_NONE;
		s.type = TIME_OPEN_END;
		s.grain = GRAIN_MULTI;
	}
	if (s.start != DAY_NONE && s.type == TIME_PERIOD &&
	    has_side(v, t + 1, m->tok, SIDE_TILLNOW)) {
		s.end = v->d->date;
		s.type = s.end == DAY_NONE ? TIME_OPEN_END : TIME_PERIOD;
		s.grain = GRAIN_MULTI;
	}
	return s;
}

/* Do two times stand beside each other, with a mark and few words between? */
static bool are_beside(const struct doc *d, const struct annot *a, const struct annot *b)
{
	size_t marks = 0;

	for (size_t i = (size_t)a->off + a->len; i < b->off; i++) {
		marks += view_ends_clause(d->text.p[i]);
		if (d->text.p[i] == '\n' || d->text.p[i] == FULL_STOP) return false;
	}
	return marks <= 1 && b->off - a->off - a->len <= BESIDE_UNITS;
}

/* "Since 30 June, by 5 July": of two times beside each other, the one open at its end, the other at
 * its start, each says where the other's period ends or begins. */
static void close_period(const struct view *v, int32_t annot, struct timespan *s)
{
	const struct doc *d = v->d;

	for (int32_t i = annot - BESIDE_ANNOTS; i <= annot + BESIDE_ANNOTS; i++) {
		if (i < 0 || i == annot || (size_t)i >= d->n_annots || d->annots[i].type != A_TIME)
			continue;
		const struct annot *a = &d->annots[i < annot ? i : annot],
				   *b = &d->annots[i < annot ? annot : i];
		const struct timespan *x = &d->annots[i].time;
		bool since = s->type == TIME_OPEN_END && x->type == TIME_OPEN_START;
		bool until = s->type == TIME_OPEN_START && x->type == TIME_OPEN_END;
		int32_t start = since ? s->start : x->start, end = since ? x->end : s->end;
		if ((!since && !until) || start == DAY_NONE || end == DAY_NONE || start > end ||
		    !are_beside(d, a, b))
			continue;
		s->start = start;
		s->end = end;
		s->type = TIME_PERIOD;
		s->grain = GRAIN_MULTI;
		return;
	}
}

/* "From its opening in 2016 up to now": of a time up to now the start, behind a preposition before
 * it in its clause. */
static void start_period(const struct view *v, int32_t annot, struct timespan *s)
{
	const struct annot *a = &v->d->annots[annot];

	if (s->type != TIME_OPEN_START || a->off < v->off) return;
	size_t till = view_token_at(v, a->off), lo = v->clauses[view_clause_of(v, till)].from;
	if (!(v->side[till] & SIDE_TILLNOW)) return;
	for (size_t t = till; t-- > lo;) {
		if (!period_is_time(v, t)) continue;
		const struct timespan *x = &v->d->annots[v->tok[t].annot].time;
		bool from = x->type == TIME_OPEN_END || (t > lo && v->tok[t - 1].pos == POS_PREP);
		if (!from || x->start == DAY_NONE || s->end == DAY_NONE || x->start > s->end)
			return;
		s->start = x->start;
		s->type = TIME_PERIOD;
		s->grain = GRAIN_MULTI;
		return;
	}
}

/* "Up to now 30 have opened this year": a period that goes on ends with the day up to which its
 * sentence tells, the time before it there. */
static void cut_period(const struct doc *d, int32_t annot, struct timespan *s)
{
	int32_t k = annot - 1;

	while (k >= 0 && d->annots[k].type != A_TIME) k--;
	if (k < 0 || s->type != TIME_PERIOD || s->start == DAY_NONE) return;
	const struct timespan *x = &d->annots[k].time;
	if (x->type != TIME_OPEN_START || x->end < s->start || x->end >= s->end) return;
	for (size_t i = d->annots[k].off; i < d->annots[annot].off; i++)
		if (d->text.p[i] == FULL_STOP || d->text.p[i] == '\n') return;
	s->end = x->end;
	s->grain = GRAIN_MULTI;
}

struct timespan period_of(const struct view *v, int32_t annot, const struct mention *m)
{
	struct timespan s = span_of(v, annot, m);

	cut_period(v->d, annot, &s);
	close_period(v, annot, &s);
	start_period(v, annot, &s);
	if (s.type != TIME_INSTANT || !slice_is(m->facet[FACET_STAT], "cumulative")) return s;
	s.start = DAY_NONE; /* counted up by a day: "by now, 38 million in all" */
	s.type = TIME_OPEN_START;
	return s;
}

/* ---- frames ---- */

/* Is the period not long over by the article's day? A report tells of the last month, quarter,
 * year. */
static bool is_recent(const struct doc *d, const struct timespan *s)
{
	if (d->date == DAY_NONE || s->end == DAY_NONE) return true;
	int32_t days = s->grain == GRAIN_YEAR	 ? RECENT_YEAR
		       : s->grain == GRAIN_MONTH ? RECENT_MONTH
						 : RECENT_PERIOD;
	return d->date - s->end <= days;
}

/* A period of a month and more in the title or the first paragraphs is what a report is about. */
static bool frames_document(const struct view *v, const struct annot *a, const struct mentions *ms)
{
	const struct doc *d = v->d;
	bool closed = a->time.start != DAY_NONE && a->time.end != DAY_NONE;
	bool days =
		a->time.grain == GRAIN_MULTI && closed && a->time.end - a->time.start < DAYS_MAX;

	if (days && !ms->n) return false; /* of a meeting, a journey */
	if (!ms->n && d->date == DAY_NONE && a->time.grain == GRAIN_MONTH)
		return false; /* nothing tells whether the report is about that month */

	if (period_is_away(v, a) || !is_recent(d, &a->time)) return false;
	return a->off < LEAD_UNITS && a->time.type == TIME_PERIOD &&
	       ((a->time.grain >= GRAIN_YEAR && a->time.grain <= GRAIN_MONTH) ||
		a->time.grain == GRAIN_MULTI) &&
	       (d->date == DAY_NONE || (a->time.end != DAY_NONE && a->time.end <= d->date));
}

/* Does the sentence tell of a game, a day's trade or a mishap, which a story goes on telling? */
static bool tells_day(const struct view *v)
{
	bool told = (v->all_side & (SIDE_GAME | SIDE_CLOSE)) || (v->all_cls & ROLE_MISHAP);

	for (size_t t = 0; t < v->n_tok && !told; t++)
		told = period_is_time(v, t) &&
		       words_hold_side(v->words, view_token_text(v, t), SIZE_MAX, SIDE_CLOSE);
	return told;
}

/* The day on which the lead opens, when figures follow or it says itself what happened: a match, a
 * day's trade, an accident. */
static bool frames_day(const struct view *v, const struct annot *a, bool figures, bool said)
{
	const struct timespan *s = &a->time;

	if (a->off >= LEAD_UNITS || s->grain != GRAIN_DAY || s->start == DAY_NONE ||
	    s->start != s->end || v->d->date == DAY_NONE || s->end > v->d->date ||
	    s->end + LEAD_DAYS < v->d->date)
		return false;
	return (figures && !said) || tells_day(v); /* "a fire was reported at 7" */
}

/* "In five years we have done this:" holds for the paragraphs that follow, to the next heading. */
static void carry_list(const struct view *v, struct frame *f, const struct mentions *ms)
{
	uint16_t last = v->d->text.p[v->off + v->len - 1];

	if (!mark_is_colon(last)) return;
	for (size_t t = v->n_tok; t-- > 0;) {
		if ((!period_unresolved(v, t, ms) && !period_usable(v, t, ms, false)) ||
		    period_of_saying(v, t))
			continue;
		f->list_time = v->tok[t].annot;
		return;
	}
}

/* "This year is the fifth since": the year itself is told of. */
static bool is_told_of(const struct view *v, size_t t)
{
	return t + 1 < v->n_tok && (v->cls[t + 1] & ROLE_COPULA);
}

void period_carry(const struct view *v, struct frame *f, const struct mentions *ms)
{
	if (period_opens_item(v))
		f->last_time = f->para_time = f->list_time = f->doc_time = f->doc_day = -1;
	for (size_t i = 0; i < ms->n; i++)
		if (ms->m[i].claim >= 0) f->figure_time = ms->m[i].when;
	if (v->off < LEAD_SENTENCES && !f->day_told) f->day_told = tells_day(v);
	if (!(v->types >> A_TIME & 1)) return;
	bool heading = f->block < v->d->n_blocks && v->d->blocks[f->block].type == BLOCK_HEADING;

	for (size_t t = 0; t < v->n_tok; t++) {
		if (!period_is_time(v, t)) continue;
		/* "in the first half", whose year is not known: no time before it goes on */
		if (ms->n > 0 && period_unresolved(v, t, ms) &&
		    t == v->clauses[view_clause_of(v, t)].from)
			f->last_time = f->para_time = -1;
		if (!period_usable(v, t, ms, false) || period_is_stamp(v, t)) continue;
		if (period_is_attribute(v, t)) continue;
		int32_t n = v->tok[t].annot;
		const struct annot *a = &v->d->annots[n];
		bool first = period_opens(v, t),
		     named = t + 1 < v->n_tok && v->tok[t + 1].pos == POS_DE;
		bool said = period_of_saying(v, t);
		if (first && f->para_time < 0) {
			f->para_time = n;
			f->para_said = said;
		}
		bool day = a->time.grain == GRAIN_DAY; /* of what the heading itself tells */
		if (heading && !day) f->head_time = n;
		if (f->horizon < 0 && a->time.type == TIME_DEADLINE) f->horizon = n;
		bool opening = first || (ms->n > 0 && t == v->clauses[view_clause_of(v, t)].from);
		if (f->doc_time < 0 && opening && !named && !is_told_of(v, t) &&
		    !period_names_thing(v, t) && frames_document(v, a, ms))
			f->doc_time = n;
		if (f->doc_day < 0 && first && frames_day(v, a, ms->n > 0, said)) f->doc_day = n;
		if (period_is_of_part(v, t) && f->para_time >= 0 && f->para_time != n) continue;
		if (f->last_time < 0 || v->d->annots[f->last_time].off < v->off ||
		    !period_names_thing(v, t)) {
			f->last_time = n;
			f->last_said = said;
		}
	}
	carry_list(v, f, ms);
}
