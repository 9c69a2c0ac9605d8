/* Prints what extract weighs for the owner of every figure, to fit rules/extract/owners.tsv. usage:
 * ownerdump PATH... A line a figure: document, first and last byte of its number, what it wants as
 * a hexadecimal number, and a column a candidate: first and last byte, scope, signs likewise, "*"
 * before the one taken. scripts/fit_owners.py reads it. */
#include "pipeline/extract/extract.h"
#include "pipeline/extract/owner_choice.h"
#include "scripts/benchframe.h"

static void print_choice(void *ctx, const struct view *v, const struct mention *m,
			 const struct candidates *all, const struct candidate *taken)
{
	const struct doc *d = v->d;
	const struct annot *a = &d->annots[m->annot];
	struct src_span at = doc_source(d, a->num_off, a->num_len);

	(void)ctx;
	printf("%.*s\t%u %u %llx", (int)d->path.len, d->path.p, at.start, at.end,
	       (unsigned long long)all->wants);
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = &all->c[i];
		struct src_span s = doc_source(d, c->s.off, c->s.len);
		printf("\t%s%u %u %d %llx", c == taken ? "*" : "", s.start, s.end, (int)c->scope,
		       (unsigned long long)c->is);
	}
	putchar('\n');
}

static void listen(void *worker)
{
	extract_owner_choice(worker)->seen = print_choice;
}

int main(int argc, char **argv)
{
	return bench_listen(argc, argv, "ownerdump", listen);
}
