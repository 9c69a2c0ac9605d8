/* Mood by cues and their scope. See mood.h. */
#include "pipeline/extract/mood.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/period_scope.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

/* Does the scope of a cue reach off? clause: to the end of its clause; sentence: to the next strong
 * mark. */
static bool reaches(const struct find *f, const struct view *v, size_t off)
{
	if (f->cue.off >= off && !slice_is(f->rule->scope, "around")) return false;
	if (!slice_is(f->rule->scope, "clause") && !slice_is(f->rule->scope, "around")) {
		for (size_t i = f->cue.off; i < off; i++) {
			uint16_t c = v->d->text.p[i];
			if (c == FULL_STOP || c == WIDE_EXCLAMATION || c == WIDE_QUESTION)
				return false;
			if (mark_is_semicolon(c) && !slice_is(f->rule->scope, "sentence"))
				return false;
		}
		return true;
	}
	return view_clause_of(v, view_token_at(v, f->cue.off)) ==
	       view_clause_of(v, view_token_at(v, off));
}

/* "To 30 June the index fell to 3847", "by October last year": a day that nobody places in a year,
 * or a time of last year, is how far a report goes. Before a day one still has time. */
static bool is_day_told(const struct view *v, const struct annot *a)
{
	struct uslice text = doc_span(v->d, a->off, a->len), last = { text.p + text.len - 1, 1 };

	if (words_hold(v->words, last, SIZE_MAX, ROLE_BESIDE)) return false;
	return a->time.grain == GRAIN_DAY ||
	       words_hold_side(v->words, text, SIZE_MAX, SIDE_LASTYEAR);
}

static bool is_deadline(const struct view *v, size_t off, struct stretch *cue)
{
	for (size_t t = 0; t < v->n_tok && v->tok[t].off < off; t++) {
		if (v->tok[t].annot < 0) continue;
		const struct annot *a = &v->d->annots[v->tok[t].annot];
		if (a->type != A_TIME || a->time.type != TIME_DEADLINE) continue;
		*cue = (struct stretch){ a->off, a->len };
		if (a->time.end == DAY_NONE) return !is_day_told(v, a);
		return v->d->date == DAY_NONE || a->time.end > v->d->date;
	}
	return false;
}

/* "By 2025 the city will build 85 schools": what is to come, by a year that lies ahead, is a
 * target, not only planned. */
static bool is_goal(const struct view *v, size_t off, struct stretch *cue)
{
	if (!is_deadline(v, off, cue)) return false;
	int32_t k = v->tok[view_token_at(v, cue->off)].annot;
	return k >= 0 && (v->d->annots[k].time.grain == GRAIN_YEAR ||
			  v->d->annots[k].time.grain == GRAIN_MULTI);
}

/* Does a cue give way to a deadline: what is only to come, and what was done before one is told
 * ("has published a paper which says that by 2030 …")? */
static bool yields_to_goal(const struct find *x, const struct view *v, size_t off,
			   struct stretch *cue)
{
	struct stretch goal;

	if (!x->rule->weak && !slice_is(x->rule->modality, "fact")) return false;
	if (!is_goal(v, off, &goal)) return false;
	if (!x->rule->weak && (v->d->date == DAY_NONE || goal.off < x->cue.off)) return false;
	*cue = goal;
	return true;
}

/* A number in Chinese characters names things that are there (the four metropolitan areas): no
 * target by its frame. */
static bool in_digits(const struct view *v, size_t off)
{
	uint16_t c = v->d->text.p[off];

	return c < 0x80;
}

/* "In 2020 the city had 5000 stations": is the last time before off that is no baseline over, by
 * the article's day or, without one, by the period in the heading? */
static bool tells_past(const struct view *v, const struct frame *f, size_t off)
{
	int32_t day = v->d->date;

	if (day == DAY_NONE && f->head_time >= 0) day = v->d->annots[f->head_time].time.start;
	for (size_t t = view_token_at(v, off); t-- > 0;) {
		if (!period_is_time(v, t)) continue;
		if (t > 0 && ((v->cls[t - 1] & ROLE_COMPARE) || v->tok[t - 1].pos == POS_PREP))
			continue;
		const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
		if (words_hold_side(v->words, view_token_text(v, t), SIZE_MAX, SIDE_LASTYEAR))
			return true;
		return s->end != DAY_NONE && day != DAY_NONE && s->end < day &&
		       s->type != TIME_DEADLINE;
	}
	return false;
}

/* a period to come that ends within so many days of its start is foreseen, a longer one planned */
#define NEAR_DAYS 31

/* The last time before off lies ahead: of a few days a forecast, of more a target ("the coming five
 * years"). */
