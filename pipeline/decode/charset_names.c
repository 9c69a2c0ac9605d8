/* Labels of character sets as pages declare them -> how we decode them. After the label table of
 * the WHATWG Encoding Standard: gb2312 and gbk mean GB18030, latin1 means windows-1252. What the
 * table lacks is left to ICU's aliases. */
#include <unicode/ucnv.h>

#include "pipeline/decode/charset.h"

static const char *const names[] = { "UTF-8",	     "GB18030",	     "Big5",	     "UTF-16LE",
				     "UTF-16BE",     "HZ",	     "EUC-TW",	     "Shift_JIS",
				     "EUC-JP",	     "EUC-KR",	     "ISO-8859-1",   "windows-1252",
				     "windows-1250", "windows-1251", "KOI8-R",	     "IBM866",
				     "ISO-8859-5",   "windows-1253", "windows-1254", "windows-1255",
				     "windows-1256", "windows-1257", "windows-874" };

/* Labels of what we decode ourselves, and labels that mean another than ICU thinks. */
static const struct {
	const char *label;
	enum charset cs;
	const char *icu; /* CS_OTHER: ICU's name where the label itself will not do */
} labels[] = {
	{ "utf-8", CS_UTF8, NULL },
	{ "utf8", CS_UTF8, NULL },
	{ "unicode-1-1-utf-8", CS_UTF8, NULL },
	{ "x-unicode20utf8", CS_UTF8, NULL },
	{ "gb18030", CS_GB18030, NULL },
	{ "gb18030-2022", CS_GB18030, NULL },
	{ "gbk", CS_GB18030, NULL },
	{ "x-gbk", CS_GB18030, NULL },
	{ "gb2312", CS_GB18030, NULL },
	{ "gb_2312", CS_GB18030, NULL },
	{ "gb_2312-80", CS_GB18030, NULL },
	{ "gb2312-80", CS_GB18030, NULL },
	{ "csgb2312", CS_GB18030, NULL },
	{ "csiso58gb231280", CS_GB18030, NULL },
	{ "iso-ir-58", CS_GB18030, NULL },
	{ "chinese", CS_GB18030, NULL },
	{ "cp936", CS_GB18030, NULL },
	{ "ms936", CS_GB18030, NULL },
	{ "936", CS_GB18030, NULL },
	{ "windows-936", CS_GB18030, NULL },
	{ "euc-cn", CS_GB18030, NULL },
	{ "euccn", CS_GB18030, NULL },
	{ "big5", CS_BIG5, NULL },
	{ "big5-hkscs", CS_BIG5, NULL },
	{ "big5hkscs", CS_BIG5, NULL },
	{ "big5-eten", CS_BIG5, NULL },
	{ "cn-big5", CS_BIG5, NULL },
	{ "csbig5", CS_BIG5, NULL },
	{ "x-x-big5", CS_BIG5, NULL },
	{ "cp950", CS_BIG5, NULL },
	{ "950", CS_BIG5, NULL },
	{ "windows-950", CS_BIG5, NULL },
	{ "utf-16", CS_UTF16LE, NULL },
	{ "utf16", CS_UTF16LE, NULL },
	{ "utf-16le", CS_UTF16LE, NULL },
	{ "utf16le", CS_UTF16LE, NULL },
	{ "ucs-2", CS_UTF16LE, NULL },
	{ "unicode", CS_UTF16LE, NULL },
	{ "utf-16be", CS_UTF16BE, NULL },
	{ "utf16be", CS_UTF16BE, NULL },
	{ "unicodefffe", CS_UTF16BE, NULL },
	{ "hz", CS_HZ, NULL },
	{ "hz-gb-2312", CS_HZ, NULL },
	{ "euc-tw", CS_EUCTW, NULL },
	{ "euctw", CS_EUCTW, NULL },
	{ "x-euc-tw", CS_EUCTW, NULL },
	{ "cns11643", CS_EUCTW, NULL },
	{ "ascii", CS_CP1252, NULL },
	{ "us-ascii", CS_CP1252, NULL },
	{ "latin1", CS_CP1252, NULL },
	{ "iso-8859-1", CS_CP1252, NULL },
	{ "iso8859-1", CS_CP1252, NULL },
	{ "cp1252", CS_CP1252, NULL },
	{ "shift_jis", CS_SJIS, NULL },
	{ "shift-jis", CS_SJIS, NULL },
	{ "sjis", CS_SJIS, NULL },
	{ "x-sjis", CS_SJIS, NULL },
	{ "euc-kr", CS_EUCKR, NULL },
	{ "ks_c_5601-1987", CS_EUCKR, NULL },
	{ "windows-1252", CS_CP1252, NULL },
	{ "windows-1251", CS_CP1251, NULL },
	{ "cp1251", CS_CP1251, NULL },
	{ "koi8-r", CS_KOI8R, NULL },
	{ "euc-jp", CS_EUCJP, NULL },
	{ "x-euc-jp", CS_EUCJP, NULL },
	{ "windows-31j", CS_SJIS, NULL },
	{ "cp949", CS_EUCKR, NULL },
	{ "iso-8859-9", CS_CP1254, NULL },
	{ "tis-620", CS_CP874, NULL },
};

const char *charset_name(enum charset cs)
{
	return cs < CS_N ? names[cs] : NULL;
}

enum charset charset_label(struct slice label, char icu[CHARSET_NAME_MAX])
{
	char low[CHARSET_NAME_MAX];
	size_t n = 0;

	label = slice_trim(label);
	for (; n < label.len && n + 1 < sizeof low; n++) {
		char c = label.p[n];

		if (c <= ' ' || c > '~') return CS_NONE;
		low[n] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	if (!n || n < label.len) return CS_NONE;
	low[n] = 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		if (!slice_is(slice_of(low, n), labels[i].label)) continue;
		if (labels[i].icu) memcpy(icu, labels[i].icu, strlen(labels[i].icu) + 1);
		return labels[i].cs;
	}
	UErrorCode ec = U_ZERO_ERROR;
	UConverter *cv = ucnv_open(low, &ec);

	if (U_FAILURE(ec)) return CS_NONE;
	ucnv_close(cv);
	memcpy(icu, low, n + 1);
	return CS_OTHER;
}
