/* From verdicts on single lines to decisions on the page. From: lines with features and verdicts. To: lines that stay
 * or go, with flags. Limits: a link list inside the text is at most LIST_MAX lines. */
#include "pipeline/clean/zones.h"

#include <stdlib.h>

#define LIST_MAX 40	/* lines of a link list that is followed by running text */
#define JOIN_LINES 3	/* lines that a split date takes */
#define HEADING_MAX 40	/* longest subhead, units */
#define CHANNEL_MAX 8	/* longest channel name, units */
#define CHANNEL_LINES 12 /* a headline further down is no headline with channels above */
#define TITLE_LINES 60 /* the headline stands among the first lines */
#define TITLE_CUTS 4	/* names of channel, section and site behind a title */
#define NEXT_CUT_MAX 10 /* units of all but the last of them */
#define LABEL_MAX 4	/* units of a label glued before a headline */
#define END_SHARE 60	/* per cent of the text before a line that ends it */
#define TITLE_RANK 10
#define TAIL_RANK 2
#define TITLE_PLAIN_RANK 32 /* a line that neither mark-up nor metadata calls a headline: behind og:title */
#define SITE_RANK 30 /* a site that a title names */
#define TITLE_CLOSE 5 /* lines above running text */
#define CAPTION_MAX 40 /* units of a bare caption */
#define CAPTION_HAN 3  /* ideographs of one at least: numbers below pictures are headings */
#define CENTER_SHARE 4 /* one paragraph of so many may stand in the middle */
#define TITLE_MIN 5
#define NAMED_MIN 8 /* ideographs of a line that is a headline on the word of a class alone */
#define TITLE_MAX 90

static bool is_stop(uint16_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '!' || c == '?' || c == 0x2026 || c == 0xff1b || c == ';';
}

static bool is_closer(uint16_t c)
{
	return c == 0x201d || c == 0x2019 || c == 0x300d || c == 0x300f || c == 0xff09 || c == ')' || c == '"' ||
	       c == 0x3011;
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
	for (size_t i = 0; i < n; i++) full |= t[i] == 0x3002;
	if (full && l->len >= 12) return true;
	return is_stop(t[n - 1]) && l->punct >= 2 && l->len >= 24;
}

void zones_mark_prose(struct page *p)
{
	for (size_t i = 0; i < p->n_lines; i++)
		if (line_is_prose(p, &p->lines[i])) p->lines[i].flags |= LINE_PROSE;
}

struct zone {
	const struct debris *r;
	struct debris_worker *w;
	struct page *p;
	struct facts *f;
	size_t from, to;
	size_t first, last; /* first and last line of running text; first > last: none */
};

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

/* An editor's line behind most of the text ends it, whatever follows in the same box. */
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
		} else if (rule && rule->act == ACT_END && rule->why == WHY_EDITOR && sum * 100 >= total * END_SHARE) {
			z->last = before;
			return;
		}
	}
}

static bool zone_holds(const struct zone *z, const struct debris_rule *rule, size_t i)
{
	bool head = i < z->first, tail = i > z->last || z->first == z->to;
	switch (rule->zone) {
	case ZONE_HEAD:
		return head;
	case ZONE_TAIL:
		return tail;
	case ZONE_EDGE:
		return head || tail;
	default:
		return true;
	}
}

/* The facts that line i gave go: those of one rule, or all (NULL). */
static void take_back(struct zone *z, size_t i, const struct debris_rule *rule)
{
	for (size_t k = 0; k < z->f->n; k++)
		if (z->f->items[k].line == i && (!rule || z->f->items[k].how == rule->id.p)) z->f->items[k].dead = true;
}