static struct slice ahead(const struct view *v, size_t off, struct stretch *cue)
{
	const struct annot *last = NULL;

	for (size_t t = 0; t < v->n_tok && v->tok[t].off < off; t++) {
		if (mark_is_semicolon(phrase_mark(v, t)) && last &&
		    last->time.type != TIME_OPEN_END)
			last = NULL;
		if (period_is_time(v, t) && !period_is_beside(v, t))
			last = &v->d->annots[v->tok[t].annot];
	}
	if (!last) return SLICE_NONE;
	bool named =
		words_hold_side(v->words, doc_span(v->d, last->off, last->len), 2, SIDE_FUTURE);
	/* "that day", "a month later" count from what was told */
	bool own = last->time.how != HOW_YEAR_FROM_DOC && last->time.how != HOW_RELATIVE_TEXT;
	bool dated = v->d->date != DAY_NONE && last->time.start != DAY_NONE &&
		     last->time.start > v->d->date && own;
	if (!named && !dated) return SLICE_NONE;
	*cue = (struct stretch){ last->off, last->len };
	bool days = last->time.start != DAY_NONE && last->time.end != DAY_NONE &&
		    last->time.end - last->time.start <= NEAR_DAYS;
	size_t t = view_token_at(v, last->off);
	for (; days && t < v->n_tok && v->tok[t].off < off; t++) /* what one will give is planned */
		if (v->side[t] & SIDE_GIVE) return SLICE("plan");
	return days ? SLICE("forecast") : named ? SLICE("target") : SLICE("plan");
}

/* A cue inside a word (the second half of "supply") is none. */
static bool is_cue(const struct find *x, const struct view *v)
{
	return x->rule->kind == RULE_MOOD && x->cue.len &&
	       v->tok[view_token_at(v, x->cue.off)].off == x->cue.off;
}

/* The cue that decides when the nearest one only says that something is to come: what was said
 * before it, if it was more than a fact. */
static const struct find *stronger(const struct finds *fs, const struct view *v, size_t off,
				   const struct find *weak)
{
	const struct find *best = NULL;

	for (size_t i = 0; i < fs->n; i++) {
		const struct find *x = &fs->f[i];
		bool mood = x->rule->modality.p && !x->rule->weak &&
			    !slice_is(x->rule->modality, "fact");
		if (!mood || !is_cue(x, v) || x->cue.off >= weak->cue.off || !reaches(x, v, off))
			continue;
		if (!best || x->cue.off > best->cue.off) best = x;
	}
	return best;
}

/* what the preposition may stand before */
#define POS_OBJECT                                                                                 \
	(POS_BIT(POS_NOUN) | POS_BIT(POS_QUANTITY) | POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) |       \
	 POS_BIT(POS_PERSON) | POS_BIT(POS_WORK) | POS_BIT(POS_PRON) | POS_BIT(POS_FOREIGN) |      \
	 POS_BIT(POS_NAME))

/* classes of nouns that are no verbs as well */
#define MEASURED (ROLE_HEAD | ROLE_FLOW | ROLE_STOCK | ROLE_PRICE | ROLE_PROJECT | ROLE_PART)

/* "The dish puts the food and its colours together": the one-character cue of what is to come,
 * before a noun or a count, is the preposition of an object that stands before its verb. */
static bool takes_object(const struct find *f, const struct view *v)
{
	size_t t = view_token_at(v, f->cue.off + f->cue.len);

	bool future = f->rule->weak || slice_is(f->rule->modality, "forecast");

	if (!future || f->cue.len != 1 || t >= v->n_tok) return false;
	if (v->tok[t].len < 2 && v->tok[t].pos == POS_PRON)
		return true;   /* "gave his shares away" */
	if (v->tok[t].pos == POS_NUM && t + 1 < v->n_tok &&
	    (speaker_is_people(v, t + 1) || v->tok[t + 1].pos == POS_DE))
		return true; /* "sentenced 2 spouses", "put the 1.2 billion | of the budget" */
	if (speaker_is_people(v, t)) return true; /* "took the suspect to court" */
	if (v->tok[t].len < 2) /* "put the fire | out" */
		return v->tok[t].pos == POS_NOUN && !v->cls[t] && t + 1 < v->n_tok &&
		       (phrase_is_mark(v, t + 1, LIST_MARK) ||
			(v->tok[t + 1].pos == POS_VERB && v->tok[t + 1].len > 1));
	if ((v->side[t] & SIDE_ADNOUN) || (v->cls[t] & ~MEASURED)) return false;
	if (v->cls[t] && v->tok[t].pos != POS_NOUN) return false; /* "put the rate | down" */
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	return (POS_OBJECT & POS_BIT(p)) != 0;
}

