/* Beam search over inverse substitutions. See unspin_lattice.h. */
#include "pipeline/normalize/unspin_lattice.h"

#include "pipeline/decode/ngram_step.h"

#define BEAM  12
#define NONE  0xffffffffu
#define AFTER 3 /* characters behind an edit that feel it */

#define KIN_MAX 48

#define WORD_BONUS (0.5f / 32) /* a step of commonness of two characters that are a word */

/* Where a reading stands: the model's context and the unit before. */
struct place {
	struct ngram_ctx ctx;
	uint16_t last;
};

/* A partial reading that ends at a place of the line. */
struct hyp {
	struct place at;
	float score;
	uint32_t end;	     /* the place of the line */
	uint32_t back, next; /* hypothesis before; next one of the same place */
	uint32_t pair;	     /* substitution that led here, NONE: a character kept */
};

struct beam {
	struct unspin_lattice *l;
	struct uslice line;
	struct hyp *hyps;
	size_t n, cap;
	uint32_t *head; /* line.len + 1: first hypothesis of a place */
	size_t last;	/* the last place that has one */
};

size_t unspin_lattice_lists(const struct spun *s, struct uslice line, size_t i,
			    uint32_t lists[UNSPIN_LISTS_MAX])
{
	uint16_t lens[UNSPIN_LISTS_MAX];
	bool word = false;

	if (i + 1 < line.len) {
		uint32_t bit = spun_filter_bit(line.p[i], line.p[i + 1]);
		word = s->filter[bit >> 3] >> (bit & 7) & 1;
	}
	if (!word && !s->single[line.p[i]]) return 0;
	return datrie_prefixes(&s->table.trie, line.p + i, line.len - i, UNSPIN_LISTS_MAX, lens,
			       lists);
}

/* log10 probability of the next character, words of two characters favoured. */
static float step(const struct unspin_lattice *l, struct place *at, uint32_t cp)
{
	uint16_t unit = cp < 0x10000 ? (uint16_t)cp : 0;
	float p = unit_is_ideograph(unit)
			  ? ngram_next(l->model, &at->ctx, ngram_symbol(l->model, cp))
			  : ngram_step(l->model, &at->ctx, cp);

	if (unit >= 0x4e00 && at->last >= 0x4e00)
		p += WORD_BONUS * (float)spun_word_common(l->spun, at->last, unit);
	at->last = unit;
	return p;
}

/* The last place in [pos, end] whose context needs no text before pos: two ideographs stand in
 * front of it. pos if there is none. */
static size_t known_place(struct uslice line, size_t pos, size_t end)
{
	while (end > pos && !(end - pos >= 2 && unit_is_ideograph(line.p[end - 1]) &&
			      unit_is_ideograph(line.p[end - 2])))
		end--;
	return end;
}

/* Behind the two ideographs in front of a known place. */
static struct place place_behind(const struct unspin_lattice *l, const uint16_t *p)
{
	uint16_t a = ngram_symbol(l->model, p[0]), b = ngram_symbol(l->model, p[1]);
	uint32_t bi = ngram_bigram(l->model, a, b);

	return (struct place){ { a, b, bi == UINT32_MAX ? 0 : bi + 1 }, p[1] };
}

static bool same_context(const struct hyp *a, const struct hyp *b)
{
	return a->at.ctx.a == b->at.ctx.a && a->at.ctx.b == b->at.ctx.b;
}

static void add_hyp(struct beam *b, size_t place, struct hyp h)
{
	for (uint32_t k = b->head[place]; k != NONE; k = b->hyps[k].next) {
		if (!same_context(&b->hyps[k], &h)) continue;
		if (b->hyps[k].score >= h.score) return;
		h.next = b->hyps[k].next;
		h.end = (uint32_t)place;
		b->hyps[k] = h;
		return;
	}
	h.next = b->head[place];
	h.end = (uint32_t)place;
	if (place > b->last) b->last = place;
	b->hyps = arena_grow(b->l->a, b->hyps, &b->cap, b->n + 1, sizeof *b->hyps);
	b->hyps[b->n] = h;
	b->head[place] = (uint32_t)b->n++;
}

/* The best BEAM hypotheses of a place, best first. */
static size_t best_of(const struct beam *b, size_t place, uint32_t out[BEAM])
{
	size_t n = 0;

	for (uint32_t k = b->head[place]; k != NONE; k = b->hyps[k].next) {
		size_t at = n < BEAM ? n++ : BEAM;
		while (at > 0 && b->hyps[out[at - 1]].score < b->hyps[k].score) {
			if (at < BEAM) out[at] = out[at - 1];
			at--;
		}
		if (at < BEAM) out[at] = k;
	}
	return n;
}

