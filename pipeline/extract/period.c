/* Times of claims. See period.h. */
#include "pipeline/extract/period.h"

#include "pipeline/core/date.h"
#include "pipeline/extract/period_scope.h"
#include "pipeline/extract/phrase.h"

#define LEAD_UNITS  160 /* title and lead */
#define LEAD_DAYS   3	/* days that the day of a lead may lie before the article */
#define HORIZON_UNITS 600 /* units over which a plan's deadline holds */
#define PARA_UNITS 4000	/* units over which a time of the same paragraph holds */
#define FRAME_UNITS 20000 /* the same for one of a heading or of the lead: a long report; evidence reaches back to it */
#define RECENT_YEAR   550 /* days after which a year, a month, another period in the lead is background */
#define RECENT_MONTH  150
#define RECENT_PERIOD 400
#define NOUN_TOKENS   6 /* of what is counted, before a time behind it */
#define ITEM_TOKENS   8 /* of what stands before the colon of an item */
#define SOURCE_TOKENS 8 /* of a clause that names the source */
#define YEAR_DIGITS 4
#define DAYS_MAX    31	/* days of a meeting at most */
#define OPEN_TOKENS 5	/* tokens within which a time opens its sentence */

static bool is_time(const struct view *v, size_t t)
{
	return v->tok[t].annot >= 0 && v->d->annots[v->tok[t].annot].type == A_TIME;
}

/* The baseline of one of the sentence's comparisons? */
static bool is_baseline(const struct view *v, size_t t, const struct mentions *ms)
{
	for (size_t i = 0; i < ms->n; i++) {
		struct stretch s = ms->m[i].part[PART_SINCE];
		if (s.len && v->tok[t].off <= s.off && s.off < v->tok[t].off + v->tok[t].len) return true;
	}
	return t > 0 && (v->cls[t - 1] & ROLE_COMPARE);
}

/* "The highest in ten years", "since the war broke out in 2014, the largest": no period of what the sentence tells. */
static bool is_record(const struct view *v, size_t t)
{
	const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
	size_t since = period_since(v, t), i = since ? since : t;

	if (!since && s->grain != GRAIN_MULTI && s->type != TIME_OPEN_END) return false;
	if (since)
		while (i + 1 < v->n_tok && i < since + 2 && (v->tok[i + 1].pos == POS_PUNCT || (v->cls[i + 1] & ROLE_HEAD)))
			i++;
	return i + 1 < v->n_tok && (v->cls[i + 1] & ROLE_SAMETIME);
}

/* A time with dates that is no baseline; "the same period" serves only its own clause. */
static bool usable(const struct view *v, size_t t, const struct mentions *ms, bool same_clause)
{
	if (!is_time(v, t) || is_baseline(v, t, ms)) return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	if (is_record(v, t)) return false;
	if (a->time.start == DAY_NONE && a->time.end == DAY_NONE) return false;
	return same_clause || !words_hold(v->words, view_token_text(v, t), SIZE_MAX, ROLE_SAMETIME);
}

/* "The year's target": it belongs to the target that a value is a share of, not to the value. */
static bool is_planned(const struct view *v, size_t t)
{
	return t + 1 < v->n_tok && t > 0 && (v->cls[t - 1] & (ROLE_TRANS | ROLE_REACH)) && (v->side[t + 1] & SIDE_PLANNED);
}

/* "On 8 July, the 2023 forum opened": is the clause before the year at t no more than a day of that year? */
static bool behind_day(const struct view *v, size_t t)
{
	if (t < 2 || v->tok[t - 1].pos != POS_PUNCT || !is_time(v, t - 2) || v->clauses[view_clause_of(v, t - 2)].from != t - 2) return false;
	const struct timespan *day = &v->d->annots[v->tok[t - 2].annot].time, *year = &v->d->annots[v->tok[t].annot].time;
	return day->grain == GRAIN_DAY && day->start != DAY_NONE && day->start >= year->start && day->end <= year->end;
}

