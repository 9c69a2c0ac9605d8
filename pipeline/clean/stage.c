/* Stage clean: mark-up and boilerplate go; body, blocks and metadata stay.
 * From: d->text with everything that stood in the page. To: the article's text (what went is a hole
 * in the map with its reason), d->blocks, d->metas, d->date. Limits: none of its own. */
#include "pipeline/clean/headline.h"
#include "pipeline/clean/front.h"
#include "pipeline/clean/link_author.h"
#include "pipeline/clean/repeat.h"
#include "pipeline/clean/when.h"
#include "pipeline/clean/wrapped.h"
#include "pipeline/clean/zones.h"
#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/stage.h"

/* of visible text: room for more is given back behind the document */
#define KEPT_UNITS (256u << 10)

struct clean_state {
	const struct env *env;
	struct debris debris;
	struct markup markup;
	struct repeats repeats;
};

struct clean_worker {
	struct builder builder;
	struct page page;
	struct facts facts;
	struct debris_worker debris;
};

static void close_clean(void *state)
{
	struct clean_state *s = state;
	if (!s) return;
	debris_close(&s->debris);
	html_hints_close(&s->markup.hints);
	html_refs_close(&s->markup.refs);
	meta_names_close(s->markup.names);
	sites_close(&s->markup.sites);
	repeats_close(&s->repeats);
	mem_free(s);
}

static enum status open_clean(const struct env *env, void **state, struct err *e)
{
	struct clean_state *s = mem_zalloc(sizeof *s);
	*state = s;
	s->env = env;
	TRY(debris_open(&s->debris, env, e));
	TRY(html_hints_open(&s->markup.hints, env, e));
	TRY(html_refs_open(&s->markup.refs, env, e));
	TRY(sites_open(&s->markup.sites, env, e));
	s->markup.hints.names.sites = &s->markup.sites;
	TRY(repeats_open(&s->repeats, env->opt ? env->opt->site_profile : NULL, e));
	return meta_names_open(&s->markup.names, env, e);
}

static enum status worker_open(const void *state, void **worker, struct err *e)
{
	const struct clean_state *s = state;
	struct clean_worker *w = mem_zalloc(sizeof *w);
	(void)e;
	debris_worker_open(&w->debris, &s->debris);
	*worker = w;
	return OK;
}

static void worker_close(void *worker)
{
	struct clean_worker *w = worker;
	if (!w) return;
	debris_worker_close(&w->debris);
	facts_free(&w->facts);
	page_free(&w->page);
	build_free(&w->builder);
	mem_free(w);
}

#define WINDOW_BEFORE 40  /* lines between headline and text at most */
#define WINDOW_SURE   160 /* the same where metadata names the headline */
#define WINDOW_ABOVE  12  /* lines above the headline that may name day and issue */
#define WINDOW_FAR    60  /* lines behind the text that are looked at for that */
#define WINDOW_BEHIND 14  /* lines behind the text that may name editor or source */

/* The same line once more above the article, where the page sets the headline and the article
 * repeats it: what stands below it is of the article too. at itself: there is none. */
static size_t twin_above(const struct page *p, size_t at, size_t low, size_t high)
{
	const struct line *l = &p->lines[at];
	for (size_t i = high; i-- > low;)
		if (p->lines[i].len == l->len &&
		    !memcmp(p->vis + p->lines[i].vis, p->vis + l->vis, l->len * sizeof *p->vis))
			return i;
	return at;
}

