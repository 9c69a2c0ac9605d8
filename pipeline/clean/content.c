/* Main content by block scoring. From: lines with features, boxes with hints. To: verdicts on
 * lines. A line of running text weighs by its characters and stops; boxes add up; the article's box
 * is found by going down while one child holds most of the weight, then up again while text stands
 * close by. Limits: none; linear in lines and boxes for each level of the way down. */
#include "pipeline/clean/content.h"

#include "pipeline/core/punctuation.h"

#include <stdlib.h>

#define GO_DOWN		0.72f /* share of the weight that a child must hold */
#define GO_SURE		0.45f /* the same for a box with a sure name */
#define SURE_WITHIN	0.6f  /* the same for one inside another such box */
#define SURE_BESIDE	0.9f
#define KILL_SHARE	0.5f /* a box with a bad name that holds more is no furniture */
#define ASIDE_SHARE	70   /* per cent of the page's text: no aside is more */
#define ASIDES_WEIGHED	16   /* headers for which that is looked at */
#define TALK_LOOK	400  /* lines of an article with comments that are more than it */
#define TALK_TEXT	30   /* ideographs of a paragraph of its */
#define SURE_TEXT	40   /* weight of a box with a sure name that is enough to be the article */
#define LIST_ITEM_LINES 3    /* a list item of more lines is a frame around text */
#define GAP_MAX		4 /* lines without running text between box and text that belongs to it */

struct content {
	struct builder *b;
	struct page *p;
	size_t title; /* line of the headline, n_lines if it is not known */
	float total;
};

#define GO_SHARED   0.12f /* share of one of several articles */
#define GO_TITLE    0.3f  /* the same for the box that holds the headline */
#define SECTION_GAP 3	  /* lines between two boxes of one article */
/* lines of running text of a page on which a summary that breaks off is no article */
#define CUT_TEASER_PROSE 3
#define TEASER_LINES	 6  /* lines of a teaser: linked title, summary, day, source */
#define STREAM_TEASERS	 4  /* boxes that look like teasers in one box: a stream */
#define SAME_LINES	 3  /* a short sentence that stands on a page so often is no article's */
#define SAME_MAX	 60 /* units of one */

static float line_weight(const struct content *c, size_t i)
{
	const struct line *l = &c->p->lines[i];
	if ((l->flags & (LINE_ASIDE | LINE_SAME)) || (c->title < c->p->n_lines && i < c->title))
		return 0;
	if (l->flags & LINE_PROSE) return (float)l->han + 8.0f * (float)l->punct;
	if (l->link * 3 > l->len) return 0;
	return 0.2f * (float)l->han;
}

static bool is_bad(const struct box *x)
{
	return x->hint <= -20 || x->hidden || x->furniture || x->teaser;
}

/* Does the line break off: does it end in dots? */
static bool breaks_off(const struct page *p, const struct line *l)
{
	const uint16_t *t = p->vis + l->vis;
	if (l->len < 4 || !(l->flags & LINE_PROSE)) return false;
	return t[l->len - 1] == ELLIPSIS ||
	       (t[l->len - 1] == '.' && t[l->len - 2] == '.' && t[l->len - 3] == '.');
}

/* A linked headline and right behind it a summary that breaks off: a teaser, whatever stands beside
 * it. */
static bool is_cut_teaser(const struct content *c, const struct box *x)
{
	if (x->n_prose != 1 || x->n_linked != 1 || x->end - x->first < 2) return false;
	const struct line *l = &c->p->lines[x->first];
	return l->link >= 5 && l->link * 10 >= l->len * 8 && breaks_off(c->p, l + 1);
}

/* Teasers of a stream stand apart where advertisements lie between them: many in one box are all of
 * them none of the article. */
