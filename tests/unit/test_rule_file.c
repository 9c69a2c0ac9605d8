/* Rule files: blocks, values that go on in the next line, proofs, and the faults that are told with
 * file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/rule_macro.h"

struct read {
	struct arena a;
	struct rule_file f;
	struct err e;
	enum status st;
};

/* The file with this text, read; free with done. */
static struct read *read_text(const char *text)
{
	char path[] = "/tmp/zhc-rules-XXXXXX";
	struct read *r = calloc(1, sizeof *r);
	int fd = mkstemp(path);

	assert_true(r && fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	arena_init(&r->a);
	r->st = rule_file_load(&r->f, &r->a, path, &r->e);
	unlink(path);
	return r;
}

static void done(struct read *r)
{
	arena_free(&r->a);
	free(r);
}

static void assert_fault(const char *text, const char *message)
{
	struct read *r = read_text(text);

	assert_int_equal(r->st, ERR_RULES);
	if (!strstr(r->e.text, message)) fail_msg("%s: no \"%s\"", r->e.text, message);
	done(r);
}

static void test_blocks(void **state)
{
	struct read *r = read_text("# head\nmacro  A  x\n\nrule a.one\nmatch\tx|\n\ty|\n# between\n"
				   "  z\nyes  s\tv=1\n\n\nrule a.two\nmatch q\n");

	(void)state;
	assert_int_equal(r->st, OK);
	assert_int_equal(r->f.n, 3);
	assert_null(r->f.blocks[0].id.p);
	assert_true(slice_is(r->f.blocks[1].id, "a.one"));
	assert_int_equal(r->f.blocks[1].line, 4);
	assert_true(slice_is(rule_field(&r->f.blocks[1], "match"), "x|y|z"));
	assert_int_equal(r->f.blocks[1].fields[2].line, 9);
	assert_true(slice_is(rule_field(&r->f.blocks[2], "match"), "q"));
	assert_null(rule_field(&r->f.blocks[2], "yes").p);
	done(r);
}

static void test_faults(void **state)
{
	(void)state;
	assert_fault("rule a\n\n\tmore\n", ":3: a continued line");
	assert_fault("rule a\nMatch x\n", ":2: a line begins with a key");
	assert_fault("rule a\nmatch x\n\nrule b\n\nrule a\n", ":6: rule a stands here");
	assert_fault("rule a\nmatch \xe4\xb8\n", ":2: ");
}

static void test_proof(void **state)
{
	struct arena a;
	struct rule_slot *s;
	size_t n;

	(void)state;
	arena_init(&a);
	struct slice text = rule_proof(SLICE("some words\tone=1 two=\"2 and 3\" bare"), &a, &s, &n);
	assert_true(slice_is(text, "some words"));
	assert_int_equal(n, 3);
	assert_true(slice_is(s[0].name, "one") && slice_is(s[0].value, "1"));
	assert_true(slice_is(s[1].name, "two") && slice_is(s[1].value, "2 and 3"));
	assert_true(slice_is(s[2].name, "bare") && !s[2].value.p);
	arena_free(&a);
}

/* The key of a pattern whose macro A calls B; 0: it has none. */
static uint64_t key_of(const char *pattern, const char *a, const char *b)
{
	struct arena arena;
	struct macros m = { .n = 0 };
	struct pattern_key key = { { 0, 0 } };
	struct err e;

	arena_init(&arena);
	macros_add(&m, &arena, SLICE("A"), slice_str(a), SLICE("f:1"), &e);
	macros_add(&m, &arena, SLICE("B"), slice_str(b), SLICE("f:2"), &e);
	bool keyed = macros_key(&m, slice_str(pattern), &key);
	arena_free(&arena);
	return keyed ? key.hash[0] : 0;
}

/* What is compiled ahead is found by the key: it says all that the pattern does. */
static void test_keys(void **state)
{
	const uint64_t key = key_of("x{A}y{2}", "{B}+", "one");

	(void)state;
	assert_true(key && key == key_of("x{A}y{2}", "{B}+", "one"));
	assert_true(key != key_of("x{A}y{3}", "{B}+", "one"));
	assert_true(key != key_of("x{A}y{2}", "{B}*", "one"));
	assert_true(key != key_of("x{A}y{2}", "{B}+", "two"));
	assert_true(key != key_of("{A}xy{2}", "{B}+", "one"));
	assert_true(key_of("abcdefgh", "", "") != key_of("abcdefgh{A}", "", ""));
	assert_true(!key_of("{C}", "", "") && !key_of("{A}", "{B}", "{A}"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_proof),
		cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
