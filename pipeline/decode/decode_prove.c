/* decode has tables, no rules: nothing to prove by sentences; that the tables load is the proof. */
#include "pipeline/core/prove.h"
#include "pipeline/decode/decode.h"

enum status decode_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	struct decoder dec = { .option = CS_NONE };
	enum status st = charset_open(&dec.charsets, env, e);

	(void)r;
	if (st != OK) return st;
	st = ngram_open(&dec.model, env, e);
	charset_close(&dec.charsets);
	if (st == OK) ngram_close(&dec.model);
	return st;
}
