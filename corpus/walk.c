/* Folders to files.
 * In: paths of the command line. Out: one file after the other, sorted by the bytes of the whole
 * path (a folder sorts as its name with "/"). A folder is read whole, sorted and closed before
 * anything in it is given out: no descriptor stays open, memory is the names of one folder a level.
 * Links to files and folders are followed; under one path of the command line a folder is walked
 * once, so loops of links end. Limits: LEVELS folders deep; 4 GiB of names in one folder. */
#define _DEFAULT_SOURCE /* d_type */
#include "corpus/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"

#define LEVELS 256

enum entry_kind { ENTRY_DIR = 'd', ENTRY_FILE = 'f', ENTRY_BROKEN = 'b', ENTRY_SPECIAL = 's' };

/* A folder that is being walked: entries are kind, name, NUL in names; sorted. */
struct level {
	struct buf names;
	const char **entries;
	size_t n, next;
	size_t path_len; /* of the folder, without a slash */
};

struct seen {
	dev_t dev;
	ino_t ino;
};

struct walk {
	const char *const *paths;
	size_t n_paths, next_path;
	struct level levels[LEVELS];
	size_t n_levels;
	struct buf path;   /* of the folder or file at hand, with a NUL */
	struct seen *seen; /* open addressing, cap_seen a power of two; ino 0 and dev 0 = free */
	size_t n_seen, cap_seen;
	bool direct;
	struct walk_counts counts;
};

struct walk *walk_open(const char *const *paths, size_t n)
{
	struct walk *w = mem_zalloc(sizeof *w);
	w->paths = paths;
	w->n_paths = n;
	return w;
}

static void drop_level(struct walk *w)
{
	struct level *l = &w->levels[--w->n_levels];
	buf_free(&l->names);
	mem_free(l->entries);
	memset(l, 0, sizeof *l);
}

void walk_close(struct walk *w)
{
	if (!w) return;
	while (w->n_levels > 0) drop_level(w);
	buf_free(&w->path);
	mem_free(w->seen);
	mem_free(w);
}

static struct seen *seen_slot(struct seen *table, size_t cap, dev_t dev, ino_t ino)
{
	size_t i = (size_t)((uint64_t)ino * 0x9e3779b97f4a7c15u ^ (uint64_t)dev * 0x85ebca6bu);
	for (;; i++) {
		struct seen *s = &table[i & (cap - 1)];
		if ((s->dev == dev && s->ino == ino) || (s->dev == 0 && s->ino == 0)) return s;
	}
}

/* False when the folder was there already. */
static bool mark_seen(struct walk *w, dev_t dev, ino_t ino)
{
	if (2 * (w->n_seen + 1) > w->cap_seen) {
		size_t cap = w->cap_seen ? 2 * w->cap_seen : 64;
		struct seen *table = mem_zalloc(cap * sizeof *table);
		for (size_t i = 0; i < w->cap_seen; i++)
			if (w->seen[i].dev || w->seen[i].ino)
				*seen_slot(table, cap, w->seen[i].dev, w->seen[i].ino) = w->seen[i];
		mem_free(w->seen);
		w->seen = table;
		w->cap_seen = cap;
	}
	struct seen *s = seen_slot(w->seen, w->cap_seen, dev, ino);
	if (s->dev == dev && s->ino == ino) return false;
	*s = (struct seen){ dev, ino };
	w->n_seen++;
	return true;
}

static void forget_seen(struct walk *w)
{
	mem_free(w->seen);
	w->seen = NULL;
	w->n_seen = w->cap_seen = 0;
}

