/* The worker pool: documents of all sizes go through once and come out in order, whatever the
 * threads; what fails ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/core/pool.h"

#define DOCS 500

struct count {
	int64_t in, out, stop; /* stop: document whose result is not taken, -1 none */
	_Atomic uint64_t worked, together;
};

/* Mostly small ones; now and then one that is worked on alone. */
static enum status produce(void *ctx, struct doc *d, struct err *e)
{
	struct count *c = ctx;

	(void)e;
	if (c->in == DOCS) return END;
	d->record = c->in++;
	d->n_bytes = d->record % 41 == 7 ? 300000 : (uint64_t)(d->record * 97 % 9000);
	return OK;
}

static void work(void *ctx, size_t t, struct doc *const *docs, struct buf *const *outs, size_t n)
{
	struct count *c = ctx;

	(void)t;
	if (n > POOL_BATCH || !n) abort();
	if (n > 1) atomic_fetch_add(&c->together, 1);
	for (size_t i = 0; i < n; i++) {
		if (outs[i]->len) abort();
		buf_add_int(outs[i], docs[i]->record);
		atomic_fetch_add(&c->worked, 1);
	}
}

static enum status consume(void *ctx, struct doc *d, struct buf *out, struct err *e)
{
	struct count *c = ctx;
	char want[24];

	snprintf(want, sizeof want, "%lld", (long long)c->out);
	assert_int_equal(d->record, c->out);
	assert_true(slice_is(buf_slice(out), want));
	if (c->out == c->stop) return err_set(e, ERR_IO, "no room");
	c->out++;
	return OK;
}

static enum status run(struct count *c, size_t threads)
{
	const struct pool_job job = {
		.ctx = c, .produce = produce, .work = work, .consume = consume
	};
	struct err e = { OK, "" };

	return pool_run(&job, threads, &e);
}

static void test_order(void **state)
{
	(void)state;
	for (size_t threads = 1; threads <= 4; threads++) {
		struct count c = { .stop = -1 };
		assert_int_equal(run(&c, threads), OK);
		assert_int_equal(c.out, DOCS);
		assert_int_equal(c.worked, DOCS);
		assert_true(c.together > 0);
	}
}

static void test_failure(void **state)
{
	(void)state;
	for (size_t threads = 1; threads <= 4; threads++) {
		struct count c = { .stop = 123 };
		assert_int_equal(run(&c, threads), ERR_IO);
		assert_int_equal(c.out, 123); /* nothing behind it was taken */
		assert_true(c.in < DOCS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
