/* Resynchronisation: GBK text that lost a byte and was read on in the wrong phase until a byte
 * below 0x40 stopped it.
 *
 * Odd stretches of the text (marks, private-use characters, characters that do not stand together)
 * are encoded back into bytes with a little of the sound text around them, and decoded again by the
 * beam search of lattice.h. A stretch changes only where the model gains clearly. Limits: windows
 * of WINDOW_MAX characters, RUNS_MAX of them a document. */
#include <math.h>

#include "pipeline/core/punctuation.h"
#include "pipeline/decode/decode.h"

#define GAIN 4.0 /* log10 that a repair must gain */
/* where a private-use character is all there is: fonts of icons have them too */
#define GAIN_PRIVATE 5.0
#define GAIN_BARE    4.0 /* where there is no mark at all */
/* more for a question mark that has nothing odd beside it: people write "?!" too */
#define GAIN_ALONE  2.0
#define KEEN	    1.5	     /* less where the document has shown such damage before */
#define QUICK_GAIN  0.5	     /* that a first look must promise */
#define QUICK_MARK  3.5	     /* the same where there is a mark: most question marks just ask */
#define GAIN_LOST   5.0	     /* more for each U+FFFD: to replace one gains by itself */
#define GUESS	    2.0	     /* margin that a character of which no byte is known must have, */
#define LOST_MARGIN 3.0	     /* and that anything in the place of a U+FFFD must have, */
#define GAIN_CLEAR  10.0     /* unless the whole gains so much more */
#define ODD	    (-4.9f)  /* a character as unlikely as this is odd */
#define ODD_BOTH    (-12.5f) /* so are both neighbours of a character */
#define NO_QUESTION (-3.6f)  /* no question ends here */
#define SOUND	    (-4.0f)  /* and this likely, three in a row end a window */
#define GARBAGE	    (-4.8f)  /* mean of the characters of a stretch read out of step, at best */
#define CLUSTER	    8	     /* reasons this near belong together */
#define CONTEXT	    2	     /* sound characters taken along on both sides */
#define WINDOW_MAX  240
#define RUNS_MAX    2000
#define VAIN	    150000 /* nodes of the search that may be spent in vain on any document, */
#define VAIN_UNIT   1	   /* more for each unit of it, */
/* and for each node of a search that repaired something: the rest is garbage, not damage */
#define VAIN_WON    6
#define QUOTE_REACH 1000 /* units in which a quotation's other end is looked for */

struct window {
	size_t from, to;	   /* units of the text */
	size_t core_from, core_to; /* where there is reason for doubt */
	bool mark, private;	   /* there is a mark or U+FFFD, a private-use character, */
	bool odd;		   /* or another suspicious one */
};

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
	if (i && is_wide(t.p[i - 1]) && i + 2 < t.len && reading_is_letter(t.p[i + 1])) {
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

static bool is_reason(const struct decoder *dec, struct uslice t, size_t i)
{
	switch (dec->suspects->cls[t.p[i]]) {
	case SUS_LOST:
	case SUS_PRIVATE:
		return true;
	case SUS_MARK:
		return mark_is_odd(dec, t, i);
	case SUS_RARE:
	case SUS_FOREIGN:
		return around_is_odd(dec, t, i);
	default:
		return false;
	}
}

/* Extend to where the text is sound again. Never over a line end. */
static void widen(const struct decoder *dec, struct uslice t, struct window *w, size_t floor)
{
	size_t good = 0;
	size_t limit = w->core_from > floor + 16 ? w->core_from - 16 : floor;

	for (w->from = w->core_from; w->from > limit && t.p[w->from - 1] != '\n'; w->from--) {
		size_t k = w->from - 1;
		float p = k && t.p[k - 1] != '\n' ? pair_score(dec, t.p + k - 1) : -3.0f;

		good = p > SOUND ? good + 1 : 0;
		if (good == CONTEXT + 1) break;
	}
	good = 0;
	limit = w->core_from + WINDOW_MAX < t.len ? w->core_from + WINDOW_MAX : t.len;
	for (w->to = w->core_to; w->to < limit && t.p[w->to] != '\n'; w->to++) {
		float p = w->to ? pair_score(dec, t.p + w->to - 1) : -9.0f;

		good = p > SOUND ? good + 1 : 0;
		if (good == CONTEXT + 2) break;
	}
	if (w->from < t.len && (t.p[w->from] & 0xfc00) == 0xdc00) w->from++;
	if (w->to < t.len && (t.p[w->to] & 0xfc00) == 0xdc00) w->to++;
}

static bool ends_line(struct uslice t, size_t at)
{
	return at >= t.len || t.p[at] == '\n' || t.p[at] == '\r';
}

/* Reading out of step ends before a byte that is no second one: something in ASCII, or the end of
 * the line. */
static bool is_end(struct uslice t, size_t i)
{
	return ends_line(t, i) || t.p[i] < 0x40;
}

/* Marks that a width folding may have made of full-width ones. */
static bool is_folded_mark(uint32_t cp)
{
	return cp < 0x80 && strchr("!(),:;", (int)cp) && cp;
}

/* The gloss "(reading)" at t[i], its bracket perhaps eaten by a mark; *end: behind it. */
static struct spelling gloss_at(const struct readings *r, struct uslice t, size_t i, size_t *end)
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
	return is_end(t, i + 1) && pair_score(dec, t.p + i - 1) < ODD;
}

