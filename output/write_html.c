/* One page for a browser, nothing loaded from elsewhere: each article with its claims highlighted
 * (what is known about one shows when the pointer rests on it), and a table of them under it. In:
 * documents with text, map and claims. */
#include <inttypes.h>

#include "output/marks.h"
#include "output/writer.h"
#include "pipeline/core/date.h"

static const char page_head[] =
	"<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, "
	"initial-scale=1\">\n<title>zhclaims</title>\n<style>\n"
	"body{font:16px/1.8 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 "
	"1rem;color:#222;"
	"background:#fff}\n"
	"article{border-top:2px solid #ddd;padding-top:1rem;margin-top:2rem}\n"
	".path,.meta{color:#777;font-size:.85rem}\n.text{white-space:pre-wrap;overflow-wrap:"
	"anywhere}\n"
	"mark{border-radius:.2em;padding:0 .15em;color:inherit;cursor:help}\n"
	".quantity{background:#cfe8fc}.change{background:#d3f2d0}.down{background:#fbd6d2}\n"
	".event{background:#fdeeb5}.statement{background:#ead9f7}\n"
	"mark sup{font-size:.6em;color:#666}\n.error{color:#b00}\n"
	"table{border-collapse:collapse;font-size:.85rem;line-height:1.4}\n"
	"th,td{border:1px solid #ddd;padding:.2em "
	".5em;text-align:left;vertical-align:top}\nth{background:#f5f5f5}\n"
	"td.n{text-align:right;white-space:nowrap}\n:target{outline:3px solid #f80}\n"
	"@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}mark{color:#111}th{"
	"background:#333}"
	"th,td,article{border-color:#444}mark sup{color:#444}}\n"
	"</style>\n</head>\n<body>\n";

static void add_escaped(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		switch (c) {
		case '&':
			buf_add_str(out, "&amp;");
			break;
		case '<':
			buf_add_str(out, "&lt;");
			break;
		case '>':
			buf_add_str(out, "&gt;");
			break;
		case '"':
			buf_add_str(out, "&quot;");
			break;
		default:
			if (c < 0x20 && c != '\n' && c != '\t') buf_add_str(out, "\xef\xbf\xbd");
			else buf_addc(out, (char)c);
		}
	}
}

static void add_text(const struct doc *d, size_t off, size_t len, struct buf *scratch,
		     struct buf *out)
{
	scratch->len = 0;
	marks_text(d, off, len, scratch);
	add_escaped(out, buf_slice(scratch));
}

/* What the pointer shows: one line a field that is known. */
static void add_tip(struct buf *out, const struct claim *c)
{
	const struct {
		const char *name;
		struct slice value;
	} fields[] = {
		{ "indicator", c->indicator_text },
		{ "subject", c->subject_norm.p ? c->subject_norm : c->subject_text },
		{ "value", c->value_dec },
		{ "low", c->low_dec },
		{ "high", c->high_dec },
		{ "op", c->value_op },
		{ "unit", c->unit_code.p ? c->unit_code : c->unit_text },
		{ "measure", c->measure },
		{ "stat", c->stat },
		{ "direction", c->direction },
		{ "compare", c->compare },
		{ "from", c->from_dec },
		{ "base", c->base_text },
		{ "filter", c->filter_text },
		{ "event", c->event_type },
		{ "object", c->object_text },
		{ "time", c->time_text },
		{ "start", c->time_start },
		{ "end", c->time_end },
		{ "place", c->place_text },
		{ "speaker", c->speaker_text },
		{ "modality", c->modality },
		{ "repair", c->repair },
		{ "rule", c->rule_id },
		{ "id", c->claim_id },
	};
	bool first = true;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (fields[i].value.len == 0) continue;
		if (!first) buf_add_str(out, "&#10;");
		buf_add_str(out, fields[i].name);
		buf_add_str(out, ": ");
		add_escaped(out, fields[i].value);
		first = false;
	}
}

static void add_mark(const struct doc *d, const struct marks *m, const struct mark *k,
		     struct buf *scratch, struct buf *out)
{
	const struct claim *c = &d->claims[m->order[k->first]];
	buf_add_str(out, "<mark class=\"");
	add_escaped(out, c->kind);
	if (slice_is(c->direction, "down")) buf_add_str(out, " down");
	buf_add_str(out, "\" title=\"");
	for (size_t j = 0; j < k->n; j++) {
		if (j > 0) buf_add_str(out, "&#10;&#10;");
		add_tip(out, &d->claims[m->order[k->first + j]]);
	}
	buf_add_str(out, "\">");
	add_text(d, k->off, k->len, scratch, out);
	for (size_t j = 0; j < k->n; j++)
		buf_printf(out, "<sup>%zu</sup>", m->order[k->first + j] + 1);
	buf_add_str(out, "</mark>");
}

