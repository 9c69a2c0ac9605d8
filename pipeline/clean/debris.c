/* Judging lines by the debris rules. From: the visible lines of a page. To: a verdict a line, facts
 * (metadata candidates), cuts at the ends of paragraphs. Limits: a line's first FOLD_MAX and last
 * TAIL_WINDOW units are looked at. */
#include "pipeline/clean/debris.h"

#include "pipeline/clean/data_rows.h"
#include "pipeline/clean/when.h"

#include <stdlib.h>

#define HEAD_WINDOW    96
#define TAIL_WINDOW    160
#define FIELD_LINE_MAX 240 /* longest line of facts */
#define LABEL_RANK     7   /* of rules that rest on a label */
#define LABEL_REST_MAX 48  /* the same where two labels name facts and nothing is a sentence */
#define FIELD_REST_MAX 6   /* units that no field covers, marks and blanks not counted */
#define HEADER_RANK    1   /* values between headline and text rank a little below those inside */
#define LOOSE_RANK     3   /* those elsewhere beside the article lower */
#define BEFORE_RANK    9   /* those before the headline still lower */
#define NAME_MAX       40  /* longest value of a name-like group, units */

void debris_worker_open(struct debris_worker *w, const struct debris *r)
{
	memset(w, 0, sizeof *w);
	for (int on = 0; on < ON_N; on++) w->scratch[on] = rule_scratch_new(r->set[on]);
	for (int k = 0; k < LINE_SETS; k++) w->line_scratch[k] = w->scratch[debris_line_on(k)];
	rule_scratches_join(w->line_scratch, LINE_SETS);
}

void debris_worker_close(struct debris_worker *w)
{
	for (int on = 0; on < ON_N; on++) rule_scratch_free(w->scratch[on]);
	mem_free(w->verdicts);
	mem_free(w->line_rules);
	mem_free(w->line_may);
}

struct first {
	const struct debris *r;
	enum debris_on on;
	size_t len;
	struct rule_hit *hit;
	const struct debris_rule *rule;
	const struct debris_rule *any;	  /* the first rule that holds everywhere */
	const struct debris_rule *behind; /* the first that holds behind the text */
	bool want_any;
};

static bool take_first(void *ctx, const struct rule_hit *hit)
{
	struct first *f = ctx;
	const struct debris_rule *rule = &f->r->rules[f->on][hit->rule];
	if ((f->on == ON_LINE || f->on == ON_LONG || f->on == ON_STOP) && f->len > rule->max)
		return true;
	if (!f->rule) f->rule = rule, *f->hit = *hit;
	if (!f->want_any) return false;
	if (!f->behind && rule->zone != ZONE_HEAD && rule->zone != ZONE_PICTURE) f->behind = rule;
	if (rule->zone == ZONE_ANY) f->any = rule;
	return !f->any;
}

const struct debris_rule *debris_first(const struct debris *r, struct debris_worker *w,
				       enum debris_on on, struct uslice text, struct rule_hit *hit)
{
	struct first f = { .r = r, .on = on, .len = text.len, .hit = hit };
	if (r->n[on] == 0) return NULL;
	rule_set_match(r->set[on], w->scratch[on], text, take_first, &f);
	return f.rule;
}

const struct debris_rule *debris_first_seen(const struct debris *r, struct debris_worker *w,
					    enum debris_on on, struct uslice text,
					    struct rule_hit *hit)
{
	struct first f = { .r = r, .on = on, .len = text.len, .hit = hit };
	rule_set_match_seen(r->set[on], w->scratch[on], text, take_first, &f);
	return f.rule;
}

void debris_begin(struct debris_worker *w, const struct page *p)
{
	w->line_may = mem_grow(w->line_may, &w->cap_line_may, p->n_lines + 1, sizeof *w->line_may);
	memset(w->line_may, 0, p->n_lines * sizeof *w->line_may);
	w->line_rules =
		mem_grow(w->line_rules, &w->cap_line_rules, p->n_lines + 1, sizeof *w->line_rules);
	memset(w->line_rules, 0, p->n_lines * sizeof *w->line_rules);
}

