/* normalize: body and metadata of a document -> simplified, plain text, every change in the map.
 * Steps, in this order: width, quotes, gloss, t2s, unspin; the option --steps selects. Of gloss,
 * blanks around numbers go before quotes. */
#include "pipeline/core/stage.h"
#include "pipeline/normalize/blanks.h"
#include "pipeline/normalize/gloss.h"
#include "pipeline/normalize/sift.h"
#include "pipeline/normalize/straight_quotes.h"
#include "pipeline/normalize/t2s.h"
#include "pipeline/normalize/tally.h"
#include "pipeline/normalize/unspin.h"

/* ORDER STEP */
enum step { STEP_WIDTH = 1, STEP_QUOTES = 2, STEP_GLOSS = 4, STEP_T2S = 8, STEP_UNSPIN = 16 };

struct normalizer {
	unsigned steps; /* enum step */
	enum t2s_mode mode;
	struct t2s t2s;
	struct fold_marks marks;
	struct sifter sifter;
	struct readings readings;
	struct ngram model;
	struct spun spun;
};

static enum status parse_steps(const char *list, unsigned *steps, struct err *e)
{
	static const char *const names[] = { "width", "quotes", "gloss", "t2s", "unspin" };
	struct slice rest = slice_str(list), word;

	*steps = 0;
	while (slice_split(&rest, ',', &word)) {
		size_t k = 0;
		word = slice_trim(word);
		if (!word.len) continue;
		while (k < sizeof names / sizeof *names && !slice_is(word, names[k])) k++;
		if (k == sizeof names / sizeof *names)
			return err_set(
				e, ERR_USAGE,
				"--steps: no step \"%.*s\" (width, quotes, gloss, t2s, unspin)",
				(int)word.len, word.p);
		*steps |= 1u << k;
	}
	return OK;
}

static void close_tables(void *state)
{
	struct normalizer *n = state;

	if (!n) return;
	t2s_close(&n->t2s);
	fold_marks_close(&n->marks);
	readings_close(&n->readings);
	ngram_close(&n->model);
	spun_close(&n->spun);
	mem_free(n);
}

static enum status open_tables(const struct env *env, void **state, struct err *e)
{
	struct normalizer *n = mem_zalloc(sizeof *n);
	enum status st = parse_steps(env->opt->steps, &n->steps, e);
	int mode = t2s_mode_parse(env->opt->t2s);

	if (st == OK && mode < 0)
		st = err_set(e, ERR_USAGE, "--t2s: no mode \"%s\"", env->opt->t2s);
	n->mode = (enum t2s_mode)mode;
	if (st == OK) st = t2s_open(&n->t2s, env, e);
	if (st == OK) st = fold_marks_open(&n->marks, env, e);
	if (st == OK) st = readings_open(&n->readings, env, e);
	if (st == OK) st = ngram_open(&n->model, env, e);
	if (st == OK) st = spun_open(&n->spun, env, e);
	if (st == OK) sifter_make(&n->sifter, &n->marks, &n->t2s);
	if (st != OK) {
		close_tables(n);
		n = NULL;
	}
	*state = n;
	return st;
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	(void)state;
	(void)e;
	*worker = mem_zalloc(sizeof(struct tally));
	return OK;
}

static void close_worker(void *worker)
{
	if (worker) tally_free(worker);
	mem_free(worker);
}

/* The text of a document and of its metadata, all under the same steps. */
struct job {
	const struct normalizer *n;
	struct gloss gloss;
	struct gloss_census census;
	struct t2s_count count;
	struct unspinner unspinner;
	struct unspin_verdict verdict;
	struct arena scratch; /* of this document */
	struct sifted sifted; /* of the value that is looked at */
};

