/* Front for plain text. From: text with line ends of any kind. To: one visible line a line.
 * Limits: none. */
#include "pipeline/clean/front.h"

static bool is_break(uint16_t c)
{
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\f';
}

void front_plain(struct page *p, size_t from, size_t to)
{
	const uint16_t *t = p->old.p;
	size_t start = from;
	for (size_t i = from; i < to; i++) {
		if ((t[i] > 0x85 && (t[i] | 1) != 0x2029) || !is_break(t[i])) continue; /* Han first */
		page_line(p, start, i);
		start = i + 1;
	}
	page_line(p, start, to);
}
