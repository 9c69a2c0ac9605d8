/* From verdicts on single lines to decisions on the page. From: lines with features and verdicts.
 * To: lines that stay or go, with flags. Limits: a link list inside the text is at most LIST_MAX
 * lines. */
#include "pipeline/clean/headline.h"
#include "pipeline/clean/when.h"
#include "pipeline/core/punctuation.h"


#define LIST_MAX	40 /* lines of a link list that is followed by running text */
#define JOIN_LINES	3  /* lines that a split date takes */
#define HEADING_MAX	40 /* longest subhead, units */
#define END_SHARE	60 /* per cent of the text before a line that ends it */
#define END_TEXT	80 /* units of text before the next article */
#define TAIL_RANK	2
#define TAIL_FIELD_RANK 3   /* behind a bare day above the text */
#define CAPTION_MAX	40  /* units of a bare caption */
#define BELOW_MAX	120 /* units of a caption with marks, set in the middle */
#define CAPTION_PURE	2   /* ideographs of one that has nothing else at least */
#define CAPTION_HAN	3   /* ideographs of one at least: numbers below pictures are headings */
#define LEGEND_SHARE	2   /* captions that are so many times longer than the rest are the text */
#define CENTER_SHARE	4   /* one paragraph of so many may stand in the middle */

static bool is_stop(uint16_t c)
{
	return c == FULL_STOP || c == WIDE_EXCLAMATION || c == WIDE_QUESTION || c == '!' ||
	       c == '?' || c == ELLIPSIS || mark_is_semicolon(c);
}

static bool is_closer(uint16_t c)
{
	return c == QUOTE_CLOSE || c == SINGLE_CLOSE || c == CORNER_CLOSE ||
	       c == WHITE_CORNER_CLOSE || unit_closes_bracket(c) || c == '"' || c == LENS_CLOSE;
}

/* Triangles that point from a caption to its picture. */
static bool is_pointer(uint16_t c)
{
	return c >= 0x25b2 && c <= 0x25bd;
}

static bool line_is_prose(const struct page *p, const struct line *l)
{
	const uint16_t *t = p->vis + l->vis;
	if (l->han < 8 || l->link * 2 > l->len || is_pointer(t[0])) return false;
	if (l->punct >= 2 && l->len >= 40) return true;
	if (l->len >= 70 && l->punct >= 1) return true;
	size_t n = l->len;
	while (n > 1 && is_closer(t[n - 1])) n--;
	bool full = false;
	for (size_t i = 0; i < n; i++) full |= t[i] == FULL_STOP;
	if (full && l->len >= 12) return true;
	return is_stop(t[n - 1]) && l->punct >= 2 && l->len >= 24;
}

/* Captions are no running text, unless a page has little else. */
void zones_mark_prose(struct page *p)
{
	size_t text = 0, legends = 0;
	for (size_t i = 0; i < p->n_lines; i++) {
		if (!line_is_prose(p, &p->lines[i])) continue;
		p->lines[i].flags |= LINE_PROSE;
		*(p->lines[i].legend ? &legends : &text) += p->lines[i].han;
	}
	for (size_t i = 0; legends && i < p->n_lines; i++) {
		struct line *l = &p->lines[i];
		if (!l->legend) continue;
		if (text * LEGEND_SHARE < legends) l->legend = false;
		else l->flags &= (uint16_t)~LINE_PROSE;
	}
}

/* Rules that hold wherever they stand, and all that is gone already, are no article text. */
static bool is_text(const struct zone *z, size_t i)
{
	const struct debris_rule *rule = z->w->verdicts[i].rule;
	const struct line *l = &z->p->lines[i];
	if (l->why || (rule && rule->act != ACT_KEEP && rule->act != ACT_CAPTION)) return false;
	return (l->flags & LINE_PROSE) != 0;
}

static void find_body(struct zone *z)
{
	z->first = z->to;
	z->last = z->from;
	for (size_t i = z->from; i < z->to; i++) {
		if (!is_text(z, i) || (i < z->w->body && i <= z->w->title)) continue;
		if (z->first == z->to) z->first = i;
		z->last = i;
	}
}

/* A picture and the words below it may be all that there is. */
static void keep_captions(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		struct verdict *v = &z->w->verdicts[i];
		if (v->rule && v->rule->why == WHY_PHOTO && (z->p->lines[i].flags & LINE_PROSE))
			v->rule = v->any = v->behind = NULL;
	}
}

