/* The headline. From: titles that metadata gave, lines with features. To: the line or lines of the
 * headline, its fact, names of sites and channels cut off. Limits: the headline stands among the
 * first TITLE_LINES lines. */
#include "pipeline/clean/headline.h"

#include "pipeline/clean/when.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"

#define CHANNEL_MAX   8	  /* longest channel name, units */
#define CHANNEL_LINES 12  /* a headline further down is no headline with channels above */
#define TWIN_MAX      20  /* units of a channel's name that stands above as a link */
#define TWIN_ABOVE    200 /* lines above the headline that are looked through for it */
#define TITLE_LINES   60  /* the headline stands among the first lines */
#define NEXT_CUT_MAX  10  /* units of all but the last of them */
#define LABEL_MAX     6	  /* units of a label before a headline, its brackets and blank too */
#define TITLE_RANK    10
/* a line that neither mark-up nor metadata calls a headline: behind og:title */
#define TITLE_PLAIN_RANK 32
#define SITE_RANK	 30 /* a site that a title names */
#define TITLE_NEAR	 5  /* lines above running text */
#define TITLE_MIN	 5
#define TITLE_BEHIND	 40 /* units of facts behind one in its line */
#define NAMED_MIN	 8  /* ideographs of a headline that only its class tells */
#define TITLE_MAX	 90

/* A name between title and site is that of a channel. */
static void note_channel(struct debris_worker *w, struct facts *f, const struct folded *fold,
			 uint32_t from, uint32_t to)
{
	if (w->n_channels == TITLE_CUTS) return;
	struct uslice name = { fold->p + from, to - from };
	w->channels[w->n_channels++] = slice_trim(arena_utf8(&f->d->arena, name));
}

/* Cut the names of site and channel off one title. */
static void trim_title(const struct debris *r, struct debris_worker *w, struct facts *f,
		       struct fact *x)
{
	struct rule_hit hit;
	uint32_t a, b;
	uint16_t mark = 0; /* what the first cut began with */
	struct uslice site = { NULL, 0 };
	struct slice suffix = { NULL, 0 };
	for (int round = 0; round < TITLE_CUTS; round++) {
		struct uslice u = arena_utf16(&f->d->arena, x->value);
		struct folded *fold = &w->fold;
		fold_text(&r->fold, u.p, u.len, 0, fold);
		const struct debris_rule *rule =
			debris_first(r, w, ON_TITLE, (struct uslice){ fold->p, fold->len }, &hit);
		if (!rule || rule->act == ACT_KEEP) break;
		debris_hit_cut(r, ON_TITLE, &hit, &a, &b);
		if (b - a >= fold->len || a == b) break;
		uint16_t first = fold->p[a] == ' ' ? fold->p[a + 1] : fold->p[a];
		if (round && a && (first != mark || b - a > NEXT_CUT_MAX)) break;
		mark = first;
		uint32_t from, to;
		if (rule_hit_group(r->set[ON_TITLE], &hit, "author", &from, &to)) {
			struct uslice who = { u.p + folded_start(fold, from),
					      folded_end(fold, to) - folded_start(fold, from) };
			facts_add(f, META_AUTHOR, arena_utf8(&f->d->arena, who), x->src,
				  rule->id.p, rule->rank);
		}
		bool named = rule_hit_group(r->set[ON_TITLE], &hit, "site", &from, &to);
		if (named && suffix.len) note_channel(w, f, fold, from, to);
		if (!site.len && named)
			site = (struct uslice){ u.p + folded_start(fold, from),
						folded_end(fold, to) - folded_start(fold, from) };
		if (a == 0) {
			u.p += folded_start(fold, b);
			u.len -= folded_start(fold, b);
		} else {
			u.len = folded_end(fold, a);
		}
		x->value = slice_trim(arena_utf8(&f->d->arena, u));
		if (site.len && !suffix.len) suffix = slice_trim(arena_utf8(&f->d->arena, site));
		if (site.len && !debris_site_outlet(r, w, site, &a, &b)) site.len = 0;
	}
	if (!w->suffix.len) w->suffix = suffix, w->suffix_src = x->src;
	if (site.len)
		facts_add(f, META_SITE, arena_utf8(&f->d->arena, site), x->src, "title", SITE_RANK);
}

