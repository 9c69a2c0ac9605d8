/* Table compiler for the n-gram model: rules/decode/ngram.tsv.gz -> ngram.tab.
 *
 * Reads contexts with their followers (scripts/train-ngram.py says how they are packed), folds
 * traditional characters into their simplified forms, smooths by interpolated absolute discounting
 * and writes the trie of ngram.c. Runs at build time only. */
#include <math.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/utrans.h>
#include <zlib.h>

#include "pipeline/decode/ngram.h"
#include "scripts/builders.h"

#define DISCOUNT_BI  0.7
#define DISCOUNT_TRI 0.6
#define MAX_SYMBOLS  0x7000

struct gram {
	uint64_t key; /* symbols, first one highest, 16 bits each */
	double count;
};

struct grams {
	struct gram *items;
	size_t n, cap;
};

struct builder {
	uint16_t id[65536];
	double uni[MAX_SYMBOLS];
	uint32_t n_sym;
	struct grams bi, tri;
};

/* log10 probability of one character of a class that the counts do not hold. ORDER NGRAM */
static const double class_floor[NGRAM_FIRST] = {
	[NGRAM_OOV_HAN] = -6.8,	   [NGRAM_OOV_RARE] = -8.2,  [NGRAM_OOV_KANA] = -6.5,
	[NGRAM_OOV_SYMBOL] = -5.5, [NGRAM_OOV_ASCII] = -3.5, [NGRAM_OOV_SPACE] = -2.5,
	[NGRAM_OOV_LATIN] = -6.0,  [NGRAM_OOV_PUA] = -8.8,   [NGRAM_OOV_OTHER] = -7.2,
	[NGRAM_OOV_BAD] = -9.5,	   [NGRAM_OOV_MARK] = -3.4,  [15] = -9.5,
};

static uint16_t class_of(uint32_t c)
{
	if (c >= '0' && c <= '9') return NGRAM_SYM_DIGIT;
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return NGRAM_SYM_LETTER;
	if (c == ' ' || c == 0x3000 || c == 0xa0 || c == '\t' || c == '\n' || c == '\r')
		return NGRAM_OOV_SPACE;
	if (c > ' ' && c < 0x7f) return NGRAM_OOV_ASCII;
	if (c == 0x2014 || c == 0x2026 || c == 0xb7 || c == 0x2022 || c == 0xff5e ||
	    (c >= 0x3008 && c < 0x3012))
		return NGRAM_OOV_MARK;
	if (c < 0xa0 || c == 0xfffd || (c >= 0xd800 && c < 0xe000)) return NGRAM_OOV_BAD;
	if (c < 0x250) return NGRAM_OOV_LATIN;
	if (c >= 0xe000 && c < 0xf900) return NGRAM_OOV_PUA;
	if (c >= 0x4e00 && c < 0xa000) return NGRAM_OOV_HAN;
	if ((c >= 0x3400 && c < 0x4dc0) || (c >= 0x2e80 && c < 0x2fe0) ||
	    (c >= 0xf900 && c < 0xfb00))
		return NGRAM_OOV_RARE;
	if (c >= 0x3040 && c < 0x3100) return NGRAM_OOV_KANA;
	if (!u_isdefined((UChar32)c)) return NGRAM_OOV_BAD;
	if ((c >= 0x2000 && c < 0x2700) || (c >= 0x3000 && c < 0x3400) ||
	    (c >= 0xff00 && c < 0xffef))
		return NGRAM_OOV_SYMBOL;
	return NGRAM_OOV_OTHER;
}

static void add(struct grams *g, uint64_t key, double count)
{
	g->items = mem_grow(g->items, &g->cap, g->n + 1, sizeof *g->items);
	g->items[g->n++] = (struct gram){ key, count };
}

static int by_key(const void *x, const void *y)
{
	const struct gram *a = x, *b = y;

	return a->key < b->key ? -1 : a->key > b->key;
}

static void sort_merge(struct grams *g)
{
	size_t n = 0;

	qsort(g->items, g->n, sizeof *g->items, by_key);
	for (size_t i = 0; i < g->n; i++) {
		if (n && g->items[n - 1].key == g->items[i].key)
			g->items[n - 1].count += g->items[i].count;
		else g->items[n++] = g->items[i];
	}
	g->n = n;
}

static enum status read_gz(const char *path, struct buf *out, struct err *e)
{
	gzFile f = gzopen(path, "rb");
	int got;

