/* The literal filter of rule_set against brute force: random patterns over a small alphabet with
 * the constructs that rules use (classes, groups, alternatives, quantifiers, look-arounds, named
 * groups, macros, escapes), random texts of the same letters. Both ways must give the same matches
 * in the same order; some rules must have been filtered at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "pipeline/core/rule_set.h"
#include "tests/property/draw.h"

#define SETS	 120
#define RULES	 40
#define TEXTS	 60
#define HITS_MAX 512

static const char *const letters[] = { "a",	 "b",	   "c",	     "d",	   "\u3042",
				       "\u3044", "\u00e9", "\u03b1", "\U0001f600", "1",
				       "\uff0c", "\u00b7", "\u3002" };
#define N_LETTERS (sizeof letters / sizeof *letters)

static void add_letter(struct rng *g, struct buf *b)
{
	buf_add_str(b, letters[draw(g, N_LETTERS)]);
}

static void add_quantifier(struct rng *g, struct buf *b)
{
	/* no {0}: PCRE2 10.42 itself overlooks "d1" with (?<name>b){0}(?:a?b|[cd]1)$ when it
	 * searches */
	static const char *const q[] = { "?",  "*",  "+",  "{2}",  "{0,2}", "{1,3}",  "{0,1}",
					 "+?", "*?", "??", "{2,}", "?+",    "{0,9}?", "{3,7}" };

	if (draw(g, 3) == 0) buf_add_str(b, q[draw(g, sizeof q / sizeof *q)]);
}

static void add_pattern(struct rng *g, struct buf *b, unsigned depth);

static void add_class(struct rng *g, struct buf *b)
{
	static const char *const ready[] = { "\\d",	    "\\p{Hiragana}", "[\u3041-\u3096]",
					     "[^a]",	    "[0-9]",	     ".",
					     "\\S",	    "[a-d]",	     "[[:alpha:]]",
					     "[\\d\u00b7]", "\\x{3042}",     "\\N{U+61}",
					     "\\o{141}",    "\\cA",	     "[\\x{61}-\\x{63}]" };

	if (draw(g, 2)) {
		buf_add_str(b, ready[draw(g, sizeof ready / sizeof *ready)]);
		return;
	}
	buf_addc(b, '[');
	for (uint32_t n = 1 + draw(g, 4); n; n--) add_letter(g, b);
	buf_addc(b, ']');
}

static void add_group(struct rng *g, struct buf *b, unsigned depth)
{
	static const char *const heads[] = { "(?:", "(",   "(?=", "(?!",  "(?<name>",
					     "(?>", "(?:", "(?:", "(?<!", "(?<=" };
	uint32_t k = draw(g, sizeof heads / sizeof *heads);

	buf_add_str(b, heads[k]);
	if (k >= 8) { /* look-behind must have a known length */
		add_letter(g, b);
		if (draw(g, 2)) add_letter(g, b);
		buf_addc(b, ')');
		return;
	}
	/* no atomic group in another: machine code of PCRE2 10.42 goes back into one that may be
	 * empty */
	if (k == 5) add_class(g, b);
	else add_pattern(g, b, depth + 1);
	buf_addc(b, ')');
	if (k != 2 && k != 3) add_quantifier(g, b);
}

static void add_piece(struct rng *g, struct buf *b, unsigned depth)
{
	switch (draw(g, depth < 3 ? 8 : 5)) {
	case 0:
		add_class(g, b);
		add_quantifier(g, b);
		break;
	case 5:
		add_group(g, b, depth);
		break;
	case 6:
		buf_add_str(b, draw(g, 2) ? "{GROWTH}" : "{EITHER}");
		add_quantifier(g, b);
		break;
	case 7:
		if (draw(g, 3) == 0) buf_add_str(b, "(?=\uff0c|\u3002|$)"); /* as behind verbs */
		else buf_add_str(b, draw(g, 3) ? (draw(g, 2) ? "^" : "$") : "\\b");
		break;
	default:
		add_letter(g, b);
		add_quantifier(g, b);
		break;
	}
}

