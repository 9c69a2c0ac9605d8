/* Judging and repairing spun documents. See unspin.h.
 *
 * Gate, part by part: the signatures first (few places, fast), then the trust in the best repair.
 * In a document that passes, the spun parts are read again with what the first reading taught of
 * the spinner; the last reading is the repair. Below the gate nothing is changed. */
#include "pipeline/normalize/unspin.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/normalize/tally.h"
#include "pipeline/normalize/unspin_signs.h"

#include <math.h>

#define PART_MIN 2000u /* units of a part, but for a short document */
/* Trust in signatures without which a part is clean: what has less is hardly ever found, and all
 * that has it is decoded, 3.5 % of clean pieces. */
#define SIGNS_ANY    0.05 /* of FEW units ... */
#define SIGNS_MORE   0.3  /* ... and more of it for every FEW units more */
#define GAIN_MIN     60.0 /* log10 per 1,000 units */
#define GAIN_FEW     20.0 /* the same where few units make it: their trust decides */
#define GAIN_KNOWN   65.0 /* by the machine whose pairs were seen */
#define GAIN_STRANGE 30.0 /* more of that for every log10 a unit that the part reads unlike news */
#define NEWS_COST    1.7  /* what news costs the model, -log10 a unit */
#define SHORT	     1000u
#define FEW	     200u /* fewer units must gain as much as so many */
#define PAIRS_MIN    2u	  /* different pairs; one more below FEW units */
/* The score: fitted (logistic) to pieces of 200 units that five lists of synonyms spun and to
 * genuine ones, half of which were left out: of those all this reach 0.08 % of broadcasts, company
 * news, reports and terms, 0.15 % of novels. */
#define SCORE_SIGNS	1.74 /* for log(trust + SIGNS_NONE) in the signatures of FEW units */
#define SIGNS_NONE	0.3
#define SCORE_LEFT	1.55
#define SCORE_GAIN	0.0296
#define SCORE_GAIN_MOST 400.0
#define SCORE_STRANGE	5.2
#define SCORE_MIN	(-1.45) /* log odds up to a constant ... */
#define SCORE_STRICT	2.2	/* ... more where twice the evidence is asked for ... */
#define SCORE_FEW	1.2	/* ... and below FEW units, which need TRUSTED_FEW pairs */
#define TRUSTED_FEW	3u
#define STRICT	      2.0
#define ROUNDS	      2

static bool cuts_line(uint16_t c)
{
	return c == FULL_STOP || mark_is_comma(c) || mark_is_semicolon(c);
}

/* Lines, cut behind a mark where they are too long for the lattice. */
static bool next_line(struct uslice text, size_t *pos, struct uslice *line)
{
	while (*pos < text.len && text.p[*pos] == '\n') ++*pos;
	if (*pos == text.len) return false;
	size_t limit = text.len - *pos < UNSPIN_LINE_MAX ? text.len : *pos + UNSPIN_LINE_MAX;
	size_t end = unit_find(text.p, *pos, limit, '\n');
	if (end == limit && end < text.len && text.p[end] != '\n') {
		size_t cut = end;
		while (cut > *pos && !cuts_line(text.p[cut - 1])) cut--;
		if (cut > *pos) end = cut;
		else if ((text.p[end] & 0xfc00) == 0xdc00) end--;
	}
	*line = (struct uslice){ text.p + *pos, end - *pos };
	*pos = end;
	return true;
}

static void cut_parts(struct uslice text, struct arena *a, struct unspin_verdict *v)
{
	struct uslice line;
	size_t from = 0;

	for (size_t pos = 0; next_line(text, &pos, &line);) {
		if (pos - from < PART_MIN || text.len - pos < PART_MIN / 2) continue;
		*ARENA_PUSH(a, v->parts, v->n_parts, v->cap_parts) =
			(struct unspin_part){ .from = (uint32_t)from, .to = (uint32_t)pos };
		from = pos;
	}
	if (from < text.len)
		*ARENA_PUSH(a, v->parts, v->n_parts, v->cap_parts) =
			(struct unspin_part){ .from = (uint32_t)from, .to = (uint32_t)text.len };
}

