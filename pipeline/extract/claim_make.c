/* Making claim records. See claim_make.h. */
#include "pipeline/extract/claim_make.h"

#include "pipeline/core/date.h"
#include "pipeline/extract/align.h"
#include "pipeline/extract/baseline.h"
#include "pipeline/extract/claim_value.h"
#include "pipeline/extract/definite.h"
#include "pipeline/extract/members.h"
#include "pipeline/extract/period.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/relate.h"
#include "pipeline/extract/speaker_words.h"

#include <math.h>

void claim_set_slot(struct doc *d, struct claim *c, struct slice *text, enum claim_span span,
		    struct stretch s)
{
	if (!s.len) return;
	*text = doc_span_utf8(d, s.off, s.len);
	c->spans[span] = doc_source_near(d, s.off, s.len);
}

void claim_add_flag(struct doc *d, struct claim *c, const char *flag)
{
	if (!c->cap_flags) { /* most that have any have no more than two */
		c->cap_flags = 2;
		c->flags = arena_alloc(&d->arena, c->cap_flags * sizeof *c->flags);
	}
	*ARENA_PUSH(&d->arena, c->flags, c->n_flags, c->cap_flags) = slice_str(flag);
}

struct slice claim_day(struct doc *d, int32_t day)
{
	return day == DAY_NONE ? SLICE_NONE : date_format(&d->arena, day);
}

static struct slice name_or_none(const char *s)
{
	return slice_str(s);
}

void claim_set_span(struct doc *d, struct claim *c, const struct timespan *s)
{
	c->time_start = claim_day(d, s->start);
	c->time_end = claim_day(d, s->end);
	c->time_type = name_or_none(time_type_name(s->type));
	c->time_grain = name_or_none(time_grain_name(s->grain));
}

void claim_set_time(struct doc *d, struct claim *c, int32_t annot, uint8_t how)
{
	if (annot < 0) return;
	const struct annot *a = &d->annots[annot];
	claim_set_slot(d, c, &c->time_text, SPAN_TIME, (struct stretch){ a->off, a->len });
	claim_set_span(d, c, &a->time);
	c->time_how = name_or_none(time_how_name(how ? how : a->time.how));
	if (a->time.how == HOW_YEAR_FROM_DOC) claim_add_flag(d, c, "year_guess");
}

void claim_set_mood(struct doc *d, struct claim *c, struct mood m)
{
	c->modality = m.modality;
	c->polarity = m.polarity;
	claim_set_slot(d, c, &c->mood_cue, SPAN_MOOD, m.cue);
}

/* The smallest annotation of a name that ends where s ends, NULL if none. */
static const struct annot *name_annot(const struct doc *d, struct stretch s)
{
	const struct annot *best = NULL;

	for (size_t i = doc_first_annot(d, s.off);
	     i < d->n_annots && d->annots[i].off < s.off + s.len; i++) {
		const struct annot *a = &d->annots[i];
		bool name = a->type == A_PLACE || a->type == A_ORG || a->type == A_PERSON ||
			    a->type == A_WORK;
		if (name && a->off + a->len == s.off + s.len) best = a;
	}
	return best;
}

struct slice claim_norm(struct doc *d, struct stretch s)
{
	const struct annot *a = name_annot(d, s);

	if (!s.len) return SLICE_NONE;
	if (a && a->norm.p && a->off == s.off) return a->norm;
	return doc_span_utf8(d, s.off, s.len);
}

struct slice claim_subject_norm(const struct maker *k, struct stretch s)
{
	const struct annot *a = name_annot(k->d, s);
	bool known = a && a->norm.p && a->off == s.off;
	struct stretch name = known ? (struct stretch){ 0, 0 } : definite_antecedent(k, s);

	return claim_norm(k->d, name.len ? name : s);
}

