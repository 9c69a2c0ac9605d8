/* Names: precision and recall on our own sentences (tests/annotate/entities.tsv), kind by kind,
 * with floors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"

struct gold_span {
	uint32_t off, len;
	uint8_t type;
};

struct score {
	unsigned gold, found, right;
};

static const struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
static void *state, *worker;
static struct score scores[A_N];
static bool verbose;

static uint8_t kind_type(char c)
{
	return c == 'P' ? A_PLACE : c == 'O' ? A_ORG : A_PERSON;
}

/* The marked sentence as text in d, its spans into out; gives their number. */
static size_t read_marked(struct doc *d, struct slice s, struct gold_span *out, size_t max)
{
	struct ubuf u = { 0 };
	size_t n = 0, from = 0;
	bool open = false;

	for (size_t i = 0; i <= s.len; i++) {
		bool mark = i == s.len || s.p[i] == '{' || s.p[i] == '}';
		if (!mark) continue;
		ubuf_add_utf8(&u, slice_of(s.p + from, i - from));
		from = i + 1;
		if (i < s.len && s.p[i] == '{' && n < max) {
			out[n] = (struct gold_span){ (uint32_t)u.len, 0, kind_type(s.p[i + 1]) };
			open = true;
			from = i + 3;
			i += 2;
		} else if (i < s.len && open) {
			out[n].len = (uint32_t)u.len - out[n].off;
			open = false;
			n++;
		}
	}
	d->text = arena_ucopy(&d->arena, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	return n;
}

static bool is_name(const struct annot *a)
{
	return (a->type == A_PLACE || a->type == A_ORG || a->type == A_PERSON) &&
	       !(a->flags & ANNOT_ANAPHOR);
}

static void count_line(struct doc *d, const struct gold_span *g, size_t n, unsigned line)
{
	size_t reach = 0;

	for (size_t i = 0; i < n; i++) scores[g[i].type].gold++;
	for (size_t i = 0; i < d->n_annots; i++) {
		const struct annot *a = &d->annots[i];
		bool right = false;
		if (!is_name(a) || a->off < reach)
			continue; /* nested in a name: the outer one counts */
		reach = a->off + a->len;
		for (size_t k = 0; k < n; k++)
			if (g[k].off == a->off && g[k].len == a->len && g[k].type == a->type)
				right = true;
		scores[a->type].found++;
		scores[a->type].right += right;
		if (!right && verbose)
			printf("%u: + %s %s\n", line, annot_type_name(a->type),
			       doc_span_utf8(d, a->off, a->len).p);
	}
	for (size_t k = 0; k < n && verbose; k++) {
		bool right = false;
		for (size_t i = 0; i < d->n_annots; i++)
			if (d->annots[i].off == g[k].off && d->annots[i].len == g[k].len &&
			    d->annots[i].type == g[k].type)
				right = true;
		if (!right)
			printf("%u: - %s %s\n", line, annot_type_name(g[k].type),
			       doc_span_utf8(d, g[k].off, g[k].len).p);
	}
}

static enum status score_line(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			      struct err *e)
{
	struct gold_span gold[32];
	struct doc *d = ctx;

	(void)e;
	assert_int_equal(n_cols, 1);
	doc_reset(d);
	size_t n = read_marked(d, cols[0], gold, 32);
	doc_add_block(d, BLOCK_PARA, 0, d->text.len);
	d->date = DAY_NONE;
	stage_annotate.run(state, worker, d);
	count_line(d, gold, n, line);
	return OK;
}

static double f1(struct score s)
{
	return s.gold + s.found ? 2.0 * s.right / (s.gold + s.found) : 0;
}

static void test_gold(void **unused)
{
	struct err e;
	struct doc d;

	(void)unused;
	doc_init(&d);
	assert_int_equal(tsv_load("tests/annotate/entities.tsv", score_line, &d, &e), OK);
	doc_free(&d);
	for (int t = A_PLACE; t <= A_PERSON; t++)
		printf("%-7s gold %3u found %3u right %3u  P %.3f R %.3f F1 %.3f\n",
		       annot_type_name(t), scores[t].gold, scores[t].found, scores[t].right,
		       (double)scores[t].right / scores[t].found,
		       (double)scores[t].right / scores[t].gold, f1(scores[t]));
	assert_true(f1(scores[A_PLACE]) >= 0.80);
	assert_true(f1(scores[A_ORG]) >= 0.75);
	assert_true(f1(scores[A_PERSON]) >= 0.80);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_gold) };
	struct err e;

	verbose = getenv("VERBOSE") != NULL;
	if (stage_annotate.open(&env, &state, &e) != OK ||
	    stage_annotate.worker_open(state, &worker, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	stage_annotate.worker_close(worker);
	stage_annotate.close(state);
	return failed;
}
