/* Front matter in the forms of site generators: YAML between lines of ---, TOML between lines of
 * +++, one JSON object, lines of names and values above a line of ---. From: the head of a text.
 * To: facts. YAML and JSON are read by libyaml, the others line by line. Limits: a block of
 * MATTER_MAX units; of TOML the strings, days and bare words before its first table. */
#include "pipeline/clean/front_matter.h"

#include <yaml.h>

#define MATTER_MAX 20000
#define FENCE	   3 /* marks of a fence */

struct matter_span {
	uint16_t mark;	 /* '-', '+', '{', ':'; 0: none */
	size_t from, to; /* what is read; an object with its braces */
	size_t end;	 /* the place behind */
};

/* Three marks and nothing else on the line at i. Gives the end of the line, 0 if it is none. */
static size_t fence_at(const uint16_t *t, size_t len, size_t i, uint16_t mark)
{
	for (size_t k = 0; k < FENCE; k++)
		if (i + k >= len || t[i + k] != mark) return 0;
	i += FENCE;
	while (i < len && (t[i] == ' ' || t[i] == '\r')) i++;
	return i == len || t[i] == '\n' ? i : 0;
}

/* The line at i begins with a name and a mark behind it that something may follow. */
static bool names_value(const uint16_t *t, size_t len, size_t i, uint16_t mark)
{
	size_t start = i;

	while (i < len && t[i] != mark && t[i] != '\n' && (t[i] != ' ' || mark == '=')) i++;
	return i > start && i < len && t[i] == mark && (i + 1 == len || t[i + 1] != '/');
}

static size_t next_line(const uint16_t *t, size_t len, size_t i)
{
	while (i < len && t[i] != '\n') i++;
	return i < len ? i + 1 : len;
}

/* Lines between two fences, the first of which names a value. */
static struct matter_span fenced(const uint16_t *t, size_t len, size_t i, uint16_t mark)
{
	struct matter_span m = { mark, fence_at(t, len, i, mark), 0, 0 };
	bool named = false;

	for (i = m.from; i && (i = next_line(t, len, i)) < len;) {
		m.end = fence_at(t, len, i, mark);
		if (!m.end && mark == '-') m.end = fence_at(t, len, i, '.'); /* YAML's other end */
		m.to = i;
		if (m.end && named) return m;
		if (named || t[i] == '\n' || t[i] == '\r' || t[i] == '#') continue;
		named = names_value(t, len, i, mark == '+' ? '=' : ':');
		if (!named) break;
	}
	return (struct matter_span){ 0 };
}

/* Lines of names in ASCII and values, lists below them, up to a fence. */
static struct matter_span unfenced(const uint16_t *t, size_t len, size_t i)
{
	struct matter_span m = { ':', i, i, 0 };

	for (; i < len; i = next_line(t, len, i)) {
		m.to = i;
		m.end = fence_at(t, len, i, '-');
		if (m.end) return m;
		bool item = i > m.from && (t[i] == ' ' || t[i] == '-');
		bool name = (t[i] | 32) >= 'a' && (t[i] | 32) <= 'z' && names_value(t, len, i, ':');
		if (!item && !name) break;
	}
	return (struct matter_span){ 0 };
}

/* An object that ends with a line, with text behind it, and has a name and a colon first. */
static struct matter_span braced(const uint16_t *t, size_t len, size_t i)
{
	struct matter_span m = { '{', i, 0, 0 };
	size_t depth = 0, k = i + 1;
	bool string = false;

	while (k < len && unit_is_space(t[k])) k++;
	if (k == len || t[k] != '"') return (struct matter_span){ 0 };
	for (; i < len; i++) {
		if (string && t[i] == '\\') i++;
		else if (t[i] == '"') string = !string;
		else if (!string && t[i] == '{') depth++;
		else if (!string && t[i] == '}' && !--depth) break;
	}
	m.to = m.end = i + 1;
	while (m.end < len && (t[m.end] == ' ' || t[m.end] == '\r')) m.end++;
	for (k = m.end; k < len && unit_is_space(t[k]); k++) {
	}
	if (k < len && t[m.end] == '\n') return m;
	return (struct matter_span){ 0 };
}

