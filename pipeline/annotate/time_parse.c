/* From points to expressions: ranges, boundary words in front and behind, stretches, and the checks
 * that tell a time from what only looks like one (line 8, a three-day tour, 2000 years of history).
 */
#include "pipeline/annotate/time_parse.h"

#include "pipeline/annotate/time_reader.h"
#include "pipeline/core/punctuation.h"

#define BIT	      TF_BIT
#define CLASS(c)      (1u << (c))
#define RANK_STEP_MAX 3
#define PLAN_REACH    24 /* units */

static bool clause_start(const struct time_reader *r, size_t pos)
{
	return pos == 0 || (!unit_is_ideograph(r->s[pos - 1]) && !unit_is_letter(r->s[pos - 1]) &&
			    !unit_is_any_digit(r->s[pos - 1]));
}

/* Does the text around [off, end) let a lone day by its number or a lone hour be a time: a clause
 * that begins here, not behind a bracket. */
static bool asked_well(const struct time_reader *r, const struct time_point *p)
{
	uint16_t prev = p->off ? r->s[p->off - 1] : ' ';
	size_t at = time_skip_blank(r, p->end); /* blanks within a number: four point five */
	uint16_t next = at < r->len ? r->s[at] : ' ';

	if (prev == ']' || prev == ')' || prev == 0x3015 || prev == BRACKET_CLOSE || prev == 0xff3d)
		return false;
	if (p->last == TF_MINUTE || p->last == TF_SECOND) return true;
	return !unit_is_ideograph(next) && !unit_is_letter(next) && !unit_is_any_digit(next);
}

/* A word like "end of the year" or "within the month" behind a number belongs to that. */
static bool counted(const struct time_reader *r, size_t pos)
{
	return pos > 0 &&
	       (unit_is_any_digit(r->s[pos - 1]) || (r->w->start[r->s[pos - 1]] & TIME_START_HAN));
}

static bool left_blocked(const struct time_reader *r, size_t pos, uint32_t mask)
{
	const struct time_row *row = time_words_back(r->w, CLASS(TC_LEFT), 0, r->s, pos);

	if (row && !row->mask) return false; /* a longer word that only ends in one that blocks */
	return time_words_back(r->w, CLASS(TC_LEFT), mask, r->s, pos) != NULL;
}

static bool left_open(const struct time_reader *r, size_t pos, uint32_t mask)
{
	if (time_words_back(r->w, CLASS(TC_CUE) | CLASS(TC_ZONE) | CLASS(TC_BEFORE), 0, r->s, pos))
		return true;
	return time_words_back(r->w, CLASS(TC_OPEN), mask, r->s, pos) != NULL;
}

static bool blocked(const struct time_reader *r, size_t pos, uint32_t mask)
{
	return pos < r->len && time_words_blocked(r->w, mask, r->s + pos, r->len - pos);
}

/* A word that begins with the character for "before", which belongs to the word in front: ahead of
 * plan by a month. */
static bool first_of_more(const struct time_reader *r, size_t pos)
{
	const struct time_row *span = time_words_fore(r->w, CLASS(TC_SPAN), r->s + pos, 1);

	return span && span->a[0].lo == MODE_FIRST && left_blocked(r, pos, BIT(TF_FIRST));
}

/* A plan in quotation marks is its years where a clause ends behind it or something is compared
 * with it; before a noun it is the plan. */
static bool plan_alone(const struct time_reader *r, const struct time_point *p)
{
	if (p->end >= r->len || !unit_is_ideograph(r->s[p->end]))
		return p->end >= r->len || !time_is_open_quote(r->s[p->end]);
	return time_words_back(r->w, CLASS(TC_OPEN), BIT(TF_PLAN), r->s, p->off) &&
	       !blocked(r, p->end, BIT(TF_PLAN));
}

/* A month by its longer word, which counts nothing and begins no other word. */
static bool named_month(const struct time_reader *r, const struct time_point *p)
{
	const struct time_row *unit = p->last == TF_MONTH && p->end >= p->off + 3
					      ? time_word_at(r, CLASS(TC_UNIT), p->end - 2)
					      : NULL;

	return unit && unit->n && unit->len == 2 && unit->a[0].field == TF_MONTH;
}