	if (!f) return err_set(e, ERR_RULES, "%s: cannot be opened", path);
	do {
		buf_reserve(out, 1 << 20);
		got = gzread(f, out->p + out->len, 1 << 20);
		if (got > 0) out->len += (size_t)got;
	} while (got > 0);
	gzclose(f);
	return got == 0 ? OK : err_set(e, ERR_RULES, "%s: broken gzip", path);
}

/* The symbol for a character of the counts: ^ $ 0 A are the classes. */
static uint16_t counted_symbol(const struct builder *b, uint16_t c)
{
	switch (c) {
	case '^':
		return NGRAM_SYM_START;
	case '$':
		return NGRAM_SYM_END;
	case '0':
		return NGRAM_SYM_DIGIT;
	case 'A':
		return NGRAM_SYM_LETTER;
	default:
		return b->id[c] & (uint16_t)~NGRAM_FOLDED;
	}
}

static double letter_count(char c)
{
	return exp2((c - '!') / 4.0);
}

/* Traditional forms point to the symbol of their simplified form where that is the commoner one. */
static enum status fold_traditional(struct builder *b, const double *seen, struct err *e)
{
	static const UChar name[] = { 'T', 'r', 'a', 'd', 'i', 't', 'i', 'o', 'n', 'a', 'l', '-',
				      'S', 'i', 'm', 'p', 'l', 'i', 'f', 'i', 'e', 'd', 0 };
	UErrorCode ec = U_ZERO_ERROR;
	UTransliterator *t = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &ec);

	if (U_FAILURE(ec))
		return err_set(e, ERR_RULES, "ngram: ICU has no Traditional-Simplified (%s)",
			       u_errorName(ec));
	for (uint32_t c = 0x3400; c < 0xa000; c++) {
		UChar text[8] = { (UChar)c, 0 };
		int32_t len = 1, limit = 1;

		utrans_transUChars(t, text, &len, 8, 0, &limit, &ec);
		if (U_FAILURE(ec) || len != 1 || text[0] == c) continue;
		if (b->id[text[0]] >= NGRAM_FIRST && seen[text[0]] > 8 * seen[c])
			b->id[c] = b->id[text[0]] | NGRAM_FOLDED;
	}
	utrans_close(t);
	return OK;
}

/* Give every character of the BMP its symbol. seen: counts of single characters. */
static enum status assign_symbols(struct builder *b, const double *seen, struct err *e)
{
	static const char ascii[] = "!%(),:;?";

	b->n_sym = NGRAM_FIRST;
	for (uint32_t c = 0; c < 65536; c++) {
		b->id[c] = class_of(c);
		if (seen[c] > 0 && c >= 0x80 && b->n_sym < MAX_SYMBOLS)
			b->id[c] = (uint16_t)b->n_sym++;
	}
	for (const char *p = ascii; *p; p++) { /* ASCII and full width share a symbol */
		uint32_t wide = (uint32_t)*p + 0xfee0;

		if (b->id[wide] < NGRAM_FIRST) b->id[wide] = (uint16_t)b->n_sym++;
		b->id[(unsigned char)*p] = b->id[wide];
	}
	for (uint32_t c = 0xff10; c < 0xff5b; c++) {
		uint16_t cls = class_of(c - 0xfee0);

		if (cls == NGRAM_SYM_DIGIT || cls == NGRAM_SYM_LETTER) b->id[c] = cls;
	}
	return fold_traditional(b, seen, e);
}

/* One line: context, followers, letters. pass 0 reads the single characters, pass 1 everything. */
static enum status read_line(struct builder *b, double *seen, struct uslice line, int pass)
{
	size_t t1 = 0, t2;

	while (t1 < line.len && line.p[t1] != '\t') t1++;
	for (t2 = t1 + 1; t2 < line.len && line.p[t2] != '\t'; t2++) {
	}
	size_t n = t2 - t1 - 1;

	if (t2 >= line.len || t1 > 2 || line.len - t2 - 1 != n) return ERR_RULES;
	for (size_t i = 0; i < n; i++) {
		uint16_t c = line.p[t1 + 1 + i];
		double count = letter_count((char)line.p[t2 + 1 + i]);

		if (pass == 0) {
			if (t1 == 0) seen[c] += count;
			continue;
		}
		uint64_t key = 0;

		for (size_t j = 0; j < t1; j++) key = key << 16 | counted_symbol(b, line.p[j]);
		key = key << 16 | counted_symbol(b, c);
		if (t1 == 0) b->uni[key] += count;
		else add(t1 == 1 ? &b->bi : &b->tri, key, count);
	}
	return OK;
}

