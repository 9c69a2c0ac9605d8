/* What the text is: plain, Markdown or HTML. From: META_TYPE, else the text's looks. To: enum
 * shape. Limits: looks at the first SHAPE_LOOK units. */
#include "pipeline/clean/front_matter.h"
#include "pipeline/core/unit_find.h"

#define SHAPE_LOOK 16384

static bool has_ascii(struct slice s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.len; i++)
		if (memcmp(s.p + i, word, n) == 0) return true;
	return false;
}

static bool starts_word(const uint16_t *t, size_t len, const char *word)
{
	size_t i = 0;
	for (; word[i]; i++)
		if (i >= len || (t[i] | 32) != (word[i] | 32)) return false;
	return true;
}

/* Tags that only a page has. */
static bool looks_html(const uint16_t *t, size_t len)
{
	static const char *const sure[] = { "<!doctype html", "<html", "<head", "<body",
					    "<meta ",	      "<div",  "<table" };
	size_t paragraphs = 0, all = 0;
	for (size_t i = unit_find(t, 0, len, '<'); i < len; i = unit_find(t, i + 1, len, '<')) {
		for (size_t k = 0; k < sizeof sure / sizeof *sure; k++)
			if (starts_word(t + i, len - i, sure[k])) return true;
		paragraphs += starts_word(t + i, len - i, "<p>") ||
			      starts_word(t + i, len - i, "<p ") ||
			      starts_word(t + i, len - i, "<br");
		all += starts_word(t + i, len - i, "</");
	}
	return paragraphs >= 2 || (paragraphs && all);
}

static bool at_line_start(const uint16_t *t, size_t i)
{
	return i == 0 || t[i - 1] == '\n';
}

/* Is the first line a heading of Markdown? Then paragraphs in mark-up are HTML inside it. */
static bool heads_markdown(const uint16_t *t, size_t len)
{
	size_t i = 0, n = 0;
	while (i < len && (t[i] == ' ' || t[i] == '\n' || t[i] == '\r' || t[i] == 0xfeff)) i++;
	while (i + n < len && t[i + n] == '#') n++;
	return n > 0 && n <= 6 && i + n < len && t[i + n] == ' ' && at_line_start(t, i);
}

/* Several marks of Markdown. */
static bool looks_markdown(const uint16_t *t, size_t len)
{
	size_t marks = 0;
	/* of '#' to ']' only these three begin a mark */
	for (size_t i = unit_find_between(t, 0, len, '#', ']'); i + 2 < len;
	     i = unit_find_between(t, i + 1, len, '#', ']')) {
		if (t[i] == '#' && at_line_start(t, i)) {
			size_t k = i;
			while (k < len && t[k] == '#') k++;
			marks += k - i <= 6 && k < len && t[k] == ' ' ? 2 : 0;
		}
		bool link = t[i] == ']' && t[i + 1] == '(' && (t[i + 2] == 'h' || t[i + 2] == '/');
		marks += link ? 2 : 0;
		marks += t[i] == '*' && t[i + 1] == '*' && t[i + 2] != '*';
	}
	return marks >= 2;
}

#define FENCE	    3  /* marks of a fence at least */
#define FENCE_SHARE 80 /* per cent of a text that stand inside a fence that is a page */

/* The next fence at or behind i; len: none. */
static size_t next_fence(const uint16_t *t, size_t len, size_t i)
{
	for (i = unit_find(t, i, len, '`'); i < len; i = unit_find(t, i + 1, len, '`')) {
		size_t n = 0;
		while (i + n < len && t[i + n] == '`') n++;
		if (n >= FENCE && at_line_start(t, i)) return i;
		i += n - 1;
	}
	return len;
}

/* A page that somebody put into a fence of Markdown, the only one, with little else around it. */
static bool is_fenced_page(const uint16_t *t, size_t len)
{
	static const char *const pages[] = { "<!doctype html", "<html", "<body" };
	size_t look = len < SHAPE_LOOK ? len : SHAPE_LOOK, from = next_fence(t, look, 0);
	size_t end = from < look ? next_fence(t, len, from + FENCE) : from;
	if ((end - from) * 100 < len * FENCE_SHARE) return false;
	for (size_t i = unit_find(t, from, look, '<'); i < look; i = unit_find(t, i + 1, look, '<'))
		for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
			if (starts_word(t + i, look - i, pages[k])) return true;
	return false;
}

enum shape front_shape(const struct doc *d)
{
	struct slice type = doc_meta(d, META_TYPE);
	size_t len = d->text.len < SHAPE_LOOK ? d->text.len : SHAPE_LOOK;
	bool fenced =
		!(type.len && has_ascii(type, "html")) && is_fenced_page(d->text.p, d->text.len);
	if (fenced) return SHAPE_HTML;
	if (type.len && has_ascii(type, "markdown")) return SHAPE_MARKDOWN;
	if (type.len && has_ascii(type, "html")) return SHAPE_HTML;
	if (front_matter_is_there(d->text.p, len)) return SHAPE_MARKDOWN;
	bool markdown = looks_markdown(d->text.p, len);
	if (markdown && heads_markdown(d->text.p, len)) return SHAPE_MARKDOWN;
	if (looks_html(d->text.p, len)) return SHAPE_HTML;
	return markdown ? SHAPE_MARKDOWN : SHAPE_PLAIN;
}