/* May a point of one component stand as a time? Several components vouch for each other. */
static bool stands_alone(const struct time_reader *r, const struct time_expr *x)
{
	const struct time_point *p = &x->a;
	uint32_t bit = BIT(p->last);
	uint32_t opener = p->last == TF_MINUTE || p->last == TF_SECOND ? bit | BIT(TF_HOUR) : bit;
	bool bound = x->before != MODE_NONE || x->after != MODE_NONE;

	if (p->weak && p->n == 1 && p->end - p->off == 1) return false;
	if (p->lone && left_blocked(r, p->off, BIT(TF_LONE))) return false;
	if (p->has & BIT(TF_PLAN))
		return x->after != MODE_NONE || p->edge || p->n > 1 ||
		       (p->quoted && plan_alone(r, p));
	if (p->weak && p->han && p->last == TF_DAY)
		return left_open(r, p->off, bit) &&
		       !blocked(r, p->end, p->ask ? bit | BIT(TF_NUMBERED) : bit);
	if (p->weak && !bound && !p->quoted && !x->is_range) return false;
	if (p->ordinal && (counted(r, p->off) || left_blocked(r, p->off, BIT(TF_ORDINAL))))
		return false;
	if (p->frame &&
	    (counted(r, p->off) || left_blocked(r, p->off, BIT(TF_YEAR) | BIT(TF_MONTH))))
		return false;
	if (p->has & BIT(TF_VAGUE) && counted(r, p->off) && time_word_at(r, CLASS(TC_MORE), p->off))
		return false; /* two thousand-odd years */
	if (p->has & (BIT(TF_VAGUE) | BIT(TF_NOW)))
		return (!p->weak || bound) && !left_blocked(r, p->off, bit);
	if ((p->has & BIT(TF_HOLIDAY)) && p->from[TF_HOLIDAY] == FROM_TEXT)
		return (x->after == MODE_DURING || x->after == MODE_HOLIDAY) &&
		       !left_blocked(r, p->off, BIT(TF_VERSION));
	if (p->n > 1 && !p->era) return true;
	if (p->last == TF_YEAR && p->digits == 3) /* as often so many years */
		return x->after != MODE_LATER && x->after != MODE_EARLIER && x->after != MODE_DUE &&
		       !counted(r, p->off) && !left_blocked(r, p->off, bit) &&
		       !blocked(r, p->end, bit);
	if (p->last == TF_YEAR && p->from[TF_YEAR] == FROM_ABS && !p->era && !x->is_range &&
	    p->lo[TF_YEAR] == p->hi[TF_YEAR])
		return p->lo[TF_YEAR] % 100 != 0 ||
		       (!left_blocked(r, p->off, bit) && !blocked(r, p->end, bit));
	if (p->from[p->last] != FROM_ABS)
		return !left_blocked(r, p->off, BIT(TF_SAME)) && !first_of_more(r, p->off);
	if (p->last == TF_YEAR) return true;
	if (left_blocked(r, p->off, bit) && x->before != MODE_EVERY) return false;
	if (x->is_range) return true;
	if (p->last == TF_DAY && (x->after == MODE_LATER || x->after == MODE_DUE))
		return (x->after == MODE_LATER && !p->han) || left_open(r, p->off, bit);
	if (x->after == MODE_NONE && !named_month(r, p) &&
	    blocked(r, p->end, p->ask && p->last == TF_DAY ? bit | BIT(TF_NUMBERED) : bit))
		return false;
	if (p->last == TF_HOUR && p->han && p->lo[TF_HOUR] < 2) return false;
	if (p->ask && left_open(r, p->off, opener)) return true;
	if (p->ask && p->last == TF_MINUTE && time_word_at(r, CLASS(TC_HELD), p->end)) return true;
	if (p->ask && !asked_well(r, p)) return false;
	if (p->ask || (p->last == TF_HOUR && p->han))
		return clause_start(r, p->off) || left_open(r, p->off, opener);
	return true;
}

/* Behind a word for "on" whose next is a word for "to", at; else at. */
static size_t begins_until(const struct time_reader *r, size_t at)
{
	const struct time_row *on =
		at < r->len ? time_words_fore(r->w, CLASS(TC_AFTER), r->s + at, 1) : NULL;

	return on && on->n && on->a[0].lo == MODE_FROM ? at + on->len : at;
}

