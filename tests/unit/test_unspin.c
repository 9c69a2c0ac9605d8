/* unspin: what our own machines spin is found and undone, what they did not touch stays; the seed
 * with its genuine half where ../shared has it. Floors, not figures: the figures are printed by
 * make bench-normalize. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"
#include "pipeline/normalize/unspin_signs.h"
#include "tests/normalize/spin.h"

#define SEED	"../shared/seeds/003_250b656865971da6.txt"
#define GENUINE "../shared/spun/003.first-half.genuine.txt"
#define HALF	53 /* lines of the genuine half */

static struct options opt = { .steps = "unspin", .t2s = "auto" };
static const struct env env = { .opt = &opt,
				.data_dir = SLICE("build/data"),
				.rules_dir = SLICE("rules") };
static void *state, *worker;
static struct ngram model;
static struct spun table;

static bool load(const char *path, struct ubuf *out)
{
	struct buf raw = { 0 };
	struct err e;
	bool ok = file_read(path, &raw, &e) == OK;

	if (ok) ubuf_add_utf8(out, buf_slice(&raw));
	buf_free(&raw);
	return ok;
}

static void run(struct doc *d, struct uslice text)
{
	doc_reset(d);
	d->text = arena_ucopy(&d->arena, text);
	map_init(&d->map);
	map_push(&d->arena, &d->map, map_uniform((uint32_t)text.len, 1, 0, 2, MAP_SAME));
	stage_normalize.run(state, worker, d);
}

/* Every character that was changed is of class unspun and listed as a repair of its bytes. */
static void check_log(const struct doc *d, struct uslice spun)
{
	size_t sure = 0;

	for (size_t i = 0; i < d->n_repairs; i++) {
		const struct repair *r = &d->repairs[i];
		struct uslice from = { spun.p + r->src.start / 2, (r->src.end - r->src.start) / 2 };
		struct buf utf8 = { 0 };
		buf_add_utf16(&utf8, from);
		assert_true(slice_eq(buf_slice(&utf8), r->before));
		buf_free(&utf8);
		if (slice_eq(r->before, r->after)) continue;
		size_t off, len;
		sure++;
		assert_true(map_text(&d->map, r->src, &off, &len));
		assert_int_equal(map_worst(&d->map, off, len), MAP_UNSPUN);
	}
	assert_true(sure > 0);
}

/* Pieces of clean text spun by eight machines: what share of them is found, in percent. */
static unsigned score_machines(unsigned known, enum spun_class only, struct spin_score *s)
{
	struct ubuf clean = { 0 };
	unsigned detected = 0, all = 0;
	struct doc d;

	assert_true(load("tests/normalize/clean.txt", &clean));
	doc_init(&d);
	for (uint32_t m = 0; m < 8; m++) {
		struct spinner machine = { &table, m, known, m % 2 ? 100 : 80, only };
		for (size_t from = 0; from + 300 <= clean.len; from += 300) {
			struct uslice genuine = { clean.p + from, 300 };
			struct ubuf spun = { 0 };
			spin(&machine, genuine, &spun);
			run(&d, (struct uslice){ spun.p, spun.len });
			if (d.spun) check_log(&d, (struct uslice){ spun.p, spun.len });
			spin_score_text(s, genuine, (struct uslice){ spun.p, spun.len }, d.text);
			detected += d.spun;
			all++;
			ubuf_free(&spun);
		}
	}
	doc_free(&d);
	ubuf_free(&clean);
	return detected * 100 / all;
}

static void test_machines(void **ctx)
{
	struct spin_score s = { 0, 0, 0, 0 }, listed = s, swapped = s;

	(void)ctx;
	assert_true(score_machines(60, SPUN_CHAIN, &s) >= 90);
	assert_true(s.right * 100 >= s.changed * 97);
	assert_true(s.restored * 100 >= s.damaged * 45);
	assert_true(score_machines(80, SPUN_OFTEN, &listed) >= 90);
	assert_true(listed.right * 1000 >= listed.changed * 975);
	assert_true(listed.restored * 100 >= listed.damaged * 60);
	assert_true(score_machines(90, SPUN_SWAP, &swapped) >= 90);
	assert_true(swapped.right * 100 >= swapped.changed * 98);
	assert_true(swapped.restored * 100 >= swapped.damaged * 65);
}