/* A line of the editor or of the text's source behind most of the text ends it, whatever follows in
 * the same box; and so does a line that the next article stands under, behind some text. */
static void find_end(struct zone *z)
{
	size_t total = 0, sum = 0, before = z->last;
	for (size_t i = z->first; i <= z->last && z->first < z->to; i++)
		if (is_text(z, i)) total += z->p->lines[i].len;
	for (size_t i = z->first; i <= z->last && z->first < z->to; i++) {
		const struct debris_rule *rule = z->w->verdicts[i].rule;
		if (is_text(z, i)) {
			sum += z->p->lines[i].len;
			before = i;
		} else if (rule && rule->act == ACT_END &&
			   (rule->why == WHY_RELATED ? sum >= END_TEXT
			    : rule->why == WHY_EDITOR || rule->why == WHY_SOURCE
				    ? sum * 100 >= total * END_SHARE
				    : false)) {
			z->last = before;
			return;
		}
	}
}

/* lines between the last paragraph and the day that a document is signed with */
#define SIGN_LINES    14
#define SIGN_BODY_MIN 4 /* ideographs of the name above that day */
#define SIGN_BODY_MAX 36
#define SIGN_DAY_HAN  3 /* year, month and day */
#define SIGN_DAY_MAX  18
#define SIGN_DIGITS   6

/* A bare day in words of the language. */
static bool is_day(const struct page *p, const struct line *l)
{
	size_t digits = 0, blanks = 0;
	if (l->han != SIGN_DAY_HAN || l->len > SIGN_DAY_MAX) return false;
	for (size_t i = l->vis; i < l->vis + l->len; i++) {
		digits += p->vis[i] >= '0' && p->vis[i] <= '9';
		blanks += unit_is_space(p->vis[i]);
	}
	return digits >= SIGN_DIGITS && digits + blanks + l->han == l->len;
}

/* A bare day below a bare name. */
static bool is_signature(const struct zone *z, size_t i)
{
	const struct line *day = &z->p->lines[i], *body = day - 1;
	return !day->why && is_day(z->p, day) && !body->why && !z->w->verdicts[i - 1].rule &&
	       !(body->flags & LINE_PROSE) && !body->link && !body->punct &&
	       body->han >= SIGN_BODY_MIN && body->len <= SIGN_BODY_MAX &&
	       body->han * 10 >= body->len * 8;
}

/* Letters and notices of public bodies end with the body's name and the day below it: what stands
 * between the last paragraph and these, contacts mostly, belongs to the letter. */
static void find_signature(struct zone *z)
{
	z->sign = z->p->n_lines;
	if (z->first == z->to) return;
	for (size_t i = z->last + 1; i < z->to && i <= z->last + SIGN_LINES; i++) {
		const struct debris_rule *rule = z->w->verdicts[i].rule;
		if (i > z->last + 1 && is_signature(z, i)) {
			z->last = z->sign = i;
			return;
		}
		if (rule && (rule->act == ACT_END || rule->act == ACT_LIST)) return;
	}
}

#define LEAD_LINES 14 /* lines from the first paragraph on among which facts may stand */
#define LEAD_PROSE 2  /* paragraphs of a lead above them */
#define LEAD_RANK  9  /* of rules that rest on a label */
#define LEAD_BELOW 3  /* paragraphs at least below them */

/* Some pages set the facts between a lead and the text: up to the last line there that a label or a
 * whole rule makes a day or a person's, the head goes on. */
static void find_lead(struct zone *z)
{
	size_t prose = 0, below = 0;
	z->head = z->first;
	for (size_t i = z->first; i < z->to && i < z->first + LEAD_LINES && prose <= LEAD_PROSE;
	     i++) {
		const struct verdict *v = &z->w->verdicts[i];
		const struct debris_rule *rule = v->rule ? v->rule : v->field;
		if (is_text(z, i)) prose++;
		else if (prose <= LEAD_PROSE && rule && rule->act == ACT_DROP &&
			 rule->rank <= LEAD_RANK &&
			 (rule->why == WHY_DATE || rule->why == WHY_AUTHOR))
			z->head = i + 1;
	}
	for (size_t i = z->head; i <= z->last && z->head > z->first; i++) below += is_text(z, i);
	if (below < LEAD_BELOW) z->head = z->first;
}

