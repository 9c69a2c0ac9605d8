/* Characters left as escapes: \uXXXX, %uXXXX, references escaped twice (&amp;#N; &amp;name;),
 * decimal references that lost their ampersand (#N;), and in plain text references as such (&#N;).
 *
 * A style is undone where the document is full of it, or in runs that are too long to be an example
 * in prose. In HTML single references are left to the tokenizer of the clean stage. */
#include <math.h>

#include "pipeline/core/unit_find.h"
#include "pipeline/decode/decode.h"
#include "pipeline/decode/unseen.h"

#define RUN_SURE 8 /* escapes in a row that are undone in any document */
/* escapes of a style that make a document full of it, if they outnumber plain Han */
#define ENOUGH	  3
#define PLAUSIBLE (-4.8)

enum style { ST_BACKSLASH, ST_PERCENT, ST_TWICE, ST_BARE, ST_PLAIN, ST_N };

struct escape {
	size_t len; /* units of the escape; 0: none here */
	enum style style;
	uint32_t cp; /* a UTF-16 unit for the first two styles */
};

struct style_count {
	size_t n;
	double score;
	struct ngram_ctx ctx;
};

static int hex_digit(uint16_t c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_cjk(uint32_t c)
{
	return (c >= 0x2010 && c < 0x2030) || (c >= 0x3000 && c < 0xa000) ||
	       (c >= 0xd800 && c < 0xe000) || (c >= 0xff00 && c < 0xfff0) ||
	       (c >= 0x20000 && c < 0x30000) || c == 0xb7;
}

/* \uXXXX or %uXXXX at p. */
static struct escape four_hex(const uint16_t *p, size_t len, enum style style)
{
	uint32_t cp = 0;

	if (len < 6 || p[1] != 'u') return (struct escape){ 0 };
	for (int i = 2; i < 6; i++) {
		int h = hex_digit(p[i]);

		if (h < 0) return (struct escape){ 0 };
		cp = cp << 4 | (uint32_t)h;
	}
	return is_cjk(cp) ? (struct escape){ 6, style, cp } : (struct escape){ 0 };
}

/* #N; or #xN; at p, head units before it belong to the escape. */
static struct escape reference(const uint16_t *p, size_t len, size_t head, enum style style)
{
	size_t i = head + 1, digits = 0;
	uint32_t cp = 0;
	bool hex = i < len && (p[i] == 'x' || p[i] == 'X');

	if (head >= len || p[head] != '#') return (struct escape){ 0 };
	for (i += hex; i < len && digits < 7; i++, digits++) {
		int h = hex_digit(p[i]);

		if (h < 0 || (!hex && h > 9)) break;
		cp = cp * (hex ? 16 : 10) + (uint32_t)h;
	}
	if (i == len || p[i] != ';' || digits < 2 || !is_cjk(cp) || (cp >= 0xd800 && cp < 0xe000))
		return (struct escape){ 0 };
	return (struct escape){ i + 1, style, cp };
}

static bool is_word(const uint16_t *p, size_t len, const char *word)
{
	for (size_t i = 0; word[i]; i++)
		if (i >= len || p[i] != (uint8_t)word[i]) return false;
	return true;
}

/* &amp;name; of the marks that Chinese text is full of. */
static struct escape named(const uint16_t *p, size_t len)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} names[] = { { "ldquo;", 0x201c },  { "rdquo;", 0x201d }, { "lsquo;", 0x2018 },
		      { "rsquo;", 0x2019 },  { "mdash;", 0x2014 }, { "middot;", 0xb7 },
		      { "hellip;", 0x2026 }, { "nbsp;", 0xa0 } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_word(p + 5, len - 5, names[i].name))
			return (struct escape){ 5 + strlen(names[i].name), ST_TWICE, names[i].cp };
	return (struct escape){ 0 };
}

static struct escape escape_at(const uint16_t *p, size_t len, bool html)
{
	switch (p[0]) {
	case '\\':
		return four_hex(p, len, ST_BACKSLASH);
	case '%':
		return four_hex(p, len, ST_PERCENT);
	case '#':
		return reference(p, len, 0, ST_BARE);
	case '&':
		if (is_word(p, len, "&amp;")) {
			struct escape e = reference(p, len, 5, ST_TWICE);

			return e.len ? e : named(p, len);
		}
		return html ? (struct escape){ 0 } : reference(p, len, 1, ST_PLAIN);
	default:
		return (struct escape){ 0 };
	}
}

/* Units to step over where no escape begins: a page's own reference &#N; is no escape without its
 * ampersand. */
