/* Random lexicons over a small alphabet: every look-up of the trie against a search through all
 * keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "draw.h"
#include "pipeline/core/datrie.h"
#include "pipeline/core/mem.h"

#define ROUNDS	 400
#define KEYS_MAX 200
#define UNITS	 6

struct lexicon_of_test {
	uint16_t unit[KEYS_MAX][UNITS];
	struct datrie_key key[KEYS_MAX];
	size_t n;
};

static uint16_t random_unit(struct rng *g)
{
	static const uint16_t units[] = { 'a', 'b', 0x4e00, 0x9fa5, 0xff10, 0 };

	return units[draw(g, sizeof units / sizeof *units)];
}

static void fill(struct lexicon_of_test *l, struct rng *g)
{
	l->n = draw(g, KEYS_MAX);
	for (size_t i = 0; i < l->n; i++) {
		size_t len = 1 + draw(g, UNITS);
		for (size_t k = 0; k < len; k++) l->unit[i][k] = random_unit(g);
		l->key[i] = (struct datrie_key){ { l->unit[i], len }, draw(g, UINT32_MAX) };
	}
}

/* Value of the first key that is s[0, len); false if there is none. Keys come back sorted, equal
 * ones in their order. */
static bool brute_has(const struct lexicon_of_test *l, const uint16_t *s, size_t len,
		      uint32_t *value)
{
	for (size_t i = 0; i < l->n; i++)
		if (uslice_eq(l->key[i].key, (struct uslice){ s, len })) {
			*value = l->key[i].value;
			return true;
		}
	return false;
}

static void check_text(const struct datrie *t, const struct lexicon_of_test *l, const uint16_t *s,
		       size_t len)
{
	uint16_t lens[UNITS];
	uint32_t values[UNITS], value = 0, want = 0;
	size_t n = datrie_prefixes(t, s, len, UNITS, lens, values), k = 0, longest = 0;

	for (size_t i = 1; i <= len; i++) {
		bool has = brute_has(l, s, i, &want);
		assert_int_equal(datrie_has(t, s, i, &value), has);
		if (!has) continue;
		assert_int_equal(value, want);
		assert_true(k < n && lens[k] == i && values[k] == want);
		longest = i;
		k++;
	}
	assert_int_equal(k, n);
	assert_int_equal(datrie_longest(t, s, len, &value), longest);
	if (longest) assert_int_equal(value, values[n - 1]);
}

static void test_lookups(void **state)
{
	struct lexicon_of_test *l = mem_zalloc(sizeof *l);
	struct rng g = { 7 };

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct buf out = { 0 };
		struct datrie t;
		struct err e;
		uint16_t s[UNITS];
		fill(l, &g);
		assert_int_equal(datrie_build(l->key, l->n, &out, &e), OK);
		assert_int_equal(datrie_view(&t, buf_slice(&out), &e), OK);
		for (unsigned k = 0; k < 200; k++) {
			for (size_t i = 0; i < UNITS; i++) s[i] = random_unit(&g);
			check_text(&t, l, s, UNITS);
		}
		for (size_t i = 0; i < l->n; i++)
			check_text(&t, l, l->key[i].key.p, l->key[i].key.len);
		buf_free(&out);
	}
	mem_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lookups) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
