/* bench_decode: the table of the decode stage, measured on clean text that is damaged here with the
 * truth kept. usage: bench_decode [-n SNIPPETS] [-v] [-p PART] TEXT...     (UTF-8, simplified
 * Chinese, a paragraph a line) Prints one row a measurement: what, bar, figure. -v prints what
 * failed. PART is d (detection), f (other languages), m (misread), e (escapes), l (lost bytes; l1
 * to l4 one kind of them) or s (speed). bench_sound has the sound lines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/utrans.h>

#include "pipeline/core/stage.h"
#include "pipeline/decode/decode.h"
#include "tests/decode/damage.h"

struct bench {
	void *state, *worker;
	const struct decoder *dec;
	struct doc doc;
	struct ubuf text, hant;	  /* all lines, simplified and traditional */
	size_t *line, *hant_line; /* starts, n_lines + 1 of them */
	size_t n_lines;
	size_t snippets;
	char kind; /* of a part's rows, 0 all */
	bool verbose;
	struct dice dice;
};

static void row(const char *what, const char *bar, const char *fmt, double v)
{
	char s[64];

	snprintf(s, sizeof s, fmt, v);
	printf("| %-58s | %-12s | %9s |\n", what, bar, s);
	fflush(stdout);
}

static void run_stage(struct bench *b, struct slice bytes)
{
	doc_reset(&b->doc);
	doc_set_source(&b->doc, bytes, SLICE("bench"), -1);
	stage_decode.run(b->state, b->worker, &b->doc);
}

static struct uslice line_of(const struct bench *b, bool hant, size_t i)
{
	const struct ubuf *u = hant ? &b->hant : &b->text;
	const size_t *at = hant ? b->hant_line : b->line;

	return (struct uslice){ u->p + at[i], at[i + 1] - at[i] - 1 };
}

static void show(const char *what, struct slice bytes, const struct doc *d)
{
	struct buf out = { 0 };

	buf_printf(&out, "%s: %.*s <- ", what, (int)d->encoding.len,
		   d->encoding.p ? d->encoding.p : "");
	for (size_t i = 0; i < bytes.len && i < 48; i++)
		buf_printf(&out, "%02x", (uint8_t)bytes.p[i]);
	buf_addc(&out, ' ');
	buf_add_utf16(&out, d->text);
	buf_add_str(&out, "\n");
	fwrite(out.p, 1, out.len, stderr);
	buf_free(&out);
}

/* ---- detection ---- */

static bool mostly_wide(struct slice s, size_t n_wide)
{
	return n_wide * 8 >= s.len;
}

/* Nothing but Latin letters and digits: no Chinese to detect. */
static bool is_ascii_utf16(enum charset cs, struct slice s)
{
	size_t zero = 0, low = 0;

	for (size_t i = 0; i < s.len; i++)
		zero += !s.p[i], low += s.p[i] == '~' || (uint8_t)s.p[i] <= ' ';
	if (cs == CS_HZ) return !memchr(s.p, '~', s.len) ? low > 0 : low > s.len / 8;
	return zero * 4 > s.len;
}

/* A snippet of about size bytes in cs; cut: anywhere, else on character boundaries. */
static bool snippet(struct bench *b, enum charset cs, size_t size, bool cut, struct buf *all,
		    struct buf *out)
{
	bool hant = cs == CS_BIG5 || cs == CS_EUCTW;
	const struct ubuf *u = hant ? &b->hant : &b->text;
	size_t at = dice_roll(&b->dice, (uint32_t)(u->len - size)), n_wide = 0;

