/* The passes that repair decoded text, and what they leave flagged. Clean text gives no reason for
 * any of them: one look-up a character decides. */
#include "pipeline/decode/decode.h"

#define MISREAD_MIN 2 /* odd characters that a misread line has at least */
#define ESCAPE_MIN  2 /* escapes that are worth a closer look */

const struct suspect_list *repair_suspects(const struct decoder *dec, struct decode_worker *w,
					   const struct doc *d)
{
	if (w->odd.of != d->text.p) suspects_list(dec->suspects, d->text, &w->odd);
	return &w->odd;
}

/* Could there be escapes? Looks at what they begin with. */
static bool may_have_escapes(const struct suspect_list *odd, struct uslice t)
{
	size_t n = 0;

	for (size_t k = 0; k < odd->n && n < ESCAPE_MIN; k++) {
		size_t i = odd->at[k];
		uint16_t c = t.p[i];

		if (c > '\\' || i + 5 >= t.len) continue;
		if ((c == '\\' || c == '%') && t.p[i + 1] == 'u') n++;
		else if (c == '#' && t.p[i + 1] >= '0' && t.p[i + 1] <= 'x') n++;
		else if (c == '&' && t.p[i + 1] == 'a' && t.p[i + 2] == 'm' && t.p[i + 3] == 'p')
			n++;
	}
	return n >= ESCAPE_MIN;
}

/* Is the text in another script for a good part? Then bytes of Han are not looked for. */
static bool is_foreign(struct uslice t, const size_t n[SUS_N])
{
	size_t wide = 0, many = (n[SUS_FOREIGN] + n[SUS_LATIN]) * 4;

	for (size_t i = 0; i < t.len && wide < many; i++) wide += t.p[i] >= 0x80;
	return wide < many;
}

void repair_text(const struct decoder *dec, struct decode_worker *w, struct doc *d)
{
	size_t n[SUS_N], before = d->n_repairs;

	suspects_list(dec->suspects, d->text, &w->odd);
	size_t odd = suspects_count(dec->suspects, &w->odd, n);

	if (n[SUS_ESCAPE] >= ESCAPE_MIN && may_have_escapes(&w->odd, d->text)) {
		repair_escapes(dec, &w->odd, d);
		if (d->n_repairs > before)
			odd = suspects_count(dec->suspects, repair_suspects(dec, w, d), n);
	}
	if (!odd && !n[SUS_MARK] && !n[SUS_TRACE]) return;
	if (n[SUS_LATIN]) repair_bytewise(dec, d);
	if (odd >= MISREAD_MIN) repair_misread(dec, w, d);
	if (d->n_repairs > before) suspects_count(dec->suspects, repair_suspects(dec, w, d), n);
	if (!is_foreign(d->text, n)) repair_resync(dec, w, d);
	bool damaged = n[SUS_LOST] || d->n_repairs > before;

	if (damaged || n[SUS_TRACE]) repair_flag(dec, repair_suspects(dec, w, d), d, damaged);
}