/* "And" is a range where "between" stands behind, and both ends are of one kind. */
static bool between_behind(const struct time_reader *r, const struct time_expr *x,
			   const struct time_point *b, size_t end)
{
	const struct time_row *row = time_word_at(r, CLASS(TC_AFTER), end);

	return row && row->n && (row->flags & TW_RANGE) && b->last == x->a.last;
}

static bool is_clock(const struct time_point *p)
{
	return p->last == TF_HOUR || p->last == TF_MINUTE || p->last == TF_DAYPART;
}

/* Wednesday to Friday, the second by its numeral alone. */
static size_t read_last_day(const struct time_reader *r, size_t pos, struct time_point *b)
{
	const struct time_row *day = time_word_at(r, CLASS(TC_DAYNAME), pos);

	if (!day || !day->n || day->a[0].lo != day->a[0].hi || unit_is_any_digit(r->s[pos]))
		return 0;
	size_t e = pos + day->len;
	if (counted(r, e + 1) || blocked(r, e, BIT(TF_WEEKDAY))) return 0;
	memset(b, 0, sizeof *b);
	b->off = (uint32_t)pos;
	time_set_field(b, TF_WEEKDAY, day->a[0].lo, day->a[0].hi, FROM_ABS);
	b->end = (uint32_t)e;
	b->n = 1;
	return e;
}

/* The second end of a range. */
static void read_range(const struct time_reader *r, struct time_expr *x)
{
	size_t at = time_skip_blank(r, x->end), e;
	const struct time_row *link = time_word_at(r, CLASS(TC_LINK) | CLASS(TC_AFTER), at);
	struct time_point b;
	size_t begun;
	int step;

	if (!link && is_clock(&x->a)) { /* about nine to about ten */
		const struct time_row *about = time_word_at(r, CLASS(TC_APPROX), at);
		if (about) link = time_word_at(r, CLASS(TC_LINK), at += about->len);
	}

	if (link && link->cls == TC_AFTER && !link->n) link = time_word_at(r, CLASS(TC_LINK), at);
	/* from … on to … inclusive */
	if (link && link->cls == TC_AFTER && link->n && link->a[0].lo == MODE_FROM) {
		at += link->len;
		link = time_word_at(r, CLASS(TC_LINK), at);
	}
	if (!link && (begun = begins_until(r, at)) > at) { /* … on to …, where both make one word */
		at = begun;
		link = time_word_at(r, CLASS(TC_LINK), at);
	}
	if (!link || link->cls != TC_LINK || (x->a.has & BIT(TF_VAGUE))) return;
	e = time_read_point(r, time_skip_blank(r, at + link->len), &b);
	if (!e) e = time_read_lunar_end(r, time_skip_blank(r, at + link->len), &x->a, &b);
	if (!e && x->a.last == TF_WEEKDAY)
		e = read_last_day(r, time_skip_blank(r, at + link->len), &b);
	if (link->a[0].lo != MODE_RANGE && (!e || !between_behind(r, x, &b, e))) return;
	if (!e || (b.has & (BIT(TF_VAGUE) | BIT(TF_SAME))) ||
	    (b.weak && !(b.han && b.last == TF_DAY)))
		return;
	step = time_field_rank(b.last) - time_field_rank(x->a.last);
	if (b.has != BIT(TF_NOW) && (step > RANK_STEP_MAX || step < -RANK_STEP_MAX)) return;
	x->b = b;
	x->is_range = true;
	x->link = (uint8_t)link->a[0].lo;
	x->end = (uint32_t)e;
}

static bool after_fits(const struct time_reader *r, const struct time_expr *x,
		       const struct time_row *row, size_t end)
{
	unsigned mode = (unsigned)row->a[0].lo;
	const struct time_point *p = x->is_range ? &x->b : &x->a;

	if ((row->flags & TW_FESTIVAL) && p->last != TF_HOLIDAY) return false;
	if ((row->flags & TW_RANGE) && p->last == TF_PLAN) return false;
	if ((row->flags & TW_RANGE) && !x->is_range && p->lo[p->last] == p->hi[p->last])
		return false;
	if (row->len == 1 && end < r->len && (mode == MODE_DUE || mode == MODE_LATER) &&
	    counted(r, end + 1))
		return false;
	if (mode == MODE_HOLIDAY) return p->last == TF_HOLIDAY;
	if (mode == MODE_ABOUT) return (p->has & (BIT(TF_NOW) | BIT(TF_VAGUE))) == 0;
	if (p->has & BIT(TF_NOW)) return mode == MODE_UNTIL;
	return !(p->has & BIT(TF_VAGUE));
}

