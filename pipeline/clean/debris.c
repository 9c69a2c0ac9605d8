/* Judging lines by the debris rules. From: the visible lines of a page. To: a verdict a line, facts
 * (metadata candidates), cuts at the ends of paragraphs. Limits: a line's first FOLD_MAX and last
 * TAIL_WINDOW units are looked at. */
#include "pipeline/clean/debris.h"

#include "pipeline/clean/data_rows.h"
#include "pipeline/clean/debris_judge.h"


#define HEAD_WINDOW    96
#define TAIL_WINDOW    160
#define FIELD_LINE_MAX 240 /* longest line of facts */
#define LABEL_RANK     7   /* of rules that rest on a label */
#define LABEL_REST_MAX 48  /* the same where two labels name facts and nothing is a sentence */
#define FIELD_REST_MAX 6   /* units that no field covers, marks and blanks not counted */

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

/* Which sets may match a line as it stands, MAY bits; remembered. fold: the line folded, which the
 * sets are asked about until the next look. */
static unsigned look(struct debris_worker *w, size_t line, const struct folded *fold)
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
			   (look(w, line, fold) & MAY(LOOK_LINE));
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
	judge_add_facts(j, rule, hit);
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

#define HEAD_LINES    3 /* paragraphs whose beginning is always looked at */
#define HEAD_CUTS_MAX 3 /* labels, datelines and names one behind the other */

static void judge_head(struct judge *j)
{
	struct rule_hit hit;
	if (j->looked && !(j->may & MAY(LOOK_HEAD))) return;
	for (int i = 0; i < HEAD_CUTS_MAX && j->shift < j->fold->len; i++) {
		size_t len = j->fold->len - j->shift;
		struct uslice text = { j->fold->p + j->shift,
				       len < HEAD_WINDOW ? len : HEAD_WINDOW };
		const struct debris_rule *rule =
			j->looked && !i ? debris_first_seen(j->r, j->w, ON_HEAD, text, &hit)
					: debris_first(j->r, j->w, ON_HEAD, text, &hit);
		if (!rule) break;
		if (hit.end[0] == len && j->w->n_prose > HEAD_LINES)
			break; /* a subhead in brackets */
		judge_add_facts(j, rule, &hit);
		if (rule->act == ACT_KEEP) break;
		cut_match(j, rule, &hit);
		uint32_t a, b;
		debris_hit_cut(j->r, ON_HEAD, &hit, &a, &b);
		if (a || !b) break;
		j->shift += b;
	}
	j->shift = 0;
}

#define ALONE_MAX  48 /* units of a dateline on a line of its own */
#define NEXT_UNITS 48 /* of the paragraph below it that the rules see */

/* A dateline or by-line on a line of its own above the first paragraph. Rules for beginnings want
 * text behind: they see it as that paragraph's, and the line goes when what they match ends with
 * it. */
static bool judge_alone(struct judge *j, const struct line *l)
{
	const struct line *next = l + 1;
	if (l->len > ALONE_MAX || (l->flags & LINE_PROSE) || j->w->n_prose) return false;
	if (j->line + 1 >= j->p->n_lines || !(next->flags & LINE_PROSE) || next->why) return false;
	struct folded *both = &j->w->tail, *own = j->fold;
	uint32_t end = next->vis + (next->len < NEXT_UNITS ? next->len : NEXT_UNITS);
	fold_marked(&j->r->fold, (struct uslice){ j->p->vis + l->vis, end - l->vis }, l->vis,
		    &next->vis, 1, both);
	struct rule_hit hit;
	struct uslice text = { both->p, both->len };
	const struct debris_rule *rule = debris_first(j->r, j->w, ON_HEAD, text, &hit);
	if (!rule || rule->act == ACT_KEEP) return false;
	uint32_t a, b;
	debris_hit_cut(j->r, ON_HEAD, &hit, &a, &b);
	while (b < both->len && both->p[b] == ' ') b++;
	if (a || both->at[b] != next->vis) return false;
	j->fold = both;
	judge_add_facts(j, rule, &hit);
	j->fold = own;
	page_cut(j->p, l->vis, l->len, rule->why);
	return true;
}