/* "Holds 2021's signing ceremony", "2016's third batch of works": the year only names what is held. */
static bool names_thing(const struct view *v, size_t t)
{
	if (t == 0 || t + 1 >= v->n_tok || v->tok[t].annot < 0 || v->d->annots[v->tok[t].annot].time.grain != GRAIN_YEAR) return false;
	int32_t next = v->tok[t + 1].annot;
	if ((next >= 0 && v->d->annots[next].type == A_ORDINAL) || period_in_name(v, t)) return true;
	if (behind_day(v, t)) return phrase_head(v, t + 1) || phrase_opens(v, t + 1);
	bool held = (v->cls[t - 1] & ROLE_TRANS) && !(v->cls[t - 1] & ROLE_REACH);
	return held && (phrase_inner(v, t + 1) || phrase_opens(v, t + 1));
}

/* "Last year" in a document without a date: it names the period all the same, nothing further off may take its place. */
static bool unresolved(const struct view *v, size_t t, const struct mentions *ms)
{
	if (!is_time(v, t) || is_baseline(v, t, ms)) return false;
	const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
	return s->start == DAY_NONE && s->end == DAY_NONE && s->type != TIME_NULL;
}

int32_t period_at(const struct view *v, size_t off)
{
	size_t t = view_token_at(v, off);

	return t < v->n_tok && is_time(v, t) ? v->tok[t].annot : -1;
}

/* The last time before token end; -1 none. What belongs to a target or names a thing is taken when nothing else is
 * there. */
static int32_t in_sentence(const struct view *v, const struct mentions *ms, size_t clause_from, size_t end)
{
	int32_t planned = -1;

	for (size_t t = end; t-- > 0;) {
		if (unresolved(v, t, ms)) return v->tok[t].annot;
		if (!usable(v, t, ms, t >= clause_from)) continue;
		if (!is_planned(v, t) && !names_thing(v, t)) return v->tok[t].annot;
		if (planned < 0) planned = v->tok[t].annot;
	}
	return planned;
}

/* "Of them, in June alone 6.9 %": the time of a part does not go on. */
static bool is_of_part(const struct view *v, size_t t)
{
	for (size_t i = t; i-- > 0 && i + 2 >= t;)
		if ((v->cls[i] & ROLE_AMONG) && v->tok[i].pos != POS_LOC) return true;
	return false;
}

/* Is token t the head of a part of the sentence: the first behind a semicolon, or the first of all? */
static size_t part_from(const struct view *v, size_t t)
{
	while (t > 0 && !phrase_is_mark(v, t - 1, ';') && !phrase_is_mark(v, t - 1, 0xff1b))
		t--;
	return t;
}

/* "In the first half …; of them, in the month alone …; investment …": for a part without a time, the one that opens the
 * sentence, not the one inside another part. */
static int32_t of_sentence(const struct view *v, const struct mentions *ms, int32_t annot, size_t end)
{
	if (annot < 0 || v->d->annots[annot].off < v->off) return annot;
	size_t t = view_token_at(v, v->d->annots[annot].off), part = part_from(v, end);
	if (t >= part || part == 0 || !is_of_part(v, t)) return annot;
	for (size_t i = 0; i < t && i < OPEN_TOKENS; i++)
		if (usable(v, i, ms, false)) return v->tok[i].annot;
	return annot;
}

/* "A Co.: won a bid of 7 million. B Co.: buys …": does the sentence open another item of a digest of firms? */
static bool opens_item(const struct view *v)
{
	size_t end = v->n_clauses ? v->clauses[0].to : 0;
	bool firm = false;

	if (end < 2 || end > ITEM_TOKENS || !(phrase_is_mark(v, end - 1, ':') || phrase_is_mark(v, end - 1, 0xff1a))) return false;
	for (size_t t = 0; t + 1 < end; t++) {
		if ((v->cls[t] & ROLE_SAY) || is_time(v, t)) return false;
		firm = firm || v->tok[t].pos == POS_ORG || (v->side[t] & SIDE_FIRM);
	}
	return firm;
}