unsigned debris_look(struct debris_worker *w, size_t line, const struct folded *fold)
{
	unsigned may =
		rule_sets_look(w->line_scratch, LINE_SETS, (struct uslice){ fold->p, fold->len });
	w->line_may[line] = (uint8_t)(may | LOOKED);
	return may;
}

const struct debris_rule *debris_line_rule(const struct debris *r, struct debris_worker *w,
					   size_t line, const struct folded *fold)
{
	struct rule_hit hit;
	uint16_t *known = &w->line_rules[line];
	if (!*known) {
		bool may = (debris_line_may(w, line) & MAY(LOOK_LINE)) &&
			   (debris_look(w, line, fold) & MAY(LOOK_LINE));
		struct uslice text = { fold->p, fold->len };
		const struct debris_rule *rule =
			may ? debris_first_seen(r, w, ON_LINE, text, &hit) : NULL;
		*known = rule ? (uint16_t)(rule - r->rules[ON_LINE] + LINE_NONE + 1) : LINE_NONE;
	}
	return *known == LINE_NONE ? NULL : &r->rules[ON_LINE][*known - LINE_NONE - 1];
}

void debris_hit_cut(const struct debris *r, enum debris_on on, const struct rule_hit *hit,
		    uint32_t *start, uint32_t *end)
{
	if (rule_hit_group(r->set[on], hit, "cut", start, end)) return;
	*start = hit->start[0];
	*end = hit->end[0];
}

bool debris_hit_value(const struct debris *r, enum debris_on on, const struct rule_hit *hit,
		      enum meta_key *key)
{
	uint32_t a, b;
	*key = META_SOURCE;
	if (rule_hit_group(r->set[on], hit, "source", &a, &b)) return true;
	*key = META_AUTHOR;
	return rule_hit_group(r->set[on], hit, "author", &a, &b);
}

/* ---- facts of a hit ---- */

struct judge {
	const struct debris *r;
	struct debris_worker *w;
	struct page *p;
	struct facts *f;
	uint32_t line;
	struct folded *fold; /* what the hit's positions count in */
	uint32_t shift;	     /* added to them */
	uint8_t cover[FOLD_MAX];
	uint8_t why;	 /* of the first field */
	unsigned labels; /* facts of the line that labels name */
	bool plain;	 /* no blanks were put into the line for elements */
	bool looked;	 /* its literals have been looked for; */
	unsigned may;	 /* MAY bits: sets that may match */
	bool all_gone;	 /* no line stays from far on: an end there ends nothing */
	const struct debris_rule *rule;
};

/* Names of two characters are set wide, to be as long as three: in a run of two or three characters
 * that stand alone the blanks go. Works in place on units. */
static void close_wide_names(struct ubuf *u)
{
	size_t n = 0;
	for (size_t i = 0; i < u->len;) {
		size_t k = i; /* [i, k): characters with a blank between them */
		while (k + 2 < u->len && unit_is_han(u->p[k]) && u->p[k + 1] == ' ' &&
		       unit_is_han(u->p[k + 2]) && (k == i || k - i <= 4))
			k += 2;
		bool alone = (i == 0 || !unit_is_han(u->p[i - 1])) &&
			     (k + 1 >= u->len || !unit_is_han(u->p[k + 1]));
		if (k == i || !alone || k - i > 4) {
			u->p[n++] = u->p[i++];
			continue;
		}
		for (; i <= k; i += 2) u->p[n++] = u->p[i];
		i = k + 1;
	}
	u->len = n;
}