static bool zone_holds(const struct zone *z, const struct debris_rule *rule, size_t i)
{
	bool head = i<z->head, tail = i> z->last || z->first == z->to;
	switch (rule->zone) {
	case ZONE_HEAD:
		return head;
	case ZONE_TAIL:
		return tail;
	case ZONE_EDGE:
		return head || tail;
	case ZONE_PICTURE:
		return (z->p->lines[i].flags & (LINE_IMAGE | LINE_HEADING | LINE_H1)) ==
			       LINE_IMAGE &&
		       i > z->w->title && i != z->first && z->first < z->to;
	default:
		return true;
	}
}

/* The facts that line i gave go: those of one rule, or all (NULL). */
static void take_back(struct zone *z, size_t i, const struct debris_rule *rule)
{
	for (size_t k = 0; k < z->f->n; k++)
		if (z->f->items[k].line == i && (!rule || z->f->items[k].how == rule->id.p))
			z->f->items[k].dead = true;
}

#define LIST_SAME 3 /* lines of the text with one bullet: a list of the article's own */

/* Does a line with a bullet go on with a list that the text holds? */
static bool goes_on_with_list(const struct zone *z, size_t i)
{
	const struct line *l = &z->p->lines[i];
	uint16_t bullet = z->p->vis[l->vis];
	size_t same = 0;
	if (unit_is_han(bullet) || l->link || i <= z->last || z->first == z->to) return false;
	for (size_t k = z->last + 1; k < i; k++)
		if (z->p->lines[k].why || z->p->lines[k].link) return false;
	for (size_t k = z->first; k <= z->last && same < LIST_SAME; k++)
		same += !z->p->lines[k].link && z->p->vis[z->p->lines[k].vis] == bullet;
	return same >= LIST_SAME;
}

static void settle_verdicts(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		struct verdict *v = &z->w->verdicts[i];
		struct line *l = &z->p->lines[i];
		if (!v->rule || l->why || i == z->sign) continue;
		if (v->rule->why == WHY_RELATED && goes_on_with_list(z, i)) v->rule = NULL;
		if (v->rule && !zone_holds(z, v->rule, i)) {
			bool field = v->field && zone_holds(z, v->field, i);
			const struct debris_rule *was = v->rule;
			const struct debris_rule *other =
				v->behind && zone_holds(z, v->behind, i) ? v->behind : v->any;
			v->rule = field ? v->field : other && other->act != ACT_KEEP ? other : NULL;
			if (v->rule && v->rule->why != was->why)
				take_back(z, i, was); /* one of its kind says the same */
		}
		if (!v->rule) {
			take_back(z, i, NULL);
		} else if (v->rule->act == ACT_CAPTION) {
			l->flags |= LINE_CAPTION;
		} else if (v->rule->act != ACT_KEEP) {
			l->why = v->rule->why;
		}
	}
}

/* A list of links inside the text ends behind its last link: subheads may follow. Lists without
 * mark-up have none. */
static size_t list_end(const struct zone *z, size_t from, size_t to)
{
	for (size_t k = to; k > from; k--)
		if (z->p->lines[k - 1].link) return k;
	return to;
}

#define LEAD_MIN 16 /* units of words before a quotation */

/* A line without links that parts its words by a mark and ends in a colon leads to what somebody
 * says or writes: it is of the text. */
static bool leads_to_words(const struct zone *z, size_t i)
{
	const struct line *l = &z->p->lines[i];
	uint16_t last = z->p->vis[l->vis + l->len - 1];
	return mark_is_colon(last) && l->len >= LEAD_MIN && l->punct && !l->link;
}

/* What stands under a header of links goes, up to the next running text. */
static void drop_lists(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		const struct debris_rule *rule = z->w->verdicts[i].rule;
		if (!rule || rule->act != ACT_LIST || z->p->lines[i].why != rule->why) continue;
		size_t end = i + 1;
		bool tail = i > z->last;
		while (end < z->to && (tail || end - i <= LIST_MAX) && !is_text(z, end)) {
			if (!tail && ((z->p->lines[end].flags & LINE_HEADING) ||
				      leads_to_words(z, end)))
				break;
			if (end == z->w->title || end == z->w->body)
				break; /* a list above the article */
			end++;
		}
		if (!tail) end = list_end(z, i, end);
		for (size_t k = i + 1; k < end; k++)
			if (!z->p->lines[k].why)
				z->p->lines[k].why = rule->why == WHY_RANK ? WHY_RANK : WHY_RELATED;
		i = end - 1;
	}
}

