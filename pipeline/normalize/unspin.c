/* Judging and repairing spun documents. See unspin.h.
 *
 * Gate: signature mass first (no model, fast), then the model's gain under the best repair. In a document that passes,
 * the text is decoded twice: the first reading tells which pairs this spinner used, the second is the repair. */
#include "pipeline/normalize/unspin.h"

#include "pipeline/normalize/lattice.h"

#include <math.h>

#define DENSITY_MIN  8.0 /* signature mass per 1,000 characters */
#define GAIN_MIN     40.0 /* log10 per 1,000 characters */
#define MARGIN_MIN   0.0f
#define PRIOR_WORD   (-0.5f)
#define PRIOR_CHAR   (-1.6f)
#define PRIOR_CHAIN  (-2.2f)
#define ROUNDS	     2
#define SHARE	     1.0f /* weight of how often a spun string was undone */
#define PRIOR_LEAVE  (-0.1f)

/* Lines, cut behind a mark where they are too long for the lattice. */
static bool next_line(struct uslice text, size_t *pos, struct uslice *line)
{
	while (*pos < text.len && text.p[*pos] == '\n')
		++*pos;
	if (*pos == text.len) return false;
	size_t end = *pos, cut = 0;
	while (end < text.len && text.p[end] != '\n' && end - *pos < LATTICE_MAX) {
		uint16_t c = text.p[end++];
		if (c == 0x3002 || c == 0xff0c || c == ',' || c == 0xff1b || c == ';') cut = end;
	}
	if (end < text.len && text.p[end] != '\n') {
		if (cut) end = cut;
		else if ((text.p[end] & 0xfc00) == 0xdc00) end--;
	}
	*line = (struct uslice){ text.p + *pos, end - *pos };
	*pos = end;
	return true;
}

static void first_priors(const struct spun *s, struct lattice_priors *p)
{
	static const float prior[] = { PRIOR_WORD, PRIOR_CHAR, PRIOR_CHAIN };

	for (uint32_t k = 0; k < s->n_pairs; k++)
		p->make[k] = prior[s->pairs[k].cls];
	for (uint32_t l = 0; l < s->n_lists; l++)
		p->leave[l] = PRIOR_LEAVE;
}

/* How often each pair won, each spun string stood in the text, and each genuine form stood there untouched. */
struct tally {
	uint32_t *won, *stood;
	uint32_t *spared; /* of a pair: genuine form in the text as written */
	double gain;
	size_t units;
};

static void tally_text(struct lattice *l, struct uslice text, struct tally *t)
{
	struct arena *keep = l->a, line_arena;
	struct uslice line;

	arena_init(&line_arena);
	l->a = &line_arena;
	for (size_t pos = 0; next_line(text, &pos, &line);) {
		arena_reset(&line_arena);
		l->edits = NULL;
		l->cap_edits = 0;
		lattice_decode(l, line);
		for (size_t e = 0; e < l->n_edits; e++)
			if (l->edits[e].margin >= MARGIN_MIN) t->won[l->edits[e].pair]++;
		for (size_t i = 0; i < line.len; i++) {
			uint32_t lists[LATTICE_CANDS];
			size_t n = lattice_lists(l->spun, line, i, lists);
			for (size_t k = 0; k < n; k++)
				t->stood[lists[k]]++;
		}
		t->gain += l->gain;
		t->units += line.len;
	}
	arena_free(&line_arena);
	l->a = keep;
}

/* Genuine forms that were left standing. */
static void count_spared(const struct spun *s, struct uslice text, struct tally *t)
{
	uint16_t lens[LATTICE_CANDS];
	uint32_t forms[LATTICE_CANDS];

	for (size_t i = 0; i < text.len; i++) {
		size_t n = datrie_prefixes(&s->genuine, text.p + i, text.len - i, LATTICE_CANDS, lens, forms);
		for (size_t k = 0; k < n; k++)
			for (uint32_t p = s->form_first[forms[k]]; p < s->form_first[forms[k] + 1]; p++)
				t->spared[s->form_pairs[p]]++;
	}
}

