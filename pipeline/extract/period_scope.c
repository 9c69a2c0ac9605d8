/* What a time is. See period_scope.h. */
#include "pipeline/extract/period_scope.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"

#define SAY_TOKENS	  3  /* tokens within which the verb stands behind the day of a saying */
#define REPORT_TOKENS	  12 /* of a clause that only says who reports */
#define LIKENED_TOKENS	  5  /* behind a time, within which a word says that it is compared */
#define SINCE_TOKENS	  8  /* the same for the word that makes a time open */
#define SINCE_FROM_TOKENS 20 /* the same behind a preposition: "from the day on which …" */
#define ITEM_TOKENS	  8  /* of what stands before the colon of an item */
#define SOURCE_TOKENS	  8  /* of a clause that names the source */
#define OPEN_TOKENS	  5  /* within which a time opens its sentence */
#define YEAR_DIGITS	  4
#define HOUR_UNITS	  3  /* of a noun between a day and its figure in parentheses */
#define DATING_TOKENS	  6  /* from the verb that a time dates to the particle behind it */
#define NAME_TOKENS	  24 /* a longer quotation is speech */

static uint16_t mark(const struct view *v, size_t t)
{
	return v->tok[t].annot < 0 && v->tok[t].len == 1 ? v->d->text.p[v->tok[t].off] : 0;
}

/* Behind the date in parentheses that a word for a day may have, "today (17 June)"; else t + 1. */
static size_t behind_day_token(const struct view *v, size_t t)
{
	bool dated = t + 3 < v->n_tok && phrase_mark_opens(mark(v, t + 1)) &&
		     period_is_time(v, t + 2) && unit_closes_bracket(mark(v, t + 3));

	return dated ? t + 4 : t + 1;
}

/* Is the token at t, or it with the one before it, a verb of saying or learning; and no
 * notice that somebody got? */
static bool is_report(const struct view *v, size_t from, size_t t)
{
	uint64_t role = v->cls[t];

	if (t > from) {
		uint32_t off = v->tok[t - 1].off, end = v->tok[t].off + v->tok[t].len;
		role |= words_classes(v->words, doc_span(v->d, off, end - off));
		if ((v->side[t] & SIDE_NOTICE) && v->tok[t - 1].pos == POS_VERB) return false;
	}
	return role & (ROLE_SAY | ROLE_LEARN | ROLE_ISSUE);
}

/* Does the clause only report, "the bureau announced,": short, without a number, a verb of saying
 * at its end? */
static bool clause_reports(const struct view *v, size_t from, size_t to)
{
	size_t end = to;

	while (end > from && (v->tok[end - 1].pos == POS_PUNCT || v->tok[end - 1].pos == POS_SPACE))
		end--;
	if (end <= from || end - from > REPORT_TOKENS || end == to) return false;
	if (!is_report(v, from, end - 1)) return false;
	uint16_t mark_behind = mark(v, end);
	if (!mark_is_comma(mark_behind) && !mark_is_colon(mark_behind)) return false;
	for (size_t i = from; i < end; i++)
		if (v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_NUM) return false;
	return true;
}

bool period_of_saying(const struct view *v, size_t t)
{
	const struct timespan *day = &v->d->annots[v->tok[t].annot].time;

	if (day->grain != GRAIN_DAY || day->type == TIME_OPEN_START || (v->side[t] & SIDE_NOW))
		return false;
	size_t from = behind_day_token(v, t), c = view_clause_of(v, t);
	if (from == v->clauses[c].to - 1 && mark_is_comma(mark(v, from)) && c + 1 < v->n_clauses)
		from = v->clauses[++c].from;
	if (clause_reports(v, from, v->clauses[c].to)) return true;
	for (size_t i = from; i < v->n_tok && i < from + SAY_TOKENS; i++) {
		if ((v->cls[i] & ROLE_SAY) || (v->cls[i] & ROLE_LEARN)) return true;
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (p != POS_ADV && p != POS_TIME && p != POS_LOC &&
		    !unit_closes_bracket(mark(v, i)))
			return false;
	}
	return false;
}

