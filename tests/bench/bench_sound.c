/* bench_sound: does the decode stage leave sound text alone? Lines that were written by hand and
 * lines made of them.
 *
 * usage: bench_sound [-v] [-n GENERATED] [-e] LIST
 *   LIST  a file with names of text files, one a line; their lines in UTF-8 with at least three Han
 *         characters count
 *   -n    so many lines are made of those by the shapes of tests/decode/shapes.txt (default 0)
 *   -e    the files are from elsewhere: only the row of their lines is printed
 * Every line goes through the stage alone: in UTF-8, and in GB18030 and Big5 where these can write
 * it and sixteen of its characters are Han and it is not Japanese. A line counts once, however
 * often it stands in the files. Prints rows as bench_decode does. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/core/stage.h"
#include "pipeline/decode/decode.h"
#include "tests/decode/damage.h"

#define LINE_MAX_BYTES 3000
#define HAN_MIN	       3
#define WIDE_MIN       16 /* Han characters: 32 bytes, as in the rows of detection */

struct lines {
	struct slice *p;
	size_t n, cap;
};

struct sound {
	void *state, *worker;
	const struct decoder *dec;
	struct doc doc;
	struct arena arena;
	struct lines lines, clauses, made, shapes, foreign, surnames;
	uint16_t *rare; /* Han that the model does not know, and what it knows */
	uint16_t *han;
	size_t n_rare, n_han;
	size_t damaged; /* lines with U+FFFD or private-use characters, left out */
	struct dice dice;
	bool verbose;
};

static void add_line(struct sound *s, struct lines *l, struct slice line)
{
	struct slice *p = ARENA_PUSH(&s->arena, l->p, l->n, l->cap);

	*p = arena_copy(&s->arena, line);
}

static int by_bytes(const void *x, const void *y)
{
	const struct slice *a = x, *b = y;
	int c = memcmp(a->p, b->p, a->len < b->len ? a->len : b->len);

	return c ? c : a->len < b->len ? -1 : a->len > b->len;
}

static void sort_distinct(struct lines *l)
{
	size_t n = 0;

	if (l->n) qsort(l->p, l->n, sizeof *l->p, by_bytes);
	for (size_t i = 0; i < l->n; i++)
		if (!n || by_bytes(&l->p[n - 1], &l->p[i])) l->p[n++] = l->p[i];
	l->n = n;
}

static bool is_han(uint32_t c)
{
	return c >= 0x4e00 && c < 0xa000;
}

/* ---- lines of files ---- */

/* A line of Chinese in well-formed UTF-8? Those that show damage already are counted. */
static bool is_sound(struct sound *s, struct slice line)
{
	struct ubuf u = { 0 };
	struct buf back = { 0 };
	size_t han = 0, bad = 0;

	if (line.len < 9 || line.len > LINE_MAX_BYTES) return false;
	ubuf_add_utf8(&u, line);
	for (size_t i = 0; i < u.len; i++) {
		han += is_han(u.p[i]);
		bad += u.p[i] == 0xfffd || (u.p[i] >= 0xe000 && u.p[i] < 0xf900);
	}
	buf_add_utf16(&back, (struct uslice){ u.p, u.len });
	bool same = slice_eq(buf_slice(&back), line);

	s->damaged += same && bad && han >= HAN_MIN;
	buf_free(&back);
	ubuf_free(&u);
	return same && !bad && han >= HAN_MIN;
}

static bool ends_with(struct slice s, const char *end)
{
	size_t n = strlen(end);

	return s.len >= n && !memcmp(s.p + s.len - n, end, n);
}

static struct slice trim(struct slice s)
{
	while (s.len && (uint8_t)s.p[0] <= ' ') s.p++, s.len--;
	while (s.len && (uint8_t)s.p[s.len - 1] <= ' ') s.len--;
	return s;
}

/* The example of a rule's "yes" or "no", without the slots it wants. */
static struct slice example(struct slice line)
{
	if (slice_starts(line, SLICE("yes"))) line.p += 3, line.len -= 3;
	else if (slice_starts(line, SLICE("no"))) line.p += 2, line.len -= 2;
	else return slice_of(line.p, 0);
	line = trim(line);
	for (size_t i = 0; i + 2 < line.len; i++)
		if (!memcmp(line.p + i, "   ", 3)) line.len = i;
	return line;
}

static void read_file(struct sound *s, struct slice path)
{
	struct buf raw = { 0 };
	struct slice rest, line, col, name = arena_printf(&s->arena, "%.*s", (int)path.len, path.p);
	struct err e;
	bool rules = ends_with(path, ".rules"), table = ends_with(path, ".tsv");

	if (file_read(name.p, &raw, &e) != OK) return;
	rest = buf_slice(&raw);
	while (!memchr(raw.p, 0, raw.len) && slice_split(&rest, '\n', &line)) {
		if (rules) line = example(line);
		if (table && line.len && line.p[0] == '#') continue;
		while (line.len && slice_split(&line, table ? '\t' : '\n', &col)) {
			col = trim(col);
			if (is_sound(s, col)) add_line(s, &s->lines, col);
		}
	}
	buf_free(&raw);
}