	out->len = 0;
	if (cut) {
		at = dice_roll(&b->dice, (uint32_t)(all->len - size));
		if (cs == CS_UTF16LE || cs == CS_UTF16BE || cs == CS_HZ) n_wide = size;
		for (size_t i = 0; i < size; i++) n_wide += (uint8_t)all->p[at + i] >= 0x80;
		buf_add(out, all->p + at, size);
		return 2 * n_wide >= size && !is_ascii_utf16(cs, buf_slice(out));
	}
	while (at < u->len && (u->p[at] & 0xfc00) == 0xdc00) at++;
	if (cs == CS_HZ) buf_add_str(out, "");
	for (size_t i = at; i < u->len;) {
		struct buf one = { 0 };
		size_t from = i;
		uint32_t cp = utf16_next(u->p, u->len, &i);

		if (cs == CS_HZ) { /* the whole stretch again, to have the switches right */
			damage_encode(&b->dec->charsets, cs, (struct uslice){ u->p + at, i - at },
				      &one, NULL);
			if (one.len > size + 4)
				return buf_free(&one), mostly_wide(buf_slice(out), n_wide);
			out->len = 0;
		} else {
			damage_encode(&b->dec->charsets, cs,
				      (struct uslice){ u->p + from, i - from }, &one, NULL);
			if (out->len + one.len > size)
				return buf_free(&one), mostly_wide(buf_slice(out), n_wide);
		}
		buf_add(out, one.p, one.len);
		n_wide += cp >= 0x80;
		buf_free(&one);
	}
	return false;
}

static double detect_rate(struct bench *b, enum charset cs, size_t size, bool cut)
{
	struct buf all = { 0 }, s = { 0 };
	size_t good = 0, n = 0;

	if (cut) {
		const struct ubuf *u = cs == CS_BIG5 || cs == CS_EUCTW ? &b->hant : &b->text;

		damage_encode(&b->dec->charsets, cs, (struct uslice){ u->p, u->len }, &all, NULL);
	}
	while (n < b->snippets) {
		if (!snippet(b, cs, size, cut, &all, &s)) continue;
		run_stage(b, buf_slice(&s));
		n++;
		if (slice_is(b->doc.encoding, charset_name(cs))) good++;
		else if (b->verbose) show(charset_name(cs), buf_slice(&s), &b->doc);
	}
	buf_free(&all);
	buf_free(&s);
	return 100.0 * (double)good / (double)n;
}

static void bench_detection(struct bench *b)
{
	static const enum charset sets[] = { CS_UTF8,	 CS_GB18030, CS_BIG5, CS_UTF16LE,
					     CS_UTF16BE, CS_HZ,	     CS_EUCTW };
	static const struct {
		size_t size;
		bool cut;
		const char *bar;
	} kinds[] = { { 32, false, ">= 99 %" },
		      { 32, true, ">= 98 %" },
		      { 64, true, ">= 99 %" },
		      { 512, true, ">= 99.5 %" } };

	for (size_t k = 0; k < 4; k++) {
		for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
			char what[80];

			snprintf(what, sizeof what, "detect %s, %zu bytes%s", charset_name(sets[i]),
				 kinds[k].size, kinds[k].cut ? " cut anywhere" : "");
			row(what, kinds[k].bar, "%.2f %%",
			    detect_rate(b, sets[i], kinds[k].size, kinds[k].cut));
		}
	}
}

/* Text of other languages in their encodings, whole and in pieces of 48 bytes. */
static void bench_foreign(struct bench *b)
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;
	size_t wrong = 0, n = 0;

	if (file_read("tests/decode/foreign.tsv", &raw, &e) != OK) return;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line)) {
		struct slice sets, set;
		struct ubuf text = { 0 };

		if (!line.len || line.p[0] == '#' || !slice_split(&line, '\t', &sets)) continue;
		ubuf_add_utf8(&text, line);
		while (slice_split(&sets, ',', &set)) {
			struct buf bytes = { 0 };
			char icu[CHARSET_NAME_MAX];
			enum charset cs = charset_label(set, icu);

			damage_encode(&b->dec->charsets, cs, (struct uslice){ text.p, text.len },
				      &bytes, NULL);
			for (size_t at = 0; at < bytes.len; at += at ? 37 : 1) {
				size_t left = bytes.len - at, len = at && left > 48 ? 48 : left;

				if (at && len < 48) break;
				run_stage(b, slice_of(bytes.p + at, len));
				enum charset got = charset_label(b->doc.encoding, icu);

				n++;
				if (got == CS_UTF8 || got >= CS_CHINESE_N) continue;
				wrong++;
				if (b->verbose)
					show("foreign", slice_of(bytes.p + at, len), &b->doc);
			}
			buf_free(&bytes);
		}
		ubuf_free(&text);
	}
	buf_free(&raw);
	char what[80];

	snprintf(what, sizeof what, "other languages called Chinese, of %zu", n);
	row(what, "0", "%.0f", (double)wrong);
}