/* The group's text as written, glosses and runs of blanks left out, in UTF-8. */
static struct slice group_value(const struct judge *j, enum meta_key key, uint32_t a, uint32_t b)
{
	struct ubuf u = { 0 };
	for (uint32_t i = a; i < b; i++)
		ubuf_addc(&u, j->fold->p[i] == ' ' ? ' ' : j->p->vis[j->fold->at[i]]);
	if (key == META_AUTHOR || key == META_EDITOR || key == META_PHOTO) close_wide_names(&u);
	struct slice s = arena_utf8(&j->f->d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	return s;
}

/* The names of a second group of reporters stand in a group of their own: one value with the first,
 * whose end moves up to theirs. */
static struct slice join_others(const struct judge *j, const struct debris_rule *rule,
				const struct rule_hit *hit, struct slice first, uint32_t *end)
{
	uint32_t a, b;
	if (!rule_hit_group(j->r->set[rule->on], hit, "others", &a, &b) || a == b) return first;
	struct slice more = group_value(j, META_AUTHOR, a + j->shift, b + j->shift);
	*end = b + j->shift;
	return arena_printf(&j->f->d->arena, "%.*s %.*s", (int)first.len, first.p, (int)more.len,
			    more.p);
}

static enum when_form when_form_of(const char *name)
{
	return name[0] == 'r' ? WHEN_MINGUO : name[0] == 'y' ? WHEN_SHORT : WHEN_YEAR;
}

static void add_group(struct judge *j, const struct debris_rule *rule, const struct rule_hit *hit,
		      size_t group)
{
	uint32_t a, b;
	int number = j->r->group[rule->on][group];
	if (number < 0 || !rule_hit_group_at(j->r->set[rule->on], hit, number, &a, &b)) return;
	enum meta_key key = group < META_N ? (enum meta_key)group : META_DATE;
	const char *name = debris_group_name(group);
	if (j->line != FACT_NO_LINE && j->line >= j->w->far && key != META_EDITOR) return;
	a += j->shift;
	b += j->shift;
	while (a < b && j->fold->p[a] == ' ') a++;
	while (b > a && j->fold->p[b - 1] == ' ') b--;
	if (a == b || b - a > NAME_MAX) return;
	struct slice value = group_value(j, key, a, b);
	if (key == META_AUTHOR) value = join_others(j, rule, hit, value, &b);
	uint32_t vis = folded_start(j->fold, a), end = folded_end(j->fold, b);
	struct fact *x = facts_add(j->f, key, value, page_source(j->p, vis, end - vis), rule->id.p,
				   rule->rank);
	x->line = j->line;
	if (j->line < j->p->n_lines && j->p->lines[j->line].why) {
		bool before = j->line < j->w->title, header = j->line < j->w->body;
		x->rank = (uint8_t)(rule->rank + (before   ? BEFORE_RANK
						  : header ? HEADER_RANK
							   : LOOSE_RANK));
	}
	if (key != META_DATE) return;
	bool whole = group < META_N + DEBRIS_DATES;
	x->day = name[0] == 'm' || !whole ? DAY_NONE
					  : when_parse(j->fold->p + a, b - a, when_form_of(name));
	x->either = whole && when_is_either(j->fold->p + a, b - a);
	if (name[0] == 'm') x->month_day = when_month_day(j->fold->p + a, b - a);
	if (whole) return;
	x->ago = when_ago(name, j->fold->p + a, b - a);
	x->ago_set = x->ago >= 0;
	x->ago_days = name[strlen(name) - 1] == 'y'; /* today, yesterday, agoday */
}

static void add_facts(struct judge *j, const struct debris_rule *rule, const struct rule_hit *hit)
{
	for (size_t g = 0; g < DEBRIS_GROUPS; g++) add_group(j, rule, hit, g);
}

/* ---- fields ---- */

static bool take_field(void *ctx, const struct rule_hit *hit)
{
	struct judge *j = ctx;
	const struct debris_rule *rule = &j->r->rules[ON_FIELD][hit->rule];
	bool fresh = false;
	for (uint32_t i = hit->start[0]; i < hit->end[0]; i++) fresh |= !j->cover[i];
	if (!fresh) return true; /* an earlier rule has it all */
	memset(j->cover + hit->start[0], 1, hit->end[0] - hit->start[0]);
	if (!j->rule && rule->act != ACT_KEEP)
		j->rule = rule; /* keep: a field only beside others */
	j->labels += rule->rank <= LABEL_RANK && rule->act == ACT_DROP;
	add_facts(j, rule, hit);
	return true;
}

static bool is_letter(uint16_t c)
{
	return unit_is_han(c) || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       c >= 0xac00;
}

/* A line of facts: its fields cover all but a few letters. The facts of a line that is none are
 * taken back. */
static const struct debris_rule *judge_fields(struct judge *j, size_t len)
{
	size_t before = j->f->n, rest = 0, covered = 0;
	memset(j->cover, 0, len);
	j->rule = NULL;
	j->labels = 0;
	rule_set_match_seen(j->r->set[ON_FIELD], j->w->scratch[ON_FIELD],
			    (struct uslice){ j->fold->p, len }, take_field, j);
	for (size_t i = 0; i < len && j->rule; i++) {
		if (!is_letter(j->fold->p[i])) continue;
		rest += !j->cover[i];
		covered += j->cover[i];
	}
	if (j->rule && rest <= FIELD_REST_MAX && covered >= 2 * rest) return j->rule;
	if (j->labels > 1 && rest <= LABEL_REST_MAX && !j->p->lines[j->line].punct) return j->rule;
	j->f->n = before;
	return NULL;
}

/* ---- paragraph ends ---- */

/* Cut what a head or tail rule matched off the line, with the blanks that are left at the edge. */
static void cut_match(struct judge *j, const struct debris_rule *rule, const struct rule_hit *hit)
{
	uint32_t a, b;
	debris_hit_cut(j->r, (enum debris_on)rule->on, hit, &a, &b);
	a += j->shift;
	b += j->shift;
	if (a == b) return;
	const struct line *l = &j->p->lines[j->line];
	uint32_t vis = folded_start(j->fold, a), end = folded_end(j->fold, b);
	while (vis > l->vis && unit_is_space(j->p->vis[vis - 1])) vis--;
	if (vis == l->vis) /* with the comma behind a dateline */
		while (end < l->vis + l->len &&
		       (unit_is_space(j->p->vis[end]) || j->r->fold.to[j->p->vis[end]] == ',' ||
			j->r->fold.to[j->p->vis[end]] == ':'))
			end++;
	page_cut(j->p, vis, end - vis, rule->why);
}

#define HEAD_LINES 3 /* paragraphs whose beginning is always looked at */

static void judge_head(struct judge *j)
{
	struct rule_hit hit;
	size_t len = j->fold->len < HEAD_WINDOW ? j->fold->len : HEAD_WINDOW;
	struct uslice text = { j->fold->p, len };
	if (j->looked && !(j->may & MAY(LOOK_HEAD))) return;
	const struct debris_rule *rule =
		j->looked ? debris_first_seen(j->r, j->w, ON_HEAD, text, &hit)
			  : debris_first(j->r, j->w, ON_HEAD, text, &hit);
	if (!rule) return;
	j->shift = 0;
	if (hit.end[0] == j->fold->len && j->w->n_prose > HEAD_LINES)
		return; /* a subhead in brackets */
	add_facts(j, rule, &hit);
	if (rule->act != ACT_KEEP) cut_match(j, rule, &hit);
}

#define TAIL_CUTS_MAX 4 /* credits one behind the other */

static void judge_tail(struct judge *j, const struct line *l)
{
	struct rule_hit hit;
	struct folded *tail = j->fold;
	if (l->len > TAIL_WINDOW * 2) {
		tail = &j->w->tail;
		fold_text(&j->r->fold, j->p->vis + l->vis + l->len - TAIL_WINDOW, TAIL_WINDOW,
			  l->vis + l->len - TAIL_WINDOW, tail);
	}
	struct folded *whole = j->fold;
	j->fold = tail;
	for (int i = 0; i < TAIL_CUTS_MAX; i++) {
		while (tail->len && tail->p[tail->len - 1] == ' ') tail->len--;
		j->shift = (uint32_t)(tail->len > TAIL_WINDOW ? tail->len - TAIL_WINDOW : 0);
		struct uslice text = { tail->p + j->shift, tail->len - j->shift };
		if (j->looked && tail == whole && !j->shift && !(j->may & MAY(LOOK_TAIL))) break;
		const struct debris_rule *rule = debris_first(j->r, j->w, ON_TAIL, text, &hit);
		if (!rule) break;
		add_facts(j, rule, &hit);
		if (rule->act == ACT_KEEP) break;
		cut_match(j, rule, &hit);
		uint32_t a, b;
		debris_hit_cut(j->r, ON_TAIL, &hit, &a, &b);
		if (a + j->shift == 0 || b + j->shift < tail->len) break;
		tail->len = a + j->shift;
	}
	j->fold = whole;
	j->shift = 0;
}

void debris_take_facts(const struct debris *r, struct debris_worker *w, struct page *p,
		       struct facts *f, const struct debris_rule *rule, const struct rule_hit *hit)
{
	struct judge j = { .r = r, .w = w, .p = p, .f = f, .fold = &w->fold, .line = FACT_NO_LINE };
	add_facts(&j, rule, hit);
}

/* The element boundaries inside a line. */
static const uint32_t *line_marks(const struct page *p, const struct line *l, size_t *n)
{
	size_t lo = 0, hi = p->n_marks;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (p->marks[mid] < l->vis) lo = mid + 1;
		else hi = mid;
	}
	*n = p->n_marks - lo;
	return p->n_marks ? p->marks + lo : NULL;
}

