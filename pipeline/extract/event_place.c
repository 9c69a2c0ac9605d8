/* Where an event happened. See event_place.h. */
#include "pipeline/extract/event_place.h"

#include "pipeline/core/date.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/phrase.h"

#define MIDDLE_DOT   0xb7
#define PLACE_TOKENS 8 /* words of a place with its preposition at most */
#define NEWS_DAYS    7 /* a story tells of a day so many before or behind it at most */

/* "In Wenzhou, Zhejiang", "at the Great Hall": the phrase behind a preposition of place that ends
 * at the verb, over adverbs and times; none where a word of place or time closes it (at the
 * meeting). goes: behind a word of going too ("came to Anhui to look at the harvest"). */
static struct phrase place_of(const struct event_table *x, const struct view *v, size_t tok,
			      bool goes)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from, end = tok;

	while (end > lo && (v->tok[end - 1].pos == POS_ADV || v->tok[end - 1].pos == POS_TIME ||
			    v->tok[end - 1].pos == POS_ADJ ||
			    event_is_word(v, end - 1, &x->list[EVENT_MANNER]) ||
			    event_is_word(v, end - 1, &x->list[EVENT_SCENE])))
		end--;
	for (size_t t = end; t-- > lo && t + PLACE_TOKENS > end;) {
		bool at = v->tok[t].pos == POS_PREP && event_is_word(v, t, &x->list[EVENT_AT]);
		if (!at && !(goes && event_is_word(v, t, &x->list[EVENT_GOES]))) continue;
		struct phrase p = { (uint32_t)t + 1, (uint32_t)t + 2 };
		/* in Beijing | with the minister, for the guests */
		while (p.to < end && !event_is_word(v, p.to, &x->list[EVENT_WITH]) &&
		       !event_is_word(v, p.to, &x->list[EVENT_FAVOURS]))
			p.to++;
		bool noun =
			p.from < p.to && phrase_head(v, p.to - 1) && v->tok[p.to - 1].pos != POS_VN;
		for (uint32_t i = p.from; i < p.to && noun; i++)
			noun = phrase_inner(v, i) || v->tok[i].pos == POS_DE ||
			       phrase_is_mark(v, i, MIDDLE_DOT) || v->tok[i].len == 1;
		return noun && v->tok[p.from].pos != POS_TIME ? p : NO_PHRASE;
	}
	return NO_PHRASE;
}

/* The place as said; its code where it is nothing but places, the last of them the nearest. */
static void set_place(struct doc *d, struct claim *c, const struct view *v, struct phrase p)
{
	bool places = true;
	for (uint32_t t = p.from; t < p.to; t++)
		places = places && v->tok[t].annot >= 0 &&
			 d->annots[v->tok[t].annot].type == A_PLACE;
	claim_set_slot(d, c, &c->place_text, SPAN_PLACE, phrase_stretch(v, p));
	if (places) c->place_code = d->annots[v->tok[p.to - 1].annot].code;
	c->place_how = SLICE("explicit");
}

/* ---- by the dateline ---- */

/* Is one code that of a division within the other one? */
static bool within(struct slice code, struct slice outer)
{
	size_t n = outer.len;

	if (!slice_starts(outer, SLICE("gbt2260:"))) return false;
	while (n > 2 && outer.p[n - 1] == '0' && outer.p[n - 2] == '0') n -= 2;
	return slice_starts(code, slice_of(outer.p, n));
}

/* Does the name agree with the dateline: the same place or one in it; of a body, also what holds
 * it? */
static bool agrees(struct doc *d, const struct annot *a, const struct dateline *from)
{
	struct slice name = doc_span_utf8(d, a->off, a->len);

	if (a->type == A_ORG && !a->code.p) return true;
	if (slice_starts(name, from->text) || (a->code.p && within(a->code, from->code)))
		return true;
	return a->type == A_ORG && (within(from->code, a->code) || slice_eq(a->code, from->code));
}

/* The story is told where it happened, if it tells of a day of the news and its paragraph has named
 * no other place. */
static bool is_scene(const struct maker *k, const struct claim *c, const struct dateline *from)
{
	struct doc *d = k->d;
	const struct view *v = k->v;
	int32_t day;

	if (!from->text.p || d->sentences[k->sentence].block != from->block) return false;
	if (!slice_is(c->modality, "fact") || !slice_is(c->polarity, "pos") ||
	    !slice_is(c->time_grain, "day") || !date_parse(c->time_end, &day))
		return false;
	if (d->date != DAY_NONE && (day > d->date + NEWS_DAYS || day < d->date - NEWS_DAYS))
		return false;
	size_t i = doc_first_annot(d, d->blocks[from->block].off);
	for (; i < d->n_annots && d->annots[i].off < v->off + v->len; i++) {
		const struct annot *a = &d->annots[i];
		if ((a->type == A_PLACE || a->type == A_ORG) && !agrees(d, a, from)) return false;
	}
	return true;
}

void event_place(const struct event_table *x, const struct maker *k, size_t tok,
		 const struct dateline *from, struct claim *c)
{
	bool goes = slice_is(c->event_type, "visit") && c->object_text.p &&
		    c->spans[SPAN_OBJECT].start > c->spans[SPAN_TRIGGER].start;
	struct phrase p = place_of(x, k->v, tok, goes);

	if (p.from < p.to) {
		set_place(k->d, c, k->v, p);
	} else if (from && is_scene(k, c, from)) {
		c->place_text = from->text;
		c->place_code = from->code;
		c->place_how = SLICE("from_dateline");
		c->spans[SPAN_PLACE] = from->src;
	}
}