static bool each_row(struct sound *s, const char *path, struct lines *out, unsigned column)
{
	struct buf raw = { 0 };
	struct slice rest, line, col;
	struct err e;

	if (file_read(path, &raw, &e) != OK) return fprintf(stderr, "%s\n", e.text), false;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line)) {
		if (!line.len || (line.p[0] == '#' && line.len > 1 && line.p[1] == ' ')) continue;
		for (unsigned i = 0; column && i < column && slice_split(&line, '\t', &col); i++) {
		}
		add_line(s, out, column ? col : line);
	}
	buf_free(&raw);
	return true;
}

static bool read_list(struct sound *s, const char *list)
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;

	if (file_read(list, &raw, &e) != OK) return fprintf(stderr, "%s\n", e.text), false;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line))
		if (line.len) read_file(s, line);
	buf_free(&raw);
	sort_distinct(&s->lines);
	return true;
}

/* ---- lines made of them ---- */

static void add_clauses(struct sound *s, struct slice line)
{
	/* U+FF0C U+3002 U+FF1B */
	static const char *const marks[] = { "\xef\xbc\x8c", "\xe3\x80\x82", "\xef\xbc\x9b" };
	size_t from = 0;

	for (size_t i = 0; i + 3 <= line.len; i++)
		for (size_t k = 0; k < 3; k++) {
			if (memcmp(line.p + i, marks[k], 3)) continue;
			if (i - from >= 15 && i - from < 200)
				add_line(s, &s->clauses, slice_of(line.p + from, i - from));
			from = i + 3;
		}
}

static struct slice any_of(struct sound *s, const struct lines *l)
{
	return l->p[dice_roll(&s->dice, (uint32_t)l->n)];
}

static void fill_run(struct sound *s, struct ubuf *out, uint32_t first, uint32_t count,
		     uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		ubuf_addc(out, (uint16_t)(first + dice_roll(&s->dice, count)));
}

static void fill_slot(struct sound *s, char slot, struct ubuf *out)
{
	uint32_t r = dice_roll(&s->dice, 4);

	switch (slot) {
	case 'L':
		ubuf_add_utf8(out, any_of(s, &s->lines));
		break;
	case 'C':
		ubuf_add_utf8(out, any_of(s, &s->clauses));
		break;
	case 'F':
		ubuf_add_utf8(out, any_of(s, &s->foreign));
		break;
	case 'S':
		ubuf_add_utf8(out, any_of(s, &s->surnames));
		break;
	case 'H':
		ubuf_addc(out, s->han[dice_roll(&s->dice, (uint32_t)s->n_han)]);
		break;
	case 'R':
		ubuf_addc(out, s->rare[dice_roll(&s->dice, (uint32_t)s->n_rare)]);
		break;
	case 'K':
		fill_run(s, out, r & 1 ? 0x3042 : 0x30a2, 70, 2 + r);
		break;
	case 'D':
		fill_run(s, out, '0', 10, 1 + r);
		break;
	case 'A':
		fill_run(s, out, r ? 'a' : 'A', 26, 2 + r);
		break;
	case 'G':
		fill_run(s, out, 0xac00, 11172, 2 + r % 2);
		break;
	default:
		break;
	}
}

static void make_line(struct sound *s, struct slice shape, struct buf *out)
{
	struct ubuf u = { 0 };

	for (size_t i = 0; i < shape.len; i++) {
		if (shape.p[i] == '{' && i + 2 < shape.len && shape.p[i + 2] == '}') {
			fill_slot(s, shape.p[i + 1], &u);
			i += 2;
		} else if (shape.p[i] == '\\' && i + 1 < shape.len && shape.p[i + 1] == 't') {
			ubuf_addc(&u, '\t'), i++;
		} else {
			size_t n = 1;

			while (i + n < shape.len && ((uint8_t)shape.p[i + n] & 0xc0) == 0x80) n++;
			ubuf_add_utf8(&u, slice_of(shape.p + i, n));
			i += n - 1;
		}
	}
	out->len = 0;
	buf_add_utf16(out, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
}

static void make_lines(struct sound *s, size_t n)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < s->lines.n; i++) add_clauses(s, s->lines.p[i]);
	sort_distinct(&s->clauses);
	for (uint32_t c = 0x4e00; c < 0x9fa6; c++) {
		bool rare = !ngram_knows(&s->dec->model, c);

		if (rare) s->rare[s->n_rare++] = (uint16_t)c;
		else s->han[s->n_han++] = (uint16_t)c;
	}
	while (s->clauses.n && s->made.n < n) {
		for (size_t i = 0; i < n / 8 + 1; i++) {
			make_line(s, any_of(s, &s->shapes), &line);
			add_line(s, &s->made, buf_slice(&line));
		}
		sort_distinct(&s->made);
	}
	buf_free(&line);
}