/* Where a window may begin: places are looked at in order. */
struct search {
	size_t at;
	const struct suspect_list *odd; /* NULL: keen, every place may be one */
	size_t k;			/* where in the list to go on */
};

/* The first reason for doubt from s->at on, t.len if there is none. */
static size_t find_reason(const struct decoder *dec, struct uslice t, struct search *s)
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
	while (s->k < s->odd->n && !is_reason(dec, t, s->odd->at[s->k])) s->k++;
	return s->k < s->odd->n ? s->odd->at[s->k] : t.len;
}

/* The next stretch with reason for doubt. */
static bool find_window(const struct decoder *dec, struct uslice t, struct search *s,
			struct window *w)
{
	const struct suspects *sus = dec->suspects;
	size_t i = find_reason(dec, t, s);

	if (i == t.len) return false;
	*w = (struct window){ .core_from = i, .core_to = i + 1 };
	for (size_t k = i + 1;
	     k < t.len && k < w->core_to + CLUSTER && t.p[k] != '\n' && k < i + WINDOW_MAX - 40;
	     k++)
		if (suspects_has(sus, t.p[k]) && is_reason(dec, t, k)) w->core_to = k + 1;
	size_t gloss_end = w->core_to;

	gloss_at(&dec->readings, t, w->core_to - 1, &gloss_end);
	w->core_to = gloss_end;
	widen(dec, t, w, s->at);
	s->at = w->to > i ? w->to : i + 1;
	return true;
}

/* The window as elements: the bytes of its characters in GBK. Their number, 0 when there are too
 * many. */
static size_t make_elems(const struct decoder *dec, const struct doc *d, const struct window *w,
			 struct decode_worker *wk)
{
	struct lat_elem *elems = wk->elems;
	struct uslice t = d->text;
	size_t n = 0, gloss = SIZE_MAX, gloss_end = 0;

	for (size_t i = w->from; i < w->to;) {
		size_t at = i;
		uint32_t cp = utf16_next(t.p, t.len, &i);
		uint8_t b[4], len = 1;
		bool mark = cp == 0xfffd || cp == '?', insert = at <= w->core_to + 1;

		if (n + 2 >= LATTICE_MAX) return 0;
		struct lat_elem e = { .cp = cp,
				      .may_insert = insert,
				      .folded = is_folded_mark(cp) };

		if (gloss != SIZE_MAX && at >= gloss_end)
			elems[gloss].gloss_len = (uint8_t)(n - gloss), gloss = SIZE_MAX;
		e.gloss = gloss_at(&dec->readings, t, at, &gloss_end);
		if (e.gloss.syllable != UINT16_MAX) gloss = n;
		/* its bytes are here, but malformed */
		if (cp == 0xfffd && map_worst(&d->map, at, 1) == MAP_LOSSY) {
			struct src_span src = map_source(&d->map, at, 1);

			mark = false, len = 0;
			if (slice_is(d->encoding, "GB18030") && src.end - src.start <= 2)
				while (src.start + len < src.end)
					b[len] = (uint8_t)d->bytes.p[src.start + len], len++;
		} else if (!mark) len = (uint8_t)charset_encode(&dec->charsets, CS_GB18030, cp, b);
		if (mark || len == 0 || len == 4) {
			e.what = mark ? LAT_WILD : LAT_ATOM;
			wk->unit[n] = (uint32_t)at;
			elems[n++] = e;
			continue;
		}
		for (uint8_t k = 0; k < len; k++) {
			e.what = b[k];
			wk->unit[n] = (uint32_t)at;
			elems[n++] = e;
			e.gloss.syllable = UINT16_MAX;
		}
	}
	if (gloss != SIZE_MAX) elems[gloss].gloss_len = (uint8_t)(n - gloss);
	wk->unit[n] = (uint32_t)w->to;
	return n;
}