static void settle_verdicts(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		struct verdict *v = &z->w->verdicts[i];
		struct line *l = &z->p->lines[i];
		if (!v->rule || l->why) continue;
		if (!zone_holds(z, v->rule, i)) {
			bool field = v->field && zone_holds(z, v->field, i);
			const struct debris_rule *was = v->rule;
			v->rule = field ? v->field : v->any && v->any->act != ACT_KEEP ? v->any : NULL;
			if (v->rule && v->rule->why != was->why) take_back(z, i, was); /* one of its kind says the same */
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

/* A list of links inside the text ends behind its last link: subheads may follow. Lists without mark-up have none. */
static size_t list_end(const struct zone *z, size_t from, size_t to)
{
	for (size_t k = to; k > from; k--)
		if (z->p->lines[k - 1].link) return k;
	return to;
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
			if (!tail && (z->p->lines[end].flags & LINE_HEADING)) break;
			if (end == z->w->title || end == z->w->body) break; /* a list above the article */
			end++;
		}
		if (!tail) end = list_end(z, i, end);
		for (size_t k = i + 1; k < end; k++)
			if (!z->p->lines[k].why) z->p->lines[k].why = rule->why == WHY_RANK ? WHY_RANK : WHY_RELATED;
		i = end - 1;
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
		ended |= rule && rule->act == ACT_END && l->why && i >= z->w->body; /* not above the article */
	}
}

#define JOIN_MAX 24	/* units of a line that is joined with others */
#define STRETCH_MAX 4096 /* units of short lines that are looked at together first */

static bool may_join(const struct line *l)
{
	return l->len <= JOIN_MAX && !(l->flags & LINE_PROSE);
}

/* Lines [i, i+n) as one text, an end of line between them. False when one is long or has gone for another reason. */
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

/* A fact from joined lines: a date is all of them, a source or author the last. */
static void joined_fact(struct zone *z, size_t i, size_t n, const struct debris_rule *rule, const struct rule_hit *hit)
{
	enum meta_key key;
	struct ubuf u = { 0 };
	const struct line *first = &z->p->lines[i], *last = &z->p->lines[i + n - 1];
	if (!debris_hit_value(z->r, ON_JOIN, hit, &key))
		key = META_DATE;
	else
		first = last;
	for (const struct line *l = first; l <= last; l++) {
		if (l > first) ubuf_addc(&u, ' ');
		ubuf_add(&u, z->p->vis + l->vis, l->len);
	}
	struct slice s = arena_utf8(&z->f->d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	facts_add(z->f, key, s, page_source(z->p, first->vis, last->vis + last->len - first->vis), rule->id.p, rule->rank);
	for (size_t k = i; k < i + n; k++)
		if (!z->p->lines[k].why) z->p->lines[k].why = rule->why;
}

/* Short lines in a row have mostly no word of the rules for joined lines: that is asked once for all. Gives the line up to
 * which the answer holds for what begins at i and behind; *may: there is one. */
static size_t look_ahead(struct zone *z, size_t i, struct ubuf *text, bool *may)
{
	size_t end = i, units = 0;
	while (end < z->to && may_join(&z->p->lines[end]) && units < STRETCH_MAX) units += z->p->lines[end++].len + 1;
	*may = end - i >= 2 && join_lines(z, i, end - i, text) &&
	       rule_set_may_match(z->r->set[ON_JOIN], z->w->scratch[ON_JOIN], (struct uslice){ text->p, text->len });
	if (units >= STRETCH_MAX) return end - JOIN_LINES + 1; /* those go on behind it */
	return end > i ? end : i + 1;
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
		if (i >= known) known = look_ahead(z, i, &text, &may);
		if (!may) continue;
		for (size_t n = JOIN_LINES; n >= 2; n--) {
			if (i + n > z->to || !join_lines(z, i, n, &text)) continue;
			const struct debris_rule *rule =
				debris_first(z->r, z->w, ON_JOIN, (struct uslice){ text.p, text.len }, &hit);
			if (!rule) continue;
			joined_fact(z, i, n, rule, &hit);
			break;
		}
	}
	ubuf_free(&text);
}

/* ---- headline ---- */