/* Is the title only a path or channel of the site? */
static bool names_place(const struct debris *r, struct debris_worker *w, struct facts *f,
			const struct fact *x)
{
	struct rule_hit hit;
	struct uslice u = arena_utf16(&f->d->arena, x->value);
	fold_text(&r->fold, u.p, u.len, 0, &w->fold);
	const struct debris_rule *rule =
		debris_first(r, w, ON_LINE, (struct uslice){ w->fold.p, w->fold.len }, &hit);
	return rule && (rule->why == WHY_BREADCRUMB || rule->why == WHY_NAV ||
			rule->why == WHY_CHANNEL || rule->why == WHY_SITE);
}

/* The units of a title that stay when the site's name behind it has gone; all where something else
 * went. */
static size_t head_len(const struct debris *r, struct debris_worker *w, const struct folded *known,
		       const struct fact *x, struct arena *a)
{
	struct uslice u = arena_utf16(a, x->value);
	fold_text(&r->fold, u.p, u.len, 0, &w->fold);
	size_t n = w->fold.len;
	bool head = n <= known->len && memcmp(known->p, w->fold.p, n * sizeof *known->p) == 0;
	return head ? n : known->len;
}

#define OWNER_MAX  24 /* units of an owner's name */
#define FOOT_LINES 14 /* lines at the page's end that may name it */

/* Is the title nothing but the name of the page's owner, as its foot says who owns it? */
static bool names_owner(const struct debris *r, struct debris_worker *w, const struct page *p,
			struct facts *f, const struct fact *x)
{
	struct rule_hit hit;
	struct uslice u = arena_utf16(&f->d->arena, x->value);
	size_t low = p->n_lines > FOOT_LINES ? p->n_lines - FOOT_LINES : 0;
	if (u.len < TITLE_MIN || u.len > OWNER_MAX) return false;
	for (size_t i = low; i < p->n_lines; i++) {
		const struct line *l = &p->lines[i];
		const uint16_t *t = p->vis + l->vis;
		bool named = false;
		for (size_t k = 0; k + u.len <= l->len && !named; k++)
			named = t[k] == u.p[0] && memcmp(t + k, u.p, u.len * sizeof *t) == 0;
		if (!named) continue;
		fold_text(&r->fold, t, l->len, l->vis, &w->fold);
		struct uslice text = { w->fold.p, w->fold.len };
		if (debris_first(r, w, ON_FOOT, text, &hit)) return true;
	}
	return false;
}

void headline_know(const struct debris *r, struct debris_worker *w, const struct page *p,
		   struct facts *f)
{
	w->n_known = 0;
	w->suffix = slice_of(NULL, 0);
	w->n_channels = 0;
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_TITLE || x->dead) continue;
		if (names_place(r, w, f, x) || names_owner(r, w, p, f, x)) {
			x->dead = true;
			continue;
		}
		struct folded *known = w->n_known < KNOWN_MAX ? &w->known[w->n_known] : NULL;
		if (known) { /* as it stands: a cut may have been too long */
			struct uslice u = arena_utf16(&f->d->arena, x->value);
			fold_text(&r->fold, u.p, u.len, 0, known);
		}
		trim_title(r, w, f, x);
		if (known) w->head[w->n_known++] = head_len(r, w, known, x, &f->d->arena);
	}
}

/* Is a the head of b, or a long part of it? White space and marks do not count. */
static bool same_text(const uint16_t *a, size_t a_len, const uint16_t *b, size_t b_len)
{
	size_t i = 0, k = 0, n = 0;
	for (;;) {
		while (i < a_len &&
		       !(unit_is_han(a[i]) || (a[i] < 128 && a[i] > ' ' && a[i] != '"')))
			i++;
		while (k < b_len &&
		       !(unit_is_han(b[k]) || (b[k] < 128 && b[k] > ' ' && b[k] != '"')))
			k++;
		if (i == a_len || k == b_len) break;
		if (a[i] != b[k]) return false;
		i++, k++, n++;
	}
	return n >= 4 && i == a_len; /* a is a head of b */
}

