/* Charset detection. See detect.h.
 *
 * What is plainly UTF-8, or reads as GB18030 like running Chinese text, is compared with nothing.
 * Else a sample of up to three windows is decoded under every candidate, at every phase, and scored
 * (textscore.h). Wrong candidates are given up as soon as they fall far behind the best one at the
 * same byte, so that the cost is near that of one decoding; their margin is then what it was there.
 */
#include "pipeline/decode/detect.h"
#include "pipeline/decode/textscore.h"

#define WINDOW	    256
#define PLAIN_CHARS 64	   /* characters of two bytes by which GB18030 is told, */
#define PLAIN_LOOK  4096   /* among so many bytes: a page has much mark-up between them; */
#define PLAIN_MEAN  (-3.4) /* mean of such a character */
#define GIVE_UP	    45.0   /* log10 behind the best */
/* well-formed UTF-8 characters of three bytes (twice as many of two) need no model */
#define STRUCTURE     3
#define UTF8_PRIOR    4.5    /* for bytes that are well-formed UTF-8, */
#define UTF8_CHAR     1.3    /* and for each of its first characters */
#define CHINESE_PRIOR 4.0    /* log10 odds against text in another language */
#define PLAUSIBLE     (-2.9) /* mean of a character of running Chinese text */
#define KANA_IN_GB    (-1.5) /* kana stand at the same codes in GB 2312 and in EUC-JP */
#define RARE_HANGUL   (-3.0) /* outside KS X 1001 */
#define HANJA	      (-1.5) /* Korean is seldom written with them today */
#define WHOLE_START   8.0    /* log10 odds that a file begins with a whole character */
#define PHASE_BYTE    (-2.2) /* a byte of a character cut off at the beginning */

struct candidate {
	enum charset cs;
	uint8_t phase;
	bool hz_in_gb;
};

struct trial {
	const struct charsets *t;
	const struct ngram *m;
	double best;	      /* of the candidates so far, for giving up */
	const double *course; /* sum of that one after each byte of the window, NULL: nothing to
				 compare with */
	double *record;	      /* the same of the candidate being tried, NULL: not wanted */
};

static const struct candidate candidates[] = {
	{ CS_UTF8, 0, false },
	{ CS_GB18030, 0, false },
	{ CS_GB18030, 1, false },
	{ CS_BIG5, 0, false },
	{ CS_BIG5, 1, false },
	{ CS_UTF16LE, 0, false },
	{ CS_UTF16BE, 0, false },
	{ CS_UTF16LE, 1, false },
	{ CS_UTF16BE, 1, false },
	{ CS_EUCTW, 0, false },
	{ CS_EUCTW, 1, false },
	{ CS_EUCTW, 2, false },
	{ CS_EUCTW, 3, false },
	{ CS_HZ, 0, false },
	{ CS_HZ, 0, true },
	{ CS_HZ, 1, true },
	/* other languages, tried when Chinese does not read well */
	{ CS_CP1252, 0, false },
	{ CS_CP1250, 0, false },
	{ CS_CP1251, 0, false },
	{ CS_KOI8R, 0, false },
	{ CS_CP866, 0, false },
	{ CS_ISO5, 0, false },
	{ CS_CP1253, 0, false },
	{ CS_CP1254, 0, false },
	{ CS_CP1255, 0, false },
	{ CS_CP1256, 0, false },
	{ CS_CP1257, 0, false },
	{ CS_CP874, 0, false },
	{ CS_SJIS, 0, false },
	{ CS_SJIS, 1, false },
	{ CS_EUCJP, 0, false },
	{ CS_EUCJP, 1, false },
	{ CS_EUCKR, 0, false },
	{ CS_EUCKR, 1, false },
};
#define N_ALL	  (sizeof candidates / sizeof *candidates)
#define N_CHINESE 16
#define WINDOWS	  3