/* ---- through the stage ---- */

struct tally {
	size_t lines[3], changed[3]; /* UTF-8, GB18030, Big5 */
};

static const enum charset sets[3] = { CS_UTF8, CS_GB18030, CS_BIG5 };

static bool stays(struct sound *s, struct slice bytes, struct uslice want, struct slice line)
{
	doc_reset(&s->doc);
	doc_set_source(&s->doc, bytes, SLICE("sound"), -1);
	stage_decode.run(s->state, s->worker, &s->doc);
	if (!s->doc.n_repairs && uslice_eq(want, s->doc.text)) return true;
	if (s->verbose) {
		struct slice got = arena_utf8(&s->doc.arena, s->doc.text);

		fprintf(stderr, "%.*s: %.*s\n    became %.*s\n", (int)s->doc.encoding.len,
			s->doc.encoding.p, (int)line.len, line.p, (int)got.len, got.p);
	}
	return false;
}

static void check_line(struct sound *s, struct slice line, struct tally *t)
{
	struct ubuf u = { 0 };
	size_t wide = 0, kana = 0;

	ubuf_add_utf8(&u, line);
	struct uslice text = { u.p, u.len };

	for (size_t i = 0; i < u.len; i++)
		wide += is_han(u.p[i]), kana += u.p[i] >= 0x3041 && u.p[i] < 0x3100;
	if (kana > wide / 2) wide = 0; /* Japanese */
	for (int i = 0; i < 3; i++) {
		struct buf bytes = { 0 };
		struct ubuf kept = { 0 };

		damage_encode(&s->dec->charsets, sets[i], text, &bytes, &kept);
		if (uslice_eq(text, (struct uslice){ kept.p, kept.len }) &&
		    (i == 0 || wide >= WIDE_MIN)) {
			t->lines[i]++;
			t->changed[i] += !stays(s, buf_slice(&bytes), text, line);
		}
		buf_free(&bytes);
		ubuf_free(&kept);
	}
	ubuf_free(&u);
}

static bool report(struct sound *s, const struct lines *l, const char *what)
{
	struct tally t = { 0 };

	for (size_t i = 0; i < l->n; i++) check_line(s, l->p[i], &t);
	for (int i = 0; i < 3; i++) {
		char name[160];

		snprintf(name, sizeof name, "lines changed, %s, %s, of %zu", what,
			 charset_name(sets[i]), t.lines[i]);
		printf("| %-58s | %-12s | %9zu |\n", name, "0", t.changed[i]);
	}
	fflush(stdout);
	return !(t.changed[0] + t.changed[1] + t.changed[2]);
}

static bool open_all(struct sound *s, const struct env *env, struct err *e)
{
	doc_init(&s->doc);
	arena_init(&s->arena);
	s->rare = arena_alloc(&s->arena, 65536 * sizeof *s->rare);
	s->han = arena_alloc(&s->arena, 65536 * sizeof *s->han);
	if (stage_decode.open(env, &s->state, e) != OK ||
	    stage_decode.worker_open(s->state, &s->worker, e) != OK) {
		fprintf(stderr, "%s\n", e->text);
		return false;
	}
	s->dec = s->state;
	return each_row(s, "tests/decode/shapes.txt", &s->shapes, 0) &&
	       each_row(s, "tests/decode/foreign.tsv", &s->foreign, 2) &&
	       each_row(s, "rules/annotate/surnames.tsv", &s->surnames, 1);
}

int main(int argc, char **argv)
{
	struct options opt = { 0 };
	struct env env = { .opt = &opt,
			   .rules_dir = SLICE("rules"),
			   .data_dir = SLICE("build/data") };
	struct sound s = { .dice = { 88172645463325252u } };
	struct err e;
	bool elsewhere = false, good = true;
	size_t made = 0;
	const char *list = NULL;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-v")) s.verbose = true;
		else if (!strcmp(argv[i], "-e")) elsewhere = true;
		else if (!strcmp(argv[i], "-n") && i + 1 < argc) made = (size_t)atol(argv[++i]);
		else list = argv[i];
	}
	if (!list) return fprintf(stderr, "usage: bench_sound [-v] [-n GENERATED] [-e] LIST\n"), 64;
	if (!open_all(&s, &env, &e) || !read_list(&s, list)) return 65;
	good = report(&s, &s.lines, elsewhere ? "text from elsewhere" : "written by hand");
	if (elsewhere && s.damaged)
		printf("| %-58s | %-12s | %9zu |\n",
		       "left out: they hold U+FFFD or private-use characters", "", s.damaged);
	if (made) {
		make_lines(&s, made);
		good &= report(&s, &s.made, "generated");
	}
	doc_free(&s.doc);
	stage_decode.worker_close(s.worker);
	stage_decode.close(s.state);
	arena_free(&s.arena);
	return good ? 0 : 1;
}
