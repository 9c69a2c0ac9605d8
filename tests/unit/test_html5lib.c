/* The html5lib tokenizer tests against our tokenizer: at least 99 % of them must pass. Skips
 * without ../shared. The tests are run from the top of the tree; tables must have been made. */
#include "pipeline/clean/html_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#define DIR_TESTS "../shared/conformance/html5lib/tokenizer"

static struct html_refs refs;

/* JSON text of a test string as UTF-16. json-c drops lone surrogates, which the tests write twice
 * escaped. */
static void unescape(const char *s, size_t len, bool twice, struct ubuf *out)
{
	struct ubuf raw = { 0 };
	ubuf_add_utf8(&raw, slice_of(s, len));
	for (size_t i = 0; i < raw.len; i++) {
		if (twice && raw.p[i] == '\\' && i + 5 < raw.len && raw.p[i + 1] == 'u') {
			char hex[5] = { 0 };
			for (int k = 0; k < 4; k++) hex[k] = (char)raw.p[i + 2 + (size_t)k];
			ubuf_addc(out, (uint16_t)strtoul(hex, NULL, 16));
			i += 5;
		} else {
			ubuf_addc(out, raw.p[i]);
		}
	}
	ubuf_free(&raw);
}

static void add_string(struct buf *out, struct uslice s)
{
	/* lone surrogates are written as code units so that they can be compared */
	for (size_t i = 0; i < s.len; i++) buf_printf(out, "%04x ", s.p[i]);
}

static void add_json_string(struct buf *out, struct json_object *o, bool twice)
{
	struct ubuf u = { 0 };
	if (!o) {
		buf_add_str(out, "null");
		return;
	}
	unescape(json_object_get_string(o), (size_t)json_object_get_string_len(o), twice, &u);
	add_string(out, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Attributes in a fixed order. */
static void sort_attrs(struct buf *out, char **items, size_t n)
{
	qsort(items, n, sizeof *items, compare_lines);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, items[i]);
		free(items[i]);
	}
}

static void expect_token(struct buf *out, struct json_object *t, bool twice)
{
	const char *kind = json_object_get_string(json_object_array_get_idx(t, 0));
	buf_add_str(out, kind);
	buf_addc(out, ':');
	if (!strcmp(kind, "StartTag")) {
		char *items[64];
		size_t n = 0;
		add_json_string(out, json_object_array_get_idx(t, 1), twice);
		json_object_object_foreach(json_object_array_get_idx(t, 2), key, val)
		{
			struct buf b = { 0 };
			struct ubuf u = { 0 };
			unescape(key, strlen(key), twice, &u);
			add_string(&b, (struct uslice){ u.p, u.len });
			buf_addc(&b, '=');
			add_json_string(&b, val, twice);
			buf_add(&b, ";", 2);
			items[n++] = strdup(b.p);
			ubuf_free(&u);
			buf_free(&b);
		}
		sort_attrs(out, items, n);
		if (json_object_array_length(t) > 3) buf_add_str(out, "/");
	} else if (!strcmp(kind, "DOCTYPE")) {
		for (size_t i = 1; i < 4; i++) {
			add_json_string(out, json_object_array_get_idx(t, i), twice);
			buf_addc(out, ',');
		}
		buf_add_str(out, json_object_get_boolean(json_object_array_get_idx(t, 4))
					 ? "right"
					 : "quirks");
	} else {
		add_json_string(out, json_object_array_get_idx(t, 1), twice);
	}
	buf_addc(out, '\n');
}

