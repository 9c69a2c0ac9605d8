/* Front for Markdown. From: text with front matter, headings, lists, links, emphasis, tables, HTML
 * inside. To: visible lines (one a source line: in news dumps a line is a paragraph) and facts from
 * the front matter. Limits: inline marks are paired within a line and MARK_LOOK units. */
#include "pipeline/clean/front_matter.h"
#include "pipeline/clean/markdown_parts.h"
#include "pipeline/core/unit_find.h"

#define MARK_LOOK  2000 /* how far a closing mark is looked for */
#define MISSES_MAX 60	/* marks without their other half in a line, after which marks are text */

struct md {
	struct builder *b;
	struct page *p;
	struct html_tokenizer t;
	const uint16_t *s;
	size_t len;
	bool code;	 /* inside a fence */
	bool program;	 /* whose language is no language of readers */
	unsigned misses; /* in this line */
};

static size_t line_end(const struct md *m, size_t i)
{
	return unit_find_either(m->s, i, m->len, '\n', '\r');
}

static bool is_punct(uint16_t c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

/* Place of unit c in [i, end), end if it is not there or too far. Nested square brackets are passed
 * over. */
static size_t find(const struct md *m, size_t i, size_t end, uint16_t c)
{
	unsigned depth = 0;
	size_t stop = end - i > MARK_LOOK ? i + MARK_LOOK : end;
	for (; i < stop; i++) {
		if (m->s[i] == '\\') i++;
		else if (m->s[i] == c && depth == 0) return i;
		else if (c == ']' && m->s[i] == '[') depth++;
		else if (c == ']' && m->s[i] == ']') depth--;
	}
	return end;
}

static void inline_text(struct md *m, size_t i, size_t end);

/* [text](address), ![alt](address), [text][label] at i. Gives the place behind, or i when it is
 * none. */
static size_t link_at(struct md *m, size_t i, size_t end)
{
	bool image = m->s[i] == '!';
	size_t open = i + image;
	size_t close = find(m, open + 1, end, ']');
	if (close == end) m->misses++;
	if (close == end || close + 1 >= end) return i;
	uint16_t next = m->s[close + 1];
	if (next != '(' && next != '[') return i;
	size_t stop = find(m, close + 2, end, next == '(' ? ')' : ']');
	if (stop == end) {
		m->misses++;
		return i;
	}
	if (image) {
		page_hide(m->p, i, stop + 1 - i, WHY_IMAGE);
	} else {
		m->b->link++;
		m->b->links++;
		inline_text(m, open + 1, close);
		m->b->link--;
	}
	return stop + 1;
}

/* An HTML tag or comment at i. Gives the place behind, or i when it is none. */
static size_t html_at(struct md *m, size_t i)
{
	struct html_token x;
	uint16_t c = i + 1 < m->len ? m->s[i + 1] : 0;
	if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '/' && c != '!') return i;
	if (markdown_is_address(m->s + i, m->len - i)) return i;
	m->t.pos = i;
	m->t.mode = HTML_DATA;
	html_next(&m->t, &x);
	if (x.type == HTML_START) {
		enum html_tag tag = build_start(m->b, &m->t, &x);
		if (html_tag_flags(tag) & TF_S) { /* its text is not shown */
			html_set_mode(&m->t, HTML_RAWTEXT, m->s + x.name.off, x.name.len);
			html_next(&m->t, &x);
			if (x.type == HTML_TEXT) html_next(&m->t, &x);
		}
	} else if (x.type == HTML_END) {
		build_end(m->b, &m->t, &x);
	} else if (x.type != HTML_COMMENT) {
		return i;
	}
	return m->t.pos;
}

/* Length of an emphasis mark at i that has its other half in the line, or is one; else 0. */
static size_t mark_at(struct md *m, size_t start, size_t i, size_t end)
{
	uint16_t c = m->s[i];
	size_t n = 1;
	while (i + n < end && m->s[i + n] == c) n++;
	if (n > 3 || (c == '~' && n != 2)) return 0;
	uint16_t before = i > start ? m->s[i - 1] : ' ', after = i + n < end ? m->s[i + n] : ' ';
	bool digits = before >= '0' && before <= '9' && after >= '0' && after <= '9';
	bool word = (before < 128 && before > ' ' && !is_punct(before)) &&
		    (after < 128 && after > ' ' && !is_punct(after));
	if (digits || (c == '_' && word) || (unit_is_space(before) && unit_is_space(after)))
		return 0;
	/* a partner of the same length before or behind */
	size_t low = i > start + MARK_LOOK ? i - MARK_LOOK : start,
	       high = end - i > MARK_LOOK ? i + MARK_LOOK : end;
	for (size_t k = i + n; k + n <= high; k++)
		if (m->s[k] == c) {
			size_t run = 1;
			while (k + run < high && m->s[k + run] == c) run++;
			if (run >= n) return n;
			k += run;
		}
	for (size_t k = i; k-- > low;)
		if (m->s[k] == c) return n;
	m->misses++;
	return 0;
}