static enum status read_lines(struct builder *b, double *seen, struct uslice text, int pass)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;

		while (end < text.len && text.p[end] != '\n') end++;
		TRY(read_line(b, seen, (struct uslice){ text.p + at, end - at }, pass));
		at = end + 1;
	}
	return OK;
}

static uint8_t steps(double p)
{
	double s = -log10(p) * (double)NGRAM_SCALE;

	return (uint8_t)(s < 0 ? 0 : s > 255 ? 255 : s + 0.5);
}

/* Weight left for the shorter context after discounting followers [lo, hi) of a context seen total
 * times. */
static double left_over(const struct grams *g, size_t lo, size_t hi, double *total, double discount)
{
	double sum = 0;

	for (size_t i = lo; i < hi; i++) sum += g->items[i].count;
	if (*total < sum + discount) *total = sum + discount;
	double rest = (*total - sum + discount * (double)(hi - lo)) / *total;

	return rest < 0.005 ? 0.005 : rest;
}

struct smooth {
	double *uni_p, *bi_p;
	struct buf *up, *ub, *ui, *bs, *bp, *bb, *bt, *ts, *tp;
	uint8_t *uni_top, *bi_top; /* the least steps a symbol costs: behind anything, behind the
				      other symbol of the bigram */
	uint64_t seen[NGRAM_SEEN / 64];
	bool stray; /* a trigram whose last two symbols are no bigram */
};

static void put16(struct buf *b, uint64_t v)
{
	uint16_t x = (uint16_t)v;

	buf_add(b, &x, sizeof x);
}

static void smooth_unigrams(const struct builder *b, struct smooth *s)
{
	double total = 0;

	for (uint32_t i = NGRAM_SYM_END; i < b->n_sym; i++) total += b->uni[i];
	for (uint32_t i = 0; i < b->n_sym; i++) {
		bool oov = i > NGRAM_SYM_LETTER && i < NGRAM_FIRST;

		s->uni_p[i] = oov	      ? pow(10, class_floor[i])
			      : b->uni[i] > 0 ? 0.998 * b->uni[i] / total
					      : 1e-7;
		buf_addc(s->up, (char)steps(s->uni_p[i]));
	}
}

static void smooth_bigrams(const struct builder *b, struct smooth *s)
{
	size_t at = 0;

	for (uint32_t a = 0; a < b->n_sym; a++) {
		size_t lo = at;
		double total = b->uni[a];

		buf_add_u32(s->ui, at);
		while (at < b->bi.n && b->bi.items[at].key >> 16 == a) at++;
		double rest = lo == at ? 1 : left_over(&b->bi, lo, at, &total, DISCOUNT_BI);

		buf_addc(s->ub, (char)steps(rest));
		for (size_t i = lo; i < at; i++) {
			uint64_t key = b->bi.items[i].key;

			s->bi_p[i] = (b->bi.items[i].count - DISCOUNT_BI) / total +
				     rest * s->uni_p[key & 0xffff];
			put16(s->bs, key);
			uint32_t bit = ngram_seen_bit((uint16_t)a, (uint16_t)key);
			s->seen[bit >> 6] |= UINT64_C(1) << (bit & 63);
			buf_addc(s->bp, (char)steps(s->bi_p[i]));
		}
	}
	buf_add_u32(s->ui, at);
}

/* Index of the bigram that ends the trigram; b->bi.n if there is none. */
static size_t last_bigram(const struct builder *b, uint64_t key)
{
	struct gram want = { key & 0xffffffff, 0 };
	const struct gram *g = bsearch(&want, b->bi.items, b->bi.n, sizeof want, by_key);

	return g ? (size_t)(g - b->bi.items) : b->bi.n;
}

