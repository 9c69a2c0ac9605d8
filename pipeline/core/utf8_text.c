/* A whole text as UTF-8. See utf8_text.h. */
#include "pipeline/core/utf8_text.h"

#include "pipeline/core/unit_find.h"
#include "pipeline/core/utf.h"

static bool is_escaped(uint32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

/* Writes a fourth byte, which the next character overwrites: one store instead of three. */
static inline uint8_t *put_three(uint8_t *p, uint32_t c)
{
	utf8_put_three(p, c);
	return p + 3;
}

/* What is neither ASCII nor a character of one unit and three bytes; steps *i over it. */
static uint8_t *put_rare(uint8_t *p, struct uslice text, size_t *i)
{
	uint32_t c = utf16_next(text.p, text.len, i);

	if (c >= 0x10000) {
		p[0] = (uint8_t)(0xf0 | c >> 18);
		p[1] = (uint8_t)(0x80 | (c >> 12 & 0x3f));
		p[2] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		p[3] = (uint8_t)(0x80 | (c & 0x3f));
		return p + 4;
	}
	if (c >= 0x800) return put_three(p, 0xfffd); /* a lone surrogate */
	p[0] = (uint8_t)(0xc0 | c >> 6);
	p[1] = (uint8_t)(0x80 | (c & 0x3f));
	return p + 2;
}

/* A text being made. */
struct maker {
	struct arena *a;
	struct uslice text;
	struct utf8_text_page *pages;
	uint8_t *utf8, *p; /* p: behind what is written */
	uint32_t *escapes;
	size_t n_escapes, cap;
	uint64_t *escaped;
};

/* A byte of ASCII that stands at p. */
static inline void note_ascii(struct maker *m, const uint8_t *p)
{
	if (!is_escaped(*p)) return;
	size_t at = (size_t)(p - m->utf8), page = at / UTF8_TEXT_PAGE;

	m->escapes = arena_grow(m->a, m->escapes, &m->cap, m->n_escapes + 1, sizeof *m->escapes);
	m->escapes[m->n_escapes++] = (uint32_t)at;
	m->escaped[page / 64] |= UINT64_C(1) << page % 64;
}

/* Units [i, to): most are characters of three bytes. */
static void add_units(struct maker *m, size_t i, size_t to)
{
	struct uslice text = m->text;
	uint8_t *p = m->p;

	while (i < to) {
		struct utf8_text_page *g = &m->pages[i / UTF8_TEXT_PAGE];
		size_t at = i % UTF8_TEXT_PAGE;
		if (!at) g->base = (uint32_t)(p - m->utf8);
		if (at + 8 <= UTF8_TEXT_PAGE && i + 8 <= to) {
			unsigned lead = unit_lead_three(text.p + i);
			/* all eight, whatever they are: what does not count is written over */
			for (size_t j = 0; j < 8; j++) put_three(p + 3 * j, text.p[i + j]);
			p += 3 * lead;
			i += lead;
			if (lead == 8) continue;
			at += lead;
		}
		uint16_t c = text.p[i];
		if (c >= 0x800 && (c & 0xf800) != 0xd800) {
			p = put_three(p, c);
			i++;
		} else if (c < 0x80) {
			*p = (uint8_t)c;
			note_ascii(m, p++);
			g->one |= UINT64_C(1) << at;
			i++;
		} else {
			size_t second = i + 1;
			p = put_rare(p, text, &i);
			if (i == second) {
				if (c < 0x800) g->two |= UINT64_C(1) << at;
				continue;
			}
			/* four bytes: three of the first unit, one of the second */
			g = &m->pages[second / UTF8_TEXT_PAGE];
			if (second % UTF8_TEXT_PAGE == 0) g->base = (uint32_t)(p - m->utf8) - 1;
			g->one |= UINT64_C(1) << second % UTF8_TEXT_PAGE;
		}
	}
	m->p = p;
}

/* Units [i, to) of three bytes each, which stand so in the original. */
static void add_original(struct maker *m, size_t i, size_t to, const char *bytes)
{
	uint32_t at = (uint32_t)(m->p - m->utf8);

	memcpy(m->p, bytes, 3 * (to - i));
	for (size_t k = (i + UTF8_TEXT_PAGE - 1) / UTF8_TEXT_PAGE; k * UTF8_TEXT_PAGE < to; k++)
		m->pages[k].base = at + (uint32_t)(3 * (k * UTF8_TEXT_PAGE - i));
	m->p += 3 * (to - i);
}

#define ORIGINAL_MIN 8 /* units that are worth copying by themselves */

/* Every document with claims goes through here. What was not changed since it was decoded from
 * UTF-8 is copied from there. */
static void add_runs(struct maker *m, const struct map *map, struct slice bytes)
{
	size_t done = 0;

	for (size_t k = 0; map && bytes.p && k < map->n; k++) {
		const struct map_run *r = &map->runs[k];
		bool same = r->cls == MAP_SAME && r->upc == 1 && r->bpc == 3;
		if (!same || r->len < ORIGINAL_MIN) continue;
		add_units(m, done, r->off);
		done = r->off + (size_t)r->len;
		add_original(m, r->off, done, bytes.p + r->src);
	}
	add_units(m, done, m->text.len);
}

struct utf8_text *utf8_text_make(struct arena *a, struct uslice text, const struct map *map,
				 struct slice bytes)
{
	struct utf8_text *t = arena_zalloc(a, sizeof *t);
	size_t n_pages = text.len / UTF8_TEXT_PAGE + 1, room = UTF8_ROOM(text.len);
	struct maker m = { .a = a, .text = text };

	m.pages = arena_zalloc(a, n_pages * sizeof *m.pages);
	m.utf8 = m.p = arena_alloc(a, room);
	m.escaped = arena_zalloc(a, (room / (64 * UTF8_TEXT_PAGE) + 1) * sizeof *m.escaped);
	add_runs(&m, map, bytes);
	size_t len = (size_t)(m.p - m.utf8);
	if (text.len % UTF8_TEXT_PAGE == 0) m.pages[n_pages - 1].base = (uint32_t)len;
	*m.p = 0;
	*t = (struct utf8_text){ text,	    slice_of((const char *)m.utf8, len),
				 m.pages,   m.escapes,
				 m.n_escapes, m.escaped };
	return t;
}

/* Is there an escape in one of the pages of bytes [from, end)? */
static bool may_escape(const struct utf8_text *t, size_t from, size_t end)
{
	for (size_t page = from / UTF8_TEXT_PAGE; page * UTF8_TEXT_PAGE < end; page++)
		if (t->escaped[page / 64] >> page % 64 & 1) return true;
	return false;
}

/* Index of the first escape at byte off or behind. */
static size_t first_escape(const struct utf8_text *t, size_t off)
{
	size_t lo = 0, hi = t->n_escapes;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (t->escapes[mid] < off) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}

static bool holds(const struct utf8_text *t, struct slice s)
{
	uintptr_t from = (uintptr_t)t->utf8.p, p = (uintptr_t)s.p;

	return p >= from && p + s.len <= from + t->utf8.len;
}

void utf8_text_json(const struct utf8_text *t, struct buf *out, struct slice s)
{
	if (!t || !holds(t, s)) {
		buf_add_json(out, s);
		return;
	}
	size_t from = (size_t)(s.p - t->utf8.p), end = from + s.len;
	if (out->cap - out->len < s.len + 2) buf_reserve(out, s.len + 2);
	if (!may_escape(t, from, end)) { /* as most: for which there is room */
		char *p = out->p + out->len;
		p[0] = p[s.len + 1] = '"';
		memcpy(p + 1, s.p, s.len);
		out->len += s.len + 2;
		return;
	}
	buf_addc(out, '"');
	for (size_t k = first_escape(t, from); k < t->n_escapes && t->escapes[k] < end; k++) {
		buf_add(out, t->utf8.p + from, t->escapes[k] - from);
		buf_add_json_escape(out, (unsigned char)t->utf8.p[t->escapes[k]]);
		from = t->escapes[k] + 1u;
	}
	buf_add(out, t->utf8.p + from, end - from);
	buf_addc(out, '"');
}
