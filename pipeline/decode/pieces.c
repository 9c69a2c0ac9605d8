/* Restored text into the document, each character tied to the characters whose bytes it has: two
 * restored ones often share one that was read out of step. From what the lattice found to a rewrite
 * of text and map. */
#include "pipeline/decode/decode.h"

/* The character that begins at unit u ends before that of a later element. */
static uint32_t end_unit(const uint32_t *unit, size_t n_elems, size_t last)
{
	size_t i = last + 1;

	while (i < n_elems && unit[i] == unit[last]) i++;
	return unit[i];
}

/* Bytes of units [from, to) within those of the rewrite's next n units. */
static struct src_span source_of(const struct rewrite *rw, size_t n, size_t from, size_t to)
{
	size_t end = rw->pos + n;

	if (from < rw->pos) from = rw->pos;
	if (from >= end) from = end - 1;
	if (to > end) to = end;
	return map_source(rw->map, from, to > from ? to - from : 1);
}

void repair_put(struct rewrite *rw, size_t n, struct uslice text, const struct restored *r)
{
	struct rewrite_piece *pieces = arena_alloc(rw->a, (text.len + 1) * sizeof *pieces);
	size_t n_pieces = 0, i = 0;

	for (size_t skip = r->skip; skip && i < r->parts->n; i++) skip -= r->parts->p[i].len;
	for (size_t off = 0; off < text.len && i < r->parts->n; i++) {
		const struct lat_part *p = &r->parts->p[i];
		uint32_t from = r->unit[p->from], to = end_unit(r->unit, r->n_elems, p->to - 1);
		bool same = to - from == p->len &&
			    !memcmp(rw->old.p + from, text.p + off, p->len * sizeof *text.p);

		struct rewrite_piece *x = &pieces[n_pieces++];
		*x = (struct rewrite_piece){ .len = p->len, .src = source_of(rw, n, from, to) };
		if (p->chosen) x->cls = MAP_MODEL;
		else x->cls = same ? MAP_SAME : MAP_CERTAIN;
		off += p->len;
	}
	rewrite_put_pieces(rw, n, text.p, pieces, n_pieces);
}
