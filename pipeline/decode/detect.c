/* Charset detection. See detect.h.
 *
 * A sample of up to three windows is decoded under every candidate, at every phase, and scored (textscore.h). Wrong
 * candidates are given up as soon as they fall far behind, so that the cost is near that of one decoding. */
#include "pipeline/decode/detect.h"
#include "pipeline/decode/textscore.h"

#define WINDOW 256
#define GIVE_UP 45.0	 /* log10 behind the best */
#define STRUCTURE 6	 /* well-formed UTF-8 characters of three bytes that need no model */
#define PHASE_BYTE (-2.2) /* a byte of a character cut off at the beginning */

struct candidate {
	enum charset cs;
	uint8_t phase;
	bool hz_in_gb;
};

struct trial {
	const struct charsets *t;
	const struct ngram *m;
	double best; /* of the candidates so far, for giving up */
};

static const struct candidate chinese[] = {
	{ CS_UTF8, 0, false },	  { CS_GB18030, 0, false }, { CS_GB18030, 1, false }, { CS_BIG5, 0, false },
	{ CS_BIG5, 1, false },	  { CS_UTF16LE, 0, false }, { CS_UTF16BE, 0, false }, { CS_UTF16LE, 1, false },
	{ CS_UTF16BE, 1, false }, { CS_EUCTW, 0, false },   { CS_EUCTW, 1, false },   { CS_EUCTW, 2, false },
	{ CS_EUCTW, 3, false },	  { CS_HZ, 0, false },	    { CS_HZ, 0, true },	      { CS_HZ, 1, true },
};
#define N_CHINESE (sizeof chinese / sizeof *chinese)

static double score_hz(const struct trial *tr, const uint8_t *p, const uint8_t *end, bool gb, struct textscore *s)
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

static double score_bytes(const struct trial *tr, const struct candidate *c, const uint8_t *p, const uint8_t *end,
			  struct textscore *s)
{
	textscore_begin(s, tr->m);
	for (unsigned i = 0; i < c->phase && p < end; i++, p++) s->sum += PHASE_BYTE;
	if (c->cs == CS_HZ) return score_hz(tr, p, end, c->hz_in_gb, s);
	if (c->cs == CS_UTF8)
		for (unsigned i = 0; i < 3 && p < end && (*p & 0xc0) == 0x80; i++, p++) s->sum += PHASE_BYTE;
	while (p < end) {
		struct charset_char ch = charset_next(tr->t, c->cs, p, end);

		p += ch.len;
		if (ch.cut) s->sum += PHASE_BYTE * ch.len;
		else if (ch.bad) textscore_bad(s, ch.len);
		else textscore_add(s, ch.cp);
		if (ch.more) textscore_add(s, ch.more);
		if (s->sum < tr->best - GIVE_UP) break;
	}
	return s->sum;
}

static size_t first_high(struct slice b, size_t from)
{
	const uint8_t *p = (const uint8_t *)b.p;
	uint64_t w;
	size_t i = from;

	for (; i + 8 <= b.len; i += 8) {
		memcpy(&w, p + i, 8);
		if (w & 0x8080808080808080u) break;
	}
	while (i < b.len && p[i] < 0x80) i++;
	return i;
}

/* Well-formed UTF-8 with enough characters of three bytes? Looks at some 4 KiB behind the first high byte. */
static bool is_plainly_utf8(const struct charsets *t, struct slice b, size_t high)
{
	const uint8_t *p = (const uint8_t *)b.p + high, *end = (const uint8_t *)b.p + b.len;
	unsigned n = 0, skip = 0;

	if (end - p > 4096) end = p + 4096;
	while (high == 0 && skip < 3 && p < end && (*p & 0xc0) == 0x80) p++, skip++;
	while (p < end) {
		struct charset_char c = charset_next(t, CS_UTF8, p, end);

		if (c.bad && !c.cut) return false;
		if (c.cp < ' ' && c.cp != '\n' && c.cp != '\r' && c.cp != '\t') return false;
		n += c.len == 3 && !c.bad;
		p += c.len;
	}
	return n >= STRUCTURE;
}

struct tally {
	double sum[N_CHINESE];
	size_t n_wide[N_CHINESE];
	double wide_sum[N_CHINESE];
};