static void add_cell(struct buf *out, const char *class, struct slice a, struct slice b)
{
	buf_add_str(out, class);
	add_escaped(out, a);
	add_escaped(out, b);
	buf_add_str(out, "</td>");
}

static void add_table(const struct doc *d, struct buf *out)
{
	buf_add_str(out, "<table>\n<tr><th>#</th><th>what</th><th>value</th><th>indicator</"
			 "th><th>subject</th>"
			 "<th>time</th><th>speaker</th><th>mood</th></tr>\n");
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *c = &d->claims[i];
		bool number = c->value_text.p != NULL;
		buf_add_str(out, "<tr id=\"");
		add_escaped(out, c->claim_id);
		buf_printf(out, "\"><td class=\"n\">%zu</td>", i + 1);
		add_cell(out, "<td>",
			 c->measure.p	   ? c->measure
			 : c->event_type.p ? c->event_type
					   : c->kind,
			 SLICE_NONE);
		add_cell(out, "<td class=\"n\">",
			 number		     ? c->value_text
			 : c->trigger_text.p ? c->trigger_text
					     : c->speech_cue,
			 c->unit_text);
		add_cell(out, "<td>", c->indicator_text.p ? c->indicator_text : c->object_text,
			 SLICE_NONE);
		add_cell(out, "<td>", c->subject_text, SLICE_NONE);
		buf_add_str(out, "<td>");
		add_escaped(out, c->time_start);
		if (c->time_end.p && !slice_eq(c->time_start, c->time_end)) {
			buf_add_str(out, " \xe2\x80\x93 ");
			add_escaped(out, c->time_end);
		}
		buf_add_str(out, "</td>");
		add_cell(out, "<td>", c->speaker_text, SLICE_NONE);
		add_cell(out, "<td>", slice_is(c->polarity, "neg") ? SLICE("not ") : SLICE_NONE,
			 slice_is(c->modality, "fact") ? SLICE_NONE : c->modality);
		buf_add_str(out, "</tr>\n");
	}
	buf_add_str(out, "</table>\n");
}

static void add_head(const struct doc *d, struct buf *out)
{
	static const enum meta_key keys[] = { META_SOURCE, META_AUTHOR, META_EDITOR };
	struct slice title = doc_meta(d, META_TITLE);
	int y, m, day;
	buf_add_str(out, "<article>\n<p class=\"path\">");
	add_escaped(out, d->path);
	if (d->record >= 0) buf_printf(out, " #%" PRId64, d->record);
	buf_add_str(out, "</p>\n");
	if (title.len) {
		buf_add_str(out, "<h2>");
		add_escaped(out, title);
		buf_add_str(out, "</h2>\n");
	}
	buf_add_str(out, "<p class=\"meta\">");
	if (d->date != DAY_NONE) {
		date_civil(d->date, &y, &m, &day);
		buf_printf(out, "%04d-%02d-%02d ", y, m, day);
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		add_escaped(out, doc_meta(d, keys[i]));
		buf_addc(out, ' ');
	}
	buf_add_str(out, "</p>\n");
}

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	struct buf scratch = { 0 };
	struct marks m;
	size_t at = 0;
	(void)env;
	marks_find(d, &m);
	add_head(d, out);
	for (size_t i = 0; i < d->n_errors; i++) {
		buf_add_str(out, "<p class=\"error\">");
		add_escaped(out, d->errors[i].message);
		buf_add_str(out, "</p>\n");
	}
	buf_add_str(out, "<div class=\"text\">");
	for (size_t i = 0; i < m.n; i++) {
		add_text(d, at, m.marks[i].off - at, &scratch, out);
		add_mark(d, &m, &m.marks[i], &scratch, out);
		at = m.marks[i].off + m.marks[i].len;
	}
	add_text(d, at, d->text.len - at, &scratch, out);
	buf_add_str(out, "</div>\n");
	if (d->n_claims > 0) add_table(d, out);
	buf_add_str(out, "</article>\n");
	marks_free(&m);
	buf_free(&scratch);
}

static void begin(const struct env *env, struct buf *out)
{
	(void)env;
	buf_add_str(out, page_head);
}

static void end(const struct env *env, struct buf *out)
{
	(void)env;
	buf_add_str(out, "</body>\n</html>\n");
}

const struct writer writer_html = {
	.name = "html",
	.summary = "one page for a browser, claims highlighted with what is known about them",
	.begin = begin,
	.doc = write_doc,
	.end = end,
};
