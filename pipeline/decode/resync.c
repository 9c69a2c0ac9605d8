/* Resynchronisation: GBK text that lost a byte and was read on in the wrong phase until a byte
 * below 0x40 stopped it.
 *
 * Odd stretches of the text (resync_window.h) are encoded back into bytes and decoded again by the
 * beam search of lattice.h. A stretch changes only where the model gains clearly. Limit: RUNS_MAX
 * windows a document. */
#include <math.h>

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/decode/resync_window.h"

#define GAIN 4.0 /* log10 that a repair must gain */
/* where a private-use character is all there is: fonts of icons have them too */
#define GAIN_PRIVATE 5.0
#define GAIN_BARE    4.0 /* where there is no mark at all */
/* more for a question mark that has nothing odd beside it: people write "?!" too */
#define GAIN_ALONE  2.0
#define KEEN	    1.5	    /* less where the document has shown such damage before */
#define QUICK_GAIN  0.5	    /* that a first look must promise */
#define QUICK_MARK  3.5	    /* the same where there is a mark: most question marks just ask */
#define GAIN_LOST   5.0	    /* more for each U+FFFD: to replace one gains by itself */
#define GUESS	    2.0	    /* margin that a character of which no byte is known must have, */
#define LOST_MARGIN 3.0	    /* and that anything in the place of a U+FFFD must have, */
#define GAIN_CLEAR  10.0    /* unless the whole gains so much more */
#define GARBAGE	    (-4.8f) /* mean of the characters of a stretch read out of step, at best */
#define RUNS_MAX    2000
#define VAIN	    150000 /* nodes of the search that may be spent in vain on any document, */
#define VAIN_UNIT   1	   /* more for each unit of it, */
/* and for each node of a search that repaired something: the rest is garbage, not damage */
#define VAIN_WON    6
#define QUOTE_REACH 1000 /* units in which a quotation's other end is looked for */

/* Marks that a width folding may have made of full-width ones. */
static bool is_folded_mark(uint32_t cp)
{
	return cp < 0x80 && strchr("!(),:;", (int)cp) && cp;
}