static double score_hz(const struct trial *tr, const uint8_t *p, const uint8_t *end, bool gb,
		       struct textscore *s)
{
	for (; p < end; p++) {
		uint8_t d = p + 1 < end ? p[1] : 0;

		if (*p == '~' && (d == '{' || d == '}')) {
			gb = d == '{', p++;
		} else if (!gb || *p <= ' ') {
			if (*p == '\n') gb = false;
			textscore_add(s, *p);
		} else if (d) {
			uint32_t cp = charset_gb2312(tr->t, *p++, d);

			if (cp) textscore_add(s, cp);
			else textscore_bad(s, 2);
		}
		if (s->sum < tr->best - GIVE_UP) break;
	}
	return s->sum;
}

/* charset_next, inline for ASCII, two bytes of a double-byte character and a unit of UTF-16: most
 * of all that is tried. */
static inline struct charset_char next_char(const struct charsets *t, enum charset cs,
					    const uint8_t *p, const uint8_t *end)
{
	bool wide = cs == CS_UTF16LE || cs == CS_UTF16BE;
	uint32_t cp = 0;

	if (!wide && p[0] < 0x80) return (struct charset_char){ .cp = p[0], .len = 1 };
	if (end - p < 2) return charset_next(t, cs, p, end);
	if (wide) {
		unsigned low = cs == CS_UTF16BE, c = p[low] | (unsigned)p[!low] << 8;

		if ((c & 0xf800) != 0xd800) return (struct charset_char){ .cp = c, .len = 2 };
	} else if ((cs == CS_GB18030 || cs == CS_BIG5) && p[0] > 0x80 && p[0] < 0xff &&
		   p[1] >= 0x40 && p[1] < 0xff) {
		size_t at = (p[0] - 0x81u) * CHARSET_ROW + p[1] - 0x40u;

		cp = cs == CS_BIG5 ? t->big5[at] : t->gb[at];
	}
	if (cp && cp < 0x10000) return (struct charset_char){ .cp = cp, .len = 2 };
	return charset_next(t, cs, p, end);
}

static double score_bytes(const struct trial *tr, const struct candidate *c, const uint8_t *p,
			  const uint8_t *end, struct textscore *s)
{
	const uint8_t *start = p;
	size_t at = 0;

	textscore_begin(s, tr->m);
	for (unsigned i = 0; i < c->phase && p < end; i++, p++) s->sum += PHASE_BYTE;
	if (c->cs == CS_HZ) return score_hz(tr, p, end, c->hz_in_gb, s);
	if (c->cs == CS_UTF8)
		for (unsigned i = 0; i < 3 && p < end && (*p & 0xc0) == 0x80; i++, p++)
			s->sum += PHASE_BYTE;
	while (p < end) {
		struct charset_char ch = next_char(tr->t, c->cs, p, end);

		p += ch.len;
		if (ch.cut) s->sum += PHASE_BYTE * ch.len;
		else if (ch.bad) textscore_bad(s, ch.len);
		else if (c->cs == CS_EUCKR && ch.len == 2 && (p[-1] < 0xa1 || p[-2] < 0xa1))
			s->sum += RARE_HANGUL;
		else if (c->cs == CS_EUCKR && ch.cp >= 0x4e00 && ch.cp < 0xa000) s->sum += HANJA;
		if (!ch.bad) textscore_next(s, ch.cp);
		if (c->cs == CS_GB18030 && ch.cp >= 0x3041 && ch.cp < 0x3100)
			s->sum += KANA_IN_GB, s->wide_sum += KANA_IN_GB;
		if (ch.more) textscore_add(s, ch.more);
		size_t end_at = (size_t)(p - start);

		for (; tr->record && at < end_at; at++) tr->record[at] = s->sum;
		/* as far behind as it is now */
		if (tr->course && s->sum < tr->course[end_at - 1] - GIVE_UP) {
			s->sum += tr->best - tr->course[end_at - 1];
			return s->sum;
		}
	}
	/* well-formed UTF-8 hardly comes by chance */
	if (c->cs == CS_UTF8 && !s->n_bad && s->n_wide)
		s->sum += UTF8_PRIOR + UTF8_CHAR * (double)(s->n_wide < 6 ? s->n_wide : 6);
	return s->sum;
}

