/* Names in our own sentences (tests/annotate/entities.tsv): every name of a sentence is found and
 * nothing else, but where the line says that it is a known fault. VERBOSE=1 tells those, too. */
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
static unsigned failed_lines;
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

static void tell_fault(struct doc *d, unsigned line, char sign, const struct gold_span *x)
{
	struct slice text = doc_span_utf8(d, x->off, x->len);

	printf("%u: %c %s %.*s\n", line, sign, annot_type_name(x->type), (int)text.len, text.p);
}

/* What is found and is no name of the line. */
static unsigned count_found(struct doc *d, const struct gold_span *g, size_t n, unsigned line,
			    bool tell)
{
	size_t reach = 0;
	unsigned faults = 0;

	for (size_t i = 0; i < d->n_annots; i++) {
		const struct annot *a = &d->annots[i];
		struct gold_span x = { a->off, a->len, a->type };
		bool right = false;
		if (!is_name(a) || a->off < reach)
			continue; /* nested in a name: the outer one counts */
		reach = a->off + a->len;
		for (size_t k = 0; k < n; k++)
			if (g[k].off == a->off && g[k].len == a->len && g[k].type == a->type)
				right = true;
		scores[a->type].found++;
		scores[a->type].right += right;
		faults += !right;
		if (!right && tell) tell_fault(d, line, '+', &x);
	}
	return faults;
}

/* Names of the line that are not found. */
static unsigned count_missed(struct doc *d, const struct gold_span *g, size_t n, unsigned line,
			     bool tell)
{
	unsigned faults = 0;

	for (size_t k = 0; k < n; k++) {
		bool right = false;
		scores[g[k].type].gold++;
		for (size_t i = 0; i < d->n_annots; i++)
			if (d->annots[i].off == g[k].off && d->annots[i].len == g[k].len &&
			    d->annots[i].type == g[k].type)
				right = true;
		faults += !right;
		if (!right && tell) tell_fault(d, line, '-', &g[k]);
	}
	return faults;
}

static enum status score_line(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			      struct err *e)
{
	struct gold_span gold[32];
	struct doc *d = ctx;
	struct slice text = cols[0];
	bool known = slice_starts(text, SLICE("! ")), tell = verbose || !known;

	(void)e;
	assert_int_equal(n_cols, 1);
	if (known) text = slice_of(text.p + 2, text.len - 2);
	doc_reset(d);
	size_t n = read_marked(d, text, gold, 32);
	doc_add_block(d, BLOCK_PARA, 0, d->text.len);
	d->date = DAY_NONE;
	stage_annotate.run(state, worker, d);
	unsigned faults =
		count_found(d, gold, n, line, tell) + count_missed(d, gold, n, line, tell);
	failed_lines += faults && !known;
	if (!faults && known && verbose) printf("%u: no fault any more\n", line);
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
	assert_int_equal(failed_lines, 0);
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
