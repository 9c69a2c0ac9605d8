/* Whose figure, of what, restricted how: own texts of tests/extract/attach.tsv through annotate and
 * extract. A row is a text (a pilcrow ends a paragraph) and a column for each number: "VALUE
 * SLOT=TEXT SLOT=TEXT", slots S (subject), I (indicator), F (restriction), B (whole), T and E
 * (first and last day), M (modality), K (statistic), X (comparison), C and D (first and last day
 * of its baseline), P (polarity), Q (earlier value), W (speaker), N (the subject's full name); "-"
 * means that the slot is empty; "VALUE none": no claim. "SLOT!=TEXT" is a known fault: right would
 * be TEXT, and the row fails as soon as it comes out, so that the mark goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tests/unit/claims_frame.h"

#include <string.h>

/* The claim whose value and unit read so; NULL if there is none. */
static const struct claim *claim_of(const struct doc *d, struct slice value)
{
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *c = &d->claims[i];
		if (!c->value_text.p || !slice_starts(value, c->value_text)) continue;
		struct slice unit =
			slice_of(value.p + c->value_text.len, value.len - c->value_text.len);
		if (slice_eq(unit, c->unit_text.p ? c->unit_text : SLICE(""))) return c;
	}
	return NULL;
}

static struct slice slot_of(const struct claim *c, char slot)
{
	static const char SLOTS[] = "SIFBTEMKXCDPQWN"; /* as in the table's head */
	const struct slice of[] = { c->subject_text,  c->indicator_text, c->filter_text,
				    c->base_text,     c->time_start,	 c->time_end,
				    c->modality,      c->stat,		 c->compare,
				    c->compare_start, c->compare_end,	 c->polarity,
				    c->from_text,     c->speaker_text,	 c->subject_norm };
	const char *at = strchr(SLOTS, slot);
	struct slice s = at ? of[at - SLOTS] : SLICE_NONE;

	return s.p ? s : SLICE("-");
}

static unsigned check_number(const struct doc *d, struct slice want, unsigned line)
{
	struct slice rest = want, value, pair;
	unsigned failed = 0;

	if (!slice_split(&rest, ' ', &value)) return 0;
	const struct claim *c = claim_of(d, value);
	while (slice_split(&rest, ' ', &pair)) {
		if (slice_is(pair, "none")) {
			failed += c != NULL;
			if (c)
				print_error("tests/extract/attach.tsv:%u: %.*s is a claim\n", line,
					    (int)value.len, value.p);
			continue;
		}
		size_t sign = pair.p[1] == '!' ? 3 : 2; /* SLOT= or SLOT!= */
		struct slice text = slice_of(pair.p + sign, pair.len - sign),
			     have = c ? slot_of(c, pair.p[0]) : SLICE("no claim");
		if (slice_eq(text, have) == (sign == 2)) continue;
		print_error("tests/extract/attach.tsv:%u: %.*s: %c is %.*s%s\n", line,
			    (int)value.len, value.p, pair.p[0], (int)have.len, have.p,
			    sign == 3 ? ", no fault any more: take the mark off" : "");
		failed++;
	}
	return failed;
}

static enum status check_line(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	unsigned *failed = ctx;
	struct doc d;

	(void)e;
	assert_true(n > 1);
	claims_of(&d, cols[0]);
	for (size_t i = 1; i < n; i++) *failed += check_number(&d, cols[i], line);
	doc_free(&d);
	return OK;
}

static void test_gold(void **unused)
{
	(void)unused;
	assert_rows("tests/extract/attach.tsv", check_line);
}

int main(void)
{
	return claims_main(test_gold);
}
