/* Character sets: every sequence of the WHATWG indexes, U+FFFD in the standard's places, the map,
 * encoding back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/decode/charset.h"

#define INDEXES "../shared/conformance/encoding/"

static struct charsets sets;

static struct charset_char one(enum charset cs, const char *bytes, size_t n)
{
	return charset_next(&sets, cs, (const uint8_t *)bytes, (const uint8_t *)bytes + n);
}

/* A row "pointer 0xCODE …" of an index; false for comments. */
static bool parse_row(struct slice line, unsigned *pointer, unsigned *code)
{
	char text[64];
	size_t n = line.len < sizeof text - 1 ? line.len : sizeof text - 1;

	memcpy(text, line.p, n);
	text[n] = 0;
	return text[0] != '#' && sscanf(text, "%u 0x%x", pointer, code) == 2;
}

static size_t check_index(const char *path, enum charset cs)
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;
	unsigned pointer, code, width = cs == CS_BIG5 ? 157 : 190;
	size_t n = 0;

	if (file_read(path, &raw, &e) != OK) return 0;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line)) {
		if (!parse_row(line, &pointer, &code)) continue;
		unsigned lead = pointer / width + 0x81, i = pointer % width;
		unsigned gap = cs == CS_BIG5 ? 0x62 : 0x41, trail = i < 0x3f ? i + 0x40 : i + gap;
		char b[2] = { (char)lead, (char)trail };
		struct charset_char c = one(cs, b, 2);

		assert_false(c.bad);
		assert_int_equal(c.len, 2);
		assert_int_equal(c.cp, code);
		n++;
	}
	buf_free(&raw);
	return n;
}

static void test_whatwg_pairs(void **state)
{
	(void)state;
	size_t gb = check_index(INDEXES "index-gb18030.txt", CS_GB18030);

	if (!gb) skip();
	assert_int_equal(gb, 23940);
	assert_true(check_index(INDEXES "index-big5.txt", CS_BIG5) > 18000);
}

/* All four-byte codes against the ranges, computed the plain way. */
static void test_whatwg_ranges(void **state)
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;
	unsigned start[256], code[256], n = 0;

	(void)state;
	if (file_read(INDEXES "index-gb18030-ranges.txt", &raw, &e) != OK) skip();
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line) && n < 256)
		if (parse_row(line, &start[n], &code[n])) n++;
	buf_free(&raw);
	for (unsigned p = 0, k = 0; p < 126 * 10 * 126 * 10; p++) {
		char b[4] = { (char)(p / 12600 + 0x81), (char)(p / 1260 % 10 + 0x30),
			      (char)(p / 10 % 126 + 0x81), (char)(p % 10 + 0x30) };
		struct charset_char c = one(CS_GB18030, b, 4);

		while (k + 1 < n && start[k + 1] <= p) k++;
		bool none = (p > 39419 && p < 189000) || p > 1237575;

		assert_int_equal(c.len, 4);
		assert_int_equal(c.bad, none);
		if (!none) assert_int_equal(c.cp, p == 7457 ? 0xe7c7 : code[k] + (p - start[k]));
	}
}

/* What is in no index is malformed, one U+FFFD for the bytes that the standard says. */
static void test_malformed_pairs(void **state)
{
	(void)state;
	for (int lead = 0x81; lead < 0xff; lead++)
		for (int trail = 0; trail < 0x100; trail++) {
			char b[2] = { (char)lead, (char)trail };
			struct charset_char c = one(CS_BIG5, b, 2);

			if (c.bad) assert_int_equal(c.len, trail < 0x80 ? 1 : 2);
			c = one(CS_GB18030, b, 2);
			if (c.bad && !c.cut) assert_int_equal(c.len, trail < 0x80 ? 1 : 2);
		}
	assert_int_equal(one(CS_GB18030, "\x80", 1).cp, 0x20ac);
	assert_true(one(CS_GB18030, "\xff", 1).bad);
	assert_true(one(CS_GB18030, "\x81", 1).cut);
	assert_int_equal(one(CS_GB18030, "\x81\x30\x81", 3).len, 3);
	assert_int_equal(one(CS_GB18030, "\x81\x30\x20\x20", 4).len, 1);
	assert_int_equal(one(CS_GB18030, "\x81\x30\x81\x20", 4).len, 1);
}

static void test_utf8_subparts(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		unsigned len;
	} rows[] = { { "\xc0\x80", 2, 1 },     { "\xe0\x80\x80", 3, 1 },
		     { "\xed\xa0\x80", 3, 1 }, { "\xf4\x90\x80\x80", 4, 1 },
		     { "\xe4\xb8", 2, 2 },     { "\xe4\xb8\x41", 3, 2 },
		     { "\xf0\x9f\x92", 3, 3 }, { "\xf0\x9f\x92\x41", 4, 3 },
		     { "\x80", 1, 1 },	       { "\xf8\x88", 2, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct charset_char c = one(CS_UTF8, rows[i].bytes, rows[i].n);

		assert_true(c.bad);
		assert_int_equal(c.len, rows[i].len);
	}
}

