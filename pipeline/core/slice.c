/* Borrowed stretches of bytes and of UTF-16 text. */
#include "pipeline/core/slice.h"

int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : a.len < b.len ? -1 : a.len > b.len;
}

int uslice_cmp(struct uslice a, struct uslice b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	for (size_t i = 0; i < n; i++)
		if (a.p[i] != b.p[i]) return a.p[i] < b.p[i] ? -1 : 1;
	return a.len < b.len ? -1 : a.len > b.len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

struct slice slice_trim(struct slice s)
{
	while (s.len && is_blank(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && is_blank(s.p[s.len - 1])) s.len--;
	return s;
}

bool slice_split(struct slice *rest, char sep, struct slice *piece)
{
	if (!rest->p) return false;
	const char *q = rest->len ? memchr(rest->p, sep, rest->len) : NULL;
	if (!q) {
		*piece = *rest;
		*rest = SLICE_NONE;
		return true;
	}
	*piece = slice_of(rest->p, (size_t)(q - rest->p));
	*rest = slice_of(q + 1, rest->len - piece->len - 1);
	return true;
}

struct slice slice_word(struct slice *rest)
{
	size_t n = 0;

	*rest = slice_trim(*rest);
	while (n < rest->len && rest->p[n] != ' ' && rest->p[n] != '\t') n++;
	struct slice word = slice_of(rest->p, n);
	*rest = slice_of(rest->p + n, rest->len - n);
	return word;
}

int slice_index(struct slice s, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (slice_is(s, names[i])) return i;
	return -1;
}