static bool quote_before(struct uslice t, size_t at)
{
	size_t stop = at > QUOTE_REACH ? at - QUOTE_REACH : 0;

	while (at > stop && t.p[at - 1] != '\n') {
		at--;
		if (t.p[at] == QUOTE_OPEN || t.p[at] == QUOTE_CLOSE) return t.p[at] == QUOTE_OPEN;
	}
	return false;
}

static int quote_behind(struct uslice t, size_t at)
{
	for (size_t end = at + QUOTE_REACH; at < t.len && at < end && t.p[at] != '\n'; at++)
		if (t.p[at] == QUOTE_OPEN || t.p[at] == QUOTE_CLOSE) return t.p[at] == QUOTE_CLOSE;
	return -1;
}

static struct ngram_ctx context_before(const struct decoder *dec, struct uslice t, size_t at)
{
	struct ngram_ctx ctx = ngram_begin(&dec->model);
	size_t from = at;

	while (from && from + 2 > at && t.p[from - 1] != '\n') from--;
	while (from < at) ngram_step(&dec->model, &ctx, t.p[from++]);
	return ctx;
}

/* The window as it stands, by the measure of the lattice. */
static double score_as_is(const struct decoder *dec, struct uslice t, const struct window *w,
			  int quote_after)
{
	struct ngram_ctx ctx = context_before(dec, t, w->from);
	bool quote = quote_before(t, w->from);
	double sum = 0;

	for (size_t i = w->from; i < w->to;) {
		uint32_t cp = utf16_next(t.p, t.len, &i);

		sum += (double)ngram_step(&dec->model, &ctx, cp);
		if (cp == '?' || cp == 0xfffd) sum -= 1.0;
		if (cp != QUOTE_OPEN && cp != QUOTE_CLOSE) continue;
		if (quote == (cp == QUOTE_OPEN)) sum -= 3.0;
		quote = cp == QUOTE_OPEN;
	}
	if (ends_line(t, w->to)) sum += (double)ngram_step(&dec->model, &ctx, NGRAM_EDGE);
	return quote_after >= 0 && quote != quote_after ? sum - 3.0 : sum;
}

static size_t common_head(struct uslice a, struct uslice b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.p[n] == b.p[n]) n++;
	if (n && (a.p[n - 1] & 0xfc00) == 0xd800) n--;
	return n;
}

static size_t common_tail(struct uslice a, struct uslice b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.p[a.len - 1 - n] == b.p[b.len - 1 - n]) n++;
	if (n && (a.p[a.len - n] & 0xfc00) == 0xdc00) n--;
	return n;
}

/* Put the new text in the place of the old, what both have at their ends left alone. */
static void replace(struct doc *d, struct rewrite *rw, const struct window *w,
		    const struct decode_worker *wk, size_t n_elems)
{
	const struct lat_result *r = &wk->result;
	struct uslice old = { d->text.p + w->from, w->to - w->from },
		      new = { r->text.p, r->text.len };
	size_t head = common_head(old, new);
	struct uslice old_rest = { old.p + head, old.len - head },
		      new_rest = { new.p + head, new.len - head };
	size_t tail = common_tail(old_rest, new_rest);
	enum map_class cls = r->model ? MAP_MODEL : MAP_CERTAIN;

	old_rest.len -= tail, new_rest.len -= tail;
	if (!old_rest.len && !new_rest.len) return;
	struct src_span src = map_source(&d->map, w->from + head, old_rest.len);

	rewrite_keep_to(rw, w->from + head);
	if (old_rest.len)
		repair_put(rw, old_rest.len, new_rest,
			   &(struct restored){ &r->parts, head, wk->unit, n_elems });
	else rewrite_put(rw, 0, new_rest.p, new_rest.len, cls);
	doc_add_repair(d, cls, src, arena_utf8(&d->arena, old_rest),
		       arena_utf8(&d->arena, new_rest), r->model ? (float)r->margin : NAN);
}

static void look_for_marks(const struct decoder *dec, struct uslice t, struct window *w)
{
	w->mark = w->private = w->odd = false;
	for (size_t i = w->from; i < w->to; i++) {
		uint8_t c = dec->suspects->cls[t.p[i]];

		w->mark |= c == SUS_MARK || c == SUS_LOST;
		w->private |= c == SUS_PRIVATE;
		w->odd |= c == SUS_RARE || c == SUS_FOREIGN || c == SUS_PRIVATE || c == SUS_LOST;
	}
}

