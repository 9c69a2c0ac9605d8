/* Short names and anaphora: own texts of tests/annotate/alias.tsv through the whole annotate stage.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/core/prove.h"
#include "tests/unit/lines.h"

static const struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
static void *state, *worker;

static void add_found(struct doc *d, struct buf *out)
{
	for (size_t i = 0; i < d->n_annots; i++) {
		const struct annot *a = &d->annots[i];
		if (!(a->flags & (ANNOT_ALIAS | ANNOT_ANAPHOR))) continue;
		if (out->len) buf_addc(out, ' ');
		buf_add_slice(out, doc_span_utf8(d, a->off, a->len));
		buf_addc(out, '=');
		buf_add_slice(out, a->norm.p ? a->norm : SLICE("?"));
		assert_true(a->ref <= d->n_annots);
	}
	buf_addc(out, 0);
}

static enum status check_line(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	struct buf found = { 0 };
	unsigned *failed = ctx;
	struct doc d;

	(void)e;
	doc_init(&d);
	prove_set_lines(&d, cols[0]);
	stage_annotate.run(state, worker, &d);
	add_found(&d, &found);
	if (!slice_is(n > 1 ? cols[1] : SLICE(""), found.p)) {
		print_error("tests/annotate/alias.tsv:%u: %s\n", line, found.p);
		++*failed;
	}
	buf_free(&found);
	doc_free(&d);
	return OK;
}

static void test_gold(void **unused)
{
	(void)unused;
	assert_rows("tests/annotate/alias.tsv", check_line);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_gold) };
	struct err e;

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