/* Cut the names of site and channel off one title. */
static void trim_title(const struct debris *r, struct debris_worker *w, struct facts *f, struct fact *x)
{
	struct rule_hit hit;
	uint32_t a, b;
	uint16_t mark = 0; /* what the first cut began with */
	struct uslice site = { NULL, 0 };
	for (int round = 0; round < TITLE_CUTS; round++) {
		struct uslice u = arena_utf16(&f->d->arena, x->value);
		struct folded *fold = &w->fold;
		fold_text(&r->fold, u.p, u.len, 0, fold);
		const struct debris_rule *rule = debris_first(r, w, ON_TITLE, (struct uslice){ fold->p, fold->len }, &hit);
		if (!rule || rule->act == ACT_KEEP) break;
		debris_hit_cut(r, ON_TITLE, &hit, &a, &b);
		if (b - a >= fold->len || a == b) break;
		uint16_t first = fold->p[a] == ' ' ? fold->p[a + 1] : fold->p[a];
		if (round && a && (first != mark || b - a > NEXT_CUT_MAX)) break;
		mark = first;
		uint32_t from, to;
		if (!site.len && rule_hit_group(r->set[ON_TITLE], &hit, "site", &from, &to))
			site = (struct uslice){ u.p + folded_start(fold, from), folded_end(fold, to) - folded_start(fold, from) };
		if (a == 0) {
			u.p += folded_start(fold, b);
			u.len -= folded_start(fold, b);
		} else {
			u.len = folded_end(fold, a);
		}
		x->value = slice_trim(arena_utf8(&f->d->arena, u));
		if (site.len && !debris_site_outlet(r, w, site, &a, &b)) site.len = 0;
	}
	if (site.len) facts_add(f, META_SITE, arena_utf8(&f->d->arena, site), x->src, "title", SITE_RANK);
}

/* Is the title only a path or channel of the site? */
static bool names_place(const struct debris *r, struct debris_worker *w, struct facts *f, const struct fact *x)
{
	struct rule_hit hit;
	struct uslice u = arena_utf16(&f->d->arena, x->value);
	fold_text(&r->fold, u.p, u.len, 0, &w->fold);
	const struct debris_rule *rule = debris_first(r, w, ON_LINE, (struct uslice){ w->fold.p, w->fold.len }, &hit);
	return rule && (rule->why == WHY_BREADCRUMB || rule->why == WHY_NAV || rule->why == WHY_CHANNEL ||
			rule->why == WHY_SITE);
}

void zones_know_titles(const struct debris *r, struct debris_worker *w, struct facts *f)
{
	w->n_known = 0;
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_TITLE || x->dead) continue;
		if (names_place(r, w, f, x)) {
			x->dead = true;
			continue;
		}
		struct folded *known = w->n_known < KNOWN_MAX ? &w->known[w->n_known] : NULL;
		if (known) { /* as it stands: a cut may have been too long */
			struct uslice u = arena_utf16(&f->d->arena, x->value);
			fold_text(&r->fold, u.p, u.len, 0, known);
		}
		trim_title(r, w, f, x);
		w->n_known += known != NULL;
	}
}

/* Is a the head of b, or a long part of it? White space and marks do not count. */
static bool same_text(const uint16_t *a, size_t a_len, const uint16_t *b, size_t b_len)
{
	size_t i = 0, k = 0, n = 0;
	for (;;) {
		while (i < a_len && !(unit_is_han(a[i]) || (a[i] < 128 && a[i] > ' ' && a[i] != '"'))) i++;
		while (k < b_len && !(unit_is_han(b[k]) || (b[k] < 128 && b[k] > ' ' && b[k] != '"'))) k++;
		if (i == a_len || k == b_len) break;
		if (a[i] != b[k]) return false;
		i++, k++, n++;
	}
	return n >= 4 && i == a_len; /* a is a head of b */
}

/* Is the line the head of a title that metadata gave (3), a long part of it (2: perhaps the site behind it), or one
 * behind a short label (1)? */
static int matches_known(const struct zone *z, const struct folded *line)
{
	bool labelled = false, part = false;
	for (size_t i = 0; i < z->w->n_known; i++) {
		const struct folded *known = &z->w->known[i];
		for (size_t at = 0; at < known->len; at++) {
			if (at && line->len < 8) break;
			if (at && known->p[at] != line->p[0]) continue;
			if (same_text(line->p, line->len, known->p + at, known->len - at)) {
				if (at == 0) return 3;
				part = true;
				break;
			}
		}
		for (size_t skip = 1; skip <= LABEL_MAX && skip + 8 < line->len; skip++)
			if (known->len && line->p[skip] == known->p[0] &&
			    same_text(line->p + skip, line->len - skip, known->p, known->len))
				labelled = true;
	}
	return part ? 2 : labelled ? 1 : 0;
}

