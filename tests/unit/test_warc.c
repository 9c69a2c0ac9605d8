/* Web archives: what is whole comes out, what is broken is said, whatever is cut, swapped,
 * mislabelled or damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "corpus/pick.h"
#include "tests/unit/reading.h"

#define PAGES 12

static struct options options;
static const struct env env = { .opt = &options, .rules_dir = { "rules", 5 } };

/* An archive, where its records begin, and what its pages say. */
struct archive {
	struct buf bytes;
	size_t start[3 * PAGES + 2];
	size_t n;
};

/* What a reader made of one. */
struct result {
	char seen[PAGES + 1];	     /* how often page i came out */
	size_t docs, errors, mended; /* mended: of the errors those whose page is there */
	char last_code[40];
};

/* Page i: "page I" and filler that differs and does not pack to nothing. */
static void page_text(struct buf *b, size_t i)
{
	unsigned x = (unsigned)i * 2654435761u + 1;
	b->len = 0;
	buf_printf(b, "<html>page %zu.", i);
	for (size_t k = 0; k < 300 + 137 * i; k++) {
		x = x * 1664525u + 1013904223u;
		buf_addc(b, (char)('a' + (x >> 24) % 26));
	}
}

static void add_record(struct archive *a, const char *type, const char *media, struct slice block,
		       long wrong, bool gzip)
{
	struct buf r = { 0 };
	a->start[a->n++] = a->bytes.len;
	buf_printf(&r,
		   "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: "
		   "http://example.org/%zu\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
		   "Content-Type: %s\r\nContent-Length: %lld\r\n\r\n",
		   type, a->n, media, (long long)block.len + wrong);
	buf_add_slice(&r, block);
	buf_add_str(&r, "\r\n\r\n");
	if (gzip) add_gzip(&a->bytes, buf_slice(&r));
	else buf_add_slice(&a->bytes, buf_slice(&r));
	buf_free(&r);
}

