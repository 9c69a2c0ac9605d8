/* Lines and boxes from mark-up events. From: tags, text, references. To: visible lines in the page,
 * each in a box. Limits: HTML_DEPTH_MAX open elements; class and id are looked at in their first
 * HINT_LOOK units. */
#include "pipeline/clean/html_picture.h"
#include "pipeline/clean/html_rows.h"
#include "pipeline/core/unit_find.h"

#include <stddef.h>

#define STYLE_LOOK 400 /* units of a style that are looked at */
#define CLOSE_LOOK 48  /* how far down an end tag looks for its element */

void build_begin(struct builder *b, const struct html_hints *hints, struct page *p)
{
	struct box *boxes = b->boxes;
	size_t cap = b->cap_boxes;
	memset(b, 0, offsetof(struct builder, stack));
	b->hints = hints;
	b->p = p;
	b->boxes = mem_grow(boxes, &cap, 1, sizeof *boxes);
	b->cap_boxes = cap;
	b->boxes[0] = (struct box){ 0 };
	b->n_boxes = 1;
}

void build_free(struct builder *b)
{
	mem_free(b->boxes);
	class_notes_free(&b->notes);
}

/* ---- text ---- */

void build_break(struct builder *b)
{
	struct page *p = b->p;
	b->space = false;
	if (p->text.len == b->start) return;
	struct line *l = page_line(p, b->start, p->text.len);
	if (l) {
		l->box = b->box;
		l->link = (uint32_t)b->link_units;
		l->links = (uint16_t)(b->links > 0xffff ? 0xffff : b->links);
		l->flags = (uint16_t)b->line_flags;
		if (b->bold_units * 10 >= (size_t)l->len * 9) l->flags |= LINE_BOLD;
		if (b->image) l->flags |= LINE_IMAGE;
		l->legend = !(l->flags & LINE_HEADING) && (b->line_legend || picture_tells(b, l));
		b->image = b->image_next;
		b->image_next = false;
	}
	b->start = p->text.len;
	b->link_units = b->bold_units = b->links = 0;
	b->line_flags = 0;
	b->line_legend = false;
}

static void note_units(struct builder *b, size_t n)
{
	if (b->link) b->link_units += n;
	if (b->bold) b->bold_units += n;
	if (b->heading) b->line_flags |= LINE_HEADING | (b->heading == 1 ? LINE_H1 : 0);
	if (b->list) b->line_flags |= LINE_LIST;
	if (b->caption) b->line_flags |= LINE_CAPTION;
	if (b->center) b->line_flags |= LINE_CENTER;
	if (b->legend) b->line_legend = true;
}

static bool is_wide(uint16_t c)
{
	return unit_is_han(c) || (c >= 0x3000 && c <= 0x30ff) || (c >= 0xff00 && c <= 0xffef);
}

/* A pending run of white space before the unit next: nothing between wide characters when it was
 * only a line break, else one blank. */
static void settle_space(struct builder *b, uint16_t next, bool inside)
{
	static const uint16_t blank = ' ';
	struct page *p = b->p;
	if (!b->space) return;
	b->space = false;
	if (p->text.len == b->start) return;
	uint16_t before = p->text.p[p->text.len - 1];
	if (before == '\t' || (inside && b->space_break && is_wide(before) && is_wide(next)))
		return;
	if (p->old.p[b->space_at] == ' ') page_copy(p, b->space_at, 1);
	else page_replace(p, b->space_at, b->space_len, &blank, 1);
}

/* broken: there is a line break in it. */
static void note_space(struct builder *b, size_t old, size_t len, bool broken)
{
	if (!b->space) b->space_at = (uint32_t)old, b->space_len = 0, b->space_break = false;
	b->space = true;
	b->space_len = (uint32_t)(old + len - b->space_at);
	b->space_break |= broken;
}

/* The end of a run without white space. */
static inline size_t text_end(const uint16_t *t, size_t i, size_t end)
{
	for (i = unit_find_space(t, i, end); i < end && !unit_is_space(t[i]);)
		i = unit_find_space(t, i + 1, end);
	return i;
}

