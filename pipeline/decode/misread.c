/* Text that was read in the wrong encoding, whole or in part: written back into the bytes it came
 * from and read again.
 *
 * Line by line, every hypothesis (read as X what was written as Y) takes the stretches that X can
 * write; a stretch changes where the second reading scores clearly better. What most of a document
 * shows then counts for its short lines too. How a stretch reads under one: reread.h. Limit:
 * stretches of STRETCH_MAX units. */
#include <math.h>

#include "pipeline/core/unit_find.h"
#include "pipeline/decode/reread.h"

#define GAIN	    8.0 /* log10 that a second reading must gain */
#define GAIN_UNIT   0.1 /* and more for each unit */
#define GAIN_KNOWN  1.5 /* where most of the document was misread in the same way */
#define STRETCH_MAX 20000
#define ODD_MIN	    3  /* odd characters that make a line worth a second reading, */
#define ODD_SHARE   5  /* one of so many beyond ASCII at least */
#define TRIES	    40 /* lines judged in vain, after which a document is taken for what it is */
/* nodes of the search that lines may cost in vain, with one more for each unit of the document */
#define VAIN	 150000
#define VAIN_WON 6 /* and so many for each node that a repaired line has cost */

static const struct hypothesis hypotheses[] = {
	{ CS_LATIN1, CS_UTF8 },	  { CS_LATIN1, CS_GB18030 }, { CS_LATIN1, CS_BIG5 },
	{ CS_GB18030, CS_UTF8 },  { CS_GB18030, CS_BIG5 },   { CS_BIG5, CS_GB18030 },
	{ CS_BIG5, CS_UTF8 },	  { CS_SJIS, CS_GB18030 },   { CS_SJIS, CS_UTF8 },
	{ CS_SJIS, CS_BIG5 },	  { CS_EUCKR, CS_GB18030 },  { CS_EUCKR, CS_UTF8 },
	{ CS_EUCJP, CS_GB18030 }, { CS_EUCKR, CS_BIG5 },
};
#define N_HYPOTHESES (sizeof hypotheses / sizeof *hypotheses)

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

/* The end of the run of units from i on, within end, that cs can write. */
static size_t writable(const struct decoder *dec, enum charset cs, const uint16_t *p, size_t i,
		       size_t end)
{
	while (i < end) {
		size_t at = i;
		uint8_t b[4];

		if (p[i] < 0x80) { /* mark-up, for the most part */
			i = unit_find_wide(p, i, end);
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
	return unit_find_far(t.p, at, t.len, '\n');
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
			struct reading_again r = { i, end, .as = hypotheses[h], .hyp = h };

			if (cs != CS_LATIN1 && (i > from || end < to))
				break; /* not written in it */
			struct looks l = *line;

			if (h != m->known && end - i < to - from) look_at(m, i, end, k, &l);
			k = l.first;
			if (end > i && end - i <= STRETCH_MAX &&
			    (h == m->known || has_reason(cs, &l))) {
				reread_judge(m->dec, m->w, (struct uslice){ p + i, end - i },
					     h == m->known, &r);
				if (r.gain > best->gain) {
					struct reading_again old = *best;

					*best = r, r = old;
				}
			}
			reread_free(&r);
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
	uint32_t *unit = arena_alloc(&m->d->arena, (r->bytes.len + 1) * sizeof *unit);
	size_t n = 0;

	for (size_t o = r->from; o < r->to;) {
		uint32_t at = (uint32_t)o, cp = utf16_next(m->d->text.p, r->to, &o);
		unsigned len = cp == 0xfffd ? 1 : bytes_of(m->dec, r->as.read_as, cp);

		if (cp == 0x20ac && n < r->bytes.len)
			len = (uint8_t)r->bytes.p[n] == 0xa2 ? 2 : 1; /* see reread.c */
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
					bytes_of(m->dec, r->as.read_as, utf16_next(old, r->to, &o));
			else if (n < r->text.len)
				new_bytes += bytes_of(m->dec, r->as.wrote,
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
	*i = unit_find_either_back(t.p, *i, odd->at[*k], '\n', '\n');
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
		reread_free(&best);
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
