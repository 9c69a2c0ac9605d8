/* HTML tokenizer: data, tags, attributes, comments, doctypes; raw text in html_raw.c, references in
 * html_ref.c. From: text. To: one token a call. The states of the standard stand as scanning loops:
 * each loop is one or a few states, the comments name them. Limits: see html_token.h. */
#include "pipeline/clean/html_token.h"

#include "pipeline/clean/html_raw.h"
#include "pipeline/core/unit_find.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_space(uint16_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* What ends names and values: C_SPACE white space, C_SLASH, C_MORE the closing bracket, C_EQUALS.
 */
enum { C_SPACE = 1, C_SLASH = 2, C_MORE = 4, C_EQUALS = 8 };
static const uint8_t char_kinds[64] = {
	[' '] = C_SPACE,  ['\t'] = C_SPACE, ['\n'] = C_SPACE, ['\f'] = C_SPACE,
	['\r'] = C_SPACE, ['/'] = C_SLASH,  ['>'] = C_MORE,   ['='] = C_EQUALS
};

/* The first unit of p[i, end) of one of the kinds: all stand before the letters. */
static inline size_t find_kind(const uint16_t *p, size_t i, size_t end, unsigned kinds)
{
#ifdef __SSE2__
	const __m128i last = _mm_set1_epi16('>'), none = _mm_setzero_si128();
	while (i + 8 <= end) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		int low = _mm_movemask_epi8(_mm_cmpeq_epi16(_mm_subs_epu16(v, last), none));
		i += low ? (unsigned)__builtin_ctz((unsigned)low) / 2 : 8;
		if (!low) continue;
		if (char_kinds[p[i]] & kinds) return i;
		i++;
	}
#endif
	while (i < end && (p[i] > 63 || !(char_kinds[p[i]] & kinds))) i++;
	return i;
}

void html_begin(struct html_tokenizer *t, struct uslice text, const struct html_refs *refs)
{
	t->p = text.p;
	t->len = text.len;
	t->pos = 0;
	t->refs = refs;
	t->mode = HTML_DATA;
	t->last = NULL;
	t->last_len = 0;
	t->n_attrs = 0;
}

void html_set_mode(struct html_tokenizer *t, enum html_mode mode, const uint16_t *name,
		   size_t name_len)
{
	t->mode = mode;
	t->last = name;
	t->last_len = name_len;
}

bool html_name_equals(const uint16_t *p, struct html_span name, const char *word)
{
	size_t i = 0;
	for (; i < name.len && word[i]; i++) {
		uint16_t c = p[name.off + i];
		if (c >= 'A' && c <= 'Z') c |= 32;
		if (c != (unsigned char)word[i]) return false;
	}
	return i == name.len && !word[i];
}

const struct html_attr *html_attr(const struct html_tokenizer *t, const char *name)
{
	for (size_t i = 0; i < t->n_attrs; i++)
		if (html_name_is(t->p, t->attrs[i].name, name)) return &t->attrs[i];
	return NULL;
}

void html_clean(const uint16_t *p, size_t len, bool nul, bool lower, struct ubuf *out)
{
	for (size_t i = 0; i < len; i++) {
		uint16_t c = p[i];
		if (c == '\r') {
			if (i + 1 < len && p[i + 1] == '\n') continue;
			c = '\n';
		}
		if (c == 0 && nul) c = 0xfffd;
		if (lower && c >= 'A' && c <= 'Z') c |= 32;
		ubuf_addc(out, c);
	}
}

void html_value(const struct html_tokenizer *t, struct html_span raw, struct ubuf *out)
{
	const uint16_t *p = t->p + raw.off;
	size_t start = 0, i = 0;
	while (i < raw.len) {
		uint32_t cp[2];
		size_t n = p[i] == '&' ? html_reference(t->refs, p + i, raw.len - i, true, cp) : 0;
		if (n == 0) {
			i++;
			continue;
		}
		html_clean(p + start, i - start, true, false, out);
		ubuf_add_cp(out, cp[0]);
		if (cp[1]) ubuf_add_cp(out, cp[1]);
		start = i += n;
	}
	html_clean(p + start, raw.len - start, true, false, out);
}

