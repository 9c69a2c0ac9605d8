/* Claims as NDJSON: one record claim/1 a line. */
#include "output/writer.h"
#include "pipeline/core/doc_json.h"

static void write_claims(const struct env *env, const struct doc *d, size_t from, size_t to,
			 struct buf *out)
{
	(void)env;
	for (size_t i = from; i < to; i++) {
		claim_to_json(&d->claims[i], d->utf8, out);
		buf_addc(out, '\n');
	}
}

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	write_claims(env, d, 0, d->n_claims, out);
}

const struct writer writer_ndjson = {
	.name = "ndjson",
	.summary = "one claim a line (claim/1)",
	.doc = write_doc,
	.claims = write_claims,
};
