/* Sources, folders and the readers of one file: what comes out of which bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "corpus/pick.h"
#include "corpus/record.h"
#include "corpus/walk.h"
#include "tests/unit/reading.h"

static struct options options;
static const struct env env = { .opt = &options, .rules_dir = { "rules", 5 } };

static void add_zstd(struct buf *out, struct slice s)
{
	size_t room = ZSTD_compressBound(s.len);
	buf_reserve(out, room);
	out->len += ZSTD_compress(out->p + out->len, room, s.p, s.len, 3);
}

/* A byte as it is shown: a line feed as |, NUL as . so that it does not end what is compared. */
static char shown_byte(char c)
{
	return c == '\n' ? '|' : c ? c : '.';
}

/* Documents as text: "record:bytes[ key=value]…[ !code]\n". */
static void read_all(struct slice bytes, const char *name, struct buf *out)
{
	static const enum meta_key shown[] = { META_TITLE, META_DATE,  META_ID,
					       META_TYPE,  META_LABEL, META_MEMBER };
	struct source *in;
	struct doc d;
	struct err e;
	void *state;
	out->len = 0;
	enum status st = source_open_memory(&in, &env, bytes, slice_str(name), &e);
	if (st != OK) {
		buf_printf(out, "!%s", e.text);
		buf_addc(out, '\0');
		return;
	}
	const struct reader *r = reader_pick(&env, in, &e);
	assert_non_null(r);
	assert_int_equal(r->open(&env, in, &state, &e), OK);
	doc_init(&d);
	while ((st = r->next(state, &d, &e)) == OK) {
		buf_printf(out, "%lld:", (long long)d.record);
		for (size_t i = 0; i < d.bytes.len && i < 200; i++)
			buf_addc(out, shown_byte(d.bytes.p[i]));
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
			if (doc_meta(&d, shown[k]).len)
				buf_printf(out, " %s=%.*s", meta_key_name((int)shown[k]),
					   (int)doc_meta(&d, shown[k]).len,
					   doc_meta(&d, shown[k]).p);
		if (d.n_errors)
			buf_printf(out, " !%.*s", (int)d.errors[0].code.len, d.errors[0].code.p);
		buf_addc(out, '\n');
		doc_reset(&d);
	}
	assert_int_equal(st, END);
	doc_free(&d);
	r->close(state);
	source_close(in);
	buf_addc(out, '\0');
}

static void check(const char *bytes, size_t len, const char *name, const char *want)
{
	struct buf out = { 0 };
	read_all(slice_of(bytes, len), name, &out);
	assert_string_equal(out.p, want);
	buf_free(&out);
}
#define CHECK(bytes, name, want) check(bytes, sizeof(bytes) - 1, name, want)

static void test_shapes(void **state)
{
	(void)state;
	CHECK("one|two", "a.txt", "-1:one|two\n");
	CHECK("", "a.txt", "-1:\n");
	CHECK("<!DOCTYPE html><p>x", "a.txt", "-1:<!DOCTYPE html><p>x type=html\n");
	CHECK("\xef\xbb\xbf \n<html><p>x", "a", "-1:\xef\xbb\xbf |<html><p>x type=html\n");
	CHECK("<\0h\0t\0m\0l\0>\0", "a", "-1:<.h.t.m.l.>. type=html\n");
	CHECK("x", "a.HTM", "-1:x type=html\n");
	CHECK("---\ntitle: t\n---\nx", "a.txt", "-1:---|title: t|---|x type=markdown\n");
	CHECK("---\n\nx: y", "a.txt", "-1:---||x: y type=markdown\n");
	CHECK("---\nno front matter", "a.txt", "-1:---|no front matter\n");
	CHECK("x", "a.md", "-1:x type=markdown\n");
}

static void test_lines(void **state)
{
	(void)state;
	options.reader = "lines";
	CHECK("a\n\nb\r\n  \nc", "x", "0:a\n2:b\n4:c\n");
	CHECK("\n", "x", "");
	CHECK("\xff\xfe"
	      "a\0\r\0\n\0\x0a\x4e\n\0",
	      "x",
	      "0:\xff\xfe"
	      "a. label=utf-16le\n1:|N label=utf-16le\n");
	options.max_bytes = 10;
	CHECK("0123456789abcdef\nok\n0123456789\n", "x", "0: !too-large\n1:ok\n2:0123456789\n");
	options.max_bytes = 1 << 28;
	options.reader = "auto";
}