/* A long clean text with a spun tail: what is far from the tail is not touched. */
static void test_part_of_a_document(void **ctx)
{
	struct spinner machine = { &table, 5, 60, 100, SPUN_CHAIN };
	struct ubuf clean = { 0 }, text = { 0 };
	struct doc d;

	(void)ctx;
	assert_true(load("tests/normalize/clean.txt", &clean));
	for (int i = 0; i < 6; i++) ubuf_add(&text, clean.p, clean.len);
	size_t head = text.len;
	spin(&machine, (struct uslice){ clean.p, clean.len }, &text);
	doc_init(&d);
	run(&d, (struct uslice){ text.p, text.len });
	assert_true(d.spun);
	size_t before = 0;
	for (size_t i = 0; i < d.n_repairs; i++)
		before += d.repairs[i].src.end <= 2 * (head - 3 * clean.len);
	assert_int_equal(before, 0);
	assert_true(d.n_repairs > 20);
	doc_free(&d);
	ubuf_free(&clean);
	ubuf_free(&text);
}

/* A machine that knows nothing: every line of clean text as a document. */
static void test_clean_lines(void **ctx)
{
	static const char *const paths[] = { "tests/normalize/clean.txt",
					     "tests/decode/clean.txt" };
	struct doc d;

	(void)ctx;
	doc_init(&d);
	for (size_t i = 0; i < 2; i++) {
		struct ubuf clean = { 0 };
		assert_true(load(paths[i], &clean));
		for (struct uslice rest = { clean.p, clean.len }; rest.len;) {
			struct uslice line = spin_next_line(&rest);
			if (!line.len) continue;
			run(&d, line);
			assert_false(d.spun);
			assert_true(uslice_eq(d.text, line));
		}
		ubuf_free(&clean);
	}
	doc_free(&d);
}

static void test_seed(void **ctx)
{
	struct spin_score s = { 0, 0, 0, 0 };
	struct ubuf genuine = { 0 }, spun = { 0 };
	struct doc d;

	(void)ctx;
	if (!load(GENUINE, &genuine) || !load(SEED, &spun)) skip();
	struct uslice text = { spun.p, spun.len };
	doc_init(&d);
	run(&d, text);
	spin_score_text(&s, spin_first_lines((struct uslice){ genuine.p, genuine.len }, HALF),
			spin_first_lines(text, HALF), spin_first_lines(d.text, HALF));
	assert_true(s.restored * 1000 >= s.damaged * 970);
	assert_true(s.right * 1000 >= s.changed * 995);
	doc_free(&d);
	ubuf_free(&genuine);
	ubuf_free(&spun);
}

static int open_all(void **ctx)
{
	struct err e;

	(void)ctx;
	if (stage_normalize.open(&env, &state, &e) != OK || ngram_open(&model, &env, &e) != OK)
		return -1;
	if (stage_normalize.worker_open(state, &worker, &e) != OK) return -1;
	return spun_open(&table, &env, &e) == OK ? 0 : -1;
}

static int close_all(void **ctx)
{
	(void)ctx;
	spun_close(&table);
	ngram_close(&model);
	stage_normalize.worker_close(worker);
	stage_normalize.close(state);
	return 0;
}

/* What is asked before anything is decoded: spun text answers, clean text hardly does. */
static void test_signs(void **ctx)
{
	struct spinner machine = { &table, 5, 60, 100, SPUN_CHAIN };
	float clean_trust = 0, spun_trust = 0;
	struct ubuf clean = { 0 };

	(void)ctx;
	assert_true(load("tests/normalize/clean.txt", &clean));
	for (size_t from = 0; from + 300 <= clean.len; from += 300) {
		struct uslice genuine = { clean.p + from, 300 };
		struct ubuf spun = { 0 };
		spin(&machine, genuine, &spun);
		clean_trust += unspin_signs(&table, &model, genuine);
		spun_trust += unspin_signs(&table, &model, (struct uslice){ spun.p, spun.len });
		ubuf_free(&spun);
	}
	assert_true(spun_trust > 20 * clean_trust);
	ubuf_free(&clean);
}

static bool are_kin(uint32_t pair, struct uslice word)
{
	struct uslice kin[256];
	size_t n = spun_kin(&table, pair, kin, 256);

	for (size_t i = 0; i < n; i++)
		if (uslice_eq(kin[i], word)) return true;
	return false;
}

/* Words for which a machine may write the same are kin of each other. */
static void test_kin(void **ctx)
{
	(void)ctx;
	for (uint32_t l = 0; l < table.n_lists; l++)
		for (uint32_t k = table.first[l]; k + 1 < table.first[l + 1]; k++) {
			const struct spun_pair *a = &table.pairs[k], *b = a + 1;
			if (!spun_is_word(a) || !spun_is_word(b) || a->genuine_len < 2 ||
			    b->genuine_len < 2)
				continue;
			assert_true(are_kin(k, spun_genuine(&table, b)));
			assert_true(are_kin(k + 1, spun_genuine(&table, a)));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_machines),    cmocka_unit_test(test_signs),
		cmocka_unit_test(test_kin),	    cmocka_unit_test(test_part_of_a_document),
		cmocka_unit_test(test_clean_lines), cmocka_unit_test(test_seed),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
