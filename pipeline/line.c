/* The line of stages. See line.h.
 * Stages know nothing of each other's state, so that they are opened side by side: half of the time
 * a small input takes goes into rules. */
#include "pipeline/line.h"

#include "pipeline/core/table.h"

#include <assert.h>
#include <pthread.h>

/* Memory has its peak in documents of so many bytes: what one stage read of its tables then makes
 * room for the next one's. */
#define HUGE_BYTES (1u << 20)

static const struct stage *const all_stages[] = {
#define X(name) &stage_##name,
#include "pipeline/stages.def"
#undef X
};
#define N_STAGES (sizeof all_stages / sizeof *all_stages)

static enum status choose(struct stage_line *l, const char *first, const char *last, struct err *e)
{
	bool on = !first, done = false;

	for (size_t i = 0; i < N_STAGES && !done; i++) {
		if (first && strcmp(all_stages[i]->name, first) == 0) on = true;
		if (on) l->stages[l->n++] = all_stages[i];
		if (last && strcmp(all_stages[i]->name, last) == 0) done = true;
	}
	if (!l->n || (last && !done))
		return err_set(e, ERR_USAGE, "unknown stage %s", last ? last : first);
	return OK;
}

/* A stage being opened, in a thread of its own where there is one to be had. */
struct opening {
	const struct stage *stage;
	const struct env *env;
	void **state;
	enum status status;
	struct err err;
	pthread_t thread;
	bool threaded;
};

static void *open_one(void *ctx)
{
	struct opening *o = ctx;

	if (o->stage->open) o->status = o->stage->open(o->env, o->state, &o->err);
	return NULL;
}

/* Of several errors the first stage's is told. */
static enum status open_stages(struct stage_line *l, const struct env *env, struct err *e)
{
	struct opening all[LINE_MAX_STAGES];
	enum status st = OK;

	for (size_t i = 0; i < l->n; i++) {
		all[i] = (struct opening){
			.stage = l->stages[i], .env = env, .state = &l->states[i], .status = OK
		};
		if (i + 1 < l->n)
			all[i].threaded =
				pthread_create(&all[i].thread, NULL, open_one, &all[i]) == 0;
		if (!all[i].threaded) open_one(&all[i]);
	}
	for (size_t i = 0; i < l->n; i++) {
		if (all[i].threaded) pthread_join(all[i].thread, NULL);
		if (st == OK && all[i].status != OK) st = all[i].status, *e = all[i].err;
	}
	return st;
}

static enum status open_all(struct stage_line *l, const struct env *env, struct err *e)
{
	TRY(open_stages(l, env, e));
	for (size_t t = 0; t < l->n_workers; t++)
		for (size_t i = 0; i < l->n; i++)
			if (l->stages[i]->worker_open)
				TRY(l->stages[i]->worker_open(l->states[i],
							      &l->workers[t * l->n + i], e));
	return OK;
}

enum status line_open(struct stage_line *l, const struct env *env, const char *first,
		      const char *last, size_t n_workers, struct err *e)
{
	*l = (struct stage_line){ .n_workers = n_workers, .tables = env->tables };
	TRY(choose(l, first, last, e));
	l->workers = mem_zalloc(n_workers * l->n * sizeof *l->workers);
	enum status st = open_all(l, env, e);
	if (st != OK) line_close(l);
	return st;
}

void line_close(struct stage_line *l)
{
	for (size_t t = 0; l->workers && t < l->n_workers; t++)
		for (size_t i = 0; i < l->n; i++)
			if (l->workers[t * l->n + i])
				l->stages[i]->worker_close(l->workers[t * l->n + i]);
	for (size_t i = 0; i < l->n; i++)
		if (l->states[i] && l->stages[i]->close) l->stages[i]->close(l->states[i]);
	mem_free(l->workers);
	*l = (struct stage_line){ .n = 0 };
}

static void run_stage(const struct stage *s, const void *state, void *worker,
		      struct doc *const *docs, size_t n)
{
	if (s->run_all) s->run_all(state, worker, docs, n);
	for (size_t k = 0; !s->run_all && k < n; k++) s->run(state, worker, docs[k]);
	for (size_t k = 0; k < n; k++) docs[k]->layers |= s->makes;
}

void line_run(const struct stage_line *l, size_t t, struct doc *const *docs, size_t n)
{
	struct doc *on[LINE_MAX_DOCS]; /* those that no stage was refused so far */
	size_t n_on = 0;
	bool huge = false;

	assert(n <= LINE_MAX_DOCS);
	for (size_t k = 0; k < n; k++) {
		if (docs[k]->layers) on[n_on++] = docs[k];
		huge = huge || docs[k]->n_bytes >= HUGE_BYTES;
	}
	for (size_t i = 0; i < l->n; i++) {
		size_t kept = 0;
		for (size_t k = 0; k < n_on; k++)
			if (doc_require(on[k], l->stages[i]->needs, l->stages[i]->name))
				on[kept++] = on[k];
		n_on = kept;
		run_stage(l->stages[i], l->states[i], l->workers[t * l->n + i], on, n_on);
		if (huge && l->tables) table_maps_rest(l->tables);
	}
}