/* Is a title that metadata gave the head of the line, with a day or an outlet behind a blank or
 * bracket, or a day glued to it? */
static bool goes_on(const struct folded *line, const struct folded *known, size_t len)
{
	if (len < NAMED_MIN || line->len <= len || line->len > len + TITLE_BEHIND) return false;
	uint16_t c = line->p[len], before = line->p[len - 1];
	bool day = c >= '0' && c <= '9' && (before < '0' || before > '9');
	return (day || c == ' ' || c == '(' || c == '[') &&
	       memcmp(line->p, known->p, len * sizeof *known->p) == 0;
}

/* What a line is of a title that metadata gave. */
enum known {
	KNOWN_NOTHING,
	KNOWN_LABELLED, /* the title behind a short label */
	KNOWN_PART,	/* a long part: perhaps the site stands behind it */
	KNOWN_HEAD
};

static enum known matches_known(const struct zone *z, const struct folded *line)
{
	bool labelled = false, part = false;
	for (size_t i = 0; i < z->w->n_known; i++) {
		const struct folded *known = &z->w->known[i];
		part |= goes_on(line, known, known->len) || goes_on(line, known, z->w->head[i]);
		for (size_t at = 0; at < known->len;
		     at = unit_find(known->p, at + 1, known->len, line->p[0])) {
			if (same_text(line->p, line->len, known->p + at, known->len - at)) {
				if (at == 0) return KNOWN_HEAD;
				part = true;
				break;
			}
			if (line->len < 8) break;
		}
		for (size_t skip = 1; skip <= LABEL_MAX && skip + 8 < line->len; skip++)
			if (known->len && line->p[skip] == known->p[0] &&
			    same_text(line->p + skip, line->len - skip, known->p, known->len))
				labelled = true;
	}
	if (part) return KNOWN_PART;
	return labelled ? KNOWN_LABELLED : KNOWN_NOTHING;
}

/* Does a line fill an element whose class calls it a title? */
static bool named_title(const struct page *p, const struct line *l)
{
	size_t lo = 0, hi = p->n_fields;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (p->fields[mid].vis < l->vis && !p->fields[mid].site) lo = mid + 1;
		else hi = mid;
	}
	for (; lo < p->n_fields && !p->fields[lo].site && p->fields[lo].vis == l->vis; lo++)
		if (p->fields[lo].key == META_TITLE && p->fields[lo].len == l->len) return true;
	return false;
}

#define LINKED_SCORE 35 /* behind a headline that is no link */
#define DAY_LOOK     32 /* units at the head of a line below it that holds a day */

/* Does the line below a headline begin with a day? */
static bool day_below(const struct zone *z, size_t i)
{
	if (i + 1 >= z->p->n_lines) return false;
	const struct line *l = &z->p->lines[i + 1];
	size_t len = l->len < DAY_LOOK ? l->len : DAY_LOOK;
	return z->p->vis[l->vis] >= '0' && z->p->vis[l->vis] <= '9' &&
	       when_parse(z->p->vis + l->vis, len, WHEN_YEAR) != DAY_NONE;
}

#define NUMBER_MAX 3 /* units of a section's number and the mark behind it */

/* Does a line begin with a number as sections have it? */
static bool is_numbered(const uint16_t *t, size_t len)
{
	for (size_t i = 1; i < NUMBER_MAX && i < len; i++)
		if (t[i] == LIST_MARK) return true;
	return false;
}

/* Points of a line that neither metadata nor mark-up calls a headline. A few units are one only
 * where they are set apart. */
static int plain_score(const struct page *p, const struct line *l)
{
	bool apart = (l->flags & LINE_BOLD) && (l->flags & LINE_CENTER);
	int score = l->len < 8 ? (apart ? 30 : (int)l->len) : l->len > 50 ? 30 : 40;
	return is_numbered(p->vis + l->vis, l->len) ? score - 25 : score;
}

