/* Pairing straight quotation marks. See straight_quotes.h. */
#include "pipeline/normalize/straight_quotes.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/normalize/fold_marks.h"

/* Are the straight marks of a line pairs around something? */
static bool are_pairs(struct uslice s, size_t from, size_t to)
{
	size_t n = 0, last = 0;
	bool han = false;

	for (size_t i = from; i < to; i++) {
		uint16_t c = s.p[i];
		if (c == QUOTE_OPEN || c == QUOTE_CLOSE) return false;
		han |= unit_is_one_han(c);
		if (c != '"') continue;
		if (n % 2 ? i == last + 1
			  : i > from && (unit_is_alnum(s.p[i - 1]) || s.p[i - 1] == '='))
			return false;
		last = i;
		n++;
	}
	return han && n && n % 2 == 0;
}

static void pair_line(struct edit *e, struct uslice s, size_t from, size_t to)
{
	bool open = false;

	if (!are_pairs(s, from, to)) return;
	for (size_t i = from; i < to; i++) {
		if (s.p[i] != '"') continue;
		edit_swap(e, i, open ? QUOTE_CLOSE : QUOTE_OPEN, MAP_FOLDED);
		open = !open;
	}
}

bool straight_pair(unsigned seen, struct passage *p)
{
	struct edit e;
	size_t end;

	if (!(seen & MARK_STRAIGHT)) return false;
	edit_begin(&e, p);
	struct uslice s = e.w.old;
	for (size_t from = 0; from < s.len; from = end + 1) {
		for (end = from; end < s.len && s.p[end] != '\n';) end++;
		pair_line(&e, s, from, end);
	}
	return edit_end(&e);
}
