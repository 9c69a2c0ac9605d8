/* normalize: blocks and map stay right through every change, a second run changes nothing, clean
 * text stays, bad options are refused, hostile text is no trouble. What the steps do to sentences
 * is proved by rules/normalize/normalize.rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"
#include "pipeline/normalize/edit.h"
#include "tests/normalize/spin.h"

static struct options opt = { .steps = "width,quotes,gloss,t2s,unspin", .t2s = "auto" };
static const struct env env = { .opt = &opt,
				.data_dir = SLICE("build/data"),
				.rules_dir = SLICE("rules") };
static void *state, *worker;

/* A document whose map is exact: UTF-8 bytes character by character, a block a line. */
static void set_text(struct doc *d, struct slice utf8)
{
	size_t src = 0, from = 0;

	doc_reset(d);
	d->text = arena_utf16(&d->arena, utf8);
	map_init(&d->map);
	for (size_t i = 0; i < d->text.len;) {
		size_t at = i;
		uint32_t cp = utf16_next(d->text.p, d->text.len, &i);
		uint8_t bytes = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
		map_push(&d->arena, &d->map,
			 map_uniform(1, (uint8_t)(i - at), (uint32_t)src, bytes, MAP_SAME));
		src += bytes;
	}
	for (size_t i = 0; i <= d->text.len; i++) {
		if (i < d->text.len && d->text.p[i] != '\n') continue;
		if (i > from) doc_add_block(d, BLOCK_PARA, from, i - from);
		from = i + 1;
	}
}

static void check_map(const struct doc *d, size_t n_bytes)
{
	uint32_t off = 0, src = 0;

	for (size_t i = 0; i < d->map.n; i++) {
		const struct map_run *r = &d->map.runs[i];
		assert_int_equal(r->off, off);
		assert_true(r->src >= src);
		assert_true(r->src + r->src_len <= n_bytes);
		off += r->len;
		src = r->src;
	}
	assert_int_equal(off, d->text.len);
}

/* Blocks are in order, hold no line end, leave out nothing but line ends, and point at the bytes
 * they had before. */
static void check_blocks(const struct doc *d, const struct src_span *before)
{
	size_t end = 0;

	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		assert_true(b->off >= end);
		for (; end < b->off; end++) assert_int_equal(d->text.p[end], '\n');
		end = b->off + b->len;
		assert_true(end <= d->text.len);
		for (size_t k = b->off; k < end; k++) assert_int_not_equal(d->text.p[k], '\n');
		if (!b->len) continue;
		struct src_span s = doc_source(d, b->off, b->len);
		assert_true(s.start >= before[i].start && s.end <= before[i].end);
	}
	for (; end < d->text.len; end++) assert_int_equal(d->text.p[end], '\n');
}

static void run_checked(struct doc *d, struct slice utf8)
{
	struct src_span before[256];

	set_text(d, utf8);
	assert_true(d->n_blocks <= 256);
	for (size_t i = 0; i < d->n_blocks; i++)
		before[i] = doc_source(d, d->blocks[i].off, d->blocks[i].len);
	stage_normalize.run(state, worker, d);
	check_map(d, utf8.len);
	check_blocks(d, before);
}

static void load(const char *path, struct buf *out)
{
	struct err e;

	assert_int_equal(file_read(path, out, &e), OK);
}

static bool is_text_line(struct slice line)
{
	return slice_starts(line, SLICE("yes")) || slice_starts(line, SLICE("no"));
}

/* All proof sentences, as documents of one line and as one document of many. */
static void test_spans_of_proofs(void **ctx)
{
	struct buf file = { 0 }, all = { 0 };
	struct slice rest, line;
	struct doc d;

	(void)ctx;
	doc_init(&d);
	load("rules/normalize/normalize.rules", &file);
	for (rest = buf_slice(&file); slice_split(&rest, '\n', &line);) {
		if (!is_text_line(line)) continue;
		run_checked(&d, line);
		buf_add_slice(&all, line);
		buf_addc(&all, '\n');
	}
	run_checked(&d, buf_slice(&all));
	doc_free(&d);
	buf_free(&file);
	buf_free(&all);
}