static size_t first_high(struct slice b, size_t from)
{
	const uint8_t *p = (const uint8_t *)b.p;

	return from < b.len ? (size_t)(charset_skip_ascii(p + from, p + b.len) - p) : from;
}

/* The usual case of charset_next: three bytes, no surrogate, not too long for what they say. */
static inline bool is_common3(const uint8_t *p, const uint8_t *end)
{
	if (end - p < 4) return false;
	uint32_t w = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

	return (w & 0xc0c0f0) == 0x8080e0 && p[0] != 0xe0 && p[0] != 0xed;
}

/* Two of them, out of one load where bytes are little-endian? */
static inline bool are_common3(const uint8_t *p, const uint8_t *end)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t w;

	if (end - p < 8) return false;
	memcpy(&w, p, 8);
	return (w & 0xc0c0f0c0c0f0u) == 0x8080e08080e0u && p[0] != 0xe0 && p[0] != 0xed &&
	       p[3] != 0xe0 && p[3] != 0xed;
#else
	(void)p, (void)end;
	return false;
#endif
}

/* Well-formed UTF-8 with enough characters of three bytes? Looks at some 4 KiB behind the first
 * high byte. */
static bool is_plainly_utf8(const struct charsets *t, struct slice b, size_t high)
{
	const uint8_t *p = (const uint8_t *)b.p + high, *end = (const uint8_t *)b.p + b.len;
	unsigned n = 0, skip = 0;

	if (end - p > 4096) end = p + 4096;
	while (high == 0 && skip < 3 && p < end && (*p & 0xc0) == 0x80) p++, skip++;
	while (p < end) {
		if (*p < 0x80) {
			p = charset_skip_ascii(p, end);
			continue;
		}
		if (are_common3(p, end)) {
			n += 4;
			p += 6;
			continue;
		}
		if (is_common3(p, end)) {
			n += 2;
			p += 3;
			continue;
		}
		struct charset_char c = charset_next(t, CS_UTF8, p, end);

		if (c.bad && !c.cut) return false;
		if (!c.bad) n += c.len == 3 ? 2 : c.len == 2;
		p += c.len;
	}
	return n >= 2 * STRUCTURE;
}

/* Where the first window begins: most of a page's head is ASCII. */
static size_t window_start(struct slice b, size_t high)
{
	return high == b.len || high < 32 ? 0 : (high - 16) & ~(size_t)1;
}

/* The end of the bytes from p on that hold PLAIN_CHARS characters, if they are GB18030. */
static const uint8_t *plain_end(const uint8_t *p, const uint8_t *end)
{
	if (end - p > PLAIN_LOOK) end = p + PLAIN_LOOK;
	for (size_t n = 0; p < end && n < PLAIN_CHARS; n++) {
		p = charset_skip_ascii(p, end);
		if (p < end) p += end - p > 1 ? 2 : 1;
	}
	return p;
}

/* Do the first characters read as GB18030 like Chinese text, as far as is needed to tell? Pages in
 * other encodings of Chinese, Japanese and Korean read so have a mean of a character below -4.2,
 * of those in GB18030 nine in ten are above -3.4, half above -2.5. */
static bool is_plainly_gb18030(const struct trial *tr, struct slice b, size_t high)
{
	static const struct candidate gb = { CS_GB18030, 0, false };
	const uint8_t *p = (const uint8_t *)b.p + window_start(b, high);
	struct textscore s;

	if (high == b.len) return false;
	score_bytes(tr, &gb, p, plain_end(p, (const uint8_t *)b.p + b.len), &s);
	return !s.n_bad && s.n_wide > 40 && s.wide_sum / (double)s.n_wide > PLAIN_MEAN;
}

struct tally {
	double sum[N_ALL], wide_sum[N_ALL];
	size_t n_wide[N_ALL];
	size_t n; /* candidates tried */
};

/* Sums after each byte of a window: of the best candidate, and of the one being tried. */
struct course {
	double sum[2][WINDOW];
	bool best;  /* which of them is the best one's */
	bool known; /* the best one has one: HZ has none */
};

static void try_window(struct trial *tr, struct slice window, bool seven_bit, struct tally *ty,
		       struct course *co, size_t from)
{
	const uint8_t *p = (const uint8_t *)window.p;

