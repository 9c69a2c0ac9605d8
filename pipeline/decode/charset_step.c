/* One character from bytes, for each character set; the tables behind them. */
#include "pipeline/decode/charset.h"

#define BAD 0xfffdu

enum status charset_open(struct charsets *t, const struct env *env, struct err *e)
{
	enum status st = OK;

	memset(t, 0, sizeof *t);
	TRY(table_open(&t->table, env, "charset", e));
	t->gb = table_need(&t->table, "gb", 126 * CHARSET_ROW * sizeof *t->gb, &st, e);
	t->big5 = table_need(&t->table, "big5", 126 * CHARSET_ROW * sizeof *t->big5, &st, e);
	t->gb_enc = table_need(&t->table, "gb-enc", 65536 * sizeof *t->gb_enc, &st, e);
	t->big5_enc = table_need(&t->table, "big5-enc", 65536 * sizeof *t->big5_enc, &st, e);
	t->big5_ext = table_need(&t->table, "big5-ext", 8, &st, e);
	t->ranges = table_need(&t->table, "ranges", 8, &st, e);
	const uint8_t *at = table_need(&t->table, "planes", EUCTW_PLANES + 1, &st, e);
	uint32_t n = 0;

	for (int i = 1; at && i <= EUCTW_PLANES; i++) {
		t->plane_at[i] = at[i];
		if (at[i] > n) n = at[i];
	}
	t->euctw = table_need(&t->table, "euctw", n * 94u * 94u * sizeof *t->euctw, &st, e);
	t->foreign = table_need(&t->table, "foreign",
				CS_DOUBLE_N * 126 * CHARSET_ROW * sizeof *t->foreign, &st, e);
	t->foreign_enc = table_need(&t->table, "foreign-enc",
				    CS_DOUBLE_N * 65536 * sizeof *t->foreign_enc, &st, e);
	t->single = table_need(&t->table, "single", CS_SINGLE_N * 128 * sizeof *t->single, &st, e);
	t->n_ranges = (uint32_t)(table_section(&t->table, "ranges").len / 8);
	t->n_big5_ext = (uint32_t)(table_section(&t->table, "big5-ext").len / 8);
	if (st != OK) table_close(&t->table);
	return st;
}

void charset_close(struct charsets *t)
{
	table_close(&t->table);
}

static struct charset_char good(uint32_t cp, unsigned len)
{
	return (struct charset_char){ .cp = cp, .len = (uint8_t)len };
}

static struct charset_char bad(unsigned len)
{
	return (struct charset_char){ .cp = BAD, .len = (uint8_t)len, .bad = true };
}

static struct charset_char cut(size_t len)
{
	return (struct charset_char){ .cp = BAD, .len = (uint8_t)len, .bad = true, .cut = true };
}

/* Maximal subparts: a byte that cannot continue the sequence ends it. */
static struct charset_char next_utf8(const uint8_t *p, const uint8_t *end)
{
	uint8_t c = p[0], lo = 0x80, hi = 0xbf;
	unsigned need;
	uint32_t cp;

	if (c < 0x80) return good(c, 1);
	if (c < 0xc2 || c > 0xf4) return bad(1);
	if (c < 0xe0) need = 1, cp = c & 0x1f;
	else if (c < 0xf0) need = 2, cp = c & 0x0f;
	else need = 3, cp = c & 0x07;
	if (c == 0xe0) lo = 0xa0;
	if (c == 0xed) hi = 0x9f;
	if (c == 0xf0) lo = 0x90;
	if (c == 0xf4) hi = 0x8f;
	for (unsigned i = 1; i <= need; i++) {
		if (p + i == end) return cut(i);
		if (p[i] < lo || p[i] > hi) return bad(i);
		cp = cp << 6 | (p[i] & 0x3f);
		lo = 0x80, hi = 0xbf;
	}
	return good(cp, need + 1);
}

