/* Guesses the year of an undated article (time_guess.h). Only what names the year beside "this
 * year" counts; years that merely occur do not. */
#include "pipeline/annotate/time_guess.h"

#include "pipeline/annotate/look.h"
#include "pipeline/annotate/time_parse.h"
#include "pipeline/annotate/time_reader.h"

#define NOUN_FAR 16 /* units between a range and the plan it belongs to */

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
			 size_t start)
{
	struct time_reader r = { w, text.p, text.len, start };
	bool this_year = false;

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

	for (size_t k = 0; k < d->n_sentences; k++) {
		const struct sentence *s = &d->sentences[k];
		struct uslice text = { d->text.p, (size_t)s->off + s->len };
		int y = sentence_year(w, &look, text, s->off);
		if (y) return y;
	}
	return 0;
}
