/* Writing claim/1. Hot: a record has 63 members and the output is many times the input. So keys are
 * copied as constants, an absent member with its null in one piece, and what is a span of the text
 * (the quote above all) is copied without a look at its bytes. See doc_json.h, utf8_text.h. */
#include "pipeline/core/doc_json.h"

static inline void put(struct buf *out, const char *p, size_t n)
{
	if (out->cap - out->len < n) buf_reserve(out, n);
	memcpy(out->p + out->len, p, n);
	out->len += n;
}
#define PUT(out, lit) put(out, lit, sizeof(lit) - 1)

static void add_str(struct buf *out, struct slice s)
{
	if (s.p) buf_add_json(out, s);
	else PUT(out, "null");
}

void claim_spans_json(const struct claim *c, struct buf *out)
{
	static const struct slice keys[SPAN_N] = {
#define X(id, name) { "\"" name "\":[", sizeof("\"" name "\":[") - 1 },
		CLAIM_SPANS(X)
#undef X
	};
	unsigned there = 0; /* first which, without a branch */

	for (int i = 0; i < SPAN_N; i++) there |= (unsigned)(c->spans[i].end != 0) << i;
	buf_addc(out, '{');
	for (unsigned rest = there; rest; rest &= rest - 1) {
		int i = __builtin_ctz(rest);
		if (rest != there) buf_addc(out, ',');
		buf_add_slice(out, keys[i]);
		buf_add_uint(out, c->spans[i].start);
		buf_addc(out, ',');
		buf_add_uint(out, c->spans[i].end);
		buf_addc(out, ']');
	}
	buf_addc(out, '}');
}

void claim_participants_json(const struct claim *c, struct buf *out)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < c->n_participants; i++) {
		buf_add_str(out, i ? ",{\"role\":" : "{\"role\":");
		add_str(out, c->participants[i].role);
		PUT(out, ",\"text\":");
		add_str(out, c->participants[i].text);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

void claim_strings_json(const struct slice *items, size_t n, struct buf *out)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i) buf_addc(out, ',');
		add_str(out, items[i]);
	}
	buf_addc(out, ']');
}

/* One writer a field type of CLAIM_FIELDS: is the field there, and its value behind the key. */
#define HAS_SCHEMA(c, f) true
#define HAS_STR(c, f)	 ((c)->f.p != NULL)
#define HAS_DATE(c, f)	 HAS_STR(c, f)
#define HAS_INT(c, f)	 ((c)->f >= 0)
#define HAS_NUM(c, f)	 ((c)->f == (c)->f) /* no NaN */
#define HAS_PARTS(c, f)	 ((c)->n_##f > 0)
#define HAS_STRS(c, f)	 ((c)->n_##f > 0)
#define HAS_FLAGS(c, f)	 true
#define HAS_SPANS(c, f)	 true

#define PUT_SCHEMA(c, f) PUT(out, "\"claim/1\"")
#define PUT_STR(c, f)	 utf8_text_json(text, out, (c)->f)
#define PUT_DATE(c, f)	 buf_add_json(out, (c)->f)
#define PUT_INT(c, f)	 buf_add_int(out, (c)->f)
#define PUT_NUM(c, f)	 json_add_double(out, (c)->f)
#define PUT_PARTS(c, f)	 claim_participants_json((c), out)
#define PUT_STRS(c, f)	 claim_strings_json((c)->f, (c)->n_##f, out)
#define PUT_FLAGS(c, f)	 claim_strings_json((c)->f, (c)->n_##f, out)
#define PUT_SPANS(c, f)	 claim_spans_json((c), out)

void claim_to_json(const struct claim *c, const struct utf8_text *text, struct buf *out)
{
	size_t start = out->len;

#define X(type, f)                                                                                 \
	if (HAS_##type(c, f)) {                                                                    \
		PUT(out, ",\"" #f "\":");                                                          \
		PUT_##type(c, f);                                                                  \
	} else {                                                                                   \
		PUT(out, ",\"" #f "\":null");                                                      \
	}
	CLAIM_FIELDS(X)
#undef X
	out->p[start] = '{';
	buf_addc(out, '}');
}