static void test_ndjson(void **state)
{
	(void)state;
	CHECK("{\"text\":\"a\\n\\u4e00\",\"id\":7}\n\n{\"content\":\"b\",\"title\":\"t\"}\n",
	      "x.ndjson", "0:a|\xe4\xb8\x80 id=7\n2:b title=t\n");
	CHECK("{\"text\":\"a\"\n{\"text\":\"b\"}\n[1]\nnull\n{\"text\":3}\n{\"text\":\"c\"} x\n",
	      "x.jsonl",
	      "0: !bad-json\n1:b\n2: !bad-json\n3: !bad-json\n4: !no-text\n5: !bad-json\n");
	CHECK("[{\"text\":\"a}]\"},\n {\"text\":\"b\", \"k\":[{},[]]}\n]", "x.json",
	      "0:a}]\n1:b\n");
	CHECK("{\n \"text\": \"a\"\n}\n", "x.json", "0:a\n");
	CHECK("[1,2", "x.json", "0: !bad-json\n");
	CHECK("[{\"text\":\"a\"},{\"text\":", "x.json", "0:a\n1: !bad-json\n");
	CHECK("{\"text\":\"x\\ud83d\\ude00\\ud800y\"}", "x.ndjson",
	      "0:x\xf0\x9f\x98\x80\xef\xbf\xbdy !lone-surrogate\n");
	/* GBK: a backslash as the second byte of a character, and a real escape behind another */
	CHECK("{\"text\":\"\x81\x5c\xc4\xe3\\n\xba\xc3\"}", "x.ndjson",
	      "0:\x81\x5c\xc4\xe3|\xba\xc3\n");
	options.fields = "text=a.b,title=h";
	CHECK("{\"text\":\"no\",\"a\":{\"b\":\"yes\"},\"h\":\"t\"}", "x.ndjson", "0:yes title=t\n");
	options.fields = NULL;
}

/* Dates of records as they are written around. */
static void test_dates(void **state)
{
	static const struct {
		const char *written;
		int32_t day;
	} cases[] = {
		{ "2024-05-10 08:00:00", 19853 },
		{ "2024/5/10", 19853 },
		{ "2024.05.10", 19853 },
		{ "20240510", 19853 },
		{ "20240510080000", 19853 },
		{ "2024-05-10T08:00:00+08:00", 19853 },
		{ "1715299200", 19853 },
		{ "1715299200000", 19853 },
		{ "2024\xe5\xb9\xb4"
		  "5\xe6\x9c\x88"
		  "10\xe6\x97\xa5",
		  19853 },
		{ "2024\xc4\xea"
		  "5\xd4\xc2"
		  "10",
		  19853 },
		{ "Fri, 10 May 2024 00:00:00 GMT", 19853 },
		{ "2024", DAY_NONE },
		{ "2024-13-01", DAY_NONE },
		{ "2024-02-30", DAY_NONE },
		{ "yesterday", DAY_NONE },
		{ "", DAY_NONE },
		{ "2024-05", DAY_NONE },
		{ "99 May 2024, or so", DAY_NONE },
	};
	struct doc d;
	(void)state;
	doc_init(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		record_meta(&d, META_DATE, slice_str(cases[i].written), "test");
		if (d.date != cases[i].day) print_message("%s\n", cases[i].written);
		assert_int_equal(d.date, cases[i].day);
		doc_reset(&d);
	}
	doc_free(&d);
}

static void test_json_depth(void **state)
{
	struct buf b = { 0 };
	(void)state;
	for (int i = 0; i < 100000; i++) buf_add_str(&b, "{\"a\":");
	buf_add_str(&b, "\n{\"text\":\"ok\"}\n");
	check(b.p, b.len, "x.ndjson", "0: !bad-json\n1:ok\n");
	buf_free(&b);
}

static void test_csv(void **state)
{
	(void)state;
	CHECK("id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n2,d\"e\"\"f\r\n\r\n3\r\n", "x.csv",
	      "0:a, \"b\"|c id=1\n1:d\"e\"\"f id=2\n3: !no-text\n");
	CHECK("title\ttext\na\tb\n", "x.tsv", "0:b title=a\n");
	CHECK("a,b\n1,2\n", "x.csv", "0: !no-text\n");
	CHECK("text\n\"open\n", "x.csv", "0: !bad-csv\n");
	/* UTF-16, as spreadsheets write it; the last character is cut in two */
	CHECK("\xff\xfet\0e\0x\0t\0\n\0\x3d\xd8\x00\xde\x00\x4e\n\0\x3d\xd8", "x.csv",
	      "0:\xf0\x9f\x98\x80\xe4\xb8\x80\n1:\xef\xbf\xbd\n");
	CHECK("\xfe\xff\0{\0\"\0t\0e\0x\0t\0\"\0:\0\"\x4e\x00\0\"\0}", "x.ndjson",
	      "0:\xe4\xb8\x80\n");
	options.fields = "text=2,title=1";
	CHECK("a,b\n1,2\n", "x.csv", "0:2 title=1\n");
	options.fields = NULL;
}

