/* Front for HTML pages. From: the text of a page. To: visible lines in boxes; facts from meta,
 * title, JSON-LD, links. What is not shown is noted as hidden with its reason. Limits: those of the
 * builder. */
#include "pipeline/clean/front.h"
#include "pipeline/core/unit_find.h"

#include <stdlib.h>

struct reading {
	const struct markup *m;
	struct builder *b;
	struct page *p;
	struct facts *f;
	struct html_tokenizer t;
	size_t none_from;	 /* where the element that is not shown begins; */
	bool none_day;		 /* is it named as a day? */
	enum html_tag raw;	 /* element whose raw text is being read */
	size_t raw_from, raw_to; /* its text */
	bool json_ld, have_title;
};

/* The tree builder's part: how the text of an element is read. */
static void enter_raw(struct reading *r, enum html_tag tag, const struct html_token *x)
{
	static const enum html_mode modes[TAG_N] = {
		[TAG_TITLE] = HTML_RCDATA,	  [TAG_TEXTAREA] = HTML_RCDATA,
		[TAG_SCRIPT] = HTML_SCRIPT,	  [TAG_STYLE] = HTML_RAWTEXT,
		[TAG_XMP] = HTML_RAWTEXT,	  [TAG_IFRAME] = HTML_RAWTEXT,
		[TAG_NOEMBED] = HTML_RAWTEXT,	  [TAG_NOFRAMES] = HTML_RAWTEXT,
		[TAG_PLAINTEXT] = HTML_PLAINTEXT,
	};
	if (modes[tag] == HTML_DATA) return;
	if (tag == TAG_TEXTAREA && build_names_article(&r->m->hints, &r->t)) return;
	html_set_mode(&r->t, modes[tag], r->t.p + x->name.off, x->name.len);
	if (tag == TAG_PLAINTEXT) return;
	r->raw = tag;
	r->raw_from = r->raw_to = r->t.pos;
	const struct html_attr *type = tag == TAG_SCRIPT ? html_attr(&r->t, "type") : NULL;
	r->json_ld = type && html_name_is(r->t.p, type->value, "application/ld+json");
}

#define RAW_TITLE_MAX 600 /* units of a title element that are read */

static void title_element(struct reading *r)
{
	struct ubuf u = { 0 };
	if (r->have_title) return;
	struct html_span raw = { (uint32_t)r->raw_from, (uint32_t)(r->raw_to - r->raw_from) };
	if (raw.len > RAW_TITLE_MAX) raw.len = RAW_TITLE_MAX;
	html_value(&r->t, raw, &u);
	for (size_t i = 0; i < u.len; i++)
		if (unit_is_space(u.p[i])) u.p[i] = ' ';
	struct slice s = arena_utf8(&r->f->d->arena, (struct uslice){ u.p, u.len });
	facts_add(r->f, META_TITLE, s, map_source(r->p->map, raw.off, raw.len), "title-element",
		  40);
	ubuf_free(&u);
	r->have_title = true;
}

static void leave_raw(struct reading *r)
{
	if (r->raw == TAG_NONE) return;
	if (r->raw == TAG_TITLE && !r->b->none) title_element(r);
	if (r->json_ld) meta_json_ld(r->p, r->f, r->raw_from, r->raw_to - r->raw_from);
	page_hide(r->p, r->raw_from, r->raw_to - r->raw_from,
		  r->raw == TAG_TITLE ? WHY_TITLE : WHY_SCRIPT);
	r->raw = TAG_NONE;
	r->json_ld = false;
}