static void emit(struct html_tokenizer *t, struct html_token *out, enum html_type type, size_t from,
		 size_t to)
{
	*out = (struct html_token){ .type = (uint8_t)type,
				    .off = (uint32_t)from,
				    .len = (uint32_t)(to - from) };
	out->mode = (uint8_t)t->mode;
	t->pos = to;
}

static struct html_span span(size_t from, size_t to)
{
	return (struct html_span){ (uint32_t)from, (uint32_t)(to - from) };
}

/* ---- tags ---- */

static bool same_name(const uint16_t *p, struct html_span a, struct html_span b)
{
	if (a.len != b.len) return false;
	for (uint32_t i = 0; i < a.len; i++) {
		uint16_t x = p[a.off + i], y = p[b.off + i];
		if (x >= 'A' && x <= 'Z') x |= 32;
		if (y >= 'A' && y <= 'Z') y |= 32;
		if (x != y) return false;
	}
	return true;
}

static void keep_attr(struct html_tokenizer *t, struct html_attr a)
{
	if (t->n_attrs == HTML_ATTRS_MAX) return;
	for (size_t i = 0; i < t->n_attrs; i++)
		if (same_name(t->p, t->attrs[i].name, a.name)) return;
	t->attrs[t->n_attrs++] = a;
}

/* Attribute value states; i stands behind the equals sign. Gives the place behind the value. */
static size_t scan_value(const struct html_tokenizer *t, size_t i, struct html_span *value)
{
	const uint16_t *p = t->p;
	while (i < t->len && is_space(p[i])) i++;
	if (i < t->len && (p[i] == '"' || p[i] == '\'')) {
		uint16_t quote = p[i++];
		size_t start = i;
		i = unit_find(p, i, t->len, quote);
		*value = span(start, i);
		return i < t->len ? i + 1 : i;
	}
	size_t start = i;
	i = find_kind(p, i, t->len, C_SPACE | C_MORE);
	*value = span(start, i);
	return i;
}

/* From the end of a tag name to the closing '>': before/after attribute name, self-closing start
 * tag. Gives the place behind '>', or 0 when the text ends inside the tag. */
static size_t scan_attrs(struct html_tokenizer *t, size_t i, bool *self_closing)
{
	const uint16_t *p = t->p;
	t->n_attrs = 0;
	while (i < t->len) {
		uint16_t c = p[i];
		if (is_space(c)) {
			i++;
		} else if (c == '>') {
			return i + 1;
		} else if (c == '/') {
			if (++i < t->len && p[i] == '>') {
				*self_closing = true;
				return i + 1;
			}
		} else {
			struct html_attr a = { .value = { (uint32_t)i, 0 } };
			size_t start = i++; /* an equals sign may begin a name */
			i = find_kind(p, i, t->len, C_SPACE | C_SLASH | C_MORE | C_EQUALS);
			a.name = span(start, i);
			while (i < t->len && is_space(p[i])) i++;
			if (i < t->len && p[i] == '=') i = scan_value(t, i + 1, &a.value);
			keep_attr(t, a);
		}
	}
	return 0;
}

/* Tag name state. name: place of the first letter. */
static void tag(struct html_tokenizer *t, struct html_token *out, size_t open, size_t name,
		enum html_type type)
{
	size_t i = name;
	bool self_closing = false;
	i = find_kind(t->p, i, t->len, C_SPACE | C_SLASH | C_MORE);
	size_t end = scan_attrs(t, i, &self_closing);
	if (end == 0) { /* eof-in-tag: the tag is lost */
		emit(t, out, HTML_EOF, t->len, t->len);
		return;
	}
	emit(t, out, type, open, end);
	out->name = span(name, i);
	out->self_closing = self_closing;
	t->mode = HTML_DATA;
	if (type == HTML_START) t->last = t->p + name, t->last_len = i - name;
}

