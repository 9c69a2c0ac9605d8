/* Times every stage of the line on one core, in one process.  usage: stagebench NAME PATH...
 * [options of run] From articles, as `zhclaims run` reads them, to nanoseconds a source byte for
 * reading, each stage and writing NDJSON; with --until STAGE up to that stage, and document records
 * are written. Prints a table, and on the last line the same as JSON. The clock is that of the
 * process, so that what else runs on the machine is not counted; it is read twice a stage and
 * document (some 200 ns each). */
#include "output/writer.h"
#include "pipeline/core/doc_json.h"
#include "scripts/benchframe.h"

struct timing {
	uint64_t ns[LINE_MAX_STAGES + 2]; /* reading, the stages, writing */
	uint64_t bytes, docs, claims, out;
};

static uint64_t now(void)
{
	return bench_now(CLOCK_PROCESS_CPUTIME_ID);
}

/* The stages of line_run, one by one. */
static void time_stages(const struct stage_line *l, struct doc *d, struct timing *t)
{
	for (size_t i = 0; i < l->n; i++) {
		uint64_t from = now();

		if ((d->layers & l->stages[i]->needs) != l->stages[i]->needs) return;
		l->stages[i]->run(l->states[i], l->workers[i], d);
		d->layers |= l->stages[i]->makes;
		t->ns[i + 1] += now() - from;
	}
}

static enum status time_all(const struct env *env, const struct stage_line *l, struct timing *t,
			    struct err *e)
{
	struct feed *f = NULL;
	struct doc d;
	struct buf out = { 0 };
	enum status st = feed_open_articles(&f, env, e);

	doc_init(&d);
	while (st == OK) {
		uint64_t from = now();

		st = feed_next(f, &d, e);
		t->ns[0] += now() - from;
		if (st != OK) break;
		if (d.layers) time_stages(l, &d, t);
		from = now();
		if (env->opt->until) doc_to_json(&d, &out);
		else writer_ndjson.doc(env, &d, &out);
		t->ns[l->n + 1] += now() - from;
		t->bytes += d.n_bytes;
		t->claims += d.n_claims;
		t->out += out.len;
		t->docs++;
		out.len = 0;
		doc_reset(&d);
	}
	buf_free(&out);
	doc_free(&d);
	feed_close(f);
	return st == END ? OK : st;
}

static void print_row(const char *name, uint64_t ns, const struct timing *t, uint64_t all)
{
	double per = t->bytes ? (double)ns / (double)t->bytes : 0;

	printf("%-13s %9.2f ns/byte %9.1f MB/s %6.1f %%\n", name, per, per > 0 ? 1000 / per : 0,
	       all ? 100.0 * (double)ns / (double)all : 0);
}

static void print_all(const char *corpus, const struct stage_line *l, const struct timing *t)
{
	uint64_t all = 0, text;

	for (size_t i = 0; i < l->n + 2; i++) all += t->ns[i];
	text = all - t->ns[l->n + 1];
	printf("%s: %llu articles, %.1f MB in, %llu claims, %.1f MB out, one core\n", corpus,
	       (unsigned long long)t->docs, (double)t->bytes / 1e6, (unsigned long long)t->claims,
	       (double)t->out / 1e6);
	print_row("read", t->ns[0], t, all);
	for (size_t i = 0; i < l->n; i++) print_row(l->stages[i]->name, t->ns[i + 1], t, all);
	print_row("all but write", text, t, all);
	print_row("write", t->ns[l->n + 1], t, all);
	print_row("all", all, t, all);
	printf("{\"corpus\":\"%s\",\"bytes\":%llu,\"documents\":%llu,\"claims\":%llu,\"ns\":{"
	       "\"read\":%llu",
	       corpus, (unsigned long long)t->bytes, (unsigned long long)t->docs,
	       (unsigned long long)t->claims, (unsigned long long)t->ns[0]);
	for (size_t i = 0; i < l->n; i++)
		printf(",\"%s\":%llu", l->stages[i]->name, (unsigned long long)t->ns[i + 1]);
	printf(",\"write\":%llu}}\n", (unsigned long long)t->ns[l->n + 1]);
}

int main(int argc, char **argv)
{
	struct bench_frame f;
	struct timing t = { .bytes = 0 };

	if (argc < 3) {
		fprintf(stderr, "usage: stagebench NAME PATH... [options of run]\n");
		return 64;
	}
	enum status st = bench_open(&f, argc, argv, 2, NULL);
	if (st == OK) st = time_all(&f.env, &f.line, &t, &f.err);
	if (st == OK) print_all(argv[1], &f.line, &t);
	return bench_close(&f, "stagebench", st);
}