/* ---- misread text ---- */

struct tally {
	size_t docs, exact;   /* documents (some lines each) */
	size_t chars, errors; /* of the truth, edit distance */
};

/* A document of one to three lines: damaged bytes and the truth. part: a line before stays sound.
 */
struct pair {
	struct buf damaged;
	struct ubuf truth;
};

static void add_utf8(struct buf *b, const struct ubuf *u)
{
	buf_add_utf16(b, (struct uslice){ u->p, u->len });
}

static void check(struct bench *b, const struct pair *p, struct tally *t)
{
	run_stage(b, buf_slice(&p->damaged));
	struct uslice truth = { p->truth.p, p->truth.len };
	bool exact = uslice_eq(truth, b->doc.text);

	t->docs++;
	t->exact += exact;
	t->chars += truth.len;
	if (exact) return;
	t->errors += damage_distance(truth, b->doc.text);
	if (b->verbose) {
		struct buf out = { 0 };

		buf_add_str(&out, "got  ");
		buf_add_utf16(&out, b->doc.text);
		buf_add_str(&out, "\nwant ");
		buf_add_utf16(&out, truth);
		buf_add_str(&out, "\nread ");
		buf_add(&out, p->damaged.p, p->damaged.len);
		fprintf(stderr, "%.*s\n", (int)out.len, out.p);
		buf_free(&out);
	}
}

struct misread_row {
	const char *what, *bar;
	struct misreading how;
	bool chars; /* lossy: count characters, not documents */
};

static struct tally misread(struct bench *b, const struct misread_row *m, bool part)
{
	struct tally t = { 0 };
	bool hant = m->how.wrote == CS_BIG5;

	for (size_t n = 0; n < b->snippets; n++) {
		struct pair p = { 0 };
		unsigned lines = 1 + dice_roll(&b->dice, 3);

		for (unsigned k = 0; k < lines + part; k++) {
			struct uslice l =
				line_of(b, hant, dice_roll(&b->dice, (uint32_t)b->n_lines));
			struct ubuf bad = { 0 };

			if (part && k == 0) {
				buf_add_utf16(&p.damaged, l);
				ubuf_add(&p.truth, l.p, l.len);
			} else {
				damage_misread(&b->dec->charsets, m->how, l, &bad, &p.truth);
				add_utf8(&p.damaged, &bad);
			}
			buf_addc(&p.damaged, '\n');
			ubuf_addc(&p.truth, '\n');
			ubuf_free(&bad);
		}
		check(b, &p, &t);
		buf_free(&p.damaged);
		ubuf_free(&p.truth);
	}
	return t;
}

static void report(const char *what, const char *bar, const struct tally *t, bool chars)
{
	row(what, bar, "%.2f %%",
	    chars ? 100.0 * (1 - (double)t->errors / (double)t->chars)
		  : 100.0 * (double)t->exact / (double)t->docs);
}