static void try_window(struct trial *tr, struct slice window, bool seven_bit, struct tally *ty)
{
	const uint8_t *p = (const uint8_t *)window.p;

	tr->best = -1e9;
	for (size_t i = 0; i < N_CHINESE; i++) {
		struct textscore s;

		if (chinese[i].cs == CS_HZ && !seven_bit) {
			ty->sum[i] -= 1e6;
			continue;
		}
		double v = score_bytes(tr, &chinese[i], p, p + window.len, &s);

		if (v > tr->best) tr->best = v;
		ty->sum[i] += v;
		ty->n_wide[i] += s.n_wide;
		ty->wide_sum[i] += s.wide_sum;
	}
}

/* Best and best of another charset. */
static void rank(const struct tally *ty, size_t *first, size_t *second)
{
	*first = 0;
	for (size_t i = 1; i < N_CHINESE; i++)
		if (ty->sum[i] > ty->sum[*first]) *first = i;
	*second = N_CHINESE;
	for (size_t i = 0; i < N_CHINESE; i++) {
		if (chinese[i].cs == chinese[*first].cs) continue;
		if (*second == N_CHINESE || ty->sum[i] > ty->sum[*second]) *second = i;
	}
}

static void detect_by_model(struct trial *tr, struct slice b, size_t high, struct detection *d)
{
	struct tally ty = { 0 };
	bool seven_bit = high == b.len;
	size_t at = seven_bit || high < 32 ? 0 : (high - 16) & ~(size_t)1, first = 0, second = 1;

	for (int w = 0; w < 3 && at < b.len; w++) {
		size_t len = b.len - at < WINDOW ? b.len - at : WINDOW;

		try_window(tr, slice_of(b.p + at, len), seven_bit, &ty);
		rank(&ty, &first, &second);
		if (ty.sum[first] - ty.sum[second] > 30 && ty.n_wide[first] > 40) break;
		at += len;
		if (w == 0 && b.len - at > 8 * WINDOW) at += ((b.len - at) / 2) & ~(size_t)1;
		at = seven_bit ? at : first_high(b, at) & ~(size_t)1;
	}
	const struct candidate *c = &chinese[first];

	d->cs = c->cs;
	d->name = charset_name(c->cs);
	d->second = charset_name(chinese[second].cs);
	d->phase = c->phase;
	d->hz_in_gb = c->hz_in_gb;
	d->margin = (float)(ty.sum[first] - ty.sum[second]);
	d->per_char = ty.n_wide[first] ? (float)(ty.wide_sum[first] / (double)ty.n_wide[first]) : 0;
	if (at && (c->cs == CS_GB18030 || c->cs == CS_BIG5 || c->cs == CS_EUCTW)) d->phase = 0;
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

		if (v > best + 1e-9) best = v, phase = i;
	}
	return phase;
}

void detect_charset(const struct charsets *t, const struct ngram *m, struct slice bytes, struct detection *d)
{
	struct trial tr = { t, m, -1e9 };
	size_t high = first_high(bytes, 0);

	*d = (struct detection){ .cs = CS_UTF8, .name = charset_name(CS_UTF8) };
	if (!bytes.len) return;
	if (is_plainly_utf8(t, bytes, high)) {
		d->margin = 99;
		return;
	}
	detect_by_model(&tr, bytes, high, d);
	if (d->cs == CS_GB18030 || d->cs == CS_BIG5 || d->cs == CS_EUCTW) d->phase = head_phase(&tr, bytes, d->cs);
	d->plain = high == bytes.len && d->cs == CS_UTF8;
}

double detect_score(const struct charsets *t, const struct ngram *m, enum charset cs, struct slice bytes,
		    size_t *n_chars, size_t *n_bad)
{
	struct trial tr = { t, m, -1e9 };
	struct candidate c = { cs, 0, false };
	struct textscore s;
	double v = score_bytes(&tr, &c, (const uint8_t *)bytes.p, (const uint8_t *)bytes.p + bytes.len, &s);

	*n_chars = s.n_wide;
	*n_bad = s.n_bad;
	return v;
}

double detect_text(const struct ngram *m, struct uslice text)
{
	struct textscore s;

	textscore_begin(&s, m);
	for (size_t i = 0; i < text.len;) textscore_add(&s, utf16_next(text.p, text.len, &i));
	return s.sum;
}
