/* The clean stage on small texts: days, folding, that prose is left alone, that every kept
 * character stays tied to its bytes, that everything gone has a reason. Run from the top of the
 * tree with tables made. */
#include "pipeline/clean/clean_explain.h"
#include "pipeline/clean/fold.h"
#include "pipeline/clean/html_lines.h"
#include "pipeline/clean/page.h"
#include "pipeline/clean/sites.h"
#include "pipeline/clean/when.h"
#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"
#include "pipeline/core/unit_find.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>

static struct options opt;
static struct env env = { .opt = &opt,
			  .rules_dir = { "rules", 5 },
			  .data_dir = { "build/data", 10 } };
static void *state_, *worker_;

static int open_stage(void **s)
{
	struct err e;
	(void)s;
	if (stage_clean.open(&env, &state_, &e) != OK) {
		print_message("%s\n", e.text);
		return -1;
	}
	return stage_clean.worker_open(state_, &worker_, &e) == OK ? 0 : -1;
}

static int close_stage(void **s)
{
	(void)s;
	stage_clean.worker_close(worker_);
	stage_clean.close(state_);
	return 0;
}

/* A document of UTF-8 bytes with its map, one run for each stretch of equal length. */
static void fill(struct doc *d, struct slice utf8, const char *type)
{
	doc_set_source(d, utf8, SLICE("test"), -1);
	struct ubuf u = { 0 };
	map_init(&d->map);
	for (size_t i = 0; i < utf8.len;) {
		unsigned char c = (unsigned char)utf8.p[i];
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, before = u.len;
		if (i + n > utf8.len) n = utf8.len - i;
		ubuf_add_utf8(&u, slice_of(utf8.p + i, n));
		bool good = u.p[before] != 0xfffd &&
			    (u.len - before == 1 || (u.p[before] & 0xfc00) == 0xd800);
		if (good)
			map_push(&d->arena, &d->map,
				 map_uniform(1, (uint8_t)(u.len - before), (uint32_t)i, (uint8_t)n,
					     MAP_SAME));
		else
			map_push_block(&d->arena, &d->map, (uint32_t)(u.len - before), (uint32_t)i,
				       (uint32_t)n, MAP_LOSSY);
		i += n;
	}
	d->text = arena_ucopy(&d->arena, (struct uslice){ u.p, u.len });
	d->layers |= L_TEXT;
	ubuf_free(&u);
	if (type) doc_add_meta(d, META_TYPE, slice_str(type), (struct src_span){ 0, 0 }, "test");
}

static void test_days(void **s)
{
	static const struct {
		const char *text;
		int y, m, d;
	} rows[] = {
		{ "2024-07-25", 2024, 7, 25 },	      { "2024/7/5 10:20", 2024, 7, 5 },
		{ "20240725", 2024, 7, 25 },	      { "2024-07-25T18:30:00+08:00", 2024, 7, 25 },
		{ "07/25/2024", 2024, 7, 25 },	      { "25 Jul 2024", 2024, 7, 25 },
		{ "2023 12-09 21:08", 2023, 12, 9 },  { "5.6.2024 11:00", 2024, 6, 5 },
		{ "20/05/2024 - 03:03", 2024, 5, 20 }
	};
	(void)s;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(when_parse_utf8(slice_str(rows[i].text)),
				 date_days(rows[i].y, rows[i].m, rows[i].d));
	assert_int_equal(when_parse_utf8(SLICE("2024-13-01")), DAY_NONE);
	assert_int_equal(when_parse_utf8(SLICE("2023-02-29")), DAY_NONE);
	assert_int_equal(when_parse_utf8(SLICE("1")), DAY_NONE);
	static const uint16_t roc[] = { '1', '1', '3', '/', '7', '/', '2', '5' };
	assert_int_equal(when_parse(roc, 8, WHEN_MINGUO), date_days(2024, 7, 25));
}

static int order_of(const char *text)
{
	uint16_t u[64];
	size_t n = strlen(text);
	for (size_t i = 0; i < n; i++) u[i] = (uint8_t)text[i];
	return when_order(u, n);
}

