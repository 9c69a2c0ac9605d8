/* annotate: sentences, numbers, times, names. Runs the parts of parts.def in order over one
 * document. */
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/part.h"
#include "pipeline/annotate/segment.h"

static const struct annot_part *const parts[] = {
#define X(name) &part_##name,
#include "pipeline/annotate/parts.def"
#undef X
	NULL,
};
#define N_PARTS (sizeof parts / sizeof *parts - 1)

struct annotate_state {
	void *part[N_PARTS + 1];
	struct look_table looks;
};

struct annotate_worker {
	void *part[N_PARTS + 1];
};

enum status part_cutter_open(const void *state, void **worker, struct err *e)
{
	(void)state;
	(void)e;
	*worker = segment_scratch_new();
	return OK;
}

void part_cutter_close(void *worker)
{
	segment_scratch_free(worker);
}

static void close_parts(void *state)
{
	struct annotate_state *s = state;

	for (size_t i = 0; i < N_PARTS; i++)
		if (s->part[i] && parts[i]->close) parts[i]->close(s->part[i]);
	mem_free(s);
}

static enum status open_parts(const struct env *env, void **state, struct err *e)
{
	struct annotate_state *s = mem_zalloc(sizeof *s);

	for (size_t i = 0; i < N_PARTS; i++) {
		enum status st = parts[i]->open ? parts[i]->open(env, &s->part[i], e) : OK;
		if (st != OK) {
			close_parts(s);
			return st;
		}
	}
	look_table_fill(&s->looks, parts, s->part);
	*state = s;
	return OK;
}

static void close_workers(void *worker)
{
	struct annotate_worker *w = worker;

	for (size_t i = 0; i < N_PARTS; i++)
		if (w->part[i] && parts[i]->worker_close) parts[i]->worker_close(w->part[i]);
	mem_free(w);
}

static enum status open_workers(const void *state, void **worker, struct err *e)
{
	const struct annotate_state *s = state;
	struct annotate_worker *w = mem_zalloc(sizeof *w);

	for (size_t i = 0; i < N_PARTS; i++) {
		enum status st = parts[i]->worker_open
					 ? parts[i]->worker_open(s->part[i], &w->part[i], e)
					 : OK;
		if (st != OK) {
			close_workers(w);
			return st;
		}
	}
	*worker = w;
	return OK;
}

/* Part by part over all documents, so that the tables of one stay in the cache. */
static void run_all(const void *state, void *worker, struct doc *const *docs, size_t n)
{
	const struct annotate_state *s = state;
	struct annotate_worker *w = worker;

	for (size_t k = 0; k < n; k++) look_make(&s->looks, docs[k]);
	for (size_t i = 0; i < N_PARTS; i++)
		for (size_t k = 0; k < n; k++) {
			parts[i]->run(s->part[i], w->part[i], docs[k]);
			doc_sort_annots(docs[k]);
		}
	for (size_t k = 0; k < n; k++) look_free(docs[k]);
}

static void run(const void *state, void *worker, struct doc *d)
{
	run_all(state, worker, &d, 1);
}

const struct stage stage_annotate = {
	.name = "annotate",
	.summary = "sentences, numbers, times, names",
	.needs = L_TEXT,
	.makes = L_ANNOT,
	.open = open_parts,
	.close = close_parts,
	.worker_open = open_workers,
	.worker_close = close_workers,
	.run = run,
	.run_all = run_all,
};