#define HEAD_DIGITS 24 /* a dateline further down has its day within so many units */

/* Cheap looks that spare most paragraphs the rules. */
static bool head_may_match(struct judge *j, const struct line *l)
{
	const struct folded *f = j->fold;
	if (!(l->flags & LINE_PROSE) || j->w->n_prose++ < HEAD_LINES) return true;
	if (f->len && (f->p[0] == '(' || f->p[0] == '[')) return true;
	for (size_t i = 0; i < f->len && i < HEAD_DIGITS; i++)
		if (f->p[i] >= '0' && f->p[i] <= '9') return true;
	return false;
}

/* A credit stands behind the last stop, or is in brackets before it. */
static bool tail_may_match(const struct judge *j, const struct line *l)
{
	const uint16_t *t = j->p->vis + l->vis;
	uint16_t before = l->len > 1 ? j->r->fold.to[t[l->len - 2]] : 0;
	return !debris_is_stop(j->r, t[l->len - 1]) || before == ')' || before == ']';
}

/* Running text with its stop: only few rules are tried on it. */
static bool is_running(const struct judge *j, const struct line *l)
{
	return (l->flags & LINE_PROSE) && debris_is_stop(j->r, j->p->vis[l->vis + l->len - 1]);
}

/* The first match on a line, and the first that holds wherever the line stands. */
static const struct debris_rule *line_rules(const struct judge *j, struct uslice text,
					    struct rule_hit *hit, struct verdict *v)
{
	struct first f = { .r = j->r, .hit = hit, .len = text.len, .want_any = true };
	f.on = !j->looked ? ON_STOP : text.len > LONG_LINE ? ON_LONG : ON_LINE;
	v->any = v->behind = NULL;
	if (text.len > j->r->longest || (j->looked && !(j->may & MAY(LOOK_LINE)))) return NULL;
	if (f.on == ON_LINE && j->plain && j->w->line_rules[j->line] == LINE_NONE) return NULL;
	if (f.on == ON_LINE)
		rule_set_match_seen(j->r->set[f.on], j->w->scratch[f.on], text, take_first, &f);
	else if (j->r->n[f.on])
		rule_set_match(j->r->set[f.on], j->w->scratch[f.on], text, take_first, &f);
	v->any = f.any;
	v->behind = f.behind;
	return f.rule;
}

