/* ndjson: one claim a line, as CLAIMS.md describes it. */
#include "output/writer.h"

#include "pipeline/core/doc_json.h"

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	(void)env;
	for (size_t i = 0; i < d->n_claims; i++) {
		claim_to_json(&d->claims[i], out);
		buf_addc(out, '\n');
	}
}

const struct writer writer_ndjson = {
	.name = "ndjson",
	.summary = "one claim a line, JSON",
	.doc = write_doc,
};
