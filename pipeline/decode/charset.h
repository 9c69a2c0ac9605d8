/* Character sets: bytes to text with the map, one character at a time or a whole stretch, and back.
 *
 * GB18030 and Big5 follow the decoders and the indexes of the WHATWG Encoding Standard (Big5 with
 * the Hong Kong supplement, GBK's 0x80 as the euro sign); UTF-8 and UTF-16 follow it too. A
 * malformed sequence gives one U+FFFD in the standard's places. Tables are mmap'd (charset.tab),
 * read-only, shared by all threads. */
#ifndef ZHC_CHARSET_H
#define ZHC_CHARSET_H

#include "pipeline/core/map.h"
#include "pipeline/core/table.h"

/* ORDER CHARSET: names in charset_names.c, ICU names of the foreign ones in charset_build.c */
enum charset {
	/* Chinese text is looked for in these */
	CS_UTF8,
	CS_GB18030,
	CS_BIG5,
	CS_UTF16LE,
	CS_UTF16BE,
	CS_HZ,
	CS_EUCTW,
	CS_CHINESE_N,
	/* what else bytes may be, so that it is not called Chinese, and what Chinese bytes have
	   been misread as */
	CS_SJIS = CS_CHINESE_N,
	CS_EUCJP,
	CS_EUCKR,
	CS_SINGLE, /* one byte a character, from here on */
	CS_LATIN1 = CS_SINGLE,
	CS_CP1252,
	CS_CP1250,
	CS_CP1251,
	CS_KOI8R,
	CS_CP866,
	CS_ISO5,
	CS_CP1253,
	CS_CP1254,
	CS_CP1255,
	CS_CP1256,
	CS_CP1257,
	CS_CP874,
	CS_N,		 /* all above decode here */
	CS_OTHER = CS_N, /* through ICU, by its label */
	CS_NONE
};

#define CS_DOUBLE_N  (CS_SINGLE - CS_SJIS)
#define CS_SINGLE_N  (CS_N - CS_SINGLE)
#define CHARSET_ROW  191 /* trail bytes 0x40..0xFE */
#define EUCTW_PLANES 16

struct charsets {
	struct table table;
	const uint16_t *gb; /* [lead-0x81][trail-0x40]; 0 none */
	/* the same; two code points for one code: low 16 bits, high 16 bits mark */
	const uint32_t *big5;
	const uint16_t *gb_enc; /* BMP -> lead<<8|trail, 0 none */
	const uint16_t *big5_enc;
	const uint32_t *big5_ext;	    /* astral code point, code: sorted pairs */
	const uint32_t *ranges;		    /* linear four-byte code, code point: sorted pairs */
	const uint32_t *euctw;		    /* [plane][row][cell] of the planes that are there */
	uint8_t plane_at[EUCTW_PLANES + 1]; /* plane -> 1 + place in euctw, 0 none */
	uint32_t n_ranges, n_big5_ext;
	const uint16_t *foreign;     /* [cs-CS_SJIS][lead-0x81][trail-0x40]; 0 none */
	const uint16_t *foreign_enc; /* [cs-CS_SJIS][BMP] -> lead<<8|trail */
	const uint16_t *single;	     /* [cs-CS_SINGLE][byte-0x80]; 0 none */
};

/* Map the table "charset". ERR_RULES when it is missing or damaged. */
enum status charset_open(struct charsets *t, const struct env *env, struct err *e);
void charset_close(struct charsets *t);

/* One decoded character. */
struct charset_char {
	uint32_t cp;   /* U+FFFD with bad for a malformed sequence */
	uint32_t more; /* second code point (four codes of Big5 have two), else 0 */
	uint8_t len;   /* bytes it stands for, at least 1 */
	bool bad, cut; /* malformed; malformed because the bytes end */
};

/* The character at p (end > p). cs: any but CS_HZ and CS_OTHER. */
struct charset_char charset_next(const struct charsets *t, enum charset cs, const uint8_t *p,
				 const uint8_t *end);
/* Two 7-bit or 8-bit bytes of GB 2312 (high bits ignored): code point or 0. */
uint32_t charset_gb2312(const struct charsets *t, uint8_t lead, uint8_t trail);

/* A text that grows, with its map. text must have room: charset_decode makes it. */
struct text_out {
	struct arena *a;
	uint16_t *text;
	size_t len, cap;
	struct map map;
	size_t n_bad; /* malformed sequences */
	struct src_span first_bad, last_bad;
	bool cut;      /* the last one is a character cut off by the end of the bytes */
	bool hz_in_gb; /* set before: HZ bytes begin between ~{ and ~} */
};

void text_out_begin(struct text_out *o, struct arena *a);
/* U+FFFD for source bytes [src, src + src_len); cut: they are a character that the end cut off. */
void text_out_bad(struct text_out *o, uint32_t src, uint32_t src_len, bool cut);

/* Decode bytes[from, to) onto the end of o. cs: any but CS_OTHER. */
void charset_decode(const struct charsets *t, enum charset cs, struct slice bytes, size_t from,
		    size_t to, struct text_out *o);
/* The same by an ICU converter. False (nothing done) when ICU does not know the name. */
bool charset_decode_icu(const char *name, struct slice bytes, size_t from, size_t to,
			struct text_out *o);

/* Bytes of cp in cs: their number (0: not representable) in out[4]. cs: any but HZ, EUC-TW and
 * CS_OTHER; Big5 with all codes of the index; CS_CP1252 and CS_LATIN1 share the bytes that the
 * other one leaves free. */
unsigned charset_encode(const struct charsets *t, enum charset cs, uint32_t cp, uint8_t out[4]);

/* Record name of cs ("GB18030"). */
const char *charset_name(enum charset cs);
/* What a label means, after the WHATWG label table; gb2312 and gbk are CS_GB18030. CS_OTHER: icu
 * gets the name for ICU. CS_NONE: unknown. */
#define CHARSET_NAME_MAX 64
enum charset charset_label(struct slice label, char icu[CHARSET_NAME_MAX]);

/* The first byte of [p, end) beyond ASCII, end if there is none. */
static inline const uint8_t *charset_skip_ascii(const uint8_t *p, const uint8_t *end)
{
	uint64_t w;

	for (; end - p >= 8; p += 8) {
		memcpy(&w, p, 8);
		if (w & 0x8080808080808080u) break;
	}
	while (p < end && *p < 0x80) p++;
	return p;
}

#endif