static uint32_t range_code_point(const struct charsets *t, uint32_t linear)
{
	if ((linear > 39419 && linear < 189000) || linear > 1237575) return 0;
	if (linear == 7457) return 0xe7c7;
	uint32_t lo = 0, hi = t->n_ranges;

	while (hi - lo > 1) {
		uint32_t mid = (lo + hi) / 2;

		if (t->ranges[2 * mid] <= linear) lo = mid;
		else hi = mid;
	}
	return t->ranges[2 * lo + 1] + (linear - t->ranges[2 * lo]);
}

static struct charset_char next_gb4(const struct charsets *t, const uint8_t *p, const uint8_t *end)
{
	if (p + 2 == end) return cut(2);
	if (p[2] < 0x81 || p[2] > 0xfe) return bad(1);
	if (p + 3 == end) return cut(3);
	if (p[3] < 0x30 || p[3] > 0x39) return bad(1);
	uint32_t linear = (uint32_t)(((p[0] - 0x81) * 10 + p[1] - 0x30) * 126 + p[2] - 0x81) * 10 +
			  p[3] - 0x30u;
	uint32_t cp = range_code_point(t, linear);

	return cp ? good(cp, 4) : bad(4);
}

static struct charset_char next_gb18030(const struct charsets *t, const uint8_t *p,
					const uint8_t *end)
{
	uint8_t c = p[0];

	if (c < 0x80) return good(c, 1);
	if (c == 0x80) return good(0x20ac, 1);
	if (c == 0xff) return bad(1);
	if (p + 1 == end) return cut(1);
	if (p[1] >= 0x30 && p[1] <= 0x39) return next_gb4(t, p, end);
	uint32_t cp =
		p[1] >= 0x40 && p[1] != 0xff ? t->gb[(c - 0x81) * CHARSET_ROW + p[1] - 0x40] : 0;

	if (cp) return good(cp, 2);
	return bad(p[1] < 0x80 ? 1 : 2);
}

static struct charset_char next_big5(const struct charsets *t, const uint8_t *p, const uint8_t *end)
{
	uint8_t c = p[0];

	if (c < 0x80) return good(c, 1);
	if (c == 0x80 || c == 0xff) return bad(1);
	if (p + 1 == end) return cut(1);
	uint32_t cp =
		p[1] >= 0x40 && p[1] != 0xff ? t->big5[(c - 0x81) * CHARSET_ROW + p[1] - 0x40] : 0;

	if (cp >= 0x1000000) /* a letter and its combining mark */
		return (struct charset_char){ .cp = cp & 0xffff, .more = cp >> 16, .len = 2 };
	if (cp) return good(cp, 2);
	return bad(p[1] < 0x80 ? 1 : 2);
}

static struct charset_char next_utf16(const uint8_t *p, const uint8_t *end, bool big)
{
	if (end - p < 2) return cut(1);
	uint32_t c = big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];

	if ((c & 0xf800) != 0xd800) return good(c, 2);
	if (c >= 0xdc00) return bad(2);
	if (end - p < 4) return cut((size_t)(end - p));
	uint32_t d = big ? (uint32_t)p[2] << 8 | p[3] : (uint32_t)p[3] << 8 | p[2];

	if ((d & 0xfc00) != 0xdc00) return bad(2);
	return good(0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00), 4);
}

static uint32_t euctw_cell(const struct charsets *t, unsigned plane, uint8_t row, uint8_t cell)
{
	if (row < 0xa1 || row == 0xff || cell < 0xa1 || cell == 0xff) return 0;
	if (plane > EUCTW_PLANES || !t->plane_at[plane]) return 0;
	return t->euctw[(t->plane_at[plane] - 1u) * 94u * 94u + (row - 0xa1u) * 94u + cell - 0xa1u];
}

static struct charset_char next_euctw(const struct charsets *t, const uint8_t *p,
				      const uint8_t *end)
{
	uint8_t c = p[0];
	uint32_t cp;

	if (c < 0x80) return good(c, 1);
	if (c == 0x8e) {
		if (end - p < 4) return cut((size_t)(end - p));
		if (p[1] < 0xa1 || p[1] > 0xb0) return bad(1);
		cp = euctw_cell(t, p[1] - 0xa0u, p[2], p[3]);
		return cp ? good(cp, 4) : bad(p[2] >= 0xa1 && p[3] >= 0xa1 ? 4 : 1);
	}
	if (c < 0xa1 || c == 0xff) return bad(1);
	if (p + 1 == end) return cut(1);
	cp = euctw_cell(t, 1, c, p[1]);
	return cp ? good(cp, 2) : bad(p[1] < 0xa1 ? 1 : 2);
}