static void test_second_run_changes_nothing(void **ctx)
{
	struct buf file = { 0 };
	struct slice rest, line;
	struct doc d;

	(void)ctx;
	doc_init(&d);
	load("rules/normalize/normalize.rules", &file);
	for (rest = buf_slice(&file); slice_split(&rest, '\n', &line);) {
		if (!is_text_line(line)) continue;
		struct buf once = { 0 }, twice = { 0 };
		run_checked(&d, line);
		buf_add_utf16(&once, d.text);
		run_checked(&d, buf_slice(&once));
		buf_add_utf16(&twice, d.text);
		assert_memory_equal(once.p, twice.p, once.len);
		assert_int_equal(once.len, twice.len);
		buf_free(&once);
		buf_free(&twice);
	}
	doc_free(&d);
	buf_free(&file);
}

static void test_clean_text_stays(void **ctx)
{
	static const char *const paths[] = { "tests/normalize/clean.txt",
					     "tests/decode/clean.txt" };
	struct doc d;

	(void)ctx;
	doc_init(&d);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct buf file = { 0 };
		load(paths[i], &file);
		run_checked(&d, buf_slice(&file));
		struct slice out = arena_utf8(&d.arena, d.text);
		assert_int_equal(out.len, file.len);
		assert_memory_equal(out.p, file.p, file.len);
		assert_int_equal(d.n_repairs, 0);
		assert_false(d.spun);
		buf_free(&file);
	}
	doc_free(&d);
}

/* Random edits against the same done by hand on an array that remembers for every unit its place of
 * origin. */
static void test_edits_at_random(void **ctx)
{
	uint32_t seed = 1;

	(void)ctx;
	for (int round = 0; round < 200; round++) {
		uint16_t text[64], want[256];
		struct block blocks[4];
		struct arena a;
		size_t n = 0;
		struct edit e;

		arena_init(&a);
		for (size_t i = 0; i < 64; i++)
			text[i] = (uint16_t)(i % 16 == 15 ? '\n' : 'a' + i % 16);
		for (uint32_t i = 0; i < 4; i++)
			blocks[i] = (struct block){ BLOCK_PARA, i * 16, 15 };
		struct passage p = {
			.a = &a, .text = { text, 64 }, .blocks = blocks, .n_blocks = 4
		};
		map_init(&p.map);
		map_push(&a, &p.map, map_uniform(64, 1, 0, 3, MAP_SAME));
		edit_begin(&e, &p);
		for (size_t i = 0; i < 64;) {
			uint32_t r = spin_hash(seed++, (uint32_t)i);
			size_t len = 1 + r / 8 % 3;
			static const uint16_t put[] = { 'X', 'Y', 'Z', 'W' };
			bool fits = i % 16 + len <= 15; /* edits stay inside a line */
			if (!fits || r % 8 < 5) {
				want[n++] = text[i++];
			} else if (r % 8 == 5) {
				edit_drop(&e, i, len, MAP_REMOVED, 1);
				i += len;
			} else {
				size_t m = r / 64 % 4 + 1;
				edit_put(&e, i, len, (struct uslice){ put, m }, MAP_FOLDED);
				for (size_t k = 0; k < m; k++) want[n++] = put[k];
				i += len;
			}
		}
		edit_end(&e);
		assert_int_equal(p.text.len, n);
		assert_memory_equal(p.text.p, want, n * sizeof *want);
		assert_int_equal(p.map.len, n);
		for (size_t i = 0, at = 0; i < 4; i++) {
			assert_int_equal(blocks[i].off, at);
			for (at = blocks[i].off; at < n && p.text.p[at] != '\n';) at++;
			assert_int_equal(blocks[i].off + blocks[i].len, at);
			at++;
		}
		arena_free(&a);
	}
}

/* Simplified text is no business of any mode; what a mode made it leaves alone. */
static void test_modes_on_simplified(void **ctx)
{
	static const char *const modes[] = { "t2s", "tw2s", "tw2sp", "hk2s", "auto" };
	struct buf file = { 0 };
	struct doc d;

	(void)ctx;
	doc_init(&d);
	load("tests/normalize/clean.txt", &file);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct options one = { .steps = "t2s", .t2s = modes[i] };
		struct env other = env;
		struct err e;
		void *s;
		other.opt = &one;
		assert_int_equal(stage_normalize.open(&other, &s, &e), OK);
		set_text(&d, buf_slice(&file));
		stage_normalize.run(s, NULL, &d);
		struct slice out = arena_utf8(&d.arena, d.text);
		assert_true(slice_eq(out, buf_slice(&file)));
		stage_normalize.close(s);
	}
	doc_free(&d);
	buf_free(&file);
}