/* An HTML page: the lines of the article's box and the facts around it. */
static struct range choose_html(const struct clean_state *s, struct clean_worker *w)
{
	struct page *p = &w->page;
	int score;
	size_t sure = headline_find_sure(&s->debris, &w->debris, p);
	debris_mark_headers(&s->debris, &w->debris, p);
	struct range in = content_select(&w->builder, sure);
	struct range out = in;
	size_t low = in.from > WINDOW_BEFORE ? in.from - WINDOW_BEFORE : 0;
	size_t first = in.from;
	while (first < in.to && (p->lines[first].why || !(p->lines[first].flags & LINE_PROSE)))
		first++;
	struct line_range head = { low, first < in.to ? first + 1 : in.to };
	size_t title = headline_find(&s->debris, &w->debris, p, &w->facts, head, &score);
	if (title == head.to && sure < low && low - sure <= WINDOW_SURE)
		title = sure; /* menus lie between */
	if (title < in.from) {
		p->lines[title].why = 0;
		w->debris.title = title;
		w->debris.body = in.from;
		out.from = title > WINDOW_ABOVE ? title - WINDOW_ABOVE : 0;
		for (size_t i = title + 1; i < in.from; i++) { /* subheads under the headline */
			struct line *l = &p->lines[i];
			bool bad = w->builder.boxes[l->box].hint <= -20 || l->why != WHY_OUTSIDE;
			if ((l->flags & LINE_HEADING) && l->link == 0 && l->han >= 8 && !bad)
				l->why = 0;
		}
	}
	if (title == first) /* a headline that reads like a sentence */
		for (first++; first < in.to &&
			      (p->lines[first].why || !(p->lines[first].flags & LINE_PROSE));
		     first++) {
		}
	if (title >= in.from && title < first && first < in.to) {
		size_t twin = twin_above(p, title, low, in.from);
		w->debris.title = twin, w->debris.body = first;
		if (twin < in.from) out.from = twin;
	}
	size_t near = w->debris.far =
		       in.to + WINDOW_BEHIND < p->n_lines ? in.to + WINDOW_BEHIND : p->n_lines,
	       seen = 0;
	/* lists of links do not count */
	for (out.to = near;
	     out.to < p->n_lines && out.to < in.to + WINDOW_FAR && seen < WINDOW_BEHIND; out.to++)
		seen += p->lines[out.to].link * 2 <= p->lines[out.to].len;
	return out;
}

/* The page's own address: from the archive, else from its mark-up. */
static struct slice page_address(const struct facts *f)
{
	struct slice url = doc_meta(f->d, META_URL);
	for (size_t i = 0; !url.len && i < f->n; i++)
		if (f->items[i].key == META_URL) url = f->items[i].value;
	return url;
}

/* The line, if it is an address and nothing else. A path may be in Chinese, without blanks and
 * marks of sentences. */
static struct slice address_line(struct page *p, const struct line *l, struct facts *f)
{
	struct uslice text = page_line_text(p, l);
	struct slice url = arena_utf8(&f->d->arena, text);
	bool web = slice_starts(url, SLICE("http://")) || slice_starts(url, SLICE("https://"));

	for (size_t i = 0; web && i < text.len; i++)
		web = text.p[i] != ' ' && text.p[i] != WIDE_COMMA && text.p[i] != FULL_STOP;
	return web ? url : (struct slice){ 0 };
}

/* Text saved from a page often has the page's address on a line of its own, above the headline or
 * below it. What an address says of the day counts for text as for mark-up. */
static void take_address(struct page *p, struct facts *f)
{
	struct slice url = page_address(f);
	struct src_span src = { 0, 0 };

	for (size_t i = 0; !url.len && i < 2 && i + 1 < p->n_lines; i++) {
		struct line *l = &p->lines[i];
		url = address_line(p, l, f);
		if (!url.len) continue;
		src = page_source(p, l->vis, l->len);
		facts_add(f, META_URL, url, src, "line", RANK_URL);
		l->why = WHY_URL;
	}
	if (url.len) meta_url_date(f, url, src);
}

/* What the path of a file, or of a member of an archive, says of the day; the records of one file
 * are of many days. */