/* "The six months ended 30 June", "up to the end of June | 's three months": a number of months or
 * years behind what ends a period at a day. */
static void read_length(const struct time_reader *r, struct time_expr *x)
{
	bool day = x->a.last == TF_DAY || x->a.edge == EDGE_END;
	size_t at = time_skip_blank(r, x->end), e;
	struct time_stretch s = { 0 };

	if (x->is_range || !day) return;
	if (blocked(r, at, BIT(TF_LONE))) at++;
	e = time_read_count(r, at, &s);
	const struct time_row *unit =
		time_word_at(r, CLASS(TC_STRETCH), time_skip_blank(r, e ? e : at));
	if (!e && unit && (unit->flags & TW_NOT_BARE)) { /* half a year */
		s.lo = s.hi = 1;
		e = at;
	}
	if (!e || !unit || !unit->n ||
	    (unit->a[0].field != TF_MONTH && unit->a[0].field != TF_YEAR))
		return;
	s.field = unit->a[0].field;
	s.factor = unit->a[0].lo;
	x->stretch = s;
	x->way = MODE_UNTIL;
	x->end = (uint32_t)(time_skip_blank(r, e) + unit->len);
}

/* "The first four days" of days off, the first of them. */
static void read_first_days(const struct time_reader *r, struct time_expr *x)
{
	const struct time_row *row = time_word_at(r, CLASS(TC_SPAN), x->end), *unit;
	struct time_stretch s = { .field = TF_DAY, .factor = 1, .lo = 1, .hi = 1 };
	size_t e = row && row->n && row->a[0].lo == MODE_FIRST ? x->end + row->len : 0, counted;

	if (!e) return;
	if ((counted = time_read_count(r, e, &s))) e = counted;
	unit = time_word_at(r, CLASS(TC_STRETCH) | CLASS(TC_UNIT), e);
	if (!unit || !unit->n || unit->a[0].field != TF_DAY) return;
	x->stretch = s;
	x->way = MODE_FIRST;
	x->end = (uint32_t)(e + unit->len);
}

/* Boundary words behind. Some count only with their partner in front (TW_PAIRED). */
static void read_after(const struct time_reader *r, struct time_expr *x)
{
	size_t at = time_skip_blank(r, x->end), e;
	const struct time_row *row = time_word_at(r, CLASS(TC_APPROX), at);
	const struct time_point *p = x->is_range ? &x->b : &x->a;

	if (row && is_clock(p)) {
		at += row->len;
		x->end = (uint32_t)at;
	}
	row = time_word_at(r, CLASS(TC_AFTER), at);
	if (!row || !row->n || row->a[0].lo == MODE_NONE || !after_fits(r, x, row, at + row->len))
		return;
	bool closed = at + row->len >= r->len || !unit_is_ideograph(r->s[at + row->len]);
	/* "from 2018 on," ends its clause */
	if ((row->flags & TW_PAIRED) && !(closed && row->len > 1)) {
		const struct time_row *before =
			time_words_back(r->w, CLASS(TC_BEFORE), 0, r->s, x->off);
		if (!before || !before->n ||
		    (before->a[0].lo != MODE_FROM && before->a[0].lo != MODE_SINCE))
			return;
	}
	e = at + row->len;
	x->after = (uint8_t)row->a[0].lo;
	x->end = (uint32_t)e;
	if (x->after == MODE_UNTIL) read_length(r, x);
	if (x->after == MODE_HOLIDAY) read_first_days(r, x);
	if (x->after == MODE_TONOW || x->after == MODE_HOLIDAY || x->after == MODE_DURING) {
		row = time_word_at(r, CLASS(TC_AFTER), e);
		if (row && row->n && (row->a[0].lo == MODE_UNTIL || row->a[0].lo == MODE_DURING))
			x->end = (uint32_t)(e + row->len);
	}
}

