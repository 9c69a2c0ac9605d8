/* The offset map against a model that keeps the source of every single unit. Random first maps
 * (plain characters of one to four bytes, blocks, holes), then several random rewrites on top of
 * each other. What must hold after each: runs cover the text without gap, sources do not go back,
 * the smallest source span and the worst class of every span are the model's, map_text gives back
 * at least the span that map_source was asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "pipeline/core/buf.h"
#include "pipeline/core/map.h"
#include "tests/property/draw.h"

#define ROUNDS	  6000
#define UNITS_MAX 400

struct unit {
	uint32_t start, end; /* source */
	uint8_t cls;
	bool tail; /* second half of a surrogate pair */
};

struct model {
	struct unit u[UNITS_MAX];
	size_t n;
};

static void add_unit(struct model *m, struct unit u)
{
	assert_true(m->n < UNITS_MAX);
	m->u[m->n++] = u;
}

/* A text and map of about n characters, and the same in the model. */
static void make_first(struct rng *g, struct arena *a, unsigned n, struct ubuf *text,
		       struct map *map, struct model *model)
{
	uint32_t src = 0;

	map_init(map);
	model->n = 0;
	for (unsigned i = 0; i < n; i++) {
		uint32_t kind = draw(g, 10), bytes = 1 + draw(g, 3);
		if (kind == 0) {
			map_push_hole(a, map, src, bytes * 3, MAP_REMOVED, 1);
			src += bytes * 3;
		} else if (kind == 1) { /* a block of some units */
			uint32_t len = 2 + draw(g, 3);
			map_push_block(a, map, len, src, bytes * 2, MAP_MODEL);
			for (uint32_t k = 0; k < len; k++) {
				ubuf_addc(text, (uint16_t)(0x4e00 + draw(g, 500)));
				add_unit(model,
					 (struct unit){ src, src + bytes * 2, MAP_MODEL, false });
			}
			src += bytes * 2;
		} else if (kind == 2) {
			map_push(a, map, map_uniform(1, 2, src, 4, MAP_SAME));
			ubuf_add_cp(text, 0x20000 + draw(g, 500));
			add_unit(model, (struct unit){ src, src + 4, MAP_SAME, false });
			add_unit(model, (struct unit){ src, src + 4, MAP_SAME, true });
			src += 4;
		} else {
			enum map_class cls = draw(g, 4) ? MAP_SAME : MAP_DECODED;
			map_push(a, map, map_uniform(1, 1, src, (uint8_t)bytes, cls));
			ubuf_addc(text, (uint16_t)('a' + draw(g, 26)));
			add_unit(model, (struct unit){ src, src + bytes, (uint8_t)cls, false });
			src += bytes;
		}
	}
}

/* Units of the next k characters. */
static size_t whole_chars(const struct model *m, size_t pos, uint32_t k)
{
	size_t end = pos;

	while (end < m->n && (k > 0 || m->u[end].tail)) {
		if (!m->u[end].tail) k--;
		end++;
		while (end < m->n && m->u[end].tail) end++;
	}
	return end - pos;
}

static void put_new(struct rng *g, struct rewrite *w, const struct model *old, struct model *new,
		    size_t pos, size_t n)
{
	static const uint16_t letters[] = { 'x', 'y', 'z', 'w' };
	uint32_t len = draw(g, 4) + (n > 0);
	struct unit u = { 0 };

	rewrite_put(w, n, letters, len, MAP_CONVERTED);
	if (n) {
		u = old->u[pos];
		if (old->u[pos + n - 1].end > u.end) u.end = old->u[pos + n - 1].end;
		u.cls = MAP_CONVERTED;
		for (size_t i = 0; i < n; i++) {
			if (old->u[pos + i].cls > u.cls) u.cls = old->u[pos + i].cls;
			if (old->u[pos + i].start == UINT32_MAX) u.start = UINT32_MAX;
		}
	} else {
		/* not prescribed: its place, its class at least */
		u = (struct unit){ UINT32_MAX, 0, MAP_CONVERTED, false };
	}
	u.tail = false;
	for (uint32_t i = 0; i < len; i++) add_unit(new, u);
}