	for (size_t k = from; k < ty->n; k++) {
		/* GB18030 first: what is well-formed UTF-8 seldom comes here */
		size_t i = k < 2 ? !k : k;
		const struct candidate *c = &candidates[i];
		struct textscore s;

		if (seven_bit ? i >= N_CHINESE : c->cs == CS_HZ) {
			ty->sum[i] -= 1e6;
			continue;
		}
		tr->record = co->sum[!co->best];
		tr->course = co->known ? co->sum[co->best] : NULL;
		double v = score_bytes(tr, c, p, p + window.len, &s);

		if (c->cs == CS_HZ && s.n_wide < 2) v -= 20; /* ASCII that happens to pair */
		if (v > tr->best) tr->best = v, co->best = !co->best, co->known = c->cs != CS_HZ;
		ty->sum[i] += v;
		ty->n_wide[i] += s.n_wide;
		ty->wide_sum[i] += s.wide_sum;
	}
	tr->record = NULL, tr->course = NULL; /* they are of this window */
}

/* Best and best of another charset. */
static void rank(const struct tally *ty, size_t *first, size_t *second)
{
	*first = 0;
	for (size_t i = 1; i < ty->n; i++)
		if (ty->sum[i] > ty->sum[*first]) *first = i;
	*second = ty->n;
	for (size_t i = 0; i < ty->n; i++) {
		if (candidates[i].cs == candidates[*first].cs) continue;
		if (*second == ty->n || ty->sum[i] > ty->sum[*second]) *second = i;
	}
}

static double per_wide(const struct tally *ty, size_t i)
{
	return ty->n_wide[i] ? ty->wide_sum[i] / (double)ty->n_wide[i] : 0;
}

/* Windows of the bytes until one charset is clear. Gives how many. */
static size_t try_windows(struct trial *tr, struct slice b, size_t high, struct tally *ty)
{
	bool seven_bit = high == b.len;
	size_t at = window_start(b, high), first, second, n = 0;
	struct slice window[WINDOWS];
	struct course course[WINDOWS];
	double best[WINDOWS];

	ty->n = N_CHINESE;
	for (; n < WINDOWS && at < b.len; n++) {
		window[n] = slice_of(b.p + at, b.len - at < WINDOW ? b.len - at : WINDOW);
		tr->best = -1e9;
		course[n].best = course[n].known = false;
		try_window(tr, window[n], seven_bit, ty, &course[n], 0);
		best[n] = tr->best;
		rank(ty, &first, &second);
		at += window[n].len;
		if (ty->sum[first] - ty->sum[second] > 30 && ty->n_wide[first] > 40 &&
		    per_wide(ty, first) > PLAUSIBLE) {
			n++;
			break;
		}
		if (n == 0 && b.len - at > 8 * WINDOW) at += ((b.len - at) / 2) & ~(size_t)1;
		at = seven_bit ? at : first_high(b, at) & ~(size_t)1;
	}
	rank(ty, &first, &second);
	if (ty->n_wide[first] >= 10 && per_wide(ty, first) > PLAUSIBLE) return n;
	ty->n = N_ALL;
	for (size_t i = N_CHINESE; i < N_ALL; i++) ty->sum[i] -= CHINESE_PRIOR;
	for (size_t i = 0; i < n; i++) {
		tr->best = best[i];
		try_window(tr, window[i], seven_bit, ty, &course[i], N_CHINESE);
	}
	return n;
}

static void detect_by_model(struct trial *tr, struct slice b, size_t high, struct detection *d)
{
	struct tally ty = { 0 };
	size_t first, second;

	try_windows(tr, b, high, &ty);
	rank(&ty, &first, &second);
	const struct candidate *c = &candidates[first];

	d->cs = c->cs;
	d->name = charset_name(c->cs);
	d->second = charset_name(candidates[second].cs);
	d->phase = c->phase;
	d->hz_in_gb = c->hz_in_gb;
	d->margin = (float)(ty.sum[first] - ty.sum[second]);
}