/* The trail byte of the character whose gloss ends before unit at of the text, 0 if none does. */
static uint8_t trail_glossed(const struct decoder *dec, struct uslice t, size_t at)
{
	size_t i = at, end;
	uint8_t b[4];

	if (!i || !unit_closes_bracket(t.p[--i])) return 0;
	while (i && at - i < READING_MAX + 2 && reading_is_letter(t.p[i - 1])) i--;
	if (i < 2 || window_gloss(&dec->readings, t, i - 1, &end).syllable == UINT16_MAX) return 0;
	return charset_encode(&dec->charsets, CS_GB18030, t.p[i - 2], b) == 2 ? b[1] : 0;
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
		e.gloss = window_gloss(&dec->readings, t, at, &gloss_end);
		if (e.gloss.syllable != UINT16_MAX) {
			gloss = n;
			e.glossed = trail_glossed(dec, t, at);
		}
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

/* Is a quotation open at a place of the line? */
static bool quote_before(struct uslice t, size_t at)
{
	size_t line = unit_find_either_back(t.p, at > QUOTE_REACH ? at - QUOTE_REACH : 0, at, '\n',
					    '\n');
	size_t mark = unit_find_either_back(t.p, line, at, QUOTE_OPEN, QUOTE_CLOSE);

	return mark > line && t.p[mark - 1] == QUOTE_OPEN;
}

/* Does what follows of the line want one to be open? -1: it does not say. */
static int quote_behind(struct uslice t, size_t at)
{
	size_t end = at < t.len && t.len - at > QUOTE_REACH ? at + QUOTE_REACH : t.len;
	size_t mark = unit_find_either(t.p, at, end, QUOTE_OPEN, QUOTE_CLOSE);

	if (mark >= end || unit_find(t.p, at, mark, '\n') < mark) return -1;
	return t.p[mark] == QUOTE_CLOSE;
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
			  const struct lat_edges *edges)
{
	struct ngram_ctx ctx = edges->ctx;
	bool quote = edges->quote;
	double sum = 0;

	for (size_t i = w->from; i < w->to;) {
		uint32_t cp = utf16_next(t.p, t.len, &i);

		sum += (double)ngram_step(&dec->model, &ctx, cp);
		if (cp == '?' || cp == 0xfffd) sum -= 1.0;
		if (cp != QUOTE_OPEN && cp != QUOTE_CLOSE) continue;
		if (quote == (cp == QUOTE_OPEN)) sum -= 3.0;
		quote = cp == QUOTE_OPEN;
	}
	if (window_ends_line(t, w->to)) sum += (double)ngram_step(&dec->model, &ctx, NGRAM_EDGE);
	return edges->quote_after >= 0 && quote != edges->quote_after ? sum - 3.0 : sum;
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

/* Without a mark or a private-use character, a stretch read out of step shows by its end and by
 * being garbage. */
static bool is_worth_it(const struct decoder *dec, struct uslice t, const struct window *w)
{
	struct ngram_ctx ctx = context_before(dec, t, w->core_from);
	float sum = 0;
	size_t end = w->core_to, n = 0;

	if (w->mark || w->private) return true;
	while (end < w->to && !window_ends_run(t, end)) end++;
	if (!window_ends_run(t, end)) return false;
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

/* Would the repair put letters where nobody writes any, or leave half of them? Then a rare name
 * stood there or a short word of another language, no damage. */
static bool makes_stray(struct uslice t, const struct window *w, const struct ubuf *restored)
{
	size_t n = window_stray((struct uslice){ restored->p, restored->len });

	return n && n * 2 >= window_stray((struct uslice){ t.p + w->from, w->to - w->from });
}

/* Is what was found so much likelier than what stands there? */
static bool is_clear(struct uslice t, const struct window *w, const struct lat_result *r,
		     double gain, bool keen)
{
	double need = full_need(t, w, keen);
	bool lost = false;

	for (size_t i = w->from; i < w->to; i++) lost |= t.p[i] == 0xfffd;
	if (gain < need || (r->guess && r->margin < GUESS)) return false;
	if (gain >= need + GAIN_CLEAR) return true;
	return (!lost || r->margin >= LOST_MARGIN) && !makes_stray(t, w, &r->text);
}

static uint64_t mix(uint64_t h, uint64_t v, uint64_t prime)
{
	h = (h ^ v) * prime;
	return h ^ h >> 29;
}

/* The memo of the window whose n elements stand in wk->elems, with what else the lattice reads;
 * emptied when it is of another window. */
static struct window_memo *find_memo(struct decode_worker *wk, size_t n,
				     const struct lat_edges *edges)
{
	const struct lattice *l = &wk->lattice;
	const struct ngram_ctx *ctx = &edges->ctx;
	uint64_t a = n, b = n,
		 rest = (uint64_t)(edges->quote + 1) << 3 |
			(uint64_t)(edges->quote_after + 1) << 1 | (uint64_t)l->line_end;

	rest = rest << 1 | (uint64_t)l->hant;
	for (size_t i = 0; i <= n; i++) {
		const struct lat_elem *e = &wk->elems[i];
		uint64_t v = i == n ? (uint64_t)ctx->bi << 32 | (uint64_t)ctx->a << 16 | ctx->b
				    : (uint64_t)e->cp << 32 | (uint64_t)e->what << 16 |
					      e->gloss.syllable;
		uint64_t w = i == n ? rest
				    : (uint64_t)e->glossed << 32 | (uint64_t)e->gloss.tone << 16 |
					      (uint64_t)e->gloss_len << 8 |
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
		       const struct window *w, struct rewrite *rw, bool keen)
{
	struct uslice t = d->text;
	const struct lat_result *r = &wk->result;

	if (!is_worth_it(dec, t, w)) return false;
	size_t n = make_elems(dec, d, w, wk);

	if (!n) return false;
	const struct lat_edges edges = { context_before(dec, t, w->from),
					 quote_before(t, w->from), quote_behind(t, w->to) };
	double as_is = score_as_is(dec, t, w, &edges);

	if (!wk->script_known) wk->lattice.hant = repair_is_hant(dec, t), wk->script_known = true;
	wk->lattice.line_end = window_ends_line(t, w->to);
	struct window_memo *memo = find_memo(wk, n, &edges);

	if (memo_refuses(t, w, memo, as_is, keen, &wk->lattice.effort)) return false;
	double need = full_need(t, w, keen);
	if (need < quick_need(w)) need = quick_need(w);

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

	for (size_t i = unit_find_between(t.p, 0, end, 0x2e80, 0xffff); i < end;
	     i = unit_find_between(t.p, i + 1, end, 0x2e80, 0xffff)) {
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
	struct window_search s = { .odd = keen ? NULL : repair_suspects(dec, wk, d) };
	size_t runs = 0;
	uint64_t may_waste = VAIN + VAIN_UNIT * (uint64_t)d->text.len, wasted = 0;
	bool changed = false;

	rewrite_begin(&rw, &d->arena, d->text, &d->map);
	while (runs++ < RUNS_MAX && wasted <= may_waste && window_find(dec, d->text, &s, &w)) {
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
