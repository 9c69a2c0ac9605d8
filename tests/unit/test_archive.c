/* Archives of members: what is in them, whatever is nested, cut, damaged or too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>

#include "corpus/pick.h"

#define MEMBERS 20
#define ROOM	(8u << 20)

static struct options options;
static const struct env env = { .opt = &options, .rules_dir = { "rules", 5 } };

enum format { TAR, ZIP, SEVEN, FORMATS };

struct packer {
	struct archive *a;
	char *bytes;
	size_t len;
};

static void pack_begin(struct packer *p, enum format f)
{
	p->a = archive_write_new();
	p->bytes = malloc(ROOM);
	if (f == TAR) archive_write_set_format_pax_restricted(p->a);
	else if (f == ZIP) archive_write_set_format_zip(p->a);
	else archive_write_set_format_7zip(p->a);
	assert_int_equal(archive_write_open_memory(p->a, p->bytes, ROOM, &p->len), ARCHIVE_OK);
}

static void pack(struct packer *p, const char *name, const void *bytes, size_t len)
{
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, (la_int64_t)len);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	assert_true(archive_write_header(p->a, e) >= ARCHIVE_WARN);
	assert_int_equal(archive_write_data(p->a, bytes, len), (la_ssize_t)len);
	archive_entry_free(e);
}

static void pack_end(struct packer *p)
{
	assert_int_equal(archive_write_close(p->a), ARCHIVE_OK);
	archive_write_free(p->a);
}

struct result {
	char seen[MEMBERS];
	size_t docs, errors;
	char code[40], first[100];
};

static void run(const char *bytes, size_t len, struct result *r)
{
	struct source *in;
	struct doc d;
	struct err e;
	void *state;
	int64_t last = -1;
	size_t i;
	memset(r, 0, sizeof *r);
	assert_int_equal(source_open_memory(&in, &env, slice_of(bytes, len), SLICE("x.tar"), &e),
			 OK);
	const struct reader *reader = reader_pick(&env, in, &e);
	assert_non_null(reader);
	assert_int_equal(reader->open(&env, in, &state, &e), OK);
	doc_init(&d);
	enum status st;
	while ((st = reader->next(state, &d, &e)) == OK) {
		assert_true(d.record > last || d.record == -1);
		last = d.record;
		if (r->docs++ == 0)
			snprintf(r->first, sizeof r->first, "%.*s", (int)d.bytes.len, d.bytes.p);
		char text[32];
		snprintf(text, sizeof text, "%.*s", (int)d.bytes.len, d.bytes.p);
		if (d.n_errors == 0 && sscanf(text, "member %zu.", &i) == 1 && i < MEMBERS)
			r->seen[i]++;
		if (d.n_errors)
			snprintf(r->code, sizeof r->code, "%.*s", (int)d.errors[0].code.len,
				 d.errors[0].code.p);
		r->errors += d.n_errors > 0;
		doc_reset(&d);
		assert_true(r->docs < 1000);
	}
	assert_int_equal(st, END);
	doc_free(&d);
	reader->close(state);
	source_close(in);
}

static void pack_members(struct packer *p, enum format f)
{
	char name[64], text[2000];
	pack_begin(p, f);
	for (size_t i = 0; i < MEMBERS; i++) {
		snprintf(name, sizeof name, "../up/\xe6\x96\xb0%zu.txt", i);
		memset(text, 'x', sizeof text);
		snprintf(text, sizeof text, "member %zu.", i);
		pack(p, name, text, 20 + 90 * i);
	}
	pack_end(p);
}

static void test_formats(void **state)
{
	struct packer p, outer;
	struct result r;
	(void)state;
	for (int f = 0; f < FORMATS; f++) {
		pack_members(&p, (enum format)f);
		run(p.bytes, p.len, &r);
		for (size_t i = 0; i < MEMBERS; i++) assert_int_equal(r.seen[i], 1);
		assert_int_equal(r.docs, MEMBERS);
		for (int g = 0; g < FORMATS; g++) {
			pack_begin(&outer, (enum format)g);
			pack(&outer, "inner", p.bytes, p.len);
			pack(&outer, ".hidden", "x", 1);
			pack(&outer, "p.png", "\x89PNG\r\n\x1a\n", 8);
			pack_end(&outer);
			run(outer.bytes, outer.len, &r);
			for (size_t i = 0; i < MEMBERS; i++) assert_int_equal(r.seen[i], 1);
			assert_int_equal(r.docs, MEMBERS);
			free(outer.bytes);
		}
		free(p.bytes);
	}
}

static void test_cut(void **state)
{
	struct packer p;
	struct result r;
	(void)state;
	for (int f = 0; f < FORMATS; f++) {
		pack_members(&p, (enum format)f);
		for (size_t cut = 40; cut < p.len; cut += 211) {
			run(p.bytes, cut, &r);
			for (size_t i = 1; i < MEMBERS && f != SEVEN;
			     i++) /* whole ones first, then none */
				assert_true(r.seen[i] <= r.seen[i - 1]);
			/* the end of a tar may be cut off: 10240 bytes of nothing */
			assert_true(r.errors > 0 || r.docs == MEMBERS ||
				    (f == TAR && cut % 512 == 0) || r.docs <= 1);
		}
		free(p.bytes);
	}
}

