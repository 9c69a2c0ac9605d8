/* A site's own rules applied to one of its pages. From: the elements that the rules name (hits).
 * To: hints of boxes, facts. Limits: none of its own; linear in hits and boxes. */
#include "pipeline/clean/front.h"

#define TITLE_UNITS 120

/* The site: by the page's address, else by an element that only its pages have. */
static uint16_t site_of(const struct markup *m, const struct builder *b, const struct facts *f)
{
	uint16_t site = sites_of_url(&m->sites, doc_meta(f->d, META_URL));
	for (size_t i = 0; site == SITE_NONE && i < f->n; i++)
		if (f->items[i].key == META_URL) site = sites_of_url(&m->sites, f->items[i].value);
	for (size_t i = 0; site == SITE_NONE && i < b->n_hits; i++)
		if (b->hits[i].role == SITE_SIGN) site = b->hits[i].site;
	return site;
}

/* A box that a script of the page would show. */
static void show_box(struct builder *b, size_t at)
{
	if (!b->boxes[at].hidden) return;
	size_t end = b->boxes[at].close > at ? b->boxes[at].close : at + 1;
	for (size_t i = at; i < end; i++) b->boxes[i].hidden = false;
}

static void apply_hit(struct builder *b, struct page *p, struct facts *f, const struct site_hit *h,
		      const char *id)
{
	static const uint8_t keys[SITE_ROLE_N] = { [SITE_DATE] = META_DATE,
						   [SITE_SOURCE] = META_SOURCE,
						   [SITE_AUTHOR] = META_AUTHOR,
						   [SITE_EDITOR] = META_EDITOR };
	struct box *x = &b->boxes[h->box];
	switch (h->role) {
	case SITE_MAIN:
		if (h->box == 0) return;
		show_box(b, h->box);
		x->furniture = false;
		x->hint = HINT_SITE;
		return;
	case SITE_DROP:
		if (h->box) x->hint = HINT_DROP;
		return;
	case SITE_TITLE:
		if (h->len && h->len <= TITLE_UNITS)
			facts_add(f, META_TITLE,
				  arena_utf8(&f->d->arena,
					     (struct uslice){ p->text.p + h->vis, h->len }),
				  page_source(p, h->vis, h->len), id, 20);
		return;
	case SITE_SIGN:
		return;
	default:
		page_site_field(p, (enum meta_key)keys[h->role], h->vis, h->len, id);
	}
}

void front_site(const struct markup *m, struct builder *b, struct page *p, struct facts *f)
{
	uint16_t site = b->n_hits ? site_of(m, b, f) : SITE_NONE;
	for (size_t i = 0; site != SITE_NONE && i < b->n_hits; i++)
		if (b->hits[i].site == site)
			apply_hit(b, p, f, &b->hits[i], m->sites.items[site].id.p);
}
