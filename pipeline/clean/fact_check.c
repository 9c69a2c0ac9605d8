/* What is no outlet and no person, whatever named it so. From: facts. To: those that hold. Limits:
 * none of its own. */
#include "pipeline/clean/debris.h"
#include "pipeline/clean/html_meta.h"
#include "pipeline/core/punctuation.h"

#define MARKUP_RANK   16 /* authors from here on come from mark-up, not from words */
#define HIDDEN_RANK   20 /* from here on they come from fields that no reader sees */
#define SITE_NAME_MIN 6	 /* bytes of a name that is looked for in a site's */
#define PERSON_MAX    3	 /* units of a person's name where an outlet's should stand */
#define PERSON_RANK   19 /* behind authors that words name */

/* A site's own name, or a part of it, is no person. */
static bool is_site_name(const struct facts *f, struct slice value)
{
	for (size_t i = 0; i < f->n; i++) {
		struct slice site = f->items[i].value;
		if (f->items[i].key != META_SITE || f->items[i].dead || value.len < SITE_NAME_MIN)
			continue;
		for (size_t k = 0; k + value.len <= site.len; k++)
			if (memcmp(site.p + k, value.p, value.len) == 0) return true;
	}
	return false;
}

/* Is the value a person's name, and nothing that an outlet may be called? */
static bool is_person(const struct debris *r, struct debris_worker *w, struct arena *a,
		      struct slice value)
{
	struct rule_hit hit;
	if (value.len > 4 * PERSON_MAX) return false; /* bytes */
	struct uslice u = arena_utf16(a, value);
	fold_text(&r->fold, u.p, u.len, 0, &w->fold);
	struct uslice text = { w->fold.p, w->fold.len };
	return u.len <= PERSON_MAX && debris_first(r, w, ON_NAMES, text, &hit) &&
	       !debris_first(r, w, ON_AUTHOR, text, &hit);
}

/* Does another outlet's name begin with the value? */
static bool begins_another(const struct facts *f, size_t i)
{
	for (size_t k = 0; k < f->n; k++) {
		const struct fact *x = &f->items[k];
		if (x->key == META_SOURCE && !x->dead && x->value.len > f->items[i].value.len &&
		    slice_starts(x->value, f->items[i].value))
			return true;
	}
	return false;
}

/* Do the same bytes stand as an author? */
static bool is_author_too(const struct facts *f, const struct fact *source)
{
	for (size_t k = 0; k < f->n; k++) {
		const struct fact *x = &f->items[k];
		if (x->key == META_AUTHOR && !x->dead && x->src.start == source->src.start &&
		    x->src.end == source->src.end)
			return true;
	}
	return false;
}

/* Which sources are persons: the rules are asked about each value once. */
struct persons {
	const struct debris *r;
	struct debris_worker *w;
	const struct facts *f;
	uint8_t *known; /* of each fact: PERSON_NO, PERSON_YES; 0: not asked */
};
enum { PERSON_NO = 1, PERSON_YES };

static bool persons_has(struct persons *p, size_t i)
{
	const struct fact *x = &p->f->items[i];
	for (size_t k = 0; k <= i && !p->known[i]; k++)
		if (p->known[k] && slice_eq(p->f->items[k].value, x->value))
			p->known[i] = p->known[k];
	if (!p->known[i])
		p->known[i] =
			is_person(p->r, p->w, &p->f->d->arena, x->value) ? PERSON_YES : PERSON_NO;
	return p->known[i] == PERSON_YES;
}

/* Who stands as the source where an outlet stands as well is the author; who is called the author
 * is no source. */
static void persons_as_sources(const struct debris *r, struct debris_worker *w, struct facts *f)
{
	size_t outlets = 0, n = f->n;
	struct persons persons = { r, w, f, arena_zalloc(&f->d->arena, n + 1) };
	for (size_t i = 0; i < n; i++)
		outlets += f->items[i].key == META_SOURCE && !f->items[i].dead &&
			   f->items[i].line != FACT_NO_LINE && !persons_has(&persons, i);
	for (size_t i = 0; i < n; i++) {
		if (f->items[i].key != META_SOURCE || f->items[i].dead || begins_another(f, i))
			continue;
		bool known = is_author_too(f, &f->items[i]);
		if ((!outlets && !known) || !persons_has(&persons, i)) continue;
		f->items[i].dead = true;
		if (known) continue;
		facts_add(f, META_AUTHOR, f->items[i].value, f->items[i].src, f->items[i].how,
			  PERSON_RANK);
	}
}