static void rewrite_once(struct rng *g, struct arena *a, struct uslice *text, struct map *map,
			 const struct model *old, struct model *new)
{
	struct rewrite w;
	size_t pos = 0;

	rewrite_begin(&w, a, *text, map);
	new->n = 0;
	while (pos < old->n) {
		size_t n = whole_chars(old, pos, draw(g, 6));
		switch (draw(g, 4)) {
		case 0:
			rewrite_drop(&w, n, MAP_REMOVED, 2);
			break;
		case 1:
			if (n > 3) n = whole_chars(old, pos, 1);
			put_new(g, &w, old, new, pos, n);
			break;
		default:
			rewrite_keep(&w, n);
			for (size_t i = 0; i < n; i++) add_unit(new, old->u[pos + i]);
			break;
		}
		pos += n;
		if (new->n > UNITS_MAX - 40) break;
	}
	for (; pos < old->n && new->n < UNITS_MAX; pos++) add_unit(new, old->u[pos]);
	rewrite_end(&w, text, map);
}

static void check_shape(const struct map *m, size_t len)
{
	uint32_t off = 0, src = 0;

	assert_int_equal(m->len, len);
	for (size_t i = 0; i < m->n; i++) {
		const struct map_run *r = &m->runs[i];
		assert_int_equal(r->off, off);
		assert_true(r->src >= src);
		assert_true(r->src + r->src_len <= m->src_end);
		if (r->upc) assert_int_equal(r->src_len, r->len / r->upc * r->bpc);
		off += r->len;
		src = r->src;
	}
	assert_int_equal(off, len);
}

static void check_span(const struct map *m, const struct model *model, size_t off, size_t len)
{
	struct src_span s = map_source(m, off, len);
	const struct unit *first = &model->u[off], *last = &model->u[off + len - 1];
	enum map_class worst = MAP_SAME;
	size_t back_off, back_len;
	bool inserted = false;

	assert_true(s.start <= s.end && s.end <= m->src_end);
	if (first->start != UINT32_MAX) assert_int_equal(s.start, first->start);
	if (last->start != UINT32_MAX && first->start != UINT32_MAX)
		assert_int_equal(s.end, last->end > first->end ? last->end : first->end);
	for (size_t i = off; i < off + len; i++) {
		if (model->u[i].cls > worst) worst = model->u[i].cls;
		inserted = inserted || model->u[i].start == UINT32_MAX;
	}
	if (inserted) assert_true(map_worst(m, off, len) >= worst);
	else assert_int_equal(map_worst(m, off, len), worst);
	if (s.end > s.start && !inserted) {
		assert_true(map_text(m, s, &back_off, &back_len));
		assert_true(back_off <= off);
		assert_true(back_off + back_len >= off + len);
	}
}

static void check(struct rng *g, const struct map *m, const struct model *model)
{
	check_shape(m, model->n);
	for (unsigned k = 0; k < 20 && model->n; k++) {
		size_t off = draw(g, (uint32_t)model->n),
		       end = off + 1 + draw(g, (uint32_t)(model->n - off));
		while (off > 0 && model->u[off].tail) off--;
		while (end < model->n && model->u[end].tail) end++;
		check_span(m, model, off, end - off);
	}
}

static void test_rewrites(void **state)
{
	struct arena a;
	struct rng g = { 7 };
	struct model one, two;

	(void)state;
	arena_init(&a);
	for (unsigned k = 0; k < ROUNDS; k++) {
		struct ubuf b = { 0 };
		struct map map;
		make_first(&g, &a, draw(&g, 40), &b, &map, &one);
		struct uslice text = { b.p ? b.p : (const uint16_t[]){ 0 }, b.len };
		check(&g, &map, &one);
		for (unsigned times = draw(&g, 4); times; times--) {
			rewrite_once(&g, &a, &text, &map, &one, &two);
			assert_int_equal(text.len, two.n);
			check(&g, &map, &two);
			one = two;
		}
		ubuf_free(&b);
		arena_reset(&a);
	}
	arena_free(&a);
}