/* "Fell by 57 % | to last week's 3": behind a per cent sign, "to" goes on with the figure. */
static bool behind_rate(const struct time_reader *r, size_t pos)
{
	return pos > 0 && (r->s[pos - 1] == '%' || r->s[pos - 1] == WIDE_PERCENT);
}

/* Words for "by" in front: only at the start of a clause or behind a word of intention; for a day
 * or a clock time only at the start. */
static bool due_fits(const struct time_reader *r, const struct time_expr *x, size_t start)
{
	const struct time_point *p = &x->a;

	if (x->after == MODE_UNTIL) return true;
	if (behind_rate(r, start)) return false;
	if (x->is_range || x->after == MODE_SINCE || x->after == MODE_LATER ||
	    x->after == MODE_FROM)
		return false;
	bool closed = x->end >= r->len || !unit_is_ideograph(r->s[x->end]);
	if (p->has == BIT(TF_NOW)) /* "by now 40 are open", "from the opening by now," */
		return closed || (clause_start(r, start) && !blocked(r, x->end, BIT(TF_NOW)));
	if (p->has & (BIT(TF_NOW) | BIT(TF_VAGUE) | BIT(TF_SAME))) return false;
	if (time_field_rank(p->last) > time_field_rank(TF_MONTH))
		return x->after == MODE_NONE && clause_start(r, start);
	return clause_start(r, start) ||
	       time_words_back(r->w, CLASS(TC_CUE) | CLASS(TC_INTENT), 0, r->s, start);
}

static void read_before(const struct time_reader *r, struct time_expr *x)
{
	const struct time_row *row = time_words_back(r->w, CLASS(TC_ZONE), 0, r->s, x->off);
	size_t at = x->off;
	unsigned mode;

	if (row && at - row->len >= r->min &&
	    time_field_rank(x->a.last) >= time_field_rank(TF_DAY)) {
		x->off -= row->len;
		at = x->off;
	}
	while (at > r->min && x->off - at < 2 && r->s[at - 1] == ' ') at--;
	row = time_words_back(r->w, CLASS(TC_BEFORE), 0, r->s, at);
	if (!row || !row->n || at < r->min + row->len) return;
	mode = (unsigned)row->a[0].lo;
	if (mode == MODE_FROM && !x->is_range && x->after != MODE_SINCE && x->after != MODE_LATER &&
	    x->after != MODE_FROM && x->after != MODE_TONOW)
		return;
	if (mode == MODE_SINCE && x->is_range) mode = MODE_FROM;
	if (mode == MODE_DUE && !due_fits(r, x, at - row->len)) return;
	if (mode == MODE_UNTIL && (x->after == MODE_SINCE || x->after == MODE_LATER)) return;
	x->before = (uint8_t)mode;
	x->off = (uint32_t)(at - row->len);
	if (mode == MODE_UNTIL && x->after == MODE_NONE && blocked(r, x->end, BIT(TF_LONE)))
		read_length(r, x);
}

/* Three years ago, in five days. A number of days in digits is more often a date: before the 8th.
 */
static bool read_ago(const struct time_reader *r, size_t pos, size_t end,
		     const struct time_row *unit, struct time_stretch s, struct time_expr *x)
{
	const struct time_row *row = time_word_at(r, CLASS(TC_AFTER), end);
	unsigned mode = row && row->n ? (unsigned)row->a[0].lo : MODE_NONE;

	if (mode != MODE_LATER && mode != MODE_DUE && mode != MODE_EARLIER) return false;
	if ((unit->flags & TW_ASK) &&
	    (unit->a[0].field != TF_DAY || unit_is_any_digit(r->s[pos]) || mode != MODE_LATER))
		return false;
	if (left_blocked(r, pos, BIT(TF_STRETCH)) || left_blocked(r, pos, BIT(TF_DAY)))
		return false;
	if (unit->a[0].field == TF_YEAR && s.hi >= 1000) return false;
	s.field = unit->a[0].field;
	s.factor = unit->a[0].lo;
	x->is_stretch = true;
	x->way = mode == MODE_LATER ? MODE_LATER : MODE_EARLIER;
	x->stretch = s;
	x->off = (uint32_t)pos;
	x->end = (uint32_t)(end + row->len);
	return true;
}