/* A damaged header costs its own member, in a tar. */
static void test_damaged(void **state)
{
	struct packer p;
	struct result r;
	(void)state;
	pack_members(&p, TAR);
	for (size_t at = 0; at + 512 <= p.len; at += 512) {
		p.bytes[at + 150] ^= 0x55; /* in a checksum, or in the x of a member */
		run(p.bytes, p.len, &r);
		size_t lost = 0;
		for (size_t i = 0; i < MEMBERS; i++) lost += r.seen[i] != 1;
		assert_true(lost <= 1);
		p.bytes[at + 150] ^= 0x55;
	}
	free(p.bytes);
}

static void test_limits(void **state)
{
	struct packer p;
	struct result r;
	char *zeros = calloc(1, 40u << 20);
	(void)state;
	for (int f = ZIP; f < FORMATS; f++) {
		pack_begin(&p, (enum format)f);
		pack(&p, "bomb.txt", zeros, 40u << 20);
		pack(&p, "good.txt", "member 1.", 9);
		pack_end(&p);
		run(p.bytes, p.len, &r);
		assert_string_equal(r.code, "over-limit");
		/* behind a bomb in a solid archive nothing is read */
		assert_int_equal(r.seen[1], f == ZIP);
		free(p.bytes);
	}
	free(zeros);
	options.max_members = 5;
	pack_members(&p, TAR);
	run(p.bytes, p.len, &r);
	assert_int_equal(r.docs, 6);
	assert_string_equal(r.code, "over-limit");
	options.max_members = 1000;
	options.max_bytes = 1000;
	run(p.bytes, p.len, &r);
	assert_string_equal(r.code, "too-large");
	for (size_t i = 0; i < MEMBERS; i++) assert_int_equal(r.seen[i], 20 + 90 * i <= 1000);
	options.max_bytes = 1 << 28;
	free(p.bytes);
}

static void test_nesting(void **state)
{
	struct packer p, outer;
	struct result r;
	(void)state;
	pack_members(&p, TAR);
	for (int depth = 1; depth <= 4; depth++) {
		run(p.bytes, p.len, &r);
		/* the text inside counts as a level, too */
		assert_int_equal(r.seen[3], depth <= 3);
		if (depth > 3) assert_string_equal(r.code, "over-limit");
		pack_begin(&outer, TAR);
		pack(&outer, "inner.tar", p.bytes, p.len);
		pack_end(&outer);
		free(p.bytes);
		p = outer;
	}
	free(p.bytes);
}

int main(void)
{
	char run_word[] = "run", *argv[] = { run_word, run_word, NULL };
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_nesting),
	};
	if (opt_parse(&options, 2, argv, &e) != OK) return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	opt_free(&options);
	return failed;
}
