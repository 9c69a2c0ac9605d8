/* Lists of words of events.tsv asked about a place in a sentence. See event_words.h. */
#include "pipeline/extract/event_words.h"

bool event_word_follows(const struct view *v, size_t i, struct uslice w)
{
	uint32_t off = v->tok[i].off, end = off + (uint32_t)w.len;

	if (end > v->off + v->len || memcmp(v->d->text.p + off, w.p, w.len * sizeof *w.p) != 0)
		return false;
	return w.len > 1 || v->tok[i].len == 1;
}

bool event_one_follows(const struct view *v, size_t tok, const struct event_words *words)
{
	size_t k, to;

	if (!event_may_begin(v, tok, words, &k, &to)) return false;
	for (; k < to; k++)
		if (event_word_follows(v, tok, words->w[k])) return true;
	return false;
}

bool event_is_listed(const struct view *v, size_t tok, const struct event_words *words)
{
	size_t k, to;

	if (!event_may_begin(v, tok, words, &k, &to)) return false;
	for (; k < to; k++)
		if (uslice_eq(view_token_text(v, tok), words->w[k])) return true;
	return false;
}

bool event_ends_in(struct uslice w, const struct event_words *ends)
{
	uint16_t last = w.len ? w.p[w.len - 1] : 0;

	if (!(ends->end[last >> 6 & 3] >> (last & 63) & 1)) return false;
	for (size_t k = 0; k < ends->n; k++) {
		struct uslice x = ends->w[k];
		if (x.len <= w.len && x.p[x.len - 1] == last &&
		    uslice_eq((struct uslice){ w.p + w.len - x.len, x.len }, x))
			return true;
	}
	return false;
}

bool event_on_a_day(const struct event_table *x, const struct view *v, size_t tok)
{
	for (size_t t = 0; t < tok; t++) {
		if (v->tok[t].pos != POS_TIME) continue;
		if (event_is_word(v, t, &x->list[EVENT_LATELY])) return true;
		if (!view_is_type(v, t, A_TIME)) continue;
		const struct timespan *day = &v->d->annots[v->tok[t].annot].time;
		bool now = day->type == TIME_OPEN_START || /* up to now */
			   event_ends_in(view_token_text(v, t), &x->list[EVENT_SO_FAR]);
		if (day->grain == GRAIN_DAY && !now) return true;
	}
	return false;
}
