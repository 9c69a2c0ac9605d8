/* decode --explain: the decision and the repairs of one document, as text. */
#include <math.h>

#include "pipeline/decode/decode.h"

static void add_repair(const struct repair *r, struct buf *out)
{
	buf_printf(out, "  bytes %u-%u  %-8s ", (unsigned)r->src.start, (unsigned)r->src.end,
		   map_class_name((enum map_class)r->cls));
	buf_add_slice(out, r->before);
	buf_add_str(out, " -> ");
	buf_add_slice(out, r->after);
	if (!isnan(r->margin)) buf_printf(out, "  (margin %.1f)", (double)r->margin);
	buf_addc(out, '\n');
}

void decode_explain(const struct doc *d, struct buf *out)
{
	buf_add_slice(out, d->path);
	buf_printf(out, ": %llu bytes, ", (unsigned long long)d->n_bytes);
	if (d->encoding.p)
		buf_printf(out, "%.*s by %.*s", (int)d->encoding.len, d->encoding.p,
			   (int)d->encoding_how.len, d->encoding_how.p);
	else buf_add_str(out, "not decoded");
	if (d->unknown.p) {
		buf_add_str(out, ", ");
		buf_add_slice(out, slice_of(d->unknown.p + (d->unknown.len > 0),
					    d->unknown.len - (d->unknown.len > 0)));
	}
	buf_addc(out, '\n');
	if (d->encoding.p)
		buf_printf(out, "  %zu units of text, %zu runs of the map, %zu repairs\n",
			   d->text.len, d->map.n, d->n_repairs);
	for (size_t i = 0; i < d->n_repairs; i++)
		if (d->repairs[i].cls >= MAP_CERTAIN && d->repairs[i].cls <= MAP_LOSSY)
			add_repair(&d->repairs[i], out);
	for (size_t i = 0; i < d->n_errors; i++) {
		const struct doc_error *e = &d->errors[i];

		if (!slice_is(e->stage, "decode")) continue;
		buf_printf(out, "  %.*s at byte %u: ", (int)e->code.len, e->code.p,
			   (unsigned)e->src.start);
		buf_add_slice(out, e->message);
		buf_addc(out, '\n');
	}
}