/* "Holds the fair 'Your future – talents of 2026'": does the time at token t stand inside a quoted
 * name? */
static bool in_name(const struct view *v, size_t t)
{
	size_t open = t, close = t;

	while (open > 0 && t - open < NAME_TOKENS && mark(v, open) != QUOTE_OPEN &&
	       mark(v, open) != CORNER_OPEN && mark(v, open) != TITLE_OPEN) {
		if (view_ends_clause(mark(v, open))) return false;
		open--;
	}
	while (close < v->n_tok && close - t < NAME_TOKENS && mark(v, close) != QUOTE_CLOSE &&
	       mark(v, close) != CORNER_CLOSE && mark(v, close) != TITLE_CLOSE) {
		if (view_ends_clause(mark(v, close))) return false;
		close++;
	}
	bool both = close < v->n_tok && close - t < NAME_TOKENS && open < t &&
		    view_ends_clause(mark(v, open)) == false;
	uint16_t o = mark(v, open);
	if (!both || (o != QUOTE_OPEN && o != CORNER_OPEN && o != TITLE_OPEN)) return false;
	return open == 0 || (mark(v, open - 1) != ':' && mark(v, open - 1) != WIDE_COLON);
}

size_t period_since(const struct view *v, size_t t)
{
	bool from = t > 0 && v->tok[t - 1].pos == POS_PREP;
	size_t end = t + (from ? SINCE_FROM_TOKENS : SINCE_TOKENS);

	for (size_t i = t + 1; i < v->n_tok && i <= end; i++) {
		if (v->side[i] & SIDE_SINCE) return i;
		if (v->tok[i].pos == POS_PUNCT || v->tok[i].pos == POS_QUANTITY ||
		    v->tok[i].pos == POS_TIME)
			return 0;
	}
	return 0;
}

bool period_is_away(const struct view *v, const struct annot *a)
{
	struct uslice last = doc_span(v->d, a->off + a->len - 1, 1);

	uint64_t side = words_kind(v->words, last).side;
	return a->len > 1 &&
	       ((a->time.how == HOW_RELATIVE_DOC && (side & SIDE_PERIOD)) || (side & SIDE_EDGE));
}

bool period_is_time(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_TIME && v->tok[t].annot >= 0 &&
	       v->d->annots[v->tok[t].annot].type == A_TIME;
}

/* "On a level | with last year": behind a preposition or "and", before words that close such a
 * comparison. */
static bool is_likened(const struct view *v, size_t t)
{
	bool is = t > 0 && (v->cls[t - 1] & ROLE_COPULA); /* "is the sum of 1950 to 2002" */
	if (!t || (!is && v->tok[t - 1].pos != POS_PREP &&
		   (!(v->cls[t - 1] & ROLE_AND) || v->tok[t - 1].pos == POS_PUNCT)))
		return false;
	for (size_t i = t + 1; i < v->n_tok && i <= t + LIKENED_TOKENS; i++) {
		if (v->side[i] & SIDE_COMPARED) return true;
		if (v->tok[i].pos == POS_PUNCT || (!is && v->tok[i].pos == POS_QUANTITY))
			return false;
	}
	return false;
}

/* The baseline of one of the sentence's comparisons? */
static bool is_baseline(const struct view *v, size_t t, const struct mentions *ms)
{
	for (size_t i = 0; i < ms->n; i++) {
		struct stretch s = ms->m[i].part[PART_SINCE];
		if (s.len && v->tok[t].off <= s.off && s.off < v->tok[t].off + v->tok[t].len)
			return true;
	}
	return t > 0 && ((v->cls[t - 1] & ROLE_COMPARE) || is_likened(v, t));
}

/* "The highest in ten years", "since the war broke out in 2014, the largest", "the most high
 * since May": no period of what the sentence tells. */