void claim_set_place(struct doc *d, struct claim *c, struct stretch subj)
{
	const struct annot *a = subj.len ? name_annot(d, subj) : NULL;

	if (!a || a->type != A_PLACE || !a->code.p) return;
	claim_set_slot(d, c, &c->place_text, SPAN_PLACE, (struct stretch){ a->off, a->len });
	c->place_code = a->code;
	/* the whole city: of which the text says nothing */
	c->place_how = slice_is(a->rule_id, "anaphor.dateline")	  ? SLICE("from_dateline")
		       : slice_is(a->rule_id, "anaphor.document") ? SLICE("from_document")
								  : SLICE("from_subject");
}

/* The evidence of a claim is its sentence, as far as it was read. */
static void share_slots(const struct maker *k)
{
	size_t off = k->v->off, len = k->v->len;

	*k->shared = (struct shared_slots){ true, doc_source_near(k->d, off, len),
					    doc_span_utf8(k->d, off, len) };
}

size_t claim_make_plain(const struct maker *k, struct slice kind, struct slice rule_id,
			double confidence)
{
	struct doc *d = k->d;
	struct claim *c = doc_add_claim(d);
	const struct shared_slots *s = k->shared;

	if (!s->made) share_slots(k);
	c->kind = kind;
	c->doc_id = d->id;
	c->doc_path = d->path;
	c->doc_record = d->record;
	c->doc_date = k->doc_date;
	c->value = (double)NAN;
	c->modality = SLICE("fact");
	c->polarity = SLICE("pos");
	c->ev_start = s->ev.start;
	c->ev_end = s->ev.end;
	c->quote = s->quote;
	c->rule_id = rule_id;
	c->tool = k->tool;
	c->confidence = confidence;
	return d->n_claims - 1;
}

/* ---- numbers ---- */

/* A bare number with a decimal point is a reading (an index, an exchange rate), one without counts.
 */
static bool is_reading(const struct annot *a)
{
	return a->type == A_NUMBER && a->value_dec.p &&
	       memchr(a->value_dec.p, '.', a->value_dec.len);
}

#define LISTED_DIGITS 2 /* points of a speech; of an index there are more */
#define RATIO_UNITS   3 /* of the nouns of class ratio */
#define POINTS_DIGITS 4 /* 27, 110, 8.5 */
/* a bare number of a hundred million and more is money unless it counts a crowd */
#define SUM_DIGITS 9

/* People or the like: 9.7 hundred million inhabitants, the number of persons, of users. */
static bool counts_crowd(const struct mention *m, const struct view *v)
{
	size_t t = phrase_head_token(v, m->ind);

	if (v->side[t] & SIDE_TALLY) {
		uint64_t of = words_kind(v->words, doc_span(v->d, v->tok[t].off, 1)).side;
		if (of & (SIDE_CROWD | SIDE_SELF)) return true;
		if (!t || v->tok[t - 1].off < m->ind.off) return false;
		t--;
	}
	uint64_t side = v->side[t];
	if (v->tok[t].len > 2) side |= view_token_end(v, t, 2).side;
	return (side & SIDE_CROWD) || speaker_is_people(v, t);
}

/* "Profit of 870 million" without a unit: the measure says that it is money. */
static bool is_sum(const struct mention *m, const struct annot *a, const struct view *v)
{
	if (a->type != A_NUMBER || a->form != FORM_PLAIN || !m->ind.len) return false;
	size_t head = phrase_head_token(v, m->ind);
	const struct token *t = &v->tok[head];
	uint64_t side = view_token_end(v, head, t->len).side;
	if (t->len > 2) side |= view_token_end(v, head, 2).side;
	if (t->len > 1 && t->pos != POS_VN) /* a fee, a tax, a price of whatever kind */
		side |= view_token_end(v, head, 1).side;
	if (side & SIDE_AMOUNT) return true;
	bool large =
		a->value_dec.len >= SUM_DIGITS && !memchr(a->value_dec.p, '.', a->value_dec.len);
	return large && !counts_crowd(m, v) && !(t->cls & CLASS_TITLE);
}

