/* One document a file: plain text, HTML, Markdown.
 * In: all bytes of the input. Out: one document; META_TYPE says the shape where the name, the
 * content or --reader does (plain text found by nothing but the lack of signs carries none: clean
 * looks itself). Limit: --max-bytes. */
#include "corpus/record.h"

#include <strings.h>

#include "corpus/reader.h"

struct whole {
	const struct env *env;
	struct source *in;
	const char *type; /* NULL: not said */
	bool done;
};

#define HEAD_LEN 4096

/* The first bytes as lower-case ASCII: NUL bytes of UTF-16 and byte order marks left out. */
struct head {
	char p[HEAD_LEN + 1];
	size_t len;
};

static void fold_head(struct slice in, struct head *h)
{
	h->len = 0;
	for (size_t i = 0; i < in.len && h->len < HEAD_LEN; i++) {
		unsigned char c = (unsigned char)in.p[i];
		if (c == 0 || c >= 0xfe || (i < 3 && c >= 0xbb)) continue;
		h->p[h->len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	h->p[h->len] = '\0';
}

/* The character that the folded head begins with, white space left out if asked: most inputs need
 * no more of it. */
static char first_char(struct slice in, bool skip_space)
{
	for (size_t i = 0; i < in.len; i++) {
		unsigned char c = (unsigned char)in.p[i];
		bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
		if (c == 0 || c >= 0xfe || (i < 3 && c >= 0xbb) || (space && skip_space)) continue;
		return (char)c;
	}
	return '\0';
}

static bool has_suffix(struct slice name, const char *const *suffixes)
{
	for (; *suffixes; suffixes++) {
		size_t n = strlen(*suffixes);
		if (name.len > n && strncasecmp(name.p + name.len - n, *suffixes, n) == 0)
			return true;
	}
	return false;
}

static const char *skip_space(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') p++;
	return p;
}

/* "---", then a line "name:": YAML front matter. */
static bool has_front_matter(const struct head *h)
{
	const char *p = h->p;
	if (strncmp(p, "---", 3) != 0 || (p[3] != '\n' && p[3] != '\r')) return false;
	p = skip_space(p + 3);
	const char *name = p;
	while ((*p >= 'a' && *p <= 'z') || *p == '_' || *p == '-') p++;
	return p > name && *p == ':';
}

static int probe_text(struct slice name, struct slice head)
{
	static const char *const suffixes[] = { ".txt", ".text", NULL };
	(void)head;
	return has_suffix(name, suffixes) ? 40 : 10;
}

static int probe_markdown(struct slice name, struct slice head)
{
	static const char *const suffixes[] = { ".md", ".markdown", ".mkd", ".mdown", NULL };
	struct head h;
	if (first_char(head, false) == '-') {
		fold_head(head, &h);
		if (has_front_matter(&h)) return 85;
	}
	return has_suffix(name, suffixes) ? 80 : 0;
}

static int probe_html(struct slice name, struct slice head)
{
	static const char *const suffixes[] = { ".html", ".htm", ".xhtml", ".shtml", NULL };
	static const char *const starts[] = { "<!doctype html", "<html",  "<head",
					      "<body",		"<meta ", NULL };
	struct head h;
	if (has_suffix(name, suffixes)) return 80;
	if (first_char(head, true) != '<') return 0;
	fold_head(head, &h);
	const char *p = skip_space(h.p);
	if (*p != '<') return 0;
	for (size_t i = 0; starts[i]; i++)
		if (strncmp(p, starts[i], strlen(starts[i])) == 0) return 75;
	/* behind an XML declaration or a comment */
	return strstr(p, "<html") || strstr(p, "<!doctype html") ? 70 : 0;
}

static enum status open_whole(const struct env *env, struct source *in, void **state,
			      const char *type)
{
	struct whole *w = mem_zalloc(sizeof *w);
	w->env = env;
	w->in = in;
	w->type = type;
	*state = w;
	return OK;
}

static enum status open_text(const struct env *env, struct source *in, void **state, struct err *e)
{
	(void)e;
	bool said = strcmp(env->opt->reader, "text") == 0;
	return open_whole(env, in, state, said ? "text" : NULL);
}

static enum status open_html(const struct env *env, struct source *in, void **state, struct err *e)
{
	(void)e;
	return open_whole(env, in, state, "html");
}

static enum status open_markdown(const struct env *env, struct source *in, void **state,
				 struct err *e)
{
	(void)e;
	return open_whole(env, in, state, "markdown");
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct whole *w = state;
	(void)e;
	if (w->done) return END;
	w->done = true;
	record_whole(d, w->in, (size_t)w->env->opt->max_bytes, -1);
	if (w->type) record_meta(d, META_TYPE, slice_str(w->type), "reader");
	return OK;
}

static void close_whole(void *state)
{
	mem_free(state);
}

const struct reader reader_text = {
	.name = "text",
	.summary = "plain text, one document a file",
	.probe = probe_text,
	.open = open_text,
	.next = next,
	.close = close_whole,
};

const struct reader reader_html = {
	.name = "html",
	.summary = "an HTML page, one document a file",
	.probe = probe_html,
	.open = open_html,
	.next = next,
	.close = close_whole,
};

const struct reader reader_markdown = {
	.name = "markdown",
	.summary = "Markdown with or without front matter, one document a file",
	.probe = probe_markdown,
	.open = open_markdown,
	.next = next,
	.close = close_whole,
};