/* Every code point there and back. */
static void test_round_trip(void **state)
{
	static const enum charset round[] = { CS_UTF8, CS_GB18030, CS_UTF16LE, CS_UTF16BE,
					      CS_BIG5, CS_SJIS,	   CS_EUCKR };

	(void)state;
	for (size_t k = 0; k < sizeof round / sizeof *round; k++)
		for (uint32_t cp = 0; cp < 0x110000; cp++) {
			uint8_t b[4];

			if (cp >= 0xd800 && cp < 0xe000) continue;
			unsigned n = charset_encode(&sets, round[k], cp, b);

			if (k < 4 && (cp < 0xe000 || cp >= 0xf900)) assert_true(n > 0);
			if (!n) continue;
			struct charset_char c = charset_next(&sets, round[k], b, b + n);

			assert_int_equal(c.len, n);
			assert_int_equal(c.cp, cp);
		}
}

/* Any bytes: the map covers text and source, and the fast loops agree with the one-character step.
 */
static void test_decode_any_bytes(void **state)
{
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		char bytes[64];
		struct arena a;
		struct text_out o;
		enum charset cs = (enum charset)(round % CS_SINGLE);
		size_t n = (size_t)(round % 61), at = 0, units = 0;

		for (size_t i = 0; i < n; i++) {
			seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
			bytes[i] = (char)(seed >> 20 & (seed >> 40 & 3 ? 0xff : 0x7f));
		}
		if (cs == CS_HZ) continue;
		arena_init(&a);
		text_out_begin(&o, &a);
		charset_decode(&sets, cs, slice_of(bytes, n), 0, n, &o);
		assert_int_equal(o.map.len, o.len);
		assert_int_equal(o.map.src_end, n);
		while (at < n) {
			struct charset_char c = one(cs, bytes + at, n - at);
			size_t want = c.more || c.cp > 0xffff ? 2 : 1;
			struct src_span src = map_source(&o.map, units, want);

			assert_true(units + want <= o.len);
			assert_int_equal(src.start, at);
			assert_int_equal(src.end, at + c.len);
			assert_int_equal(map_worst(&o.map, units, want) == MAP_LOSSY, c.bad);
			at += c.len, units += want;
		}
		assert_int_equal(units, o.len);
		arena_free(&a);
	}
}

static void test_hz(void **state)
{
	const char *bytes = "a~~~{VPND~}b\n~{!#";
	struct arena a;
	struct text_out o;

	(void)state;
	arena_init(&a);
	text_out_begin(&o, &a);
	charset_decode(&sets, CS_HZ, slice_str(bytes), 0, strlen(bytes), &o);
	assert_int_equal(o.len, 7);
	assert_int_equal(o.text[1], '~');
	assert_int_equal(o.text[2], 0x4e2d);
	assert_int_equal(o.text[3], 0x6587);
	assert_int_equal(o.text[6], 0x3002 + 0); /* ideographic full stop */
	assert_int_equal(map_source(&o.map, 2, 2).start, 5);
	assert_int_equal(map_source(&o.map, 2, 2).end, 9);
	arena_free(&a);
}

static void test_labels(void **state)
{
	char icu[CHARSET_NAME_MAX];

	(void)state;
	assert_int_equal(charset_label(SLICE(" GB2312 "), icu), CS_GB18030);
	assert_int_equal(charset_label(SLICE("utf8"), icu), CS_UTF8);
	assert_int_equal(charset_label(SLICE("Big5-HKSCS"), icu), CS_BIG5);
	assert_int_equal(charset_label(SLICE("iso-8859-1"), icu), CS_CP1252);
	assert_int_equal(charset_label(SLICE("ISO-2022-JP"), icu), CS_OTHER);
	assert_int_equal(charset_label(SLICE("no-such-charset"), icu), CS_NONE);
	assert_int_equal(charset_label(SLICE(""), icu), CS_NONE);
}

int main(void)
{
	struct env env = { .data_dir = SLICE("build/data"), .rules_dir = SLICE("rules") };
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whatwg_pairs),
		cmocka_unit_test(test_whatwg_ranges),
		cmocka_unit_test(test_malformed_pairs),
		cmocka_unit_test(test_utf8_subparts),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_decode_any_bytes),
		cmocka_unit_test(test_hz),
		cmocka_unit_test(test_labels),
	};

	if (charset_open(&sets, &env, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	charset_close(&sets);
	return failed;
}