static size_t plain_step(struct uslice t, size_t i)
{
	return t.p[i] == '&' && i + 1 < t.len && t.p[i + 1] == '#' ? 2 : 1;
}

/* The next place from *i on where an escape may begin; false when there is none. *k: where in the
 * list to go on. */
static bool next_place(const struct suspect_list *odd, struct uslice t, size_t *i, size_t *k)
{
	for (*k = suspects_from(odd, *k, *i); *k < odd->n && !suspects_escape(t.p[odd->at[*k]]);)
		++*k;
	if (*k == odd->n) return false;
	*i = odd->at[*k];
	return true;
}

static void count_styles(const struct decoder *dec, const struct suspect_list *odd, struct uslice t,
			 bool html, struct style_count c[ST_N])
{
	for (int s = 0; s < ST_N; s++)
		c[s] = (struct style_count){ .ctx = ngram_begin(&dec->model) };
	for (size_t i = 0, k = 0; next_place(odd, t, &i, &k);) {
		struct escape e = escape_at(t.p + i, t.len - i, html);

		if (!e.len) {
			i += plain_step(t, i);
			continue;
		}
		c[e.style].n++;
		c[e.style].score += (double)ngram_step(&dec->model, &c[e.style].ctx, e.cp);
		i += e.len;
	}
}

/* Has the text at most n Han characters? */
static bool has_few_han(struct uslice t, size_t n)
{
	size_t han = 0;

	for (size_t i = unit_find_between(t.p, 0, t.len, 0x3400, 0x9fff); i < t.len && han <= n;
	     i = unit_find_between(t.p, i + 1, t.len, 0x3400, 0x9fff))
		han++;
	return han <= n;
}

/* Escapes of one style in a row at i: their number; *len: units. The text goes to out. */
static size_t run_at(struct uslice t, size_t i, bool html, enum style style, size_t *len,
		     struct ubuf *out)
{
	size_t n = 0, at = i;

	out->len = 0;
	while (at < t.len) {
		struct escape e = escape_at(t.p + at, t.len - at, html);

		if (!e.len || e.style != style) break;
		if (style <= ST_PERCENT) ubuf_addc(out, (uint16_t)e.cp);
		else ubuf_add_cp(out, e.cp);
		at += e.len, n++;
	}
	*len = at - i;
	return n;
}

static void undo_run(struct doc *d, struct rewrite *rw, size_t i, size_t len, enum style style,
		     const struct ubuf *out)
{
	enum map_class cls = style == ST_PLAIN ? MAP_DECODED : MAP_CERTAIN;
	size_t per = style <= ST_PERCENT ? 6 : 0;

	rewrite_keep_to(rw, i);
	if (per && out->len * per == len) /* one by one, so that each character keeps its place */
		for (size_t k = 0; k < out->len;) {
			size_t n = (out->p[k] & 0xfc00) == 0xd800 && k + 1 < out->len ? 2 : 1;

			rewrite_put(rw, n * per, out->p + k, n, cls);
			k += n;
		}
	else rewrite_put(rw, len, out->p, out->len, cls);
	if (cls == MAP_CERTAIN)
		doc_add_repair(d, cls, map_source(&d->map, i, len),
			       arena_utf8(&d->arena, (struct uslice){ d->text.p + i, len }),
			       arena_utf8(&d->arena, (struct uslice){ out->p, out->len }), NAN);
}

void repair_escapes(const struct decoder *dec, const struct suspect_list *odd, struct doc *d)
{
	struct uslice t = d->text;
	struct style_count c[ST_N];
	bool html = unseen_is_page(t), full[ST_N], any = false;
	struct rewrite rw;
	struct ubuf out = { 0 };

	count_styles(dec, odd, t, html, c);
	for (int s = 0; s < ST_N; s++) {
		bool reads = c[s].n && c[s].score / (double)c[s].n > PLAUSIBLE;

		any |= reads;
		full[s] = reads && c[s].n >= ENOUGH && (s >= ST_TWICE || has_few_han(t, c[s].n));
		if (!reads) c[s].n = 0;
	}
	if (!any) return;
	rewrite_begin(&rw, &d->arena, t, &d->map);
	for (size_t i = 0, k = 0; next_place(odd, t, &i, &k);) {
		struct escape e = escape_at(t.p + i, t.len - i, html);
		size_t len = plain_step(t, i);

		if (e.len) {
			size_t n = run_at(t, i, html, e.style, &len, &out);

			if (c[e.style].n && (full[e.style] || n >= RUN_SURE))
				undo_run(d, &rw, i, len, e.style, &out);
		}
		i += len;
	}
	ubuf_free(&out);
	rewrite_end(&rw, &d->text, &d->map);
}