/* Does the rule tell who wrote, edited or gave something? */
static bool is_credit(const struct debris_rule *rule)
{
	return rule->why == WHY_BYLINE || rule->why == WHY_AUTHOR || rule->why == WHY_EDITOR ||
	       rule->why == WHY_SOURCE || rule->why == WHY_PHOTO || rule->why == WHY_PROOF;
}

/* Facts of [a, b) of the fold, which a rule cut without naming anyone, as a line of its own. */
static void ask_line(struct judge *j, uint32_t a, uint32_t b)
{
	struct rule_hit hit;
	while (a < b && j->fold->p[a] == ' ') a++;
	struct uslice text = { j->fold->p + a, b - a };
	const struct debris_rule *rule = debris_first(j->r, j->w, ON_LINE, text, &hit);
	uint32_t shift = j->shift;
	j->shift = a;
	if (rule && is_credit(rule)) judge_add_facts(j, rule, &hit);
	j->shift = shift;
}

#define BEHIND_MAX 48 /* units of a credit glued to a paragraph */
#define BEHIND_MIN 4

/* What stands behind a paragraph's last stop is judged as a line of its own would be: credits for
 * which no rule of paragraphs' ends was written. */
static void judge_behind_stop(struct judge *j)
{
	const struct folded *f = j->fold;
	size_t from = f->len;
	bool mark = false; /* a bare name may belong to the text */
	for (; from && f->len - from <= BEHIND_MAX; from--) {
		uint16_t c = f->p[from - 1];
		if (debris_is_stop(j->r, c)) break;
		mark |= c == ':' || c == '/' || c == '|' || c == '(' || c == '[';
	}
	while (from < f->len && f->p[from] == ' ') from++;
	size_t len = f->len - from;
	if (!from || !mark || len > BEHIND_MAX || len < BEHIND_MIN) return;
	struct rule_hit hit;
	struct uslice text = { f->p + from, len };
	const struct debris_rule *rule = debris_first(j->r, j->w, ON_LINE, text, &hit);
	if (!rule || rule->act != ACT_DROP || !is_credit(rule)) return;
	if (rule->zone != ZONE_ANY && (rule->zone == ZONE_HEAD || j->line < j->last)) return;
	j->shift = (uint32_t)from;
	judge_add_facts(j, rule, &hit);
	page_cut(j->p, folded_start(f, from), folded_end(f, f->len) - folded_start(f, from),
		 rule->why);
	j->shift = 0;
}

#define TAIL_CUTS_MAX 4 /* credits one behind the other */

static void judge_tail(struct judge *j, const struct line *l)
{
	struct rule_hit hit;
	bool found = false;
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
		found = true;
		uint32_t a, b;
		debris_hit_cut(j->r, ON_TAIL, &hit, &a, &b);
		size_t before = j->f->n;
		judge_add_facts(j, rule, &hit);
		if (rule->act == ACT_KEEP) break;
		cut_match(j, rule, &hit);
		if (j->f->n == before && rule->why != WHY_EDITOR && rule->why != WHY_PHOTO)
			ask_line(j, a + j->shift, b + j->shift);
		if (a + j->shift == 0 || b + j->shift < tail->len) break;
		tail->len = a + j->shift;
	}
	j->shift = 0;
	if (!found && (l->flags & LINE_PROSE)) judge_behind_stop(j);
	j->fold = whole;
}

void debris_take_facts(const struct debris *r, struct debris_worker *w, struct page *p,
		       struct facts *f, const struct debris_rule *rule, const struct rule_hit *hit)
{
	struct judge j = { .r = r, .w = w, .p = p, .f = f, .fold = &w->fold, .line = FACT_NO_LINE };
	judge_add_facts(&j, rule, hit);
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
	j->may = j->plain ? look(j->w, j->line, j->fold)
			  : rule_sets_look(j->w->line_scratch, LINE_SETS, text);
	return may_count(j, l);
}

/* Does the line stand whole at the beginning of a title that metadata gave? It is no paragraph. */
static bool is_title(const struct judge *j)
{
	const struct folded *f = j->fold;
	for (size_t i = 0; i < j->w->n_known; i++) {
		const struct folded *known = &j->w->known[i];
		if (known->len >= f->len && memcmp(known->p, f->p, f->len * sizeof *f->p) == 0)
			return true;
	}
	return false;
}