/* Without a mark or a private-use character, a stretch read out of step shows by its end and by
 * being garbage. */
static bool is_worth_it(const struct decoder *dec, struct uslice t, const struct window *w)
{
	struct ngram_ctx ctx = context_before(dec, t, w->core_from);
	float sum = 0;
	size_t end = w->core_to, n = 0;

	if (w->mark || w->private) return true;
	while (end < w->to && !is_end(t, end)) end++;
	if (!is_end(t, end)) return false;
	for (size_t i = w->core_from; i < end; i++, n++)
		sum += ngram_step(&dec->model, &ctx, t.p[i]);
	return sum < GARBAGE * (float)n;
}

/* What a first look must gain. */
static double quick_need(const struct window *w)
{
	return w->mark || w->private ? QUICK_MARK : QUICK_GAIN;
}

/* What all the paths must gain. */
static double full_need(struct uslice t, const struct window *w, bool keen)
{
	double need = w->mark ? GAIN : w->private ? GAIN_PRIVATE : GAIN_BARE;

	if (keen && !w->mark) need -= KEEN;
	if (!w->odd) need += GAIN_ALONE; /* a question mark, nothing else */
	for (size_t i = w->from; i < w->to; i++)
		if (t.p[i] == 0xfffd) need += GAIN_LOST;
	return need;
}

/* Is what was found so much likelier than what stands there? */
static bool is_clear(struct uslice t, const struct window *w, const struct lat_result *r,
		     double gain, bool keen)
{
	double need = full_need(t, w, keen);
	bool lost = false;

	for (size_t i = w->from; i < w->to; i++) lost |= t.p[i] == 0xfffd;
	if (gain < need || (r->guess && r->margin < GUESS)) return false;
	return !lost || r->margin >= LOST_MARGIN || gain >= need + GAIN_CLEAR;
}

static uint64_t mix(uint64_t h, uint64_t v, uint64_t prime)
{
	h = (h ^ v) * prime;
	return h ^ h >> 29;
}

/* The memo of the window whose n elements stand in wk->elems, with what else the lattice reads;
 * emptied when it is of another window. */
static struct window_memo *find_memo(struct decode_worker *wk, size_t n, struct ngram_ctx ctx,
				     int quote, int after)
{
	const struct lattice *l = &wk->lattice;
	uint64_t a = n, b = n,
		 rest = (uint64_t)(quote + 1) << 3 | (uint64_t)(after + 1) << 1 |
			(uint64_t)l->line_end;

	rest = rest << 1 | (uint64_t)l->hant;
	for (size_t i = 0; i <= n; i++) {
		const struct lat_elem *e = &wk->elems[i];
		uint64_t v = i == n ? (uint64_t)ctx.bi << 32 | (uint64_t)ctx.a << 16 | ctx.b
				    : (uint64_t)e->cp << 32 | (uint64_t)e->what << 16 |
					      e->gloss.syllable;
		uint64_t w = i == n ? rest
				    : (uint64_t)e->gloss.tone << 16 | (uint64_t)e->gloss_len << 8 |
					      e->may_insert * 2u | e->folded;
		a = mix(mix(a, v, UINT64_C(0xff51afd7ed558ccd)), w, UINT64_C(0xff51afd7ed558ccd));
		b = mix(mix(b, v, UINT64_C(0xc4ceb9fe1a85ec53)), w, UINT64_C(0xc4ceb9fe1a85ec53));
	}
	struct window_memo *m = &wk->memos[a % WINDOW_MEMOS];
	if (m->hash[0] != a || m->hash[1] != b) *m = (struct window_memo){ .hash = { a, b } };
	return m;
}

/* What the memo says is enough to leave the window as it is: the looks of try_window, one after the
 * other. What they cost counts as spent, so that nothing depends on the documents before. */
static bool memo_refuses(struct uslice t, const struct window *w, const struct window_memo *m,
			 double as_is, bool keen, uint64_t *effort)
{
	double full = full_need(t, w, keen);
	uint64_t cost = 0;
	bool refused = false;

	if (m->below > 0 && m->below <= full) return true;
	for (int look = 0; look < 3 && !refused; look++) {
		const struct window_look *k = &m->looks[look];
		if (!k->known) return false;
		double gain = k->score - as_is;
		struct lat_result r = { .score = k->score, .margin = k->margin, .guess = k->guess };
		cost += k->nodes;
		refused = gain < (look == 0 ? quick_need(w) : full) ||
			  (look == 2 && !is_clear(t, w, &r, gain, keen));
		if (look == 0 && gain >= full) look = 1;
	}
	if (refused) *effort += cost;
	return refused;
}

