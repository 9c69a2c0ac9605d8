/* Feeds: documents from articles or from document records. See feed.h. */
#include "pipeline/feed.h"

#include "corpus/fields.h"
#include "corpus/pick.h"
#include "corpus/reader.h"
#include "corpus/record.h"
#include "corpus/source.h"
#include "corpus/walk.h"
#include "pipeline/core/doc_json.h"
#include "pipeline/core/sha256.h"

#include <errno.h>
#include <stdlib.h>

#define RECORD_MAX (1u << 30) /* bytes of one doc/1 line */
#define HEAD_LEN   (1u << 16) /* bytes looked at before the first */

struct feed {
	const struct env *env;
	struct walk *walk; /* NULL: records */
	struct source *source;
	const struct reader *reader;
	void *state;
	uint64_t shard, n_shards; /* n_shards 0: all */
	uint64_t bytes;		  /* of the sources closed */
	uint64_t skipped;	  /* records without an article in the readers closed */
	size_t opened, record;
};

static enum status parse_shard(struct feed *f, const char *s, struct err *e)
{
	char *end;

	if (!s) return OK;
	errno = 0;
	f->shard = strtoull(s, &end, 10);
	if (*end == '/') f->n_shards = strtoull(end + 1, &end, 10);
	if (*end || errno == ERANGE || strchr(s, '-') || f->shard < 1 || f->shard > f->n_shards)
		return err_set(e, ERR_USAGE, "--shard %s: it is K/N with 1 <= K <= N", s);
	return OK;
}

/* A bad --field is told before the first input, whatever reads that. */
static enum status check_fields(const struct env *env, struct err *e)
{
	struct fields fields;
	enum status st = OK;

	if (!env->opt->fields) return OK;
	st = fields_open(&fields, env, e);
	fields_close(&fields);
	return st;
}

enum status feed_open_articles(struct feed **out, const struct env *env, struct err *e)
{
	struct feed *f = mem_zalloc(sizeof *f);

	f->env = env;
	*out = f;
	f->walk = walk_open(env->opt->args, env->opt->n_args);
	TRY(check_fields(env, e));
	return parse_shard(f, env->opt->shard, e);
}

/* The first record, as our own stages write records. */
static enum status check_record(struct slice record, struct slice path, struct err *e)
{
	if (!slice_starts(record, SLICE("{\"schema\":\"claim/1\"")) &&
	    !slice_starts(record, SLICE("{\"schema\":\"docs/1\"")))
		return OK;
	return err_set(e, ERR_USAGE,
		       "%.*s: holds results; a stage reads document records (doc/1) of the stage "
		       "before it",
		       (int)path.len, path.p);
}

/* An article or results where document records belong, by mistake: no line of the head is an
 * object, or the first is a claim. Else OK, empty input too. */
static enum status check_records(struct source *in, struct err *e)
{
	struct err trouble;
	struct slice head = SLICE(""), path = source_path(in);

	source_peek(in, HEAD_LEN, &head, &trouble); /* trouble comes again when it is read */
	for (size_t at = 0; at < head.len; at++) {
		const char *nl = memchr(head.p + at, '\n', head.len - at);
		while (at < head.len && (head.p[at] == ' ' || head.p[at] == '\t')) at++;
		if (at < head.len && head.p[at] == '{')
			return check_record(slice_of(head.p + at, head.len - at), path, e);
		at = nl ? (size_t)(nl - head.p) : head.len;
	}
	if (!slice_trim(head).len) return OK;
	return err_set(e, ERR_USAGE,
		       "%.*s: holds no document records (doc/1); an article goes through zhclaims "
		       "decode first",
		       (int)path.len, path.p);
}

enum status feed_open_records(struct feed **out, const struct env *env, struct err *e)
{
	struct feed *f = mem_zalloc(sizeof *f);

	f->env = env;
	*out = f;
	enum status st =
		source_open(&f->source, env, env->opt->n_args ? env->opt->args[0] : "-", true, e);
	if (st != OK) return st == ERR_INPUT ? ERR_NOINPUT : st;
	f->opened = 1;
	return check_records(f->source, e);
}

static void close_source(struct feed *f)
{
	if (f->reader && f->state) {
		if (f->reader->skipped) f->skipped += f->reader->skipped(f->state);
		f->reader->close(f->state);
	}
	if (f->source) {
		f->bytes += source_consumed(f->source);
		source_close(f->source);
	}
	f->source = NULL;
	f->reader = NULL;
	f->state = NULL;
}

void feed_close(struct feed *f)
{
	if (!f) return;
	close_source(f);
	if (f->walk) walk_close(f->walk);
	mem_free(f);
}

enum status feed_each_article(const struct env *env, void (*each)(void *ctx, struct doc *d),
			      void *ctx, struct err *e)
{
	struct feed *f = NULL;
	struct doc d;
	enum status st = feed_open_articles(&f, env, e);

	doc_init(&d);
	while (st == OK && (st = feed_next(f, &d, e)) == OK) {
		each(ctx, &d);
		doc_reset(&d);
	}
	if (st == END)
		st = feed_opened(f) ? OK : err_set(e, ERR_NOINPUT, "no input could be opened");
	doc_free(&d);
	feed_close(f);
	return st;
}

uint64_t feed_bytes(const struct feed *f)
{
	return f->bytes + (f->source ? source_consumed(f->source) : 0);
}