/* 05/06/2024: what stands first, the rest of the page and its address may say. */
static void test_day_or_month_first(void **s)
{
	(void)s;
	assert_int_equal(order_of("05/06/2024 and 25/06/2024"), 1);
	assert_int_equal(order_of("06/25/2024"), -1);
	assert_int_equal(order_of("06/25/2024, 25/06/2024"), 0);
	assert_int_equal(order_of("05/06/2024 13/14/2024 1/2 2024/25/6"), 0);
	assert_int_equal(order_of("45/06/2024 25/06/24 25/06/"), 0);
	assert_int_equal(when_host_order(SLICE("https://news.example.hk/a/1.html")), 1);
	assert_int_equal(when_host_order(SLICE("https://news.example.fr")), 1);
	assert_int_equal(when_host_order(SLICE("https://news.example.com/a.hk/1")), 0);
	assert_int_equal(when_host_order(SLICE("hk")), 0);
	assert_int_equal(when_swapped(date_days(2024, 5, 6)), date_days(2024, 6, 5));
	assert_int_equal(when_swapped(date_days(2024, 5, 16)), DAY_NONE);
}

static void test_days_in_parts(void **s)
{
	static const struct {
		const char *url;
		unsigned month_day;
		int year;
	} rows[] = { { "http://a.example/2019/1008/c1.html", 1008, 2019 },
		     { "http://a.example/201910/08/c1.html", 1008, 2019 },
		     { "http://a.example/2019/11/c1.html", 1008, 0 },	 /* another month */
		     { "http://a.example/2019/p/2020/1.html", 1008, 0 }, /* two years */
		     { "http://a.example/2019/p/1.html", 1008, 2019 },
		     { "http://a.example/id=20191", 1008, 0 },
		     { "", 1008, 0 } };
	static const uint16_t day[] = { '1', '0', '-', '0', '8', ' ', '1', '2', ':', '0', '0' };
	static const uint16_t two[] = { '1', '8', '-', '0', '3', '-', '0', '8' };
	(void)s;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(when_url_year(slice_str(rows[i].url), (uint16_t)rows[i].month_day),
				 rows[i].year);
	assert_int_equal(when_month_day(day, sizeof day / sizeof *day), 1008);
	assert_int_equal(when_month_day(day, 2), 0);
	assert_int_equal(when_parse(two, 8, WHEN_SHORT), date_days(2018, 3, 8));
	assert_int_equal(when_parse(two, 8, WHEN_YEAR), DAY_NONE);
}

static void test_told_from_now(void **s)
{
	static const struct {
		const char *now, *group, *said;
		int y, m, d;
	} rows[] = { { "2024-05-20T16:30:00Z", "today", "", 2024, 5,
		       21 }, /* half past midnight at home */
		     { "2024-05-20T16:30:00Z", "yesterday", "", 2024, 5, 20 },
		     { "2024-05-20T16:30:00Z", "agohour", "2", 2024, 5, 20 },
		     { "2024-05-20T16:30:00Z", "agominute", "29", 2024, 5, 21 },
		     { "2024-05-20T01:18:00Z", "agohour", "9", 2024, 5, 20 },
		     { "2024-05-20T01:18:00Z", "agohour", "10", 2024, 5, 19 },
		     { "2024-03-01", "agoday", "1", 2024, 2, 29 },
		     { "2024-03-01", "today", "", 2024, 3, 1 } };
	(void)s;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint16_t u[8];
		size_t n = strlen(rows[i].said);
		for (size_t k = 0; k < n; k++) u[k] = (uint8_t)rows[i].said[k];
		int32_t ago = when_ago(rows[i].group, u, n);
		bool days = rows[i].group[strlen(rows[i].group) - 1] == 'y';
		assert_int_equal(when_before(slice_str(rows[i].now), ago, days),
				 date_days(rows[i].y, rows[i].m, rows[i].d));
	}
	assert_int_equal(when_before(SLICE("no day"), 0, true), DAY_NONE);
	assert_int_equal(when_ago("agohour", NULL, 0), -1);
}

static void test_unit_find(void **s)
{
	uint16_t t[23];
	(void)s;
	for (size_t at = 0; at <= 23; at++) {
		for (size_t i = 0; i < 23; i++) t[i] = i == at ? '<' : i % 3 ? 0x3c3c : 0x013c;
		for (size_t from = 0; from <= 23; from++) {
			size_t want = at < 23 && from <= at ? at : 23;
			assert_int_equal(unit_find(t, from, 23, '<'), want);
			assert_int_equal(unit_find_either(t, from, 23, '&', '<'), want);
		}
	}
}

/* A letter of either case at each place, among what only looks like it by its low byte. */
static void test_unit_find_letter(void **s)
{
	uint16_t t[40];
	(void)s;
	for (size_t at = 0; at <= 40; at++) {
		for (size_t i = 0; i < 40; i++) t[i] = i % 3 ? 0x7878 : i % 2 ? 0x8058 : 0x0178;
		if (at < 40) t[at] = at % 2 ? 'x' : 'X';
		for (size_t from = 0; from <= 40; from++)
			assert_int_equal(unit_find_letter(t, from, 40, 'x'),
					 at < 40 && from <= at ? at : 40);
	}
}