const char *claim_measure(const struct doc *d, const struct words *words, const struct annot *a)
{
	bool level = a->unit_len &&
		     (words_classes(words, doc_span(d, a->unit_off, a->unit_len)) & ROLE_LEVEL);

	if (a->form == FORM_RATIO || a->dim == DIM_TIMES || a->form == FORM_TIMES) return "ratio";
	if (a->form == FORM_RANK) return "rank";
	if (level || (is_reading(a) && a->form == FORM_PLAIN)) return "level";
	if (a->type == A_PERCENT || a->form == FORM_FRACTION || a->dim == DIM_SHARE) return "share";
	if (a->dim == DIM_POINTS) return "change_pp";
	if (a->type == A_DURATION) return "duration";
	if (a->type == A_NUMBER || a->dim == DIM_COUNT) return "count";
	return "level";
}

/* "Scored 27 points": in games points are counted, an examination's are a level. */
static bool is_game_points(const struct annot *a, const struct view *v)
{
	if (!a->unit_len || !(v->all_side & SIDE_GAME)) return false;
	bool whole = a->value_dec.p && a->value_dec.len <= POINTS_DIGITS;
	return whole &&
	       (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_POINT);
}

/* "The income ratio fell to 2.4": a bare number of how many times the one is the other. */
static bool is_ratio(const struct mention *m, const struct annot *a, const struct view *v)
{
	if (a->type != A_NUMBER || a->form != FORM_PLAIN || m->ind.len < RATIO_UNITS) return false;
	struct uslice end = doc_span(v->d, stretch_end(m->ind) - RATIO_UNITS, RATIO_UNITS);
	return words_kind(v->words, end).side & SIDE_RATIO;
}

static const char *measure_by_kind(const struct mention *m, const struct annot *a,
				   const struct view *v)
{
	bool counts = a->form != FORM_RATIO && a->dim != DIM_TIMES && a->form != FORM_TIMES &&
		      a->form != FORM_RANK;

	bool listed = a->dim == DIM_INDEX && m->ind.off > a->off && a->value_dec.len &&
		      a->value_dec.len <= LISTED_DIGITS; /* "made 4 points of advice" */
	if (listed || is_game_points(a, v)) return "count";
	if (is_ratio(m, a, v)) return "ratio";
	if (a->type == A_NUMBER && a->form == FORM_PLAIN && m->ind.len &&
	    (v->side[phrase_head_token(v, m->ind)] & SIDE_CURRENCY))
		return "level"; /* "the yen fell to 155" */
	return counts && is_sum(m, a, v) ? "level" : claim_measure(v->d, v->words, a);
}

static bool is_negative(const struct annot *a)
{
	return a->value_dec.p && a->value_dec.p[0] == '-';
}

/* A rule says "change" of a change by so much: in per cent it is a rate, else an amount. "-12.3 %
 * on the year" is a change without a verb. */
static struct slice measure_of(const struct mention *m, const struct annot *a, const struct view *v)
{
	struct slice x = m->facet[FACET_MEASURE];

	if (a->dim == DIM_POINTS) return SLICE("change_pp");
	if (!x.p && a->type == A_PERCENT && is_negative(a) && m->facet[FACET_COMPARE].p)
		return SLICE("change_rate");
	if (!x.p || slice_is(x, "reach")) return slice_str(measure_by_kind(m, a, v));
	if (slice_is(x, "change"))
		return a->type == A_PERCENT || a->form == FORM_TIMES || a->dim == DIM_TIMES ||
				       a->form == FORM_FRACTION
			       ? SLICE("change_rate")
			       : SLICE("change_abs");
	return x;
}

/* From one value, or range of values, to another in the same unit: which way, where both are known
 * and apart. */
static struct slice way_between(const struct annot *from, const struct annot *to)
{
	struct slice from_low = from->value_dec.p ? from->value_dec : from->low_dec;
	struct slice from_high = from->value_dec.p ? from->value_dec : from->high_dec;
	struct slice to_low = to->value_dec.p ? to->value_dec : to->low_dec;
	struct slice to_high = to->value_dec.p ? to->value_dec : to->high_dec;