/* Does a line fill an element whose class calls it a title? */
static bool named_title(const struct page *p, const struct line *l)
{
	size_t lo = 0, hi = p->n_fields;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (p->fields[mid].vis < l->vis && !p->fields[mid].site)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < p->n_fields && !p->fields[lo].site && p->fields[lo].vis == l->vis; lo++)
		if (p->fields[lo].key == META_TITLE && p->fields[lo].len == l->len) return true;
	return false;
}

/* sure: lines that metadata does not name count for nothing. */
static int title_score(const struct zone *z, size_t i, struct folded *fold, bool sure)
{
	const struct line *l = &z->p->lines[i];
	if ((l->why && !(l->flags & LINE_LOOSE)) || l->len > TITLE_MAX || l->han + l->len / 4 < TITLE_MIN) return 0;
	/* close above the text a headline may be a link to its own page */
	bool linked = l->link * 2 > l->len;
	if (linked && (!(l->flags & (LINE_HEADING | LINE_H1)) || z->to == z->p->n_lines)) return 0;
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, fold);
	int known = matches_known(z, fold);
	if (linked) return known == 3 ? TITLE_SURE + (int)l->len : 0;
	if (known) return TITLE_SURE + (known >= 2 ? 100 + (int)l->len : 0) + (known == 3 ? 40 : 0) + (l->flags & LINE_H1 ? 200 : 0);
	if (sure || (l->flags & LINE_PROSE)) return 0;
	/* outside the article: only what metadata or mark-up names; where neither does, what stands close above it */
	bool close = !z->w->n_known && z->to < z->p->n_lines && i + TITLE_CLOSE >= z->to && l->link == 0;
	bool named = l->han >= NAMED_MIN && l->link == 0 && named_title(z->p, l);
	if (l->why && !(l->flags & LINE_HEADING) && !close && !named) return 0;
	const struct debris_rule *rule = debris_line_rule(z->r, z->w, i, fold);
	if (rule && rule->act != ACT_KEEP) return 0;
	int score = rule ? 50 : l->len < 8 ? (int)l->len : l->len > 50 ? 30 : 40;
	if (l->flags & LINE_H1) score += 60;
	if ((l->flags & LINE_HEADING) || named) score += 20;
	if (z->p->vis[l->vis] == 0x2014) score -= 25; /* a dash opens a subtitle */
	uint16_t last = z->p->vis[l->vis + l->len - 1];
	if (last == 0x3002 || last == 0xff1b || last == ':' || last == 0xff1a || last == ',' || last == 0xff0c) score -= 25;
	return score;
}

static size_t best_title(const struct zone *z, size_t from, size_t to, bool sure, int *score)
{
	size_t best = to;
	*score = 5;
	for (size_t i = from; i < to; i++) {
		int points = title_score(z, i, &z->w->fold, sure);
		if (points > *score) best = i, *score = points;
	}
	return best;
}

size_t zones_find_title(const struct debris *r, struct debris_worker *w, const struct page *p, const struct facts *f,
			size_t from, size_t to, int *score)
{
	struct zone z = { .r = r, .w = w, .p = (struct page *)(uintptr_t)p, .f = (struct facts *)(uintptr_t)f };
	z.from = from;
	z.to = to;
	return best_title(&z, from, to, false, score);
}

size_t zones_sure_title(const struct debris *r, struct debris_worker *w, const struct page *p)
{
	struct zone z = { .r = r, .w = w, .p = (struct page *)(uintptr_t)p, .to = p->n_lines };
	int score;
	return w->n_known ? best_title(&z, 0, p->n_lines, true, &score) : p->n_lines;
}

/* Lines between the page's head and the headline that are short and bare are names of channels. */
static void drop_channels(struct zone *z, size_t title)
{
	for (size_t i = z->from; i < title && title - z->from <= CHANNEL_LINES; i++) {
		struct line *l = &z->p->lines[i];
		if (l->why || (l->flags & (LINE_PROSE | LINE_HEADING | LINE_LIST))) continue;
		if (l->len <= CHANNEL_MAX || l->link * 2 > l->len) l->why = WHY_CHANNEL;
	}
}