static void smooth_trigrams(const struct builder *b, struct smooth *s)
{
	size_t at = 0;

	for (size_t i = 0; i < b->bi.n; i++) {
		uint64_t context = b->bi.items[i].key;
		double total = b->bi.items[i].count;

		while (at < b->tri.n && b->tri.items[at].key >> 16 < context)
			at++; /* context itself was cut */
		size_t lo = at, hi = at;

		buf_add_u32(s->bt, s->tp->len);
		while (hi < b->tri.n && b->tri.items[hi].key >> 16 == context) hi++;
		double rest = lo == hi ? 1 : left_over(&b->tri, lo, hi, &total, DISCOUNT_TRI);

		buf_addc(s->bb, (char)steps(rest));
		for (at = lo; at < hi; at++) {
			const struct gram *g = &b->tri.items[at];
			size_t last = last_bigram(b, g->key);

			s->stray |= last == b->bi.n;
			if (s->stray) return;
			double p = (g->count - DISCOUNT_TRI) / total + rest * s->bi_p[last];

			put16(s->ts, g->key);
			buf_addc(s->tp, (char)steps(p));
			if (steps(p) < s->bi_top[last]) s->bi_top[last] = steps(p);
		}
	}
	buf_add_u32(s->bt, s->tp->len);
}

static void smooth(struct builder *b, struct smooth *s)
{
	s->uni_p = mem_zalloc(b->n_sym * sizeof(double));
	s->bi_p = mem_zalloc(b->bi.n * sizeof(double));
	s->uni_top = mem_zalloc(b->n_sym);
	s->bi_top = mem_zalloc(b->bi.n);
	smooth_unigrams(b, s);
	smooth_bigrams(b, s);
	for (size_t i = 0; i < b->bi.n; i++) s->bi_top[i] = steps(s->bi_p[i]);
	smooth_trigrams(b, s);
	for (size_t i = 0; i < b->n_sym; i++) s->uni_top[i] = steps(s->uni_p[i]);
	for (size_t i = 0; i < b->bi.n; i++) {
		uint8_t *top = &s->uni_top[b->bi.items[i].key & 0xffff];

		if (s->bi_top[i] < *top) *top = s->bi_top[i];
	}
	mem_free(s->uni_p);
	mem_free(s->bi_p);
}

static enum status smooth_and_write(struct builder *b, struct builder_out *out, struct err *e)
{
	struct smooth *s = mem_zalloc(sizeof *s);

	sort_merge(&b->bi);
	sort_merge(&b->tri);
	s->up = builder_section(out, "uni-p"), s->ub = builder_section(out, "uni-bow");
	s->ui = builder_section(out, "uni-bi");
	s->bs = builder_section(out, "bi-sym"), s->bp = builder_section(out, "bi-p");
	s->bb = builder_section(out, "bi-bow"), s->bt = builder_section(out, "bi-tri");
	s->ts = builder_section(out, "tri-sym"), s->tp = builder_section(out, "tri-p");
	smooth(b, s);
	struct buf *head = builder_section(out, "head");

	buf_add_u32(head, b->n_sym);
	buf_add_u32(head, b->bi.n);
	buf_add_u32(head, s->tp->len);
	buf_add_u32(head, (size_t)NGRAM_SCALE);
	buf_add(builder_section(out, "id"), b->id, sizeof b->id);
	buf_add(builder_section(out, "bi-seen"), s->seen, sizeof s->seen);
	buf_add(builder_section(out, "uni-top"), s->uni_top, b->n_sym);
	buf_add(builder_section(out, "bi-top"), s->bi_top, b->bi.n);
	mem_free(s->uni_top);
	mem_free(s->bi_top);
	bool stray = s->stray;
	mem_free(s);
	return stray ? err_set(e, ERR_RULES,
			       "ngram: a trigram whose last two symbols are no bigram")
		     : OK;
}

enum status build_ngram(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct builder *b = mem_zalloc(sizeof *b);
	double *seen = mem_zalloc(65536 * sizeof *seen);
	struct buf bytes = { 0 };
	struct ubuf text = { 0 };
	enum status st = n == 1 ? read_gz(paths[0].p, &bytes, e)
				: err_set(e, ERR_RULES, "ngram: one source, not %zu", n);

	if (st == OK) {
		ubuf_add_utf8(&text, buf_slice(&bytes));
		struct uslice all = { text.p, text.len };

		st = read_lines(b, seen, all, 0);
		if (st == OK) st = assign_symbols(b, seen, e);
		if (st == OK) st = read_lines(b, seen, all, 1);
		if (st != OK)
			err_set(e, st, "%s: not what scripts/train-ngram.py makes", paths[0].p);
	}
	if (st == OK) st = smooth_and_write(b, out, e);
	buf_free(&bytes);
	ubuf_free(&text);
	mem_free(b->bi.items);
	mem_free(b->tri.items);
	mem_free(seen);
	mem_free(b);
	return st;
}