/* No white space of clean is stepped over, and of other units only few are stopped at. */
static void test_unit_find_space(void **s)
{
	uint16_t t[24];
	(void)s;
	for (uint32_t c = 0; c < 65536; c++) {
		for (size_t i = 0; i < 24; i++) t[i] = 0x4e00;
		t[17] = (uint16_t)c;
		size_t i = unit_find_space(t, 3, 24);
		if (unit_is_space((uint16_t)c)) assert_true(i <= 17);
		assert_true(i == 19 || i == 17 || i == 3); /* 3: no eight at a step */
	}
}

/* The first unit that is no white space, as far as eight at a step tell; a line end is told only
 * when it stands before that. */
static void test_unit_find_text(void **s)
{
	static const uint16_t space[] = { ' ', '\t', '\n', '\r' };
	uint16_t t[40];
	(void)s;
	for (size_t at = 0; at <= 40; at++) {
		for (size_t end = 0; end <= 40; end++) { /* where the line end stands */
			for (size_t i = 0; i < 40; i++) t[i] = i < at ? space[i % 2] : 'x';
			if (end < 40) t[end] = space[2 + end % 2];
			for (size_t from = 0; from <= 40; from++) {
				bool broken = false;
				size_t i = unit_find_text(t, from, 40, &broken), want = from;
				assert_true(i >= from && i <= 40);
				while (want < 40 && t[want] != 'x') want++;
				if (i != want) assert_true(i < want && 40 - i < 8);
				assert_int_equal(broken, end >= from && end < i);
			}
		}
	}
}

static void test_sites(void **s)
{
	static const struct {
		const char *url, *id;
	} rows[] = { { "https://mp.weixin.qq.com/s/1", "site.weixin" }, /* the longest suffix */
		     { "https://new.qq.com:443/a", "site.qq" },
		     { "//NEWS.sina.com.cn/c", "site.sina" },
		     { "https://u@www.163.com?x=1", "site.163" },
		     { "https://www.notqq.com/", NULL },
		     { "qq.com/a", NULL },
		     { "", NULL } };
	struct sites sites;
	struct err e;
	(void)s;
	assert_int_equal(sites_open(&sites, &env, &e), OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint16_t n = sites_of_url(&sites, slice_str(rows[i].url));
		if (!rows[i].id) assert_int_equal(n, SITE_NONE);
		else assert_true(n < sites.n && slice_is(sites.items[n].id, rows[i].id));
	}
	sites_close(&sites);
}

/* What is remembered of a value of class or id is what it says, also when there have been more
 * values than are kept. */
static void test_class_notes(void **s)
{
	static const char *const words[] = { "article", "Content", "nav", "has-video", "source",
					     "footer",	"share",   "x",	  "time-box",  "col" };
	enum { WORDS = sizeof words / sizeof *words, VALUES = 3 * CLASS_NOTES };
	static struct html_hints h;
	static struct class_notes notes;
	struct arena a;
	struct err e;
	(void)s;
	arena_init(&a);
	assert_int_equal(html_hints_open(&h, &env, &e), OK);
	for (unsigned i = 0; i < 2 * VALUES; i++) {
		unsigned n = i < VALUES ? i : i % 50; /* first many, then few again and again */
		struct slice v = arena_printf(&a, "%s %s_%u-%s", words[n % WORDS],
					      words[n / WORDS % WORDS], n, words[n % 7]);
		struct uslice u = arena_utf16(&a, v);
		struct html_span all = { 0, (uint32_t)u.len };
		struct class_note x = class_look(&h.names, u.p, all),
				  y = class_note(&h.names, &notes, u.p, all);
		assert_int_equal(x.hint, y.hint);
		assert_int_equal(x.field, y.field);
		assert_int_equal(x.center, y.center);
	}
	class_notes_free(&notes);
	html_hints_close(&h);
	arena_free(&a);
}

static void test_fold(void **s)
{
	static struct fold_table t;
	static struct folded f;
	struct err e;
	/* full-width A, gloss behind a Han character, two blanks, a zero-width space */
	static const uint16_t text[] = { 0x3000, 0xff21, 0x4e00, '(',	 'y', 0x12b,
					 ')',	 ' ',	 0x3000, 0x200b, 'x', ' ' };
	(void)s;
	assert_int_equal(fold_load(&t, "rules/clean/fold.tsv", &e), OK);
	fold_text(&t, text, sizeof text / sizeof *text, 100, &f);
	static const uint16_t want[] = { 'A', 0x4e00, ' ', 'x' };
	assert_int_equal(f.len, 4);
	assert_memory_equal(f.p, want, sizeof want);
	assert_int_equal(f.at[0], 101);
	assert_int_equal(f.at[3], 110);
	assert_int_equal(folded_end(&f, 4), 111);
}

