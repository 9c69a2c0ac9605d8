/* JSON objects read member by member (RFC 8259).
 * In: the bytes of one object. Out: key and raw value of each member. Nesting is kept as a stack of
 * brackets, not by recursion; JSON_DEPTH levels. Linear. */
#include "corpus/json_scan.h"

#include "pipeline/core/utf.h"

static enum status bad(const struct json_scan *s, struct err *e, const char *what)
{
	return err_set(e, ERR_INPUT, "byte %zu: %s", s->pos, what);
}

static void skip_space(struct json_scan *s)
{
	while (s->pos < s->text.len) {
		char c = s->text.p[s->pos];
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r') break;
		s->pos++;
	}
}

/* The next byte behind white space, 0 at the end. */
static char look(struct json_scan *s)
{
	skip_space(s);
	return s->pos < s->text.len ? s->text.p[s->pos] : '\0';
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static enum status skip_escape(struct json_scan *s, struct err *e)
{
	const char *p = s->text.p + s->pos;
	size_t left = s->text.len - s->pos;
	if (left < 2) return bad(s, e, "a string is not closed");
	if (p[1] == 'u') {
		for (size_t i = 2; i < 6; i++)
			if (i >= left || !is_hex(p[i]))
				return bad(s, e, "\\u without four hex digits");
		s->pos += 6;
		return OK;
	}
	if (!memchr("\"\\/bfnrt", p[1], 8)) return bad(s, e, "no such escape in JSON");
	s->pos += 2;
	return OK;
}

static enum status skip_string(struct json_scan *s, struct err *e)
{
	if (look(s) != '"') return bad(s, e, "a string is missing here");
	s->pos++;
	while (s->pos < s->text.len) {
		unsigned char c = (unsigned char)s->text.p[s->pos];
		if (c == '"') {
			s->pos++;
			return OK;
		}
		if (c == '\\') {
			TRY(skip_escape(s, e));
			continue;
		}
		s->pos++;
		if (!s->utf8 && c > 0x80 && s->pos < s->text.len && s->text.p[s->pos] != '"')
			s->pos++;
	}
	return bad(s, e, "a string is not closed");
}

static bool skip_word(struct json_scan *s, const char *word)
{
	struct slice rest = { s->text.p + s->pos, s->text.len - s->pos };
	if (!slice_starts(rest, slice_str(word))) return false;
	s->pos += strlen(word);
	return true;
}

static bool skip_digits(struct json_scan *s)
{
	size_t from = s->pos;
	while (s->pos < s->text.len && s->text.p[s->pos] >= '0' && s->text.p[s->pos] <= '9')
		s->pos++;
	return s->pos > from;
}

static bool skip_number(struct json_scan *s)
{
	(void)skip_word(s, "-");
	if (!skip_digits(s)) return false;
	if (skip_word(s, ".") && !skip_digits(s)) return false;
	if (skip_word(s, "e") || skip_word(s, "E")) {
		if (!skip_word(s, "+")) (void)skip_word(s, "-");
		if (!skip_digits(s)) return false;
	}
	return true;
}

static enum status skip_key(struct json_scan *s, struct err *e)
{
	TRY(skip_string(s, e));
	if (look(s) != ':') return bad(s, e, "a colon is missing here");
	s->pos++;
	return OK;
}

/* A string, number or word. */
static enum status skip_scalar(struct json_scan *s, enum json_kind *kind, struct err *e)
{
	char c = look(s);
	if (c == '"') {
		*kind = JSON_STRING;
		return skip_string(s, e);
	}
	if (c == '-' || (c >= '0' && c <= '9')) {
		*kind = JSON_NUMBER;
		return skip_number(s) ? OK : bad(s, e, "not a number");
	}
	*kind = c == 't' ? JSON_TRUE : c == 'f' ? JSON_FALSE : JSON_NULL;
	if (skip_word(s, "true") || skip_word(s, "false") || skip_word(s, "null")) return OK;
	return bad(s, e, "a value is missing here");
}

/* Behind a value: close brackets and step over a comma. *depth 0: the outermost value is complete.
 */
static enum status close_brackets(struct json_scan *s, const char *stack, size_t *depth,
				  struct err *e)
{
	while (*depth > 0) {
		char open = stack[*depth - 1], c = look(s);
		if (c == ',') {
			s->pos++;
			return open == '{' ? skip_key(s, e) : OK;
		}
		if (c != (open == '{' ? '}' : ']'))
			return bad(s, e, "a comma or a closing bracket is missing here");
		s->pos++;
		(*depth)--;
	}
	return OK;
}

static enum status skip_value(struct json_scan *s, enum json_kind *kind, struct err *e)
{
	char stack[JSON_DEPTH];
	size_t depth = 0;
	enum json_kind inner;
	char c = look(s);
	*kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
	if (c != '{' && c != '[') return skip_scalar(s, kind, e);
	do {
		c = look(s);
		if (c == '{' || c == '[') {
			if (depth == JSON_DEPTH)
				return bad(s, e, "nested too deeply (limit is 512)");
			stack[depth++] = c;
			s->pos++;
			char next = look(s);
			if (next != (c == '{' ? '}' : ']')) {
				if (c == '{') TRY(skip_key(s, e));
				continue;
			}
		} else {
			TRY(skip_scalar(s, &inner, e));
		}
		TRY(close_brackets(s, stack, &depth, e));
	} while (depth > 0);
	return OK;
}

enum status json_open(struct json_scan *s, struct slice text, struct err *e)
{
	*s = (struct json_scan){ .text = text, .utf8 = utf8_valid(text) };
	if (look(s) != '{') return bad(s, e, "no JSON object begins here");
	s->pos++;
	return OK;
}

enum status json_next(struct json_scan *s, struct json_member *m, struct err *e)
{
	char c = look(s);
	if (c == '}') {
		s->pos++;
		skip_space(s);
		return s->pos == s->text.len ? END
					     : bad(s, e, "more data after the end of the object");
	}
	if (s->inside) {
		if (c != ',') return bad(s, e, "a comma or a closing bracket is missing here");
		s->pos++;
		skip_space(s);
	}
	s->inside = true;
	size_t at = s->pos;
	TRY(skip_string(s, e));
	m->key = slice_of(s->text.p + at + 1, s->pos - at - 2);
	if (look(s) != ':') return bad(s, e, "a colon is missing here");
	s->pos++;
	skip_space(s);
	at = s->pos;
	TRY(skip_value(s, &m->kind, e));
	m->value = slice_of(s->text.p + at, s->pos - at);
	return OK;
}

static uint32_t hex4(const char *p)
{
	uint32_t v = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = p[i];
		uint32_t d = (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
		v = v << 4 | d;
	}
	return v;
}

/* A \u escape at p (left bytes): its code point in *cp (a lone surrogate as it is), bytes used. */
static size_t unescape_u(const char *p, size_t left, uint32_t *cp)
{
	*cp = hex4(p + 2);
	if ((*cp & 0xfc00) == 0xd800 && left >= 12 && p[6] == '\\' && p[7] == 'u') {
		uint32_t low = hex4(p + 8);
		if ((low & 0xfc00) == 0xdc00) {
			*cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
			return 12;
		}
	}
	return 6;
}

/* Is the backslash at p the second byte of a character? It is when an odd number of high bytes
 * stands before it. */
static bool is_trail(const char *begin, const char *p)
{
	const char *q = p;
	while (q > begin && (unsigned char)q[-1] > 0x80) q--;
	return (p - q) & 1;
}

size_t json_unescape(struct slice raw, bool utf8, struct buf *out, size_t *first_at)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p = raw.p + 1, *end = raw.p + raw.len - 1;
	size_t lone = 0;
	buf_reserve(out, raw.len);
	while (p < end) {
		const char *stop = memchr(p, '\\', (size_t)(end - p));
		if (!stop) stop = end;
		bool trail = !utf8 && stop < end && is_trail(p, stop);
		buf_add(out, p, (size_t)(stop - p));
		p = stop;
		if (p == end) break;
		if (trail) {
			buf_addc(out, *p++);
		} else if (p[1] == 'u') {
			uint32_t cp;
			p += unescape_u(p, (size_t)(end - p), &cp);
			if ((cp & 0xf800) == 0xd800) {
				if (lone++ == 0) *first_at = out->len;
				cp = 0xfffd;
			}
			buf_add_cp(out, cp);
		} else {
			const char *which = memchr(from, p[1], sizeof from - 1);
			buf_addc(out, which ? to[which - from] : p[1]);
			p += 2;
		}
	}
	return lone;
}

bool json_frame_end(struct json_frame *f, struct slice s)
{
	while (f->pos < s.len) {
		char c = s.p[f->pos++];
		if (f->in_string) {
			if (f->escaped) f->escaped = false;
			else if (c == '\\') f->escaped = true;
			else if (c == '"') f->in_string = false;
		} else if (c == '"') {
			f->in_string = true;
		} else if (c == '{' || c == '[') {
			f->depth++;
		} else if ((c == '}' || c == ']') && f->depth > 0 && --f->depth == 0) {
			return true;
		}
	}
	return false;
}
