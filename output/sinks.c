/* Sinks. See sinks.h. */
#include "output/sinks.h"

#include "pipeline/core/doc_json.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FLUSH_AT (256u << 10)

/* One stream of bytes to a file descriptor; a named file is written beside its name and moved there at the end. */
struct outfile {
	int fd; /* -1: not in use */
	struct buf pending, path, temp;
};

struct sinks {
	struct outfile claims, docs;
};

static enum status out_open(struct outfile *f, const char *path, struct err *e)
{
	if (!path) {
		f->fd = STDOUT_FILENO;
		return OK;
	}
	buf_add(&f->path, path, strlen(path) + 1);
	if (strncmp(path, "/dev/", 5) == 0) {
		f->fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		buf_printf(&f->temp, "%s.tmp.XXXXXX", path);
		buf_addc(&f->temp, 0);
		f->fd = mkstemp(f->temp.p);
		if (f->fd < 0) f->temp.len = 0;
	}
	return f->fd < 0 ? err_set(e, ERR_IO, "%s: %s", path, strerror(errno)) : OK;
}

static enum status out_flush(struct outfile *f, struct err *e)
{
	const char *name = f->path.len ? f->path.p : "standard output";

	for (size_t done = 0; done < f->pending.len;) {
		ssize_t n = write(f->fd, f->pending.p + done, f->pending.len - done);
		if (n < 0 && errno == EINTR) continue;
		if (n < 0 && errno == EPIPE) return err_set(e, ERR_PIPE, "%s: closed", name);
		if (n < 0) return err_set(e, ERR_IO, "%s: %s", name, strerror(errno));
		done += (size_t)n;
	}
	f->pending.len = 0;
	return OK;
}

static enum status out_add(struct outfile *f, struct slice s, struct err *e)
{
	buf_add_slice(&f->pending, s);
	return f->pending.len >= FLUSH_AT ? out_flush(f, e) : OK;
}

static enum status out_finish(struct outfile *f, struct err *e)
{
	if (f->fd < 0) return OK;
	TRY(out_flush(f, e));
	if (!f->path.len) return OK;
	if (f->temp.len && (fchmod(f->fd, 0644) != 0 || fsync(f->fd) != 0))
		return err_set(e, ERR_IO, "%s: %s", f->temp.p, strerror(errno));
	int fd = f->fd;
	f->fd = -1;
	if (close(fd) != 0) return err_set(e, ERR_IO, "%s: %s", f->path.p, strerror(errno));
	if (f->temp.len && rename(f->temp.p, f->path.p) != 0)
		return err_set(e, ERR_IO, "%s: %s", f->path.p, strerror(errno));
	f->temp.len = 0;
	return OK;
}

static void out_close(struct outfile *f)
{
	if (f->path.len && f->fd >= 0) close(f->fd);
	if (f->temp.len) unlink(f->temp.p);
	buf_free(&f->pending);
	buf_free(&f->path);
	buf_free(&f->temp);
}

enum status sinks_open(struct sinks **out, const struct env *env, struct err *e)
{
	struct sinks *s = mem_zalloc(sizeof *s);

	s->claims.fd = s->docs.fd = -1;
	*out = s;
	TRY(out_open(&s->claims, env->opt->output, e));
	return env->opt->docs ? out_open(&s->docs, env->opt->docs, e) : OK;
}

enum status sinks_write(struct sinks *s, const struct doc *d, const struct buf *out, struct err *e)
{
	TRY(out_add(&s->claims, buf_slice(out), e));
	if (s->docs.fd >= 0) {
		doc_side_json(d, &s->docs.pending);
		TRY(out_add(&s->docs, SLICE(""), e));
	}
	return OK;
}

enum status sinks_text(struct sinks *s, struct slice text, struct err *e)
{
	return out_add(&s->claims, text, e);
}

enum status sinks_finish(struct sinks *s, struct err *e)
{
	TRY(out_finish(&s->claims, e));
	return out_finish(&s->docs, e);
}

void sinks_close(struct sinks *s)
{
	if (!s) return;
	out_close(&s->claims);
	out_close(&s->docs);
	mem_free(s);
}