/* ---- markup declarations ---- */

static void bogus_comment(struct html_tokenizer *t, struct html_token *out, size_t open,
			  size_t data)
{
	size_t i = data;
	while (i < t->len && t->p[i] != '>') i++;
	emit(t, out, HTML_COMMENT, open, i < t->len ? i + 1 : i);
	out->name = span(data, i);
}

static void comment(struct html_tokenizer *t, struct html_token *out, size_t open)
{
	const uint16_t *p = t->p;
	size_t start = open + 4, i = start, len = t->len;
	if (i < len && p[i] == '>') { /* abrupt closing */
		emit(t, out, HTML_COMMENT, open, i + 1);
		out->name = span(start, start);
		return;
	}
	if (i + 1 < len && p[i] == '-' && p[i + 1] == '>') {
		emit(t, out, HTML_COMMENT, open, i + 2);
		out->name = span(start, start);
		return;
	}
	for (i = unit_find(p, i, len, '-'); i < len; i = unit_find(p, i + 1, len, '-')) {
		if (i + 2 >= len || p[i + 1] != '-') continue;
		size_t end = i + 3;
		if (p[i + 2] == '!' && i + 3 < len && p[i + 3] == '>') end = i + 4;
		else if (p[i + 2] != '>') continue;
		emit(t, out, HTML_COMMENT, open, end);
		out->name = span(start, i);
		return;
	}
	size_t end = len; /* the text ends inside: dashes that began an end are not data */
	if (end >= start + 3 && p[end - 1] == '!' && p[end - 2] == '-' && p[end - 3] == '-')
		end -= 3;
	else if (end >= start + 2 && p[end - 1] == '-' && p[end - 2] == '-') end -= 2;
	else if (end >= start + 1 && p[end - 1] == '-') end -= 1;
	emit(t, out, HTML_COMMENT, open, len);
	out->name = span(start, end);
}

static bool word_at(const struct html_tokenizer *t, size_t i, const char *word)
{
	for (; *word; word++, i++)
		if (i >= t->len || (t->p[i] | 32) != (*word | 32)) return false;
	return true;
}

static size_t skip_space(const struct html_tokenizer *t, size_t i)
{
	while (i < t->len && is_space(t->p[i])) i++;
	return i;
}

/* A quoted identifier; gives the place behind it. *whole: its closing quote stands. */
static size_t scan_quoted(const struct html_tokenizer *t, size_t i, struct html_span *value,
			  bool *whole)
{
	uint16_t quote = t->p[i++];
	size_t start = i;
	while (i < t->len && t->p[i] != quote && t->p[i] != '>') i++;
	*value = span(start, i);
	*whole = i < t->len && t->p[i] == quote;
	return *whole ? i + 1 : i;
}

static bool is_quote(const struct html_tokenizer *t, size_t i)
{
	return i < t->len && (t->p[i] == '"' || t->p[i] == '\'');
}

/* Public and system identifiers behind the name; gives the place where '>' is looked for. */
static size_t doctype_ids(struct html_tokenizer *t, size_t i, struct html_token *x)
{
	bool whole = true, is_public = word_at(t, i, "public");
	if (!is_public && !word_at(t, i, "system")) {
		x->quirks = true;
		return i;
	}
	i = skip_space(t, i + 6);
	if (is_public) {
		if (!is_quote(t, i)) {
			x->quirks = true;
			return i;
		}
		i = skip_space(t, scan_quoted(t, i, &x->public_id, &whole));
		x->has_public = true;
		if (!whole) {
			x->quirks = true;
			return i;
		}
		if (i < t->len && t->p[i] == '>') return i;
	}
	if (!is_quote(t, i)) {
		x->quirks = true;
		return i;
	}
	i = skip_space(t, scan_quoted(t, i, &x->system_id, &whole));
	x->has_system = true;
	if (!whole) x->quirks = true;
	if (i >= t->len) x->quirks = true;
	return i; /* what follows the system identifier does not set quirks */
}