static void add_pattern(struct rng *g, struct buf *b, unsigned depth)
{
	uint32_t ways = 1 + (draw(g, 3) == 0) + (draw(g, 6) == 0) + (draw(g, 12) == 0) * draw(g, 8);

	for (uint32_t k = 0; k < ways; k++) {
		if (k) buf_addc(b, '|');
		for (uint32_t n = draw(g, 8) ? 1 + draw(g, 4) : 0; n; n--) add_piece(g, b, depth);
	}
}

struct hits {
	struct rule_hit h[HITS_MAX];
	size_t n;
};

static bool take(void *ctx, const struct rule_hit *hit)
{
	struct hits *h = ctx;

	if (h->n < HITS_MAX) h->h[h->n++] = *hit;
	return true;
}

static void compare(const struct hits *a, const struct hits *b, const struct rule_set *s,
		    struct slice text)
{
	if (a->n != b->n) {
		for (size_t i = 0; i < b->n; i++)
			if (i >= a->n || a->h[i].rule != b->h[i].rule) {
				struct slice id = rule_set_id(s, b->h[i].rule);
				fail_msg("pattern %.*s on %.*s", (int)id.len, id.p, (int)text.len,
					 text.p);
			}
	}
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(a->h[i].rule, b->h[i].rule);
		assert_int_equal(a->h[i].n_groups, b->h[i].n_groups);
		for (uint32_t k = 0; k < a->h[i].n_groups; k++) {
			assert_int_equal(a->h[i].start[k], b->h[i].start[k]);
			assert_int_equal(a->h[i].end[k], b->h[i].end[k]);
		}
	}
}

static void run_texts(struct rng *g, const struct rule_set *s, uint64_t *runs)
{
	struct rule_match_scratch *w = rule_scratch_new(s);
	struct hits *fast = mem_alloc(sizeof *fast), *brute = mem_alloc(sizeof *brute);
	struct arena a;

	arena_init(&a);
	for (unsigned k = 0; k < TEXTS; k++) {
		struct buf b = { 0 };
		for (uint32_t n = draw(g, k % 2 ? 16 : 60); n; n--) add_letter(g, &b);
		struct uslice text = arena_utf16(&a, buf_slice(&b));
		fast->n = brute->n = 0;
		size_t limited = rule_set_match(s, w, text, take, fast);
		for (size_t i = 0; i < rule_set_count(s); i++)
			runs[0] += rule_scratch_counts(w)[i].runs;
		size_t limited_brute = rule_set_brute(s, w, text, take, brute);
		for (size_t i = 0; i < rule_set_count(s); i++)
			runs[1] += rule_scratch_counts(w)[i].runs;
		if (!limited && !limited_brute) compare(fast, brute, s, buf_slice(&b));
		buf_free(&b);
	}
	arena_free(&a);
	mem_free(fast);
	mem_free(brute);
	rule_scratch_free(w);
}

/* A set of drawn patterns; unsealed, of fewer than RULES rules when one was bad. */
static struct rule_set *draw_set(struct rng *g)
{
	struct rule_set *s = rule_set_new();
	struct err e;

	assert_int_equal(rule_set_macro(s, SLICE("GROWTH"), SLICE("\u3042\u3044|\u00e9\u03b1"),
					SLICE("t:1"), &e),
			 OK);
	assert_int_equal(rule_set_macro(s, SLICE("EITHER"), SLICE("a?b|[cd]1"), SLICE("t:2"), &e),
			 OK);
	for (unsigned i = 0; i < RULES; i++) {
		struct buf b = { 0 };
		if (!draw(g, 3)) buf_addc(&b, '^');
		add_pattern(g, &b, 0);
		enum status st = rule_set_add(s, buf_slice(&b), i, buf_slice(&b), SLICE("t:3"), &e);
		buf_free(&b);
		if (st != OK) break; /* a set with a bad pattern is not used further */
	}
	return s;
}

static void test_filter(void **state)
{
	struct rng g = { 11 };
	unsigned anchored = 0, compiled = 0;
	uint64_t runs[2] = { 0, 0 };
	struct err e;

	(void)state;
	for (unsigned k = 0; k < SETS; k++) {
		struct rule_set *s = draw_set(&g);
		compiled += (unsigned)rule_set_count(s);
		if (rule_set_count(s) == RULES && rule_set_seal(s, NULL, &e) == OK) {
			for (uint32_t i = 0; i < RULES; i++) anchored += rule_set_anchored(s, i);
			run_texts(&g, s, runs);
		}
		rule_set_free(s);
	}
	printf("%u patterns, %u anchored\n", compiled, anchored);
	assert_true(compiled > SETS);
	assert_true(anchored > SETS);
	assert_true(runs[0] < runs[1]);
}