	if (!from_low.p || !from_high.p || !to_low.p || !to_high.p) return SLICE_NONE;
	bool measured = to->dim != DIM_COUNT && from->unit_code.p && to->unit_code.p;
	if (measured && !slice_eq(from->unit_code, to->unit_code))
		return SLICE_NONE; /* from a dozen seconds to half an hour */
	if (value_compare(to_low, from_high) > 0) return SLICE("up");
	if (value_compare(to_high, from_low) < 0) return SLICE("down");
	return from->value_dec.p && to->value_dec.p ? SLICE("flat") : SLICE_NONE;
}

/* Growth of -16 % is a fall, whatever its verb. */
static struct slice direction_of(const struct mention *m, const struct mentions *ms,
				 const struct doc *d)
{
	struct slice x = m->facet[FACET_DIRECTION];

	if (m->from < 0 && is_negative(&d->annots[m->annot])) return SLICE("down");
	if (x.p && !slice_is(x, "auto")) return x;
	if (m->from < 0) return SLICE_NONE;
	return way_between(&d->annots[ms->m[m->from].annot], &d->annots[m->annot]);
}

static void set_values(struct doc *d, struct claim *c, const struct mention *m,
		       const struct annot *a)
{
	bool scaled = slice_is(m->facet[FACET_SCALE], "100");
	bool doubled = slice_is(m->facet[FACET_SCALE], "doubling");
	bool fall = slice_starts(c->measure, SLICE("change")) && slice_is(c->direction, "down");
	struct slice v[4] = { a->value_dec, a->low_dec, a->high_dec, a->step_dec };

	for (int i = 0; i < 4; i++) {
		if (doubled) v[i] = i == 3 ? SLICE_NONE : value_doublings(&d->arena, v[i]);
		if (scaled) v[i] = value_percent(&d->arena, v[i]);
		if (fall && i < 3 && !(v[i].len && v[i].p[0] == '-'))
			v[i] = value_negate(&d->arena, v[i]);
	}
	c->value_dec = v[0];
	c->low_dec = fall ? v[2] : v[1];
	c->high_dec = fall ? v[1] : v[2];
	c->step_dec = v[3];
	if (c->value_dec.p) c->value = value_double(c->value_dec);
	struct slice op = m->facet[FACET_OP];
	c->value_op = op.p ? op : slice_str(value_op_name(a->op ? a->op : OP_EQ));
}

/* The unit as written; per cent where the words say tenths, a half, parts of a hundred, or times
 * made per cent. */
static void set_unit(struct doc *d, struct claim *c, const struct mention *m, const struct annot *a,
		     const struct view *v)
{
	bool scaled = slice_is(m->facet[FACET_SCALE], "100");

	if (a->type == A_ORDINAL) return; /* third place: no unit */
	uint64_t side =
		a->unit_len ? words_kind(v->words, doc_span(d, a->unit_off, a->unit_len)).side : 0;
	/* the currency's name behind the unit is in the code */
	uint32_t len = side & SIDE_NAMED ? 1 : a->unit_len;
	if (len)
		claim_set_slot(d, c, &c->unit_text, SPAN_UNIT,
			       (struct stretch){ a->unit_off, len });
	c->unit_code = a->unit_code;
	bool words = !a->unit_len && (a->type == A_PERCENT || slice_is(a->unit_code, "ucum:%"));
	bool doubled = slice_is(m->facet[FACET_SCALE], "doubling");
	if (!scaled && !words && !doubled) return;
	c->unit_text = SLICE("%");
	c->unit_code = SLICE("ucum:%");
	if (!a->unit_len) c->spans[SPAN_UNIT] = doc_source_near(d, a->off, a->len);
}

static void set_baseline(struct doc *d, struct claim *c, const struct timespan *b, struct stretch s)
{
	c->compare_start = claim_day(d, b->start);
	c->compare_end = claim_day(d, b->end);
	claim_set_slot(d, c, &(struct slice){ 0 }, SPAN_COMPARE, s);
}

