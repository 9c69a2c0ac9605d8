/* Claims as CSV (RFC 4180): a header, CRLF, fields quoted where they must be, null as an empty
 * field; lists and spans as JSON text. Columns are the fields of claim/1 in their order. */
#include <math.h>

#include "output/writer.h"
#include "pipeline/core/doc_json.h"

static void add_field(struct buf *out, struct slice s)
{
	bool quote = s.len > 0 && (s.p[0] == ' ' || s.p[s.len - 1] == ' ');
	for (size_t i = 0; i < s.len && !quote; i++)
		quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n';
	if (!quote) {
		buf_add_slice(out, s);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"') buf_addc(out, '"');
		buf_addc(out, s.p[i]);
	}
	buf_addc(out, '"');
}

static void add_int(struct buf *out, int64_t v)
{
	if (v >= 0) buf_add_int(out, v);
}

static void add_num(struct buf *out, double v)
{
	if (!isnan(v)) json_add_double(out, v);
}

static void add_json(struct buf *out, struct buf *json)
{
	add_field(out, buf_slice(json));
	json->len = 0;
}

static void begin(const struct env *env, struct buf *out)
{
	const char *sep = "";
	(void)env;
#define X(type, name)                                                                              \
	buf_add_str(out, sep);                                                                     \
	buf_add_str(out, #name);                                                                   \
	sep = ",";
	CLAIM_FIELDS(X)
#undef X
	buf_add_str(out, "\r\n");
}

static void add_parts(struct buf *out, const struct claim *c, struct buf *json)
{
	if (c->n_participants == 0) return;
	claim_participants_json(c, json);
	add_json(out, json);
}

static void add_strings(struct buf *out, const struct slice *items, size_t n, struct buf *json)
{
	claim_strings_json(items, n, json);
	add_json(out, json);
}

static void add_spans(struct buf *out, const struct claim *c, struct buf *json)
{
	claim_spans_json(c, json);
	add_json(out, json);
}

/* One cell by type of field. */
#define ADD_SCHEMA(c, f) buf_add_str(out, "claim/1")
#define ADD_STR(c, f)	 add_field(out, (c)->f)
#define ADD_DATE(c, f)	 add_field(out, (c)->f)
#define ADD_INT(c, f)	 add_int(out, (c)->f)
#define ADD_NUM(c, f)	 add_num(out, (c)->f)
#define ADD_PARTS(c, f)	 add_parts(out, (c), json)
#define ADD_STRS(c, f)	 ((c)->n_##f ? add_strings(out, (c)->f, (c)->n_##f, json) : (void)0)
#define ADD_FLAGS(c, f)	 add_strings(out, (c)->f, (c)->n_##f, json)
#define ADD_SPANS(c, f)	 add_spans(out, (c), json)

static void add_row(const struct claim *c, struct buf *json, struct buf *out)
{
	size_t n = 0;
#define X(type, name)                                                                              \
	if (n++ > 0) buf_addc(out, ',');                                                           \
	ADD_##type(c, name);
	CLAIM_FIELDS(X)
#undef X
	buf_add_str(out, "\r\n");
}

static void write_claims(const struct env *env, const struct doc *d, size_t from, size_t to,
			 struct buf *out)
{
	struct buf json = { 0 };
	(void)env;
	for (size_t i = from; i < to; i++) add_row(&d->claims[i], &json, out);
	buf_free(&json);
}

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	write_claims(env, d, 0, d->n_claims, out);
}

const struct writer writer_csv = {
	.name = "csv",
	.summary = "one claim a row (RFC 4180), with a header",
	.begin = begin,
	.doc = write_doc,
	.claims = write_claims,
};