static bool is_record(const struct view *v, size_t t)
{
	const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
	size_t since = s->grain == GRAIN_MULTI ? 0 : period_since(v, t);
	size_t i = since ? since : t, last;

	if (!since && s->grain != GRAIN_MULTI && s->type != TIME_OPEN_END) return false;
	for (size_t end = i + 2; i + 1 < v->n_tok && i < end; i++)
		if (v->tok[i + 1].pos != POS_DE &&
		    !(since && (v->tok[i + 1].pos == POS_PUNCT || (v->cls[i + 1] & ROLE_HEAD))))
			break;
	if (i + 1 >= v->n_tok) return false;
	enum pos_tag p = (enum pos_tag)v->tok[i + 1].pos;
	bool leads = p == POS_ADV || p == POS_ADJ || p == POS_TIME; /* most | high; for one month */
	last = leads && i + 2 < v->n_tok && !view_is_mark(v, i + 2) ? i + 2 : i + 1;
	uint32_t from = v->tok[i + 1].off, to = v->tok[last].off + v->tok[last].len;
	return words_hold(v->words, doc_span(v->d, from, to - from), SIZE_MAX, ROLE_SAMETIME);
}

bool period_is_beside(const struct view *v, size_t t)
{
	if (!slice_is(v->d->annots[v->tok[t].annot].rule_id, "time.holiday") || t + 1 >= v->n_tok)
		return false;
	bool first = t + 2 < v->n_tok && v->tok[t + 2].annot >= 0; /* its first three days */
	return v->tok[t + 1].pos == POS_LOC && (v->cls[t + 1] & ROLE_BESIDE) && !first;
}

/* "Than at that hour of the day before (32,000)", "from last year's 5 million": the token behind
 * the time that only a mark or particle parts from the figure at token tok; 0 none. */
static size_t behind_time(const struct view *v, size_t tok, bool *bracket)
{
	size_t t = tok;

	if (!t) return 0;
	*bracket = phrase_mark_opens(mark(v, t - 1));
	if (!*bracket && v->tok[t - 1].pos != POS_DE) return 0;
	t--;
	for (size_t n = 0; *bracket && t > 1 && v->tok[t - 1].annot < 0; t--) {
		n += v->tok[t - 1].len;
		if (n > HOUR_UNITS || v->tok[t - 1].pos == POS_PUNCT) return 0;
	}
	return t > 0 && period_is_time(v, t - 1) ? t : 0;
}

/* Twice last year's, half of last year's: what is not of that time. */
static bool is_part(unsigned dim)
{
	return dim == DIM_SHARE || dim == DIM_TIMES || dim == DIM_POINTS;
}

int32_t period_stated(const struct view *v, const struct mention *m, bool *base)
{
	bool bracket = false;
	size_t t = behind_time(v, m->tok, &bracket);

	if (!t-- || m->from >= 0) return -1;
	const struct annot *when = &v->d->annots[v->tok[t].annot];
	unsigned dim = v->d->annots[m->annot].dim;
	bool than = t > 0 && (v->cls[t - 1] & ROLE_COMPARE);
	if (base) *base = than;
	if (when->time.start == DAY_NONE && when->time.end == DAY_NONE) return -1;
	return bracket || than || !is_part(dim) ? v->tok[t].annot : -1;
}

/* "From last year's 7 …": behind a word for "from" and before its figure, of which alone it is the
 * time. */
static bool is_of_one_figure(const struct view *v, size_t t)
{
	bool apart = t > 0 && t + 2 < v->n_tok && (v->cls[t - 1] & ROLE_APART);
	if (!apart || v->tok[t + 1].pos != POS_DE || v->tok[t + 2].pos != POS_QUANTITY)
		return false;
	return !is_part(v->d->annots[v->tok[t + 2].annot].dim);
}