static void bench_misreadings(struct bench *b)
{
	static const struct misread_row all[] = {
		{ "UTF-8 as Latin-1", ">= 99.5 %", { CS_UTF8, CS_LATIN1, 1 }, false },
		{ "UTF-8 as windows-1252", ">= 99.5 %", { CS_UTF8, CS_CP1252, 1 }, false },
		{ "UTF-8 as windows-1252, twice", ">= 99.5 %", { CS_UTF8, CS_CP1252, 2 }, false },
		{ "GBK as Latin-1", ">= 99.5 %", { CS_GB18030, CS_LATIN1, 1 }, false },
		{ "GBK as windows-1252", ">= 99.5 %", { CS_GB18030, CS_CP1252, 1 }, false },
		{ "Big5 as Latin-1", ">= 99.5 %", { CS_BIG5, CS_LATIN1, 1 }, false },
		{ "Big5 as GBK, PUA kept", ">= 99.5 %", { CS_BIG5, CS_GB18030, 1 }, false },
		{ "UTF-8 as GBK", ">= 97 %", { CS_UTF8, CS_GB18030, 1 }, true },
		{ "GBK as Big5", "", { CS_GB18030, CS_BIG5, 1 }, true },
		{ "GBK as Shift_JIS", "", { CS_GB18030, CS_SJIS, 1 }, true },
		{ "GBK as EUC-KR", "", { CS_GB18030, CS_EUCKR, 1 }, true },
	};

	for (int part = 0; part < 2; part++)
		for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
			char what[100];
			struct tally t = misread(b, &all[i], part);

			snprintf(what, sizeof what, "%s%s, %s", all[i].what, part ? ", a part" : "",
				 all[i].chars ? "characters" : "documents exact");
			report(what, all[i].bar, &t, all[i].chars);
		}
}

static void bench_escapes(struct bench *b)
{
	static const struct {
		char style;
		const char *what;
	} styles[] = { { 'u', "\\uXXXX" },
		       { '%', "%uXXXX" },
		       { '&', "references escaped twice" },
		       { '#', "references without ampersand" },
		       { 'w', "UTF-16 read byte-wise" } };

	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		struct tally t = { 0 };
		char what[100];

		for (size_t n = 0; n < b->snippets; n++) {
			struct pair p = { 0 };
			struct uslice l = line_of(b, false, n % b->n_lines);

			ubuf_add(&p.truth, l.p, l.len);
			if (styles[i].style == 'w') {
				struct ubuf bad = { 0 };

				damage_misread(&b->dec->charsets,
					       (struct misreading){ n & 1 ? CS_UTF16LE : CS_UTF16BE,
								    CS_LATIN1, 1 },
					       l, &bad, NULL);
				add_utf8(&p.damaged, &bad);
				ubuf_free(&bad);
			} else {
				damage_escape(styles[i].style, l, &p.damaged);
			}
			check(b, &p, &t);
			buf_free(&p.damaged);
			ubuf_free(&p.truth);
		}
		snprintf(what, sizeof what, "%s, documents exact", styles[i].what);
		report(what, ">= 99.5 %", &t, false);
	}
}

/* Did the damage take a whole character and leave nothing to see it by? */
static bool leaves_no_trace(struct uslice truth, struct uslice bad)
{
	size_t head = 0;

	if (bad.len + 1 != truth.len) return false;
	while (head < bad.len && bad.p[head] == truth.p[head]) head++;
	return !memcmp(truth.p + head + 1, bad.p + head, (bad.len - head) * sizeof *bad.p);
}

static void lost_byte(struct bench *b, const char *what, const char *bars[2], struct byte_loss loss)
{
	struct tally t = { 0 };
	char name[160];
	size_t gone = 0;

	while (t.docs < b->snippets) {
		struct pair p = { 0 };
		struct ubuf bad = { 0 };
		struct uslice l = line_of(b, false, dice_roll(&b->dice, (uint32_t)b->n_lines));

		if (damage_lose_byte(&b->dec->charsets, &b->dice, l, loss, &bad, &p.truth)) {
			add_utf8(&p.damaged, &bad);
			if (leaves_no_trace((struct uslice){ p.truth.p, p.truth.len },
					    (struct uslice){ bad.p, bad.len }))
				gone++;
			else check(b, &p, &t);
		}
		ubuf_free(&bad);
		buf_free(&p.damaged);
		ubuf_free(&p.truth);
	}
	snprintf(name, sizeof name, "%s, runs exact", what);
	report(name, bars[0], &t, false);
	snprintf(name, sizeof name, "%s, characters", what);
	report(name, bars[1], &t, true);
	snprintf(name, sizeof name, "%s, with %zu that lost a character without a trace, exact",
		 what, gone);
	if (gone) row(name, "", "%.2f %%", 100.0 * (double)t.exact / (double)(t.docs + gone));
}