/* Shift_JIS, EUC-JP, EUC-KR: half-width katakana are bytes of their own or behind 8E. */
static struct charset_char next_foreign(const struct charsets *t, enum charset cs, const uint8_t *p,
					const uint8_t *end)
{
	uint8_t c = p[0];

	if (c < 0x80) return good(c, 1);
	if (cs == CS_SJIS && c >= 0xa1 && c <= 0xdf) return good(0xff61u + c - 0xa1u, 1);
	if (c == 0x80 || c == 0xff) return bad(1);
	if (p + 1 == end) return cut(1);
	if (cs == CS_EUCJP && c == 0x8e && p[1] >= 0xa1 && p[1] <= 0xdf)
		return good(0xff61u + p[1] - 0xa1u, 2);
	uint32_t cp =
		p[1] >= 0x40 && p[1] != 0xff
			? t->foreign[((unsigned)(cs - CS_SJIS) * 126 + c - 0x81) * CHARSET_ROW +
				     p[1] - 0x40]
			: 0;

	if (cp) return good(cp, 2);
	return bad(p[1] < 0x80 ? 1 : 2);
}

static struct charset_char next_single(const struct charsets *t, enum charset cs, uint8_t c)
{
	uint32_t cp = c < 0x80 ? c : t->single[(unsigned)(cs - CS_SINGLE) * 128 + c - 0x80];

	return cp || !c ? good(cp, 1) : bad(1);
}

struct charset_char charset_next(const struct charsets *t, enum charset cs, const uint8_t *p,
				 const uint8_t *end)
{
	switch (cs) {
	case CS_GB18030:
		return next_gb18030(t, p, end);
	case CS_BIG5:
		return next_big5(t, p, end);
	case CS_UTF16LE:
		return next_utf16(p, end, false);
	case CS_UTF16BE:
		return next_utf16(p, end, true);
	case CS_EUCTW:
		return next_euctw(t, p, end);
	case CS_UTF8:
		return next_utf8(p, end);
	default:
		return cs < CS_SINGLE ? next_foreign(t, cs, p, end) : next_single(t, cs, *p);
	}
}

uint32_t charset_gb2312(const struct charsets *t, uint8_t lead, uint8_t trail)
{
	lead |= 0x80, trail |= 0x80;
	if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail == 0xff) return 0;
	uint32_t cp = t->gb[(lead - 0x81) * CHARSET_ROW + trail - 0x40];

	return cp >= 0xe000 && cp < 0xf900 ? 0 : cp;
}

static uint32_t range_linear(const struct charsets *t, uint32_t cp)
{
	if (cp == 0xe7c7) return 7457;
	if (cp == 0xe5e5) return UINT32_MAX; /* the standard cannot write it */
	for (uint32_t lo = 0, hi = t->n_ranges; lo < hi;) {
		uint32_t mid = (lo + hi) / 2;

		if (t->ranges[2 * mid + 1] > cp) hi = mid;
		else if (mid + 1 < t->n_ranges && t->ranges[2 * mid + 3] <= cp) lo = mid + 1;
		else {
			uint32_t linear = t->ranges[2 * mid] + (cp - t->ranges[2 * mid + 1]);
			bool gap = mid + 1 < t->n_ranges && linear >= t->ranges[2 * mid + 2];

			return gap ? UINT32_MAX : linear;
		}
	}
	return UINT32_MAX;
}

static unsigned encode_gb(const struct charsets *t, uint32_t cp, uint8_t out[4])
{
	uint16_t code = cp < 0x10000 ? t->gb_enc[cp] : 0;

	if (code) return out[0] = (uint8_t)(code >> 8), out[1] = (uint8_t)code, 2;
	uint32_t linear = range_linear(t, cp);

	if (linear == UINT32_MAX) return 0;
	out[3] = (uint8_t)(linear % 10 + 0x30), linear /= 10;
	out[2] = (uint8_t)(linear % 126 + 0x81), linear /= 126;
	out[1] = (uint8_t)(linear % 10 + 0x30), linear /= 10;
	out[0] = (uint8_t)(linear + 0x81);
	return 4;
}

