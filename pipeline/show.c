/* zhclaims show: run the line over the paths again until the claim turns up, then print it with its
 * bytes. */
#include "pipeline/show.h"

#include "pipeline/core/doc_json.h"
#include "pipeline/explain.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"

#include <stdio.h>

#define SPAN_SHOWN 100 /* units */

static void print_slice(const char *label, struct slice s)
{
	if (!s.p) return;
	printf("%-12s", label);
	explain_text(s, stdout);
	putchar('\n');
}

/* A span: where its bytes stand, the text that was made of them, and, where the file is no UTF-8,
 * the bytes. */
static void print_span(struct doc *d, const char *name, struct src_span s)
{
	size_t off, len;

	printf("%-12sbytes %u-%u  ", name, s.start, s.end);
	if (map_text(&d->map, s, &off, &len))
		explain_text(doc_span_utf8(d, off, len < SPAN_SHOWN ? len : SPAN_SHOWN), stdout);
	if (!slice_is(d->encoding, "UTF-8")) {
		printf("  [");
		for (uint32_t i = s.start; i < s.end && i < s.start + 16 && i < d->bytes.len; i++)
			printf("%s%02x", i > s.start ? " " : "",
			       (unsigned)(unsigned char)d->bytes.p[i]);
		printf("%s]", s.end > s.start + 16 ? " ..." : "");
	}
	putchar('\n');
}

static void print_claim(struct doc *d, const struct claim *c)
{
	struct buf b = { 0 };
	struct src_span ev = { (uint32_t)c->ev_start, (uint32_t)c->ev_end };

	print_slice("claim", c->claim_id);
	print_slice("document", d->path);
	if (d->record >= 0) printf("%-12s%lld\n", "record", (long long)d->record);
	print_slice("member", doc_meta(d, META_MEMBER));
	print_slice("url", doc_meta(d, META_URL));
	print_slice("encoding", d->encoding);
	print_slice("quote", c->quote);
	print_span(d, "evidence", ev);
	for (int i = 0; i < SPAN_N; i++)
		if (c->spans[i].end) print_span(d, claim_span_name(i), c->spans[i]);
	print_slice("rule", c->rule_id);
	claim_to_json(c, NULL, &b);
	printf("%.*s\n", (int)b.len, b.p);
	buf_free(&b);
}

static bool show_in(struct doc *d, const char *id)
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
	struct stage_line l;
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
		line_run(&l, 0, (struct doc *[]){ &d }, 1);
		found = show_in(&d, env->opt->args[0]);
		if (!found) explain_unread(&d, stderr); /* the claim may well be in it */
		if (!found) doc_reset(&d);
	}
	if (st == END) st = OK;
	if (st == OK && !found && !feed_opened(f))
		st = err_set(e, ERR_NOINPUT, "no input could be opened");
	if (st == OK && !found)
		fprintf(stderr, "zhclaims: no claim %s in these articles\n", env->opt->args[0]);
	*missing = !found;
	doc_free(&d);
	feed_close(f);
	line_close(&l);
	return st;
}
