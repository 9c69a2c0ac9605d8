/* --explain: the layers of a document told for people. See explain.h. */
#include "pipeline/explain.h"

#include "pipeline/clean/clean_explain.h"
#include "pipeline/decode/decode.h"

#include <math.h>

void explain_text(struct slice s, FILE *to)
{
	for (size_t i = 0, from = 0; s.len && i <= s.len; i++) {
		if (i < s.len && (unsigned char)s.p[i] >= 0x20 && s.p[i] != 0x7f) continue;
		fwrite(s.p + from, 1, i - from, to);
		if (i < s.len) fputc('.', to);
		from = i + 1;
	}
}

static void print_lines(struct slice lines, FILE *to)
{
	struct slice line;

	while (lines.len && slice_split(&lines, '\n', &line)) {
		explain_text(line, to);
		fputc('\n', to);
	}
}

/* What decode did not: a spinner's substitutions undone. */
static void print_unspun(const struct doc *d, FILE *to)
{
	for (size_t i = 0; i < d->n_repairs; i++) {
		const struct repair *r = &d->repairs[i];
		if (r->cls != MAP_UNSPUN) continue;
		fprintf(to, "  %-8s bytes %u-%u  ", map_class_name((enum map_class)r->cls),
			r->src.start, r->src.end);
		explain_text(r->before, to);
		fputs(" -> ", to);
		explain_text(r->after, to);
		if (isfinite(r->margin)) fprintf(to, "  margin %.2f", (double)r->margin);
		fputc('\n', to);
	}
}

static void print_metas(const struct doc *d, FILE *to)
{
	for (size_t i = 0; i < d->n_metas; i++) {
		fprintf(to, "  %-8s ", meta_key_name((int)d->metas[i].key));
		explain_text(d->metas[i].value, to);
		fputs("  by ", to);
		explain_text(d->metas[i].how, to);
		fputc('\n', to);
	}
}

void explain_doc(const struct doc *d, FILE *to)
{
	struct buf out = { 0 };

	decode_explain(d, &out);
	print_lines(buf_slice(&out), to);
	out.len = 0;
	print_metas(d, to);
	if (d->layers & L_NORMAL)
		fprintf(to, "  spun     score %.1f, %s\n", d->spun_score, d->spun ? "yes" : "no");
	print_unspun(d, to);
	clean_explain(d, &out);
	print_lines(buf_slice(&out), to);
	buf_free(&out);
}

void explain_unread(const struct doc *d, FILE *to)
{
	if (d->layers || d->record >= 0 || !d->n_errors) return;
	const struct doc_error *x = &d->errors[0];
	explain_text(d->path, to);
	fprintf(to, ": %.*s: ", (int)x->code.len, x->code.p);
	explain_text(x->message, to);
	fputc('\n', to);
}