#define OVER_MAX   30 /* units of a line over links */
#define OVER_LINKS 2  /* lines of nothing but a link below it */

/* Behind the text a short line over links is their header, whatever it says. */
static void drop_link_headers(struct zone *z)
{
	for (size_t i = z->last + 1;
	     i + OVER_LINKS < z->p->n_lines && i < z->to && z->first < z->to; i++) {
		struct line *l = &z->p->lines[i];
		if (l->why || l->len > OVER_MAX || (l->flags & (LINE_PROSE | LINE_TITLE)) ||
		    l->link)
			continue;
		size_t n = 0;
		while (n < OVER_LINKS &&
		       z->p->lines[i + 1 + n].link * 10 >= z->p->lines[i + 1 + n].len * 9)
			n++;
		if (n == OVER_LINKS) l->why = WHY_RELATED;
	}
}

/* Behind an end mark in the tail nothing of the article follows. */
static void drop_behind_end(struct zone *z)
{
	bool ended = false;
	for (size_t i = z->last + 1; i < z->to; i++) {
		struct line *l = &z->p->lines[i];
		const struct debris_rule *rule = z->w->verdicts[i].rule;
		if (ended && !l->why) l->why = WHY_OUTSIDE;
		/* not above the article */
		ended |= rule && rule->act == ACT_END && l->why && i >= z->w->body;
	}
}

#define JOIN_MAX    24	 /* units of a line that is joined with others */
#define STRETCH_MAX 4096 /* units of short lines that are looked at together first */

static bool may_join(const struct line *l)
{
	return l->len <= JOIN_MAX && !(l->flags & LINE_PROSE);
}

/* Lines [i, i+n) as one text, an end of line between them. False when one is long or has gone for
 * another reason. */
static bool join_lines(struct zone *z, size_t i, size_t n, struct ubuf *text)
{
	struct folded *part = &z->w->fold;
	text->len = 0;
	for (size_t k = i; k < i + n; k++) {
		const struct line *l = &z->p->lines[k];
		if (!may_join(l)) return false;
		fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, part);
		if (k > i) ubuf_addc(text, '\n');
		ubuf_add(text, part->p, part->len);
	}
	return true;
}

/* The line of lines joined in which a group of the hit begins. */
static size_t line_of_group(struct zone *z, struct uslice text, const struct rule_hit *hit,
			    enum meta_key key)
{
	uint32_t a, b;
	size_t n = 0;
	if (!rule_hit_group(z->r->set[ON_JOIN], hit, meta_key_name(key), &a, &b)) return 0;
	for (size_t i = 0; i < a && i < text.len; i++) n += text.p[i] == '\n';
	return n;
}

/* The part of the line that a group of the hit on lines joined holds; all of it where there is
 * none. */
static struct cut part_of_group(struct zone *z, struct uslice text, const struct rule_hit *hit,
				enum meta_key key, const struct line *l)
{
	uint32_t a, b, from;
	struct folded *fold = &z->w->fold;
	const struct cut all = { .vis = l->vis, .len = l->len };
	if (!rule_hit_group(z->r->set[ON_JOIN], hit, meta_key_name(key), &a, &b)) return all;
	for (from = a; from && text.p[from - 1] != '\n'; from--) {
	}
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, fold);
	if (b == a || b - from > fold->len) return all;
	uint32_t vis = folded_start(fold, a - from);
	return (struct cut){ .vis = vis, .len = folded_end(fold, b - from) - vis };
}

/* A fact from joined lines: a date is all of them, a source or author the part of a line that says
 * it; what else is a fact of its own stays to be judged. */