static void doctype(struct html_tokenizer *t, struct html_token *out, size_t open)
{
	struct html_token x = { 0 };
	size_t i = skip_space(t, open + 9);
	if (i >= t->len || t->p[i] == '>') {
		x.quirks = true;
	} else {
		size_t start = i;
		while (i < t->len && !is_space(t->p[i]) && t->p[i] != '>') i++;
		x.name = span(start, i);
		x.has_name = true;
		i = skip_space(t, i);
		if (i >= t->len) x.quirks = true;
		else if (t->p[i] != '>') i = doctype_ids(t, i, &x);
	}
	while (i < t->len && t->p[i] != '>') i++;
	if (i >= t->len && !x.has_system) x.quirks = true;
	emit(t, out, HTML_DOCTYPE, open, i < t->len ? i + 1 : i);
	uint32_t off = out->off, len = out->len;
	*out = x;
	out->type = HTML_DOCTYPE;
	out->off = off;
	out->len = len;
}

/* ---- data ---- */

/* At '<' in data: gives false when it is text. */
static bool markup(struct html_tokenizer *t, struct html_token *out)
{
	const uint16_t *p = t->p;
	size_t i = t->pos + 1;
	if (i >= t->len) return false;
	if (unit_is_letter(p[i])) {
		tag(t, out, t->pos, i, HTML_START);
	} else if (p[i] == '/') {
		if (i + 1 >= t->len) return false;
		if (unit_is_letter(p[i + 1])) {
			tag(t, out, t->pos, i + 1, HTML_END);
		} else if (p[i + 1] == '>') { /* missing name: nothing */
			t->pos = i + 2;
			html_next(t, out);
		} else {
			bogus_comment(t, out, t->pos, i + 1);
		}
	} else if (p[i] == '!') {
		if (i + 2 < t->len && p[i + 1] == '-' && p[i + 2] == '-') comment(t, out, t->pos);
		else if (word_at(t, i + 1, "doctype")) doctype(t, out, t->pos);
		else bogus_comment(t, out, t->pos, i + 1);
	} else if (p[i] == '?') {
		bogus_comment(t, out, t->pos, i);
	} else {
		return false;
	}
	return true;
}

static bool reference(struct html_tokenizer *t, struct html_token *out)
{
	uint32_t cp[2];
	size_t n = html_reference(t->refs, t->p + t->pos, t->len - t->pos, false, cp);
	if (n == 0) return false;
	emit(t, out, HTML_REF, t->pos, t->pos + n);
	out->cp[0] = cp[0];
	out->cp[1] = cp[1];
	return true;
}

static void text(struct html_tokenizer *t, struct html_token *out)
{
	size_t i = unit_find_either(t->p, t->pos + 1, t->len, '<', '&');
	emit(t, out, HTML_TEXT, t->pos, i);
}

void html_next(struct html_tokenizer *t, struct html_token *out)
{
	while (t->mode == HTML_DATA && t->pos + 2 < t->len && t->p[t->pos] == '<' &&
	       t->p[t->pos + 1] == '/' && t->p[t->pos + 2] == '>')
		t->pos += 3; /* nameless end tags, here so that markup() need not recur deeply */
	if (t->pos >= t->len) {
		emit(t, out, HTML_EOF, t->len, t->len);
		return;
	}
	uint16_t c = t->p[t->pos];
	if (t->mode == HTML_DATA) {
		if (c == '<' && markup(t, out)) return;
		if (c == '&' && reference(t, out)) return;
		text(t, out);
		return;
	}
	size_t end = html_raw_end(t);
	if (t->mode == HTML_RCDATA && c == '&' && reference(t, out)) return;
	if (end > t->pos) {
		emit(t, out, HTML_TEXT, t->pos, end);
		return;
	}
	if (t->mode == HTML_CDATA) { /* at its closing brackets */
		t->pos += 3;
		t->mode = HTML_DATA;
		html_next(t, out);
		return;
	}
	tag(t, out, t->pos, t->pos + 2, HTML_END); /* the appropriate end tag */
}