static void add_page(struct archive *a, size_t i, long wrong, bool gzip)
{
	struct buf page = { 0 }, block = { 0 };
	page_text(&page, i);
	buf_add_str(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n");
	buf_add_slice(&block, buf_slice(&page));
	add_record(a, "request", "application/http; msgtype=request",
		   SLICE("GET / HTTP/1.1\r\n\r\n"), 0, gzip);
	add_record(a, "response", "application/http; msgtype=response", buf_slice(&block), wrong,
		   gzip);
	buf_free(&page);
	buf_free(&block);
}

static void build(struct archive *a, bool gzip)
{
	memset(a, 0, sizeof *a);
	add_record(a, "warcinfo", "application/warc-fields", SLICE("software: test\r\n"), 0, gzip);
	for (size_t i = 0; i < PAGES; i++) add_page(a, i, 0, gzip);
	a->start[a->n] = a->bytes.len;
}

static void note(struct result *r, const struct doc *d)
{
	size_t i;
	struct buf want = { 0 };
	r->docs++;
	if (d->n_errors > 0) {
		r->errors++;
		snprintf(r->last_code, sizeof r->last_code, "%.*s", (int)d->errors[0].code.len,
			 d->errors[0].code.p);
		for (i = 0; i < PAGES; i++) {
			page_text(&want, i);
			r->mended += slice_eq(buf_slice(&want), d->bytes);
		}
		buf_free(&want);
		return;
	}
	assert_int_equal(sscanf(d->bytes.p, "<html>page %zu.", &i), 1);
	assert_true(i < PAGES);
	page_text(&want, i);
	assert_true(slice_eq(buf_slice(&want), d->bytes));
	r->seen[i]++;
	buf_free(&want);
}

static void run(struct slice bytes, struct result *r)
{
	struct source *in;
	struct doc d;
	struct err e;
	void *state;
	int64_t last = -1;
	enum status st;
	memset(r, 0, sizeof *r);
	doc_init(&d);
	/* a copy of its own, so that reading behind the end is seen */
	char *copy = malloc(bytes.len + 1);
	memcpy(copy, bytes.p, bytes.len);
	assert_int_equal(
		source_open_memory(&in, &env, slice_of(copy, bytes.len), SLICE("x.warc"), &e), OK);
	assert_int_equal(reader_warc.open(&env, in, &state, &e), OK);
	while ((st = reader_warc.next(state, &d, &e)) == OK) {
		assert_true(d.record > last); /* identities differ */
		last = d.record;
		note(r, &d);
		doc_reset(&d);
		assert_true(r->docs < 1000);
	}
	assert_int_equal(st, END);
	reader_warc.close(state);
	source_close(in);
	doc_free(&d);
	free(copy);
}

/* Pages [from, to) once, the others not. */
static void assert_pages(const struct result *r, size_t from, size_t to)
{
	for (size_t i = 0; i < PAGES; i++) assert_int_equal(r->seen[i], i >= from && i < to);
}

static void test_whole(void **state)
{
	struct archive a;
	struct result r;
	struct buf all = { 0 };
	(void)state;
	for (int gzip = 0; gzip < 2; gzip++) {
		build(&a, gzip);
		run(buf_slice(&a.bytes), &r);
		assert_pages(&r, 0, PAGES);
		assert_int_equal(r.errors, 0);
		add_gzip(&all, buf_slice(&a.bytes)); /* one gzip over all, over gzip members too */
		run(buf_slice(&all), &r);
		assert_pages(&r, 0, PAGES);
		all.len = 0;
		buf_free(&a.bytes);
	}
	buf_free(&all);
}

static void test_cut(void **state)
{
	struct archive a;
	struct result r;
	(void)state;
	for (int gzip = 0; gzip < 2; gzip++) {
		build(&a, gzip);
		for (size_t cut = 0; cut < a.bytes.len; cut += 97) {
			size_t pages = 0;
			run(slice_of(a.bytes.p, cut), &r);
			/* page i is record 2 + 2i; its line ends behind it may be missing */
			while (pages < PAGES && a.start[3 + 2 * pages] <= cut + (gzip ? 0 : 4))
				pages++;
			for (size_t i = 0; i < PAGES;
			     i++) /* of a gzip member the last bytes may be missing */
				if (i != pages) assert_int_equal(r.seen[i], i < pages);
			assert_true(r.errors <= 1);
		}
		buf_free(&a.bytes);
	}
}

static void test_swapped(void **state)
{
	struct archive a;
	struct result r;
	struct buf b = { 0 };
	(void)state;
	for (int gzip = 0; gzip < 2; gzip++) {
		build(&a, gzip);
		for (size_t k = 1; k + 1 < a.n; k++) {
			b.len = 0;
			buf_add(&b, a.bytes.p, a.start[k]);
			buf_add(&b, a.bytes.p + a.start[k + 1], a.start[k + 2] - a.start[k + 1]);
			buf_add(&b, a.bytes.p + a.start[k], a.start[k + 1] - a.start[k]);
			buf_add(&b, a.bytes.p + a.start[k + 2], a.bytes.len - a.start[k + 2]);
			run(buf_slice(&b), &r);
			assert_pages(&r, 0, PAGES);
			assert_int_equal(r.errors, 0);
		}
		buf_free(&a.bytes);
	}
	buf_free(&b);
}

static void test_wrong_length(void **state)
{
	static const long wrong[] = { -300, -1, 90, 5000, 50000, 1L << 40 };
	struct result r;
	(void)state;
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
		for (int gzip = 0; gzip < 2; gzip++)
			for (size_t bad = 0; bad < PAGES; bad++) {
				struct archive a = { { 0 }, { 0 }, 0 };
				for (size_t i = 0; i < PAGES; i++)
					add_page(&a, i, i == bad ? wrong[k] : 0, gzip);
				run(buf_slice(&a.bytes), &r);
				for (size_t i = 0; i < PAGES; i++)
					if (i != bad) assert_int_equal(r.seen[i], 1);
				assert_int_equal(r.seen[bad], 0);
				assert_int_equal(r.errors, 1);
				/* the next record tells where it ends, unless it was passed over */
				assert_int_equal(r.mended, bad + 1 < PAGES && wrong[k] < 1L << 40);
				buf_free(&a.bytes);
			}
}

static void test_junk_between(void **state)
{
	static const char *const junk[] = { "x", "junk of one line\n",
					    "WARC/1.0\r\nno head\r\n\r\n", "WARC/1.",
					    "\n\nWARC/9.9\n" };
	struct archive a;
	struct result r;
	struct buf b = { 0 };
	(void)state;
	build(&a, false);
	for (size_t j = 0; j < sizeof junk / sizeof *junk; j++)
		for (size_t k = 1; k < a.n; k++) {
			b.len = 0;
			buf_add(&b, a.bytes.p, a.start[k]);
			buf_add_str(&b, junk[j]);
			buf_add(&b, a.bytes.p + a.start[k], a.bytes.len - a.start[k]);
			run(buf_slice(&b), &r);
			/* the record before the junk seems to have a wrong length: that one may be
			 * doubted */
			for (size_t i = 0; i < PAGES; i++)
				if (k != 3 + 2 * i) assert_int_equal(r.seen[i], 1);
			/* a first line of a head in front of a head is one head */
			assert_true(r.errors <= 2 && (r.errors >= 1 || j == 4));
		}
	buf_free(&a.bytes);
	buf_free(&b);
}

/* A gzip member that is damaged, or cut short with the next one right behind it, costs only itself.
 */
static void test_broken_member(void **state)
{
	struct archive a;
	struct result r;
	struct buf b = { 0 };
	(void)state;
	build(&a, true);
	for (size_t i = 0; i + 1 < PAGES; i++) {
		size_t k = 2 + 2 * i, len = a.start[k + 1] - a.start[k];
		for (int cut = 0; cut < 2; cut++) {
			b.len = 0;
			buf_add(&b, a.bytes.p, a.start[k] + (cut ? len / 2 : len));
			buf_add(&b, a.bytes.p + a.start[k + 1], a.bytes.len - a.start[k + 1]);
			if (!cut) memset(b.p + a.start[k] + len / 2, 0xff, 40);
			run(buf_slice(&b), &r);
			for (size_t j = 0; j < PAGES; j++)
				if (j != i) assert_int_equal(r.seen[j], 1);
			assert_int_equal(r.seen[i], 0);
			assert_true(r.errors >= 1);
		}
	}
	buf_free(&a.bytes);
	buf_free(&b);
}

/* Bodies in every dress, all the same page 0. */
static void test_encodings(void **state)
{
	struct archive a = { { 0 }, { 0 }, 0 };
	struct buf page = { 0 }, packed = { 0 }, chunked = { 0 }, block = { 0 };
	struct result r;
	(void)state;
	page_text(&page, 0);
	add_gzip(&packed, buf_slice(&page));
	for (size_t at = 0; at < packed.len; at += 100) {
		size_t n = packed.len - at < 100 ? packed.len - at : 100;
		buf_printf(&chunked, "%zx;name=value\r\n", n);
		buf_add(&chunked, packed.p + at, n);
		buf_add_str(&chunked, "\r\n");
	}
	buf_add_str(&chunked, "0\r\n\r\n");
	const struct {
		const char *head;
		const struct buf *body;
	} dress[] = {
		{ "Content-Encoding: gzip\r\n", &packed },
		{ "Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked\r\n", &chunked },
		{ "content-encoding: gzip\r\ntransfer-encoding: CHUNKED\r\n", &packed },
		{ "Transfer-Encoding: gzip, chunked\r\n", &chunked },
		{ "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n", &packed },
		/* undone by the archiver, who left the head */
		{ "Content-Encoding: gzip\r\n", &page },
		{ "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", &page },
	};
	for (size_t i = 0; i < sizeof dress / sizeof *dress; i++) {
		block.len = 0;
		buf_printf(&block, "HTTP/1.1 200 OK\r\n%sContent-Type: text/html\r\n\r\n",
			   dress[i].head);
		buf_add_slice(&block, buf_slice(dress[i].body));
		add_record(&a, "response", "application/http", buf_slice(&block), 0, false);
	}
	run(buf_slice(&a.bytes), &r);
	assert_int_equal(r.seen[0], sizeof dress / sizeof *dress);
	assert_int_equal(r.errors, 0);
	buf_free(&a.bytes);
	buf_free(&page);
	buf_free(&packed);
	buf_free(&chunked);
	buf_free(&block);
}

static void test_no_pages(void **state)
{
	struct archive a = { { 0 }, { 0 }, 0 };
	struct result r;
	(void)state;
	add_record(&a, "response", "application/http",
		   SLICE("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>"), 0,
		   false);
	add_record(&a, "response", "application/http",
		   SLICE("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<html>"), 0, false);
	add_record(&a, "response", "application/http", SLICE("HTTP/1.1 200 OK\r\n\r\nBM......"), 0,
		   false);
	add_record(&a, "revisit", "application/http",
		   SLICE("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), 0, false);
	add_record(&a, "metadata", "application/warc-fields", SLICE("fetchTimeMs: 3\r\n"), 0,
		   false);
	run(buf_slice(&a.bytes), &r);
	assert_int_equal(r.docs, 0);
	buf_free(&a.bytes);
}

static void test_body_bomb(void **state)
{
	struct archive a = { { 0 }, { 0 }, 0 };
	struct buf zeros = { 0 }, block = { 0 };
	struct result r;
	(void)state;
	buf_reserve(&zeros, 40u << 20);
	memset(zeros.p, 0, 40u << 20);
	zeros.len = 40u << 20;
	buf_add_str(&block,
		    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n");
	add_gzip(&block, buf_slice(&zeros));
	add_record(&a, "response", "application/http", buf_slice(&block), 0, false);
	add_page(&a, 3, 0, false);
	run(buf_slice(&a.bytes), &r);
	assert_int_equal(r.seen[3], 1);
	assert_int_equal(r.errors, 1);
	assert_string_equal(r.last_code, "over-limit");
	buf_free(&a.bytes);
	buf_free(&zeros);
	buf_free(&block);
}

static void test_too_large(void **state)
{
	struct archive a;
	struct result r;
	(void)state;
	options.max_bytes = 1000;
	build(&a, false);
	run(buf_slice(&a.bytes), &r);
	options.max_bytes = 1 << 28;
	for (size_t i = 0; i < PAGES; i++) /* 62 bytes of HTTP head before the page */
		assert_int_equal(r.seen[i], 300 + 137 * i + 80 < 1000);
	assert_string_equal(r.last_code, "too-large");
	buf_free(&a.bytes);
}

static void test_arc(void **state)
{
	struct buf arc = { 0 }, page = { 0 }, block = { 0 };
	struct result r;
	(void)state;
	buf_add_str(&arc,
		    "filedesc://x.arc 0.0.0.0 20080430204825 text/plain 77\n1 0 InternetArchive\n"
		    "URL IP-address Archive-date Content-type Archive-length\n\n");
	for (size_t i = 0; i < PAGES; i++) {
		page_text(&page, i);
		block.len = 0;
		buf_add_str(&block, "HTTP/1.1 200 OK\nContent-Type: text/html\n\n");
		buf_add_slice(&block, buf_slice(&page));
		buf_printf(&arc, "http://example.org/%zu%s 10.0.0.1 20080430204826 text/html %zu\n",
			   i, i == 3 ? " and more" : "", block.len + (i == 5 ? 33 : 0));
		buf_add_slice(&arc, buf_slice(&block));
		buf_addc(&arc, '\n');
	}
	run(buf_slice(&arc), &r);
	for (size_t i = 0; i < PAGES; i++) assert_int_equal(r.seen[i], i != 5);
	assert_int_equal(r.errors, 1);
	assert_int_equal(r.mended, 1);
	buf_free(&arc);
	buf_free(&page);
	buf_free(&block);
}

/* Heads as the standard lets them be: values on lines of their own, names and words in any case. */
static void test_heads(void **state)
{
	struct buf all = { 0 }, page = { 0 };
	struct result r;
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		page_text(&page, i);
		buf_printf(&all,
			   i ? "warc/1.0\r\nwarc-type: RESOURCE\r\nwarc-target-uri: "
			       "http://example.org/1\r\ncontent-type: text/html\r\n"
			       "content-length: %zu\r\n\r\n"
			     : "WARC/1.0\r\nWARC-Type: \r\n\tresource\r\nWARC-Target-URI:\r\n "
			       "http://example.org/0\r\nContent-Type: \r\n text/html\r\n"
			       "Content-Length:\r\n %zu\r\n\r\n",
			   page.len);
		buf_add_slice(&all, buf_slice(&page));
		buf_add_str(&all, "\r\n\r\n");
	}
	run(buf_slice(&all), &r);
	assert_pages(&r, 0, 2);
	assert_int_equal(r.errors, 0);
	buf_free(&all);
	buf_free(&page);
}

/* Tiny records, many of them, in one gzip member each. */
static void test_many(void **state)
{
	struct source *in;
	struct buf one = { 0 }, all = { 0 };
	struct doc d;
	struct err e;
	void *reader;
	size_t n = 0;
	(void)state;
	buf_add_str(&one, "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: "
			  "text/plain\r\nContent-Length: 2\r\n\r\nok\r\n\r\n");
	struct buf packed = { 0 };
	add_gzip(&packed, buf_slice(&one));
	for (size_t i = 0; i < 100000; i++) buf_add_slice(&all, buf_slice(&packed));
	doc_init(&d);
	assert_int_equal(source_open_memory(&in, &env, buf_slice(&all), SLICE("x.warc.gz"), &e),
			 OK);
	assert_int_equal(reader_warc.open(&env, in, &reader, &e), OK);
	while (reader_warc.next(reader, &d, &e) == OK) {
		n += d.n_errors == 0 && d.bytes.len == 2;
		doc_reset(&d);
	}
	assert_int_equal(n, 100000);
	reader_warc.close(reader);
	source_close(in);
	doc_free(&d);
	buf_free(&one);
	buf_free(&packed);
	buf_free(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),	     cmocka_unit_test(test_cut),
		cmocka_unit_test(test_swapped),	     cmocka_unit_test(test_wrong_length),
		cmocka_unit_test(test_junk_between), cmocka_unit_test(test_broken_member),
		cmocka_unit_test(test_encodings),    cmocka_unit_test(test_no_pages),
		cmocka_unit_test(test_body_bomb),    cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_arc),	     cmocka_unit_test(test_heads),
		cmocka_unit_test(test_many),
	};
	if (options_of_run(&options) != OK) return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	opt_free(&options);
	return failed;
}
