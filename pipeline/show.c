/* zhclaims show: run the line over the paths again until the claim turns up, then print it with its bytes. */
#include "pipeline/show.h"

#include "pipeline/core/doc_json.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"

#include <stdio.h>

static void print_slice(const char *label, struct slice s)
{
	if (s.p) printf("%-12s%.*s\n", label, (int)s.len, s.p);
}

/* Bytes around a span as they stand in the file, control characters as dots. */
static void print_bytes(const struct doc *d, const char *name, struct src_span s)
{
	printf("%-12sbytes %u-%u  ", name, s.start, s.end);
	for (uint32_t i = s.start; i < s.end && i < s.start + 60 && i < d->bytes.len; i++) {
		unsigned char c = (unsigned char)d->bytes.p[i];
		if (c < 0x20 || c == 0x7f)
			putchar('.');
		else
			putchar(c);
	}
	printf("%s\n", s.end > s.start + 60 ? " ..." : "");
}

static void print_claim(const struct doc *d, const struct claim *c)
{
	struct buf b = { 0 };
	struct src_span ev = { (uint32_t)c->ev_start, (uint32_t)c->ev_end };

	print_slice("claim", c->claim_id);
	print_slice("document", d->path);
	if (d->record >= 0) printf("%-12s%lld\n", "record", (long long)d->record);
	print_slice("encoding", d->encoding);
	print_slice("quote", c->quote);
	print_bytes(d, "evidence", ev);
	for (int i = 0; i < SPAN_N; i++)
		if (c->spans[i].end) print_bytes(d, claim_span_name(i), c->spans[i]);
	print_slice("rule", c->rule_id);
	claim_to_json(c, &b);
	printf("%.*s\n", (int)b.len, b.p);
	buf_free(&b);
}

static bool show_in(const struct doc *d, const char *id)
{
	for (size_t i = 0; i < d->n_claims; i++) {
		if (!slice_is(d->claims[i].claim_id, id)) continue;
		print_claim(d, &d->claims[i]);
		return true;
	}
	return false;
}

enum status show_command(const struct env *env, bool *missing, struct err *e)
{
	struct options opt = *env->opt;
	struct env inner = *env;
	struct feed *f = NULL;
	struct line l;
	struct doc d;
	bool found = false;

	if (opt.n_args < 2) return err_set(e, ERR_USAGE, "show wants a CLAIM_ID and a PATH");
	opt.args++;
	opt.n_args--;
	inner.opt = &opt;
	TRY(line_open(&l, &inner, NULL, NULL, 1, e));
	doc_init(&d);
	enum status st = feed_open_articles(&f, &inner, e);
	while (st == OK && !found && (st = feed_next(f, &d, e)) == OK) {
		if (d.layers) line_run(&l, 0, &d);
		found = show_in(&d, env->opt->args[0]);
		if (!found) doc_reset(&d);
	}
	if (st == END) st = OK;
	if (st == OK && !found) fprintf(stderr, "zhclaims: no claim %s in these articles\n", env->opt->args[0]);
	*missing = !found;
	doc_free(&d);
	feed_close(f);
	line_close(&l);
	return st;
}
