/* zhclaims rules profile: run the line over the paths with the timers of the extract rules on. */
#include "pipeline/profile.h"

#include "pipeline/explain.h"
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

static void print_rows(const struct rule_set *set, const struct rule_match_scratch *w,
		       uint64_t bytes)
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
		       bytes ? (double)rows[i].p.ns * 1024 / (double)bytes : 0,
		       (unsigned long long)rows[i].p.runs, (unsigned long long)rows[i].p.matches);
	mem_free(rows);
}

/* One time through the line. */
struct pass {
	const struct stage_line *line;
	uint64_t bytes;
};

static void run_doc(void *ctx, struct doc *d)
{
	struct pass *p = ctx;

	explain_unread(d, stderr);
	p->bytes += d->n_bytes;
	line_run(p->line, 0, &d, 1);
}

enum status profile_command(const struct env *env, struct err *e)
{
	struct options opt = *env->opt;
	struct env inner = *env;
	struct stage_line l;
	struct pass p = { &l, 0 };

	opt.args++;
	opt.n_args--;
	inner.opt = &opt;
	TRY(line_open(&l, &inner, NULL, NULL, 1, e));
	struct rule_match_scratch *w = extract_rule_scratch(l.workers[l.n - 1]);
	rule_scratch_profile(w, true);
	enum status st = feed_each_article(&inner, run_doc, &p, e);
	if (st == OK) print_rows(extract_rule_set(l.states[l.n - 1]), w, p.bytes);
	line_close(&l);
	return st;
}
