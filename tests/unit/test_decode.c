/* The decode stage: which encoding, what is repaired and how it is reported, what must stay as it
 * is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pipeline/core/stage.h"
#include "pipeline/decode/decode.h"
#include "tests/decode/damage.h"

#define SEED "../shared/seeds/004_e9f42b433cc2160e.txt"

static struct options opt;
static struct env env = { .opt = &opt,
			  .data_dir = SLICE("build/data"),
			  .rules_dir = SLICE("rules") };
static void *state, *worker;
static struct doc doc;

static void run(struct slice bytes)
{
	doc_reset(&doc);
	doc_set_source(&doc, bytes, SLICE("test"), -1);
	stage_decode.run(state, worker, &doc);
	assert_true(doc.layers & L_TEXT);
	assert_int_equal(doc.map.len, doc.text.len);
}

static bool has_error(const char *code)
{
	for (size_t i = 0; i < doc.n_errors; i++)
		if (slice_is(doc.errors[i].code, code)) return true;
	return false;
}

static bool text_is(struct uslice want)
{
	if (uslice_eq(want, doc.text)) return true;
	struct slice got = arena_utf8(&doc.arena, doc.text), exp = arena_utf8(&doc.arena, want);

	print_error("got  %.*s\nwant %.*s\n", (int)got.len, got.p, (int)exp.len, exp.p);
	return false;
}

/* For each line of a file: fn(line as UTF-16). Gives the number of lines. */
static size_t each_line(const char *path, void (*fn)(struct uslice line))
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;
	size_t n = 0;

	if (file_read(path, &raw, &e) != OK) return 0;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line)) {
		struct ubuf u = { 0 };

		if (line.len < 30) continue;
		ubuf_add_utf8(&u, line);
		fn((struct uslice){ u.p, u.len });
		ubuf_free(&u);
		n++;
	}
	buf_free(&raw);
	return n;
}

static void stays(struct uslice line)
{
	struct buf b = { 0 };

	buf_add_utf16(&b, line);
	run(buf_slice(&b));
	assert_true(text_is(line));
	assert_int_equal(doc.n_repairs, 0);
	assert_int_equal(doc.n_errors, 0);
	assert_true(slice_is(doc.encoding, "UTF-8"));
	buf_free(&b);
}

static void test_sound_text_stays(void **s)
{
	(void)s;
	assert_true(each_line("tests/decode/sound.txt", stays) >= 20);
	assert_true(each_line("tests/decode/clean.txt", stays) >= 40);
}

/* What other languages say, quoted behind articles short and long, is no damage of the article. */
static void quoted(struct uslice said)
{
	struct buf article = { 0 }, foreign = { 0 };
	struct err e;

	assert_int_equal(file_read("tests/decode/clean.txt", &article, &e), OK);
	buf_add_utf16(&foreign, said);
	for (size_t len = 90; len < article.len; len *= 3) {
		struct buf text = { 0 };
		struct ubuf u = { 0 };

		while (((uint8_t)article.p[len] & 0xc0) == 0x80) len++;
		for (size_t i = 0; i < len; i++)
			if (article.p[i] != '\n') buf_addc(&text, article.p[i]);
		buf_add_str(&text, "\xe2\x80\x9c"); /* U+201C */
		buf_add(&text, foreign.p, foreign.len);
		buf_add_str(&text, "\xe2\x80\x9d");
		ubuf_add_utf8(&u, buf_slice(&text));
		stays((struct uslice){ u.p, u.len });
		buf_free(&text);
		ubuf_free(&u);
	}
	buf_free(&article);
	buf_free(&foreign);
}

static void test_quotations_stay(void **s)
{
	(void)s;
	assert_true(each_line("tests/decode/quoted.txt", quoted) >= 15);
}

static enum charset into;

static void same_in(struct uslice line)
{
	struct buf b = { 0 };
	struct ubuf kept = { 0 };

	damage_encode(&((const struct decoder *)state)->charsets, into, line, &b, &kept);
	run(buf_slice(&b));
	assert_true(slice_is(doc.encoding, charset_name(into)));
	assert_true(text_is((struct uslice){ kept.p, kept.len }));
	buf_free(&b);
	ubuf_free(&kept);
}

static void test_encodings(void **s)
{
	(void)s;
	for (into = CS_UTF8; into <= CS_HZ; into = (enum charset)(into + 1))
		if (into != CS_BIG5) each_line("tests/decode/clean.txt", same_in);
}

static const struct misreading misreadings[] = {
	{ CS_UTF8, CS_LATIN1, 1 },    { CS_UTF8, CS_CP1252, 1 },    { CS_UTF8, CS_CP1252, 2 },
	{ CS_GB18030, CS_LATIN1, 1 }, { CS_GB18030, CS_CP1252, 1 }, { CS_GB18030, CS_EUCKR, 1 }
};
static size_t misreading;