static void test_see_through(void **state)
{
	struct buf a = { 0 }, b = { 0 };
	struct slice text = SLICE("hello hello hello hello");
	(void)state;
	add_gzip(&a, text);
	add_gzip(&a, text);
	check(a.p, a.len, "x.txt.gz", "-1:hello hello hello hellohello hello hello hello\n");
	add_zstd(&b, buf_slice(&a));
	check(b.p, b.len, "x.txt.gz.zst", "-1:hello hello hello hellohello hello hello hello\n");
	buf_add_str(&a, "\0\0\0");
	buf_addc(&a, '\0'); /* padding */
	check(a.p, a.len, "x.gz", "-1:hello hello hello hellohello hello hello hello\n");
	buf_add_str(&a, "junk");
	check(a.p, a.len, "x.gz",
	      "-1:hello hello hello hellohello hello hello hello !broken-compression\n");
	b.len = 0;
	add_gzip(&b, text);
	check(b.p, b.len - 5, "x.gz", "-1:hello hello hello hello !broken-compression\n");
	for (int i = 0; i < 3; i++) {
		a.len = 0;
		add_gzip(&a, buf_slice(&b));
		b.len = 0;
		buf_add_slice(&b, buf_slice(&a));
	}
	check(b.p, b.len, "x.gz", "!x.gz: nested deeper than --max-nesting 3");
	buf_free(&a);
	buf_free(&b);
}

static void test_bomb(void **state)
{
	struct buf zeros = { 0 }, bomb = { 0 };
	(void)state;
	buf_reserve(&zeros, 50u << 20);
	memset(zeros.p, 0, 50u << 20);
	zeros.len = 50u << 20;
	add_gzip(&bomb, buf_slice(&zeros));
	check(bomb.p, bomb.len, "x.txt.gz", "-1: !over-limit\n");
	buf_free(&zeros);
	buf_free(&bomb);
}

static void touch(const char *dir, const char *name)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
}

static void make_dir(const char *dir, const char *name)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(mkdir(path, 0777), 0);
}

static void link_to(const char *dir, const char *name, const char *target)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(symlink(target, path), 0);
}

static void test_walk(void **state)
{
	char dir[] = "/tmp/zhc-walk-XXXXXX", command[64];
	struct buf got = { 0 };
	struct err e;
	const char *path;
	enum status st;
	(void)state;
	assert_non_null(mkdtemp(dir));
	make_dir(dir, "a");
	make_dir(dir, "b");
	make_dir(dir, "empty");
	touch(dir, "a/z");
	touch(dir, "a/.hidden");
	touch(dir, "a.txt");
	touch(dir, "a-b");
	touch(dir, "B");
	link_to(dir, "b/up", "..");
	link_to(dir, "b/self", ".");
	link_to(dir, "dangling", "nowhere");
	link_to(dir, "file", "a.txt");
	const char *paths[] = { dir, "-", "/nonexistent" };
	struct walk *w = walk_open(paths, 3);
	while ((st = walk_next(w, &path, &e)) != END) {
		const char *p = walk_path(w);
		buf_printf(&got, "%s%s%s ", st == OK ? "" : "!",
			   p + (strncmp(p, dir, sizeof dir - 1) == 0 ? sizeof dir : 0),
			   walk_direct(w) ? "*" : "");
	}
	buf_addc(&got, '\0');
	assert_string_equal(got.p, "B a-b a.txt a/z !dangling file -* !/nonexistent* ");
	assert_int_equal(walk_counts(w)->hidden, 1);
	assert_int_equal(walk_counts(w)->again, 2);
	walk_close(w);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	assert_int_equal(system(command), 0);
	buf_free(&got);
}

static void test_refused(void **state)
{
	char dir[] = "/tmp/zhc-kind-XXXXXX", path[64];
	struct source *s;
	struct err e;
	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(source_open(&s, &env, dir, true, &e), ERR_INPUT);
	assert_non_null(strstr(e.text, "folder"));
	snprintf(path, sizeof path, "%s/fifo", dir);
	assert_int_equal(mkfifo(path, 0666), 0);
	assert_int_equal(source_open(&s, &env, path, true, &e), ERR_INPUT);
	assert_non_null(strstr(e.text, "fifo"));
	unlink(path);
	rmdir(dir);
	assert_int_equal(source_open(&s, &env, path, true, &e), ERR_NOINPUT);
	assert_int_equal(source_open(&s, &env, "/dev/zero", true, &e), ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),	    cmocka_unit_test(test_lines),
		cmocka_unit_test(test_ndjson),	    cmocka_unit_test(test_csv),
		cmocka_unit_test(test_dates),	    cmocka_unit_test(test_json_depth),
		cmocka_unit_test(test_see_through), cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_walk),	    cmocka_unit_test(test_refused),
	};
	if (options_of_run(&options) != OK) return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	opt_free(&options);
	return failed;
}
