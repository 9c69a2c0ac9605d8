/* The case tables tests/annotate/numbers_*.tsv: a sentence, a tab, the numeric annotations that it
 * must give, in order, separated by blanks: text:type:value:op:unit:code (a range has low~high as
 * value; trailing empty fields may be left out; blanks inside are written _). A line that begins
 * with # is a comment. What is not listed must not be annotated as a number. With the argument
 * --print the program prints the tables as it reads them now, for an editor to judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/annotate/part.h"
#include "pipeline/core/rule_file.h"

#include <stdio.h>

static const char *const files[] = { "tests/annotate/numbers_values.tsv",
				     "tests/annotate/numbers_units.tsv",
				     "tests/annotate/numbers_bounds.tsv",
				     "tests/annotate/numbers_vetoes.tsv" };
static const struct annot_part *const parts[] = { &part_sentence, &part_veto, &part_time,
						  &part_number };
#define N_PARTS (sizeof parts / sizeof *parts)

struct bench {
	void *state[N_PARTS], *worker[N_PARTS];
	struct doc doc;
	const char *path;
	bool print;
	unsigned n, failed;
};

static bool is_numeric(int type)
{
	return type <= A_DURATION;
}

static void add_field(struct buf *out, struct slice s)
{
	buf_addc(out, ':');
	for (size_t i = 0; i < s.len; i++) buf_addc(out, s.p[i] == ' ' ? '_' : s.p[i]);
}

/* One annotation in the table's form, trailing empty fields cut. */
static void describe(struct doc *d, const struct annot *a, struct buf *out)
{
	struct slice text = doc_span_utf8(d, a->off, a->len), unit = SLICE("");
	size_t keep;

	for (size_t i = 0; i < text.len; i++) buf_addc(out, text.p[i] == ' ' ? '_' : text.p[i]);
	add_field(out, slice_str(annot_type_name(a->type)));
	keep = out->len;
	if (a->unit_len) unit = doc_span_utf8(d, a->unit_off, a->unit_len);
	struct slice value = a->value_dec;
	if (!value.p && a->low_dec.p)
		value = arena_printf(&d->arena, "%.*s~%.*s", (int)a->low_dec.len, a->low_dec.p,
				     (int)a->high_dec.len, a->high_dec.p);
	struct slice fields[] = { value, slice_str(a->op == OP_EQ ? "" : value_op_name(a->op)),
				  unit, a->unit_code };
	for (size_t i = 0; i < 4; i++) {
		add_field(out, fields[i].p ? fields[i] : SLICE(""));
		if (fields[i].len) keep = out->len;
	}
	out->len = keep;
	if (a->flags & ANNOT_ARTICLE) buf_add_str(out, "!article");
	if (a->form == FORM_RANK) buf_add_str(out, "!rank");
}

static void annotate(struct bench *b, struct slice sentence, struct buf *out)
{
	struct doc *d = &b->doc;

	doc_reset(d);
	d->date = 19905; /* 2024-07-01 */
	d->text = arena_utf16(&d->arena, sentence);
	doc_add_block(d, BLOCK_PARA, 0, d->text.len);
	for (size_t i = 0; i < N_PARTS; i++) {
		parts[i]->run(b->state[i], b->worker[i], d);
		doc_sort_annots(d);
	}
	for (size_t i = 0; i < d->n_annots; i++) {
		if (!is_numeric(d->annots[i].type)) continue;
		if (out->len) buf_addc(out, ' ');
		describe(d, &d->annots[i], out);
	}
}

static enum status check_line(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	struct bench *b = ctx;
	struct buf got = { 0 };
	struct slice want = n > 1 ? cols[1] : SLICE("");

	(void)e;
	annotate(b, cols[0], &got);
	b->n++;
	if (b->print) {
		printf("%.*s\t%.*s\n", (int)cols[0].len, cols[0].p, (int)got.len,
		       got.p ? got.p : "");
	} else if (!slice_eq(buf_slice(&got), want)) {
		b->failed++;
		fprintf(stderr, "%s:%u: %.*s\n  want %.*s\n  got  %.*s\n", b->path, line,
			(int)cols[0].len, cols[0].p, (int)want.len, want.p, (int)got.len,
			got.p ? got.p : "");
	}
	buf_free(&got);
	return OK;
}

static void run_tables(struct bench *b)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct err e;

	doc_init(&b->doc);
	for (size_t i = 0; i < N_PARTS; i++) {
		assert_int_equal(parts[i]->open ? parts[i]->open(&env, &b->state[i], &e) : OK, OK);
		if (parts[i]->worker_open)
			assert_int_equal(parts[i]->worker_open(b->state[i], &b->worker[i], &e), OK);
	}
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		b->path = files[i];
		if (b->print) printf("#### %s\n", files[i]);
		assert_int_equal(tsv_load(files[i], check_line, b, &e), OK);
	}
	for (size_t i = 0; i < N_PARTS; i++) {
		if (b->worker[i] && parts[i]->worker_close) parts[i]->worker_close(b->worker[i]);
		if (b->state[i] && parts[i]->close) parts[i]->close(b->state[i]);
	}
	doc_free(&b->doc);
}

static void test_tables(void **state)
{
	struct bench b = { .print = false };

	(void)state;
	run_tables(&b);
	printf("%u sentences, %u wrong\n", b.n, b.failed);
	assert_true(b.n >= 800);
	assert_int_equal(b.failed, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_tables) };

	if (argc > 1 && slice_is(slice_str(argv[1]), "--print")) {
		struct bench b = { .print = true };
		run_tables(&b);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
