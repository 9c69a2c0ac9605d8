/* Short names and anaphora: annotations of part "alias". See alias.h; the words are rules/annotate/aliases.tsv. */
#include "pipeline/annotate/alias.h"
#include "pipeline/annotate/part.h"

static void close_alias(void *state)
{
	struct alias_state *s = state;

	lexicon_close(s->lexicon);
	table_close(&s->words);
	table_close(&s->places);
	mem_free(s);
}

/* Rows of the places table that are provinces by their full names. */
static void list_provinces(struct alias_state *s)
{
	for (uint32_t i = 0; i < s->places.n_rows && s->n_provinces < 64; i++) {
		struct slice code = table_cell(&s->places, i, 1), name = table_cell(&s->places, i, 0);
		bool province = code.len == 14 && slice_ends(code, SLICE("0000"));
		if (province && slice_eq(name, table_cell(&s->places, i, 2))) s->provinces[s->n_provinces++] = i;
	}
}

static enum status open_alias(const struct env *env, void **state, struct err *e)
{
	struct alias_state *s = mem_zalloc(sizeof *s);
	enum status st = lexicon_open(&s->lexicon, env, e);

	if (st == OK) st = table_open(&s->words, env, "aliases", e);
	if (st == OK) st = table_open(&s->places, env, "places", e);
	if (st != OK) {
		close_alias(s);
		return st;
	}
	list_provinces(s);
	*state = s;
	return OK;
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	(void)state;
	(void)e;
	*worker = segment_scratch_new();
	return OK;
}

static void close_worker(void *worker)
{
	segment_scratch_free(worker);
}

static void run(const void *state, void *worker, struct doc *d)
{
	alias_define(state, worker, d);
	doc_sort_annots(d);
	anaphor_resolve(state, d);
}

const struct annot_part part_alias = {
	.name = "alias",
	.open = open_alias,
	.close = close_alias,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
};
