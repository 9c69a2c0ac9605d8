/* The passes that repair decoded text, and what they leave flagged. Clean text gives no reason for any of them: one
 * look-up a character decides. */
#include "pipeline/decode/decode.h"

void repair_text(const struct decoder *dec, struct decode_worker *w, struct doc *d)
{
	size_t n[SUS_N];
	size_t odd = suspects_count(dec->suspects, d->text, n);

	if (!odd && !n[SUS_MARK]) return;
	if (odd) repair_misread(dec, w, d);
	repair_resync(dec, w, d);
}
