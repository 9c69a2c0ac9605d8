/* Commands that move documents: a feed, a line of stages, a writer, and the places where results
 * go. Work is done in the pool's threads; all output happens in consume, in input order. */
#include "pipeline/run.h"

#include "output/sinks.h"
#include "output/writer.h"
#include "pipeline/core/date.h"
#include "pipeline/core/doc_json.h"
#include "pipeline/core/pool.h"
#include "pipeline/explain.h"
#include "pipeline/feed.h"
#include "pipeline/line.h"
#include "pipeline/progress.h"

#include <stdatomic.h>
#include <stdio.h>

#define ERRORS_SHOWN 3 /* of one document, on standard error */
/* A document of more claims than WHOLE is not rendered as a whole but PIECE by PIECE: its records
 * are many times its size. */
#ifdef ZHC_HOSTILE
#define WHOLE 3
#define PIECE 3
#else
#define WHOLE 2000
#define PIECE 200
#endif
#define RECORDS_SHOWN 5 /* with errors, of one container */

_Static_assert(POOL_BATCH <= LINE_MAX_DOCS, "a batch goes down the line at once");

static const struct writer *const writers[] = {
#define X(name) &writer_##name,
#include "output/writers.def"
#undef X
};

struct run {
	const struct env *env;
	struct feed *feed;
	struct stage_line line;
	const struct writer *writer; /* NULL: document records */
	struct sinks *sinks;
	struct progress progress;
	/* bytes of input read: the reading thread sets it, the writing one shows it */
	_Atomic uint64_t raw;
	struct buf container; /* path of the container that the last bad record is from */
	size_t n_bad;	      /* bad records of it so far */
	bool bad;
};

static const struct writer *find_writer(const char *name)
{
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (strcmp(writers[i]->name, name) == 0) return writers[i];
	return NULL;
}

/* ---- pool ---- */

static enum status produce(void *ctx, struct doc *d, struct err *e)
{
	struct run *r = ctx;
	enum status st = feed_next(r->feed, d, e);

	atomic_store_explicit(&r->raw, feed_bytes(r->feed), memory_order_relaxed);
	return st;
}

static bool in_pieces(const struct run *r, const struct doc *d)
{
	return r->writer && r->writer->claims && d->n_claims > WHOLE;
}

static void work(void *ctx, size_t t, struct doc *const *docs, struct buf *const *outs, size_t n)
{
	const struct run *r = ctx;

	if (r->line.n) line_run(&r->line, t, docs, n);
	for (size_t i = 0; i < n; i++) {
		if (r->writer && docs[i]->layers) doc_require(docs[i], L_CLAIMS, "write");
		if (!r->writer) doc_to_json(docs[i], outs[i]);
		else if (!in_pieces(r, docs[i])) r->writer->doc(r->env, docs[i], outs[i]);
	}
}

/* What was not shown of the container that is left. */
static void show_rest(struct run *r)
{
	if (r->n_bad > RECORDS_SHOWN) {
		explain_text(buf_slice(&r->container), stderr);
		fprintf(stderr, ": %zu more records with errors (--docs FILE lists all)\n",
			r->n_bad - RECORDS_SHOWN);
	}
	r->n_bad = 0;
}

/* Is this document one of the first bad records of its container, or a file of its own? */
static bool is_shown(struct run *r, const struct doc *d)
{
	if (!slice_eq(d->path, buf_slice(&r->container))) {
		show_rest(r);
		r->container.len = 0;
		buf_add_slice(&r->container, d->path);
	}
	return d->record < 0 || ++r->n_bad <= RECORDS_SHOWN;
}

/* Trouble goes to standard error; it is in the record too. */
static void show_errors(const struct doc *d)
{
	char record[24] = "", place[24];

	if (d->record >= 0) snprintf(record, sizeof record, "#%lld", (long long)d->record);
	for (size_t i = 0; i < d->n_errors && i < ERRORS_SHOWN; i++) {
		const struct doc_error *x = &d->errors[i];
		bool whole = !x->src.start && !x->src.end; /* of the document, not of a place */
		snprintf(place, sizeof place, "byte %u: ", (unsigned)x->src.start);
		explain_text(d->path, stderr);
		fprintf(stderr, "%s%s%.*s: %.*s: %s", record, d->path.len ? ": " : "",
			(int)x->stage.len, x->stage.p, (int)x->code.len, x->code.p,
			whole ? "" : place);
		explain_text(x->message, stderr);
		fputc('\n', stderr);
	}
	if (d->n_errors <= ERRORS_SHOWN) return;
	explain_text(d->path, stderr);
	fprintf(stderr, ": %zu more errors\n", d->n_errors - ERRORS_SHOWN);
}