/* One character put for the question mark of "?!" and nothing else: it was asked in wonder. */
static bool is_wonder(struct uslice t, const struct window *w, const struct ubuf *restored)
{
	const uint16_t *p = t.p + w->from;
	size_t len = w->to - w->from;

	for (size_t i = 0; i < len && restored->len == len; i++)
		if (restored->p[i] != p[i] && (p[i] != '?' || i + 1 == len || p[i + 1] != '!'))
			return false;
	return restored->len == len;
}

static bool try_window(const struct decoder *dec, struct decode_worker *wk, struct doc *d,
		       struct window *w, struct rewrite *rw, bool keen)
{
	struct uslice t = d->text;
	const struct lat_result *r = &wk->result;

	look_for_marks(dec, t, w);
	if (!is_worth_it(dec, t, w)) return false;
	size_t n = make_elems(dec, d, w, wk);
	int after = quote_behind(t, w->to);

	int quote = quote_before(t, w->from);
	struct ngram_ctx ctx = context_before(dec, t, w->from);
	double as_is = score_as_is(dec, t, w, after);

	if (!n) return false;
	if (!wk->script_known) wk->lattice.hant = repair_is_hant(dec, t), wk->script_known = true;
	wk->lattice.line_end = ends_line(t, w->to);
	struct window_memo *memo = find_memo(wk, n, ctx, quote, after);

	if (memo_refuses(t, w, memo, as_is, keen, &wk->lattice.effort)) return false;
	double need = full_need(t, w, keen);
	if (need < quick_need(w)) need = quick_need(w);
	struct lat_edges edges = { ctx, quote, after };

	/* nearly always */
	if (!lattice_gb_may_reach(&wk->lattice, wk->elems, n, edges, as_is + need)) {
		memo->below = need;
		return false;
	}
	for (int look = 0; look < 3;
	     look++) { /* a first look, then all the paths, then also how sure they are */
		wk->lattice.quick = look == 0, wk->lattice.score_only = look < 2;
		uint64_t before = wk->lattice.effort;
		if (!lattice_decode_gb(&wk->lattice, wk->elems, n, edges, &wk->result))
			return false;
		memo->looks[look] =
			(struct window_look){ r->score, r->margin, wk->lattice.effort - before,
					      r->guess, true };
		if (r->score - as_is < (look == 0 ? quick_need(w) : full_need(t, w, keen)))
			return false;
		if (look == 0 && r->score - as_is >= full_need(t, w, keen))
			look = 1; /* it will be found again */
	}
	if (!is_clear(t, w, r, r->score - as_is, keen) || is_wonder(t, w, &r->text)) return false;
	replace(d, rw, w, wk, n);
	return true;
}

bool repair_is_hant(const struct decoder *dec, struct uslice t)
{
	size_t hant = 0, hans = 0, end = t.len < 20000 ? t.len : 20000;

	for (size_t i = 0; i < end; i++) {
		if (t.p[i] < 0x2e80) continue;
		uint16_t sym = dec->model.id[t.p[i]];

		if (sym & NGRAM_FOLDED) hant++;
		else hans += dec->suspects->sym_has_hant[sym];
	}
	return hant > hans;
}

/* One pass over the document; gives whether it changed anything. */
static bool resync_pass(const struct decoder *dec, struct decode_worker *wk, struct doc *d,
			bool keen)
{
	struct rewrite rw;
	struct window w;
	struct search s = { .odd = keen ? NULL : repair_suspects(dec, wk, d) };
	size_t runs = 0;
	uint64_t may_waste = VAIN + VAIN_UNIT * (uint64_t)d->text.len, wasted = 0;
	bool changed = false;

	rewrite_begin(&rw, &d->arena, d->text, &d->map);
	while (runs++ < RUNS_MAX && wasted <= may_waste && find_window(dec, d->text, &s, &w)) {
		uint64_t before = wk->lattice.effort;
		bool won = try_window(dec, wk, d, &w, &rw, keen);
		uint64_t spent = wk->lattice.effort - before;

		if (won) may_waste += VAIN_WON * spent;
		else wasted += spent;
		changed |= won;
	}
	rewrite_end(&rw, &d->text, &d->map);
	return changed;
}

void repair_resync(const struct decoder *dec, struct decode_worker *wk, struct doc *d)
{
	wk->script_known = false;
	if (resync_pass(dec, wk, d, false))
		resync_pass(dec, wk, d, true); /* where there was one run, there are more */
}