static void bench_lost_bytes(struct bench *b)
{
	const char *kept[2] = { ">= 85 %", ">= 99 %" }, *stripped[2] = { "", ">= 80 %" };

	if (!b->kind || b->kind == '1')
		lost_byte(b, "GBK lead byte lost, marked ?", kept,
			  (struct byte_loss){ '?', false });
	if (!b->kind || b->kind == '2')
		lost_byte(b, "GBK lead byte lost, no mark", kept, (struct byte_loss){ 0, false });
	if (!b->kind || b->kind == '3')
		lost_byte(b, "GBK lead byte lost, marked ?, PUA stripped", stripped,
			  (struct byte_loss){ '?', true });
	if (!b->kind || b->kind == '4')
		lost_byte(b, "GBK lead byte lost, no mark, PUA stripped", stripped,
			  (struct byte_loss){ 0, true });
}

/* ---- speed ---- */

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* others may use this machine too */
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* MB/s of fn over bytes, for about half a second. */
static double decode_speed(struct bench *b, enum charset cs, struct slice bytes)
{
	struct arena a;
	double start = seconds(), used;
	size_t rounds = 0;

	arena_init(&a);
	do {
		struct text_out o;

		arena_reset(&a);
		text_out_begin(&o, &a);
		charset_decode(&b->dec->charsets, cs, bytes, 0, bytes.len, &o);
		rounds++;
		used = seconds() - start;
	} while (used < 0.5);
	arena_free(&a);
	return 1e-6 * (double)bytes.len * (double)rounds / used;
}

static double detect_speed(struct bench *b, struct slice bytes)
{
	double start = seconds(), used;
	size_t done = 0;

	do {
		for (size_t i = 0; i + 4096 <= bytes.len; i += 4096) {
			struct detection d;

			detect_charset(&b->dec->charsets, &b->dec->model,
				       slice_of(bytes.p + i, 4096), &d);
			done += 4096;
		}
		used = seconds() - start;
	} while (used < 0.5);
	return 1e-6 * (double)done / used;
}

static double stage_speed(struct bench *b, struct slice bytes)
{
	double start = seconds(), used;
	size_t rounds = 0;

	do {
		run_stage(b, bytes);
		rounds++;
		used = seconds() - start;
	} while (used < 0.5);
	return 1e-6 * (double)bytes.len * (double)rounds / used;
}

static void bench_speed(struct bench *b)
{
	struct buf utf8 = { 0 }, gb = { 0 };
	struct ubuf big = { 0 };

	while (big.len < 1000000) ubuf_add(&big, b->text.p, b->text.len);
	buf_add_utf16(&utf8, (struct uslice){ big.p, big.len });
	damage_encode(&b->dec->charsets, CS_GB18030, (struct uslice){ big.p, big.len }, &gb, NULL);
	row("speed, UTF-8 to text with map, MB/s", ">= 1500", "%.0f",
	    decode_speed(b, CS_UTF8, buf_slice(&utf8)));
	row("speed, GB18030 to text with map, MB/s", ">= 250", "%.0f",
	    decode_speed(b, CS_GB18030, buf_slice(&gb)));
	row("speed, detection on 4 KB blocks, GB18030, MB/s", ">= 60", "%.0f",
	    detect_speed(b, buf_slice(&gb)));
	row("speed, detection on 4 KB blocks, UTF-8, MB/s", ">= 60", "%.0f",
	    detect_speed(b, buf_slice(&utf8)));
	row("speed, the whole stage, UTF-8 (with SHA-256), MB/s", "", "%.0f",
	    stage_speed(b, buf_slice(&utf8)));
	row("speed, the whole stage, GB18030 (with SHA-256), MB/s", "", "%.0f",
	    stage_speed(b, buf_slice(&gb)));
	ubuf_free(&big);
	buf_free(&utf8);
	buf_free(&gb);
}