static struct matter_span find_matter(const uint16_t *t, size_t len)
{
	size_t i = 0;

	if (len > MATTER_MAX) len = MATTER_MAX;
	while (i < len && (unit_is_space(t[i]) || t[i] == 0xfeff)) i++;
	if (i < len && (t[i] == '-' || t[i] == '+')) return fenced(t, len, i, t[i]);
	if (i < len && t[i] == '{') return braced(t, len, i);
	return unfenced(t, len, i);
}

bool front_matter_is_there(const uint16_t *t, size_t len)
{
	return find_matter(t, len).mark != 0;
}

/* ---- YAML and JSON ---- */

struct matter {
	const struct meta_names *names;
	struct page *p;
	struct facts *f;
	struct matter_span in;
	struct slice key; /* last key of the outermost mapping */
	int depth;
	bool want_value;
};

/* Unit offset of a code point index inside the matter. */
static size_t unit_of(const struct matter *m, size_t index)
{
	const uint16_t *s = m->p->old.p + m->in.from;
	size_t i = 0, len = m->in.to - m->in.from;
	while (index-- && i < len) utf16_next(s, len, &i);
	return m->in.from + i;
}

static void add_value(struct matter *m, struct slice value, size_t from, size_t to)
{
	struct src_span src =
		to > from ? map_source(m->p->map, from, to - from) : (struct src_span){ 0, 0 };
	meta_front_matter(m->names, m->f, m->key, arena_copy(&m->f->d->arena, value), src);
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
		add_value(m, v, a, b);
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

static void read_yaml(struct matter *m)
{
	struct uslice inner = { m->p->old.p + m->in.from, m->in.to - m->in.from };
	struct slice text = arena_utf8(&m->f->d->arena, inner);
	yaml_parser_t parser;
	yaml_event_t ev;

	if (!yaml_parser_initialize(&parser)) return;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.len);
	bool more = true;
	while (more && yaml_parser_parse(&parser, &ev)) {
		on_event(m, &ev);
		more = ev.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
	}
	if (more) /* libyaml gave up: say so, what was read before stays */
		doc_add_error(m->f->d, "clean", "bad-front-matter",
			      map_source(m->p->map, 0, m->in.end), "front matter is no YAML: %s",
			      parser.problem ? parser.problem : "unknown problem");
	yaml_parser_delete(&parser);
}

/* ---- TOML and bare lines ---- */

/* name = value, name: value on the line [i, end). */
static void value_line(struct matter *m, size_t i, size_t end, uint16_t mark)
{
	const uint16_t *t = m->p->old.p;
	size_t name = i;

	while (i < end && t[i] != mark && t[i] != ' ') i++;
	m->key = arena_utf8(&m->f->d->arena, (struct uslice){ t + name, i - name });
	while (i < end && (t[i] == ' ' || t[i] == mark)) i++;
	while (end > i && unit_is_space(t[end - 1])) end--;
	if (end > i + 1 && (t[i] == '"' || t[i] == '\'') && t[end - 1] == t[i]) i++, end--;
	if (end > i)
		add_value(m, arena_utf8(&m->f->d->arena, (struct uslice){ t + i, end - i }), i,
			  end);
}

static void read_lines(struct matter *m, uint16_t mark)
{
	const uint16_t *t = m->p->old.p;

	for (size_t i = m->in.from, end; i < m->in.to; i = end) {
		end = next_line(t, m->in.to, i);
		if (t[i] == '[') return; /* names from here on belong to a table */
		if (names_value(t, end, i, mark)) value_line(m, i, end, mark);
	}
}

size_t front_matter_read(const struct meta_names *names, struct page *p, struct facts *f)
{
	struct matter m = { .names = names, .p = p, .f = f };

	m.in = find_matter(p->old.p, p->old.len);
	if (!m.in.mark) return 0;
	page_hide(p, 0, m.in.end, WHY_FRONT_MATTER);
	if (m.in.mark == '+' || m.in.mark == ':') read_lines(&m, m.in.mark == '+' ? '=' : ':');
	else read_yaml(&m);
	return m.in.end;
}