void build_text(struct builder *b, size_t old, size_t len)
{
	const uint16_t *t = b->p->old.p;
	size_t end = old + len, begin = old;
	if (b->none) return;
	while (old < end) {
		bool broken = false;
		size_t i = unit_find_text(t, old, end, &broken);
		for (; i < end && unit_is_space(t[i]); i++) broken |= t[i] == '\n' || t[i] == '\r';
		if (i > old) {
			if (b->pre && b->p->text.len > b->start)
				for (size_t k = old; k < i; k++)
					if (t[k] == '\n') build_break(b);
			note_space(b, old, i - old, broken);
			old = i;
			continue;
		}
		i = text_end(t, i, end);
		if (b->cells) cell_part(b, t[old]);
		settle_space(b, t[old], b->space && b->space_at >= begin);
		page_copy(b->p, old, i - old);
		note_units(b, i - old);
		old = i;
	}
}

void build_char(struct builder *b, size_t old, size_t old_len, const uint32_t cp[2])
{
	if (b->none) return;
	if (cp[0] < 0x10000 && unit_is_space((uint16_t)cp[0])) {
		note_space(b, old, old_len, false); /* a reference, whatever it stands for */
		return;
	}
	uint16_t u[4];
	size_t n = 0;
	for (int i = 0; i < 2 && (i == 0 || cp[i]); i++) {
		if (cp[i] >= 0x10000) {
			u[n++] = (uint16_t)(0xd7c0 + (cp[i] >> 10));
			u[n++] = (uint16_t)(0xdc00 + (cp[i] & 0x3ff));
		} else {
			u[n++] = (uint16_t)cp[i];
		}
	}
	if (b->cells) cell_part(b, u[0]);
	settle_space(b, u[0], false);
	page_replace(b->p, old, old_len, u, n);
	note_units(b, n);
}

/* ---- what a start tag says ---- */

static bool word_here(const uint16_t *p, size_t left, const char *word)
{
	size_t k = 0;
	while (k < left && word[k] && (p[k] | 32) == (unsigned char)word[k]) k++;
	return !word[k];
}

/* What a style says: bit 0 hidden, bit 1 set in the middle. */
static unsigned style_says(const uint16_t *p, struct html_span v)
{
	static const char *const words[] = { "display:none",	  "display: none",
					     "visibility:hidden", "visibility: hidden",
					     "font-size:0;",	  "font-size:0px",
					     "text-indent:-9",	  "left:-9",
					     "text-align:center", "text-align: center" };
	enum { HIDING = 8, ALL = sizeof words / sizeof *words };
	size_t len = v.len < STYLE_LOOK ? v.len : STYLE_LOOK;
	unsigned says = 0;
	for (size_t i = 0; i < len; i++) {
		uint16_t c = p[v.off + i] | 32;
		if (c != 'd' && c != 'v' && c != 'f' && c != 't' && c != 'l') continue;
		if (i && unit_is_letter(p[v.off + i - 1])) continue; /* inside a word */
		for (size_t k = 0; k < ALL; k++)
			if (c == (unsigned char)words[k][0] &&
			    word_here(p + v.off + i, len - i, words[k]))
				says |= k < HIDING ? 1u : 2u;
	}
	return says;
}

/* What the attributes say: is it hidden, which words and facts do class and id name? */
struct says {
	int hint;
	uint8_t field;
	bool hidden, center, legend;
	struct html_span cls, id; /* values that sites' rules name; len 0: none */
};

#define DAY_MIN 10 /* units of 2024-05-20 */

/* What an element shows for a moment ago, its title says in full. */
static void note_title_day(struct builder *b, const struct html_tokenizer *t, struct html_span v)
{
	const uint16_t *p = t->p + v.off;
	if (v.len >= DAY_MIN && (p[0] == '2' || p[0] == '1') && (p[4] == '-' || p[4] == '/'))
		page_moment(b->p, v.off, v.len);
}