/* Far behind the article, where all is gone, lines only name its editor. */
static bool is_far(const struct judge *j, const struct line *l)
{
	return j->all_gone && l->why && j->line >= j->w->far;
}

/* May what counts of the line match? Lines that are gone only give facts. */
static bool may_count(const struct judge *j, const struct line *l)
{
	const struct debris *r = j->r;
	unsigned asked = l->why ? MAY(LOOK_LINE) | MAY(LOOK_FIELD) : ~MAY(LOOK_FOOT);
	if (!(j->may & asked)) return false;
	if (!is_far(j, l)) return true;
	return rule_set_any_seen(r->set[ON_LINE], j->w->scratch[ON_LINE], r->editors[LOOK_LINE]) ||
	       rule_set_any_seen(r->set[ON_FIELD], j->w->scratch[ON_FIELD], r->editors[LOOK_FIELD]);
}

/* Fold the line; what is no running text is looked through once for all that is asked of it. False:
 * nothing can match. */
static bool begin_line(struct judge *j, const struct line *l)
{
	size_t n_marks = 0;
	const uint32_t *marks = l->flags & LINE_PROSE ? NULL : line_marks(j->p, l, &n_marks);
	j->plain = !n_marks || marks[0] >= l->vis + l->len;
	j->looked = !is_running(j, l);
	j->fold = &j->w->fold;
	j->shift = 0;
	struct uslice raw = { j->p->vis + l->vis, l->len };
	if (j->looked && is_far(j, l) &&
	    unit_set_next(&j->r->editor_units, raw.p, 0, raw.len) == raw.len)
		return false;
	if (j->looked && j->plain && !(debris_line_may(j->w, j->line) & ~MAY(LOOK_FOOT)))
		return false;
	fold_marked(&j->r->fold, (struct uslice){ j->p->vis + l->vis, l->len }, l->vis, marks,
		    n_marks, j->fold);
	if (!j->looked) return true;
	struct uslice text = { j->fold->p, j->fold->len };
	j->may = j->plain ? debris_look(j->w, j->line, j->fold)
			  : rule_sets_look(j->w->line_scratch, LINE_SETS, text);
	return may_count(j, l);
}