/* Priors from what the pairs did in this document. A spinner is a machine: what it replaces it replaces (nearly)
 * everywhere, so a genuine form that is still in the text speaks against its pair, and a spun string that was mostly
 * undone is to be undone in doubt. */
static void learn(const struct spun *s, const struct tally *t, struct lattice_priors *p)
{
	static const float start[] = { PRIOR_WORD, PRIOR_CHAR, PRIOR_CHAIN };

	for (uint32_t l = 0; l < s->n_lists; l++) {
		float n = (float)t->stood[l] + 2, all = 0;
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
			float won = (float)t->won[k], back = powf(10, start[s->pairs[k].cls]);
			all += won;
			p->make[k] = log10f((won + back) / (won + (float)t->spared[k] + 1)) +
				     SHARE * log10f((won + 2 * back) / n);
		}
		float kept = (float)t->stood[l] > all ? (float)t->stood[l] - all : 0;
		p->leave[l] = SHARE * log10f((kept + 1) / n);
	}
}

static struct lattice new_lattice(const struct unspinner *u, struct arena *a)
{
	struct lattice l = { .spun = u->spun, .model = u->model, .a = a };

	l.priors.make = arena_alloc(a, (u->spun->n_pairs + 1) * sizeof *l.priors.make);
	l.priors.leave = arena_alloc(a, (u->spun->n_lists + 1) * sizeof *l.priors.leave);
	return l;
}

void unspin_judge(const struct unspinner *u, struct uslice text, struct arena *scratch, struct unspin_verdict *v)
{
	v->density = spun_density(u->spun, text);
	if (v->density < DENSITY_MIN) return;
	struct lattice l = new_lattice(u, scratch);
	struct tally t = { arena_zalloc(scratch, (u->spun->n_pairs + 1) * sizeof *t.won),
			   arena_zalloc(scratch, (u->spun->n_lists + 1) * sizeof *t.stood),
			   arena_zalloc(scratch, (u->spun->n_pairs + 1) * sizeof *t.spared), 0, 0 };
	first_priors(u->spun, &l.priors);
	tally_text(&l, text, &t);
	v->gain = t.units ? t.gain * 1000 / (double)t.units : 0;
	v->spun = v->gain >= GAIN_MIN;
	if (!v->spun) return;
	count_spared(u->spun, text, &t);
	learn(u->spun, &t, &l.priors);
	for (unsigned round = 1; round < ROUNDS; round++) {
		memset(t.won, 0, u->spun->n_pairs * sizeof *t.won);
		memset(t.stood, 0, u->spun->n_lists * sizeof *t.stood);
		tally_text(&l, text, &t);
		learn(u->spun, &t, &l.priors);
	}
	v->make = l.priors.make;
	v->leave = l.priors.leave;
}

static void log_edit(struct doc *d, const struct passage *p, size_t pos, struct uslice before, struct uslice after,
		     float margin)
{
	doc_add_repair(d, MAP_UNSPUN, map_source(&p->map, pos, before.len), arena_utf8(&d->arena, before),
		       arena_utf8(&d->arena, after), margin);
}

void unspin_repair(const struct unspinner *u, const struct unspin_verdict *v, struct arena *scratch,
		   struct passage *p, struct doc *log)
{
	struct lattice l = { .spun = u->spun, .model = u->model, .a = scratch, .priors = { v->make, v->leave } };
	struct uslice line;
	struct edit e;

	edit_begin(&e, p);
	struct uslice text = e.w.old;
	for (size_t pos = 0; next_line(text, &pos, &line);) {
		size_t start = (size_t)(line.p - text.p);
		l.edits = NULL;
		l.cap_edits = 0;
		lattice_decode(&l, line);
		for (size_t k = 0; k < l.n_edits; k++) {
			const struct spun_pair *pair = &u->spun->pairs[l.edits[k].pair];
			struct uslice from = spun_text(u->spun, pair), to = spun_genuine(u->spun, pair);
			bool sure = l.edits[k].margin >= MARGIN_MIN;
			size_t at = start + l.edits[k].pos;
			if (log) log_edit(log, p, at, from, sure ? to : from, l.edits[k].margin);
			if (sure) edit_put(&e, at, from.len, to, MAP_UNSPUN);
		}
	}
	edit_end(&e);
}