/* A label that metadata's title does not have, glued before the headline on the page, goes. */
static void cut_label(struct zone *z, const struct line *l)
{
	const struct folded *fold = &z->w->fold;
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
	for (size_t i = 0; i < z->w->n_known; i++) {
		const struct folded *known = &z->w->known[i];
		if (known->len && fold->len && known->p[0] == fold->p[0]) continue;
		for (size_t at = 1; at <= LABEL_MAX && at + TITLE_MIN < fold->len; at++) {
			size_t n = fold->len - at;
			if (known->len < n || memcmp(known->p, fold->p + at, n * sizeof(uint16_t)) != 0) continue;
			page_cut(z->p, l->vis, folded_start(fold, at) - l->vis, WHY_CHANNEL);
			return;
		}
	}
}

static void cut_title(struct zone *z, const struct line *l)
{
	struct rule_hit hit;
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
	const struct folded *fold = &z->w->fold;
	const struct debris_rule *rule =
		debris_first(z->r, z->w, ON_TITLE, (struct uslice){ fold->p, fold->len }, &hit);
	if (!rule) return;
	debris_take_facts(z->r, z->w, z->p, z->f, rule, &hit);
	if (rule->act == ACT_KEEP || rule->zone == ZONE_TAIL) return; /* tail: for titles from metadata */
	uint32_t a, b;
	debris_hit_cut(z->r, ON_TITLE, &hit, &a, &b);
	if (a == b) return;
	uint32_t vis = folded_start(fold, a), end = folded_end(fold, b);
	while (vis > l->vis && unit_is_space(z->p->vis[vis - 1])) vis--;
	page_cut(z->p, vis, end - vis, rule->why);
}

