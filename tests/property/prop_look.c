/* Random texts of fixed words, time words, numerals, digits and marks. What must hold: the parts of
 * annotate find the same with the bytes that tell them where to look (look.h) as by asking their
 * sets unit by unit, and the vetoes found around their hooks are those that a search from every
 * unit finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* part_veto.c once more, to look into its state. */
#define part_veto part_veto_opened
#define looks	  veto_looks
#include "pipeline/annotate/part_veto.c"
#undef looks
#undef part_veto

#include "draw.h"
#include "pipeline/annotate/look.h"
#include "pipeline/core/rule_file.h"

#define ROUNDS	  20000
#define WORDS_MAX 16384
#define SERIES	  200 /* words at the head of veto.tsv: names that take a number */

extern const struct annot_part part_veto;

static const struct annot_part *const parts[] = {
#define X(name) &part_##name,
#include "pipeline/annotate/parts.def"
#undef X
};

struct fixture {
	void *state[LOOK_PARTS], *worker[LOOK_PARTS];
	struct veto_state *veto, *all; /* all: every unit is a hook */
	struct look_table table;
	struct arena a;
	struct slice words[WORDS_MAX];
	size_t n;
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

static int setup(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct fixture *f = mem_zalloc(sizeof *f);
	struct err e;
	void *v;

	arena_init(&f->a);
	f->rng.seed = 42;
	for (size_t i = 0; i < LOOK_PARTS; i++) {
		if (parts[i]->open) assert_int_equal(parts[i]->open(&env, &f->state[i], &e), OK);
		if (parts[i]->worker_open)
			assert_int_equal(parts[i]->worker_open(f->state[i], &f->worker[i], &e), OK);
	}
	look_table_fill(&f->table, parts, f->state);
	assert_int_equal(part_veto_opened.open(&env, &v, &e), OK);
	f->veto = v;
	assert_int_equal(part_veto_opened.open(&env, &v, &e), OK);
	f->all = v;
	struct veto_hooks *h = arena_alloc(&f->a, sizeof *h);
	*h = *f->all->h;
	memset(&h->hooks, 0xff, sizeof h->hooks);
	memset(h->filter, 0xff, sizeof h->filter);
	f->all->h = h;
	assert_int_equal(tsv_load("rules/annotate/veto.tsv", take_word, f, &e), OK);
	assert_int_equal(tsv_load("rules/annotate/time_words.tsv", take_word, f, &e), OK);
	assert_int_equal(tsv_load("rules/annotate/numerals.tsv", take_word, f, &e), OK);
	assert_true(f->n > 10000);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < LOOK_PARTS; i++) {
		if (f->worker[i]) parts[i]->worker_close(f->worker[i]);
		if (f->state[i]) parts[i]->close(f->state[i]);
	}
	part_veto_opened.close(f->veto);
	part_veto_opened.close(f->all);
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

/* Words, whole or cut, numbers and marks. */
static struct uslice random_text(struct fixture *f, struct arena *a)
{
	static const char marks[] = " :-,.()[]%/AZk\n";
	unsigned n = 1 + draw(&f->rng, 12);
	struct buf b = { 0 };

	for (unsigned i = 0; i < n; i++) {
		struct slice w = f->words[draw(&f->rng, (uint32_t)f->n)];
		uint32_t kind = draw(&f->rng, 8);
		if (kind == 0) buf_add_uint(&b, draw(&f->rng, 2100));
		else if (kind == 1) buf_add(&b, &marks[draw(&f->rng, sizeof marks - 1)], 1);
		else if (kind == 2 && w.len > 3) buf_add_slice(&b, slice_of(w.p, 3));
		else if (kind == 3 && w.len > 3) buf_add_slice(&b, slice_of(w.p + w.len - 3, 3));
		else buf_add_slice(&b, kind == 4 ? f->words[draw(&f->rng, SERIES)] : w);
		for (uint32_t gaps = kind == 4 ? draw(&f->rng, 5) : 0; gaps > 0; gaps--)
			buf_add(&b, &marks[draw(&f->rng, 3)], 1);
		if (kind == 4) buf_add_uint(&b, draw(&f->rng, 100));
	}
	struct uslice text = arena_utf16(a, buf_slice(&b));
	buf_free(&b);
	return text;
}

static void same_annots(const struct doc *a, const struct doc *b)
{
	assert_int_equal(a->n_sentences, b->n_sentences);
	assert_int_equal(a->n_annots, b->n_annots);
	for (size_t i = 0; i < a->n_annots; i++) {
		const struct annot *x = &a->annots[i], *y = &b->annots[i];
		assert_int_equal(x->off, y->off);
		assert_int_equal(x->len, y->len);
		assert_int_equal(x->type, y->type);
		assert_true(slice_eq(x->rule_id, y->rule_id) &&
			    slice_eq(x->value_dec, y->value_dec) && slice_eq(x->norm, y->norm));
	}
}

static void test_looks(void **state)
{
	struct fixture *f = *state;
	struct doc with, without;

	doc_init(&with);
	doc_init(&without);
	for (unsigned k = 0; k < ROUNDS; k++) {
		doc_reset(&with);
		doc_reset(&without);
		with.text = without.text = random_text(f, &with.arena);
		look_make(&f->table, &with);
		for (size_t i = 0; i < LOOK_PARTS; i++) {
			parts[i]->run(f->state[i], f->worker[i], &with);
			doc_sort_annots(&with);
			parts[i]->run(f->state[i], f->worker[i], &without);
			doc_sort_annots(&without);
		}
		same_annots(&with, &without);
		look_free(&with);
	}
	doc_free(&with);
	doc_free(&without);
}

static void test_hooks(void **state)
{
	struct fixture *f = *state;
	struct doc by_hooks, by_all;
	size_t found = 0;

	doc_init(&by_hooks);
	doc_init(&by_all);
	for (unsigned k = 0; k < ROUNDS; k++) {
		doc_reset(&by_hooks);
		doc_reset(&by_all);
		by_hooks.text = by_all.text = random_text(f, &by_hooks.arena);
		scan(f->veto, &by_hooks, 0, by_hooks.text.len);
		scan(f->all, &by_all, 0, by_all.text.len);
		same_annots(&by_hooks, &by_all);
		found += by_all.n_annots;
	}
	assert_true(found > ROUNDS);
	doc_free(&by_hooks);
	doc_free(&by_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_hooks),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
