/* Times: finds date and time expressions in each sentence, resolves them and adds A_TIME
 * annotations (A_VETO for a year that only names an edition). Reads d->text, d->sentences, d->date
 * and the vetoes so far; words from the table "times". A time may cover a veto (a plan's name in a
 * period) but neither crosses one nor lies inside one. */
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/time_days.h"
#include "pipeline/annotate/time_guess.h"
#include "pipeline/annotate/time_prove.h"
#include "pipeline/annotate/time_resolve.h"
#include "pipeline/core/punctuation.h"

static enum status open_words(const struct env *env, void **state, struct err *e)
{
	struct time_words *w = NULL;
	enum status st = time_words_open(&w, env, e);

	*state = w;
	return st;
}

static void close_words(void *state)
{
	time_words_close(state);
}

/* Rule of rules/annotate/time.rules that an expression belongs to. */
static struct slice rule_of(const struct time_expr *x)
{
	const uint32_t h = x->a.has;

	if (x->is_version) return SLICE("time.version");
	if (x->a.set) return SLICE("time.set");
	if (x->is_stretch) return SLICE("time.stretch");
	if (x->every) return SLICE("time.every");
	if (x->is_range) return SLICE("time.range");
	if (x->before == MODE_UNTIL || x->after == MODE_UNTIL) return SLICE("time.until");
	if (x->before == MODE_SINCE || x->after == MODE_SINCE || x->after == MODE_FROM ||
	    x->after == MODE_TONOW)
		return SLICE("time.since");
	if (x->before == MODE_DUE || x->after == MODE_DUE || x->after == MODE_EARLIER ||
	    x->after == MODE_LATER)
		return SLICE("time.bound");
	if (h & TF_BIT(TF_VAGUE)) return SLICE("time.vague");
	if (h & TF_BIT(TF_NOW)) return SLICE("time.now");
	if (h & TF_BIT(TF_PLAN)) return SLICE("time.plan");
	if (h & TF_BIT(TF_SAME)) return SLICE("time.same");
	if (x->a.lunar) return SLICE("time.lunar");
	if (h & TF_BIT(TF_HOLIDAY)) return SLICE("time.holiday");
	if (h & (TF_BIT(TF_CENTURY) | TF_BIT(TF_DECADE))) return SLICE("time.decade");
	if (x->a.edge) return SLICE("time.edge");
	if (h & TF_BIT(TF_DAY)) return SLICE("time.day");
	if (h & (TF_BIT(TF_WEEK) | TF_BIT(TF_WEEKDAY))) return SLICE("time.week");
	if (h & (TF_BIT(TF_HOUR) | TF_BIT(TF_DAYPART))) return SLICE("time.clock");
	if (h & (TF_BIT(TF_MONTH) | TF_BIT(TF_XUN))) return SLICE("time.month");
	if (h & (TF_BIT(TF_HALF) | TF_BIT(TF_QUARTER) | TF_BIT(TF_SEASON)))
		return SLICE("time.part");
	return SLICE("time.year");
}

/* Walks along the vetoes of a document in step with the text. */
struct veto_cursor {
	const struct doc *d;
	size_t n, i; /* annotations before this part; first whose end may lie ahead */
};

/* Does a veto cross [off, end) or reach beyond it? One that lies within is let be: both keep
 * numbers out. */
static bool vetoed(struct veto_cursor *v, uint32_t off, uint32_t end, uint32_t *skip)
{
	const struct annot *a = v->d->annots;

	while (v->i < v->n && a[v->i].off + a[v->i].len <= off) v->i++;
	for (size_t k = v->i; k < v->n && a[k].off < end; k++) {
		uint32_t a_end = a[k].off + a[k].len;
		if (a[k].type != A_VETO || a_end <= off) continue;
		if (a[k].off >= off && a_end <= end) continue;
		*skip = a_end;
		return true;
	}
	return false;
}

static void add_time(struct doc *d, const struct time_expr *x, const struct timespan *t)
{
	struct annot *a =
		doc_add_annot(d, x->is_version ? A_VETO : A_TIME, x->off, x->end - x->off);

	a->rule_id = rule_of(x);
	if (x->a.set) a->flags |= ANNOT_SET;
	if (!x->is_version) a->time = *t;
}

/* A time that fills the marks of a title names a work. */
static bool is_title(const struct uslice *text, const struct time_expr *x)
{
	return x->off > 0 && x->end < text->len && text->p[x->off - 1] == TITLE_OPEN &&
	       text->p[x->end] == TITLE_CLOSE;
}

/* "in 115": three digits and nothing finer are a year of the Republic of China, or a length of
 * time. */
static bool is_bare_republic(const struct time_expr *x)
{
	return !x->is_stretch && x->a.n == 1 && x->a.last == TF_YEAR && x->a.digits == 3;
}

