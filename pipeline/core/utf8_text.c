/* A whole text as UTF-8. See utf8_text.h. */
#include "pipeline/core/utf8_text.h"

#include "pipeline/core/utf.h"

static bool is_escaped(uint32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static const uint32_t *find_escapes(struct arena *a, struct slice s, size_t *n)
{
	size_t count = 0, k = 0;

	for (size_t i = 0; i < s.len; i++)
		count += is_escaped((unsigned char)s.p[i]);
	uint32_t *at = arena_alloc(a, (count + 1) * sizeof *at);
	for (size_t i = 0; k < count; i++)
		if (is_escaped((unsigned char)s.p[i])) at[k++] = (uint32_t)i;
	*n = count;
	return at;
}

struct utf8_text *utf8_text_make(struct arena *a, struct uslice text)
{
	struct utf8_text *t = arena_zalloc(a, sizeof *t);
	uint32_t *base = arena_alloc(a, (text.len / UTF8_TEXT_PAGE + 1) * sizeof *base), at = 0;
	uint16_t *low = arena_alloc(a, (text.len + 1) * sizeof *low);

	for (size_t i = 0; i < text.len;) {
		size_t k = i;
		uint32_t c = utf16_next(text.p, text.len, &i);
		for (; k < i; k++) { /* the second unit of a pair is no boundary: it gets the place of the first */
			if (k % UTF8_TEXT_PAGE == 0) base[k / UTF8_TEXT_PAGE] = at;
			low[k] = (uint16_t)(at - base[k / UTF8_TEXT_PAGE]);
		}
		at += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	}
	if (text.len % UTF8_TEXT_PAGE == 0) base[text.len / UTF8_TEXT_PAGE] = at;
	low[text.len] = (uint16_t)(at - base[text.len / UTF8_TEXT_PAGE]);
	t->utf8 = arena_utf8(a, text);
	t->of = text.p;
	t->base = base;
	t->low = low;
	t->escapes = find_escapes(a, t->utf8, &t->n_escapes);
	return t;
}

/* Index of the first escape at or behind byte off. */
static size_t first_escape(const struct utf8_text *t, size_t off)
{
	size_t lo = 0, hi = t->n_escapes;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (t->escapes[mid] < off)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool holds(const struct utf8_text *t, struct slice s)
{
	uintptr_t from = (uintptr_t)t->utf8.p, p = (uintptr_t)s.p;

	return p >= from && p + s.len <= from + t->utf8.len;
}

void utf8_text_json(const struct utf8_text *t, struct buf *out, struct slice s)
{
	if (!t || !holds(t, s)) {
		buf_add_json(out, s);
		return;
	}
	size_t from = (size_t)(s.p - t->utf8.p), end = from + s.len;
	buf_reserve(out, s.len + 2);
	buf_addc(out, '"');
	for (size_t k = first_escape(t, from); k < t->n_escapes && t->escapes[k] < end; k++) {
		buf_add(out, t->utf8.p + from, t->escapes[k] - from);
		buf_add_json_escape(out, (unsigned char)t->utf8.p[t->escapes[k]]);
		from = t->escapes[k] + 1u;
	}
	buf_add(out, t->utf8.p + from, end - from);
	buf_addc(out, '"');
}