static unsigned encode_big5(const struct charsets *t, uint32_t cp, uint8_t out[4])
{
	uint32_t code = cp < 0x10000 ? t->big5_enc[cp] : 0;

	for (uint32_t lo = 0, hi = cp < 0x10000 ? 0 : t->n_big5_ext; lo < hi && !code;) {
		uint32_t mid = (lo + hi) / 2;

		if (t->big5_ext[2 * mid] == cp) code = t->big5_ext[2 * mid + 1];
		else if (t->big5_ext[2 * mid] < cp) lo = mid + 1;
		else hi = mid;
	}
	if (!code) return 0;
	return out[0] = (uint8_t)(code >> 8), out[1] = (uint8_t)code, 2;
}

static unsigned encode_utf8(uint32_t cp, uint8_t out[4])
{
	if (cp < 0x800)
		return out[0] = (uint8_t)(0xc0 | cp >> 6), out[1] = (uint8_t)(0x80 | (cp & 0x3f)),
		       2;
	unsigned n = cp < 0x10000 ? 3 : 4;

	for (unsigned i = n - 1; i; i--, cp >>= 6) out[i] = (uint8_t)(0x80 | (cp & 0x3f));
	out[0] = (uint8_t)((n == 3 ? 0xe0 : 0xf0) | cp);
	return n;
}

static unsigned encode_utf16(uint32_t cp, uint8_t out[4], bool big)
{
	uint32_t hi = cp, lo = 0;
	unsigned n = cp < 0x10000 ? 2 : 4;

	if (n == 4) hi = 0xd7c0 + (cp >> 10), lo = 0xdc00 + (cp & 0x3ff);
	out[!big] = (uint8_t)(hi >> 8), out[big] = (uint8_t)hi;
	if (n == 4) out[2 + !big] = (uint8_t)(lo >> 8), out[2 + big] = (uint8_t)lo;
	return n;
}

static unsigned encode_double(const struct charsets *t, enum charset cs, uint32_t cp,
			      uint8_t out[4])
{
	if (cs == CS_SJIS && cp >= 0xff61 && cp < 0xffa0)
		return out[0] = (uint8_t)(cp - 0xff61 + 0xa1), 1;
	uint16_t code = cp < 0x10000 ? t->foreign_enc[(unsigned)(cs - CS_SJIS) * 65536 + cp] : 0;

	return code ? (out[0] = (uint8_t)(code >> 8), out[1] = (uint8_t)code, 2) : 0;
}

static unsigned encode_single(const struct charsets *t, enum charset cs, uint32_t cp,
			      uint8_t out[4])
{
	const uint16_t *row = t->single + (unsigned)(cs - CS_SINGLE) * 128;

	for (unsigned i = 0; i < 128; i++)
		if (row[i] == cp) return out[0] = (uint8_t)(i + 0x80), 1;
	if (cs == CS_CP1252 && cp < 0xa0) return out[0] = (uint8_t)cp, 1;
	return cs == CS_LATIN1 ? encode_single(t, CS_CP1252, cp, out) : 0;
}

unsigned charset_encode(const struct charsets *t, enum charset cs, uint32_t cp, uint8_t out[4])
{
	if (cs == CS_UTF16LE || cs == CS_UTF16BE) return encode_utf16(cp, out, cs == CS_UTF16BE);
	if (cp < 0x80) return out[0] = (uint8_t)cp, 1;
	switch (cs) {
	case CS_UTF8:
		return encode_utf8(cp, out);
	case CS_GB18030:
		return encode_gb(t, cp, out);
	case CS_BIG5:
		return encode_big5(t, cp, out);
	case CS_HZ:
	case CS_EUCTW:
		return 0;
	default:
		return cs < CS_SINGLE ? encode_double(t, cs, cp, out)
				      : encode_single(t, cs, cp, out);
	}
}
