/* Prints what extract weighs for the time of every figure, to fit rules/extract/times.tsv.  usage:
 * timedump PATH... A line a figure: document, first and last byte of its number, and a column a
 * candidate: first and last day that it would say ("-" for none), scope, signs as a hexadecimal
 * number, "*" before the one taken. scripts/fit_times.py reads it. */
#include "pipeline/core/date.h"
#include "pipeline/extract/extract.h"
#include "pipeline/extract/period.h"
#include "pipeline/extract/period_choice.h"
#include "scripts/benchframe.h"

static void print_day(int32_t day)
{
	int y, m, d;

	if (day == DAY_NONE) {
		putchar('-');
		return;
	}
	date_civil(day, &y, &m, &d);
	printf("%04d-%02d-%02d", y, m, d);
}

static void print_choice(void *ctx, const struct period_asked *q, const struct period_candidate *c,
			 size_t n, const struct period_candidate *taken)
{
	const struct doc *d = q->v->d;
	const struct mention *m = &q->ms->m[q->i];
	const struct annot *a = &d->annots[m->annot];
	struct src_span at = doc_source(d, a->num_off, a->num_len);

	(void)ctx;
	printf("%.*s\t%u %u", (int)d->path.len, d->path.p, at.start, at.end);
	for (size_t i = 0; i < n; i++) {
		struct timespan s = period_of(q->v, c[i].annot, m);
		printf("\t%s", &c[i] == taken ? "*" : "");
		print_day(s.start);
		putchar(' ');
		print_day(s.end);
		printf(" %d %llx", (int)c[i].scope, (unsigned long long)c[i].is);
	}
	putchar('\n');
}

static void listen(void *worker)
{
	extract_period_choice(worker)->seen = print_choice;
}

int main(int argc, char **argv)
{
	return bench_listen(argc, argv, "timedump", listen);
}
