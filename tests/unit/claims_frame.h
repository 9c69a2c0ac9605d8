/* What the suites of claims share: annotate and extract opened once, and a text of a table's row
 * run through both. */
#ifndef ZHC_TEST_CLAIMS_FRAME_H
#define ZHC_TEST_CLAIMS_FRAME_H

#include "pipeline/core/date.h"
#include "pipeline/core/prove.h"
#include "tests/unit/lines.h"

static const struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
static void *annotate, *annotate_worker, *extract, *extract_worker;

/* d, not yet initialised, becomes the document of a row's text, of 15 June 2024, with its claims.
 */
static void claims_of(struct doc *d, struct slice text)
{
	doc_init(d);
	prove_set_lines(d, text);
	d->date = date_days(2024, 6, 15);
	stage_annotate.run(annotate, annotate_worker, d);
	stage_extract.run(extract, extract_worker, d);
}

/* Run the one test with both stages open; the program's exit code. */
static int claims_main(void (*test)(void **))
{
	const struct CMUnitTest tests[] = { { "rows", test, NULL, NULL, NULL } };
	struct err e;

	if (stage_annotate.open(&env, &annotate, &e) != OK ||
	    stage_annotate.worker_open(annotate, &annotate_worker, &e) != OK ||
	    stage_extract.open(&env, &extract, &e) != OK ||
	    stage_extract.worker_open(extract, &extract_worker, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	stage_extract.worker_close(extract_worker);
	stage_extract.close(extract);
	stage_annotate.worker_close(annotate_worker);
	stage_annotate.close(annotate);
	return failed;
}

#endif