static void drop_streams(struct builder *b)
{
	for (size_t i = 0; i < b->n_boxes; i++) b->boxes[i].n_linked = 0;
	for (size_t i = 1; i < b->n_boxes; i++)
		b->boxes[b->boxes[i].parent].n_linked += b->boxes[i].teaser;
	for (size_t i = 1; i < b->n_boxes; i++) {
		struct box *x = &b->boxes[i];
		if (x->teaser && b->boxes[x->parent].n_linked >= STREAM_TEASERS)
			x->hint = HINT_KILL;
	}
}

/* Boxes that look like teasers: a linked line and a summary, and a neighbour of the same kind. */
static void find_teasers(struct content *c)
{
	struct builder *b = c->b;
	size_t prose = 0;
	for (size_t i = 0; i < c->p->n_lines; i++)
		prose += (c->p->lines[i].flags & LINE_PROSE) != 0;
	for (size_t i = 0; i < b->n_boxes; i++) b->boxes[i].n_prose = b->boxes[i].n_linked = 0;
	for (size_t i = 0; i < c->p->n_lines; i++) {
		const struct line *l = &c->p->lines[i];
		struct box *x = &b->boxes[l->box];
		x->n_prose += (l->flags & LINE_PROSE) != 0;
		x->n_linked += l->link >= 5 && l->link * 10 >= l->len * 8;
	}
	for (size_t i = b->n_boxes; i-- > 1;) {
		struct box *x = &b->boxes[i], *up = &b->boxes[x->parent];
		up->n_prose += x->n_prose;
		up->n_linked += x->n_linked;
	}
	for (size_t i = 1; i < b->n_boxes; i++) {
		struct box *x = &b->boxes[i];
		x->teaser = x->n_prose && x->n_prose <= 2 && x->n_linked && x->n_linked <= 2 &&
			    x->end - x->first <= TEASER_LINES &&
			    (c->title < x->first || c->title >= x->end);
	}
	for (size_t i = 1; i < b->n_boxes; i++) { /* one alone is none */
		struct box *x = &b->boxes[i];
		size_t next = x->close > i ? x->close : i + 1;
		if (x->teaser && prose >= CUT_TEASER_PROSE && is_cut_teaser(c, x))
			x->hint = HINT_KILL;
		if (!x->teaser || next >= b->n_boxes) continue;
		struct box *y = &b->boxes[next];
		if (y->parent == x->parent && y->tag == x->tag && y->teaser)
			x->hint = y->hint = HINT_KILL;
	}
	drop_streams(b);
	for (size_t i = 1; i < b->n_boxes; i++) b->boxes[i].teaser &= b->boxes[i].hint == HINT_KILL;
}

/* Han characters in lines [from, to) that are no links. */
static size_t plain_han(const struct page *p, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		n += p->lines[i].link * 2 > p->lines[i].len ? 0 : p->lines[i].han;
	return n;
}

/* Is there running text between the headline and a line? */
static bool text_between(const struct page *p, size_t title, size_t line)
{
	if (title >= line || line - title > TALK_LOOK) return false;
	for (size_t i = title + 1; i < line; i++)
		if ((p->lines[i].flags & LINE_PROSE) && p->lines[i].link == 0 &&
		    p->lines[i].han >= TALK_TEXT)
			return true;
	return false;
}

/* Lines under a header of comments or other articles, to the end of the header's box; but what is
 * most of the page's text stands under no such header, whatever a line before it says. */
