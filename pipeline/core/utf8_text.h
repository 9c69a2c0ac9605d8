/* A whole text as UTF-8, made once: a span of it is a slice, and nothing is converted or looked at for JSON twice.
 * For stages that quote much of the text (the evidence of claims is many times the text itself). */
#ifndef ZHC_UTF8_TEXT_H
#define ZHC_UTF8_TEXT_H

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"

struct utf8_text {
	const uint16_t *of; /* the text it was made of; of another text it says nothing */
	struct slice utf8;
	const uint32_t *base; /* byte offset of the first unit of each UTF8_TEXT_PAGE … */
	const uint16_t *low;  /* … and what each unit adds to it; one unit more than the text has */
	const uint32_t *escapes; /* bytes of utf8 that JSON escapes, ascending */
	size_t n_escapes;
};
#define UTF8_TEXT_PAGE 256

/* All in a. Lone surrogates become U+FFFD. Limit: 4 GiB of UTF-8. */
struct utf8_text *utf8_text_make(struct arena *a, struct uslice text);

/* Units [off, off+len) of the text, on code-point boundaries. Borrowed, without a NUL behind. */
static inline struct slice utf8_text_span(const struct utf8_text *t, size_t off, size_t len)
{
	size_t end = off + len;
	uint32_t from = t->base[off / UTF8_TEXT_PAGE] + t->low[off], to = t->base[end / UTF8_TEXT_PAGE] + t->low[end];

	return slice_of(t->utf8.p + from, to - from);
}

/* s as a JSON string: where it is a span of t, without looking at every byte; t may be NULL. */
void utf8_text_json(const struct utf8_text *t, struct buf *out, struct slice s);

#endif