/* "On the year": against the like period a year before the one it holds for; "on the month":
 * against the one right before. The word stands before the figure. */
static void set_like_period(const struct maker *k, struct claim *c, const struct mention *m,
			    const struct timespan *t)
{
	struct timespan b = slice_is(c->compare, "yoy")	  ? baseline_year_before(t)
			    : slice_is(c->compare, "pop") ? baseline_right_before(t)
							  : (struct timespan){ .start = DAY_NONE };
	const struct view *v = k->v;

	for (size_t i = m->tok; b.start != DAY_NONE && i-- > 0;) {
		if (!(v->cls[i] & ROLE_COMPARE)) continue;
		struct stretch word = { v->tok[i].off, v->tok[i].len };
		set_baseline(k->d, c, &b, word);
		return;
	}
}

/* Baseline b of a value that holds for t, as its words mean it: of "the like period of last year"
 * only that period; "last month" is the one before t, whatever month the article is of. */
static struct timespan as_named(const struct words *w, struct uslice name, const struct timespan *b,
				const struct timespan *t)
{
	struct timespan like = baseline_year_before(t), last = baseline_right_before(t);

	if (words_hold(w, name, SIZE_MAX, ROLE_SAMETIME) && like.start >= b->start &&
	    like.end <= b->end)
		return like;
	bool turn = last.start != DAY_NONE && words_hold_side(w, name, SIZE_MAX, SIDE_LASTTURN);
	return turn && b->grain == t->grain && b->start >= t->start ? last : *b;
}

static void set_times(const struct maker *k, struct claim *c, struct mention *m)
{
	struct doc *d = k->d;
	int32_t baseline = m->part[PART_SINCE].len ? period_at(k->v, m->part[PART_SINCE].off) : -1;
	uint8_t how;
	struct period_asked q = { k->v,	       k->frame,  k->ms, (size_t)(m - k->ms->m),
				  c->modality, c->measure };
	int32_t t = m->when = align_time(k->v, period_choose(k->when, &q, &how), m);
	struct timespan span =
		t >= 0 ? period_of(k->v, t, m) : (struct timespan){ DAY_NONE, DAY_NONE, 0, 0, 0 };

	claim_set_time(d, c, t, how);
	if (t >= 0) claim_set_span(d, c, &span);
	if (!c->compare.p) return;
	if (baseline < 0) {
		set_like_period(k, c, m, &span);
		return;
	}
	struct timespan b = d->annots[baseline].time;
	struct slice by_dates =
		t >= 0 && slice_is(c->compare, "since") ? relate_baseline(&b, &span) : SLICE_NONE;
	if (by_dates.p) c->compare = by_dates;
	struct stretch word = m->part[PART_SINCE];
	b = as_named(k->v->words, doc_span(d, word.off, word.len), &b, &span);
	set_baseline(d, c, &b, word);
}

static void set_names(const struct maker *k, struct claim *c, const struct mention *m)
{
	struct doc *d = k->d;

	claim_set_slot(d, c, &c->indicator_text, SPAN_INDICATOR, m->ind);
	c->indicator_norm = m->ind.len ? claim_norm(d, m->ind) : SLICE_NONE;
	claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, m->subj);
	c->subject_norm = m->who.len ? claim_norm(d, m->who) : claim_subject_norm(k, m->subj);
	claim_set_slot(d, c, &c->base_text, SPAN_BASE, m->base);
	claim_set_slot(d, c, &c->filter_text, SPAN_FILTER, m->filter);
	claim_set_place(d, c, m->subj);
}

/* The members of a counted list; their span is that of the list. */
static void set_members(const struct maker *k, struct claim *c, struct mentions *ms, size_t n)
{
	struct doc *d = k->d;
	struct members list;

	members_find(k->v, &ms->m[n], &list);
	members_relate(ms, n, k->v, &list);
	if (!list.n) return;
	c->n_members = c->cap_members = list.n;
	c->members = arena_alloc(&d->arena, list.n * sizeof *c->members);
	for (size_t i = 0; i < list.n; i++)
		c->members[i] = doc_span_utf8(d, list.of[i].off, list.of[i].len);
	uint32_t from = list.of[0].off, end = stretch_end(list.of[list.n - 1]);
	c->spans[SPAN_MEMBERS] = doc_source_near(d, from, end - from);
	if (list.mismatch) claim_add_flag(d, c, "members_mismatch");
}

