/* Articles wrapped in a textarea: some sites keep the article as escaped mark-up for a script to
 * show. One level of character references is decoded there, so that the page then reads like any
 * other. From: a page. To: the same with the wrapped article unescaped. Limits: WRAPS_MAX textareas
 * are looked at. */
#include "pipeline/clean/front.h"
#include "pipeline/core/unit_find.h"

#define WRAPS_MAX   40
#define WRAPPED_MIN 200 /* units: less is no article */

static bool word_at(const uint16_t *p, size_t i, size_t len, const char *word)
{
	for (; *word; word++, i++)
		if (i >= len || (p[i] | 32) != (*word | 32)) return false;
	return true;
}

/* The first place of a word from i on. It is looked for by its x, at unit x_at: the rarest. */
static size_t find(const uint16_t *p, size_t i, size_t len, const char *word, size_t x_at)
{
	if (i > len || len - i < x_at) return len;
	for (i = unit_find_letter(p, i + x_at, len, 'x'); i < len;
	     i = unit_find_letter(p, i + 1, len, 'x'))
		if (p[i - x_at] == '<' && word_at(p, i - x_at, len, word)) return i - x_at;
	return len;
}

/* Decode the references of [i, end). */
static void unescape(struct rewrite *w, const struct markup *m, size_t i, size_t end)
{
	const uint16_t *p = w->old.p;
	while (i < end) {
		uint32_t cp[2];
		size_t n = p[i] == '&' ? html_reference(&m->refs, p + i, end - i, false, cp) : 0;
		if (n == 0 || cp[0] >= 0x10000) {
			i += n ? n : 1;
			continue;
		}
		uint16_t u[2] = { (uint16_t)cp[0], (uint16_t)cp[1] };
		rewrite_keep_to(w, i);
		rewrite_put(w, n, u, cp[1] ? 2 : 1, MAP_DECODED);
		i += n;
	}
}

void front_unwrap(const struct markup *m, struct doc *d)
{
	const uint16_t *p = d->text.p;
	size_t len = d->text.len, i = 0;
	struct rewrite w;
	struct html_tokenizer t;
	struct html_token x;
	bool open = false;
	for (unsigned n = 0; n < WRAPS_MAX && (i = find(p, i, len, "<textarea", 3)) < len; n++) {
		html_begin(&t, d->text, &m->refs);
		t.pos = i;
		html_next(&t, &x);
		if (x.type != HTML_START) break;
		size_t end = find(p, t.pos, len, "</textarea", 4);
		if (end - t.pos >= WRAPPED_MIN && build_names_article(&m->hints, &t)) {
			if (!open) rewrite_begin(&w, &d->arena, d->text, &d->map);
			open = true;
			unescape(&w, m, t.pos, end);
		}
		i = end;
	}
	if (open) rewrite_end(&w, &d->text, &d->map);
}
