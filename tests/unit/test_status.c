/* The exit status of each kind of trouble, as CLAIMS.md promises it; messages that are too long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "pipeline/core/status.h"

static void test_exits(void **state)
{
	static const struct {
		enum status status;
		int exit;
	} promised[] = {
		{ OK, 0 },	  { END, 0 },	     { ERR_PIPE, 0 },	{ ERR_INPUT, 1 },
		{ ERR_LIMIT, 1 }, { ERR_USAGE, 64 }, { ERR_RULES, 65 }, { ERR_NOINPUT, 66 },
		{ ERR_IO, 74 },	  { ERR_AGAIN, 75 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof promised / sizeof *promised; i++)
		assert_int_equal(status_exit(promised[i].status), promised[i].exit);
}

static void test_long_message(void **state)
{
	char text[2000];
	struct err e;

	(void)state;
	memset(text, 'x', sizeof text);
	assert_int_equal(err_set(&e, ERR_IO, "%.*s", (int)sizeof text, text), ERR_IO);
	assert_int_equal(e.status, ERR_IO);
	assert_int_equal(strlen(e.text), sizeof e.text - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exits),
		cmocka_unit_test(test_long_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