static void link_element(struct reading *r)
{
	const struct html_attr *rel = html_attr(&r->t, "rel"), *href = html_attr(&r->t, "href");
	if (!rel || !href || !html_name_is(r->t.p, rel->value, "canonical")) return;
	struct ubuf u = { 0 };
	html_value(&r->t, href->value, &u);
	struct slice s = arena_utf8(&r->f->d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	facts_add(r->f, META_URL, s, map_source(r->p->map, href->value.off, href->value.len),
		  "canonical", 5);
}

static void time_element(struct reading *r)
{
	const struct html_attr *day = html_attr(&r->t, "datetime");
	if (day) page_moment(r->p, day->value.off, day->value.len);
}

static void on_start(struct reading *r, const struct html_token *x)
{
	unsigned none = r->b->none;
	enum html_tag tag = build_start(r->b, &r->t, x);
	if (!none && r->b->none) {
		r->none_from = x->off;
		r->none_day = r->b->depth && r->b->stack[r->b->depth - 1].field == META_DATE + 1;
	}
	if (tag == TAG_META) meta_element(r->m->names, &r->t, r->p, r->f, r->b->of_author);
	else if (tag == TAG_LINK) link_element(r);
	else if (tag == TAG_TIME) time_element(r);
	else if (tag == TAG_IMG) meta_paper_map(&r->t, r->p, r->f);
	else enter_raw(r, tag, x);
}

static void on_token(struct reading *r, const struct html_token *x)
{
	unsigned none = r->b->none;
	switch (x->type) {
	case HTML_TEXT:
		if (r->raw != TAG_NONE) r->raw_to = x->off + x->len;
		else build_text(r->b, x->off, x->len);
		break;
	case HTML_REF:
		if (r->raw != TAG_NONE) r->raw_to = x->off + x->len;
		else build_char(r->b, x->off, x->len, x->cp);
		break;
	case HTML_START:
		on_start(r, x);
		break;
	case HTML_END:
		leave_raw(r);
		build_end(r->b, &r->t, x);
		if (none && !r->b->none && x->off > r->none_from) {
			page_hide(r->p, r->none_from, x->off - r->none_from, WHY_HIDDEN);
			if (r->none_day)
				meta_hidden_day(r->p, r->f, r->none_from, x->off - r->none_from);
		}
		break;
	case HTML_COMMENT:
		if (!none) page_hide(r->p, x->off, x->len, WHY_COMMENT);
		break;
	default:
		break;
	}
}

static int hidden_cmp(const void *a, const void *b)
{
	const struct hidden *x = a, *y = b;
	return x->old < y->old ? -1 : x->old > y->old;
}

/* Hidden stretches may lie in each other: scripts inside hidden elements. Sort, keep the outer
 * ones. */
static void settle_hidden(struct page *p)
{
	size_t n = 0, end = 0;
	if (!p->n_hidden) return;
	qsort(p->hidden, p->n_hidden, sizeof *p->hidden, hidden_cmp);
	for (size_t i = 0; i < p->n_hidden; i++) {
		if (p->hidden[i].old < end) continue;
		end = p->hidden[i].old + p->hidden[i].len;
		p->hidden[n++] = p->hidden[i];
	}
	p->n_hidden = n;
}

/* A text that marks breaks and words in its lines but has no element of HTML that makes one: it was
 * written in lines. */
static bool keeps_lines(const struct page *p)
{
	static const char *const words[] = { "br", "b", "strong", "i",	  "em",
					     "u",  "a", "img",	  "font", "span" };
	const uint16_t *t = p->old.p;
	size_t len = p->old.len;

	for (size_t i = unit_find(t, 0, len, '<'); i < len; i = unit_find(t, i + 1, len, '<')) {
		struct html_span name = { (uint32_t)i + 1, 0 };
		bool known = false;
		if (name.off < len && t[name.off] == '/') name.off++;
		for (size_t k = name.off; k < len && (t[k] | 32) >= 'a' && (t[k] | 32) <= 'z'; k++)
			name.len++;
		if (!name.len) continue;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			known |= html_name_is(t, name, words[k]);
		if (!known) return false;
	}
	return true;
}

void front_html(const struct markup *m, struct builder *b, struct page *p, struct facts *f)
{
	struct reading r = { .m = m, .b = b, .p = p, .f = f };
	struct html_token x;
	build_begin(b, &m->hints, p);
	b->pre = keeps_lines(p);
	html_begin(&r.t, p->old, &m->refs);
	do {
		html_next(&r.t, &x);
		on_token(&r, &x);
	} while (x.type != HTML_EOF);
	leave_raw(&r);
	build_finish(b);
	if (p->text.len) p->vis = p->text.p;
	settle_hidden(p);
	struct slice url = doc_meta(f->d, META_URL);
	struct src_span src = { 0, 0 };
	for (size_t i = 0; !url.len && i < f->n; i++)
		if (f->items[i].key == META_URL) url = f->items[i].value, src = f->items[i].src;
	if (url.len) meta_url_date(f, url, src);
}