static void misread(struct uslice line)
{
	struct buf b = { 0 };
	struct ubuf bad = { 0 }, truth = { 0 };

	damage_misread(&((const struct decoder *)state)->charsets, misreadings[misreading], line,
		       &bad, &truth);
	buf_add_utf16(&b, (struct uslice){ bad.p, bad.len });
	run(buf_slice(&b));
	assert_true(text_is((struct uslice){ truth.p, truth.len }));
	assert_true(doc.n_repairs > 0);
	assert_true(map_worst(&doc.map, 0, doc.text.len) >= MAP_CERTAIN);
	assert_int_equal(map_source(&doc.map, 0, doc.text.len).end, b.len);
	buf_free(&b);
	ubuf_free(&bad);
	ubuf_free(&truth);
}

static void test_misreadings(void **s)
{
	(void)s;
	for (misreading = 0; misreading < sizeof misreadings / sizeof *misreadings; misreading++)
		each_line("tests/decode/clean.txt", misread);
}

static void escaped(struct uslice line)
{
	for (const char *style = "u%&#"; *style; style++) {
		struct buf b = { 0 };

		damage_escape(*style, line, &b);
		run(buf_slice(&b));
		assert_true(text_is(line));
		buf_free(&b);
	}
}

static void test_escapes(void **s)
{
	(void)s;
	each_line("tests/decode/clean.txt", escaped);
}

/* Each restored character stands for the bytes it came from, not for the whole run; the lost one is
 * the model's. */
static size_t restored, shifted, supplied;

static void lose_byte(struct uslice line)
{
	struct dice dice = { line.len * 0x9e3779b97f4a7c15u + 1 };
	struct buf b = { 0 };
	struct ubuf bad = { 0 }, truth = { 0 };
	uint32_t start = 0, end = 0;

	damage_lose_byte(&((const struct decoder *)state)->charsets, &dice, line,
			 (struct byte_loss){ '?', false }, &bad, &truth);
	buf_add_utf16(&b, (struct uslice){ bad.p, bad.len });
	run(buf_slice(&b));
	if (doc.n_repairs == 1 && uslice_eq((struct uslice){ truth.p, truth.len }, doc.text)) {
		restored++;
		for (size_t i = 0; i < doc.text.len; i++) {
			if ((doc.text.p[i] & 0xf800) == 0xd800) continue;
			struct src_span src = map_source(&doc.map, i, 1);
			enum map_class cls = map_worst(&doc.map, i, 1);

			assert_true(src.start >= start && src.end >= end && src.end > src.start);
			start = src.start, end = src.end;
			shifted += cls == MAP_CERTAIN;
			supplied += cls == MAP_MODEL;
			assert_true(end - start <= (cls == MAP_SAME ? 3 : 9));
		}
		assert_int_equal(end, b.len);
	}
	buf_free(&b);
	ubuf_free(&bad);
	ubuf_free(&truth);
}

static void test_restored_bytes(void **s)
{
	(void)s;
	each_line("tests/decode/clean.txt", lose_byte);
	assert_true(restored >= 25);
	assert_true(supplied >= restored && supplied <= 3 * restored);
	assert_true(shifted > 2 * supplied);
}

/* Repairs of a line in a page between two pieces of mark-up. */
static size_t repairs_between(const char *open, struct uslice line, const char *close)
{
	struct buf b = { 0 };

	buf_add_str(&b, "<html><body>\n");
	buf_add_str(&b, open);
	buf_add_utf16(&b, line);
	buf_add_str(&b, close);
	run(buf_slice(&b));
	buf_free(&b);
	return doc.n_repairs;
}

static size_t in_text, in_meta, in_tag;

static void lose_byte_in_page(struct uslice line)
{
	struct dice dice = { line.len * 0x9e3779b97f4a7c15u + 1 };
	struct ubuf bad = { 0 }, truth = { 0 };

	damage_lose_byte(&((const struct decoder *)state)->charsets, &dice, line,
			 (struct byte_loss){ '?', false }, &bad, &truth);
	struct uslice lost = { bad.p, bad.len };
	in_text += repairs_between("<p>", lost, "\n</p>");
	in_meta += repairs_between("<META content='", lost, "\n'/>");
	in_tag += repairs_between("<a title='", lost, "\n'>");
	ubuf_free(&bad);
	ubuf_free(&truth);
}

/* What a tag holds is not repaired, but for what meta elements say of the article. */
static void test_restored_in_page(void **s)
{
	(void)s;
	each_line("tests/decode/clean.txt", lose_byte_in_page);
	assert_true(in_text >= 25 && in_meta == in_text);
	assert_int_equal(in_tag, 0);
}