static void add_clean(struct buf *out, const uint16_t *p, struct html_span s, bool lower)
{
	struct ubuf u = { 0 };
	html_clean(p + s.off, s.len, true, lower, &u);
	add_string(out, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
}

static void got_tag(struct buf *out, const struct html_tokenizer *t, const struct html_token *x)
{
	char *items[HTML_ATTRS_MAX];
	buf_add_str(out, x->type == HTML_START ? "StartTag:" : "EndTag:");
	add_clean(out, t->p, x->name, true);
	if (x->type == HTML_START) {
		for (size_t i = 0; i < t->n_attrs; i++) {
			struct buf b = { 0 };
			struct ubuf u = { 0 };
			add_clean(&b, t->p, t->attrs[i].name, true);
			buf_addc(&b, '=');
			html_value(t, t->attrs[i].value, &u);
			add_string(&b, (struct uslice){ u.p, u.len });
			buf_add(&b, ";", 2);
			items[i] = strdup(b.p);
			ubuf_free(&u);
			buf_free(&b);
		}
		sort_attrs(out, items, t->n_attrs);
		if (x->self_closing) buf_add_str(out, "/");
	}
	buf_addc(out, '\n');
}

static void got_doctype(struct buf *out, const uint16_t *p, const struct html_token *x)
{
	buf_add_str(out, "DOCTYPE:");
	if (x->has_name) add_clean(out, p, x->name, true);
	else buf_add_str(out, "null");
	buf_addc(out, ',');
	if (x->has_public) add_clean(out, p, x->public_id, false);
	else buf_add_str(out, "null");
	buf_addc(out, ',');
	if (x->has_system) add_clean(out, p, x->system_id, false);
	else buf_add_str(out, "null");
	buf_printf(out, ",%s\n", x->quirks ? "quirks" : "right");
}

static void flush_text(struct buf *out, struct ubuf *text)
{
	if (!text->len) return;
	buf_add_str(out, "Character:");
	add_string(out, (struct uslice){ text->p, text->len });
	buf_addc(out, '\n');
	text->len = 0;
}

static void tokenize(struct buf *out, struct uslice in, enum html_mode mode, struct uslice last)
{
	struct html_tokenizer t;
	struct html_token x;
	struct ubuf text = { 0 };
	html_begin(&t, in, &refs);
	if (last.len || mode != HTML_DATA)
		html_set_mode(&t, mode, last.len ? last.p : NULL, last.len);
	for (;;) {
		html_next(&t, &x);
		if (x.type == HTML_TEXT) {
			html_clean(in.p + x.off, x.len, x.mode != HTML_DATA && x.mode != HTML_CDATA,
				   false, &text);
			continue;
		}
		if (x.type == HTML_REF) {
			ubuf_add_cp(&text, x.cp[0]);
			if (x.cp[1]) ubuf_add_cp(&text, x.cp[1]);
			continue;
		}
		flush_text(out, &text);
		if (x.type == HTML_EOF) break;
		if (x.type == HTML_START || x.type == HTML_END) got_tag(out, &t, &x);
		else if (x.type == HTML_DOCTYPE) got_doctype(out, in.p, &x);
		else {
			buf_add_str(out, "Comment:");
			add_clean(out, in.p, x.name, false);
			buf_addc(out, '\n');
		}
	}
	ubuf_free(&text);
}

static enum html_mode mode_of(const char *s)
{
	if (!strcmp(s, "RCDATA state")) return HTML_RCDATA;
	if (!strcmp(s, "RAWTEXT state")) return HTML_RAWTEXT;
	if (!strcmp(s, "Script data state")) return HTML_SCRIPT;
	if (!strcmp(s, "PLAINTEXT state")) return HTML_PLAINTEXT;
	if (!strcmp(s, "CDATA section state")) return HTML_CDATA;
	return HTML_DATA;
}

static bool run_one(struct json_object *test, const char *state, const char *file)
{
	struct json_object *o, *out_json;
	struct ubuf in = { 0 }, last = { 0 };
	struct buf want = { 0 }, got = { 0 };
	bool twice =
		json_object_object_get_ex(test, "doubleEscaped", &o) && json_object_get_boolean(o);
	json_object_object_get_ex(test, "input", &o);
	unescape(json_object_get_string(o), (size_t)json_object_get_string_len(o), twice, &in);
	if (json_object_object_get_ex(test, "lastStartTag", &o))
		unescape(json_object_get_string(o), (size_t)json_object_get_string_len(o), false,
			 &last);
	ubuf_addc(&in, 0);
	in.len--;
	json_object_object_get_ex(test, "output", &out_json);
	for (size_t i = 0; i < json_object_array_length(out_json); i++)
		expect_token(&want, json_object_array_get_idx(out_json, i), twice);
	tokenize(&got, (struct uslice){ in.p, in.len }, mode_of(state),
		 (struct uslice){ last.p, last.len });
	bool ok = slice_eq(buf_slice(&want), buf_slice(&got));
	if (!ok && getenv("VERBOSE")) {
		json_object_object_get_ex(test, "description", &o);
		print_message("%s: %s [%s]\nwant %.*sgot  %.*s", file, json_object_get_string(o),
			      state, (int)want.len, want.p ? want.p : "", (int)got.len,
			      got.p ? got.p : "");
	}
	ubuf_free(&in);
	ubuf_free(&last);
	buf_free(&want);
	buf_free(&got);
	return ok;
}

static void run_file(const char *name, size_t *n, size_t *right)
{
	char path[600];
	struct json_object *tests, *states;
	snprintf(path, sizeof path, DIR_TESTS "/%s", name);
	struct json_object *root = json_object_from_file(path);
	assert_non_null(root);
	if (json_object_object_get_ex(root, "tests", &tests)) {
		for (size_t i = 0; i < json_object_array_length(tests); i++) {
			struct json_object *t = json_object_array_get_idx(tests, i);
			size_t n_states = 1;
			bool has = json_object_object_get_ex(t, "initialStates", &states);
			if (has) n_states = json_object_array_length(states);
			for (size_t k = 0; k < n_states; k++) {
				const char *state =
					has ? json_object_get_string(
						      json_object_array_get_idx(states, k))
					    : "Data state";
				(*n)++;
				*right += run_one(t, state, name);
			}
		}
	}
	json_object_put(root);
}

static void test_html5lib(void **state)
{
	struct env env = { .rules_dir = SLICE("rules"), .data_dir = SLICE("build/data") };
	struct err e;
	struct dirent *d;
	size_t n = 0, right = 0;
	DIR *dir = opendir(DIR_TESTS);
	(void)state;
	if (!dir) skip();
	assert_int_equal(html_refs_open(&refs, &env, &e), OK);
	while ((d = readdir(dir)) != NULL) {
		size_t len = strlen(d->d_name);
		/* xmlViolation tests ask for XML's rules, not HTML's */
		if (len > 5 && !strcmp(d->d_name + len - 5, ".test") &&
		    strcmp(d->d_name, "xmlViolation.test"))
			run_file(d->d_name, &n, &right);
	}
	closedir(dir);
	html_refs_close(&refs);
	print_message("html5lib tokenizer: %zu of %zu right\n", right, n);
	assert_true(n > 6000);
	assert_true(right * 100 >= n * 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_html5lib) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
