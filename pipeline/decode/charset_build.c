/* Table compiler for the character sets: gb18030.tsv, gb18030-ranges.tsv, big5.tsv (facts of the
 * WHATWG indexes) and, for EUC-TW (CNS 11643), the C library's iconv -> charset.tab. Runs at build
 * time only. */
#include <iconv.h>
#include <stdlib.h>
#include <unicode/ucnv.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/decode/charset.h"
#include "scripts/builders.h"

struct maker {
	uint16_t gb[126 * CHARSET_ROW], gb_enc[65536], big5_enc[65536];
	uint32_t big5[126 * CHARSET_ROW];
	struct buf *ext, *ranges;
};

static unsigned trail_byte(unsigned i, unsigned width)
{
	unsigned gap = 0x7f - 0x40;

	if (width == 190) return i < gap ? i + 0x40 : i + 0x41;
	return i < gap ? i + 0x40 : i - gap + 0xa1;
}

static unsigned number(struct slice s, unsigned base)
{
	unsigned v = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		v = v * base + (unsigned)(c <= '9' ? c - '0' : c - 'A' + 10);
	}
	return v;
}

static enum status add_row(struct maker *m, const struct slice *cols, size_t n, unsigned width,
			   struct err *e)
{
	struct ubuf text = { 0 };
	unsigned i = 0, lead = n == 2 ? number(cols[0], 16) : 0;

	if (lead < 0x81 || lead > 0xfe)
		return err_set(e, ERR_RULES, "charset: a row is \"lead<tab>characters\"");
	ubuf_add_utf8(&text, cols[1]);
	for (size_t at = 0; at < text.len && i < width; i++) {
		uint32_t cp = utf16_next(text.p, text.len, &at);
		unsigned trail = trail_byte(i, width),
			 cell = (lead - 0x81) * CHARSET_ROW + trail - 0x40;
		uint32_t code = lead << 8 | trail;

		if (cp == 0xfffd) continue;
		if (width == 190) {
			m->gb[cell] = (uint16_t)cp;
			if (!m->gb_enc[cp]) m->gb_enc[cp] = (uint16_t)code;
			continue;
		}
		m->big5[cell] = cp;
		/* codes of the extension rows only where the plain rows lack the character */
		if (cp < 0x10000 && (!m->big5_enc[cp] || m->big5_enc[cp] < 0xa140))
			m->big5_enc[cp] = (uint16_t)code;
		if (cp >= 0x10000) buf_add(m->ext, &(uint32_t[2]){ cp, code }, 8);
	}
	ubuf_free(&text);
	return i == width ? OK
			  : err_set(e, ERR_RULES, "charset: row %02X has %u characters, not %u",
				    lead, i, width);
}

static enum status add_gb(void *ctx, const struct slice *cols, size_t n, unsigned line,
			  struct err *e)
{
	(void)line;
	return add_row(ctx, cols, n, 190, e);
}

static enum status add_big5(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	(void)line;
	return add_row(ctx, cols, n, 157, e);
}

static enum status add_range(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct maker *m = ctx;

	if (n != 2) return err_set(e, ERR_RULES, "gb18030-ranges.tsv:%u: two columns", line);
	buf_add(m->ranges, &(uint32_t[2]){ number(cols[0], 10), number(cols[1], 16) }, 8);
	return OK;
}

static int by_first(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* The four codes of Big5 that stand for a letter and a combining mark. */
static void add_big5_pairs(struct maker *m)
{
	static const struct {
		uint8_t trail;
		uint32_t cps;
	} pairs[] = { { 0x62, 0x030400ca },
		      { 0x64, 0x030c00ca },
		      { 0xa3, 0x030400ea },
		      { 0xa5, 0x030c00ea } };

	for (size_t i = 0; i < 4; i++)
		m->big5[(0x88 - 0x81) * CHARSET_ROW + pairs[i].trail - 0x40] = pairs[i].cps;
}

static uint32_t euctw_by_iconv(iconv_t cd, unsigned plane, unsigned row, unsigned cell)
{
	char in[4] = { (char)0x8e, (char)(0xa0 + plane), (char)(0xa1 + row), (char)(0xa1 + cell) },
	     *ip = in;
	uint8_t out[4] = { 0 };
	char *op = (char *)out;
	size_t il = 4, ol = 4;

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &ip, &il, &op, &ol) == (size_t)-1 || il || ol) return 0;
	return (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 | out[3];
}

static enum status add_euctw(struct buf *planes, struct buf *cells, struct err *e)
{
	iconv_t cd = iconv_open("UTF-32BE", "EUC-TW");
	uint8_t n = 0;