/* The headline's text without its cuts. */
static void title_fact(struct zone *z, const struct line *first, const struct line *last, uint8_t rank)
{
	struct ubuf u = { 0 };
	for (const struct line *l = first; l <= last; l++) {
		for (uint32_t i = l->vis; i < l->vis + l->len; i++) {
			bool gone = false;
			for (size_t k = 0; k < z->p->n_cuts; k++)
				gone |= i >= z->p->cuts[k].vis && i < z->p->cuts[k].vis + z->p->cuts[k].len;
			if (!gone) ubuf_addc(&u, z->p->vis[i]);
		}
	}
	struct slice s = arena_utf8(&z->f->d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	facts_add(z->f, META_TITLE, s, page_source(z->p, first->vis, last->vis + last->len - first->vis), "visible", rank);
}

#define TITLE_PARTS 3 /* lines that a broken headline takes, up and down from the one found */

/* Are lines [a, b] together the head of a title that metadata gave? */
static bool lines_match_known(const struct zone *z, size_t a, size_t b, struct ubuf *text)
{
	text->len = 0;
	for (size_t i = a; i <= b; i++) {
		const struct line *l = &z->p->lines[i];
		if (l->len > TITLE_MAX || (l->flags & LINE_PROSE) || (l->why && !(l->flags & LINE_LOOSE))) return false;
		fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
		ubuf_add(text, z->w->fold.p, z->w->fold.len);
	}
	for (size_t i = 0; i < z->w->n_known; i++)
		if (same_text(text->p, text->len, z->w->known[i].p, z->w->known[i].len)) return true;
	return false;
}

/* A headline broken over lines: the most lines around the one found that read on in metadata's title. */
static void find_parts(const struct zone *z, size_t title, size_t *first, size_t *last)
{
	struct ubuf text = { 0 };
	size_t low = title > z->from + TITLE_PARTS ? title - TITLE_PARTS : z->from;
	size_t high = title + TITLE_PARTS < z->to ? title + TITLE_PARTS : z->to - 1;
	*first = *last = title;
	for (size_t a = low; a <= title; a++) {
		for (size_t b = high; b >= title && b - a > *last - *first; b--) {
			if (!lines_match_known(z, a, b, &text)) continue;
			*first = a;
			*last = b;
		}
	}
	ubuf_free(&text);
}

static void mark_title(struct zone *z)
{
	size_t limit = z->first < z->to ? z->first : z->to;
	if (limit > z->from + TITLE_LINES) limit = z->from + TITLE_LINES;
	int score;
	size_t title = zones_find_title(z->r, z->w, z->p, z->f, z->from, limit, &score);
	if (title == limit) { /* perhaps a headline that reads like a sentence */
		if (limit != z->first || limit == z->to) return;
		struct line *l = &z->p->lines[limit];
		fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
		if (l->len > TITLE_MAX || !matches_known(z, &z->w->fold)) return;
		score = TITLE_SURE;
	}
	if (z->first == z->to) return;
	size_t first, last;
	struct line *l = &z->p->lines[title];
	find_parts(z, title, &first, &last);
	for (size_t i = first; i <= last; i++) z->p->lines[i].flags |= LINE_TITLE, z->p->lines[i].why = 0;
	drop_channels(z, first);
	cut_label(z, &z->p->lines[first]);
	cut_title(z, &z->p->lines[last]);
	bool plain = score < TITLE_SURE && !(l->flags & (LINE_HEADING | LINE_H1));
	title_fact(z, &z->p->lines[first], &z->p->lines[last], plain ? TITLE_PLAIN_RANK : TITLE_RANK);
	/* the same headline once more */
	for (size_t i = z->from; i < z->first && i < z->to; i++) {
		struct line *o = &z->p->lines[i];
		if ((i < first || i > last) && !o->why && o->len == l->len &&
		    memcmp(z->p->vis + o->vis, z->p->vis + l->vis, l->len * sizeof(uint16_t)) == 0)
			o->why = WHY_TITLE;
	}
}

/* A short line without a stop between paragraphs is a subhead. */
static void mark_headings(struct zone *z)
{
	for (size_t i = z->from; i < z->to; i++) {
		struct line *l = &z->p->lines[i];
		if (l->why || (l->flags & (LINE_PROSE | LINE_TITLE | LINE_LIST | LINE_TABLE | LINE_CAPTION))) continue;
		uint16_t last = z->p->vis[l->vis + l->len - 1];
		if (l->len > HEADING_MAX || is_stop(last) || last == 0xff1a || last == ':' || last == 0xff0c) continue;
		if (i > z->last || z->first == z->to) continue;
		l->flags |= LINE_HEADING;
	}
}

/* A short bare line in the middle right below a picture, where the text is not set so, is its caption. */
static void drop_captions(struct zone *z)
{
	size_t prose = 0, center = 0;
	for (size_t i = z->first; i <= z->last && z->first < z->to; i++) {
		if (!is_text(z, i)) continue;
		prose++;
		center += (z->p->lines[i].flags & LINE_CENTER) != 0;
	}
	if (center * CENTER_SHARE > prose) return;
	for (size_t i = z->first; i < z->last && z->first < z->to; i++) {
		struct line *l = &z->p->lines[i];
		const unsigned other = LINE_PROSE | LINE_HEADING | LINE_BOLD | LINE_LIST | LINE_TABLE | LINE_TITLE;
		if (!(l->flags & LINE_IMAGE) || !(l->flags & LINE_CENTER) || (l->flags & other) || l->why || l->link || l->len > CAPTION_MAX) continue;
		uint16_t end = z->p->vis[l->vis + l->len - 1];
		if (l->punct || l->han < CAPTION_HAN || is_closer(end) || end == ':' || end == 0xff1a) continue;
		l->why = WHY_PHOTO;
	}
}

/* A day behind the text is mostly that of what it was taken from: behind one above it. */
static void lower_tail_days(struct zone *z)
{
	for (size_t i = 0; i < z->f->n && z->first < z->to; i++) {
		struct fact *x = &z->f->items[i];
		if (x->key == META_DATE && x->line != FACT_NO_LINE && x->line > z->last) x->rank = (uint8_t)(x->rank + TAIL_RANK);
	}
}

void zones_settle(const struct debris *r, struct debris_worker *w, struct page *p, struct facts *f, size_t from,
		  size_t to)
{
	struct zone z = { .r = r, .w = w, .p = p, .f = f, .from = from, .to = to };
	find_body(&z);
	find_end(&z);
	lower_tail_days(&z);
	join_facts(&z);
	settle_verdicts(&z);
	drop_lists(&z);
	drop_behind_end(&z);
	mark_title(&z);
	drop_captions(&z);
	mark_headings(&z);
}