static struct uslice part_text(struct uslice text, const struct unspin_part *p)
{
	return (struct uslice){ text.p + p->from, p->to - p->from };
}

static bool suspect_parts(const struct unspinner *u, struct uslice text, double factor,
			  struct unspin_verdict *v)
{
	bool any = false;

	for (size_t i = 0; i < v->n_parts; i++) {
		struct unspin_part *p = &v->parts[i];
		struct uslice own = part_text(text, p);
		double more = own.len > FEW ? (double)(own.len - FEW) / FEW : 0;
		p->signs = (double)unspin_signs(u->spun, u->model, own);
		p->suspect = p->signs >= factor * (SIGNS_ANY + SIGNS_MORE * more);
		any = any || p->suspect;
	}
	return any;
}

/* Decode a line in an arena of its own: l->edits is good until the arena is reset. */
static void decode_line(struct unspin_lattice *l, struct uslice line, struct arena *line_arena)
{
	arena_reset(line_arena);
	l->a = line_arena;
	l->edits = NULL;
	l->cap_edits = 0;
	unspin_lattice_decode(l, line);
}

static void read_part(struct unspin_lattice *l, struct uslice text, struct tally *t,
		      struct arena *line_arena)
{
	struct uslice line;

	for (size_t pos = 0; next_line(text, &pos, &line);) {
		decode_line(l, line, line_arena);
		tally_line(t, l, line);
	}
}

/* One more reading of the parts under the priors so far. */
static void read_round(struct unspin_lattice *l, struct uslice text, const struct unspin_verdict *v,
		       struct tally *t)
{
	struct arena line_arena;

	arena_init(&line_arena);
	tally_begin_round(t);
	for (size_t i = 0; i < v->n_parts; i++) {
		struct unspin_part *p = &v->parts[i];
		if (!(t->rounds == 1 ? p->suspect : p->spun || v->whole)) continue;
		tally_begin_part(t);
		read_part(l, part_text(text, p), t, &line_arena);
		if (t->rounds > 1) continue;
		p->gain = t->gain * 1000 / (double)(p->to - p->from);
		p->n_pairs = t->n_pairs;
		p->n_trusted = t->n_trusted;
	}
	arena_free(&line_arena);
}

/* What a part costs the model as it stands, -log10 a unit. */
static double text_cost(const struct ngram *m, struct uslice text)
{
	struct ngram_ctx ctx = ngram_begin(m);
	double sum = 0;

	for (size_t i = 0; i < text.len;)
		sum -= (double)ngram_step(m, &ctx, utf16_next(text.p, text.len, &i));
	return sum / (double)text.len;
}

/* How unlike news the repaired part still reads, log10 a unit: essays and novels have words that
 * news replaces. */
static double strange(const struct unspinner *u, struct uslice text, double gain)
{
	double cost = text_cost(u->model, text) - gain / 1000 - NEWS_COST;

	return cost > 0 ? cost : 0;
}

/* Log odds, up to a constant, that a part was spun by a machine unknown: how much trust there is in
 * its signatures, how much its repair gains, and how many pairs that uses beside the common words
 * that nobody replaced. factor: where more evidence is asked for, the gain counts for less. */
static double part_score(const struct unspinner *u, struct uslice text, const struct unspin_part *p,
			 double factor)
{
	double n = (double)(text.len > FEW ? text.len : FEW) / FEW,
	       left = (double)spun_common_left(u->spun, text);

	return SCORE_SIGNS * log(p->signs / n + SIGNS_NONE) +
	       SCORE_GAIN * fmin(p->gain / factor, SCORE_GAIN_MOST) -
	       SCORE_STRANGE * strange(u, text, p->gain) +
	       SCORE_LEFT * log(((double)p->n_trusted + 0.5) / (left / n + 3));
}

/* The gain below which no part is spun. */
static double gain_least(size_t units)
{
	if (units >= SHORT) return GAIN_MIN;
	if (units <= FEW) return GAIN_FEW * FEW / (double)units;
	return GAIN_FEW + (GAIN_MIN - GAIN_FEW) * (double)(units - FEW) / (SHORT - FEW);
}