static enum status consume(void *ctx, struct doc *d, struct buf *out, struct err *e)
{
	struct run *r = ctx;

	for (size_t i = 0; in_pieces(r, d) && i < d->n_claims; i += PIECE) {
		out->len = 0;
		r->writer->claims(r->env, d, i, d->n_claims - i > PIECE ? i + PIECE : d->n_claims,
				  out);
		TRY(sinks_text(r->sinks, buf_slice(out), e));
		out->len = 0;
	}
	TRY(sinks_write(r->sinks, d, out, e));
	progress_add(&r->progress, d, atomic_load_explicit(&r->raw, memory_order_relaxed));
	if (r->env->opt->explain) explain_doc(d, stderr);
	if (!d->n_errors) return OK;
	if (r->progress.live) fputs("\r\033[K", stderr);
	if (is_shown(r, d)) show_errors(d);
	r->bad = true;
	if (r->env->opt->strict)
		return err_set(e, ERR_INPUT, "stopped at the first error (--strict)");
	return OK;
}

/* ---- set-up ---- */

static enum status open_parts(struct run *r, struct err *e)
{
	const struct options *o = r->env->opt;
	bool is_run = strcmp(o->command, "run") == 0, is_write = strcmp(o->command, "write") == 0;
	bool articles = is_run || strcmp(o->command, "decode") == 0;
	int32_t day;

	if (o->date && !date_parse(slice_str(o->date), &day))
		return err_set(e, ERR_USAGE, "--date %s: it is a day as YYYY-MM-DD", o->date);
	if (o->until &&
	    (strcmp(o->to, "ndjson") != 0 || (o->db && strcmp(o->until, "extract") != 0)))
		return err_set(e, ERR_USAGE,
			       "--until %s writes document records: no claims for --%s", o->until,
			       o->db ? "db" : "to");
	if (articles && !o->n_args)
		return err_set(e, ERR_USAGE, "%s wants a PATH (- is standard input)", o->command);
	if (!articles && o->n_args > 1)
		return err_set(e, ERR_USAGE, "%s takes one FILE", o->command);
	if (is_write || (is_run && !o->until)) r->writer = find_writer(o->to);
	if (!is_write)
		TRY(line_open(&r->line, r->env, articles ? NULL : o->command,
			      is_run ? o->until : o->command, (size_t)o->jobs, e));
	TRY(articles ? feed_open_articles(&r->feed, r->env, e)
		     : feed_open_records(&r->feed, r->env, e));
	return sinks_open(&r->sinks, r->env, e);
}

/* Text of the writer around all documents. */
static enum status frame(struct run *r, bool end, struct err *e)
{
	struct buf b = { 0 };
	enum status st = OK;

	if (r->writer && (end ? r->writer->end : r->writer->begin)) {
		(end ? r->writer->end : r->writer->begin)(r->env, &b);
		st = sinks_text(r->sinks, buf_slice(&b), e);
	}
	buf_free(&b);
	return st;
}

static enum status run_all(struct run *r, struct err *e)
{
	const struct pool_job job = {
		.ctx = r, .produce = produce, .work = work, .consume = consume
	};
	const struct options *o = r->env->opt;

	TRY(open_parts(r, e));
	bool articles = strcmp(o->command, "run") == 0 || strcmp(o->command, "decode") == 0;
	progress_begin(&r->progress, o, 0);
	if (r->progress.live && articles) r->progress.total = progress_total(o);
	if (!articles) r->progress.live = r->progress.summary = false;
	TRY(frame(r, false, e));
	TRY(pool_run(&job, (size_t)o->jobs, e));
	bool no_input = !feed_opened(r->feed) && r->bad;
	if (!no_input) { /* else an earlier result stays where it is */
		TRY(frame(r, true, e));
		TRY(sinks_finish(r->sinks, e));
	}
	r->progress.skipped = feed_skipped(r->feed);
	progress_end(&r->progress);
	return no_input ? err_set(e, ERR_NOINPUT, "no input could be opened") : OK;
}

enum status run_command(const struct env *env, bool *bad, struct err *e)
{
	struct run r = { .env = env };
	enum status st = run_all(&r, e);

	show_rest(&r);
	buf_free(&r.container);
	sinks_close(r.sinks);
	feed_close(r.feed);
	if (r.line.n) line_close(&r.line);
	*bad = r.bad;
	return st;
}