#define YEARS_AHEAD 15

static bool in_republic(const struct time_expr *x, const struct time_context *c)
{
	int year = time_short_year(c, x->a.lo[TF_YEAR], 3);

	return c->hant && (!c->doc_year || year <= c->doc_year + YEARS_AHEAD);
}

/* The first place in [i, len) where an expression may begin, len if there is none. */
static size_t find_start(const struct time_words *w, const struct look *look, size_t i, size_t len)
{
	size_t at = look_next(look, i, len);

	while (at < len && !time_may_start(w, look->s, at, len, &i)) at = look_next(look, i, len);
	return at;
}

static bool names(const struct time_words *w, const struct doc *d, const struct sentence *s,
		  enum time_class cls)
{
	const uint16_t *text = d->text.p + s->off;

	for (size_t i = 0; i < s->len; i++)
		if (time_words_fore(w, 1u << cls, text + i, s->len - i)) return true;
	return false;
}

static bool is_list_mark(uint16_t c)
{
	return c == LIST_MARK || mark_is_comma(c) || c == '/';
}

/* What the words of the whole sentence say: this season is one of games, which has no dates; a day
 * of the week in a forecast is still to come. */
static void mind_sentence(const struct time_words *w, const struct doc *d, const struct sentence *s,
			  struct time_expr *x)
{
	struct time_point *p = &x->a;

	if (p->n != 1 || x->is_stretch || x->is_range || x->is_version) return;
	if (p->last == TF_QUARTER && p->from[TF_QUARTER] != FROM_ABS && names(w, d, s, TC_GAME)) {
		p->has = TF_BIT(TF_VAGUE);
		p->last = TF_VAGUE;
	}
	if (p->last == TF_WEEKDAY && !(p->has & TF_BIT(TF_WEEK)) && !x->cue)
		x->cue = names(w, d, s, TC_OUTLOOK);
}

/* 21:15, 7:21, 21:13 in a sentence of games: one of several results, no time of day. */
static bool is_result(const struct time_words *w, const struct doc *d, const struct sentence *s,
		      const struct time_expr *x)
{
	const uint16_t *t = d->text.p;
	size_t end = (size_t)s->off + s->len;

	if (x->a.n != 1 || x->a.last != TF_MINUTE || x->is_range || x->before || x->after)
		return false;
	bool before = x->off >= s->off + 2 && is_list_mark(t[x->off - 1]) &&
		      unit_is_any_digit(t[x->off - 2]);
	bool behind =
		x->end + 1 < end && is_list_mark(t[x->end]) && unit_is_any_digit(t[x->end + 1]);
	return (before || behind) && names(w, d, s, TC_GAME);
}

static void run_sentence(const struct time_words *w, struct doc *d, const struct sentence *s,
			 struct veto_cursor *v, struct time_context *c)
{
	struct uslice text = { d->text.p, (size_t)s->off + s->len };
	struct look look = look_for(d, LOOK_time, w->starts);
	size_t i = s->off, min = s->off, next;

	while ((i = find_start(w, &look, i, text.len)) < text.len) {
		struct time_expr x;
		struct timespan t = { DAY_NONE, DAY_NONE, 0, 0, 0 };
		uint32_t skip = 0;
		if (!time_parse(w, text, min, i, &x, &next)) {
			i = next;
			continue;
		}
		if (vetoed(v, x.off, x.end, &skip)) {
			i = skip > i ? skip : i + 1;
			continue;
		}
		if (is_bare_republic(&x) && !in_republic(&x, c)) {
			i = next;
			continue;
		}
		if (is_title(&text, &x)) {
			i = next;
			continue;
		}
		if (is_result(w, d, s, &x)) {
			i = next;
			continue;
		}
		mind_sentence(w, d, s, &x);
		if (x.is_version || time_resolve(w, &x, c, &t)) add_time(d, &x, &t);
		i = next;
		min = x.end;
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct time_words *w = state;
	struct veto_cursor v = { d, d->n_annots, 0 };
	struct time_context c;

	(void)worker;
	time_context_start(&c, d->date, d->date == DAY_NONE ? time_guess_year(w, d) : 0,
			   slice_is(d->script, "hant"));
	for (size_t k = 0; k < d->n_sentences; k++) {
		c.sentence = (uint32_t)k + 1;
		c.block = d->sentences[k].block + 1;
		run_sentence(w, d, &d->sentences[k], &v, &c);
	}
}

static const struct unit_set *looks(const void *state)
{
	const struct time_words *w = state;

	return w->starts;
}

const struct annot_part part_time = {
	.name = "time",
	.open = open_words,
	.close = close_words,
	.run = run,
	.looks = looks,
	.prove = time_prove,
};
