/* Main content by block scoring. From: lines with features, boxes with hints. To: verdicts on lines.
 * A line of running text weighs by its characters and stops; boxes add up; the article's box is found by going down
 * while one child holds most of the weight, then up again while text stands close by.
 * Limits: none; linear in lines and boxes for each level of the way down. */
#include "pipeline/clean/content.h"

#define GO_DOWN 0.72f	/* share of the weight that a child must hold */
#define GO_SURE 0.45f	/* the same for a box with a sure name */
#define KILL_SHARE 0.5f /* a box with a bad name that holds more is no furniture */
#define GAP_MAX 4	/* lines without running text between the box and text that belongs to it */

struct content {
	struct builder *b;
	struct page *p;
	float total;
};

static float line_weight(const struct line *l)
{
	if (l->flags & LINE_PROSE) return (float)l->han + 8.0f * (float)l->punct;
	if (l->link * 3 > l->len) return 0;
	return 0.2f * (float)l->han;
}

static bool is_bad(const struct box *x)
{
	return x->hint <= -20 || x->hidden || x->furniture;
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
		x->own += line_weight(l);
		x->link += l->link;
		x->text += l->len;
	}
	c->total = 0;
	for (size_t i = 0; i < b->n_boxes; i++) c->total += b->boxes[i].own;
	for (size_t i = b->n_boxes; i-- > 0;) {
		struct box *x = &b->boxes[i];
		x->prose += x->own;
		/* hidden text counts only where nothing else does; see content_select */
		if (is_bad(x) && x->prose > KILL_SHARE * c->total) {
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
	for (size_t i = at + 1; i < b->boxes[at].close; i = b->boxes[i].close > i ? b->boxes[i].close : i + 1)
		if (b->boxes[i].parent == at && !is_bad(&b->boxes[i]) &&
		    (!best || b->boxes[i].prose > b->boxes[best].prose))
			best = i;
	return best;
}

static size_t go_down(const struct content *c)
{
	const struct builder *b = c->b;
	size_t at = 0;
	for (;;) {
		size_t child = heaviest_child(b, at);
		if (!child || b->boxes[child].prose < GO_DOWN * b->boxes[at].prose) break;
		at = child;
	}
	/* a box whose name is sure, inside or around */
	size_t sure = 0;
	for (size_t i = 1; i < b->n_boxes; i++) {
		const struct box *x = &b->boxes[i];
		if (x->hint < HINT_SURE || is_bad(x) || x->prose < GO_SURE * b->boxes[0].prose) continue;
		if (!sure || x->prose >= 0.9f * b->boxes[sure].prose) sure = i;
	}
	if (sure && (b->boxes[sure].first <= b->boxes[at].first && b->boxes[sure].end >= b->boxes[at].end)) return sure;
	if (sure && sure > at && sure < b->boxes[at].close) return sure;
	return at;
}

/* Is there running text of the page close to [from, to) inside the box up? */
static bool text_close_by(const struct content *c, const struct box *up, size_t from, size_t to)
{
	size_t gap = 0;
	for (size_t i = from; i-- > up->first && gap <= GAP_MAX;) {
		const struct line *l = &c->p->lines[i];
		if (is_bad(&c->b->boxes[l->box]) || l->link * 2 > l->len) break;
		if (l->flags & LINE_PROSE) return true;
		gap++;
	}
	gap = 0;
	for (size_t i = to; i < up->end && gap <= GAP_MAX; i++) {
		const struct line *l = &c->p->lines[i];
		if (is_bad(&c->b->boxes[l->box]) || l->link * 2 > l->len) break;
		if (l->flags & LINE_PROSE) return true;
		gap++;
	}
	return false;
}

static size_t go_up(const struct content *c, size_t at)
{
	const struct builder *b = c->b;
	while (at && b->boxes[at].hint < HINT_SURE) {
		const struct box *x = &b->boxes[at];
		size_t up = x->parent;
		/* pass over boxes that add nothing */
		while (up && b->boxes[up].first == x->first && b->boxes[up].end == x->end) up = b->boxes[up].parent;
		if (!text_close_by(c, &b->boxes[up], x->first, x->end)) break;
		at = up;
	}
	return at;
}

/* A box of links: most of its text is linked. */
static bool is_link_list(const struct box *x)
{
	return x->link * 2 > x->text && x->prose < 40 && x->text > 12;
}

static void drop_line(struct line *l, uint8_t why)
{
	l->why = why;
	if (why == WHY_OUTSIDE) l->flags |= LINE_LOOSE;
}

static void judge_lines(struct content *c, size_t at)
{
	struct builder *b = c->b;
	const struct box *in = &b->boxes[at];
	for (size_t i = 0; i < c->p->n_lines; i++) {
		struct line *l = &c->p->lines[i];
		const struct box *x = &b->boxes[l->box];
		if (i < in->first || i >= in->end) {
			drop_line(l, x->hidden ? WHY_HIDDEN : WHY_OUTSIDE);
			continue;
		}
		for (size_t k = l->box; k != at && k != 0; k = b->boxes[k].parent) {
			const struct box *y = &b->boxes[k];
			if (y->hidden) drop_line(l, WHY_HIDDEN);
			else if (is_bad(y) || is_link_list(y)) drop_line(l, WHY_OUTSIDE);
			if (l->why) break;
		}
		if (!l->why && l->link * 10 > l->len * 8 && !(l->flags & (LINE_TABLE | LINE_HEADING | LINE_PROSE)))
			drop_line(l, WHY_OUTSIDE);
	}
}

struct range content_select(struct builder *b)
{
	struct content c = { .b = b, .p = b->p };
	struct range all = { 0, b->p->n_lines };
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