/* ---- set up ---- */

static void index_lines(const struct ubuf *u, size_t **line, size_t n)
{
	size_t k = 0;

	*line = mem_alloc((n + 1) * sizeof **line);
	(*line)[k++] = 0;
	for (size_t i = 0; i < u->len; i++)
		if (u->p[i] == '\n' && k <= n) (*line)[k++] = i + 1;
}

/* Traditional text by ICU, so that there is text for Big5. */
static void make_hant(struct bench *b)
{
	UErrorCode ec = U_ZERO_ERROR;
	static const char id[] = "Simplified-Traditional";
	UChar name[sizeof id];

	for (size_t i = 0; i < sizeof id; i++) name[i] = (UChar)id[i];
	UTransliterator *t = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &ec);

	if (U_FAILURE(ec)) {
		fprintf(stderr, "ICU has no %s\n", id);
		exit(1);
	}
	for (size_t i = 0; i < b->n_lines; i++) {
		struct uslice l = line_of(b, false, i);
		UChar buf[8192];
		int32_t len = (int32_t)(l.len < 4000 ? l.len : 4000), limit = len;

		memcpy(buf, l.p, (size_t)len * 2);
		utrans_transUChars(t, buf, &len, 8192, 0, &limit, &ec);
		ubuf_add(&b->hant, buf, (size_t)len);
		ubuf_addc(&b->hant, '\n');
	}
	utrans_close(t);
}

static bool load(struct bench *b, const char *path)
{
	struct buf raw = { 0 };
	struct slice rest, line;
	struct err e;

	if (file_read(path, &raw, &e) != OK) return fprintf(stderr, "%s\n", e.text), false;
	rest = buf_slice(&raw);
	while (slice_split(&rest, '\n', &line)) {
		if (line.len < 24 || line.len > 6000) continue;
		ubuf_add_utf8(&b->text, line);
		ubuf_addc(&b->text, '\n');
		b->n_lines++;
	}
	buf_free(&raw);
	return true;
}

int main(int argc, char **argv)
{
	struct options opt = { 0 };
	struct env env = { .opt = &opt,
			   .rules_dir = SLICE("rules"),
			   .data_dir = SLICE("build/data") };
	struct bench b = { .snippets = 600, .dice = { 88172645463325252u } };
	struct err e;
	bool only = false;
	char part = 0;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-v")) b.verbose = true;
		else if (!strcmp(argv[i], "-n") && i + 1 < argc)
			b.snippets = (size_t)atol(argv[++i]);
		else if (!strcmp(argv[i], "-p") && i + 1 < argc)
			only = true, part = argv[++i][0], b.kind = part ? argv[i][1] : 0;
		else if (!load(&b, argv[i])) return 66;
	}
	if (stage_decode.open(&env, &b.state, &e) != OK ||
	    (stage_decode.worker_open && stage_decode.worker_open(b.state, &b.worker, &e) != OK)) {
		fprintf(stderr, "%s\n", e.text);
		return 65;
	}
	b.dec = b.state;
	doc_init(&b.doc);
	index_lines(&b.text, &b.line, b.n_lines);
	make_hant(&b);
	index_lines(&b.hant, &b.hant_line, b.n_lines);
	printf("| %-58s | %-12s | %9s |\n|---|---|---|\n", "what", "bar", "measured");
	if (!only || part == 'd') bench_detection(&b);
	if (!only || part == 'f') bench_foreign(&b);
	if (!only || part == 'm') bench_misreadings(&b);
	if (!only || part == 'e') bench_escapes(&b);
	if (!only || part == 'l') bench_lost_bytes(&b);
	if (!only || part == 's') bench_speed(&b);
	doc_free(&b.doc);
	if (stage_decode.worker_close) stage_decode.worker_close(b.worker);
	stage_decode.close(b.state);
	ubuf_free(&b.text);
	ubuf_free(&b.hant);
	mem_free(b.line);
	mem_free(b.hant_line);
	return 0;
}
