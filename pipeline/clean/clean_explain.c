/* What clean removed and why. From: the holes of a document's map. To: lines for people.
 * Limits: EXCERPT_MAX bytes of each stretch are shown. */
#include "pipeline/clean/clean_explain.h"

#include "pipeline/clean/page.h"

#define EXCERPT_MAX 120

static bool is_quiet(unsigned why)
{
	return why == WHY_NONE || why == WHY_MARKUP || why == WHY_SPACE || why == WHY_COMMENT ||
	       why == WHY_SCRIPT;
}

static bool is_hole(const struct map_run *r)
{
	return r->len == 0 && r->src_len && r->cls == MAP_REMOVED && r->why < WHY_N;
}

static void excerpt(const struct doc *d, const struct map_run *r, struct buf *out)
{
	if (!d->bytes.p || !slice_is(d->encoding, "UTF-8") ||
	    (size_t)r->src + r->src_len > d->bytes.len)
		return;
	const char *p = d->bytes.p + r->src;
	size_t len = r->src_len < EXCERPT_MAX ? r->src_len : EXCERPT_MAX;
	while (len && len < r->src_len && ((unsigned char)p[len] & 0xc0) == 0x80)
		len--; /* whole characters */
	buf_add_str(out, "  ");
	bool blank = false;
	for (size_t i = 0; i < len; i++) {
		bool space = (unsigned char)p[i] <= ' ';
		if (!space || !blank) buf_addc(out, space ? ' ' : p[i]);
		blank = space;
	}
	if (len < r->src_len) buf_add_str(out, "...");
}

void clean_explain(const struct doc *d, struct buf *out)
{
	size_t n[WHY_N] = { 0 }, bytes[WHY_N] = { 0 };
	for (size_t i = 0; i < d->map.n; i++) {
		const struct map_run *r = &d->map.runs[i];
		if (!is_hole(r)) continue;
		n[r->why]++;
		bytes[r->why] += r->src_len;
	}
	for (unsigned why = 0; why < WHY_N; why++)
		if (n[why])
			buf_printf(out, "  removed  %-12s %5zu, %zu bytes: %s\n",
				   clean_why_name(why), n[why], bytes[why], clean_why_text(why));
	for (size_t i = 0; i < d->map.n; i++) {
		const struct map_run *r = &d->map.runs[i];
		if (!is_hole(r) || is_quiet(r->why)) continue;
		buf_printf(out, "  %-12s bytes %u-%u", clean_why_name(r->why), r->src,
			   r->src + r->src_len);
		excerpt(d, r, out);
		buf_addc(out, '\n');
	}
}
