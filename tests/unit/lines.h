/* What tests over tables of texts (TSV) share: the run over all rows. Include it behind cmocka.h.
 */
#ifndef ZHC_TEST_LINES_H
#define ZHC_TEST_LINES_H

#include "pipeline/core/rule_file.h"

/* Every row of the table through check, which counts what is wrong into its ctx, an unsigned. */
static inline void assert_rows(const char *path,
			       enum status (*check)(void *, const struct slice *, size_t, unsigned,
						    struct err *))
{
	struct err e;
	unsigned failed = 0;

	assert_int_equal(tsv_load(path, check, &failed, &e), OK);
	assert_int_equal(failed, 0);
}

#endif