static void test_metadata_follow(void **ctx)
{
	struct doc d;

	(void)ctx;
	doc_init(&d);
	set_text(&d, SLICE("x"));
	doc_add_meta(&d, META_TITLE, SLICE("\xef\xbc\x95\xef\xbc\xa7"), (struct src_span){ 0, 1 },
		     "test"); /* wide 5G */
	doc_add_meta(&d, META_URL, SLICE("http://a/\xef\xbc\x95"), (struct src_span){ 0, 1 },
		     "test");
	stage_normalize.run(state, worker, &d);
	assert_true(slice_is(doc_meta(&d, META_TITLE), "5G"));
	assert_true(slice_is(doc_meta(&d, META_URL), "http://a/\xef\xbc\x95"));
	assert_int_equal(d.metas[0].src.end, 1);
	doc_free(&d);
}

static void test_bad_options(void **ctx)
{
	struct options bad = opt;
	struct env other = env;
	struct err e;
	void *s;

	(void)ctx;
	other.opt = &bad;
	bad.steps = "width,nonsense";
	assert_int_equal(stage_normalize.open(&other, &s, &e), ERR_USAGE);
	bad.steps = " t2s , width,";
	assert_int_equal(stage_normalize.open(&other, &s, &e), OK);
	stage_normalize.close(s);
}

/* Lone surrogates, NUL, marks without partners, one character repeated: nothing breaks and spans
 * stay whole. */
static void test_hostile(void **ctx)
{
	static const uint16_t units[] = { 0,	  0xd800, 0xdc00, 0x3010, 0x3011, 0x300c, 0x300e,
					  0x201c, '(',	  0x1ce,  0x4e00, 0x4e00, 0x20,	  0xff0c,
					  0xff0c, 0xff10, 0x3007, 0x5e74, 0x767c, 0x29,	  0xfffd,
					  0x2f00, 0x200b, '\n',	  0x53d1 };
	struct doc d;

	(void)ctx;
	doc_init(&d);
	for (uint32_t round = 0; round < 300; round++) {
		uint16_t *text;
		size_t n = 1 + spin_hash(round, 0) % 400;
		doc_reset(&d);
		text = arena_alloc(&d.arena, n * sizeof *text);
		for (size_t i = 0; i < n; i++) {
			uint32_t r = spin_hash(round, (uint32_t)i + 1);
			text[i] = units[round % 3 ? r % (sizeof units / sizeof *units)
						  : round / 3 % 25];
		}
		d.text = (struct uslice){ text, n };
		map_init(&d.map);
		map_push_block(&d.arena, &d.map, (uint32_t)n, 0, (uint32_t)n, MAP_SAME);
		stage_normalize.run(state, worker, &d);
		check_map(&d, n);
	}
	doc_free(&d);
}

static int open_stage(void **ctx)
{
	struct err e;

	(void)ctx;
	if (stage_normalize.open(&env, &state, &e) != OK) return -1;
	return stage_normalize.worker_open(state, &worker, &e) == OK ? 0 : -1;
}

static int close_stage(void **ctx)
{
	(void)ctx;
	stage_normalize.worker_close(worker);
	stage_normalize.close(state);
	return 0;
}

/* News in the words of Taiwan: to the model they look like another's words, but nobody spun it. */
static void test_taiwan_is_not_spun(void **ctx)
{
	struct buf text = { 0 };
	struct doc d;

	(void)ctx;
	doc_init(&d);
	load("tests/normalize/taiwan.txt", &text);
	run_checked(&d, buf_slice(&text));
	assert_false(d.spun);
	assert_int_equal(d.n_repairs, 0);
	doc_free(&d);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spans_of_proofs),
		cmocka_unit_test(test_second_run_changes_nothing),
		cmocka_unit_test(test_taiwan_is_not_spun),
		cmocka_unit_test(test_clean_text_stays),
		cmocka_unit_test(test_edits_at_random),
		cmocka_unit_test(test_metadata_follow),
		cmocka_unit_test(test_bad_options),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_modes_on_simplified),
	};
	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
