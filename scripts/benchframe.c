/* From the arguments of a benchmark program to the environment and the opened line, and back to its
 * exit code. */
#include "scripts/benchframe.h"

#define ARGS_MAX 64

enum status bench_open(struct bench_frame *f, int argc, char **argv, int first, const char *until)
{
	char *args[ARGS_MAX];
	int n = 2;

	*f = (struct bench_frame){ .run = "run", .err = { OK, "" } };
	arena_init(&f->arena);
	if (argc - first + 2 > ARGS_MAX)
		return err_set(&f->err, ERR_USAGE, "more than %d arguments", ARGS_MAX - 2);
	args[0] = argv[0];
	args[1] = f->run;
	for (int i = first; i < argc; i++) args[n++] = argv[i];
	TRY(opt_parse(&f->opt, n, args, &f->err));
	TRY(env_init(&f->env, &f->opt, &f->arena, &f->err));
	return line_open(&f->line, &f->env, NULL, until ? until : f->opt.until, 1, &f->err);
}

int bench_close(struct bench_frame *f, const char *program, enum status st)
{
	if (st != OK) fprintf(stderr, "%s: %s\n", program, f->err.text);
	if (f->line.n) line_close(&f->line);
	env_close(&f->env);
	opt_free(&f->opt);
	arena_free(&f->arena);
	return status_exit(st);
}

struct reading {
	struct bench_frame *f;
	void (*each)(void *ctx, struct doc *d);
	void *ctx;
};

static void read_doc(void *ctx, struct doc *d)
{
	struct reading *r = ctx;

	if (d->layers) {
		line_run(&r->f->line, 0, &d, 1);
		r->each(r->ctx, d);
	}
	r->f->bytes += d->n_bytes;
}

enum status bench_read(struct bench_frame *f, void (*each)(void *ctx, struct doc *d), void *ctx)
{
	struct reading r = { f, each, ctx };

	return feed_each_article(&f->env, read_doc, &r, &f->err);
}

static void nothing(void *ctx, struct doc *d)
{
	(void)ctx;
	(void)d;
}

int bench_listen(int argc, char **argv, const char *program, void (*listen)(void *worker))
{
	struct bench_frame f;
	enum status st = bench_open(&f, argc, argv, 1, "extract");

	if (st == OK) {
		listen(f.line.workers[f.line.n - 1]);
		st = bench_read(&f, nothing, NULL);
	}
	return bench_close(&f, program, st);
}

uint64_t bench_now(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}