/* Is there an annotation, near enough before off? */
static bool holds(const struct view *v, int32_t annot, size_t off, size_t units)
{
	return annot >= 0 && off - v->d->annots[annot].off < units;
}

/* "Three workers | on the 14th were saved": behind what is counted, before its verb. */
static int32_t behind_noun(const struct view *v, const struct mentions *ms, size_t clause, size_t from)
{
	size_t t = from + 1, hi = v->clauses[clause].to, end = hi < t + NOUN_TOKENS ? hi : t + NOUN_TOKENS;

	if (v->tok[from].pos != POS_QUANTITY && v->tok[from].pos != POS_NUM) return -1; /* an event's verb */
	for (; t < end && !is_time(v, t); t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (!phrase_inner(v, t) || p == POS_PUNCT || p == POS_QUANTITY || p == POS_NUM || p == POS_VN) return -1;
	}
	if (t >= end || t + 1 >= hi || !usable(v, t, ms, true)) return -1;
	enum pos_tag next = (enum pos_tag)v->tok[t + 1].pos;
	bool verb = next == POS_VERB || next == POS_VN || next == POS_ADV || next == POS_PREP;
	return verb && !names_thing(v, t) ? v->tok[t].annot : -1;
}

int32_t period_find(const struct view *v, const struct frame *f, const struct mentions *ms, size_t clause, size_t off, uint8_t *how)
{
	int32_t t = in_sentence(v, ms, v->clauses[clause].from, view_token_at(v, off));

	t = of_sentence(v, ms, t, view_token_at(v, off));

	*how = HOW_NULL;
	if (t < 0) t = behind_noun(v, ms, clause, view_token_at(v, off));
	if (t >= 0) return t;
	*how = HOW_PREVIOUS;
	if (opens_item(v)) goto none;
	if (holds(v, f->last_time, off, PARA_UNITS)) return f->last_time;
	if (holds(v, f->para_time, off, PARA_UNITS)) return f->para_time;
	*how = HOW_HEADING;
	if (holds(v, f->list_time, off, FRAME_UNITS)) return f->list_time;
	if (holds(v, f->head_time, off, FRAME_UNITS)) return f->head_time;
	if (f->plan && holds(v, f->horizon, off, HORIZON_UNITS)) return f->horizon;
	if (holds(v, f->doc_time, off, FRAME_UNITS)) return f->doc_time;
	if (holds(v, f->doc_day, off, FRAME_UNITS)) return f->doc_day;
none:
	*how = HOW_NULL;
	return -1;
}

static bool inside(struct stretch s, uint32_t off)
{
	return s.len && off >= s.off && off < stretch_end(s);
}

/* "Founded in 2016": the time that ends the clause behind the verb at tok and a preposition; -1. */
static int32_t behind_verb(const struct view *v, const struct mentions *ms, size_t tok)
{
	size_t t = tok + 2;

	if (t >= v->n_tok || v->tok[t - 1].pos != POS_PREP || !usable(v, t, ms, true)) return -1;
	return t + 1 == v->n_tok || v->tok[t + 1].pos == POS_PUNCT ? v->tok[t].annot : -1;
}

/* A time before the event that goes on to the next sentences: not a span of years, not a deadline. */
static bool carries(const struct view *v, int32_t annot, size_t off)
{
	if (!holds(v, annot, off, PARA_UNITS)) return false;
	const struct timespan *s = &v->d->annots[annot].time;
	return s->grain != GRAIN_MULTI && s->type != TIME_DEADLINE && s->type != TIME_OPEN_END;
}

