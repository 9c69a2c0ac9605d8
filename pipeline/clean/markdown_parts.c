/* What a Markdown line is; the YAML front matter by libyaml. From: lines. To: kinds and facts.
 * Limits: a front matter of MATTER_MAX units. */
#include "pipeline/clean/markdown_parts.h"

#include <yaml.h>

#define MATTER_MAX 20000

bool markdown_is_address(const uint16_t *s, size_t len)
{
	size_t i = 1;
	while (i < len && i < 24 && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'z') i++;
	if (i < len && s[i] == ':' && i + 1 < len && s[i + 1] == '/') return true;
	for (; i < len && i < 80 && s[i] > ' ' && s[i] != '>'; i++)
		if (s[i] == '@') return true;
	return false;
}

static bool all_of(const uint16_t *s, size_t i, size_t end, const char *set, size_t min)
{
	size_t n = 0;
	for (; i < end; i++) {
		if (unit_is_space(s[i])) continue;
		if (s[i] >= 128 || !strchr(set, (char)s[i]) || !s[i]) return false;
		n++;
	}
	return n >= min;
}

/* A row of a table: begins or ends with a bar and has another. */
static bool is_row(const uint16_t *s, size_t i, size_t end)
{
	size_t bars = 0;
	for (size_t k = i; k < end; k++) bars += s[k] == '|';
	return bars >= 2 && s[i] == '|';
}

/* Length of a list mark at i: bullets with their blank; of an ordered mark 0, but *ordered is set.
 */
static size_t list_mark(const uint16_t *s, size_t i, size_t end, bool *ordered)
{
	if (i + 1 < end && (s[i] == '-' || s[i] == '*' || s[i] == '+') && s[i + 1] == ' ') return 2;
	size_t k = i;
	while (k < end && k - i < 3 && s[k] >= '0' && s[k] <= '9') k++;
	*ordered = k > i && k + 1 < end && (s[k] == '.' || s[k] == ')') && s[k + 1] == ' ';
	return 0;
}

static struct md_line heading(const uint16_t *s, size_t i, size_t end)
{
	struct md_line l = { MD_TEXT, 0, i, end };
	size_t k = i;
	while (k < end && s[k] == '#') k++;
	if (k - i > 6 || (k < end && s[k] != ' ' && s[k] != '\t')) return l;
	l.kind = MD_HEADING;
	l.level = (unsigned)(k - i);
	while (end > k && (s[end - 1] == '#' || unit_is_space(s[end - 1]))) end--;
	l.from = k;
	l.to = end;
	return l;
}

struct md_line markdown_line(const uint16_t *s, size_t i, size_t end)
{
	struct md_line l = { MD_NONE, 0, i, end };
	bool ordered = false;
	while (i < end && unit_is_space(s[i])) i++;
	while (i < end && s[i] == '>') {
		i++;
		while (i < end && unit_is_space(s[i])) i++;
	}
	if (i == end) return l;
	if (s[i] == '#') return heading(s, i, end);
	l.from = i;
	l.kind = MD_TEXT;
	if (all_of(s, i, end, "=", 3)) l.kind = MD_UNDERLINE;
	else if (all_of(s, i, end, "-", 3) || all_of(s, i, end, "*", 3) ||
		 all_of(s, i, end, "_", 3))
		l.kind = MD_NONE;
	else if (all_of(s, i, end, "|-: ", 3)) l.kind = MD_NONE;
	else if (s[i] == '`' && i + 2 < end && s[i + 1] == '`' && s[i + 2] == '`')
		l.kind = MD_FENCE;
	else if (is_row(s, i, end)) l.kind = MD_TABLE;
	else {
		size_t mark = list_mark(s, i, end, &ordered);
		if (mark || ordered) l.kind = MD_LIST;
		l.from = i + mark;
	}
	return l;
}

/* ---- front matter ---- */

/* End of the matter that begins at 0: the place behind its closing line, 0 if there is none.
 * *inner: its text. */
static size_t matter_end(const uint16_t *s, size_t len, struct html_span *inner)
{
	if (len < 4 || s[0] != '-' || s[1] != '-' || s[2] != '-' || (s[3] != '\n' && s[3] != '\r'))
		return 0;
	size_t start = 4, limit = len < MATTER_MAX ? len : MATTER_MAX;
	for (size_t i = 3; i + 3 < limit; i++) {
		if (s[i] != '\n' || s[i + 1] != '-' || s[i + 2] != '-' || s[i + 3] != '-') continue;
		size_t k = i + 4;
		while (k < len && (s[k] == ' ' || s[k] == '\r')) k++;
		if (k < len && s[k] != '\n') continue;
		*inner = (struct html_span){ (uint32_t)start,
					     (uint32_t)(i > start ? i - start : 0) };
		return k;
	}
	return 0;
}

struct matter {
	const struct meta_names *names;
	struct page *p;
	struct facts *f;
	struct html_span inner;
	struct slice key; /* last key of the outermost mapping */
	int depth;
	bool want_value;
};

/* Unit offset of a code point index inside the matter. */
static size_t unit_of(const struct matter *m, size_t index)
{
	const uint16_t *s = m->p->old.p + m->inner.off;
	size_t i = 0;
	while (index-- && i < m->inner.len) utf16_next(s, m->inner.len, &i);
	return m->inner.off + i;
}

static void scalar(struct matter *m, const yaml_event_t *ev)
{
	struct slice v = slice_of((const char *)ev->data.scalar.value, ev->data.scalar.length);
	if (m->depth == 1 && !m->want_value) {
		m->key = arena_copy(&m->f->d->arena, v);
		m->want_value = true;
		return;
	}
	if (m->depth >= 1 && m->want_value && v.len) {
		size_t a = unit_of(m, ev->start_mark.index), b = unit_of(m, ev->end_mark.index);
		if (ev->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		    ev->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
			a++, b--;
		struct src_span src =
			b > a ? map_source(m->p->map, a, b - a) : (struct src_span){ 0, 0 };
		meta_front_matter(m->names, m->f, m->key, arena_copy(&m->f->d->arena, v), src);
	}
	if (m->depth == 1) m->want_value = false;
}

static void on_event(struct matter *m, const yaml_event_t *ev)
{
	switch (ev->type) {
	case YAML_SCALAR_EVENT:
		scalar(m, ev);
		break;
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		m->depth++;
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		m->depth--;
		if (m->depth == 1) m->want_value = false;
		break;
	default:
		break;
	}
}

size_t markdown_front_matter(const struct meta_names *names, struct page *p, struct facts *f)
{
	struct matter m = { .names = names, .p = p, .f = f };
	size_t end = matter_end(p->old.p, p->old.len, &m.inner);
	if (!end) return 0;
	page_hide(p, 0, end, WHY_FRONT_MATTER);
	struct slice text =
		arena_utf8(&f->d->arena, (struct uslice){ p->old.p + m.inner.off, m.inner.len });
	yaml_parser_t parser;
	yaml_event_t ev;
	if (!yaml_parser_initialize(&parser)) return end;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.len);
	bool more = true;
	while (more && yaml_parser_parse(&parser, &ev)) {
		on_event(&m, &ev);
		more = ev.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
	}
	if (more) /* libyaml gave up: say so, what was read before stays */
		doc_add_error(f->d, "clean", "bad-front-matter", map_source(p->map, 0, end),
			      "front matter is no YAML: %s",
			      parser.problem ? parser.problem : "unknown problem");
	yaml_parser_delete(&parser);
	return end;
}
