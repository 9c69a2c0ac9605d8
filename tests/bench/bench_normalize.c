/* bench_normalize: the table of the normalize stage: what, bar, figure.
 * usage: bench_normalize [--shared DIR] [--hant TEXT]... [--lines FILE]... TEXT...
 *
 * TEXT: clean simplified text, UTF-8, a paragraph a line; spun by machines of our own in several
 * strengths and sizes. --hant: traditional text, for the speed of its conversion; beside it
 * opencc's, where that is installed. --lines: tables and rules of ours, whose simplified
 * sentences must stay. DIR has the seed with its genuine half. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"
#include "pipeline/normalize/t2s.h"
#include "tests/normalize/spin.h"

#define MACHINES    24u
#define ALL_STEPS   "width,quotes,gloss,t2s,unspin"
#define SPEED_UNITS 2000000u
#define HAN_MIN	    6u /* ideographs of a line that counts as a sentence */

struct bench {
	struct env env;
	struct options opt;
	struct ngram model;
	struct spun spun;
	struct t2s t2s;
	struct ubuf clean, hant, lines;
	void *state, *worker; /* of the stage as it was opened last */
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

static void close_stage(struct bench *b)
{
	if (!b->state) return;
	stage_normalize.worker_close(b->worker);
	stage_normalize.close(b->state);
}

/* Open the stage with these steps, unless it is open with them. */
static void open_steps(struct bench *b, const char *steps)
{
	struct err e;

	if (b->state && strcmp(b->opt.steps, steps) == 0) return;
	close_stage(b);
	b->opt.steps = steps;
	b->opt.t2s = "auto";
	b->env.opt = &b->opt;
	if (stage_normalize.open(&b->env, &b->state, &e) == OK &&
	    stage_normalize.worker_open(b->state, &b->worker, &e) == OK)
		return;
	fprintf(stderr, "%s\n", e.text);
	exit(65);
}

/* One document through the stage with some steps. */
static void run_steps(struct bench *b, const char *steps, struct uslice text, struct doc *d)
{
	open_steps(b, steps);
	doc_reset(d);
	d->text = arena_ucopy(&d->arena, text);
	map_init(&d->map);
	if (text.len)
		map_push_block(&d->arena, &d->map, (uint32_t)text.len, 0, (uint32_t)text.len,
			       MAP_SAME);
	stage_normalize.run(b->state, b->worker, d);
}

static void score_machines(struct bench *b, unsigned known, unsigned often, size_t units)
{
	struct spin_score s = { 0, 0, 0, 0 };
	unsigned detected = 0, all = 0;
	char what[80];
	struct doc d;

	doc_init(&d);
	for (unsigned m = 0; m < MACHINES; m++) {
		struct spinner machine = { &b->spun, m * 77 + known, known, often, SPUN_CHAIN };
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
	run_steps(b, ALL_STEPS, all, &d);
	size_t lines = 0, changed = 0;
	for (struct uslice rest = all, out = d.text; rest.len; lines++) {
		struct uslice x = spin_next_line(&rest), y = spin_next_line(&out);
		changed += !uslice_eq(x, y);
	}
	row("clean lines changed, all steps", "0", "%zu of %zu", changed, lines);
	doc_free(&d);
}

/* A sentence in simplified characters without anything else to fold. */
static bool is_plain(const struct bench *b, struct uslice line)
{
	size_t han = 0, hans = 0;

	for (size_t i = 0; i < line.len; i++) {
		uint8_t script = b->t2s.script[line.p[i]];
		if (script == T2S_HANT || unit_is_blank(line.p[i])) return false;
		han += unit_is_ideograph(line.p[i]);
		hans += script == T2S_HANS;
	}
	return han >= HAN_MIN && hans;
}

/* What is between blanks and tabs in tables and rules: each a document of its own. */
static void score_lines(struct bench *b)
{
	size_t lines = 0, changed = 0;
	struct doc d;

	doc_init(&d);
	for (size_t i = 0, start = 0; i <= b->lines.len; i++) {
		if (i < b->lines.len && !unit_is_blank(b->lines.p[i]) && b->lines.p[i] != '\n' &&
		    b->lines.p[i] != '\t')
			continue;
		struct uslice line = { b->lines.p + start, i - start };
		start = i + 1;
		if (!is_plain(b, line)) continue;
		run_steps(b, "gloss,t2s,unspin", line, &d);
		lines++;
		changed += !uslice_eq(line, d.text);
	}
	row("simplified sentences of our rules and tests changed", "0", "%zu of %zu", changed,
	    lines);
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

static bool holds(struct uslice text, struct uslice what)
{
	for (size_t i = 0; i + what.len <= text.len; i++)
		if (memcmp(text.p + i, what.p, what.len * sizeof *what.p) == 0) return true;
	return false;
}

/* A comma between digits parts no clause. */
static bool ends_clause(struct uslice s, size_t i)
{
	uint16_t c = s.p[i];

	if (c == ',' && i && unit_is_digit(s.p[i - 1]) && unit_is_digit(uslice_at(s, i + 1)))
		return false;
	return c == '\n' || c == ',' || c == 0xff0c || c == 0x3002 || c == 0xff1b || c == 0xff1a;
}

/* The title (first line) of the genuine text and its clauses with a figure, looked for in the
 * repaired text. */
static void score_targets(struct uslice genuine, struct uslice text)
{
	size_t start = 0, all = 0, good = 0;
	bool digit = true;

	for (size_t i = 0; i <= genuine.len; i++) {
		if (i < genuine.len && !ends_clause(genuine, i)) {
			digit = digit || unit_is_digit(genuine.p[i]);
			continue;
		}
		struct uslice clause = { genuine.p + start, i - start };
		all += digit && clause.len;
		good += digit && clause.len && holds(text, clause);
		start = i + 1;
		digit = false;
	}
	row("seed 003: title and clauses with a figure wholly right", "all", "%zu of %zu", good,
	    all);
}

/* Phrases that must stand in the repaired text of our own spun sample. */
static void score_sample(struct bench *b)
{
	struct ubuf want = { 0 }, spun = { 0 };
	size_t all = 0, good = 0;
	struct doc d;

	if (!load("tests/normalize", "targets.txt", &want) ||
	    !load("corpus/samples", "spun-plan.txt", &spun))
		return;
	doc_init(&d);
	run_steps(b, "unspin", (struct uslice){ spun.p, spun.len }, &d);
	for (struct uslice rest = { want.p, want.len }; rest.len;) {
		struct uslice w = spin_next_line(&rest);
		all += w.len > 0;
		good += w.len && holds(d.text, w);
	}
	row("corpus/samples/spun-plan.txt: title and targets read right", "all", "%zu of %zu", good,
	    all);
	doc_free(&d);
	ubuf_free(&want);
	ubuf_free(&spun);
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
	score_targets(g, d.text);
	row("seed 003: score (log10 per 1,000 units)", "", "%.0f", d.spun_score);
	doc_free(&d);
	ubuf_free(&genuine);
	ubuf_free(&spun);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* text, again and again until it is long. */
static struct ubuf repeated(const struct ubuf *text)
{
	struct ubuf out = { 0 };

	while (text->len && out.len < SPEED_UNITS) ubuf_add(&out, text->p, text->len);
	return out;
}

/* Best of five; gives it. */
static double speed(struct bench *b, const char *what, const char *bar, const char *steps,
		    const struct ubuf *clean)
{
	struct ubuf text = repeated(clean);
	struct buf utf8 = { 0 };
	double best = 1e9;
	struct doc d;

	buf_add_utf16(&utf8, (struct uslice){ text.p, text.len });
	doc_init(&d);
	for (int i = 0; i < 5; i++) {
		double start = seconds();
		run_steps(b, steps, (struct uslice){ text.p, text.len }, &d);
		double took = seconds() - start;
		if (took < best) best = took;
	}
	row(what, bar, "%.0f MB/s", (double)utf8.len / best / 1e6);
	doc_free(&d);
	buf_free(&utf8);
	ubuf_free(&text);
	return best;
}

/* opencc's time on the text that speed() had; its own time of starting taken off. */
static void speed_opencc(const struct bench *b, double ours)
{
	char name[] = "/tmp/bench-hant-XXXXXX", command[96];
	struct ubuf text = repeated(&b->hant);
	struct buf utf8 = { 0 };
	int fd = mkstemp(name);
	double took[2] = { 1e9, 1e9 };

	buf_add_utf16(&utf8, (struct uslice){ text.p, text.len });
	bool ok = fd >= 0 && write(fd, utf8.p, utf8.len) == (ssize_t)utf8.len;
	if (fd >= 0) close(fd);
	for (int i = 0; ok && i < 6; i++) {
		snprintf(command, sizeof command,
			 "opencc -c t2s.json -i %s -o /dev/null 2>/dev/null",
			 i % 2 ? "/dev/null" : name);
		double start = seconds();
		ok = system(command) == 0;
		start = seconds() - start;
		if (start < took[i % 2]) took[i % 2] = start;
	}
	if (ok)
		row("  opencc t2s on the same text, without its start; without a map", "",
		    "%.1f MB/s, %.0f times ours", (double)utf8.len / (took[0] - took[1]) / 1e6,
		    (took[0] - took[1]) / ours);
	if (fd >= 0) unlink(name);
	buf_free(&utf8);
	ubuf_free(&text);
}

static void speeds(struct bench *b)
{
	speed(b, "speed on clean text: unspin (gate only)", ">= 150 MB/s", "unspin", &b->clean);
	speed(b, "speed on clean text: t2s auto (nothing to convert)", "", "t2s", &b->clean);
	if (b->hant.len) {
		double took = speed(b, "speed on traditional text, converted: t2s auto",
				    ">= 60 MB/s", "t2s", &b->hant);
		speed_opencc(b, took);
		speed(b, "speed on traditional text: all steps", "", ALL_STEPS, &b->hant);
	}
	speed(b, "speed on clean text: all steps", "", ALL_STEPS, &b->clean);
}

int main(int argc, char **argv)
{
	struct bench b = { .env = { .data_dir = SLICE("build/data"),
				    .rules_dir = SLICE("rules") } };
	const char *shared = NULL;
	struct err e;

	for (int i = 1; i < argc; i++) {
		struct ubuf *to = &b.clean;
		if (strcmp(argv[i], "--shared") == 0 && i + 1 < argc) {
			shared = argv[++i];
			continue;
		}
		if (strcmp(argv[i], "--hant") == 0) to = &b.hant;
		if (strcmp(argv[i], "--lines") == 0) to = &b.lines;
		i += to != &b.clean;
		if (i < argc) load(".", argv[i], to);
	}
	if (!b.clean.len || ngram_open(&b.model, &b.env, &e) != OK ||
	    spun_open(&b.spun, &b.env, &e) != OK || t2s_open(&b.t2s, &b.env, &e) != OK) {
		fputs("usage: bench_normalize [--shared DIR] [--hant TEXT]... [--lines FILE]... "
		      "TEXT... (after make, in the project's folder)\n",
		      stderr);
		return 64;
	}
	printf("| what | bar | here |\n|---|---|---|\n");
	if (shared) score_seed(&b, shared);
	score_sample(&b);
	score_clean(&b);
	score_lines(&b);
	score_machines(&b, 60, 100, 200);
	score_machines(&b, 60, 100, 1000);
	score_machines(&b, 30, 80, 200);
	score_machines(&b, 30, 80, 1000);
	speeds(&b);
	ubuf_free(&b.clean);
	ubuf_free(&b.hant);
	ubuf_free(&b.lines);
	close_stage(&b);
	t2s_close(&b.t2s);
	spun_close(&b.spun);
	ngram_close(&b.model);
	return 0;
}
