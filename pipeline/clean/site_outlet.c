/* The outlet of a page that names no source: what the site calls itself. From: names in mark-up,
 * what stands behind the title, the lines at the page's foot. To: facts of source and site, ranked
 * behind all that a text names. Limits: the last FOOT_LINES lines of FOOT_MAX units at most. */
#include "pipeline/clean/debris.h"

#define RANK_SITE	60 /* added: behind all that names a source */
#define RANK_OWN	40 /* added to that: names of no paper, station or agency */
#define RANK_FOOT	45 /* sites that only the foot of a page names, with the rule's rank */
#define RANK_OWN_SUFFIX 48 /* those that foot and title name together */
#define CHANNEL_MAX	3  /* units of a channel's name that may look like an outlet's */
#define FOOT_LINES	60
#define FOOT_MAX	200

/* The outlet that a rule of one place finds in a name, as positions in w->fold, into which the name
 * is folded. */
static bool outlet_in(const struct debris *r, struct debris_worker *w, enum debris_on on,
		      struct uslice name, uint32_t *start, uint32_t *end)
{
	struct rule_hit hit;
	fold_text(&r->fold, name.p, name.len, 0, &w->fold);
	return debris_first(r, w, on, (struct uslice){ w->fold.p, w->fold.len }, &hit) &&
	       rule_hit_group(r->set[on], &hit, "source", start, end);
}

bool debris_site_outlet(const struct debris *r, struct debris_worker *w, struct uslice name,
			uint32_t *start, uint32_t *end)
{
	return outlet_in(r, w, ON_SITE, name, start, end);
}

/* A part of a name that stands folded in w->fold, as written. */
static struct slice part_of(const struct debris_worker *w, struct arena *a, struct uslice name,
			    uint32_t start, uint32_t end)
{
	uint32_t from = folded_start(&w->fold, start);
	return arena_utf8(a, (struct uslice){ name.p + from, folded_end(&w->fold, end) - from });
}

static void sources_of_sites(const struct debris *r, struct debris_worker *w, struct facts *f,
			     size_t from)
{
	size_t n = f->n;
	for (size_t i = from; i < n; i++) {
		uint32_t a, b;
		if (f->items[i].dead || f->items[i].key != META_SITE) continue;
		unsigned rank = RANK_SITE + f->items[i].rank;
		struct uslice u = arena_utf16(&f->d->arena, f->items[i].value);
		if (!outlet_in(r, w, ON_SITE, u, &a, &b)) {
			/* not guessed from a title */
			bool said = !slice_starts(slice_str(f->items[i].how), SLICE("site."));
			if (!said || !outlet_in(r, w, ON_OWN, u, &a, &b)) continue;
			rank += RANK_OWN;
		}
		struct slice v = part_of(w, &f->d->arena, u, a, b);
		facts_add(f, META_SOURCE, v, f->items[i].src, "site", (uint8_t)rank);
	}
}

static uint16_t lowered(uint16_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool holds(struct uslice text, struct uslice part)
{
	for (size_t i = 0, k; part.len && i + part.len <= text.len; i++) {
		for (k = 0; k < part.len && lowered(text.p[i + k]) == lowered(part.p[k]); k++) {
		}
		if (k == part.len) return true;
	}
	return false;
}

/* A part of the headline behind a stroke is no site. */
static bool in_headline(const struct page *p, struct uslice part)
{
	for (size_t i = 0; i < p->n_lines; i++)
		if ((p->lines[i].flags & LINE_TITLE) &&
		    holds(page_line_text(p, &p->lines[i]), part))
			return true;
	return false;
}

/* Sites that only the foot names: an outlet in a line that says whose page it is, or what also
 * stands behind the title. */
static void sites_of_foot(const struct debris *r, struct debris_worker *w, const struct page *p,
			  struct facts *f)
{
	struct rule_hit hit;
	struct uslice suffix = arena_utf16(&f->d->arena, w->suffix);
	if (in_headline(p, suffix)) suffix.len = 0;
	size_t first = p->n_lines > FOOT_LINES ? p->n_lines - FOOT_LINES : 0;
	for (size_t i = first; i < p->n_lines; i++) {
		const struct line *l = &p->lines[i];
		uint32_t a, b;
		if (l->len > FOOT_MAX || (l->flags & LINE_TITLE) ||
		    !(debris_line_may(w, i) & MAY(LOOK_FOOT)))
			continue;
		struct uslice text = { p->vis + l->vis, l->len };
		if (unit_set_next(&r->foot_units, text.p, 0, text.len) == text.len) continue;
		fold_text(&r->fold, text.p, text.len, 0, &w->fold);
		struct uslice folded = { w->fold.p, w->fold.len };
		const struct debris_rule *rule = debris_first(r, w, ON_FOOT, folded, &hit);
		if (!rule) continue;
		struct src_span src = page_source(p, l->vis, l->len);
		if (rule_hit_group(r->set[ON_FOOT], &hit, "source", &a, &b))
			facts_add(f, META_SITE, part_of(w, &f->d->arena, text, a, b), src,
				  rule->id.p, (uint8_t)(RANK_FOOT + rule->rank));
		if (holds(text, suffix))
			facts_add(f, META_SITE, w->suffix, w->suffix_src, "title", RANK_OWN_SUFFIX);
	}
}

static bool has_key(const struct facts *f, enum meta_key key)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].key == key && !f->items[i].dead && f->items[i].value.len)
			return true;
	return false;
}

/* Sites that a rule on titles found are none when the headline on the page goes on with them. */
static void drop_halves(const struct page *p, struct facts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_SITE || x->dead ||
		    !slice_starts(slice_str(x->how), SLICE("site.")))
			continue;
		x->dead = in_headline(p, arena_utf16(&f->d->arena, x->value));
	}
}

/* A short name beside the day that the title has as a channel of the site is no source. */
static void drop_channel_names(const struct debris *r, struct debris_worker *w, struct facts *f)
{
	uint32_t a, b;
	for (size_t i = 0; w->n_channels && i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_SOURCE || x->dead) continue;
		struct uslice u = arena_utf16(&f->d->arena, x->value);
		if (u.len > CHANNEL_MAX || outlet_in(r, w, ON_SITE, u, &a, &b)) continue;
		struct slice folded =
			arena_utf8(&f->d->arena, (struct uslice){ w->fold.p, w->fold.len });
		for (size_t k = 0; k < w->n_channels; k++)
			if (slice_eq(folded, w->channels[k])) x->dead = true;
	}
}

void site_outlet_add(const struct debris *r, struct debris_worker *w, const struct page *p,
		     struct facts *f)
{
	drop_halves(p, f);
	drop_channel_names(r, w, f);
	if (has_key(f, META_SOURCE)) return;
	size_t from = f->n;
	sources_of_sites(r, w, f, 0);
	debris_check_facts(r, w, f, from);
	if (has_key(f, META_SOURCE)) return;
	from = f->n;
	sites_of_foot(r, w, p, f);
	sources_of_sites(r, w, f, from);
	debris_check_facts(r, w, f, from);
}