bool period_usable(const struct view *v, size_t t, const struct mentions *ms, bool same_clause)
{
	if (!period_is_time(v, t) || is_baseline(v, t, ms) || period_is_beside(v, t)) return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	if (is_record(v, t) || is_of_one_figure(v, t)) return false;
	if (a->time.start == DAY_NONE && a->time.end == DAY_NONE) return false;
	return same_clause || !words_hold(v->words, view_token_text(v, t), SIZE_MAX, ROLE_SAMETIME);
}

bool period_is_planned(const struct view *v, size_t t)
{
	return t + 1 < v->n_tok && t > 0 && (v->cls[t - 1] & (ROLE_TRANS | ROLE_REACH)) &&
	       (v->side[t + 1] & SIDE_PLANNED);
}

/* The time that is all that the tokens [from, to) say, beside marks; to if they say more, or that
 * what follows holds up to it. */
static size_t bare_time(const struct view *v, size_t from, size_t to)
{
	size_t last = to;

	for (size_t t = from; t < to; t++) {
		bool time = period_is_time(v, t);
		if (!time && v->tok[t].pos != POS_PUNCT) return to;
		if (time && v->d->annots[v->tok[t].annot].time.type == TIME_OPEN_START) return to;
		if (time) last = t;
	}
	return last;
}

/* "On 8 July, the 2023 forum opened", "on 8 July the city's 2023 forum opened": does a day of that
 * year, with no more than a noun phrase between, stand before the year at t? */
static bool behind_day(const struct view *v, size_t t)
{
	size_t c = view_clause_of(v, t), lo = v->clauses[c].from, i = t;

	while (i > lo && !period_is_time(v, i - 1) && phrase_inner(v, i - 1)) i--;
	size_t from = i == lo && c > 0 ? v->clauses[c - 1].from : lo, at = bare_time(v, from, i);
	if (at == i) return false;
	const struct timespan *day = &v->d->annots[v->tok[at].annot].time,
			      *year = &v->d->annots[v->tok[t].annot].time;
	return day->grain == GRAIN_DAY && day->start != DAY_NONE && day->start >= year->start &&
	       day->end <= year->end;
}

#define ACCOUNTS_TOKENS 2 /* of the name of a firm's accounts: results | forecast */

/* "Published its report for | the year 2017": accounts tell of the period that they name. The last
 * two characters of the time may be the first ones of their name. */
static bool is_of_accounts(const struct view *v, size_t t)
{
	uint32_t end = v->tok[t].off + v->tok[t].len, from = end - (v->tok[t].len > 2 ? 2u : 0u);

	for (size_t i = t + 1; i < v->n_tok && i <= t + ACCOUNTS_TOKENS; i++) {
		uint32_t to = v->tok[i].off + v->tok[i].len;
		uint64_t role = words_classes(v->words, doc_span(v->d, end, to - end)) |
				words_classes(v->words, doc_span(v->d, from, to - from));
		if (role & ROLE_REVIEW) return true;
	}
	return false;
}

bool period_names_thing(const struct view *v, size_t t)
{
	if (t + 1 >= v->n_tok || v->tok[t].annot < 0) return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	if (slice_is(a->rule_id, "time.holiday")) return in_name(v, t);
	if (a->time.grain != GRAIN_YEAR) return false;
	int32_t next = v->tok[t + 1].annot;
	if ((next >= 0 && v->d->annots[next].type == A_ORDINAL) || in_name(v, t)) return true;
	if (is_of_accounts(v, t)) return false;
	if (behind_day(v, t)) {
		struct phrase p = phrase_right(v, t + 1);
		bool noun = p.from < p.to && v->tok[t + 1].pos != POS_QUANTITY;
		return noun || phrase_opens(v, t + 1);
	}
	bool held = t > 0 && (v->cls[t - 1] & ROLE_TRANS) && !(v->cls[t - 1] & ROLE_REACH);
	return held && (phrase_inner(v, t + 1) || phrase_opens(v, t + 1));
}

