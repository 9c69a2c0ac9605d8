/* The short ways of the text codecs against slow and plain ones: UTF-8 to UTF-16 and back over
 * random bytes and random units (malformed ones among them), JSON strings character by character,
 * integers and doubles through printf. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "pipeline/core/doc_json.h"
#include "pipeline/core/utf.h"
#include "tests/property/draw.h"

#define ROUNDS	20000
#define LEN_MAX 40

/* A character of any kind as UTF-8, now and then a byte that is none. */
static void add_any(struct rng *g, struct buf *b)
{
	static const uint32_t base[] = { 0,	 0x20,	 0x20,	  0x61,	   0x7f,   0x80,
					 0x7ff,	 0x800,	 0x3000,  0x4e00,  0x9f00, 0xd7f0,
					 0xe000, 0xfff0, 0x10000, 0x10fff0 };
	uint32_t k = draw(g, 20);

	if (k < sizeof base / sizeof *base) buf_add_cp(b, base[k] + draw(g, 10));
	else buf_addc(b, (char)draw(g, 256));
}

static struct slice random_bytes(struct rng *g, struct buf *b)
{
	bool ascii = draw(g, 3) == 0; /* mostly: what is told many bytes at a step */

	b->len = 0;
	for (uint32_t n = draw(g, LEN_MAX); n > 0; n--) {
		if (ascii && draw(g, 12)) buf_addc(b, (char)(' ' + draw(g, 95)));
		else add_any(g, b);
	}
	if (b->len && draw(g, 4) == 0) b->len--; /* cut inside a character */
	return buf_slice(b);
}

static void test_utf8_to_utf16(void **state)
{
	struct rng g = { 1 };
	struct buf b = { 0 };
	struct ubuf want = { 0 }, got = { 0 };

	(void)state;
	for (int r = 0; r < ROUNDS; r++) {
		struct slice s = random_bytes(&g, &b);
		want.len = got.len = 0;
		for (size_t i = 0; i < s.len;) ubuf_add_cp(&want, utf8_next(s, &i));
		ubuf_add_utf8(&got, s);
		assert_int_equal(got.len, want.len);
		if (got.len) assert_memory_equal(got.p, want.p, got.len * sizeof *got.p);
	}
	buf_free(&b);
	ubuf_free(&want);
	ubuf_free(&got);
}

/* Any unit, surrogates among them; mostly ASCII where that is asked for. */
static uint16_t any_unit(struct rng *g, bool ascii)
{
	if (ascii && draw(g, 12)) return (uint16_t)draw(g, 0x80);
	if (draw(g, 3)) return (uint16_t)(0x4e00 + draw(g, 5000));
	return (uint16_t)(draw(g, 2) ? draw(g, 0x900) : 0xd700 + draw(g, 0xa00));
}

static void test_utf16_to_utf8(void **state)
{
	struct rng g = { 2 };
	struct buf want = { 0 };
	struct arena a;
	uint16_t text[LEN_MAX];

	(void)state;
	arena_init(&a);
	for (int r = 0; r < ROUNDS; r++) {
		struct uslice u = { text, draw(&g, LEN_MAX) };
		bool ascii = draw(&g, 3) == 0;
		for (size_t i = 0; i < u.len; i++) text[i] = any_unit(&g, ascii);
		want.len = 0;
		for (size_t i = 0; i < u.len;) {
			uint32_t c = utf16_next(u.p, u.len, &i);
			buf_add_cp(&want, c >= 0xd800 && c < 0xe000 ? UTF_REPLACEMENT : c);
		}
		struct slice got = arena_utf8(&a, u), behind = arena_copy(&a, SLICE("behind"));
		assert_true(slice_eq(got, buf_slice(&want)));
		assert_int_equal(got.p[got.len], 0);
		assert_true(slice_is(behind, "behind"));
		arena_reset(&a);
	}
	arena_free(&a);
	buf_free(&want);
}

static void add_plain_json(struct buf *b, struct slice s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		if (c == '"' || c == '\\') buf_printf(b, "\\%c", (int)c);
		else if (c == '\n' || c == '\r' || c == '\t')
			buf_printf(b, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
		else if (c < 0x20 || c == 0x7f) buf_printf(b, "\\u%04x", (unsigned)c);
		else buf_add_cp(b, c);
	}
	buf_addc(b, '"');
}

static void test_json_strings(void **state)
{
	struct rng g = { 3 };
	struct buf b = { 0 }, want = { 0 }, got = { 0 };
	struct ubuf u = { 0 };

	(void)state;
	for (int r = 0; r < ROUNDS; r++) {
		struct slice s = random_bytes(&g, &b);
		want.len = got.len = u.len = 0;
		add_plain_json(&want, s);
		buf_add_json(&got, s);
		assert_true(slice_eq(buf_slice(&got), buf_slice(&want)));
		ubuf_add_utf8(&u, s);
		got.len = 0;
		buf_add_json_utf16(&got, (struct uslice){ u.p, u.len });
		assert_true(slice_eq(buf_slice(&got), buf_slice(&want)));
	}
	buf_free(&b);
	buf_free(&want);
	buf_free(&got);
	ubuf_free(&u);
}