/* Microdata: an element of the author, and one of a name inside it, hold the author. */
static void note_property(struct builder *b, const struct html_tokenizer *t, struct html_span value,
			  struct says *s)
{
	bool name = html_name_is(t->p, value, "name");
	const struct html_attr *day =
		html_name_is(t->p, value, "datepublished") ? html_attr(t, "content") : NULL;
	if (day) page_moment(b->p, day->value.off, day->value.len);
	if (html_name_is(t->p, value, "author")) b->of_author = true;
	else if (!name && !html_name_is(t->p, value, "url") && !html_name_is(t->p, value, "image"))
		b->of_author = false;
	if (b->of_author && !s->field) s->field = META_AUTHOR + 1;
}

/* Four units in a number, letters lowered. */
static inline uint64_t four(const uint16_t *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof w);
	return w | 0x20 * UNIT_LANES;
}

enum attr_name { ATTR_OTHER, ATTR_ID, ATTR_CLASS, ATTR_STYLE, ATTR_ALIGN, ATTR_TITLE, ATTR_HIDDEN,
		 ATTR_ITEMPROP };

/* Those of five letters, which most are, by one comparison each. */
static enum attr_name name_of_five(const uint16_t *p)
{
	static const struct {
		uint16_t word[5];
		uint8_t name;
	} known[] = { { { 'c', 'l', 'a', 's', 's' }, ATTR_CLASS },
		      { { 's', 't', 'y', 'l', 'e' }, ATTR_STYLE },
		      { { 't', 'i', 't', 'l', 'e' }, ATTR_TITLE },
		      { { 'a', 'l', 'i', 'g', 'n' }, ATTR_ALIGN } };
	uint64_t head = four(p);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (head == four(known[i].word) && (p[4] | 32) == known[i].word[4])
			return (enum attr_name)known[i].name;
	return ATTR_OTHER;
}

static inline enum attr_name attr_name(const uint16_t *p, struct html_span name)
{
	const uint16_t *t = p + name.off;
	if (name.len == 5) return name_of_five(t);
	if (name.len == 2) return (t[0] | 32) == 'i' && (t[1] | 32) == 'd' ? ATTR_ID : ATTR_OTHER;
	if (name.len == 6 && html_name_is(p, name, "hidden")) return ATTR_HIDDEN;
	if (name.len == 8 && html_name_is(p, name, "itemprop")) return ATTR_ITEMPROP;
	return ATTR_OTHER;
}

/* Editors' tools set links to other articles into a text and say so in the element's title. */
static bool is_aside(const struct class_words *w, const uint16_t *p, struct html_span title)
{
	uint32_t key;
	return title.len && datrie_has(&w->fields, p + title.off, title.len, &key) &&
	       key == CLASS_ASIDE;
}

/* What class or id say. */
static void read_class(struct builder *b, const struct html_tokenizer *t, struct html_span value,
		       bool is_id, struct says *s)
{
	struct class_note n = class_note(&b->hints->names, &b->notes, t->p, value);
	if (s->hint > HINT_KILL) s->hint = n.hint <= HINT_KILL ? HINT_KILL : s->hint + n.hint;
	if (!s->field) s->field = n.field;
	s->center |= n.center;
	s->legend |= n.legend;
	if (is_id ? n.as_id : n.as_class) *(is_id ? &s->id : &s->cls) = value;
}

static struct says read_attrs(struct builder *b, const struct html_tokenizer *t)
{
	struct says s = { 0 };
	for (size_t i = 0; i < t->n_attrs; i++) {
		struct html_span value = t->attrs[i].value;
		enum attr_name name = attr_name(t->p, t->attrs[i].name);
		switch (name) {
		case ATTR_ID:
		case ATTR_CLASS:
			read_class(b, t, value, name == ATTR_ID, &s);
			break;
		case ATTR_STYLE: {
			unsigned style = style_says(t->p, value);
			s.hidden |= (style & 1) != 0;
			s.center |= (style & 2) != 0;
			break;
		}
		case ATTR_ALIGN:
			s.center |= html_name_is(t->p, value, "center");
			break;
		case ATTR_TITLE:
			if (is_aside(&b->hints->names, t->p, value)) s.hint = HINT_KILL;
			note_title_day(b, t, value);
			break;
		case ATTR_HIDDEN:
			s.hidden = true;
			break;
		case ATTR_ITEMPROP:
			note_property(b, t, value, &s);
			break;
		default:
			break;
		}
	}
	return s;
}