static void test_seed_runs(void **s)
{
	struct buf raw = { 0 }, text = { 0 };
	struct err e;
	static const char *const want[] = {
		"\u3002\u201d\u767c(", /* the six runs, by what they begin and end with */
		"\u3002\u201d\u6e56\u5dde\u5e02\u5e38\u52d9(",
		"\u3002\u201c\u6211\u5011\u6436\u6293\u75ab\u60c5\u540e\u4f01\u696d(",
		"\u3002\u201d\u9577\u5408",
		"\u5730\u5403\u4e0b\u201c\u5b9a\u5fc3\u4e38\u201d\u3002\u7701",
		"\u3002\u201d\u7701\u767c",
	};

	(void)s;
	if (file_read(SEED, &raw, &e) != OK) skip();
	run(buf_slice(&raw));
	assert_int_equal(doc.n_repairs, 6);
	buf_add_utf16(&text, doc.text);
	buf_addc(&text, 0);
	for (size_t i = 0; i < 6; i++) assert_non_null(strstr(text.p, want[i]));
	buf_free(&text);
	buf_free(&raw);
}

static void test_reports(void **s)
{
	(void)s;
	run(SLICE(""));
	assert_true(has_error("empty-input"));
	run(SLICE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
	assert_true(has_error("binary-input"));
	assert_int_equal(doc.text.len, 0);
	run(SLICE("\xe4\xb8\xad\xe6\x96\x87\xe6\x96\xb0\xe9\x97\xbb\xe6\x8a\xa5\xe9\x81\x93\xe7\xbb"
		  "\x8f\xe6\xb5\x8e\xff\n"));
	assert_true(has_error("invalid-utf8"));
	run(SLICE("\xe4\xb8\xad\xe6\x96\x87\xe6\x96\xb0\xe9\x97\xbb\xe6\x8a\xa5\xe9\x81\x93\xe7\xbb"
		  "\x8f\xe6\xb5"));
	assert_true(has_error("truncated-char"));
	assert_true(slice_is(doc.encoding, "UTF-8"));
	run(SLICE("\xe9\x94\x9f\xe6\x96\xa4\xe6\x8b\xb7"));
	assert_true(has_error("lossy-text"));
	assert_int_equal(map_worst(&doc.map, 0, 3), MAP_LOSSY);
}

/* The text of utf8 into u, its GB18030 behind what b holds. */
static void add_gb18030(const struct decoder *dec, const char *utf8, struct ubuf *u, struct buf *b)
{
	ubuf_add_utf8(u, slice_str(utf8));
	damage_encode(&dec->charsets, CS_GB18030, (struct uslice){ u->p, u->len }, b, NULL);
}

/* A page in two encodings: each line in its own. */
static void test_mixed_bytes(void **s)
{
	static const char utf8[] =
		"\u5168\u5e02\u5de5\u4e1a\u7ecf\u6d4e\u7a33\u6b65\u589e\u957f\u3002\n";
	struct buf b = { 0 };
	struct ubuf u = { 0 };

	(void)s;
	for (int i = 0; i < 4; i++) buf_add_str(&b, utf8);
	add_gb18030(state, utf8, &u, &b);
	run(buf_slice(&b));
	assert_int_equal(doc.text.len, 5 * u.len);
	assert_memory_equal(doc.text.p + 4 * u.len, u.p, u.len * 2);
	assert_int_equal(doc.n_errors, 0);
	buf_free(&b);
	ubuf_free(&u);
}

/* A page in GB18030 that has its characters far apart, in mark-up, is taken for it as running text
 * is: compared with nothing, so that nothing is told of a runner-up. */
static void test_plain_page(void **s)
{
	static const char line[] = "<li><a href=\"/a/b/20231204/index.html\">"
				   "\u5168\u5e02\u5de5\u4e1a\u7ecf\u6d4e\u589e\u957f</a></li>\n";
	struct buf b = { 0 };

	(void)s;
	buf_add_str(&b, "<html><body><ul>\n");
	for (int i = 0; i < 12; i++) {
		struct ubuf u = { 0 };

		add_gb18030(state, line, &u, &b);
		ubuf_free(&u);
	}
	run(buf_slice(&b));
	assert_true(slice_is(doc.encoding, "GB18030"));
	assert_int_equal(doc.unknown.len, 0);
	buf_free(&b);
}

/* A rare name in GB18030 whose bytes are also one character of private use and another in UTF-8 is
 * no other encoding. */
static void test_mixed_private(void **s)
{
	static const char utf8[] = "\u5168\u5e02\u5de5\u4e1a\u7ecf\u6d4e\u7a33\u6b65\u589e\u957f\n<"
				   "td>\u753a\u6751\u634a</td>\n";
	struct buf b = { 0 };
	struct ubuf u = { 0 };

	(void)s;
	add_gb18030(state, utf8, &u, &b);
	run(buf_slice(&b));
	assert_int_equal(doc.text.len, u.len);
	assert_memory_equal(doc.text.p, u.p, u.len * 2);
	buf_free(&b);
	ubuf_free(&u);
}

/* The list of suspicious characters has each of them, also across steps of sixteen units, and of
 * the signs that begin escapes those that one may follow. */
static void test_suspects_listed(void **unused)
{
	const struct suspects *s = ((const struct decoder *)state)->suspects;
	static const uint16_t kinds[] = { 'a',	  '?',	'&',	'#',	'%',	'u', '\\', '1',
					  0x4e00, 0xe9, 0xfffd, 0xe001, 0x3402, ' ', 'x' };
	uint16_t text[300];
	struct suspect_list l = { 0 };
	uint32_t dice = 20261122;

	(void)unused;
	for (size_t len = 0; len < 300; len++) {
		size_t n = 0;
		for (size_t i = 0; i < len; i++) {
			dice = dice * 1664525u + 1013904223u;
			text[i] = dice >> 30 ? 'a' : kinds[(dice >> 16) % 15];
		}
		suspects_list(s, (struct uslice){ text, len }, &l);
		for (size_t i = 0; i < len; i++) {
			uint16_t c = text[i], next = i + 1 < len ? text[i + 1] : 0;
			bool listed = n < l.n && l.at[n] == i;
			bool may = c == '\\' || c == '%' ? next == 'u'
				   : c == '#'		 ? next == '1' || next == 'x'
				   : c == '&'		 ? next == '#' || next == 'a'
							 : s->cls[c] != SUS_NONE;
			assert_int_equal(listed, may);
			n += listed;
		}
		assert_int_equal(n, l.n);
	}
	mem_free(l.at);
}

/* A page whose element holds escapes in a row and U+FFFD: how many repairs are made? */
static size_t repairs_inside(const char *open, const char *close)
{
	struct buf b = { 0 };

	buf_add_str(&b, "<html><body><p>\u5168\u5e02\u5de5\u4e1a\u7ecf\u6d4e\u589e\u957f</p>\n");
	buf_add_str(&b, open);
	buf_add_str(&b, "\"\\u5168\\u5e02\\u5de5\\u4e1a\\u7ecf\\u6d4e\\u7a33\\u6b65\\u589e\"");
	buf_add_str(&b, close);
	buf_add_str(&b, "</body></html>");
	run(buf_slice(&b));
	buf_free(&b);
	return doc.n_repairs;
}

/* Nothing is repaired in what no reader sees; what is lost for good is told there, too. */
static void test_unseen(void **s)
{
	(void)s;
	assert_int_equal(repairs_inside("<p>", "</p>"), 1);
	assert_int_equal(repairs_inside("<SCRIPT type=text/javascript>", "</SCRIPT>"), 0);
	assert_int_equal(repairs_inside("<script type=\"application/ld+json\">", "</script>"), 1);
	assert_int_equal(repairs_inside("<style>", "</style>"), 0);
	assert_int_equal(repairs_inside("<style>", ""), 1);
	assert_int_equal(repairs_inside("<!-- > ", " -->"), 0);
	assert_int_equal(repairs_inside("<!---->", "<!-- -->"), 1);
	assert_int_equal(repairs_inside("<script>\xef\xbf\xbd", "</script>"), 1);
	assert_true(has_error("lossy-text"));
}

/* Junk never breaks anything; the map holds. */
static void test_junk(void **s)
{
	uint64_t seed = 2463534242u;

	(void)s;
	for (int round = 0; round < 400; round++) {
		char bytes[200];
		size_t n = (size_t)(round % 200);

		for (size_t i = 0; i < n; i++) {
			seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
			bytes[i] =
				round & 1
					? (char)(seed >> 24)
					: "\xe6\xb5?\xef\xbf\xbd\xa1\xa3(\n\xc3\x80"[(seed >> 24) %
										     13];
		}
		run(slice_of(bytes, n));
	}
}

int main(void)
{
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_text_stays),
		cmocka_unit_test(test_quotations_stay),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_misreadings),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_seed_runs),
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_mixed_bytes),
		cmocka_unit_test(test_mixed_private),
		cmocka_unit_test(test_plain_page),
		cmocka_unit_test(test_unseen),
		cmocka_unit_test(test_junk),
		cmocka_unit_test(test_suspects_listed),
		cmocka_unit_test(test_restored_bytes),
		cmocka_unit_test(test_restored_in_page),
	};

	if (stage_decode.open(&env, &state, &e) != OK ||
	    stage_decode.worker_open(state, &worker, &e) != OK) {
		print_error("%s\n", e.text);
		return 1;
	}
	doc_init(&doc);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	doc_free(&doc);
	stage_decode.worker_close(worker);
	stage_decode.close(state);
	return failed;
}
