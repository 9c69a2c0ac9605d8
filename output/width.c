/* Text in columns of a terminal.
 * In: valid UTF-8. Out: cells after East Asian Width (UAX 11; ambiguous characters count as one).
 */
#include "output/width.h"

#include <unicode/uchar.h>

#define ELLIPSIS "\xe2\x80\xa6"

static size_t cells_of(UChar32 c)
{
	if (c < 0x20 || c == 0x7f) return 1;
	if (c < 0x300) return 1;
	int8_t type = u_charType(c);
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
		return 0;
	int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* The character at s.p[*i] (valid UTF-8), stepping over it. */
static UChar32 next_char(struct slice s, size_t *i)
{
	unsigned char c = (unsigned char)s.p[(*i)++];
	size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
	UChar32 cp = more == 0 ? c : c & (0x3f >> more);
	for (; more > 0 && *i < s.len; more--) cp = cp << 6 | (s.p[(*i)++] & 0x3f);
	return cp;
}

/* Bytes of s that fit into cells; *used cells. */
static size_t fit(struct slice s, size_t cells, size_t *used)
{
	size_t i = 0;
	*used = 0;
	while (i < s.len) {
		size_t at = i, w = cells_of(next_char(s, &i));
		if (*used + w > cells) return at;
		*used += w;
	}
	return i;
}

size_t width_of(struct slice s)
{
	size_t used;
	(void)fit(s, SIZE_MAX, &used);
	return used;
}

void width_clean(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool c1 = c == 0xc2 && i + 1 < s.len && (unsigned char)s.p[i + 1] < 0xa0;
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f || c1)
			buf_add_str(out, "\xef\xbf\xbd");
		else buf_addc(out, (char)c);
		i += c1;
	}
}

/* The same in a column: on one line. */
static void add_clean(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool c1 = c == 0xc2 && i + 1 < s.len && (unsigned char)s.p[i + 1] < 0xa0;
		buf_addc(out, c < 0x20 || c == 0x7f || c1 ? ' ' : (char)c);
		i += c1;
	}
}

static void pad(struct buf *out, size_t n)
{
	while (n-- > 0) buf_addc(out, ' ');
}

void width_add(struct buf *out, struct slice s, size_t cells, bool right)
{
	size_t used, n = fit(s, cells, &used);
	if (n == s.len) {
		if (right) pad(out, cells - used);
		add_clean(out, s);
		if (!right) pad(out, cells - used);
		return;
	}
	if (cells == 0) return;
	n = fit(s, cells - 1, &used);
	add_clean(out, slice_of(s.p, n));
	buf_add_str(out, ELLIPSIS);
	pad(out, cells - 1 - used);
}