static void mark_asides(struct content *c)
{
	struct builder *b = c->b;
	struct page *p = c->p;
	size_t total = plain_han(p, 0, p->n_lines), weighed = 0;
	for (size_t i = 0; i < p->n_lines; i++) {
		struct line *l = &p->lines[i];
		if (!(l->flags & (LINE_LISTHEAD | LINE_TALKHEAD))) continue;
		size_t at = l->box;
		while (at && b->boxes[at].first == i && b->boxes[at].end == i + 1)
			at = b->boxes[at].parent;
		const struct box *x = &b->boxes[at];
		/* a header amid its box */
		bool inside = (l->flags & LINE_LISTHEAD) && x->first != i;
		if (at == 0 || x->tag == TAG_BODY || inside) continue;
		if (c->title < p->n_lines && c->title >= i && c->title < x->end) continue;
		/* however long the talk is */
		bool behind = (l->flags & LINE_TALKHEAD) && text_between(p, c->title, i);
		if (!behind && weighed++ < ASIDES_WEIGHED &&
		    plain_han(p, i, x->end) * 100 > total * ASIDE_SHARE)
			continue;
		for (size_t k = i; k < x->end; k++) p->lines[k].flags |= LINE_ASIDE;
		i = x->end - 1;
	}
}

/* Does a box whose name or element is sure hold text, none of it in boxes with bad names? */
static bool sure_text(const struct content *c)
{
	struct builder *b = c->b;
	for (size_t i = 0; i < b->n_boxes; i++) {
		struct box *x = &b->boxes[i];
		x->shut = i && (is_bad(x) || b->boxes[x->parent].shut);
		x->good = x->shut ? 0 : x->own;
	}
	for (size_t i = b->n_boxes; i-- > 1;) {
		const struct box *x = &b->boxes[i];
		bool named = x->hint >= HINT_SURE || x->tag == TAG_ARTICLE;
		if (named && !x->shut && x->good >= SURE_TEXT) return true;
		b->boxes[x->parent].good += x->good;
	}
	return false;
}

/* Sums of own lines, then of children, last box first. */
static void add_up(struct content *c)
{
	struct builder *b = c->b;
	for (size_t i = 0; i < b->n_boxes; i++) {
		struct box *x = &b->boxes[i];
		x->prose = x->own = 0;
		x->link = x->text = 0;
	}
	for (size_t i = 0; i < c->p->n_lines; i++) {
		const struct line *l = &c->p->lines[i];
		struct box *x = &b->boxes[l->box];
		x->own += line_weight(c, i);
		x->link += l->link;
		x->text += l->len;
	}
	c->total = 0;
	for (size_t i = 0; i < b->n_boxes; i++) { /* all but what teasers hold */
		struct box *x = &b->boxes[i];
		x->shut = x->teaser || (i && b->boxes[x->parent].shut);
		c->total += x->shut ? 0 : x->own;
	}
	bool sure = sure_text(c);
	for (size_t i = b->n_boxes; i-- > 0;) {
		struct box *x = &b->boxes[i];
		x->prose += x->own;
		/* hidden text counts only where nothing else does; see content_select */
		if (!sure && is_bad(x) && x->hint != HINT_DROP &&
		    x->prose > KILL_SHARE * c->total) {
			x->hint = 0;
			x->furniture = false;
		}
		if (i == 0) break;
		struct box *up = &b->boxes[x->parent];
		if (!is_bad(x)) up->prose += x->prose;
		up->link += x->link;
		up->text += x->text;
	}
}

static size_t heaviest_child(const struct builder *b, size_t at)
{
	size_t best = 0;
	for (size_t i = at + 1;
	     i<b->boxes[at].close; i = b->boxes[i].close> i ? b->boxes[i].close : i + 1)
		if (b->boxes[i].parent == at && !is_bad(&b->boxes[i]) &&
		    (!best || b->boxes[i].prose > b->boxes[best].prose))
			best = i;
	return best;
}

/* The child that holds the headline, 0 if there is none. */
static size_t titled_child(const struct content *c, size_t at)
{
	const struct builder *b = c->b;
	if (c->title >= c->p->n_lines) return 0;
	for (size_t i = at + 1;
	     i<b->boxes[at].close; i = b->boxes[i].close> i ? b->boxes[i].close : i + 1)
		if (b->boxes[i].first <= c->title && c->title < b->boxes[i].end)
			return is_bad(&b->boxes[i]) ? 0 : i;
	return 0;
}