static void joined_fact(struct zone *z, size_t i, size_t n, struct uslice text,
			const struct debris_rule *rule, const struct rule_hit *hit)
{
	enum meta_key key;
	struct ubuf u = { 0 };
	const struct line *first = &z->p->lines[i], *last = &z->p->lines[i + n - 1];
	struct cut part = { .vis = first->vis, .len = last->vis + last->len - first->vis };
	if (!debris_hit_value(z->r, ON_JOIN, hit, &key)) {
		key = META_DATE;
	} else {
		first = last = first + line_of_group(z, text, hit, key);
		part = part_of_group(z, text, hit, key, first);
	}
	uint32_t end = part.vis + part.len;
	for (const struct line *l = first; l <= last; l++) {
		uint32_t to = l->vis + l->len < end ? l->vis + l->len : end,
			 from = l->vis > part.vis ? l->vis : part.vis;
		if (l > first) ubuf_addc(&u, ' ');
		ubuf_add(&u, z->p->vis + from, to - from);
	}
	struct slice s = arena_utf8(&z->f->d->arena, (struct uslice){ u.p, u.len });
	struct fact *x = facts_add(z->f, key, s, page_source(z->p, part.vis, part.len), rule->id.p,
				   rule->rank);
	if (key == META_DATE) x->day = when_parse(u.p, u.len, WHEN_YEAR);
	ubuf_free(&u);
	for (size_t k = i; k < i + n; k++)
		if (!z->p->lines[k].why) z->p->lines[k].why = rule->why;
}

/* Short lines in a row have mostly no word of the rules for joined lines: that is asked once for
 * all. Gives the line up to which the answer holds for what begins at i and behind; *may: there is
 * one. */
static size_t look_ahead(struct zone *z, size_t i, struct ubuf *text, bool *may)
{
	size_t end = i, units = 0;
	while (end < z->to && may_join(&z->p->lines[end]) && units < STRETCH_MAX)
		units += z->p->lines[end++].len + 1;
	*may = end - i >= 2 && join_lines(z, i, end - i, text) &&
	       rule_set_may_match(z->r->set[ON_JOIN], z->w->scratch[ON_JOIN],
				  (struct uslice){ text->p, text->len });
	if (units >= STRETCH_MAX) return end - JOIN_LINES + 1; /* those go on behind it */
	return end > i ? end : i + 1;
}

/* Joins the lines from i on, JOIN_LINES at most. Their number when they may match: fewer of them
 * have no word that these lack; else 0. */
static size_t lines_joined(struct zone *z, size_t i, struct ubuf *text)
{
	size_t n = z->to - i < JOIN_LINES ? z->to - i : JOIN_LINES;
	while (n >= 2 && !join_lines(z, i, n, text)) n--;
	return n >= 2 && rule_sets_look(&z->w->scratch[ON_JOIN], 1,
					(struct uslice){ text->p, text->len })
		       ? n
		       : 0;
}

/* Two or three short lines that make a date, or a label and its value, together. */
static void join_facts(struct zone *z)
{
	struct ubuf text = { 0 };
	struct rule_hit hit;
	size_t known = z->from;
	bool may = false;
	for (size_t i = z->from; i < z->to; i++) {
		if (i >= z->first && i <= z->last) continue;
		if (i >= z->w->far) break;
		if (i >= known) known = look_ahead(z, i, &text, &may);
		if (!may) continue;
		for (size_t n = lines_joined(z, i, &text); n >= 2; n--) {
			struct uslice lines = { text.p, text.len };
			const struct debris_rule *rule =
				debris_first_seen(z->r, z->w, ON_JOIN, lines, &hit);
			if (rule) {
				joined_fact(z, i, n, lines, rule, &hit);
				break;
			}
			while (text.p[--text.len] != '\n') {
			} /* without the last */
		}
	}
	ubuf_free(&text);
}

/* A short line without a stop between paragraphs is a subhead. */
static void mark_headings(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		struct line *l = &z->p->lines[i];
		if (l->why ||
		    (l->flags & (LINE_PROSE | LINE_TITLE | LINE_LIST | LINE_TABLE | LINE_CAPTION)))
			continue;
		uint16_t last = z->p->vis[l->vis + l->len - 1];
		if (l->len > HEADING_MAX || is_stop(last) || mark_is_colon(last) ||
		    last == WIDE_COMMA)
			continue;
		if (i > z->last || z->first == z->to) continue;
		l->flags |= LINE_HEADING;
	}
}

