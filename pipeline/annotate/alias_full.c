/* Where the full name of a short name that a text defines begins. See alias_full.h. */
#include "pipeline/annotate/alias_full.h"

#define FULL_UNITS   12 /* units before what was found that may belong to the name */
#define SHORT_UNITS  3	/* shorter ones are nouns of kind: the company */
#define PREFIX_UNITS 4	/* fewer units before the short name may be a brand */

/* Are all characters of [from, to) in [p, end), in order? */
static bool holds_in_order(const struct doc *d, size_t from, size_t to, size_t p, size_t end)
{
	const uint16_t *t = d->text.p;

	for (; from < to; from++, p++) {
		while (p < end && t[p] != t[from]) p++;
		if (p >= end) return false;
	}
	return true;
}

/* Start of the place that ends at off, off when there is none. */
static size_t place_before(const struct doc *d, size_t n, size_t off)
{
	for (size_t k = 0; k < n && d->annots[k].off < off; k++)
		if (d->annots[k].type == A_PLACE && d->annots[k].off + d->annots[k].len == off)
			return d->annots[k].off;
	return off;
}

static bool begins_with_place(const struct doc *d, size_t n, size_t off)
{
	for (size_t k = 0; k < n && d->annots[k].off <= off; k++)
		if (d->annots[k].type == A_PLACE && d->annots[k].off == off) return true;
	return false;
}

/* The short name stands whole in the full one, behind words that are no place. */
static size_t cut_prefix(const struct doc *d, size_t n, size_t off, size_t end, size_t from,
			 size_t to)
{
	const uint16_t *t = d->text.p;

	if (to - from < SHORT_UNITS) return off;
	for (size_t p = off + PREFIX_UNITS; p + (to - from) < end; p++)
		if (!memcmp(t + p, t + from, (to - from) * sizeof *t))
			return begins_with_place(d, n, off) ? off : place_before(d, n, p);
	return off;
}

size_t alias_full_start(const struct doc *d, size_t n, size_t off, size_t end, size_t from,
			size_t to)
{
	const uint16_t *t = d->text.p;
	size_t low = off > FULL_UNITS ? off - FULL_UNITS : 0;

	if (!unit_is_ideograph(t[from]) || to - from < 2) return off;
	for (size_t p = off; p < end; p++)
		if (t[p] == t[from]) return cut_prefix(d, n, off, end, from, to);
	for (size_t p = off; p > low && unit_is_ideograph(t[p - 1]); p--)
		if (t[p - 1] == t[from] && holds_in_order(d, from, to, p - 1, end))
			return place_before(d, n, p - 1);
	return off;
}