bool period_unresolved(const struct view *v, size_t t, const struct mentions *ms)
{
	if (!period_is_time(v, t) || is_baseline(v, t, ms) || is_record(v, t)) return false;
	const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
	return s->start == DAY_NONE && s->end == DAY_NONE && s->type != TIME_NULL;
}

/* "The target that had been set | at the beginning of the year": behind the time stand a verb and
 * the particle that makes an attribute of both. */
bool period_is_attribute(const struct view *v, size_t t)
{
	if (t + 2 >= v->n_tok || v->tok[t + 2].pos != POS_DE) return false;
	return v->tok[t + 1].pos == POS_VERB || v->tok[t + 1].pos == POS_VN;
}

static bool begins_thing(const struct view *v, size_t t)
{
	return words_kind(v->words, view_token_text(v, t)).label & LABEL_BEGINS;
}

/* The particle behind the time at t and the verb that it dates, "founded in 2015 | 's", "in 2015
 * founded | 's"; 0 if there is none. */
static size_t dating_particle(const struct view *v, size_t t)
{
	size_t hi = v->clauses[view_clause_of(v, t)].to, d = t + 1;

	if (v->d->annots[v->tok[t].annot].time.type == TIME_DEADLINE) return 0;
	if (d < hi && v->tok[d].pos == POS_DE)
		return t > 1 && v->tok[t - 1].pos == POS_PREP && begins_thing(v, t - 2) ? d : 0;
	while (d < hi && v->tok[d].pos == POS_ADV) d++;
	if (d >= hi || !begins_thing(v, d)) return 0;
	for (size_t end = d + DATING_TOKENS; d < hi && d < end; d++) {
		if (v->tok[d].pos == POS_DE) return d;
		if (v->tok[d].annot >= 0) return 0;
	}
	return 0;
}

bool period_dates_thing(const struct view *v, size_t t, const struct mention *m)
{
	size_t d = dating_particle(v, t), next = t + 1;

	if (d) { /* what is counted is itself the thing: "opened in 2015 were 3 parks" */
		bool right = m->ind.len && m->ind.off > v->d->annots[m->annot].off;
		return m->tok > d + 1 &&
		       (right || !m->ind.len || m->inherited || m->ind.off > v->tok[d + 1].off);
	}
	if (view_clause_of(v, t) == m->clause || t < 2 || v->tok[t - 1].pos != POS_PREP ||
	    !begins_thing(v, t - 2))
		return false;
	for (size_t i = next; i < m->tok; i++)
		if (v->side[i] & SIDE_TILLNOW) return false;
	return next >= v->n_tok || view_ends_clause(phrase_mark(v, next));
}

bool period_is_of_part(const struct view *v, size_t t)
{
	for (size_t i = t; i-- > 0 && i + 2 >= t;)
		if ((v->cls[i] & ROLE_AMONG) && v->tok[i].pos != POS_LOC) return true;
	return false;
}

bool period_opens_item(const struct view *v)
{
	size_t end = v->n_clauses ? v->clauses[0].to : 0;
	bool firm = false;

	if (end < 2 || end > ITEM_TOKENS || !mark_is_colon(phrase_mark(v, end - 1))) return false;
	for (size_t t = 0; t + 1 < end; t++) {
		if ((v->cls[t] & ROLE_SAY) || period_is_time(v, t)) return false;
		firm = firm || v->tok[t].pos == POS_ORG || (v->side[t] & SIDE_FIRM);
	}
	return firm;
}

bool period_opens(const struct view *v, size_t t)
{
	if (v->n_clauses > 1 && t == v->clauses[1].from && t <= SOURCE_TOKENS &&
	    (v->side[0] & SIDE_SOURCE))
		return true;
	for (size_t i = 0; i < t; i++) {
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (i > 0 && p != POS_PUNCT && p != POS_SPACE && p != POS_OTHER && p != POS_NUM)
			return false;
	}
	return t < OPEN_TOKENS;
}

bool period_is_stamp(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	return k->len > YEAR_DIGITS && v->d->text.p[k->off + YEAR_DIGITS] == '-';
}