/* A month by its number: only the counting two tells a length from a name. */
static bool names_month(const struct time_reader *r, size_t at, const struct time_row *unit)
{
	struct time_number n;

	if (unit->a[0].field != TF_MONTH || unit->len > 1) return false;
	return !time_read_number(r, at, &n) || !n.couple;
}

/* The character for "the last" before hours and minutes says "nearly", but for the rounds of a
 * clock. */
static bool nearly_hours(const struct time_row *unit, const struct time_stretch *s)
{
	return unit->a[0].field == TF_MINUTE || (unit->a[0].field == TF_HOUR && s->lo % 12 != 0);
}

/* The last three years, the coming 24 hours, in four years up to now. */
static bool read_stretch(const struct time_reader *r, size_t pos, struct time_expr *x)
{
	const struct time_row *span = time_word_at(r, CLASS(TC_SPAN), pos), *unit, *back, *more;
	struct time_stretch s = { 0 };
	size_t at = pos, e;
	bool has_back;

	if (span && span->a[0].lo != MODE_BACK && span->a[0].lo != MODE_NEXT) span = NULL;
	if (span) at = time_skip_blank(r, pos + span->len);
	e = time_read_count(r, at, &s);
	unit = time_word_at(r, CLASS(TC_STRETCH), e ? time_skip_blank(r, e) : at);
	if (!e) {
		if (!unit || !(unit->flags & TW_NOT_BARE)) return false;
		s.lo = s.hi = 1;
		e = at;
	} else {
		e = time_skip_blank(r, e);
		if ((more = time_word_at(r, CLASS(TC_MORE), e))) e += more->len;
		unit = time_word_at(r, CLASS(TC_STRETCH), e);
	}
	if (!unit || !unit->n) return false;
	e += unit->len;
	if ((more = time_word_at(r, CLASS(TC_MORE), e))) e += more->len;
	back = time_word_at(r, CLASS(TC_BACK), e);
	has_back = back && back->n && (back->a[0].lo == MODE_BACK || span);
	if (!span && !has_back) return read_ago(r, pos, e, unit, s, x);
	if (span && !has_back) {
		if ((span->flags & TW_NEEDS_BACK) && unit->a[0].field != TF_YEAR) return false;
		if (span->len == 1 && nearly_hours(unit, &s)) return false;
		if (span->len == 1 &&
		    (left_blocked(r, pos, BIT(TF_STRETCH)) || blocked(r, e, BIT(TF_STRETCH))))
			return false;
		if (span->len == 1 && pos > r->min && unit_is_ideograph(r->s[pos - 1]) &&
		    !left_open(r, pos, BIT(TF_DAY)) && (e >= r->len || !unit_is_ideograph(r->s[e])))
			return false; /* "nearly three years": the character is "nearly" here */
	}
	if (span && (span->flags & TW_NOT_BARE) && !has_back) return false;
	if (!span && left_blocked(r, pos, BIT(TF_STRETCH))) return false;
	bool spoken =
		!span && (unit->flags & TW_ASK) && (unit->a[0].field != TF_DAY || back->len > 1);
	if (spoken || (!span && (unit->flags & TW_ASK) && unit_is_any_digit(r->s[at])))
		return false; /* on the 21st comes … */
	if (names_month(r, at, unit)) return false;
	s.field = unit->a[0].field;
	s.factor = unit->a[0].lo;
	x->is_stretch = true;
	x->way = span && span->a[0].lo == MODE_NEXT ? MODE_NEXT : MODE_BACK;
	x->stretch = s;
	x->off = (uint32_t)pos;
	x->end = (uint32_t)(has_back ? e + back->len : e);
	return true;
}

/* Where to go on when nothing begins at pos. */
static size_t step_over(const struct time_reader *r, size_t pos)
{
	size_t e = time_skip_number(r, pos);

	return e > pos ? e : pos + 1;
}

/* A year behind the number of a list item or table cell: 8.2022, 1203,2022 */
static bool listed_year(const struct time_reader *r, size_t pos)
{
	size_t e = time_skip_number(r, pos);
	const struct time_row *unit = e - pos == 4 ? time_word_at(r, CLASS(TC_UNIT), e) : NULL;

	return (r->s[pos - 1] == '.' || r->s[pos - 1] == ',') && unit &&
	       unit->a[0].field == TF_YEAR;
}

/* A month behind the number of a list item: 4.5 yue 26 ri. No month has tenths, nor a day behind
 * them. */
