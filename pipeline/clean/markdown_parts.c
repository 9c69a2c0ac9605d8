/* What a Markdown line is. From: lines. To: kinds. Limits: none. */
#include "pipeline/clean/markdown_parts.h"

bool markdown_is_address(const uint16_t *s, size_t len)
{
	size_t i = 1;
	while (i < len && i < 24 && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'z') i++;
	if (i < len && s[i] == ':' && i + 1 < len && s[i + 1] == '/') return true;
	for (; i < len && i < 80 && s[i] > ' ' && s[i] != '>'; i++)
		if (s[i] == '@') return true;
	return false;
}

static bool all_of(const uint16_t *s, size_t i, size_t end, const char *set, size_t min)
{
	size_t n = 0;
	for (; i < end; i++) {
		if (unit_is_space(s[i])) continue;
		if (s[i] >= 128 || !strchr(set, (char)s[i]) || !s[i]) return false;
		n++;
	}
	return n >= min;
}

/* A row of a table: begins or ends with a bar and has another. */
static bool is_row(const uint16_t *s, size_t i, size_t end)
{
	size_t bars = 0;
	for (size_t k = i; k < end; k++) bars += s[k] == '|';
	return bars >= 2 && s[i] == '|';
}

/* Length of a list mark at i: bullets with their blank; of an ordered mark 0, but *ordered is set.
 */
static size_t list_mark(const uint16_t *s, size_t i, size_t end, bool *ordered)
{
	if (i + 1 < end && (s[i] == '-' || s[i] == '*' || s[i] == '+') && s[i + 1] == ' ') return 2;
	size_t k = i;
	while (k < end && k - i < 3 && s[k] >= '0' && s[k] <= '9') k++;
	*ordered = k > i && k + 1 < end && (s[k] == '.' || s[k] == ')') && s[k + 1] == ' ';
	return 0;
}

static struct md_line heading(const uint16_t *s, size_t i, size_t end)
{
	struct md_line l = { MD_TEXT, 0, i, end };
	size_t k = i;
	while (k < end && s[k] == '#') k++;
	if (k - i > 6 || (k < end && s[k] != ' ' && s[k] != '\t')) return l;
	l.kind = MD_HEADING;
	l.level = (unsigned)(k - i);
	while (end > k && (s[end - 1] == '#' || unit_is_space(s[end - 1]))) end--;
	l.from = k;
	l.to = end;
	return l;
}

struct md_line markdown_line(const uint16_t *s, size_t i, size_t end)
{
	struct md_line l = { MD_NONE, 0, i, end };
	bool ordered = false;
	while (i < end && unit_is_space(s[i])) i++;
	while (i < end && s[i] == '>') {
		i++;
		while (i < end && unit_is_space(s[i])) i++;
	}
	if (i == end) return l;
	if (s[i] == '#') return heading(s, i, end);
	l.from = i;
	l.kind = MD_TEXT;
	if (all_of(s, i, end, "=", 3)) l.kind = MD_UNDERLINE;
	else if (all_of(s, i, end, "-", 3) || all_of(s, i, end, "*", 3) ||
		 all_of(s, i, end, "_", 3))
		l.kind = MD_NONE;
	else if (all_of(s, i, end, "|-: ", 3)) l.kind = MD_NONE;
	else if (s[i] == '`' && i + 2 < end && s[i + 1] == '`' && s[i + 2] == '`')
		l.kind = MD_FENCE;
	else if (is_row(s, i, end)) l.kind = MD_TABLE;
	else {
		size_t mark = list_mark(s, i, end, &ordered);
		if (mark || ordered) l.kind = MD_LIST;
		l.from = i + mark;
	}
	return l;
}
