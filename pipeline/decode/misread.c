/* Text that was read in the wrong encoding, whole or in part: written back into the bytes it came
 * from and read again.
 *
 * Line by line, every hypothesis (read as X what was written as Y) takes the stretches that X can
 * write; a stretch changes where the second reading scores clearly better. What most of a document
 * shows then counts for its short lines too. Lossless hypotheses first; UTF-8 read as GBK with lost
 * bytes goes through the lattice. Limits: stretches of STRETCH_MAX units, ROUNDS readings on top of
 * each other. */
#include <math.h>

#include "pipeline/core/unit_find.h"
#include "pipeline/decode/decode.h"
#include "pipeline/decode/textscore.h"

#define GAIN	    8.0	   /* log10 that a second reading must gain */
#define GAIN_UNIT   0.1	   /* and more for each unit */
#define GAIN_KNOWN  1.5	   /* where most of the document was misread in the same way */
#define PLAUSIBLE   (-4.3) /* mean of a wide character after */
#define STRETCH_MAX 20000
#define ROUNDS	    3
#define HEAD	    240 /* units of a long stretch that are judged first */
#define ODD_MIN	    3	/* odd characters that make a line worth a second reading, */
#define ODD_SHARE   5	/* one of so many beyond ASCII at least */
#define TRIES	    40	/* lines judged in vain, after which a document is taken for what it is */
/* nodes of the search that lines may cost in vain, with one more for each unit of the document */
#define VAIN	  150000
#define VAIN_WON  6    /* and so many for each node that a repaired line has cost */
#define LOST_BYTE 0xff /* stands for a U+FFFD; no charset here has it */
#define CHUNK	  900  /* bytes a call of the lattice */

struct hypothesis {
	enum charset read_as, wrote;
};

static const struct hypothesis hypotheses[] = {
	{ CS_LATIN1, CS_UTF8 },	  { CS_LATIN1, CS_GB18030 }, { CS_LATIN1, CS_BIG5 },
	{ CS_GB18030, CS_UTF8 },  { CS_GB18030, CS_BIG5 },   { CS_BIG5, CS_GB18030 },
	{ CS_BIG5, CS_UTF8 },	  { CS_SJIS, CS_GB18030 },   { CS_SJIS, CS_UTF8 },
	{ CS_SJIS, CS_BIG5 },	  { CS_EUCKR, CS_GB18030 },  { CS_EUCKR, CS_UTF8 },
	{ CS_EUCJP, CS_GB18030 }, { CS_EUCKR, CS_BIG5 },
};
#define N_HYPOTHESES (sizeof hypotheses / sizeof *hypotheses)

/* A stretch of the text under a hypothesis. */
struct reading_again {
	size_t from, to; /* units of the text */
	size_t hyp;
	unsigned rounds;
	double gain;
	bool model; /* through the lattice: characters were chosen */
	double margin;
	size_t slack; /* malformed sequences that are no sign: the stretch was cut there */
	struct ubuf text;
	struct buf bytes;
	struct lat_parts parts; /* of the text, when it came through the lattice */
};

static void free_reading(struct reading_again *r)
{
	ubuf_free(&r->text);
	buf_free(&r->bytes);
	mem_free(r->parts.p);
}