/* Only what changed is compared, and what is so many times another; not the level that it is
 * compared with. */
static bool compares(const struct mention *m, struct slice measure)
{
	return m->from >= 0 || slice_starts(measure, SLICE("change")) || slice_is(measure, "ratio");
}

static const char *default_rule(const struct annot *a)
{
	switch ((enum annot_type)a->type) {
	case A_PERCENT:
		return "number.percent";
	case A_MONEY:
		return "number.money";
	case A_DURATION:
		return "number.duration";
	case A_ORDINAL:
		return "number.rank";
	case A_NUMBER:
		return "number.plain";
	default:
		return "number.quantity";
	}
}

/* "A target of 300 billion, up by 20 %": what a rule says of a figure holds for its growth, too,
 * unless that has a time of its own ("last year it rose by 20 %"). */
static struct slice modality_told(const struct mentions *ms, const struct mention *m,
				  const struct view *v, struct slice modality)
{
	if (m->facet[FACET_MODALITY].p) return m->facet[FACET_MODALITY];
	if (!slice_is(modality, "fact") || m->parent < 0 ||
	    !slice_is(m->facet[FACET_REL], "change_of"))
		return modality;
	for (size_t t = v->clauses[m->clause].from; t < m->tok; t++) {
		bool than = t > 0 && (v->cls[t - 1] & ROLE_COMPARE);
		if (v->tok[t].pos == POS_TIME && !than) return modality;
	}
	struct slice told = ms->m[m->parent].facet[FACET_MODALITY];
	return told.p ? told : modality;
}

size_t claim_make_number(const struct maker *k, struct mentions *ms, size_t i)
{
	struct doc *d = k->d;
	struct mention *m = &ms->m[i];
	const struct annot *a = &d->annots[m->annot];
	struct slice measure = measure_of(m, a, k->v);
	bool change = slice_starts(measure, SLICE("change")) || m->from >= 0;
	size_t n = claim_make_plain(k, change ? SLICE("change") : SLICE("quantity"),
				    m->rule ? m->rule->id : slice_str(default_rule(a)),
				    m->rule ? m->rule->confidence : (double)NAN);
	struct claim *c = &d->claims[n];

	c->measure = measure;
	if (change) c->direction = direction_of(m, ms, d);
	if (compares(m, measure)) c->compare = m->facet[FACET_COMPARE];
	c->stat = m->facet[FACET_STAT];
	claim_set_slot(d, c, &c->value_text, SPAN_VALUE,
		       (struct stretch){ a->num_off, a->num_len });
	set_values(d, c, m, a);
	set_unit(d, c, m, a, k->v);
	if (m->from >= 0) {
		const struct annot *f = &d->annots[ms->m[m->from].annot];
		claim_set_slot(d, c, &c->from_text, SPAN_FROM,
			       (struct stretch){ f->num_off, f->num_len });
		c->from_dec = f->value_dec;
	}
	set_names(k, c, m);
	set_members(k, c, ms, i);
	struct mood mood = mood_at(k->finds, k->v, k->frame, a->off);
	mood_of_figure(k->finds, k->v, m, &mood);
	mood.modality = modality_told(ms, m, k->v, mood.modality);
	claim_set_mood(d, c, mood);
	set_times(k, c, m);
	if (m->sum_mismatch) claim_add_flag(d, c, "sum_mismatch");
	if (slice_is(m->facet[FACET_SCALE], "100")) claim_add_flag(d, c, "times_ambiguous");
	if (a->flags & ANNOT_SHARED_POWER) claim_add_flag(d, c, "power_from_list");
	m->claim = (int32_t)n;
	return n;
}
