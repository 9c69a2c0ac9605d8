/* Stage clean: mark-up and boilerplate go; body, blocks and metadata stay.
 * From: d->text with everything that stood in the page. To: the article's text (what went is a hole in the map with
 * its reason), d->blocks, d->metas, d->date. Limits: none of its own. */
#include "pipeline/clean/front.h"
#include "pipeline/clean/zones.h"
#include "pipeline/core/stage.h"

struct clean_state {
	const struct env *env;
	struct debris debris;
};

struct clean_worker {
	struct page page;
	struct facts facts;
	struct debris_worker debris;
};

static void close_clean(void *state)
{
	struct clean_state *s = state;
	if (!s) return;
	debris_close(&s->debris);
	mem_free(s);
}

static enum status open_clean(const struct env *env, void **state, struct err *e)
{
	struct clean_state *s = mem_zalloc(sizeof *s);
	*state = s;
	s->env = env;
	return debris_open(&s->debris, env, e);
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
	mem_free(w);
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct clean_state *s = state;
	struct clean_worker *w = worker;
	struct page *p = &w->page;
	facts_begin(&w->facts, d);
	page_begin(p, d->text, &d->map, WHY_SPACE);
	front_plain(p, 0, d->text.len);
	zones_mark_prose(p);
	debris_judge(&s->debris, &w->debris, p, &w->facts, 0, p->n_lines);
	zones_settle(&s->debris, &w->debris, p, &w->facts, 0, p->n_lines);
	page_emit(p, d);
	facts_settle(&w->facts, s->env->opt ? s->env->opt->date : NULL);
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
