/* Claims as NDJSON: one record claim/1 a line. */
#include "output/writer.h"
#include "pipeline/core/doc_json.h"

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	(void)env;
	for (size_t i = 0; i < d->n_claims; i++) {
		claim_to_json(&d->claims[i], d->utf8, out);
		buf_addc(out, '\n');
	}
}

const struct writer writer_ndjson = {
	.name = "ndjson",
	.summary = "one claim a line (claim/1)",
	.doc = write_doc,
};
