/* See unseen.h. */
#include "pipeline/decode/unseen.h"

#include "pipeline/core/unit_find.h"

#define TAG_LOOK  4096	/* units before a place in which its tag begins */
#define PAGE_LOOK 65536 /* units in which a page shows its tags */

static bool is_word(struct uslice t, size_t i, const char *word)
{
	for (; *word; word++, i++)
		if (i >= t.len || t.p[i] != (unsigned char)*word) return false;
	return true;
}

bool unseen_is_page(struct uslice t)
{
	static const char *const tags[] = { "<html", "<HTML", "<body", "<div", "<p>",
					    "<P>",   "</p>",  "<br",   "<BR",  "<meta" };
	size_t end = t.len < PAGE_LOOK ? t.len : PAGE_LOOK;

	for (size_t i = unit_find(t.p, 0, end, '<'); i < end; i = unit_find(t.p, i + 1, end, '<'))
		for (size_t k = 0; k < sizeof tags / sizeof *tags; k++)
			if (is_word(t, i, tags[k])) return true;
	return false;
}

/* A small word at i, in either case. */
static bool is_name(struct uslice t, size_t i, const char *word)
{
	for (; *word; word++, i++)
		if (i >= t.len || (t.p[i] | 32) != (unsigned char)*word) return false;
	return true;
}

/* The begin of the end tag of an element from i on, text.len: it is not closed. */
static size_t end_tag(struct uslice t, size_t i, const char *name)
{
	for (i = unit_find_far(t.p, i, t.len, '<'); i < t.len;
	     i = unit_find_far(t.p, i + 1, t.len, '<'))
		if (i + 1 < t.len && t.p[i + 1] == '/' && is_name(t, i + 2, name)) return i;
	return t.len;
}

/* Does the tag [i, end) say that its script is JSON-LD? */
static bool says_json_ld(struct uslice t, size_t i, size_t end)
{
	for (i = unit_find(t.p, i, end, '+'); i < end; i = unit_find(t.p, i + 1, end, '+'))
		if (is_name(t, i + 1, "json")) return true;
	return false;
}

/* The kind of stretch that the '<' at i begins, UNSEEN_N: none. */
static int kind_at(struct uslice t, size_t i)
{
	if (is_word(t, i + 1, "!--")) return UNSEEN_COMMENT;
	if (is_name(t, i + 1, "script")) return UNSEEN_SCRIPT;
	return is_name(t, i + 1, "style") ? UNSEEN_STYLE : UNSEEN_N;
}

/* The end of the comment whose text begins at i, text.len: it is not closed. */
static size_t comment_end(struct uslice t, size_t i)
{
	for (i = unit_find_far(t.p, i, t.len, '>'); i < t.len;
	     i = unit_find_far(t.p, i + 1, t.len, '>'))
		if (t.p[i - 1] == '-' && t.p[i - 2] == '-') return i;
	return t.len;
}

bool unseen_begins(struct unseen_search *s, size_t i, size_t *end)
{
	struct uslice t = s->text;
	int kind = kind_at(t, i);

	if (kind == UNSEEN_N || s->open[kind]) return false;
	size_t from = kind == UNSEEN_COMMENT ? i + 4 : unit_find(t.p, i, t.len, '>');

	size_t to = kind == UNSEEN_COMMENT
			    ? comment_end(t, from)
			    : end_tag(t, from, kind == UNSEEN_SCRIPT ? "script" : "style");

	s->open[kind] = to == t.len;
	if (to == t.len || (kind == UNSEEN_SCRIPT && says_json_ld(t, i, from))) return false;
	*end = to;
	return true;
}

bool unseen_in_tag(struct uslice t, size_t i)
{
	size_t low = i > TAG_LOOK ? i - TAG_LOOK : 0,
	       name = unit_find_either_back(t.p, low, i, '<', '>');

	if (name == low || t.p[name - 1] != '<') return false;
	return (unit_is_letter(t.p[name]) || t.p[name] == '/') && !is_name(t, name, "meta");
}
