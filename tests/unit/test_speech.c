/* Who says what, what happens: own texts of tests/extract/speech.tsv through annotate and extract.
 * A row is a text (a pilcrow ends a paragraph) and all its statements and events in order:
 * "CUE=SPEAKER" ("-" where nobody is named; with "direct:" or "indirect:" before it and "@OFFICE"
 * behind it where that matters), or "TYPE:TRIGGER" with the subject behind "="; the object, what
 * is said, behind ">" where the row gives it. A row "none" has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tests/unit/claims_frame.h"

static struct slice or_dash(struct slice s)
{
	return s.p ? s : SLICE("-");
}

/* Does the claim read as the column wants? */
static bool is_wanted(const struct claim *c, struct slice want)
{
	struct slice object = want, who, what, type;

	slice_split(&object, '>', &who);
	slice_split(&who, '=', &what);
	if (slice_is(c->kind, "statement")) {
		if (slice_starts(what, SLICE("direct:")) ||
		    slice_starts(what, SLICE("indirect:"))) {
			slice_split(&what, ':', &type);
			if (!slice_eq(type, c->speech)) return false;
		}
		struct slice office = who;
		slice_split(&office, '@', &who);
		return slice_eq(what, or_dash(c->speech_cue)) &&
		       slice_eq(who, or_dash(c->speaker_text)) &&
		       (!office.p || slice_eq(office, or_dash(c->speaker_role))) &&
		       (!object.p || slice_eq(object, or_dash(c->object_text)));
	}
	slice_split(&what, ':', &type);
	return slice_eq(type, c->event_type) && slice_eq(what, or_dash(c->trigger_text)) &&
	       (!who.p || slice_eq(who, or_dash(c->subject_text))) &&
	       (!object.p || slice_eq(object, or_dash(c->object_text)));
}

static enum status check_line(void *ctx, const struct slice *cols, size_t n, unsigned line,
			      struct err *e)
{
	unsigned *failed = ctx;
	size_t at = 1;
	struct doc d;

	(void)e;
	assert_true(n > 1);
	claims_of(&d, cols[0]);
	if (slice_is(cols[1], "none")) at = n;
	for (size_t i = 0; i < d.n_claims; i++) {
		const struct claim *c = &d.claims[i];
		if (!slice_is(c->kind, "statement") && !slice_is(c->kind, "event")) continue;
		if (at < n && is_wanted(c, cols[at])) {
			at++;
			continue;
		}
		struct slice what =
			slice_is(c->kind, "event") ? c->trigger_text : or_dash(c->speech_cue);
		struct slice who =
			or_dash(slice_is(c->kind, "event") ? c->subject_text : c->speaker_text);
		print_error("tests/extract/speech.tsv:%u: %.*s=%.*s (%.*s)\n", line, (int)what.len,
			    what.p, (int)who.len, who.p, (int)c->rule_id.len, c->rule_id.p);
		++*failed;
	}
	if (at < n)
		print_error("tests/extract/speech.tsv:%u: no %.*s\n", line, (int)cols[at].len,
			    cols[at].p);
	*failed += at < n;
	doc_free(&d);
	return OK;
}

static void test_gold(void **unused)
{
	(void)unused;
	assert_rows("tests/extract/speech.tsv", check_line);
}

int main(void)
{
	return claims_main(test_gold);
}
