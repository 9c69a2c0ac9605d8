/* A stretch written back into bytes and read again. See reread.h.
 *
 * First as the bytes are; where some are lost (UTF-8 read as GBK), through the lattice. Limit:
 * ROUNDS readings on top of each other. */
#include "pipeline/decode/reread.h"

#include "pipeline/decode/textscore.h"

#define PLAUSIBLE (-4.3) /* mean of a wide character after */
#define ROUNDS	  3
#define LOST_PART 3 /* one of so many bytes lost is too much */
#define HEAD	  240  /* units of a long stretch that are judged first */
#define LOST_BYTE 0xff /* stands for a U+FFFD; no charset here has it */
#define CHUNK	  900  /* bytes a call of the lattice */

struct rereader {
	const struct decoder *dec;
	struct decode_worker *w;
};

/* U+20AC is two things in GB18030: byte 80, and the pair A2 E3. Which of them fits UTF-8 that goes
 * on with next (0: the end)? out: the bytes so far. */
static unsigned euro_bytes(const struct buf *out, uint8_t next, uint8_t b[4])
{
	size_t i = out->len, n = 0;

	while (i && n < 3 && ((uint8_t)out->p[i - 1] & 0xc0) == 0x80) i--, n++;
	uint8_t lead = i ? (uint8_t)out->p[i - 1] : 0;
	bool one_left =
		(lead >= 0xe0 && lead < 0xf0 && n == 1) || (lead >= 0xc0 && lead < 0xe0 && n == 0);

	if (one_left && next >= 0x80 && next < 0xc0) return b[0] = 0xa2, b[1] = 0xe3, 2;
	return b[0] = 0x80, 1;
}

static uint8_t first_byte(const struct decoder *dec, struct uslice t, size_t i)
{
	uint8_t b[4] = { 0 };

	if (i < t.len) charset_encode(&dec->charsets, CS_GB18030, utf16_next(t.p, t.len, &i), b);
	return b[0];
}

static bool write_back(const struct decoder *dec, const struct hypothesis *h, struct uslice t,
		       struct buf *out)
{
	enum charset cs = h->read_as;
	bool euro = cs == CS_GB18030 && h->wrote == CS_UTF8;

	out->len = 0;
	for (size_t i = 0; i < t.len;) {
		uint8_t b[4];
		uint32_t cp = utf16_next(t.p, t.len, &i);
		unsigned n = charset_encode(&dec->charsets, cs, cp, b);

		if (euro && cp == 0x20ac) n = euro_bytes(out, first_byte(dec, t, i), b);
		if (cp == 0xfffd) b[0] = LOST_BYTE, n = 1;
		if (!n) return false;
		buf_add(out, b, n);
	}
	return true;
}

/* Score of bytes read as cs; out gets the text. */
static double read_again(const struct decoder *dec, enum charset cs, const struct buf *bytes,
			 struct ubuf *out, struct textscore *s)
{
	const uint8_t *p = (const uint8_t *)bytes->p, *end = p + bytes->len;

	out->len = 0;
	textscore_begin(s, &dec->model);
	while (p < end) {
		struct charset_char c = charset_next(&dec->charsets, cs, p, end);

		if (c.bad) {
			textscore_bad(s, c.len);
			if (s->n_bad * 8 > 32 + s->n_wide) { /* hopeless without the lattice */
				s->n_bad = bytes->len;
				return -1e9;
			}
		} else {
			textscore_next(s, c.cp);
			if (c.more) textscore_add(s, c.more);
		}
		ubuf_add_cp(out, c.cp);
		if (c.more) ubuf_add_cp(out, c.more);
		p += c.len;
	}
	return s->sum;
}

static size_t lost_in(struct uslice t)
{
	size_t n = 0;

	for (size_t i = 0; i < t.len; i++) n += t.p[i] == 0xfffd;
	return n;
}

static bool is_plain(struct uslice t)
{
	for (size_t i = 0; i < t.len; i++)
		if (t.p[i] >= 0x80) return false;
	return true;
}

static void add_parts(struct lat_parts *to, const struct lat_parts *parts, uint32_t at)
{
	to->p = mem_grow(to->p, &to->cap, to->n + parts->n + 1, sizeof *to->p);
	for (size_t i = 0; i < parts->n; i++) {
		to->p[to->n] = parts->p[i];
		to->p[to->n].from += at;
		to->p[to->n++].to += at;
	}
}

/* Bytes in cs (UTF-8 or GB18030) of which some are lost, through the lattice. */
static double read_lattice(const struct rereader *m, enum charset cs, const struct buf *bytes,
			   struct reading_again *r)
{
	struct lat_elem *elems = m->w->elems;
	struct textscore s;