/* sure: lines that metadata does not name count for nothing. */
static int title_score(const struct zone *z, size_t i, struct folded *fold, bool sure)
{
	const struct line *l = &z->p->lines[i];
	if ((l->why && !(l->flags & LINE_LOOSE)) || l->len > TITLE_MAX ||
	    l->han + l->len / 4 < TITLE_MIN)
		return 0;
	/* close above the text a headline may be a link to its own page */
	bool linked = l->link * 2 > l->len;
	if (linked && (!(l->flags & (LINE_HEADING | LINE_H1)) || z->to == z->p->n_lines)) return 0;
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, fold);
	enum known known = matches_known(z, fold);
	if (linked && known == KNOWN_HEAD) return TITLE_SURE + (int)l->len;
	if (linked) return (l->flags & LINE_H1) && day_below(z, i) ? LINKED_SCORE : 0;
	if (known)
		return TITLE_SURE + (known >= KNOWN_PART ? 100 + (int)l->len : 0) +
		       (known == KNOWN_HEAD ? 40 : 0) + (l->flags & LINE_H1 ? 200 : 0);
	bool big = (l->flags & LINE_H1) && !(l->flags & LINE_TABLE);
	if (sure || ((l->flags & LINE_PROSE) && !big)) return 0;
	/* outside the article: only what metadata or mark-up names; where neither does, what stands
	 * close above it */
	bool close =
		!z->w->n_known && z->to < z->p->n_lines && i + TITLE_NEAR >= z->to && l->link == 0;
	bool named = l->han >= NAMED_MIN && l->link == 0 && named_title(z->p, l);
	if (l->why && !(l->flags & LINE_HEADING) && !close && !named) return 0;
	const struct debris_rule *rule = debris_line_rule(z->r, z->w, i, fold);
	if (rule && rule->act != ACT_KEEP) return 0;
	int score = rule ? 50 : plain_score(z->p, l);
	if (l->flags & LINE_H1) score += 60;
	if ((l->flags & LINE_HEADING) || named) score += 20;
	if (z->p->vis[l->vis] == 0x2014) score -= 25; /* a dash opens a subtitle */
	uint16_t last = z->p->vis[l->vis + l->len - 1];
	if (last == FULL_STOP || last == WIDE_SEMICOLON || mark_is_colon(last) ||
	    mark_is_comma(last))
		score -= 25;
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

size_t headline_find(const struct debris *r, struct debris_worker *w, const struct page *p,
		     const struct facts *f, struct line_range in, int *score)
{
	struct zone z = {
		.r = r, .w = w, .p = (struct page *)(uintptr_t)p, .f = (struct facts *)(uintptr_t)f
	};
	z.from = in.from;
	z.to = in.to;
	return best_title(&z, in.from, in.to, false, score);
}

size_t headline_find_sure(const struct debris *r, struct debris_worker *w, const struct page *p)
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

static bool same_line(const struct page *p, const struct line *a, const struct line *b)
{
	return a->len == b->len &&
	       memcmp(p->vis + a->vis, p->vis + b->vis, a->len * sizeof *p->vis) == 0;
}

/* A short bare line between headline and text that stands above the headline as a link names a
 * channel. */
