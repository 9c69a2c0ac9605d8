/* The n-gram model: running text scores far above scrambled text, traditional as simplified. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/decode/ngram.h"

static struct ngram model;

static double score(const char *text)
{
	struct ubuf u = { 0 };

	ubuf_add_utf8(&u, slice_str(text));
	double s = ngram_text(&model, (struct uslice){ u.p, u.len });

	ubuf_free(&u);
	return s;
}

static void test_order(void **state)
{
	(void)state;
	/* "the city's economy grew steadily" against the same characters backwards */
	assert_true(score("\u5168\u5e02\u7ecf\u6d4e\u7a33\u6b65\u589e\u957f") >
		    score("\u957f\u589e\u6b65\u7a33\u6d4e\u7ecf\u5e02\u5168") + 4);
}

static void test_traditional(void **state)
{
	(void)state;
	double hans = score("\u7ecf\u6d4e\u53d1\u5c55"), hant = score("\u7d93\u6fdf\u767c\u5c55");

	assert_true(hans - hant < 0.001 && hant - hans < 0.001);
	assert_true(ngram_is_folded(&model, 0x7d93));
	assert_false(ngram_is_folded(&model, 0x7ecf));
}

static void test_floor(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c += 37) {
		if (c == '\n' || c == '\r') continue;
		float p = ngram_score(&model, 0x7684, 0x7ecf, c);

		assert_true(p < 0 && p > -40);
	}
}

static void test_step_is_score(void **state)
{
	struct ngram_ctx ctx = ngram_begin(&model);
	static const uint32_t text[] = { 0x56fd, 0x5bb6, 0x7edf, 0x8ba1, 0x5c40 };
	uint32_t c1 = NGRAM_EDGE, c2 = NGRAM_EDGE;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		float a = ngram_step(&model, &ctx, text[i]),
		      b = ngram_score(&model, c1, c2, text[i]);

		assert_true(a - b < 1e-6 && b - a < 1e-6);
		c1 = c2, c2 = text[i];
	}
}

int main(void)
{
	struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_traditional),
		cmocka_unit_test(test_floor),
		cmocka_unit_test(test_step_is_score),
	};

	if (ngram_open(&model, &env, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	ngram_close(&model);
	return failed;
}
