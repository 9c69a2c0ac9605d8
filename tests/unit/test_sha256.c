/* SHA-256 on the vectors of FIPS 180-4, with and without the instructions of the processor, in
 * pieces of every size. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include "pipeline/core/sha256.h"
#include "pipeline/core/sha256_x86.h"

/* plain: not by the instructions of the processor, be they there or not. */
static void hash(const void *p, size_t len, size_t piece, bool plain, char hex[65])
{
	struct sha256 s;
	uint8_t digest[32];

	sha256_begin(&s);
	if (plain) s.fast = false;
	for (size_t at = 0; at < len; at += piece)
		sha256_add(&s, (const char *)p + at, len - at < piece ? len - at : piece);
	sha256_end(&s, digest);
	sha256_hex(digest, hex);
}

static void test_vectors(void **state)
{
	static const struct {
		const char *text, *hex;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	char hex[65];

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof cases / sizeof *cases); i++) {
		const char *text = cases[i / 2].text;
		hash(text, strlen(text), 1000, i % 2, hex);
		assert_string_equal(hex, cases[i / 2].hex);
	}
}

static void test_million(void **state)
{
	static const size_t pieces[] = { 1, 63, 64, 65, 1000, 1000000 };
	static char a[1000000];
	char hex[65];

	(void)state;
	memset(a, 'a', sizeof a);
	for (size_t i = 0; i < 2 * (sizeof pieces / sizeof *pieces); i++) {
		hash(a, sizeof a, pieces[i / 2], i % 2, hex);
		assert_string_equal(
			hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_vectors),
					    cmocka_unit_test(test_million) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