/* l: of the passage, before and after. */
static void fold(const struct job *j, struct passage *p, struct sifted *l)
{
	const struct normalizer *n = j->n;
	unsigned seen;

	sift_text(&n->sifter, p->text, l);
	seen = fold_marks_scan(&n->marks, l);
	if (n->steps & STEP_WIDTH && fold_marks_width(&n->marks, seen, l, p))
		sift_changed(p->text, l);
	if (n->steps & STEP_GLOSS && blanks_close(seen, p)) sift_changed(p->text, l);
	if (n->steps & STEP_QUOTES && straight_pair(seen, p)) sift_changed(p->text, l);
	if (n->steps & STEP_QUOTES && fold_marks_quotes(&n->marks, &n->model, seen, l, p))
		sift_changed(p->text, l);
}

static void convert(const struct job *j, struct passage *p, struct sifted *l)
{
	const struct normalizer *n = j->n;

	if (n->steps & STEP_GLOSS && gloss_remove(&j->gloss, &j->census, l, p))
		sift_changed(p->text, l);
	if (n->steps & STEP_T2S) t2s_convert(&n->t2s, n->mode, j->count, l, p);
}

/* A metadata value as a passage: its map is of no use, but a rewrite wants one. */
static struct passage value_passage(struct arena *a, struct slice value)
{
	struct passage p = { .a = a, .text = arena_utf16(a, value) };

	map_init(&p.map);
	map_push_block(a, &p.map, (uint32_t)p.text.len, 0, (uint32_t)value.len, MAP_SAME);
	return p;
}

static bool is_prose(enum meta_key key)
{
	return key != META_URL && key != META_LABEL && key != META_TYPE;
}

static void run_metas(struct job *j, struct doc *d)
{
	for (size_t i = 0; i < d->n_metas; i++) {
		struct meta *m = &d->metas[i];
		if (!is_prose(m->key) || !m->value.len) continue;
		struct passage p = value_passage(&d->arena, m->value);
		struct uslice before = p.text;
		fold(j, &p, &j->sifted);
		convert(j, &p, &j->sifted);
		if (j->verdict.spun) unspin_repair(&j->unspinner, &j->verdict, &p, NULL);
		if (!uslice_eq(before, p.text)) m->value = arena_utf8(&d->arena, p.text);
	}
}

static void count_metas(struct job *j, const struct doc *d)
{
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < d->n_metas; i++) {
		if (!is_prose(d->metas[i].key)) continue;
		sift_text(&j->n->sifter, arena_utf16(&a, d->metas[i].value), &j->sifted);
		j->count.hant += j->sifted.count.hant;
		j->count.hans += j->sifted.count.hans;
		gloss_count(&j->gloss, &j->sifted, &j->census);
	}
	arena_free(&a);
}

static void unspin(struct job *j, struct passage *body, struct doc *d)
{
	bool hans = slice_is(d->script, "hans");

	unspin_judge(&j->unspinner, body->text, !hans, &j->scratch, &j->verdict);
	d->spun_score = j->verdict.score;
	d->spun = j->verdict.spun;
	if (d->spun) unspin_repair(&j->unspinner, &j->verdict, body, d);
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct normalizer *n = state;
	struct job j = { .n = n,
			 .gloss = { &n->readings, n->t2s.script },
			 .unspinner = { &n->spun, &n->model, worker } };
	struct passage body = { &d->arena, d, d->text, d->map, d->blocks, d->n_blocks };
	struct sifted sifted = { 0 }; /* of the body */

	fold(&j, &body, &sifted);
	j.count = sifted.count;
	gloss_count(&j.gloss, &sifted, &j.census);
	count_metas(&j, d);
	d->script = t2s_script(j.count);
	convert(&j, &body, &sifted);
	arena_init(&j.scratch);
	if (n->steps & STEP_UNSPIN) unspin(&j, &body, d);
	d->text = body.text;
	d->map = body.map;
	doc_drop_old_text(d);
	run_metas(&j, d);
	arena_free(&j.scratch);
	sift_free(&j.sifted);
	sift_free(&sifted);
}

const struct stage stage_normalize = {
	.name = "normalize",
	.summary = "simplified, repaired text with one form of every mark",
	.needs = L_TEXT | L_BODY,
	.makes = L_NORMAL,
	.open = open_tables,
	.close = close_tables,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
};