/* Byte order of whole paths: a folder ends in '/' where a file ends. */
static int compare_entries(const void *pa, const void *pb)
{
	const char *a = *(const char *const *)pa, *b = *(const char *const *)pb;
	const unsigned char *x = (const unsigned char *)a + 1, *y = (const unsigned char *)b + 1;
	while (*x && *x == *y) {
		x++;
		y++;
	}
	int cx = *x || *a != ENTRY_DIR ? *x : '/', cy = *y || *b != ENTRY_DIR ? *y : '/';
	if (cx != cy) return cx < cy ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

static enum entry_kind entry_kind(int dir_fd, const struct dirent *d)
{
	struct stat st;
	if (d->d_type == DT_REG) return ENTRY_FILE;
	if (d->d_type == DT_DIR) return ENTRY_DIR;
	if (d->d_type == DT_LNK || d->d_type == DT_UNKNOWN) {
		if (fstatat(dir_fd, d->d_name, &st, 0) != 0) return ENTRY_BROKEN;
		if (S_ISREG(st.st_mode)) return ENTRY_FILE;
		if (S_ISDIR(st.st_mode)) return ENTRY_DIR;
	}
	return ENTRY_SPECIAL;
}

static enum status read_names(struct walk *w, struct level *l, DIR *dir)
{
	const struct dirent *d;
	for (;;) {
		errno = 0;
		d = readdir(dir);
		if (!d) break;
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0) continue;
		if (d->d_name[0] == '.') {
			w->counts.hidden++;
			continue;
		}
		buf_addc(&l->names, (char)entry_kind(dirfd(dir), d));
		buf_add(&l->names, d->d_name, strlen(d->d_name) + 1);
		l->n++;
	}
	enum status st = errno ? ERR_NOINPUT : OK;
	l->entries = mem_alloc(l->n * sizeof *l->entries);
	const char *p = l->names.p;
	for (size_t i = 0; i < l->n; i++, p += strlen(p) + 1) l->entries[i] = p;
	if (l->n) qsort(l->entries, l->n, sizeof *l->entries, compare_entries);
	return st;
}

/* Open the folder in w->path as a new level. What could be read of it is walked, whatever the
 * status. */
static enum status enter(struct walk *w, struct err *e)
{
	const char *path = w->path.p;
	if (w->n_levels == LEVELS)
		return err_set(e, ERR_NOINPUT, "%s: folders nested deeper than %d", path, LEVELS);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) return err_set(e, ERR_NOINPUT, "%s: %s", path, strerror(errno));
	enum status st = OK;
	struct stat info;
	if (fstat(fd, &info) == 0 && !mark_seen(w, info.st_dev, info.st_ino)) {
		w->counts.again++;
	} else {
		struct level *l = &w->levels[w->n_levels++];
		l->path_len = w->path.len;
		while (l->path_len > 0 && path[l->path_len - 1] == '/') l->path_len--;
		st = read_names(w, l, dir);
		if (st != OK) err_set(e, st, "%s: %s", path, strerror(errno));
	}
	closedir(dir);
	return st;
}

static void set_path(struct walk *w, size_t keep, const char *tail)
{
	w->path.len = keep;
	buf_add_str(&w->path, tail);
	buf_addc(&w->path, '\0');
	w->path.len--;
}

/* The next path of the command line. OK with *path NULL: a folder was entered. */
static enum status next_argument(struct walk *w, const char **path, struct err *e)
{
	struct stat st;
	*path = NULL;
	if (w->next_path == w->n_paths) return END;
	const char *arg = w->paths[w->next_path++];
	set_path(w, 0, arg);
	forget_seen(w);
	bool is_dash = strcmp(arg, "-") == 0;
	if (!is_dash && stat(arg, &st) != 0) {
		bool dangling = errno == ENOENT && lstat(arg, &st) == 0;
		return err_set(e, ERR_NOINPUT, "%s: %s", arg,
			       dangling ? "a link to a file that does not exist" : strerror(errno));
	}
	if (!is_dash && S_ISDIR(st.st_mode)) return enter(w, e);
	w->direct = true;
	*path = w->path.p;
	return OK;
}

enum status walk_next(struct walk *w, const char **path, struct err *e)
{
	for (;;) {
		if (w->n_levels == 0) {
			enum status st = next_argument(w, path, e);
			if (st != OK || *path) {
				w->counts.files += st == OK;
				return st;
			}
			continue;
		}
		struct level *l = &w->levels[w->n_levels - 1];
		if (l->next == l->n) {
			drop_level(w);
			continue;
		}
		const char *entry = l->entries[l->next++];
		set_path(w, l->path_len, "/");
		set_path(w, w->path.len, entry + 1);
		if (*entry == ENTRY_BROKEN)
			return err_set(e, ERR_NOINPUT, "%s: a link to a file that does not exist",
				       w->path.p);
		if (*entry == ENTRY_SPECIAL)
			return err_set(e, ERR_INPUT, "%s: a fifo, device or socket, not read",
				       w->path.p);
		if (*entry == ENTRY_DIR) {
			TRY(enter(w, e));
			continue;
		}
		w->direct = false;
		w->counts.files++;
		*path = w->path.p;
		return OK;
	}
}

const char *walk_path(const struct walk *w)
{
	return w->path.p ? w->path.p : "";
}

bool walk_direct(const struct walk *w)
{
	return w->direct;
}

const struct walk_counts *walk_counts(const struct walk *w)
{
	return &w->counts;
}
