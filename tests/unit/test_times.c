/* Runs tests/annotate/times.tsv through the times part: date, sentence, then one column per
 * expected time, text=start..end
 * (* for an open or unknown end). Every time found must be expected and the other way round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "pipeline/annotate/part.h"
#include "pipeline/annotate/time_calc.h"
#include "pipeline/annotate/time_prove.h"
#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"

struct table_test {
	const void *state;
	struct doc d;
	unsigned n, failed;
};

static const char *day_text(struct doc *d, int32_t day)
{
	return day == DAY_NONE ? "*" : date_format(&d->arena, day).p;
}

static bool is_expected(struct doc *d, const struct annot *a, const struct slice *cols,
			size_t n_cols)
{
	struct slice text = doc_span_utf8(d, a->off, a->len);
	struct slice s = arena_printf(&d->arena, "%.*s=%s..%s", (int)text.len, text.p,
				      day_text(d, a->time.start), day_text(d, a->time.end));

	for (size_t i = 2; i < n_cols; i++)
		if (slice_eq(cols[i], s)) return true;
	return false;
}

static enum status run_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct table_test *t = ctx;
	int32_t date = DAY_NONE;
	size_t n = 0, right = 0;

	(void)e;
	if (n_cols < 2) return OK;
	if (!slice_is(cols[0], "-")) assert_true(date_parse(cols[0], &date));
	doc_reset(&t->d);
	time_run_sentence(t->state, &t->d, cols[1], date);
	for (size_t i = 0; i < t->d.n_annots; i++) {
		if (t->d.annots[i].type != A_TIME) continue;
		n++;
		right += is_expected(&t->d, &t->d.annots[i], cols, n_cols);
	}
	t->n++;
	while (n_cols > 2 && !cols[n_cols - 1].len) n_cols--;
	if (n == n_cols - 2 && right == n) return OK;
	t->failed++;
	printf("times.tsv:%u: %.*s\n", line, (int)cols[1].len, cols[1].p);
	for (size_t i = 2; i < n_cols; i++) printf("    want %.*s\n", (int)cols[i].len, cols[i].p);
	for (size_t i = 0; i < t->d.n_annots; i++) {
		const struct annot *a = &t->d.annots[i];
		struct slice text = doc_span_utf8(&t->d, a->off, a->len);
		printf("    got  %.*s=%s..%s\n", (int)text.len, text.p,
		       day_text(&t->d, a->time.start), day_text(&t->d, a->time.end));
	}
	return OK;
}

static void test_table(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct table_test t = { 0 };
	struct err e;
	void *words = NULL;

	(void)state;
	assert_int_equal(part_time.open(&env, &words, &e), OK);
	t.state = words;
	doc_init(&t.d);
	assert_int_equal(tsv_load("tests/annotate/times.tsv", run_row, &t, &e), OK);
	doc_free(&t.d);
	part_time.close(words);
	printf("times.tsv: %u of %u sentences right\n", t.n - t.failed, t.n);
	assert_true(t.n > 0);
	assert_int_equal(t.failed, 0);
}

static void test_rules(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct prove_report r = { 0 };
	struct err e;
	void *words = NULL;

	(void)state;
	assert_int_equal(part_time.open(&env, &words, &e), OK);
	assert_int_equal(part_time.prove(&env, words, &r, &e), OK);
	part_time.close(words);
	if (r.n_failed) printf("%.*s", (int)r.text.len, r.text.p);
	assert_true(r.n_proofs > 0);
	assert_int_equal(r.n_failed, 0);
	buf_free(&r.text);
}

static struct timespan span(int y, int m, int d, int y2, int m2, int d2)
{
	return (struct timespan){ date_days(y, m, d), date_days(y2, m2, d2), TIME_PERIOD,
				  GRAIN_MULTI, HOW_EXPLICIT };
}

static void assert_span(struct timespan got, struct timespan want)
{
	assert_int_equal(got.start, want.start);
	assert_int_equal(got.end, want.end);
}

static void test_calc(void **state)
{
	(void)state;
	assert_span(time_years_before(span(2024, 2, 1, 2024, 2, 29), 1),
		    span(2023, 2, 1, 2023, 2, 28));
	assert_span(time_years_before(span(2023, 2, 1, 2023, 2, 28), -1),
		    span(2024, 2, 1, 2024, 2, 29));
	assert_span(time_years_before(span(2024, 1, 1, 2024, 6, 30), 1),
		    span(2023, 1, 1, 2023, 6, 30));
	assert_span(time_years_before(span(2024, 2, 29, 2024, 2, 29), 1),
		    span(2023, 2, 28, 2023, 2, 28));
	assert_int_equal(time_add_months(DAY_NONE, 1), DAY_NONE);
	assert_int_equal(time_add_months(date_days(1, 1, 1), -1), DAY_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_calc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