struct misread {
	const struct decoder *dec;
	struct decode_worker *w;
	struct doc *d;
	struct rewrite rw;
	size_t won[N_HYPOTHESES];   /* units that each repaired */
	size_t tries, wins;	    /* lines judged; repaired */
	uint64_t wasted, may_waste; /* nodes of the search: spent on lines that stayed, and how many
				       may be */
	size_t known;		    /* hypothesis of most of the document, N_HYPOTHESES none */
	bool changed;
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
static double read_lattice(const struct misread *m, enum charset cs, const struct buf *bytes,
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
static double read_lossy(const struct misread *m, enum charset cs, const struct buf *bytes,
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
static bool mostly_utf8(const struct misread *m, const struct buf *bytes)
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

/* Are bytes lost, and is what is left worth the search? */
static bool worth_lattice(const struct misread *m, struct uslice t, const struct hypothesis *h,
			  const struct buf *bytes, size_t n_bad)
{
	size_t lost = lost_in(t);

	if (h->wrote == CS_UTF8) return n_bad && mostly_utf8(m, bytes);
	return h->wrote == CS_GB18030 && lost && lost * 2 < t.len;
}

/* The stretch under a hypothesis, misread up to ROUNDS times over; r->gain says by how much it
 * reads better. */
static void judge(const struct misread *m, struct uslice t, struct reading_again *r)
{
	const struct hypothesis *h = &hypotheses[r->hyp];
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
		bool lossy = round == 1 && s.n_bad > r->slack &&
			     worth_lattice(m, t, h, &r->bytes, s.n_bad);
		bool good = !lossy && s.n_bad <= lost_in(t) + r->slack && s.n_han >= 1 &&
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
		if (s.n_bad > r->slack || h->read_as != CS_LATIN1 || h->wrote != CS_UTF8) break;
	}
	ubuf_free(&text);
}

/* A look at the head of a long stretch first: most hypotheses are plainly wrong. */
static void judge_long(const struct misread *m, struct uslice t, struct reading_again *r)
{
	if (t.len > 2 * HEAD && r->hyp != m->known) {
		struct uslice head = { t.p, HEAD };

		if ((t.p[HEAD - 1] & 0xfc00) == 0xd800) head.len--;
		r->slack = 2;
		judge(m, head, r);
		r->slack = 0;
		if (r->gain < 0) return;
		r->model = false;
	}
	judge(m, t, r);
}

/* The end of the run of units from i on, within end, that cs can write. */
static size_t writable(const struct decoder *dec, enum charset cs, const uint16_t *p, size_t i,
		       size_t end)
{
	while (i < end) {
		size_t at = i;
		uint8_t b[4];

		if (p[i] < 0x80) { /* mark-up, for the most part */
			i = unit_find_between(p, i, end, 0x80, 0xffff);
			continue;
		}
		uint32_t cp = utf16_next(p, end, &i);

		if (cs == CS_LATIN1 && cp >= 0x2200 && cp != 0xfffd) return at;
		if (cp != 0xfffd && !charset_encode(&dec->charsets, cs, cp, b)) return at;
	}
	return end;
}

/* Suspicious characters of a stretch. */
struct looks {
	size_t latin, odd, wide; /* wide is counted only where there are ODD_MIN odd ones, and no
				    further than matters */
	size_t first;		 /* of them in the worker's list */
};

static size_t line_end(struct uslice t, size_t at)
{
	return unit_find(t.p, at, t.len, '\n');
}

/* Looks of [from, end); k: index of a listed character that stands not behind the first of them. */
static void look_at(const struct misread *m, size_t from, size_t end, size_t k, struct looks *l)
{
	const struct suspect_list *odd = &m->w->odd;
	const uint16_t *p = m->d->text.p;

	*l = (struct looks){ .first = suspects_from(odd, k, from) };
	for (k = l->first; k < odd->n && odd->at[k] < end; k++) {
		uint8_t cls = m->dec->suspects->cls[p[odd->at[k]]];

		l->latin += cls == SUS_LATIN;
		l->odd += cls < SUS_MARK;
	}
	for (size_t i = from; i < end && l->odd >= ODD_MIN && l->wide <= l->odd * ODD_SHARE; i++)
		l->wide += p[i] >= 0x80;
}

/* Are there enough odd characters? Latin-1 stands out by itself, other misreadings are odd all
 * over. */
static bool has_reason(enum charset read_as, const struct looks *l)
{
	return read_as == CS_LATIN1 ? l->latin >= 2
				    : l->odd >= ODD_MIN && l->odd * ODD_SHARE >= l->wide;
}

/* The begin of the stretch, not before i, of what Latin-1 can write that holds or ends at the next
 * letter by which its readings stand out; to when there is none. What lies between is no reason for
 * a second reading. *k: where in the list to go on. */
static size_t next_latin(const struct misread *m, size_t i, size_t to, size_t *k)
{
	const struct suspect_list *odd = &m->w->odd;
	const uint16_t *p = m->d->text.p;

	for (*k = suspects_from(odd, *k, i); *k < odd->n && odd->at[*k] < to; ++*k) {
		size_t at = odd->at[*k];

		if (m->dec->suspects->cls[p[at]] != SUS_LATIN) continue;
		while (at > i && writable(m->dec, CS_LATIN1, p, at - 1, at) == at &&
		       !((p[at - 1] & 0xfc00) == 0xd800 && (p[at] & 0xfc00) == 0xdc00))
			at--;
		return at;
	}
	return to;
}

/* The best second reading of any stretch of a line that looks like line. */
static bool best_of_line(struct misread *m, size_t from, size_t to, const struct looks *line,
			 struct reading_again *best)
{
	const uint16_t *p = m->d->text.p;

	best->gain = -1e9;
	for (size_t h = 0; h < N_HYPOTHESES; h++) {
		enum charset cs = hypotheses[h].read_as;

		if (h != m->known && !has_reason(cs, line)) continue;
		for (size_t i = from, k = line->first; i < to;) {
			if (cs == CS_LATIN1 && h != m->known &&
			    (i = next_latin(m, i, to, &k)) == to)
				break;
			size_t end = writable(m->dec, cs, p, i, to);
			struct reading_again r = { .from = i, .to = end, .hyp = h };

			if (cs != CS_LATIN1 && (i > from || end < to))
				break; /* not written in it */
			struct looks l = *line;

			if (h != m->known && end - i < to - from) look_at(m, i, end, k, &l);
			k = l.first;
			if (end > i && end - i <= STRETCH_MAX &&
			    (h == m->known || has_reason(cs, &l))) {
				judge_long(m, (struct uslice){ p + i, end - i }, &r);
				if (r.gain > best->gain) {
					struct reading_again old = *best;

					*best = r, r = old;
				}
			}
			free_reading(&r);
			i = end + (end < to);
		}
	}
	if (best->gain <= -1e9) return false;
	double need = best->hyp == m->known ? GAIN_KNOWN
					    : GAIN + GAIN_UNIT * (double)(best->to - best->from);

	return best->gain >= need;
}

/* Units before: 1 character; bytes of it under the first reading. */
static unsigned bytes_of(const struct decoder *dec, enum charset cs, uint32_t cp)
{
	uint8_t b[4];

	return charset_encode(&dec->charsets, cs, cp, b);
}

/* Where each byte of the first reading stands in the old text: put what the lattice made of them.
 */
static void put_restored(struct misread *m, const struct reading_again *r)
{
	const struct hypothesis *h = &hypotheses[r->hyp];
	uint32_t *unit = arena_alloc(&m->d->arena, (r->bytes.len + 1) * sizeof *unit);
	size_t n = 0;

	for (size_t o = r->from; o < r->to;) {
		uint32_t at = (uint32_t)o, cp = utf16_next(m->d->text.p, r->to, &o);
		unsigned len = cp == 0xfffd ? 1 : bytes_of(m->dec, h->read_as, cp);

		if (cp == 0x20ac && n < r->bytes.len)
			len = (uint8_t)r->bytes.p[n] == 0xa2 ? 2 : 1; /* see euro_bytes */
		while (len-- && n < r->bytes.len) unit[n++] = at;
	}
	while (n < r->bytes.len) unit[n++] = (uint32_t)r->to - 1;
	unit[n] = (uint32_t)r->to;
	repair_put(&m->rw, r->to - r->from, (struct uslice){ r->text.p, r->text.len },
		   &(struct restored){ &r->parts, 0, unit, n });
}

/* Put the new text piece by piece: pieces end where characters of both readings end. */
static void put_pieces(struct misread *m, const struct reading_again *r)
{
	const struct hypothesis *h = &hypotheses[r->hyp];
	const uint16_t *old = m->d->text.p;
	size_t o = r->from, n = 0, old_bytes = 0, new_bytes = 0;

	rewrite_keep_to(&m->rw, r->from);
	if (r->model && r->rounds <= 1) {
		put_restored(m, r);
		return;
	}
	if (r->rounds > 1 || r->model) {
		rewrite_put(&m->rw, r->to - r->from, r->text.p, r->text.len,
			    r->model ? MAP_MODEL : MAP_CERTAIN);
		return;
	}
	while (o < r->to) {
		size_t old_from = o, new_from = n;

		do {
			if (old_bytes <= new_bytes && o < r->to)
				old_bytes +=
					bytes_of(m->dec, h->read_as, utf16_next(old, r->to, &o));
			else if (n < r->text.len)
				new_bytes += bytes_of(m->dec, h->wrote,
						      utf16_next(r->text.p, r->text.len, &n));
			else /* bytes that the new text has no character for, at its end */
				o = r->to;
		} while (old_bytes != new_bytes && (o < r->to || n < r->text.len));
		if (o == r->to) n = r->text.len;
		bool same = o - old_from == n - new_from &&
			    !memcmp(old + old_from, r->text.p + new_from, (n - new_from) * 2);

		if (same) rewrite_keep(&m->rw, o - old_from);
		else
			rewrite_put(&m->rw, o - old_from, r->text.p + new_from, n - new_from,
				    MAP_CERTAIN);
	}
}

static void accept(struct misread *m, const struct reading_again *r)
{
	struct uslice old = { m->d->text.p + r->from, r->to - r->from },
		      new = { r->text.p, r->text.len };

	if (uslice_eq(old, new)) return;
	put_pieces(m, r);
	doc_add_repair(m->d, r->model ? MAP_MODEL : MAP_CERTAIN,
		       map_source(&m->d->map, r->from, old.len), arena_utf8(&m->d->arena, old),
		       arena_utf8(&m->d->arena, new), r->model ? (float)r->margin : NAN);
	m->won[r->hyp] += old.len;
	m->changed = true;
}

/* The next line from *i on that has a suspicious character, of whatever kind before SUS_MARK; in a
 * document known to be misread the next one that has characters. False: none. *k: where in the list
 * to go on. */
static bool next_line(const struct misread *m, struct uslice t, size_t *i, size_t *k)
{
	const struct suspects *s = m->dec->suspects;
	const struct suspect_list *odd = &m->w->odd;

	if (m->known < N_HYPOTHESES) {
		while (*i < t.len && t.p[*i] == '\n') ++*i;
		return *i < t.len;
	}
	for (*k = suspects_from(odd, *k, *i); *k < odd->n && s->cls[t.p[odd->at[*k]]] >= SUS_MARK;)
		++*k;
	if (*k == odd->n) return false;
	size_t from = odd->at[*k];

	while (from > *i && t.p[from - 1] != '\n') from--;
	*i = from;
	return true;
}

static void pass(struct misread *m)
{
	struct uslice t = m->d->text;
	size_t k = 0;

	repair_suspects(m->dec, m->w, m->d);
	rewrite_begin(&m->rw, &m->d->arena, t, &m->d->map);
	for (size_t i = 0; next_line(m, t, &i, &k); i = line_end(t, i) + 1) {
		struct looks line;
		size_t end = line_end(t, i);

		look_at(m, i, end, k, &line);
		k = line.first;
		bool in_vain =
			(m->tries > TRIES && m->wins * 20 < m->tries) || m->wasted > m->may_waste;
		if (in_vain && m->known == N_HYPOTHESES) break;
		if (m->known == N_HYPOTHESES && !has_reason(CS_LATIN1, &line) &&
		    !has_reason(CS_GB18030, &line))
			continue;
		struct reading_again best = { 0 };
		uint64_t before = m->w->lattice.effort;

		m->tries++;
		bool won = best_of_line(m, i, end, &line, &best);
		uint64_t spent = m->w->lattice.effort - before;

		if (won) accept(m, &best), m->wins++, m->may_waste += VAIN_WON * spent;
		else m->wasted += spent;
		free_reading(&best);
	}
	rewrite_end(&m->rw, &m->d->text, &m->d->map);
}

static size_t leader(const struct misread *m)
{
	size_t best = 0, sum = 0;

	for (size_t h = 0; h < N_HYPOTHESES; h++) {
		sum += m->won[h];
		if (m->won[h] > m->won[best]) best = h;
	}
	return sum && m->won[best] * 10 >= sum * 8 ? best : N_HYPOTHESES;
}

void repair_misread(const struct decoder *dec, struct decode_worker *w, struct doc *d)
{
	struct misread m = { .dec = dec,
			     .w = w,
			     .d = d,
			     .known = N_HYPOTHESES,
			     .may_waste = VAIN + (uint64_t)d->text.len };

	pass(&m);
	if (!m.changed) return;
	m.known = leader(&m);
	m.changed = false;
	pass(&m);
	if (m.changed && m.known == N_HYPOTHESES) pass(&m);
}