bool build_names_article(const struct html_hints *h, const struct html_tokenizer *t)
{
	int sum = 0;
	for (size_t i = 0; i < t->n_attrs; i++)
		if (html_name_is(t->p, t->attrs[i].name, "class") ||
		    html_name_is(t->p, t->attrs[i].name, "id"))
			sum += class_look(&h->names, t->p, t->attrs[i].value).hint;
	return sum >= HINT_SURE;
}

/* ---- elements ---- */

static void open_box(struct builder *b, const struct says *says, enum html_tag tag, bool hidden)
{
	const struct box *up = &b->boxes[b->box];
	struct box x = { .parent = b->box, .first = (uint32_t)b->p->n_lines, .tag = (uint8_t)tag };
	x.hidden = hidden || up->hidden;
	x.furniture = up->furniture || (html_tag_flags(tag) & TF_F) != 0;
	x.hint = (int16_t)(says->hint < HINT_KILL ? HINT_KILL : says->hint > 99 ? 99 : says->hint);
	b->boxes = mem_grow(b->boxes, &b->cap_boxes, b->n_boxes + 1, sizeof *b->boxes);
	b->boxes[b->n_boxes] = x;
	b->box = (uint32_t)b->n_boxes++;
}

static void close_box(struct builder *b)
{
	struct box *x = &b->boxes[b->box];
	x->end = (uint32_t)b->p->n_lines;
	x->close = (uint32_t)b->n_boxes;
	b->box = x->parent;
}

static void note_hit(void *ctx, uint16_t site, uint8_t role)
{
	struct builder *b = ctx;
	if (b->n_hits == SITE_HITS_MAX) return;
	b->hits[b->n_hits++] = (struct site_hit){ site, role, b->hit_box ? b->box : 0,
						  (uint32_t)b->p->text.len, 0 };
}

static void pop(struct builder *b)
{
	struct open_element *o = &b->stack[--b->depth];
	unsigned f = html_tag_flags((enum html_tag)o->tag);
	for (size_t i = o->hit; i < (size_t)o->hit + o->n_hits; i++)
		b->hits[i].len = (uint32_t)(b->p->text.len - b->hits[i].vis);
	if (o->field && !b->none) page_field(b->p, (enum meta_key)(o->field - 1), o->vis);
	if (f & TF_B) build_break(b);
	if (f & TF_X) close_box(b);
	if (f & TF_R) row_end(b, o);
	if (f & TF_C) cell_end(b, o);
	if (o->tag == TAG_TABLE) b->n_tables--;
	if (o->link) b->link--;
	if (o->bold) b->bold--;
	if (o->none) b->none--;
	if (o->center) b->center--;
	if (o->legend) b->legend--;
	if (f & TF_H) b->heading = 0;
	if (f & TF_L) b->list--;
	if (f & TF_K) b->caption--;
	if (o->tag == TAG_PRE) b->pre--;
}

/* End tags that the start of tag implies. */
static void imply_ends(struct builder *b, enum html_tag tag, unsigned flags)
{
	while (b->depth) {
		enum html_tag top = (enum html_tag)b->stack[b->depth - 1].tag;
		bool ends =
			(top == TAG_P && (flags & TF_B)) || (top == TAG_LI && tag == TAG_LI) ||
			(top == TAG_OPTION && tag == TAG_OPTION) ||
			((top == TAG_DT || top == TAG_DD) && (tag == TAG_DT || tag == TAG_DD)) ||
			((top == TAG_TD || top == TAG_TH) && (flags & (TF_C | TF_R))) ||
			(top == TAG_TR && (flags & TF_R)) || (top == TAG_A && tag == TAG_A);
		if (!ends) return;
		pop(b);
	}
}