static void take_path(struct facts *f)
{
	struct slice path = f->d->record < 0 ? f->d->path : doc_meta(f->d, META_MEMBER);
	int32_t day = when_path(path);
	int y, m, d;

	if (day == DAY_NONE) return;
	date_civil(day, &y, &m, &d);
	facts_add(f, META_DATE, arena_printf(&f->d->arena, "%04d-%02d-%02d", y, m, d),
		  (struct src_span){ 0, 0 }, "path", RANK_PATH);
}

/* A page that has named no day so far: scripts, lines above the text from from up, elements. */
static void seek_day(const struct clean_state *s, struct clean_worker *w, size_t from)
{
	meta_script_days(s->markup.names, &w->page, &w->facts);
	if (!facts_have_day(&w->facts))
		debris_day_above(&s->debris, &w->debris, &w->page, &w->facts, from);
	debris_any_moment(&w->page, &w->facts);
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct clean_state *s = state;
	struct clean_worker *w = worker;
	struct page *p = &w->page;
	enum shape shape = front_shape(d);
	facts_begin(&w->facts, d);
	if (shape == SHAPE_HTML) front_unwrap(&s->markup, d);
	page_begin(p, d->text, &d->map, shape == SHAPE_PLAIN ? WHY_SPACE : WHY_MARKUP);
	if (shape == SHAPE_HTML)
		front_html(&s->markup, &w->builder, p, &w->facts),
			front_site(&s->markup, &w->builder, p, &w->facts);
	else if (shape == SHAPE_MARKDOWN) front_markdown(&s->markup, &w->builder, p, &w->facts);
	else front_plain(p, 0, d->text.len), front_plain_rows(p);
	if (shape != SHAPE_HTML) take_address(p, &w->facts);
	zones_mark_prose(p);
	w->debris.title = w->debris.body = 0;
	w->debris.far = p->n_lines;
	debris_begin(&w->debris, p);
	headline_know(&s->debris, &w->debris, p, &w->facts);
	struct range r = { 0, p->n_lines };
	if (shape == SHAPE_HTML) r = choose_html(s, w);
	if (r.from < w->debris.far && shape == SHAPE_HTML)
		debris_take_fields(&s->debris, &w->debris, p, &w->facts, p->lines[r.from].vis,
				   p->lines[w->debris.far - 1].vis +
					   p->lines[w->debris.far - 1].len);
	if (shape == SHAPE_HTML)
		link_authors_add(&s->debris, &w->debris, &s->markup.hints.names, p, &w->facts);
	debris_judge(&s->debris, &w->debris, p, &w->facts, r.from, r.to);
	zones_settle(&s->debris, &w->debris, p, &w->facts, r.from, r.to);
	repeats_drop(&s->repeats, p, page_address(&w->facts), r.from, r.to, &d->arena);
	if (shape == SHAPE_PLAIN && p->n_lines == 1)
		p->lines[0].why = 0; /* a record of one line is its own article */
	if (shape == SHAPE_HTML && !facts_have_day(&w->facts)) seek_day(s, w, r.from);
	take_path(&w->facts);
	debris_check_facts(&s->debris, &w->debris, &w->facts, 0);
	site_outlet_add(&s->debris, &w->debris, p, &w->facts);
	if (shape != SHAPE_MARKDOWN) lines_join_wrapped(&s->debris, p, shape == SHAPE_HTML);
	page_emit(p, d);
	if (shape == SHAPE_HTML) debris_check_authors(p, &w->facts);
	if (facts_have_either(&w->facts)) w->facts.order = when_order(p->vis, p->vis_len);
	facts_settle(&w->facts, s->env->opt ? s->env->opt->date : NULL);
	if (p->text.cap > KEPT_UNITS) ubuf_free(&p->text);
	d->layers |= L_BODY;
}

const struct stage stage_clean = {
	.name = "clean",
	.summary = "remove mark-up and boilerplate; title, date, source, author",
	.needs = L_TEXT,
	.makes = L_BODY,
	.open = open_clean,
	.close = close_clean,
	.worker_open = worker_open,
	.worker_close = worker_close,
	.run = run,
};