/* Does a headline of the first level stand between two lines? */
static bool headline_between(const struct page *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (p->lines[i].flags & LINE_H1) return true;
	return false;
}

/* Pages that go on with other articles: boxes of one sure name, each below a headline of its own.
 * The first of two or more is the page's; 0: there are none. */
static size_t first_of_articles(const struct content *c)
{
	const struct builder *b = c->b;
	size_t first = 0, last = 0;
	for (size_t i = 1; i < b->n_boxes; i++) {
		const struct box *x = &b->boxes[i];
		if (x->hint < HINT_SURE || is_bad(x) || x->prose < GO_SHARED * b->boxes[0].prose)
			continue;
		if (first && i < b->boxes[last].close) continue; /* inside */
		if (first && (x->hint != b->boxes[first].hint || x->tag != b->boxes[first].tag))
			return 0;
		if (first && !headline_between(c->p, b->boxes[last].end, x->first)) return 0;
		if (!first) first = i;
		last = i;
	}
	return last > first && headline_between(c->p, 0, b->boxes[first].first) ? first : 0;
}

static size_t go_down(const struct content *c)
{
	const struct builder *b = c->b;
	size_t at = 0, own = 0;
	for (size_t i = 1; i < b->n_boxes; i++)
		if (b->boxes[i].hint == HINT_SITE &&
		    b->boxes[i].prose > (own ? b->boxes[own].prose : 0))
			own = i;
	if (own) return own;
	size_t shared = first_of_articles(c);
	if (shared && (c->title >= c->p->n_lines || c->title < b->boxes[shared].end)) return shared;
	for (;;) {
		size_t titled = titled_child(c, at);
		if (titled && b->boxes[titled].prose >= GO_TITLE * b->boxes[at].prose) {
			at = titled;
			continue;
		}
		size_t child = heaviest_child(b, at);
		if (!child || b->boxes[child].prose < GO_DOWN * b->boxes[at].prose) break;
		at = child;
	}
	/* a box whose name is sure, inside or around */
	size_t sure = 0;
	for (size_t i = 1; i < b->n_boxes; i++) {
		const struct box *x = &b->boxes[i];
		if (x->hint < HINT_SURE || is_bad(x) || x->prose < GO_SURE * b->boxes[0].prose)
			continue;
		bool within = sure && i < b->boxes[sure].close;
		if (!sure ||
		    x->prose >= (within ? SURE_WITHIN : SURE_BESIDE) * b->boxes[sure].prose)
			sure = i;
	}
	if (sure &&
	    (b->boxes[sure].first <= b->boxes[at].first && b->boxes[sure].end >= b->boxes[at].end))
		return sure;
	if (sure && sure > at && sure < b->boxes[at].close) return sure;
	return at;
}

/* Is there running text of the page close to [from, to) inside the box up? What players and
 * advertisements say has no ideograph and parts nothing. */
static bool text_close_by(const struct content *c, const struct box *up, size_t from, size_t to)
{
	size_t gap = 0;
	for (size_t i = from; i-- > up->first && gap <= GAP_MAX;) {
		const struct line *l = &c->p->lines[i];
		if (is_bad(&c->b->boxes[l->box]) || l->link * 2 > l->len || (l->flags & LINE_ASIDE))
			break;
		if (l->flags & LINE_PROSE) return true;
		gap += l->han > 0;
	}
	gap = 0;
	for (size_t i = to; i < up->end && gap <= GAP_MAX; i++) {
		const struct line *l = &c->p->lines[i];
		if (is_bad(&c->b->boxes[l->box]) || l->link * 2 > l->len || (l->flags & LINE_ASIDE))
			break;
		if (l->flags & LINE_PROSE) return true;
		gap += l->han > 0;
	}
	return false;
}

/* Does a line stand in a box with a sure name inside the box up? */
static bool in_sure_box(const struct content *c, size_t line, size_t up)
{
	const struct builder *b = c->b;
	for (size_t k = c->p->lines[line].box; k > up; k = b->boxes[k].parent)
		if (b->boxes[k].hint >= HINT_SURE) return true;
	return false;
}