static void inline_text(struct md *m, size_t i, size_t end)
{
	size_t start = i, kept = i;
	while (i < end) {
		uint16_t c = m->s[i];
		size_t next = i;
		if (m->misses > MISSES_MAX) break;
		if (c > '~') { /* most of all */
			i = unit_find_between(m->s, i + 1, end, '!', '~');
			continue;
		}
		if (c == '\\' && i + 1 < end && is_punct(m->s[i + 1])) {
			build_text(m->b, kept, i - kept);
			kept = i + 1;
			i += 2;
			continue;
		}
		if (c == '[' || (c == '!' && i + 1 < end && m->s[i + 1] == '[')) {
			build_text(m->b, kept, i - kept);
			kept = i;
			next = link_at(m, i, end);
		} else if (c == '<') {
			build_text(m->b, kept, i - kept);
			kept = i;
			next = html_at(m, i);
		} else if (c == '*' || c == '_' || c == '~') {
			size_t n = mark_at(m, start, i, end);
			if (n) {
				build_text(m->b, kept, i - kept);
				next = i + n;
			}
		} else if (c == '`') {
			build_text(m->b, kept, i - kept);
			kept = i + 1;
			i++;
			continue;
		} else if (c == '&') {
			uint32_t cp[2];
			size_t n = html_reference(m->t.refs, m->s + i, end - i, false, cp);
			if (n) {
				build_text(m->b, kept, i - kept);
				build_char(m->b, i, n, cp);
				next = i + n;
			}
		}
		if (next > i) {
			i = kept = next;
			continue;
		}
		i++;
	}
	if (end > kept) build_text(m->b, kept, end - kept);
}

/* Bars that open and close a row: where they stand in the source, and the length of the text behind
 * the last. */
struct row_edges {
	size_t first, last, behind; /* first: SIZE_MAX when text stands before it */
};

/* The line of a row keeps the tabs at its ends: they stand for empty cells. */
static void keep_edges(struct md *m, size_t n_lines, size_t vis, const struct row_edges *x)
{
	struct page *p = m->p;
	if (p->n_lines != n_lines + 1) return; /* mark-up inside may have broken it */
	struct line *l = &p->lines[p->n_lines - 1];
	if (l->vis < vis) return;
	if (x->first < SIZE_MAX) l->vis = (uint32_t)vis, l->old = (uint32_t)x->first;
	if (x->behind == p->text.len) l->old_end = (uint32_t)x->last + 1;
	l->len = (uint32_t)(p->text.len - l->vis);
}

/* Cells of a table row, a tab between them. */
static void table_row(struct md *m, size_t i, size_t end)
{
	static const uint16_t tab = '\t';
	size_t vis = m->p->text.len, n_lines = m->p->n_lines;
	struct row_edges x = { SIZE_MAX, i, 0 };
	if (m->s[i] == '|') i++;
	if (end > i && m->s[end - 1] == '|') end--;
	bool first = true;
	while (i <= end) {
		size_t stop = find(m, i, end, '|');
		if (!first) {
			m->b->space = false;
			if (m->p->text.len == vis) x.first = i - 1;
			page_replace(m->p, i - 1, 1, &tab, 1);
			x.last = i - 1;
			x.behind = m->p->text.len;
		}
		while (i < stop && unit_is_space(m->s[i])) i++;
		size_t cell_end = stop;
		while (cell_end > i && unit_is_space(m->s[cell_end - 1])) cell_end--;
		inline_text(m, i, cell_end);
		first = false;
		i = stop + 1;
	}
	m->b->line_flags |= LINE_TABLE;
	build_break(m->b);
	keep_edges(m, n_lines, vis, &x);
}

/* "```python": what the fence at [i, end) opens is a program, not text that somebody fenced. */
static bool opens_program(const struct md *m, size_t i, size_t end)
{
	static const char *const readable[] = { "text",	    "txt", "plain", "plaintext",
						"markdown", "md",  "html",  "htm" };

	while (i < end && (unit_is_space(m->s[i]) || is_punct(m->s[i]))) i++;
	struct html_span name = { (uint32_t)i, 0 };
	for (; i < end && (m->s[i] | 32) >= 'a' && (m->s[i] | 32) <= 'z'; i++) name.len++;
	for (size_t k = 0; k < sizeof readable / sizeof *readable; k++)
		if (html_name_is(m->s, name, readable[k])) return false;
	return name.len > 0;
}

/* One source line without its end. */
static size_t one_line(struct md *m, size_t i, size_t end)
{
	struct md_line l = markdown_line(m->s, i, end);
	m->misses = 0;
	if (l.kind == MD_FENCE) {
		m->code = !m->code;
		m->program = m->code && opens_program(m, i, end);
	}
	if (l.kind == MD_NONE || l.kind == MD_FENCE) return end;
	if (m->code && m->program) {
		page_hide(m->p, i, end - i, WHY_SCRIPT);
		return end;
	}
	if (m->code) {
		build_text(m->b, i, end - i);
		build_break(m->b);
		return end;
	}
	if (l.kind == MD_UNDERLINE && m->p->n_lines) { /* the line before is a heading */
		m->p->lines[m->p->n_lines - 1].flags |= LINE_HEADING;
		return end;
	}
	if (l.kind == MD_TABLE) {
		table_row(m, l.from, l.to);
		return end;
	}
	if (l.kind == MD_HEADING) m->b->heading = l.level;
	if (l.kind == MD_LIST) m->b->list++;
	inline_text(m, l.from, l.to);
	if (l.kind == MD_HEADING) m->b->line_flags |= LINE_HEADING;
	build_break(m->b);
	if (l.kind == MD_HEADING) m->b->heading = 0;
	if (l.kind == MD_LIST && m->b->list) m->b->list--;
	return m->t.pos > end ? m->t.pos : end; /* a tag may reach beyond the line */
}

void front_markdown(const struct markup *markup, struct builder *b, struct page *p, struct facts *f)
{
	struct md m = { .b = b, .p = p, .s = p->old.p, .len = p->old.len };
	build_begin(b, &markup->hints, p);
	html_begin(&m.t, p->old, &markup->refs);
	size_t i = front_matter_read(markup->names, p, f);
	while (i < m.len) {
		size_t end = line_end(&m, i);
		m.t.pos = 0;
		i = one_line(&m, i, end);
		while (i < m.len && (m.s[i] == '\n' || m.s[i] == '\r')) i++;
	}
	build_finish(b);
	if (p->text.len) p->vis = p->text.p;
}
