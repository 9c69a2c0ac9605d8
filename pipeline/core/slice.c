/* Borrowed stretches of bytes. */
#include "pipeline/core/slice.h"

int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : a.len < b.len ? -1 : a.len > b.len;
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