static void judge_line(struct judge *j)
{
	const struct line *l = &j->p->lines[j->line];
	struct verdict *v = &j->w->verdicts[j->line];
	struct rule_hit hit;
	if (!begin_line(j, l)) {
		if (!l->why && (l->flags & LINE_PROSE)) j->w->n_prose++;
		return;
	}
	size_t len = j->fold->len;
	v->rule = line_rules(j, (struct uslice){ j->fold->p, len }, &hit, v);
	if (v->rule) {
		add_facts(j, v->rule, &hit);
		if (v->rule->act == ACT_CAPTION) cut_match(j, v->rule, &hit);
		if (v->rule->zone == ZONE_ANY && v->rule->why != WHY_EDITOR)
			return; /* an editor may have company */
	}
	if (len <= FIELD_LINE_MAX && !(l->flags & LINE_PROSE) && (j->may & MAY(LOOK_FIELD)))
		v->field = judge_fields(j, len);
	if (l->flags & LINE_H1)
		v->field = NULL; /* a headline may be made of fields; its facts stand */
	if (v->rule || l->why) return;
	v->rule = v->field;
	if (v->rule) return;
	if (head_may_match(j, l)) judge_head(j);
	if (tail_may_match(j, l)) judge_tail(j, l);
}

#define HEADER_MAX 16 /* units of a list's header */

void debris_mark_headers(const struct debris *r, struct debris_worker *w, struct page *p)
{
	for (size_t i = 0; i < p->n_lines; i++) {
		struct line *l = &p->lines[i];
		if (l->len > HEADER_MAX || l->len < 2 || l->han < 2) continue;
		const uint16_t *t = p->vis + l->vis;
		if (unit_set_next(&r->header_units, t, 0, l->len) == l->len) continue; /* most */
		fold_text(&r->fold, p->vis + l->vis, l->len, l->vis, &w->fold);
		if (!(debris_look(w, i, &w->fold) & MAY(LOOK_LINE))) continue;
		if (!rule_set_any_seen(r->set[ON_LINE], w->scratch[ON_LINE], r->headers))
			continue; /* most of all */
		const struct debris_rule *rule = debris_line_rule(r, w, i, &w->fold);
		if (!rule) continue;
		if (rule->why == WHY_COMMENTS && rule->act == ACT_END) l->flags |= LINE_TALKHEAD;
		if (rule->act == ACT_LIST) l->flags |= LINE_LISTHEAD;
	}
}

