/* Windows of GB18030 text of ours, damaged at random: what the search reaches, the bound allows;
 * what nothing can reach (more than certainty) it refuses. Asked as decode does: how many are
 * refused is said by nobody, only that never wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "pipeline/decode/lattice.h"
#include "tests/property/draw.h"

#define WINDOWS 400
#define LENGTH	34

static struct charsets charsets;
static struct ngram model;
static struct list_tops tops;
static struct readings readings;
static struct suspects *suspects;
static uint8_t text[4096];
static size_t n_text;

static void read_sample(void)
{
	FILE *f = fopen("corpus/samples/air-quality.gb18030.txt", "rb");

	assert_non_null(f);
	n_text = fread(text, 1, sizeof text, f);
	fclose(f);
	assert_true(n_text > 500);
}

/* A place where a character begins. */
static size_t draw_start(struct rng *g)
{
	size_t want = draw(g, (uint32_t)(n_text - 2 * LENGTH)), i = 0;

	while (i < want) i += text[i] < 0x80 ? 1 : 2;
	return i;
}

/* Bytes of the sample, some of them lost, some lost behind a mark. */
static size_t draw_window(struct rng *g, struct lat_elem *e)
{
	size_t from = draw_start(g), n = 0, len = 6 + draw(g, LENGTH - 6);

	for (size_t i = from; i < from + len; i++) {
		uint32_t dice = draw(g, 24);

		if (text[i] == '\n' || text[i] == '\r') break;
		if (text[i] >= 0x80 && dice == 0) continue;
		e[n] = (struct lat_elem){ .what = text[i],
					  .cp = text[i],
					  .gloss = { UINT16_MAX, 0 } };
		e[n].may_insert = draw(g, 3) > 0;
		e[n].folded = text[i] == ',' || text[i] == ':';
		if (text[i] >= 0x80 && dice == 1) e[n].what = LAT_WILD, e[n].cp = '?';
		if (text[i] >= 0x80 && dice == 2) e[n].what = LAT_ATOM, e[n].cp = 0x3400;
		n++;
	}
	return n;
}

static void test_never_refused_wrongly(void **state)
{
	struct lattice l = {
		.t = &charsets, .m = &model, .s = suspects, .tops = &tops, .readings = &readings
	};
	struct lat_result r = { 0 };
	struct rng g = { 20261122 };
	struct lat_elem e[LENGTH];
	size_t reached = 0, refused = 0;

	(void)state;
	read_sample();
	for (int i = 0; i < WINDOWS; i++) {
		size_t n = draw_window(&g, e);
		struct lat_edges edges = { ngram_begin(&model), false, -1 };

		l.line_end = draw(&g, 2), l.hant = draw(&g, 8) == 0;
		for (int quick = 0; n && quick < 2; quick++) {
			l.quick = l.score_only = quick;
			if (!lattice_decode_gb(&l, e, n, edges, &r)) continue;
			assert_true(lattice_gb_may_reach(&l, e, n, edges, r.score));
			refused += !lattice_gb_may_reach(&l, e, n, edges, r.score + 3);
			assert_false(lattice_gb_may_reach(&l, e, n, edges, 1.0));
			reached++;
		}
	}
	assert_true(reached > WINDOWS && refused > reached / 10);
	lattice_result_free(&r);
	lattice_free(&l);
}

/* Steps that b behind a costs at least: no less than the tables say of a list that has one of them.
 */
static unsigned steps_of(uint16_t a, uint16_t b)
{
	for (uint32_t i = model.uni_bi[a]; i < model.uni_bi[a + 1]; i++)
		if (model.bi_sym[i] == b) return model.bi_top[i];
	return (unsigned)model.uni_bow[a] + model.uni_p[b];
}

static void test_list_tops(void **state)
{
	struct rng g = { 11 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		bool lead = draw(&g, 2);
		unsigned byte = lead ? 0x81 + draw(&g, 126) : 0x40 + draw(&g, 191),
			 column = list_tops_column(byte, lead);
		const struct byte_chars *list =
			lead ? &suspects->by_lead[byte] : &suspects->by_trail[byte];
		uint16_t sym = (uint16_t)draw(&g, model.n_sym);

		if (!list->n) continue;
		uint16_t of = list->sym[draw(&g, list->n)];
		assert_true(list_tops_choice(&tops, sym, column) <=
			    (steps_of(sym, of) < 255 ? steps_of(sym, of) : 255));
		assert_true(list_tops_next(&tops, sym, column) <=
			    (steps_of(of, sym) < 255 ? steps_of(of, sym) : 255));
	}
}

/* The score alone is that of the whole search. */
static void test_score_only(void **state)
{
	struct lattice l = {
		.t = &charsets, .m = &model, .s = suspects, .tops = &tops, .readings = &readings
	};
	struct lat_result r = { 0 };
	struct rng g = { 7 };
	struct lat_elem e[LENGTH];

	(void)state;
	for (int i = 0; i < WINDOWS / 4; i++) {
		size_t n = draw_window(&g, e);
		struct lat_edges edges = { ngram_begin(&model), false, -1 };

		if (!n || !lattice_decode_gb(&l, e, n, edges, &r)) continue;
		double whole = r.score;

		l.score_only = true;
		assert_true(lattice_decode_gb(&l, e, n, edges, &r));
		assert_true(r.score > whole - 1e-9 && r.score < whole + 1e-9);
		l.score_only = false;
	}
	lattice_result_free(&r);
	lattice_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_never_refused_wrongly),
					    cmocka_unit_test(test_list_tops),
					    cmocka_unit_test(test_score_only) };
	const struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct err e;

	if (charset_open(&charsets, &env, &e) != OK || ngram_open(&model, &env, &e) != OK ||
	    list_tops_open(&tops, &env, &model, &e) != OK ||
	    readings_open(&readings, &env, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	suspects = mem_alloc(sizeof *suspects);
	suspects_make(suspects, &model, tops.lists);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mem_free(suspects);
	readings_close(&readings);
	list_tops_close(&tops);
	ngram_close(&model);
	charset_close(&charsets);
	return failed;
}