/* "The games will open in October; now 19 halls are ready": between a cue of what is to come and a
 * later clause stands a time that is over by the article's day. */
static bool is_overtaken(const struct view *v, const struct find *cue, size_t off)
{
	bool foreseen = slice_is(cue->rule->modality, "forecast");
	if ((!cue->rule->weak && !foreseen) || v->d->date == DAY_NONE) return false;
	size_t t = view_token_at(v, cue->cue.off), clause = view_clause_of(v, t);
	for (; t < v->n_tok && v->tok[t].off < off; t++) {
		if (v->tok[t].annot < 0 || v->d->annots[v->tok[t].annot].type != A_TIME ||
		    view_clause_of(v, t) == clause)
			continue;
		if (t > 0 && (v->cls[t - 1] & ROLE_COMPARE))
			continue; /* "458 million more than last year" */
		if (t + 1 < v->n_tok && v->tok[t + 1].pos == POS_DE)
			continue; /* "from last year's 2.9 % to 2.6 %" */
		const struct timespan *s = &v->d->annots[v->tok[t].annot].time;
		if (s->end != DAY_NONE && s->end <= v->d->date && s->type != TIME_DEADLINE)
			return true;
	}
	return false;
}

/* "A loss of 1.3 billion is expected, the year before it earned 380 million": the clause of what is
 * at off has a time of its own that lies back, and no comparison. */
static bool looks_back(const struct view *v, const struct find *cue, size_t off)
{
	size_t t = view_token_at(v, off), clause = view_clause_of(v, t);

	if (cue->cue.off >= off || view_clause_of(v, view_token_at(v, cue->cue.off)) == clause)
		return false;
	for (size_t i = v->clauses[clause].from; i < t; i++) {
		if (v->tok[i].pos != POS_TIME || (i > 0 && (v->cls[i - 1] & ROLE_COMPARE)))
			continue;
		struct uslice text = view_token_text(v, i);
		if (words_hold(v->words, text, SIZE_MAX, ROLE_SAMETIME) ||
		    words_hold_side(v->words, text, SIZE_MAX, SIDE_LASTYEAR))
			return true;
	}
	return false;
}

/* "A line will open next year, this plan won 138 million": behind the clause of the cue one points
 * at its own subject, so that what was foreseen is told of something else. What is planned is
 * mostly that subject: "plans to buy back shares, the price of this purchase is 7". */
static bool points_anew(const struct view *v, const struct find *cue, size_t off)
{
	size_t to = view_clause_of(v, view_token_at(v, off));
	size_t k = view_clause_of(v, view_token_at(v, cue->cue.off));

	if (!cue->rule->weak && !slice_is(cue->rule->modality, "forecast")) return false;
	while (++k <= to) {
		size_t from = v->clauses[k].from;
		if (v->tok[from].off < off && (v->side[from] & SIDE_DET)) return true;
		/* "the attending 120 members": they are known */
		bool known = k == to && from + 2 < v->clauses[k].to &&
			     v->tok[from].pos == POS_VERB && v->tok[from + 1].pos == POS_DE &&
			     v->tok[from + 2].pos == POS_QUANTITY;
		if (known) return true;
	}
	return false;
}

/* Does a word of denial reach the figure at off? Not one inside an attribute ("the | not yet handed
 * over | 19 bodies"), nor one that makes part of a name of what is measured ("the not yet
 * distributed profit reached 5 million"), nor what is pointed at ("did not tell the price of these
 * two"). */
static bool denies(const struct view *v, const struct find *x, size_t off)
{
	size_t t = view_token_at(v, stretch_end(x->cue)), fig = view_token_at(v, off);

	if (stretch_end(x->cue) > off) return true;
	for (size_t i = t; i < fig; i++) {
		bool part = i + 1 == fig && v->tok[fig].annot >= 0 &&
			    v->d->annots[v->tok[fig].annot].type == A_PERCENT;
		if (v->tok[i].pos == POS_DE && !part) return false; /* "half | of the seats" */
		if (v->tok[i].pos == POS_SPACE || phrase_is_mark(v, i, QUOTE_CLOSE)) return false;
		bool reach = (v->cls[i] & ROLE_STAT) || ((v->cls[i] & ROLE_REACH) &&
							 !(v->cls[i] & (ROLE_ADVERB | ROLE_TRANS)));
		if (reach && i > t && v->tok[i - 1].pos == POS_NOUN) return false;
	}
	if (fig > t + 1 && phrase_is_measure(v, fig - 1)) return false;
	return fig == t || !(v->side[fig - 1] & SIDE_DET);
}

