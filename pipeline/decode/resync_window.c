/* Windows of text that may have been read out of step. See resync_window.h. */
#include "pipeline/decode/resync_window.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/decode/unseen.h"

#define ODD	    (-4.9f)  /* a character as unlikely as this is odd */
#define ODD_BOTH    (-12.5f) /* so are both neighbours of a character */
#define NO_QUESTION (-3.6f)  /* no question ends here */
#define SOUND	    (-4.0f)  /* and this likely, three in a row end a window */
#define CLUSTER	    8	     /* reasons this near belong together */
#define CONTEXT	    2	     /* sound characters taken along on both sides */
#define WINDOW_MAX  240
#define WORD_MIN    3 /* letters of one alphabet in a row that are a word and no accident */

static bool is_wide(uint16_t c)
{
	return c >= 0x2e80 && c < 0xff61;
}

static float pair_score(const struct decoder *dec, const uint16_t *p)
{
	return ngram_score(&dec->model, NGRAM_EDGE, p[0], p[1]);
}

/* A question mark that no one wrote? It stands before what cannot follow it (a line's end, a
 * quotation's and a tag can), or behind what is odd itself. */
static bool mark_is_odd(const struct decoder *dec, struct uslice t, size_t i)
{
	const uint8_t *cls = dec->suspects->cls;
	uint8_t before = i ? cls[t.p[i - 1]] : SUS_NONE,
		behind = i + 1 < t.len ? cls[t.p[i + 1]] : SUS_NONE;

	if (i + 1 < t.len &&
	    (t.p[i + 1] == WIDE_EXCLAMATION || (t.p[i + 1] == '!' && i && is_wide(t.p[i - 1]))))
		return true;
	if (before == SUS_RARE || before == SUS_PRIVATE || behind == SUS_RARE ||
	    behind == SUS_PRIVATE)
		return true;
	if (i && (is_wide(t.p[i - 1]) || unit_closes_bracket(t.p[i - 1])) && i + 2 < t.len &&
	    reading_is_letter(t.p[i + 1])) {
		size_t k = i + 1;

		while (k < t.len && k < i + 8 && reading_is_letter(t.p[k])) k++;
		if (k < t.len && t.p[k] == ')') return true;
	}
	if (i + 2 < t.len && is_wide(t.p[i + 1]) && is_wide(t.p[i + 2]) &&
	    pair_score(dec, t.p + i + 1) < ODD)
		return true;
	uint16_t next = i + 1 < t.len ? t.p[i + 1] : 0;
	if (!i || !is_wide(t.p[i - 1]) || next <= ' ' || next == '"' || next == '<') return false;
	return ngram_score(&dec->model, i > 1 ? t.p[i - 2] : NGRAM_EDGE, t.p[i - 1], '?') <
	       NO_QUESTION;
}

/* Mean score of the characters around i is that of garbage. */
static bool around_is_odd(const struct decoder *dec, struct uslice t, size_t i)
{
	size_t from = i >= 3 ? i - 3 : 0, to = i + 4 < t.len ? i + 4 : t.len;
	struct ngram_ctx ctx = ngram_begin(&dec->model);
	float sum = 0;
	int n = 0;

	for (size_t k = from; k < to; k++) {
		float p = ngram_step(&dec->model, &ctx, t.p[k]);

		if (k == from || !is_wide(t.p[k])) continue;
		sum += p, n++;
	}
	if (n >= 2 && sum / (float)n < ODD) return true;
	if (!i || t.p[i - 1] == '\n') return false;
	float behind =
		i + 1 < t.len && t.p[i + 1] != '\n' ? pair_score(dec, t.p + i) : ODD_BOTH / 2;

	return pair_score(dec, t.p + i - 1) + behind < ODD_BOTH;
}

/* The alphabet of a letter that GBK has in two bytes, 0: none. */
static unsigned alphabet(uint16_t c)
{
	if (c < 0x370 || c >= 0x3100) return 0;
	if (c < 0x400) return 1;
	if (c < 0x530) return 2;
	return c < 0x3041 ? 0 : 3;
}

/* Does the unit belong to a word of another language? A byte lost from GBK makes single letters of
 * other alphabets, now and then two, but hardly ever several of the same. */
static bool is_in_word(struct uslice t, size_t i)
{
	unsigned a = alphabet(t.p[i]), n = 1;

	if (!a) return false;
	for (size_t k = i; k && n < WORD_MIN && alphabet(t.p[k - 1]) == a; k--) n++;
	for (size_t k = i + 1; k < t.len && n < WORD_MIN && alphabet(t.p[k]) == a; k++) n++;
	return n >= WORD_MIN;
}

static bool is_ascii_alnum(struct uslice t, size_t i)
{
	return i < t.len && unit_is_alnum(t.p[i]);
}

static bool is_wide_letter(uint16_t c)
{
	return (c >= 0xff21 && c < 0xff3b) || (c >= 0xff41 && c < 0xff5b);
}

size_t window_stray(struct uslice t)
{
	const uint16_t of = 0x306e; /* the one kana that stands between Chinese words */
	size_t n = 0;

	for (size_t i = 0; i < t.len; i++) {
		uint16_t c = t.p[i];

		if (is_wide_letter(c))
			n += is_ascii_alnum(t, i + 1) || is_ascii_alnum(t, i - 1);
		else n += alphabet(c) && c != of && !is_in_word(t, i);
	}
	return n;
}

