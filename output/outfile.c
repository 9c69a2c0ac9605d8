/* An output file that appears whole or not at all.
 * In: bytes. Out: path, after fsync and rename. Where the file system can (O_TMPFILE) the file has
 * no name while it is written, so that a killed process leaves nothing behind; elsewhere it is path
 * + ".PID.N.tmp" in the same folder. */
#define _GNU_SOURCE /* O_TMPFILE, realpath */
#include "output/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/core/mem.h"

#define TRIES 10000

struct outfile {
	int fd;
	char *path, *temp; /* temp NULL: in place, or without a name yet */
	bool nameless;
};

static enum status failed(struct err *e, const char *path)
{
	return err_set(e, errno == EPIPE ? ERR_PIPE : ERR_IO, "%s: %s", path, strerror(errno));
}

enum status fd_write_all(int fd, struct slice bytes, const char *name, struct err *e)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.p, bytes.len > (1u << 30) ? (1u << 30) : bytes.len);
		if (n < 0 && errno == EINTR) continue;
		if (n < 0) return failed(e, name);
		bytes.p += n;
		bytes.len -= (size_t)n;
	}
	return OK;
}

/* A link's target is what gets replaced, not the link. */
static char *final_path(const char *path)
{
	char *real = realpath(path, NULL);
	if (real) return real;
	size_t n = strlen(path) + 1;
	char *copy = mem_alloc(n);
	memcpy(copy, path, n);
	return copy;
}

/* The folder of path, as a path; to be freed. */
static char *folder_of(const char *path)
{
	size_t n = strlen(path);
	char *folder = mem_alloc(n + 2);
	memcpy(folder, path, n + 1);
	while (n > 0 && folder[n - 1] != '/') n--;
	if (n == 0) folder[n++] = '.';
	folder[n] = '\0';
	return folder;
}

/* Write the n-th temporary name into o->temp. */
static void name_temp(struct outfile *o, unsigned n)
{
	size_t size = strlen(o->path) + 48;
	if (!o->temp) o->temp = mem_alloc(size);
	snprintf(o->temp, size, "%s.%ld.%u.tmp", o->path, (long)getpid(), n);
}

static int open_temp(struct outfile *o)
{
	int fd = -1;
#ifdef O_TMPFILE
	char *folder = folder_of(o->path);
	fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	mem_free(folder);
	o->nameless = fd >= 0;
#endif
	for (unsigned i = 0; fd < 0 && i < TRIES; i++) {
		name_temp(o, i);
		fd = open(o->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST) break;
	}
	return fd;
}

/* Give a file without a name its temporary one. */
static bool link_temp(struct outfile *o)
{
	char proc[40];
	snprintf(proc, sizeof proc, "/proc/self/fd/%d", o->fd);
	for (unsigned i = 0; i < TRIES; i++) {
		name_temp(o, i);
		if (linkat(AT_FDCWD, proc, AT_FDCWD, o->temp, AT_SYMLINK_FOLLOW) == 0) return true;
		if (errno != EEXIST) break;
	}
	mem_free(o->temp);
	o->temp = NULL;
	return false;
}

enum status outfile_open(struct outfile **out, const char *path, struct err *e)
{
	struct stat st;
	struct outfile *o = mem_zalloc(sizeof *o);
	bool in_place = stat(path, &st) == 0 && !S_ISREG(st.st_mode);
	o->path = final_path(path);
	o->fd = in_place ? open(path, O_WRONLY | O_CLOEXEC) : open_temp(o);
	if (o->fd >= 0) {
		if (!in_place && stat(o->path, &st) == 0)
			(void)fchmod(o->fd, st.st_mode & 0777); /* as it was */
		*out = o;
		return OK;
	}
	enum status result = failed(e, path);
	mem_free(o->temp);
	mem_free(o->path);
	mem_free(o);
	*out = NULL;
	return result == ERR_PIPE ? ERR_IO : result;
}

enum status outfile_write(struct outfile *o, struct slice bytes, struct err *e)
{
	return fd_write_all(o->fd, bytes, o->path, e);
}

/* The rename lasts only when the folder is on disk, too. */
static enum status sync_folder(const char *path, struct err *e)
{
	char *folder = folder_of(path);
	enum status st = OK;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* some file systems cannot sync folders: EINVAL is no loss */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL)) st = failed(e, folder);
	if (fd >= 0) close(fd);
	mem_free(folder);
	return st;
}

static void free_outfile(struct outfile *o)
{
	mem_free(o->temp);
	mem_free(o->path);
	mem_free(o);
}

enum status outfile_commit(struct outfile *o, struct err *e)
{
	enum status st = OK;
	if ((o->temp || o->nameless) && fsync(o->fd) != 0) st = failed(e, o->path);
	if (st == OK && o->nameless && !link_temp(o)) st = failed(e, o->path);
	if (close(o->fd) != 0 && st == OK) st = failed(e, o->path);
	if (o->temp) {
		if (st == OK && rename(o->temp, o->path) != 0) st = failed(e, o->path);
		if (st == OK) st = sync_folder(o->path, e);
		else unlink(o->temp);
	}
	free_outfile(o);
	return st;
}

void outfile_abandon(struct outfile *o)
{
	if (!o) return;
	close(o->fd);
	if (o->temp) unlink(o->temp);
	free_outfile(o);
}