struct mood mood_at(const struct finds *fs, const struct view *v, const struct frame *f, size_t off)
{
	struct mood m = { SLICE("fact"), SLICE("pos"), { 0, 0 } };
	const struct find *best = NULL, *neg = NULL;

	for (size_t i = 0; i < fs->n; i++) {
		const struct find *x = &fs->f[i];
		if (!is_cue(x, v) || !reaches(x, v, off) || takes_object(x, v)) continue;
		bool says_more = best && x->cue.off == best->cue.off && best->rule->weak &&
				 !x->rule->weak && !is_goal(v, off, &(struct stretch){ 0, 0 });
		if (x->rule->modality.p && (!best || x->cue.off > best->cue.off || says_more))
			best = x;
		if (x->rule->polarity.p && denies(v, x, off) && (!neg || x->cue.off > neg->cue.off))
			neg = x;
	}
	const struct find *strong = best && best->rule->weak ? stronger(fs, v, off, best) : NULL;
	if (strong) best = strong;
	if (best && (is_overtaken(v, best, off) || looks_back(v, best, off) ||
		     points_anew(v, best, off)))
		return m;
	if (best && yields_to_goal(best, v, off, &m.cue)) {
		m.modality = SLICE("target");
	} else if (best) {
		m.modality = best->rule->modality;
		if (!slice_is(m.modality, "fact")) m.cue = best->cue;
	} else if (is_deadline(v, off, &m.cue)) {
		m.modality = SLICE("target");
	} else if (f->plan && in_digits(v, off) && !tells_past(v, f, off)) {
		m.modality = SLICE("target");
	} else {
		struct slice x = ahead(v, off, &m.cue);
		/* "Of these, 1 million are sold by bidding" */
		bool among = v->n_tok > 0 && (v->cls[0] & ROLE_AMONG);
		if (x.p) m.modality = x;
		else if (among && f->mood.p && !tells_past(v, f, off)) m.modality = f->mood;
	}
	if (neg) {
		m.polarity = neg->rule->polarity;
		m.cue = neg->cue;
	}
	return m;
}

/* Does the count at the token before from name one there is: "these 3 firms", "the 3 firms of"? */
static bool is_known(const struct view *v, size_t tok)
{
	if (!tok || v->clauses[view_clause_of(v, tok)].from == tok) return false;
	return v->tok[tok - 1].pos == POS_DE || v->tok[tok - 1].pos == POS_PRON ||
	       (v->side[tok - 1] & SIDE_DET);
}

/* Does a number in Chinese characters at tok count all the same: "there are two", "the first two"?
 */
static bool is_told(const struct view *v, size_t tok)
{
	if (!tok) return false;
	int32_t n = v->tok[tok - 1].annot;

	return (n >= 0 && v->d->annots[n].type == A_ORDINAL) || (v->side[tok - 1] & SIDE_EXIST);
}

/* Behind what is counted stands a cue of what is to come. */
static void mind_doer(const struct finds *fs, const struct view *v, const struct mention *m,
		      struct mood *mood)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (m->inherited || !m->ind.len || m->ind.off < (size_t)a->off + a->len) return;
	if (is_known(v, m->tok) || (!in_digits(v, a->off) && !is_told(v, m->tok))) return;
	size_t t = view_token_at(v, stretch_end(m->ind) - 1) + 1, hi = v->clauses[m->clause].to;
	while (t < hi && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_CONJ)) t++;
	for (size_t i = 0; t < hi && i < fs->n; i++) {
		const struct find *x = &fs->f[i];
		if (!is_cue(x, v) || takes_object(x, v)) continue;
		if (!x->rule->weak && !slice_is(x->rule->modality, "forecast") &&
		    !slice_is(x->rule->modality, "plan"))
			continue;
		size_t cue = view_token_at(v, x->cue.off);
		while (t < cue && v->tok[t].pos == POS_ADV) t++;
		if (cue != t) continue;
		mood->modality = x->rule->modality;
		mood->cue = x->cue;
		return;
	}
}

void mood_of_figure(const struct finds *fs, const struct view *v, const struct mention *m,
		    struct mood *mood)
{
	bool base = false;
	enum dimension dim = (enum dimension)v->d->annots[m->annot].dim;
	/* "4 | 300 MW units will start": how large each of those is that are counted */
	bool sized = m->tok > 0 && v->tok[m->tok - 1].pos == POS_QUANTITY;

	if (slice_is(mood->modality, "fact")) {
		if (dim == DIM_COUNT || dim == DIM_NONE || sized) mind_doer(fs, v, m, mood);
	} else if (period_stated(v, m, &base) >= 0 && base) {
		mood->modality = SLICE("fact");
		mood->cue = (struct stretch){ 0, 0 };
	}
}