/* Is a line one bare phrase, perhaps with a full stop behind it? */
static bool is_phrase(const struct page *p, const struct line *l)
{
	const unsigned other = LINE_HEADING | LINE_BOLD | LINE_LIST | LINE_TABLE | LINE_TITLE;
	uint16_t end = p->vis[l->vis + l->len - 1];
	bool stop = end == FULL_STOP;
	if ((l->flags & other) || l->why || l->link || l->len > CAPTION_MAX || l->punct > stop)
		return false;
	return l->han >= (l->han == l->len ? CAPTION_PURE : CAPTION_HAN) && !is_closer(end) &&
	       !mark_is_colon(end);
}

/* Is a line of words, not bold and without a link, set in the middle of the text? */
static bool is_below(const struct line *l, bool inside)
{
	const unsigned other = LINE_HEADING | LINE_BOLD | LINE_LIST | LINE_TABLE | LINE_TITLE;
	return inside && (l->flags & LINE_CENTER) && !(l->flags & other) && !l->why && !l->link &&
	       l->len <= BELOW_MAX && l->han >= CAPTION_PURE;
}

/* Captions by their mark-up go. A short bare line in the middle right below a picture, where the
 * text is not set so, is its caption too. */
static void drop_captions(struct zone *z)
{
	size_t prose = 0, center = 0;
	for (size_t i = z->from; i < z->to && z->first < z->to; i++) {
		struct line *l = &z->p->lines[i];
		if (l->legend && !l->why && i != z->w->title) l->why = WHY_PHOTO;
	}
	for (size_t i = z->first; i <= z->last && z->first < z->to; i++) {
		if (!is_text(z, i) || is_phrase(z->p, &z->p->lines[i])) continue;
		prose++;
		center += (z->p->lines[i].flags & LINE_CENTER) != 0;
	}
	if (center * CENTER_SHARE > prose) return;
	size_t from = z->w->title < z->first ? z->w->title + 1 : z->first;
	for (size_t i = from; i < z->to && z->first < z->to; i++) {
		struct line *l = &z->p->lines[i];
		/* behind the text nothing else stands so */
		bool apart = (l->flags & LINE_CENTER) || i > z->last;
		if ((l->flags & LINE_IMAGE) && apart &&
		    (is_phrase(z->p, l) || is_below(l, i >= z->first && i <= z->last)))
			l->why = WHY_PHOTO;
	}
}

/* A day behind the text is mostly that of what it was taken from, or of another article: behind one
 * above it. */
static void lower_tail_days(struct zone *z)
{
	if (z->first >= z->to) return;
	for (size_t i = 0; i < z->f->n; i++) {
		struct fact *x = &z->f->items[i];
		if (x->key != META_DATE) continue;
		if (x->line != FACT_NO_LINE && (x->line > z->last || x->line == z->sign))
			x->tail = true, x->rank = (uint8_t)(x->rank + TAIL_RANK);
		if (x->vis > z->p->lines[z->last].vis)
			x->rank = (uint8_t)(x->rank + TAIL_FIELD_RANK);
	}
}

/* Days, outlets and persons of other articles: what elements named so hold in lists behind the
 * text. */
static void drop_listed(struct zone *z)
{
	size_t line = z->last;
	for (size_t i = 0; i < z->f->n && z->first < z->to; i++) {
		struct fact *x = &z->f->items[i];
		if (x->vis <= z->p->lines[z->last].vis) continue;
		if (z->p->lines[line].vis > x->vis) line = z->last;
		while (line + 1 < z->p->n_lines && z->p->lines[line + 1].vis <= x->vis) line++;
		const struct line *l = &z->p->lines[line];
		if ((l->flags & LINE_ASIDE) || l->why == WHY_RELATED || l->why == WHY_RANK ||
		    l->why == WHY_COMMENTS)
			x->dead = true;
	}
}

void zones_settle(const struct debris *r, struct debris_worker *w, struct page *p, struct facts *f,
		  size_t from, size_t to)
{
	struct zone z = { .r = r, .w = w, .p = p, .f = f, .from = from, .to = to };
	find_body(&z);
	if (z.first == z.to) keep_captions(&z), find_body(&z);
	find_end(&z);
	find_signature(&z);
	find_lead(&z);
	lower_tail_days(&z);
	join_facts(&z);
	settle_verdicts(&z);
	drop_lists(&z);
	drop_listed(&z);
	drop_behind_end(&z);
	drop_link_headers(&z);
	headline_mark(&z);
	facts_join_authors(f, z.first);
	drop_captions(&z);
	mark_headings(&z);
}
