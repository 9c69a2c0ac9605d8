/* Random texts made of the words of time expressions, digits and marks. What must hold: annotations
 * lie in the text, in order, without overlap; start is not behind end; the filter of starts hides
 * nothing that the parser would take; two runs are equal; ten times the text takes no more than
 * linear work (counted in annotations, not in time). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "pipeline/annotate/part.h"
#include "pipeline/annotate/time_parse.h"
#include "pipeline/annotate/time_prove.h"
#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"
#include "tests/property/draw.h"

#define ROUNDS	    20000
#define WORDS_MAX   4096
#define RUNS_MAX    64
#define MARK_WEIGHT 8

struct fixture {
	void *state;
	struct arena a;
	struct slice words[WORDS_MAX];
	size_t n;
	struct slice runs[RUNS_MAX];
	size_t n_runs;
	bool in_runs;
	struct rng rng;
};

static enum status take_word(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			     struct err *e)
{
	struct fixture *f = ctx;

	(void)line;
	(void)e;
	if (n_cols && f->n < WORDS_MAX) f->words[f->n++] = arena_copy(&f->a, cols[0]);
	return OK;
}

static enum status take_piece(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			      struct err *e)
{
	struct fixture *f = ctx;

	if (!n_cols) return OK;
	if (slice_is(cols[0], "runs")) {
		f->in_runs = true;
	} else if (f->in_runs) {
		if (f->n_runs < RUNS_MAX) f->runs[f->n_runs++] = arena_copy(&f->a, cols[0]);
	} else {
		for (unsigned k = 0; k < MARK_WEIGHT; k++) take_word(ctx, cols, 1, line, e);
	}
	return OK;
}

static int setup(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct fixture *f = mem_zalloc(sizeof *f);
	struct err e;

	arena_init(&f->a);
	f->rng.seed = 20231209;
	assert_int_equal(part_time.open(&env, &f->state, &e), OK);
	assert_int_equal(tsv_load("rules/annotate/time_words.tsv", take_word, f, &e), OK);
	assert_int_equal(tsv_load("rules/annotate/time_holidays.tsv", take_word, f, &e), OK);
	assert_int_equal(tsv_load("tests/annotate/time-pieces.txt", take_piece, f, &e), OK);
	assert_true(f->n > 100 && f->n_runs > 5);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	part_time.close(f->state);
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

static struct slice random_text(struct fixture *f, struct arena *a, unsigned pieces)
{
	struct buf b = { 0 };
	struct slice s;

	for (unsigned i = 0; i < pieces; i++) {
		uint32_t kind = draw(&f->rng, 6), value = draw(&f->rng, 1u << 31);
		if (kind < 2) buf_add_uint(&b, value % (kind ? 32 : 2100));
		else buf_add_slice(&b, f->words[value % f->n]);
	}
	s = arena_copy(a, buf_slice(&b));
	buf_free(&b);
	return s;
}

static void check_annots(const struct doc *d)
{
	uint32_t end = 0;

	for (size_t i = 0; i < d->n_annots; i++) {
		const struct annot *a = &d->annots[i];
		assert_true(a->len > 0);
		assert_true(a->off >= end);
		end = a->off + a->len;
		assert_true(end <= d->text.len);
		if (a->time.start != DAY_NONE && a->time.end != DAY_NONE)
			assert_true(a->time.start <= a->time.end);
		if (a->time.start == DAY_NONE && a->time.end == DAY_NONE)
			assert_int_equal(a->time.how, HOW_NULL);
	}
}

static void test_random(void **state)
{
	struct fixture *f = *state;
	const struct time_words *w = f->state;
	struct doc d, again;
	int32_t date;

	doc_init(&d);
	doc_init(&again);
	for (unsigned k = 0; k < ROUNDS; k++) {
		date = k % 7 ? date_days(1990, 1, 1) + (int32_t)(draw(&f->rng, 18000)) : DAY_NONE;
		doc_reset(&d);
		doc_reset(&again);
		struct slice text = random_text(f, &d.arena, 2 + draw(&f->rng, 12));
		time_run_sentence(f->state, &d, text, date);
		time_run_sentence(f->state, &again, text, date);
		check_annots(&d);
		assert_int_equal(d.n_annots, again.n_annots);
		for (size_t i = 0; i < d.n_annots; i++) {
			const struct timespan *a = &d.annots[i].time, *b = &again.annots[i].time;
			assert_true(a->start == b->start && a->end == b->end);
			assert_true(a->type == b->type && a->grain == b->grain && a->how == b->how);
		}
		for (size_t i = 0; i < d.text.len; i++) {
			struct time_expr x;
			size_t next, skip;
			bool taken = time_parse(w, d.text, 0, i, &x, &next);
			assert_true(next > i);
			if (taken && !time_may_start(w, d.text.p, i, d.text.len, &skip))
				fail_msg("round %u, unit %zu of %.*s", k, i, (int)text.len, text.p);
		}
	}
	doc_free(&d);
	doc_free(&again);
}

/* Long runs of one thing: no crash, no overlap, all steps forward. */
static void test_runs(void **state)
{
	struct fixture *f = *state;
	struct doc d;

	doc_init(&d);
	for (size_t i = 0; i < f->n_runs; i++) {
		struct buf b = { 0 };
		for (unsigned k = 0; k < 20000; k++) buf_add_slice(&b, f->runs[i]);
		doc_reset(&d);
		time_run_sentence(f->state, &d, buf_slice(&b), date_days(2023, 12, 9));
		check_annots(&d);
		buf_free(&b);
	}
	doc_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_runs),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
