/* bench_normalize: the table of the normalize stage.
 * usage: bench_normalize [--shared DIR] TEXT...     (clean UTF-8 text, simplified, a paragraph a
 * line) Spins the clean text by our own machine, in several strengths and sizes, and scores what
 * the stage makes of it; scores the seed with its genuine half where DIR has it; measures speed.
 * Rows: what, bar, figure. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"
#include "tests/normalize/spin.h"

#define MACHINES 12u

struct bench {
	struct env env;
	struct options opt;
	struct ngram model;
	struct spun spun;
	struct ubuf clean;
};

static void row(const char *what, const char *bar, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
static void row(const char *what, const char *bar, const char *fmt, ...)
{
	char s[96];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, sizeof s, fmt, ap);
	va_end(ap);
	printf("| %-62s | %-13s | %22s |\n", what, bar, s);
	fflush(stdout);
}

/* One document through the stage with some steps. */
static void run_steps(struct bench *b, const char *steps, struct uslice text, struct doc *d)
{
	struct err e;
	void *state;

	b->opt.steps = steps;
	b->opt.t2s = "auto";
	b->env.opt = &b->opt;
	doc_reset(d);
	d->text = arena_ucopy(&d->arena, text);
	map_init(&d->map);
	if (text.len)
		map_push_block(&d->arena, &d->map, (uint32_t)text.len, 0, (uint32_t)text.len,
			       MAP_SAME);
	if (stage_normalize.open(&b->env, &state, &e) != OK) {
		fprintf(stderr, "%s\n", e.text);
		return;
	}
	stage_normalize.run(state, NULL, d);
	stage_normalize.close(state);
}

static void score_machines(struct bench *b, unsigned known, unsigned often, size_t units)
{
	struct spin_score s = { 0, 0, 0, 0 };
	unsigned detected = 0, all = 0;
	char what[80];
	struct doc d;

	doc_init(&d);
	for (unsigned m = 0; m < MACHINES; m++) {
		struct spinner machine = { &b->spun, m * 77 + known, known, often };
		for (size_t from = 0; from + units <= b->clean.len; from += units) {
			struct uslice genuine = { b->clean.p + from, units };
			struct ubuf spun = { 0 };
			spin(&machine, genuine, &spun);
			run_steps(b, "unspin", (struct uslice){ spun.p, spun.len }, &d);
			spin_score_text(&s, genuine, (struct uslice){ spun.p, spun.len }, d.text);
			detected += d.spun;
			all++;
			ubuf_free(&spun);
		}
	}
	snprintf(what, sizeof what, "own machines, %u %% of the table, %zu units: detected", known,
		 units);
	row(what, ">= 90 %", "%.1f %% of %u", 100.0 * detected / all, all);
	row("  characters restored (of all damaged) / changed rightly", ">= 40 / 97 %",
	    "%.1f / %.1f %%", 100.0 * (double)s.restored / (double)s.damaged,
	    100.0 * (double)s.right / (double)s.changed);
	doc_free(&d);
}

static void score_clean(struct bench *b)
{
	struct doc d;
	struct uslice all = { b->clean.p, b->clean.len };

	doc_init(&d);
	run_steps(b, "width,quotes,gloss,t2s,unspin", all, &d);
	size_t lines = 0, changed = 0;
	for (struct uslice rest = all, out = d.text; rest.len; lines++) {
		struct uslice x = spin_next_line(&rest), y = spin_next_line(&out);
		changed += !uslice_eq(x, y);
	}
	row("clean lines changed, all steps", "0", "%zu of %zu", changed, lines);
	doc_free(&d);
}

static bool load(const char *dir, const char *name, struct ubuf *out)
{
	struct buf path = { 0 }, raw = { 0 };
	struct err e;

	buf_printf(&path, "%s/%s", dir, name);
	buf_addc(&path, 0);
	bool ok = file_read(path.p, &raw, &e) == OK;
	if (ok) ubuf_add_utf8(out, buf_slice(&raw));
	buf_free(&path);
	buf_free(&raw);
	return ok;
}

/* Single characters that the seed's spinner turned into their opposites, as "spun genuine" units
 * one after the other. */
static enum status add_swap(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct ubuf *swaps = ctx, u = { 0 };

	(void)line;
	(void)e;
	if (n > 2 && slice_is(cols[2], "character swap")) {
		ubuf_add_utf8(&u, cols[0]);
		ubuf_add_utf8(&u, cols[1]);
		if (u.len == 2) ubuf_add(swaps, u.p, 2);
	}
	ubuf_free(&u);
	return OK;
}

static bool is_swap(const struct ubuf *swaps, uint16_t spun, uint16_t genuine)
{
	for (size_t i = 0; i + 1 < swaps->len; i += 2)
		if (swaps->p[i] == spun && swaps->p[i + 1] == genuine) return true;
	return false;
}

/* Swapped characters that are right again, in the lines whose length the spinner and the repair
 * left as it was. */
