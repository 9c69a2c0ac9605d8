/* --explain: the layers of a document told for people. See explain.h. */
#include "pipeline/explain.h"

#include "pipeline/clean/clean_explain.h"
#include "pipeline/decode/decode.h"

#include <math.h>

static void print_slice(FILE *to, struct slice s)
{
	if (s.p) fwrite(s.p, 1, s.len, to);
}

/* What decode did not: a spinner's substitutions undone. */
static void print_unspun(const struct doc *d, FILE *to)
{
	for (size_t i = 0; i < d->n_repairs; i++) {
		const struct repair *r = &d->repairs[i];
		if (r->cls != MAP_UNSPUN) continue;
		fprintf(to, "  %-8s bytes %u-%u  ", map_class_name((enum map_class)r->cls),
			r->src.start, r->src.end);
		print_slice(to, r->before);
		fputs(" -> ", to);
		print_slice(to, r->after);
		if (isfinite(r->margin)) fprintf(to, "  margin %.2f", (double)r->margin);
		fputc('\n', to);
	}
}

static void print_metas(const struct doc *d, FILE *to)
{
	for (size_t i = 0; i < d->n_metas; i++) {
		fprintf(to, "  %-8s ", meta_key_name((int)d->metas[i].key));
		print_slice(to, d->metas[i].value);
		fputs("  by ", to);
		print_slice(to, d->metas[i].how);
		fputc('\n', to);
	}
}

void explain_doc(const struct doc *d, FILE *to)
{
	struct buf out = { 0 };

	decode_explain(d, &out);
	print_slice(to, buf_slice(&out));
	out.len = 0;
	print_metas(d, to);
	if (d->layers & L_NORMAL)
		fprintf(to, "  spun     score %.1f, %s\n", d->spun_score, d->spun ? "yes" : "no");
	print_unspun(d, to);
	clean_explain(d, &out);
	print_slice(to, buf_slice(&out));
	buf_free(&out);
}

void explain_unread(const struct doc *d, FILE *to)
{
	if (d->layers || d->record >= 0 || !d->n_errors) return;
	const struct doc_error *x = &d->errors[0];
	fprintf(to, "%.*s: %.*s: %.*s\n", (int)d->path.len, d->path.p, (int)x->code.len, x->code.p,
		(int)x->message.len, x->message.p);
}