static void expand_keep(struct beam *b, size_t i, uint32_t from, float prior)
{
	struct hyp h = b->hyps[from];
	size_t to = i;
	float p = step(b->l, &h.at, utf16_next(b->line.p, b->line.len, &to));

	h.score += p + prior;
	h.back = from;
	h.pair = NONE;
	add_hyp(b, to, h);
}

static void expand_pair(struct beam *b, size_t i, uint32_t from, uint32_t pair)
{
	const struct spun_pair *p = &b->l->spun->pairs[pair];
	struct uslice g = spun_genuine(b->l->spun, p);
	struct hyp h = b->hyps[from];
	float sum = 0;

	for (size_t k = 0; k < g.len; k++) sum += step(b->l, &h.at, g.p[k]);
	h.score += sum + b->l->priors.make[pair];
	h.back = from;
	h.pair = pair;
	add_hyp(b, i + p->spun_len, h);
}

static void expand(struct beam *b, size_t i)
{
	const struct spun *s = b->l->spun;
	uint32_t lists[UNSPIN_LISTS_MAX], from[BEAM];
	size_t n_lists = unspin_lattice_lists(s, b->line, i, lists), n = best_of(b, i, from);
	float leave = 0;

	for (size_t k = 0; k < n_lists; k++) leave += b->l->priors.leave[lists[k]];
	for (size_t f = 0; f < n; f++) {
		expand_keep(b, i, from[f], leave);
		for (size_t k = 0; k < n_lists; k++)
			for (uint32_t p = s->first[lists[k]]; p < s->first[lists[k] + 1]; p++)
				expand_pair(b, i, from[f], p);
	}
}

/* The first place at i or behind where a spun string stands, the line's end if there is none. */
static size_t next_choice(const struct beam *b, size_t i)
{
	uint32_t lists[UNSPIN_LISTS_MAX];

	while (i < b->line.len && !unspin_lattice_lists(b->l->spun, b->line, i, lists)) i++;
	return i;
}

/* Where all readings have come together and the text goes on without a choice, what it costs is the
 * same for all: over to the last place before the next choice whose context the text itself tells.
 * Most of a line is passed so, and the model lies in far memory. False if there is no such place
 * behind i. */
static bool pass_over(struct beam *b, size_t i, size_t choice)
{
	struct hyp h = b->hyps[b->head[i]];
	size_t to = choice == b->line.len ? choice : known_place(b->line, i, choice);

	if (b->last > i || h.next != NONE || to <= i) return false;
	if (to < b->line.len) h.at = place_behind(b->l, b->line.p + to - 2);
	h.back = b->head[i];
	h.pair = NONE;
	add_hyp(b, to, h);
	return true;
}

static void collect(struct beam *b, uint32_t end)
{
	struct unspin_lattice *l = b->l;
	size_t n = 0;

	for (uint32_t k = end; b->hyps[k].back != NONE; k = b->hyps[k].back)
		if (b->hyps[k].pair != NONE) n++;
	l->edits = arena_grow(l->a, l->edits, &l->cap_edits, n + 1, sizeof *l->edits);
	l->n_edits = n;
	for (uint32_t k = end; b->hyps[k].back != NONE; k = b->hyps[k].back)
		if (b->hyps[k].pair != NONE)
			l->edits[--n] = (struct unspin_edit){ .pos = b->hyps[b->hyps[k].back].end,
							      .pair = b->hyps[k].pair };
}

/* Score of up to limit units of s in context. */
static float walk(const struct unspin_lattice *l, struct place *at, struct uslice s)
{
	float sum = 0;

	for (size_t i = 0; i < s.len;) sum += step(l, at, utf16_next(s.p, s.len, &i));
	return sum;
}

/* What the best path reads behind unit pos of the line, AFTER characters, edits from index e on
 * applied. */
static float score_after(const struct unspin_lattice *l, struct place at, struct uslice line,
			 size_t pos, size_t e)
{
	float sum = 0;
	size_t n = 0;

	while (pos < line.len && n < AFTER) {
		if (e < l->n_edits && l->edits[e].pos == pos) {
			const struct spun_pair *p = &l->spun->pairs[l->edits[e++].pair];
			sum += walk(l, &at, spun_genuine(l->spun, p));
			pos += p->spun_len;
			n += p->genuine_len;
			continue;
		}
		sum += step(l, &at, utf16_next(line.p, line.len, &pos));
		n++;
	}
	return sum;
}

/* What the line would read, from the edit on, if the string became text; prior: of that. */
static float score_choice(const struct unspin_lattice *l, struct place at, struct uslice line,
			  size_t e, struct uslice text, float prior)
{
	const struct unspin_edit *edit = &l->edits[e];
	size_t end = edit->pos + l->spun->pairs[edit->pair].spun_len;
	float sum = walk(l, &at, text);

	return sum + score_after(l, at, line, end, e + 1) + prior;
}

