/* Brackets beside figures. See bracket.h. */
#include "pipeline/extract/bracket.h"

#include "pipeline/core/punctuation.h"

#define CODE_DIGITS 4 /* digits of a share's code at least */

static bool opens(uint16_t c)
{
	return unit_opens_bracket(c);
}

static bool closes(uint16_t c)
{
	return unit_closes_bracket(c);
}

/* Does the bracket [from, to) say by what code or short name a firm goes? */
static bool names_firm(const uint16_t *s, size_t from, size_t to)
{
	size_t digits = 0;

	for (size_t i = from; i < to; i++) {
		if (s[i] == QUOTE_OPEN) return true;
		digits = s[i] >= '0' && s[i] <= '9' ? digits + 1 : 0;
		if (digits == CODE_DIGITS) return true;
	}
	return false;
}

void bracket_cut_owner(struct mention *m, const struct view *v)
{
	const uint16_t *s = v->d->text.p;
	size_t from = m->ind.off, end = stretch_end(m->ind), open = from;

	while (open < end && !opens(s[open])) open++;
	size_t close = open;
	while (close < end && !closes(s[close])) close++;
	if (close + 1 >= end || !names_firm(s, open + 1, close)) return;
	if (open > from && !m->part[PART_SUBJ].len)
		m->part[PART_SUBJ] = (struct stretch){ (uint32_t)from, (uint32_t)(open - from) };
	m->ind = (struct stretch){ (uint32_t)close + 1, (uint32_t)(end - close - 1) };
}

bool bracket_closes(const struct view *v, size_t a, size_t b)
{
	size_t depth = 0;

	for (size_t i = a; i < b && i < v->d->text.len; i++) {
		if (opens(v->d->text.p[i])) depth++;
		if (!closes(v->d->text.p[i])) continue;
		if (!depth) return true;
		depth--;
	}
	return false;
}
