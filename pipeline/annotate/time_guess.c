/* Guesses the year of an undated article (time_guess.h). Only what names the year beside "this
 * year", "last year" counts. Years that merely occur do not: over 5,384 dated articles of which the
 * day was withheld the latest year named was the article's in one of three, and in half of those
 * that name it with a month beside "this year". */
#include "pipeline/annotate/time_guess.h"

#include "pipeline/annotate/look.h"
#include "pipeline/annotate/time_parse.h"
#include "pipeline/annotate/time_reader.h"

#define NOUN_FAR  16   /* units between a range and the plan it belongs to */
#define WORD_LEN  2    /* units of the words that a year in brackets may stand behind */
#define MINGUO	  1911 /* years of the Republic that news may be of */
#define MINGUO_LO 80
#define MINGUO_HI 150

/* A word of class cls within far units behind pos. */
static const struct time_row *word_near(const struct time_reader *r, unsigned cls, size_t pos,
					size_t far)
{
	for (size_t i = pos; i < r->len && i < pos + far; i++) {
		const struct time_row *row = time_word_at(r, 1u << cls, i);
		if (row) return row;
	}
	return NULL;
}

static bool is_this_year(const struct time_expr *x)
{
	const struct time_point *p = &x->a;

	return !x->is_stretch && (p->has & TF_BIT(TF_YEAR)) && p->from[TF_YEAR] == FROM_DOC &&
	       p->lo[TF_YEAR] == 0 && p->hi[TF_YEAR] == 0;
}

/* (2023) or (2023 + unit) at pos */
static int bracketed_year(const struct time_reader *r, size_t pos)
{
	struct time_number n;
	size_t e;

	if (pos >= r->len || !unit_opens_bracket(r->s[pos])) return 0;
	e = time_read_number(r, pos + 1, &n);
	return e && n.digits == 4 && n.value >= 1900 && n.value <= 2100 ? n.value : 0;
}

/* Does the bracket close at pos, or behind a unit of years there? */
static bool closes(const struct time_reader *r, size_t pos)
{
	const struct time_row *unit = time_word_at(r, 1u << TC_UNIT, pos);

	if (unit && unit->n && unit->a[0].field == TF_YEAR) pos += unit->len;
	return pos < r->len && unit_closes_bracket(r->s[pos]);
}

/* The year in the bracket that opens at pos and holds nothing else; hant: maybe of the Republic. */
static int lone_year(const struct time_reader *r, size_t pos, bool hant)
{
	struct time_number n;
	size_t e = time_read_number(r, pos + 1, &n);

	if (!e || n.han || !closes(r, e)) return 0;
	if (n.digits == 4) return n.value >= 1900 && n.value <= 2100 ? n.value : 0;
	return hant && n.digits == 3 && n.value >= MINGUO_LO && n.value <= MINGUO_HI
		       ? n.value + MINGUO
		       : 0;
}

/* "Last year (2023)", "last (2023) year": the article's year by the word before a bracket that
 * opens at pos. */
static int year_before(const struct time_reader *r, size_t pos, bool hant)
{
	int named = lone_year(r, pos, hant);

	for (size_t len = 1; named && len <= WORD_LEN && pos >= r->min + len; len++) {
		const struct time_row *row =
			time_word_at(r, 1u << TC_POINT | 1u << TC_STEM, pos - len);
		if (!row || row->len != len || row->n != 1 || row->a[0].lo != row->a[0].hi)
			continue;
		const struct time_assign *a = &row->a[0];
		if (row->cls == TC_POINT && (a->field != TF_YEAR || a->from != FROM_DOC)) continue;
		size_t end = pos;
		while (!unit_closes_bracket(r->s[end])) end++;
		const struct time_row *unit = time_word_at(r, 1u << TC_UNIT, end + 1);
		bool year = unit && unit->n && unit->a[0].field == TF_YEAR;
		if (row->cls == TC_STEM && !year) continue; /* a day, mostly */
		return named - a->lo;
	}
	return 0;
}

/* First year of a range of years that x is, 0 if it is none. */
static int range_start(const struct time_expr *x)
{
	const struct time_point *a = &x->a;

	if (x->is_stretch || !(a->has & TF_BIT(TF_YEAR)) || a->from[TF_YEAR] != FROM_ABS ||
	    a->digits != 4 || a->era)
		return 0;
	if (a->last != TF_YEAR || (!x->is_range && a->lo[TF_YEAR] == a->hi[TF_YEAR])) return 0;
	return a->lo[TF_YEAR];
}

/* The first or last year of a five-year plan named at pos. */
static int plan_year(const struct time_reader *r, size_t pos)
{
	const struct time_row *plan = time_word_at(r, 1u << TC_POINT, pos), *which;

	if (!plan || !plan->n || plan->a[0].field != TF_PLAN) return 0;
	which = word_near(r, TC_PLANYEAR, pos + plan->len, NOUN_FAR / 2);
	if (!which || !which->n) return 0;
	return which->a[0].lo ? plan->a[0].hi : plan->a[0].lo;
}

static bool has_this_year(const struct time_words *w, const struct look *look, size_t i, size_t end)
{
	for (; (i = look_next(look, i, end)) < end; i++)
		if (unit_set_has(w->this_year, look->s[i]) &&
		    time_words_this_year(w, look->s + i, end - i))
			return true;
	return false;
}

static int sentence_year(const struct time_words *w, const struct look *look, struct uslice text,
			 size_t start, bool hant)
{
	struct time_reader r = { w, text.p, text.len, start };
	bool this_year = false;

	for (size_t i = start; i < text.len; i++) {
		int y = unit_opens_bracket(text.p[i]) ? year_before(&r, i, hant) : 0;
		if (y) return y;
	}
	if (!has_this_year(w, look, start, text.len))
		return 0; /* as most have not: reading their times would be for nothing */
	for (size_t i = start; i < text.len;) {
		struct time_expr x;
		size_t next;
		int y = this_year ? plan_year(&r, i) : 0;
		if (y) return y;
		if (!time_may_start(w, text.p, i, text.len, &next)) {
			i = next;
			continue;
		}
		if (!time_parse(w, text, start, i, &x, &next)) {
			i = this_year ? i + 1 : next;
			continue;
		}
		if (is_this_year(&x)) {
			this_year = true;
			if ((y = bracketed_year(&r, x.end))) return y;
		} else if (this_year && (y = range_start(&x)) &&
			   word_near(&r, TC_PLANNOUN, x.end, NOUN_FAR)) {
			return y;
		}
		i = next;
	}
	return 0;
}

int time_guess_year(const struct time_words *w, const struct doc *d)
{
	struct look look = look_for(d, LOOK_time, w->starts);
	bool hant = slice_is(d->script, "hant");

	for (size_t k = 0; k < d->n_sentences; k++) {
		const struct sentence *s = &d->sentences[k];
		struct uslice text = { d->text.p, (size_t)s->off + s->len };
		int y = sentence_year(w, &look, text, s->off, hant);
		if (y) return y;
	}
	return 0;
}
