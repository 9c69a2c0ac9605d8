/* The segmenter: own sentences of tests/annotate/segment.tsv, annotations as atoms, tokens that
 * cover any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/annotate/segment.h"
#include "tests/unit/lines.h"

static struct lexicon *lexicon;
static struct segment_scratch *scratch;

/* Does "word" or "word/pos" say what the token is? */
static bool token_is(struct slice want, struct slice word, const struct token *t)
{
	if (!slice_starts(want, word)) return false;
	if (want.len == word.len) return true;
	struct slice pos = slice_of(want.p + word.len, want.len - word.len);
	return pos.p[0] == '/' &&
	       slice_is(slice_of(pos.p + 1, pos.len - 1), segment_pos_name(t->pos));
}

static enum status check_line(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	struct arena a;
	struct token *t;
	struct slice rest = cols[1], want;
	unsigned *failed = ctx;
	bool good = true;

	(void)e;
	assert_int_equal(n, 2);
	arena_init(&a);
	struct uslice text = arena_utf16(&a, cols[0]);
	size_t k = segment_text(lexicon, scratch, text, &t), i = 0;
	while (good && slice_split(&rest, ' ', &want)) {
		good = i < k &&
		       token_is(want,
				arena_utf8(&a, (struct uslice){ text.p + t[i].off, t[i].len }),
				&t[i]);
		i++;
	}
	if (!good || i != k) {
		print_error("tests/annotate/segment.tsv:%u: differs at word %zu\n", line, i);
		++*failed;
	}
	arena_free(&a);
	return OK;
}

static void test_gold(void **state)
{
	(void)state;
	assert_rows("tests/annotate/segment.tsv", check_line);
}

/* Any units, lone surrogates too, longer than one lattice: no gap, no overlap, no empty token. */
static void test_cover(void **state)
{
	enum { N = 3 * SEGMENT_MAX + 17 };
	uint16_t *s = mem_alloc(N * sizeof *s);
	uint32_t seed = 1;
	struct token *t;

	(void)state;
	for (int round = 0; round < 8; round++) {
		for (size_t i = 0; i < N; i++) {
			seed = seed * 1664525u + 1013904223u;
			s[i] = (uint16_t)(round % 2 ? 0x4e00 + (seed >> 16) % 0x5200 : seed >> 16);
		}
		size_t k = segment_text(lexicon, scratch, (struct uslice){ s, N }, &t), at = 0;
		for (size_t i = 0; i < k; i++) {
			assert_int_equal(t[i].off, at);
			assert_true(t[i].len > 0);
			at += t[i].len;
		}
		assert_int_equal(at, N);
	}
	mem_free(s);
}

/* An annotation that begins and ends inside words is one token all the same. */
static void test_atoms(void **state)
{
	/* "China's economic development": an annotation over characters 2 and 3 */
	static const uint16_t s[] = { 0x4e2d, 0x56fd, 0x7ecf, 0x6d4e, 0x53d1, 0x5c55 };
	struct doc d;
	struct token *t;

	(void)state;
	doc_init(&d);
	d.text = arena_ucopy(&d.arena, (struct uslice){ s, 6 });
	doc_add_annot(&d, A_VETO, 1, 2);
	doc_add_annot(&d, A_NUMBER, 1, 1);
	doc_sort_annots(&d);
	size_t n = segment(lexicon, scratch, &d, 0, 6, &t);
	assert_true(n >= 4);
	assert_int_equal(t[1].off, 1);
	assert_int_equal(t[1].len, 2);
	assert_int_equal(t[1].annot, 0);
	assert_int_equal(t[1].pos, POS_VETO);
	assert_int_equal(segment(lexicon, scratch, &d, 4, 2, &t), 1);
	assert_int_equal(t[0].off, 4);
	doc_free(&d);
}

/* What was kept and cut again under other annotations is what a new cut gives: lines of the gold
 * file and lines of chance characters and marks, annotations put and taken at chance. */
static uint32_t seed = 7;
static uint32_t chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

static void put_annots(struct doc *d, size_t at, size_t n, uint32_t types)
{
	for (size_t k = 0; k < n; k++) {
		size_t off = chance((uint32_t)d->text.len), len = 1 + chance(9);
		bool cross = off + len > d->text.len;
		for (size_t i = 0; i < d->n_annots; i++) { /* annotations nest, they do not cross */
			size_t x = d->annots[i].off, y = x + d->annots[i].len;
			cross = cross || (off < x && off + len > x && off + len < y) ||
				(off > x && off < y && off + len > y);
		}
		if (!cross) doc_add_annot(d, (enum annot_type)(at + chance(types)), off, len);
	}
	doc_sort_annots(d);
}