uint64_t feed_skipped(const struct feed *f)
{
	return f->skipped + (f->walk ? walk_counts(f->walk)->hidden : 0);
}

size_t feed_opened(const struct feed *f)
{
	return f->opened;
}

/* A document that stands for an input we could not read. */
static enum status bad_input(struct doc *d, const char *path, const struct err *e)
{
	const char *code = e->status == ERR_NOINPUT ? "cannot-open"
			   : e->status == ERR_LIMIT ? "limit"
			   : e->status == ERR_IO    ? "cannot-read"
						    : "bad-input";

	if (!(d->layers & L_SOURCE)) {
		doc_reset(d);
		doc_set_source(d, SLICE(""), slice_str(path), -1);
		d->layers = 0;
	}
	doc_add_error(d, "read", code, (struct src_span){ 0, 0 }, "%s",
		      record_message(e, slice_str(path)));
	return OK;
}

/* The same for the input that is open. */
static enum status bad_source(const struct feed *f, struct doc *d, const struct err *e)
{
	struct slice path = source_path(f->source);
	char *name = mem_zalloc(path.len + 1);

	memcpy(name, path.p, path.len);
	bad_input(d, name, e);
	mem_free(name);
	return OK;
}

static bool fatal(enum status st)
{
	return st == ERR_USAGE || st == ERR_RULES;
}

/* Open the next path. OK with a reader; END; or OK without one when d got the error. */
static enum status open_next(struct feed *f, struct doc *d, struct err *e)
{
	const char *path;
	enum status st = walk_next(f->walk, &path, e);

	if (st == END) return END;
	if (st != OK) return bad_input(d, walk_path(f->walk), e);
	st = source_open(&f->source, f->env, path, walk_direct(f->walk), e);
	if (st == OK) f->reader = reader_pick(f->env, f->source, e);
	if (st == OK && !f->reader) st = e->status;
	if (st == OK) st = f->reader->open(f->env, f->source, &f->state, e);
	if (st == OK) {
		f->opened++;
		return OK;
	}
	if (!f->state) f->reader = NULL;
	close_source(f);
	return fatal(st) ? st : bad_input(d, path, e);
}

static bool in_shard(const struct feed *f, const struct doc *d)
{
	struct sha256 h;
	uint8_t digest[32], record[8]; /* low byte first, so that every machine agrees */
	uint64_t v = 0;

	if (!f->n_shards) return true;
	for (int i = 0; i < 8; i++) record[i] = (uint8_t)((uint64_t)d->record >> 8 * i);
	sha256_begin(&h);
	sha256_add(&h, d->path.p, d->path.len);
	sha256_add(&h, record, sizeof record);
	sha256_end(&h, digest);
	for (int i = 0; i < 8; i++) v = v << 8 | digest[i];
	return v % f->n_shards == f->shard - 1;
}

/* The day of --date goes with the document, so that clean has it in another process too. */
static void add_option_day(const struct feed *f, struct doc *d)
{
	const char *day = f->env->opt->date;

	if (day && d->layers)
		doc_add_meta(d, META_DATE, slice_str(day), (struct src_span){ 0, 0 }, "option");
}

static enum status next_article(struct feed *f, struct doc *d, struct err *e)
{
	for (;;) {
		if (!f->reader) {
			TRY(open_next(f, d, e));
			if (!f->reader) return OK; /* the error is in d */
		}
		enum status st = f->reader->next(f->state, d, e);
		if (st == OK && in_shard(f, d)) {
			add_option_day(f, d);
			return OK;
		}
		if (st == OK) {
			doc_reset(d);
			continue;
		}
		if (st == END) {
			close_source(f);
			continue;
		}
		if (fatal(st)) return st;
		bad_source(f, d, e);
		close_source(f);
		return OK;
	}
}

/* One line of the source, without its newline; END at the end. */
static enum status next_line(struct feed *f, struct slice *line, size_t *skip, struct err *e)
{
	for (size_t want = 1u << 16, seen = 0;; want *= 2) {
		struct slice s;
		TRY(source_peek(f->source, want, &s, e));
		const char *nl = s.len > seen ? memchr(s.p + seen, '\n', s.len - seen) : NULL;
		if (nl || s.len < want) {
			*line = slice_of(s.p, nl ? (size_t)(nl - s.p) : s.len);
			*skip = line->len + (nl ? 1 : 0);
			return s.len ? OK : END;
		}
		if (want >= RECORD_MAX)
			return err_set(e, ERR_LIMIT, "document record of more than %u bytes",
				       RECORD_MAX);
		seen = s.len;
	}
}

static enum status next_record(struct feed *f, struct doc *d, struct err *e)
{
	struct slice line;
	size_t skip = 0;

	for (;;) {
		TRY(next_line(f, &line, &skip, e));
		f->record++;
		if (slice_trim(line).len) break;
		source_skip(f->source, skip);
	}
	enum status st = doc_from_json(d, line, e);
	source_skip(f->source, skip);
	if (st == OK) return OK;
	struct err bad = { st, "" };
	err_set(&bad, st, "line %zu: %.400s", f->record, e->text);
	doc_reset(d);
	return bad_source(f, d, &bad);
}

enum status feed_next(struct feed *f, struct doc *d, struct err *e)
{
	return f->walk ? next_article(f, d, e) : next_record(f, d, e);
}
