/* Headlines repeated below. See event_headline.h.
 *
 * A title, a heading, or a short paragraph without a full stop is a headline. What it tells is told
 * again where the verb and the end of the noun stand near each other in a sentence with a full
 * stop. Looks HEADLINE_REACH units ahead at most. */
#include "pipeline/extract/event_headline.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"

#define HEADLINE_UNITS 60    /* units of a headline at most */
#define HEADLINE_REACH 12000 /* units below a headline in which it may be told again */
#define NEAR_UNITS     80    /* between the verb and the noun */
#define LEAD_UNITS     90    /* right behind the headline in which the verb alone is enough */
#define PLACES_MAX     16    /* places of the verb that are looked at */
#define HEAD_UNITS     2     /* of the noun's end that have to be the same */
#define LINE_UNITS     4     /* the same in a line that is no title: more than "project" */

static bool ends_sentence(uint16_t c)
{
	return c == FULL_STOP || c == WIDE_EXCLAMATION || c == WIDE_QUESTION || c == WIDE_COLON ||
	       c == '!' || c == '?' || c == ':' || c == QUOTE_CLOSE;
}

static bool is_headline(const struct doc *d, uint32_t block)
{
	const struct block *b;

	if (block >= d->n_blocks) return false;
	b = &d->blocks[block];
	if (b->type == BLOCK_TITLE || b->type == BLOCK_HEADING) return true;
	return b->len > 0 && b->len <= HEADLINE_UNITS &&
	       !ends_sentence(d->text.p[b->off + b->len - 1]);
}

/* The first place of w in text[i, end), end if there is none. */
static size_t find(const struct doc *d, size_t i, size_t end, struct uslice w)
{
	for (; (i = unit_find(d->text.p, i, end, w.p[0])) < end; i++)
		if (i + w.len <= end && memcmp(d->text.p + i, w.p, w.len * sizeof *w.p) == 0)
			return i;
	return end;
}

/* Does text[i] stand in running text: is there a full stop behind it before its paragraph ends? */
static bool is_told(const struct doc *d, size_t i, size_t end)
{
	for (size_t stop = end - i > HEADLINE_REACH ? i + HEADLINE_REACH : end;
	     i < stop && d->text.p[i] != '\n'; i++)
		if (d->text.p[i] == FULL_STOP) return true;
	return false;
}

/* Is it told below, in text[from, end), with this verb? same: the verb of the headline itself, for
 * which it is enough that its own story begins with it. */
static bool is_told_with(const struct doc *d, size_t from, size_t end, struct uslice verb,
			 struct uslice noun, bool same)
{
	for (size_t i = from, n = 0; n < PLACES_MAX && (i = find(d, i, end, verb)) < end;
	     i += verb.len, n++) {
		size_t lo = i - from > NEAR_UNITS ? i - NEAR_UNITS : from,
		       hi = end - i > NEAR_UNITS ? i + NEAR_UNITS : end;
		bool next = same && i - from <= LEAD_UNITS;
		if ((next || find(d, lo, hi, noun) < hi) && is_told(d, i, end)) return true;
	}
	return false;
}

bool event_is_headline(const struct event_table *x, const struct doc *d,
		       const struct headline_event *h)
{
	uint32_t block = d->sentences[h->sentence].block;

	if (!h->trigger.len || !is_headline(d, block)) return false;
	bool alone = h->what.len < HEAD_UNITS; /* "19 die": told again where the verb is */
	struct uslice verb = doc_span(d, h->trigger.off, h->trigger.len);
	bool line = d->blocks[block].type != BLOCK_TITLE;
	/* one of a list of lines, not above its own story */
	bool listed = line && is_headline(d, block + 1);
	uint32_t units = line && h->what.len > LINE_UNITS ? LINE_UNITS : HEAD_UNITS;
	struct uslice noun = alone ? verb : doc_span(d, stretch_end(h->what) - units, units);
	size_t from = d->blocks[block].off + (size_t)d->blocks[block].len, end = d->text.len;

	if (end - from > HEADLINE_REACH) end = from + HEADLINE_REACH;
	if (is_told_with(d, from, end, verb, noun, !listed)) return true;
	for (size_t k = 0; k < x->n_triggers && !alone; k++) {
		struct uslice other = x->triggers[k].key;
		if (&x->rows[x->triggers[k].value] == h->row && other.len > 1 &&
		    !uslice_eq(other, verb) && is_told_with(d, from, end, other, noun, false))
			return true;
	}
	return false;
}
