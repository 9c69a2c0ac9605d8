/* What the groups of a debris rule say of the article: a fact (metadata candidate) each, with its
 * rank by where the line stands; so of the elements that name one. See debris_judge.h. */
#include "pipeline/clean/debris_judge.h"

#include "pipeline/clean/when.h"

/* Days between headline and text rank a little below those inside; an outlet or a person there
 * stands before those behind the text. */
#define HEADER_RANK 1
#define OVER_RANK   2  /* those right above the headline, as blogs have the day */
#define LOOSE_RANK  3  /* those elsewhere beside the article lower */
#define BEFORE_RANK 9  /* those before the headline still lower */
#define NAME_MAX    40 /* longest value of a name-like group, units */

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
	switch (name[0]) {
	case 'r':
		return WHEN_MINGUO;
	case 'h':
		return WHEN_HAN;
	case 'y':
		return WHEN_SHORT;
	default:
		return WHEN_YEAR;
	}
}

/* Does a line belong to comments, a list or another component beside the article? Between headline
 * and text all is about the article. */
static bool is_aside(const struct debris_worker *w, const struct page *p, size_t line)
{
	return line < p->n_lines && p->lines[line].aside && !(line >= w->title && line < w->body);
}

/* Where the names [a, b) end: words behind a blank that are nobody's name (buttons, labels of the
 * text) are none of them. */
static uint32_t names_end(struct judge *j, uint32_t a, uint32_t b)
{
	const uint16_t *t = j->fold->p;
	struct rule_hit hit;
	for (;;) {
		uint32_t word = b;
		while (word > a && t[word - 1] != ' ') word--;
		if (word == a || b - word < 2 || !unit_is_han(t[word])) return b;
		struct uslice text = { t + word, b - word };
		if (!debris_first(j->r, j->w, ON_AUTHOR, text, &hit)) return b;
		for (b = word; b > a && t[b - 1] == ' ';) b--;
	}
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
	if (key == META_AUTHOR && is_aside(j->w, j->p, j->line)) return;
	a += j->shift;
	b += j->shift;
	while (a < b && j->fold->p[a] == ' ') a++;
	while (b > a && j->fold->p[b - 1] == ' ') b--;
	if (key == META_AUTHOR) b = names_end(j, a, b);
	if (a == b || b - a > NAME_MAX) return;
	struct slice value = group_value(j, key, a, b);
	if (key == META_AUTHOR) value = join_others(j, rule, hit, value, &b);
	uint32_t vis = folded_start(j->fold, a), end = folded_end(j->fold, b);
	struct fact *x = facts_add(j->f, key, value, page_source(j->p, vis, end - vis), rule->id.p,
				   rule->rank);
	x->line = j->line;
	if (j->line < j->p->n_lines && j->p->lines[j->line].why) {
		bool before = j->line < j->w->title, header = j->line < j->w->body;
		bool over = j->line + 1 == j->w->title;
		x->rank = (uint8_t)(rule->rank + (over	   ? OVER_RANK
						  : before ? BEFORE_RANK
						  : header ? (key == META_DATE ? HEADER_RANK : 0)
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

void judge_add_facts(struct judge *j, const struct debris_rule *rule, const struct rule_hit *hit)
{
	for (size_t g = 0; g < DEBRIS_GROUPS; g++) add_group(j, rule, hit, g);
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

/* The line that holds a visible unit, or the one before it. */
static size_t line_at(const struct page *p, uint32_t vis)
{
	size_t lo = 0, hi = p->n_lines;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (p->lines[mid].vis <= vis) lo = mid + 1;
		else hi = mid;
	}
	return lo ? lo - 1 : 0;
}

/* Add another author's name to that of the first. */
static void join_author(struct facts *f, struct fact *first, struct fact *other)
{
	other->dead = true;
	if (slice_eq(first->value, other->value)) return;
	first->value = arena_printf(&f->d->arena, "%.*s %.*s", (int)first->value.len,
				    first->value.p, (int)other->value.len, other->value.p);
	first->src.end = other->src.end;
}

/* Elements that name authors, f's facts from first on: those between headline and text are of one
 * article; different ones elsewhere belong to a list of writers, of other articles or of comments.
 */
static void settle_authors(const struct debris_worker *w, const struct page *p, struct facts *f,
			   size_t first)
{
	size_t text = w->body;
	while (text < p->n_lines && (p->lines[text].why || !(p->lines[text].flags & LINE_PROSE)))
		text++;
	struct fact *head = NULL, *one = NULL;
	bool several = false;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = first; i < f->n; i++) {
			struct fact *x = &f->items[i];
			size_t line = line_at(p, x->vis);
			if (x->key != META_AUTHOR || x->how != field_how[META_AUTHOR] || x->dead)
				continue;
			if (line >= w->title && line < text) {
				if (head && head != x) join_author(f, head, x);
				else head = x;
				continue;
			}
			if (pass && several) x->dead = true;
			several |= one && !slice_eq(one->value, x->value);
			one = x;
		}
}

/* Does a visible unit stand above the article's text, as far as that is known? */
static bool above_body(const struct debris_worker *w, const struct page *p, uint32_t vis)
{
	return !w->body || vis < p->lines[w->body].vis;
}

#define MOMENT_RANK 14 /* behind days that a reader sees */

static void add_moment(const struct page *p, struct facts *f, const struct moment *x)
{
	struct uslice at = { p->old.p + x->off, x->len };
	struct slice value = arena_utf8(&f->d->arena, at);
	struct fact *y = facts_add(f, META_DATE, value, map_source(p->map, x->off, x->len),
				   "datetime", MOMENT_RANK);
	y->day = when_at_home(value);
}

/* The first day that an element says between headline and text. */
static void take_moment(const struct debris_worker *w, const struct page *p, struct facts *f)
{
	uint32_t title = w->title < p->n_lines ? p->lines[w->title].vis : 0;
	for (size_t i = 0; i < p->n_moments; i++) {
		if (p->moments[i].vis < title || !above_body(w, p, p->moments[i].vis)) continue;
		add_moment(p, f, &p->moments[i]);
		return;
	}
}

void debris_any_moment(const struct page *p, struct facts *f)
{
	for (size_t i = 0; i < p->n_moments && !facts_have_day(f); i++)
		add_moment(p, f, &p->moments[i]);
}

void debris_take_fields(const struct debris *r, struct debris_worker *w, struct page *p,
			struct facts *f, uint32_t from, uint32_t to)
{
	struct rule_hit hit;
	size_t first = f->n;
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct field *x = &p->fields[i];
		if (x->key == META_TITLE || (!x->site && (x->vis < from || x->vis >= to))) continue;
		if (x->key == META_AUTHOR && !x->site && is_aside(w, p, line_at(p, x->vis)))
			continue;
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
	settle_authors(w, p, f, first);
	take_moment(w, p, f);
}