/* Some sites put each section of an article into a box of the same sure name: is there running text
 * in another one right before or behind the box [from, to) inside the box up? */
static bool section_close_by(const struct content *c, size_t up, size_t from, size_t to)
{
	const struct box *x = &c->b->boxes[up];
	for (size_t i = to; i < x->end && i < to + SECTION_GAP; i++) {
		const struct line *l = &c->p->lines[i];
		if (l->link * 2 > l->len || (l->flags & LINE_ASIDE)) break;
		if ((l->flags & LINE_PROSE) && in_sure_box(c, i, up)) return true;
	}
	for (size_t i = from; i-- > x->first && i + SECTION_GAP >= from;) {
		const struct line *l = &c->p->lines[i];
		if (l->link * 2 > l->len || (l->flags & LINE_ASIDE)) break;
		if ((l->flags & LINE_PROSE) && in_sure_box(c, i, up)) return true;
	}
	return false;
}

/* The box below the headline that holds another and begins with text of its own above it: it holds
 * the article, and the other only what is set apart in it. 0: there is none. */
static size_t text_begins_around(const struct content *c, size_t at)
{
	const struct builder *b = c->b;
	size_t to = b->boxes[at].first;
	for (size_t k = b->boxes[at].parent; k && c->title < b->boxes[k].first;
	     k = b->boxes[k].parent) {
		if (is_bad(&b->boxes[k])) return 0;
		for (size_t i = b->boxes[k].first; i < to; i++) {
			const struct line *l = &c->p->lines[i];
			if (l->box == k && (l->flags & LINE_PROSE) && l->link == 0 &&
			    !(l->flags & LINE_ASIDE))
				return k;
		}
	}
	return 0;
}

static size_t go_up(const struct content *c, size_t at)
{
	const struct builder *b = c->b;
	while (at) {
		const struct box *x = &b->boxes[at];
		size_t up = x->parent;
		/* pass over boxes that add nothing */
		while (up && b->boxes[up].first == x->first && b->boxes[up].end == x->end)
			up = b->boxes[up].parent;
		bool sure = b->boxes[at].hint >= HINT_SURE;
		size_t around =
			sure && b->boxes[at].hint != HINT_SITE ? text_begins_around(c, at) : 0;
		if (around) {
			at = around;
			continue;
		}
		if (sure &&
		    (b->boxes[at].hint == HINT_SITE || !section_close_by(c, up, x->first, x->end)))
			break;
		if (!sure && !text_close_by(c, &b->boxes[up], x->first, x->end)) break;
		at = up;
	}
	return at;
}

#define LIST_PROSE 40 /* units of running text that a list of links has less of */
#define LIST_TEXT  12 /* units that it has more of */

/* A box of links: most of its text is linked. */
static bool is_link_list(const struct box *x)
{
	return x->link * 2 > x->text && x->prose < LIST_PROSE && x->text > LIST_TEXT;
}

static void drop_line(struct line *l, uint8_t why)
{
	l->why = why;
	if (why == WHY_OUTSIDE) l->flags |= LINE_LOOSE;
}

/* Does a box outside the article, or one around it that does not hold the article too, say by its
 * name that it is none of it? The article element has a foot of its own. */
static bool is_beside(const struct builder *b, size_t at, const struct box *article)
{
	const struct box *x = &b->boxes[at];
	bool bad = false;
	for (; at && (x->first > article->first || x->end < article->end); x = &b->boxes[at]) {
		bad |= is_bad(x);
		at = x->parent;
	}
	return bad && x->tag != TAG_ARTICLE;
}