/* Cut the n units at pos into pieces of one to three characters; the new text of a piece has one to
 * three units. */
static size_t draw_pieces(struct rng *g, const struct map *map, const struct model *m, size_t pos,
			  size_t n, struct rewrite_piece *out)
{
	size_t count = 0, end = pos + n;

	while (pos < end) {
		size_t step = whole_chars(m, pos, 1 + draw(g, 3));
		if (step > end - pos) step = end - pos;
		out[count++] = (struct rewrite_piece){ 1 + draw(g, 3), map_source(map, pos, step),
						       draw(g, 2) ? MAP_CERTAIN : MAP_MODEL };
		pos += step;
	}
	return count;
}

/* Pieces keep their own sources: each holds at least its own bytes, they follow each other without
 * a gap, together they are what the old units were, and none is surer than it says or than what it
 * was made of. */
static void check_pieces(const struct map *m, size_t off, const struct rewrite_piece *p, size_t n,
			 struct src_span all)
{
	uint32_t end = all.start;

	for (size_t i = 0; i < n; off += p[i].len, i++) {
		struct src_span s = map_source(m, off, p[i].len);
		assert_true(s.start <= p[i].src.start && s.end >= p[i].src.end);
		assert_true(s.start <= end);
		assert_true(map_worst(m, off, p[i].len) >= p[i].cls);
		end = s.end;
	}
	assert_int_equal(end, all.end);
}

static void test_pieces(void **state)
{
	static const uint16_t letters[3 * UNITS_MAX] = { 'p', 'q', 'r' };
	struct rewrite_piece pieces[UNITS_MAX];
	struct arena a;
	struct rng g = { 11 };
	struct model one;

	(void)state;
	arena_init(&a);
	for (unsigned k = 0; k < ROUNDS; k++) {
		struct ubuf b = { 0 };
		struct map map, out;
		struct rewrite w;
		struct uslice result;
		make_first(&g, &a, 2 + draw(&g, 40), &b, &map, &one);
		size_t pos = one.n ? whole_chars(&one, 0, draw(&g, 8)) : 0;
		size_t n = whole_chars(&one, pos, 1 + draw(&g, 8)), new_len = 0;
		if (n) {
			size_t n_pieces = draw_pieces(&g, &map, &one, pos, n, pieces);
			for (size_t i = 0; i < n_pieces; i++) new_len += pieces[i].len;
			rewrite_begin(&w, &a, (struct uslice){ b.p, b.len }, &map);
			rewrite_keep(&w, pos);
			rewrite_put_pieces(&w, n, letters, pieces, n_pieces);
			rewrite_end(&w, &result, &out);
			assert_int_equal(result.len, one.n - n + new_len);
			check_shape(&out, result.len);
			check_pieces(&out, pos, pieces, n_pieces, map_source(&map, pos, n));
		}
		ubuf_free(&b);
		arena_reset(&a);
	}
	arena_free(&a);
}

/* Nothing changed: text and map are the old ones. */
static void test_untouched(void **state)
{
	struct arena a;
	struct map map, out;
	struct rewrite w;
	static const uint16_t letters[] = { 'a', 'b', 'c' };
	struct uslice text = { letters, 3 }, result;

	(void)state;
	arena_init(&a);
	map_init(&map);
	map_push(&a, &map, map_uniform(3, 1, 0, 1, MAP_SAME));
	rewrite_begin(&w, &a, text, &map);
	rewrite_keep(&w, 2);
	rewrite_end(&w, &result, &out);
	assert_ptr_equal(result.p, letters);
	assert_ptr_equal(out.runs, map.runs);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rewrites),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_untouched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