static void test_integers(void **state)
{
	struct rng g = { 5 };
	struct buf got = { 0 };
	char want[40];

	(void)state;
	for (int r = 0; r < ROUNDS; r++) {
		uint64_t any = (uint64_t)draw(&g, 1u << 31) << 33 |
			       (uint64_t)draw(&g, 1u << 31) << 2 | draw(&g, 4);
		uint64_t v = r < 2000 ? (uint64_t)r : r == 2000 ? UINT64_MAX : any >> draw(&g, 64);
		snprintf(want, sizeof want, "%llu", (unsigned long long)v);
		got.len = 0;
		buf_add_uint(&got, v);
		assert_true(slice_is(buf_slice(&got), want));
	}
	buf_free(&got);
}

static void check_double(double v)
{
	struct buf got = { 0 };
	char want[40];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(want, sizeof want, "%.*g", digits, v);
		if (strtod(want, NULL) == v) break;
	}
	json_add_double(&got, v);
	assert_true(slice_is(buf_slice(&got), want));
	buf_free(&got);
}

static void test_doubles(void **state)
{
	static const double odd[] = { 0,
				      -0.0,
				      1,
				      -1,
				      0.1,
				      -0.1,
				      1e-4,
				      9.9e-5,
				      1e14,
				      999999999999999,
				      1e15,
				      1e16,
				      0.3,
				      1.0 / 3,
				      2.5e-7,
				      123456.789,
				      1e22,
				      1e300,
				      5e-324,
				      0.000123,
				      99999999.999999,
				      100,
				      1200000000000 };
	struct rng g = { 4 };
	char t[40];

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) check_double(odd[i]);
	for (int r = 0; r < ROUNDS; r++) {
		snprintf(t, sizeof t, "%s%u%u.%0*u", draw(&g, 2) ? "-" : "",
			 draw(&g, 1u << draw(&g, 31)), draw(&g, 1u << draw(&g, 20)),
			 (int)draw(&g, 8), draw(&g, 1u << draw(&g, 20)));
		check_double(strtod(t, NULL));
		check_double(strtod(t, NULL) / (1 + draw(&g, 1000)));
	}
}

/* An original of which u was decoded, with its map: what has another class than MAP_SAME stands in
 * it as other bytes. */
static struct slice original(struct rng *g, struct arena *a, struct uslice u, struct map *m)
{
	struct slice s = arena_utf8(a, u);
	char *bytes = arena_alloc(a, s.len + 1);
	uint32_t src = 0;

	memcpy(bytes, s.p, s.len);
	map_init(m);
	for (size_t i = 0; i < u.len;) {
		size_t from = i;
		uint32_t c = utf16_next(u.p, u.len, &i);
		uint8_t upc = (uint8_t)(i - from),
			bpc = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		bool same = draw(g, 40) > 0 && (c & 0xf800) != 0xd800;
		if (!same) memset(bytes + src, '?', bpc);
		map_push(a, m, map_uniform(1, upc, src, bpc, same ? MAP_SAME : MAP_FOLDED));
		src += bpc;
	}
	return slice_of(bytes, s.len);
}

/* Spans of a text made once as UTF-8 are the spans converted, and stand in JSON as any string does.
 */
static void test_utf8_text(void **state)
{
	struct rng g = { 5 };
	struct buf b = { 0 }, want = { 0 }, got = { 0 };
	struct arena a;

	(void)state;
	arena_init(&a);
	for (int r = 0; r < 500; r++) {
		b.len = 0;
		for (uint32_t n = draw(&g, 700); n > 0; n--) add_any(&g, &b);
		struct uslice u = arena_utf16(&a, buf_slice(&b));
		struct map m;
		struct slice bytes = r % 2 ? original(&g, &a, u, &m) : SLICE_NONE;
		struct utf8_text *t = utf8_text_make(&a, u, r % 2 ? &m : NULL, bytes);
		for (int k = 0; k < 40; k++) {
			size_t from = draw(&g, (uint32_t)u.len + 1),
			       len = draw(&g, (uint32_t)(u.len - from) + 1);
			if (from < u.len && (u.p[from] & 0xfc00) == 0xdc00) continue;
			if (from + len < u.len && (u.p[from + len] & 0xfc00) == 0xdc00) continue;
			struct slice s = utf8_text_span(t, from, len);
			assert_true(
				slice_eq(s, arena_utf8(&a, (struct uslice){ u.p + from, len })));
			want.len = got.len = 0;
			buf_add_json(&want, s);
			utf8_text_json(t, &got, s);
			utf8_text_json(NULL, &want, s);
			utf8_text_json(t, &got, arena_copy(&a, s));
			assert_true(slice_eq(buf_slice(&got), buf_slice(&want)));
		}
		arena_reset(&a);
	}
	arena_free(&a);
	buf_free(&b);
	buf_free(&want);
	buf_free(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_to_utf16), cmocka_unit_test(test_utf16_to_utf8),
		cmocka_unit_test(test_json_strings),  cmocka_unit_test(test_integers),
		cmocka_unit_test(test_doubles),	      cmocka_unit_test(test_utf8_text)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
