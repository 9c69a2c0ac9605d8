/* bench_decode: the table of the decode stage, measured on clean text that is damaged here with the truth kept.
 * usage: bench_decode [-n SNIPPETS] [-v] TEXT...     (UTF-8, simplified Chinese, a paragraph a line)
 * Prints one row a measurement: what, bar, figure. -v prints what failed. */
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
	struct ubuf text, hant; /* all lines, simplified and traditional */
	size_t *line, *hant_line; /* starts, n_lines + 1 of them */
	size_t n_lines;
	size_t snippets;
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

	buf_printf(&out, "%s: %.*s <- ", what, (int)d->encoding.len, d->encoding.p ? d->encoding.p : "");
	for (size_t i = 0; i < bytes.len && i < 48; i++) buf_printf(&out, "%02x", (uint8_t)bytes.p[i]);
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

	for (size_t i = 0; i < s.len; i++) zero += !s.p[i], low += s.p[i] == '~' || (uint8_t)s.p[i] <= ' ';
	if (cs == CS_HZ) return !memchr(s.p, '~', s.len) ? low > 0 : low > s.len / 8;
	return zero * 4 > s.len;
}

/* A snippet of about size bytes in cs; cut: anywhere, else on character boundaries. */
static bool snippet(struct bench *b, enum charset cs, size_t size, bool cut, struct buf *all, struct buf *out)
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
			damage_encode(&b->dec->charsets, cs, (struct uslice){ u->p + at, i - at }, &one, NULL);
			if (one.len > size + 4) return buf_free(&one), mostly_wide(buf_slice(out), n_wide);
			out->len = 0;
		} else {
			damage_encode(&b->dec->charsets, cs, (struct uslice){ u->p + from, i - from }, &one, NULL);
			if (out->len + one.len > size) return buf_free(&one), mostly_wide(buf_slice(out), n_wide);
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
	static const enum charset sets[] = { CS_UTF8, CS_GB18030, CS_BIG5, CS_UTF16LE, CS_UTF16BE, CS_HZ, CS_EUCTW };
	static const struct {
		size_t size;
		bool cut;
		const char *bar;
	} kinds[] = { { 32, false, ">= 99 %" }, { 32, true, ">= 98 %" }, { 64, true, ">= 99 %" }, { 512, true, ">= 99.5 %" } };

	for (size_t k = 0; k < 4; k++) {
		for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
			char what[80];

			snprintf(what, sizeof what, "detect %s, %zu bytes%s", charset_name(sets[i]), kinds[k].size,
				 kinds[k].cut ? " cut anywhere" : "");
			row(what, kinds[k].bar, "%.2f %%", detect_rate(b, sets[i], kinds[k].size, kinds[k].cut));
		}
	}
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
	struct env env = { .opt = &opt, .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct bench b = { .snippets = 600, .dice = { 88172645463325252u } };
	struct err e;
	bool only = false;
	char part = 0;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-v")) b.verbose = true;
		else if (!strcmp(argv[i], "-n") && i + 1 < argc) b.snippets = (size_t)atol(argv[++i]);
		else if (!strcmp(argv[i], "-p") && i + 1 < argc) only = true, part = argv[++i][0];
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
	doc_free(&b.doc);
	if (stage_decode.worker_close) stage_decode.worker_close(b.worker);
	stage_decode.close(b.state);
	ubuf_free(&b.text);
	ubuf_free(&b.hant);
	mem_free(b.line);
	mem_free(b.hant_line);
	return 0;
}