/* What one look for two sets has seen gives each of them what it would find alone, in the text and
 * in the head of it. */
static void run_joined(struct rng *g, struct rule_set *const *s)
{
	struct rule_match_scratch *w[2] = { rule_scratch_new(s[0]), rule_scratch_new(s[1]) };
	struct hits *fast = mem_alloc(sizeof *fast), *brute = mem_alloc(sizeof *brute);
	struct arena a;

	arena_init(&a);
	rule_scratches_join(w, 2);
	for (unsigned k = 0; k < TEXTS; k++) {
		struct buf b = { 0 };
		for (uint32_t n = draw(g, 40); n; n--) add_letter(g, &b);
		struct uslice text = arena_utf16(&a, buf_slice(&b));
		unsigned may = rule_sets_look(w, 2, text);
		for (int part = 0; part < 2; part++) {
			if (part) text.len /= 2;
			if (part && text.len && (text.p[text.len - 1] & 0xfc00) == 0xd800)
				text.len--;
			for (int i = 0; i < 2; i++) {
				fast->n = brute->n = 0;
				size_t limited = rule_set_match_seen(s[i], w[i], text, take, fast);
				limited += rule_set_brute(s[i], w[i], text, take, brute);
				if (limited) continue;
				compare(fast, brute, s[i], buf_slice(&b));
				assert_true(may >> i & 1 || !brute->n);
			}
		}
		buf_free(&b);
	}
	arena_free(&a);
	mem_free(fast);
	mem_free(brute);
	for (int i = 0; i < 2; i++) rule_scratch_free(w[i]);
}

static void test_joined(void **state)
{
	struct rng g = { 23 };
	struct err e;
	unsigned joined = 0;

	(void)state;
	for (unsigned k = 0; k < SETS / 2; k++) {
		struct rule_set *s[2] = { draw_set(&g), draw_set(&g) };
		bool good = true;
		for (int i = 0; i < 2; i++)
			good = rule_set_count(s[i]) == RULES &&
			       rule_set_seal(s[i], NULL, &e) == OK && good;
		if (good && rule_sets_join(s, 2, &e) == OK) {
			run_joined(&g, s);
			joined++;
		}
		for (int i = 0; i < 2; i++) rule_set_free(s[i]);
	}
	assert_true(joined > SETS / 8);
}

/* How often a pattern is tried on a text. */
static uint64_t tries(const char *pattern, const char *text)
{
	struct rule_set *s = rule_set_new();
	struct hits *h = mem_alloc(sizeof *h);
	struct arena a;
	struct err e;

	arena_init(&a);
	assert_int_equal(rule_set_add(s, slice_str(pattern), 0, SLICE("gap"), SLICE("t:4"), &e),
			 OK);
	assert_int_equal(rule_set_seal(s, NULL, &e), OK);
	struct rule_match_scratch *w = rule_scratch_new(s);
	h->n = 0;
	rule_set_match(s, w, arena_utf16(&a, slice_str(text)), take, h);
	uint64_t n = rule_scratch_counts(w)[0].runs;
	rule_scratch_free(w);
	rule_set_free(s);
	arena_free(&a);
	mem_free(h);
	return n;
}

/* What cannot stand between where a match begins and its literal spares the try. */
static void test_gap(void **state)
{
	(void)state;
	assert_int_equal(tries("x[ab]{0,6}yz", "xabyz"), 1);
	assert_int_equal(tries("x[ab]{0,6}yz", "xa,yz"), 0);
	assert_int_equal(tries("x[^,\uff0c]{0,6}yz", "xa\uff0cyz"), 0);
	assert_int_equal(tries("[ab]{2,6}yz", "ab,ayz"), 0);
	assert_int_equal(tries("^(?:b|a{1,3})?(?:yz|cd)", "bc,yz"), 0);
	assert_int_equal(tries("^(?:b|a{1,3})?(?:yz|cd)", "aayz"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_filter),
					    cmocka_unit_test(test_joined),
					    cmocka_unit_test(test_gap) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
