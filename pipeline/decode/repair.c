/* The passes that repair decoded text, and what they leave flagged. Clean text gives no reason for any of them: one
 * look-up a character decides. */
#include "pipeline/decode/decode.h"

#define MISREAD_MIN 2 /* odd characters that a misread line has at least */
#define ESCAPE_MIN 2 /* escapes that are worth a closer look */

/* Could there be escapes? Looks at what they begin with. */
static bool may_have_escapes(struct uslice t)
{
	size_t n = 0;

	for (size_t i = 0; i + 5 < t.len && n < ESCAPE_MIN; i++) {
		uint16_t c = t.p[i];

		if (c > '\\') continue;
		if ((c == '\\' || c == '%') && t.p[i + 1] == 'u') n++;
		else if (c == '#' && t.p[i + 1] >= '0' && t.p[i + 1] <= 'x') n++;
		else if (c == '&' && t.p[i + 1] == 'a' && t.p[i + 2] == 'm' && t.p[i + 3] == 'p') n++;
	}
	return n >= ESCAPE_MIN;
}

/* Is the text in another script for a good part? Then bytes of Han are not looked for. */
static bool is_foreign(struct uslice t, const size_t n[SUS_N])
{
	size_t wide = 0;

	if (!n[SUS_FOREIGN] && !n[SUS_LATIN]) return false;
	for (size_t i = 0; i < t.len; i++) wide += t.p[i] >= 0x80;
	return (n[SUS_FOREIGN] + n[SUS_LATIN]) * 4 > wide;
}

void repair_text(const struct decoder *dec, struct decode_worker *w, struct doc *d)
{
	size_t n[SUS_N], before = d->n_repairs;

	size_t odd = suspects_count(dec->suspects, d->text, n);

	if (n[SUS_ESCAPE] >= ESCAPE_MIN && may_have_escapes(d->text)) {
		repair_escapes(dec, d);
		if (d->n_repairs > before) odd = suspects_count(dec->suspects, d->text, n);
	}
	if (!odd && !n[SUS_MARK] && !n[SUS_TRACE]) return;
	if (n[SUS_LATIN]) repair_bytewise(dec, d);
	if (odd >= MISREAD_MIN) repair_misread(dec, w, d);
	if (d->n_repairs > before) suspects_count(dec->suspects, d->text, n);
	if (!is_foreign(d->text, n)) repair_resync(dec, w, d);
	bool damaged = n[SUS_LOST] || d->n_repairs > before;

	if (damaged || n[SUS_TRACE]) repair_flag(dec, d, damaged);
}
