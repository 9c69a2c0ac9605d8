/* Times the parts of annotate on one core, in one process.  usage: partbench NAME PATH... [options of run]
 * From articles, decoded, cleaned and normalized, to nanoseconds of processor time a source byte for each part and for
 * the pass that tells them where to look (look.h); the sum of that, veto, time and number is "numerals + units + times".
 * What reading the clock costs is taken off. On the last line the same as JSON. */
#include "pipeline/annotate/look.h"
#include "pipeline/env.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"

#include <stdio.h>
#include <time.h>

static const struct annot_part *const parts[] = {
#define X(name) &part_##name,
#include "pipeline/annotate/parts.def"
#undef X
};
#define N_PARTS (sizeof parts / sizeof *parts)

struct bench {
	void *state[N_PARTS], *worker[N_PARTS];
	struct look_table looks;
	uint64_t ns[N_PARTS], look, sort, bytes, annots;
	uint64_t clock; /* what it costs to ask for the time: a system call, more than a part of a short article */
};

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static enum status open_parts(struct bench *b, const struct env *env, struct err *e)
{
	enum status st = OK;

	for (size_t i = 0; st == OK && i < N_PARTS; i++) {
		if (parts[i]->open) st = parts[i]->open(env, &b->state[i], e);
		if (st == OK && parts[i]->worker_open) st = parts[i]->worker_open(b->state[i], &b->worker[i], e);
	}
	if (st == OK) look_table_fill(&b->looks, parts, b->state);
	return st;
}

static void close_parts(struct bench *b)
{
	for (size_t i = 0; i < N_PARTS; i++) {
		if (b->worker[i] && parts[i]->worker_close) parts[i]->worker_close(b->worker[i]);
		if (b->state[i] && parts[i]->close) parts[i]->close(b->state[i]);
	}
}

#define CLOCK_CALLS 20000

static uint64_t clock_cost(void)
{
	uint64_t from = now();

	for (unsigned i = 1; i < CLOCK_CALLS; i++)
		now();
	return (now() - from) / CLOCK_CALLS;
}

/* From then until the time that is now, without the clock. */
static uint64_t since(const struct bench *b, uint64_t then, uint64_t now)
{
	return now - then > b->clock ? now - then - b->clock : 0;
}

static void time_parts(struct bench *b, struct doc *d)
{
	uint64_t start = now();

	look_make(&b->looks, d);
	b->look += since(b, start, now());
	for (size_t i = 0; i < N_PARTS; i++) {
		uint64_t from = now(), mid;

		parts[i]->run(b->state[i], b->worker[i], d);
		mid = now();
		doc_sort_annots(d);
		b->ns[i] += since(b, from, mid);
		b->sort += since(b, mid, now());
	}
	d->looks = NULL;
	b->annots += d->n_annots;
}

static enum status time_all(struct bench *b, const struct env *env, const struct line *l, struct err *e)
{
	struct feed *f = NULL;
	struct doc d;
	enum status st = feed_open_articles(&f, env, e);

	doc_init(&d);
	while (st == OK && (st = feed_next(f, &d, e)) == OK) {
		if (d.layers) {
			line_run(l, 0, &d);
			time_parts(b, &d);
		}
		b->bytes += d.n_bytes;
		doc_reset(&d);
	}
	doc_free(&d);
	feed_close(f);
	return st == END ? OK : st;
}

static void print_all(const char *corpus, const struct bench *b)
{
	double numbers = (double)b->look, bytes = b->bytes ? (double)b->bytes : 1;

	for (size_t i = 0; i < N_PARTS; i++) {
		printf("%-10s %8.2f ns/byte\n", parts[i]->name, (double)b->ns[i] / bytes);
		if (parts[i] == &part_veto || parts[i] == &part_time || parts[i] == &part_number) numbers += (double)b->ns[i];
	}
	printf("%-10s %8.2f ns/byte\n", "looking", (double)b->look / bytes);
	printf("%-10s %8.2f ns/byte\n", "sorting", (double)b->sort / bytes);
	printf("numerals, units and times: %.2f ns/byte, %.1f MB/s\n", numbers / bytes, numbers > 0 ? 1000 * bytes / numbers : 0);
	printf("{\"corpus\":\"%s\",\"bytes\":%llu,\"annotations\":%llu,\"ns\":{", corpus, (unsigned long long)b->bytes,
	       (unsigned long long)b->annots);
	for (size_t i = 0; i < N_PARTS; i++) printf("\"%s\":%llu,", parts[i]->name, (unsigned long long)b->ns[i]);
	printf("\"looking\":%llu,\"sorting\":%llu}}\n", (unsigned long long)b->look, (unsigned long long)b->sort);
}

int main(int argc, char **argv)
{
	struct options opt;
	struct env env = {.opt = NULL};
	struct arena a;
	struct line l = {.n = 0};
	struct bench b = {.bytes = 0};
	struct err e = {OK, ""};
	char *corpus = argc > 2 ? argv[1] : NULL, run[] = "run";

	arena_init(&a);
	if (corpus == NULL) {
		fprintf(stderr, "usage: partbench NAME PATH... [options of run]\n");
		return 64;
	}
	argv[1] = run;
	enum status st = opt_parse(&opt, argc, argv, &e);
	if (st == OK) st = env_init(&env, &opt, &a, &e);
	if (st == OK) st = line_open(&l, &env, NULL, "normalize", 1, &e);
	if (st == OK) st = open_parts(&b, &env, &e);
	b.clock = clock_cost();
	if (st == OK) st = time_all(&b, &env, &l, &e);
	if (st == OK) print_all(corpus, &b);
	else fprintf(stderr, "partbench: %s\n", e.text);
	close_parts(&b);
	if (l.n) line_close(&l);
	env_close(&env);
	opt_free(&opt);
	arena_free(&a);
	return status_exit(st);
}