/* Where the year at token t only dates what is held, a day of it said before it in the sentence; else the year. */
static int32_t day_of_year(const struct view *v, const struct mentions *ms, size_t t)
{
	const struct timespan *year = &v->d->annots[v->tok[t].annot].time;

	for (size_t i = t; year->grain == GRAIN_YEAR && i-- > 0;) {
		if (!usable(v, i, ms, true)) continue;
		const struct timespan *s = &v->d->annots[v->tok[i].annot].time;
		bool days = s->start != DAY_NONE && s->end != DAY_NONE && s->end - s->start < DAYS_MAX;
		if (days && s->start >= year->start && s->end <= year->end) return v->tok[i].annot;
	}
	return v->tok[t].annot;
}

/* "After the quake, the bureau …": the clause before it ends with a word of place or time behind a verb or noun. */
static bool behind_what(const struct view *v, size_t tok)
{
	size_t from = v->clauses[view_clause_of(v, tok)].from;

	return from > 2 && v->tok[from - 2].pos == POS_LOC && v->tok[from - 2].len <= 2 && v->tok[from - 1].pos == POS_PUNCT;
}

int32_t period_of_event(const struct view *v, const struct frame *f, const struct mentions *ms, size_t tok, const struct stretch named[2], uint8_t *how)
{
	int32_t n = behind_verb(v, ms, tok);
	uint32_t off = v->tok[tok].off;

	*how = HOW_NULL;
	if (n >= 0) return n;
	for (size_t t = tok, from = v->clauses[view_clause_of(v, tok)].from; t-- > 0;) {
		if (unresolved(v, t, ms)) return v->tok[t].annot;
		if (!usable(v, t, ms, t >= from) || inside(named[0], v->tok[t].off) || inside(named[1], v->tok[t].off)) continue;
		if (!is_planned(v, t) && !names_thing(v, t)) return day_of_year(v, ms, t);
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
	if (z - y + 1 != (int)m->resp_count || s->start != date_days(y, 1, 1) || s->end != date_days(z, 12, 31)) return;
	y += (int)m->resp_index;
	s->start = date_days(y, 1, 1);
	s->end = date_days(y, 12, 31);
	s->grain = GRAIN_YEAR;
}

struct timespan period_of(const struct view *v, int32_t annot, const struct mention *m)
{
	const struct annot *a = &v->d->annots[annot];
	struct timespan s = a->time;

	take_year(&s, m);
	if (a->off < v->off || a->off >= v->d->annots[m->annot].off) return s;
	size_t t = view_token_at(v, a->off);
	bool at_close = t + 1 < v->n_tok && (v->side[t + 1] & SIDE_CLOSE);
	at_close = at_close || words_hold_side(v->words, view_token_text(v, t), SIZE_MAX, SIDE_CLOSE);
	bool counted = v->d->annots[m->annot].dim == DIM_COUNT || slice_is(m->facet[FACET_STAT], "cumulative");
	if (s.type == TIME_OPEN_START && at_close && !counted) {
		s.start = s.end;
		s.type = TIME_INSTANT;
	}
	if (s.start != DAY_NONE && s.type == TIME_PERIOD && s.grain != GRAIN_MULTI && period_since(v, t)) {
		s.end = DAY_NONE;
		s.type = TIME_OPEN_END;
		s.grain = GRAIN_MULTI;
	}
	if (s.start != DAY_NONE && s.type == TIME_PERIOD && has_side(v, t + 1, m->tok, SIDE_TILLNOW)) {
		s.end = v->d->date;
		s.type = s.end == DAY_NONE ? TIME_OPEN_END : TIME_PERIOD;
		s.grain = GRAIN_MULTI;
	}
	return s;
}

/* ---- frames ---- */

/* Is the period not long over by the article's day? A report tells of the last month, quarter, year. */
static bool is_recent(const struct doc *d, const struct timespan *s)
{
	if (d->date == DAY_NONE || s->end == DAY_NONE) return true;
	int32_t days = s->grain == GRAIN_YEAR ? RECENT_YEAR : s->grain == GRAIN_MONTH ? RECENT_MONTH : RECENT_PERIOD;
	return d->date - s->end <= days;
}

/* A period of a month and more in the title or the first paragraphs is what a report is about. */
static bool frames_document(const struct view *v, const struct annot *a)
{
	const struct doc *d = v->d;

	if (period_is_away(v, a) || !is_recent(d, &a->time)) return false;
	return a->off < LEAD_UNITS && a->time.type == TIME_PERIOD && ((a->time.grain >= GRAIN_YEAR && a->time.grain <= GRAIN_MONTH) || a->time.grain == GRAIN_MULTI) &&
	       (d->date == DAY_NONE || (a->time.end != DAY_NONE && a->time.end <= d->date));
}

/* The day on which the lead opens, when figures follow: a match, a day's trade, an accident. */
static bool frames_day(const struct view *v, const struct annot *a, const struct mentions *ms)
{
	const struct timespan *s = &a->time;

	return a->off < LEAD_UNITS && s->grain == GRAIN_DAY && s->start != DAY_NONE && s->start == s->end && ms->n > 0 &&
	       v->d->date != DAY_NONE && s->end <= v->d->date && s->end + LEAD_DAYS >= v->d->date;
}

/* Does token t open its sentence? Marks and numbers of a list may stand before it, and a clause that only names the
 * source ("according to the agency, on 16 May …"). */
static bool opens(const struct view *v, size_t t)
{
	if (v->n_clauses > 1 && t == v->clauses[1].from && t <= SOURCE_TOKENS && (v->side[0] & SIDE_SOURCE)) return true;
	for (size_t i = 0; i < t; i++) {
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (i > 0 && p != POS_PUNCT && p != POS_SPACE && p != POS_OTHER && p != POS_NUM) return false;
	}
	return t < OPEN_TOKENS;
}

/* "In five years we have done this:" holds for the paragraphs that follow, to the next heading. */
static void carry_list(const struct view *v, struct frame *f, const struct mentions *ms)
{
	uint16_t last = v->d->text.p[v->off + v->len - 1];

	if (last != ':' && last != 0xff1a) return;
	for (size_t t = v->n_tok; t-- > 0;) {
		if ((!unresolved(v, t, ms) && !usable(v, t, ms, false)) || period_of_saying(v, t)) continue;
		f->list_time = v->tok[t].annot;
		return;
	}
}

/* "2016-01-04 15:47": when a page was put out, no time that a story tells. */
static bool is_stamp(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	return k->len > YEAR_DIGITS && v->d->text.p[k->off + YEAR_DIGITS] == '-';
}

void period_carry(const struct view *v, struct frame *f, const struct mentions *ms)
{
	if (opens_item(v)) f->last_time = f->para_time = f->list_time = f->doc_time = f->doc_day = -1;
	if (!(v->types >> A_TIME & 1)) return;
	bool heading = f->block < v->d->n_blocks && v->d->blocks[f->block].type == BLOCK_HEADING;

	for (size_t t = 0; t < v->n_tok; t++) {
		if (!usable(v, t, ms, false) || is_stamp(v, t)) continue;
		int32_t n = v->tok[t].annot;
		const struct annot *a = &v->d->annots[n];
		bool first = opens(v, t), named = t + 1 < v->n_tok && v->tok[t + 1].pos == POS_DE;
		bool said = period_of_saying(v, t);
		if (first && f->para_time < 0) {
			f->para_time = n;
			f->para_said = said;
		}
		if (heading) f->head_time = n;
		if (f->horizon < 0 && a->time.type == TIME_DEADLINE) f->horizon = n;
		bool opening = first || (ms->n > 0 && t == v->clauses[view_clause_of(v, t)].from);
		if (f->doc_time < 0 && opening && !named && frames_document(v, a)) f->doc_time = n;
		if (f->doc_day < 0 && first && !said && frames_day(v, a, ms)) f->doc_day = n;
		if (is_of_part(v, t) && f->para_time >= 0 && f->para_time != n) continue;
		if (f->last_time < 0 || v->d->annots[f->last_time].off < v->off || !names_thing(v, t)) {
			f->last_time = n;
			f->last_said = said;
		}
	}
	carry_list(v, f, ms);
}