enum html_tag build_start(struct builder *b, const struct html_tokenizer *t,
			  const struct html_token *x)
{
	enum html_tag tag = html_tag_of(b->hints, t, x->name);
	unsigned f = html_tag_flags(tag);
	imply_ends(b, tag, f);
	if ((f & TF_B) || tag == TAG_BR) build_break(b);
	if (tag == TAG_A) b->links++;
	if (tag == TAG_IMG) {
		*(b->p->text.len == b->start ? &b->image : &b->image_next) = true;
		picture_note(b, t, false);
	} else if (tag == TAG_A) {
		picture_note(b, t, true);
	}
	if (!(f & TF_B)) page_mark(b->p);
	bool shown = tag == TAG_TEXTAREA && build_names_article(b->hints, t); /* see html_wrap.c */
	if (shown) f = TF_B | TF_X;
	if ((f & (TF_V | TF_S)) || (x->self_closing && tag == TAG_NONE)) return tag;
	if (b->depth == HTML_DEPTH_MAX) {
		b->over++;
		return tag;
	}
	struct open_element *o = &b->stack[b->depth++];
	*o = (struct open_element){ .tag = (uint8_t)tag, .row_line = (uint32_t)b->p->n_lines };
	struct says says = { 0 };
	if (f & (TF_C | TF_R) || tag == TAG_TABLE) row_start(b, t, o);
	if (t->n_attrs) says = read_attrs(b, t);
	o->hidden = !shown && says.hidden;
	o->field = says.field || tag != TAG_TIME ? says.field : META_DATE + 1;
	o->vis = (uint32_t)b->p->text.len;
	if (f & TF_X) open_box(b, &says, tag, o->hidden);
	else o->none = (f & TF_N) || o->hidden;
	o->hit = (uint16_t)b->n_hits;
	b->hit_box = (f & TF_X) != 0;
	if (says.id.len) sites_match(b->hints->names.sites, t->p, says.id, true, note_hit, b);
	if (says.cls.len) sites_match(b->hints->names.sites, t->p, says.cls, false, note_hit, b);
	o->n_hits = (uint16_t)(b->n_hits - o->hit);
	o->link = (f & TF_A) != 0;
	o->bold = (f & TF_W) != 0;
	o->center = (f & TF_B) && (says.center || tag == TAG_CENTER);
	b->center += o->center;
	o->legend = says.legend || tag == TAG_FIGCAPTION;
	b->legend += o->legend;
	b->link += o->link;
	b->bold += o->bold;
	b->none += o->none;
	if (f & TF_H) b->heading = (unsigned)(tag - TAG_H1) + 1;
	if (f & TF_L) b->list++;
	if (f & TF_K) b->caption++;
	if (tag == TAG_PRE) b->pre++;
	return tag;
}

void build_end(struct builder *b, const struct html_tokenizer *t, const struct html_token *x)
{
	enum html_tag tag = html_tag_of(b->hints, t, x->name);
	unsigned f = html_tag_flags(tag);
	if (!(f & TF_B)) page_mark(b->p);
	if (tag == TAG_BR || (tag == TAG_P && b->depth == 0)) build_break(b);
	if (tag == TAG_HTML || tag == TAG_BODY) return; /* more may follow */
	if (b->over) {
		b->over--;
		if (f & TF_B) build_break(b);
		return;
	}
	size_t low = b->depth > CLOSE_LOOK ? b->depth - CLOSE_LOOK : 0;
	for (size_t i = b->depth; i-- > low;) {
		if (b->stack[i].tag == tag) {
			while (b->depth > i) pop(b);
			return;
		}
		/* an inline end tag does not close blocks, no end tag leaves its table cell */
		unsigned of = html_tag_flags((enum html_tag)b->stack[i].tag);
		if (!(f & TF_B) && (of & TF_B)) return;
		if ((of & TF_C) && !(f & (TF_R | TF_C)) && tag != TAG_TABLE && tag != TAG_TBODY)
			return;
	}
}

void build_finish(struct builder *b)
{
	build_break(b);
	while (b->depth) pop(b);
	b->boxes[0].end = (uint32_t)b->p->n_lines;
	b->boxes[0].close = (uint32_t)b->n_boxes;
}