	r->text.len = r->parts.n = 0;
	r->margin = 99;
	for (size_t i = 0; i < bytes->len;) {
		size_t n = 0, from = i;

		while (i < bytes->len && n < LATTICE_MAX - 1 &&
		       !(n > CHUNK && (uint8_t)bytes->p[i] < 0x80)) {
			uint8_t b = (uint8_t)bytes->p[i++];
			bool mark = b == LOST_BYTE || b == '?';

			elems[n++] = (struct lat_elem){ .what = mark ? LAT_WILD : b,
							.cp = b == LOST_BYTE ? 0xfffd : b,
							.gloss = { UINT16_MAX, 0 } };
		}
		struct lattice *l = &m->w->lattice;
		struct ngram_ctx ctx = ngram_begin(&m->dec->model);

		l->line_end = i >= bytes->len;
		l->quick = l->score_only = false;

		if (cs == CS_UTF8
			    ? !lattice_decode_utf8(l, elems, n, ctx, &m->w->result)
			    : !lattice_decode_gb(l, elems, n, (struct lat_edges){ ctx, false, -1 },
						 &m->w->result))
			return -1e9;
		if (m->w->result.margin < r->margin) r->margin = m->w->result.margin;
		r->model |= m->w->result.model;
		ubuf_add(&r->text, m->w->result.text.p, m->w->result.text.len);
		add_parts(&r->parts, &m->w->result.parts, (uint32_t)from);
	}
	textscore_begin(&s, &m->dec->model);
	for (size_t i = 0; i < r->text.len;)
		textscore_next(&s, utf16_next(r->text.p, r->text.len, &i));
	return s.n_wide && s.wide_sum / (double)s.n_wide > PLAUSIBLE ? s.sum : -1e9;
}

/* The same in the script that the text turns out to be in. */
static double read_lossy(const struct rereader *m, enum charset cs, const struct buf *bytes,
			 struct reading_again *r)
{
	m->w->lattice.hant = false;
	double s = read_lattice(m, cs, bytes, r);

	if (s < -1e8 || !repair_is_hant(m->dec, (struct uslice){ r->text.p, r->text.len }))
		return s;
	m->w->lattice.hant = true;
	return read_lattice(m, cs, bytes, r);
}

/* Well-formed characters of three bytes carry most of these bytes? */
static bool mostly_utf8(const struct rereader *m, const struct buf *bytes)
{
	const uint8_t *p = (const uint8_t *)bytes->p, *end = p + bytes->len;
	size_t good = 0, high = 0;

	while (p < end) {
		struct charset_char c = charset_next(&m->dec->charsets, CS_UTF8, p, end);

		good += c.len == 3 && !c.bad ? 3 : 0;
		high += *p >= 0x80 && *p != LOST_BYTE ? c.len : 0;
		p += c.len;
	}
	return good >= 6 && good * 10 >= high * 3;
}

/* Are bytes lost, and is what is left worth the search? Where a third of the bytes and more is
 * gone, as of UTF-8 that was read as Big5, a third of what the model puts in their place is wrong:
 * that would be invented. */
static bool worth_lattice(const struct rereader *m, struct uslice t, const struct hypothesis *h,
			  const struct buf *bytes, size_t n_bad)
{
	size_t lost = lost_in(t);

	if (h->wrote == CS_UTF8)
		return n_bad && lost * LOST_PART < bytes->len && mostly_utf8(m, bytes);
	return h->wrote == CS_GB18030 && lost && lost * 2 < t.len;
}

/* The stretch under a hypothesis, misread up to ROUNDS times over; r->gain says by how much it
 * reads better. slack: malformed sequences that are no sign, as the stretch was cut there. */
static void judge(const struct rereader *m, struct uslice t, size_t slack, struct reading_again *r)
{
	const struct hypothesis *h = &r->as;
	double before = 0; /* score of the text as it is, once known: most readings are hopeless */
	bool known = false;
	struct ubuf text = { 0 };
	struct textscore s;

	r->gain = -1e9;
	ubuf_add(&text, t.p, t.len);
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct ubuf next = { 0 };
		struct uslice now = { text.p, text.len };

		if (is_plain(now) || !write_back(m->dec, h, now, &r->bytes)) break;
		double score = read_again(m->dec, h->wrote, &r->bytes, &next, &s);

		ubuf_free(&text);
		text = next;
		bool lossy =
			round == 1 && s.n_bad > slack && worth_lattice(m, t, h, &r->bytes, s.n_bad);
		bool good = !lossy && s.n_bad <= lost_in(t) + slack && s.n_han >= 1 &&
			    s.wide_sum / (double)s.n_wide > PLAUSIBLE;

		if ((lossy || good) && !known)
			before = detect_text(&m->dec->model, t), known = true;
		if (lossy) {
			r->gain = read_lossy(m, h->wrote, &r->bytes, r) - before;
			break;
		}
		if (good && score - before > r->gain) {
			r->gain = score - before, r->rounds = round;
			r->text.len = 0;
			ubuf_add(&r->text, text.p, text.len);
		}
		if (s.n_bad > slack || h->read_as != CS_LATIN1 || h->wrote != CS_UTF8) break;
	}
	ubuf_free(&text);
}

void reread_judge(const struct decoder *dec, struct decode_worker *w, struct uslice t, bool known,
		  struct reading_again *r)
{
	const struct rereader m = { dec, w };

	if (t.len > 2 * HEAD && !known) {
		struct uslice head = { t.p, HEAD };

		if ((t.p[HEAD - 1] & 0xfc00) == 0xd800) head.len--;
		judge(&m, head, 2, r);
		if (r->gain < 0) return;
		r->model = false;
	}
	judge(&m, t, 0, r);
}

void reread_free(struct reading_again *r)
{
	ubuf_free(&r->text);
	buf_free(&r->bytes);
	mem_free(r->parts.p);
}
