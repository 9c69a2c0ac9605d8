/* Times the parts of annotate on one core, in one process.  usage: partbench NAME PATH... [options
 * of run] From articles, decoded, cleaned and normalized, to nanoseconds of processor time a source
 * byte for each part and for the pass that tells them where to look (look.h); the sum of that,
 * veto, time and number is "numerals + units + times". What reading the clock costs is taken off.
 * On the last line the same as JSON. */
#include "pipeline/annotate/look.h"
#include "scripts/benchframe.h"

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
	uint64_t clock; /* what it costs to ask for the time: a system call, more than a part of a
			   short article */
};

static uint64_t now(void)
{
	return bench_now(CLOCK_THREAD_CPUTIME_ID);
}

static enum status open_parts(struct bench *b, const struct env *env, struct err *e)
{
	enum status st = OK;

	for (size_t i = 0; st == OK && i < N_PARTS; i++) {
		if (parts[i]->open) st = parts[i]->open(env, &b->state[i], e);
		if (st == OK && parts[i]->worker_open)
			st = parts[i]->worker_open(b->state[i], &b->worker[i], e);
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

	for (unsigned i = 1; i < CLOCK_CALLS; i++) now();
	return (now() - from) / CLOCK_CALLS;
}

/* From then until the time that is now, without the clock. */
static uint64_t since(const struct bench *b, uint64_t then, uint64_t now)
{
	return now - then > b->clock ? now - then - b->clock : 0;
}

static void time_parts(void *ctx, struct doc *d)
{
	struct bench *b = ctx;
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
	look_free(d);
	b->annots += d->n_annots;
}

static void print_all(const char *corpus, const struct bench *b)
{
	double numbers = (double)b->look, bytes = b->bytes ? (double)b->bytes : 1;

	for (size_t i = 0; i < N_PARTS; i++) {
		printf("%-10s %8.2f ns/byte\n", parts[i]->name, (double)b->ns[i] / bytes);
		if (parts[i] == &part_veto || parts[i] == &part_time || parts[i] == &part_number)
			numbers += (double)b->ns[i];
	}
	printf("%-10s %8.2f ns/byte\n", "looking", (double)b->look / bytes);
	printf("%-10s %8.2f ns/byte\n", "sorting", (double)b->sort / bytes);
	printf("numerals, units and times: %.2f ns/byte, %.1f MB/s\n", numbers / bytes,
	       numbers > 0 ? 1000 * bytes / numbers : 0);
	printf("{\"corpus\":\"%s\",\"bytes\":%llu,\"annotations\":%llu,\"ns\":{", corpus,
	       (unsigned long long)b->bytes, (unsigned long long)b->annots);
	for (size_t i = 0; i < N_PARTS; i++)
		printf("\"%s\":%llu,", parts[i]->name, (unsigned long long)b->ns[i]);
	printf("\"looking\":%llu,\"sorting\":%llu}}\n", (unsigned long long)b->look,
	       (unsigned long long)b->sort);
}

int main(int argc, char **argv)
{
	struct bench_frame f;
	struct bench b = { .look = 0 };

	if (argc < 3) {
		fprintf(stderr, "usage: partbench NAME PATH... [options of run]\n");
		return 64;
	}
	enum status st = bench_open(&f, argc, argv, 2, "normalize");
	if (st == OK) st = open_parts(&b, &f.env, &f.err);
	b.clock = clock_cost();
	if (st == OK) st = bench_read(&f, time_parts, &b);
	b.bytes = f.bytes;
	if (st == OK) print_all(argv[1], &b);
	close_parts(&b);
	return bench_close(&f, "partbench", st);
}