/* Editors, photographers and columns may stand on a line with day and outlet. */
static bool has_company(const struct debris_rule *rule)
{
	return rule->why == WHY_EDITOR || rule->why == WHY_PHOTO || rule->why == WHY_BREADCRUMB;
}

/* Authors among the facts from first on who are named as photographers before are none. */
static void drop_photographers(struct facts *f, size_t first)
{
	for (size_t i = first; i < f->n; i++)
		for (size_t k = 0; k < first && f->items[i].key == META_AUTHOR; k++)
			f->items[i].dead |= f->items[k].key == META_PHOTO &&
					    slice_eq(f->items[k].value, f->items[i].value);
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
		judge_add_facts(j, v->rule, &hit);
		if (v->rule->act == ACT_CAPTION) cut_match(j, v->rule, &hit);
		if (v->rule->zone == ZONE_ANY && !has_company(v->rule)) return;
	}
	size_t facts = j->f->n;
	if (len <= FIELD_LINE_MAX && !(l->flags & LINE_PROSE) && (j->may & MAY(LOOK_FIELD)))
		v->field = judge_fields(j, len);
	if (v->rule && v->rule->why == WHY_PHOTO) drop_photographers(j->f, facts);
	if (l->flags & LINE_H1)
		v->field = NULL; /* a headline may be made of fields; its facts stand */
	if (l->why || is_title(j)) return;
	if ((!v->rule || v->rule->zone == ZONE_TAIL) && !v->field && judge_alone(j, l)) return;
	if (v->rule) return;
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
		struct uslice text = { w->fold.p, w->fold.len };
		if (!rule_set_part_may_match(r->set[ON_LINE], w->scratch[ON_LINE], text))
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
	for (size_t i = from; i < to; i++)
		if ((p->lines[i].flags & LINE_PROSE) && !p->lines[i].why) j.last = (uint32_t)i;
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

#define ABOVE_LINES 12 /* between the facts of a page and its text */
#define ABOVE_TITLE 3  /* lines between them and the headline */
#define TITLE_LEAST 5  /* units of a headline, */
#define TITLE_MOST  60
#define TITLE_LAST  39 /* before the title element only */

/* The headline above the facts, where the page has none but its title element, which names the
 * site: it is shorter. */
static void title_above(const struct page *p, struct facts *f, size_t facts_line)
{
	size_t known = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->items[i];
		if (x->key != META_TITLE || x->dead) continue;
		if (x->rank <= TITLE_LAST) return;
		known = x->value.len;
	}
	for (size_t i = facts_line; i-- > 0 && facts_line - i <= ABOVE_TITLE;) {
		const struct line *l = &p->lines[i];
		if (l->len < TITLE_LEAST || l->link || l->han < TITLE_LEAST) continue;
		struct uslice at = { p->vis + l->vis, l->len };
		struct slice title = arena_utf8(&f->d->arena, at);
		if (title.len <= known || l->len > TITLE_MOST || (l->flags & LINE_PROSE)) return;
		facts_add(f, META_TITLE, title, page_source(p, l->vis, l->len), "above-facts",
			  TITLE_LAST);
		return;
	}
}

void debris_day_above(const struct debris *r, struct debris_worker *w, struct page *p,
		      struct facts *f, size_t from)
{
	struct judge j = { .r = r, .w = w, .p = p, .f = f };
	for (size_t i = from; i-- > 0 && from - i <= ABOVE_LINES && !facts_have_day(f);) {
		const struct line *l = &p->lines[i];
		size_t first = f->n;
		j.line = (uint32_t)i;
		if (l->len > FIELD_LINE_MAX || (l->flags & LINE_PROSE)) continue;
		if (!begin_line(&j, l) || !(j.may & MAY(LOOK_FIELD))) continue;
		judge_fields(&j, j.fold->len);
		if (facts_have_day(f)) title_above(p, f, i);
		else f->n = first; /* of something else */
		for (; first < f->n; first++) {
			f->items[first].line = FACT_NO_LINE;
			f->items[first].dead |= f->items[first].key == META_AUTHOR;
		}
	}
}