static bool is_reason(const struct decoder *dec, struct uslice t, size_t i)
{
	switch (dec->suspects->cls[t.p[i]]) {
	case SUS_LOST:
	case SUS_PRIVATE:
		return true;
	case SUS_MARK:
		return mark_is_odd(dec, t, i);
	case SUS_FOREIGN:
		return !is_in_word(t, i) && around_is_odd(dec, t, i);
	case SUS_RARE:
		return around_is_odd(dec, t, i);
	default:
		return false;
	}
}

/* Extend to where the text is sound again. Never over a line end or into a word of another
 * language, which the model knows nothing about. */
static void widen(const struct decoder *dec, struct uslice t, struct window *w, size_t floor)
{
	size_t good = 0;
	size_t limit = w->core_from > floor + 16 ? w->core_from - 16 : floor;

	for (w->from = w->core_from; w->from > limit; w->from--) {
		size_t k = w->from - 1;

		if (t.p[k] == '\n' || is_in_word(t, k)) break;
		float p = k && t.p[k - 1] != '\n' ? pair_score(dec, t.p + k - 1) : -3.0f;

		good = p > SOUND ? good + 1 : 0;
		if (good == CONTEXT + 1) break;
	}
	good = 0;
	limit = w->core_from + WINDOW_MAX < t.len ? w->core_from + WINDOW_MAX : t.len;
	for (w->to = w->core_to; w->to < limit && t.p[w->to] != '\n' && !is_in_word(t, w->to);
	     w->to++) {
		float p = w->to ? pair_score(dec, t.p + w->to - 1) : -9.0f;

		good = p > SOUND ? good + 1 : 0;
		if (good == CONTEXT + 2) break;
	}
	if (w->from < t.len && (t.p[w->from] & 0xfc00) == 0xdc00) w->from++;
	if (w->to < t.len && (t.p[w->to] & 0xfc00) == 0xdc00) w->to++;
}

struct spelling window_gloss(const struct readings *r, struct uslice t, size_t i, size_t *end)
{
	struct spelling none = { UINT16_MAX, 0 }, got;
	size_t k = i + 1;

	if (!unit_opens_bracket(t.p[i]) && t.p[i] != '?' && t.p[i] != 0xfffd) return none;
	while (k < t.len && k < i + 1 + READING_MAX && reading_is_letter(t.p[k])) k++;
	if (k == i + 1 || k == t.len || !unit_closes_bracket(t.p[k])) return none;
	if (!reading_parse(r, t.p + i + 1, k - i - 1, &got)) return none;
	*end = k + 1;
	return got;
}

/* A character before ASCII or a line's end, likely neither behind the one before nor where it
 * stands: only a common character may be left of a run of two. */
static bool ends_oddly(const struct decoder *dec, struct uslice t, size_t i)
{
	if (!i || !is_wide(t.p[i]) || !is_wide(t.p[i - 1])) return false;
	return window_ends_run(t, i + 1) && pair_score(dec, t.p + i - 1) < ODD;
}

/* The first reason for doubt from s->at on, t.len if there is none. */
static size_t find_reason(const struct decoder *dec, struct uslice t, struct window_search *s)
{
	const struct suspects *sus = dec->suspects;
	size_t i = s->at;

	if (!s->odd) {
		while (i < t.len && !(suspects_has(sus, t.p[i]) && is_reason(dec, t, i)) &&
		       !ends_oddly(dec, t, i))
			i++;
		return i;
	}
	s->k = suspects_from(s->odd, s->k, i);
	while (s->k < s->odd->n && !(is_reason(dec, t, s->odd->at[s->k]) &&
				     !(s->odd->page && unseen_in_tag(t, s->odd->at[s->k]))))
		s->k++;
	return s->k < s->odd->n ? s->odd->at[s->k] : t.len;
}

static void look_for_marks(const struct decoder *dec, struct uslice t, struct window *w)
{
	for (size_t i = w->from; i < w->to; i++) {
		uint8_t c = dec->suspects->cls[t.p[i]];

		w->mark |= c == SUS_MARK || c == SUS_LOST;
		w->private |= c == SUS_PRIVATE;
		w->odd |= c == SUS_RARE || c == SUS_FOREIGN || c == SUS_PRIVATE || c == SUS_LOST;
	}
}

bool window_find(const struct decoder *dec, struct uslice t, struct window_search *s,
		 struct window *w)
{
	const struct suspects *sus = dec->suspects;
	size_t i = find_reason(dec, t, s);

	if (i == t.len) return false;
	*w = (struct window){ .core_from = i, .core_to = i + 1 };
	for (size_t k = i + 1;
	     k < t.len && k < w->core_to + CLUSTER && t.p[k] != '\n' && k < i + WINDOW_MAX - 40 &&
	     !is_in_word(t, k);
	     k++)
		if (suspects_has(sus, t.p[k]) && is_reason(dec, t, k)) w->core_to = k + 1;
	size_t gloss_end = w->core_to;

	window_gloss(&dec->readings, t, w->core_to - 1, &gloss_end);
	w->core_to = gloss_end;
	widen(dec, t, w, s->at);
	look_for_marks(dec, t, w);
	s->at = w->to > i ? w->to : i + 1;
	return true;
}
