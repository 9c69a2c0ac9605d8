/* Sinks. See sinks.h.
 * In: bytes of a writer and documents, in order, from one thread. Out: standard output or a file, a
 * file of document records, a database. Few bytes are gathered to FLUSH_AT before they are written.
 */
#include "output/sinks.h"

#include <sys/stat.h>
#include <unistd.h>

#include "output/db_sqlite.h"
#include "output/outfile.h"
#include "pipeline/core/doc_json.h"

#define FLUSH_AT (64u << 10) /* more would only take room in the cache */
#define WHOLE_AT (16u << 10) /* so many bytes are written from where they are */

/* One stream of bytes. */
struct stream {
	struct outfile *file; /* NULL: standard output */
	struct buf pending;
};

struct sinks {
	struct stream claims, docs;
	bool has_docs;
	struct db *db;
};

static enum status stream_write(const struct stream *s, struct slice bytes, struct err *e)
{
	return s->file ? outfile_write(s->file, bytes, e)
		       : fd_write_all(STDOUT_FILENO, bytes, "standard output", e);
}

static enum status stream_flush(struct stream *s, struct err *e)
{
	enum status st = stream_write(s, buf_slice(&s->pending), e);
	s->pending.len = 0;
	return st;
}

static enum status stream_add(struct stream *s, struct slice bytes, struct err *e)
{
	if (bytes.len >= WHOLE_AT) {
		TRY(stream_flush(s, e));
		return stream_write(s, bytes, e);
	}
	buf_add_slice(&s->pending, bytes);
	return s->pending.len >= FLUSH_AT ? stream_flush(s, e) : OK;
}

static enum status stream_finish(struct stream *s, struct err *e)
{
	TRY(stream_flush(s, e));
	if (!s->file) return OK;
	struct outfile *file = s->file;
	s->file = NULL;
	return outfile_commit(file, e);
}

static void stream_close(struct stream *s)
{
	outfile_abandon(s->file);
	buf_free(&s->pending);
}

/* Devices and pipes may be named twice. */
static bool same_stat(const struct stat *x, const struct stat *y)
{
	return S_ISREG(x->st_mode) && x->st_dev == y->st_dev && x->st_ino == y->st_ino;
}

/* The same file, be it there already or not. */
static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	if (stat(a, &x) != 0 || stat(b, &y) != 0) return strcmp(a, b) == 0;
	return same_stat(&x, &y);
}

/* zhclaims run FILE >>FILE would read for ever what it writes. */
static bool is_stdout(const char *path)
{
	struct stat x, y;

	return stat(path, &x) == 0 && fstat(STDOUT_FILENO, &y) == 0 && same_stat(&x, &y);
}

/* "-" is standard output, for one result. */
static bool is_dash(const char *path)
{
	return path && strcmp(path, "-") == 0;
}

/* A result must not take the place of an input or of another result. */
static enum status check_targets(const struct options *o, struct err *e)
{
	const struct {
		const char *option, *path;
	} targets[] = { { "output", o->output }, { "docs", o->docs }, { "db", o->db } };

	for (size_t k = 0; !o->output && k < o->n_args; k++)
		if (is_stdout(o->args[k]))
			return err_set(e, ERR_USAGE, "%s: that is standard output, too",
				       o->args[k]);
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		const char *path = targets[i].path;
		for (size_t k = 0; path && k < o->n_args; k++)
			if (same_file(path, o->args[k]))
				return err_set(e, ERR_USAGE, "--%s %s: that is the input",
					       targets[i].option, path);
		for (size_t k = 0; path && k < i; k++)
			if (targets[k].path && same_file(path, targets[k].path))
				return err_set(e, ERR_USAGE, "--%s %s: the file of --%s",
					       targets[i].option, path, targets[k].option);
	}
	if (is_dash(o->db)) return err_set(e, ERR_USAGE, "--db -: a database is a file");
	if (is_dash(o->docs) && !o->output)
		return err_set(e, ERR_USAGE, "--docs -: the records go there (-o FILE)");
	return OK;
}

enum status sinks_open(struct sinks **out, const struct env *env, struct err *e)
{
	const struct options *o = env->opt;
	struct sinks *s = mem_zalloc(sizeof *s);

	*out = s;
	TRY(check_targets(o, e));
	if (o->output) TRY(outfile_open(&s->claims.file, o->output, e));
	if (o->docs && !is_dash(o->docs)) TRY(outfile_open(&s->docs.file, o->docs, e));
	s->has_docs = o->docs != NULL;
	return o->db ? db_open(&s->db, o->db, e) : OK;
}

enum status sinks_write(struct sinks *s, const struct doc *d, const struct buf *out, struct err *e)
{
	TRY(stream_add(&s->claims, buf_slice(out), e));
	if (s->has_docs) {
		doc_side_json(d, &s->docs.pending);
		TRY(stream_add(&s->docs, SLICE(""), e));
	}
	return s->db ? db_add_doc(s->db, d, e) : OK;
}

enum status sinks_text(struct sinks *s, struct slice text, struct err *e)
{
	return stream_add(&s->claims, text, e);
}

enum status sinks_finish(struct sinks *s, struct err *e)
{
	TRY(stream_finish(&s->claims, e));
	if (s->has_docs) TRY(stream_finish(&s->docs, e));
	struct db *db = s->db;
	s->db = NULL;
	return db ? db_close(db, e) : OK;
}

void sinks_close(struct sinks *s)
{
	if (!s) return;
	stream_close(&s->claims);
	stream_close(&s->docs);
	db_abandon(s->db);
	mem_free(s);
}