static bool is_spun(const struct unspinner *u, struct uslice text, const struct unspin_part *p,
		    bool known, double factor)
{
	bool few = text.len < FEW;

	if (known && p->n_pairs >= PAIRS_MIN + few &&
	    p->gain >= factor * (GAIN_KNOWN + GAIN_STRANGE * strange(u, text, p->gain)) *
			       (few ? FEW / (double)text.len : 1))
		return true;
	return p->n_trusted >= (few ? TRUSTED_FEW : 1) &&
	       p->gain >= factor * gain_least(text.len) &&
	       part_score(u, text, p, factor) >=
		       SCORE_MIN + (factor - 1) * SCORE_STRICT + few * SCORE_FEW;
}

static void weigh_parts(const struct unspinner *u, struct uslice text, bool known, double factor,
			struct unspin_verdict *v)
{
	size_t units = 0;

	for (size_t i = 0; i < v->n_parts; i++) {
		struct unspin_part *p = &v->parts[i];
		p->spun = p->suspect && is_spun(u, part_text(text, p), p, known, factor);
		if (p->gain > v->score) v->score = p->gain;
		if (p->spun) units += p->to - p->from;
	}
	v->spun = units > 0;
	v->whole = units * 2 > text.len;
}

void unspin_judge(const struct unspinner *u, struct uslice text, bool strict, struct arena *scratch,
		  struct unspin_verdict *v)
{
	double factor = strict ? STRICT : 1;

	cut_parts(text, scratch, v);
	if (!suspect_parts(u, text, factor, v)) return;
	struct tally *t = u->tally;

	tally_begin(t, u->spun);
	for (size_t i = 0; i < v->n_parts; i++)
		if (v->parts[i].suspect) tally_count(t, part_text(text, &v->parts[i]));
	tally_know(t);
	tally_learn_standing(t);
	struct unspin_lattice l = { .spun = u->spun, .model = u->model, .priors = t->priors };
	read_round(&l, text, v, t);
	weigh_parts(u, text, t->known_machine, factor, v);
	if (!v->spun) return;
	tally_learn(t);
	while (t->rounds < ROUNDS) {
		read_round(&l, text, v, t);
		tally_learn(t);
	}
}

/* Is unit pos of the judged text to be repaired? *at: the part looked at last. */
static bool is_spun_at(const struct unspin_verdict *v, size_t *at, size_t pos)
{
	if (v->whole) return true;
	while (*at + 1 < v->n_parts && v->parts[*at].to <= pos) ++*at;
	return v->parts[*at].spun;
}

static void apply(const struct unspin_lattice *l, const struct tally *t, struct edit *e,
		  size_t start, struct doc *log)
{
	for (size_t k = 0; k < l->n_edits; k++) {
		const struct spun_pair *pair = &l->spun->pairs[l->edits[k].pair];
		struct uslice from = spun_text(l->spun, pair), to = spun_genuine(l->spun, pair);
		bool sure = tally_is_sure(t, &l->edits[k]);
		size_t at = start + l->edits[k].pos;
		if (log)
			doc_add_repair(log, MAP_UNSPUN, map_source(&e->p->map, at, from.len),
				       arena_utf8(&log->arena, from),
				       arena_utf8(&log->arena, sure ? to : from),
				       l->edits[k].margin);
		if (sure) edit_put(e, at, from.len, to, MAP_UNSPUN);
	}
}

void unspin_repair(const struct unspinner *u, const struct unspin_verdict *v, struct passage *p,
		   struct doc *log)
{
	struct unspin_lattice l = { .spun = u->spun,
				    .model = u->model,
				    .priors = u->tally->priors,
				    .weigh_kin = true };
	struct arena line_arena;
	struct uslice line;
	struct edit e;
	size_t at = 0;

	arena_init(&line_arena);
	edit_begin(&e, p);
	struct uslice text = e.w.old;
	for (size_t pos = 0; next_line(text, &pos, &line);) {
		size_t start = (size_t)(line.p - text.p);
		if (log && !is_spun_at(v, &at, start)) continue;
		decode_line(&l, line, &line_arena);
		apply(&l, u->tally, &e, start, log);
	}
	edit_end(&e);
	arena_free(&line_arena);
}