static void drop_twins(struct zone *z, size_t title)
{
	size_t low = title > TWIN_ABOVE ? title - TWIN_ABOVE : 0;
	for (size_t i = title + 1; i < z->first && i <= title + CHANNEL_LINES; i++) {
		struct line *l = &z->p->lines[i];
		if (l->why || l->link || l->len > TWIN_MAX ||
		    (l->flags & (LINE_PROSE | LINE_HEADING | LINE_LIST)))
			continue;
		for (size_t k = low; k < title && !l->why; k++)
			if (z->p->lines[k].link == z->p->lines[k].len &&
			    same_line(z->p, &z->p->lines[k], l))
				l->why = WHY_CHANNEL;
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
			if (known->len < n ||
			    memcmp(known->p, fold->p + at, n * sizeof(uint16_t)) != 0)
				continue;
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
	if (rule->act == ACT_KEEP || rule->zone == ZONE_TAIL)
		return; /* tail: for titles from metadata */
	uint32_t a, b;
	debris_hit_cut(z->r, ON_TITLE, &hit, &a, &b);
	if (a == b) return;
	uint32_t vis = folded_start(fold, a), end = folded_end(fold, b);
	while (vis > l->vis && unit_is_space(z->p->vis[vis - 1])) vis--;
	page_cut(z->p, vis, end - vis, rule->why);
}

/* A headline in a table's row: what stands in the cells behind it is none of it. */
static void cut_cells(struct zone *z, const struct line *l)
{
	for (uint32_t i = TITLE_MIN; (l->flags & LINE_TABLE) && i < l->len; i++) {
		if (z->p->vis[l->vis + i] != '\t') continue;
		page_cut(z->p, l->vis + i, l->len - i, WHY_CHANNEL);
		return;
	}
}

/* Where the title ends in its line: behind a blank a second headline may follow, which metadata's
 * title does not have. */
static uint32_t title_end(struct zone *z, const struct line *l)
{
	const struct folded *fold = &z->w->fold;
	fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
	if (matches_known(z, fold) == 3) return l->vis + l->len;
	for (size_t i = 0; i < z->w->n_known; i++) {
		size_t n = z->w->head[i];
		if (goes_on(fold, &z->w->known[i], n) && fold->p[n] == ' ')
			return folded_start(fold, (uint32_t)n);
	}
	return l->vis + l->len;
}

/* The headline's text without its cuts. */
static void title_fact(struct zone *z, const struct line *first, const struct line *last,
		       uint8_t rank)
{
	struct ubuf u = { 0 };
	for (const struct line *l = first; l <= last; l++) {
		uint32_t end = first == last ? title_end(z, l) : l->vis + l->len;
		for (uint32_t i = l->vis; i < end; i++) {
			bool gone = false;
			for (size_t k = 0; k < z->p->n_cuts; k++)
				gone |= i >= z->p->cuts[k].vis &&
					i < z->p->cuts[k].vis + z->p->cuts[k].len;
			if (!gone) ubuf_addc(&u, z->p->vis[i]);
		}
	}
	struct slice s = arena_utf8(&z->f->d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	facts_add(z->f, META_TITLE, s,
		  page_source(z->p, first->vis, last->vis + last->len - first->vis), "visible",
		  rank);
}

#define TITLE_PARTS 3 /* lines that a broken headline takes, up and down from the one found */

/* Are lines [a, b] together the head of a title that metadata gave? */
static bool lines_match_known(const struct zone *z, size_t a, size_t b, struct ubuf *text)
{
	text->len = 0;
	for (size_t i = a; i <= b; i++) {
		const struct line *l = &z->p->lines[i];
		if (l->len > TITLE_MAX || (l->flags & LINE_PROSE) ||
		    (l->why && !(l->flags & LINE_LOOSE)))
			return false;
		fold_text(&z->r->fold, z->p->vis + l->vis, l->len, l->vis, &z->w->fold);
		ubuf_add(text, z->w->fold.p, z->w->fold.len);
	}
	for (size_t i = 0; i < z->w->n_known; i++)
		if (same_text(text->p, text->len, z->w->known[i].p, z->w->known[i].len))
			return true;
	return false;
}

/* A headline broken over lines: the most lines around the one found that read on in metadata's
 * title. */
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

void headline_mark(struct zone *z)
{
	size_t limit = z->first < z->to ? z->first : z->to;
	if (limit > z->from + TITLE_LINES) limit = z->from + TITLE_LINES;
	int score;
	size_t title = headline_find(z->r, z->w, z->p, z->f, (struct line_range){ z->from, limit },
				     &score);
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
	for (size_t i = first; i <= last; i++)
		z->p->lines[i].flags |= LINE_TITLE, z->p->lines[i].why = 0;
	drop_channels(z, first);
	drop_twins(z, last);
	cut_label(z, &z->p->lines[first]);
	cut_title(z, &z->p->lines[last]);
	cut_cells(z, &z->p->lines[last]);
	bool plain = score < TITLE_SURE && !(l->flags & (LINE_HEADING | LINE_H1));
	title_fact(z, &z->p->lines[first], &z->p->lines[last],
		   plain ? TITLE_PLAIN_RANK : TITLE_RANK);
	/* the same headline once more */
	for (size_t i = z->from; i <= z->first && i < z->to; i++) {
		struct line *o = &z->p->lines[i];
		if ((i < first || i > last) && !o->why && same_line(z->p, o, l)) o->why = WHY_TITLE;
	}
}
