/* Units in heads, cells and lines of tables. See table_unit.h. */
#include "pipeline/annotate/table_unit.h"

#include "pipeline/core/punctuation.h"

#define LINE_MAX 60 /* units of a line that may only name a unit */

/* The longest word of a class at s[at], 0 if there is none. */
size_t table_word_at(const struct head_words *t, enum head_class cls, const uint16_t *s, size_t at,
		     size_t end)
{
	size_t best = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct uslice *w = &t->words[i].word;
		if (t->words[i].cls != cls || w->p[0] != s[at] || w->len > end - at ||
		    w->len <= best)
			continue;
		if (memcmp(s + at, w->p, w->len * sizeof *s) == 0) best = w->len;
	}
	return best;
}

/* Multiplier and unit that fill [at, end). */
bool table_read_unit(const struct head_words *t, const uint16_t *s, struct table_cell c,
		     struct head_unit *h)
{
	struct unit prefix;
	size_t at = c.off;
	bool prefixed = unit_read(t->t, s, c.end, at, &prefix) && prefix.flags & UNIT_PREFIX &&
			prefix.off + prefix.len < c.end;

	if (prefixed) at += prefix.len;
	*h = (struct head_unit){ .power = 0 };
	while (at < c.end && !unit_read(t->t, s, c.end, at, &h->u)) {
		enum numeral_class k = KIND_CLASS(t->t->kind[s[at]]);
		if (k != CLS_SMALL && k != CLS_BIG) return false;
		h->power += (int)KIND_VALUE(t->t->kind[s[at++]]);
	}
	h->bare = at == c.end && h->power >= 4 && h->power <= 16 && !prefixed;
	if (h->bare) return h->set = true;
	if (at >= c.end || h->u.off + h->u.len != c.end || h->power > 16) return false;
	if (h->u.flags & (UNIT_CLOCK | UNIT_NAME | UNIT_TENTH | UNIT_NO_SUFFIX)) return false;
	if (prefixed) h->u.code = prefix.code;
	return h->set = true;
}

/* Behind "unit:" within [at, end), 0 if that does not stand at at. */
static size_t after_unit_word(const struct head_words *t, const uint16_t *s, size_t at, size_t end)
{
	size_t n = table_word_at(t, HEAD_UNIT, s, at, end), i = at + n;

	return n && i < end && table_is_colon(s[i]) ? i + 1 : 0;
}

/* The end of what a unit line names: a closing bracket, a blank or the end. */
static size_t unit_text_end(const uint16_t *s, size_t at, size_t end)
{
	while (at < end && !unit_closes_bracket(s[at]) && !table_is_blank(s[at]) &&
	       !table_is_bar(s[at]))
		at++;
	return at;
}

/* Does a word for "unit" end at s[at]? */
static bool unit_word_before(const struct head_words *t, const uint16_t *s, size_t off, size_t at)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct uslice *w = &t->words[i].word;
		if (t->words[i].cls != HEAD_UNIT || w->len > at - off ||
		    w->p[w->len - 1] != s[at - 1])
			continue;
		if (memcmp(s + at - w->len, w->p, w->len * sizeof *s) == 0) return true;
	}
	return false;
}

/* "10,000 yuan, %": the unit of the amounts, and of the shares and changes. */
static bool read_units(const struct head_words *t, const uint16_t *s, struct table_cell c,
		       struct head_unit *h, struct head_unit *share)
{
	size_t i = c.off;

	share->set = false;
	while (i < c.end && s[i] != LIST_MARK && !mark_is_comma(s[i])) i++;
	if (i == c.end) return table_read_unit(t, s, c, h);
	if (!table_read_unit(t, s, (struct table_cell){ c.off, i }, h)) return false;
	if (table_read_unit(t, s, table_trim(s, i + 1, c.end), share))
		share->set = share->u.dim == DIM_SHARE;
	return true;
}

/* "(unit: 10,000 yuan)" anywhere in a short line. */
bool table_read_unit_line(const struct head_words *t, const struct look *look, const uint16_t *s,
			  struct table_cell line, struct head_unit *h, struct head_unit *share)
{
	size_t off = line.off, end = line.end;

	if (end - off > LINE_MAX) return false;
	for (size_t i = off; (i = look_next(look, i, end)) < end; i++) {
		if (!table_is_colon(s[i]) || !unit_word_before(t, s, off, i)) continue;
		size_t at = i + 1;
		while (at < end && (table_is_blank(s[at]) || unit_opens_bracket(s[at]))) at++;
		return read_units(t, s, (struct table_cell){ at, unit_text_end(s, at, end) }, h,
				  share);
	}
	return false;
}

/* Behind plus and minus before a share's sign: "(+-%)". */
static size_t behind_signs(const uint16_t *s, size_t at, size_t end)
{
	size_t i = at;

	while (i < end && (s[i] == 0xb1 || s[i] == '+' || s[i] == '-' || s[i] == 0xff0b ||
			   s[i] == 0xff0d || s[i] == LIST_MARK || s[i] == ','))
		i++;
	return i < end && (s[i] == '%' || s[i] == 0xff05) ? i : at;
}

/* The unit at the end of a head: in brackets, behind a colon or slash, or a bare sign of a share.
 */
bool table_read_head(const struct head_words *t, const uint16_t *s, struct table_cell c,
		     struct head_unit *h)
{
	h->set = false;
	if (c.end <= c.off) return false;
	uint16_t last = s[c.end - 1];
	size_t i = c.end - 1;
	if (unit_closes_bracket(last)) {
		while (i > c.off && !unit_opens_bracket(s[i])) i--;
		if (!unit_opens_bracket(s[i])) return false;
		size_t at = after_unit_word(t, s, i + 1, c.end - 1);
		if (!at) at = behind_signs(s, i + 1, c.end - 1);
		return table_read_unit(t, s, table_trim(s, at, c.end - 1), h);
	}
	while (i > c.off && !table_is_colon(s[i]) && s[i] != '/') i--;
	if (i > c.off && table_read_unit(t, s, table_trim(s, i + 1, c.end), h)) return true;
	struct head_unit share;
	if (!table_read_unit(t, s, (struct table_cell){ c.end - 1, c.end }, &share) ||
	    share.u.dim != DIM_SHARE || c.end - c.off < 2)
		return false;
	*h = share;
	return true;
}

/* Is the whole cell a word of the class? */
static bool is_word_of(const struct head_words *t, enum head_class cls, const uint16_t *s,
		       struct table_cell c)
{
	return c.end > c.off && table_word_at(t, cls, s, c.off, c.end) == c.end - c.off;
}

bool table_is_unit_word(const struct head_words *t, const uint16_t *s, struct table_cell c)
{
	return is_word_of(t, HEAD_UNIT, s, c);
}

bool table_has_word(const struct head_words *t, enum head_class cls, const uint16_t *s,
		    struct table_cell c)
{
	for (size_t i = c.off; i < c.end; i++)
		if (table_word_at(t, cls, s, i, c.end)) return true;
	return false;
}

bool table_is_numbered(const struct head_words *t, const uint16_t *s, struct table_cell c)
{
	return is_word_of(t, HEAD_NUMBER, s, c);
}