/* Phase of the first bytes, when the windows did not begin there. */
static uint8_t head_phase(struct trial *tr, struct slice b, enum charset cs)
{
	size_t n = 0;
	double best = -1e9;
	uint8_t phase = 0;

	while (n < b.len && n < 64 && (uint8_t)b.p[n] >= 0x30) n++;
	if (!n || (uint8_t)b.p[0] < 0x80) return 0;
	tr->best = -1e9;
	for (uint8_t i = 0; i < 4; i++) {
		struct candidate c = { cs, i, false };
		struct textscore s;

		if (i > 1 && cs != CS_EUCTW) break;
		double v = score_bytes(tr, &c, (const uint8_t *)b.p, (const uint8_t *)b.p + n, &s);

		if (v > best + (phase == 0 && i > 0 ? WHOLE_START : 1e-9)) best = v, phase = i;
	}
	return phase;
}

/* Could seven-bit bytes without any shift be from inside HZ? Nothing but pairs then, nearly all of
 * whose first bytes are those of common characters and marks. */
static bool is_inside_hz(struct slice b)
{
	size_t common[2] = { 0, 0 };

	for (size_t i = 0; i < b.len; i++) {
		uint8_t c = (uint8_t)b.p[i];

		if (c <= ' ') return false;
		common[i & 1] += (c >= 0x30 && c <= 0x57) || c == 0x21 || c == 0x23;
	}
	size_t best = common[0] > common[1] ? common[0] : common[1];

	return b.len >= 16 && best * 4 >= b.len / 2 * 3;
}

/* Seven-bit bytes without NUL that are not HZ are ASCII: sixteen Chinese characters whose UTF-16
 * has no byte above 0x7f do not come together by chance. */
static bool is_ascii(struct slice b, size_t high)
{
	if (high < b.len || memchr(b.p, 0, b.len)) return false;
	for (size_t i = 0; i + 1 < b.len; i++)
		if (b.p[i] == '~' && (b.p[i + 1] == '{' || b.p[i + 1] == '}')) return false;
	return !is_inside_hz(b);
}

void detect_charset(const struct charsets *t, const struct ngram *m, struct slice bytes,
		    struct detection *d)
{
	struct trial tr = { t, m, -1e9, NULL, NULL };
	size_t high = first_high(bytes, 0);

	*d = (struct detection){ .cs = CS_UTF8, .name = charset_name(CS_UTF8) };
	if (!bytes.len) return;
	if (is_ascii(bytes, high)) {
		d->margin = 99;
		d->plain = true;
		return;
	}
	d->margin = 99;
	if (is_plainly_utf8(t, bytes, high)) return;
	if (is_plainly_gb18030(&tr, bytes, high)) {
		d->cs = CS_GB18030;
		d->name = charset_name(CS_GB18030);
	} else {
		detect_by_model(&tr, bytes, high, d);
	}
	if (d->cs == CS_GB18030 || d->cs == CS_BIG5 || d->cs == CS_EUCTW)
		d->phase = head_phase(&tr, bytes, d->cs);
	if (high < bytes.len || d->cs == CS_HZ || d->cs == CS_UTF16LE || d->cs == CS_UTF16BE)
		return;
	*d = (struct detection){
		.cs = CS_UTF8, .name = charset_name(CS_UTF8), .margin = 99, .plain = true
	};
}

double detect_score(const struct charsets *t, const struct ngram *m, enum charset cs,
		    struct slice bytes, size_t *n_chars, size_t *n_bad)
{
	struct trial tr = { t, m, -1e9, NULL, NULL };
	struct candidate c = { cs, 0, false };
	struct textscore s;
	double v = score_bytes(&tr, &c, (const uint8_t *)bytes.p,
			       (const uint8_t *)bytes.p + bytes.len, &s);

	*n_chars = s.n_wide;
	*n_bad = s.n_bad;
	return v;
}

double detect_text(const struct ngram *m, struct uslice text)
{
	struct textscore s;

	textscore_begin(&s, m);
	for (size_t i = 0; i < text.len;) textscore_next(&s, utf16_next(text.p, text.len, &i));
	return s.sum;
}