static void score_swaps(const char *dir, struct uslice g, struct uslice t, struct uslice r)
{
	struct ubuf swaps = { 0 };
	struct buf path = { 0 };
	struct err e;
	size_t all = 0, good = 0;

	buf_printf(&path, "%s/spun/pairs.tsv", dir);
	buf_addc(&path, 0);
	if (tsv_load(path.p, add_swap, &swaps, &e) != OK) swaps.len = 0;
	while (g.len && t.len && r.len) {
		struct uslice gl = spin_next_line(&g), tl = spin_next_line(&t),
			      rl = spin_next_line(&r);
		for (size_t i = 0; gl.len == tl.len && gl.len == rl.len && i < gl.len; i++) {
			if (gl.p[i] == tl.p[i] || !is_swap(&swaps, tl.p[i], gl.p[i])) continue;
			all++;
			good += rl.p[i] == gl.p[i];
		}
	}
	if (all)
		row("seed 003: swapped single characters (opposites) right again", ">= 98 %",
		    "%.1f %% of %zu", 100.0 * (double)good / (double)all, all);
	ubuf_free(&swaps);
	buf_free(&path);
}

/* Phrases that must stand in the repaired text. */
static void score_targets(struct uslice text)
{
	struct ubuf want = { 0 };
	size_t all = 0, good = 0;

	if (!load("tests/normalize", "targets.txt", &want)) return;
	struct uslice rest = { want.p, want.len };
	while (rest.len) {
		struct uslice w = spin_next_line(&rest);
		bool found = false;
		for (size_t i = 0; w.len && i + w.len <= text.len && !found; i++)
			found = memcmp(text.p + i, w.p, w.len * sizeof *w.p) == 0;
		all += w.len > 0;
		good += found;
	}
	row("seed 003: title and targets read right", "all", "%zu of %zu", good, all);
	ubuf_free(&want);
}

static void score_seed(struct bench *b, const char *dir)
{
	struct ubuf genuine = { 0 }, spun = { 0 };
	struct spin_score s = { 0, 0, 0, 0 };
	struct doc d;

	if (!load(dir, "spun/003.first-half.genuine.txt", &genuine) ||
	    !load(dir, "seeds/003_250b656865971da6.txt", &spun))
		return;
	struct uslice g = spin_first_lines((struct uslice){ genuine.p, genuine.len }, 53);
	struct uslice t = spin_first_lines((struct uslice){ spun.p, spun.len }, 53);
	doc_init(&d);
	run_steps(b, "unspin", (struct uslice){ spun.p, spun.len }, &d);
	spin_score_text(&s, g, t, spin_first_lines(d.text, 53));
	row("seed 003, first half: restored / changed rightly", ">= 97 / 99.5 %", "%.2f / %.2f %%",
	    100.0 * (double)s.restored / (double)s.damaged,
	    100.0 * (double)s.right / (double)s.changed);
	score_swaps(dir, g, t, spin_first_lines(d.text, 53));
	score_targets(d.text);
	row("seed 003: score (log10 per 1,000 units)", "", "%.0f", d.spun_score);
	doc_free(&d);
	ubuf_free(&genuine);
	ubuf_free(&spun);
}

static void speed(struct bench *b, const char *what, const char *bar, const char *steps)
{
	struct ubuf text = { 0 };
	double best = 1e9;
	struct doc d;

	while (text.len < 2000000) ubuf_add(&text, b->clean.p, b->clean.len);
	struct buf utf8 = { 0 };
	buf_add_utf16(&utf8, (struct uslice){ text.p, text.len });
	doc_init(&d);
	for (int i = 0; i < 5; i++) {
		struct timespec x, y;
		clock_gettime(CLOCK_MONOTONIC, &x);
		run_steps(b, steps, (struct uslice){ text.p, text.len }, &d);
		clock_gettime(CLOCK_MONOTONIC, &y);
		double s = (double)(y.tv_sec - x.tv_sec) + (double)(y.tv_nsec - x.tv_nsec) / 1e9;
		if (s < best) best = s;
	}
	row(what, bar, "%.0f MB/s", (double)utf8.len / best / 1e6);
	doc_free(&d);
	buf_free(&utf8);
	ubuf_free(&text);
}

int main(int argc, char **argv)
{
	struct bench b = { .env = { .data_dir = SLICE("build/data"),
				    .rules_dir = SLICE("rules") } };
	const char *shared = NULL;
	struct err e;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--shared") == 0 && i + 1 < argc) shared = argv[++i];
		else load(".", argv[i], &b.clean);
	}
	if (!b.clean.len || ngram_open(&b.model, &b.env, &e) != OK ||
	    spun_open(&b.spun, &b.env, &b.model, &e) != OK) {
		fprintf(stderr, "usage: bench_normalize [--shared DIR] TEXT... (after make, in the "
				"project's folder)\n");
		return 64;
	}
	printf("| what | bar | here |\n|---|---|---|\n");
	if (shared) score_seed(&b, shared);
	score_clean(&b);
	score_machines(&b, 60, 100, 200);
	score_machines(&b, 60, 100, 1000);
	score_machines(&b, 30, 80, 200);
	score_machines(&b, 30, 80, 1000);
	speed(&b, "speed on clean text: unspin (gate only)", ">= 150 MB/s", "unspin");
	speed(&b, "speed on clean text: t2s auto", ">= 60 MB/s", "t2s");
	speed(&b, "speed on clean text: all steps", "", "width,quotes,gloss,t2s,unspin");
	ubuf_free(&b.clean);
	spun_close(&b.spun);
	ngram_close(&b.model);
	return 0;
}