/* Annotations that stand for one to three whole words, as names do that are found among them. */
static void cover_words(struct doc *d, const struct token *t, size_t n, size_t many)
{
	for (size_t k = 0; k < many && n; k++) {
		size_t i = chance((uint32_t)n), last = i + chance(3), off = t[i].off, end;
		if (last >= n) last = i;
		end = t[last].off + t[last].len;
		bool cross = false;
		for (size_t x = 0; x < d->n_annots; x++) {
			size_t from = d->annots[x].off, to = from + d->annots[x].len;
			cross = cross || (from < off && off < to && to < end) ||
				(off < from && from < end && end < to);
		}
		if (!cross)
			doc_add_annot(d, (enum annot_type)(A_PLACE + chance(A_N - A_PLACE)), off,
				      end - off);
	}
}

static void check_again(struct uslice text)
{
	struct doc d;
	struct token *t, *u;

	doc_init(&d);
	d.text = arena_ucopy(&d.arena, text);
	*ARENA_PUSH(&d.arena, d.sentences, d.n_sentences, d.cap_sentences) =
		(struct sentence){ 0, (uint32_t)text.len, 0 };
	put_annots(&d, A_NUMBER, chance(3), A_PLACE);
	size_t n = segment_sentence(lexicon, scratch, &d, 0, 1u << A_VETO, &t);
	segment_keep(&d, 0, t, n);
	if (chance(2)) cover_words(&d, t, n, 1 + chance(4));
	doc_sort_annots(&d);
	if (d.n_annots && !chance(4)) d.annots[chance((uint32_t)d.n_annots)].len = 0;
	doc_drop_empty_annots(&d);
	put_annots(&d, A_PLACE, chance(4), A_N - A_PLACE);
	size_t m = segment_again(
		lexicon, scratch, &d,
		(struct segment_place){ 0, doc_first_annot(&d, d.sentences[0].off) }, &d.arena, &u);
	n = segment(lexicon, scratch, &d, 0, text.len, &t);
	assert_int_equal(n, m);
	assert_memory_equal(t, u, n * sizeof *t);
	doc_free(&d);
}

static enum status check_line_again(void *ctx, const struct slice *cols, size_t n, unsigned line,
				    struct err *e)
{
	static const uint16_t marks[] = { 0xff0c, 0x3002, 0x201c, 0x201d, ' ',	  '.',	 '-',
					  ',',	  0x00b7, 'A',	  '7',	  0x738b, 0x675c };
	struct arena a;
	uint16_t s[400];
	size_t len = 0;

	(void)ctx, (void)n, (void)line, (void)e;
	arena_init(&a);
	struct uslice text = arena_utf16(&a, cols[0]);
	for (int round = 0; round < 200; round++) {
		for (len = 0; len < 300 && text.len; len++)
			s[len] = chance(6) ? text.p[(len + (uint32_t)round) % text.len]
					   : marks[chance(sizeof marks / sizeof *marks)];
		check_again((struct uslice){ s, len });
		if (text.len) check_again(text);
	}
	arena_free(&a);
	return OK;
}

static void test_again(void **state)
{
	struct err e;

	(void)state;
	assert_int_equal(tsv_load("tests/annotate/segment.tsv", check_line_again, NULL, &e), OK);
}

static void test_names(void **state)
{
	(void)state;
	for (int i = 0; i < POS_N; i++)
		assert_int_equal(segment_pos_parse(slice_str(segment_pos_name(i))), i);
	assert_int_equal(segment_pos_parse(SLICE("none")), -1);
	assert_int_equal(segment_class_parse(SLICE("speech")), CLASS_SPEECH);
	assert_int_equal(segment_class_parse(SLICE("none")), 0);
}

int main(void)
{
	struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gold),  cmocka_unit_test(test_cover),
		cmocka_unit_test(test_atoms), cmocka_unit_test(test_again),
		cmocka_unit_test(test_names),
	};

	if (lexicon_open(&lexicon, &env, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	scratch = segment_scratch_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	segment_scratch_free(scratch);
	lexicon_close(lexicon);
	return failed;
}
