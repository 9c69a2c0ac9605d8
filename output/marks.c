/* Where the claims of a document stand in its text.
 * In: spans in original bytes, the map. Out: stretches of the text, sorted. */
#include "output/marks.h"

#include <stdlib.h>

struct place {
	size_t off, len, claim;
};

/* Bytes of the original where a claim hangs; {0, 0}: nowhere. */
static struct src_span anchor(const struct claim *c)
{
	static const int slots[] = { SPAN_VALUE, SPAN_TRIGGER, SPAN_SPEECH_CUE, SPAN_INDICATOR };
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
		if (c->spans[slots[i]].end > 0) return c->spans[slots[i]];
	return (struct src_span){ 0, 0 };
}

static int compare_places(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	if (a->off != b->off) return a->off < b->off ? -1 : 1;
	if (a->len != b->len) return a->len > b->len ? -1 : 1;
	return a->claim < b->claim ? -1 : a->claim > b->claim;
}

void marks_find(const struct doc *d, struct marks *m)
{
	struct place *places = mem_alloc(d->n_claims * sizeof *places);
	size_t n = 0;
	for (size_t i = 0; i < d->n_claims; i++) {
		struct src_span s = anchor(&d->claims[i]);
		struct place p = { 0, 0, i };
		if (s.end > 0 && map_text(&d->map, s, &p.off, &p.len) && p.len > 0) places[n++] = p;
	}
	if (n) qsort(places, n, sizeof *places, compare_places);
	m->marks = mem_alloc(n * sizeof *m->marks);
	m->order = mem_alloc(n * sizeof *m->order);
	m->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct mark *last = m->n ? &m->marks[m->n - 1] : NULL;
		m->order[i] = places[i].claim;
		if (last && places[i].off < last->off + last->len) last->n++;
		else m->marks[m->n++] = (struct mark){ places[i].off, places[i].len, i, 1 };
	}
	mem_free(places);
}

void marks_free(struct marks *m)
{
	mem_free(m->marks);
	mem_free(m->order);
}

void marks_text(const struct doc *d, size_t off, size_t len, struct buf *out)
{
	buf_add_utf16(out, doc_span(d, off, len));
}
