/* zhclaims rules profile: run the line over the paths with the timers of the extract rules on. */
#include "pipeline/profile.h"

#include "pipeline/extract/extract.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"

#include <stdio.h>
#include <stdlib.h>

struct row {
	struct slice id;
	struct rule_profile p;
};

static int compare_rows(const void *a, const void *b)
{
	uint64_t x = ((const struct row *)a)->p.ns, y = ((const struct row *)b)->p.ns;

	return x < y ? 1 : x > y ? -1 : 0;
}

static void print_rows(const struct rule_set *set, const struct rule_match_scratch *w, uint64_t bytes)
{
	size_t n = rule_set_count(set);
	const struct rule_profile *p = rule_scratch_counts(w);
	struct row *rows = mem_alloc((n + 1) * sizeof *rows);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct row){ rule_set_id(set, (uint32_t)i), p[i] };
	qsort(rows, n, sizeof *rows, compare_rows);
	printf("%-36s %12s %12s %12s\n", "rule", "ns/KB", "runs", "matches");
	for (size_t i = 0; i < n; i++)
		printf("%-36.*s %12.2f %12llu %12llu\n", (int)rows[i].id.len, rows[i].id.p,
		       bytes ? (double)rows[i].p.ns * 1024 / (double)bytes : 0, (unsigned long long)rows[i].p.runs,
		       (unsigned long long)rows[i].p.matches);
	mem_free(rows);
}

/* All articles once through the line; *bytes counts them. */
static enum status run_once(const struct env *env, const struct line *l, uint64_t *bytes, struct err *e)
{
	struct feed *f = NULL;
	struct doc d;
	enum status st = feed_open_articles(&f, env, e);

	*bytes = 0;
	doc_init(&d);
	while (st == OK && (st = feed_next(f, &d, e)) == OK) {
		*bytes += d.n_bytes;
		if (d.layers) line_run(l, 0, &d);
		doc_reset(&d);
	}
	doc_free(&d);
	feed_close(f);
	return st == END ? OK : st;
}

/* The same articles with the filter and without, nanoseconds a byte of both; a round before compiles the rules. */
static enum status print_ratio(const struct env *env, const struct line *l, struct rule_match_scratch *w, struct err *e)
{
	uint64_t bytes, ns[2] = { 0, 0 };

	rule_scratch_profile(w, false);
	for (int turn = 0; turn < 4; turn++) {
		rule_scratch_total(w, turn % 2 ? RULE_TOTAL_BRUTE : RULE_TOTAL_FILTER);
		TRY(run_once(env, l, &bytes, e));
		ns[turn % 2] = rule_scratch_ns(w);
	}
	if (bytes && ns[0])
		printf("all rules: %.2f ns/byte; each on every sentence: %.2f ns/byte (%.1fx)\n", (double)ns[0] / (double)bytes,
		       (double)ns[1] / (double)bytes, (double)ns[1] / (double)ns[0]);
	return OK;
}

enum status profile_command(const struct env *env, struct err *e)
{
	struct options opt = *env->opt;
	struct env inner = *env;
	struct line l;
	uint64_t bytes = 0;

	opt.args++;
	opt.n_args--;
	inner.opt = &opt;
	TRY(line_open(&l, &inner, NULL, NULL, 1, e));
	struct rule_match_scratch *w = extract_rule_scratch(l.workers[l.n - 1]);
	rule_scratch_profile(w, true);
	enum status st = run_once(&inner, &l, &bytes, e);
	if (st == OK) print_rows(extract_rule_set(l.states[l.n - 1]), w, bytes);
	if (st == OK) st = print_ratio(&inner, &l, w, e);
	line_close(&l);
	return st;
}