static bool listed_month(const struct time_reader *r, size_t pos)
{
	struct time_number n;
	size_t e = r->s[pos - 1] == '.' ? time_read_number(r, pos, &n) : 0, from = pos - 1;
	const struct time_row *unit =
		e && n.value >= 1 && n.value <= 12 ? time_word_at(r, CLASS(TC_UNIT), e) : NULL;

	while (from > 0 && unit_is_any_digit(r->s[from - 1])) from--;
	if (!unit || unit->a[0].field != TF_MONTH || pos - 1 - from > 2) return false;
	if (clause_start(r, from)) return true;
	e = time_read_number(r, e + unit->len, &n);
	unit = e ? time_word_at(r, CLASS(TC_UNIT), e) : NULL;
	return unit && unit->a[0].field == TF_DAY;
}

/* A digit in the middle of a code or a decimal does not begin a date. */
static bool inside_code(const struct time_reader *r, size_t pos)
{
	uint16_t c;

	if (!unit_is_any_digit(r->s[pos]) || pos == 0) return false;
	c = r->s[pos - 1];
	if (unit_is_letter(c) || unit_is_any_digit(c) || c == '$' || c == '#') return true;
	if (listed_year(r, pos) || listed_month(r, pos)) return false;
	return (c == '.' || c == ',' || c == '-' || c == '/' || mark_is_colon(c) || c == 0xb7) &&
	       pos > 1 && pos - 1 > r->min && unit_is_any_digit(r->s[pos - 2]);
}

/* Does its sentence go on, not far behind, with a word of what is to come? Asked of months and
 * quarters in a row only. */
static bool is_planned(const struct time_reader *r, const struct time_expr *x)
{
	const struct time_point *p = &x->a;
	size_t end = r->len - x->end > PLAN_REACH ? x->end + PLAN_REACH : r->len;

	if ((p->has & BIT(TF_YEAR)) || p->lo[p->last] == p->hi[p->last]) return false;
	for (size_t i = x->end; i < end && r->s[i] != FULL_STOP; i++)
		if (time_word_at(r, CLASS(TC_AHEAD), i)) return true;
	return false;
}

static void note_context(const struct time_reader *r, struct time_expr *x)
{
	x->planned = is_planned(r, x);
	x->cue = time_words_back(r->w, CLASS(TC_CUE), 0, r->s, x->off) ||
		 time_word_at(r, CLASS(TC_AHEAD), x->end);
	const struct time_row *wire = time_word_at(r, CLASS(TC_WIRED), x->end);
	x->wired = wire && wire->n && !x->is_range && x->a.last == TF_DAY;
	x->baseline = time_words_back(r->w, CLASS(TC_BASELINE), 0, r->s, x->off) != NULL;
	x->owned = blocked(r, x->end, BIT(TF_LONE));
	x->every = x->before == MODE_EVERY;
}

bool time_parse(const struct time_words *w, struct uslice text, size_t min, size_t at,
		struct time_expr *x, size_t *next)
{
	struct time_reader r = { w, text.p, text.len, min };
	size_t e;

	*next = step_over(&r, at);
	if (inside_code(&r, at)) return false;
	memset(x, 0, sizeof *x);
	if (read_stretch(&r, at, x)) {
		*next = x->end;
		note_context(&r, x);
		return true;
	}
	e = time_read_point(&r, at, &x->a);
	if (!e) return false;
	x->off = (uint32_t)at;
	x->end = (uint32_t)e;
	if (x->a.set) { /* every year in March, every Friday: the word in front of these */
		struct time_point p;
		for (size_t i = at + 1; i < e; i++) {
			const struct time_row *name = time_word_at(&r, CLASS(TC_POINT), i);
			if (name && name->n && i + name->len > e) return false;
		}
		return !time_read_point(&r, time_skip_blank(&r, e), &p);
	}
	if (x->a.has == BIT(TF_YEAR) && x->a.digits == 4 && blocked(&r, e, BIT(TF_VERSION))) {
		x->is_version = true;
		*next = x->end;
		return true;
	}
	read_range(&r, x);
	read_after(&r, x);
	read_before(&r, x);
	if (!stands_alone(&r, x)) return false;
	*next = x->end;
	note_context(&r, x);
	return true;
}