/* The best that could stand there instead: the string itself or another genuine form. */
static float score_rivals(const struct unspin_lattice *l, struct place at, struct uslice line,
			  size_t e)
{
	const struct spun *s = l->spun;
	uint32_t pair = l->edits[e].pair, list = s->pairs[pair].list;
	float best =
		score_choice(l, at, line, e, spun_text(s, &s->pairs[pair]), l->priors.leave[list]);

	for (uint32_t k = s->first[list]; k < s->first[list + 1]; k++) {
		if (k == pair) continue;
		float p = score_choice(l, at, line, e, spun_genuine(s, &s->pairs[k]),
				       l->priors.make[k]);
		if (p > best) best = p;
	}
	return best;
}

/* own: score_choice of the edit's genuine form, without prior. */
static float weigh_kin(const struct unspin_lattice *l, struct place at, struct uslice line,
		       size_t e, float own)
{
	struct uslice kin[KIN_MAX];
	size_t n = l->weigh_kin ? spun_kin(l->spun, l->edits[e].pair, kin, KIN_MAX) : 0;
	float best = UNSPIN_KIN_NONE;

	for (size_t i = 0; i < n; i++) {
		float odds = score_choice(l, at, line, e, kin[i], 0) - own;
		if (odds > best) best = odds;
	}
	return best;
}

/* What the text behind an edit costs by itself. */
static float score_alone(const struct unspin_lattice *l, struct uslice line, size_t e)
{
	const struct unspin_edit *edit = &l->edits[e];
	struct place nowhere = { ngram_begin(l->model), 0 };

	return score_after(l, nowhere, line, edit->pos + l->spun->pairs[edit->pair].spun_len,
			   e + 1);
}

/* Commonness of the words of two characters that a form makes with its neighbours. */
static unsigned seam_words(const struct spun *s, struct uslice line, size_t pos, size_t len,
			   struct uslice form)
{
	size_t end = pos + len;

	return (pos ? spun_word_common(s, line.p[pos - 1], form.p[0]) : 0) +
	       (end < line.len ? spun_word_common(s, form.p[form.len - 1], line.p[end]) : 0);
}

static float weigh_seams(const struct spun *s, struct uslice line, const struct unspin_edit *e)
{
	const struct spun_pair *p = &s->pairs[e->pair];
	unsigned spun = seam_words(s, line, e->pos, p->spun_len, spun_text(s, p)),
		 genuine = seam_words(s, line, e->pos, p->spun_len, spun_genuine(s, p));

	return ((float)spun - (float)genuine) / 32;
}

static void set_margins(struct unspin_lattice *l, struct uslice line)
{
	struct place at = { ngram_begin(l->model), 0 };
	size_t pos = 0;

	for (size_t e = 0; e < l->n_edits; e++) {
		struct unspin_edit *edit = &l->edits[e];
		const struct spun_pair *p = &l->spun->pairs[edit->pair];
		struct uslice genuine = spun_genuine(l->spun, p);
		size_t known = known_place(line, pos, edit->pos);
		if (known > pos) at = place_behind(l, line.p + known - 2);
		walk(l, &at, (struct uslice){ line.p + known, edit->pos - known });
		float score = score_choice(l, at, line, e, genuine, 0);
		edit->margin = score + l->priors.make[edit->pair] - score_rivals(l, at, line, e);
		edit->fit = score - score_alone(l, line, e) - l->spun->rate[edit->pair];
		edit->kin = weigh_kin(l, at, line, e, score);
		edit->seams = weigh_seams(l->spun, line, edit);
		walk(l, &at, genuine);
		pos = edit->pos + p->spun_len;
	}
}

void unspin_lattice_decode(struct unspin_lattice *l, struct uslice line)
{
	struct beam b = { .l = l, .line = line };
	struct hyp first = { .at = { ngram_begin(l->model), 0 }, .back = NONE, .pair = NONE };
	uint32_t end[BEAM];

	l->n_edits = 0;
	if (!line.len) return;
	b.head = arena_alloc(l->a, (line.len + 1) * sizeof *b.head);
	memset(b.head, 0xff, (line.len + 1) * sizeof *b.head);
	b.cap = 0;
	add_hyp(&b, 0, first);
	for (size_t i = 0, choice = 0; i < line.len; i++) {
		if (b.head[i] == NONE) continue;
		if (choice <= i) choice = next_choice(&b, i);
		if (!pass_over(&b, i, choice)) expand(&b, i);
	}
	if (!best_of(&b, line.len, end)) return;
	collect(&b, end[0]);
	set_margins(l, line);
}