static void judge_lines(struct content *c, size_t at)
{
	struct builder *b = c->b;
	const struct box *in = &b->boxes[at];
	for (size_t i = 0; i < c->p->n_lines; i++) {
		struct line *l = &c->p->lines[i];
		const struct box *x = &b->boxes[l->box];
		l->aside = (l->flags & LINE_ASIDE) != 0;
		if (i < in->first || i >= in->end) {
			l->aside |= is_beside(b, l->box, in);
			drop_line(l, x->hidden ? WHY_HIDDEN : WHY_OUTSIDE);
			continue;
		}
		for (size_t k = l->box; k != at && k != 0; k = b->boxes[k].parent) {
			const struct box *y = &b->boxes[k];
			if (y->hidden) drop_line(l, WHY_HIDDEN);
			else if (is_bad(y) || is_link_list(y)) drop_line(l, WHY_OUTSIDE);
			if (l->why) break;
		}
		if ((l->flags & LINE_LIST) && x->end - x->first > LIST_ITEM_LINES)
			l->flags &= (uint16_t)~LINE_LIST;
		if (!l->why &&
		    ((l->flags & LINE_ASIDE) || (c->title < c->p->n_lines && i < c->title)))
			drop_line(l, WHY_OUTSIDE);
		if (!l->why && l->link * 10 > l->len * 8 &&
		    !(l->flags & (LINE_TABLE | LINE_HEADING | LINE_PROSE)))
			drop_line(l, WHY_OUTSIDE);
	}
}

struct line_key {
	uint64_t hash;
	uint32_t line;
};

static int key_cmp(const void *a, const void *b)
{
	const struct line_key *x = a, *y = b;
	if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static uint64_t line_hash(const struct page *p, const struct line *l)
{
	uint64_t h = l->len;
	for (size_t i = 0; i < l->len; i++) h = (h ^ p->vis[l->vis + i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 31;
}

static bool may_be_same(const struct line *l)
{
	return (l->flags & LINE_PROSE) && l->len <= SAME_MAX;
}

/* Short sentences that stand on the page again and again belong to its furniture, as the question
 * behind each advertisement: they weigh nothing. */
static void mark_same(struct page *p)
{
	size_t n = 0, cap = 0;
	for (size_t i = 0; i < p->n_lines; i++) cap += may_be_same(&p->lines[i]);
	if (cap < SAME_LINES) return;
	struct line_key *keys = mem_alloc(cap * sizeof *keys);
	for (size_t i = 0; i < p->n_lines; i++)
		if (may_be_same(&p->lines[i]))
			keys[n++] = (struct line_key){ line_hash(p, &p->lines[i]), (uint32_t)i };
	qsort(keys, n, sizeof *keys, key_cmp);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && keys[k].hash == keys[i].hash; k++) {
		}
		for (size_t m = i; k - i >= SAME_LINES && m < k; m++)
			p->lines[keys[m].line].flags |= LINE_SAME;
	}
	mem_free(keys);
}

/* Is there running text behind the headline? */
static bool text_follows(const struct page *p, size_t title)
{
	for (size_t i = title + 1; i < p->n_lines; i++)
		if ((p->lines[i].flags & LINE_PROSE) && p->lines[i].link == 0) return true;
	return false;
}

struct range content_select(struct builder *b, size_t title)
{
	struct content c = { .b = b, .p = b->p, .title = title };
	struct range all = { 0, b->p->n_lines };
	if (title < b->p->n_lines && !text_follows(b->p, title)) c.title = b->p->n_lines;
	mark_same(b->p);
	mark_asides(&c);
	find_teasers(&c);
	add_up(&c);
	if (b->boxes[0].prose < 40) { /* perhaps a script would have shown it */
		for (size_t i = 0; i < b->n_boxes; i++) b->boxes[i].hidden = false;
		add_up(&c);
	}
	if (b->boxes[0].prose <= 0) return all;
	size_t at = go_up(&c, go_down(&c));
	judge_lines(&c, at);
	return (struct range){ b->boxes[at].first, b->boxes[at].end };
}