/* Does only mark-up name the author? Such fields hold accounts and sites too. */
static bool is_of_markup(const struct fact *x)
{
	return x->key == META_AUTHOR && x->rank >= MARKUP_RANK && x->line == FACT_NO_LINE;
}

static bool is_of_item(const struct fact *x)
{
	return slice_is(slice_str(META_HOW_ITEM), x->how);
}

/* Has the same, named in the same way, been found to hold among the facts [from, i)? */
static bool held_before(const struct facts *f, size_t from, size_t i)
{
	const struct fact *x = &f->items[i];
	for (size_t k = from; k < i; k++) {
		const struct fact *y = &f->items[k];
		if (!y->dead && y->key == x->key && slice_eq(y->value, x->value) &&
		    is_of_markup(y) == is_of_markup(x) && is_of_item(y) == is_of_item(x))
			return true;
	}
	return false;
}

/* What stands between the quotation or title marks that hold all of a name; else all of it. */
static struct uslice unquoted(struct uslice u)
{
	uint16_t first = u.len > 2 ? u.p[0] : 0, last = u.len > 2 ? u.p[u.len - 1] : 0;
	bool title = first == TITLE_OPEN && last == TITLE_CLOSE;
	if (!title && !(first == QUOTE_OPEN && last == QUOTE_CLOSE)) return u;
	for (size_t i = 1; i + 1 < u.len; i++)
		if (u.p[i] == first || u.p[i] == last) return u;
	return (struct uslice){ u.p + 1, u.len - 2 };
}

void debris_check_facts(const struct debris *r, struct debris_worker *w, struct facts *f,
			size_t from)
{
	struct rule_hit hit;
	for (size_t i = from; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->dead || (x->key != META_AUTHOR && x->key != META_SOURCE)) continue;
		if (held_before(f, from, i)) continue;
		struct uslice whole = arena_utf16(&f->d->arena, x->value);
		struct uslice u = x->key == META_SOURCE ? unquoted(whole) : whole;
		if (u.len < whole.len) x->value = arena_utf8(&f->d->arena, u);
		fold_text(&r->fold, u.p, u.len, 0, &w->fold);
		struct uslice text = { w->fold.p, w->fold.len };
		enum debris_on on = x->key == META_AUTHOR ? ON_AUTHOR : ON_SOURCE;
		x->dead = debris_first(r, w, on, text, &hit) != NULL;
		if (!x->dead && is_of_markup(x))
			x->dead = is_site_name(f, x->value) ||
				  (!is_of_item(x) && !debris_first(r, w, ON_NAMES, text, &hit));
	}
	if (!from) persons_as_sources(r, w, f);
}

/* May a line say who wrote the article? Running text, comments, lists and who had another part in
 * it say nothing of that. */
static bool may_credit(const struct line *l)
{
	if (l->aside || ((l->flags & LINE_PROSE) && !l->why)) return false;
	return l->why != WHY_EDITOR && l->why != WHY_PROOF && l->why != WHY_PHOTO &&
	       l->why != WHY_COMMENTS && l->why != WHY_HIDDEN;
}

/* Does the visible page hold the first name of the value, where it may be the author's? */
static bool page_names(const struct page *p, struct arena *a, struct slice value)
{
	struct uslice u = arena_utf16(a, value);
	size_t n = 0;
	while (n < u.len && u.p[n] != ',' && u.p[n] != LIST_MARK && u.p[n] != WIDE_COMMA &&
	       u.p[n] != ';')
		n++;
	for (size_t k = 0; n && k < p->n_lines; k++) {
		const struct line *l = &p->lines[k];
		if (!may_credit(l)) continue;
		for (size_t i = l->vis; i + n <= l->vis + l->len; i++)
			if (p->vis[i] == u.p[0] &&
			    memcmp(p->vis + i, u.p, n * sizeof *u.p) == 0)
				return true;
	}
	return false;
}

void debris_check_authors(const struct page *p, struct facts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_AUTHOR || x->dead || x->rank < HIDDEN_RANK ||
		    x->line != FACT_NO_LINE)
			continue;
		x->dead = !page_names(p, &f->d->arena, x->value);
	}
}