	if (cd == (iconv_t)-1)
		return err_set(e, ERR_RULES, "charset: this C library's iconv has no EUC-TW");
	buf_addc(planes, 0);
	for (unsigned plane = 1; plane <= EUCTW_PLANES; plane++) {
		uint32_t page[94 * 94], any = 0;

		for (unsigned i = 0; i < 94 * 94; i++)
			any |= page[i] = euctw_by_iconv(cd, plane, i / 94, i % 94);
		buf_addc(planes, (char)(any ? ++n : 0));
		if (any) buf_add(cells, page, sizeof page);
	}
	iconv_close(cd);
	return OK;
}

/* One character of a foreign charset by ICU, 0 none. */
static uint16_t by_icu(UConverter *cv, const char *bytes, int32_t n)
{
	UErrorCode ec = U_ZERO_ERROR;
	UChar out[4];

	ucnv_reset(cv);
	int32_t len = ucnv_toUChars(cv, out, 4, bytes, n, &ec);

	return U_FAILURE(ec) || len != 1 || out[0] == 0xfffd ? 0 : out[0];
}

static void add_double(UConverter *cv, struct buf *dec, struct buf *enc)
{
	uint16_t *cells = mem_zalloc(126 * CHARSET_ROW * sizeof *cells),
		 *codes = mem_zalloc(65536 * sizeof *codes);

	for (unsigned i = 0; i < 126 * CHARSET_ROW; i++) {
		char b[2] = { (char)(i / CHARSET_ROW + 0x81), (char)(i % CHARSET_ROW + 0x40) };

		if (by_icu(cv, b, 1)) continue; /* a single byte of its own */
		cells[i] = by_icu(cv, b, 2);
		if (cells[i] >= 0x80 && !codes[cells[i]])
			codes[cells[i]] = (uint16_t)((uint8_t)b[0] << 8 | (uint8_t)b[1]);
	}
	buf_add(dec, cells, 126 * CHARSET_ROW * sizeof *cells);
	buf_add(enc, codes, 65536 * sizeof *codes);
	mem_free(cells);
	mem_free(codes);
}

static void add_single(UConverter *cv, struct buf *out)
{
	for (unsigned i = 0x80; i < 0x100; i++) {
		char b = (char)i;
		uint16_t c = by_icu(cv, &b, 1);

		buf_add(out, &c, sizeof c);
	}
}

/* Double-byte and single-byte charsets of other languages, from ICU's converters. ORDER CHARSET */
static enum status add_foreign(struct builder_out *out, struct err *e)
{
	static const char *const icu[] = {
		"ibm-943_P15A-2003", "EUC-JP",	     "windows-949",  "ISO-8859-1",   "windows-1252",
		"windows-1250",	     "windows-1251", "KOI8-R",	     "IBM866",	     "ISO-8859-5",
		"windows-1253",	     "windows-1254", "windows-1255", "windows-1256", "windows-1257",
		"windows-874",
	};
	struct buf *dec = builder_section(out, "foreign"),
		   *enc = builder_section(out, "foreign-enc");
	struct buf *single = builder_section(out, "single");

	for (int i = 0; i < CS_DOUBLE_N + CS_SINGLE_N; i++) {
		UErrorCode ec = U_ZERO_ERROR;
		UConverter *cv = ucnv_open(icu[i], &ec);

		if (U_FAILURE(ec)) return err_set(e, ERR_RULES, "charset: ICU has no %s", icu[i]);
		ucnv_setToUCallBack(cv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &ec);
		if (i < CS_DOUBLE_N) add_double(cv, dec, enc);
		else add_single(cv, single);
		ucnv_close(cv);
	}
	return OK;
}

enum status build_charset(const struct slice *paths, size_t n, struct builder_out *out,
			  struct err *e)
{
	struct maker *m = mem_zalloc(sizeof *m);
	enum status st = n == 3 ? OK : err_set(e, ERR_RULES, "charset: three sources, not %zu", n);

	m->ext = builder_section(out, "big5-ext");
	m->ranges = builder_section(out, "ranges");
	if (st == OK) st = tsv_load(paths[0].p, add_gb, m, e);
	if (st == OK) st = tsv_load(paths[1].p, add_range, m, e);
	if (st == OK) st = tsv_load(paths[2].p, add_big5, m, e);
	struct buf *planes = builder_section(out, "planes");

	if (st == OK) st = add_euctw(planes, builder_section(out, "euctw"), e);
	if (st == OK) st = add_foreign(out, e);
	if (st == OK) {
		add_big5_pairs(m);
		qsort(m->ext->p, m->ext->len / 8, 8, by_first);
		buf_add(builder_section(out, "gb"), m->gb, sizeof m->gb);
		buf_add(builder_section(out, "gb-enc"), m->gb_enc, sizeof m->gb_enc);
		buf_add(builder_section(out, "big5"), m->big5, sizeof m->big5);
		buf_add(builder_section(out, "big5-enc"), m->big5_enc, sizeof m->big5_enc);
	}
	mem_free(m);
	return st;
}