void debris_judge(const struct debris *r, struct debris_worker *w, struct page *p, struct facts *f,
		  size_t from, size_t to)
{
	struct judge j = { .r = r, .w = w, .p = p, .f = f, .all_gone = true };
	for (size_t i = w->far; i < p->n_lines; i++) j.all_gone &= p->lines[i].why != 0;
	w->n_prose = 0;
	w->verdicts = mem_grow(w->verdicts, &w->cap_verdicts, p->n_lines + 1, sizeof *w->verdicts);
	memset(w->verdicts, 0, p->n_lines * sizeof *w->verdicts);
	for (size_t i = from, data = from; i < to; i++) {
		const struct line *l = &p->lines[i];
		bool row = l->flags & LINE_TABLE;
		if (row && (i == from || !(l[-1].flags & LINE_TABLE)))
			data = data_rows_end(p, i, to);
		if ((l->why && !(l->flags & LINE_LOOSE)) || (row && i < data)) continue;
		j.line = (uint32_t)i;
		judge_line(&j);
	}
}

static const char *const field_how[META_N] = { [META_DATE] = "class:date",
					       [META_SOURCE] = "class:source",
					       [META_AUTHOR] = "class:author",
					       [META_EDITOR] = "class:editor" };
#define SITE_RANK 4 /* a site's own rule knows best */
/* but the account that passes a text on stands behind a source that the text names */
#define SITE_SOURCE_RANK 7
#define EITHER_RANK	 34 /* day and month may stand for each other: behind what mark-up says */
#define ABOVE_RANK	 4 /* added above the headline: pages name today there; behind a bare day */
#define FIELD_RANK	 11 /* behind a label, before a bare date */
/* an outlet where the author should stand: behind one that stands alone */
#define AUTHOR_OUTLET_RANK 15

/* Does a visible unit stand above the article's text, as far as that is known? */
static bool above_body(const struct debris_worker *w, const struct page *p, uint32_t vis)
{
	return !w->body || vis < p->lines[w->body].vis;
}

void debris_take_fields(const struct debris *r, struct debris_worker *w, struct page *p,
			struct facts *f, uint32_t from, uint32_t to)
{
	struct rule_hit hit;
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct field *x = &p->fields[i];
		if (x->key == META_TITLE || (!x->site && (x->vis < from || x->vis >= to))) continue;
		fold_text(&r->fold, p->vis + x->vis, x->len, x->vis, &w->fold);
		struct uslice text = { w->fold.p, w->fold.len };
		uint32_t a = 0, b = (uint32_t)w->fold.len;
		enum debris_on on = x->key == META_SOURCE ? ON_OUTLET : ON_NAMES;
		enum meta_key key = x->key;
		uint8_t rank = FIELD_RANK;
		if (key != META_DATE && debris_first(r, w, on, text, &hit))
			rule_hit_group(r->set[on], &hit, key == META_SOURCE ? "source" : "author",
				       &a, &b);
		else if (key == META_AUTHOR && above_body(w, p, x->vis) &&
			 debris_first(r, w, ON_SITE, text, &hit))
			key = META_SOURCE,
			rank = AUTHOR_OUTLET_RANK; /* sites that pass on what others write */
		else if (key != META_DATE) continue;
		if (a == b) continue;
		struct judge j = { .r = r, .w = w, .p = p, .f = f, .fold = &w->fold };
		uint32_t vis = folded_start(&w->fold, a), end = folded_end(&w->fold, b);
		if (x->site) rank = key == META_SOURCE ? SITE_SOURCE_RANK : SITE_RANK;
		struct fact *y = facts_add(f, key, group_value(&j, key, a, b),
					   page_source(p, vis, end - vis),
					   x->site ? x->site : field_how[x->key], rank);
		y->vis = vis;
		if (x->key != META_DATE) continue;
		y->day = when_parse(w->fold.p, w->fold.len, WHEN_YEAR);
		y->either = when_is_either(w->fold.p, w->fold.len);
		if (y->either) y->rank = EITHER_RANK;
		else if (!x->site && w->title && x->vis < p->lines[w->title].vis)
			y->rank += ABOVE_RANK;
	}
}