/* Each character of the text comes from bytes that read the same, unless its class says that it was
 * decoded. */
static void check_ties(const struct doc *d, const char *what)
{
	size_t covered = 0;
	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		assert_true(b->len > 0 && b->off >= covered &&
			    (size_t)b->off + b->len <= d->text.len);
		covered = (size_t)b->off + b->len;
	}
	for (size_t i = 0; i < d->text.len;) {
		size_t n = (d->text.p[i] & 0xfc00) == 0xd800 && i + 1 < d->text.len ? 2 : 1;
		struct src_span src = map_source(&d->map, i, n);
		if (map_worst(&d->map, i, n) == MAP_SAME) {
			struct buf utf8 = { 0 };
			buf_add_utf16(&utf8, (struct uslice){ d->text.p + i, n });
			struct slice from = slice_of(d->bytes.p + src.start, src.end - src.start);
			bool same = slice_eq(from, buf_slice(&utf8));
			buf_free(&utf8);
			if (!same)
				fail_msg("%s: unit %zu is not at bytes %u-%u", what, i, src.start,
					 src.end);
		}
		i += n;
	}
}

static void test_ties(void **s)
{
	static const char *const dirs[] = { "tests/clean/pages", "corpus/samples" };
	struct doc d;
	struct err e;
	size_t n = 0;
	(void)s;
	doc_init(&d);
	for (size_t k = 0; k < 2; k++) {
		DIR *dir = opendir(dirs[k]);
		struct dirent *f;
		assert_non_null(dir);
		while ((f = readdir(dir)) != NULL) {
			char path[600];
			struct buf b = { 0 };
			snprintf(path, sizeof path, "%s/%s", dirs[k], f->d_name);
			if (f->d_name[0] == '.' || file_read(path, &b, &e) != OK)
				b.len = 0; /* a folder */
			for (size_t cut = 0; cut < 3 && b.len > 100;
			     cut++) { /* whole, and torn at both ends */
				doc_reset(&d);
				size_t from = cut * b.len / 7;
				fill(&d, slice_of(b.p + from, b.len - from - cut * b.len / 9),
				     k == 0 ? "html" : NULL);
				stage_clean.run(state_, worker_, &d);
				check_ties(&d, path);
				n++;
			}
			buf_free(&b);
		}
		closedir(dir);
	}
	assert_true(n > 100);
	doc_free(&d);
}

static void test_prose_stays(void **s)
{
	struct doc d;
	struct buf b = { 0 };
	struct err e;
	(void)s;
	doc_init(&d);
	assert_int_equal(file_read("tests/clean/prose.txt", &b, &e), OK);
	fill(&d, slice_trim(buf_slice(&b)), NULL);
	size_t len = d.text.len;
	const uint16_t *text = d.text.p;
	stage_clean.run(state_, worker_, &d);
	assert_int_equal(d.text.len, len);
	assert_ptr_equal(d.text.p, text); /* not even copied */
	doc_free(&d);
	buf_free(&b);
}

static void test_explain(void **s)
{
	struct doc d;
	struct buf out = { 0 };
	(void)s;
	doc_init(&d);
	fill(&d, SLICE("<p>One, two.</p><script>var a;</script><p style='display:none'>x</p>"),
	     "html");
	stage_clean.run(state_, worker_, &d);
	clean_explain(&d, &out);
	buf_addc(&out, 0);
	assert_non_null(strstr(out.p, "markup"));
	assert_non_null(strstr(out.p, "script"));
	assert_non_null(strstr(out.p, "hidden"));
	doc_free(&d);
	buf_free(&out);
}

static void test_why_names(void **s)
{
	(void)s;
	for (unsigned i = 0; i < WHY_N; i++)
		assert_int_equal(clean_why_parse(slice_str(clean_why_name(i))), i);
	assert_int_equal(clean_why_parse(SLICE("nothing-such")), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_day_or_month_first),
		cmocka_unit_test(test_days_in_parts),
		cmocka_unit_test(test_told_from_now),
		cmocka_unit_test(test_unit_find),
		cmocka_unit_test(test_unit_find_letter),
		cmocka_unit_test(test_unit_find_space),
		cmocka_unit_test(test_unit_find_text),
		cmocka_unit_test(test_sites),
		cmocka_unit_test(test_prose_stays),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_why_names),
		cmocka_unit_test(test_class_notes),
	};
	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
